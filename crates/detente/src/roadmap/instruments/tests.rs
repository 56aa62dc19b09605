use std::collections::BTreeSet;

use super::*;
use crate::{
    case::{Package, Role},
    deals::lot::Lot,
    file,
    roadmap::{graph::Terms, trials},
};

fn stated(text: &str) -> Case {
    let read = file::read("stated.case.toml", text);
    read.case.unwrap_or_else(|| panic!("{:?}", read.diagnostics))
}

/// Two sides that wait for each other, with whatever else is said of their steps.
fn ring_of_two(one: &str, other: &str, more: &str) -> Case {
    stated(&format!(
        r#"
title = "Two steps"
[parties.north]
accepts = ["trustee", "guarantor"]
[parties.south]
accepts = ["guarantor", "trustee", "watch"]
[parties.trustee]
role = "mediator"
[parties.watch]
role = "observer"
[parties.guarantor]
role = "guarantor"
[steps.withdraw]
by = ["north"]
{one}
[steps.recognise]
by = ["south"]
{other}
[demands.first-recognition]
party = "north"
step = "withdraw"
only_after = ["recognise"]
basis = "assumed"
[demands.first-withdrawal]
party = "south"
step = "recognise"
only_after = ["withdraw"]
basis = "assumed"
{more}
"#
    ))
}

/// Withdrawal on credit, recognition owed.
fn told(case: &Case) -> Instruments {
    let graph = trials::graph(case);
    let stakes = Stakes::of(case).unwrap();
    let credit = [true, false];
    let order = [vec![0], vec![1]];
    instruments(&Bridged { case, graph: &graph, stakes: &stakes, credit: &credit, order: &order }, 0)
}

fn find(told: &Instruments, kind: InstrumentKind) -> Result<Instrument, Obstacle> {
    let found = told.applicable.iter().find(|i| i.kind() == kind).cloned();
    found.ok_or_else(|| told.not_applicable.iter().find(|n| n.kind == kind).unwrap().because.clone())
}

fn step(n: usize) -> StepId {
    StepId::at(n)
}

fn party(n: usize) -> PartyId {
    PartyId::at(n)
}

#[test]
fn two_steps_become_one_act_where_all_can_see_them() {
    let told_of = |one| find(&told(&ring_of_two(one, "", "")), InstrumentKind::Simultaneous);
    assert_eq!(told_of(""), Ok(Instrument::Simultaneous { steps: vec![step(0), step(1)] }));
    assert_eq!(told_of("observable = false"), Err(Obstacle::NotObservable(step(0))));
    let never = "[steps.never]\nby = [\"south\"]\n[demands.never]\nparty = \"north\"\nstep = \"recognise\"\n\
                 only_after = [\"never\"]\nbasis = \"assumed\"";
    let mut held_up = ring_of_two("", "", never);
    held_up.steps[2].by.clear();
    let graph = trials::graph(&held_up);
    let stakes = Stakes::of(&held_up).unwrap();
    let (credit, order) = ([true, false, false], [vec![0], vec![1]]);
    let bridged = Bridged { case: &held_up, graph: &graph, stakes: &stakes, credit: &credit, order: &order };
    let waiting = find(&instruments(&bridged, 0), InstrumentKind::Simultaneous);
    assert_eq!(waiting, Err(Obstacle::StillWaiting(vec![step(0), step(1)])));
}

#[test]
fn a_trustee_is_accepted_by_both() {
    let told_of = |one| find(&told(&ring_of_two(one, "", "")), InstrumentKind::Escrow);
    assert_eq!(told_of("escrow = true"), Ok(Instrument::Escrow { trustees: vec![party(2), party(4)] }));
    assert_eq!(told_of(""), Err(Obstacle::NoEscrow(step(0))));
    let alone = stated(
        r#"
title = "Nobody between"
[parties.a]
[parties.b]
[steps.s]
by = ["a"]
after = ["t"]
escrow = true
[steps.t]
by = ["b"]
"#,
    );
    let graph = trials::graph(&alone);
    let stakes = Stakes::of(&alone).unwrap();
    let bridged = Bridged { case: &alone, graph: &graph, stakes: &stakes, credit: &[true], order: &[vec![0], vec![1]] };
    let nobody = find(&instruments(&bridged, 0), InstrumentKind::Escrow);
    assert_eq!(nobody, Err(Obstacle::NobodyAccepted(vec![party(0), party(1)])));
    // What is owed was done before.
    let order = [vec![1], vec![0]];
    let paid = instruments(&Bridged { order: &order, ..bridged }, 0);
    assert_eq!(paid.owed, None);
    assert!(paid.not_applicable.iter().all(|n| n.because == Obstacle::NothingOwed));
    assert_eq!(paid.not_applicable.len(), InstrumentKind::ALL.len());
}

