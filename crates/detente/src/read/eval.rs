//! *How good is a draft?* Holds what was read against what careful readers found, element by element.
//!
//! What each figure means, how gold of one's own is written, and what figures do not tell is on the page
//! `docs/methods/read-eval.md`.

mod brat;
mod conditions;
mod gather;
mod gold;
mod judge;
mod misses;
mod names;
mod pairs;
mod persons;
mod schema;
mod show;
mod tally;
#[cfg(test)]
mod tests;
mod together;
mod toml;

use serde_json::{Value, json};

pub use self::{
    gather::{Annotations, Faults, Report, gather},
    gold::{Gold, Known, Reference, Stated},
    misses::{Miss, Missed},
    schema::schema,
    tally::{Counts, Element, Tally},
};
use crate::{
    question::Refusal,
    read::{Draft, Language},
};

/// The figures of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// Over all reports, each statement counting alike (micro average).
    pub all: Tally,
    /// For each report, without what is between reports.
    pub reports: Vec<(String, Tally)>,
    /// Pronouns that were taken for somebody without a mark. It must be 0: whoever reviews the draft is not told.
    pub silent: usize,
    /// What was missed, and what was proposed wrongly.
    pub misses: Vec<Miss>,
}

/// Holds a draft against gold. Statements are those that are ascribed; the narrator's own sentences are left out.
///
/// `language` is that by which the draft was read; its sentences are those that conditions are flagged by.
///
/// # Errors
///
/// Where there is no gold, or the draft does not have one of its reports.
pub fn evaluate(golds: &[Gold], draft: &Draft, language: &Language) -> Result<Evaluation, Refusal> {
    if golds.is_empty() {
        return Err(Refusal::new("there is no gold to hold the draft against"));
    }
    if let Some(absent) = golds.iter().find(|g| draft.documents.iter().all(|d| d.key != g.report)) {
        return Err(Refusal::new(format!("the draft has no document `{}`", absent.report))
            .help("read the very reports that the gold is about"));
    }
    let mut all = Tally::new();
    let mut reports = Vec::new();
    let mut misses = Vec::new();
    let mut silent = 0;
    let mut paired = Vec::new();
    for gold in golds {
        let judged = judge::report(gold, draft, language);
        all.add(&judged.tally);
        silent += judged.silent;
        misses.extend(judged.misses);
        reports.push((gold.report.clone(), judged.tally));
        paired.extend(judged.paired);
    }
    together::judge(golds, draft, &paired, &mut all, &mut misses);
    Ok(Evaluation { all, reports, silent, misses })
}

impl Evaluation {
    /// The figures for programs; `misses` adds what was missed and wrongly proposed.
    pub fn facts(&self, misses: bool) -> Value {
        let reports: Vec<Value> =
            self.reports.iter().map(|(name, tally)| json!({ "report": name, "elements": tally.facts() })).collect();
        json!({
            "elements": self.all.facts(),
            "silent_pronouns": self.silent,
            "reports": reports,
            "misses": misses.then(|| self.misses.iter().map(Miss::facts).collect::<Vec<_>>()),
        })
    }
}
