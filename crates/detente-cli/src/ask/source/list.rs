//! `detente source list`

use std::path::{Path, PathBuf};

use clap::Args;
use detente::{question::Envelope, source::Shelf};
use serde_json::json;

use super::{Sound, sound};
use crate::{
    Form, Outcome, Screen, input,
    output::{self, Refusal},
};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The case file
    file: PathBuf,
    #[command(flatten)]
    form: Form,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let options = json!({ "add": null });
    let json = arguments.form.json;
    let Sound { case, warnings, .. } = match sound(&arguments.file, &options, json, screen)? {
        Ok(sound) => sound,
        Err(outcome) => return Ok(outcome),
    };
    let folder = arguments.file.parent().unwrap_or(Path::new(""));
    let shelf = Shelf::of(&case, &|document| input::document_text(document, folder));
    if json {
        let envelope = Envelope::new("source", options, &case, None, shelf.facts(&case), &warnings);
        output::print_json(&envelope)?;
    } else {
        output::tell(&shelf.show(&case), arguments.form, screen, &arguments.file.display().to_string(), 0)?;
    }
    Ok(Outcome::Answered)
}
