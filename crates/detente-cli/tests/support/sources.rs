//! A case to take documents into.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use tempfile::TempDir;

/// A sound case with a source and a document, with comments that must stay.
pub(crate) const CASE: &str = r#"# The dam, as we know it.
title = "The dam"

[parties.velmar]
[parties.tarsa]

[issues.release]
options = ["low", "high"] # m3/s

[sources.gazette]
name = "The Gazette"

[documents.minutes]
source = "gazette"
published = 2026-05-12
file = "minutes.md"
sha256 = "9cbd01a0e5cc1c1e1ac5d0d2c4c0ff0d4f4f25d5a7cbb9d5a5d1a0dbf6c0b111" # as sent

# No claims yet.
"#;

/// The text of its document.
pub(crate) const MINUTES: &str = "Delegates of the two valleys ended their meeting at the old customs house on Monday without a paper, and no \
    day was named for another. The chief engineer of the upper valley told farmers waiting outside that the gauges at the border \
    would stay closed until the rains.\n";

/// A folder with the case `dam.case.toml` and its document.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sha = detente::quote::sha256(MINUTES.as_bytes());
    let case = CASE.replace("9cbd01a0e5cc1c1e1ac5d0d2c4c0ff0d4f4f25d5a7cbb9d5a5d1a0dbf6c0b111", &sha);
    fs::write(folder.path().join("dam.case.toml"), case).unwrap();
    fs::write(folder.path().join("minutes.md"), MINUTES).unwrap();
    folder
}

/// What a run in a folder printed on each stream, and its exit code.
pub(crate) fn run_with(folder: &Path, arguments: &[&str], input: &[u8]) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.args(arguments).current_dir(folder).env("COLUMNS", "100");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Whoever reads no input closes it.
    let _ = child.stdin.take().unwrap().write_all(input);
    let out = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (told, said) = (text(out.stdout), text(out.stderr));
    assert!(!said.contains("panicked"), "{said}");
    (told, said, out.status.code())
}

/// `detente source add FILE --case dam.case.toml ...`
pub(crate) fn add(folder: &Path, file: &str, more: &[&str]) -> (String, String, Option<i32>) {
    run_with(folder, &[&["source", "add", file, "--case", "dam.case.toml"], more].concat(), b"")
}

/// All files below a folder with what they hold.
pub(crate) fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in fs::read_dir(&here).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                found.push((name + "/", Vec::new()));
                open.push(path);
            } else {
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}
