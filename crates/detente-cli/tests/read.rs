//! `detente read`: what reports say, by themselves and for a case; its answers fit their schema.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/from_root.rs"]
#[allow(dead_code, reason = "not every test runs the program in the folder of the project")]
mod from_root;

use std::{fs, path::Path, process::Command};

use serde_json::Value;

const CASE: &str = r#"title = "The ferries of Lorn"

[parties.crews]
name = "the crews' union"
[parties.port]
name = "Port authority"
aliases = ["the harbour"]

[delegates.orla]
name = "Lena Orla"
party = "port"
role = "head"

[issues.sailing]
name = "Sailing in winter"
keywords = ["ferries", "winter timetable"]
options = ["daily", "weekly"]
[issues.pay]
name = "Pay"
keywords = ["wages", "bonus"]
options = ["more", "same"]

[documents.minutes]
file = "minutes.txt"
"#;

const WIRE: &str = "PORT MARLE (Aster Wire) - Lena Orla, head of the port authority, said the ferries would not sail until the \
    crews return. She rejected a bonus.\n\nTal Ruden, leader of the crews' union, said: \"We will not sail before the wages are \
    paid in full.\"\n\nThe sea was calm. It was a cold day.\n";

const PAPER: &str = "\"We will not sail before the wages are paid in full,\" Tal Ruden told the crews on the pier.\n\nOfficials \
    said the ferries would sail daily.\n";

