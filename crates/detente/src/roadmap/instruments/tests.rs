mod laws;

use super::*;
use crate::{
    case::Package,
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
    told_in(case, &[vec![0], vec![1]])
}

fn told_in(case: &Case, order: &[Vec<usize>]) -> Instruments {
    let graph = trials::graph(case);
    let stakes = Stakes::of(case).unwrap();
    let credit: Vec<bool> = (0..graph.clauses.len()).map(|n| n == 0).collect();
    instruments(&Bridged { case, graph: &graph, stakes: &stakes, credit: &credit, order }, 0)
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
fn parts_do_not_wait_for_a_third() {
    let between = r#"
[steps.inspect]
by = ["trustee"]
[demands.withdrawn]
party = "south"
step = "inspect"
only_after = ["withdraw"]
firmness = "absolute"
[demands.inspected]
party = "south"
step = "recognise"
only_after = ["inspect"]
firmness = "absolute"
"#;
    let all = format!("splittable = true\n{}", COSTS.0);
    let other = format!("splittable = true\n{}", COSTS.1);
    let case = ring_of_two(&all, &other, between);
    let told = told_in(&case, &[vec![0], vec![2], vec![1]]);
    assert_eq!(find(&told, InstrumentKind::Splitting), Err(Obstacle::NotEachOther));
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
