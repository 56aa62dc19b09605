//! The latest day of each step, so that all is done in time (the backward pass of the critical path method: Kelley, Operations
//! Research 9, 1961).

use super::{How, earliest::Placed, kept::Kept};
use crate::roadmap::{calendar::Dates, graph::Graph};

/// Latest days, and which steps are critical.
pub(super) struct Latest {
    /// How many days all takes at the earliest.
    pub(super) days: u64,
    /// The last day that is allowed.
    pub(super) until: u64,
    /// The last day on which each step can start; what is not needed has none that means anything.
    pub(super) start: Vec<u64>,
    /// Whether all ends a day later if it starts a day later.
    pub(super) critical: Vec<bool>,
}

impl Latest {
    pub(super) fn new(graph: &Graph, dates: &Dates, placed: &Placed, kept: &Kept) -> Self {
        let start = |s: usize| placed.start[s].expect("what is needed is placed");
        // The day after the last.
        let days = kept.order.iter().map(|s| start(*s) + length(graph, *s)).max().unwrap_or(0);
        let allowed = dates.deadline.and_then(|d| u64::try_from(d).ok()).map_or(0, |d| d + 1).max(days);
        let exact = backward(graph, kept, |s| days - length(graph, s));
        let latest = backward(graph, kept, |s| {
            let own = dates.not_after(s).and_then(|d| u64::try_from(d).ok()).map(|d| d + 1);
            let late = start(s) + length(graph, s);
            // What cannot be done in time has no day to lose.
            own.or_else(|| dates.not_after(s).map(|_| 0)).map_or(allowed, |o| o.max(late).min(allowed))
                - length(graph, s)
        });
        let mut critical = vec![false; graph.nodes.len()];
        kept.order.iter().for_each(|s| critical[*s] = exact[*s] == start(*s));
        Latest { days, until: allowed.saturating_sub(1), start: latest, critical }
    }
}

/// How many days a step is on: a milestone is on for the day on which it falls.
fn length(graph: &Graph, step: usize) -> u64 {
    u64::from(graph.nodes[step].days.max(1))
}

/// The last days on which steps can start, where each has one that it cannot start after.
fn backward(graph: &Graph, kept: &Kept, bound: impl Fn(usize) -> u64) -> Vec<u64> {
    // Steps of one moment share the day of the first of them.
    let mut latest = vec![u64::MAX; graph.nodes.len()];
    for s in &kept.order {
        let head = kept.tied[*s];
        latest[head] = latest[head].min(bound(*s));
    }
    // What meets a precondition stands before what waits for it, so that one pass is enough.
    for s in kept.order.iter().rev() {
        for m in kept.met[*s].iter().filter(|m| m.how == How::Before) {
            let takes = u64::from(graph.nodes[m.by].days) + u64::from(graph.lag(m.clause, m.by));
            let most = latest[kept.tied[*s]] - takes;
            let own = &mut latest[kept.tied[m.by]];
            *own = most.min(*own);
        }
    }
    (0..graph.nodes.len()).map(|s| latest[kept.tied[s]]).collect()
}
