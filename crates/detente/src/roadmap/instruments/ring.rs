//! Simultaneous exchange: the steps of the ring that a precondition closes become one act.

use std::collections::VecDeque;

use super::{Bridged, Debt, Instrument, Obstacle};
use crate::{case::StepId, roadmap::graph::Graph};

pub(super) fn simultaneous(bridged: &Bridged<'_>, debt: Debt) -> Result<Instrument, Obstacle> {
    let graph = bridged.graph;
    let mut others = bridged.credit.to_vec();
    others[debt.clause] = false;
    let steps = ring(graph, &others, debt.clause).ok_or(Obstacle::NoRing)?;
    for step in &steps {
        if !graph.nodes[*step].owned {
            return Err(Obstacle::Unowned(StepId::at(*step)));
        }
        if !graph.nodes[*step].performable {
            return Err(Obstacle::Absent(StepId::at(*step)));
        }
        bridged.observable(*step)?;
    }
    let named: Vec<StepId> = steps.iter().map(|s| StepId::at(*s)).collect();
    if leads_as_one_act(bridged, debt, steps) {
        Ok(Instrument::Simultaneous { steps: named })
    } else {
        Err(Obstacle::StillWaiting(named))
    }
}

/// Whether all goals are reached if some steps are one act, without the precondition being weakened.
pub(super) fn leads_as_one_act(bridged: &Bridged<'_>, debt: Debt, steps: Vec<usize>) -> bool {
    let mut others = bridged.credit.to_vec();
    others[debt.clause] = false;
    // Besides what could be one act already.
    let mut joined = bridged.graph.classes.clone();
    joined.push(steps);
    let mut one_act = bridged.graph.clone();
    one_act.classify(&joined);
    one_act.reaches(&others)
}

/// The shortest ring that a precondition closes where only others are weakened: from its step through what each waits for, as
/// long as nothing meets that, back to it; of several the one whose steps stand first in the file. Then the steps that must
/// be one act with one of these.
pub(super) fn ring(graph: &Graph, others: &[bool], clause: usize) -> Option<Vec<usize>> {
    let trusting = graph.trusting(others);
    let done = trusting.close(&vec![false; trusting.clauses.len()]);
    let start = graph.clauses[clause].step;
    let unmet = |c: &usize| {
        let clause = &graph.clauses[*c];
        !clause.on_credit && !others[*c] && !clause.any.iter().any(|t| done[*t])
    };
    if !unmet(&clause) {
        return None;
    }
    let mates = |s: usize| {
        graph.together.iter().filter(move |(_, steps)| steps.contains(&s)).flat_map(|(_, steps)| steps.iter().copied())
    };
    let waits_for = |s: usize| {
        let mut next: Vec<usize> =
            graph.nodes[s].waits.iter().filter(|c| unmet(c)).flat_map(|c| &graph.clauses[*c].any).copied().collect();
        next.extend(mates(s));
        next.sort_unstable();
        next.dedup();
        next
    };
    let mut first = graph.clauses[clause].any.clone();
    first.sort_unstable();
    let mut from: Vec<Option<usize>> = vec![None; graph.nodes.len()];
    let mut queue = VecDeque::new();
    for s in first {
        if from[s].is_none() {
            from[s] = Some(start);
            queue.push_back(s);
        }
    }
    while let Some(s) = queue.pop_front() {
        if s == start {
            break;
        }
        for next in waits_for(s) {
            if from[next].is_none() {
                from[next] = Some(s);
                queue.push_back(next);
            }
        }
    }
    let mut ring = vec![start];
    let mut at = from[start]?;
    while at != start {
        ring.push(at);
        at = from[at]?;
    }
    ring[1..].reverse();
    let mut n = 0;
    while n < ring.len() {
        let with: Vec<usize> = mates(ring[n]).filter(|s| !ring.contains(s)).collect();
        for s in with {
            if !ring.contains(&s) {
                ring.push(s);
            }
        }
        n += 1;
    }
    Some(ring)
}
