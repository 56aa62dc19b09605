//! `--reading` and `--doubt` from the outside: what they read both ways, what is refused, and that answers verify.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

use std::{fs, process::Command};

use serde_json::{Value, json};
use tempfile::TempDir;

const FILE: &str = "talks.case.toml";

/// Two towns and a well. What Uphill demands only a narrator says, what Downhill wants only its opponent.
const CASE: &str = r#"title = "The well"
[parties.uphill]
walk_away = { worth = 30, because = ["rumour"] }
[parties.uphill.wants]
hours = { morning = 100, evening = 20, because = ["rumour"] }
price = { low = 50, high = 60, basis = "assumed" }
[parties.downhill]
[parties.downhill.wants]
hours = { morning = 0, evening = 100, because = ["gossip"] }
price = { low = 100, high = 0, basis = "assumed" }
[issues.hours]
options = ["morning", "evening"]
decided_by = ["uphill"]
[issues.price]
options = ["low", "high"]
decided_by = ["downhill"]
[demands.morning]
party = "uphill"
require = { hours = "morning" }
because = ["rumour"]
disputed_by = ["denial"]
[demands.evening]
party = "downhill"
require = { hours = "evening" }
because = ["letter"]
[demands.pay-first]
party = "uphill"
step = "open"
only_after = ["pay"]
because = ["rumour"]
[steps.open]
by = ["uphill"]
basis = "assumed"
[steps.pay]
by = ["downhill"]
after = ["open"]
basis = "assumed"
[documents.paper]
title = "A paper"
[claims.rumour]
document = "paper"
quote = "they want the mornings"
manner = "narrated"
[claims.denial]
document = "paper"
quote = "nobody said so"
manner = "narrated"
[claims.gossip]
document = "paper"
quote = "the others sleep late"
chain = ["uphill"]
manner = "paraphrase"
[claims.letter]
document = "paper"
quote = "we need the evenings"
chain = ["downhill"]
manner = "direct"
[claims.loose]
document = "paper"
quote = "the weather was fine"
manner = "narrated"
"#;

const QUESTIONS: [&str; 4] = ["why", "deals", "stable", "roadmap"];

struct Place(TempDir);

impl Place {
    fn new() -> Place {
        Place::of(CASE)
    }

    fn of(case: &str) -> Place {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), case).unwrap();
        Place(folder)
    }

    /// What is printed, what is said beside, and the exit code.
    fn run(&self, arguments: &[&str]) -> (String, String, Option<i32>) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
        let output = command.args(arguments).current_dir(self.0.path()).env("COLUMNS", "100").output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (out, beside) = (text(output.stdout), text(output.stderr));
        assert!(!beside.contains("panicked"), "{beside}");
        (out, beside, output.status.code())
    }

    /// The document that a question answers with.
    fn answer(&self, arguments: &[&str]) -> Value {
        let (text, beside, code) = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(code, Some(0), "{arguments:?}: {beside}");
        serde_json::from_str(&text).unwrap()
    }

    /// A question that is refused: exit code 2, and all this is said, with a document too where one is asked for.
    fn refused(&self, arguments: &[&str], says: &[&str]) {
        let (out, beside, code) = self.run(arguments);
        assert_eq!((out.as_str(), code), ("", Some(2)), "{arguments:?}");
        let plain = beside.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in says.iter().chain(&["help: "]) {
            assert!(plain.contains(part), "{arguments:?} says {part:?}: {plain}");
        }
        let (text, _, code) = self.run(&[arguments, &["--json"]].concat());
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((code, &document["answer"]), (Some(2), &Value::Null));
        assert!(document["refusal"]["message"].is_string() && document["options"]["reading"] == "all", "{document}");
    }
}

fn readings(question: &str, document: &Value) -> Value {
    document["answer"][if question == "roadmap" { "if_disputed" } else { "readings" }].clone()
}

