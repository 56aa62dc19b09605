//! The question `roadmap` from the outside: what it writes, and what it refuses, with the reason and what to do.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

use std::{fs, path::PathBuf, process::Command};

use serde_json::Value;

const FILE: &str = "talks.case.toml";

/// A ring, and an order where work has gone up to five nights; nothing is wrong.
const SOUND: &str = r#"title = "Night work"
[parties.port]
[parties.union]
[issues.nights]
options = ["two", "five"]
[constraints.bonus]
never = { nights = "five" }
[demands.rota-first]
party = "union"
step = "end-strike"
only_after = ["publish-rota"]
firmness = 40
[demands.work-first]
party = "port"
step = "publish-rota"
only_after = ["end-strike"]
firmness = 30
[steps.end-strike]
by = ["union"]
days = 2
[steps.publish-rota]
by = ["port"]
days = 7
[steps.five-nights]
by = ["port"]
carries_out = { nights = "five" }
"#;

struct Run {
    folder: tempfile::TempDir,
    text: String,
    code: Option<i32>,
}

impl Run {
    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }
}

/// What a run printed, on both streams, and its exit code.
fn run(case: &str, arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), case).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.args(["roadmap", FILE]).args(arguments).current_dir(folder.path()).env("COLUMNS", "100");
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    Run { folder, text, code: output.status.code() }
}

/// A question that cannot be answered: exit code 2, and all this is said, with `--json` too; no file is written.
fn refused(case: &str, arguments: &[&str], says: &[&str]) {
    let outputs = ["--svg", "a.svg", "--csv", "a.csv"];
    let run_with = |more: &[&str]| run(case, &[arguments, more].concat());
    let one = run_with(&outputs);
    assert_eq!(one.code, Some(2), "{arguments:?}: {}", one.text);
    assert!(!one.file("a.svg").exists() && !one.file("a.csv").exists());
    // Lines are broken anywhere.
    let plain = one.text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in says.iter().chain(&["help: "]) {
        assert!(plain.contains(part), "{arguments:?} says {part:?}: {}", one.text);
    }
    let two = run_with(&["--json"]);
    if arguments.iter().any(|a| ["--ics", "--bridge"].contains(a)) {
        return;
    }
    assert_eq!(two.code, Some(2), "{arguments:?}: {}", two.text);
    let mut documents = serde_json::Deserializer::from_str(&two.text).into_iter::<Value>();
    let document = documents.next().unwrap().unwrap();
    assert_eq!(document["question"], "roadmap", "{document}");
    assert!(document["answer"].is_null(), "{document}");
}

fn facts(case: &str, arguments: &[&str]) -> Value {
    let run = run(case, &[arguments, &["--json"]].concat());
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.text);
    let mut documents = serde_json::Deserializer::from_str(&run.text).into_iter::<Value>();
    documents.next().unwrap().unwrap()["answer"].clone()
}

fn instead(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from}");
    SOUND.replace(from, to)
}

#[test]
fn a_ring_and_its_bridges() {
    let answer = facts(SOUND, &[]);
    assert_eq!(answer["verdict"], "bridged");
    assert_eq!(answer["bridges"]["found"].as_array().unwrap().len(), 2);
    assert_eq!(answer["bridges"]["found"][0]["cost"], 30);
    assert_eq!(answer["bridges"]["found"][0]["order"]["days"], 9);
    let one = facts(SOUND, &["--max", "1"]);
    assert_eq!((&one["bridges"]["complete"], &one["bridges"]["least"]), (&false.into(), &40.into()));
    assert_eq!(facts(SOUND, &["--way-out", "1"])["verdict"], "open");
    assert_eq!(facts(SOUND, &["--goal", "end-strike"])["goals"], serde_json::json!(["end-strike"]));
}

#[test]
fn files_that_are_written() {
    let start = ["--start", "2026-03-02"];
    let outputs = ["--svg", "a.svg", "--graph", "g.svg", "--ics", "a.ics", "--csv", "a.csv", "--bridge", "2"];
    let run = run(SOUND, &[&start[..], &outputs[..]].concat());
    assert_eq!(run.code, Some(0), "{}", run.text);
    assert!(run.read("a.svg").starts_with("<svg") && run.read("g.svg").starts_with("<svg"));
    let calendar = run.read("a.ics");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2);
    // With the second bridge the union goes first.
    let table = run.read("a.csv");
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[1].starts_with("end-strike,"), "{table}");
    assert!(lines[1].contains("2026-03-02,2026-03-03"), "{table}");
}

#[test]
fn nothing_to_put_in_order() {
    let case = "title = \"t\"\n[parties.port]\n[issues.nights]\noptions = [\"two\", \"five\"]\n";
    refused(case, &[], &["this case has no steps"]);
}

#[test]
fn names_that_are_not_there() {
    refused(SOUND, &["--goal", "end-strik"], &["there is no step `end-strik`", "did you mean `end-strike`?"]);
    refused(SOUND, &["--deal", "nush"], &["there is no solution `nush`", "did you mean `nash`?"]);
    refused(SOUND, &["--package", "nights=thre"], &["has no option `thre`"]);
    refused(SOUND, &["--way-out", "0"], &["ways out are counted from 1"]);
    refused(SOUND, &["--way-out", "9"], &["there is no way out number 9", "`why` lists 2"]);
    refused(SOUND, &["--bridge", "9"], &["there is no bridge number 9", "lists 2"]);
    refused(SOUND, &["--max", "0"], &["bridges are counted from 1"]);
}

