//! `detente new`

use std::{
    fs,
    io::{ErrorKind, Write},
    path::PathBuf,
};

use clap::Args;
use detente::file::template::TEMPLATE;

use crate::{
    Outcome,
    output::{self, Refusal},
};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The file to write; it must not exist yet
    #[arg(value_name = "NAME.case.toml")]
    file: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Refusal> {
    let path = &arguments.file;
    let name = detente::diagnostic::printable(&path.display().to_string());
    let refuse = |fault: std::io::Error| match fault.kind() {
        ErrorKind::AlreadyExists => Refusal::new(format!("`{name}` exists already")).help("choose another name"),
        ErrorKind::NotFound => Refusal::new(format!("the folder of `{name}` does not exist")).help("make it first"),
        _ => Refusal::new(format!("cannot write `{name}`: {fault}")),
    };
    let mut file = fs::File::create_new(path).map_err(refuse)?;
    if let Err(fault) = file.write_all(TEMPLATE.as_bytes()).and_then(|()| file.sync_all()) {
        // Better no file than half of one.
        let _ = fs::remove_file(path);
        return Err(refuse(fault));
    }
    output::print(&format!("wrote {name}; next: `detente check {name}`, then `detente why {name}`\n"))?;
    Ok(Outcome::Answered)
}
