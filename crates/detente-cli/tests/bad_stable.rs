//! Bad input of the question `stable`, from the outside: what is refused says why and what to do, and ends with the exit code
//! that is promised.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

use std::{fs, process::Command};

const FILE: &str = "talks.case.toml";

/// A case in which nothing is wrong.
const SOUND: &str = r#"title = "Night work"
[parties.port]
prefers = [{ nights = "two" }]
[parties.union]
prefers = [{ pay = "more" }, { nights = "none" }]
[issues.nights]
options = ["none", "two"]
decided_by = ["port"]
[issues.pay]
options = ["same", "more"]
decided_by = ["union"]
[constraints.paid-nights]
never = { nights = "two", pay = "same" }
"#;

/// What a run printed, on both streams, and its exit code.
fn run(case: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), case).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.args(["stable", FILE]).args(arguments).current_dir(folder.path()).env("COLUMNS", "100");
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    (text, output.status.code())
}

/// A question that cannot be answered: exit code 2, and all this is said, with `--json` too.
fn refused(case: &str, arguments: &[&str], says: &[&str]) {
    let (text, code) = run(case, arguments);
    assert_eq!(code, Some(2), "{arguments:?}: {text}");
    // Lines are broken anywhere.
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in says.iter().chain(&["help: "]) {
        assert!(plain.contains(part), "{arguments:?} says {part:?}: {text}");
    }
    let (text, code) = run(case, &[arguments, &["--json"]].concat());
    assert_eq!(code, Some(2), "{arguments:?}: {text}");
    // The document comes first; what is said for people follows on the other stream.
    let mut documents = serde_json::Deserializer::from_str(&text).into_iter::<serde_json::Value>();
    let document = documents.next().unwrap().unwrap();
    assert_eq!(document["question"], "stable", "{document}");
    assert!(document["answer"].is_null(), "{document}");
}

fn answered(case: &str, arguments: &[&str]) {
    let (text, code) = run(case, arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {text}");
}

fn instead(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from}");
    SOUND.replace(from, to)
}

#[test]
fn nothing_is_wrong() {
    answered(SOUND, &[]);
    answered(SOUND, &["--package", "nights=two,pay=more"]);
    answered(SOUND, &["--state", "1,3", "--concepts", "nash,sseq", "--convention", "gmcr-plus"]);
    answered(SOUND, &["--mix", "port=nash,union=seq+sim"]);
}

#[test]
fn names_that_are_not_there() {
    refused(SOUND, &["--concepts", "nush"], &["there is no concept `nush`", "did you mean `nash`?"]);
    refused(SOUND, &["--concepts", "howard"], &["there is no concept `howard`", "`ssymseq`"]);
    refused(SOUND, &["--mix", "prot=nash"], &["there is no party `prot`", "did you mean `port`?"]);
    refused(SOUND, &["--mix", "port=nush"], &["there is no concept `nush`"]);
    refused(SOUND, &["--mix", "port=nash"], &["it is not said what union goes by"]);
    refused(SOUND, &["--mix", "port=nash,port=seq"], &["`port` is named twice"]);
    refused(SOUND, &["--state", "4"], &["there is no state 4", "from 1 to 3"]);
    refused(SOUND, &["--state", "0"], &["there is no state 0"]);
    refused(SOUND, &["--state", "first"], &["`first` is not the number of a state"]);
    refused(SOUND, &["--state", "99999999999999999999999"], &["is not the number of a state"]);
    refused(SOUND, &["--package", "night=two"], &["there is no issue `night`", "did you mean `nights`?"]);
    refused(SOUND, &["--package", "nights=three"], &["no option `three`"]);
    refused(SOUND, &["--from", "nights=three,pay=same"], &["no option `three`"]);
}

#[test]
fn what_is_no_state() {
    let says = ["cannot be", "`paid-nights`, line 12"];
    refused(SOUND, &["--package", "nights=two,pay=same"], &says);
    refused(SOUND, &["--from", "nights=two,pay=same"], &says);
    let from_part = run(SOUND, &["--from", "nights=two"]);
    assert_eq!(from_part.1, Some(2), "{}", from_part.0);
}

#[test]
fn what_cannot_be_modelled() {
    let nobody = instead("decided_by = [\"port\"]\n", "").replace("decided_by = [\"union\"]\n", "");
    refused(&nobody, &[], &["no issue says who decides it", "write `decided_by"]);
    let unknown = instead("prefers = [{ nights = \"two\" }]\n", "");
    refused(&unknown, &[], &["port decides", "not said what it prefers", "`prefers = []`"]);
    let one = instead("prefers = [{ nights = \"two\" }]", "ranking = [{ nights = \"none\", pay = \"same\" }]");
    refused(&one, &[], &["the `ranking` of port (line 2) leaves out 2 of the 3 states"]);
    let none = SOUND.to_owned()
        + "[constraints.free]\nnever = { nights = \"none\" }\n[constraints.same]\nnever = { pay = \"more\" }\n";
    refused(&none, &[], &["constraints leave no state", "`detente why`"]);
}

#[test]
fn what_makes_no_sound_file() {
    for now in ["{ nights = \"two\", pay = \"same\" }", "{ nights = \"two\" }"] {
        let (text, code) = run(&format!("status_quo = {now}\n{SOUND}"), &[]);
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains("error[D046]") && text.contains("help: "), "{text}");
    }
}

#[test]
fn a_party_without_moves_is_answered() {
    answered(&instead("decided_by = [\"union\"]", "decided_by = [\"port\"]"), &[]);
}

#[test]
fn seventy_options_with_a_ranking() {
    let mut text = String::from("title = \"Many\"\n");
    for n in 0..70 {
        text += &format!("[issues.i{n}]\noptions = [\"no\", \"yes\"]\ndecided_by = [\"one\"]\n");
    }
    let package: Vec<String> = (0..70).map(|n| format!("i{n} = \"no\"")).collect();
    text += &format!("[parties.one]\nranking = [{{ {} }}]\n", package.join(", "));
    refused(&text, &[], &[]);
}
