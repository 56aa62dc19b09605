//! All moves, listed.

use crate::{
    question::Refusal,
    stable::{space::Space, work::Work},
};

/// Most moves that are listed.
const MOST_MOVES: usize = 1 << 26;

/// The moves of a mover, states being told by number, from 0.
pub(super) struct Arcs {
    starts: Vec<u32>,
    to: Vec<u32>,
    /// Whether each is an improvement for all who make it.
    improves: Vec<bool>,
}

impl Arcs {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.to.len()
    }

    /// Where it can move to.
    pub(super) fn from(&self, state: usize) -> impl Iterator<Item = usize> + '_ {
        self.to[self.range(state)].iter().map(|t| *t as usize)
    }

    /// Where it can move to, only to improve or anyhow.
    pub(super) fn moved(&self, state: usize, improving: bool) -> impl Iterator<Item = usize> + '_ {
        let range = self.range(state);
        let of = self.to[range.clone()].iter().zip(&self.improves[range]);
        of.filter(move |(_, better)| !improving || **better).map(|(t, _)| *t as usize)
    }

    fn range(&self, state: usize) -> std::ops::Range<usize> {
        self.starts[state] as usize..self.starts[state + 1] as usize
    }
}

/// The moves of each mover.
pub(super) fn all(space: &Space<'_>, work: &mut Work<'_>) -> Result<Vec<Arcs>, Refusal> {
    let mut listed = 0;
    let mut all = Vec::new();
    for mover in 0..space.graph.movers.len() {
        let mut arcs = Arcs { starts: vec![0], to: Vec::new(), improves: Vec::new() };
        for cell in space.states() {
            let moves = space.moves(mover, cell);
            work.add(moves.len() + 1)?;
            listed += moves.len();
            if listed > MOST_MOVES {
                return Err(Refusal::new(format!(
                    "what coalitions could do is looked for among at most {MOST_MOVES} moves, and there are more"
                ))
                .help("settle some issues with `--package issue=option,...`"));
            }
            for to in moves {
                arcs.to.push(space.number(to) as u32 - 1);
                arcs.improves.push(space.improves(mover, cell, to));
            }
            arcs.starts.push(arcs.to.len() as u32);
        }
        all.push(arcs);
    }
    Ok(all)
}
