//! The cheapest set of members to give up, then the next, and so on: core-guided weighted MaxSAT in the OLL family.
//!
//! Andres, Kaufmann, Matheis & Schaub (ICLP 2012) for OLL; Morgado, Dodaro & Marques-Silva (CP 2014) for its use in
//! MaxSAT; Ignatiev, Morgado & Marques-Silva (JSAT 2019) for stratification and hardening; Bailleux & Boufkhad
//! (CP 2003) for the totalizer.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{
    Cancel,
    model::Model,
    oracle::Oracle,
    parts::Part,
    solver::{Lit, Solver, Verdict},
};

/// What came of looking for the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// These, at this cost; nothing cheaper is left.
    GiveUp(Vec<usize>, u128),
    /// There is no other.
    None,
    /// It was stopped.
    Stopped,
}

/// Clauses that a search may learn at least and at most, whatever the effort allowed.
const LEAST_WORK: u64 = 5_000;
const MOST_WORK: u64 = 50_000;

/// Members of a core from which on it is minimised.
const LARGE: usize = 24;

/// A search for ways out in the order of their cost.
pub(crate) struct Cheapest {
    pub(crate) oracle: Oracle,
    hard: Vec<Lit>,
    soft: Vec<(usize, Lit, u128)>,
    /// What must hold to give nothing (more) up, and what breaking it costs.
    weights: BTreeMap<Lit, u128>,
    /// For an output of a counter that is in `weights`: the counter, and how many it allows.
    counters: BTreeMap<Lit, (usize, usize)>,
    outputs: Vec<(Vec<Lit>, u128)>,
    bound: u128,
    /// What is lighter than this has not been looked at yet.
    floor: Option<u128>,
    exhausted: bool,
}

impl Cheapest {
    /// Over a part of a case; only members that may be, and are not absolute, are given up.
    pub(crate) fn among(model: &Model<'_>, part: &Part, may: &dyn Fn(usize) -> bool, cancel: Cancel) -> Self {
        let (mut hard, mut soft) = (Vec::new(), Vec::new());
        for m in part.members(model) {
            match model.costs[m] {
                Some(cost) if may(m) => soft.push((m, cost)),
                _ => hard.push(m),
            }
        }
        Self::new(Oracle::choosing(model, part, cancel), &hard, &soft)
    }

    /// `hard` members are never given up; `soft` ones at their cost, which is above 0.
    pub(crate) fn new(oracle: Oracle, hard: &[usize], soft: &[(usize, u128)]) -> Self {
        let selector = |n: usize| oracle.lits.selectors[n].expect("members have selectors");
        let hard: Vec<Lit> = hard.iter().map(|n| selector(*n)).collect();
        let soft: Vec<(usize, Lit, u128)> = soft.iter().map(|(n, cost)| (*n, selector(*n), *cost)).collect();
        let weights = soft.iter().map(|(_, l, cost)| (*l, *cost)).collect();
        Cheapest {
            oracle,
            hard,
            soft,
            weights,
            counters: BTreeMap::new(),
            outputs: Vec::new(),
            bound: 0,
            floor: None,
            exhausted: false,
        }
    }

    /// Limits the work of all that follows; the search is stopped once it is used up.
    pub(crate) fn within(mut self, effort: u64) -> Self {
        self.oracle.solver.allow(effort.clamp(LEAST_WORK, MOST_WORK));
        self
    }

    /// The cheapest set that no set given before is part of. It is minimal, since every part of it would be cheaper.
    pub(crate) fn next(&mut self) -> Next {
        if self.exhausted {
            return Next::None;
        }
        // Heavy ones first: cores among them raise the bound most. Once all have been looked at, that is over.
        let mut floor = match self.floor {
            Some(floor) => floor,
            None => self.lower(u128::MAX).unwrap_or(0),
        };
        loop {
            let mut assumptions = self.hard.clone();
            assumptions.extend(self.weights.iter().filter(|(_, w)| **w >= floor).map(|(l, _)| *l));
            match self.oracle.solver.solve(&assumptions) {
                Verdict::Stopped => return Next::Stopped,
                Verdict::Unsat => {
                    let core: Vec<Lit> =
                        self.oracle.solver.core().into_iter().filter(|l| self.weights.contains_key(l)).collect();
                    if core.is_empty() {
                        self.exhausted = true;
                        return Next::None;
                    }
                    match self.trim(core) {
                        Some(core) => self.relax(&core),
                        None => return Next::Stopped,
                    }
                }
                Verdict::Sat => {
                    let Some(lower) = self.lower(floor) else {
                        self.floor = Some(0);
                        return self.take();
                    };
                    floor = lower;
                }
            }
        }
    }

