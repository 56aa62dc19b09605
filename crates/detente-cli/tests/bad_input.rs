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
    refused("", &["D011", FILE, "`title`", "this file is empty", "`detente new"]);
}

/// A byte order mark is neither shown nor counted.
#[test]
fn a_byte_order_mark() {
    let folder = folder("\u{feff}title = 5\n[parties.a]\n[issues.b]\noptions = [\"c\", \"d\"]\n");
    let (text, code) = run(folder.path(), &["check", FILE]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains(&at(1, 9)) && text.contains("1 | title = 5\n  |         ^ this"), "{text}");
}

#[test]
fn nothing_but_comments() {
    refused("# our case\n# to be written\n", &["D011", &at(1, 1), "`title`", "nothing but comments", "`detente new"]);
}

/// The faults of the format itself, in words that say what to type.
#[test]
fn not_toml_in_plain_words() {
    for (line, says) in [
        ("title = port\n", &["`port` is a text without quotation marks", "`\"port\"`"][..]),
        ("title = \u{201c}port\u{201d}\n", &["curly quotation marks", "use straight quotation marks"]),
        ("title = \n", &["there is no value after `=`"]),
        ("title = \"port\n", &["this text is not closed"]),
        ("title = 'Velmar's water'\n", &["one line holds one entry"]),
        ("title \"port\"\n", &["there is no `=` after the name"]),
        ("title = True\n", &["`True` is neither `true` nor `false`", "write `true`"]),
        ("title = \"a\\q\"\n", &["`\\` is followed by a sign"]),
        ("a = [1,,2]\n", &["a comma too many"]),
        ("a = 07\n", &["cannot begin with 0", "write `7`"]),
        ("a = 2025-13-01\n", &["`2025-13-01` is no date"]),
        ("\u{e9}t\u{e9} = 1\n", &["quotation marks: `\"\u{e9}t\u{e9}\"`"]),
    ] {
        refused(line, &[&["D001"], says].concat());
    }
}

/// One bracket that is missing makes nonsense of all that follows; that is one fault.
#[test]
fn a_bracket_that_is_missing() {
    let tables: String = (0..40).map(|n| format!("[demands.d{n}]\nparty = \"union\"\nbasis = \"asumed\"\n")).collect();
    for (broken, says) in [
        ("[demands.x]\nnever = { nights = \"two\"\nparty = \"union\"\n", "the `}` that ends"),
        ("[demands.x]\nnever = { nights = \"two\"\n", "a table in braces is not closed"),
        ("[demands.x]\nbecause = [\"a\"\nparty = \"union\"\n", "the `]` that ends"),
    ] {
        let folder = folder(with(&format!("{broken}{tables}")));
        let (text, code) = run(folder.path(), &["check", FILE]);
        assert_eq!(code, Some(1), "{text}");
        assert_eq!(text.matches("error[").count(), 1, "{text}");
        assert!(text.contains(says) && text.contains(&format!("{FILE}:7:")), "{text}");
    }
}

