//! What `detente review` says where something is wrong, and that nothing is half done then.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/lorn.rs"]
mod lorn;
#[path = "support/reviewed.rs"]
mod reviewed;

use std::fs;

use reviewed::{Folder, one_line};

/// Runs after a file was written; nothing may change, and it is told why.
fn refused_with(name: &str, text: impl AsRef<[u8]>, arguments: &[&str]) -> String {
    let folder = Folder::new();
    fs::write(folder.path(name), text).unwrap();
    folder.refuses(arguments)
}

#[test]
fn no_draft() {
    let folder = Folder::new();
    fs::remove_file(folder.path("lorn.draft.json")).unwrap();
    let said = folder.refuses(&["--list"]);
    assert!(said.contains("there is no draft `lorn.draft.json`"), "{said}");
    assert!(said.contains("`detente read FILE... --case lorn.case.toml`"), "{said}");
}

#[test]
fn a_draft_that_cannot_be_read() {
    let draft = lorn::draft().to_json();
    let cut: String = draft.chars().take(draft.len() / 2).collect();
    let said = refused_with("lorn.draft.json", cut, &["--list"]);
    assert!(said.contains("ends too early"), "{said}");
    let said = refused_with("lorn.draft.json", "not json \u{1b}[2J", &["--list"]);
    assert!(said.contains("is not JSON") && !said.contains('\u{1b}'), "{said}");
    let said = refused_with("lorn.draft.json", draft.replacen("\"form\": 1", "\"form\": 7", 1), &["--list"]);
    assert!(said.contains("form 7"), "{said}");
    let said = refused_with("lorn.draft.json", draft.replace("000000000002", "000000000001"), &["--list"]);
    assert!(said.contains("two proposals have the id"), "{said}");
    let said = refused_with("lorn.draft.json", [0xff, 0xfe, 0x00], &["--list"]);
    assert!(said.contains("not UTF-8"), "{said}");
}

#[test]
fn a_hostile_draft_does_not_steer_the_terminal() {
    let folder = Folder::new();
    let text = folder.read("lorn.draft.json").replace("spoke before", "\\u001b[2J\\u202espoke");
    fs::write(folder.path("lorn.draft.json"), text).unwrap();
    let ran = folder.review(&["--list"]);
    assert_eq!(ran.code, Some(0));
    assert!(!ran.out.contains('\u{1b}') && !ran.out.contains('\u{202e}') && ran.out.contains("spoke"), "{}", ran.out);
}

#[test]
fn a_torn_log_does_not_stop_the_review() {
    let folder = Folder::new();
    folder.does(&["--accept", "1"]);
    let log = folder.read("lorn.review.jsonl");
    fs::write(folder.path("lorn.review.jsonl"), format!("{log}{}", &log[..40])).unwrap();
    let list = folder.does(&["--list"]);
    assert!(list.contains("the last line of the log is torn") && list.contains("(line 2)"), "{list}");
    assert!(list.contains("accepted as `claims.orla-will-not-pay`"), "{list}");
    // The next line begins a line of its own; what was torn stays.
    folder.does(&["--reject", "5", "--why", "a mood"]);
    let text = folder.read("lorn.review.jsonl");
    assert_eq!(text.lines().count(), 3);
    assert!(text.starts_with(&log) && text.lines().nth(1) == Some(&log[..40]), "{text}");
    let list = folder.does(&["--list"]);
    assert!(list.contains("rejected: a mood") && list.contains("a line of the log cannot be read (line 2)"), "{list}");
}

#[test]
fn a_log_of_other_proposals() {
    let folder = Folder::new();
    folder.does(&["--reject", "5", "--why", "a mood"]);
    let log = folder.read("lorn.review.jsonl").replace("000000000005", "00000000abcd");
    fs::write(folder.path("lorn.review.jsonl"), format!("{log}{{\"at\":\"\u{7}\"}}\n")).unwrap();
    let list = folder.does(&["--list"]);
    assert!(list.contains("7 of 7 proposals open"), "{list}");
    assert!(list.contains("1 line of the log is about proposals that the draft does not have"), "{list}");
    assert!(list.contains("a line of the log cannot be read (line 2)") && !list.contains('\u{7}'), "{list}");
}

