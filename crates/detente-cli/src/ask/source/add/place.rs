//! Where the text of a document lies.

use std::{
    fs,
    path::{Path, PathBuf},
};

use detente::{case::Case, diagnostic::unprintable};

use super::Arguments;
use crate::output::Refusal;

/// The place of a text.
pub(super) struct Placed {
    /// Its file, seen from the folder of the case, with `/` between folders.
    pub(super) file: String,
    /// Where it has to be written; `None` where it lies there already.
    pub(super) write: Option<PathBuf>,
}

/// The folder beside the case file for the texts of documents.
const FOLDER: &str = "documents";

impl Placed {
    /// A file in the folder of the case that holds just this text stays where it is; else the text gets a file of its own.
    pub(super) fn of(arguments: &Arguments, case: &Case, text: &str, key: &str) -> Result<Placed, Refusal> {
        let folder = arguments.case.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Some(file) = within(folder, &arguments.file)
            && holds(&arguments.file, text)
        {
            return Ok(Placed { file, write: None });
        }
        let file = format!("{FOLDER}/{key}.txt");
        let path = folder.join(FOLDER).join(format!("{key}.txt"));
        if holds(&path, text) {
            return Ok(Placed { file, write: None });
        }
        let named = |name: &str| name.replace('\\', "/").trim_start_matches("./").eq_ignore_ascii_case(&file);
        if let Some(other) = case.documents().iter().find(|d| d.file.as_ref().is_some_and(|(name, _)| named(name))) {
            return Err(Refusal::new(format!("`{file}` is the text of document `{}`", other.key))
                .help("choose another name with `--key`"));
        }
        if fs::symlink_metadata(&path).is_ok() && !arguments.force {
            return Err(Refusal::new(format!("`{}` exists already, and holds another text", path.display()))
                .help("choose another name with `--key`, or write over it with `--force`"));
        }
        Ok(Placed { file, write: Some(path) })
    }
}

/// Refuses to take a case for a document of its own.
pub(super) fn not_the_case(file: &Path, case: &Path) -> Result<(), Refusal> {
    let whole = |path: &Path| fs::canonicalize(path).ok();
    if file != Path::new("-") && whole(file).is_some_and(|f| whole(case) == Some(f)) {
        return Err(Refusal::new(format!("`{}` is the case itself", file.display()))
            .help("give the document, and the case with `--case`"));
    }
    Ok(())
}

/// The path of a file seen from a folder that it lies in, if a case file can hold it.
fn within(folder: &Path, file: &Path) -> Option<String> {
    if file == Path::new("-") {
        return None;
    }
    let (folder, file) = (fs::canonicalize(folder).ok()?, fs::canonicalize(file).ok()?);
    let parts = file.strip_prefix(folder).ok()?.components().map(|part| part.as_os_str().to_str());
    let path = parts.collect::<Option<Vec<_>>>()?.join("/");
    let usable = !path.is_empty()
        && !path.starts_with('~')
        && path.as_bytes().get(1) != Some(&b':')
        && !path.contains('\\')
        && !path.chars().any(unprintable);
    usable.then_some(path)
}

fn holds(path: &Path, text: &str) -> bool {
    let same_length = fs::metadata(path).is_ok_and(|met| met.is_file() && met.len() == text.len() as u64);
    same_length && fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}
