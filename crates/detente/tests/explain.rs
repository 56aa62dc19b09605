//! Every page of `explain/` says what its code is, and its example gives exactly that code. How each diagnostic looks is
//! pinned in `spec/diagnostics.md`.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/beside.rs"]
mod beside;
#[path = "support/golden.rs"]
mod golden;

use std::path::Path;

use detente::{
    diagnostic::{Code, Diagnostic, Lines, render},
    formats::{Source, genius},
};

/// The code blocks of a page: what follows the three backticks, and the text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.trim().to_owned(), String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "every block is closed");
    found
}

#[test]
fn every_page_has_its_parts() {
    for code in Code::ALL {
        let entry = code.entry();
        let title = format!("# {}: {}\n", entry.id, entry.title);
        assert!(entry.page.starts_with(&title), "the page of {code} begins with {title:?}");
        assert!(entry.page.contains("\n## Example\n"), "the page of {code} has an example");
        assert!(entry.page.contains("\n## Mend\n"), "the page of {code} says how to mend it");
    }
}

#[test]
fn every_example_gives_its_code() {
    let mut pinned = String::from(
        "# How every diagnostic looks\n\nMade from the examples of the pages of `detente explain`, one for each code.\n",
    );
    for code in Code::ALL {
        let page = code.entry().page;
        let example = &page[page.find("## Example").unwrap()..page.find("## Mend").unwrap()];
        let blocks = blocks(example);
        if blocks.iter().any(|(info, _)| info.starts_with("xml file=") || info == "toml export") {
            let (file, text, found) = exchanged(&blocks);
            pin(&mut pinned, *code, &file, &text, &found);
            continue;
        }
        let generated = blocks.iter().find_map(|(info, _)| info.split_once("generated=").map(|(_, what)| what));
        let bytes: Vec<u8> = match generated {
            Some("not-utf8") => b"title = \"Gespr\xe4che\"\n".to_vec(),
            Some("too-large") => vec![b'#'; detente::file::LARGEST + 1],
            Some(other) => panic!("no example is generated as {other}"),
            None => {
                blocks.iter().find(|(info, _)| info == "toml").expect("the example is a case").1.clone().into_bytes()
            }
        };
        let (_, found) = beside::read("talks.case.toml", &bytes, &|file| {
            let wanted = format!("file={file}");
            blocks.iter().find(|(info, _)| info.ends_with(&wanted)).map(|(_, text)| text.clone().into_bytes())
        });
        let text = String::from_utf8(bytes).unwrap_or_default();
        pin(&mut pinned, *code, "talks.case.toml", &text, &found);
    }
    golden::compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/diagnostics.md"), &pinned);
}

/// Checks that nothing but this code was found, and writes down how it looks.
fn pin(pinned: &mut String, code: Code, file: &str, text: &str, found: &[Diagnostic]) {
    let codes: Vec<String> = found.iter().map(|d| d.code.to_string()).collect();
    assert!(
        !found.is_empty() && found.iter().all(|d| d.code == code),
        "the example of {code} gives {codes:?}: {:#?}",
        found.iter().map(|d| &d.message).collect::<Vec<_>>()
    );
    let look = render::Look { colour: false, width: 100 };
    pinned.push_str(&format!("\n## {code}\n\n```text\n"));
    for d in found {
        let shown = if text.len() > 10_000 { "" } else { text };
        pinned.push_str(&render::full(d, file, &Lines::of(shown), look));
        pinned.push('\n');
        assert!(!d.help.is_empty(), "{code} says what to do");
    }
    pinned.push_str("```\n");
}

/// What is found in the files of another program, or in writing them: the file, its text, the diagnostics.
fn exchanged(blocks: &[(String, String)]) -> (String, String, Vec<Diagnostic>) {
    if let Some((_, text)) = blocks.iter().find(|(info, _)| info == "toml export") {
        let case = detente::file::read("talks.case.toml", text).case.expect("the example is sound");
        return ("talks.case.toml".to_owned(), text.clone(), genius::export(&case).found);
    }
    let files: Vec<Source> = blocks
        .iter()
        .filter_map(|(info, text)| Some(Source::new(info.strip_prefix("xml file=")?, text.as_bytes())))
        .collect();
    let read = genius::import(&files[0], &files[1..]);
    let told = read.files.into_iter().find(|f| !f.found.is_empty()).expect("the example has a fault");
    (told.name, told.text, told.found)
}

#[test]
fn codes_are_found_however_they_are_written() {
    for written in ["D020", "d020", "20", "D20"] {
        assert_eq!(Code::find(written).map(|c| c.to_string()).as_deref(), Some("D020"));
    }
    assert_eq!(Code::find("D999"), None);
    assert_eq!(Code::find("help"), None);
}
