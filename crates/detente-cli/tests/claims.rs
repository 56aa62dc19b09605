//! `detente claims`: its answers fit their schema, its files are written whole or not at all, and what it cannot answer is
//! refused.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/from_root.rs"]
mod from_root;

use std::{fs, path::Path};

use from_root::{root, run};
use serde_json::{Value, json};

const LORN: &str = "cases/lorn-straits/lorn-straits.case.toml";
const MIAMI: &str = "cases/florida-talks/florida-talks.case.toml";

fn fits(text: &str) -> Value {
    from_root::fits("claims", text)
}

/// A copy of the case on the Lorn Straits with its documents, to be spoilt.
fn copy(folder: &Path) -> String {
    let from = root().join("cases/lorn-straits");
    fs::create_dir(folder.join("documents")).unwrap();
    for file in
        ["lorn-straits.case.toml", "documents/tern-wire.md", "documents/port-gazette.md", "documents/skerra-beacon.md"]
    {
        fs::copy(from.join(file), folder.join(file)).unwrap();
    }
    folder.join("lorn-straits.case.toml").to_str().unwrap().to_owned()
}

#[test]
fn answers_for_programs() {
    let (text, _, code) = run(&["claims", LORN, "--json"]);
    assert_eq!(code, Some(0));
    let answer = &fits(&text)["answer"];
    assert_eq!(answer["counts"], json!({ "documents": 2, "utterances": 13, "claims": 16 }));
    assert_eq!(answer["known_only_through_narrator"][0]["element"], "demands.vote-before-accord");
    let row = answer["table"]
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["issue"] == "pilotage" && r["party"] == "skerra")
        .unwrap();
    // Three papers, two of them independent, and one utterance.
    assert_eq!(row["through"]["own"]["documents"], 2);
    assert_eq!(row["through"]["own"]["utterances"], 1);
    assert_eq!(row["through"]["own"]["claims"].as_array().unwrap().len(), 3);
    let (text, _, code) = run(&["claims", LORN, "--json", "--issue", "dues", "--party", "hallin"]);
    assert_eq!(code, Some(0));
    let answer = fits(&text);
    assert_eq!(answer["options"], json!({ "issues": ["dues"], "parties": ["hallin"] }));
    assert_eq!(answer["answer"]["table"].as_array().unwrap().len(), 1);
    assert_eq!(answer["answer"]["not_asked_about"], 13);
}

#[test]
fn answers_for_people() {
    let (text, error, code) = run(&["claims", MIAMI, "--markdown"]);
    assert_eq!(code, Some(0), "{error}");
    let section = text.split("## ").find(|s| s.starts_with("What is known only through the narrator")).unwrap();
    assert_eq!(section.matches("`demands.").count(), 7, "{section}");
    assert!(section.contains(", line "), "{section}");
}

#[test]
fn files_for_other_programs() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (csv, jsonld, network) = (path("c.csv"), path("c.jsonld"), path("n.csv"));
    let all = ["claims", LORN, "--csv", &csv, "--jsonld", &jsonld, "--network", &network];
    let (_, error, code) = run(&all);
    assert_eq!(code, Some(0), "{error}");
    assert!(error.contains("note: 1 of 16 claims left out of the network: 1 about no issue"), "{error}");
    let table = fs::read_to_string(&csv).unwrap();
    assert!(table.starts_with("claim,line,issue,option,polarity,holder,known_through,") && table.lines().count() == 17);
    let annotations: Value = serde_json::from_str(&fs::read_to_string(&jsonld).unwrap()).unwrap();
    assert_eq!(annotations["total"], 16);
    let wire = fs::read_to_string(root().join("cases/lorn-straits/documents/tern-wire.md")).unwrap();
    let mut looked_at = 0;
    for item in annotations["first"]["items"].as_array().unwrap() {
        let target = &item["target"];
        if target["source"] == "https://tern-wire.example/straits-talks" {
            let (words, place) = (&target["selector"][0], &target["selector"][1]);
            let (start, end) = (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
            let there: String = wire.chars().skip(start).take(end - start).collect();
            assert_eq!(words["exact"], there.as_str());
            let prefix = words["prefix"].as_str().unwrap();
            let before: String =
                wire.chars().skip(start - prefix.chars().count()).take(prefix.chars().count()).collect();
            assert_eq!(prefix, before);
            looked_at += 1;
        }
    }
    assert_eq!(looked_at, 7);
    let rows = fs::read_to_string(&network).unwrap();
    assert!(rows.starts_with("person,organization,concept,agreement,document,date,start,stop,text,"), "{rows}");
    assert!(rows.contains("\r\nAne Rusk,Skerra,Pilotage: A pilot aboard every large ship,1,"), "{rows}");
    // What is there is left alone, and nothing else is written beside it.
    fs::remove_file(&csv).unwrap();
    let (_, error, code) = run(&all);
    assert!(code == Some(2) && error.contains("exists already") && error.contains("`--force`"), "{error}");
    assert!(!Path::new(&csv).exists());
    let (_, error, code) = run(&[&all[..], &["--force"]].concat());
    assert_eq!(code, Some(0), "{error}");
    assert_eq!((fs::read_to_string(&csv).unwrap(), fs::read_to_string(&network).unwrap()), (table, rows));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing is left lying about");
}

