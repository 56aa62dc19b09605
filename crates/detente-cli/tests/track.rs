//! `detente track`: its answers fit their schema, its files are written, and what it cannot follow is refused.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/from_root.rs"]
mod from_root;

use std::fs;

use from_root::run;
use serde_json::Value;

const SARN: &str = "cases/sarn/sarn.case.toml";

/// An answer that fits its schema.
fn fits(text: &str) -> Value {
    from_root::fits("track", text)
}

#[test]
fn answers_for_programs() {
    let (text, error, code) = run(&["track", SARN, "--json"]);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    let answer = fits(&text);
    assert_eq!(answer["answer"]["stalled"], serde_json::json!(["pulse"]));
    assert_eq!(answer["answer"]["moves"].as_array().unwrap().len(), 7);
    let (text, _, code) =
        run(&["track", SARN, "--json", "--issue", "release", "--party", "tarsa,velmar", "--quiet", "1"]);
    assert_eq!(code, Some(0));
    let answer = fits(&text);
    assert_eq!(answer["options"]["parties"], serde_json::json!(["velmar", "tarsa"]));
    assert_eq!(answer["answer"]["issues"].as_array().unwrap().len(), 1);
    assert_eq!(answer["answer"]["curves"][0]["left_out"], serde_json::json!(["metering", "payment", "pulse"]));
}

#[test]
fn pictures_and_tables() {
    let folder = tempfile::tempdir().unwrap();
    let (svg, csv) = (folder.path().join("sarn.svg"), folder.path().join("sarn.csv"));
    let (text, error, code) =
        run(&["track", SARN, "--markdown", "--svg", svg.to_str().unwrap(), "--csv", csv.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{error}");
    assert!(text.contains("## Who moved") && text.contains("**Stalled**"), "{text}");
    let drawn = fs::read_to_string(svg).unwrap();
    assert!(drawn.starts_with("<svg") && drawn.matches("class=\"least").count() == 3 && drawn.contains("walk-away"));
    let rows = fs::read_to_string(csv).unwrap();
    assert!(rows.starts_with("round,date,issue,party,options,stated,best,least,distance,meet\r\n"));
    assert!(rows.contains("ossen-june,2024-06-21,payment,tarsa,none,true,15,15,0.5,false\r\n"), "{rows}");
}

#[test]
fn what_it_cannot_follow() {
    let refused = |arguments: &[&str], message: &str, help: &str| {
        let (text, error, code) = run(&[&["track"], arguments].concat());
        assert_eq!((text.as_str(), code), ("", Some(2)));
        assert!(error.contains(message) && error.contains(help), "{error}");
        let (text, _, code) = run(&[&["track", "--json"], arguments].concat());
        assert_eq!(code, Some(2));
        let answer = fits(&text);
        assert!(answer["answer"].is_null() && answer["refusal"]["message"].as_str().unwrap().contains(message));
    };
    refused(&["cases/elmira/elmira.case.toml"], "no rounds", "[rounds.first]");
    refused(&[SARN, "--issue", "relaese"], "there is no issue `relaese`", "did you mean `release`?");
    refused(&[SARN, "--party", "nobody"], "there is no party `nobody`", "there is `velmar`");
    let (_, error, code) = run(&["track", SARN, "--quiet", "0"]);
    assert!(code == Some(2) && error.contains("from 1 to 10000"), "{error}");
    let (_, error, code) = run(&["track", "cases/sarn/nothing.case.toml"]);
    assert!(code == Some(2) && error.contains("there is no file"), "{error}");
}

#[test]
fn a_file_with_errors_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.case.toml");
    let text =
        "title = \"T\"\n[parties.a]\n[issues.i]\noptions = [\"x\"]\n[rounds.r]\npositions = { a = { i = \"z\" } }\n";
    fs::write(&file, text).unwrap();
    let (text, error, code) = run(&["track", file.to_str().unwrap(), "--json"]);
    assert!(code == Some(1) && error.contains("mend 1 error"), "{error}");
    assert!(fits(&text)["answer"].is_null());
}