    /// The next floor below one: low enough to let in several weights at once, where there are many of them (the
    /// diversity rule of Ansotegui, Bonet, Gabas & Levy, CP 2012).
    fn lower(&self, floor: u128) -> Option<u128> {
        let mut below: Vec<u128> = self.weights.values().copied().filter(|w| *w < floor).collect();
        below.sort_unstable_by(|a, b| b.cmp(a));
        let mut different = 0;
        for (n, w) in below.iter().enumerate() {
            let next = below.get(n + 1);
            if next != Some(w) {
                different += 1;
                if (n + 1) as u128 * 4 >= different * 5 && n + 1 >= below.len().div_ceil(4) {
                    return Some(*w);
                }
            }
        }
        below.last().copied()
    }

    fn take(&mut self) -> Next {
        let given_up: Vec<(usize, Lit, u128)> =
            self.soft.iter().copied().filter(|(_, l, _)| !self.oracle.solver.holds(*l)).collect();
        let cost = given_up.iter().map(|(_, _, c)| c).sum();
        debug_assert_eq!(cost, self.bound, "the bound is met");
        // None of the sets to come contains this one.
        let clause: Vec<Lit> = given_up.iter().map(|(_, l, _)| *l).collect();
        self.oracle.solver.clause(&clause);
        self.exhausted = clause.is_empty();
        Next::GiveUp(given_up.into_iter().map(|(n, _, _)| n).collect(), cost)
    }

    /// Asks again with the core alone, as long as that makes it smaller (core trimming); `None` if it was stopped.
    fn trim(&mut self, mut core: Vec<Lit>) -> Option<Vec<Lit>> {
        loop {
            let mut assumptions = self.hard.clone();
            assumptions.extend(&core);
            match self.oracle.solver.solve(&assumptions) {
                Verdict::Stopped => return None,
                Verdict::Sat => return Some(core),
                Verdict::Unsat => {
                    let smaller = self.oracle.solver.core();
                    let before = core.len();
                    core.retain(|l| smaller.contains(l));
                    if core.len() == before || core.len() < 2 {
                        return if core.len() > LARGE { self.minimise(core) } else { Some(core) };
                    }
                }
            }
        }
    }

    /// Leaves out of a core what it can spare: a counter of many takes clauses by the square.
    fn minimise(&mut self, mut core: Vec<Lit>) -> Option<Vec<Lit>> {
        let mut n = core.len();
        while n > 0 {
            n -= 1;
            let mut assumptions = self.hard.clone();
            assumptions.extend(core.iter().enumerate().filter(|(k, _)| *k != n).map(|(_, l)| *l));
            match self.oracle.solver.solve(&assumptions) {
                Verdict::Stopped => return None,
                Verdict::Sat => {}
                Verdict::Unsat => {
                    let (smaller, needed) = (self.oracle.solver.core(), core.len() - n - 1);
                    core.retain(|l| smaller.contains(l));
                    n = core.len() - needed.min(core.len());
                }
            }
        }
        Some(core)
    }

    /// Pays for a core: one of it must be broken, and how many are is counted from now on.
    fn relax(&mut self, core: &[Lit]) {
        let Some(least) = core.iter().map(|l| self.weights[l]).min() else {
            self.exhausted = true;
            return;
        };
        self.bound += least;
        for lit in core {
            let weight = self.weights.get_mut(lit).expect("a core is made of what is weighed");
            *weight -= least;
            if *weight == 0 {
                self.weights.remove(lit);
            }
            // A counter that allowed k now may come to allow k + 1, at the same price.
            if let Some((counter, k)) = self.counters.get(lit).copied()
                && let (outputs, price) = &self.outputs[counter]
                && let Some(next) = outputs.get(k + 1).map(|o| !*o)
                && let Entry::Vacant(slot) = self.counters.entry(next)
            {
                slot.insert((counter, k + 1));
                self.weights.insert(next, *price);
            }
        }
        if let [only] = core {
            self.oracle.solver.clause(&[!*only]);
            return;
        }
        let broken: Vec<Lit> = core.iter().map(|l| !*l).collect();
        let outputs = self.totalizer(&broken);
        // At least one is broken, and paid for; each further one costs the same again.
        self.oracle.solver.clause(&[outputs[0]]);
        let counter = self.outputs.len();
        let second = !outputs[1];
        self.counters.insert(second, (counter, 1));
        self.weights.insert(second, least);
        self.outputs.push((outputs, least));
    }

    /// Outputs of which the `k`-th (from 0) holds wherever more than `k` inputs do.
    fn totalizer(&mut self, inputs: &[Lit]) -> Vec<Lit> {
        if let [_] = inputs {
            return inputs.to_vec();
        }
        let (left, right) = inputs.split_at(inputs.len() / 2);
        let (left, right) = (self.totalizer(left), self.totalizer(right));
        let outputs: Vec<Lit> = inputs.iter().map(|_| self.oracle.solver.variable(false)).collect();
        for i in 0..=left.len() {
            for j in 0..=right.len() {
                if i + j == 0 {
                    continue;
                }
                let mut clause = vec![outputs[i + j - 1]];
                clause.extend(i.checked_sub(1).map(|i| !left[i]));
                clause.extend(j.checked_sub(1).map(|j| !right[j]));
                self.oracle.solver.clause(&clause);
            }
        }
        outputs
    }
}
