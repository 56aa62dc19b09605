//! The tutorial and the recipes are true: what their pages say happens, happens. A page is played from top to bottom in
//! an empty folder:
//!
//! - the first `toml` block of the tutorial takes the place of `talks.case.toml`; of every later one, a table that the
//!   file has already takes the place of that table, and all else goes to the end of the file;
//! - a block `text file=NAME` writes that file;
//! - a `console` block runs its commands, `$ detente ...`, and shows what they print; `> NAME` sends that to a file.
//!   Other programs are not run. A line `...` stands for lines that the page leaves out. Every command succeeds,
//!   unless the page shows its error.
//!
//! The recipes begin where the tutorial ends. `UPDATE=1` writes what is printed into the pages, and leaves out what they
//! leave out.

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
    path::{Path, PathBuf},
    process::Command,
};

const CASE: &str = "talks.case.toml";

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

#[test]
fn tutorial_and_recipes_are_true() {
    let folder = tempfile::tempdir().unwrap();
    play(&page("tutorial.md"), folder.path(), true);
    play(&page("how-to.md"), folder.path(), false);
}

/// Plays a page, and compares it with what happens or writes it anew.
fn play(path: &Path, folder: &Path, mut from_nothing: bool) {
    let text = fs::read_to_string(path).unwrap();
    let mut played = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        played.push_str(line);
        played.push('\n');
        let Some(info) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
        let mut shown = block.iter().map(|l| format!("{l}\n")).collect::<String>();
        let words: Vec<&str> = info.split_whitespace().collect();
        match words.as_slice() {
            ["toml"] if from_nothing => {
                fs::write(folder.join(CASE), &shown).unwrap();
                from_nothing = false;
            }
            ["toml"] => {
                let file = folder.join(CASE);
                let case = with(&fs::read_to_string(&file).unwrap(), &shown);
                fs::write(file, case).unwrap();
            }
            ["text", file] => {
                let name = file.strip_prefix("file=").expect("a text block with a second word is a file");
                fs::write(folder.join(name), &shown).unwrap();
            }
            ["console"] => shown = console(&block, folder),
            _ => {}
        }
        played.push_str(&shown);
        played.push_str("```\n");
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, &played).unwrap();
        return;
    }
    for (n, (page, found)) in text.lines().zip(played.lines()).enumerate() {
        assert_eq!(page, found, "{}, line {}; UPDATE=1 writes it anew", path.display(), n + 1);
    }
    assert_eq!(text, played, "{}; UPDATE=1 writes it anew", path.display());
}

/// A case with the tables of a block: each in the place of the one of its name, or else at the end.
fn with(case: &str, block: &str) -> String {
    let mut tables = tables(case);
    for (n, new) in self::tables(block).into_iter().enumerate() {
        let header = new.lines().next().unwrap_or_default().to_owned();
        match tables.iter_mut().find(|t| n > 0 && t.lines().next() == Some(&header)) {
            Some(old) => *old = new,
            None => tables.push(new),
        }
    }
    let tables: Vec<&str> = tables.iter().map(|t| t.trim_end()).filter(|t| !t.is_empty()).collect();
    tables.join("\n\n") + "\n"
}

/// What stands before the first table, and each table with its header.
fn tables(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for line in text.lines() {
        if line.starts_with('[') {
            found.push(String::new());
        }
        let last = found.last_mut().unwrap();
        last.push_str(line);
        last.push('\n');
    }
    found
}

/// Runs the commands of a block, and returns the block with what they print.
fn console(block: &[&str], folder: &Path) -> String {
    let mut out = String::new();
    let mut rest = block;
    while let Some((command, after)) = rest.split_first() {
        let words = command.strip_prefix("$ ").unwrap_or_else(|| panic!("a command begins with `$ `: {command:?}"));
        let end = after.iter().position(|l| l.starts_with("$ ")).unwrap_or(after.len());
        let (shown, next) = after.split_at(end);
        rest = next;
        out.push_str(command);
        out.push('\n');
        let Some(words) = words.strip_prefix("detente ") else { continue };
        let (words, file) = words.split_once(" > ").map_or((words, None), |(w, f)| (w, Some(f)));
        let fails = shown.iter().any(|l| l.starts_with("error"));
        let mut printed = run(words, folder, fails);
        if let Some(file) = file {
            fs::write(folder.join(file), std::mem::take(&mut printed)).unwrap();
        }
        let found: Vec<&str> = printed.trim_end().lines().collect();
        let expected: Vec<&str> = trimmed(shown);
        for line in if fits(&expected, &found) { expected } else { cut(&expected, &found) } {
            out.push_str(line);
            out.push('\n');
        }
        if !rest.is_empty() {
            out.push('\n');
        }
    }
    out
}

