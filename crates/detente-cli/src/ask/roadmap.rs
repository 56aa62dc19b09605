//! `detente roadmap`

use std::path::PathBuf;

use clap::Args;
use detente::{
    case::{Case, Date, StepId},
    deals::Notion,
    question::{Budget, Envelope},
    roadmap::{Roadmap, Which},
    show,
};
use serde_json::{Value, json};

use crate::{
    Form, Outcome, Screen,
    ask::reading::Reading,
    input,
    output::{self, Refusal},
    stop::stopper,
    wait, write,
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The case file
    file: PathBuf,
    /// For this package: `issue=option,...`; issues that it leaves open are settled as well as can be
    #[arg(long, value_name = "PACKAGE", conflicts_with = "deal")]
    package: Option<String>,
    /// For a named solution: nash, `kalai_smorodinsky`, egalitarian, utilitarian, fallback
    #[arg(long, value_name = "SOLUTION")]
    deal: Option<String>,
    /// As if the demands of this way out were given up, counted from 1 as `why` lists them
    #[arg(long, value_name = "N")]
    way_out: Option<usize>,
    /// For these steps, instead of the goals of the file or all that the package needs
    #[arg(long, value_name = "STEP,...", value_delimiter = ',')]
    goal: Vec<String>,
    /// The first day, as in 2026-01-15, instead of the file's
    #[arg(long, value_name = "DATE", value_parser = date)]
    start: Option<Date>,
    /// The last day, instead of the file's
    #[arg(long, value_name = "DATE", value_parser = date)]
    deadline: Option<Date>,
    /// How many bridges are listed
    #[arg(long, value_name = "N", default_value_t = Roadmap::default().max)]
    max: usize,
    #[command(flatten)]
    reading: Reading,
    /// Most trials for each part of the search for bridges
    #[arg(long, value_name = "N", default_value_t = Budget::default().effort)]
    effort: u64,
    /// Stop after so many seconds, and tell what is known by then
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
    /// Tell this bridge in full, and draw and write the order that it leads to; counted from 1
    #[arg(long, value_name = "N")]
    bridge: Option<usize>,
    /// Draw the steps over time (a Gantt chart) into this file, as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Draw what waits for what into this file, as SVG
    #[arg(long, value_name = "FILE")]
    graph: Option<PathBuf>,
    /// Write the steps into this file, as a calendar (iCalendar)
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    /// Write the steps into this file, as comma-separated values
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    #[command(flatten)]
    form: Form,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "give a date of the calendar, as in 2026-01-15".to_owned())
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let json = arguments.form.json;
    let asked = asked(arguments);
    let loaded = match input::load_sound(&arguments.file, json, "roadmap", &asked, screen)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let case = loaded.case.as_ref().expect("a sound file is a case");
    let refused = |refusal| input::refused("roadmap", &asked, Some(&loaded), refusal, json);
    let outputs = [&arguments.svg, &arguments.graph, &arguments.ics, &arguments.csv];
    write::apart(&outputs.into_iter().flatten().collect::<Vec<_>>(), &[]).map_err(refused)?;
    let roadmap = question(arguments, case).map_err(refused)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let effort = arguments.effort;
    let budget = Budget { cancel: stopper(arguments.time), effort, threads, ..Budget::default() };
    let shown = wait::show(&budget.progress, "roadmap");
    let answer = roadmap.ask(case, &budget);
    drop(shown);
    let answer = answer.map_err(refused)?;
    if let Some(bridge) = arguments.bridge {
        answer.plan(bridge).map_err(refused)?;
    }
    if let Some(path) = &arguments.graph {
        write::write_new(path, &show::waits::svg(&answer.waits_chart(case, arguments.bridge.unwrap_or(1))), true)?;
    }
    if [&arguments.svg, &arguments.ics, &arguments.csv].iter().any(|path| path.is_some()) {
        // The whole is known before anything is written.
        let plan = answer.plan(arguments.bridge.unwrap_or(1)).map_err(refused)?;
        let calendar = arguments.ics.as_ref().map(|path| Ok((path, answer.calendar(case, plan)?))).transpose();
        let calendar = calendar.map_err(refused)?;
        if let Some(path) = &arguments.svg {
            write::write_new(path, &show::gantt::svg(&answer.gantt(case, plan)), true)?;
        }
        if let Some(path) = &arguments.csv {
            write::write_new(path, &answer.csv(case, plan), true)?;
        }
        if let Some((path, calendar)) = calendar {
            write::write_new(path, &calendar, true)?;
        }
    }
    if json {
        let options = roadmap.options(case, effort);
        let facts = answer.facts(case);
        let envelope = Envelope::new("roadmap", options, case, answer.limit.clone(), facts, &loaded.diagnostics);
        output::print_json(&envelope)?;
    } else {
        output::tell(&answer.show(case), arguments.form, screen, &loaded.file, loaded.diagnostics.len())?;
    }
    Ok(if answer.stopped { Outcome::CouldNot } else { Outcome::Answered })
}

fn question(arguments: &Arguments, case: &Case) -> Result<Roadmap, Refusal> {
    let which = match (&arguments.package, &arguments.deal) {
        (Some(package), _) => Which::Package(input::package(case, package)?),
        (None, Some(deal)) => Which::Deal(notion(deal)?),
        (None, None) => Which::Best,
    };
    if arguments.max == 0 || arguments.bridge == Some(0) {
        return Err(Refusal::new("bridges are counted from 1").help("give a number above 0"));
    }
    if let (Some(start), Some(deadline)) = (arguments.start, arguments.deadline)
        && deadline < start
    {
        return Err(Refusal::new(format!("the deadline, {deadline}, is before the start, {start}"))
            .help("exchange the two, or correct one"));
    }
    Ok(Roadmap {
        which,
        way_out: arguments.way_out,
        goals: arguments.goal.iter().map(|key| step(case, key.trim())).collect::<Result<_, _>>()?,
        start: arguments.start,
        deadline: arguments.deadline,
        max: arguments.max,
        bridge: arguments.bridge,
        readings: arguments.reading.all(),
        doubt: arguments.reading.doubt(case)?,
    })
}

fn notion(text: &str) -> Result<Notion, Refusal> {
    let key = text.trim().to_lowercase().replace('-', "_");
    Notion::TEXTBOOK.iter().find(|n| n.key == key).copied().ok_or_else(|| {
        let known: Vec<&str> = Notion::TEXTBOOK.iter().map(|n| n.key).collect();
        input::unknown("solution", &key, &known)
    })
}

fn step(case: &Case, key: &str) -> Result<StepId, Refusal> {
    let key = key.strip_prefix("steps.").unwrap_or(key);
    case.find_step(key).ok_or_else(|| {
        let known: Vec<&str> = case.steps().iter().map(|s| s.key.as_str()).collect();
        input::unknown("step", key, &known)
    })
}

/// The options as they were typed, for a document that says why there is no answer.
fn asked(arguments: &Arguments) -> Value {
    let mut options = json!({
        "package": arguments.package,
        "deal": arguments.deal,
        "way_out": arguments.way_out,
        "goals": arguments.goal,
        "start": arguments.start.map(|d| d.to_string()),
        "deadline": arguments.deadline.map(|d| d.to_string()),
        "max": arguments.max,
        "effort": arguments.effort,
    });
    arguments.reading.put(&mut options);
    options
}
