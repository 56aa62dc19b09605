//! `detente cite`

use std::path::{Path, PathBuf};

use clap::Args;
use detente::{cite, question::Envelope, show};

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
    let json = arguments.form.json;
    let options = serde_json::json!({ "element": arguments.element });
    let loaded = match input::load_sound(&arguments.file, json, "cite", &options, screen)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let case = loaded.case.as_ref().expect("a sound file is a case");
    let Some(path) = &arguments.element else {
        if json {
            let envelope = Envelope::new("cite", options, case, None, cite::list(case), &loaded.diagnostics);
            output::print_json(&envelope)?;
            return Ok(Outcome::Answered);
        }
        let list: Vec<String> =
            cite::elements(case).iter().map(|e| format!("{}:{}: {}\n", loaded.file, e.line, e.path)).collect();
        output::print(&list.concat())?;
        return Ok(Outcome::Answered);
    };
    let element =
        cite::find(case, path).map_err(|refusal| input::refused("cite", &options, Some(&loaded), refusal, json))?;
    let folder = arguments.file.parent().unwrap_or(Path::new(""));
    let text_of = |id| input::document_text(case.document(id), folder);
    if json {
        let facts = element.facts(case, &text_of);
        output::print_json(&Envelope::new("cite", options, case, None, facts, &loaded.diagnostics))?;
        return Ok(Outcome::Answered);
    }
    let doc = element.show(case, &text_of);
    output::print(&if arguments.form.markdown {
        show::markdown::draw(&doc)
    } else {
        show::text::draw(&doc, screen.width, screen.colour)
    })?;
    Ok(Outcome::Answered)
}
