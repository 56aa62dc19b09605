//! `detente schema`

use clap::{Args, ValueEnum};
use detente::{claims, deals, diff, file::schema, question, read, review, roadmap, source, stable, track, why};

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
    Claims,
    Read,
    /// What a language model is to answer
    ReadModel,
    ReadPrompt,
    ReadImport,
    #[value(name = "read-eval")]
    ReadEval,
    Diff,
    Verify,
    Check,
    Cite,
    Source,
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
        Some(Question::Claims) => format!("{:#}\n", claims::schema()),
        Some(Question::ReadEval) => format!("{:#}\n", read::eval::schema()),
        Some(Question::Read) => format!("{:#}\n", read::schema()),
        Some(Question::ReadModel) => format!("{:#}\n", read::model::schema::answer()),
        Some(Question::ReadPrompt) => format!("{:#}\n", read::model::schema::prompt()),
        Some(Question::ReadImport) => format!("{:#}\n", read::model::schema::import()),
        Some(Question::Diff) => format!("{:#}\n", diff::schema()),
        Some(Question::Verify) => format!("{:#}\n", question::schema::verify()),
        Some(Question::Check) => format!("{:#}\n", question::schema::check()),
        Some(Question::Source) => format!("{:#}\n", source::schema()),
        Some(Question::Review) => format!("{:#}\n", review::schema()),
        Some(Question::Cite) => format!("{:#}\n", question::schema::cite()),
        None => format!("{:#}\n", schema::json_schema()),
    };
    output::print(&text)?;
    Ok(Outcome::Answered)
}
