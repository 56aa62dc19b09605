//! `detente review` by flags: what becomes of the case and of the log.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/from_root.rs"]
mod from_root;
#[path = "support/lorn.rs"]
mod lorn;
#[path = "support/reviewed.rs"]
mod reviewed;

use std::fs;

use reviewed::{Folder, added};
use serde_json::json;

#[test]
fn an_accepted_proposal_is_a_claim_and_nothing_else_changes() {
    let folder = Folder::new();
    let said = folder.does(&["--accept", "1"]);
    assert!(said.contains("[1] accepted as `claims.orla-will-not-pay`"), "{said}");
    assert!(
        said.contains("the same words stand in [6]: `--accept 6` takes it as a witness of the same moment"),
        "{said}"
    );
    assert!(said.contains("6 proposals left open."), "{said}");
    let new = added(&lorn::case_text(), &folder.case());
    assert_eq!(
        new.trim(),
        "[claims.orla-will-not-pay]\ndocument = \"minutes\"\nquote = \"will not pay a fixed fare\"\n\
         chain = [\"orla\", \"narrator\"]\nmanner = \"mixed\"\nact = \"refuses\"\nmodality = \"intends\"\n\
         utterance = \"will-not-pay\""
    );
    // It stands after the last claim, before the comment that closes the file.
    assert!(folder.case().contains("utterance = \"will-not-pay\"\n\n# --- the end\n"));
    let checked = folder.ask(&["check", lorn::FILE]);
    assert_eq!(checked.code, Some(0), "{}", checked.out);
    let formatted = folder.ask(&["fmt", "--check", lorn::FILE]);
    assert_eq!(formatted.code, Some(0), "{}{}", formatted.out, formatted.err);

    let log = folder.log();
    assert_eq!(log.len(), 1);
    let one = &log[0];
    assert_eq!((&one["by"], &one["decision"]), (&json!("ada"), &json!("accept")));
    assert_eq!((&one["proposal"], &one["document"]), (&json!("000000000001"), &json!("minutes")));
    assert_eq!(one["case_before"], detente::quote::sha256(lorn::case_text().as_bytes()));
    assert_eq!(one["case_after"], detente::quote::sha256(folder.case().as_bytes()));
    let at = one["at"].as_str().unwrap();
    assert!(at.len() == 20 && at.ends_with('Z') && at.as_bytes()[10] == b'T', "{at}");
}

#[test]
fn witnesses_of_one_moment_share_its_name() {
    let folder = Folder::new();
    folder.does(&["--accept", "1"]);
    folder.does(&["--accept", "6"]);
    assert_eq!(folder.case().matches("utterance = \"will-not-pay\"").count(), 2);
    let folder = Folder::new();
    folder.does(&["--accept", "1,6"]);
    assert_eq!(folder.case().matches("utterance = \"will-not-pay\"").count(), 2);
}

#[test]
fn a_pronoun_is_resolved_by_the_reviewer_or_stays_one() {
    let folder = Folder::new();
    let said = folder.refuses(&["--accept", "2"]);
    assert!(said.contains("[2] has no speaker but \u{201c}He\u{201d}: who is that?"), "{said}");
    assert!(said.contains("1 Jon Tarn (spoke before); 2 Lena Orla (named before)"), "{said}");
    assert!(said.contains("`--speaker 2=NAME`"), "{said}");

    folder.does(&["--accept", "2", "--speaker", "2=1"]);
    assert!(folder.case().contains("chain = [\"tarn\", \"narrator\"]"));
    assert_eq!(folder.log()[0]["with"], json!({ "speaker": "tarn" }));
    folder.does(&["--undo", "2"]);
    assert_eq!(folder.case(), lorn::case_text());
    folder.does(&["--accept", "2", "--speaker", "lena orla"]);
    assert!(folder.case().contains("chain = [\"orla\", \"narrator\"]"));
    folder.does(&["--undo"]);
    folder.does(&["--accept", "2", "--unresolved", "2"]);
    assert!(folder.case().contains("chain = [\"He (not resolved)\", \"narrator\"]"), "{}", folder.case());
    assert_eq!(folder.log()[4]["with"], json!({ "unresolved": true }));
}

#[test]
fn a_place_is_written_only_where_words_stand_twice() {
    let folder = Folder::new();
    folder.does(&["--accept", "3-5"]);
    let case = folder.case();
    let start = lorn::MINUTES.match_indices("two boats are enough").nth(1).unwrap().0;
    let start = lorn::MINUTES[..start].chars().count();
    let end = start + "two boats are enough".len();
    assert!(
        case.contains(&format!("quote = {{ text = \"two boats are enough\", start = {start}, end = {end} }}")),
        "{case}"
    );
    assert!(case.contains("quote = \"Two boats are enough\"\nchain = [\"officials\", \"narrator\"]"), "{case}");
    assert!(
        case.contains("quote = \"The talks are a sham.\"\nchain = [\"narrator\"]\nmanner = \"narrated\""),
        "{case}"
    );
    assert_eq!(folder.ask(&["check", lorn::FILE]).code, Some(0));
}

