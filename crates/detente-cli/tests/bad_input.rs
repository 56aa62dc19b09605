//! Bad input, from the outside: whatever the file holds, the program says where, what it found and what to do, ends with
//! the exit code that it promises, and never panics.

#![allow(
    clippy::unwrap_used,
    clippy::format_collect,
    clippy::many_single_char_names,
    clippy::implicit_clone,
    clippy::needless_range_loop,
    reason = "a test that fails is a test that panics, and plain loops are read fastest"
)]

use std::{
    fs,
    io::Read,
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

const FILE: &str = "talks.case.toml";

/// The beginning of a case in which nothing is wrong.
const SOUND: &str = r#"title = "Night work"
[parties.port]
[parties.union]
[issues.nights]
options = ["none", "two"]
"#;

/// A folder with a case file.
fn folder(case: impl AsRef<[u8]>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), case).unwrap();
    folder
}

fn detente(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.args(arguments).current_dir(folder).env("COLUMNS", "100");
    command
}

/// What a run printed, on both streams, and its exit code.
fn told(output: &Output) -> (String, Option<i32>) {
    let text = String::from_utf8(output.stdout.clone()).unwrap() + &String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    (text, output.status.code())
}

fn run(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    told(&detente(folder, arguments).output().unwrap())
}

/// A file with errors: `check` and `why` both refuse it with exit code 1, and say all this.
fn refused(case: impl AsRef<[u8]>, says: &[&str]) {
    refused_in(&folder(case), says);
}

fn refused_in(folder: &TempDir, says: &[&str]) {
    for question in ["check", "why"] {
        let (text, code) = run(folder.path(), &[question, FILE]);
        assert_eq!(code, Some(1), "{question}: {text}");
        for part in says.iter().chain(&["error[D", "help: "]) {
            assert!(text.contains(part), "{question} says {part:?}: {text}");
        }
    }
}

/// A suspicious file: `check` warns, and `why` answers.
fn warned(case: &str, says: &[&str]) {
    let folder = folder(case);
    let (text, code) = run(folder.path(), &["check", FILE]);
    assert_eq!(code, Some(0), "{text}");
    for part in says.iter().chain(&["warning[D", "help: "]) {
        assert!(text.contains(part), "{part:?}: {text}");
    }
    let (text, code) = run(folder.path(), &["why", FILE]);
    assert_eq!(code, Some(0), "{text}");
}

fn with(more: &str) -> String {
    format!("{SOUND}{more}")
}

/// A place as it stands in messages.
fn at(line: usize, column: usize) -> String {
    format!("{FILE}:{line}:{column}")
}

// The text of the file.

#[test]
fn not_utf8() {
    refused(b"title = \"Gespr\xe4che\"\n", &["D002", "not UTF-8", "line 1, column 15", "0xe4", "encoding"]);
}

#[test]
fn not_toml() {
    refused("Dear all,\nhere are the minutes.\n", &["D001", &at(1, 6)]);
    refused("title = \n", &["D001", &at(1, 9)]);
    refused("{ \"title\": \"Night work\" }\n", &["D001", &at(1, 1)]);
    refused(with("[demands.no-five\nparty = \"union\"\n"), &["D001", &at(6, 17)]);
}

#[test]
fn empty_file() {
    refused("", &["D011", FILE, "`title`"]);
}

#[test]
fn nothing_but_comments() {
    refused("# our case\n# to be written\n", &["D011", &at(1, 1), "`title`"]);
}

#[test]
fn far_too_large() {
    let folder = folder("");
    let file = fs::File::options().write(true).open(folder.path().join(FILE)).unwrap();
    // Sparse files: they take no room. The second could not be read into memory.
    for size in [100 << 20, 1 << 40] {
        if file.set_len(size).is_err() {
            continue;
        }
        let begun = Instant::now();
        refused_in(&folder, &["D003", FILE, "16 MiB", "documents beside the case"]);
        assert!(begun.elapsed() < Duration::from_secs(20), "it is refused at once: {:?}", begun.elapsed());
    }
}

