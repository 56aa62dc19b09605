//! The bridges of one part in the order of their cost.
//!
//! Regions of the search say what is weakened and what is not; the one with the least bound is looked at first (Lawler,
//! Management Science 18, 1972). What leaves the queue is proven: nothing that is left costs less.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    super::closure::Closure,
    hitting::{Hitting, Says},
    orders::Orders,
    part::Part,
};
use crate::search::Cancel;

/// What a region says of a precondition that can be weakened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Free,
    Chosen,
    Barred,
}

/// What came of looking for the next bridge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// These, by their places in `Part::weak`, at this cost; nothing that is left costs less.
    Found(Vec<usize>, u128),
    /// There is no other.
    None,
    /// The effort is used up, or it was stopped from outside.
    Stopped,
}

/// Preconditions to which a unit of work is counted.
const UNIT: usize = 64;

/// All bridges that weaken what is chosen and nothing that is barred.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Region {
    /// What each of them costs at least; then what the chosen cost (more is nearer to the end); then the later first.
    key: Reverse<(u128, Reverse<u128>, Reverse<u64>)>,
    marks: Box<[Mark]>,
    /// A bridge of the region that costs no more than the bound, where that is known.
    witness: Option<Vec<usize>>,
}

pub(super) struct Search<'p> {
    part: &'p Part,
    closure: Closure<'p>,
    costs: Vec<u128>,
    /// Cheap ones first.
    by_cost: Vec<usize>,
    orders: Option<Orders>,
    hitting: Hitting,
    queue: BinaryHeap<Region>,
    serial: u64,
    /// What a closure counts for: one for each so many preconditions.
    unit: u64,
    work: u64,
    effort: u64,
    cancel: &'p Cancel,
    credit: Vec<bool>,
}

impl<'p> Search<'p> {
    pub(super) fn new(part: &'p Part, effort: u64, cancel: &'p Cancel) -> Self {
        let costs: Vec<u128> = part.weak.iter().map(|(_, _, cost)| *cost).collect();
        let mut by_cost: Vec<usize> = (0..costs.len()).collect();
        by_cost.sort_by_key(|m| costs[*m]);
        let mut search = Search {
            part,
            closure: Closure::new(&part.graph),
            by_cost,
            orders: Orders::new(part),
            hitting: Hitting::default(),
            queue: BinaryHeap::new(),
            serial: 0,
            unit: 1 + (part.graph.clauses.len() / UNIT) as u64,
            work: 0,
            effort,
            cancel,
            credit: vec![false; part.graph.clauses.len()],
            costs,
        };
        search.push(0, vec![Mark::Free; part.weak.len()].into(), None);
        search
    }

    /// What every bridge costs at least that was not found yet; `None` where there is no other.
    pub(super) fn least(&self) -> Option<u128> {
        self.queue.peek().map(|r| r.key.0.0)
    }

    /// Closures that were made.
    pub(super) fn work(&self) -> u64 {
        self.work
    }

    /// A minimal bridge, found without a search: all is weakened, then taken back one by one, dear ones first. What the
    /// region with the least bound weakens is taken back last, unless it is cheaper without.
    pub(super) fn some(&mut self) -> (Vec<usize>, u128) {
        let dear_first: Vec<usize> = self.by_cost.iter().rev().copied().collect();
        let plain = self.take_back(&dear_first);
        let Some(region) = self.queue.peek() else { return plain };
        let (last, first): (Vec<usize>, Vec<usize>) =
            dear_first.into_iter().partition(|m| region.marks[*m] == Mark::Chosen);
        let guided = self.take_back(&first.into_iter().chain(last).collect::<Vec<usize>>());
        if guided.1 < plain.1 { guided } else { plain }
    }

    fn take_back(&mut self, in_turn: &[usize]) -> (Vec<usize>, u128) {
        let mut members: Vec<bool> = vec![true; self.costs.len()];
        for m in in_turn {
            members[*m] = false;
            members[*m] = !self.reaches(|e| members[e]);
        }
        let members: Vec<usize> = (0..members.len()).filter(|m| members[*m]).collect();
        let cost = members.iter().map(|m| self.costs[*m]).sum();
        (members, cost)
    }

    /// The next bridge.
    pub(super) fn next(&mut self) -> Next {
        while let Some(region) = self.queue.pop() {
            if self.spent() {
                self.queue.push(region);
                return Next::Stopped;
            }
            if let Some(found) = self.look(region) {
                let cost = found.iter().map(|m| self.costs[*m]).sum();
                return Next::Found(found, cost);
            }
        }
        Next::None
    }

    fn spent(&self) -> bool {
        self.work >= self.effort || self.cancel.stopped()
    }

    fn push(&mut self, bound: u128, marks: Box<[Mark]>, witness: Option<Vec<usize>>) {
        self.serial += 1;
        let paid = self.paid(&marks);
        let key = Reverse((bound.max(paid), Reverse(paid), Reverse(self.serial)));
        self.queue.push(Region { key, marks, witness });
    }

