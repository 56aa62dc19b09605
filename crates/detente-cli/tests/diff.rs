//! `detente diff`: its answers fit their schema, it answers whether or not anything differs, and says which file is at fault.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/from_root.rs"]
mod from_root;

use std::{fs, path::Path};

use from_root::{root, run};
use serde_json::{Value, json};

const SARN: &str = "cases/sarn/sarn.case.toml";
const TRAMS: &str = "cases/norhaven-trams/norhaven-trams.case.toml";

/// An answer that fits its schema.
fn fits(text: &str) -> Value {
    from_root::fits("diff", text)
}

/// Another version of a case of the gallery, beside its documents.
fn version(folder: &Path, of: &str, change: impl Fn(String) -> String) -> String {
    let file = root().join(of);
    for beside in fs::read_dir(file.parent().unwrap()).unwrap().map(|f| f.unwrap().path()).filter(|f| f.is_file()) {
        fs::copy(&beside, folder.join(beside.file_name().unwrap())).unwrap();
    }
    let text = fs::read_to_string(&file).unwrap();
    let changed = change(text.clone());
    assert_ne!(text, changed, "the change finds its place");
    let path = folder.join("other.case.toml");
    fs::write(&path, changed).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn nothing_differs_from_itself() {
    let (text, error, code) = run(&["diff", SARN, SARN]);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    assert!(text.contains("No difference"), "{text}");
    let answer = fits(&run(&["diff", SARN, SARN, "--json"]).0);
    assert_eq!(answer["answer"]["same"], json!(true));
    assert_eq!(answer["case"], Value::Null);
}

/// A comment and a renamed demand change no answer.
#[test]
fn a_renamed_demand() {
    let folder = tempfile::tempdir().unwrap();
    let other = version(folder.path(), SARN, |t| format!("# New.\n{}", t.replace("gauges-first", "read-the-gauges")));
    let (text, _, code) = run(&["diff", SARN, &other, "--json"]);
    assert_eq!(code, Some(0));
    let answer = fits(&text);
    let renamed = json!([{ "kind": "demand", "before": "gauges-first", "after": "read-the-gauges" }]);
    assert_eq!(answer["answer"]["renamed"], renamed);
    assert_eq!(answer["answer"]["changed"], json!([]));
    assert!(answer["answer"]["answers"].as_array().unwrap().iter().all(|a| a["changes"] == json!([])));
}

/// What unblocks a case is told in the file and in the answers.
#[test]
fn a_lower_walk_away_unblocks() {
    let folder = tempfile::tempdir().unwrap();
    let lower =
        |t: String| t.replace("walk_away = { worth = 55, firmness = 60", "walk_away = { worth = 5, firmness = 60");
    let other = version(folder.path(), TRAMS, lower);
    let (text, error, code) = run(&["diff", TRAMS, &other, "--width", "400"]);
    assert_eq!(code, Some(0), "{error}");
    assert!(text.contains("walk-away: from 55 to 5"), "{text}");
    assert!(text.contains("verdict: from blocked to open"), "{text}");
    assert!(text.contains("gone: conflict"), "{text}");
    let answer = fits(&run(&["diff", &other, TRAMS, "--json", "--only", "why"]).0);
    let answers = answer["answer"]["answers"].as_array().unwrap();
    assert_eq!(answers.len(), 1);
    let verdict = json!({ "field": "verdict", "of": [], "before": "open", "after": "blocked" });
    assert!(answers[0]["changes"].as_array().unwrap().contains(&verdict));
}

#[test]
fn two_quite_different_cases() {
    let (text, _, code) = run(&["diff", SARN, TRAMS, "--json"]);
    assert_eq!(code, Some(0));
    let answer = fits(&text);
    assert!(answer["answer"]["removed"].as_array().unwrap().len() > 40);
    let track = &answer["answer"]["answers"][4];
    assert!(track["before"]["refused"].is_null() && track["after"]["refused"].as_str().unwrap().contains("no rounds"));
}

#[test]
fn what_cannot_be_compared() {
    let (text, error, code) = run(&["diff", SARN, TRAMS, "--only", "whi", "--json"]);
    assert!(code == Some(2) && error.contains("did you mean `why`?"), "{error}");
    assert!(fits(&text)["answer"].is_null());
    let (_, error, code) = run(&["diff", SARN, "cases/sarn/sarm.case.toml"]);
    assert!(code == Some(2) && error.contains("did you mean `cases/sarn/sarn.case.toml`?"), "{error}");
    let folder = tempfile::tempdir().unwrap();
    let bad = version(folder.path(), SARN, |t| t.replace("party = \"tarsa\"", "party = \"tarsus\""));
    for files in [[SARN, &bad], [&bad, SARN]] {
        let (text, error, code) = run(&["diff", files[0], files[1], "--json"]);
        assert!(code == Some(1) && error.contains("other.case.toml"), "{error}");
        assert!(fits(&text)["answer"].is_null());
    }
    let (text, _, code) = run(&["diff", SARN, TRAMS, "--only", "none"]);
    assert!(code == Some(0) && !text.contains("In the answer of"), "{text}");
}
