//! What holds a roadmap up: the steps that are never done, what nobody performs, and the cores, in which each step waits
//! for another of them.
//!
//! Cores are the strongly connected components (Tarjan, SIAM J. Computing 1, 1972) of what waits for what *before*. A wait
//! on credit holds nothing up by itself, and steps that may be done at one moment can wait for each other: where neither
//! these nor missing steps are to blame, what is blocked contains a core.

use std::collections::{BTreeSet, VecDeque};

use super::{closure::Closure, graph::Graph};

/// What is never done, and by what it is held up. Everything is in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Blocked {
    /// The goals that are not reached.
    pub(crate) goals: Vec<usize>,
    /// The steps that could be performed, but are never done.
    pub(crate) steps: Vec<usize>,
    /// Those that the goals need, through whichever alternative.
    pub(crate) needed: Vec<usize>,
    /// What the goals need, through whichever alternative, but nobody performs or the package does not contain.
    pub(crate) missing: Vec<Missing>,
    /// Steps that wait for each other.
    pub(crate) cores: Vec<Core>,
}

/// A step that is waited for, but nobody performs it (`Node::owned`) or the package does not contain it
/// (`Node::performable`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Missing {
    pub(crate) step: usize,
    /// The preconditions that it could meet, of steps that the goals need.
    pub(crate) clauses: Vec<usize>,
    /// The sets of steps that are one act with it, of which the goals need one.
    pub(crate) together: Vec<usize>,
}

/// Steps that wait for each other, so that none can come first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Core {
    pub(crate) steps: Vec<usize>,
    /// The preconditions by which one of them waits for another.
    pub(crate) clauses: Vec<usize>,
    /// A shortest ring through some of them: each waits for the step of the next, the last for the first.
    pub(crate) ring: Vec<Link>,
    /// Whether all of them could be done if all was on credit that can be.
    pub(crate) opens: bool,
    /// Whether the goals need one of them.
    pub(crate) needed: bool,
}

/// One step waits for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) step: usize,
    pub(crate) waits_for: usize,
    pub(crate) by: Tie,
}

/// Why a step waits for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tie {
    /// By this precondition.
    Clause(usize),
    /// It must be one act with it, by this entry of `Graph::together`.
    Together(usize),
}

/// What is blocked where these preconditions are weakened.
pub(crate) fn blocked(graph: &Graph, credit: &[bool]) -> Blocked {
    let mut closure = Closure::new(graph);
    let done = closure.close(credit).to_vec();
    let waits = Waits { graph, done: &done, credit, without: None };
    let goals: Vec<usize> = graph.goals.iter().copied().filter(|g| !done[*g]).collect();
    let steps: Vec<usize> = (0..done.len()).filter(|s| waits.blocked(*s)).collect();
    if steps.is_empty() && goals.is_empty() {
        return Blocked::default();
    }
    let (seen, missing) = needed(&waits, &goals);
    let needed: Vec<usize> = steps.iter().copied().filter(|s| seen[*s]).collect();
    let mut cores = cores(&waits, &steps, None);
    if !cores.is_empty() {
        let best = closure.close(&with_all(graph, credit));
        cores.iter_mut().for_each(|core| core.judge(best, &seen));
    }
    Blocked { goals, steps, needed, missing, cores }
}

/// The core that a step is in where nothing is weakened and an alternative is not looked at, if the goals need it.
pub(super) fn around(closure: &mut Closure<'_>, graph: &Graph, step: usize) -> Option<Core> {
    let credit = vec![false; graph.clauses.len()];
    let done = closure.close(&credit).to_vec();
    let waits = Waits { graph, done: &done, credit: &credit, without: closure.without };
    if !waits.blocked(step) {
        return None;
    }
    let mut core = cores(&waits, &[step], Some(step)).into_iter().find(|c| c.steps.contains(&step))?;
    let goals: Vec<usize> = graph.goals.iter().copied().filter(|g| !done[*g]).collect();
    let (seen, _) = needed(&waits, &goals);
    core.judge(closure.close(&with_all(graph, &credit)), &seen);
    core.needed.then_some(core)
}

/// All preconditions weakened that can be.
fn with_all(graph: &Graph, credit: &[bool]) -> Vec<bool> {
    graph.clauses.iter().zip(credit).map(|(clause, credit)| *credit || clause.cost.is_some()).collect()
}

impl Core {
    fn judge(&mut self, best: &[bool], needed: &[bool]) {
        self.opens = self.steps.iter().all(|s| best[*s]);
        self.needed = self.steps.iter().any(|s| needed[*s]);
    }
}

