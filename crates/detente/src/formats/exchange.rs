//! What goes into an import and what comes out of it, or of an export: files, and everything that was found on the way.

use std::collections::HashMap;

use super::{
    amount::Amount,
    carried::written,
    scenario::{Scenario, Topic, Wish},
    tree::Node,
};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// Largest file that is read, in bytes.
pub const LARGEST: usize = 50_000_000;

/// Most options of one issue.
pub(super) const MOST_OPTIONS: usize = 100_000;

/// Most options of all issues together.
pub(super) const MOST_OPTIONS_IN_ALL: usize = 1_000_000;

/// A file of another program.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name as given by whoever read it; its stem names a party.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A file of this name that holds `bytes`.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Source { name: name.into(), bytes: bytes.into() }
    }

    /// Its name without folders.
    pub(super) fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// Its name without folders and ending.
    pub(super) fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        }
    }
}

/// A file that was read, with what was found in it.
#[derive(Debug, Clone)]
pub struct Looked {
    /// Its name.
    pub name: String,
    /// Its text; places of diagnostics are in it.
    pub text: String,
    /// What is wrong or odd about it.
    pub found: Vec<Diagnostic>,
}

impl Looked {
    pub(super) fn new(source: &Source, text: String) -> Self {
        Looked { name: source.name.clone(), text, found: Vec::new() }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    pub(super) fn faulty(&self) -> bool {
        self.found.iter().any(|d| d.severity() == Severity::Error)
    }
}

/// What an import comes to.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The text of a case file; `None` where the files have errors.
    pub case: Option<String>,
    /// The files, with everything that was found in each.
    pub files: Vec<Looked>,
}

impl Imported {
    /// The end of an import: the case, unless something is wrong.
    pub(super) fn of(files: Vec<Looked>, case: Option<String>) -> Self {
        let faulty = files.iter().any(Looked::faulty);
        let mut imported = Imported { case: case.filter(|_| !faulty), files };
        for file in &mut imported.files {
            file.found.sort_by_key(|d| d.place);
        }
        // A case that its own reader refuses is of no use to anybody.
        if let Some(text) = &imported.case {
            let read = crate::file::read("imported.case.toml", text);
            if let Some(first) = read.diagnostics.iter().find(|d| d.severity() == Severity::Error) {
                let (line, _) = first.place.line_column(text);
                let written = text.lines().nth(line - 1).unwrap_or_default().trim();
                let written: String = written.chars().take(200).collect();
                let diagnostic = Diagnostic::new(
                    Code::ForeignBeyond,
                    0..0,
                    format!("these files say what a case cannot: {}", first.message),
                )
                .note(format!("it would stand in the case file as `{written}`"))
                .help("shorten or correct the numbers or names in question");
                if let Some(file) = imported.files.first_mut() {
                    file.report(diagnostic);
                }
                imported.case = None;
            }
        }
        imported
    }
}

/// What an export comes to.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The files: their names, and what they hold. None where the case cannot be written in that format at all.
    pub files: Vec<(String, String)>,
    /// What is not carried, with its place in the case file.
    pub found: Vec<Diagnostic>,
}

/// A text of another program: UTF-8, or else Windows-1252, in which every byte means something; without the mark that
/// may stand at its start. The fault is for a file that no text can be made of.
pub(super) fn text(bytes: &[u8]) -> Result<String, Box<Diagnostic>> {
    if bytes.len() > LARGEST {
        return Err(Box::new(
            Diagnostic::new(Code::ForeignSyntax, 0..0, format!("this file has over {} MB", LARGEST / 1_000_000))
                .help("give a smaller one: scenarios of negotiations have a few kilobytes"),
        ));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Box::new(
            Diagnostic::new(Code::ForeignSyntax, 0..0, "this file is in UTF-16").help("save it as UTF-8"),
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|b| windows_1252(*b)).collect(),
    })
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Says where two files have one name, so that two parties would be called the same.
pub(super) fn named_once(sources: &[Source], n: usize, looked: &mut Looked) {
    let own = &sources[n];
    if let Some(twin) = sources[..n].iter().find(|p| p.stem() == own.stem()) {
        looked.report(
            Diagnostic::new(
                Code::ForeignMisfit,
                0..0,
                format!("two profiles are called `{}`: this one, and `{}`", own.stem(), twin.name),
            )
            .help("name each profile once, or rename one of the files: parties are called after them"),
        );
    }
}

