//! `detente track`

use std::path::PathBuf;

use clap::Args;
use detente::{
    case::Case,
    question::{Budget, Envelope},
    show,
    track::Track,
};
use serde_json::{Value, json};

use crate::{
    Form, Outcome, Screen, input,
    output::{self, Refusal},
    stop::stopper,
    write,
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The case file
    file: PathBuf,
    /// Only these issues, as if there were no others
    #[arg(long, value_name = "ISSUE,...", value_delimiter = ',')]
    issue: Vec<String>,
    /// Only these parties, as if there were no others
    #[arg(long, value_name = "PARTY,...", value_delimiter = ',')]
    party: Vec<String>,
    /// An issue on which positions do not meet is called stalled once no principal has moved on it for so many rounds
    #[arg(long, value_name = "ROUNDS", default_value_t = Track::default().quiet, value_parser = rounds)]
    quiet: usize,
    /// Draw what positions are worth to those who hold them, round by round, into this file, as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write every position, round by round, into this file, as comma-separated values
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Stop after so many seconds
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
    #[command(flatten)]
    form: Form,
}

fn rounds(text: &str) -> Result<usize, String> {
    let told = text.parse().ok().filter(|n| (1..=10_000).contains(n));
    told.ok_or_else(|| "give a whole number from 1 to 10000".to_owned())
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let json = arguments.form.json;
    let asked = asked(arguments);
    let loaded = match input::load_sound(&arguments.file, json, "track", &asked, screen)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let case = loaded.case.as_ref().expect("a sound file is a case");
    let refused = |refusal| input::refused("track", &asked, Some(&loaded), refusal, json);
    let track = question(arguments, case).map_err(refused)?;
    let budget = Budget { cancel: stopper(arguments.time), ..Budget::default() };
    let answer = track.ask(case, &budget).map_err(refused)?;
    if let Some(path) = &arguments.svg {
        write::write_new(path, &show::chart::curve::svg(&answer.chart(case)), true)?;
    }
    if let Some(path) = &arguments.csv {
        write::write_new(path, &answer.csv(case), true)?;
    }
    if json {
        let envelope = Envelope::new("track", track.options(case), case, None, answer.facts(case), &loaded.diagnostics);
        output::print_json(&envelope)?;
    } else {
        output::tell(&answer.show(case), arguments.form, screen, &loaded.file, loaded.diagnostics.len())?;
    }
    Ok(Outcome::Answered)
}

fn question(arguments: &Arguments, case: &Case) -> Result<Track, Refusal> {
    let issue_keys: Vec<&str> = case.issues().iter().map(|i| i.key.as_str()).collect();
    let party_keys: Vec<&str> = case.parties().iter().map(|p| p.key.as_str()).collect();
    Ok(Track {
        issues: input::some(&arguments.issue, "issue", &issue_keys, |key| case.find_issue(key))?,
        parties: input::some(&arguments.party, "party", &party_keys, |key| case.find_party(key))?,
        quiet: arguments.quiet,
    })
}

/// The options as they were typed, for a document that says why there is no answer.
fn asked(arguments: &Arguments) -> Value {
    let some = |names: &Vec<String>| (!names.is_empty()).then(|| names.clone());
    json!({ "issues": some(&arguments.issue), "parties": some(&arguments.party), "quiet": arguments.quiet })
}
