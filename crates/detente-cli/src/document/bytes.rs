//! The bytes of a document's file.

use std::{
    fs,
    io::{ErrorKind, Read},
    path::Path,
};

use crate::{input, output::Refusal};

/// What the file is called in messages.
pub(super) fn name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// Reads a file, or standard input for `-`, whole or one byte more than `most` of it.
pub(super) fn read(path: &Path, most: usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let limit = most as u64 + 1;
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else if path.is_dir() {
        Err(ErrorKind::IsADirectory.into())
    } else {
        fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(fault) => {
            let refusal = Refusal::new(input::reason(path, &fault));
            Err(match fault.kind() {
                ErrorKind::IsADirectory => refusal.help("give one of the documents in it"),
                ErrorKind::NotFound => match input::names_like(path, |_| true).near {
                    Some(near) => refusal.help(format!("did you mean `{}`?", path.with_file_name(near).display())),
                    None => {
                        refusal.help("give the path of a text, Markdown, HTML or PDF file, or `-` for standard input")
                    }
                },
                _ => refusal,
            })
        }
    }
}
