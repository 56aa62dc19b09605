//! The README keeps its promises: its two commands, its quotations of answers, its links and its table of questions. So
//! do the links of the other pages.

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

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// The blocks of a page under a word, such as `console`.
fn blocks(page: &str, info: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(its) = line.strip_prefix("```") {
            let block: String = lines.by_ref().take_while(|l| *l != "```").map(|l| format!("{l}\n")).collect();
            if its == info {
                found.push(block);
            }
        }
    }
    found
}

const FIRST: &str = "cargo run --release -- why cases/florida-talks/florida-talks.case.toml";
const TEST: &str = "cargo test --workspace";

#[test]
fn two_commands_and_no_more() {
    let commands: Vec<String> = blocks(&text("README.md"), "console")
        .iter()
        .flat_map(|b| b.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert_eq!(commands, [format!("$ {FIRST}"), format!("$ {TEST}")]);
}

#[test]
fn checks_run_the_test_command() {
    let run = text(".ci/run");
    let runs = |line: &str| line == TEST || line.strip_prefix(TEST).is_some_and(|rest| rest == " --locked");
    assert!(run.lines().any(runs), "`.ci/run` runs `{TEST}`");
}

/// The first answer quoted is that of the first command; the others are those of `deals` and `roadmap` about the cases they
/// are titled by.
#[test]
fn answers_are_as_quoted() {
    let quoted = blocks(&text("README.md"), "text");
    let [why, deals, roadmap] = quoted.as_slice() else { panic!("the README quotes three answers") };
    stands_in(why, &FIRST.split(" -- ").nth(1).unwrap().split(' ').collect::<Vec<_>>());
    stands_in(deals, &["deals", "cases/ferrin-plant/ferrin-plant.case.toml"]);
    stands_in(roadmap, &["roadmap", "cases/minsk-order/before-the-formula.case.toml"]);
}

/// Whether the paragraphs of a quotation stand in what the program prints, in this order.
fn stands_in(quoted: &str, arguments: &[&str]) {
    let ran = Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(arguments)
        .args(["--width", "100"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(ran.status.success());
    let answer = String::from_utf8(ran.stdout).unwrap();
    let paragraphs: Vec<&str> = quoted.trim_end().split("\n\n").collect();
    assert!(paragraphs.len() >= 3, "the quotation is worth its place");
    let told: Vec<&str> = answer.split("\n\n").collect();
    let mut rest = told.as_slice();
    for paragraph in paragraphs {
        let at = rest.iter().position(|p| *p == paragraph);
        let at = at.unwrap_or_else(|| panic!("the README quotes\n\n{paragraph}\n\nbut the answer is\n\n{answer}"));
        rest = &rest[at + 1..];
    }
}

#[test]
fn commands_that_are_named_exist() {
    let help = Command::new(env!("CARGO_BIN_EXE_detente")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|l| *l != "Commands:")
        .skip(1)
        .take_while(|l| !l.is_empty())
        // A line that goes on with what a command does stands farther in.
        .filter(|l| !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next())
        .collect();
    let readme = text("README.md");
    let mut named = 0;
    for (n, span) in readme.split('`').enumerate() {
        // Every second piece between backticks is code.
        let word = span.strip_prefix("detente ").and_then(|rest| rest.split([' ', '\n']).next());
        if let (1, Some(word)) = (n % 2, word) {
            assert!(commands.contains(&word), "the README names `detente {word}`; there is {commands:?}");
            named += 1;
        }
    }
    assert!(named >= 5, "the README names the commands");
    for command in commands.iter().filter(|c| **c != "help") {
        assert!(
            readme.contains(&format!("`{command}`")) || readme.contains(&format!("`detente {command}")),
            "{command}"
        );
    }
}

fn pages() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "cases/README.md"].iter().map(|p| root().join(p)).collect();
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Where the links of a page lead: `](TARGET)`, outside of blocks of code.
fn links(page: &str) -> Vec<String> {
    let mut prose = String::new();
    let mut code = false;
    for line in page.lines() {
        code ^= line.starts_with("```");
        if !code {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    let ends = prose.split("](").skip(1);
    ends.filter_map(|rest| rest.split_once(')')).map(|(target, _)| target.to_owned()).collect()
}

#[test]
fn links_lead_somewhere() {
    let mut followed = 0;
    let mut broken = Vec::new();
    for page in pages() {
        for link in links(&fs::read_to_string(&page).unwrap()) {
            if link.starts_with("https://") || link.starts_with("http://") {
                continue;
            }
            followed += 1;
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            let there = target.exists()
                && (heading.is_empty()
                    || headings(&fs::read_to_string(&target).unwrap()).contains(&heading.to_owned()));
            if !there {
                broken.push(format!("{} links to {link}", page.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(followed >= 10, "links are found: {followed}");
}

/// The anchors of the headings of a page, as web sites make them: small letters, dashes for spaces, no other signs.
fn headings(page: &str) -> Vec<String> {
    let titles = page.lines().filter(|l| l.starts_with('#')).map(|l| l.trim_start_matches('#').trim());
    titles
        .map(|t| {
            let kept =
                t.to_lowercase().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>();
            kept.replace(' ', "-")
        })
        .collect()
}
