//! Bad input about steps and their order, as `check` finds it from the outside: it says where, what it found and what to do,
//! and ends with the exit code that is promised.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

use std::{fs, process::Command};

const FILE: &str = "talks.case.toml";

/// A case in which nothing is wrong; what is added begins in line 14.
const SOUND: &str = r#"title = "Night work"
[parties.port]
[parties.union]

[steps.end-strike]
by = ["union"]
basis = "assumed"

[steps.publish-rota]
by = ["port"]
basis = "assumed"

# What follows is added.
"#;

/// What `check` printed, on both streams, and its exit code.
fn check(more: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), format!("{SOUND}{more}")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.args(["check", FILE]).args(arguments).current_dir(folder.path()).env("COLUMNS", "100");
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    (text, output.status.code())
}

fn told(more: &str, code: i32, line: usize, column: usize, says: &[&str]) {
    let (text, ended) = check(more, &[]);
    assert_eq!(ended, Some(code), "{text}");
    let place = format!("{FILE}:{line}:{column}");
    for part in says.iter().chain(&[place.as_str(), "help: "]) {
        assert!(text.contains(part), "{part:?}: {text}");
    }
    let (text, ended) = check(more, &["--json"]);
    assert_eq!(ended, Some(code), "{text}");
    assert!(text.contains(says[0]), "{:?} with --json: {text}", says[0]);
}

/// An error, in this line and column: exit code 1.
fn refused(more: &str, line: usize, column: usize, says: &[&str]) {
    told(more, 1, line, column, says);
}

/// A warning: exit code 0.
fn warned(more: &str, line: usize, column: usize, says: &[&str]) {
    told(more, 0, line, column, says);
}

fn step(keys: &str) -> String {
    format!("[steps.sign]\nby = [\"port\"]\nbasis = \"assumed\"\n{keys}\n")
}

fn demand(name: &str, party: &str, keys: &str) -> String {
    format!("[demands.{name}]\nparty = \"{party}\"\nbasis = \"assumed\"\n{keys}\n")
}

#[test]
fn steps_nobody_performs() {
    warned("[steps.sign]\nbasis = \"assumed\"\n", 14, 8, &["D068", "nobody performs step `sign`", "`by = "]);
    let waits = demand("a", "port", "step = \"publish-rota\"\non_credit = [\"sign\"]");
    let case = format!("{waits}[steps.sign]\nbasis = \"assumed\"\n");
    refused(&case, 18, 14, &["D042", "nobody performs step `sign`"]);
}

#[test]
fn unknown_ids() {
    for key in ["after", "after_any", "on_credit"] {
        let says = ["D020", "there is no step `publish-rotta`", "did you mean `publish-rota`"];
        refused(&step(&format!("{key} = [\"publish-rotta\"]")), 17, key.len() + 5, &says);
    }
    let lists = step("after_any = [[\"end-strike\"], [\"strike\"]]");
    refused(&lists, 17, 31, &["D020", "there is no step `strike`"]);
    refused(&step("verified_by = \"prot\""), 17, 15, &["D020", "did you mean `port`"]);
    refused("[roadmap]\ngoals = [\"sing\"]\n", 15, 10, &["D020", "there is no step `sing`"]);
    refused(&step("values = { port = 1, onion = 2 }"), 17, 22, &["D020", "did you mean `union`"]);
}

#[test]
fn duplicate_ids() {
    refused(&format!("{}[steps.sign]\nby = [\"union\"]\n", step("")), 18, 8, &["D021", "sign"]);
    let says = ["D069", "`end-strike` stands in this list already", "take it out"];
    warned(&step("after = [\"end-strike\", \"publish-rota\", \"end-strike\"]"), 17, 40, &says);
    warned("[roadmap]\ngoals = [\"end-strike\", \"end-strike\"]\n", 15, 24, &says);
}