#[test]
fn what_the_reviewer_says_goes_into_the_claim() {
    let folder = Folder::new();
    let said = folder.does(&[
        "--edit",
        "3",
        "--speaker",
        "3=quay",
        "--holder",
        "Quay Office",
        "--issue",
        "Night boats",
        "--option",
        "two",
        "--polarity",
        "for",
        "--manner",
        "mixed",
        "--act",
        "demands",
        "--modality",
        "must",
        "--says",
        "Two are enough.",
        "--trust",
        "low",
        "--date",
        "2026-05-12",
        "--key",
        "quay-two",
    ]);
    assert!(said.contains("[3] edited"), "{said}");
    assert_eq!(folder.case(), lorn::case_text(), "it stays open");
    folder.does(&["--edit", "3", "--trust", ""]);
    let list = folder.does(&["--list", "--issue", "boats"]);
    assert!(list.contains("1 listed") && list.contains("open you say: speaker \u{201c}quay\u{201d}"), "{list}");
    folder.does(&["--accept", "3"]);
    let new = added(&lorn::case_text(), &folder.case());
    assert!(
        new.contains(
            "chain = [\"quay\", \"narrator\"]\nmanner = \"mixed\"\nholder = \"quay\"\nsays = \"Two are enough.\"\n\
             issue = \"boats\"\noption = \"two\"\npolarity = \"for\"\nact = \"demands\"\nmodality = \"must\"\n\
             date = 2026-05-12\n"
        ),
        "{new}"
    );
    assert!(new.contains("[claims.quay-two]") && !new.contains("trust"));
    // Each decision is taken back by itself, the last first.
    for _ in 0..3 {
        folder.does(&["--undo", "3"]);
    }
    let refused = folder.refuses(&["--undo", "3"]);
    assert!(refused.contains("nothing was decided on [3]"), "{refused}");
    assert_eq!(folder.case(), lorn::case_text());
    assert_eq!(folder.log().len(), 6);
}

#[test]
fn a_claim_is_tied_to_elements_and_undone_with_them() {
    let folder = Folder::new();
    folder.does(&[
        "--accept",
        "1",
        "--because",
        "demands.no-fixed-fare",
        "--disputes",
        "two-boats",
        "--disputes",
        "claims.older",
        "--contradicts",
        "older",
    ]);
    let case = folder.case();
    assert!(
        case.contains("basis = \"assumed\" # until somebody says so\nbecause = [\"orla-will-not-pay\"]\n"),
        "{case}"
    );
    assert!(case.contains("because = [\"older\"]\ndisputed_by = [\"orla-will-not-pay\"]\n"), "{case}");
    assert!(case.contains("contradicts = [\"older\"]"), "{case}");
    assert!(case.contains("manner = \"paraphrase\"\ndisputed_by = [\"orla-will-not-pay\"]\n"), "{case}");
    folder.does(&["--undo"]);
    assert_eq!(folder.case(), lorn::case_text());

    // What somebody else made of the claim keeps it.
    folder.does(&["--accept", "1"]);
    let cited = folder.case().replace("because = [\"older\"]", "because = [\"older\", \"orla-will-not-pay\"]");
    fs::write(folder.path(lorn::FILE), &cited).unwrap();
    let refused = folder.refuses(&["--undo"]);
    assert!(
        refused.contains("claim `orla-will-not-pay` is cited by 1 element of the case: `demands.two-boats`"),
        "{refused}"
    );
}

#[test]
fn names_are_learned() {
    let folder = Folder::new();
    let said = folder.does(&["--accept", "3", "--speaker", "quay", "--learn"]);
    assert!(said.contains("`parties.quay.aliases` has The Quay Office"), "{said}");
    assert!(folder.case().contains("name = \"Quay Office\" # it runs the boats\naliases = [\"The Quay Office\"]\n"));
    folder.does(&["--undo"]);
    assert_eq!(folder.case(), lorn::case_text());
    let refused = folder.refuses(&["--accept", "4", "--learn"]);
    assert!(refused.contains("\u{201c}officials\u{201d} is no name"), "{refused}");
}

#[test]
fn all_or_none() {
    let folder = Folder::new();
    let refused = folder.refuses(&["--accept", "1,2,5"]);
    assert!(refused.contains("1 of 3 proposals cannot be accepted, so none was"), "{refused}");
    assert!(refused.contains("[2] has no speaker but"), "{refused}");
    let refused = folder.refuses(&["--accept", "1", "--reject", "1", "--why", "both"]);
    assert!(refused.contains("[1] is accepted already"), "{refused}");
    let said = folder.does(&["--edit", "3", "--issue", "boats", "--accept", "3,4", "--reject", "5", "--why", "a mood"]);
    assert!(said.contains("[5] rejected: a mood") && said.contains("`claims.officials-two-boats-enough`"), "{said}");
    let log = folder.log();
    assert_eq!(log.len(), 4);
    assert!(log.iter().all(|l| l["case_after"] == log[0]["case_after"]));
}