const COSTS: (&str, &str) = ("values = { north = -10, south = 15 }", "values = { north = 14, south = -8 }");

#[test]
fn a_guarantee_covers_whoever_is_first_and_binds_whoever_is_last() {
    let told_of = |one, other, more| find(&told(&ring_of_two(one, other, more)), InstrumentKind::Guarantee);
    let needed = Surety {
        givers: vec![party(4), party(2)],
        cover: vec![(party(0), Some(Exact::whole(10)))],
        forfeit: vec![(party(1), Exact::whole(8))],
        standing: vec![],
    };
    assert_eq!(told_of(COSTS.0, COSTS.1, ""), Ok(Instrument::Guarantee(needed.clone())));
    let bond = "[guarantees.bond]\nby = \"guarantor\"\nbinds = \"south\"\nforfeit = 6";
    let bound =
        Surety { forfeit: vec![(party(1), Exact::whole(2))], standing: vec![GuaranteeId::at(0)], ..needed.clone() };
    assert_eq!(told_of(COSTS.0, COSTS.1, bond), Ok(Instrument::Guarantee(bound)));
    let all = "[guarantees.bond]\nby = \"guarantor\"\nbinds = \"south\"\nforfeit = 8\ncovers = \"north\"\ncover = 10";
    let done = Surety { givers: vec![], cover: vec![], forfeit: vec![], standing: vec![GuaranteeId::at(0)] };
    assert_eq!(told_of(COSTS.0, COSTS.1, all), Ok(Instrument::Guarantee(done)));
    let unknown = Surety { cover: vec![(party(0), None)], forfeit: vec![], ..needed };
    assert_eq!(told_of("", "", ""), Ok(Instrument::Guarantee(unknown)));
    let gains = "values = { north = 1, south = 1 }";
    assert_eq!(told_of(gains, gains, ""), Err(Obstacle::NobodyExposed));
}

#[test]
fn a_provisional_step_can_be_undone_and_somebody_verifies() {
    let told_of = |one, other| find(&told(&ring_of_two(one, other, "")), InstrumentKind::Provisional);
    let accepted = Instrument::Provisional { verifiers: vec![party(2), party(4)], named: false };
    assert_eq!(told_of("reversible = true", ""), Ok(accepted));
    let named = Instrument::Provisional { verifiers: vec![party(3)], named: true };
    assert_eq!(told_of("reversible = true", "verified_by = \"watch\""), Ok(named));
    assert_eq!(told_of("reversible = false", ""), Err(Obstacle::Irreversible(step(0))));
    assert_eq!(told_of("", ""), Err(Obstacle::ReversibleUnknown(step(0))));
    assert_eq!(told_of("reversible = true", "observable = false"), Err(Obstacle::NotObservable(step(1))));
}

