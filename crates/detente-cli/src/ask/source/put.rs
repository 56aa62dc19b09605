//! Putting a document's text beside the case, and into the case: both, or neither.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{output::Refusal, write};

/// What is to be written.
pub(super) struct Putting<'a> {
    /// The case file, what it held when it was read, and what it is to hold.
    pub(super) case: (&'a Path, &'a [u8], &'a str),
    /// The file for the text of the document and that text; `None` where the file is there already.
    pub(super) text: Option<(PathBuf, &'a str)>,
    /// Whether a file in the way is written over.
    pub(super) force: bool,
}

/// Writes the text first and the case after it: a case never names a text that is not there. Whatever fails, the text is
/// taken away again, or what it was written over is put back.
pub(super) fn put(putting: &Putting<'_>) -> Result<(), Refusal> {
    let written = match &putting.text {
        Some((path, text)) => Some(write_text(path, text, putting.force)?),
        None => None,
    };
    let (case, read, text) = putting.case;
    let again = ("detente source add", "take the document into a copy of the case");
    write::write_over(case, read, text, again).inspect_err(|_| {
        if let Some(written) = written {
            written.undo();
        }
    })
}

/// A text that was written, and what it takes to undo that.
struct Written<'a> {
    path: &'a Path,
    before: Option<Vec<u8>>,
    made_folder: Option<&'a Path>,
}

fn write_text<'a>(path: &'a Path, text: &str, force: bool) -> Result<Written<'a>, Refusal> {
    let folder = path.parent().expect("a document lies in a folder");
    let made_folder = (!folder.exists()).then_some(folder);
    if made_folder.is_some() {
        fs::create_dir(folder)
            .map_err(|fault| Refusal::new(format!("cannot make the folder `{}`: {fault}", folder.display())))?;
    }
    let mut written = Written { path, before: None, made_folder };
    let done = keep(path, force).and_then(|before| {
        written.before = before;
        write::write_new(path, text, force)
    });
    match done {
        Ok(()) => Ok(written),
        Err(refusal) => {
            if let Some(folder) = made_folder {
                // It is empty, since it was made just now.
                let _ = fs::remove_dir(folder);
            }
            Err(refusal)
        }
    }
}

/// What stands in the way of a file that is to be written over.
fn keep(path: &Path, force: bool) -> Result<Option<Vec<u8>>, Refusal> {
    if !force || !path.exists() {
        return Ok(None);
    }
    fs::read(path).map(Some).map_err(|fault| Refusal::new(format!("cannot read `{}`: {fault}", path.display())))
}

impl Written<'_> {
    /// As it was. What cannot be undone is nothing that a case names.
    fn undo(&self) {
        let _ = match &self.before {
            Some(bytes) => fs::write(self.path, bytes),
            None => fs::remove_file(self.path),
        };
        if let Some(folder) = self.made_folder {
            let _ = fs::remove_dir(folder);
        }
    }
}
