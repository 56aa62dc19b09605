//! Whether the parties only seem to agree on what comes first: does another reading of a precondition change whether there is
//! an order?

use super::{closure::Closure, graph::Graph};
use crate::case::{Case, DemandId, Insists};

/// A demand that is read otherwise than the file has it first: the demand, and which of its readings.
pub(crate) type Reading = (DemandId, usize);

/// How the verdict depends on readings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Readings {
    /// Whether the goals are reached as the file has it.
    pub(crate) reached: bool,
    /// For each other reading by itself, in the order of the file, whether the goals are reached in it.
    pub(crate) alone: Vec<(Reading, bool)>,
    /// The readings that change the verdict together, but no fewer of them: those of one first, then in the order of the file.
    pub(crate) change: Vec<Vec<Reading>>,
    /// Whether all combinations were tried; otherwise each alone and each two together.
    pub(crate) complete: bool,
}

/// Combinations up to which all are tried.
const MOST: usize = 4_096;

/// How the verdict depends on readings. `build` makes the graph for a choice of them, at most one of each demand; demands for
/// which `void` holds are given up, so that nothing depends on how they are read.
pub(crate) fn readings(case: &Case, void: &dyn Fn(DemandId) -> bool, build: &dyn Fn(&[Reading]) -> Graph) -> Readings {
    let reaches = |choice: &[Reading]| {
        let graph = build(choice);
        Closure::new(&graph).reaches(&vec![false; graph.clauses.len()])
    };
    let read: Vec<(DemandId, usize)> = case
        .demands()
        .iter()
        .enumerate()
        .map(|(n, d)| {
            (DemandId::at(n), if matches!(d.insists, Insists::Order(_)) { d.terms.meanings.len() } else { 0 })
        })
        .filter(|(d, meanings)| *meanings > 0 && !void(*d))
        .collect();
    let combinations = read.iter().try_fold(1_usize, |all, (_, meanings)| all.checked_mul(meanings + 1));
    let complete = combinations.is_some_and(|all| all <= MOST);
    let reached = reaches(&[]);
    let mut found = Readings { reached, complete, ..Readings::default() };
    let largest = if complete { read.len() } else { 2.min(read.len()) };
    let mut level: Vec<(Vec<Reading>, usize)> = vec![(Vec::new(), 0)];
    for size in 1..=largest {
        let mut next = Vec::new();
        for (choice, from) in &level {
            for (at, (demand, meanings)) in read.iter().enumerate().skip(*from) {
                for meaning in 0..*meanings {
                    let mut more = choice.clone();
                    more.push((*demand, meaning));
                    if found.change.iter().any(|c| c.iter().all(|r| more.contains(r))) {
                        continue;
                    }
                    let now = reaches(&more);
                    if size == 1 {
                        found.alone.push(((*demand, meaning), now));
                    }
                    if now == reached {
                        next.push((more, at + 1));
                    } else {
                        found.change.push(more);
                    }
                }
            }
        }
        level = next;
    }
    found
}
