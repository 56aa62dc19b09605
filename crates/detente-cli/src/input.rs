//! Reading case files and the documents beside them.

use std::{
    fs,
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};

use detente::{
    agreement::parse_package,
    case::{Case, Document, IssueId, OptionId, Package},
    diagnostic::{Diagnostic, Lines, Severity, closest, render},
    file,
    question::{CaseMark, Envelope},
    quote::{self, Text},
};
use serde_json::Value;

use crate::{
    Outcome, Screen,
    output::{self, Refusal},
};

/// A file or folder that belongs to a case: `NAME.ENDING` beside `NAME.case.toml`.
pub(crate) fn beside(case: &Path, ending: &str) -> PathBuf {
    let name = case.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".toml").unwrap_or(&name);
    let stem = stem.strip_suffix(".case").unwrap_or(stem);
    case.with_file_name(format!("{stem}.{ending}"))
}

/// A file that was read: its text, the case if it is sound, and what is wrong.
pub(crate) struct Loaded {
    pub(crate) file: String,
    pub(crate) text: String,
    pub(crate) case: Option<Case>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    title: Option<String>,
    sha256: String,
}

impl Loaded {
    /// How many errors and warnings there are.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let errors = self.diagnostics.iter().filter(|d| d.severity() == Severity::Error).count();
        (errors, self.diagnostics.len() - errors)
    }

    /// Its diagnostics for programs.
    pub(crate) fn machine(&self) -> Vec<render::Machine> {
        let lines = Lines::of(&self.text);
        self.diagnostics.iter().map(|d| render::machine(d, &self.file, &lines)).collect()
    }

    /// Which case it is, if as much as its title can be read.
    pub(crate) fn mark(&self) -> Option<CaseMark<'_>> {
        Some(CaseMark { title: self.title.as_deref()?, file: &self.file, sha256: self.sha256.clone() })
    }
}

/// Reads a case file and the documents that it names.
pub(crate) fn load(path: &Path) -> Result<Loaded, Refusal> {
    let bytes = read_bytes(path)?;
    let name = path.display().to_string();
    let read = file::read_bytes(&name, &bytes);
    let mut diagnostics = read.diagnostics;
    let folder = path.parent().unwrap_or(Path::new(""));
    // Quotes are checked even where the case has other errors: nobody wants to mend a file twice.
    diagnostics.extend(quote::check(&name, &read.evidence, &|d| document_text(d, folder)));
    diagnostics.sort_by_key(|d| d.place);
    let sound = diagnostics.iter().all(|d| d.severity() != Severity::Error);
    Ok(Loaded {
        file: name,
        sha256: quote::sha256(&bytes),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        case: read.case.filter(|_| sound),
        diagnostics,
        title: read.title,
    })
}

/// The text of a document of a case, from the file beside the case file.
pub(crate) fn document_text(document: &Document, folder: &Path) -> Text {
    let Some((file, _)) = &document.file else { return Text::None };
    let path = folder.join(file);
    let name = path.display();
    let fault = match fs::metadata(&path) {
        // Opening a pipe or a device could wait for ever.
        Ok(met) if !met.is_file() && !met.is_dir() => {
            return Text::Missing(format!("`{name}` is a pipe, a socket or a device, not a file"));
        }
        Ok(met) if met.len() > file::LARGEST as u64 => return Text::TooLarge,
        Ok(met) if met.is_dir() => ErrorKind::IsADirectory.into(),
        Ok(_) => match read_bytes(&path) {
            Ok(bytes) if bytes.len() > file::LARGEST => return Text::TooLarge,
            Ok(bytes) => return Text::Bytes(bytes),
            Err(refusal) => return Text::Missing(refusal.message),
        },
        Err(fault) => fault,
    };
    let why = reason(&path, &fault);
    match (fault.kind(), names_like(&path, |_| true)) {
        (ErrorKind::NotFound | ErrorKind::IsADirectory, Names { near: Some(near), .. }) => {
            let beside = Path::new(file).with_file_name(near);
            Text::Misnamed(why, format!("did you mean `{}`?", beside.display()))
        }
        _ => Text::Missing(why),
    }
}

