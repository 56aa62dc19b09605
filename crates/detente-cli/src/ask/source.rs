//! `detente source`

mod add;
mod key;
mod list;
mod put;

use std::path::Path;

use clap::{Args, Subcommand};
use detente::{
    case::Case,
    diagnostic::{Diagnostic, Severity, render},
    file,
    question::Envelope,
    quote,
};
use serde_json::Value;

use crate::{
    Outcome, Screen, input,
    output::{self, Refusal},
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Take a document into a case: plain text, Markdown, HTML or PDF
    Add(Box<add::Arguments>),
    /// The documents of a case: whose they are, what rests on them, whether they are still as recorded
    List(list::Arguments),
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    match &arguments.what {
        What::Add(a) => add::run(a, screen),
        What::List(a) => list::run(a, screen),
    }
}

/// A document that was put into a case without a word said of it, or that was there already.
pub(crate) struct Kept {
    pub(crate) key: String,
    /// Its text, as it lies beside the case.
    pub(crate) text: String,
    /// Whether the case did not have it before.
    pub(crate) new: bool,
    /// What was left out or put right on the way.
    pub(crate) notes: Vec<String>,
}

/// Takes a document into a case as `detente source add FILE --case CASE` does.
pub(crate) fn take(file: &Path, case: &Path, screen: Screen) -> Result<Result<Kept, Outcome>, Refusal> {
    let before = match sound(case, &Value::Null, false, screen)? {
        Ok(sound) => sound,
        Err(outcome) => return Ok(Err(outcome)),
    };
    add::take(file, case, &before).map(Ok)
}

/// A case whose file has no errors. Its documents may be in disorder: that is what one wants to see, or to mend.
struct Sound {
    /// What the file holds.
    bytes: Vec<u8>,
    case: Case,
    /// What is suspicious about the file itself.
    warnings: Vec<Diagnostic>,
}

/// Reads a case file for `source`; where it has errors they are told, as a document too where `json` asks for one.
fn sound(path: &Path, options: &Value, json: bool, screen: Screen) -> Result<Result<Sound, Outcome>, Refusal> {
    let bytes = input::read_bytes(path).map_err(|refusal| input::refused("source", options, None, refusal, json))?;
    let name = path.display().to_string();
    let read = file::read_bytes(&name, &bytes);
    if let Some(case) = read.case {
        return Ok(Ok(Sound { bytes, case, warnings: read.diagnostics }));
    }
    let errors: Vec<Diagnostic> =
        read.diagnostics.iter().filter(|d| d.severity() == Severity::Error).cloned().collect();
    let text = String::from_utf8_lossy(&bytes);
    let look = render::Look { colour: screen.error_colour, width: screen.width };
    output::say(output::diagnostics(&errors, &name, &text, look).trim_end());
    output::say(&format!(
        "\nerror: mend {} in `{}` first; nothing was changed",
        output::count(errors.len(), "error"),
        detente::diagnostic::printable(&name)
    ));
    if json {
        let lines = detente::diagnostic::Lines::of(&text);
        let machine = read.diagnostics.iter().map(|d| render::machine(d, &name, &lines)).collect();
        let title = read.title.as_deref();
        let mark = title.map(|title| detente::question::CaseMark { title, file: &name, sha256: quote::sha256(&bytes) });
        let envelope: Envelope<'_, _, ()> = Envelope::refused("source", options, mark, None, machine);
        output::print_json(&envelope)?;
    }
    Ok(Err(Outcome::Faulty))
}
