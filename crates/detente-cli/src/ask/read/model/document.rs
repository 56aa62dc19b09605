//! The one document that a model is asked about: a file, or a document of the case.

use std::{io::Read, path::Path};

use detente::{case::Case, quote, read::Input};

use super::super::documents;
use crate::{
    document::{Taking, take_in},
    input,
    output::Refusal,
};

/// The document that is called so: by its key in the case, by its file, or by the same text in another file; else any file,
/// under a key made of its name. Nothing is added to the case.
pub(super) fn of(named: &Path, case: Option<(&Path, &Case)>) -> Result<Input, Refusal> {
    if let Some((beside, case)) = case
        && let Some(document) = documents::of_case(named, beside, case)
    {
        return document.map(|d| d.input);
    }
    let text = take_in(named, &Taking::default())?.text;
    let sha256 = quote::sha256(text.as_bytes());
    let all = case.map_or(&[][..], |(_, case)| case.documents());
    let same =
        all.iter().find(|d| d.sha256.as_ref().is_some_and(|(hash, _)| hash.trim().eq_ignore_ascii_case(&sha256)));
    let key = same.map(|d| d.key.clone());
    let key = key.unwrap_or_else(|| documents::key_of(named, &|key| all.iter().any(|d| d.key == key)));
    Ok(Input { key, file: named.display().to_string(), text })
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
            .help("no model says so much about one document: look whether the right file was given"));
    }
    Ok(bytes)
}
