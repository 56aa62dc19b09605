//! `detente claims`

use std::path::{Path, PathBuf};

use clap::Args;
use detente::{
    case::{Case, DocumentId},
    claims::{Claims, LeftOut, Network, Texts},
    question::Envelope,
};
use serde_json::{Value, json};

use crate::{
    Form, Outcome, Screen, input,
    output::{self, Refusal, count},
    write,
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The case file
    file: PathBuf,
    /// Only claims about these issues
    #[arg(long, value_name = "ISSUE,...", value_delimiter = ',')]
    issue: Vec<String>,
    /// Only claims about the positions of these parties
    #[arg(long, value_name = "PARTY,...", value_delimiter = ',')]
    party: Vec<String>,
    /// Write every claim into this file, as comma-separated values
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write every claim into this file, as annotations of its document (W3C Web Annotation, JSON-LD)
    #[arg(long, value_name = "FILE")]
    jsonld: Option<PathBuf>,
    /// Write who is for or against what into this file, as discourse-network analysts keep it (comma-separated values)
    #[arg(long, value_name = "FILE")]
    network: Option<PathBuf>,
    /// Write over files that exist
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let json = arguments.form.json;
    let asked = asked(arguments);
    let loaded = match input::load_sound(&arguments.file, json, "claims", &asked, screen)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let case = loaded.case.as_ref().expect("a sound file is a case");
    let refused = |refusal| input::refused("claims", &asked, Some(&loaded), refusal, json);
    let claims = question(arguments, case).map_err(refused)?;
    let folder = arguments.file.parent().unwrap_or(Path::new(""));
    let outputs: Vec<&PathBuf> =
        [&arguments.csv, &arguments.jsonld, &arguments.network].into_iter().flatten().collect();
    let documents = case.documents().iter().filter_map(|d| Some(folder.join(&d.file.as_ref()?.0)));
    let kept: Vec<PathBuf> = [arguments.file.clone()].into_iter().chain(documents).collect();
    write::apart(&outputs, &kept).map_err(refused)?;
    let answer = claims.ask(case);
    // Only what tells places looks into the documents.
    let texts = if json || !outputs.is_empty() {
        Texts::of(case, &|id: DocumentId| input::document_text(case.document(id), folder))
    } else {
        Texts::none(case)
    };
    let network = arguments.network.as_ref().map(|path| (path, answer.network(case, &texts)));
    let mut files: Vec<(&Path, String)> = Vec::new();
    if let Some(path) = &arguments.csv {
        files.push((path, answer.csv(case, &texts)));
    }
    if let Some(path) = &arguments.jsonld {
        files.push((path, format!("{:#}\n", answer.annotations(case, &texts))));
    }
    if let Some((path, network)) = &network {
        files.push((path, network.text.clone()));
    }
    write::write_all(&files, arguments.force).map_err(refused)?;
    if let Some((_, network)) = &network {
        tell_left_out(network);
    }
    if !files.is_empty() {
        tell_confidential(case);
    }
    if json {
        let facts = answer.facts(case, &texts);
        output::print_json(&Envelope::new("claims", claims.options(case), case, None, facts, &loaded.diagnostics))?;
    } else {
        output::tell(&answer.show(case), arguments.form, screen, &loaded.file, loaded.diagnostics.len())?;
    }
    Ok(Outcome::Answered)
}

/// Says how many claims have no place in a table of who is for or against what, and why.
fn tell_left_out(network: &Network) {
    let left_out = &network.left_out;
    if left_out.total() == 0 {
        return;
    }
    let LeftOut { no_issue, no_side, nobody } = *left_out;
    let reasons: Vec<String> = [
        (no_side, "neither for nor against (`polarity`)"),
        (no_issue, "about no issue"),
        (nobody, "of nobody who is known"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, why)| format!("{n} {why}"))
    .collect();
    let all = left_out.total() + network.rows;
    output::say(&format!(
        "note: {} of {} left out of the network: {}",
        left_out.total(),
        count(all, "claim"),
        reasons.join(", ")
    ));
}

/// Says that words of confidential documents stand in what was written.
fn tell_confidential(case: &Case) {
    let quoted = |d: &str| case.claims().iter().any(|c| case.document(c.document).key == d);
    let keys: Vec<String> =
        case.documents().iter().filter(|d| d.confidential && quoted(&d.key)).map(|d| format!("`{}`", d.key)).collect();
    if !keys.is_empty() {
        output::say(&format!("note: what was written quotes confidential documents: {}", keys.join(", ")));
    }
}

fn question(arguments: &Arguments, case: &Case) -> Result<Claims, Refusal> {
    let issue_keys: Vec<&str> = case.issues().iter().map(|i| i.key.as_str()).collect();
    let party_keys: Vec<&str> = case.parties().iter().map(|p| p.key.as_str()).collect();
    Ok(Claims {
        issues: input::some(&arguments.issue, "issue", &issue_keys, |key| case.find_issue(key))?,
        parties: input::some(&arguments.party, "party", &party_keys, |key| case.find_party(key))?,
    })
}

/// The options as they were typed, for a document that says why there is no answer.
fn asked(arguments: &Arguments) -> Value {
    let some = |names: &Vec<String>| (!names.is_empty()).then(|| names.clone());
    json!({ "issues": some(&arguments.issue), "parties": some(&arguments.party) })
}
