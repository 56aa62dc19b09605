//! Reading case files and the documents beside them.

use std::{
    fs,
    io::{ErrorKind, Read},
    path::Path,
};

use detente::{
    case::{Case, DocumentId},
    diagnostic::{Diagnostic, Severity, closest, render},
    file,
    quote::{self, Text},
};

use crate::{
    Outcome, Screen,
    output::{self, Refusal},
};

/// A file that was read: its text, the case if it is sound, and what is wrong.
pub(crate) struct Loaded {
    pub(crate) file: String,
    pub(crate) text: String,
    pub(crate) case: Option<Case>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// How many errors and warnings there are.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let errors = self.diagnostics.iter().filter(|d| d.severity() == Severity::Error).count();
        (errors, self.diagnostics.len() - errors)
    }
}

/// Reads a case file and the documents that it names.
pub(crate) fn load(path: &Path) -> Result<Loaded, Refusal> {
    let bytes = read_bytes(path)?;
    let name = path.display().to_string();
    let read = file::read_bytes(&name, &bytes);
    let mut diagnostics = read.diagnostics;
    if let Some(case) = &read.case {
        let folder = path.parent().unwrap_or(Path::new(""));
        diagnostics.extend(quote::check(case, &|id| document_text(case, id, folder)));
        diagnostics.sort_by_key(|d| d.place);
    }
    let sound = diagnostics.iter().all(|d| d.severity() != Severity::Error);
    Ok(Loaded {
        file: name,
        text: String::from_utf8_lossy(&bytes).into_owned(),
        case: read.case.filter(|_| sound),
        diagnostics,
    })
}

/// The text of a document of a case, from the file beside the case file.
pub(crate) fn document_text(case: &Case, id: DocumentId, folder: &Path) -> Text {
    let Some((file, _)) = &case.document(id).file else { return Text::None };
    match read_bytes(&folder.join(file)) {
        Ok(bytes) => Text::Bytes(bytes),
        Err(refusal) => Text::Missing(refusal.to_string().trim_start_matches("error: ").to_owned()),
    }
}

/// Reads a file whole; one that is far too large is read only far enough to say so.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    let name = path.display();
    let refuse = |fault: std::io::Error| match fault.kind() {
        ErrorKind::NotFound => Refusal::new(format!("there is no file `{name}`")).help(nearby(path)),
        ErrorKind::IsADirectory => Refusal::new(format!("`{name}` is a directory")).help(nearby(&path.join("x"))),
        ErrorKind::PermissionDenied => Refusal::new(format!("`{name}` may not be read by you")),
        _ => Refusal::new(format!("cannot read `{name}`: {fault}")),
    };
    let opened = fs::File::open(path).map_err(refuse)?;
    if opened.metadata().map_err(refuse)?.is_dir() {
        return Err(refuse(ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    opened.take(file::LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(refuse)?;
    Ok(bytes)
}

/// The case file beside a path that cannot be read whose name is nearest to it, as help.
fn nearby(path: &Path) -> String {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut found: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|e| e.ok())
        .filter(|e| fs::metadata(e.path()).is_ok_and(|m| m.is_file()))
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".case.toml") && *name != wanted)
        .collect();
    found.sort();
    let names: Vec<&str> = found.iter().map(String::as_str).collect();
    match closest(&wanted, &names).or(names.first().copied()) {
        Some(near) if folder == Path::new(".") => format!("did you mean `{near}`?"),
        Some(near) => format!("did you mean `{}`?", folder.join(near).display()),
        None => "give the path of a case file, or write one with `detente new talks.case.toml`".to_owned(),
    }
}

/// Tells on standard error what is wrong with a file, where a question needs a sound one; as JSON on standard output too
/// where that was asked for.
pub(crate) fn refuse(loaded: &Loaded, json: bool, question: &str, screen: Screen) -> Result<Outcome, Refusal> {
    let errors: Vec<Diagnostic> =
        loaded.diagnostics.iter().filter(|d| d.severity() == Severity::Error).cloned().collect();
    let look = render::Look { colour: screen.error_colour, width: screen.width };
    output::say(output::diagnostics(&errors, &loaded.file, &loaded.text, look).trim_end());
    let n = errors.len();
    output::say(&format!(
        "\nerror: {} in `{}` before this question can be answered",
        if n == 1 { "mend 1 error".to_owned() } else { format!("mend {n} errors") },
        loaded.file
    ));
    if json {
        let found: Vec<_> = loaded.diagnostics.iter().map(|d| render::machine(d, &loaded.file, &loaded.text)).collect();
        let document = serde_json::json!({
            "detente": env!("CARGO_PKG_VERSION"),
            "question": question,
            "answer": null,
            "diagnostics": found,
        });
        output::print(&format!("{document:#}\n"))?;
    }
    Ok(Outcome::Faulty)
}

/// `1 warning`, `2 warnings`
pub(crate) fn warnings(n: usize) -> String {
    if n == 1 { "1 warning".to_owned() } else { format!("{n} warnings") }
}

/// Does the same with each file. One that cannot be read is told of and does not keep the others waiting; the worst
/// outcome is that of all.
pub(crate) fn each(
    files: &[std::path::PathBuf],
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
