//! *In what order?* From a package to steps that can be carried out, or to the ring that prevents it and the cheapest bridges.
//!
//! The meaning of the words, the algorithms and their papers are on the page `docs/methods/roadmap.md`.

mod choice;
#[expect(dead_code, reason = "being built")]
mod graph;

pub use choice::{Choice, How};

use crate::{
    case::{Date, IssueId, OptionId, StepId},
    deals::Notion,
};

/// The question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roadmap {
    /// For which package.
    pub which: Which,
    /// As if the demands of this way out were given up, counted from 1 as `why` lists them.
    pub way_out: Option<usize>,
    /// For which steps, instead of the goals of the file; empty: as the file says.
    pub goals: Vec<StepId>,
    /// The first day, instead of the file's.
    pub start: Option<Date>,
    /// The last day, instead of the file's.
    pub deadline: Option<Date>,
    /// How many bridges are listed.
    pub max: usize,
}

/// Which package a roadmap is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// One for which least must be given up; nothing, where that is possible.
    Best,
    /// This; issues that it leaves open are settled as well as can be.
    Package(Vec<(IssueId, OptionId)>),
    /// A named solution.
    Deal(Notion),
}

impl Default for Roadmap {
    fn default() -> Self {
        Roadmap { which: Which::Best, way_out: None, goals: Vec::new(), start: None, deadline: None, max: 10 }
    }
}
