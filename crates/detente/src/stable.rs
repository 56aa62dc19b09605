//! *Would it hold?* The graph model of conflict resolution: which states are stable, for whom, and why.
//!
//! The meaning of the words, the algorithms and their papers are on the page `docs/methods/stable.md`.

pub mod explicit;
pub mod graph;
pub mod reach;
pub mod reasons;
pub mod single;
pub mod space;
pub mod symbolic;

use crate::case::{IssueId, OptionId, Package, PartyId};

/// A way to look ahead: what keeps a party from leaving a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concept {
    /// It has no improvement (R; Nash 1950).
    Nash,
    /// General metarational: every improvement can be answered by moves that leave it no better off (Howard 1971).
    Gmr,
    /// Symmetric metarational: and it cannot escape from that answer (Howard 1971).
    Smr,
    /// Sequential: the answer consists of improvements for those who make it (Fraser & Hipel 1979).
    Seq,
    /// Symmetric sequential: credible answers from which it cannot escape (Rego & Vieira, GDN 26, 2017).
    SSeq,
    /// Simultaneous: its improvement is spoilt if others improve at the same time (Fraser & Hipel 1984).
    Sim,
}

impl Concept {
    /// All concepts, from the shortest look ahead.
    pub const ALL: [Concept; 6] =
        [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::SSeq, Concept::Sim];

    /// Its name on the command line and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Concept::Nash => "nash",
            Concept::Gmr => "gmr",
            Concept::Smr => "smr",
            Concept::Seq => "seq",
            Concept::SSeq => "ssymseq",
            Concept::Sim => "sim",
        }
    }

    /// The concept of this name.
    pub fn named(key: &str) -> Option<Concept> {
        Concept::ALL.into_iter().find(|c| c.key() == key)
    }
}

/// By whose rule opponents answer together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Convention {
    /// An opponent may move again, though never twice in a row (Fang, Hipel & Kilgour 1993).
    #[default]
    Literature,
    /// Each opponent moves at most once, in any order, as in the program GMCR+; a coalition is one player that moves all that
    /// its members decide in one go.
    GmcrPlus,
}

impl Convention {
    /// Its name on the command line and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Convention::Literature => "literature",
            Convention::GmcrPlus => "gmcr-plus",
        }
    }
}

/// One act on the way from a state to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Who moves: one party, or several together.
    pub by: Vec<PartyId>,
    /// Where that leads.
    pub to: Package,
}

/// Why a state is stable for a party under a concept, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The state.
    pub state: Package,
    /// The party.
    pub party: PartyId,
    /// The concept.
    pub concept: Concept,
    /// Whether the party stays.
    pub stable: bool,
    /// Where it is stable: each of its improvements, and what deters it. Where it is not: one improvement that nothing
    /// deters. Empty where there is no improvement.
    pub improvements: Vec<Improvement>,
    /// Improvements beyond those that are told.
    pub more: usize,
}

/// An improvement of a party, and the answer that deters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Improvement {
    /// Where it would move.
    pub to: Package,
    /// What the others do then, step by step, so that it is no better off in the end; `None` where nothing deters it. Empty
    /// where it is no better off by itself, which is never so for an improvement. Under [`Concept::Sim`] what others do at
    /// the same time, each as seen from the state itself.
    pub answer: Option<Vec<Act>>,
    /// Under [`Concept::Sim`]: where all of that together ends.
    pub together: Option<Package>,
}

/// Options that are settled.
pub type Settled = [(IssueId, OptionId)];
