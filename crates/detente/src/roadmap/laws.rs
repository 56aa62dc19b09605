//! Random graphs of steps, on which everything is held against its definition, by code that shares nothing with it.

mod brute;
mod dice;

use std::collections::BTreeSet;

use self::{brute::Brute, dice::Dice};
use super::{
    bridges::{self, Limits},
    closure::Closure,
    cores::{self, Tie},
    escapes,
    graph::Graph,
};
use crate::{number::Exact, search::Cancel};

/// Graphs that each law is held against.
const MANY: u64 = 4_000;

fn limits(most: usize) -> Limits {
    Limits { most, effort: 1_000_000, cancel: Cancel::default() }
}

fn random_credit(graph: &Graph, dice: &mut Dice) -> Vec<bool> {
    graph.clauses.iter().map(|c| c.cost.is_some() && dice.one_in(4)).collect()
}

#[test]
fn the_closure_is_all_that_acts_one_at_a_time_can_do_and_repay() {
    let mut partly = 0;
    for seed in 0..MANY {
        let mut dice = Dice::new(seed);
        let graph = dice.large();
        let credit = random_credit(&graph, &mut dice);
        let brute = Brute::new(&graph);
        let told = graph.close(&credit);
        assert_eq!(brute.largest(&credit), told, "seed {seed}: {graph:#?} {credit:?}");
        partly += usize::from(told.contains(&true) && told.contains(&false));
    }
    assert!(partly > 500, "only {partly} are of interest");
}

#[test]
fn the_turns_are_an_order() {
    for seed in 0..MANY {
        let mut dice = Dice::new(seed);
        let graph = dice.large();
        let credit = random_credit(&graph, &mut dice);
        let mut closure = Closure::new(&graph);
        closure.close(&credit);
        let turns = closure.turns();
        for (n, clause) in graph.clauses.iter().enumerate() {
            let Some(at) = turns[clause.step] else { continue };
            let later = clause.on_credit || credit[n];
            let meets = |t: &usize| *t != clause.step && turns[*t].is_some_and(|t| later || t <= at);
            assert!(clause.any.iter().any(meets), "seed {seed}: clause {n} is not met");
        }
        for (_, act) in &graph.together {
            assert!(act.windows(2).all(|two| turns[two[0]] == turns[two[1]]), "seed {seed}: an act is torn apart");
        }
    }
}

#[test]
fn bridges_are_all_minimal_sets_by_cost() {
    let (mut several, mut costly, mut hopeless) = (0, 0, 0);
    for seed in 0..MANY {
        let mut dice = Dice::new(seed);
        let graph = dice.graph();
        let meant = Brute::new(&graph).bridges();
        let told = bridges::bridges(&graph, &limits(10_000));
        assert!(told.complete && !told.cut && told.least.is_none(), "seed {seed}");
        assert_eq!(told.proven, told.found.len(), "seed {seed}");
        assert_eq!(told.total, Some(told.found.len().into()), "seed {seed}");
        assert_eq!(told.hopeless.is_some(), meant.is_empty(), "seed {seed}: {graph:#?}");
        let found: Vec<(Exact, Vec<usize>)> = told.found.into_iter().map(|b| (b.cost, b.clauses)).collect();
        let sets = |list: &[(Exact, Vec<usize>)]| list.iter().map(|(_, set)| set.clone()).collect::<BTreeSet<_>>();
        assert_eq!(sets(&found), sets(&meant), "seed {seed}: {graph:#?}");
        assert!(found.windows(2).all(|two| two[0].0 <= two[1].0), "seed {seed}: not by cost");
        assert!(found.iter().all(|one| meant.contains(one)), "seed {seed}: a cost is wrong");
        several += usize::from(meant.len() > 3);
        costly += usize::from(meant.first().is_some_and(|(_, set)| set.len() > 1));
        hopeless += usize::from(meant.is_empty());
    }
    assert!(several > 100 && costly > 100 && hopeless > 100, "{several}, {costly}, {hopeless} are of interest");
}