/// Reads a file whole; one that is far too large is read only far enough to say so.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    read_up_to(path, file::LARGEST)
}

/// Reads a file whole, or one byte more than `most` of it, which is enough to say that it is too large.
pub(crate) fn read_up_to(path: &Path, most: usize) -> Result<Vec<u8>, Refusal> {
    let refuse = |fault: std::io::Error| {
        let refusal = Refusal::new(reason(path, &fault));
        match fault.kind() {
            ErrorKind::NotFound => refusal.help(nearby(path)),
            ErrorKind::IsADirectory => refusal.help(nearby(&path.join("x"))),
            _ => refusal,
        }
    };
    let opened = fs::File::open(path).map_err(refuse)?;
    if opened.metadata().map_err(refuse)?.is_dir() {
        return Err(refuse(ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    opened.take(most as u64 + 1).read_to_end(&mut bytes).map_err(refuse)?;
    Ok(bytes)
}

/// Why a file cannot be read, in one line.
pub(crate) fn reason(path: &Path, fault: &std::io::Error) -> String {
    let name = path.display();
    match fault.kind() {
        ErrorKind::NotFound => format!("there is no file `{name}`"),
        ErrorKind::IsADirectory => format!("`{name}` is a directory"),
        ErrorKind::PermissionDenied => format!("`{name}` may not be read by you"),
        _ => format!("cannot read `{name}`: {fault}"),
    }
}

/// The names of the files in a folder, and the one that may have been meant.
pub(crate) struct Names {
    pub(crate) all: Vec<String>,
    pub(crate) near: Option<String>,
}

/// The files beside a path that cannot be read, of those that `fit`.
pub(crate) fn names_like(path: &Path, fit: impl Fn(&str) -> bool) -> Names {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut all: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|e| e.ok())
        .filter(|e| fs::metadata(e.path()).is_ok_and(|m| m.is_file()))
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|name| fit(name) && *name != wanted)
        .collect();
    all.sort();
    // The ends of names are alike anyway: only what stands before them tells whether one was meant.
    let stem = |name: &str| name.trim_end_matches(".toml").trim_end_matches(".case").to_owned();
    let stems: Vec<String> = all.iter().map(|n| stem(n)).collect();
    let wanted_stem = stem(&wanted);
    let stem_list: Vec<&str> = stems.iter().map(String::as_str).collect();
    let near =
        closest(&wanted_stem, &stem_list).and_then(|s| stems.iter().position(|t| t == s)).map(|n| all[n].clone());
    Names { all, near }
}

/// What to do about a case file that is not there, as help.
fn nearby(path: &Path) -> String {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let shown = |name: &String| {
        if folder == Path::new(".") { format!("`{name}`") } else { format!("`{}`", folder.join(name).display()) }
    };
    let Names { all, near } = names_like(path, |name| name.ends_with(".case.toml"));
    match near {
        Some(near) => format!("did you mean {}?", shown(&near)),
        None if all.is_empty() => {
            "give the path of a case file, or write one with `detente new talks.case.toml`".to_owned()
        }
        None => {
            let more = if all.len() > 6 { format!(" and {} more", all.len() - 6) } else { String::new() };
            let first: Vec<String> = all.iter().take(6).map(shown).collect();
            format!("this folder holds {}{more}", first.join(", "))
        }
    }
}

/// Reads a file for a question. Where that fails, or the file has errors, says so, as a document too where `json` asks
/// for one.
pub(crate) fn load_sound(
    path: &Path,
    json: bool,
    question: &'static str,
    options: &Value,
    screen: Screen,
) -> Result<Result<Loaded, Outcome>, Refusal> {
    let loaded = match load(path) {
        Ok(loaded) => loaded,
        Err(refusal) => return Err(refused(question, options, None, refusal, json)),
    };
    if loaded.case.is_some() {
        return Ok(Ok(loaded));
    }
    let errors: Vec<Diagnostic> =
        loaded.diagnostics.iter().filter(|d| d.severity() == Severity::Error).cloned().collect();
    let look = render::Look { colour: screen.error_colour, width: screen.width };
    output::say(output::diagnostics(&errors, &loaded.file, &loaded.text, look).trim_end());
    output::say(&format!(
        "\nerror: mend {} in `{}` before this question can be answered",
        output::count(errors.len(), "error"),
        detente::diagnostic::printable(&loaded.file)
    ));
    if json {
        let envelope: Envelope<'_, _, ()> = Envelope::refused(question, options, loaded.mark(), None, loaded.machine());
        output::print_json(&envelope)?;
    }
    Ok(Err(Outcome::Faulty))
}

/// A refusal, printed as a document where `json` asks for one.
pub(crate) fn refused(
    question: &'static str,
    options: &Value,
    loaded: Option<&Loaded>,
    refusal: Refusal,
    json: bool,
) -> Refusal {
    if json {
        let envelope: Envelope<'_, _, ()> = Envelope::refused(
            question,
            options,
            loaded.and_then(Loaded::mark),
            Some(&refusal),
            loaded.map(Loaded::machine).unwrap_or_default(),
        );
        if let Err(other) = output::print_json(&envelope) {
            return other;
        }
    }
    refusal
}

