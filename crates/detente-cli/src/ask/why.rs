//! `detente why`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use detente::{
    agreement::parse_package,
    case::Case,
    diagnostic::Diagnostic,
    question::{Budget, Cancel, Envelope},
    show,
    why::{Only, Why, WhyAnswer},
};

use crate::{
    Form, Outcome, Screen, input,
    output::{self, Refusal},
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The case file
    file: PathBuf,
    /// Look at demands about content alone, or at those about order alone
    #[arg(long, value_name = "WHICH")]
    only: Option<Half>,
    /// List so many ways out, cheapest first; `all` for every one
    #[arg(long, value_name = "N", default_value = "20", value_parser = most)]
    max: Most,
    /// Why not this package? `issue=option,issue=option,...`; what is left out is settled as well as can be
    #[arg(long, value_name = "PACKAGE")]
    package: Option<String>,
    /// How to read what is disputed: `stated`, as the file has it; `all`, under each combination
    #[arg(long, value_name = "WHICH", default_value = "stated")]
    reading: Reading,
    /// Questions to the solver, at most, for each independent part of the case
    #[arg(long, value_name = "N", default_value_t = Budget::default().effort)]
    effort: u64,
    /// Stop after so many seconds, and tell what is known by then
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
    /// Threads; the answer does not depend on it
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
    #[command(flatten)]
    form: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Half {
    Content,
    Order,
}

#[derive(Debug, Clone, Copy, ValueEnum, PartialEq)]
enum Reading {
    Stated,
    All,
}

#[derive(Debug, Clone, Copy)]
struct Most(Option<usize>);

fn most(text: &str) -> Result<Most, String> {
    match text {
        "all" => Ok(Most(None)),
        n => match n.parse() {
            Ok(n) if n > 0 => Ok(Most(Some(n))),
            _ => Err("give a number from 1 on, or `all`".to_owned()),
        },
    }
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let loaded = input::load(&arguments.file)?;
    let Some(case) = &loaded.case else { return input::refuse(&loaded, arguments.form.json, "why", screen) };
    let package = arguments.package.as_deref().map(|p| parse_package(case, p)).transpose()?;
    let why = Why {
        only: arguments.only.map(|half| match half {
            Half::Content => Only::Content,
            Half::Order => Only::Order,
        }),
        max: arguments.max.0,
        package,
        readings: arguments.reading == Reading::All,
    };
    let budget = Budget {
        effort: arguments.effort,
        threads: usize::from(arguments.threads),
        cancel: stopper(arguments.time),
        ..Budget::default()
    };
    let answer = why.ask(case, &budget)?;
    output::print(&drawn(&answer, case, &why, &loaded.diagnostics, arguments.form, screen))?;
    if !arguments.form.json && !loaded.diagnostics.is_empty() {
        output::say(&format!(
            "note: {} about this file: `detente check {}`",
            input::warnings(loaded.diagnostics.len()),
            loaded.file
        ));
    }
    Ok(if answer.stopped { Outcome::CouldNot } else { Outcome::Answered })
}

fn drawn(answer: &WhyAnswer, case: &Case, why: &Why, found: &[Diagnostic], form: Form, screen: Screen) -> String {
    if form.json {
        let envelope = Envelope::new("why", why.options(case), case, answer.limit.clone(), answer.facts(case), found);
        let text = serde_json::to_string_pretty(&envelope).expect("an answer has text keys only");
        return text + "\n";
    }
    let doc = answer.show(case);
    if form.markdown { show::markdown::draw(&doc) } else { show::text::draw(&doc, screen.width, screen.colour) }
}

/// A flag that Ctrl-C raises, or the end of the time.
fn stopper(seconds: Option<u64>) -> Cancel {
    let cancel = Cancel::default();
    let flag = cancel.clone();
    // Without a handler Ctrl-C ends the program at once, which is right too.
    let _ = ctrlc::set_handler(move || {
        if flag.stopped() {
            // Whoever presses it twice does not want to wait.
            std::process::exit(2);
        }
        flag.stop();
    });
    if let Some(seconds) = seconds {
        let flag = cancel.clone();
        std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_secs(seconds));
            flag.stop();
        });
    }
    cancel
}
