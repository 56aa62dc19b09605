//! Which states are stable, all at once, by passes over arrays of ranks.
//!
//! A state is unstable for a party if some move leads it to where the worst that can follow is still better than the state
//! itself. So no list of moves is ever made: the worst that can follow is a minimum, taken along one issue after the other
//! (a zeta transform over the lattice of packages), and the best of that a party can move to is a maximum, taken likewise.

mod columns;
mod credible;
mod once;
mod pass;
pub(super) mod sim;

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use self::columns::Columns;
use super::{Concept, Convention, space::Space};
use crate::question::{Budget, Refusal};

/// Which states are stable for whom.
#[derive(Debug, Clone)]
pub struct Verdicts {
    /// For each concept that was asked about, for each party of the graph, a bit for each cell: set where it is a state that is
    /// stable for the party.
    pub by: Vec<(Concept, Vec<Vec<u64>>)>,
}

impl Verdicts {
    /// The sets of a concept, one for each party; `None` where it was not asked about.
    pub fn of(&self, concept: Concept) -> Option<&[Vec<u64>]> {
        self.by.iter().find(|(c, _)| *c == concept).map(|(_, sets)| sets.as_slice())
    }

    /// Whether a state is stable for a party of the graph; false where the concept was not asked about.
    pub fn stable(&self, concept: Concept, party: usize, cell: usize) -> bool {
        self.of(concept).is_some_and(|sets| bit(&sets[party], cell))
    }

    /// Whether a state is stable for every party; false where the concept was not asked about.
    pub fn equilibrium(&self, concept: Concept, cell: usize) -> bool {
        self.of(concept).is_some_and(|sets| sets.iter().all(|s| bit(s, cell)))
    }

    /// The states that are stable for every party, as bits.
    pub fn equilibria(&self, concept: Concept) -> Option<Vec<u64>> {
        let (first, rest) = self.of(concept)?.split_first()?;
        let mut all = first.clone();
        rest.iter().for_each(|set| all.iter_mut().zip(set).for_each(|(a, b)| *a &= b));
        Some(all)
    }
}

pub(super) fn bit(set: &[u64], cell: usize) -> bool {
    set[cell / 64] >> (cell % 64) & 1 == 1
}

/// Cells times orders in which opponents can move once each, beyond which the rule of the program GMCR+ is not followed.
const MOST_ONCE: usize = 1 << 28;

/// Judges every state for every party.
///
/// # Errors
/// Refuses where it was stopped, or where too many opponents could each move once in too many orders.
pub fn verdicts(
    space: &Space<'_>,
    convention: Convention,
    concepts: &[Concept],
    budget: &Budget,
) -> Result<Verdicts, Refusal> {
    let parties = space.graph.parties.len();
    if convention == Convention::GmcrPlus {
        let most = (0..parties).map(|p| space.graph.opponents(p).len()).max().unwrap_or(0);
        if most > 1 && space.cells().checked_shl(most as u32).is_none_or(|n| most > 26 || n > MOST_ONCE) {
            return Err(Refusal::new(format!(
                "under the rule of GMCR+, {most} opponents can each move once in too many orders for {} states",
                space.len()
            ))
            .help("ask by the literature\u{2019}s rule, which is the default"));
        }
    }
    let credible = concepts.iter().any(|c| matches!(c, Concept::Seq | Concept::SSeq));
    let movers = space.graph.movers.len();
    let columns: Vec<Option<Columns>> = if credible {
        in_turn(movers, budget.threads, |m| {
            let answers = (0..parties).any(|p| space.graph.opponents(p).contains(&m));
            (answers && !budget.cancel.stopped()).then(|| Columns::of(space, m))
        })
    } else {
        vec![None; movers]
    };
    let judge = Judge { space, convention, concepts, columns: &columns, budget };
    let found = in_turn(parties, budget.threads, |p| judge.party(p));
    if budget.cancel.stopped() {
        return Err(Refusal::new("it was stopped before every state was judged"));
    }
    let mut by: Vec<(Concept, Vec<Vec<u64>>)> = concepts.iter().map(|c| (*c, Vec::new())).collect();
    for sets in found {
        by.iter_mut().zip(sets).for_each(|((_, all), set)| all.push(set));
    }
    Ok(Verdicts { by })
}

