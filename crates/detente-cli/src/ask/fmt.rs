//! `detente fmt`

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use detente::file::{self, layout::laid_out};

use crate::{
    Outcome, Screen, input,
    output::{self, Refusal},
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Case files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Change nothing; exit with 1 if a file would be changed
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let mut outcome = Outcome::Answered;
    for path in &arguments.files {
        let bytes = input::read_bytes(path)?;
        let text = String::from_utf8_lossy(&bytes);
        let Ok(laid_out) =
            laid_out(&text).map_err(|_| ()).and_then(|t| if text.as_bytes() == bytes { Ok(t) } else { Err(()) })
        else {
            let name = path.display().to_string();
            let found = file::read_bytes(&name, &bytes).diagnostics;
            let look = detente::diagnostic::render::Look { colour: screen.error_colour, width: screen.width };
            output::say(output::diagnostics(&found, &name, &text, look).trim_end());
            outcome = Outcome::Faulty;
            continue;
        };
        if laid_out == text {
            continue;
        }
        if arguments.check {
            output::print(&format!("{} would be changed\n", path.display()))?;
            outcome = Outcome::Faulty;
        } else {
            write_whole(path, &laid_out)?;
            output::print(&format!("laid out {}\n", path.display()))?;
        }
    }
    Ok(outcome)
}

/// Writes a file whole or not at all: beside it first, then in its place.
fn write_whole(path: &Path, text: &str) -> Result<(), Refusal> {
    let refuse = |fault: std::io::Error| Refusal::new(format!("cannot write `{}`: {fault}", path.display()));
    // A link stays a link: what it points to is replaced.
    let path = &std::fs::canonicalize(path).map_err(refuse)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(refuse)?;
    beside.write_all(text.as_bytes()).map_err(refuse)?;
    let permissions = std::fs::metadata(path).map_err(refuse)?.permissions();
    std::fs::set_permissions(beside.path(), permissions).map_err(refuse)?;
    beside.as_file().sync_all().map_err(refuse)?;
    beside.persist(path).map_err(|fault| refuse(fault.error))?;
    Ok(())
}
