//! Schedules against all assignments of days to steps, and of every kind of thing that they tell one by hand.

use super::*;
use crate::{
    case::StepId,
    roadmap::graph::{Clause, Node},
    rule::Origin,
};

/// A graph under construction.
#[derive(Debug, Clone, Default)]
struct Made {
    graph: Graph,
    joined: Vec<Vec<usize>>,
}

impl Made {
    fn steps(days: &[u32]) -> Made {
        let node = |days: &u32| Node { owned: true, performable: true, days: *days, ..Node::default() };
        let graph = Graph { nodes: days.iter().map(node).collect(), ..Graph::default() };
        Made { graph, joined: Vec::new() }
    }

    fn waits(mut self, step: usize, any: &[usize]) -> Made {
        self.wait(step, any, false, None);
        self
    }

    fn on_credit(mut self, step: usize, any: &[usize]) -> Made {
        self.wait(step, any, true, None);
        self
    }

    fn found(mut self, step: usize, any: &[usize], days: u32) -> Made {
        self.wait(step, any, false, Some(days));
        self
    }

    fn wait(&mut self, step: usize, any: &[usize], on_credit: bool, check: Option<u32>) {
        let n = self.graph.clauses.len();
        let verified = check.map(|days| crate::case::Verification { by: PartyId::at(0), days });
        let because = Origin::Step(StepId::at(step));
        self.graph.clauses.push(Clause { step, any: any.to_vec(), on_credit, because, cost: None, verified });
        self.graph.nodes[step].waits.push(n);
        any.iter().for_each(|t| self.graph.nodes[*t].serves.push(n));
    }

    fn together(mut self, steps: &[usize], in_force: bool) -> Made {
        self.joined.push(steps.to_vec());
        if in_force {
            self.graph.together.push((Origin::Step(StepId::at(steps[0])), steps.to_vec()));
        }
        self
    }

    fn for_goals(mut self, goals: &[usize]) -> Graph {
        self.graph.classify(&self.joined);
        self.graph.goals = goals.to_vec();
        self.graph
    }
}

fn found(graph: &Graph, dates: &Dates) -> Schedule {
    schedule(graph, &vec![false; graph.clauses.len()], dates).unwrap()
}

#[test]
fn a_chain_with_a_branch() {
    // 0 (3 days) -> 1 (2) -> 3 (milestone); 2 (1 day) -> 3, found done 1 day later.
    let graph = Made::steps(&[3, 2, 1, 0]).waits(1, &[0]).waits(3, &[1]).found(3, &[2], 1).for_goals(&[3]);
    let all = found(&graph, &Dates::default());
    let days = |s: usize| all.of(s).map(|t| (t.start, t.finish, t.latest, t.critical, t.phase)).unwrap();
    assert_eq!(days(0), (0, 3, 0, true, 0));
    assert_eq!(days(1), (3, 5, 3, true, 1));
    assert_eq!(days(2), (0, 1, 3, false, 0));
    assert_eq!(days(3), (5, 5, 5, true, 2));
    assert_eq!((all.days, all.until), (6, 5));
    let held = |clause, by| Held::Clause { clause, by, checked: 0 };
    let path = [(0, Held::Start), (1, held(0, 0)), (3, held(1, 1))];
    assert_eq!(all.path, path.map(|(step, held)| Link { step, held }));
}