fn run(words: &str, folder: &Path, fails: bool) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(words.split_whitespace())
        .current_dir(folder)
        .env("COLUMNS", "80")
        .output()
        .unwrap();
    let mut printed = String::from_utf8(ran.stdout).unwrap();
    printed.push_str(&String::from_utf8(ran.stderr).unwrap());
    assert_ne!(ran.status.success(), fails, "`detente {words}`:\n{printed}");
    printed
}

/// Lines without the empty ones at the end.
fn trimmed<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let end = lines.iter().rposition(|l| !l.is_empty()).map_or(0, |n| n + 1);
    lines[..end].to_vec()
}

/// Whether lines are those expected, where `...` stands for any number of lines.
fn fits(expected: &[&str], found: &[&str]) -> bool {
    match expected.split_first() {
        None => found.is_empty(),
        Some((&"...", rest)) => (0..=found.len()).any(|n| fits(rest, &found[n..])),
        Some((line, rest)) => found.split_first().is_some_and(|(first, after)| first == line && fits(rest, after)),
    }
}

/// Lines with the same left out as before: `...` stands where it stood between the lines that are most like those found.
fn cut<'a>(before: &[&'a str], found: &[&'a str]) -> Vec<&'a str> {
    if !before.contains(&"...") {
        return found.to_vec();
    }
    // The best that can be made of what follows, for each place in both, from the end.
    let mut best = vec![vec![0.0_f64; found.len() + 1]; before.len() + 1];
    for n in (0..=before.len()).rev() {
        for m in (0..=found.len()).rev() {
            best[n][m] = choices(before, found, n, m)
                .into_iter()
                .map(|choice| choice.1 + best[choice.0.0][choice.0.1])
                .fold(if (n, m) == (before.len(), found.len()) { 0.0 } else { f64::NEG_INFINITY }, f64::max);
        }
    }
    let (mut n, mut m) = (0, 0);
    let mut kept = Vec::new();
    while (n, m) != (before.len(), found.len()) {
        let all = choices(before, found, n, m);
        let worth = |c: &((usize, usize), f64)| c.1 + best[c.0.0][c.0.1];
        let ((next, after), _) = all.into_iter().max_by(|a, b| worth(a).total_cmp(&worth(b))).unwrap();
        let gap = n < before.len() && before[n] == "...";
        if gap && next > n {
            kept.push("...");
        } else if !gap && after > m {
            kept.push(found[m]);
        }
        (n, m) = (next, after);
    }
    kept
}

/// What can be done at a place in the lines before and in those found: where that leads, and what it is worth.
fn choices(before: &[&str], found: &[&str], n: usize, m: usize) -> Vec<((usize, usize), f64)> {
    let gap = n < before.len() && before[n] == "...";
    let mut all = Vec::new();
    if n < before.len() {
        all.push(((n + 1, m), 0.0));
    }
    if m < found.len() {
        all.push(((n, m + 1), if gap { 0.0 } else { -0.1 }));
    }
    if n < before.len() && m < found.len() && !gap {
        all.push(((n + 1, m + 1), likeness(before[n], found[m]) - 0.3));
    }
    all
}

/// 1 for equal lines, 0 for lines without a word in common.
fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    let common = a.iter().filter(|word| b.contains(word)).count();
    let most = a.len().max(b.len());
    if most == 0 { 0.4 } else { common as f64 / most as f64 }
}

#[test]
fn what_was_left_out_is_left_out_again() {
    let before = ["title", "...", "2. The port waits for the union.", "...", "end of it"];
    let found = ["title", "new", "1. a", "2. The port now waits for the union.", "x", "end of it"];
    let after = ["title", "...", "2. The port now waits for the union.", "...", "end of it"];
    assert_eq!(cut(&before, &found), after);
    assert!(fits(&after, &found) && !fits(&before, &found));
}