/// Does the same with each file. One that cannot be read is told of and does not keep the others waiting; the worst
/// outcome is that of all.
pub(crate) fn each(
    files: &[PathBuf],
    screen: Screen,
    mut one: impl FnMut(&Path) -> Result<Outcome, Refusal>,
) -> Result<Outcome, Refusal> {
    let mut worst = Outcome::Answered;
    for path in files {
        let outcome = one(path).unwrap_or_else(|refusal| {
            output::complain(&refusal, screen);
            Outcome::CouldNot
        });
        worst = worst.max(outcome);
    }
    Ok(worst)
}

/// A package that settles every issue.
pub(crate) fn whole_package(case: &Case, text: &str) -> Result<Package, Refusal> {
    let chosen = package(case, text)?;
    Package::settling(case, &chosen).map_err(|open| {
        let open: Vec<&str> = open.iter().map(|i| case.issue(*i).key.as_str()).collect();
        Refusal::new(format!("this package leaves open `{}`", open.join("`, `"))).help("give every issue one option")
    })
}

/// A package that settles something: one that was left empty was most likely to be filled in by a script.
pub(crate) fn package(case: &Case, text: &str) -> Result<Vec<(IssueId, OptionId)>, Refusal> {
    let chosen = parse_package(case, text)?;
    if chosen.is_empty() {
        return Err(Refusal::new("this package settles nothing").help("write it as `issue=option,issue=option,...`"));
    }
    Ok(chosen)
}

/// What is named, each once, in the order of the file; `None` where nothing is.
pub(crate) fn some<T: Ord>(
    names: &[String],
    what: &str,
    known: &[&str],
    find: impl Fn(&str) -> Option<T>,
) -> Result<Option<Vec<T>>, Refusal> {
    let one = |name: &String| {
        let name = name.trim();
        find(name).ok_or_else(|| unknown(what, name, known))
    };
    let mut found = names.iter().map(one).collect::<Result<Vec<T>, _>>()?;
    found.sort();
    found.dedup();
    Ok((!found.is_empty()).then_some(found))
}

/// A name that nothing has: what was probably meant, or what there is.
pub(crate) fn unknown(what: &str, name: &str, known: &[&str]) -> Refusal {
    let refusal = Refusal::new(format!("there is no {what} `{name}`"));
    match closest(name, known) {
        Some(near) => refusal.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => refusal.help(format!("this case has no {what} at all")),
        None => refusal.help(format!("there is `{}`", known.join("`, `"))),
    }
}
