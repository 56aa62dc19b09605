//! What was missed, and what was proposed wrongly, with its sentence.

use std::ops::Range;

use serde_json::{Value, json};

use super::tally::Element;

/// In what way a draft and the gold differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// It is in the gold and not in the draft.
    Missing,
    /// It is in the draft and not in the gold.
    Wrong,
    /// Both have it, and say different things of it.
    Differs,
}

impl Missed {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Missed::Missing => "missing",
            Missed::Wrong => "wrong",
            Missed::Differs => "differs",
        }
    }
}

/// A difference between a draft and the gold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The report.
    pub report: String,
    /// What it is about.
    pub element: Element,
    /// In what way they differ.
    pub how: Missed,
    /// What is in the gold, where something is.
    pub gold: Option<String>,
    /// What is in the draft, where something is.
    pub draft: Option<String>,
    /// The sentences around it, where it stands in some.
    pub sentence: Option<String>,
}

impl Miss {
    pub(super) fn facts(&self) -> Value {
        json!({
            "report": self.report,
            "element": self.element.key(),
            "how": self.how.word(),
            "gold": self.gold,
            "draft": self.draft,
            "sentence": self.sentence,
        })
    }
}

/// The words of stretches, in characters; pieces are joined by an ellipsis.
pub(super) fn words_of(text: &[char], stretches: &[Range<usize>]) -> String {
    let piece = |r: &Range<usize>| -> String {
        text.get(r.clone())
            .unwrap_or_default()
            .iter()
            .collect::<String>()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    stretches.iter().map(piece).collect::<Vec<_>>().join(" \u{2026} ")
}
