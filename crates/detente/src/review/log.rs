//! The log of a review: one line of JSON for each decision, only ever added to.

use serde::{Deserialize, Serialize};

use super::Fields;
use crate::diagnostic::printable;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// The proposal became a claim.
    Accept,
    /// Something of it was put differently; it stays open.
    Edit,
    /// It is not to become a claim.
    Reject,
    /// The last decision on it was taken back.
    Undo,
}

impl Decision {
    /// The word for it in the log.
    pub fn word(self) -> &'static str {
        match self {
            Decision::Accept => "accept",
            Decision::Edit => "edit",
            Decision::Reject => "reject",
            Decision::Undo => "undo",
        }
    }
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// By whom.
    pub by: String,
    /// The proposal, by its id.
    pub proposal: String,
    /// Its document, by key.
    pub document: String,
    /// What was decided.
    pub decision: Decision,
    /// Why: always there for a rejection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What the reviewer put differently or added.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub with: Fields,
    /// The claim that was made, or taken out again, by its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// What else was added to the case with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Added>,
    /// SHA-256 of the case file before.
    pub case_before: String,
    /// And after.
    pub case_after: String,
}

/// A text that was put into a list of the case beside a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Added {
    /// The list: the keys that lead to it, as in `["demands", "gauges-first", "because"]`.
    pub to: Vec<String>,
    /// The text.
    pub item: String,
}

impl Entry {
    /// Its line, with the line end.
    pub fn line(&self) -> String {
        let mut line = serde_json::to_string(self).expect("a decision has text keys alone");
        line.push('\n');
        line
    }
}

/// All decisions of a review, as far as they can be read.
#[derive(Debug, Clone, Default)]
pub struct Log {
    entries: Vec<Entry>,
    faults: Vec<String>,
    torn: bool,
}

impl Log {
    /// Reads a log. A line that cannot be read is left where it is and told among [`Log::faults`]: the last one may have
    /// been torn by a crash.
    pub fn read(text: &str) -> Log {
        let mut log = Log { torn: !text.is_empty() && !text.ends_with('\n'), ..Log::default() };
        let count = text.lines().count();
        for (n, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            if let Ok(entry) = serde_json::from_str(line) {
                log.entries.push(entry);
                continue;
            }
            let shown: String = printable(line).chars().take(60).collect();
            let cut = if line.chars().count() > 60 { "\u{2026}" } else { "" };
            let what = if n + 1 == count && log.torn {
                "the last line of the log is torn, as if writing it had been cut off"
            } else {
                "a line of the log cannot be read"
            };
            log.faults.push(format!(
                "{what} (line {}): \u{201c}{shown}{cut}\u{201d}; it is left as it is and counts for nothing",
                n + 1
            ));
        }
        log
    }

    /// The decisions, from the first to the last.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The lines that could not be read, in words.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// What is to be put before the next line: a line end where the last one has none.
    pub fn before_next(&self) -> &'static str {
        if self.torn { "\n" } else { "" }
    }
}

impl Log {
    /// Adds decisions that were written to its file.
    pub(super) fn add(&mut self, entries: &[Entry]) {
        self.entries.extend_from_slice(entries);
        self.torn = false;
    }
}