#[test]
fn parts_are_as_many_as_the_safe_exchange_needs() {
    let both = |one: &str, other: &str, more: &str| {
        let case = ring_of_two(&format!("splittable = true\n{one}"), &format!("splittable = true\n{other}"), more);
        find(&told(&case), InstrumentKind::Splitting)
    };
    let bond = "[guarantees.bond]\nby = \"guarantor\"\nbinds = \"south\"\nforfeit = 0.5";
    let Ok(Instrument::Splitting { ways: [one, other] }) = both(COSTS.0, COSTS.1, bond) else {
        panic!("it can be split")
    };
    assert_eq!((one.first, one.last, one.parts), (party(0), party(1), Some(16_u32.into())));
    assert_eq!((other.first, other.last, other.parts), (party(1), party(0), None));
    assert_eq!(other.forfeits.iter().map(|f| (f.parts, f.last)).next(), Some((2, Exact::whole(5))));
    let Err(Obstacle::NoNumber(ways)) = both(COSTS.0, COSTS.1, "") else { panic!("nobody forfeits anything") };
    assert_eq!(ways.map(|w| w.parts), [None, None]);
    assert_eq!(both(COSTS.0, "", ""), Err(Obstacle::ValuesUnknown(step(1))));
    let split = |one, other| find(&told(&ring_of_two(one, other, "")), InstrumentKind::Splitting);
    assert_eq!(split("splittable = true", ""), Err(Obstacle::NotSplittable(step(1))));
    assert_eq!(split("", ""), Err(Obstacle::NotSplittable(step(0))));
}

#[test]
fn what_can_be_undone_goes_first() {
    let told_of = |one, other| find(&told(&ring_of_two(one, other, "")), InstrumentKind::ReversibleFirst);
    assert_eq!(told_of("reversible = true", ""), Ok(Instrument::ReversibleFirst { known: false }));
    assert_eq!(told_of("reversible = true", "reversible = false"), Ok(Instrument::ReversibleFirst { known: true }));
    assert_eq!(told_of("reversible = true", "reversible = true"), Err(Obstacle::OwedReversible(step(1))));
    assert_eq!(told_of("reversible = false", ""), Err(Obstacle::Irreversible(step(0))));
    assert_eq!(told_of("", ""), Err(Obstacle::ReversibleUnknown(step(0))));
}

#[test]
fn an_opening_costs_a_tenth_at_most() {
    let told_of = |one, other| find(&told(&ring_of_two(one, other, "")), InstrumentKind::Opening);
    let small = "values = { north = -1, south = 5 }";
    let opening = Instrument::Opening { party: party(0), cost: Exact::whole(1), gain: Exact::whole(10) };
    assert_eq!(told_of(small, "values = { north = 11, south = -3 }"), Ok(opening));
    let not_small = Obstacle::NotSmall { party: party(0), cost: Exact::whole(1), gain: Exact::ratio(99, 10) };
    assert_eq!(told_of(small, "values = { north = 10.9, south = -3 }"), Err(not_small));
    assert_eq!(told_of(small, ""), Err(Obstacle::ValuesUnknown(step(1))));
    assert_eq!(told_of("observable = false", ""), Err(Obstacle::NotObservable(step(0))));
}

/// The steps that can be done where those of one set may be one act, by trying every next act: sets of steps of a class that
/// wait for nothing but each other and what is done. Credits must be repaid.
fn reaches(graph: &Graph, credit: &[bool], ring: &[StepId]) -> bool {
    let mut classes: Vec<BTreeSet<usize>> = graph.classes.iter().map(|c| c.iter().copied().collect()).collect();
    let ring: BTreeSet<usize> = ring.iter().map(|s| s.index()).collect();
    let (touched, mut others): (Vec<_>, Vec<_>) = classes.drain(..).partition(|c| !c.is_disjoint(&ring));
    others.push(touched.into_iter().flatten().chain(ring).collect());
    let later = |c: usize| credit[c] || graph.clauses[c].on_credit;
    let mut can: BTreeSet<usize> = (0..graph.nodes.len()).filter(|s| graph.possible(*s)).collect();
    loop {
        let mut done: BTreeSet<usize> = BTreeSet::new();
        loop {
            let act = others.iter().find_map(|class| {
                let class: Vec<usize> =
                    class.iter().copied().filter(|s| can.contains(s) && !done.contains(s)).collect();
                (1..1_usize << class.len()).find_map(|set| {
                    let act: BTreeSet<usize> =
                        (0..class.len()).filter(|n| set >> n & 1 == 1).map(|n| class[n]).collect();
                    let there = |t: &usize| done.contains(t) || act.contains(t);
                    let fits = act.iter().all(|s| {
                        let met = |c: &usize| later(*c) || graph.clauses[*c].any.iter().any(there);
                        let joint =
                            |(_, steps): &(_, Vec<usize>)| !steps.contains(s) || steps.iter().all(|t| act.contains(t));
                        graph.nodes[*s].waits.iter().all(met) && graph.together.iter().all(joint)
                    });
                    fits.then_some(act)
                })
            });
            match act {
                Some(act) => done.extend(act),
                None => break,
            }
        }
        let unpaid = |s: &usize| {
            let owes = |c: &usize| later(*c) && !graph.clauses[*c].any.iter().any(|t| done.contains(t));
            graph.nodes[*s].waits.iter().any(owes)
        };
        let broken: Vec<usize> = done.iter().copied().filter(unpaid).collect();
        if broken.is_empty() {
            return graph.goals.iter().all(|g| done.contains(g));
        }
        broken.iter().for_each(|s| {
            can.remove(s);
        });
    }
}

