//! What a party would have to prefer, as conditions on which states are no better.

use super::{Clause, Work};
use crate::stable::{
    Concept, Convention,
    reach::{Moved, Reached},
    space::Space,
};

/// The conditions under which a party stays at a state, the others' preferences being as they are: for each move away,
/// either it is no better, or something that others answer is no better (and no escape from there is, where that counts).
/// Conditions that follow from another are left out. `None` where that took too much work.
pub(super) fn clauses(
    space: &Space<'_>,
    party: usize,
    cell: usize,
    convention: Convention,
    concept: Concept,
    work: &mut Work<'_>,
) -> Option<Vec<Clause>> {
    let moves = space.moves(party, cell);
    if concept != Concept::Nash && concept != Concept::Sim {
        // Each move may be answered by moves to any state.
        work.spend(moves.len().saturating_mul(space.len()))?;
    }
    let mut all = Vec::with_capacity(moves.len());
    for to in moves {
        let mut any = vec![vec![to]];
        for mut set in answers(space, party, cell, to, convention, concept, work)? {
            set.retain(|c| *c != cell);
            set.sort_unstable();
            any.push(set);
        }
        let any = smallest(any, work)?;
        // An answer that leads to the state itself deters whatever is preferred.
        if any[0].is_empty() {
            continue;
        }
        all.push(Clause { to, any });
    }
    all.sort_by_key(|c| (c.any.len(), c.to));
    needed(all, |c| &c.any, work)
}

/// The sets of states that some answer to a move away would deter by, if all of a set are no better.
fn answers(
    space: &Space<'_>,
    party: usize,
    cell: usize,
    to: usize,
    convention: Convention,
    concept: Concept,
    work: &mut Work<'_>,
) -> Option<Vec<Vec<usize>>> {
    let moved = match concept {
        Concept::Nash => return Some(Vec::new()),
        Concept::Sim => return at_once(space, party, cell, to, work),
        Concept::Gmr | Concept::Smr => Moved::Anyhow,
        Concept::Seq | Concept::SSeq => Moved::Improving,
    };
    let reached = Reached::from(space, &space.graph.opponents(party), convention, moved, to).cells;
    if matches!(concept, Concept::Gmr | Concept::Seq) {
        return Some(reached.into_iter().map(|c| vec![c]).collect());
    }
    let mut sets = Vec::with_capacity(reached.len());
    for answer in reached {
        let mut set = space.moves(party, answer);
        set.push(answer);
        work.spend(set.len())?;
        sets.push(set);
    }
    Some(sets)
}

/// Where a move leads if others improve at the same time, as seen from the state itself.
fn at_once(space: &Space<'_>, party: usize, cell: usize, to: usize, work: &mut Work<'_>) -> Option<Vec<Vec<usize>>> {
    let mut ends = vec![to];
    for mover in space.graph.opponents(party) {
        let improvements = space.improvements(mover, cell);
        work.spend(ends.len().saturating_mul(improvements.len()))?;
        // Nobody else moves the issues of this mover, so that changes add up.
        let more: Vec<usize> = ends.iter().flat_map(|end| improvements.iter().map(move |i| end + i - cell)).collect();
        ends.extend(more);
    }
    Some(ends.into_iter().filter(|end| space.feasible(*end)).map(|end| vec![end]).collect())
}

/// Sets, smallest first, without those that contain another.
pub(super) fn smallest<T: Ord>(mut sets: Vec<Vec<T>>, work: &mut Work<'_>) -> Option<Vec<Vec<T>>> {
    sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    sets.dedup();
    if sets.first().is_some_and(Vec::is_empty) {
        sets.truncate(1);
    }
    let mut kept: Vec<Vec<T>> = Vec::with_capacity(sets.len());
    for set in sets {
        // Sets of one length cannot contain each other: for single states nothing is compared.
        let shorter = kept.partition_point(|k| k.len() < set.len());
        work.spend(shorter)?;
        if !kept[..shorter].iter().any(|k| within(k, &set)) {
            kept.push(set);
        }
    }
    Some(kept)
}

/// Conditions, without those that follow from another: one that holds wherever the other does.
pub(super) fn needed<C, T: Ord>(
    conditions: Vec<C>,
    sets: impl Fn(&C) -> &Vec<Vec<T>>,
    work: &mut Work<'_>,
) -> Option<Vec<C>> {
    let mut follows = vec![false; conditions.len()];
    // Of two that say the same, the first is kept.
    for (n, weak) in conditions.iter().enumerate().rev() {
        for (m, strong) in conditions.iter().enumerate() {
            if n == m || follows[m] {
                continue;
            }
            work.spend(sets(strong).len())?;
            if implies(sets(strong), sets(weak), work)? {
                follows[n] = true;
                break;
            }
        }
    }
    let kept = conditions.into_iter().zip(follows).filter(|(_, follows)| !follows);
    Some(kept.map(|(c, _)| c).collect())
}

/// Whether each set of the one contains a set of the other.
fn implies<T: Ord>(strong: &[Vec<T>], weak: &[Vec<T>], work: &mut Work<'_>) -> Option<bool> {
    for set in strong {
        work.spend(1)?;
        if weak.binary_search_by(|w| (w.len(), w).cmp(&(set.len(), set))).is_ok() {
            continue;
        }
        let shorter = weak.partition_point(|w| w.len() < set.len());
        work.spend(shorter)?;
        if !weak[..shorter].iter().any(|w| within(w, set)) {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether one ascending list lies within another.
fn within<T: Ord>(small: &[T], large: &[T]) -> bool {
    let mut large = large.iter();
    small.iter().all(|s| large.by_ref().find(|l| *l >= s) == Some(s))
}