/// Does something for each number below `n`, on several threads; what comes out is in order, however many there are.
fn in_turn<T: Send>(n: usize, threads: usize, each: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(n));
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= n {
                break;
            }
            let one = each(at);
            done.lock().expect("no thread panics while it holds the list").push((at, one));
        }
    };
    if threads.min(n) <= 1 {
        work();
    } else {
        std::thread::scope(|scope| (0..threads.min(n)).for_each(|_| drop(scope.spawn(work))));
    }
    let mut done = done.into_inner().expect("no thread panics while it holds the list");
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, one)| one).collect()
}

struct Judge<'j, 'a> {
    space: &'j Space<'a>,
    convention: Convention,
    concepts: &'j [Concept],
    columns: &'j [Option<Columns>],
    budget: &'j Budget,
}

impl Judge<'_, '_> {
    /// For each concept, the states that are stable for a party.
    fn party(&self, party: usize) -> Vec<Vec<u64>> {
        let space = self.space;
        let ranks = &space.ranks[party];
        if space.graph.movers[party].axes.is_empty() {
            return self.concepts.iter().map(|_| self.stable(party, ranks)).collect();
        }
        // The best that the party can move to from each state, or stay at.
        let mut best = ranks.clone();
        pass::reachable(space, party, &mut best, 0, u32::max);
        let nash = self.stable(party, &best);
        let opponents = space.graph.opponents(party);
        let wanted = |c: &Concept| -> Vec<u64> {
            if self.budget.cancel.stopped() || *c == Concept::Nash {
                return nash.clone();
            }
            if *c == Concept::Sim {
                return sim::stable(space, party, &nash, &self.budget.cancel);
            }
            let symmetric = matches!(c, Concept::Smr | Concept::SSeq);
            let mut worst = if symmetric { best.clone() } else { ranks.clone() };
            // An answer that leads to no state is none.
            hide(space, &mut worst);
            self.answered(&opponents, matches!(c, Concept::Seq | Concept::SSeq), &mut worst);
            for (w, rank) in worst.iter_mut().zip(ranks) {
                *w = (*w).min(*rank);
            }
            pass::reachable(space, party, &mut worst, 0, u32::max);
            self.stable(party, &worst)
        };
        self.concepts.iter().map(wanted).collect()
    }

    /// For each state, the least that opponents can bring about from it.
    fn answered(&self, opponents: &[usize], credible: bool, worst: &mut Vec<u32>) {
        let columns = |m: usize| self.columns[m].as_ref().expect("columns were made for every opponent");
        match (self.convention, credible) {
            (Convention::GmcrPlus, _) if opponents.len() > 1 => {
                let step = |mover: usize, from: &[u32]| {
                    let mut to = from.to_vec();
                    if credible {
                        credible::once(self.space, columns(mover), &mut to);
                    } else {
                        pass::reachable(self.space, mover, &mut to, u32::MAX, u32::min);
                        hide(self.space, &mut to);
                    }
                    to
                };
                *worst = once::least(opponents, worst, step, &self.budget.cancel);
            }
            (_, false) => pass::closure(self.space, opponents, worst, &self.budget.cancel),
            (_, true) => {
                let columns: Vec<&Columns> = opponents.iter().map(|m| columns(*m)).collect();
                credible::closure(self.space, &columns, worst, &self.budget.cancel);
            }
        }
    }

    /// The states where nothing is better than the state itself.
    fn stable(&self, party: usize, best: &[u32]) -> Vec<u64> {
        let space = self.space;
        let ranks = &space.ranks[party];
        let block = |(n, (best, ranks)): (usize, (&[u32], &[u32]))| {
            let bits = best.iter().zip(ranks).enumerate().fold(0, |bits, (n, (b, r))| bits | u64::from(b <= r) << n);
            bits & space.block(n)
        };
        let mut stable: Vec<u64> = best.chunks(64).zip(ranks.chunks(64)).enumerate().map(block).collect();
        if !space.sees_all(party) {
            // It does not move from where it does not see that it is.
            super::space::bits(space.blocks())
                .filter(|c| !space.seen(party, *c))
                .for_each(|c| stable[c / 64] |= 1 << (c % 64));
        }
        stable
    }
}

/// Makes what is no state count for nothing where the least is looked for.
fn hide(space: &Space<'_>, values: &mut [u32]) {
    for (n, values) in values.chunks_mut(64).enumerate() {
        let bits = space.block(n);
        if bits != !0 {
            values.iter_mut().enumerate().filter(|(n, _)| bits >> n & 1 == 0).for_each(|(_, v)| *v = u32::MAX);
        }
    }
}
