//! `detente check`

use std::path::PathBuf;

use clap::Args;
use detente::diagnostic::render;

use crate::{
    Outcome, Screen, input,
    output::{self, Refusal},
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
    let mut outcome = Outcome::Answered;
    let mut machine = Vec::new();
    for path in &arguments.files {
        let loaded = input::load(path)?;
        let (errors, warnings) = loaded.counts();
        if errors > 0 {
            outcome = Outcome::Faulty;
        }
        if arguments.json {
            machine.extend(loaded.diagnostics.iter().map(|d| render::machine(d, &loaded.file, &loaded.text)));
            continue;
        }
        let text = if arguments.concise {
            loaded.diagnostics.iter().map(|d| render::concise(d, &loaded.file, &loaded.text) + "\n").collect()
        } else {
            let look = render::Look { colour: screen.colour, width: screen.width };
            let mut text = output::diagnostics(&loaded.diagnostics, &loaded.file, &loaded.text, look);
            text.push_str(&match (errors, warnings) {
                (0, 0) => format!("{}: sound\n", loaded.file),
                (0, n) => format!("{}: sound, with {}\n", loaded.file, count(n, "warning")),
                (n, 0) => format!("{}: {}\n", loaded.file, count(n, "error")),
                (n, m) => format!("{}: {} and {}\n", loaded.file, count(n, "error"), count(m, "warning")),
            });
            if let Some(first) = loaded.diagnostics.first() {
                text.push_str(&format!("`detente explain {}` says more about that code.\n", first.code));
            }
            text
        };
        output::print(&text)?;
    }
    if arguments.json {
        let all = serde_json::json!({
            "detente": env!("CARGO_PKG_VERSION"),
            "question": "check",
            "diagnostics": machine,
        });
        output::print(&format!("{all:#}\n"))?;
    }
    Ok(outcome)
}

fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