#[test]
fn nested_a_thousand_deep() {
    let deep = |open: &str, close: &str| with(&format!("x = {}{}\n", open.repeat(1000), close.repeat(1000)));
    refused(deep("[", "]"), &["D001", "recursion", &format!("{FILE}:6:")]);
    refused(deep("{ a = ", " }"), &["D001", "recursion", &format!("{FILE}:6:")]);
    refused(with(&format!("[{}]\n", ["a"; 1000].join("."))), &["D001", "recursion"]);
}

// Keys and names.

#[test]
fn unknown_keys() {
    refused(
        with("[demands.no-two]\nparty = \"union\"\nneve = { nights = \"two\" }\n"),
        &["D010", &at(8, 1), "`neve`", "did you mean `never`?"],
    );
    refused(with("[demnds.no-two]\n"), &["D010", &at(6, 2), "`demnds`", "did you mean `demands`?"]);
    refused(with("[steps.sign]\ncolour = \"red\"\n"), &["D010", &at(7, 1), "`colour`"]);
}

#[test]
fn unknown_names() {
    let demand = |party: &str, pattern: &str| {
        with(&format!("[demands.no-two]\nparty = \"{party}\"\nnever = {pattern}\nbasis = \"assumed\"\n"))
    };
    refused(demand("unoin", "{ nights = \"two\" }"), &["D020", &at(7, 9), "`unoin`", "did you mean `union`?"]);
    refused(demand("union", "{ night = \"two\" }"), &["D020", &at(8, 11), "`night`", "did you mean `nights`?"]);
    refused(demand("union", "{ nights = \"tow\" }"), &["D020", &at(8, 20), "`tow`", "did you mean `two`?"]);
    refused(demand("nobody-at-all", "{ nights = \"two\" }"), &["D020", "there is `port`, `union`"]);
}

#[test]
fn duplicate_names() {
    refused(with("[parties.port]\n"), &["D021", &at(6, 10), "rename one"]);
    refused(with("[issues.pay]\noptions = [\"same\", \"same\"]\n"), &["D021", &at(7, 20), "`same`"]);
    // The same sign in two encodings: one character, or a letter and an accent.
    refused(with("[issues.pay]\noptions = [\"\u{e9}t\u{e9}\", \"e\u{301}te\u{301}\"]\n"), &["D021", &at(7, 19)]);
    refused(
        with("[parties.\"\u{e9}t\u{e9}\"]\n[parties.\"e\u{301}te\u{301}\"]\n"),
        &["D021", &at(7, 10), "encoded differently"],
    );
}

// Parties, issues, numbers.

#[test]
fn empty_issue() {
    refused(with("[issues.pay]\n"), &["D011", &at(6, 9), "`options`"]);
    refused(with("[issues.pay]\noptions = []\n"), &["D031", &at(7, 11), "at least two"]);
    refused(with("[issues.pay]\noptions = {}\n"), &["D031", &at(7, 11), "at least two"]);
}

#[test]
fn one_option() {
    warned(&with("[issues.pay]\noptions = [\"same\"]\n"), &["D060", &at(6, 9), "it is settled"]);
}

#[test]
fn no_principal() {
    let issue = "[issues.nights]\noptions = [\"none\", \"two\"]\n";
    refused(format!("title = \"x\"\n{issue}"), &["D030", FILE, "[parties.NAME]"]);
    let mediator = "[parties.office]\nrole = \"mediator\"\n";
    refused(format!("title = \"x\"\n{mediator}{issue}"), &["D030", &at(2, 10), "[parties.NAME]"]);
}

/// A case with a number as a weight, a value and a walk-away, and the lines and columns of the three.
fn numbers(weight: &str, value: &str, walk_away: &str) -> String {
    format!(
        "title = \"x\"\n[parties.port]\nbasis = \"assumed\"\nweights.nights = {weight}\nwants.nights.none = {value}\n\
         wants.nights.two = 0\nwalk_away = {walk_away}\n[issues.nights]\noptions = [\"none\", \"two\"]\n"
    )
}

