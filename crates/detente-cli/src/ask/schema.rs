//! `detente schema`

use clap::{Args, ValueEnum};
use detente::{deals, diff, file::schema, question, review, roadmap, stable, track, why};

use crate::{
    Outcome,
    output::{self, Refusal},
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The schema of the answer to a question, instead of that of the case file
    #[arg(long, value_name = "QUESTION")]
    answer: Option<Question>,
    /// The reference page of the case file, in Markdown, instead of its schema
    #[arg(long, conflicts_with = "answer")]
    reference: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Question {
    Why,
    Deals,
    Stable,
    Roadmap,
    Track,
    Diff,
    Verify,
    Check,
    Cite,
    Review,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Refusal> {
    let text = match arguments.answer {
        _ if arguments.reference => schema::reference(),
        Some(Question::Why) => format!("{:#}\n", why::schema()),
        Some(Question::Deals) => format!("{:#}\n", deals::schema()),
        Some(Question::Stable) => format!("{:#}\n", stable::schema()),
        Some(Question::Roadmap) => format!("{:#}\n", roadmap::schema()),
        Some(Question::Track) => format!("{:#}\n", track::schema()),
        Some(Question::Diff) => format!("{:#}\n", diff::schema()),
        Some(Question::Verify) => format!("{:#}\n", question::schema::verify()),
        Some(Question::Check) => format!("{:#}\n", question::schema::check()),
        Some(Question::Review) => format!("{:#}\n", review::schema()),
        Some(Question::Cite) => format!("{:#}\n", question::schema::cite()),
        None => format!("{:#}\n", schema::json_schema()),
    };
    output::print(&text)?;
    Ok(Outcome::Answered)
}