#[test]
fn a_table_that_stands_twice() {
    let twice = with("[parties.union]\nname = \"Dockers\"\nrole = \"principal\"\nabout = \"x\"\n");
    let folder = folder(twice);
    let (text, code) = run(folder.path(), &["check", FILE]);
    assert_eq!(code, Some(1), "{text}");
    assert_eq!(text.matches("error[").count(), 1, "{text}");
    for part in ["`[parties.union]` is used twice", "the first is here", "the first stands in line 3"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let (text, _) = run(folder.path(), &["check", "--json", FILE]);
    assert!(text.contains("\"label\": \"the first is here\""), "further places are told to programs: {text}");
    refused("title = \"a\"\nabout = \"b\"\ntitle = \"c\"\n", &["D021", "`title` is used twice", "line 1"]);
}

/// Errors do not hide each other, nor what is misspelt.
#[test]
fn errors_beside_each_other() {
    refused(with("[claims.vote]\n"), &["D011", "`document` and no `quote`", "add `document", "add `quote"]);
    let party = "[parties.third]\nwalk_away = { wort = 3 }\nwants.nights = { none = 0, two = 1 }\n";
    refused(with(party), &["D010", "did you mean `worth`?"]);
    let (text, _) = run(folder(with(party)).path(), &["check", FILE]);
    assert!(!text.contains("D011"), "what is misspelt is not missing: {text}");
    let line = "[parties.third]\nwants = { nights = { none = 101, two = \"x\" }, nihgts = { none = 1 } }\n";
    refused(with(line), &["D013", "D012", "D020", "did you mean `nights`?"]);
    // Quotes are checked though another table has an error.
    let folder = folder(with(&format!("{CLAIM}file = \"leaflet.md\"\n[demands.x]\nparty = \"unoin\"\n")));
    fs::write(folder.path().join("leaflet.md"), "Our members voted against five nights.\n").unwrap();
    refused_in(&folder, &["D052", "D020", "D040"]);
}

/// A closing hint that explains a warning helps nobody whose file has an error.
#[test]
fn the_hint_is_about_an_error() {
    let case = with("[demands.a]\nparty = \"union\"\nnever = { nights = \"two\" }\n[documents.d]\nfile = \"no.md\"\n");
    let (text, _) = run(folder(case).path(), &["check", FILE]);
    assert!(text.contains("warning[D061]") && text.contains("`detente explain D050`"), "{text}");
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

/// What is proposed instead of a document is a file of any name that is near, and nothing else.
#[test]
fn a_document_that_is_misnamed() {
    let folder = folder(with(&format!("{CLAIM}file = \"leaflt.md\"\n")));
    fs::write(folder.path().join("leaflet.md"), "Our members voted against four nights.\n").unwrap();
    let (text, _) = run(folder.path(), &["check", FILE]);
    assert!(text.contains("there is no file `leaflt.md`\n"), "nothing is glued to the reason: {text}");
    refused_in(&folder, &["D050", "did you mean `leaflet.md`?"]);
    fs::rename(folder.path().join("leaflet.md"), folder.path().join("zeitung.md")).unwrap();
    let (text, _) = run(folder.path(), &["check", FILE]);
    assert!(!text.contains("did you mean"), "{text}");
}

#[test]
fn a_document_that_is_too_large() {
    let folder = folder(with(&format!("{CLAIM}file = \"leaflet.md\"\n")));
    let file = fs::File::create(folder.path().join("leaflet.md")).unwrap();
    for size in [(16 << 20) + 1, 1 << 40] {
        if file.set_len(size).is_ok() {
            refused_in(&folder, &["D003", &at(10, 8), "`leaflet.md`, the text of document", "16 MiB"]);
        }
    }
}

/// Opening a pipe would wait for somebody to write into it.
#[cfg(unix)]
#[test]
fn a_document_that_is_a_pipe() {
    let folder = folder(with(&format!("{CLAIM}file = \"leaflet.md\"\n")));
    let made = Command::new("mkfifo").arg(folder.path().join("leaflet.md")).status();
    if made.is_ok_and(|s| s.success()) {
        refused_in(&folder, &["D050", "is a pipe"]);
    }
}

#[test]
fn a_document_whose_name_has_a_colon() {
    let folder = folder(with(&format!("{CLAIM}file = \"Interview: part 1.md\"\n")));
    fs::write(folder.path().join("Interview: part 1.md"), "voted against four nights\n").unwrap();
    let (text, code) = run(folder.path(), &["check", FILE]);
    assert_eq!(code, Some(0), "{text}");
}

#[test]
fn a_quote_in_another_letter_case() {
    let folder = folder(with(&format!("{CLAIM}file = \"leaflet.md\"\n")));
    fs::write(folder.path().join("leaflet.md"), "They voted Against Four nights.\n").unwrap();
    refused_in(&folder, &["D052", "only the letter case differs", "`against four` stands there as `Against Four`"]);
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
    // A circle through the one where a document has both.
    let both = "[documents.a]\nderived_from = \"c\"\ntranslation_of = \"b\"\n[documents.b]\ntranslation_of = \"a\"\n[documents.c]\n";
    refused(with(both), &["D054", "`a` from `b` from `a`"]);
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

/// One file that cannot be read keeps no other waiting.
#[test]
fn of_several_files_one_is_missing() {
    let folder = folder(SOUND);
    fs::write(folder.path().join("b.case.toml"), SOUND.replace(" = ", "=")).unwrap();
    let (text, code) = run(folder.path(), &["check", FILE, "missing", "b.case.toml"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains(&format!("{FILE}: sound")) && text.contains("b.case.toml: sound"), "{text}");
    assert!(text.contains("there is no file `missing`") && text.contains("this folder holds"), "{text}");
    let (text, code) = run(folder.path(), &["fmt", "missing", "b.case.toml"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("laid out b.case.toml"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_file_that_is_write_protected() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(SOUND.replace(" = ", "="));
    let path = folder.path().join(FILE);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
    let (text, code) = run(folder.path(), &["fmt", FILE]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("is write-protected") && text.contains("--check"), "{text}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let (text, code) = run(folder.path(), &["fmt", FILE]);
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640, "permissions are kept");
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
    text.chars().any(|c| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{200b}'))
}

/// Signs that turn the direction of writing, or cannot be seen, make one name look like another.
#[test]
fn signs_that_cannot_be_seen() {
    for sign in ["\u{202e}", "\u{200b}", "\u{ad}", "\u{2066}", "\u{feff}"] {
        let case = with(&format!("[parties.\"th{sign}ird\"]\n"));
        refused(&case, &["D016", "a sign in it that cannot be seen"]);
        let (text, _) = run(folder(&case).path(), &["check", FILE]);
        assert!(!text.contains(sign), "{text:?}");
    }
    let case =
        SOUND.replace("[parties.union]", "[parties.union]\nname = \"U\u{202e}noin\u{200b}\"\nbasis = \"assumed\"");
    let folder = folder(&case);
    for arguments in
        [&["why", FILE][..], &["check", FILE], &["cite", FILE, "parties.union"], &["why", FILE, "--markdown"]]
    {
        let (text, _) = run(folder.path(), arguments);
        assert!(!steers(&text), "{arguments:?}: {text:?}");
    }
    // What was typed is repeated without what steers the terminal.
    for arguments in [
        &["why", FILE, "--package", "ni\u{1b}[2Jghts=\u{202e}two"][..],
        &["cite", FILE, "x\u{1b}[2J"],
        &["check", "x\u{1b}[2J"],
        &["explain", "\u{1b}[2J"],
    ] {
        let (text, code) = run(folder.path(), arguments);
        assert_eq!(code, Some(2), "{text}");
        assert!(!steers(&text), "{arguments:?}: {text:?}");
    }
}

#[test]
fn one_letter_is_no_misspelling_of_another() {
    let (text, _) = run(folder(with("[demands.d]\nparty = \"x\"\n[parties.a]\n")).path(), &["check", FILE]);
    assert!(text.contains("there is no party `x`") && !text.contains("did you mean `a`"), "{text}");
}

#[test]
fn words_for_how_we_know_are_no_options() {
    refused(with("[issues.b]\noptions = [\"because\", \"two\"]\n"), &["D016", "cannot be called `because`"]);
    refused(with("[issues.b]\noptions = { basis = \"x\", two = \"y\" }\n"), &["D016", "cannot be called `basis`"]);
}

#[test]
fn what_cites_nothing_is_said_to() {
    let folder = folder(SOUND);
    for element in ["issues.nights", "documents.x", "sources.x"] {
        let (text, code) = run(folder.path(), &["cite", FILE, element]);
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains("cites nothing") && text.contains("`demands.NAME`"), "{text}");
    }
    let (text, code) = run(folder.path(), &["why", FILE, "--package", ""]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("this package settles nothing"), "{text}");
}

/// Sizes at which whatever grows with the square of the file would take minutes.
#[test]
fn long_files() {
    let folder = folder("");
    let run = |case: String, says: &[&str]| {
        fs::write(folder.path().join(FILE), case).unwrap();
        let (text, _) = run(folder.path(), &["check", FILE]);
        says.iter().for_each(|part| assert!(text.contains(part), "{part}: {}", &text[..text.len().min(2000)]));
        text
    };
    let options: Vec<String> = (0..20_000).map(|n| format!("\"o{n}\"")).collect();
    run(with(&format!("[issues.long]\noptions = [{}]\n", options.join(", "))), &["sound"]);
    let demands: String =
        (0..20_000).map(|n| format!("[demands.d{n}]\nparty = \"union\"\nnever = {{ nights = \"two\" }}\n")).collect();
    let text = run(with(&demands), &["20000 warnings", "... and 19900 more"]);
    assert_eq!(text.matches("warning[").count(), 100, "the first are shown");
    let delegates: String = (0..20_000)
        .map(|n| format!("[delegates.p{n}]\nparty = \"union\"\nrole = \"head\"\nbasis = \"assumed\"\n"))
        .collect();
    run(with(&delegates), &["D066", "19999 warnings"]);
    let claims: String = (0..6_000)
        .map(|n| {
            let side = if n < 3_000 { "for" } else { "against" };
            format!("[claims.c{n}]\ndocument = \"d\"\nquote = \"x y z\"\nholder = \"union\"\nissue = \"nights\"\noption = \"two\"\npolarity = \"{side}\"\n")
        })
        .collect();
    run(with(&format!("[documents.d]\n{claims}")), &["D063", "... and"]);
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
