//! The reports that are to be read: files as they are given, and documents of the case.

use std::{
    fs,
    path::{Path, PathBuf},
};

use detente::{
    case::{Case, Document},
    quote::Text,
    read::Input,
};

use crate::{
    Outcome, Screen,
    ask::source,
    document::{TakenIn, Taking, take_in},
    input,
    output::Refusal,
};

/// A report, ready to be read.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) input: Input,
    /// What is worth saying about it.
    pub(super) notes: Vec<String>,
}

/// The reports, in the order in which they were given. Those that the case does not have yet are added to it, once all of
/// them can be read.
pub(super) fn taken(
    files: &[PathBuf],
    case: Option<(&Path, &Case)>,
    screen: Screen,
) -> Result<Result<Vec<Taken>, Outcome>, Refusal> {
    let mut found = Vec::new();
    for path in files {
        found.push(match case.and_then(|(beside, case)| of_case(path, beside, case)) {
            Some(document) => Ok(document?),
            // Standard input can be read once only; what is wrong with it is told when it is added.
            None if case.is_some() && path == Path::new("-") => Err(None),
            None => Err(Some(take_in(path, &Taking::default())?)),
        });
    }
    let mut all: Vec<Taken> = Vec::new();
    for (path, found) in files.iter().zip(found) {
        let one = match (found, case) {
            (Ok(document), _) => document,
            (Err(_), Some((beside, _))) => match source::take(path, beside, screen)? {
                Ok(kept) => kept_in(path, beside, kept),
                Err(outcome) => return Ok(Err(outcome)),
            },
            (Err(Some(text)), None) => alone(path, text, &all),
            (Err(None), None) => unreachable!("standard input is put off only where there is a case"),
        };
        if let Some(twice) = all.iter().find(|t| t.input.key == one.input.key) {
            let (first, second) = (&twice.input.file, &one.input.file);
            return Err(Refusal::new(format!("`{first}` and `{second}` are one document, `{}`", one.input.key))
                .help("give it once"));
        }
        all.push(one);
    }
    Ok(Ok(all))
}

/// The document of the case that is meant by its key, or by the path of its file.
fn of_case(path: &Path, beside: &Path, case: &Case) -> Option<Result<Taken, Refusal>> {
    let folder = beside.parent().unwrap_or(Path::new(""));
    let whole = |path: &Path| fs::canonicalize(path).ok();
    let file = |d: &Document| d.file.as_ref().and_then(|(file, _)| whole(&folder.join(file)));
    let given = whole(path);
    let by_path = case.documents().iter().find(|d| given.is_some() && file(d) == given);
    let by_key = || case.documents().iter().find(|d| path.to_str() == Some(&d.key));
    let document = by_path.or_else(|| if given.is_none() { by_key() } else { None })?;
    Some(text_of(document, folder).map(|text| {
        let file = document.file.as_ref().map_or_else(|| path.display().to_string(), |(file, _)| file.clone());
        Taken { input: Input { key: document.key.clone(), file, text }, notes: Vec::new() }
    }))
}

/// The text of a document of the case, as its quotes are looked for in it.
fn text_of(document: &Document, folder: &Path) -> Result<String, Refusal> {
    let key = &document.key;
    let refuse = |what: &str, help: &str| Err(Refusal::new(format!("document `{key}` {what}")).help(help.to_owned()));
    match input::document_text(document, folder) {
        Text::Bytes(bytes) => match String::from_utf8(bytes) {
            Ok(text) if text.trim().is_empty() => refuse("has no text", "there is nothing to read in it"),
            Ok(text) => Ok(text),
            Err(_) => refuse("is not a text in UTF-8", "save it as UTF-8, or add it again with `detente source add`"),
        },
        Text::None => refuse(
            "has no file in the case",
            "give the path of its text, and add `file = \"...\"` to its table: `detente source add` does both",
        ),
        Text::TooLarge => refuse("is too large: a text has at most 16 MiB", "cut the part that matters out of it"),
        Text::Missing(why) => refuse(&format!("cannot be read: {why}"), "put its file back, or mend its path"),
        Text::Misnamed(why, help) => refuse(&format!("cannot be read: {why}"), &help),
    }
}

/// A report that is in the case now.
fn kept_in(path: &Path, case: &Path, kept: source::Kept) -> Taken {
    let mut notes = kept.notes;
    let (name, case) = (path.display(), case.display());
    notes.push(if kept.new {
        format!("`{name}` is document `{}` of `{case}` now", kept.key)
    } else {
        format!("`{name}` is what `{case}` has as document `{}`", kept.key)
    });
    Taken { input: Input { key: kept.key, file: name.to_string(), text: kept.text }, notes }
}

/// A report by itself.
fn alone(path: &Path, taken: TakenIn, before: &[Taken]) -> Taken {
    let key = key_of(path, &|key| before.iter().any(|t| t.input.key == key));
    Taken { input: Input { key, file: path.display().to_string(), text: taken.text }, notes: taken.notes }
}

/// What a report is called where no case has it: after its file.
fn key_of(path: &Path, taken: &dyn Fn(&str) -> bool) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let plain = |c: char| if c.is_alphanumeric() { c.to_lowercase().next().unwrap_or(c) } else { ' ' };
    let words = stem.chars().map(plain).take(60).collect::<String>();
    let key = words.split_whitespace().collect::<Vec<_>>().join("-");
    let key = if key.is_empty() { "report".to_owned() } else { key };
    let numbered = (2..).map(|n| format!("{key}-{n}"));
    std::iter::once(key.clone()).chain(numbered).find(|k| !taken(k)).unwrap_or(key)
}
