//! Few acts: all sets of them that can have been done at some moment are gone through (Held & Karp, J. SIAM 10, 1962).

use super::{Found, Problem};
use crate::question::Budget;

/// So many sets are looked at between two looks at the flag that stops.
const LOOK: usize = 1 << 16;

/// Stands for: no order leads there.
const NEVER: i128 = i128::MAX;

/// The best order, where one is known whose exposure is at most `known`; `None` if it was stopped.
pub(super) fn least(problem: &Problem, known: i128, budget: &Budget) -> Option<Found> {
    let n = problem.acts.len();
    let full = (1_usize << n) - 1;
    let set_of = |any: &[usize]| any.iter().map(|a| 1 << a).sum::<usize>();
    let waits: Vec<Vec<usize>> =
        problem.waits_of.iter().map(|waits| waits.iter().map(|w| set_of(&problem.waits[*w].1)).collect()).collect();
    let ready = |set: usize| {
        let waits = &waits;
        (0..n)
            .filter(move |a| set >> a & 1 == 0 && waits[*a].iter().all(|any| set & any != 0))
            .map(move |a| (a, set | 1 << a))
    };
    if (0..n).all(|act| problem.is_free(act)) {
        // Nobody is ever exposed: the earliest in the file is the best.
        let mut order = Vec::with_capacity(n);
        let mut set = 0;
        while let Some((act, next)) = ready(set).next() {
            order.push(act);
            set = next;
        }
        return Some(Found { order, exposure: 0, at_least: 0 });
    }
    let sums = Sums::new(problem, n);

    // The least that the largest exposure can be up to a set, over all ways to it.
    let mut least = vec![NEVER; full + 1];
    least[0] = 0;
    for set in 0..=full {
        if set % LOOK == 0 && budget.cancel.stopped() {
            return None;
        }
        if least[set] > known {
            continue;
        }
        // Until here it is the least before its own moment.
        least[set] = least[set].max(problem.exposed(sums.of(set)));
        if least[set] > known {
            continue;
        }
        for (_, next) in ready(set) {
            least[next] = least[next].min(least[set]);
        }
    }
    let exposure = least[full];

    // Of the orders with no more than that: the least sum of exposures from a set on, itself included.
    let mut rest = vec![NEVER; full + 1];
    for set in (0..=full).rev().filter(|s| least[*s] <= exposure) {
        if set % LOOK == 0 && budget.cancel.stopped() {
            return None;
        }
        let after = if set == full { Some(0) } else { ready(set).map(|(_, next)| rest[next]).min() };
        if let Some(after) = after.filter(|after| *after < NEVER) {
            rest[set] = after + problem.exposed_together(sums.of(set));
        }
    }
    let mut order = Vec::with_capacity(n);
    let mut set = 0;
    while set != full {
        // Of equal ones the first stays.
        let (act, next) = ready(set).min_by_key(|(_, next)| rest[*next])?;
        order.push(act);
        set = next;
    }
    Some(Found { order, exposure, at_least: exposure })
}

/// What parties have after a set of acts, from two tables for the lower and the upper half of them.
struct Sums {
    half: usize,
    low: Vec<Vec<i128>>,
    high: Vec<Vec<i128>>,
}

impl Sums {
    fn new(problem: &Problem, n: usize) -> Sums {
        let half = n / 2;
        let table = |from: usize, to: usize| {
            let mut table = vec![vec![0; problem.cover.len()]];
            for set in 1..1_usize << (to - from) {
                let act = from + set.trailing_zeros() as usize;
                let rest: &Vec<i128> = &table[set & (set - 1)];
                table.push(rest.iter().zip(&problem.worth[act]).map(|(sum, v)| sum + v).collect());
            }
            table
        };
        Sums { half, low: table(0, half), high: table(half, n) }
    }

    fn of(&self, set: usize) -> impl Iterator<Item = i128> {
        let (low, high) = (&self.low[set & ((1 << self.half) - 1)], &self.high[set >> self.half]);
        low.iter().zip(high).map(|(a, b)| a + b)
    }
}