#[test]
fn goals_that_nothing_reaches() {
    refused(SOUND, &["--goal", "five-nights"], &["step `five-nights` carries out what this package does not contain"]);
    let case = format!("{SOUND}[roadmap]\ngoals = [\"five-nights\"]\n");
    refused(&case, &[], &["every goal of the roadmap carries out what this package does not contain"]);
}

#[test]
fn packages_that_cannot_be() {
    refused(SOUND, &["--package", "nights=five"], &["constraint `bonus` rules this package out"]);
    let two = "[demands.two]\nparty = \"port\"\nrequire = { nights = \"two\" }\nfirmness = \"absolute\"\n";
    let five = "[demands.five]\nparty = \"union\"\nrequire = { nights = \"five\" }\nfirmness = \"absolute\"\n";
    refused(&format!("{SOUND}{two}{five}"), &[], &["no package is possible"]);
    refused(SOUND, &["--deal", "nash"], &["no principal has `wants`"]);
}

#[test]
fn dates_that_cannot_be() {
    for date in ["2026-02-30", "soon", "26-01-01", "2026-1-1"] {
        let run = run(SOUND, &["--start", date]);
        assert_eq!(run.code, Some(2), "{}", run.text);
        assert!(run.text.contains("give a date of the calendar, as in 2026-01-15"), "{}", run.text);
    }
    let order = ["--start", "2026-03-02", "--deadline", "2026-03-01"];
    refused(SOUND, &order, &["the deadline, 2026-03-01, is before the start, 2026-03-02"]);
    refused(SOUND, &["--start", "9999-12-30"], &["the calendar ends with the year 9999"]);
    refused(SOUND, &["--ics", "a.ics"], &["there is no first day"]);
}

#[test]
fn too_late_is_told_and_not_refused() {
    let late = instead("days = 7", "days = 7\nnot_after = 2026-03-04");
    let run = run(&late, &["--start", "2026-03-02", "--deadline", "2026-03-05"]);
    assert_eq!(run.code, Some(0), "{}", run.text);
    let plain = run.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain.contains("Too late: the whole ends 5 days after its last day"), "{}", run.text);
    assert!(plain.contains("Too late: “publish-rota” ends 4 days after its last day"), "{}", run.text);
}

#[test]
fn a_file_that_cannot_be_written() {
    let run = run(SOUND, &["--svg", "nowhere/a.svg"]);
    assert_eq!(run.code, Some(2), "{}", run.text);
    assert!(run.text.contains("nowhere/a.svg"), "{}", run.text);
    assert!(!run.file("nowhere").exists());
    let twice = self::run(SOUND, &["--svg", "a.svg", "--graph", "a.svg"]);
    assert_eq!(twice.code, Some(2), "{}", twice.text);
    assert!(twice.text.contains("`a.svg` would be written twice") && !twice.file("a.svg").exists());
    let none = self::run(SOUND, &["--graph", "g.svg", "--bridge", "9"]);
    assert!(none.code == Some(2) && !none.file("g.svg").exists(), "{}", none.text);
}

#[test]
fn the_same_bytes_each_time() {
    let once = run(SOUND, &["--json", "--start", "2026-03-02"]).text;
    assert_eq!(once, run(SOUND, &["--json", "--start", "2026-03-02"]).text);
}

/// Who has given more than it got is asked in the order in which steps are done, not in that in which they begin.
#[test]
fn what_is_done_last_counts_last() {
    let case = r#"title = "Long and short"
[parties.a]
[parties.b]
[steps.long-gift]
by = ["b"]
days = 100
values = { a = 50, b = -5 }
[steps.short-sacrifice]
by = ["a"]
days = 1
values = { a = -40, b = 60 }
"#;
    let answer = facts(case, &[]);
    let stakes = &answer["order"]["stakes"]["exposure"];
    assert_eq!(answer["order"]["acts"], serde_json::json!([["short-sacrifice"], ["long-gift"]]));
    assert_eq!((&stakes["a"]["exposure"]["value"], &stakes["b"]["exposure"]["value"]), (&40.into(), &0.into()));
    // Before the long gift its giver would stop, and nobody before the sacrifice.
    let hold = &answer["order"]["stakes"]["hold"];
    assert_eq!((&hold["fails"], &hold["turns"][1]["party"]), (&1.into(), &"b".into()));
}

#[test]
fn what_is_needed_is_not_rounded() {
    let valued = |step: &str, values: &str| format!("[steps.{step}]\nby = [\"port\"]\nvalues = {values}\n");
    let case =
        "title = \"t\"\n[parties.port]\n[parties.union]\n".to_owned() + &valued("give", "{ port = -0.04, union = 1 }");
    let text = run(&case, &[]).text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("it is out by 0.04") && text.contains("A further forfeit of 0.04"), "{text}");
}