#[test]
fn the_first_bridges_are_the_cheapest() {
    for seed in 0..MANY {
        let graph = Dice::new(seed).graph();
        let all = bridges::bridges(&graph, &limits(10_000)).found;
        let told = bridges::bridges(&graph, &limits(2));
        assert_eq!(told.found.len(), all.len().min(2), "seed {seed}");
        assert_eq!(told.proven, told.found.len(), "seed {seed}");
        assert_eq!(told.complete, all.len() <= 2, "seed {seed}");
        for (one, other) in told.found.iter().zip(&all) {
            assert_eq!(one, other, "seed {seed}");
        }
        if let Some(least) = told.least {
            assert!(all[2..].iter().all(|b| b.cost >= least), "seed {seed}");
        }
    }
}

#[test]
fn a_search_cut_short_tells_what_it_knows() {
    let mut cut = 0;
    for seed in 0..MANY {
        let graph = Dice::new(seed).graph();
        let all = bridges::bridges(&graph, &limits(10_000));
        for effort in [0, 3, 10, 30] {
            let told = bridges::bridges(&graph, &Limits { effort, ..limits(10_000) });
            assert_eq!(told.hopeless.is_some(), all.hopeless.is_some(), "seed {seed}");
            assert!(told.found.iter().all(|b| all.found.contains(b)), "seed {seed}: {told:#?} {all:#?}");
            assert!(told.hopeless.is_some() || !told.found.is_empty(), "seed {seed}: nothing is told");
            let missed: Vec<_> = all.found.iter().filter(|b| !told.found[..told.proven].contains(b)).collect();
            assert!(missed.iter().all(|b| told.least.is_some_and(|least| least <= b.cost)), "seed {seed}: {told:#?}");
            let dearest = told.proven.checked_sub(1).map(|n| told.found[n].cost);
            assert!(missed.iter().all(|b| dearest.is_none_or(|d| d <= b.cost)), "seed {seed}: not the cheapest");
            assert_eq!(told.complete, told.least.is_none(), "seed {seed}");
            cut += usize::from(told.cut && !told.complete);
        }
    }
    assert!(cut > 100, "only {cut} were cut");
}

#[test]
fn cores_are_steps_that_reach_each_other() {
    let (mut many, mut opened) = (0, 0);
    for seed in 0..MANY {
        let mut dice = Dice::new(seed);
        let graph = dice.large();
        let credit = random_credit(&graph, &mut dice);
        let told = cores::blocked(&graph, &credit);
        let brute = Brute::new(&graph);
        let done = brute.largest(&credit);
        let blocked: Vec<usize> = (0..done.len()).filter(|s| !done[*s] && graph.possible(*s)).collect();
        assert_eq!(told.steps, blocked, "seed {seed}");
        assert_eq!(told.goals, graph.goals.iter().copied().filter(|g| !done[*g]).collect::<Vec<_>>(), "seed {seed}");
        let sets: Vec<Vec<usize>> = told.cores.iter().map(|c| c.steps.clone()).collect();
        assert_eq!(sets, brute.cores(&credit), "seed {seed}: {graph:#?}");
        let all: Vec<bool> = graph.clauses.iter().enumerate().map(|(n, c)| credit[n] || c.cost.is_some()).collect();
        let best = brute.largest(&all);
        for core in &told.cores {
            assert_eq!(core.opens, core.steps.iter().all(|s| best[*s]), "seed {seed}");
            many += 1;
            opened += usize::from(core.opens);
            let ring = &core.ring;
            let joined: Vec<usize> = ring.iter().map(|l| l.step).collect();
            assert_eq!(
                joined.iter().collect::<BTreeSet<_>>().len(),
                joined.len(),
                "seed {seed}: a ring crosses itself"
            );
            for (n, link) in ring.iter().enumerate() {
                assert_eq!(link.waits_for, ring[(n + 1) % ring.len()].step, "seed {seed}: a ring is open");
                assert!(core.steps.contains(&link.step), "seed {seed}");
                match link.by {
                    Tie::Clause(c) => {
                        let clause = &graph.clauses[c];
                        assert!(clause.step == link.step && clause.any.contains(&link.waits_for), "seed {seed}");
                        assert!(!clause.on_credit && !credit[c] && core.clauses.contains(&c), "seed {seed}");
                    }
                    Tie::Together(t) => {
                        let act = &graph.together[t].1;
                        assert!(act.contains(&link.step) && act.contains(&link.waits_for), "seed {seed}");
                    }
                }
            }
            assert_eq!(Some(ring.len()), brute.shortest(&core.steps, &credit), "seed {seed}: {graph:#?} {core:?}");
        }
        // Where nothing that is needed is missing, what is blocked has a core.
        if told.missing.is_empty() && !told.goals.is_empty() {
            assert!(told.cores.iter().any(|c| c.needed), "seed {seed}: {graph:#?} {told:#?}");
        }
        assert_eq!((told.needed, told.missing), brute.needed(&credit), "seed {seed}: {graph:#?}");
    }
    assert!(many > 500 && opened > 100, "{many} cores, {opened} of them can be opened");
}

