//! The reports that are to be read: files as they are given, and documents of the case.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use detente::{case::Case, file, quote, read::Input};

use super::{key_of, named};
use crate::{input, output::Refusal};

/// A report, ready to be read.
#[derive(Debug)]
pub(super) struct Taken {
    key: String,
    file: String,
    text: String,
    /// What is worth saying about it.
    pub(super) notes: Vec<String>,
}

impl Taken {
    pub(super) fn input(&self) -> Input {
        Input { key: self.key.clone(), file: self.file.clone(), text: self.text.clone() }
    }
}

/// The reports, in the order in which they were given.
pub(super) fn taken(files: &[PathBuf], case: Option<(&Path, &Case)>) -> Result<Vec<Taken>, Refusal> {
    let mut all: Vec<Taken> = Vec::new();
    for path in files {
        let one = one(path, case, &all)?;
        if let Some(twice) = all.iter().find(|t| t.key == one.key) {
            return Err(Refusal::new(format!("`{}` and `{}` are one document, `{}`", twice.file, one.file, one.key))
                .help("give it once"));
        }
        all.push(one);
    }
    Ok(all)
}

fn one(path: &Path, case: Option<(&Path, &Case)>, before: &[Taken]) -> Result<Taken, Refusal> {
    let name = path.display().to_string();
    let text = text_of(path)?;
    let key = key_of(path, &|key| named(case.map(|c| c.1), key) || before.iter().any(|t| t.key == key));
    Ok(Taken { key, file: name, text, notes: Vec::new() })
}

fn text_of(path: &Path) -> Result<String, Refusal> {
    let name = path.display().to_string();
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        let most = file::LARGEST as u64 + 1;
        std::io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(|f| Refusal::new(format!("cannot read standard input: {f}")))?;
        bytes
    } else {
        input::read_bytes(path)?
    };
    let _ = quote::sha256(&[]);
    String::from_utf8(bytes).map_err(|_| Refusal::new(format!("`{name}` is not a text in UTF-8")))
}
