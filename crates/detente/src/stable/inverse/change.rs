//! The cheapest change of a ranking so that a party stays.
//!
//! Say that some better states must come down to the state in question. Turning the fewest pairs round, either each comes down
//! by itself past the better states below it, or the state in question rises past them; the best of all mixtures turns
//! round as many pairs as there are better states below the highest that must come down, and the ones that must come down
//! beside it on its level. So the highest must be as low as it can, then the fewest on its level: and of all such choices
//! that one is told which names the fewest states.

use super::{
    Change, Clause, Work,
    clauses::{needed, smallest},
};
use crate::stable::space::Space;

/// The change that turns the fewest pairs round; of several, the first that names the fewest states. `None` where finding it
/// took too much work.
pub(super) fn cheapest(
    space: &Space<'_>,
    party: usize,
    cell: usize,
    conditions: &[Clause],
    work: &mut Work<'_>,
) -> Option<Change> {
    let rank = |c: usize| space.rank(party, c);
    let better = |c: usize| rank(c) > rank(cell);
    let mut unmet: Vec<Vec<Vec<usize>>> = Vec::new();
    for condition in conditions {
        work.spend(condition.any.len())?;
        let left = condition.any.iter().map(|set| set.iter().copied().filter(|c| better(*c)).collect()).collect();
        let sets = smallest(left, work)?;
        if !sets[0].is_empty() {
            unmet.push(sets);
        }
    }
    let mut unmet = needed(unmet, |sets| sets, work)?;
    let highest = |set: &Vec<usize>| set.iter().map(|c| rank(*c)).max();
    let Some(top) = unmet.iter().filter_map(|sets| sets.iter().filter_map(highest).min()).max() else {
        return Some(Change { pairs: 0, lowered: Vec::new(), along: Vec::new() });
    };
    for sets in &mut unmet {
        sets.retain(|set| highest(set) <= Some(top));
        sets.sort_by_key(|set| (set.iter().filter(|c| rank(**c) == top).count(), set.len()));
    }
    // What leaves fewest choices comes first.
    unmet.sort_by_key(Vec::len);
    let mut search = Search { unmet: &unmet, on_top: |c| rank(c) == top, best: None, work };
    search.go(&mut Vec::new())?;
    let mut lowered = search.best.expect("holding all states no better meets every condition").1;
    lowered.sort_unstable();
    work.spend(space.cells())?;
    let mut rest: Vec<usize> = space.states().filter(|c| better(*c) && rank(*c) <= top).collect();
    rest.retain(|c| lowered.binary_search(c).is_err());
    rest.sort_by_key(|c| (rank(*c), *c));
    let below = |c: usize| rest.partition_point(|r| rank(*r) < rank(c));
    let mut passed: Vec<usize> = lowered.iter().map(|c| below(*c)).collect();
    passed.sort_unstable();
    // Where two or more pass a state, that one comes down with them.
    let with = if passed.len() > 1 { passed[passed.len() - 2] } else { 0 };
    let pairs = lowered.len() + passed.last().copied().unwrap_or(0);
    rest.truncate(with);
    rest.sort_unstable();
    Some(Change { pairs, lowered, along: rest })
}

struct Search<'s, 'w, 'a, F: Fn(usize) -> bool> {
    /// What must be met: of each, one set whole.
    unmet: &'s [Vec<Vec<usize>>],
    on_top: F,
    /// How many states on the highest level and in all, and which.
    best: Option<((usize, usize), Vec<usize>)>,
    work: &'w mut Work<'a>,
}

impl<F: Fn(usize) -> bool> Search<'_, '_, '_, F> {
    /// Branch and bound: meets the first condition that is unmet in every way.
    fn go(&mut self, chosen: &mut Vec<usize>) -> Option<()> {
        let sets = self.unmet.iter().map(|sets| sets.len()).sum();
        self.work.spend(sets)?;
        let met = |sets: &&Vec<Vec<usize>>| sets.iter().any(|set| set.iter().all(|c| chosen.contains(c)));
        let open: Vec<&Vec<Vec<usize>>> = self.unmet.iter().filter(|sets| !met(sets)).collect();
        let on_top = chosen.iter().filter(|c| (self.on_top)(**c)).count();
        let fresh = |set: &Vec<usize>| set.iter().filter(|c| (self.on_top)(**c) && !chosen.contains(c)).count();
        let more = open.iter().filter_map(|sets| sets.iter().map(fresh).min()).max().unwrap_or(0);
        let least = (on_top + more, chosen.len() + apart(&open, chosen));
        let Some(first) = open.first() else {
            if self.best.as_ref().is_none_or(|(best, _)| least < *best) {
                self.best = Some((least, chosen.clone()));
            }
            return Some(());
        };
        for set in *first {
            if self.best.as_ref().is_some_and(|(best, _)| least >= *best) {
                break;
            }
            let before = chosen.len();
            let added: Vec<usize> = set.iter().filter(|c| !chosen.contains(c)).copied().collect();
            chosen.extend(added);
            self.go(chosen)?;
            chosen.truncate(before);
        }
        Some(())
    }
}

/// At least so many more states are needed: conditions that share no state that is not chosen yet need one each.
fn apart(open: &[&Vec<Vec<usize>>], chosen: &[usize]) -> usize {
    let mut seen: std::collections::HashSet<usize> = std::collections::HashSet::new();
    let mut needed = 0;
    for sets in open {
        let fresh = || sets.iter().flatten().filter(|c| !chosen.contains(c));
        if fresh().all(|c| !seen.contains(c)) {
            needed += sets.iter().map(|set| set.iter().filter(|c| !chosen.contains(c)).count()).min().unwrap_or(0);
            seen.extend(fresh());
        }
    }
    needed
}
