//! Ways round a ring: alternatives that break one where there is an order, and alternatives that would where there is none.

use super::{
    closure::Closure,
    cores::{self, Blocked, Core},
    graph::Graph,
};

/// Alternatives that an answer tells at most.
pub(crate) const MOST_ESCAPES: usize = 20;

/// An alternative on which the order rests: without it, steps would wait for each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Escape {
    /// The precondition.
    pub(crate) clause: usize,
    /// The step that meets it, of several that could.
    pub(crate) step: usize,
    /// The core that there would be if that step could not meet it.
    pub(crate) breaks: Core,
}

/// A step that nobody performs or the package does not contain, but by which steps that are blocked could be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WayRound {
    /// The step.
    pub(crate) step: usize,
    /// The preconditions of needed steps that it would meet beside others that could meet them, so that the step which
    /// waits could be done.
    pub(crate) clauses: Vec<usize>,
    /// Whether all goals would be reached.
    pub(crate) reaches: bool,
}

/// The alternatives that an order rests on, in the order of the file, up to `most`, with so many closures; and whether these
/// are all. None where the goals are not reached.
pub(crate) fn escapes(graph: &Graph, most: usize, effort: usize) -> (Vec<Escape>, bool) {
    let none = vec![false; graph.clauses.len()];
    let mut closure = Closure::new(graph);
    if !closure.reaches(&none) {
        return (Vec::new(), true);
    }
    let mut found = Vec::new();
    for (tried, (clause, step)) in sole(graph, &closure).into_iter().enumerate() {
        if tried == effort {
            return (found, false);
        }
        closure.without = Some((clause, step));
        if closure.reaches(&none) {
            continue;
        }
        let waiting = graph.clauses[clause].step;
        if let Some(breaks) = cores::around(&mut closure, graph, waiting) {
            if found.len() == most {
                return (found, false);
            }
            found.push(Escape { clause, step, breaks });
        }
    }
    (found, true)
}

/// Of each precondition with alternatives, the one that alone comes in time in the order that was found: without any other
/// the order would be the same.
fn sole(graph: &Graph, closure: &Closure<'_>) -> Vec<(usize, usize)> {
    let turn = closure.turns();
    let mut found = Vec::new();
    for (n, clause) in graph.clauses.iter().enumerate().filter(|(_, c)| c.any.len() > 1) {
        let Some(waiting) = turn[clause.step] else { continue };
        let in_time = |t: &&usize| turn[**t].is_some_and(|turn| turn <= waiting || clause.on_credit);
        let mut times = clause.any.iter().filter(|t| **t != clause.step).filter(in_time);
        if let (Some(t), None) = (times.next(), times.next()) {
            found.push((n, *t));
        }
    }
    found
}

/// The ways round that somebody could open, in the order of the file.
pub(crate) fn ways_round(graph: &Graph, blocked: &Blocked) -> Vec<WayRound> {
    let none = vec![false; graph.clauses.len()];
    let mut closure = Closure::new(graph);
    let mut found = Vec::new();
    for missing in &blocked.missing {
        let beside = |c: &usize| graph.clauses[*c].any.len() > 1;
        if !missing.clauses.iter().any(beside) {
            continue;
        }
        closure.given = Some(missing.step);
        let done = closure.close(&none);
        let opened = |c: &usize| done[graph.clauses[*c].step] && done[missing.step];
        let clauses: Vec<usize> = missing.clauses.iter().copied().filter(beside).filter(opened).collect();
        if !clauses.is_empty() {
            let reaches = graph.goals.iter().all(|g| done[*g]);
            found.push(WayRound { step: missing.step, clauses, reaches });
        }
    }
    found
}
