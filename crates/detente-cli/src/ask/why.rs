//! `detente why`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use detente::{
    question::{Budget, Envelope},
    why::{Only, Why},
};

use crate::{
    Form, Outcome, Screen,
    ask::reading::Reading,
    input,
    output::{self, Refusal},
    stop::stopper,
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
    #[command(flatten)]
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
    let json = arguments.form.json;
    let asked = asked(arguments);
    let loaded = match input::load_sound(&arguments.file, json, "why", &asked, screen)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let case = loaded.case.as_ref().expect("a sound file is a case");
    let refused = |refusal| input::refused("why", &asked, Some(&loaded), refusal, json);
    let package = arguments.package.as_deref().map(|p| input::package(case, p)).transpose().map_err(refused)?;
    let why = Why {
        only: arguments.only.map(|half| match half {
            Half::Content => Only::Content,
            Half::Order => Only::Order,
        }),
        max: arguments.max.0,
        package,
        readings: arguments.reading.all(),
        doubt: arguments.reading.doubt(case).map_err(refused)?,
    };
    let budget = Budget {
        effort: arguments.effort,
        threads: usize::from(arguments.threads),
        cancel: stopper(arguments.time),
        ..Budget::default()
    };
    let answer = why.ask(case, &budget).map_err(refused)?;
    if json {
        let mut options = why.options(case);
        options["effort"] = arguments.effort.into();
        let (limit, facts) = (answer.limit.clone(), answer.facts(case));
        output::print_json(&Envelope::new("why", options, case, limit, facts, &loaded.diagnostics))?;
    } else {
        output::tell(&answer.show(case), arguments.form, screen, &loaded.file, loaded.diagnostics.len())?;
    }
    Ok(if answer.stopped { Outcome::CouldNot } else { Outcome::Answered })
}

/// The options as they were typed, for a document that says why there is no answer.
fn asked(arguments: &Arguments) -> serde_json::Value {
    let package = arguments.package.as_deref().map(|package| {
        let parts = package.split(',').filter_map(|part| part.split_once('='));
        parts.map(|(i, o)| (i.trim().to_owned(), o.trim().into())).collect::<serde_json::Map<_, _>>()
    });
    let mut options = serde_json::json!({
        "only": arguments.only.map(|half| match half { Half::Content => "content", Half::Order => "order" }),
        "max": arguments.max.0.map_or_else(|| "all".into(), serde_json::Value::from),
        "package": package,
        "effort": arguments.effort,
    });
    arguments.reading.put(&mut options);
    options
}
