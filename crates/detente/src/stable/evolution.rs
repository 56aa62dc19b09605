//! How a conflict could move from a state to each state where it would rest: by any moves, and by moves of which each is an
//! improvement for whoever makes it (status quo analysis; Li, Kilgour & Hipel, J. Oper. Res. Soc. 56, 2005).
//!
//! Nobody moves twice in a row on a shortest way, since two such moves come to one (see [`super::reach`]); so shortest ways
//! are legal sequences of moves, and a search in breadth finds them.

mod spread;

use serde_json::{Value, json};

use super::{Concept, facts, space::Space, work::Work};
use crate::question::{Budget, Refusal};

/// Most states to which ways are told.
pub const MOST_WAYS: usize = 100;

/// Most cells of a space that is searched.
pub const MOST_CELLS: usize = 1 << 24;

/// Most steps of the search.
const MOST_STEPS: u64 = 1 << 33;

/// How a conflict could move on from a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evolution {
    /// The cell it starts from.
    pub from: usize,
    /// States that can be reached from there by any moves, the start not counted.
    pub reached: usize,
    /// States that can be reached by improvements only, the start not counted.
    pub improved: usize,
    /// The states asked about, or the nearest of them: first those that the fewest improvements lead to, then those that
    /// the fewest moves lead to, then the lowest cell.
    pub ways: Vec<Way>,
    /// States asked about beyond those.
    pub more: usize,
}

/// The shortest ways to a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The cell of the state.
    pub to: usize,
    /// The concepts under which it is an equilibrium, as told by whoever asked.
    pub concepts: Vec<Concept>,
    /// By any moves: who moves (a position in [`super::graph::Graph::movers`]), and to which cell. Empty where nothing needs
    /// to move; `None` where no moves lead there.
    pub any: Option<Vec<(usize, usize)>>,
    /// By improvements only.
    pub improving: Option<Vec<(usize, usize)>>,
}

impl Evolution {
    /// For programs.
    pub fn facts(&self, space: &Space<'_>) -> Value {
        let acts = |acts: &Vec<(usize, usize)>| -> Value {
            let act = |(mover, to): &(usize, usize)| json!({ "by": facts::parties(space.graph.case, &space.graph.members(*mover)), "to": space.number(*to) });
            acts.iter().map(act).collect()
        };
        let way = |w: &Way| {
            json!({
                "state": space.number(w.to),
                "concepts": w.concepts.iter().map(|c| c.key()).collect::<Vec<_>>(),
                "any": w.any.as_ref().map(acts),
                "improving": w.improving.as_ref().map(acts),
            })
        };
        json!({
            "from": space.number(self.from),
            "reached": self.reached,
            "improved": self.improved,
            "equilibria": self.ways.iter().map(way).collect::<Vec<_>>(),
            "more": self.more,
        })
    }
}

/// Finds the shortest ways from a cell to each of some cells; `concepts` says under which concepts one of them is an
/// equilibrium.
///
/// # Errors
/// Refuses where there are too many cells, where the search takes too much work, and where it was stopped.
pub fn evolution(
    space: &Space<'_>,
    from: usize,
    ends: &[usize],
    concepts: impl Fn(usize) -> Vec<Concept>,
    budget: &Budget,
) -> Result<Evolution, Refusal> {
    if space.cells() > MOST_CELLS {
        return Err(Refusal::new(format!(
            "ways from a state are looked for among at most {MOST_CELLS} packages, and there are {}",
            space.cells()
        ))
        .help("settle some issues with `--package issue=option,...`"));
    }
    let mut work = Work::new("the search for ways from a state", MOST_STEPS, budget);
    let any = spread::anyhow(space, from, &mut work)?;
    let improving = spread::improving(space, from, &mut work)?;
    let mut nearest: Vec<(u32, u32, usize)> = ends.iter().map(|e| (improving.far(*e), any.far(*e), *e)).collect();
    nearest.sort_unstable();
    let told = nearest.len().min(MOST_WAYS);
    let ways = nearest[..told].iter().map(|(_, _, to)| Way {
        to: *to,
        concepts: concepts(*to),
        any: any.way(space, *to),
        improving: improving.way(space, *to),
    });
    Ok(Evolution {
        from,
        reached: any.reached(),
        improved: improving.reached(),
        ways: ways.collect(),
        more: nearest.len() - told,
    })
}

/// The least number of moves, of any kind, from a cell to each cell; `None` where none lead there.
///
/// # Errors
/// As [`evolution`].
pub fn distances(space: &Space<'_>, from: usize, budget: &Budget) -> Result<Vec<Option<u32>>, Refusal> {
    let mut work = Work::new("the search for ways from a state", MOST_STEPS, budget);
    let any = spread::anyhow(space, from, &mut work)?;
    Ok((0..space.cells()).map(|c| Some(any.far(c)).filter(|far| *far != spread::NEVER)).collect())
}

#[cfg(test)]
mod tests;
