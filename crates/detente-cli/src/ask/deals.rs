//! `detente deals`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use detente::{
    case::Case,
    deals::{Convention, Deals, Scale},
    diagnostic::closest,
    number::Exact,
    question::{Budget, Envelope},
    rule::Origin,
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
    /// As if these demands were given up; a walk-away is named `PARTY.walk_away`
    #[arg(long, value_name = "DEMAND,...", value_delimiter = ',')]
    if_dropped: Vec<String>,
    /// As if the demands of this way out were given up, counted from 1 as `why` lists them
    #[arg(long, value_name = "N")]
    way_out: Option<usize>,
    /// How does this package stand? `issue=option,...`; if it leaves issues open: only packages that have these options
    #[arg(long, value_name = "PACKAGE")]
    package: Option<String>,
    /// By whose definitions: the literature's, or those of a program under the names that it uses
    #[arg(long, value_name = "WHOSE", default_value = "textbook")]
    convention: Whose,
    /// Look for the named solutions only, without building the frontier
    #[arg(long)]
    no_frontier: bool,
    /// List a frontier from which packages may differ by so much worth (of 100), where the whole one is too large
    #[arg(long, value_name = "WORTH", allow_negative_numbers = true, value_parser = worth, conflicts_with = "no_frontier")]
    epsilon: Option<Exact>,
    /// Most points that a frontier may have along the way; beyond, what is listed stands for the rest
    #[arg(long, value_name = "N", default_value_t = Deals::default().most, value_parser = room)]
    most: usize,
    /// Where weights or values are ranges: so many samples are drawn of them
    #[arg(long, value_name = "N", default_value_t = Deals::default().samples, value_parser = samples)]
    samples: u32,
    /// Where the samples come from: the same number, the same samples
    #[arg(long, value_name = "N", default_value_t = Deals::default().seed)]
    seed: u64,
    #[command(flatten)]
    reading: Reading,
    /// The scale of worth in JSON and CSV: 0 to 100, or 0 to 1 as other programs have it
    #[arg(long, value_name = "SCALE", default_value = "worth")]
    scale: Measure,
    /// Stop after so many seconds, and tell what is known by then
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
    /// Draw the frontier with the named solutions into this file, as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write the frontier and the named solutions into this file, as comma-separated values
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    #[command(flatten)]
    form: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Whose {
    Textbook,
    Negmas,
    Genius,
    Negolog,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Measure {
    Worth,
    Unit,
}

fn room(text: &str) -> Result<usize, String> {
    let told = text.parse().ok().filter(|n| (100..=4_000_000).contains(n));
    told.ok_or_else(|| "give a whole number from 100 to 4000000".to_owned())
}

fn samples(text: &str) -> Result<u32, String> {
    let told = text.parse().ok().filter(|n| *n <= 1_000_000);
    told.ok_or_else(|| "give a whole number from 0 to 1000000".to_owned())
}

fn worth(text: &str) -> Result<Exact, String> {
    Exact::parse(text)
        .filter(|e| *e > Exact::ZERO && *e <= Exact::whole(100))
        .ok_or_else(|| "give a number above 0, at most 100".to_owned())
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let json = arguments.form.json;
    let asked = asked(arguments);
    let loaded = match input::load_sound(&arguments.file, json, "deals", &asked, screen)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let case = loaded.case.as_ref().expect("a sound file is a case");
    let refused = |refusal| input::refused("deals", &asked, Some(&loaded), refusal, json);
    let package = arguments.package.as_deref().map(|p| input::package(case, p)).transpose().map_err(refused)?;
    let if_dropped: Result<Vec<Origin>, Refusal> =
        arguments.if_dropped.iter().map(|d| member(case, d.trim())).collect();
    let deals = Deals {
        if_dropped: if_dropped.map_err(refused)?,
        way_out: arguments.way_out,
        package,
        convention: arguments.convention.into(),
        frontier: !arguments.no_frontier,
        epsilon: arguments.epsilon,
        most: arguments.most,
        samples: arguments.samples,
        seed: arguments.seed,
        readings: arguments.reading.all(),
        doubt: arguments.reading.doubt(case).map_err(refused)?,
    };
    let scale = arguments.scale.into();
    let budget = Budget { cancel: stopper(arguments.time), ..Budget::default() };
    let shown = wait::show(&budget.progress, "deals");
    let answer = deals.ask(case, &budget);
    drop(shown);
    let answer = answer.map_err(refused)?;
    if let Some(path) = &arguments.svg {
        write::write_new(path, &show::chart::svg(&answer.chart(case)), true)?;
    }
    if let Some(path) = &arguments.csv {
        write::write_new(path, &answer.csv(case, scale), true)?;
    }
    if json {
        let facts = answer.facts(case, scale);
        let options = deals.options(case, scale);
        let envelope = Envelope::new("deals", options, case, answer.limit.clone(), facts, &loaded.diagnostics);
        output::print_json(&Envelope { seed: answer.seed(), ..envelope })?;
    } else {
        output::tell(&answer.show(case), arguments.form, screen, &loaded.file, loaded.diagnostics.len())?;
    }
    Ok(if answer.stopped { Outcome::CouldNot } else { Outcome::Answered })
}

/// A demand by its key, or a walk-away as `PARTY.walk_away`; also by their paths in the file.
fn member(case: &Case, text: &str) -> Result<Origin, Refusal> {
    let name = text.strip_prefix("demands.").or_else(|| text.strip_prefix("parties.")).unwrap_or(text);
    let members = case.rules().into_iter().map(|r| r.origin).filter(|o| o.is_member());
    let named: Vec<(String, Origin)> = members
        .map(|o| match o {
            Origin::WalkAway(_) => (format!("{}.walk_away", case.key_of(o)), o),
            _ => (case.key_of(o).to_owned(), o),
        })
        .collect();
    if let Some((_, origin)) = named.iter().find(|(n, _)| n == name) {
        return Ok(*origin);
    }
    let known: Vec<&str> = named.iter().map(|(n, _)| n.as_str()).collect();
    let help = match closest(name, &known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "nothing in this case could be given up".to_owned(),
        None => format!("there is `{}`", known.join("`, `")),
    };
    Err(Refusal::new(format!("there is no demand `{name}`, nor a walk-away of that name")).help(help))
}

impl From<Whose> for Convention {
    fn from(whose: Whose) -> Convention {
        match whose {
            Whose::Textbook => Convention::Textbook,
            Whose::Negmas => Convention::NegMas,
            Whose::Genius => Convention::Genius,
            Whose::Negolog => Convention::NegoLog,
        }
    }
}

impl From<Measure> for Scale {
    fn from(measure: Measure) -> Scale {
        match measure {
            Measure::Worth => Scale::Worth,
            Measure::Unit => Scale::Unit,
        }
    }
}

/// The options as they were typed, for a document that says why there is no answer.
fn asked(arguments: &Arguments) -> Value {
    let mut options = json!({
        "if_dropped": arguments.if_dropped,
        "way_out": arguments.way_out,
        "package": arguments.package,
        "convention": Convention::from(arguments.convention),
        "frontier": !arguments.no_frontier,
        "epsilon": arguments.epsilon,
        "most": arguments.most,
        "samples": arguments.samples,
        "seed": arguments.seed,
        "scale": Scale::from(arguments.scale),
    });
    arguments.reading.put(&mut options);
    options
}
