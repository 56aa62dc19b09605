//! The tasks of the search one at a time, as the benchmarks time them. Not for other use: it may change at any time.
//!
//! [`crate::why::Why`] answers the whole question: it also looks for what each conflict rests on, for the agreement
//! behind each way out and for pivots. Other solvers do not, so that a comparison needs the tasks by themselves.

pub mod order;
pub mod reading;

use num_bigint::BigUint;

use crate::{
    case::Case,
    question::Budget,
    search::{
        combine::{self, WayOut},
        knots::{self, Limits},
        model::{Model, Setting},
        oracle::{Found, Oracle},
    },
};

/// A case, made ready. Members (demands, then walk-aways of principals) are told by their number, from 0.
#[derive(Debug)]
pub struct Tasks<'a> {
    model: Model<'a>,
    budget: Budget,
    many: usize,
}

/// What is given up, and at what cost, in units of which [`Tasks::unit`] make a firmness of 1.
pub type Given = (u128, Vec<usize>);

/// All conflicts, and the cheapest ways out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct All {
    /// Minimal sets of members that cannot hold together; each in order, the whole sorted.
    pub conflicts: Vec<Vec<usize>>,
    /// By cost.
    pub ways_out: Vec<Given>,
    /// How many ways out there are.
    pub ways_out_total: BigUint,
    /// Parts of the case that no conflict joins.
    pub knots: usize,
    /// Whether nothing is missing.
    pub complete: bool,
}

impl<'a> Tasks<'a> {
    /// Makes a case ready.
    pub fn new(case: &'a Case, budget: &Budget) -> Self {
        Tasks { model: Model::new(case, &Setting::default()), budget: budget.clone(), many: knots::MANY }
    }

    /// The same, but cases of every size are looked at without their walk-aways first.
    #[must_use]
    pub fn apart(self) -> Self {
        Tasks { many: 0, ..self }
    }

    /// How many members there are.
    pub fn members(&self) -> usize {
        self.model.members
    }

    /// Units of cost that make a firmness of 1.
    pub fn unit(&self) -> i128 {
        self.model.cost_scale
    }

    /// One conflict; `None` where there is none.
    pub fn first_conflict(&self) -> Option<Vec<usize>> {
        let mut oracle = Oracle::new(&self.model, &self.model.whole(), self.budget.cancel.clone());
        match oracle.ask(0..self.model.members) {
            Found::Blame(blame) => oracle.shrink(blame, &[]),
            Found::Agreement(_) | Found::Stopped => None,
        }
    }

    /// The cheapest way out, found without knowing all conflicts; `None` where there is none. Where nothing is blocked,
    /// it gives nothing up.
    pub fn cheapest(&self) -> Option<Given> {
        knots::cheapest_one(&self.model, &self.limits(1)).map(|w| (w.cost, w.members))
    }

    /// All conflicts, and the cheapest `n` ways out.
    pub fn all(&self, n: usize) -> All {
        let found = knots::knots(&self.model, &self.limits(n));
        let lists: Vec<Vec<WayOut>> = found.knots.iter().map(|k| k.ways_out.clone()).collect();
        let mut conflicts: Vec<Vec<usize>> = found.knots.iter().flat_map(|k| k.conflicts.iter().cloned()).collect();
        conflicts.sort_unstable();
        All {
            ways_out: given(combine::cheapest(&lists, n)),
            ways_out_total: found.knots.iter().map(knots::Knot::total).product(),
            knots: found.knots.len(),
            complete: !found.stopped && found.knots.iter().all(|k| k.complete),
            conflicts,
        }
    }

    fn limits(&self, ways_out: usize) -> Limits {
        Limits {
            many: self.many,
            calls: self.budget.effort,
            conflicts: self.budget.conflicts,
            ways_out: ways_out.max(1),
            threads: self.budget.threads,
            cancel: self.budget.cancel.clone(),
        }
    }
}

fn given(ways: Vec<WayOut>) -> Vec<Given> {
    ways.into_iter().map(|w| (w.cost, w.members)).collect()
}