#[test]
fn a_case_with_errors() {
    let folder = Folder::new();
    fs::write(folder.path(lorn::FILE), lorn::case_text().replace("party = \"quay\"", "party = \"quey\"")).unwrap();
    let ran = folder.review(&["--accept", "1"]);
    assert_eq!((ran.out.as_str(), ran.code), ("", Some(1)));
    assert!(ran.err.contains("did you mean `quay`?"), "{}", ran.err);
    assert!(folder.log().is_empty());
}

#[test]
fn a_document_that_changed() {
    let said = refused_with("minutes.txt", lorn::MINUTES.replace("Monday", "Tuesday"), &["--accept", "1"]);
    assert!(said.contains("`minutes.txt`, the text of document `minutes`, is not the one that was read"), "{said}");
    assert!(said.contains("bring that text back, or read the new one: `detente read"), "{said}");
    let folder = Folder::new();
    fs::remove_file(folder.path("minutes.txt")).unwrap();
    let said = folder.refuses(&["--accept", "1"]);
    assert!(said.contains("there is no file `minutes.txt`"), "{said}");
    // The other document is as it was.
    folder.does(&["--accept", "6"]);
    assert!(one_line(&folder.review(&["--show", "1"]).out).contains("cannot be shown in its place"));
}

#[test]
fn a_quote_that_is_no_more_there() {
    // The text is the one that the draft says was read, but it does not have the words.
    let folder = Folder::new();
    let text = lorn::MINUTES.replace("will not pay a fixed", "will pay a fixed");
    let other = detente::quote::sha256(text.as_bytes());
    let draft = folder.read("lorn.draft.json").replace(&detente::quote::sha256(lorn::MINUTES.as_bytes()), &other);
    fs::write(folder.path("minutes.txt"), text).unwrap();
    fs::write(folder.path("lorn.draft.json"), draft).unwrap();
    let said = folder.refuses(&["--accept", "1"]);
    assert!(said.contains("\u{201c}will not pay a fixed fare\u{201d} does not stand in document `minutes`"), "{said}");
    assert!(said.contains("will pay a fixed fare"), "the nearest is told: {said}");
}

#[test]
fn names_that_there_are_not() {
    let folder = Folder::new();
    for (arguments, wanted) in [
        (&["--accept", "1", "--issue", "fare"][..], "there is no issue `fare` = help: did you mean `fares`?"),
        (&["--accept", "1", "--issue", "fares", "--option", "fixd"], "did you mean `fixed`?"),
        (&["--accept", "1", "--option", "fixed"], "add `--issue NAME`"),
        (&["--accept", "1", "--holder", "island"], "did you mean `islands`?"),
        (&["--accept", "2", "--speaker", "2=orlaa"], "did you mean `orla`?"),
        (&["--accept", "2", "--speaker", "2=3"], "there is no candidate 3: they are numbered 1 to 2"),
        (&["--accept", "2", "--speaker", "4=orla"], "neither accepted nor edited here"),
        (&["--edit", "1", "--speaker", "9=orla"], "there is no proposal 9"),
        (&["--accept", "1", "--polarity", "four"], "did you mean `for`?"),
        (&["--accept", "1", "--act", "demand"], "did you mean `demands`?"),
        (&["--accept", "1", "--date", "2026-02-30"], "`2026-02-30` is no day of the calendar"),
        (&["--accept", "1", "--because", "demands.no-fixed-fair"], "did you mean `demands.no-fixed-fare`?"),
        (&["--accept", "1", "--because", "claims.older"], "rests on its document"),
        (&["--accept", "1", "--contradicts", "olden"], "did you mean `older`?"),
        (&["--accept", "1", "--key", "older"], "there is a claim `older` already"),
        (&["--accept", "1", "--key", "a b"], "cannot be the name of a claim"),
        (&["--accept", "5", "--speaker", "orla"], "say how the words reach us: `--manner paraphrase`"),
        (&["--list", "--document", "minute"], "did you mean `minutes`?"),
        (&["--list", "--issue", "fare"], "did you mean `fares`?"),
    ] {
        let said = folder.refuses(arguments);
        assert!(said.contains(wanted), "{arguments:?}: {said}");
    }
}

