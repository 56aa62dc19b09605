//! What blocks a case, knot by knot: conflicts add up over knots, ways out multiply.

use std::{collections::BTreeSet, sync::Mutex};

use num_bigint::BigUint;

use super::{
    Cancel,
    cheapest::{Cheapest, Next},
    combine::WayOut,
    explore::{Explorer, Progress},
    group::joined,
    model::Model,
    oracle::{Found, Oracle},
    parts::{Part, parts},
    walk_aways,
};
use crate::{
    case::{IssueId, OptionId, Package},
    rule::Asks,
};

/// How much may be spent.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// Questions to the solver for each part.
    pub(crate) calls: u64,
    /// Conflicts of each part.
    pub(crate) conflicts: usize,
    /// Ways out of each part, where not all can be had.
    pub(crate) ways_out: usize,
    /// Members of a part from which on it is looked at without its walk-aways first.
    pub(crate) many: usize,
    pub(crate) threads: usize,
    pub(crate) cancel: Cancel,
}

/// A knot: members that conflicts join.
#[derive(Debug, Clone)]
pub(crate) struct Knot {
    /// The part of the case that it lies in.
    pub(crate) part: Part,
    pub(crate) members: Vec<usize>,
    pub(crate) conflicts: Vec<Vec<usize>>,
    /// Sorted; all of them where it is complete, else the cheapest that were found in time.
    pub(crate) ways_out: Vec<WayOut>,
    /// Whether all conflicts and all ways out are there.
    pub(crate) complete: bool,
}

impl Knot {
    /// Its ways out, counted; at least so many where it is not complete.
    pub(crate) fn total(&self) -> BigUint {
        BigUint::from(self.ways_out.len())
    }
}

/// All knots of a case, in the order in which their first conflicts are told.
#[derive(Debug, Clone)]
pub(crate) struct Knots {
    pub(crate) knots: Vec<Knot>,
    pub(crate) stopped: bool,
}

/// Finds the knots of a case whose background can hold.
pub(crate) fn knots(model: &Model<'_>, limits: &Limits) -> Knots {
    let (mut knots, mut stopped) = (Vec::new(), false);
    for part in parts(model, &|_| true) {
        let (found, was_stopped) = solve(model, &part, limits);
        knots.extend(found);
        stopped |= was_stopped;
    }
    // In the order in which their first conflicts are told; what has none listed comes last.
    let first =
        |k: &Knot| (k.conflicts.is_empty(), k.conflicts.first().map(|c| (c.len(), c.clone())), k.members.clone());
    knots.sort_by_key(first);
    Knots { knots, stopped }
}

/// Does the same to each item, on so many threads; the results come in the order of the items.
pub(crate) fn each<T: Send, R: Send>(items: Vec<T>, threads: usize, work: &(dyn Fn(T) -> R + Sync)) -> Vec<R> {
    if threads <= 1 || items.len() <= 1 {
        return items.into_iter().map(work).collect();
    }
    let threads = threads.min(items.len());
    let mut done: Vec<Option<R>> = items.iter().map(|_| None).collect();
    let waiting = Mutex::new(items.into_iter().zip(&mut done));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().expect("no thread panics while it holds the list").next();
                    let Some((item, place)) = next else { return };
                    *place = Some(work(item));
                }
            });
        }
    });
    done.into_iter().map(|r| r.expect("every item was worked on")).collect()
}

/// Members of a part from which on it is worth while to look at it without its walk-aways first.
pub(crate) const MANY: usize = 150;

/// The knots of one part; `true` if it was stopped.
fn solve(model: &Model<'_>, part: &Part, limits: &Limits) -> (Vec<Knot>, bool) {
    let is_walk_away = |r: usize| matches!(model.rules[r].asks, Asks::Worth(_));
    // What parts give to a party adds up only where nothing is paid beside.
    let additive = |r: &usize| match model.rules[*r].asks {
        Asks::Worth(party) => model.case.walk_away(party).is_none_or(|(_, wants)| wants.additive()),
        _ => true,
    };
    let mut known = Vec::new();
    if part.members(model).len() >= limits.many
        && part.rules.iter().any(|r| is_walk_away(*r))
        && part.rules.iter().all(additive)
    {
        let smaller = parts(model, &|r| part.rules.binary_search(&r).is_ok() && !is_walk_away(r));
        if smaller.len() > 1 {
            match walk_aways::explore_without(model, part, &smaller, limits) {
                Ok(explored) => return (explored.iter().flat_map(|e| split(model, e)).collect(), false),
                Err(conflicts) => known = conflicts,
            }
        }
    }
    let mut found = Explorer::new(model, part, known, limits);
    found.run();
    match found.progress {
        Progress::Complete => (split(model, &found), false),
        Progress::Partial | Progress::Stopped => {
            (vec![cut(model, &found, limits)], found.progress == Progress::Stopped)
        }
    }
}

