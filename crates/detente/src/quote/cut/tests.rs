use super::*;
use crate::case::Quote;
use crate::quote::find;

/// What the cut around the part in `{` and `}` leaves out.
fn left_out(marked: &str) -> Option<String> {
    let start = marked.find('{').expect("a part begins");
    let end = marked.rfind('}').expect("a part ends") - 1;
    let text = marked.replace(['{', '}'], "");
    cut(&text, &Found { how: super::super::Match::Exact, start, end, times: 1, pieces: vec![(start, end)] })
}

#[test]
fn a_negation_before() {
    for (text, word) in [
        ("They met. No {security guarantees were offered}.", "No"),
        ("Velmar will not {accept the plan}.", "not"),
        ("Velmar won’t {accept the plan}.", "won’t"),
        ("It is not true that {Velmar agreed to withdraw}.", "not"),
        ("He denied that {Velmar had agreed}.", "denied that"),
        ("He denied {having signed}.", "denied"),
        ("His refusal to {hold elections before the accord} is an obstacle.", "refusal to"),
        ("Tarsa rejected calls to {withdraw its troops}.", "rejected"),
        ("Tarsa ruled out {signing a truce}.", "ruled out"),
        ("Tarsa left without {signing the accord}.", "without"),
        ("Neither {side has moved}.", "Neither"),
        ("They did not, he said, {accept the plan}.", "not"),
        ("They did not attend and {sign the accord}.", "not"),
        ("They never (so he says) {signed the accord}.", "never"),
        ("They are far from {ready to sign}.", "far from"),
        ("It is impossible to {sign the accord}.", "impossible to"),
        ("Few {parties agreed}.", "Few"),
        ("In May 2024\nno {observer was let in}.", "no"),
    ] {
        assert_eq!(left_out(text).as_deref(), Some(word), "{text}");
    }
}

#[test]
fn a_condition_on_either_side() {
    for (text, word) in [
        ("If Velmar withdraws, {Tarsa will hold elections}.", "If"),
        ("They sign if {Velmar withdraws}.", "if"),
        ("Tarsa will sign only if {Velmar withdraws its troops}.", "only if"),
        ("Tarsa votes only after {the accord is signed}.", "only after"),
        ("Unless it rains, they said, {the dam stays shut}.", "Unless"),
        ("He asked whether {Velmar would withdraw}.", "whether"),
        ("{Tarsa will sign} unless Velmar attacks.", "unless"),
        ("{Tarsa will sign}, but only if Velmar withdraws.", "only if"),
        ("{Tarsa will sign the accord}, provided that Velmar agrees.", "provided that"),
        ("{Tarsa will sign the accord} provided Velmar agrees.", "provided"),
        ("{Tarsa will sign} on condition that Velmar agrees.", "on condition that"),
        ("{Tarsa will sign} as long as Velmar agrees.", "as long as"),
        ("Subject to approval, {Tarsa will sign}.", "Subject to"),
        ("{Tarsa will sign} subject to approval.", "subject to"),
        ("{Tarsa will sign}, but not this year.", "but not"),
        ("{Tarsa will sign} without Velmar.", "without"),
        ("{A truce} is impossible.", "impossible"),
        ("{The guarantees} were rejected.", "rejected"),
        ("{Tarsa will not hold elections} until the accord is signed.", "until"),
    ] {
        assert_eq!(left_out(text).as_deref(), Some(word), "{text}");
    }
}

#[test]
fn nothing_that_matters() {
    for text in [
        "Tarsa did not attend. {Velmar signed the accord}.",
        "Tarsa did not attend, {Velmar signed the accord}.",
        "Tarsa did not attend and {Velmar signed the accord}.",
        "Tarsa did not attend but {sent a letter}.",
        "Tarsa, which had not been asked, {will hold elections}.",
        "Tarsa, not Velmar, {will hold elections}.",
        "No, {we will sign}.",
        "Not only {Tarsa will sign}.",
        "There is no doubt that {Tarsa will sign}.",
        "In No. 5 {the text is clear}.",
        "Tarsa rejected {the plan of May}.",
        "{Tarsa will hold talks} until May.",
        "{Tarsa signed}; if Velmar attacks, it will answer.",
        "{The guarantees} provided by Velmar are weak.",
        "{Tarsa signed}, adding that if Velmar attacks it will answer.",
        "A few {parties agreed}.",
        "Even if it rains, {the dam stays shut}.",
        "{Will not sign}. Unless it rains.",
        "- If asked\n- {we will sign}",
        "{the whole}",
    ] {
        assert_eq!(left_out(text), None, "{text}");
    }
}

#[test]
fn what_an_ellipsis_hides() {
    let hidden = |text: &str, words: &str| {
        let quote = Quote {
            text: words.into(),
            position: None,
            prefix: None,
            suffix: None,
            place: crate::diagnostic::Place::default(),
        };
        cut(text, &find(&quote, text).expect("it stands there"))
    };
    let text = "The delegation of Tarsa will not, it says, sign the accord of May. It holds elections if asked to do so by all.";
    assert_eq!(hidden(text, "delegation of Tarsa will ... sign the accord").as_deref(), Some("not"));
    assert_eq!(hidden(text, "It holds elections ... to do so").as_deref(), Some("if"));
    assert_eq!(hidden(text, "The delegation of ... the accord of May").as_deref(), Some("not"));
    assert_eq!(hidden(text, "The delegation of Tarsa will not ... sign the accord"), None);
}

/// An ellipsis may leave out what it likes, but not the word that makes the quote say the opposite.
#[test]
fn an_ellipsis_that_turns_the_quote() {
    let turns = |text: &str, words: &str| {
        let place = crate::diagnostic::Place::default();
        let quote = Quote { text: words.into(), position: None, prefix: None, suffix: None, place };
        turned(text, &find(&quote, text).expect("it stands there"))
    };
    let text = "The port will not under any law accept the plan. It can, if asked, accept the other plan.";
    assert_eq!(turns(text, "The port will ... accept the plan").as_deref(), Some("not"));
    assert_eq!(turns(text, "The port will not ... accept the plan"), None);
    assert_eq!(turns(text, "under any law ... accept the other plan"), None);
    assert_eq!(turns(text, "accept the plan"), None);
}

#[test]
fn a_place_that_is_none() {
    let found = Found { how: super::super::Match::Exact, start: 7, end: 3, times: 1, pieces: vec![(7, 3), (90, 99)] };
    assert_eq!(cut("été", &found), None);
}