/// Whether some ring through a step and a precondition of it has so many steps: a walk through what is waited for.
fn ring_within(graph: &Graph, others: &[bool], clause: usize, most: usize) -> bool {
    let can: Vec<bool> = (0..graph.nodes.len()).map(|s| graph.possible(s)).collect();
    let done = graph.grow(&can, others);
    let held = |c: usize| !others[c] && !graph.clauses[c].on_credit && !graph.clauses[c].any.iter().any(|t| done[*t]);
    let start = graph.clauses[clause].step;
    let mut reached: BTreeSet<usize> =
        if held(clause) { graph.clauses[clause].any.iter().copied().collect() } else { BTreeSet::new() };
    for _ in 1..most {
        let mut next = reached.clone();
        for s in &reached {
            graph.nodes[*s].waits.iter().filter(|c| held(**c)).for_each(|c| next.extend(&graph.clauses[*c].any));
            graph.together.iter().filter(|(_, t)| t.contains(s)).for_each(|(_, t)| next.extend(t));
        }
        reached = next;
    }
    reached.contains(&start)
}

/// A bridge of as few preconditions as one finds by taking them back one by one, an order that does what can be done as
/// soon as it can, and a judge of all seven instruments.
#[test]
fn an_instrument_is_told_exactly_where_its_conditions_hold() {
    let mut seen = vec![(0, 0); InstrumentKind::ALL.len()];
    let mut bridges = 0;
    for seed in 0..6000 {
        let mut lot = Lot(seed);
        let steps = 2 + lot.below(4) as usize;
        let case = trials::case(&mut lot, steps);
        let graph = trials::graph(&case);
        let Some((credit, order)) = bridge(&graph) else { continue };
        bridges += 1;
        let stakes = Stakes::of(&case).unwrap();
        let bridged = Bridged { case: &case, graph: &graph, stakes: &stakes, credit: &credit, order: &order };
        for clause in (0..credit.len()).filter(|c| credit[*c]) {
            let told = instruments(&bridged, clause);
            let kinds: BTreeSet<InstrumentKind> =
                told.applicable.iter().map(|i| i.kind()).chain(told.not_applicable.iter().map(|n| n.kind)).collect();
            assert_eq!(kinds.len(), told.applicable.len() + told.not_applicable.len());
            assert_eq!(kinds.len(), InstrumentKind::ALL.len());
            for kind in &kinds {
                let found = told.applicable.iter().find(|i| i.kind() == *kind);
                let holds = judge(&bridged, clause, told.owed, *kind, found);
                assert_eq!(found.is_some(), holds, "{seed} {kind:?} {told:?}\n{}", case.text());
                let count = &mut seen[InstrumentKind::ALL.iter().position(|k| k == kind).unwrap()];
                if holds { count.0 += 1 } else { count.1 += 1 }
            }
        }
    }
    assert!(bridges > 500 && seen.iter().all(|(yes, no)| *yes > 20 && *no > 20), "{bridges} {seen:?}");
}

