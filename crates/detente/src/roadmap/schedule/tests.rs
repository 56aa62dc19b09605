//! What schedules tell, one by one.

mod laws;

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

#[test]
fn the_quicker_alternative_is_taken_and_the_other_left_out() {
    let graph = Made::steps(&[5, 2, 1]).waits(2, &[0, 1]).for_goals(&[2]);
    let all = found(&graph, &Dates::default());
    assert_eq!(all.steps.iter().map(|t| t.step).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((all.days, all.of(0)), (3, None));
    // Of two that are as quick, the first in the file.
    let graph = Made::steps(&[2, 2, 1]).waits(2, &[1, 0]).for_goals(&[2]);
    assert_eq!(found(&graph, &Dates::default()).of(2).unwrap().met[0].by, 1);
}

#[test]
fn a_ring_on_credit_is_repaid() {
    let graph = Made::steps(&[4, 3]).waits(0, &[1]).waits(1, &[0]).for_goals(&[0, 1]);
    assert_eq!(schedule(&graph, &[false, false], &Dates::default()), None);
    let all = schedule(&graph, &[true, false], &Dates::default()).unwrap();
    let owed = Credit { clause: 0, weakened: true, step: 0, given: 0, by: 1, repaid: 7 };
    assert_eq!((all.credits.clone(), all.owes(&all.credits[0]), all.days), (vec![owed], true, 7));
    // Where the file itself says so, and what is owed comes first by itself, nothing is owed.
    let graph = Made::steps(&[1, 1, 1]).on_credit(2, &[0]).waits(2, &[1]).for_goals(&[2]);
    let all = found(&graph, &Dates::default());
    assert_eq!((all.credits[0].weakened, all.owes(&all.credits[0])), (false, false));
}

#[test]
fn steps_that_need_each_other_are_one_act() {
    for in_force in [true, false] {
        let made = Made::steps(&[4, 2, 3]).waits(0, &[1]).waits(1, &[0]).waits(0, &[2]).together(&[0, 1], in_force);
        let all = found(&made.for_goals(&[1]), &Dates::default());
        assert_eq!(all.simultaneous().map(|a| (a.steps.clone(), a.start)).collect::<Vec<_>>(), [(vec![0, 1], 3)]);
        assert_eq!(all.phases, [vec![2], vec![0, 1]]);
        let last = all.path.last().unwrap();
        assert_eq!((all.days, last.step, last.held), (7, 0, Held::Clause { clause: 2, by: 2, checked: 0 }));
        // The other of the act is held by it, and shares its latest day though it takes less.
        assert_eq!(all.of(1).unwrap().float(), 0);
    }
}

#[test]
fn steps_on_the_same_days_are_side_by_side() {
    let graph = Made::steps(&[4, 4, 3]).for_goals(&[0, 1, 2]);
    let all = found(&graph, &Dates::default());
    assert_eq!(all.side_by_side(), [vec![0, 1]]);
    assert_eq!(all.simultaneous().count(), 0);
}

#[test]
fn dates_hold_steps_back_and_make_them_late() {
    let graph = Made::steps(&[3, 2]).waits(1, &[0]).for_goals(&[1]);
    let dates = Dates::days(Some(5), vec![2, 0], vec![Some(4), Some(-3)]);
    let all = found(&graph, &dates);
    assert_eq!((all.of(0).unwrap().start, all.of(1).unwrap().start, all.days), (2, 5, 7));
    assert_eq!(all.path[0], Link { step: 0, held: Held::NotBefore });
    let late: Vec<_> = all.late.iter().map(|l| (l.step, l.days, l.path.len())).collect();
    assert_eq!(late, [(None, 1, 2), (Some(1), 9, 2)]);
    // A deadline that can be kept with room gives room to all, but to those that have a last day of their own.
    let all = found(&graph, &Dates::days(Some(10), Vec::new(), vec![Some(3), None]));
    assert_eq!((all.of(0).unwrap().float(), all.of(1).unwrap().float(), all.until), (1, 6, 10));
    assert!(all.late.is_empty() && all.steps.iter().all(|t| t.critical));
}

#[test]
fn who_looks_is_told_once() {
    let mut made = Made::steps(&[2, 1, 1]).found(1, &[0], 3).found(2, &[0], 3);
    made.graph.nodes[0].verified = Some(crate::case::Verification { by: PartyId::at(1), days: 4 });
    let all = found(&made.for_goals(&[1, 2]), &Dates::default());
    let told: Vec<_> = all.checks.iter().map(|c| (c.step, c.by.index(), c.clause, c.start, c.finish)).collect();
    assert_eq!(told, [(0, 1, None, 2, 6), (0, 0, Some(0), 2, 5)]);
    assert_eq!(all.of(1).unwrap().start, 6);
}

#[test]
fn nothing_is_needed() {
    let all = found(&Made::steps(&[2]).for_goals(&[]), &Dates::days(Some(9), Vec::new(), Vec::new()));
    assert_eq!((all.steps.len(), all.days, all.path.len(), all.late.len(), all.horizon()), (0, 0, 0, 0, 0));
}

#[test]
fn a_thousand_steps_with_three_thousand_preconditions_are_quick() {
    let mut next = laws::numbers(5);
    let mut made = Made::steps(&(0..1000).map(|_| next(40) as u32).collect::<Vec<_>>());
    for n in 0..3000 {
        let step = 1 + n * 999 / 3000;
        let other = |next: &mut dyn FnMut(usize) -> usize| if next(4) == 0 { next(1000) } else { next(step) };
        let mut any = vec![next(step), other(&mut next)];
        any.retain(|t| *t != step);
        any.dedup();
        made.wait(step, &any, next(20) == 0, (next(5) == 0).then_some(7));
    }
    for n in 0..50 {
        made = made.together(&[n * 20, n * 20 + 1], n % 2 == 0);
    }
    let graph = made.for_goals(&(0..1000).collect::<Vec<_>>());
    let credit = vec![false; 3000];
    let before = std::time::Instant::now();
    let all = schedule(&graph, &credit, &Dates::default()).unwrap();
    let took = before.elapsed();
    assert_eq!(all.steps.len(), 1000);
    eprintln!("{took:?}, {} days, {} links", all.days, all.path.len());
    assert!(took.as_millis() < 1000, "{took:?}");
}

#[test]
fn a_thousand_steps_that_could_be_one_act_are_quick_too() {
    let mut made = Made::steps(&[2; 1000]);
    for n in 1..1000 {
        made.wait(n, &[n - 1], false, None);
        made = made.together(&[n - 1, n], false);
    }
    let graph = made.for_goals(&[999]);
    let before = std::time::Instant::now();
    let all = found(&graph, &Dates::default());
    let took = before.elapsed();
    eprintln!("{took:?}");
    assert_eq!((all.days, all.path.len()), (2000, 1000));
    assert!(took.as_millis() < 5000, "{took:?}");
}