    fn paid(&self, marks: &[Mark]) -> u128 {
        marks.iter().zip(&self.costs).filter(|(m, _)| **m == Mark::Chosen).map(|(_, c)| *c).sum()
    }

    /// Whether the goals are reached where some are weakened.
    fn reaches(&mut self, weakened: impl Fn(usize) -> bool) -> bool {
        for (m, (at, _, _)) in self.part.weak.iter().enumerate() {
            self.credit[*at] = weakened(m);
        }
        self.work += self.unit;
        self.closure.reaches(&self.credit)
    }

    /// Looks at a region: a minimal bridge that costs as little as its bound, if it has one. What else is in the region, or
    /// all of it with a better bound, goes back to the queue.
    fn look(&mut self, region: Region) -> Option<Vec<usize>> {
        let Region { key: Reverse((bound, _, _)), marks, witness } = region;
        if let Some(witness) = witness {
            return self.take(bound, &marks, witness);
        }
        if let Some(orders) = &mut self.orders {
            self.work += orders.work();
            let (more, witness) = orders.cheapest(&marks)?;
            let cost = self.paid(&marks) + more;
            if cost > bound {
                self.push(cost, marks, Some(witness));
                return None;
            }
            return self.take(bound, &marks, witness);
        }
        loop {
            self.work += self.hitting.size() / UNIT as u64;
            let Says::AtLeast(more, unhit) = self.hitting.look(&marks, &self.costs) else { return None };
            let least = self.paid(&marks) + more;
            if least > bound {
                self.push(least, marks, None);
                return None;
            }
            if let Some(core) = unhit {
                self.branch(bound, &marks, &core, true);
                return None;
            }
            if self.spent() {
                self.push(bound, marks, None);
                return None;
            }
            if self.reaches(|m| marks[m] == Mark::Chosen) {
                let chosen = (0..marks.len()).filter(|m| marks[*m] == Mark::Chosen).collect();
                return self.take(bound, &marks, chosen);
            }
            self.find_cores(&marks);
        }
    }

    /// Takes a bridge out of a region: what is left are the bridges that do not weaken all of it.
    fn take(&mut self, bound: u128, marks: &[Mark], bridge: Vec<usize>) -> Option<Vec<usize>> {
        let added: Vec<usize> = bridge.iter().copied().filter(|m| marks[*m] == Mark::Free).collect();
        self.branch(bound, marks, &added, false);
        self.minimal(&bridge).then_some(bridge)
    }

    /// Splits a region by the first of some that is weakened, or by the first that is not.
    fn branch(&mut self, bound: u128, marks: &[Mark], by: &[usize], weakened: bool) {
        let (first, before) = if weakened { (Mark::Chosen, Mark::Barred) } else { (Mark::Barred, Mark::Chosen) };
        let mut before_it: Box<[Mark]> = marks.into();
        for m in by {
            let mut child = before_it.clone();
            child[*m] = first;
            self.push(bound, child, None);
            before_it[*m] = before;
        }
    }

    /// Whether none of a bridge can be left out.
    fn minimal(&mut self, bridge: &[usize]) -> bool {
        let mut members = vec![false; self.costs.len()];
        bridge.iter().for_each(|m| members[*m] = true);
        bridge.iter().all(|m| {
            members[*m] = false;
            let without = self.reaches(|e| members[e]);
            members[*m] = true;
            !without
        })
    }

    /// Learns cores that nothing chosen hits, none sharing a member: at least one, others while effort is left.
    fn find_cores(&mut self, marks: &[Mark]) {
        let mut weakened: Vec<bool> = marks.iter().map(|m| *m == Mark::Chosen).collect();
        // Cheap ones are weakened first, so that cores are of dear ones; what is barred comes last, so that little is free.
        let (free, barred): (Vec<usize>, Vec<usize>) = self.by_cost.iter().partition(|m| marks[**m] != Mark::Barred);
        let by_turns: Vec<usize> = free.into_iter().chain(barred).collect();
        loop {
            let left: Vec<usize> = by_turns.iter().copied().filter(|m| !weakened[*m]).collect();
            let mut most = weakened.clone();
            self.weaken_most(&left, &mut most, true);
            let core: Vec<usize> = left.into_iter().filter(|m| !most[*m]).collect();
            core.iter().for_each(|m| weakened[*m] = true);
            self.hitting.learn(core);
            if self.spent() || self.reaches(|m| weakened[m]) {
                return;
            }
        }
    }

    /// Weakens as many of some as can be without reaching the goals: halves of them at once where that can be (Junker, AAAI
    /// 2004). `all` says that all of them would reach the goals.
    fn weaken_most(&mut self, some: &[usize], most: &mut [bool], all: bool) {
        if !all {
            some.iter().for_each(|m| most[*m] = true);
            if !self.reaches(|m| most[m]) {
                return;
            }
            some.iter().for_each(|m| most[*m] = false);
        }
        if let [_] = some {
            return;
        }
        let (one, other) = some.split_at(some.len() / 2);
        self.weaken_most(one, most, false);
        // If all of the first half were taken, the goals are reached with the second.
        let taken = one.iter().all(|m| most[*m]);
        self.weaken_most(other, most, taken);
    }
}
