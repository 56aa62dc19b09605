//! *How sure is that?* What becomes of each equilibrium when one thing in the model is a little otherwise: two neighbouring
//! levels of a party's order exchanged, a statement dropped or an issue that counts for nothing, moves that can be made or
//! cannot.
//!
//! Sensitivity analysis as in Fang, Hipel & Kilgour, *Interactive Decision Making* (1993), though over all variants of a kind
//! rather than over some that an analyst thinks of.

mod facts;
#[cfg(test)]
mod tests;
mod variants;

pub use self::variants::{Allowed, Variant};
use super::{Concept, Convention, explicit, explicit::Verdicts, space::Space};
use crate::question::{Budget, Refusal};

/// Variants of a kind times cells times parties, beyond which that kind is not tried.
const MOST_WORK: usize = 1 << 25;

/// Variants that break an equilibrium and are kept, of each kind.
const MOST_BREAKS: usize = 3;

/// A kind of small change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Two neighbouring levels of a party's order are exchanged.
    Swaps,
    /// One of a party's statements is dropped, or an issue counts for nothing to a party that has weights.
    Dropped,
    /// An issue can be moved freely, forward only, or back only, where it is otherwise.
    Moves,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 3] = [Kind::Swaps, Kind::Dropped, Kind::Moves];

    /// Its name in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Swaps => "swaps",
            Kind::Dropped => "dropped",
            Kind::Moves => "moves",
        }
    }
}

/// How often equilibria survive small changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robust {
    /// By whose rule opponents answer.
    pub convention: Convention,
    /// What was tried.
    pub tried: Vec<Tried>,
    /// Each equilibrium under each concept, in the order of the concepts, then of the states.
    pub standings: Vec<Standing>,
}

/// The variants of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// The kind.
    pub kind: Kind,
    /// How many variants there are, each once.
    pub variants: usize,
    /// Whether they were tried: all of them, or none where that would have been too much work.
    pub done: bool,
}

/// What becomes of an equilibrium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The concept under which it is one.
    pub concept: Concept,
    /// Its cell.
    pub cell: usize,
    /// For each kind that was tried, in that order.
    pub survivals: Vec<Survival>,
}

/// How often an equilibrium survives changes of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survival {
    /// The kind.
    pub kind: Kind,
    /// Variants under which it is still an equilibrium.
    pub survived: usize,
    /// Variants that were tried.
    pub tried: usize,
    /// The first variants under which it is none.
    pub breaks: Vec<Variant>,
}

/// Asks how often each equilibrium survives small changes.
///
/// # Errors
/// Refuses where the states cannot be judged ([`explicit::verdicts`]), and where it was stopped.
pub fn robust(
    space: &Space<'_>,
    convention: Convention,
    concepts: &[Concept],
    budget: &Budget,
) -> Result<Robust, Refusal> {
    // Each variant is little work.
    let budget = &Budget { threads: 1, ..budget.clone() };
    let judge = |space: &Space<'_>| explicit::verdicts(space, convention, concepts, budget);
    let now = judge(space)?;
    let mut standings = Vec::new();
    for concept in concepts {
        let cells = space.states().filter(|c| now.equilibrium(*concept, *c));
        standings.extend(cells.map(|cell| Standing { concept: *concept, cell, survivals: Vec::new() }));
    }
    let mut trial = space.clone();
    let mut tried = Vec::new();
    for kind in Kind::ALL {
        let variants = variants::of(space, kind, &now, concepts);
        let looked_at = variants.iter().filter(|(_, matters)| *matters).count();
        let work = looked_at.saturating_mul(space.cells()).saturating_mul(space.graph.parties.len());
        let done = work <= MOST_WORK;
        tried.push(Tried { kind, variants: variants.len(), done });
        if !done {
            continue;
        }
        for standing in &mut standings {
            let all = variants.len();
            standing.survivals.push(Survival { kind, survived: all, tried: all, breaks: Vec::new() });
        }
        for (variant, _) in variants.iter().filter(|(_, matters)| *matters) {
            let before = variant.make(&mut trial, budget)?;
            let verdicts = judge(&trial)?;
            before.restore(&mut trial);
            break_down(&mut standings, variant, &verdicts);
        }
    }
    Ok(Robust { convention, tried, standings })
}

/// Notes which equilibria are none any more.
fn break_down(standings: &mut [Standing], variant: &Variant, verdicts: &Verdicts) {
    for standing in standings.iter_mut().filter(|s| !verdicts.equilibrium(s.concept, s.cell)) {
        let survival = standing.survivals.last_mut().expect("a kind that is tried has its place in each standing");
        survival.survived -= 1;
        if survival.breaks.len() < MOST_BREAKS {
            survival.breaks.push(variant.clone());
        }
    }
}