#[test]
fn numbers_that_cannot_be() {
    let sound = folder(numbers("33.3", "99.9", "12.5"));
    assert_eq!(run(sound.path(), &["check", FILE]).1, Some(0));
    for number in ["-5", "-0.001", "nan", "inf", "-inf", "1e30", "1e400", "9".repeat(40).as_str()] {
        refused(numbers(number, "1", "1"), &["D013", &at(4, 18)]);
        refused(numbers("1", number, "1"), &["D013", &at(5, 21)]);
        refused(numbers("1", "1", number), &["D013", &at(7, 13)]);
    }
    refused(numbers("1", "1", "100.5"), &["D013", &at(7, 13), "100.5", "from 0 to 100"]);
    refused(numbers("\"many\"", "1", "1"), &["D012", &at(4, 18), "found a text"]);
    for firmness in ["0", "-1", "101", "nan"] {
        let demand = format!("[demands.d]\nparty = \"port\"\nnever.nights = \"two\"\nfirmness = {firmness}\n");
        refused(with(&demand), &["D013", &at(9, 12), "from 1 to 100"]);
    }
}

#[test]
fn weights_all_zero() {
    refused(numbers("0", "1", "1"), &["D032", &at(4, 1), "all zero", "a weight above 0"]);
}

// Steps.

#[test]
fn a_step_after_itself() {
    refused(with("[steps.sign]\nby = [\"port\"]\nafter = [\"sign\"]\n"), &["D041", &at(8, 10), "after itself"]);
    refused(with("[steps.sign]\nby = [\"port\"]\nafter_any = [\"sign\"]\n"), &["D041", &at(8, 14)]);
    let demand = "[demands.d]\nparty = \"union\"\nstep = \"sign\"\nonly_after = [\"sign\"]\n";
    refused(with(&format!("[steps.sign]\nby = [\"port\"]\n{demand}")), &["D041", &at(11, 15)]);
}

#[test]
fn a_demand_about_a_step_that_nobody_owns() {
    let demand = "[demands.d]\nparty = \"union\"\nstep = \"sign\"\nonly_after = [\"pay\"]\n";
    refused(
        with(&format!("[steps.sign]\n[steps.pay]\nby = [\"port\"]\n{demand}")),
        &["D042", &at(11, 8), "`sign`", "by = ["],
    );
    refused(with(&format!("[steps.sign]\nby = [\"port\"]\n[steps.pay]\n{demand}")), &["D042", &at(12, 15), "`pay`"]);
}

// Documents.

const CLAIM: &str = "[claims.vote]\ndocument = \"leaflet\"\nquote = \"against four nights\"\n[documents.leaflet]\n";

#[test]
fn a_quote_not_in_its_document() {
    let folder = folder(with(&format!("{CLAIM}file = \"leaflet.md\"\n")));
    fs::write(folder.path().join("leaflet.md"), "Our members voted against five nights.\n").unwrap();
    refused_in(
        &folder,
        &[
            "D052",
            &at(8, 9),
            "nearest, at line 1 of `leaflet.md`",
            "`five` where the quote has `four`",
            "copy the words as they stand",
        ],
    );
}

#[test]
fn a_document_that_is_missing() {
    let case = with(&format!("{CLAIM}file = \"leaflet.md\"\n"));
    let (text, _) = run(folder(&case).path(), &["check", FILE]);
    assert!(!text.contains("the path of a case file"), "the help is about a document: {text}");
    refused(&case, &["D050", &at(10, 8), "there is no file `leaflet.md`", "put the text there"]);
}

#[test]
fn a_document_that_is_a_directory() {
    let folder = folder(with(&format!("{CLAIM}file = \"leaflet\"\n")));
    fs::create_dir(folder.path().join("leaflet")).unwrap();
    refused_in(&folder, &["D050", &at(10, 8), "`leaflet` is a directory"]);
}

