//! `detente verify`: which case is taken, what is refused, and the exit codes.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

const CASE: &str = "sarn.case.toml";

/// Standard output, standard error, exit code.
fn run(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let ran = Command::new(env!("CARGO_BIN_EXE_detente")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(ran.stdout), text(ran.stderr), ran.status.code().unwrap())
}

/// A folder with a case, the documents beside it, and answers to it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sarn = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/sarn");
    for file in fs::read_dir(sarn).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()) {
        fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    for question in ["why", "deals"] {
        let (answer, _, code) = run(folder.path(), &[question, CASE, "--json"]);
        assert_eq!(code, 0);
        fs::write(folder.path().join(format!("{question}.json")), answer).unwrap();
    }
    folder
}

fn change(folder: &Path, file: &str, change: impl Fn(&mut Value)) -> PathBuf {
    let path = folder.join(file);
    let mut answer: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    change(&mut answer);
    fs::write(&path, answer.to_string()).unwrap();
    path
}

#[test]
fn a_right_answer_holds() {
    let folder = folder();
    for file in ["why.json", "deals.json"] {
        let (told, error, code) = run(folder.path(), &["verify", file]);
        assert_eq!((code, error.as_str()), (0, ""), "{told}");
        assert!(told.contains("All that could be checked holds"), "{told}");
        let (told, _, code) = run(folder.path(), &["verify", file, "--json"]);
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!((&told["answer"]["holds"], code), (&Value::Bool(true), 0));
        let (told, _, _) = run(folder.path(), &["verify", file, "--markdown"]);
        assert!(told.starts_with("# "), "{told}");
    }
}

#[test]
fn a_changed_answer_fails() {
    let folder = folder();
    change(folder.path(), "why.json", |a| a["answer"]["packages"] = 7.into());
    let (told, _, code) = run(folder.path(), &["verify", "why.json"]);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("What fails") && told.contains("told is 7, it should be"), "{told}");
}

#[test]
fn the_case_is_found_here_beside_the_answer_or_as_given() {
    let folder = folder();
    let elsewhere = tempfile::tempdir().unwrap();
    let answer = folder.path().join("why.json");
    let answer = answer.to_str().unwrap();
    assert_eq!(run(elsewhere.path(), &["verify", answer]).2, 0, "the case lies beside the answer");
    fs::rename(folder.path().join(CASE), folder.path().join("moved.toml")).unwrap();
    let (_, error, code) = run(folder.path(), &["verify", "why.json"]);
    assert_eq!(code, 2);
    assert!(error.contains("there is no file `sarn.case.toml`") && error.contains("--case"), "{error}");
    assert_eq!(run(folder.path(), &["verify", "why.json", "--case", "moved.toml"]).2, 0);
}

#[test]
fn another_case_is_refused() {
    let folder = folder();
    let text = fs::read_to_string(folder.path().join(CASE)).unwrap();
    fs::write(folder.path().join(CASE), format!("{text}\n# another line\n")).unwrap();
    let (_, error, code) = run(folder.path(), &["verify", "why.json"]);
    assert_eq!(code, 2);
    assert!(error.contains("not the file that this answer is about") && error.contains("SHA-256"), "{error}");
    fs::write(folder.path().join(CASE), "title = 1").unwrap();
    assert_eq!(run(folder.path(), &["verify", "why.json"]).2, 2);
}

#[test]
fn what_is_no_answer_is_refused() {
    let folder = folder();
    let refused = |words: &str| {
        let (told, error, code) = run(folder.path(), &["verify", "why.json"]);
        assert_eq!((code, told.as_str()), (2, ""), "{error}");
        assert!(error.contains(words) && !error.contains("panicked"), "{words}: {error}");
    };
    let write = |text: &str| fs::write(folder.path().join("why.json"), text).unwrap();
    let sound = fs::read_to_string(folder.path().join("why.json")).unwrap();
    write(&sound[..sound.len() / 2]);
    refused("no JSON document");
    write("[]");
    refused("no answer of `detente`");
    write(&"[".repeat(100_000));
    refused("no JSON document");
    write(&sound.replacen(env!("CARGO_PKG_VERSION"), "7.7.7", 1));
    refused("of version 7.7.7");
    write(&sound.replacen("\"why\"", "\"dreams\"", 1));
    refused("answers to `dreams` are not checked");
    fs::write(folder.path().join("faulty.case.toml"), "title = 1").unwrap();
    write(&run(folder.path(), &["why", "faulty.case.toml", "--json"]).0);
    refused("holds no answer");
    fs::remove_file(folder.path().join("why.json")).unwrap();
    refused("there is no file `why.json`");
}