/// Weakened preconditions that lead to all goals, none of them in vain, and an order.
fn bridge(graph: &Graph) -> Option<(Vec<bool>, Vec<Vec<usize>>)> {
    let none = vec![false; graph.clauses.len()];
    let mut credit = vec![true; graph.clauses.len()];
    if graph.reaches(&none) || !graph.reaches(&credit) {
        return None;
    }
    for n in 0..credit.len() {
        credit[n] = false;
        if !graph.reaches(&credit) {
            credit[n] = true;
        }
    }
    let all = graph.close(&credit);
    let (mut done, mut order) = (vec![false; all.len()], Vec::new());
    while done != all {
        let met = |c: &usize, act: &[usize]| {
            let clause = &graph.clauses[*c];
            credit[*c] || clause.on_credit || clause.any.iter().any(|t| done[*t] || act.contains(t))
        };
        let act = graph.classes.iter().find_map(|class| {
            let class: Vec<usize> = class.iter().copied().filter(|s| all[*s] && !done[*s]).collect();
            let sets = (1..1_usize << class.len())
                .map(|set| (0..class.len()).filter(|n| set >> n & 1 == 1).map(|n| class[n]).collect::<Vec<usize>>());
            sets.into_iter().find(|act| {
                let joint =
                    |(_, t): &(_, Vec<usize>)| !t.iter().any(|s| act.contains(s)) || t.iter().all(|s| act.contains(s));
                act.iter().all(|s| graph.nodes[*s].waits.iter().all(|c| met(c, act)))
                    && graph.together.iter().all(joint)
            })
        })?;
        act.iter().for_each(|s| done[*s] = true);
        order.push(act);
    }
    Some((credit, order))
}

