//! `detente fmt`

use std::path::{Path, PathBuf};

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
    write,
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
    write::write_over(
        path,
        &bytes,
        &laid_out,
        ("detente fmt", "see what would be changed with `detente fmt --check`"),
    )?;
    output::print(&format!("laid out {}\n", printable(&name)))?;
    Ok(Outcome::Answered)
}