#[test]
fn a_document_that_was_changed() {
    let folder = folder(with(&format!("{CLAIM}file = \"leaflet.md\"\nsha256 = \"{}\"\n", "0".repeat(64))));
    fs::write(folder.path().join("leaflet.md"), "Our members voted against four nights.\n").unwrap();
    refused_in(&folder, &["D051", &at(11, 10), "not the one recorded", "sha256 = \""]);
}

#[test]
fn a_document_outside_of_the_folder() {
    for path in ["../secret.md", "/etc/hostname", "minutes/../../secret.md", "C:/secret.md"] {
        let (text, code) = {
            let folder = folder(with(&format!("{CLAIM}file = \"{path}\"\n")));
            fs::write(folder.path().join("secret.md"), "against four nights").unwrap();
            run(folder.path(), &["check", FILE])
        };
        assert_eq!(code, Some(1), "{text}");
        for part in ["D016", &at(10, 8), path, "leads out of the folder", "help: "] {
            assert!(text.contains(part), "{part:?}: {text}");
        }
    }
}

#[test]
fn documents_derived_from_each_other() {
    let derived = |of: &str, from: &str| format!("[documents.{of}]\nderived_from = \"{from}\"\n");
    let three = [derived("a", "b"), derived("b", "c"), derived("c", "a")].concat();
    refused(with(&three), &["D054", &at(6, 12), "`a` from `b` from `c` from `a`"]);
    refused(with(&derived("a", "a")), &["D054", &at(6, 12)]);
}

// Files that cannot be read at all.

#[test]
fn a_file_that_does_not_exist() {
    let empty = tempfile::tempdir().unwrap();
    for question in ["why", "check", "cite", "fmt"] {
        let (text, code) = run(empty.path(), &[question, "talk.case.toml"]);
        assert_eq!(code, Some(2), "{question}: {text}");
        assert!(text.contains("there is no file `talk.case.toml`") && text.contains("detente new"), "{text}");
    }
    let (text, code) = run(folder(SOUND).path(), &["why", "talk.case.toml"]);
    assert_eq!(code, Some(2));
    assert!(text.contains("did you mean") && text.contains(FILE), "{text}");
}

#[test]
fn of_several_files_the_nearest_is_meant() {
    let folder = folder(SOUND);
    fs::write(folder.path().join("another.case.toml"), SOUND).unwrap();
    let (text, _) = run(folder.path(), &["why", "talk.case.toml"]);
    assert!(text.contains("did you mean") && text.contains(FILE), "{text}");
}

#[test]
fn a_file_that_is_a_directory() {
    let folder = folder(SOUND);
    for question in ["why", "check", "cite", "fmt"] {
        let (text, code) = run(folder.path(), &[question, "."]);
        assert_eq!(code, Some(2), "{question}: {text}");
        assert!(text.contains("`.` is a directory") && text.contains(FILE), "{text}");
    }
}

/// Between the listing of a folder and the reading of it, a file may go.
#[cfg(unix)]
#[test]
fn a_file_that_vanished() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("gone.toml", folder.path().join(FILE)).unwrap();
    let (text, code) = run(folder.path(), &["why", FILE]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains(&format!("there is no file `{FILE}`")), "{text}");
    assert!(!text.contains("did you mean"), "what cannot be read is not proposed: {text}");
}

// Signs that steer a terminal.

const STEERING: &str = r#"title = "A \u001b[31mred\u001b[0m title\u0007"
[parties.port]
name = "Port\u001b]0;window\u0007"
[parties.union]
name = "Union\u009b2J"
[issues.nights]
name = "Nights\rhidden\nline"
options = { none = "None\u001b[2J", two = "Two\u007f" }
[demands.no-nights]
name = "no nights\u001b[1A"
party = "union"
require = { nights = "none" }
because = ["vote"]
[demands.nights]
party = "port"
require = { nights = "two" }
basis = "assumed"
[steps.sign]
name = "Sign\u001b[5m"
by = ["port"]
basis = "assumed"
[claims.vote]
document = "leaflet"
quote = "voted \u001b[41m against"
chain = ["union\u001b[42m", "narrator"]
obstacle = "port"
[documents.leaflet]
title = "Leaflet\u001b[43m"
file = "leaflet.md"
"#;

