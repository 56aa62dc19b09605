//! Where movers can get from a state by moving in turn, and by which acts.
//!
//! With moves as they are here, two moves of one mover in a row come to one of its moves, or to none; so that the rule that
//! nobody moves twice in a row (Fang, Hipel & Kilgour 1993, ch. 4) forbids nothing, and legal sequences are paths.

use std::collections::{HashMap, VecDeque, hash_map::Entry};

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
        let mut found = Reached::begin(start);
        found.follow(space, movers, convention, moved, |_| false);
        found
    }

    /// The first of the nearest states that movers can reach and that is looked for, and the way there.
    pub fn first(
        space: &Space<'_>,
        movers: &[usize],
        convention: Convention,
        moved: Moved,
        start: usize,
        wanted: impl FnMut(usize) -> bool,
    ) -> Option<Vec<(usize, usize)>> {
        let mut found = Reached::begin(start);
        found.follow(space, movers, convention, moved, wanted).map(|cell| found.path(cell))
    }

    fn begin(start: usize) -> Reached {
        Reached { start, cells: Vec::new(), back: HashMap::new(), first: HashMap::from([(start, 0)]) }
    }

    fn follow(
        &mut self,
        space: &Space<'_>,
        movers: &[usize],
        convention: Convention,
        moved: Moved,
        mut wanted: impl FnMut(usize) -> bool,
    ) -> Option<usize> {
        let once = convention == Convention::GmcrPlus;
        let mut queue = VecDeque::from([(self.start, 0_u64)]);
        while let Some(node) = queue.pop_front() {
            for (bit, mover) in movers.iter().enumerate() {
                // Beyond 64 movers, nobody could follow them all once each.
                let used = if once { 1_u64 << bit } else { 0 };
                if node.1 & used != 0 {
                    continue;
                }
                let to = match moved {
                    Moved::Anyhow => space.moves(*mover, node.0),
                    Moved::Improving => space.improvements(*mover, node.0),
                };
                for cell in to {
                    let next = (cell, node.1 | used);
                    if next == (self.start, 0) || self.back.contains_key(&next) {
                        continue;
                    }
                    self.back.insert(next, (node, *mover));
                    if let Entry::Vacant(slot) = self.first.entry(cell) {
                        slot.insert(next.1);
                        self.cells.push(cell);
                        if wanted(cell) {
                            return Some(cell);
                        }
                    }
                    queue.push_back(next);
                }
            }
        }
        None
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
