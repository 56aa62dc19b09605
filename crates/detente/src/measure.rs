//! The tasks of the search one at a time, as the benchmarks time them. Not for other use: it may change at any time.
//!
//! [`crate::why::Why`] answers the whole question: it also looks for what each conflict rests on, for the agreement
//! behind each way out and for pivots. Other solvers do not, so that a comparison needs the tasks by themselves.

use num_bigint::BigUint;

use crate::{
    case::Case,
    question::Budget,
    search::{
        cheapest::{Cheapest, Next},
        combine::{self, WayOut},
        knots::{self, Limits},
        model::{Model, Setting},
        oracle::{Found, Oracle},
        parts::parts,
    },
};

/// A case, made ready. Members (demands, then walk-aways of principals) are told by their number, from 0.
#[derive(Debug)]
pub struct Tasks<'a> {
    model: Model<'a>,
    budget: Budget,
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
        Tasks { model: Model::new(case, &Setting::default()), budget: budget.clone() }
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

    /// The cheapest `n` ways out, found without knowing all conflicts.
    pub fn cheapest(&self, n: usize) -> Vec<Given> {
        let lists: Vec<Vec<WayOut>> = parts(&self.model, &|_| true)
            .iter()
            .map(|part| {
                let (hard, soft): (Vec<usize>, Vec<usize>) =
                    part.members(&self.model).into_iter().partition(|m| self.model.costs[*m].is_none());
                let soft: Vec<(usize, u128)> = soft.iter().filter_map(|m| Some((*m, self.model.costs[*m]?))).collect();
                let oracle = Oracle::choosing(&self.model, part, self.budget.cancel.clone());
                let mut search = Cheapest::new(oracle, &hard, &soft);
                let mut found = Vec::new();
                while found.len() < n
                    && let Next::GiveUp(members, cost) = search.next()
                {
                    found.push(WayOut::new(members, cost));
                }
                found
            })
            .collect();
        given(combine::cheapest(&lists, n))
    }

    /// All conflicts, and the cheapest `n` ways out.
    pub fn all(&self, n: usize) -> All {
        let limits = Limits {
            calls: self.budget.effort,
            conflicts: self.budget.conflicts,
            ways_out: n.max(1),
            threads: self.budget.threads,
            cancel: self.budget.cancel.clone(),
        };
        let found = knots::knots(&self.model, &limits);
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
}

fn given(ways: Vec<WayOut>) -> Vec<Given> {
    ways.into_iter().map(|w| (w.cost, w.members)).collect()
}
