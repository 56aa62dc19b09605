//! `detente export`

use std::{fs, path::PathBuf};

use clap::{Args, ValueEnum};
use detente::{
    diagnostic::{printable, render},
    formats::{genius, geniusweb, gmcr, negmas, negolog},
};
use serde_json::json;

use crate::{
    Outcome, Screen, input,
    output::{self, Refusal},
    write::{free, write_new},
};

/// The programs whose files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// GENIUS XML: a domain, and a profile for each party
    Genius,
    /// NegMAS YAML: an outcome space, and a utility function for each party
    Negmas,
    /// GeniusWeb JSON: a profile for each party
    Geniusweb,
    /// NegoLog JSON: a profile for each party
    Negolog,
    /// GMCR+ JSON: one `.gmcr` file
    Gmcr,
}

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The program that is to read the files
    #[arg(value_name = "FORMAT")]
    format: Format,
    /// The case file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder to write into; it is made if it is not there. For `gmcr`, the file: `NAME.gmcr`
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
    /// Write over files that exist
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let loaded = match input::load_sound(&arguments.file, false, "export", &json!({}), screen)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let case = loaded.case.as_ref().expect("a file that is sound has a case");
    let exported = match arguments.format {
        Format::Genius => genius::export(case),
        Format::Negmas => negmas::export(case),
        Format::Geniusweb => geniusweb::export(case),
        Format::Negolog => negolog::export(case),
        Format::Gmcr => gmcr::export(case),
    };
    let look = render::Look { colour: screen.error_colour, width: screen.width };
    if !exported.found.is_empty() {
        output::say(output::diagnostics(&exported.found, &loaded.file, &loaded.text, look).trim_end());
    }
    if exported.files.is_empty() {
        return Err(Refusal::new("nothing is written: the format cannot carry this case")
            .help("what stands above says why, and what to do about it"));
    }
    if arguments.format == Format::Gmcr && !arguments.output.is_dir() {
        let path = &arguments.output;
        for (_, text) in &exported.files {
            write_new(path, text, arguments.force)?;
            output::print(&format!("wrote {}\n", printable(&path.display().to_string())))?;
        }
        return Ok(Outcome::Answered);
    }
    let folder = &arguments.output;
    let name = folder.display();
    fs::create_dir_all(folder).map_err(|fault| Refusal::new(format!("cannot make the folder `{name}`: {fault}")))?;
    let paths: Vec<PathBuf> = exported.files.iter().map(|(file, _)| folder.join(file)).collect();
    // All or nothing: that one of them is in the way is found out before the first is written.
    for (n, path) in paths.iter().enumerate() {
        if paths[..n].contains(path) {
            return Err(Refusal::new(format!("two parties would both be written to `{}`", path.display()))
                .help("rename one of them"));
        }
        if !arguments.force {
            free(path)?;
        }
    }
    for ((_, text), path) in exported.files.iter().zip(&paths) {
        write_new(path, text, arguments.force)?;
        output::print(&format!("wrote {}\n", printable(&path.display().to_string())))?;
    }
    Ok(Outcome::Answered)
}