/// Whether an instrument's conditions hold, literally; where it is told, whether what is told of it is right too.
fn judge(
    bridged: &Bridged<'_>,
    clause: usize,
    told: Option<StepId>,
    kind: InstrumentKind,
    found: Option<&Instrument>,
) -> bool {
    let (case, graph, order) = (bridged.case, bridged.graph, bridged.order);
    let first = graph.clauses[clause].step;
    let when = |s: usize| order.iter().position(|act| act.contains(&s));
    let at = when(first).unwrap();
    let mut follow: Vec<usize> = graph.clauses[clause].any.iter().copied().filter(|s| when(*s).is_some()).collect();
    follow.sort_by_key(|s| when(*s));
    let Some(owed) = follow.first().copied().filter(|s| when(*s) > Some(at)) else {
        assert_eq!(told, None);
        return false;
    };
    let due = when(owed).unwrap();
    assert_eq!(when(told.unwrap().index()), Some(due));
    let owed = told.unwrap().index();
    let (s, t) = (&case.steps()[first], &case.steps()[owed]);
    let principal = |p: &PartyId| case.party(*p).role == Role::Principal;
    let accept = |by: &[PartyId], p: PartyId| by.iter().all(|q| case.party(*q).accepts.contains(&p));
    let between = |by: &[PartyId]| -> Vec<PartyId> {
        case.party_ids().filter(|p| !s.by.contains(p) && !t.by.contains(p) && accept(by, *p)).collect()
    };
    // Every step of the cases by lot has a principal among its performers.
    let sides: Vec<PartyId> = s.by.iter().chain(&t.by).copied().filter(principal).collect();
    let valued = !s.values.is_empty() && !t.values.is_empty();
    match kind {
        InstrumentKind::Simultaneous => {
            let mut others = bridged.credit.to_vec();
            others[clause] = false;
            let Some(ring) = ring::ring(graph, &others, clause) else {
                assert!(!ring_within(graph, &others, clause, graph.nodes.len() + 1));
                return false;
            };
            let ring: Vec<StepId> = ring.into_iter().map(step).collect();
            let joined = |a: usize| graph.together.iter().any(|(_, t)| t.contains(&a) && t.len() > 1);
            if !ring.iter().any(|s| joined(s.index())) {
                assert!(
                    !ring_within(graph, &others, clause, ring.len() - 1)
                        && ring_within(graph, &others, clause, ring.len())
                );
            }
            if let Some(Instrument::Simultaneous { steps }) = found {
                assert_eq!(*steps, ring);
            }
            let sound = ring.iter().all(|s| case.step(*s).observable && graph.possible(s.index()));
            sound && reaches(graph, &others, &ring)
        }
        InstrumentKind::Escrow => {
            if let Some(Instrument::Escrow { trustees }) = found {
                assert_eq!(*trustees, between(&sides));
            }
            s.escrow && !between(&sides).is_empty()
        }
        InstrumentKind::Guarantee => judge_guarantee(bridged, (first, at), (owed, due), found),
        InstrumentKind::Provisional => {
            let named: BTreeSet<PartyId> =
                [t.verified, graph.clauses[clause].verified].into_iter().flatten().map(|v| v.by).collect();
            if let Some(Instrument::Provisional { verifiers, named: said }) = found {
                assert_eq!(*said, !named.is_empty());
                let right = if *said { named.iter().copied().collect() } else { between(&sides) };
                assert_eq!(*verifiers, right);
            }
            s.reversible == Some(true) && t.observable && !(named.is_empty() && between(&sides).is_empty())
        }
        InstrumentKind::Splitting => {
            let two = s.by.len() == 1 && t.by.len() == 1 && s.by != t.by;
            if !(s.splittable && t.splittable && two && valued) {
                return false;
            }
            let (a, b) = (s.by[0], t.by[0]);
            let counts = |p| bridged.stakes.parties().contains(&p);
            let side = |p: PartyId, own: usize, others: usize| crate::roadmap::exchange::Side {
                cost: Exact::ZERO.minus(case.steps()[own].value(p)),
                gain: case.steps()[others].value(p),
                loss: trials::loss(case, p),
            };
            let (x, y) = (side(a, first, owed), side(b, owed, first));
            let parts = [crate::roadmap::exchange::least_parts(x, y), crate::roadmap::exchange::least_parts(y, x)];
            if let Some(Instrument::Splitting { ways }) = found {
                assert_eq!(ways.clone().map(|w| w.parts), parts);
            }
            counts(a) && counts(b) && parts.iter().any(|p| p.is_some())
        }
        InstrumentKind::ReversibleFirst => {
            if let Some(Instrument::ReversibleFirst { known }) = found {
                assert_eq!(*known, t.reversible == Some(false));
            }
            s.reversible == Some(true) && t.reversible != Some(true)
        }
        InstrumentKind::Opening => {
            let all = order.iter().flatten().all(|s| !case.steps()[*s].values.is_empty());
            if s.by.len() != 1 || !s.observable || !all || !bridged.stakes.parties().contains(&s.by[0]) {
                return false;
            }
            let cost = Exact::ZERO.minus(s.value(s.by[0])).max(Exact::ZERO);
            let gain = trials::has(case, s.by[0], order.iter().flatten());
            if let Some(told) = found {
                assert_eq!(*told, Instrument::Opening { party: s.by[0], cost, gain });
            }
            cost.times(Exact::whole(10)).unwrap() <= gain
        }
    }
}