/// Says where issues have more options than can be borne, or none.
pub(super) fn not_too_many(issues: &[Topic], looked: &mut Looked) {
    let all: usize = issues.iter().map(|i| i.options.len()).sum();
    let most = issues.iter().max_by_key(|i| i.options.len());
    if let Some(most) = most.filter(|i| i.options.len() > MOST_OPTIONS || all > MOST_OPTIONS_IN_ALL) {
        looked.report(
            Diagnostic::new(
                Code::ForeignSyntax,
                0..0,
                format!("there are {all} options, {} of them on issue `{}`", most.options.len(), most.name),
            )
            .note(format!("at most {MOST_OPTIONS} on an issue and {MOST_OPTIONS_IN_ALL} in all are read"))
            .help("give a smaller domain"),
        );
    }
    for issue in issues.iter().filter(|i| i.options.is_empty()) {
        looked.report(
            Diagnostic::new(Code::ForeignValue, 0..0, format!("issue `{}` has no values", issue.name))
                .help("give it values, or take it out"),
        );
    }
    if issues.is_empty() {
        looked.report(
            Diagnostic::new(Code::ForeignValue, 0..0, "there is no issue in this file")
                .help("give a domain with at least one issue"),
        );
    }
}

/// What the options of an issue are worth, from a table of numbers.
pub(super) fn table(node: &Node, topic: &Topic, what: &str, looked: &mut Looked) -> Option<Vec<Amount>> {
    let before = looked.found.len();
    for (option, value) in node.entries() {
        if !topic.options.contains(option) {
            looked.report(
                Diagnostic::new(
                    Code::ForeignMisfit,
                    value.place,
                    format!("issue `{}` has no value `{option}`", topic.name),
                )
                .did_you_mean(option, topic.options.iter().map(String::as_str))
                .help("correct the name, or take it out"),
            );
        }
    }
    let known: HashMap<&str, &Node> = node.entries().iter().map(|(k, v)| (k.as_str(), v)).collect();
    let values: Vec<Option<Amount>> = topic
        .options
        .iter()
        .map(|option| {
            if let Some(value) = known.get(option.as_str()) {
                return value.number(what, looked);
            }
            looked.report(
                Diagnostic::new(
                    Code::ForeignValue,
                    node.place.start..node.place.start,
                    format!("it is not said what `{option}` of issue `{}` is worth", topic.name),
                )
                .help("write a number for it, 0 if it is worth nothing"),
            );
            None
        })
        .collect();
    if looked.found.len() > before { None } else { values.into_iter().collect() }
}

/// A name that a file can have; that of a party, wherever it can be.
pub(super) fn file_stem(name: &str) -> String {
    let unfit = |c| matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    if name.starts_with('.') || name.chars().any(unfit) { super::case_text::slug(name) } else { name.to_owned() }
}

/// A text as JSON has it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What a party wants on an issue, in pieces of JSON.
pub(super) struct Row {
    /// The name of the issue.
    pub(super) issue: String,
    /// How much it counts.
    pub(super) weight: String,
    /// For each option: its name, and what it is worth.
    pub(super) values: Vec<String>,
}

/// What a party wants, issue by issue; an issue that it says nothing of counts nothing.
pub(super) fn wishes(scenario: &Scenario, wants: &[Option<Wish>]) -> Vec<Row> {
    let none = || "0".to_owned();
    let row = |(i, w): (&Topic, &Option<Wish>)| {
        let value = |n: usize| w.as_ref().map_or_else(none, |w| written(&w.values[n]));
        Row {
            issue: quoted(&i.name),
            weight: w.as_ref().map_or_else(none, |w| written(&w.weight)),
            values: i.options.iter().enumerate().map(|(n, o)| format!("{}: {}", quoted(o), value(n))).collect(),
        }
    };
    scenario.issues.iter().zip(wants).map(row).collect()
}