#[test]
fn a_rejection_is_kept_with_its_reason() {
    let folder = Folder::new();
    folder.does(&["--reject", "5", "--why", "the narrator, not Orla"]);
    assert_eq!(folder.log()[0]["why"], "the narrator, not Orla");
    let list = folder.does(&["--list", "--rejected"]);
    assert!(list.contains("rejected: the narrator, not Orla") && list.contains("1 listed"), "{list}");
    let refused = folder.refuses(&["--accept", "5"]);
    assert!(
        refused.contains("[5] was rejected: the narrator, not Orla") && refused.contains("`--undo 5`"),
        "{refused}"
    );
    let log = folder.does(&["--log"]);
    assert!(log.contains("ada: reject [5]: the narrator, not Orla"), "{log}");
    folder.does(&["--undo", "000000000005"]);
    folder.does(&["--accept", "5"]);
    assert!(folder.does(&["--list", "--accepted"]).contains("accepted as `claims.narrator-talks-sham`"));
}

#[test]
fn the_quote_comes_first() {
    let folder = Folder::new();
    let shown = folder.does(&["--show", "2"]);
    let place = |words: &str| shown.find(words).unwrap_or_else(|| panic!("{words} in {shown}"));
    assert!(place("\u{201c}the fund was empty\u{201d}") < place("minutes, line 1: Lena Orla said"));
    assert!(place("He added that the fund was empty. The Quay Office claimed") < place("`[2]` paraphrase"));
    assert!(place("`[2]` paraphrase") < place("\u{201c}He\u{201d}: who? 1 Jon Tarn (spoke before)"));
    assert!(shown.contains("found by the rule `subject-verb`"), "{shown}");
    let shown = folder.does(&["--show", "3"]);
    assert!(shown.contains("contradicts [7]? different numbers"), "{shown}");
    let list = folder.does(&["--list"]);
    assert!(list.contains("7 of 7 proposals open"), "{list}");
    assert!(list.find("\u{201c}will not pay a fixed fare\u{201d}").unwrap() < list.find("`[1]` mixed").unwrap());
}

#[test]
fn programs_get_it_all() {
    let folder = Folder::new();
    folder.does(&["--edit", "2", "--speaker", "2=orla"]);
    for arguments in [
        &["--list", "--json"][..],
        &["--show", "2", "--json"],
        &["--log", "--json"],
        &["--accept", "2,4", "--because", "no-fixed-fare", "--json"],
        &["--reject", "5", "--why", "x", "--json"],
        &["--undo", "--json"],
        &["--list", "--open", "--document", "minutes", "--json"],
    ] {
        let ran = folder.review(arguments);
        assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)), "{arguments:?}");
        from_root::fits("review", &ran.out);
    }
    let ran = folder.review(&["--accept", "99", "--json"]);
    assert_eq!(ran.code, Some(2));
    let value = from_root::fits("review", &ran.out);
    assert_eq!(value["refusal"]["message"], "there is no proposal 99: they are numbered 1 to 7");
    let value = from_root::fits("review", &folder.review(&["--json"]).out);
    assert_eq!(value["answer"]["total"], 7);
    assert_eq!(value["answer"]["proposals"][1]["state"], "accepted");
    assert_eq!(value["answer"]["proposals"][1]["with"]["speaker"], "orla");
}

#[test]
fn words_that_the_case_has_already_are_not_put_in_twice() {
    // As after a crash between the case and the log.
    let folder = Folder::new();
    folder.does(&["--accept", "1"]);
    let case = folder.case();
    fs::remove_file(folder.path("lorn.review.jsonl")).unwrap();
    let said = folder.does(&["--accept", "1"]);
    assert!(said.contains("the case has these words already, as claim `orla-will-not-pay`"), "{said}");
    assert_eq!(folder.case(), case);
    assert_eq!(folder.log()[0]["claim"], "orla-will-not-pay");
}

#[test]
fn line_ends_stay_those_of_the_file() {
    let folder = Folder::new();
    let windows = lorn::case_text().replace('\n', "\r\n");
    fs::write(folder.path(lorn::FILE), &windows).unwrap();
    folder.does(&["--accept", "1,5", "--because", "demands.two-boats"]);
    let case = folder.case();
    assert_eq!(case.matches('\n').count(), case.matches("\r\n").count());
    folder.does(&["--undo"]);
    folder.does(&["--undo"]);
    assert_eq!(folder.case(), windows);
}
