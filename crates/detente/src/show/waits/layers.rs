//! Columns: each step to the right of what it waits for, as far as rings let it.

use super::{WaitsChart, When};

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    /// A step.
    Step(usize),
    /// Where the alternatives of a precondition meet.
    Joint(usize),
    /// Where a line passes.
    Pass,
}

/// A line from one node to another, in the way in which it is drawn: columns rise along it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The nodes that it passes, from its left end to its right.
    pub(super) along: Vec<usize>,
    /// Whether its head is at its left end: it goes against the order of columns.
    pub(super) back: bool,
    /// Whether it has a head: not where it ends in a joint.
    pub(super) head: bool,
    /// The precondition.
    pub(super) wait: usize,
    /// Whether it lies on a ring.
    pub(super) ring: bool,
}

/// Nodes in columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Layers {
    pub(super) nodes: Vec<Node>,
    /// The column of each node.
    pub(super) column: Vec<usize>,
    pub(super) lines: Vec<Line>,
    /// Lines between steps of one column: the precondition, what is waited for, what waits, and whether it lies on a ring.
    pub(super) level: Vec<(usize, usize, usize, bool)>,
    /// Which steps are one act: of each the first of them.
    pub(super) act: Vec<usize>,
}

struct Edge {
    from: usize,
    to: usize,
    wait: usize,
    ring: bool,
}

impl Layers {
    pub(super) fn new(chart: &WaitsChart) -> Self {
        let steps = chart.steps.len();
        let mut nodes: Vec<Node> = (0..steps).map(Node::Step).collect();
        let mut act: Vec<usize> = (0..steps).collect();
        for set in &chart.together {
            let heads: Vec<usize> = set.iter().map(|s| act[*s]).collect();
            if let Some(first) = heads.iter().min().copied() {
                act.iter_mut().filter(|a| heads.contains(a)).for_each(|a| *a = first);
            }
        }
        let mut edges = Vec::new();
        for (n, wait) in chart.waits.iter().enumerate() {
            let on_ring = |t: usize| wait.when != When::OnCredit && ringed(chart, wait.step, t);
            if let [t] = wait.any[..] {
                edges.push(Edge { from: t, to: wait.step, wait: n, ring: on_ring(t) });
            } else if !wait.any.is_empty() {
                let joint = nodes.len();
                nodes.push(Node::Joint(n));
                let ring = wait.any.iter().any(|t| on_ring(*t));
                edges.push(Edge { from: joint, to: wait.step, wait: n, ring });
                edges.extend(wait.any.iter().map(|t| Edge { from: *t, to: joint, wait: n, ring: on_ring(*t) }));
            }
        }
        let mut out = Layers { column: vec![0; nodes.len()], act, nodes, ..Layers::default() };
        let level = |e: &Edge| e.from < steps && e.to < steps && out.act[e.from] == out.act[e.to];
        let (within, edges): (Vec<Edge>, Vec<Edge>) = edges.into_iter().partition(level);
        out.level = within.iter().map(|e| (e.wait, e.from, e.to, e.ring)).collect();
        // Steps of one act are one node to the order of columns.
        let top = |n: usize| if n < steps { out.act[n] } else { n };
        let ends: Vec<(usize, usize)> = edges.iter().map(|e| (top(e.from), top(e.to))).collect();
        let back = backwards(out.nodes.len(), &ends);
        let turned: Vec<(usize, usize)> =
            ends.iter().zip(&back).map(|((a, b), back)| if *back { (*b, *a) } else { (*a, *b) }).collect();
        let column = columns(out.nodes.len(), &turned);
        out.column = (0..out.nodes.len()).map(|n| column[top(n)]).collect();
        for (edge, back) in edges.iter().zip(back) {
            let (left, right) = if back { (edge.to, edge.from) } else { (edge.from, edge.to) };
            let mut along = vec![left];
            for column in out.column[left] + 1..out.column[right] {
                along.push(out.nodes.len());
                out.nodes.push(Node::Pass);
                out.column.push(column);
            }
            along.push(right);
            out.lines.push(Line { along, back, head: edge.to < steps, wait: edge.wait, ring: edge.ring });
        }
        out
    }
}

/// Whether a step waits for another along a ring.
fn ringed(chart: &WaitsChart, step: usize, waits_for: usize) -> bool {
    let next = |ring: &Vec<usize>| (0..ring.len()).any(|n| ring[n] == step && ring[(n + 1) % ring.len()] == waits_for);
    chart.rings.iter().any(next)
}

/// Edges that close rings, found by walking from nodes that nothing leads to, then from the others.
fn backwards(nodes: usize, edges: &[(usize, usize)]) -> Vec<bool> {
    let mut out: Vec<Vec<(usize, usize)>> = vec![Vec::new(); nodes];
    let mut entered = vec![false; nodes];
    for (n, (a, b)) in edges.iter().enumerate() {
        out[*a].push((*b, n));
        entered[*b] |= a != b;
    }
    let mut back = vec![false; edges.len()];
    // 0: not seen, 1: on the path, 2: left.
    let mut state = vec![0_u8; nodes];
    let starts = (0..nodes).filter(|n| !entered[*n]).chain((0..nodes).filter(|n| entered[*n]));
    for start in starts {
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some((to, edge)) = out[*node].get(*next).copied() else {
                state[*node] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                0 => {
                    state[to] = 1;
                    path.push((to, 0));
                }
                1 => back[edge] = true,
                _ => {}
            }
        }
    }
    back
}

/// The column of each node: one more than that of the last that leads to it; what nothing leads to stands just before what
/// it leads to.
fn columns(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut open = vec![0; nodes];
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (a, b) in edges.iter().filter(|(a, b)| a != b) {
        out[*a].push(*b);
        open[*b] += 1;
    }
    let first: Vec<usize> = (0..nodes).filter(|n| open[*n] == 0).collect();
    let mut column = vec![0; nodes];
    let mut ready = first.clone();
    while let Some(node) = ready.pop() {
        for to in &out[node] {
            column[*to] = column[*to].max(column[node] + 1);
            open[*to] -= 1;
            if open[*to] == 0 {
                ready.push(*to);
            }
        }
    }
    for node in first {
        if let Some(next) = out[node].iter().map(|to| column[*to]).min() {
            column[node] = next - 1;
        }
    }
    column
}
