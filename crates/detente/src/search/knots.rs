//! What blocks a case, knot by knot: conflicts add up over knots, ways out multiply.

use std::{
    collections::BTreeSet,
    sync::{Mutex, atomic::AtomicUsize, atomic::Ordering},
};

use num_bigint::BigUint;

use super::{
    Cancel,
    cheapest::{Cheapest, Next},
    combine::WayOut,
    conflicts::{Enumeration, Progress},
    model::Model,
    oracle::{Found, Oracle},
    parts::{Part, parts},
    slack::{self, Slack},
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
    let (mut knots, stopped) = match slack::without_walk_aways(model, limits) {
        Slack::Proven(knots) => (knots, false),
        Slack::Open(known) => {
            let all = parts(model, &|_| true);
            each(&all, limits.threads, &|part| solve(model, part, &known, limits)).into_iter().fold(
                (Vec::new(), false),
                |(mut list, stopped), (knots, s)| {
                    list.extend(knots);
                    (list, stopped || s)
                },
            )
        }
    };
    // In the order in which their first conflicts are told; what has none listed comes last.
    let first =
        |k: &Knot| (k.conflicts.is_empty(), k.conflicts.first().map(|c| (c.len(), c.clone())), k.members.clone());
    knots.sort_by_key(first);
    Knots { knots, stopped }
}

/// Does the same to each item, on so many threads; the results come in the order of the items.
pub(crate) fn each<T: Sync, R: Send>(items: &[T], threads: usize, work: &(dyn Fn(&T) -> R + Sync)) -> Vec<R> {
    if threads <= 1 || items.len() <= 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<R>>> = Mutex::new(items.iter().map(|_| None).collect());
    std::thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(n) else { return };
                    let result = work(item);
                    done.lock().expect("no thread panics while it holds the list")[n] = Some(result);
                }
            });
        }
    });
    let done = done.into_inner().expect("no thread panics while it holds the list");
    done.into_iter().map(|r| r.expect("every item was worked on")).collect()
}

/// Questions before the cheapest ways out are looked for by themselves.
const FIRST_CALLS: u64 = 500;

/// The knots of one part, some of whose conflicts may be known already; `true` if it was stopped.
fn solve(model: &Model<'_>, part: &Part, known: &[Vec<usize>], limits: &Limits) -> (Vec<Knot>, bool) {
    let members = part.members(model);
    let within = |conflict: &Vec<usize>| conflict.iter().all(|m| members.binary_search(m).is_ok());
    let known: Vec<Vec<usize>> = known.iter().filter(|c| within(c)).cloned().collect();
    let mut oracle = Oracle::new(model, part, limits.cancel.clone());
    match oracle.ask(members.iter().copied()) {
        Found::Agreement(_) => return (Vec::new(), false),
        Found::Stopped => return (Vec::new(), true),
        Found::Blame(_) => {}
    }
    let mut search = Enumeration::new(members, limits.cancel.clone());
    known.into_iter().for_each(|conflict| search.block(conflict));
    search.run(&mut oracle, FIRST_CALLS.min(limits.calls), limits.conflicts, &mut |_| {});
    // Where that was not enough, what people need most comes first.
    let mut ways_out = if search.progress == Progress::Partial { cheapest(model, part, limits) } else { Vec::new() };
    search.run(&mut oracle, limits.calls.saturating_sub(FIRST_CALLS), limits.conflicts, &mut |_| {});
    if search.progress == Progress::Complete {
        return (split(model, part, &search), false);
    }
    if ways_out.is_empty() {
        // Better than nothing: those that came up on the way.
        ways_out = search.corrections.iter().filter_map(|c| priced(model, c.clone())).collect();
        ways_out.sort_unstable();
        ways_out.truncate(limits.ways_out);
    }
    let mut conflicts = search.conflicts;
    conflicts.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let mut joined: BTreeSet<usize> = conflicts.iter().flatten().copied().collect();
    joined.extend(ways_out.iter().flat_map(|w| &w.members));
    let members = joined.into_iter().collect();
    let knot = Knot { part: part.clone(), members, conflicts, ways_out, complete: false };
    (vec![knot], search.progress == Progress::Stopped)
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
    let (mut hard, mut soft) = (Vec::new(), Vec::new());
    for m in part.members(model) {
        match model.costs[m] {
            Some(cost) => soft.push((m, cost)),
            None => hard.push(m),
        }
    }
    let oracle = Oracle::choosing(model, part, limits.cancel.clone());
    let mut search = Cheapest::new(oracle, &hard, &soft).within(limits.calls);
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

/// Splits what is known of a part into knots: the members that conflicts join.
pub(crate) fn split(model: &Model<'_>, part: &Part, search: &Enumeration) -> Vec<Knot> {
    let mut groups: Vec<(BTreeSet<usize>, Vec<Vec<usize>>)> = Vec::new();
    for conflict in &search.conflicts {
        let mut members: BTreeSet<usize> = conflict.iter().copied().collect();
        let mut conflicts = vec![conflict.clone()];
        groups.retain_mut(|(m, c)| {
            let apart = m.is_disjoint(&members);
            if !apart {
                members.append(m);
                conflicts.append(c);
            }
            apart
        });
        groups.push((members, conflicts));
    }
    groups
        .into_iter()
        .map(|(members, mut conflicts)| {
            conflicts.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
            let local: BTreeSet<Vec<usize>> = search
                .corrections
                .iter()
                .map(|c| c.iter().copied().filter(|m| members.contains(m)).collect::<Vec<usize>>())
                .collect();
            let mut ways_out: Vec<WayOut> = local.into_iter().filter_map(|c| priced(model, c)).collect();
            ways_out.sort_unstable();
            let members = members.into_iter().collect();
            Knot { part: part.clone(), members, conflicts, ways_out, complete: true }
        })
        .collect()
}
