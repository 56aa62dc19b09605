//! What is blocked, split into parts that are bridged one by one: each bridge of the whole is one of each part.

use super::super::{
    closure::Closure,
    cores::{Link, Tie, components},
    graph::{Clause, Graph, Node},
};
use crate::{number::Exact, search::parts::Groups};

/// A part of what is blocked: a graph by itself, in which every step can be performed.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) graph: Graph,
    /// The preconditions of the part that can be weakened: their numbers in the part, in the whole, and what that costs.
    pub(super) weak: Vec<(usize, usize, u128)>,
}

impl Part {
    /// The numbers in the whole of preconditions that are told by their place in `weak`.
    pub(super) fn of_whole(&self, members: &[usize]) -> Vec<usize> {
        members.iter().map(|m| self.weak[*m].1).collect()
    }
}

/// The parts; `None` where not even weakening `all` that can be weakened is enough.
pub(super) fn parts(graph: &Graph, all: &[bool], units: &dyn Fn(Exact) -> u128) -> Option<Vec<Part>> {
    let mut closure = Closure::new(graph);
    let best = closure.close(all).to_vec();
    if graph.goals.iter().any(|g| !best[*g]) {
        return None;
    }
    let done = closure.close(&vec![false; all.len()]).to_vec();
    let blocked = Blocked::of(graph, &best, &done);
    let mut groups = Groups::new(graph.nodes.len());
    for s in (0..graph.nodes.len()).filter(|s| blocked.live[*s]) {
        blocked.waits[s].iter().flat_map(|(_, any)| any).for_each(|t| groups.join(s, *t));
    }
    for act in blocked.acts(graph) {
        act.iter().for_each(|s| groups.join(act[0], *s));
    }
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); graph.nodes.len()];
    for s in (0..graph.nodes.len()).filter(|s| blocked.live[*s]) {
        of[groups.top(s)].push(s);
    }
    let parts = of.iter().filter(|steps| !steps.is_empty()).map(|steps| blocked.part(graph, steps, units));
    Some(parts.filter(|p| !p.graph.reaches(&vec![false; p.graph.clauses.len()])).collect())
}

/// Steps that are not done, but could be, and what they wait for.
struct Blocked {
    /// Those that the goals may need.
    live: Vec<bool>,
    /// Those that they surely need.
    must: Vec<bool>,
    /// Preconditions of live steps that are not met, with what could meet them.
    waits: Vec<Vec<(usize, Vec<usize>)>>,
}

impl Blocked {
    fn of(graph: &Graph, best: &[bool], done: &[bool]) -> Blocked {
        let steps = graph.nodes.len();
        let mut waits: Vec<Vec<(usize, Vec<usize>)>> = vec![Vec::new(); steps];
        for (n, clause) in graph.clauses.iter().enumerate() {
            if best[clause.step] && !done[clause.step] && !clause.any.iter().any(|t| done[*t]) {
                let mut any: Vec<usize> = clause.any.iter().copied().filter(|t| best[*t]).collect();
                any.sort_unstable();
                any.dedup();
                waits[clause.step].push((n, any));
            }
        }
        let mut mates: Vec<Vec<usize>> = vec![Vec::new(); steps];
        for (_, act) in &graph.together {
            act.iter().filter(|s| best[**s] && !done[**s]).for_each(|s| mates[*s].extend(act));
        }
        let reach = |next: &dyn Fn(usize) -> Vec<usize>| {
            let mut seen = vec![false; steps];
            let mut queue: Vec<usize> = graph.goals.iter().copied().filter(|g| !done[*g]).collect();
            while let Some(s) = queue.pop() {
                if !std::mem::replace(&mut seen[s], true) {
                    queue.extend(next(s));
                    queue.extend(&mates[s]);
                }
            }
            seen
        };
        let live = reach(&|s| waits[s].iter().flat_map(|(_, any)| any).copied().collect());
        let must = reach(&|s| waits[s].iter().filter(|(_, any)| any.len() == 1).map(|(_, any)| any[0]).collect());
        let mut blocked = Blocked { live, must, waits };
        blocked.loosen(graph, &mates);
        blocked
    }

    /// Leaves out preconditions that no minimal bridge weakens: those which a step can meet that is surely needed and does
    /// not wait, by whatever way, for the step that waits for it.
    ///
    /// For let such a step `t` meet a precondition of `s`. What `t` waits for, by whatever way, does not contain `s`, and
    /// that part of the closure is sound by itself. So it can be carried out first, and the precondition is met.
    fn loosen(&mut self, graph: &Graph, mates: &[Vec<usize>]) {
        let live: Vec<usize> = (0..self.live.len()).filter(|s| self.live[*s]).collect();
        let mut links: Vec<Vec<Link>> = vec![Vec::new(); self.live.len()];
        for step in live.iter().copied() {
            for (clause, any) in &self.waits[step] {
                links[step].extend(any.iter().map(|t| Link { step, waits_for: *t, by: Tie::Clause(*clause) }));
            }
            links[step].extend(mates[step].iter().map(|t| Link { step, waits_for: *t, by: Tie::Together(0) }));
        }
        let mut of = vec![0; graph.nodes.len()];
        for (n, component) in components(&links, &live).into_iter().enumerate() {
            component.into_iter().for_each(|s| of[s] = n);
        }
        let must = &self.must;
        for s in live {
            self.waits[s].retain(|(_, any)| !any.iter().any(|t| must[*t] && of[*t] != of[s]));
        }
    }

    /// The live steps that are one act.
    fn acts<'g>(&self, graph: &'g Graph) -> impl Iterator<Item = &'g [usize]> {
        graph.together.iter().map(|(_, act)| act.as_slice()).filter(|act| self.live[act[0]])
    }

    /// Some of the steps as a graph by itself.
    fn part(&self, graph: &Graph, steps: &[usize], units: &dyn Fn(Exact) -> u128) -> Part {
        let mut number = vec![usize::MAX; graph.nodes.len()];
        steps.iter().enumerate().for_each(|(n, s)| number[*s] = n);
        let renumber = |list: &[usize]| list.iter().map(|s| number[*s]).collect::<Vec<usize>>();
        let mut part = Graph {
            nodes: vec![Node { owned: true, performable: true, ..Node::default() }; steps.len()],
            goals: (0..steps.len()).filter(|n| self.must[steps[*n]]).collect(),
            ..Graph::default()
        };
        let mut weak = Vec::new();
        for (n, s) in steps.iter().enumerate() {
            for (c, any) in &self.waits[*s] {
                let at = part.clauses.len();
                let any = renumber(any);
                part.nodes[n].waits.push(at);
                any.iter().for_each(|t| part.nodes[*t].serves.push(at));
                if let Some(cost) = graph.clauses[*c].cost {
                    weak.push((at, *c, units(cost)));
                }
                part.clauses.push(Clause { step: n, any, ..graph.clauses[*c].clone() });
            }
        }
        for (origin, act) in graph.together.iter().filter(|(_, act)| number[act[0]] != usize::MAX) {
            part.together.push((*origin, renumber(act)));
        }
        let mut classes: Vec<Vec<usize>> = Vec::new();
        let mut class_of: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        for (n, s) in steps.iter().enumerate() {
            let class = *class_of.entry(graph.nodes[*s].class).or_insert_with(|| {
                classes.push(Vec::new());
                classes.len() - 1
            });
            classes[class].push(n);
            part.nodes[n].class = class;
        }
        part.classes = classes;
        Part { graph: part, weak }
    }
}