fn steers(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n')
}

#[test]
fn signs_that_steer_a_terminal_stay_inside() {
    let folder = folder(STEERING);
    fs::write(folder.path().join("leaflet.md"), "\u{1b}[2JWe voted \u{1b}[41m against\u{7} it.\n").unwrap();
    for arguments in [
        &["why", FILE, "--reading", "all"][..],
        &["why", FILE, "--package", "nights=two"],
        &["why", FILE, "--markdown"],
        &["why", FILE, "--json"],
        &["check", FILE],
        &["check", FILE, "--concise"],
        &["check", FILE, "--json"],
        &["cite", FILE],
        &["cite", FILE, "demands.no-nights"],
        &["cite", FILE, "demands.no-nights", "--markdown"],
        &["cite", FILE, "demands.no-nights", "--json"],
    ] {
        let (text, code) = run(folder.path(), arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {text:?}");
        assert!(!steers(&text), "{arguments:?}: {text:?}");
    }
}

#[test]
fn signs_that_steer_a_terminal_stay_inside_messages() {
    let escape = "\\u001b[31m";
    for case in [
        format!("title = \"x\"\n[parties.\"a{escape}\"]\n"),
        with(&format!("[demands.d]\nparty = \"unio{escape}\"\nbasis = \"assumed{escape}\"\n")),
        with(&format!("\"key{escape}\" = 1\n")),
        with(&format!("[issues.pay]\noptions = [\"a{escape}\", \"a{escape}\"]\n")),
        with(&format!("{CLAIM}file = \"leaflet{escape}.md\"\n")),
        with(&CLAIM.replace("four", &format!("four{escape}"))).to_string() + "file = \"leaflet.md\"\n",
        "title = \"x\u{1b}[31m\"\n".to_owned(),
        with("\u{1b}[31m = 1 # \u{1b}[2J\n"),
    ] {
        let folder = folder(&case);
        fs::write(folder.path().join("leaflet.md"), "voted \u{1b}[2J against four \u{1b}[31m nights\n").unwrap();
        for arguments in [&["check", FILE][..], &["check", FILE, "--concise"], &["why", FILE], &["fmt", FILE]] {
            let (text, code) = run(folder.path(), arguments);
            assert!(code == Some(1) || arguments[0] == "fmt", "{arguments:?}: {text:?}");
            assert!(!steers(&text), "{arguments:?}: {text:?}");
        }
    }
}

// Pipes and signals.

/// Numbers drawn by a fixed rule (the generator of Knuth's MMIX).
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// Three different numbers.
    fn three(&mut self, most: u64) -> [u64; 3] {
        loop {
            let [x, y, z] = [self.below(most), self.below(most), self.below(most)];
            if x != y && y != z && z != x {
                return [x, y, z];
            }
        }
    }

    fn option(&mut self) -> &'static str {
        ["a", "b"][self.below(2) as usize]
    }
}

/// A case of one knot: demands that each tie three of the issues together. With 8 issues and 40 demands the answer is
/// quickly found and long; with 40 and 300 there are more conflicts and ways out than anybody could list.
fn tangled(issues: u64, demands: usize) -> String {
    let mut case = String::from("title = \"Everything hangs on everything\"\n[parties.port]\n");
    for issue in 0..issues {
        case.push_str(&format!("[issues.i{issue}]\noptions = [\"a\", \"b\"]\n"));
    }
    let mut draw = Draw(7);
    for demand in 0..demands {
        let [x, y, z] = draw.three(issues);
        let [a, b, c] = [draw.option(), draw.option(), draw.option()];
        case.push_str(&format!(
            "[demands.d{demand}]\nparty = \"port\"\nif = {{ i{x} = \"{a}\", i{y} = \"{b}\" }}\n\
             then = {{ i{z} = \"{c}\" }}\nbasis = \"assumed\"\n"
        ));
    }
    case
}

fn hard() -> String {
    tangled(40, 300)
}

