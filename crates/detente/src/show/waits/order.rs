//! Places: which stands above which in a column, and at what height, so that few lines cross and most are straight.

use super::layers::{Layers, Node};

/// Boxes of steps, and the room around what stands in a column.
pub(super) const BOX: (f64, f64) = (164.0, 58.0);
const GAP: f64 = 22.0;
const PASS: f64 = 8.0;

/// How wide a column without steps is, and the room between columns.
const NARROW: f64 = 12.0;
const BETWEEN: f64 = 50.0;

/// Where nodes stand: their middles.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    pub(super) at: Vec<(f64, f64)>,
    /// Half the width of the column of each: through a column lines run level.
    pub(super) half: Vec<f64>,
    pub(super) wide: f64,
    pub(super) tall: f64,
}

/// How high a node is.
pub(super) fn height(node: Node) -> f64 {
    match node {
        Node::Step(_) => BOX.1,
        Node::Joint(_) => 14.0,
        Node::Pass => PASS,
    }
}

impl Places {
    pub(super) fn new(layers: &Layers) -> Self {
        let count = layers.column.iter().max().map_or(0, |c| c + 1);
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (node, column) in layers.column.iter().enumerate() {
            columns[*column].push(node);
        }
        let mut beside: Vec<Vec<usize>> = vec![Vec::new(); layers.nodes.len()];
        for line in &layers.lines {
            for pair in line.along.windows(2) {
                beside[pair[0]].push(pair[1]);
                beside[pair[1]].push(pair[0]);
            }
        }
        sort(layers, &mut columns, &beside);
        let y = heights(layers, &columns, &beside);
        let mut at = vec![(0.0, 0.0); layers.nodes.len()];
        let mut half = vec![0.0; layers.nodes.len()];
        let mut x = 0.0;
        for column in &columns {
            let steps = column.iter().any(|n| matches!(layers.nodes[*n], Node::Step(_)));
            let wide = if steps { BOX.0 } else { NARROW };
            column.iter().for_each(|n| (at[*n], half[*n]) = ((x + wide / 2.0, y[*n]), wide / 2.0));
            x += wide + BETWEEN;
        }
        let tall = (0..at.len()).map(|n| at[n].1 + height(layers.nodes[n]) / 2.0).fold(0.0, f64::max);
        Places { at, half, wide: (x - BETWEEN).max(0.0), tall }
    }
}

/// Steps of one act keep together: the node that stands for each.
fn act(layers: &Layers, node: usize) -> usize {
    layers.act.get(node).copied().unwrap_or(node)
}

/// Orders columns so that few lines cross: each node near the middle of those that it has lines with (Sugiyama, Tagawa &
/// Toda, IEEE Trans. SMC 11, 1981).
fn sort(layers: &Layers, columns: &mut [Vec<usize>], beside: &[Vec<usize>]) {
    let mut height = vec![0.0; layers.nodes.len()];
    let set = |column: &[usize], height: &mut Vec<f64>| {
        let size = column.len() as f64;
        column.iter().enumerate().for_each(|(n, node)| height[*node] = (n as f64 + 0.5) / size);
    };
    columns.iter().for_each(|c| set(c, &mut height));
    for sweep in 0..12 {
        let order: Vec<usize> =
            if sweep % 2 == 0 { (0..columns.len()).collect() } else { (0..columns.len()).rev().collect() };
        for n in order {
            let one = |node: usize| {
                // Forwards by what is to the left, backwards by what is to the right, at last by both.
                let counts = |o: &&usize| match sweep {
                    10.. => true,
                    s if s % 2 == 0 => layers.column[**o] < n,
                    _ => layers.column[**o] > n,
                };
                let others = beside[node].iter().filter(counts);
                let (sum, count) = others.fold((0.0, 0), |(sum, count), o| (sum + height[*o], count + 1));
                if count == 0 { height[node] } else { sum / f64::from(count) }
            };
            let all = |node: usize| {
                let own = act(layers, node);
                let of: Vec<f64> = columns[n].iter().filter(|m| act(layers, **m) == own).map(|m| one(*m)).collect();
                of.iter().sum::<f64>() / of.len() as f64
            };
            let mut sorted: Vec<(f64, usize, f64, usize)> =
                columns[n].iter().map(|node| (all(*node), act(layers, *node), one(*node), *node)).collect();
            sorted
                .sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3)));
            columns[n] = sorted.into_iter().map(|(.., node)| node).collect();
            set(&columns[n], &mut height);
        }
    }
}

/// Heights that keep the order of columns and room between nodes, each as near as can be to the mean of its neighbours.
fn heights(layers: &Layers, columns: &[Vec<usize>], beside: &[Vec<usize>]) -> Vec<f64> {
    let mut y = vec![0.0; layers.nodes.len()];
    let room = |a: usize, b: usize| {
        let gap = if layers.nodes[a] == Node::Pass && layers.nodes[b] == Node::Pass { PASS } else { GAP };
        f64::midpoint(height(layers.nodes[a]), height(layers.nodes[b])) + gap
    };
    let pack = |column: &[usize], want: &[f64], y: &mut Vec<f64>| {
        // Blocks of nodes that stand as near as they may, each where its nodes want to be on average.
        let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
        let mut below = 0.0;
        let mut offsets = Vec::with_capacity(column.len());
        for (n, node) in column.iter().enumerate() {
            if n > 0 {
                below += room(column[n - 1], *node);
            }
            offsets.push(below);
            blocks.push((want[n] - below, 1.0, n));
            while let [.., a, b] = blocks[..]
                && a.0 > b.0
            {
                blocks.truncate(blocks.len() - 2);
                let count = a.1 + b.1;
                blocks.push(((a.0 * a.1 + b.0 * b.1) / count, count, a.2));
            }
        }
        for (k, block) in blocks.iter().enumerate() {
            let end = blocks.get(k + 1).map_or(column.len(), |b| b.2);
            (block.2..end).for_each(|n| y[column[n]] = block.0 + offsets[n]);
        }
    };
    for column in columns {
        let want = vec![0.0; column.len()];
        pack(column, &want, &mut y);
    }
    for sweep in 0..16 {
        let order: Vec<usize> =
            if sweep % 2 == 0 { (0..columns.len()).collect() } else { (0..columns.len()).rev().collect() };
        for n in order {
            let want = |node: &usize| {
                let others = &beside[*node];
                if others.is_empty() {
                    y[*node]
                } else {
                    others.iter().map(|o| y[*o]).sum::<f64>() / others.len() as f64
                }
            };
            let want: Vec<f64> = columns[n].iter().map(want).collect();
            pack(&columns[n], &want, &mut y);
        }
    }
    let top = (0..y.len()).map(|n| y[n] - height(layers.nodes[n]) / 2.0).fold(f64::INFINITY, f64::min);
    y.iter_mut().for_each(|y| *y -= top);
    y
}