/// What is known of a part that could not be explored to the end, as one knot.
fn cut(model: &Model<'_>, found: &Explorer<'_, '_>, limits: &Limits) -> Knot {
    let mut ways_out = cheapest(model, &found.part, limits);
    if ways_out.is_empty() && found.groups.len() == 1 {
        // Better than nothing: those that came up on the way.
        ways_out = found.groups[0].corrections.iter().filter_map(|c| priced(model, c.given_up.clone())).collect();
        ways_out.sort_unstable();
        ways_out.truncate(limits.ways_out);
    }
    let mut conflicts = found.conflicts();
    conflicts.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let mut joined: BTreeSet<usize> = conflicts.iter().flatten().copied().collect();
    joined.extend(ways_out.iter().flat_map(|w| &w.members));
    Knot { part: found.part.clone(), members: joined.into_iter().collect(), conflicts, ways_out, complete: false }
}

/// A way out with its cost; `None` if it holds something that will not be given up.
fn priced(model: &Model<'_>, members: Vec<usize>) -> Option<WayOut> {
    let cost = members.iter().map(|m| model.costs[*m]).sum::<Option<u128>>()?;
    Some(WayOut::new(members, cost))
}

/// Most ways out of a part that are looked for where not all can be had.
const MOST_WAYS_OUT: usize = 10_000;

/// The cheapest ways out of a part, sorted; those found so far if it was stopped.
fn cheapest(model: &Model<'_>, part: &Part, limits: &Limits) -> Vec<WayOut> {
    let mut search = search(model, part, limits).within(limits.calls);
    let mut found: Vec<WayOut> = Vec::new();
    let most = limits.ways_out.min(MOST_WAYS_OUT);
    while let Next::GiveUp(members, cost) = search.next() {
        let enough = found.len() >= most && found.last().is_some_and(|last| last.cost < cost);
        if enough || found.len() >= most.saturating_add(1_000) {
            break;
        }
        found.push(WayOut::new(members, cost));
    }
    found.sort_unstable();
    found
}

fn search(model: &Model<'_>, part: &Part, limits: &Limits) -> Cheapest {
    Cheapest::among(model, part, &|_| true, limits.cancel.clone())
}

/// The cheapest way out of the whole, by itself; empty where nothing is blocked.
///
/// The cheapest without walk-aways is found part by part. If all walk-aways can be held with it, nothing is cheaper.
pub(crate) fn cheapest_one(model: &Model<'_>, limits: &Limits) -> Option<WayOut> {
    let one = |parts: &[Part]| -> Option<(WayOut, Package)> {
        let mut whole = WayOut::new(Vec::new(), 0);
        let mut package = Package(vec![OptionId(0); model.case.issues().len()]);
        for part in parts {
            let mut search = search(model, part, limits);
            let Next::GiveUp(members, cost) = search.next() else { return None };
            whole = whole.and(&WayOut::new(members, cost));
            let here = search.oracle.package();
            let touched = |i: &IssueId| !search.oracle.lits.choose[i.index()].is_empty();
            model.case.issue_ids().filter(touched).for_each(|i| package.0[i.index()] = here.on(i));
        }
        Some((whole, package))
    };
    let is_walk_away = |r: usize| matches!(model.rules[r].asks, Asks::Worth(_));
    let smaller = parts(model, &|r| !is_walk_away(r));
    if model.members >= limits.many && smaller.len() > 1 {
        let (found, package) = one(&smaller)?;
        let reached = (0..model.members).filter(|r| is_walk_away(*r)).all(|r| model.allows(r, &package));
        let can_hold = || {
            let mut oracle = Oracle::new(model, &model.whole(), limits.cancel.clone());
            matches!(oracle.without(&found.members), Found::Agreement(_))
        };
        if reached || can_hold() {
            return Some(found);
        }
    }
    one(&parts(model, &|_| true)).map(|(found, _)| found)
}

/// The knots of a part that was explored to the end.
fn split(model: &Model<'_>, found: &Explorer<'_, '_>) -> Vec<Knot> {
    let mut knots = Vec::new();
    for group in &found.groups {
        for mut conflicts in joined(group.conflicts.clone()) {
            conflicts.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
            let members: BTreeSet<usize> = conflicts.iter().flatten().copied().collect();
            // What a correction of the group gives up here is a correction of the knot.
            let local: BTreeSet<Vec<usize>> = group
                .corrections
                .iter()
                .map(|c| c.given_up.iter().copied().filter(|m| members.contains(m)).collect())
                .collect();
            let mut ways_out: Vec<WayOut> = local.into_iter().filter_map(|c| priced(model, c)).collect();
            ways_out.sort_unstable();
            let members = members.into_iter().collect();
            knots.push(Knot { part: found.part.clone(), members, conflicts, ways_out, complete: true });
        }
    }
    knots
}
