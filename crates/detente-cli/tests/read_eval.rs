//! `detente read eval`: its answer fits its schema, faults of gold are told with their places, and folders without gold refused.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/from_root.rs"]
mod from_root;

use std::fs;

use from_root::run;

const REPORT: &str = "Minister Ada Rell said the bridge would stay shut.\n";
const GOLD: &str = "[[statements]]\nid = \"s1\"\nquote = \"the bridge would stay shut\"\nspeaker = \"Minister Ada Rell\"\n\
                    cue = \"said\"\nact = \"says\"\nmanner = \"paraphrase\"\n";

#[test]
fn answers_for_programs() {
    let (text, error, code) = run(&["read", "eval", "--gold", "gold/tuning", "--json", "--misses"]);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    let answer = from_root::fits("read-eval", &text);
    assert_eq!(answer["answer"]["reports"].as_array().unwrap().len(), 10);
    assert_eq!(answer["answer"]["elements"]["statements"]["gold"], 138);
    assert!(answer["answer"]["misses"].as_array().is_some_and(|m| !m.is_empty()));
    let (text, _, _) = run(&["read", "eval", "--gold", "gold/tuning", "--json"]);
    assert!(from_root::fits("read-eval", &text)["answer"]["misses"].is_null());
}

#[test]
fn tables_and_misses_for_people() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("one.txt"), REPORT).unwrap();
    fs::write(folder.path().join("one.gold.toml"), GOLD.replace("said", "stay")).unwrap();
    let gold = folder.path().to_str().unwrap();
    let (text, error, code) = run(&["read", "eval", "--gold", gold, "--misses"]);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    assert!(text.contains("Of 1 statement in 1 report"), "{text}");
    assert!(text.contains("differs: \u{201c}stay\u{201d}"), "{text}");
    let (text, ..) = run(&["read", "eval", "--gold", gold, "--markdown"]);
    assert!(text.starts_with("# How good is the draft?"), "{text}");
}

#[test]
fn brat_beside_a_report() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("one.txt"), REPORT).unwrap();
    let told = "T1\tcontent 23 49\tthe bridge would stay shut\nT2\tcue 18 22\tsaid\nT3\tsource 0 17\tMinister Ada Rell\n\
                E1\tAttribution:T2 Content:T1 Source:T3\n";
    fs::write(folder.path().join("one.ann"), told).unwrap();
    let (text, error, code) = run(&["read", "eval", "--gold", folder.path().to_str().unwrap(), "--json"]);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    let answer = from_root::fits("read-eval", &text);
    assert_eq!(answer["answer"]["elements"]["statements"]["gold"], 1);
    assert!(answer["answer"]["elements"]["conditions"].is_null());
}

#[test]
fn faults_of_gold_have_their_places() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("one.txt"), REPORT).unwrap();
    let file = folder.path().join("one.gold.toml");
    fs::write(&file, GOLD.replace("stay shut", "stay open")).unwrap();
    let gold = folder.path().to_str().unwrap();
    let (text, error, code) = run(&["read", "eval", "--gold", gold]);
    assert_eq!((text.as_str(), code), ("", Some(1)));
    assert!(error.contains("one.gold.toml:3:9") && error.contains("does not stand in the report"), "{error}");
    let (text, _, code) = run(&["read", "eval", "--gold", gold, "--json"]);
    assert_eq!(code, Some(1));
    let answer = from_root::fits("read-eval", &text);
    assert!(answer["answer"].is_null());
    assert_eq!((&answer["diagnostics"][0]["line"], &answer["diagnostics"][0]["code"]), (&3.into(), &"D052".into()));
}

#[test]
fn what_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let gold = folder.path().to_str().unwrap();
    let refused = |message: &str| {
        let (text, error, code) = run(&["read", "eval", "--gold", gold]);
        assert_eq!((text.as_str(), code), ("", Some(2)));
        assert!(error.contains(message), "{error}");
    };
    refused("holds no gold");
    fs::write(folder.path().join("one.gold.toml"), GOLD).unwrap();
    refused("one.txt");
    fs::write(folder.path().join("one.txt"), b"Rell said \xff.").unwrap();
    refused("not a text in UTF-8: byte 11");
    fs::write(folder.path().join("one.txt"), REPORT).unwrap();
    fs::write(folder.path().join("one.ann"), "").unwrap();
    refused("two forms");
    let (_, error, code) = run(&["read", "eval", "--gold", "gold/nowhere"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("cannot read the folder `gold/nowhere`"), "{error}");
}
