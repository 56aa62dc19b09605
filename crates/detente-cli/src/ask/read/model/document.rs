//! The one document that a model is asked about: a file, or a document of the case.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use detente::{
    case::{Case, Document},
    file,
    quote::{self, Text},
    read::Input,
};

use super::super::{key_of, named};
use crate::{
    input::{self, document_text},
    output::Refusal,
};

/// The document that is called so: by its key in the case, by its file, or by the same text in another file; else any file,
/// under a key made of its name. Nothing is added to the case.
pub(super) fn of(named_so: &Path, case: Option<(&Path, &Case)>) -> Result<Input, Refusal> {
    let name = named_so.display().to_string();
    if let Some((path, case)) = case
        && let Some(document) = case.documents().iter().find(|d| d.key == name)
    {
        return of_case(document, path);
    }
    let bytes = bytes(named_so, file::LARGEST)?;
    let sha256 = quote::sha256(&bytes);
    let text = String::from_utf8(bytes).map_err(|fault| {
        let line = fault.as_bytes()[..fault.utf8_error().valid_up_to()].split(|b| *b == b'\n').count();
        Refusal::new(format!("`{name}` is not a text in UTF-8: its line {line} holds a byte that is none"))
            .help("save it as plain text in UTF-8")
    })?;
    let key = case.and_then(|(path, case)| {
        let folder = path.parent().unwrap_or(Path::new(""));
        let same_file = |d: &&Document| d.file.as_ref().is_some_and(|(file, _)| same(&folder.join(file), named_so));
        let same_text = |d: &&Document| d.sha256.as_ref().is_some_and(|(hash, _)| hash.eq_ignore_ascii_case(&sha256));
        let all = case.documents();
        all.iter().find(same_file).or_else(|| all.iter().find(same_text)).map(|d| d.key.clone())
    });
    let key = key.unwrap_or_else(|| key_of(named_so, &|key| named(case.map(|c| c.1), key)));
    Ok(Input { key, file: name, text })
}

/// Reads a file, or standard input for `-`, of at most so many bytes.
pub(super) fn bytes(path: &Path, most: usize) -> Result<Vec<u8>, Refusal> {
    let name = path.display().to_string();
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .take(most as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|fault| Refusal::new(format!("cannot read standard input: {fault}")))?;
        bytes
    } else {
        input::read_up_to(path, most)?
    };
    if bytes.len() > most {
        return Err(Refusal::new(format!("`{name}` is larger than {} MiB", most >> 20))
            .help("give the pages that matter in a file of their own"));
    }
    Ok(bytes)
}

fn of_case(document: &Document, case: &Path) -> Result<Input, Refusal> {
    let refuse = |why: String| {
        Refusal::new(format!("document `{}` has no text to read: {why}", document.key))
            .help("put its text beside the case file and name it there: `file = \"NAME.txt\"`")
    };
    let bytes = match document_text(document, case.parent().unwrap_or(Path::new(""))) {
        Text::Bytes(bytes) => bytes,
        Text::None => return Err(refuse("the case names no file for it".to_owned())),
        Text::Missing(why) | Text::Misnamed(why, _) => return Err(refuse(why)),
        Text::TooLarge => return Err(refuse("its file is too large".to_owned())),
    };
    let text = String::from_utf8(bytes).map_err(|_| refuse("its file is not text in UTF-8".to_owned()))?;
    let file = document.file.as_ref().map_or_else(|| document.key.clone(), |(file, _)| file.clone());
    Ok(Input { key: document.key.clone(), file, text })
}

/// Whether two paths lead to one file.
fn same(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| -> Option<PathBuf> { path.canonicalize().ok() };
    a == b || real(a).is_some_and(|a| real(b) == Some(a))
}
