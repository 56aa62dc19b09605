//! Steps, and what each waits for, in one package and under some demands: preconditions as an *and* of *ors*.
//!
//! The meaning is that of `docs/methods/why.md`, with one thing more: a step that nobody performs is never done.

use std::collections::BTreeSet;

use crate::{
    case::{Case, DemandId, Firmness, Insists, Order, Package, StepId, Verification, Waits},
    number::Exact,
    roadmap::closure::Closure,
    rule::Origin,
    search::parts::Groups,
};

/// Steps by their numbers in the case, and what they wait for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    /// One for each step of the case.
    pub(crate) nodes: Vec<Node>,
    /// Preconditions, in the order of the file: those of steps themselves first, then those of demands.
    pub(crate) clauses: Vec<Clause>,
    /// Steps that a demand in force makes one act.
    pub(crate) together: Vec<(Origin, Vec<usize>)>,
    /// Steps that may be done at one moment, each for the others, since some demand would make them one act; every step
    /// is in one class, most in one of their own.
    pub(crate) classes: Vec<Vec<usize>>,
    /// What the roadmap is for.
    pub(crate) goals: Vec<usize>,
}

/// A step.
#[derive(Debug, Clone, Default)]
pub(crate) struct Node {
    /// Whether somebody performs it.
    pub(crate) owned: bool,
    /// Whether the package lets it be performed.
    pub(crate) performable: bool,
    /// How long it takes, in days.
    pub(crate) days: u32,
    /// The class that it is in.
    pub(crate) class: usize,
    /// The preconditions that it waits for.
    pub(crate) waits: Vec<usize>,
    /// The preconditions that it can meet.
    pub(crate) serves: Vec<usize>,
    /// Who must have found it done before whatever waits for it.
    pub(crate) verified: Option<Verification>,
}

/// A precondition: one of some steps must come first, or, on credit, sometime.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// The step that waits.
    pub(crate) step: usize,
    /// One of these would do.
    pub(crate) any: Vec<usize>,
    /// Whether it is enough that one of them is done sometime.
    pub(crate) on_credit: bool,
    /// The demand or step that says so.
    pub(crate) because: Origin,
    /// What it costs to let the step come first on credit; `None`: that cannot be had.
    pub(crate) cost: Option<Exact>,
    /// Who must have found done what meets it.
    pub(crate) verified: Option<Verification>,
}

/// What a graph is made of, beside a case and a package.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    /// Demands that are taken for given up.
    pub(crate) void: BTreeSet<Origin>,
    /// Demands that are read otherwise: the demand, and which of its readings.
    pub(crate) meanings: Vec<(DemandId, usize)>,
    /// What the roadmap is for; empty: all that the package needs.
    pub(crate) goals: Vec<StepId>,
}

impl Graph {
    pub(crate) fn new(case: &Case, package: &Package, terms: &Terms) -> Graph {
        let mut graph = Graph::default();
        for step in case.steps() {
            graph.nodes.push(Node {
                owned: !step.by.is_empty(),
                performable: step.carries_out.as_ref().is_none_or(|p| p.matches(package)),
                days: step.days.unwrap_or(0),
                verified: step.verified,
                ..Node::default()
            });
        }
        for (n, step) in case.steps().iter().enumerate() {
            graph.wait(n, &step.waits, Origin::Step(StepId::at(n)), None, None);
        }
        let mut joined: Vec<Vec<usize>> = Vec::new();
        for (n, demand) in case.demands().iter().enumerate() {
            let id = DemandId::at(n);
            let origin = Origin::Demand(id);
            let void = terms.void.contains(&origin);
            match &demand.insists {
                Insists::Order(Order::Together(steps)) => {
                    let steps: Vec<usize> = steps.iter().map(|s| s.index()).collect();
                    joined.push(steps.clone());
                    if !void {
                        graph.together.push((origin, steps));
                    }
                }
                Insists::Order(Order::After { step, waits }) if !void => {
                    let read = terms.meanings.iter().find(|(d, _)| *d == id);
                    let waits = read.map_or(waits, |(_, m)| &demand.terms.meanings[*m].waits);
                    let cost = demand.terms.bridge.unwrap_or(demand.firmness);
                    graph.wait(step.index(), waits, origin, Firmness::cost(cost), demand.terms.verified);
                }
                Insists::Order(_) | Insists::Content(_) => {}
            }
        }
        graph.classify(&joined);
        let needed = |s: &StepId| {
            let step = case.step(*s);
            graph.nodes[s.index()].performable && (step.carries_out.is_some() || !step.optional)
        };
        graph.goals = if terms.goals.is_empty() {
            case.step_ids().filter(needed).map(|s| s.index()).collect()
        } else {
            terms.goals.iter().map(|s| s.index()).collect()
        };
        graph
    }

