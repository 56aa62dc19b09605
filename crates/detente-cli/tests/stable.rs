//! `detente stable`: its answers fit their schema, are the same for any number of threads, and refuse what they cannot answer.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

use std::{fs, path::Path, process::Command};

use jsonschema::Validator;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn run(arguments: &[&str]) -> (String, String, Option<i32>) {
    let out = Command::new(env!("CARGO_BIN_EXE_detente")).current_dir(root()).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(out.stdout), text(out.stderr), out.status.code())
}

fn schema() -> Validator {
    let (text, _, code) = run(&["schema", "--answer", "stable"]);
    assert_eq!(code, Some(0));
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::validator_for(&schema).unwrap()
}

fn fits(schema: &Validator, text: &str, what: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{what}: {e}"));
    let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{what}: {faults:#?}");
    value
}

/// Cases of the gallery in which it is said who decides what, and what those prefer.
fn gallery() -> Vec<String> {
    let mut found = Vec::new();
    for folder in fs::read_dir(root().join("cases")).unwrap().map(|f| f.unwrap().path()).filter(|f| f.is_dir()) {
        for file in fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()) {
            let name = file.to_str().unwrap();
            let text = || fs::read_to_string(&file).unwrap();
            let asked = |text: String| {
                let prefers = ["wants", "prefers", "ranking"].iter().any(|key| text.contains(key));
                text.contains("decided_by") && prefers
            };
            if name.ends_with(".case.toml") && asked(text()) {
                found.push(name.to_owned());
            }
        }
    }
    found.sort();
    assert!(found.len() >= 8, "{found:?}");
    found
}

#[test]
fn answers_fit_their_schema() {
    let schema = schema();
    for file in gallery() {
        for more in [
            &[][..],
            &["--convention", "gmcr-plus"],
            &["--coalitions", "all"],
            &["--mix", "seq+sim", "--concepts", "nash,sseq"],
            &["--state", "1,2", "--inverse", "--robust"],
            &["--state", "all", "--list"],
        ] {
            let arguments = [&["stable", &file, "--json"], more].concat();
            let (text, error, code) = run(&arguments);
            assert_eq!(code, Some(0), "{arguments:?}: {error}");
            let value = fits(&schema, &text, &format!("{arguments:?}"));
            let answer = &value["answer"];
            assert_eq!(answer["count"], answer["states"].as_array().unwrap().len());
            assert_eq!(answer["convention"], value["options"]["convention"]);
        }
    }
}

#[test]
fn two_parties_look_ahead() {
    let schema = schema();
    let file = "cases/cuban-missile-crisis/cuban-missile-crisis.case.toml";
    let (text, _, code) = run(&["stable", file, "--horizon", "5", "--json"]);
    assert_eq!(code, Some(0));
    let value = fits(&schema, &text, "limited moves");
    assert_eq!(value["answer"]["limited"]["stable"].as_array().unwrap().len(), 5);
    let (_, error, code) = run(&["stable", "cases/elmira/elmira.case.toml", "--horizon", "5"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("two parties"), "{error}");
}

/// Who would leave a state is said party by party, and an equilibrium is what nobody would leave.
#[test]
fn equilibria_are_stable_for_all() {
    for file in gallery() {
        let (text, _, _) = run(&["stable", &file, "--json"]);
        let value: Value = serde_json::from_str(&text).unwrap();
        for concept in ["nash", "gmr", "smr", "seq", "ssymseq", "sim"] {
            let parties: Vec<&Value> = value["answer"]["stable"][concept].as_object().unwrap().values().collect();
            let all = value["answer"]["states"].as_array().unwrap().iter().map(|s| &s["number"]);
            let stays = |n: &&Value| parties.iter().all(|p| p.as_array().unwrap().contains(n));
            let expected: Value = all.filter(stays).cloned().collect();
            assert_eq!(value["answer"]["equilibria"][concept], expected, "{file} {concept}");
        }
    }
}

#[test]
fn refusals_are_documents_too() {
    let schema = schema();
    let file = "cases/elmira/elmira.case.toml";
    for more in [
        &["--state", "13"][..],
        &["--state", "0"],
        &["--state", "x"],
        &["--concepts", "nach"],
        &["--mix", "nobody=nash"],
        &["--mix", "uniroyal=nash"],
        &["--coalitions", "uniroyal+nobody"],
        &["--package", "no=such"],
        &["--from", ""],
        &["--inverse"],
    ] {
        let arguments = [&["stable", file, "--json"], more].concat();
        let (text, error, code) = run(&arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {error}");
        let value = fits(&schema, &text, &format!("{arguments:?}"));
        assert!(value["answer"].is_null() && value["refusal"]["help"][0].is_string(), "{arguments:?}: {text}");
        assert!(error.contains("help:"), "{error}");
    }
    let (_, error, code) = run(&["stable", "cases/sarn/sarn.case.toml"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("decided_by"), "{error}");
}

#[test]
fn states_and_moves_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("moves.svg");
    let (_, error, code) = run(&["stable", "cases/elmira/elmira.case.toml", "--svg", file.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{error}");
    let drawn = fs::read_to_string(file).unwrap();
    assert!(drawn.starts_with("<svg") && drawn.contains("Uniroyal"));
}
