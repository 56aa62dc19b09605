//! `detente check`

use std::path::PathBuf;

use clap::Args;
use detente::{
    diagnostic::{Lines, printable, render},
    question::Envelope,
};
use serde_json::{Value, json};

use crate::{
    Outcome, Screen,
    input::{self, Loaded},
    output::{self, Refusal, count},
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Case files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One line for each problem: `file:line:column: error D020: ...`
    #[arg(long, conflicts_with = "json")]
    concise: bool,
    /// One JSON document for programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    if arguments.json {
        return document(&arguments.files, screen);
    }
    input::each(&arguments.files, screen, |path| {
        let loaded = input::load(path)?;
        output::print(&if arguments.concise { concise(&loaded) } else { full(&loaded, screen) })?;
        Ok(if loaded.counts().0 > 0 { Outcome::Faulty } else { Outcome::Answered })
    })
}

fn concise(loaded: &Loaded) -> String {
    let lines = Lines::of(&loaded.text);
    loaded.diagnostics.iter().map(|d| render::concise(d, &loaded.file, &lines) + "\n").collect()
}

fn full(loaded: &Loaded, screen: Screen) -> String {
    let look = render::Look { colour: screen.colour, width: screen.width };
    let mut text = output::diagnostics(&loaded.diagnostics, &loaded.file, &loaded.text, look);
    let file = printable(&loaded.file);
    text.push_str(&match loaded.counts() {
        (0, 0) => format!("{file}: sound\n"),
        (0, n) => format!("{file}: sound, with {}\n", count(n, "warning")),
        (n, 0) => format!("{file}: {}\n", count(n, "error")),
        (n, m) => format!("{file}: {} and {}\n", count(n, "error"), count(m, "warning")),
    });
    // What has to be mended first is what one wants explained.
    if let Some(first) = loaded.diagnostics.iter().min_by_key(|d| d.severity()) {
        text.push_str(&format!("`detente explain {}` says more about that code.\n", first.code));
    }
    text
}

/// One document for all files.
fn document(files: &[PathBuf], screen: Screen) -> Result<Outcome, Refusal> {
    let mut read = Vec::new();
    let mut refusal = None;
    let outcome = input::each(files, screen, |path| match input::load(path) {
        Ok(loaded) => {
            let faulty = loaded.counts().0 > 0;
            read.push(loaded);
            Ok(if faulty { Outcome::Faulty } else { Outcome::Answered })
        }
        Err(fault) => {
            refusal.get_or_insert(fault.clone());
            Err(fault)
        }
    })?;
    let told: Vec<Value> = read
        .iter()
        .map(|l| {
            let (errors, warnings) = l.counts();
            json!({ "file": l.file, "sound": errors == 0, "errors": errors, "warnings": warnings })
        })
        .collect();
    let (errors, warnings) = read.iter().map(Loaded::counts).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let names: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
    let case = if let ([one], [_]) = (read.as_slice(), files) { one.mark() } else { None };
    let found = read.iter().flat_map(Loaded::machine).collect();
    let answer = json!({ "sound": errors == 0, "errors": errors, "warnings": warnings, "files": told });
    let mut envelope = Envelope::of_files("check", json!({ "files": names }), case, refusal.as_ref(), found);
    if !read.is_empty() {
        envelope.answer = Some(answer);
    }
    output::print_json(&envelope)?;
    Ok(outcome)
}
