//! The tasks of `roadmap` one at a time. Steps are told by their number in the case, preconditions by the step that waits
//! and the steps of which one would do.

use crate::{
    case::{Case, OptionId, Package},
    number::Exact,
    question::Budget,
    roadmap::{
        bridges::{self, Limits},
        cores,
        graph::{Graph, Terms},
    },
};

/// What the steps of a case wait for, in its first package.
#[derive(Debug)]
pub struct Order {
    graph: Graph,
    budget: Budget,
}

/// A step that waits, and the steps of which one would do.
pub type Wait = (usize, Vec<usize>);

/// What is never done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Goals.
    pub goals: Vec<usize>,
    /// Steps that could be performed.
    pub steps: Vec<usize>,
    /// Steps that the goals need, but nobody performs or the package does not contain.
    pub missing: Vec<usize>,
    /// Steps that wait for each other.
    pub cores: Vec<Vec<usize>>,
}

/// The cheapest bridges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spans {
    /// What is weakened, and what that costs.
    pub found: Vec<(Exact, Vec<Wait>)>,
    /// How many of them are the cheapest that there are.
    pub proven: usize,
    /// Whether these are all.
    pub complete: bool,
}

impl Order {
    /// Makes a case ready.
    pub fn new(case: &Case, budget: &Budget) -> Self {
        let first: Vec<_> = case.issue_ids().map(|i| (i, OptionId::at(0))).collect();
        let package = Package::settling(case, &first).expect("every issue has an option");
        let terms = Terms { goals: case.agenda().goals.clone(), ..Terms::default() };
        Order { graph: Graph::new(case, &package, &terms), budget: budget.clone() }
    }

    /// The steps that can be done at last.
    pub fn done(&self) -> Vec<usize> {
        let done = self.graph.close(&vec![false; self.graph.clauses.len()]);
        (0..done.len()).filter(|s| done[*s]).collect()
    }

    /// What holds the others up.
    pub fn held(&self) -> Held {
        let blocked = cores::blocked(&self.graph, &vec![false; self.graph.clauses.len()]);
        Held {
            goals: blocked.goals,
            steps: blocked.steps,
            missing: blocked.missing.into_iter().map(|m| m.step).collect(),
            cores: blocked.cores.into_iter().map(|c| c.steps).collect(),
        }
    }

    /// The cheapest `n` bridges.
    pub fn spans(&self, n: usize) -> Spans {
        let limits = Limits { most: n, effort: self.budget.effort, cancel: self.budget.cancel.clone() };
        let told = bridges::bridges(&self.graph, &limits);
        let wait = |c: &usize| (self.graph.clauses[*c].step, self.graph.clauses[*c].any.clone());
        Spans {
            found: told.found.iter().map(|b| (b.cost, b.clauses.iter().map(wait).collect())).collect(),
            proven: told.proven,
            complete: told.complete,
        }
    }
}