#[test]
fn numbers_that_there_are_not() {
    let folder = Folder::new();
    for (numbers, wanted) in [
        ("0", "there is no proposal 0: they are numbered 1 to 7"),
        ("8", "there is no proposal 8"),
        ("7-9", "there is no proposal 9"),
        ("5-3", "runs backwards"),
        ("x", "`x` is no number of a proposal"),
        ("1,,2", "`` is no number"),
        ("99999999999999999999", "is no number"),
        ("-1", "`-1` is no number"),
    ] {
        let said = folder.refuses(&[&format!("--accept={numbers}")]);
        assert!(said.contains(wanted), "{numbers}: {said}");
    }
}

#[test]
fn two_claims_of_one_name() {
    let folder = Folder::new();
    let said = folder.refuses(&["--accept", "1,5", "--key", "one"]);
    assert!(said.contains("[5] there is a claim `one` already"), "{said}");
    // Names that are made differ by themselves.
    folder.does(&["--accept", "3", "--issue", "boats", "--speaker", "quay"]);
    folder.does(&["--accept", "4", "--issue", "boats", "--speaker", "quay"]);
    assert!(folder.case().contains("[claims.quay-boats]") && folder.case().contains("[claims.quay-boats-2]"));
}

#[test]
fn a_rejection_without_its_reason() {
    let folder = Folder::new();
    let ran = folder.review(&["--reject", "5"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--why"), "{}", ran.err);
    let said = folder.refuses(&["--reject", "5", "--why", " "]);
    assert!(said.contains("a rejection needs its reason"), "{said}");
}

#[test]
fn nothing_to_undo() {
    let said = Folder::new().refuses(&["--undo"]);
    assert!(said.contains("nothing was decided yet"), "{said}");
}

#[test]
fn files_that_may_only_be_read() {
    for name in [lorn::FILE, "lorn.review.jsonl"] {
        let folder = Folder::new();
        folder.does(&["--reject", "5", "--why", "a mood"]);
        let mut may = fs::metadata(folder.path(name)).unwrap().permissions();
        may.set_readonly(true);
        fs::set_permissions(folder.path(name), may).unwrap();
        let said = folder.refuses(&["--accept", "1"]);
        assert!(said.contains(&format!("{name}` may only be read")), "{said}");
    }
    // A log that cannot be one.
    let folder = Folder::new();
    fs::create_dir(folder.path("lorn.review.jsonl")).unwrap();
    let ran = folder.review(&["--accept", "1"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(folder.case(), lorn::case_text());
}

#[test]
fn not_a_terminal() {
    let said = Folder::new().refuses(&[]);
    assert!(
        said.contains("needs a terminal") && said.contains("`--list`") && said.contains("`--accept 3,5-7`"),
        "{said}"
    );
}

#[test]
fn nobody_decides() {
    let said = Folder::new().refuses(&["--accept", "1", "--by", " "]);
    assert!(said.contains("say it by `--by NAME`"), "{said}");
}

/// The log can be opened but not be written: the case is put back.
#[cfg(target_os = "linux")]
#[test]
fn a_log_that_cannot_be_written_puts_the_case_back() {
    let folder = Folder::new();
    std::os::unix::fs::symlink("/dev/full", folder.path("lorn.review.jsonl")).unwrap();
    let ran = folder.review(&["--accept", "1"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert_eq!(folder.case(), lorn::case_text());
}