fn run(folder: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let out = Command::new(env!("CARGO_BIN_EXE_detente")).current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (told, said) = (text(out.stdout), text(out.stderr));
    assert!(!said.contains("panicked"), "{said}");
    (told, said, out.status.code())
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("lorn.case.toml", CASE),
        ("minutes.txt", "Lena Orla said the ferries were ready.\n"),
        ("wire.txt", WIRE),
        ("paper.txt", PAPER),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn quotes(answer: &Value, document: &str) -> Vec<String> {
    let proposals = answer["answer"]["proposals"].as_array().unwrap().iter();
    let of = proposals.filter(|p| p["document"] == document);
    of.map(|p| p["quotes"][0]["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_report_by_itself() {
    let folder = folder();
    let (told, said, code) = run(folder.path(), &["read", "wire.txt"]);
    assert_eq!((said.as_str(), code), ("", Some(0)));
    assert!(told.contains("“the ferries would not sail until the crews return”"), "{told}");
    assert!(
        told.contains("Lena Orla") && told.contains("CONDITION?") && told.contains("“head of the port authority”"),
        "{told}"
    );
    assert!(!told.contains("The sea was calm") && told.contains("`--narrated` lists"), "{told}");
    let (all, _, _) = run(folder.path(), &["read", "wire.txt", "--narrated"]);
    assert!(all.contains("“The sea was calm.”"), "{all}");
    let (markdown, _, code) = run(folder.path(), &["read", "wire.txt", "--markdown"]);
    assert!(code == Some(0) && markdown.contains("## wire (wire.txt)"), "{markdown}");
    assert!(!folder.path().join("lorn.draft.json").exists());
}

#[test]
fn several_reports_for_programs() {
    let folder = folder();
    let (text, said, code) = run(folder.path(), &["read", "wire.txt", "paper.txt", "--json"]);
    assert_eq!((said.as_str(), code), ("", Some(0)));
    let answer = from_root::fits("read", &text);
    assert_eq!(answer["answer"]["documents"][1]["key"], "paper");
    assert_eq!(answer["answer"]["utterances"][0]["witnesses"].as_array().unwrap().len(), 2, "{text}");
    assert!(answer["case"].is_null());
    let (again, _, _) = run(folder.path(), &["read", "wire.txt", "paper.txt", "--json"]);
    assert_eq!(text, again);
}

#[test]
fn reports_come_into_the_case_and_its_draft() {
    let folder = folder();
    let at = folder.path();
    let (told, said, code) = run(at, &["read", "wire.txt", "--case", "lorn.case.toml"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("is document `wire`") && said.contains("detente review lorn.case.toml"), "{said}");
    assert!(
        told.contains("about sailing") && told.contains("(in the case: `orla`)") && told.contains("By issue"),
        "{told}"
    );
    let case = fs::read_to_string(at.join("lorn.case.toml")).unwrap();
    assert!(case.starts_with(CASE.split("[documents").next().unwrap()) && case.contains("[documents.wire]"), "{case}");
    let first = fs::read_to_string(at.join("lorn.draft.json")).unwrap();

    // By its key, by its file and by another name of the same text it is the same document.
    fs::write(at.join("copy.txt"), WIRE).unwrap();
    for again in ["wire", "wire.txt", "copy.txt"] {
        let (_, said, code) = run(at, &["read", again, "--case", "lorn.case.toml"]);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(fs::read_to_string(at.join("lorn.case.toml")).unwrap(), case, "{again}");
        let draft: Value = serde_json::from_str(&fs::read_to_string(at.join("lorn.draft.json")).unwrap()).unwrap();
        let before: Value = serde_json::from_str(&first).unwrap();
        assert_eq!(draft["draft"]["proposals"], before["draft"]["proposals"], "{again}");
    }

    // Another report joins it; the first keeps its proposals.
    let (text, said, code) = run(at, &["read", "minutes", "paper.txt", "--case", "lorn.case.toml", "--json"]);
    assert_eq!(code, Some(0), "{said}");
    let answer = from_root::fits("read", &text);
    let before: Value = serde_json::from_str(&first).unwrap();
    let kept = before["draft"]["proposals"].as_array().unwrap().len();
    assert_eq!(quotes(&answer, "wire").len(), kept);
    assert_eq!(quotes(&answer, "minutes"), ["the ferries were ready"]);
    assert_eq!(answer["answer"]["utterances"].as_array().unwrap().len(), 1);
    let leftovers =
        fs::read_dir(at).unwrap().filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with(".detente"));
    assert_eq!(leftovers.count(), 0);
}

#[test]
fn another_language_is_a_file() {
    let folder = folder();
    let (rules, _, code) = run(folder.path(), &["read", "rules"]);
    assert!(code == Some(0) && rules.contains("[conditions]") && rules.contains("[verbs]"));
    fs::write(folder.path().join("mine.toml"), rules.replace("code = \"en\"", "code = \"en-lorn\"")).unwrap();
    let (text, said, code) = run(folder.path(), &["read", "wire.txt", "--rules", "mine.toml", "--json"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(from_root::fits("read", &text)["answer"]["documents"][0]["language"], "en-lorn");
    fs::write(folder.path().join("bad.toml"), rules.replace("[conditions]", "[condition]")).unwrap();
    let (told, said, code) = run(folder.path(), &["read", "wire.txt", "--rules", "bad.toml"]);
    assert!(told.is_empty() && code == Some(2) && said.contains("bad.toml, line") && said.contains("help:"), "{said}");
}

/// The report that this program was first tried on lies beside the project, not in it; without it there is nothing to read.
#[test]
fn the_first_report() {
    let beside = from_root::root().join("../shared/seed");
    let Ok(files) = fs::read_dir(&beside) else {
        println!("skipped: there is no {}", beside.display());
        return;
    };
    for file in files {
        let path = file.unwrap().path();
        let (text, _, code) = run(beside.as_path(), &["read", path.to_str().unwrap(), "--json"]);
        assert_eq!(code, Some(0));
        let answer = from_root::fits("read", &text);
        let proposals = answer["answer"]["proposals"].as_array().unwrap();
        let sentences = answer["answer"]["documents"][0]["sentences"].as_u64().unwrap();
        for number in 1..=sentences {
            let told = |p: &Value| p["sentences"].as_array().unwrap().contains(&number.into());
            assert!(proposals.iter().any(told), "nothing is proposed of sentence {number}");
        }
        let implied: Vec<&Value> = proposals.iter().filter(|p| p["manner"] == "implied").collect();
        assert_eq!(implied.len(), 1, "{implied:#?}");
        assert_eq!(implied[0]["speaker"]["kind"], "pronoun");
        assert_eq!(implied[0]["speaker"]["phrase"]["text"], "His statement");
        // Whole sentences that name nobody are the narrator's.
        let alone = proposals.iter().filter(|p| p["speaker"]["kind"] == "narrator");
        assert!(alone.count() >= 9);
    }
}
