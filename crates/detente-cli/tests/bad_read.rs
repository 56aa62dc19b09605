//! `detente read` over what is no report: every refusal says what was found and what to do, and nothing is left half done.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> (String, String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_detente"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input);
    let out = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (told, said) = (text(out.stdout), text(out.stderr));
    assert!(!said.contains("panicked"), "{said}");
    (told, said, out.status.code())
}

const CASE: &str = "title = \"T\"\n[parties.a]\n[issues.i]\noptions = [\"x\", \"y\"]\n";

/// A folder with a case.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("t.case.toml"), CASE).unwrap();
    folder
}

#[test]
fn what_is_no_text() {
    let folder = folder();
    let at = folder.path();
    let utf16: Vec<u8> = "Orla said no.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut binary = vec![0_u8, 1, 2, 0xff, 0xfe, 0];
    binary.extend((0..2_000_u32).map(|n| (n * 37 % 251) as u8));
    let files: [(&str, &[u8]); 5] = [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n\t\n"),
        ("binary.txt", &binary),
        ("latin.txt", b"Orla said the caf\xe9 was shut."),
        ("utf16.txt", &utf16),
    ];
    for (name, bytes) in files {
        fs::write(at.join(name), bytes).unwrap();
        for case in [&[][..], &["--case", "t.case.toml"]] {
            let (told, said, code) = run(at, &[&["read", name], case].concat(), b"");
            assert_eq!((told.as_str(), code), ("", Some(2)), "{name}: {said}");
            assert!(said.starts_with("error: ") && said.contains(name) && said.contains("help:"), "{name}: {said}");
            let (json, _, _) = run(at, &[&["read", name, "--json"], case].concat(), b"");
            assert!(json.contains("\"refusal\""), "{name}: {json}");
        }
    }
    assert_eq!(fs::read_to_string(at.join("t.case.toml")).unwrap(), CASE);
    assert!(!at.join("t.draft.json").exists() && !at.join("documents").exists());
}

#[test]
fn what_is_no_file() {
    let folder = folder();
    let at = folder.path();
    fs::create_dir(at.join("inbox")).unwrap();
    fs::write(at.join("good.txt"), "Orla said no.").unwrap();
    for (arguments, words) in [
        (&["read", "nothing.txt"][..], "nothing.txt"),
        (&["read", "inbox"], "inbox"),
        (&["read", "good.txt", "--case", "none.case.toml"], "none.case.toml"),
        (&["read", "good.txt", "good.txt", "--case", "t.case.toml"], "one document"),
        (&["read", "good.txt", "--rules", "nothing.toml"], "nothing.toml"),
        (&["read"], "FILE"),
    ] {
        let (told, said, code) = run(at, arguments, b"");
        assert!(told.is_empty() && code == Some(2) && said.contains(words), "{arguments:?}: {said}");
    }
    // Of two files of which one cannot be read neither is added.
    let (_, said, code) = run(at, &["read", "nothing.txt", "--case", "t.case.toml", "good.txt"], b"");
    assert!(code == Some(2) && said.contains("nothing.txt"), "{said}");
    assert!(!at.join("t.draft.json").exists());
}

#[test]
fn too_large() {
    let folder = folder();
    fs::write(folder.path().join("large.txt"), "Orla said no. ".repeat(50 * 1024 * 1024 / 14)).unwrap();
    let (told, said, code) = run(folder.path(), &["read", "large.txt"], b"");
    assert!(told.is_empty() && code == Some(2) && said.contains("16 MiB") && said.contains("help:"), "{said}");
}

#[test]
fn other_scripts_and_control_characters() {
    let folder = folder();
    let at = folder.path();
    fs::write(
        at.join("mixed.txt"),
        "قال المتحدث: «لن نوقّع». Orla said «لن نوقّع» and left. Она сказала «нет». 他说“不”。",
    )
    .unwrap();
    let (told, said, code) = run(at, &["read", "mixed.txt", "--narrated"], b"");
    assert!(code == Some(0) && told.contains("لن نوقّع") && told.contains("нет"), "{said}{told}");
    fs::write(at.join("steer.txt"), "Orla said \u{1b}[2J\u{1b}[31mno\u{7}\u{202e} to it. Orla \u{9b}said yes.")
        .unwrap();
    for form in [&[][..], &["--json"], &["--markdown"]] {
        let (told, said, code) = run(at, &[&["read", "steer.txt", "--narrated"], form].concat(), b"");
        assert_eq!(code, Some(0), "{said}");
        let steers = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!told.contains(steers) && !said.contains(steers), "{told:?}");
    }
}

#[test]
fn standard_input() {
    let folder = folder();
    let (told, said, code) = run(folder.path(), &["read", "-"], "Lena Orla said: “No.”".as_bytes());
    assert!(code == Some(0) && told.contains("“No”"), "{said}{told}");
    let (told, said, code) = run(folder.path(), &["read", "-"], b"");
    assert!(told.is_empty() && code == Some(2) && said.contains("help:"), "{said}");
}

#[test]
fn drafts_that_cannot_be_read() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("good.txt"), "Orla said no.").unwrap();
    for (draft, words) in [
        ("", "ends too early"),
        ("{\"detente\": \"9\", \"form\": 9, \"draft\": {}}", "form 9"),
        ("{\"form\": 1, \"detente\": \"\u{1b}[2J\"}", "not JSON"),
        ("{\"form\": 1, \"detente\": \"\\u001b[2J\", \"draft\": {\"documents\": 3}}", "no draft as it is written"),
        ("[1, 2", "ends too early"),
        ("hello", "not JSON"),
    ] {
        fs::write(at.join("t.draft.json"), draft).unwrap();
        let (told, said, code) = run(at, &["read", "good.txt", "--case", "t.case.toml"], b"");
        assert!(
            told.is_empty() && code == Some(2) && said.contains(words) && said.contains("help:"),
            "{draft}: {said}"
        );
        assert!(!said.contains('\u{1b}'));
        // Nothing was added to the case, and the draft is as it was.
        assert_eq!(fs::read_to_string(at.join("t.case.toml")).unwrap(), CASE);
        assert_eq!(fs::read_to_string(at.join("t.draft.json")).unwrap(), draft);
    }
}

#[test]
fn a_case_with_errors_is_left_alone() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("good.txt"), "Orla said no.").unwrap();
    fs::write(at.join("bad.case.toml"), "title = \"T\"\n[parties.a]\n[demands.d]\nparty = \"b\"\n").unwrap();
    let (told, said, code) = run(at, &["read", "good.txt", "--case", "bad.case.toml"], b"");
    assert!(told.is_empty() && code == Some(1) && said.contains("mend"), "{said}");
    assert!(!at.join("bad.draft.json").exists() && !at.join("documents").exists());
}
