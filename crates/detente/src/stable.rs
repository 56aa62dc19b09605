//! *Would it hold?* The graph model of conflict resolution: which states are stable, for whom, and why.
//!
//! The meaning of the words, the algorithms and their papers are on the page `docs/methods/stable.md`.

mod ask;
pub mod classes;
pub mod coalition;
pub mod evolution;
pub mod explicit;
mod facts;
pub mod graph;
pub mod inverse;
#[cfg(test)]
mod judge;
pub mod limited;
#[cfg(test)]
mod models;
pub mod picture;
pub mod reach;
pub(crate) mod readings;
pub mod reasons;
pub mod robust;
mod show;
pub mod single;
pub mod space;
pub mod symbolic;
mod work;

pub use facts::{StableFacts, schema};
pub use readings::{Equilibria, Reading, Readings};

use self::{
    classes::Classes, coalition::Coalitions, evolution::Evolution, explicit::Verdicts, graph::Graph, inverse::Inverse,
    limited::Limited, robust::Robust, single::Single, space::Space, symbolic::Symbolic,
};
use crate::{
    case::{Case, IssueId, OptionId, Package, PartyId},
    question::{Budget, Limit, Refusal},
    readings::Doubt,
    why::Cautions,
};

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is something that is asked for or not")]
pub struct Stable {
    /// Options that are settled. Where they are a whole package: would it hold? Else only states that have them are looked at.
    pub package: Option<Vec<(IssueId, OptionId)>>,
    /// The states, by their numbers, of which it is told why they are stable or not.
    pub states: States,
    /// How things stand, instead of what the case says.
    pub from: Option<Package>,
    /// By whose rule opponents answer together.
    pub convention: Convention,
    /// The concepts that are looked at; `None`: all, though [`Concept::Sim`] only where states are few.
    pub concepts: Option<Vec<Concept>>,
    /// What each party goes by, where that is not the same for all.
    pub mix: Option<Mix>,
    /// Which coalitions are looked at.
    pub coalitions: Allied,
    /// How many moves two parties look ahead, where that is asked.
    pub horizon: Option<u32>,
    /// Whether it is asked what it would take for the states asked about to hold.
    pub inverse: bool,
    /// Whether it is asked how often equilibria survive small changes.
    pub robust: bool,
    /// How the states are looked at; `None`: as it fits.
    pub engine: Option<Engine>,
    /// Whether all states are listed, however many there are.
    pub list: bool,
    /// Answer under every reading of what is disputed, too.
    pub readings: bool,
    /// Answer under every reading of this instead, where it is not empty.
    pub doubt: Doubt,
}

/// Some states, or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum States {
    /// Those with these numbers.
    Some(Vec<usize>),
    /// All.
    All,
}

impl Default for States {
    fn default() -> Self {
        States::Some(Vec::new())
    }
}

/// What each party goes by: a state is an equilibrium if each party finds it stable under one of its concepts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mix {
    /// Those of parties that are not named.
    pub all: Vec<Concept>,
    /// Those of parties that are.
    pub by: Vec<(PartyId, Vec<Concept>)>,
}

impl Mix {
    /// The concepts that a party goes by.
    pub fn of(&self, party: PartyId) -> &[Concept] {
        self.by.iter().find(|(p, _)| *p == party).map_or(&self.all, |(_, concepts)| concepts)
    }
}

/// Which coalitions are looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Allied {
    /// Those that decide an issue together.
    #[default]
    Joint,
    /// All.
    All,
    /// These.
    These(Vec<Vec<PartyId>>),
}

/// How states are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// All states in arrays.
    Explicit,
    /// Sets of states as decision diagrams.
    Symbolic,
    /// One state, with a solver.
    Single,
}

impl Engine {
    /// Its name on the command line and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Engine::Explicit => "explicit",
            Engine::Symbolic => "symbolic",
            Engine::Single => "single",
        }
    }
}

/// The answer.
#[derive(Debug)]
pub struct StableAnswer<'a> {
    /// The question as it was asked.
    pub asked: Stable,
    /// How well founded what it rests on is.
    pub cautions: Cautions,
    /// Who moves what.
    pub graph: Graph<'a>,
    /// The concepts that were looked at.
    pub concepts: Vec<Concept>,
    /// What was found, by the engine that found it.
    pub found: Found<'a>,
    /// The answer under each reading of what is disputed.
    pub readings: Option<Readings>,
    /// What cut the answer short, if anything did.
    pub limit: Option<Limit>,
    /// Whether it was stopped from outside.
    pub stopped: bool,
}

/// What was found, by the engine that found it.
#[derive(Debug)]
pub enum Found<'a> {
    /// Where all states were laid out.
    Explicit(Box<Listed<'a>>),
    /// Where there are too many states for that.
    Beyond(Box<Beyond<'a>>),
}

/// What is known where there are too many states to be laid out.
#[derive(Debug)]
pub struct Beyond<'a> {
    /// Sets of states as decision diagrams; `None` where only one state was looked at.
    pub symbolic: Option<Symbolic<'a>>,
    /// The package that was asked about, with the verdict of each party by each concept.
    pub trial: Option<(Package, Vec<Single>)>,
}

/// What is known where all states were laid out.
#[derive(Debug)]
pub struct Listed<'a> {
    /// The states.
    pub space: Space<'a>,
    /// Which are stable for whom.
    pub verdicts: Verdicts,
    /// How things stand, as a cell.
    pub status_quo: Option<usize>,
    /// The package that was asked about, as a cell.
    pub trial: Option<usize>,
    /// States that are stable for each party under one of the concepts that it goes by, as bits.
    pub mixed: Option<Vec<u64>>,
    /// Why states are stable or not: those asked about, and more where they are few.
    pub reasons: Vec<Reason>,
    /// States that nobody tells apart; `None` where there are too many states to look.
    pub classes: Option<Classes>,
    /// What coalitions could do, where any are looked at.
    pub coalitions: Option<Coalitions>,
    /// What looking some moves ahead comes to, where that was asked.
    pub limited: Option<Limited>,
    /// How things could move on from the status quo, where it is known.
    pub evolution: Option<Evolution>,
    /// What it would take for the states asked about to hold, where that was asked.
    pub inverse: Option<Vec<Inverse>>,
    /// How often equilibria survive small changes, where that was asked.
    pub robust: Option<Robust>,
    /// The cells that reasons are told of.
    pub told: Vec<usize>,
}

impl Stable {
    /// Asks the question.
    ///
    /// # Errors
    /// Refuses where no issue says who decides it, where it is not known what a party prefers that decides something, where no
    /// engine fits, where a state is asked about that does not exist, or where it was stopped.
    pub fn ask<'a>(&self, case: &'a Case, budget: &Budget) -> Result<StableAnswer<'a>, Refusal> {
        ask::ask(self, case, budget)
    }
}

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
