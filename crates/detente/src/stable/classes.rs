//! States that nobody tells apart, taken together (coalescing; in Elmira the four states in which the plant is abandoned
//! count as one).
//!
//! States are of one class when they tie for every party, are overlooked by the same parties, and each mover can move from
//! them to the same *other* classes. The partition found is the coarsest of that kind, by refinement from the coarsest that
//! could be.
//!
//! **Then they are stable alike**, for every party and every concept but simultaneous stability. Let *s* and *t* be of one class. Moves
//! within a class change nothing for anybody. Where a sequence of moves leads from *s* through classes, it leads from *t*
//! through the same ones: where it stays in a class, *t*'s stays where it is, which needs fewer moves and no mover that would
//! not have moved; where it goes on to another class, whoever moves can do so from every state of the first. So what
//! opponents reach from states of a class are the same classes, but for their own, by any moves, by each mover moving once,
//! and by improvements, since an improvement always leads to another class and which class that is decides whether it is
//! one. Improvements of a focal party (or of a coalition that moves in turn) thus lead to the same classes, and from there
//! answers to the same classes. The class that a sequence starts from need not count: it is reached by an improvement, so it
//! deters nobody. What a party can do after an answer goes by classes too, its own class being the answer.
//!
//! **Simultaneous stability can differ** within a class. There moves of several parties from one state are combined issue by
//! issue, and where that ends is not decided by the classes to which each would move alone: `classes.rs` has a test with such
//! states. Who asks for that concept gives each state's verdicts as a further mark, and states whose marks differ are set
//! apart. The same goes for looking a number of moves ahead, where a move that changes nothing still passes the turn, and for
//! a coalition that changes everything in one go, as in GMCR+.

use std::collections::HashMap;

use serde_json::Value;

use super::{space::Space, work::Work};
use crate::question::{Budget, Refusal};

/// Most steps of the refinement.
const MOST_STEPS: u64 = 1 << 31;

/// States that are taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classes {
    /// How many classes there are; as many as states, where each is told from all others.
    pub count: usize,
    /// The cells of each class of two states or more, ascending; classes by their first cell.
    pub merged: Vec<Vec<usize>>,
}

impl Classes {
    /// The first cell of the class of a cell.
    pub fn representative(&self, cell: usize) -> usize {
        let of = self.merged.iter().find(|c| c.binary_search(&cell).is_ok());
        of.map_or(cell, |c| c[0])
    }

    /// For programs: the numbers of the states of each class; `null` where each state is a class of its own.
    pub fn facts(&self, space: &Space<'_>) -> Value {
        if self.merged.is_empty() {
            return Value::Null;
        }
        let mut classes: Vec<Vec<usize>> = self.merged.clone();
        let merged: std::collections::HashSet<usize> = self.merged.iter().flatten().copied().collect();
        classes.extend(space.states().filter(|c| !merged.contains(c)).map(|c| vec![c]));
        classes.sort_unstable();
        classes.iter().map(|class| class.iter().map(|c| space.number(*c)).collect::<Value>()).collect()
    }
}

/// Finds the classes; `mark` tells of each cell what else should set states apart (0 for nothing), such as its verdicts under
/// simultaneous stability as bits.
///
/// # Errors
/// Refuses where there are too many moves to compare, and where it was stopped.
pub fn classes(space: &Space<'_>, mark: impl Fn(usize) -> u64, budget: &Budget) -> Result<Classes, Refusal> {
    let mut work = Work::new("comparing the moves of states that nobody ranks apart", MOST_STEPS, budget);
    let cells: Vec<usize> = space.states().collect();
    let movers: Vec<usize> =
        (0..space.graph.movers.len()).filter(|m| !space.graph.movers[*m].axes.is_empty()).collect();
    let seen = |cell: usize| (0..space.graph.parties.len()).map(move |p| u32::from(space.seen(p, cell)));
    let first = cells.iter().map(|c| {
        let ranks = (0..space.graph.parties.len()).map(|p| space.rank(p, *c));
        (mark(*c), ranks.chain(seen(*c)).collect::<Vec<u32>>())
    });
    let mut of = named(first);
    let mut count = of.iter().max().map_or(0, |m| *m as usize + 1);
    loop {
        let mut size = vec![0_u32; count];
        of.iter().for_each(|c| size[*c as usize] += 1);
        let mut keys = Vec::with_capacity(cells.len());
        for (n, cell) in cells.iter().enumerate() {
            let own = of[n];
            let mut key = Vec::new();
            // What stands alone stays alone.
            if size[own as usize] > 1 {
                for mover in &movers {
                    let moves = space.moves(*mover, *cell);
                    work.add(moves.len() + 1)?;
                    let mut to: Vec<u32> =
                        moves.into_iter().map(|t| of[space.number(t) - 1]).filter(|c| *c != own).collect();
                    to.sort_unstable();
                    to.dedup();
                    key.extend(to);
                    key.push(u32::MAX);
                }
            }
            keys.push((own, key));
        }
        of = named(keys.into_iter());
        let finer = of.iter().max().map_or(0, |m| *m as usize + 1);
        if finer == count {
            break;
        }
        count = finer;
    }
    let mut classes = vec![Vec::new(); count];
    cells.iter().zip(&of).for_each(|(cell, class)| classes[*class as usize].push(*cell));
    classes.retain(|c| c.len() > 1);
    Ok(Classes { count, merged: classes })
}

/// Numbers equal keys alike, in the order in which they first come.
fn named<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> Vec<u32> {
    let mut known: HashMap<K, u32> = HashMap::new();
    keys.map(|key| {
        let next = known.len() as u32;
        *known.entry(key).or_insert(next)
    })
    .collect()
}

#[cfg(test)]
mod tests;
