//! Many literals that are assumed together but for a few.
//!
//! Each assumption costs the solver a decision. A binary tree of literals, each of which implies the two below it, needs
//! some `k log n` of them for all of `n` literals but `k`.

use super::solver::{Lit, Solver};

/// Literals, in order, with a tree above them.
#[derive(Debug)]
pub(crate) struct Bundle {
    /// The tree in the order of a walk: each node before what is below it, left before right.
    nodes: Vec<Node>,
    /// The variable of the first literal made for a node; the others follow.
    first: usize,
    /// For each of those literals, its node.
    node_of: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    lit: Lit,
    /// The leaves below it: from, to.
    from: usize,
    to: usize,
    /// Where the right half begins in the walk; the left half is next. 0: it is a leaf.
    right: usize,
}

impl Bundle {
    pub(crate) fn new(leaves: &[Lit], solver: &mut impl Solver) -> Self {
        let mut bundle = Bundle { nodes: Vec::new(), first: 0, node_of: Vec::new() };
        if !leaves.is_empty() {
            bundle.grow(leaves, 0, solver);
        }
        bundle
    }

    fn grow(&mut self, leaves: &[Lit], from: usize, solver: &mut impl Solver) -> Lit {
        let (at, to) = (self.nodes.len(), from + leaves.len());
        if let [leaf] = leaves {
            self.nodes.push(Node { lit: *leaf, from, to, right: 0 });
            return *leaf;
        }
        let lit = solver.passive();
        if self.node_of.is_empty() {
            self.first = lit.variable();
        }
        self.node_of.push(at);
        self.nodes.push(Node { lit, from, to, right: 0 });
        let (left, right) = leaves.split_at(leaves.len() / 2);
        let below = self.grow(left, from, solver);
        solver.clause(&[!lit, below]);
        self.nodes[at].right = self.nodes.len();
        let below = self.grow(right, from + left.len(), solver);
        solver.clause(&[!lit, below]);
        lit
    }

    /// Literals that imply all leaves but some, given in order.
    pub(crate) fn all_but(&self, except: &[usize], cover: &mut Vec<Lit>) {
        if !self.nodes.is_empty() {
            self.cover(0, except, cover);
        }
    }

    fn cover(&self, at: usize, except: &[usize], cover: &mut Vec<Lit>) {
        let node = &self.nodes[at];
        let from = except.partition_point(|e| *e < node.from);
        let to = except.partition_point(|e| *e < node.to);
        if from == to {
            cover.push(node.lit);
        } else if node.right > 0 {
            self.cover(at + 1, &except[from..to], cover);
            self.cover(node.right, &except[from..to], cover);
        }
    }

    /// The leaves that a literal of the tree stands for; `None` if it is no node above the leaves.
    pub(crate) fn below(&self, lit: Lit) -> Option<std::ops::Range<usize>> {
        let n = lit.variable().checked_sub(self.first)?;
        let node = &self.nodes[*self.node_of.get(n)?];
        Some(node.from..node.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{
        Cancel,
        solver::{Batsat, NoTheory, Verdict},
    };

    #[test]
    fn covers_all_but_the_exceptions() {
        for n in 0..20_usize {
            let mut solver = Batsat::new(NoTheory, Cancel::default());
            let leaves: Vec<Lit> = (0..n).map(|_| solver.passive()).collect();
            let bundle = Bundle::new(&leaves, &mut solver);
            for except in [vec![], vec![0], vec![n / 2], vec![0, n / 2, n.saturating_sub(1)]] {
                let mut except: Vec<usize> = except.into_iter().filter(|e| *e < n).collect();
                except.dedup();
                let mut cover = Vec::new();
                bundle.all_but(&except, &mut cover);
                assert_eq!(solver.solve(&cover), Verdict::Sat);
                for (l, leaf) in leaves.iter().enumerate() {
                    assert_eq!(solver.holds(*leaf), !except.contains(&l), "leaf {l} of {n} without {except:?}");
                }
                let below = |lit: &Lit| bundle.below(*lit).map_or(1, |r| r.len());
                assert_eq!(cover.iter().map(below).sum::<usize>() + except.len(), n);
            }
        }
    }
}
