//! Every command, as its page in `cmd/` shows it: what is printed, in which order, and the exit code. Beside a page,
//! `NAME.in` is the folder in which its commands are run; where there is `NAME.out`, they are run in a copy, and what they
//! leave there must equal it. `TRYCMD=overwrite` writes what is printed into the pages.

#![allow(
    clippy::unwrap_used,
    clippy::format_collect,
    clippy::many_single_char_names,
    clippy::implicit_clone,
    clippy::needless_range_loop,
    reason = "a test that fails is a test that panics, and plain loops are read fastest"
)]

use std::{
    path::Path,
    process::{Command, Output},
};

#[test]
fn commands() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.md")
        .env("COLUMNS", "80")
        .insert_var("[VERSION]", env!("CARGO_PKG_VERSION"))
        .unwrap();
}

/// Runs the program at the root of the repository.
fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .output()
        .unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let ran = run(arguments);
    String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap()
}

const GALLERY: [&str; 3] = [
    "cases/florida-talks/florida-talks.case.toml",
    "cases/norhaven-trams/norhaven-trams.case.toml",
    "cases/sarn/sarn.case.toml",
];
const FAULTY: &str = "crates/detente-cli/tests/cmd/harbour/faulty.case.toml";

#[test]
fn colour_never_without_a_terminal() {
    for colour in ["auto", "never"] {
        for arguments in [
            ["why", GALLERY[0], "--color", colour],
            ["why", FAULTY, "--color", colour],
            ["check", GALLERY[0], "--color", colour],
            ["check", FAULTY, "--color", colour],
            ["cite", GALLERY[1], "--color", colour],
            ["why", "there-is-none", "--color", colour],
        ] {
            let text = printed(&arguments);
            assert!(!text.is_empty() && !text.contains('\u{1b}'), "{arguments:?}: {text}");
        }
    }
}

#[test]
fn colour_adds_nothing_to_the_text() {
    for arguments in [["why", GALLERY[0]], ["why", FAULTY], ["check", FAULTY], ["why", "there-is-none"]] {
        let plain = printed(&arguments);
        let coloured = printed(&[&arguments[..], &["--color", "always"]].concat());
        assert!(coloured.contains('\u{1b}'), "{arguments:?} has colour where it is asked for");
        assert_eq!(without_colour(&coloured), plain, "{arguments:?}");
    }
}

/// A text without the sequences that set a colour: escape, `[`, digits and `;`, `m`.
fn without_colour(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        let end = part.find('m').expect("a colour ends with m");
        assert!(part[..end].chars().all(|c| c == '[' || c == ';' || c.is_ascii_digit()), "{part:?}");
        plain + &part[end + 1..]
    })
}

#[test]
fn lines_are_as_wide_as_is_said() {
    for file in GALLERY {
        for width in [50_usize, 80, 100, 200] {
            let ran = run(&["why", file, "--reading", "all", "--width", &width.to_string()]);
            let text = String::from_utf8(ran.stdout).unwrap();
            for line in text.lines() {
                let wide = line.chars().count() > width;
                assert!(!wide || !line.trim().contains(' '), "{file} at {width}: {line:?}");
            }
        }
    }
}
