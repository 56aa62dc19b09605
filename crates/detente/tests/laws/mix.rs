//! The random cases must stay worth trying: here it is counted what they hold.

use crate::{
    CASES,
    judge::{Judged, worth},
    random,
    spec::{Insists, Member, Party, Set, Waits, first, list, set},
};

/// Of every hundred cases, at least and at most so many have this.
type Share = (&'static str, fn(&Judged) -> bool, u64, u64);

const MIX: &[Share] = &[
    ("open", |j| j.verdict() == "open", 20, 45),
    ("blocked", |j| j.verdict() == "blocked", 50, 75),
    ("impossible", |j| j.verdict() == "impossible", 3, 12),
    ("no issue at all", |j| j.spec.issues.is_empty(), 2, 10),
    ("two or more knots", |j| j.knots.len() >= 2, 15, 100),
    ("a conflict of three or more", |j| j.conflicts.iter().any(|c| c.count_ones() >= 3), 10, 100),
    ("five or more conflicts", |j| j.conflicts.len() >= 5, 6, 100),
    ("three or more ways out", |j| j.ways_out.len() >= 3, 7, 100),
    ("a walk-away in a conflict", |j| in_conflict(j, |m, _| matches!(m, Member::WalkAway(_))), 10, 100),
    ("a walk-away in a way out", walk_away_given_up, 5, 100),
    ("a conflict of walk-aways only", only_walk_aways, 4, 100),
    ("a conflict of content and order", mixed, 7, 100),
    ("a ring of two order demands", ring, 5, 100),
    ("`only_after_any` in a conflict", |j| waits_in_conflict(j, |w| w.any.iter().any(|any| any.len() > 1)), 4, 100),
    ("lists of `only_after_any` in a conflict", |j| waits_in_conflict(j, |w| w.any.len() > 1), 1, 100),
    ("`on_credit` in a conflict", |j| waits_in_conflict(j, |w| !w.on_credit.is_empty()), 3, 100),
    ("`on_credit` that lets an order be where `only_after` would not", credit_resolves, 3, 100),
    ("`on_credit` of a step that is the reason", credit_blocks, 2, 100),
    ("`together` in a conflict", |j| in_conflict(j, |_, i| matches!(i, Some(Insists::Together(_)))), 8, 100),
    ("`together` that resolves mutual waits even if given up", together_resolves, 4, 100),
    ("blocked by the absolute alone", |j| j.verdict() == "blocked" && j.ways_out.is_empty(), 5, 25),
    ("an absolute member in a conflict, and a way out", absolute_beside, 8, 100),
    ("two cheapest ways out", |j| j.ways_out.len() > 1 && j.cost(j.ways_out[0]) == j.cost(j.ways_out[1]), 5, 100),
    (
        "a pattern of several tables in a step",
        |j| j.spec.steps.iter().any(|s| s.carries_out.as_ref().is_some_and(|p| p.len() > 1)),
        15,
        100,
    ),
    ("`after_any` that is the reason", after_any_blocks, 3, 100),
    ("a mediator with a walk-away", |j| j.spec.parties.iter().any(|p| !p.principal && p.walk_away.is_some()), 3, 100),
    ("a walk-away met exactly by some package", met_exactly, 10, 100),
    ("bonuses in a conflict", |j| walks_away(j, |p| !p.bonuses.is_empty()), 3, 100),
    ("a measure in a conflict", |j| walks_away(j, |p| p.measure.is_some()), 2, 100),
    ("an order of weights in a conflict", |j| walks_away(j, |p| p.order.is_some()), 2, 100),
    ("ranges in a conflict", |j| walks_away(j, |p| p.spread > 0), 2, 100),
];

#[test]
fn the_mix_is_as_meant() {
    let judged: Vec<Judged> = (0..CASES).map(|n| Judged::new(&random::case(n))).collect();
    let mut wrong = vec![];
    for (what, has, least, most) in MIX {
        let found = judged.iter().filter(|j| has(j)).count() as u64;
        println!("{:5.1} % {what}", found as f64 * 100.0 / CASES as f64);
        if found * 100 < least * CASES || found * 100 > most * CASES {
            wrong.push((what, found));
        }
    }
    assert!(wrong.is_empty(), "of {CASES} cases: {wrong:?}");
}

/// Giving something up never makes an agreement harder: without that, conflicts and ways out would mean nothing.
#[test]
fn giving_up_never_makes_anything_harder() {
    for judged in (0..CASES).map(|n| Judged::new(&random::case(n))) {
        for held in 0..=judged.all() {
            let harder = |m: &usize| judged.possible(held) && !judged.possible(held & !(1 << m));
            assert!(!list(held).iter().any(harder), "{}", judged.spec.to_toml());
        }
    }
}

/// Whether some conflict has a member of a kind.
fn in_conflict(j: &Judged, kind: impl Fn(Member, Option<&Insists>) -> bool) -> bool {
    let of_kind = |m: usize| match j.members[m] {
        Member::Demand(d) => kind(j.members[m], Some(&j.spec.demands[d].insists)),
        Member::WalkAway(_) => kind(j.members[m], None),
    };
    j.conflicts.iter().any(|c| list(*c).into_iter().any(of_kind))
}

/// Whether a demand that makes a step wait so stands in a conflict.
fn waits_in_conflict(j: &Judged, such: fn(&Waits) -> bool) -> bool {
    in_conflict(j, |_, i| matches!(i, Some(Insists::After(_, waits)) if such(waits)))
}

fn walk_aways(j: &Judged) -> Set {
    j.all() & !first(j.spec.demands.len())
}

fn of_order(j: &Judged) -> Set {
    let order = |d: &usize| !matches!(j.spec.demands[*d].insists, Insists::Content(_));
    set(&(0..j.spec.demands.len()).filter(order).collect::<Vec<_>>())
}

/// Whether the walk-away of such a party stands in a conflict.
fn walks_away(j: &Judged, such: fn(&Party) -> bool) -> bool {
    in_conflict(j, |m, _| matches!(m, Member::WalkAway(p) if such(&j.spec.parties[p])))
}

fn walk_away_given_up(j: &Judged) -> bool {
    j.ways_out.iter().any(|w| w & walk_aways(j) != 0)
}

fn only_walk_aways(j: &Judged) -> bool {
    j.conflicts.iter().any(|c| c & !walk_aways(j) == 0)
}

fn mixed(j: &Judged) -> bool {
    j.conflicts.iter().any(|c| c & of_order(j) != 0 && c & !of_order(j) != 0)
}

fn ring(j: &Judged) -> bool {
    j.conflicts.iter().any(|c| c.count_ones() >= 2 && c & !of_order(j) == 0)
}

fn absolute_beside(j: &Judged) -> bool {
    let absolute = |m: &usize| j.spec.cost(j.members[*m]).is_none();
    !j.ways_out.is_empty() && j.conflicts.iter().any(|c| list(*c).iter().any(absolute))
}

/// Whether anything changes, with every `together` given up, if no `together` stood in the file.
fn together_resolves(j: &Judged) -> bool {
    let mut spec = j.spec.clone();
    let mut given_up = 0;
    for (d, demand) in spec.demands.iter_mut().enumerate() {
        if matches!(demand.insists, Insists::Together(_)) {
            // A demand that asks nothing keeps the places of the others.
            demand.insists = Insists::After(0, Waits::default());
            given_up |= 1 << d;
        }
    }
    let without = Judged::new(&spec);
    (0..=j.all()).any(|held| held & given_up == 0 && j.possible(held) && !without.possible(held))
}

fn met_exactly(j: &Judged) -> bool {
    let least = |p: usize| j.spec.parties[p].walk_away.map(|(least, _)| i128::from(least));
    let met = |p: usize| {
        j.spec
            .packages()
            .iter()
            .filter_map(move |k| worth(&j.spec, p, k))
            .any(|(n, d)| Some(n) == least(p).map(|l| l * d))
    };
    (0..j.spec.parties.len()).any(|p| least(p).is_some() && met(p))
}

fn after_any_blocks(j: &Judged) -> bool {
    let mut spec = j.spec.clone();
    spec.steps.iter_mut().for_each(|s| s.waits.any.clear());
    Judged::new(&spec).possible != j.possible
}

/// Whether anything changes if all that is waited for on credit had to come first.
fn credit_resolves(j: &Judged) -> bool {
    let mut spec = j.spec.clone();
    let of_demands = spec.demands.iter_mut().filter_map(|d| match &mut d.insists {
        Insists::After(_, waits) => Some(waits),
        Insists::Content(_) | Insists::Together(_) => None,
    });
    for waits in spec.steps.iter_mut().map(|s| &mut s.waits).chain(of_demands) {
        waits.all.append(&mut waits.on_credit);
    }
    Judged::new(&spec).possible != j.possible
}

fn credit_blocks(j: &Judged) -> bool {
    let mut spec = j.spec.clone();
    spec.steps.iter_mut().for_each(|s| s.waits.on_credit.clear());
    Judged::new(&spec).possible != j.possible
}