    fn wait(
        &mut self,
        step: usize,
        waits: &Waits,
        because: Origin,
        cost: Option<Exact>,
        verified: Option<Verification>,
    ) {
        let first = waits.first().map(|any| (any, false));
        let later = waits.on_credit.iter().map(|s| (std::slice::from_ref(s), true));
        for (any, on_credit) in first.chain(later) {
            let any: Vec<usize> = any.iter().map(|s| s.index()).collect();
            let n = self.clauses.len();
            self.nodes[step].waits.push(n);
            any.iter().for_each(|t| self.nodes[*t].serves.push(n));
            let cost = cost.filter(|_| !on_credit);
            self.clauses.push(Clause { step, any, on_credit, because, cost, verified });
        }
    }

    /// Puts steps into classes: those that some set joins, directly or not, into one.
    pub(crate) fn classify(&mut self, joined: &[Vec<usize>]) {
        let mut groups = Groups::new(self.nodes.len());
        for steps in joined {
            steps.iter().for_each(|s| groups.join(steps[0], *s));
        }
        self.classes.clear();
        for s in 0..self.nodes.len() {
            let head = groups.top(s);
            if head == s {
                self.nodes[s].class = self.classes.len();
                self.classes.push(vec![s]);
            } else {
                let class = self.nodes[head].class;
                self.nodes[s].class = class;
                self.classes[class].push(s);
            }
        }
    }

    /// Whether a step can be done at all: somebody performs it, and the package lets it be performed.
    pub(crate) fn possible(&self, step: usize) -> bool {
        self.nodes[step].owned && self.nodes[step].performable
    }

    /// For each step, the entries of `together` that it stands in.
    pub(crate) fn joined(&self) -> Vec<Vec<usize>> {
        let mut joined = vec![Vec::new(); self.nodes.len()];
        for (n, (_, act)) in self.together.iter().enumerate() {
            act.iter().for_each(|s| joined[*s].push(n));
        }
        joined
    }

    /// How long after a step is done it meets a precondition, in days: verifications run side by side.
    pub(crate) fn lag(&self, clause: usize, step: usize) -> u32 {
        let days = |v: Option<Verification>| v.map_or(0, |v| v.days);
        days(self.clauses[clause].verified).max(days(self.nodes[step].verified))
    }

    /// The steps that can be done at last: the largest set in which every credit is repaid, of those that grow from nothing.
    /// `credit` says of each precondition whether it is weakened, so that what it waits for need only be done sometime.
    pub(crate) fn close(&self, credit: &[bool]) -> Vec<bool> {
        Closure::new(self).close(credit).to_vec()
    }

    /// The same graph without what is on credit or weakened: as if every credit were surely repaid.
    pub(crate) fn trusting(&self, credit: &[bool]) -> Graph {
        let mut graph = Graph { clauses: Vec::new(), ..self.clone() };
        for node in &mut graph.nodes {
            node.waits.clear();
            node.serves.clear();
        }
        let first = self.clauses.iter().zip(credit).filter(|(c, weakened)| !c.on_credit && !**weakened);
        for (clause, _) in first {
            let n = graph.clauses.len();
            graph.nodes[clause.step].waits.push(n);
            clause.any.iter().for_each(|t| graph.nodes[*t].serves.push(n));
            graph.clauses.push(clause.clone());
        }
        graph
    }

    /// Whether all goals are done at last.
    pub(crate) fn reaches(&self, credit: &[bool]) -> bool {
        Closure::new(self).reaches(credit)
    }
}