#[test]
fn escapes_are_alternatives_without_which_there_is_a_core() {
    let mut many = 0;
    for seed in 0..MANY {
        let graph = Dice::new(seed).easy();
        let none = vec![false; graph.clauses.len()];
        let (told, all) = escapes::escapes(&graph, usize::MAX, usize::MAX);
        assert!(all);
        let mut meant = Vec::new();
        if graph.reaches(&none) {
            for (n, clause) in graph.clauses.iter().enumerate().filter(|(_, c)| c.any.len() > 1) {
                for t in &clause.any {
                    let mut without = graph.clone();
                    without.clauses[n].any.retain(|a| a != t);
                    without.nodes[*t].serves.retain(|c| *c != n);
                    let brute = Brute::new(&without);
                    let done = brute.largest(&none);
                    if graph.goals.iter().any(|g| !done[*g])
                        && let Some(core) = brute.cores(&none).into_iter().find(|c| c.contains(&clause.step))
                    {
                        meant.push((n, *t, core));
                    }
                }
            }
        }
        let (few, all) = escapes::escapes(&graph, 1, usize::MAX);
        assert!(few.len() == meant.len().min(1) && all == (meant.len() < 2), "seed {seed}");
        many += meant.len();
        let told: Vec<_> = told.into_iter().map(|e| (e.clause, e.step, e.breaks.steps)).collect();
        assert_eq!(told, meant, "seed {seed}: {graph:#?}");
    }
    assert!(many > 300, "only {many} escapes");
}

#[test]
fn ways_round_are_steps_that_would_open_what_waits() {
    let (mut many, mut reach) = (0, 0);
    for seed in 0..MANY {
        let graph = Dice::new(seed).large();
        let none = vec![false; graph.clauses.len()];
        let blocked = cores::blocked(&graph, &none);
        let told = escapes::ways_round(&graph, &blocked);
        let mut meant = Vec::new();
        for missing in &blocked.missing {
            let mut with = graph.clone();
            with.nodes[missing.step].owned = true;
            with.nodes[missing.step].performable = true;
            let done = Brute::new(&with).largest(&none);
            let opens =
                |c: &usize| graph.clauses[*c].any.len() > 1 && done[missing.step] && done[graph.clauses[*c].step];
            let clauses: Vec<usize> = missing.clauses.iter().copied().filter(opens).collect();
            if !clauses.is_empty() {
                meant.push((missing.step, clauses, graph.goals.iter().all(|g| done[*g])));
            }
        }
        many += meant.len();
        reach += meant.iter().filter(|(_, _, reaches)| *reaches).count();
        assert_eq!(told.into_iter().map(|w| (w.step, w.clauses, w.reaches)).collect::<Vec<_>>(), meant, "seed {seed}");
    }
    assert!(many > 100 && reach > 30, "only {many} ways round, {reach} to the goals");
}