fn ids(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|d| d["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_narrator_is_doubted() {
    let place = Place::new();
    let doubted = [
        ("why", vec!["morning", "pay-first", "uphill"]),
        ("deals", vec!["morning", "uphill", "parties.uphill.wants.hours"]),
        ("stable", vec!["parties.uphill.wants.hours"]),
        ("roadmap", vec!["morning", "pay-first", "uphill", "parties.uphill.wants.hours"]),
    ];
    for (question, should) in doubted {
        let told = readings(question, &place.answer(&[question, FILE, "--doubt", "narrator"]));
        assert_eq!(ids(&told["disputes"]), should, "{question}");
        assert_eq!(told["readings"].as_array().unwrap().len(), 1 << should.len(), "{question}");
        assert_eq!(told["complete"], json!(true), "{question}");
    }
    // Mornings against evenings, and a ring of two steps: each is there only as long as the narrator is believed.
    let why = readings("why", &place.answer(&["why", FILE, "--doubt", "narrator"]));
    assert_eq!(ids(&why["verdict_depends_on"]), ["morning", "pay-first"]);
    let deals = readings("deals", &place.answer(&["deals", FILE, "--doubt", "narrator"]));
    assert_eq!(ids(&deals["verdict_depends_on"]), ["morning"]);
    let roadmap = readings("roadmap", &place.answer(&["roadmap", FILE, "--doubt", "narrator"]));
    assert!(ids(&roadmap["verdict_depends_on"]).contains(&"pay-first".to_owned()), "{roadmap}");
}

#[test]
fn an_opponent_is_doubted() {
    let told = readings("deals", &Place::new().answer(&["deals", FILE, "--doubt", "opponent"]));
    assert_eq!(ids(&told["disputes"]), ["parties.downhill.wants.hours"]);
    assert_eq!(told["not_varied"], json!([]));
}

#[test]
fn claims_are_doubted() {
    let place = Place::new();
    let told = readings("why", &place.answer(&["why", FILE, "--doubt", "letter"]));
    assert_eq!(told["disputes"], json!([{ "kind": "claim", "id": "letter" }]));
    // In whatever order they are named, and however often.
    let [one, other] =
        ["letter,rumour,letter", "claims.rumour, letter"].map(|d| place.answer(&["why", FILE, "--doubt", d]));
    assert_eq!(one, other);
    assert_eq!(one["options"]["doubt"], json!(["rumour", "letter"]));
}

#[test]
fn what_is_disputed_is_read_both_ways() {
    let place = Place::new();
    for question in ["why", "deals", "roadmap"] {
        let told = readings(question, &place.answer(&[question, FILE, "--reading", "all"]));
        assert_eq!(ids(&told["disputes"]), ["morning"], "{question}");
        // Where that was not asked, one line names the command that does.
        let (text, _, _) = place.run(&[question, FILE]);
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!("`detente {question} {FILE} --reading all`");
        assert_eq!(plain.contains(&line), question != "roadmap", "{question}: {text}");
        assert!(readings(question, &place.answer(&[question, FILE])).is_null());
    }
    let told = readings("stable", &place.answer(&["stable", FILE, "--reading", "all"]));
    assert_eq!((&told["disputes"], &told["not_varied"]), (&json!([]), &json!(["demands.morning"])));
}

#[test]
fn answers_with_readings_verify() {
    let place = Place::new();
    for question in QUESTIONS {
        for more in [&["--reading", "all"][..], &["--doubt", "narrator"], &["--doubt", "rumour,opponent"]] {
            let document = place.answer(&[&[question, FILE][..], more].concat());
            fs::write(place.0.path().join("answer.json"), document.to_string()).unwrap();
            let (text, beside, code) = place.run(&["verify", "answer.json", "--case", FILE]);
            assert_eq!(code, Some(0), "{question} {more:?}: {text}{beside}");
        }
    }
}

/// What is told of a reading is checked: a wrong verdict is found out.
#[test]
fn a_wrong_reading_does_not_verify() {
    let place = Place::new();
    let wrong = [("why", "verdict", "open"), ("deals", "acceptable", "7"), ("roadmap", "verdict", "open")];
    for (question, key, value) in wrong {
        let mut document = place.answer(&[question, FILE, "--reading", "all"]);
        let at = if question == "roadmap" { "if_disputed" } else { "readings" };
        let told = &mut document["answer"][at]["readings"][0][key];
        *told = if question == "deals" { json!(7) } else { json!(value) };
        fs::write(place.0.path().join("answer.json"), document.to_string()).unwrap();
        let (text, beside, code) = place.run(&["verify", "answer.json", "--case", FILE]);
        assert_ne!(code, Some(0), "{question}: {text}{beside}");
    }
}

#[test]
fn what_cannot_be_doubted_is_refused() {
    let place = Place::new();
    for question in QUESTIONS {
        place.refused(&[question, FILE, "--doubt", "rumor"], &["no claim `rumor`", "did you mean `rumour`?"]);
        place.refused(&[question, FILE, "--doubt", "narator"], &["no claim `narator`", "did you mean `narrator`?"]);
        place.refused(&[question, FILE, "--doubt", "zzz"], &["no claim `zzz`", "`--doubt narrator,a-claim`"]);
        place.refused(&[question, FILE, "--doubt", ""], &["no claim ``"]);
        place.refused(
            &[question, FILE, "--doubt", "loose"],
            &["nothing that this question looks at rests on claim `loose`", "because = [\"loose\"]"],
        );
    }
    // Something rests on it, though nothing to which this question looks.
    place.refused(&["stable", FILE, "--doubt", "letter"], &["rests on claim `letter`", "other questions"]);
    let (_, beside, code) = place.run(&["why", FILE, "--reading", "some"]);
    assert_eq!(code, Some(2));
    assert!(beside.contains("stated") && beside.contains("all"), "{beside}");
}

/// Of more than eight, each is read otherwise by itself, and all together; the answer says that it is cut.
#[test]
fn many_doubts_are_not_combined() {
    let mut case = CASE.replace("because = [\"letter\"]", "because = [\"rumour\"]");
    let at = case.find("[steps.open]").unwrap();
    let more: Vec<String> = (0..9)
        .map(|n| {
            format!("[demands.more-{n}]\nparty = \"uphill\"\nnever = {{ price = \"high\" }}\nbecause = [\"rumour\"]\n")
        })
        .collect();
    case.insert_str(at, &more.concat());
    let place = Place::of(&case);
    for question in ["why", "deals", "roadmap"] {
        let document = place.answer(&[question, FILE, "--doubt", "narrator"]);
        let told = readings(question, &document);
        let disputes = told["disputes"].as_array().unwrap().len();
        assert!(disputes > 8);
        let all = told["readings"].as_array().unwrap();
        assert_eq!(all.len(), disputes + 2);
        assert_eq!(all.last().unwrap()["against"].as_array().unwrap().len(), disputes);
        assert_eq!((&told["complete"], &document["completeness"]), (&json!(false), &json!("cut")));
        let (text, _, _) = place.run(&[question, FILE, "--doubt", "narrator"]);
        assert!(text.contains(&format!("without all {disputes}")), "{text}");
    }
}