#[test]
fn files_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let case = copy(folder.path());
    let text = fs::read_to_string(&case).unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let refused = |arguments: &[&str], message: &str| {
        let (_, error, code) = run(&[&["claims", &case, "--force"], arguments].concat());
        assert!(code == Some(2) && error.contains(message) && error.contains("help: "), "{error}");
        let (text, _, code) = run(&[&["claims", &case, "--force", "--json"], arguments].concat());
        assert_eq!(code, Some(2));
        assert!(fits(&text)["refusal"]["message"].as_str().unwrap().contains(message), "{text}");
    };
    let (new, again, wire) = (path("new.csv"), path("documents/../new.csv"), path("documents/tern-wire.md"));
    let (nowhere, here) = (path("nowhere/x.csv"), path("documents"));
    refused(&["--csv", &case], "would be written over");
    refused(&["--csv", &new, "--jsonld", &wire], "would be written over");
    refused(&["--csv", &new, "--network", &again], "would be written twice");
    refused(&["--csv", &new, "--network", &nowhere], "does not exist");
    refused(&["--csv", &new, "--jsonld", &here], "is a folder");
    assert!(!Path::new(&new).exists(), "all or nothing");
    assert_eq!(fs::read_to_string(&case).unwrap(), text);
    assert!(fs::read_to_string(&wire).unwrap().contains("Tern Wire"));
}

#[test]
fn what_there_is_not() {
    let refused = |arguments: &[&str], message: &str, help: &str| {
        let (text, error, code) = run(&[&["claims", LORN], arguments].concat());
        assert_eq!((text.as_str(), code), ("", Some(2)));
        assert!(error.contains(message) && error.contains(help), "{error}");
        let (text, _, code) = run(&[&["claims", LORN, "--json"], arguments].concat());
        assert_eq!(code, Some(2));
        assert!(fits(&text)["answer"].is_null());
    };
    refused(&["--issue", "pilotige"], "there is no issue `pilotige`", "did you mean `pilotage`?");
    refused(&["--party", "atlantis"], "there is no party `atlantis`", "there is `skerra`");
    let (_, error, code) = run(&["claims", "cases/lorn-straits/lorn.case.toml"]);
    assert!(code == Some(2) && error.contains("there is no file"), "{error}");
    // Nobody has said anything about it: that is an answer.
    let (text, _, code) = run(&["claims", LORN, "--party", "conference"]);
    assert!(code == Some(0) && text.contains("No claim is about what was asked for."), "{text}");
}

#[test]
fn a_case_without_claims() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bare.case.toml");
    fs::write(&file, "title = \"Bare\"\n[parties.a]\n[issues.i]\noptions = [\"x\", \"y\"]\n").unwrap();
    let bare = file.to_str().unwrap();
    let (text, error, code) = run(&["claims", bare]);
    assert!(
        code == Some(0) && text.contains("This case has no claims") && text.contains("[claims.NAME]"),
        "{text}{error}"
    );
    let jsonld = folder.path().join("none.jsonld");
    let (text, _, code) = run(&["claims", bare, "--json", "--jsonld", jsonld.to_str().unwrap()]);
    assert_eq!(code, Some(0));
    assert_eq!(fits(&text)["answer"]["counts"]["claims"], 0);
    let written: Value = serde_json::from_str(&fs::read_to_string(jsonld).unwrap()).unwrap();
    assert_eq!(written["total"], 0);
}

#[test]
fn a_document_that_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let case = copy(folder.path());
    let wire = folder.path().join("documents/tern-wire.md");
    fs::write(&wire, fs::read_to_string(&wire).unwrap().replace("ended on Friday", "ended late on Friday")).unwrap();
    let csv = folder.path().join("c.csv");
    let (text, error, code) = run(&["claims", &case, "--json", "--csv", csv.to_str().unwrap()]);
    assert_eq!(code, Some(1), "{error}");
    assert!(error.contains("D051") && error.contains("mend 1 error"), "{error}");
    assert!(fits(&text)["answer"].is_null() && !csv.exists());
}
