//! Reports and their annotations, brought together: what one says of another must be there.

use std::collections::HashSet;

use super::{
    brat,
    gold::{Gold, Reference},
    toml,
};
use crate::diagnostic::{Code, Diagnostic, Place};

/// A report with its annotations, as they stand in files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What is annotated.
    pub annotations: Annotations,
}

/// Annotations in one of the forms that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Annotations {
    /// `NAME.gold.toml`: everything.
    Toml(String),
    /// `NAME.ann`: the standoff form of brat, for attributions of public corpora.
    Brat(String),
}

impl Annotations {
    /// The text of their file.
    pub fn text(&self) -> &str {
        match self {
            Annotations::Toml(text) | Annotations::Brat(text) => text,
        }
    }
}

/// What is wrong with the annotations of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults {
    /// Which of the reports, from 0.
    pub report: usize,
    /// The faults, with their places in its annotations.
    pub found: Vec<Diagnostic>,
}

/// Reads the annotations of several reports.
///
/// # Errors
///
/// For each report the faults of its annotations: what is no TOML or no standoff, words that do not stand in the report,
/// names of statements that are nowhere.
pub fn gather(reports: &[Report]) -> Result<Vec<Gold>, Vec<Faults>> {
    let mut golds = Vec::new();
    let mut foreign: Vec<(usize, Reference, Place)> = Vec::new();
    let mut faults: Vec<Faults> = Vec::new();
    for (n, report) in reports.iter().enumerate() {
        let read = match &report.annotations {
            Annotations::Toml(told) => toml::parse(&report.name, &report.text, told),
            Annotations::Brat(told) => brat::parse(&report.name, &report.text, told).map(|gold| (gold, Vec::new())),
        };
        match read {
            Ok((gold, others)) => {
                golds.push(gold);
                foreign.extend(others.into_iter().map(|(reference, place)| (n, reference, place)));
            }
            Err(found) => faults.push(Faults { report: n, found }),
        }
    }
    // Where a report could not be read, nobody knows what it has.
    if faults.is_empty() {
        let known: HashSet<(&str, &str)> =
            golds.iter().flat_map(|g| g.statements.iter().map(|s| (g.report.as_str(), s.id.as_str()))).collect();
        for (n, reference, place) in foreign {
            if known.contains(&(reference.report.as_str(), reference.id.as_str())) {
                continue;
            }
            let fault = if golds.iter().any(|g| g.report == reference.report) {
                let ids = known.iter().filter(|(r, _)| *r == reference.report).map(|(_, id)| *id);
                let mut ids: Vec<&str> = ids.collect();
                ids.sort_unstable();
                let message = format!("the report `{}` has no statement `{}`", reference.report, reference.id);
                Diagnostic::new(Code::UnknownName, place, message).did_you_mean(&reference.id, ids)
            } else {
                let names = golds.iter().map(|g| g.report.as_str());
                Diagnostic::new(Code::UnknownName, place, format!("there is no report `{}`", reference.report))
                    .did_you_mean(&reference.report, names)
            };
            match faults.last_mut().filter(|f| f.report == n) {
                Some(same) => same.found.push(fault),
                None => faults.push(Faults { report: n, found: vec![fault] }),
            }
        }
    }
    if faults.is_empty() { Ok(golds) } else { Err(faults) }
}
