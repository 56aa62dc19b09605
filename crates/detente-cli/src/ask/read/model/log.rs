//! What the gate rejected, in a log beside the case: one JSON document in each line, and nothing is ever taken out.

use std::{
    collections::HashSet,
    fs::{self, OpenOptions},
    io::{ErrorKind, Read, Write},
    path::{Path, PathBuf},
};

use detente::read::model::Rejected;
use serde_json::json;

use crate::{input, output::Refusal};

/// The most bytes of a log that are looked through for what it has already.
const LOOKED_THROUGH: u64 = 64 << 20;

/// `NAME.rejected.jsonl` beside `NAME.case.toml`.
pub(super) fn beside(case: &Path) -> PathBuf {
    input::beside(case, "rejected.jsonl")
}

/// Adds what was rejected, but for what the log has already, as when a kept answer is read again.
pub(super) fn append(
    case: &Path,
    document: &str,
    sha256: &str,
    model: &str,
    key: &str,
    rejected: &[Rejected],
) -> Result<(), Refusal> {
    if rejected.is_empty() {
        return Ok(());
    }
    let path = beside(case);
    let name = path.display().to_string();
    let refuse = |fault: std::io::Error| {
        Refusal::new(format!("cannot write what was rejected into `{name}`: {fault}"))
            .help("make room for a file of that name beside the case")
    };
    let mut there = String::new();
    match fs::File::open(&path) {
        Ok(file) => {
            file.take(LOOKED_THROUGH).read_to_string(&mut there).map_err(refuse)?;
        }
        Err(fault) if fault.kind() == ErrorKind::NotFound => {}
        Err(fault) => return Err(refuse(fault)),
    }
    let known: HashSet<&str> = there.lines().collect();
    let mut lines = String::new();
    for one in rejected {
        let line = json!({
            "detente": env!("CARGO_PKG_VERSION"),
            "document": document,
            "sha256": sha256,
            "model": model,
            "key": key,
            "index": one.index,
            "quote": one.quote,
            "why": one.why,
            "nearest": one.nearest,
            "line": one.line,
        })
        .to_string();
        if !known.contains(line.as_str()) {
            lines.push_str(&line);
            lines.push('\n');
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    // A last line that was cut off stays one line.
    if !there.is_empty() && !there.ends_with('\n') {
        lines.insert(0, '\n');
    }
    let mut file = OpenOptions::new().append(true).create(true).open(&path).map_err(refuse)?;
    file.write_all(lines.as_bytes()).and_then(|()| file.sync_all()).map_err(refuse)
}
