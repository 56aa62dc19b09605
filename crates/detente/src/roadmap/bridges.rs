//! Bridges: preconditions that are weakened from *before* to *on credit*, so that all goals are reached and all credit is
//! repaid; the cheapest first.
//!
//! A set of preconditions is a bridge where all goals are in the closure with these on credit (`closure.rs`): what is in
//! the closure is repaid, so that this is *a if b eventually* in the sense of Bartoletti & Zunino (LICS 2010). With more
//! on credit the closure only grows, so that a bridge from which nothing can be taken away singly is minimal.
//!
//! `part.rs` splits what is blocked into parts that are bridged one by one, `search.rs` finds the bridges of a part in the
//! order of their cost, with bounds from `hitting.rs` and, where there are few steps, from `orders.rs`.

mod hitting;
mod orders;
mod part;
mod search;

use num_bigint::BigUint;

use self::{
    part::Part,
    search::{Next, Search},
};
use super::{
    cores::{self, Blocked},
    graph::Graph,
};
use crate::{
    number::Exact,
    search::{
        Cancel,
        combine::{self, WayOut},
    },
};

/// Preconditions that are weakened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bridge {
    /// Which, in the order of the file.
    pub(crate) clauses: Vec<usize>,
    /// What that costs, in sum.
    pub(crate) cost: Exact,
}

/// How much may be spent on bridges.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// Bridges listed.
    pub(crate) most: usize,
    /// Closures for each part.
    pub(crate) effort: u64,
    /// Stops the search from outside.
    pub(crate) cancel: Cancel,
}

/// The bridges of a roadmap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bridges {
    /// Minimal bridges by cost, then number of preconditions, then the order of the file. Where nothing is blocked, the one
    /// that weakens nothing.
    pub(crate) found: Vec<Bridge>,
    /// So many of them, from the first, are the cheapest that there are.
    pub(crate) proven: usize,
    /// Whether these are all minimal ones.
    pub(crate) complete: bool,
    /// How many there are in all, where that is known.
    pub(crate) total: Option<BigUint>,
    /// What every bridge costs at least that is not among those proven; `None`: there is no other.
    pub(crate) least: Option<Exact>,
    /// Whether the search was cut short, by the effort allowed or from outside.
    pub(crate) cut: bool,
    /// What stays blocked even with all on credit that can be, where there is no bridge for that.
    pub(crate) hopeless: Option<Blocked>,
    /// Closures that it took.
    pub(crate) work: u64,
}

/// Bridges of equal cost that are looked for beyond the number wanted, so that they are told in the order of the file.
const TIES: usize = 100;

/// The cheapest bridges.
pub(crate) fn bridges(graph: &Graph, limits: &Limits) -> Bridges {
    let all: Vec<bool> = graph.clauses.iter().map(|c| c.cost.is_some()).collect();
    let scale = Scale::of(graph);
    let Some(parts) = part::parts(graph, &all, &|cost| scale.units(cost)) else {
        let hopeless = Some(cores::blocked(graph, &all));
        return Bridges { complete: true, total: Some(BigUint::ZERO), hopeless, ..Bridges::default() };
    };
    let most = limits.most.max(1);
    let lists: Vec<List> = parts.iter().map(|part| list(part, most, limits)).collect();
    let ways: Vec<Vec<WayOut>> = lists.iter().map(|l| l.found.clone()).collect();
    let mut found = combine::cheapest(&ways, most + 1);
    let mut least = lists
        .iter()
        .filter_map(|l| {
            let others = lists.iter().filter(|o| !std::ptr::eq(*o, l)).map(|o| o.cheapest);
            Some(others.sum::<u128>() + l.least?)
        })
        .min();
    let known = lists.iter().all(|l| l.least.is_none());
    let total = known.then(|| lists.iter().map(|l| BigUint::from(l.found.len())).product());
    if found.len() > most {
        let next = found.pop().map(|w| w.cost);
        least = least.into_iter().chain(next).min();
    }
    let proven = found.iter().take_while(|w| least.is_none_or(|least| w.cost <= least)).count();
    Bridges {
        found: found.into_iter().map(|w| Bridge { cost: scale.cost(w.cost), clauses: w.members }).collect(),
        proven,
        complete: least.is_none(),
        total,
        least: least.map(|l| scale.cost(l)),
        cut: lists.iter().any(|l| l.cut),
        hopeless: None,
        work: lists.iter().map(|l| l.work).sum(),
    }
}

/// The bridges of one part, as far as they are known.
struct List {
    found: Vec<WayOut>,
    /// What the cheapest costs at least.
    cheapest: u128,
    /// What every one costs at least that was not found; `None`: there is no other.
    least: Option<u128>,
    cut: bool,
    work: u64,
}

fn list(part: &Part, most: usize, limits: &Limits) -> List {
    let mut search = Search::new(part, limits.effort, &limits.cancel);
    let mut found: Vec<WayOut> = Vec::new();
    let mut cut = false;
    loop {
        // One more than is wanted, so that it is known whether there is one.
        let last = found.get(most).map(|w| w.cost);
        if last.is_some_and(|last| search.least().is_none_or(|l| l > last) || found.len() > most + TIES) {
            break;
        }
        match search.next() {
            Next::Found(members, cost) => found.push(WayOut::new(part.of_whole(&members), cost)),
            Next::None => break,
            Next::Stopped => {
                cut = true;
                break;
            }
        }
    }
    let least = search.least();
    let cheapest = found.first().map_or_else(|| least.unwrap_or(0), |w| w.cost);
    if cut {
        // Something that surely works, if not the cheapest.
        let (members, cost) = search.some();
        let some = WayOut::new(part.of_whole(&members), cost);
        if !found.contains(&some) {
            found.push(some);
        }
    }
    found.sort_unstable();
    List { found, cheapest, least, cut, work: search.work() }
}

/// Costs in whole units.
struct Scale(i128);

impl Scale {
    fn of(graph: &Graph) -> Self {
        // Costs have few decimals: a number from 1 to 100 has at most 20.
        Scale(graph.clauses.iter().filter_map(|c| c.cost).map(|c| c.denominator()).fold(1, num_integer::lcm))
    }

    fn units(&self, cost: Exact) -> u128 {
        (cost.numerator() * (self.0 / cost.denominator())).unsigned_abs()
    }

    fn cost(&self, units: u128) -> Exact {
        Exact::ratio(i128::try_from(units).unwrap_or(i128::MAX), self.0)
    }
}
