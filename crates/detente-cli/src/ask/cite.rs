//! `detente cite`

use std::path::{Path, PathBuf};

use clap::Args;
use detente::{cite, question::Envelope, show};
use serde_json::Value;

use crate::{
    Form, Outcome, Screen, input,
    output::{self, Refusal},
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The case file
    file: PathBuf,
    /// The element: `demands.NAME`, `parties.NAME.wants.ISSUE`, `claims.NAME`, ...; without it, a list of them all
    element: Option<String>,
    #[command(flatten)]
    form: Form,
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let loaded = input::load(&arguments.file)?;
    let Some(case) = &loaded.case else { return input::refuse(&loaded, arguments.form.json, "cite", screen) };
    let Some(path) = &arguments.element else {
        if arguments.form.json {
            let options = serde_json::json!({ "element": null });
            let envelope = Envelope::new("cite", options, case, None, cite::list(case), &loaded.diagnostics);
            return print(&envelope);
        }
        let list: Vec<String> =
            cite::elements(case).iter().map(|e| format!("{}:{}: {}\n", loaded.file, e.line, e.path)).collect();
        output::print(&list.concat())?;
        return Ok(Outcome::Answered);
    };
    let element = cite::find(case, path)?;
    let folder = arguments.file.parent().unwrap_or(Path::new(""));
    let text_of = |id| input::document_text(case, id, folder);
    if arguments.form.json {
        let options = serde_json::json!({ "element": path });
        let facts = element.facts(case, &text_of);
        return print(&Envelope::new("cite", options, case, None, facts, &loaded.diagnostics));
    }
    let doc = element.show(case, &text_of);
    output::print(&if arguments.form.markdown {
        show::markdown::draw(&doc)
    } else {
        show::text::draw(&doc, screen.width, screen.colour)
    })?;
    Ok(Outcome::Answered)
}

fn print(envelope: &Envelope<'_, Value, Value>) -> Result<Outcome, Refusal> {
    let text = serde_json::to_string_pretty(envelope).expect("an answer has text keys only");
    output::print(&(text + "\n"))?;
    Ok(Outcome::Answered)
}
