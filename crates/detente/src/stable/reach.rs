//! Where movers can get from a state by moving in turn, and by which acts.
//!
//! With moves as they are here, two moves of one mover in a row come to one of its moves, or to none; so that the rule that
//! nobody moves twice in a row (Fang, Hipel & Kilgour 1993, ch. 4) forbids nothing, and legal sequences are paths.

use std::collections::{HashMap, VecDeque};

use super::{Act, Convention, space::Space};

/// What can be reached from a state, with the first shortest way to each.
#[derive(Debug, Clone)]
pub struct Reached {
    start: usize,
    /// The states reached, nearest first; the start is not among them.
    pub cells: Vec<usize>,
    /// How each was reached: the node before, and the mover. Under the rule that each mover moves once, a node is a state with
    /// the movers that have moved.
    back: HashMap<(usize, u64), ((usize, u64), usize)>,
    first: HashMap<usize, u64>,
}

/// Whether movers may move as they can, or only to improve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// Any moves.
    Anyhow,
    /// Each move is an improvement for all who make it, on the state that it leaves.
    Improving,
}

impl Reached {
    /// Follows all moves of some movers from a state.
    pub fn from(space: &Space<'_>, movers: &[usize], convention: Convention, moved: Moved, start: usize) -> Reached {
        let once = convention == Convention::GmcrPlus;
        let mut found = Reached { start, cells: Vec::new(), back: HashMap::new(), first: HashMap::from([(start, 0)]) };
        let mut queue = VecDeque::from([(start, 0_u64)]);
        while let Some(node) = queue.pop_front() {
            for (bit, mover) in movers.iter().enumerate() {
                let used = 1_u64 << bit;
                if once && node.1 & used != 0 {
                    continue;
                }
                let to = match moved {
                    Moved::Anyhow => space.moves(*mover, node.0),
                    Moved::Improving => space.improvements(*mover, node.0),
                };
                for cell in to {
                    let next = (cell, if once { node.1 | used } else { 0 });
                    if next == (start, 0) || found.back.contains_key(&next) {
                        continue;
                    }
                    found.back.insert(next, (node, *mover));
                    if let std::collections::hash_map::Entry::Vacant(slot) = found.first.entry(cell) {
                        slot.insert(next.1);
                        found.cells.push(cell);
                    }
                    queue.push_back(next);
                }
            }
        }
        found
    }

    /// Whether a state is among them.
    pub fn contains(&self, cell: usize) -> bool {
        cell != self.start && self.first.contains_key(&cell)
    }

    /// The acts that lead to a state that was reached: who moves, and to which cell.
    pub fn path(&self, cell: usize) -> Vec<(usize, usize)> {
        let mut acts = Vec::new();
        let mut node = (cell, self.first.get(&cell).copied().unwrap_or(0));
        while let Some((before, mover)) = self.back.get(&node) {
            acts.push((*mover, node.0));
            node = *before;
        }
        acts.reverse();
        acts
    }

    /// The same with parties and packages.
    pub fn acts(&self, space: &Space<'_>, cell: usize) -> Vec<Act> {
        self.path(cell).into_iter().map(|(mover, to)| act(space, mover, to)).collect()
    }
}

/// A move with parties and package.
pub fn act(space: &Space<'_>, mover: usize, to: usize) -> Act {
    Act { by: space.graph.members(mover), to: space.package(to) }
}
