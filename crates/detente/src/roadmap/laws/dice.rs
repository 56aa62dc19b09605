//! Random graphs of a few steps.

use super::super::graph::{Clause, Graph, Node};
use crate::{case::StepId, number::Exact, rule::Origin};

/// Pseudo-random numbers (xorshift64*), the same for the same seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        let mut dice = Dice((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        (0..4).for_each(|_| _ = dice.below(2));
        dice
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize) % n
    }

    pub(super) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// A graph as cases have them: alternatives, credit, acts, steps that are missing, and preconditions that are firm.
    pub(super) fn graph(&mut self) -> Graph {
        let steps = 3 + self.below(5);
        let clauses = steps + self.below(steps + 3);
        self.of(steps, clauses, 40)
    }

    /// A graph of more steps, of which more are missing.
    pub(super) fn large(&mut self) -> Graph {
        let steps = 6 + self.below(4);
        let clauses = steps + self.below(steps + 3);
        self.of(steps, clauses, 12)
    }

    /// A graph in which more can be done.
    pub(super) fn easy(&mut self) -> Graph {
        let steps = 3 + self.below(5);
        let clauses = 3 + self.below(steps + 1);
        self.of(steps, clauses, 60)
    }

    fn of(&mut self, steps: usize, clauses: usize, missing: usize) -> Graph {
        let mut graph = Graph::default();
        for _ in 0..steps {
            graph.nodes.push(Node {
                owned: !self.one_in(missing),
                performable: !self.one_in(missing),
                ..Node::default()
            });
        }
        let firm = 2 + self.below(12);
        for _ in 0..clauses {
            let step = self.below(steps);
            let wanted = if self.one_in(3) { 2 + self.below(2) } else { 1 };
            let mut any: Vec<usize> = (0..wanted).map(|_| self.below(steps)).filter(|t| *t != step).collect();
            any.sort_unstable();
            any.dedup();
            if any.is_empty() {
                continue;
            }
            let on_credit = self.one_in(6);
            let cost = (!on_credit && !self.one_in(firm)).then(|| Exact::ratio(1 + self.below(12) as i128, 2));
            let n = graph.clauses.len();
            graph.nodes[step].waits.push(n);
            any.iter().for_each(|t| graph.nodes[*t].serves.push(n));
            let because = Origin::Step(StepId::at(step));
            graph.clauses.push(Clause { step, any, on_credit, because, cost, verified: None });
        }
        let mut joined = Vec::new();
        while self.one_in(3) {
            let mut act: Vec<usize> = (0..2 + self.below(2)).map(|_| self.below(steps)).collect();
            act.sort_unstable();
            act.dedup();
            if act.len() > 1 {
                if !self.one_in(3) {
                    graph.together.push((Origin::Step(StepId::at(act[0])), act.clone()));
                }
                joined.push(act);
            }
        }
        graph.classify(&joined);
        graph.goals = (0..steps).filter(|_| !self.one_in(3)).collect();
        if graph.goals.is_empty() {
            graph.goals.push(0);
        }
        graph
    }
}
