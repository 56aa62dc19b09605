//! Literate specs: `spec/*.md` are prose with cases and what comes of them. A `toml` block is a case; a `check` block
//! after it holds its diagnostics, one a line; `text file=NAME` blocks between the two are files beside it; a `why` block (with flags, as in `why --only order`) its answer.
//! `UPDATE=1` writes the results anew.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/beside.rs"]
mod beside;

use std::{collections::BTreeMap, env, fs, path::Path};

use detente::{
    agreement::parse_package,
    diagnostic::{Lines, render},
    question::Budget,
    show,
    why::{Only, Why},
};

fn result(info: &str, case_text: &str, files: &BTreeMap<String, String>) -> String {
    let (case, diagnostics) =
        beside::read("case.toml", case_text.as_bytes(), &|file| Some(files.get(file)?.clone().into_bytes()));
    let lines = Lines::of(case_text);
    let words: Vec<&str> = info.split_whitespace().collect();
    if words[0] == "check" {
        return diagnostics
            .iter()
            .map(|d| render::concise(d, "case.toml", &lines).trim_start_matches("case.toml:").to_owned() + "\n")
            .collect();
    }
    let case = case.unwrap_or_else(|| panic!("the case has errors: {diagnostics:#?}"));
    let mut why = Why::default();
    let mut flags = words[1..].iter();
    while let Some(flag) = flags.next() {
        let value = *flags.next().expect("every flag of a spec has a value");
        match *flag {
            "--only" => why.only = Some(if value == "content" { Only::Content } else { Only::Order }),
            "--max" => why.max = value.parse().ok(),
            "--package" => why.package = Some(parse_package(&case, value).unwrap()),
            "--reading" => why.readings = value == "all",
            other => panic!("specs know no flag {other}"),
        }
    }
    show::text::draw(&why.ask(&case, &Budget::default()).unwrap().show(&case), 100, false)
}

#[test]
fn specs_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let mut checked = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|n| n == "diagnostics.md") {
            continue; // pinned by the test of the pages
        }
        let page = fs::read_to_string(&path).unwrap();
        let mut produced = String::new();
        let mut case = String::new();
        let mut files = BTreeMap::new();
        let mut lines = page.lines();
        while let Some(line) = lines.next() {
            produced.push_str(line);
            produced.push('\n');
            let Some(info) = line.strip_prefix("```") else { continue };
            let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
            let text = if block.is_empty() { String::new() } else { block.join("\n") + "\n" };
            if info == "toml" {
                case = text.clone();
                files.clear();
            }
            if let Some((_, name)) = info.split_once("file=") {
                files.insert(name.to_owned(), text.clone());
            }
            if info.starts_with("check") || info.starts_with("why") {
                checked += 1;
                produced.push_str(&result(info, &case, &files));
            } else {
                produced.push_str(&text);
            }
            produced.push_str("```\n");
        }
        if env::var_os("UPDATE").is_some() {
            fs::write(&path, &produced).unwrap();
        } else {
            for (n, (a, b)) in page.lines().zip(produced.lines()).enumerate() {
                assert_eq!(a, b, "{}, line {}", path.display(), n + 1);
            }
            assert_eq!(page, produced, "{}", path.display());
        }
    }
    assert!(checked >= 20, "there are specs: {checked}");
}
