//! `detente fmt`

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use detente::{
    diagnostic::printable,
    file::{
        self,
        layout::{NotLaidOut, laid_out},
    },
};

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
    input::each(&arguments.files, screen, |path| one(path, arguments.check, screen))
}

fn one(path: &Path, check: bool, screen: Screen) -> Result<Outcome, Refusal> {
    let bytes = input::read_bytes(path)?;
    let name = path.display().to_string();
    let text = std::str::from_utf8(&bytes).ok().filter(|_| bytes.len() <= file::LARGEST);
    let (text, laid_out) = match text.map(|t| (t, laid_out(t))) {
        Some((text, Ok(laid_out))) => (text, laid_out),
        Some((_, Err(fault @ NotLaidOut::WouldChange))) => {
            return Err(Refusal::new(format!("`{name}` is left as it is: {fault}"))
                .help("this is a fault of the program; please report it with the file, if you may show it"));
        }
        _ => {
            let found = file::read_bytes(&name, &bytes).diagnostics;
            let look = detente::diagnostic::render::Look { colour: screen.error_colour, width: screen.width };
            output::say(output::diagnostics(&found, &name, &String::from_utf8_lossy(&bytes), look).trim_end());
            return Ok(Outcome::Faulty);
        }
    };
    if laid_out == text {
        return Ok(Outcome::Answered);
    }
    if check {
        output::print(&format!("{} would be changed\n", printable(&name)))?;
        return Ok(Outcome::Faulty);
    }
    write_whole(path, &bytes, &laid_out)?;
    output::print(&format!("laid out {}\n", printable(&name)))?;
    Ok(Outcome::Answered)
}

/// Writes a file whole or not at all: beside it first, then in its place. `read` is what the file held when it was read.
fn write_whole(path: &Path, read: &[u8], text: &str) -> Result<(), Refusal> {
    let name = path.display();
    let refuse = |fault: std::io::Error| Refusal::new(format!("cannot write `{name}`: {fault}"));
    // A link stays a link: what it points to is replaced.
    let path = &fs::canonicalize(path).map_err(refuse)?;
    let permissions = fs::metadata(path).map_err(refuse)?.permissions();
    if permissions.readonly() {
        return Err(Refusal::new(format!("`{name}` is write-protected"))
            .help("allow writing to it, or see what would be changed with `detente fmt --check`"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(refuse)?;
    beside.write_all(text.as_bytes()).map_err(refuse)?;
    fs::set_permissions(beside.path(), permissions).map_err(refuse)?;
    beside.as_file().sync_all().map_err(refuse)?;
    // An editor may have saved the file in the meantime: what was written there must not be lost.
    if fs::read(path).map_err(refuse)? != read {
        return Err(Refusal::new(format!("`{name}` was changed by another program, and is left as it is now"))
            .help("run `detente fmt` once more"));
    }
    beside.persist(path).map_err(|fault| refuse(fault.error))?;
    Ok(())
}
