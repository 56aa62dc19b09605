//! The draft of a case, in the file beside it.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

use detente::read::{Draft, Language, store};

use crate::{input, output::Refusal, write};

/// `NAME.draft.json` beside `NAME.case.toml`.
pub(crate) fn beside(case: &Path) -> PathBuf {
    input::beside(case, "draft.json")
}

/// The draft that stands beside a case; `None` where there is none yet.
pub(crate) fn stored(case: &Path) -> Result<Option<Draft>, Refusal> {
    let path = beside(case);
    match std::fs::metadata(&path) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(None),
        _ => {}
    }
    let name = path.display().to_string();
    let bytes = input::read_up_to(&path, store::LARGEST)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Refusal::new(format!("`{name}` is no draft: it is not UTF-8 text"))
            .help("move it away, and read the documents again")
    })?;
    Draft::from_json(&name, &text).map(Some)
}

/// Puts what was read now into the draft beside a case, and writes it, whole or not at all.
pub(crate) fn renew(case: &Path, older: Option<Draft>, newer: Draft, language: &Language) -> Result<Draft, Refusal> {
    let draft = match older {
        None => newer,
        Some(older) => older.renewed(newer, language),
    };
    write(case, &draft)?;
    Ok(draft)
}

/// Writes the draft beside a case, whole or not at all.
pub(crate) fn write(case: &Path, draft: &Draft) -> Result<(), Refusal> {
    write::write_new(&beside(case), &draft.to_json(), true)
}