#[test]
fn waiting_for_oneself() {
    for key in ["after", "after_any"] {
        let says = ["D041", "a step cannot come after itself"];
        refused(&step(&format!("{key} = [\"sign\"]")), 17, key.len() + 5, &says);
    }
    refused(&step("on_credit = [\"sign\"]"), 17, 14, &["D041", "a step cannot wait for itself"]);
    let demand = demand("a", "port", "step = \"end-strike\"\nonly_after_any = [[\"publish-rota\", \"end-strike\"]]");
    refused(&demand, 18, 36, &["D041", "a step cannot come after itself"]);
}

#[test]
fn one_act_and_one_after_the_other() {
    let at_once = demand("at-once", "port", "together = [\"end-strike\", \"publish-rota\"]");
    let after = |party| demand("later", party, "step = \"end-strike\"\nonly_after = [\"publish-rota\"]");
    let case = at_once.clone() + &after("port");
    refused(&case, 18, 10, &["D048", "`at-once` and `later`", "keep one of the two"]);
    let case = at_once + &after("union");
    warned(&case, 18, 10, &["D080", "`at-once`", "`later`", "at one moment"]);
}

#[test]
fn negative_durations() {
    refused(&step("days = -3"), 17, 8, &["D013", "-3, which is not from 0 to 36500"]);
    let days = step("verified_by = \"union\"\nverification_days = -1");
    refused(&days, 18, 21, &["D013", "-1, which is not from 0 to 36500"]);
    warned(&step("verification_days = 1"), 17, 1, &["D069", "without `verified_by`"]);
}

#[test]
fn dates_outside_the_calendar() {
    for date in ["2026-02-30", "2026-13-01", "2026-00-10", "-2026-01-01", "12026-01-01"] {
        let (text, code) = check(&step(&format!("not_before = {date}")), &[]);
        assert_eq!(code, Some(1), "{date}: {text}");
        assert!(text.contains(&format!("{FILE}:17:")) && text.contains("help: "), "{date}: {text}");
        refused(&step(&format!("not_before = \"{date}\"")), 17, 14, &["D017", "this is no date"]);
    }
    let dates = step("not_before = 2026-05-02\nnot_after = 2026-05-01");
    refused(&dates, 18, 1, &["D017", "before `not_before`", "exchange the two"]);
    let dates = "[roadmap]\nstart = 2026-05-02\ndeadline = 2025-05-02\n";
    refused(dates, 16, 1, &["D017", "before `start`", "exchange the two"]);
}

#[test]
fn goals_that_nothing_reaches() {
    let goal = |step: &str| format!("{step}[roadmap]\ngoals = [\"sign\"]\n");
    warned(&goal("[steps.sign]\nbasis = \"assumed\"\n"), 14, 8, &["D082", "nobody performs it"]);
    let late = "[steps.never]\nbasis = \"assumed\"\n".to_owned() + &step("after = [\"never\"]");
    warned(&goal(&late), 16, 8, &["D082", "can never be done"]);
    let ring = step("on_credit = [\"other\"]")
        + "[steps.other]\nby = [\"port\"]\nbasis = \"assumed\"\nafter = [\"third\"]\n\
           [steps.third]\nby = [\"port\"]\nbasis = \"assumed\"\nafter = [\"other\"]\n";
    warned(&goal(&ring), 14, 8, &["D082", "can never be done"]);
}

#[test]
fn values_that_miss_a_party() {
    refused(&step("values = { port = -10 }"), 17, 10, &["D047", "leave out `union`", "0 if it is all the same"]);
}

#[test]
fn guarantees_that_say_half() {
    let guarantee = |keys: &str| format!("[guarantees.fund]\nby = \"port\"\nbasis = \"assumed\"\n{keys}\n");
    refused(&guarantee("covers = \"union\""), 17, 1, &["D011", "no `cover`", "they belong together"]);
    refused(&guarantee(""), 14, 13, &["D011", "neither covers nor binds anybody"]);
    warned(&guarantee("binds = \"port\"\nforfeit = 1"), 17, 1, &["D069", "the party that gives it"]);
}

#[test]
fn whoever_verifies_itself() {
    warned(&step("verified_by = \"port\""), 17, 1, &["D081", "the party that performs this step"]);
}
