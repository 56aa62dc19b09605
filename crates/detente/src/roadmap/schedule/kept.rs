//! What the goals need: for each precondition the step that met it first, and nothing else.

use std::collections::BTreeMap;

use super::{Act, Check, Credit, How, Met, Schedule, Timed, earliest::Placed};
use crate::roadmap::graph::Graph;

/// Steps that are needed, and what meets their preconditions.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    /// The steps, each after what meets its preconditions.
    pub(super) order: Vec<usize>,
    /// What meets the preconditions of each step, in the order of the file.
    pub(super) met: Vec<Vec<Met>>,
    /// Steps that start on one day since they are done at one moment: of each the first of them in the file.
    pub(super) tied: Vec<usize>,
    /// The weakened preconditions.
    weak: Vec<bool>,
}

impl Kept {
    pub(super) fn new(graph: &Graph, credit: &[bool], placed: &Placed) -> Self {
        let steps = graph.nodes.len();
        let mut kept =
            Kept { met: vec![Vec::new(); steps], tied: (0..steps).collect(), weak: credit.to_vec(), ..Kept::default() };
        let mut needed = vec![false; steps];
        let mut stack = graph.goals.clone();
        let mut joined: Vec<Vec<usize>> = vec![Vec::new(); steps];
        for (n, (_, steps)) in graph.together.iter().enumerate() {
            steps.iter().for_each(|s| joined[*s].push(n));
        }
        while let Some(s) = stack.pop() {
            if std::mem::replace(&mut needed[s], true) {
                continue;
            }
            kept.order.push(s);
            kept.met[s] = graph.nodes[s].waits.iter().map(|c| meets(graph, credit, placed, *c)).collect();
            stack.extend(kept.met[s].iter().map(|m| m.by));
            stack.extend(joined[s].iter().flat_map(|n| &graph.together[*n].1));
        }
        kept.order.sort_by_key(|s| (placed.start[*s], placed.turn[*s], *s));
        for s in &kept.order {
            let moments = kept.met[*s].iter().filter(|m| m.how == How::Moment).map(|m| m.by);
            for t in moments.chain(joined[*s].iter().flat_map(|n| graph.together[*n].1.iter().copied())) {
                tie(&mut kept.tied, *s, t);
            }
        }
        for s in 0..steps {
            kept.tied[s] = head(&mut kept.tied, s);
        }
        kept
    }

    /// The steps with their earliest days, acts, phases, credits and checks.
    pub(super) fn timed(&self, graph: &Graph, placed: &Placed) -> Schedule {
        let mut out = Schedule { at: vec![None; graph.nodes.len()], ..Schedule::default() };
        let mut acts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut phase = vec![0; graph.nodes.len()];
        for turn in self.order.chunk_by(|a, b| placed.turn[*a] == placed.turn[*b]) {
            // Steps of an act are of one phase: the latest that any of them needs.
            let mut latest: BTreeMap<usize, usize> = BTreeMap::new();
            for s in turn {
                let after = self.met[*s].iter().filter_map(|m| match m.how {
                    How::Before => Some(phase[m.by] + 1),
                    How::Moment => Some(phase[m.by]),
                    How::Credit => None,
                });
                let least = latest.entry(self.tied[*s]).or_default();
                *least = after.fold(*least, usize::max);
            }
            for s in turn {
                phase[*s] = latest[&self.tied[*s]];
                let start = placed.start[*s].expect("what is needed is placed");
                let act = *acts.entry((placed.turn[*s], self.tied[*s])).or_insert_with(|| {
                    out.acts.push(Act { steps: Vec::new(), start });
                    out.acts.len() - 1
                });
                out.acts[act].steps.push(*s);
                if out.phases.len() <= phase[*s] {
                    out.phases.resize(phase[*s] + 1, Vec::new());
                }
                out.phases[phase[*s]].push(*s);
                out.at[*s] = Some(out.steps.len());
                out.steps.push(Timed {
                    step: *s,
                    start,
                    finish: start + u64::from(graph.nodes[*s].days),
                    latest: start,
                    critical: false,
                    phase: phase[*s],
                    act,
                    met: self.met[*s].clone(),
                });
            }
        }
        out.credits = self.credits(placed);
        out.checks = self.checks(graph, placed);
        out
    }

    fn credits(&self, placed: &Placed) -> Vec<Credit> {
        let mut out = Vec::new();
        for s in &self.order {
            for m in self.met[*s].iter().filter(|m| m.how == How::Credit) {
                let given = placed.start[*s].expect("what is needed is placed");
                out.push(Credit {
                    clause: m.clause,
                    weakened: self.weak[m.clause],
                    step: *s,
                    given,
                    by: m.by,
                    repaid: m.since,
                });
            }
        }
        out
    }

    fn checks(&self, graph: &Graph, placed: &Placed) -> Vec<Check> {
        let mut out: Vec<Check> = Vec::new();
        let mut asked: Vec<Vec<(usize, crate::case::Verification)>> = vec![Vec::new(); graph.nodes.len()];
        for m in self.order.iter().flat_map(|s| &self.met[*s]) {
            if let Some(v) = graph.clauses[m.clause].verified {
                asked[m.by].push((m.clause, v));
            }
        }
        for s in &self.order {
            let start = placed.finish(graph, *s).expect("what is needed is placed");
            let own = graph.nodes[*s].verified.map(|v| (None, v));
            asked[*s].sort_by_key(|(clause, _)| *clause);
            let first = out.len();
            for (clause, v) in own.into_iter().chain(asked[*s].iter().map(|(c, v)| (Some(*c), *v))) {
                let finish = start + u64::from(v.days);
                if !out[first..].iter().any(|c| c.by == v.by && c.finish == finish) {
                    out.push(Check { step: *s, by: v.by, clause, start, finish });
                }
            }
        }
        out.sort_by_key(|c| c.start);
        out
    }
}

/// What meets a precondition: of those before, the first, where several are the first in the file; else one of the same
/// moment.
fn meets(graph: &Graph, credit: &[bool], placed: &Placed, n: usize) -> Met {
    let clause = &graph.clauses[n];
    let s = clause.step;
    let later = clause.on_credit || credit[n];
    let own = placed.start[s].expect("what is needed is placed");
    let since = |t: usize| placed.finish(graph, t).map(|finish| finish + u64::from(graph.lag(n, t)));
    let before = clause.any.iter().filter_map(|t| since(*t).map(|since| (since, *t)));
    // The first of those that are equally early is found.
    let before = before.filter(|(since, t)| later || *since <= own && placed.turn[*t] < placed.turn[s]);
    if let Some((since, by)) = before.min_by_key(|(since, _)| *since) {
        return Met { clause: n, by, how: if later { How::Credit } else { How::Before }, since };
    }
    let now = |t: &&usize| {
        placed.start[**t] == Some(own)
            && placed.turn[**t] == placed.turn[s]
            && graph.nodes[**t].class == graph.nodes[s].class
    };
    let by = *clause.any.iter().find(now).expect("a step is placed when all that it waits for is met");
    Met { clause: n, by, how: How::Moment, since: own }
}

fn head(tied: &mut [usize], mut s: usize) -> usize {
    while tied[s] != s {
        tied[s] = tied[tied[s]];
        s = tied[s];
    }
    s
}

fn tie(tied: &mut [usize], a: usize, b: usize) {
    let (a, b) = (head(tied, a), head(tied, b));
    tied[a.max(b)] = a.min(b);
}