/// What waits for what, where some steps are done and the others never.
struct Waits<'g> {
    graph: &'g Graph,
    done: &'g [bool],
    credit: &'g [bool],
    without: Option<(usize, usize)>,
}

impl Waits<'_> {
    /// Whether a step could be performed, but is never done.
    fn blocked(&self, step: usize) -> bool {
        !self.done[step] && self.graph.possible(step)
    }

    /// The steps that could meet a precondition.
    fn alternatives(&self, clause: usize) -> impl Iterator<Item = usize> + '_ {
        let any = self.graph.clauses[clause].any.iter().copied();
        any.filter(move |t| self.without != Some((clause, *t)))
    }

    /// The preconditions of a step that are never met, or never repaid.
    fn unmet(&self, step: usize) -> impl Iterator<Item = usize> + '_ {
        let clauses = self.graph.nodes[step].waits.iter().copied();
        clauses.filter(|c| !self.alternatives(*c).any(|t| self.done[t]))
    }

    /// Whether what a precondition asks for must come before.
    fn first(&self, clause: usize) -> bool {
        !self.graph.clauses[clause].on_credit && !self.credit[clause]
    }

    /// For each of some steps that are blocked, and of those that they wait for, what it waits for that is blocked too.
    fn links(&self, steps: &[usize]) -> Vec<Vec<Link>> {
        let joined = self.graph.joined();
        let mut links: Vec<Vec<Link>> = vec![Vec::new(); self.graph.nodes.len()];
        let mut seen = vec![false; links.len()];
        let mut queue = steps.to_vec();
        while let Some(step) = queue.pop() {
            if std::mem::replace(&mut seen[step], true) {
                continue;
            }
            for clause in self.unmet(step).filter(|c| self.first(*c)) {
                let others = self.alternatives(clause).filter(|t| self.blocked(*t));
                links[step].extend(others.map(|t| Link { step, waits_for: t, by: Tie::Clause(clause) }));
            }
            for n in &joined[step] {
                let others = self.graph.together[*n].1.iter().copied().filter(|t| *t != step && self.blocked(*t));
                links[step].extend(others.map(|t| Link { step, waits_for: t, by: Tie::Together(*n) }));
            }
            queue.extend(links[step].iter().map(|l| l.waits_for));
        }
        links
    }
}

/// Which steps the goals need, through whichever alternative, and which of them are missing.
fn needed(waits: &Waits<'_>, goals: &[usize]) -> (Vec<bool>, Vec<Missing>) {
    let graph = waits.graph;
    let joined = graph.joined();
    let mut seen = vec![false; graph.nodes.len()];
    let mut queue: Vec<usize> = goals.to_vec();
    goals.iter().for_each(|g| seen[*g] = true);
    let mut by_clause: Vec<Vec<usize>> = vec![Vec::new(); graph.nodes.len()];
    let mut by_act: Vec<Vec<usize>> = vec![Vec::new(); graph.nodes.len()];
    while let Some(s) = queue.pop() {
        if !graph.possible(s) {
            continue;
        }
        for c in waits.unmet(s) {
            for t in waits.alternatives(c) {
                by_clause[t].push(c);
                if !std::mem::replace(&mut seen[t], true) {
                    queue.push(t);
                }
            }
        }
        for n in &joined[s] {
            for t in graph.together[*n].1.iter().copied().filter(|t| !waits.done[*t]) {
                by_act[t].push(*n);
                if !std::mem::replace(&mut seen[t], true) {
                    queue.push(t);
                }
            }
        }
    }
    let in_order = |mut list: Vec<usize>| {
        list.sort_unstable();
        list.dedup();
        list
    };
    let missing = (0..seen.len()).filter(|s| seen[*s] && !graph.possible(*s)).map(|step| Missing {
        step,
        clauses: in_order(std::mem::take(&mut by_clause[step])),
        together: in_order(std::mem::take(&mut by_act[step])),
    });
    let missing = missing.collect();
    (seen, missing)
}