/// A run of `why` on a hard case that would take very long.
fn long_search(folder: &TempDir, more: &[&str]) -> Child {
    let arguments = [&["why", FILE, "--effort", "1000000000000"], more].concat();
    detente(folder.path(), &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_closed_pipe_is_nobodys_fault() {
    let folder = folder(tangled(8, 60));
    let whole = detente(folder.path(), &["why", FILE, "--json"]).output().unwrap().stdout;
    assert!(whole.len() > 1 << 18, "the answer is longer than what a pipe holds: {}", whole.len());
    for arguments in [
        &["why", FILE, "--json"][..],
        &["why", FILE],
        &["check", FILE],
        &["schema"],
        &["schema", "--reference"],
        &["explain"],
        &["--help"],
    ] {
        for read_some in [false, true] {
            let mut child =
                detente(folder.path(), arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let mut out = child.stdout.take().unwrap();
            if read_some {
                out.read_exact(&mut [0; 10]).unwrap();
            }
            drop(out);
            let (text, code) = told(&child.wait_with_output().unwrap());
            assert_eq!(code, Some(0), "{arguments:?}: {text}");
            assert!(!text.contains("error"), "{arguments:?}: {text}");
        }
    }
}

#[test]
fn a_closed_standard_error_is_nobodys_fault() {
    let folder = folder(with("[parties.port]\n"));
    let mut child =
        detente(folder.path(), &["why", FILE]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

/// What a search that was stopped tells: what it has, that it is not all, and exit code 2.
fn cut_short(output: &Output) {
    let (text, code) = told(output);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("Cut short"), "{text}");
    assert!(text.contains("EVERYTHING HANGS ON EVERYTHING"), "{text}");
    assert!(!text.contains("The only way out"), "there may be others: {text}");
}

/// A limit that counts questions to the solver ends a search too; the answer is the same on every machine, and so it is an
/// answer: exit code 0.
#[test]
fn effort_that_is_used_up() {
    let folder = folder(hard());
    let mut child = detente(folder.path(), &["why", FILE, "--effort", "300"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let mut text = String::new();
        out.read_to_string(&mut text).map(|_| text)
    });
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() && begun.elapsed() < Duration::from_secs(60) {
        thread::sleep(Duration::from_millis(50));
    }
    let ended = child.try_wait().unwrap();
    if ended.is_none() {
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let text = reader.join().unwrap().unwrap();
    assert_eq!(ended.and_then(|status| status.code()), Some(0), "300 questions are asked in a minute: {text}");
    assert!(text.contains("Cut short") && text.contains("BLOCKED"), "{text}");
    assert!(!text.contains("The only way out"), "there may be others: {text}");
}

#[test]
fn time_that_runs_out() {
    let folder = folder(hard());
    let begun = Instant::now();
    let output = long_search(&folder, &["--time", "1"]).wait_with_output().unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(1), "the search is long");
    assert!(begun.elapsed() < Duration::from_secs(30), "it ends in time: {:?}", begun.elapsed());
    cut_short(&output);
    let output = long_search(&folder, &["--time", "1", "--json"]).wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["completeness"], "cut");
    assert!(answer["limit"].is_string());
}

/// What was not found out is not told: an agreement is possible in this case, and a search that is stopped before it
/// knows must not say that the talks are blocked.
#[test]
fn time_that_runs_out_at_once() {
    let folder = folder(SOUND);
    for _ in 0..20 {
        let (text, code) = run(folder.path(), &["why", FILE, "--time", "0"]);
        assert!(code == Some(0) || code == Some(2), "{text}");
        assert!(!text.contains("BLOCKED"), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_in_a_long_search() {
    let folder = folder(hard());
    for more in [&[][..], &["--reading", "all"], &["--threads", "2"]] {
        let child = long_search(&folder, more);
        thread::sleep(Duration::from_millis(1500));
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(sent.success(), "the search was still going on");
        let begun = Instant::now();
        let output = child.wait_with_output().unwrap();
        assert!(begun.elapsed() < Duration::from_secs(20), "{more:?} ends soon: {:?}", begun.elapsed());
        cut_short(&output);
    }
}
