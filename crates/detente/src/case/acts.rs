//! Acts: steps, what they wait for, what they are worth to whom, who stands by them, and when they are to be done.

use super::{Date, Firmness, Grounds, PartyId, Pattern, StepId};
use crate::{diagnostic::Place, number::Exact};

/// What a step waits for: all of some steps, one of each of some lists, and others that may come later.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits {
    /// All of these must come first.
    pub all: Vec<StepId>,
    /// Of each of these lists one must come first; no list is empty.
    pub any: Vec<Vec<StepId>>,
    /// All of these must be done sometime, before or after (*a if b eventually*: Bartoletti & Zunino, LICS 2010).
    pub on_credit: Vec<StepId>,
}

impl Waits {
    /// Whether it waits for nothing.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty() && self.on_credit.is_empty()
    }

    /// What must come first: lists of which one step each must; those of one step first.
    pub fn first(&self) -> impl Iterator<Item = &[StepId]> {
        self.all.iter().map(std::slice::from_ref).chain(self.any.iter().map(Vec::as_slice))
    }

    /// Every step that is named, in the order of the file.
    pub fn steps(&self) -> impl Iterator<Item = StepId> + '_ {
        self.all.iter().chain(self.any.iter().flatten()).chain(&self.on_credit).copied()
    }
}

/// What a rule asks of the order of steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// The step waits for others, which are not none.
    After {
        /// The step that waits.
        step: StepId,
        /// For what.
        waits: Waits,
    },
    /// The steps are one act; at least two.
    Together(Vec<StepId>),
}

/// What the party that insists on an order says of it beside.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Terms {
    /// What it would cost the party to let its step come first, trusting that what it waits for follows; `None`: as much
    /// as to give the demand up.
    pub bridge: Option<Firmness>,
    /// Who must have found the steps waited for done.
    pub verified: Option<Verification>,
    /// How else the demand is read, in the order of the file.
    pub meanings: Vec<Meaning>,
}

/// Another reading of what a demand waits for: *begun* against *completed*.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// Its key in the file.
    pub key: String,
    /// What readers call it.
    pub name: String,
    /// Who reads it so, where the file says.
    pub by: Option<PartyId>,
    /// What is waited for in this reading, instead.
    pub waits: Waits,
    /// How we know.
    pub grounds: Grounds,
    /// Where its table begins.
    pub place: Place,
}

/// Somebody finds that a step has been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verification {
    /// Who.
    pub by: PartyId,
    /// How long that takes, in days.
    pub days: u32,
}

/// An act by one or more parties.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a key of the file that says yes or no")]
pub struct Step {
    /// Its key in the file.
    pub key: String,
    /// What readers call it.
    pub name: String,
    /// Who performs it; empty where nobody is known to.
    pub by: Vec<PartyId>,
    /// What it waits for, whatever anyone demands.
    pub waits: Waits,
    /// In which packages it can be performed and is needed; `None`: in all.
    pub carries_out: Option<Pattern>,
    /// Whether it may be left out (only without `carries_out`).
    pub optional: bool,
    /// How long it takes, in days.
    pub days: Option<u32>,
    /// Whether it can be undone, where the file says so.
    pub reversible: Option<bool>,
    /// Whether the others can see that it is done.
    pub observable: bool,
    /// Whether it can be done in parts, as many as one likes.
    pub splittable: bool,
    /// Whether it can be handed to a trustee, who lets it take effect later.
    pub escrow: bool,
    /// What it is worth to whom once it is done, less than 0 where it costs: one unit for all, whatever it is. Empty, or
    /// every principal is named.
    pub values: Vec<(PartyId, Exact)>,
    /// Who must have found it done before anything that waits for it.
    pub verified: Option<Verification>,
    /// The first day on which it can begin.
    pub not_before: Option<Date>,
    /// The last day on which it can be done.
    pub not_after: Option<Date>,
    /// How we know.
    pub grounds: Grounds,
    /// Where its table begins.
    pub place: Place,
}

impl Step {
    /// What it is worth to a party; 0 to those that are not named.
    pub fn value(&self, party: PartyId) -> Exact {
        self.values.iter().find(|(p, _)| *p == party).map_or(Exact::ZERO, |(_, v)| *v)
    }
}

/// A promise of somebody to stand by others while steps are carried out; numbers are in the unit of step values.
#[derive(Debug, Clone)]
pub struct Guarantee {
    /// Its key in the file.
    pub key: String,
    /// What readers call it.
    pub name: String,
    /// Who gives it.
    pub by: PartyId,
    /// To whom it makes good up to so much, above 0, if others stop.
    pub covers: Option<(PartyId, Exact)>,
    /// Who loses so much, above 0, if it stops.
    pub binds: Option<(PartyId, Exact)>,
    /// How we know.
    pub grounds: Grounds,
    /// Where its table begins.
    pub place: Place,
}

/// What the file says of the roadmap as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agenda {
    /// Its first day.
    pub start: Option<Date>,
    /// Its last.
    pub deadline: Option<Date>,
    /// The steps that it is for; empty: all that the package needs.
    pub goals: Vec<StepId>,
}
