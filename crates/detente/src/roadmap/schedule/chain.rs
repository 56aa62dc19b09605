//! What holds a step: the chain of steps and dates because of which it cannot start earlier.

use super::{How, earliest::Placed, kept::Kept};
use crate::roadmap::{calendar::Dates, graph::Graph};

/// A step of a chain, and why it starts no earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    /// The step.
    pub(crate) step: usize,
    /// What it is held by.
    pub(crate) held: Held,
}

/// Why a step starts no earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// It starts on the first day.
    Start,
    /// It must not begin before its date.
    NotBefore,
    /// A precondition is met no earlier.
    Clause {
        /// The precondition.
        clause: usize,
        /// The step before, which meets it.
        by: usize,
        /// How many days it takes to find that step done.
        checked: u32,
    },
    /// It is done at one moment with the step before.
    Moment(usize),
}

/// The chain that ends with a step, from the first day on.
pub(super) fn chain(graph: &Graph, dates: &Dates, placed: &Placed, kept: &Kept, step: usize) -> Vec<Link> {
    let mut out = Vec::new();
    let mut step = step;
    loop {
        let (holder, held) = holder(graph, dates, placed, kept, step);
        if holder != step {
            out.push(Link { step, held: Held::Moment(holder) });
        }
        out.push(Link { step: holder, held });
        let Held::Clause { by, .. } = held else { break };
        step = by;
    }
    out.reverse();
    out
}

/// What holds a step, or the step of the same moment that is held itself.
fn holder(graph: &Graph, dates: &Dates, placed: &Placed, kept: &Kept, step: usize) -> (usize, Held) {
    if let Some(held) = alone(graph, dates, placed, kept, step) {
        return (step, held);
    }
    let tied = |s: &&usize| kept.tied[**s] == kept.tied[step];
    let mates: Vec<usize> = kept.order.iter().filter(tied).copied().collect();
    let found = mates.iter().find_map(|s| alone(graph, dates, placed, kept, *s).map(|held| (*s, held)));
    found.unwrap_or((step, Held::Start))
}

/// What holds a step by itself, if anything does.
fn alone(graph: &Graph, dates: &Dates, placed: &Placed, kept: &Kept, step: usize) -> Option<Held> {
    let start = placed.start[step]?;
    if let Some(m) = kept.met[step].iter().find(|m| m.how == How::Before && m.since == start) {
        return Some(Held::Clause { clause: m.clause, by: m.by, checked: graph.lag(m.clause, m.by) });
    }
    if start > 0 && dates.not_before(step) == start {
        return Some(Held::NotBefore);
    }
    (start == 0).then_some(Held::Start)
}