/// The cores among some steps and what they wait for; those with a step that rings are to go through are told by such a ring.
fn cores(waits: &Waits<'_>, steps: &[usize], through: Option<usize>) -> Vec<Core> {
    let graph = waits.graph;
    let links = waits.links(steps);
    let mut cores = Vec::new();
    let mut of: Vec<usize> = vec![usize::MAX; graph.nodes.len()];
    for (n, component) in components(&links, steps).into_iter().enumerate() {
        component.iter().for_each(|s| of[*s] = n);
        // Steps of one class can be done at one moment, so that what they wait for among themselves blocks nothing.
        if !apart(graph, &component) {
            continue;
        }
        let through: Vec<usize> = component.iter().copied().filter(|s| through == Some(*s)).collect();
        let mut ring = shortest(graph, &links, if through.is_empty() { &component } else { &through }, &of);
        let passed: BTreeSet<usize> = ring.iter().map(|l| l.step).collect();
        if passed.len() < ring.len() {
            // It leaves the class of that step only by coming to some step twice.
            ring = shortest(graph, &links, &component, &of);
        }
        let inside = component.iter().flat_map(|s| &links[*s]).filter(|l| of[l.waits_for] == n);
        let mut clauses: Vec<usize> = inside
            .filter_map(|l| match l.by {
                Tie::Clause(c) => Some(c),
                Tie::Together(_) => None,
            })
            .collect();
        clauses.sort_unstable();
        clauses.dedup();
        cores.push(Core { steps: component, clauses, ring, opens: false, needed: false });
    }
    cores.sort_unstable_by(|a, b| a.steps.cmp(&b.steps));
    cores
}

/// Whether not all of the steps may be done at one moment.
fn apart(graph: &Graph, steps: &[usize]) -> bool {
    steps.iter().any(|s| graph.nodes[*s].class != graph.nodes[steps[0]].class)
}

/// The strongly connected components; each in the order of the file.
pub(super) fn components(links: &[Vec<Link>], steps: &[usize]) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let mut number = vec![NEW; links.len()];
    let mut low = vec![0; links.len()];
    let mut open = vec![false; links.len()];
    let mut stack: Vec<usize> = Vec::new();
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut next = 0;
    // The path that is being walked: a step, and how many of its links have been followed.
    let mut path: Vec<(usize, usize)> = Vec::new();
    for start in steps.iter().copied() {
        if number[start] != NEW {
            continue;
        }
        path.push((start, 0));
        while let Some((s, followed)) = path.last_mut() {
            let s = *s;
            if *followed == 0 {
                number[s] = next;
                low[s] = next;
                next += 1;
                stack.push(s);
                open[s] = true;
            }
            if let Some(link) = links[s].get(*followed) {
                *followed += 1;
                let t = link.waits_for;
                if number[t] == NEW {
                    path.push((t, 0));
                } else if open[t] {
                    low[s] = low[s].min(number[t]);
                }
                continue;
            }
            path.pop();
            if let Some((before, _)) = path.last() {
                low[*before] = low[*before].min(low[s]);
            }
            if low[s] == number[s] {
                let from =
                    stack.iter().rposition(|t| *t == s).expect("a step stays on the stack until its component ends");
                let mut component = stack.split_off(from);
                component.iter().for_each(|t| open[*t] = false);
                component.sort_unstable();
                found.push(component);
            }
        }
    }
    found
}

/// A shortest ring through one of these steps that does not stay within one class; of several the one that is found first
/// from the first step.
fn shortest(graph: &Graph, links: &[Vec<Link>], steps: &[usize], of: &[usize]) -> Vec<Link> {
    let component = of[steps[0]];
    let mut best: Vec<Link> = Vec::new();
    // How one came to a step for the first time, within the class of the start and after a link that left some class: the
    // link, and whether one had left before it.
    let mut from: Vec<[Option<(Link, bool)>; 2]> = vec![[None; 2]; links.len()];
    let mut come_to: Vec<usize> = Vec::new();
    for start in steps.iter().copied() {
        come_to.drain(..).for_each(|s| from[s] = [None; 2]);
        let mut queue = VecDeque::from([(start, false, 0)]);
        while let Some((s, left, depth)) = queue.pop_front() {
            if !best.is_empty() && depth + 1 >= best.len() {
                break;
            }
            for link in links[s].iter().filter(|l| of[l.waits_for] == component) {
                let t = link.waits_for;
                let leaves = left || graph.nodes[s].class != graph.nodes[t].class;
                let place = &mut from[t][usize::from(leaves)];
                if place.is_some() || (t == start && !leaves) {
                    continue;
                }
                *place = Some((*link, left));
                come_to.push(t);
                if t == start {
                    best = back(&from, start);
                    queue.clear();
                    break;
                }
                queue.push_back((t, leaves, depth + 1));
            }
        }
    }
    best
}

/// The links by which a path came back to where it began.
fn back(from: &[[Option<(Link, bool)>; 2]], start: usize) -> Vec<Link> {
    let mut ring = Vec::new();
    let (mut step, mut left) = (start, true);
    loop {
        let (link, before) = from[step][usize::from(left)].expect("every place on a path was come to by a link");
        ring.push(link);
        (step, left) = (link.step, before);
        if step == start && !left {
            ring.reverse();
            return ring;
        }
    }
}
