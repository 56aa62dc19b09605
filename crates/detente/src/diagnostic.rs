//! What is wrong with a file, where, and what to do about it.

pub mod codes;
mod lines;
pub mod render;
mod signs;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use serde::Serialize;

pub use codes::Code;
pub use lines::Lines;
pub(crate) use lines::{line, starts};
pub use signs::{printable, unprintable, unseen};

/// A stretch of the case file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Place {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl From<Range<usize>> for Place {
    fn from(range: Range<usize>) -> Self {
        Place { start: range.start, end: range.end }
    }
}

impl Place {
    /// Line and column of its start in `text`, both counted from 1; columns count characters.
    pub fn line_column(self, text: &str) -> (usize, usize) {
        let mut start = self.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before[line_start..].chars().count() + 1)
    }

    /// Whether the two share a byte (or touch, when one of them is empty).
    pub fn overlaps(self, other: Place) -> bool {
        self.start < other.end.max(other.start + 1) && other.start < self.end.max(self.start + 1)
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// No question can be answered before it is mended.
    Error,
    /// Suspicious; answers are given all the same.
    Warning,
}

/// A second place that matters for a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is to be seen there.
    pub text: String,
}

/// One problem of a case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its entry in the table of codes; fixes the severity.
    pub code: Code,
    /// One line, lower case, names in backticks.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// What is to be said at that very place; may be empty.
    pub label: String,
    /// Other places that matter.
    pub more: Vec<Label>,
    /// Facts that help to understand it.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic with a message and a place; the rest is added by the methods below.
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            message: shown(message.into()),
            place: place.into(),
            label: String::new(),
            more: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Says something at the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = shown(text.into());
        self
    }

    /// Points at a further place.
    #[must_use]
    pub fn also(mut self, place: impl Into<Place>, text: impl Into<String>) -> Self {
        self.more.push(Label { place: place.into(), text: shown(text.into()) });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(shown(text.into()));
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(shown(text.into()));
        self
    }

    /// Adds "did you mean" if one of `known` is close to `found`, else the list of what there is.
    #[must_use]
    pub fn did_you_mean<'a>(self, found: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        match closest(found, &known) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None if known.is_empty() => self,
            None => {
                let mut listed: Vec<String> = known.iter().take(12).map(|k| format!("`{k}`")).collect();
                if known.len() > 12 {
                    listed.push(format!("and {} more", known.len() - 12));
                }
                self.help(format!("there is {}", listed.join(", ")))
            }
        }
    }

    /// How bad it is; the code decides.
    pub fn severity(&self) -> Severity {
        self.code.entry().severity
    }
}

/// Names from the file stand in messages: what steers a terminal or cannot be seen is replaced.
fn shown(text: String) -> String {
    if text.chars().any(|c| c != '\n' && unprintable(c)) { printable(&text) } else { text }
}

/// The one of `known` that `found` most likely stands for, if any is near enough (Damerau-Levenshtein distance of at most
/// a third of its length, case ignored). Names of one or two letters are near only to themselves.
pub fn closest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    let lower = found.to_lowercase();
    let length = lower.chars().count();
    known
        .iter()
        .map(|k| (strsim::osa_distance(&lower, &k.to_lowercase()), *k))
        .filter(|(distance, k)| {
            let (shorter, longer) = (k.chars().count().min(length), k.chars().count().max(length));
            *distance <= if shorter < 3 { 0 } else { longer / 3 }
                || (length >= 4 && k.to_lowercase().starts_with(&lower))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, k)| k)
}

/// Sorts by place, and keeps the first of several problems with one code in one stretch of the file, unless they say
/// different things of the very same place. Problems with different codes, or in different values of one line, do not
/// hide each other.
pub fn one_per_region(mut all: Vec<Diagnostic>) -> Vec<Diagnostic> {
    all.sort_by_key(|d| (d.place.start, d.severity(), d.code));
    // As they are sorted by their start, the last one that was kept of a code reaches farthest.
    let mut last: HashMap<Code, (Place, HashSet<String>)> = HashMap::new();
    all.retain(|d| match last.get_mut(&d.code) {
        Some((place, said)) if *place == d.place => said.insert(d.message.clone()),
        Some((place, _)) if place.overlaps(d.place) => false,
        _ => {
            last.insert(d.code, (d.place, HashSet::from([d.message.clone()])));
            true
        }
    });
    all
}
