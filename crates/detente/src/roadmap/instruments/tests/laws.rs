//! Every instrument of small cases by lot against its conditions, read literally.

use std::collections::BTreeSet;

use super::{super::*, step};
use crate::{
    case::{Guarantee, Role},
    deals::lot::Lot,
    roadmap::{
        exchange::{Side, least_parts},
        trials,
    },
};

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
    let trusting = graph.trusting(others);
    let done = trusting.close(&vec![false; trusting.clauses.len()]);
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
    let [s, t] = [&case.steps()[first], &case.steps()[owed]];
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
            let named: BTreeSet<PartyId> =
                named.into_iter().filter(|p| !s.by.contains(p) && !t.by.contains(p)).collect();
            if let Some(Instrument::Provisional { verifiers, named: said }) = found {
                assert_eq!(*said, !named.is_empty());
                let right = if *said { named.iter().copied().collect() } else { between(&sides) };
                assert_eq!(*verifiers, right);
            }
            s.reversible == Some(true) && t.observable && !(named.is_empty() && between(&sides).is_empty())
        }
        InstrumentKind::Splitting => {
            let two = s.by.len() == 1 && t.by.len() == 1 && s.by != t.by;
            let mut others = bridged.credit.to_vec();
            others[clause] = false;
            let alone = reaches(graph, &others, &[step(first), step(owed)]);
            if !(s.splittable && t.splittable && alone && two && valued) {
                return false;
            }
            let (one, other) = (s.by[0], t.by[0]);
            let counts = |p| bridged.stakes.parties().contains(&p);
            let side = |p: PartyId, own: usize, others: usize| Side {
                cost: Exact::ZERO.minus(case.steps()[own].value(p)),
                gain: case.steps()[others].value(p),
                loss: trials::loss(case, p),
            };
            let (left, right) = (side(one, first, owed), side(other, owed, first));
            let parts = [least_parts(left, right), least_parts(right, left)];
            if let Some(Instrument::Splitting { ways }) = found {
                assert_eq!(ways.clone().map(|w| w.parts), parts);
            }
            counts(one) && counts(other) && parts.iter().any(|p| p.is_some())
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
    let [s, t] = [&case.steps()[first], &case.steps()[owed]];
    let counts = |p: &&PartyId| bridged.stakes.parties().contains(*p);
    let by = |guarantees: &dyn Fn(&Guarantee) -> bool| -> Vec<GuaranteeId> {
        case.guarantee_ids().filter(|g| guarantees(case.guarantee(*g))).collect()
    };
    let covers = |g: &Guarantee, list: &[PartyId]| g.covers.is_some_and(|(p, _)| list.contains(&p));
    let binds = |g: &Guarantee, list: &[PartyId]| g.binds.is_some_and(|(p, _)| list.contains(&p));
    let known = !s.values.is_empty() && !t.values.is_empty() && s.by.iter().any(|p| counts(&p));
    let principals: Vec<PartyId> = {
        let mut list: Vec<PartyId> = s.by.iter().copied().filter(|p| case.party(*p).role == Role::Principal).collect();
        list.sort();
        list
    };
    let cover: Vec<(PartyId, Option<Exact>)>;
    let forfeit: Vec<(PartyId, Exact)>;
    let standing: Vec<GuaranteeId>;
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
        case.party(*p).role != Role::Observer
            && !s.by.contains(p)
            && !t.by.contains(p)
            && in_need.iter().all(|q| case.party(*q).accepts.contains(p))
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
