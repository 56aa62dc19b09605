//! `detente import`

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use detente::{
    diagnostic::{Severity, printable, render},
    formats::{Imported, LARGEST, Source, genius, geniusweb, gmcr, negmas, negolog},
};

use crate::{
    Outcome, Screen,
    output::{self, Refusal, count},
    write::write_new,
};

/// The programs whose files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// GENIUS XML: the domain, then the profile of each party
    Genius,
    /// NegMAS YAML: the folder of a scenario
    Negmas,
    /// GeniusWeb JSON: the profile of each party
    Geniusweb,
    /// NegoLog JSON: the profiles of the two parties
    Negolog,
    /// GMCR+ JSON: the `.gmcr` file of a conflict
    Gmcr,
}

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The program that wrote the files
    #[arg(value_name = "FORMAT")]
    format: Format,
    /// Its files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The case file to write; without it, standard output
    #[arg(short, long, value_name = "NAME.case.toml")]
    output: Option<PathBuf>,
    /// Write over a file that exists
    #[arg(long, requires = "output")]
    force: bool,
}

pub(crate) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Refusal> {
    let imported = match arguments.format {
        Format::Genius => genius_files(&arguments.files)?,
        Format::Negmas => negmas_folder(&arguments.files)?,
        Format::Geniusweb => geniusweb::import(&profiles(&arguments.files, "geniusweb")?),
        Format::Negolog => negolog::import(&profiles(&arguments.files, "negolog")?),
        Format::Gmcr => gmcr_file(&arguments.files)?,
    };
    let errors = tell(&imported, screen);
    let Some(case) = imported.case else {
        output::say(&format!("\nerror: mend {} before these files can be imported", count(errors, "error")));
        return Ok(Outcome::Faulty);
    };
    let Some(path) = &arguments.output else {
        output::print(&case)?;
        return Ok(Outcome::Answered);
    };
    write_new(path, &case, arguments.force)?;
    let name = printable(&path.display().to_string());
    let question = if arguments.format == Format::Gmcr { "stable" } else { "deals" };
    output::say(&format!("wrote {name}; next: `detente check {name}`, then `detente {question} {name}`"));
    Ok(Outcome::Answered)
}

/// Says what was found in each file, and how many errors there are.
fn tell(imported: &Imported, screen: Screen) -> usize {
    let look = render::Look { colour: screen.error_colour, width: screen.width };
    let mut errors = 0;
    for file in &imported.files {
        errors += file.found.iter().filter(|d| d.severity() == Severity::Error).count();
        if !file.found.is_empty() {
            output::say(output::diagnostics(&file.found, &file.name, &file.text, look).trim_end());
        }
    }
    errors
}

fn genius_files(files: &[PathBuf]) -> Result<Imported, Refusal> {
    let [domain, profiles @ ..] = files else { return Err(Refusal::new("there is no file to import")) };
    for file in files {
        if file.is_dir() {
            return Err(folder(file, "xml", "import genius DOMAIN.xml PROFILE.xml..."));
        }
    }
    if profiles.is_empty() {
        let name = domain.display();
        let refusal = Refusal::new(format!("there is a domain, `{name}`, but no profile is chosen"));
        let beside: Vec<String> = listed(domain.parent().unwrap_or(Path::new("")), "xml");
        let own = domain.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let beside: Vec<String> = beside.into_iter().filter(|n| *n != own).collect();
        return Err(chosen(refusal, &beside).help(format!(
            "name the profile of each party after the domain: `detente import genius {name} PROFILE.xml...`"
        )));
    }
    let profiles = sources(profiles)?;
    Ok(genius::import(&source(domain)?, &profiles))
}

/// The folder of a scenario: all YAML files in it, but for those of results, whose names begin with `_`.
fn negmas_folder(files: &[PathBuf]) -> Result<Imported, Refusal> {
    let files: Vec<PathBuf> = match files {
        [folder] if folder.is_dir() => {
            let mut names = listed(folder, "yml");
            names.extend(listed(folder, "yaml"));
            names.sort();
            if names.is_empty() {
                return Err(Refusal::new(format!("there are no YAML files in `{}`", folder.display()))
                    .help("give the folder of a scenario, with its `.yml` files"));
            }
            names.iter().filter(|n| !n.starts_with('_')).map(|n| folder.join(n)).collect()
        }
        files => files.to_vec(),
    };
    if let Some(inner) = files.iter().find(|f| f.is_dir()) {
        return Err(Refusal::new(format!("`{}` is one folder of several", inner.display()))
            .help("give one folder: each holds one scenario"));
    }
    Ok(negmas::import(&sources(&files)?))
}

/// The one file of a conflict.
fn gmcr_file(files: &[PathBuf]) -> Result<Imported, Refusal> {
    let [file] = files else {
        return Err(Refusal::new(format!("{} files are named, and each holds one conflict", files.len()))
            .help("import them one after the other, each into a case of its own"));
    };
    if file.is_dir() {
        return Err(folder(file, "gmcr", "import gmcr NAME.gmcr"));
    }
    Ok(gmcr::import(&source(file)?))
}

fn profiles(files: &[PathBuf], format: &str) -> Result<Vec<Source>, Refusal> {
    if let Some(inner) = files.iter().find(|f| f.is_dir()) {
        return Err(folder(inner, "json", &format!("import {format} PROFILE.json PROFILE.json")));
    }
    sources(files)
}

/// What to do about a folder where files are wanted.
fn folder(path: &Path, ending: &str, usage: &str) -> Refusal {
    let refusal = Refusal::new(format!("`{}` is a folder: it may hold several negotiations", path.display()));
    chosen(refusal, &listed(path, ending)).help(format!("name the files: `detente {usage}`"))
}

/// Files to choose from, as help.
fn chosen(refusal: Refusal, names: &[String]) -> Refusal {
    if names.is_empty() {
        return refusal.help("there are no files of that kind in this folder");
    }
    let first: Vec<String> = names.iter().take(100).map(|n| format!("`{n}`")).collect();
    let more = if names.len() > 100 { format!(", and {} more", names.len() - 100) } else { String::new() };
    refusal.help(format!("there is {}{more}", first.join(", ")))
}

/// The names of the files of a folder with an ending, in order.
fn listed(folder: &Path, ending: &str) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|n| Path::new(n).extension().is_some_and(|e| e.eq_ignore_ascii_case(ending)))
        .collect();
    names.sort();
    names
}

fn sources(paths: &[PathBuf]) -> Result<Vec<Source>, Refusal> {
    paths.iter().map(|p| source(p)).collect()
}

fn source(path: &Path) -> Result<Source, Refusal> {
    Ok(Source::new(path.display().to_string(), crate::input::read_up_to(path, LARGEST)?))
}