fn judge_guarantee(
    bridged: &Bridged<'_>,
    (first, at): (usize, usize),
    (owed, due): (usize, usize),
    found: Option<&Instrument>,
) -> bool {
    let (case, order) = (bridged.case, bridged.order);
    let (s, t) = (&case.steps()[first], &case.steps()[owed]);
    let counts = |p: &&PartyId| bridged.stakes.parties().contains(*p);
    let by = |guarantees: &dyn Fn(&crate::case::Guarantee) -> bool| -> Vec<GuaranteeId> {
        case.guarantee_ids().filter(|g| guarantees(case.guarantee(*g))).collect()
    };
    let covers = |g: &crate::case::Guarantee, list: &[PartyId]| g.covers.is_some_and(|(p, _)| list.contains(&p));
    let binds = |g: &crate::case::Guarantee, list: &[PartyId]| g.binds.is_some_and(|(p, _)| list.contains(&p));
    let known = !s.values.is_empty() && !t.values.is_empty() && s.by.iter().any(|p| counts(&p));
    let principals: Vec<PartyId> = {
        let mut list: Vec<PartyId> = s.by.iter().copied().filter(|p| case.party(*p).role == Role::Principal).collect();
        list.sort();
        list
    };
    let (cover, forfeit, standing): (Vec<(PartyId, Option<Exact>)>, Vec<(PartyId, Exact)>, Vec<GuaranteeId>);
    if known {
        let after = |p: PartyId, k: usize| trials::has(case, p, order[..=k].iter().flatten());
        let worst = |p: PartyId| (at..due).map(|k| after(p, k)).min().unwrap();
        let short = |p: PartyId| Exact::ZERO.minus(worst(p)).minus(trials::cover(case, p));
        cover =
            s.by.iter().filter(counts).map(|p| (*p, Some(short(*p)))).filter(|(_, n)| *n > Some(Exact::ZERO)).collect();
        let gain = |p: PartyId, k: usize| trials::has(case, p, order[k..].iter().flatten());
        let turns =
            |p: PartyId| (at + 1..=due).filter(move |k| order[*k].iter().any(|s| case.steps()[*s].by.contains(&p)));
        let needed = |p: PartyId| {
            let short = turns(p).map(|k| Exact::ZERO.minus(gain(p, k)).minus(trials::loss(case, p)));
            short.max().unwrap().max(Exact::ZERO)
        };
        forfeit = t.by.iter().filter(counts).map(|p| (*p, needed(*p))).filter(|(_, n)| *n > Exact::ZERO).collect();
        let exposed: Vec<PartyId> = s.by.iter().filter(counts).copied().filter(|p| worst(*p) < Exact::ZERO).collect();
        let tempted: Vec<PartyId> =
            t.by.iter().filter(counts).copied().filter(|p| turns(*p).any(|k| gain(*p, k) < Exact::ZERO)).collect();
        standing = by(&|g| covers(g, &exposed) || binds(g, &tempted));
    } else {
        cover = principals.iter().map(|p| (*p, None)).collect();
        forfeit = Vec::new();
        standing = by(&|g| covers(g, &s.by) || binds(g, &t.by));
    }
    let in_need: Vec<PartyId> = if cover.is_empty() { principals } else { cover.iter().map(|(p, _)| *p).collect() };
    let accepted = |p: &PartyId| {
        !s.by.contains(p) && !t.by.contains(p) && in_need.iter().all(|q| case.party(*q).accepts.contains(p))
    };
    let open = !cover.is_empty() || !forfeit.is_empty();
    let mut givers: Vec<PartyId> = if open { case.party_ids().filter(accepted).collect() } else { Vec::new() };
    givers.sort_by_key(|p| case.party(*p).role != Role::Guarantor);
    let holds = if open { !givers.is_empty() } else { !standing.is_empty() };
    if let Some(Instrument::Guarantee(told)) = found {
        assert_eq!(*told, Surety { givers, cover, forfeit, standing });
    }
    holds
}

#[test]
fn a_package_may_leave_steps_out() {
    let case = stated(
        r#"
title = "With issues"
[parties.a]
[parties.b]
[issues.i]
options = ["x", "y"]
[steps.s]
by = ["a"]
after = ["t"]
[steps.t]
by = ["b"]
after = ["u"]
[steps.u]
by = ["a"]
after = ["s"]
carries_out = { i = "x" }
"#,
    );
    let stakes = Stakes::of(&case).unwrap();
    let told_of = |option: usize, credit: [bool; 3], order: &[Vec<usize>], clause| {
        let graph = Graph::new(&case, &Package(vec![crate::case::OptionId::at(option)]), &Terms::default());
        let bridged = Bridged { case: &case, graph: &graph, stakes: &stakes, credit: &credit, order };
        find(&instruments(&bridged, clause), InstrumentKind::Simultaneous)
    };
    let all = [vec![0], vec![2], vec![1]];
    let ring = Instrument::Simultaneous { steps: vec![step(0), step(1), step(2)] };
    assert_eq!(told_of(0, [true, false, false], &all, 0), Ok(ring));
    assert_eq!(told_of(1, [true, false, false], &all, 0), Err(Obstacle::Absent(step(2))));
}
