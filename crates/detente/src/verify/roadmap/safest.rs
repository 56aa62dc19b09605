//! The order of the same acts that leaves nobody more exposed than need be.

use std::collections::HashSet;

use num_traits::Zero;
use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks, Reason, Says,
        sets::Set,
        told::{self, Read, number, parts, same},
        worth::Q,
    },
    Look,
    plan::Plan,
    stakes::worth,
};

/// Sets of acts that are looked at.
const MOST_SETS: usize = 20_000;

/// Checks it.
pub(super) fn check(look: &Look<'_, '_>, plan: &Plan, told: &Value, at: &str, checks: &mut Checks) {
    if told.is_null() {
        // Only what stops the search keeps it from being found.
        let found = if look.asked.cut { Ok(()) } else { Err(Against::Missing(json!("safest"))) };
        checks.check(at, Says::SafestHolds, found);
        return;
    }
    let found = read(look, plan, told);
    let Ok((exposure, at_least)) = found else {
        checks.check(at, Says::SafestHolds, found.map(|_| ()));
        return;
    };
    checks.check(at, Says::SafestHolds, Ok(()));
    match below(look, plan, if told["proven"] == true { &exposure } else { &at_least }) {
        Below::None => {
            checks.check(at, Says::SafestLeast, Ok(()));
        }
        Below::Order(order) => {
            let acts = order.iter().map(|n| look.web.keys(plan.acts[*n].iter().copied()));
            checks.check(at, Says::SafestLeast, Err(Against::Wrong(acts.collect())));
        }
        Below::TooMany => checks.skip(at, Says::SafestLeast, Reason::TooMuchWork),
    }
}

/// The largest exposure, and what no order has less than.
fn read(look: &Look<'_, '_>, plan: &Plan, told: &Value) -> Read<(Q, Q)> {
    parts(told, &["order", "exposure", "at_least", "proven"])?;
    let acts = told::list(&told["order"])?.iter().map(|act| look.web.steps(act)).collect::<Read<Vec<Vec<usize>>>>()?;
    let mut order = Vec::new();
    let mut largest = Q::zero();
    for (act, written) in acts.iter().zip(told::list(&told["order"])?) {
        let Some(n) = (0..plan.acts.len()).find(|n| plan.acts[*n] == *act && !order.contains(n)) else {
            return Err(Against::Wrong(written.clone()));
        };
        if !possible(look, plan, &Set::of(order.iter().copied()), n) {
            return Err(Against::Wrong(written.clone()));
        }
        order.push(n);
        largest = largest.max(exposed(look, plan, &Set::of(order.iter().copied())));
    }
    if let Some(missing) = (0..plan.acts.len()).find(|n| !order.contains(n)) {
        return Err(Against::Missing(look.web.keys(plan.acts[missing].iter().copied())));
    }
    same(&told["exposure"], &told::number_entry(&largest))?;
    let at_least = number(&told["at_least"])?;
    same(&told["at_least"], &told::number_entry(&at_least))?;
    let proven = at_least == largest;
    same(&told["proven"], &json!(proven))?;
    if at_least > largest { Err(Against::Wrong(told["at_least"].clone())) } else { Ok((largest, at_least)) }
}

/// Whether an act can be done after some others.
fn possible(look: &Look<'_, '_>, plan: &Plan, before: &Set, act: usize) -> bool {
    let web = &look.web;
    let there = |t: usize| plan.all.contains(t) && (plan.act_of[t] == act || before.contains(plan.act_of[t]));
    let waits = plan.acts[act].iter().flat_map(|s| web.waits_of(*s));
    waits.into_iter().all(|n| !web.first(n, &plan.weak) || web.waits[n].any.iter().any(|t| there(*t)))
}

/// What is left of the largest exposure once some acts are done.
fn exposed(look: &Look<'_, '_>, plan: &Plan, done: &Set) -> Q {
    let net = |p: &crate::case::PartyId| {
        let sum: Q = done.iter().map(|n| worth(look.asked.case, &plan.acts[n], *p)).sum();
        -sum - look.stakes.cover(*p)
    };
    look.stakes.parties.iter().map(net).max().unwrap_or_default().max(Q::zero())
}

/// Whether there is an order in which nobody is ever exposed by so much.
enum Below {
    None,
    Order(Vec<usize>),
    TooMany,
}

/// Looks for one. What parties have depends on what is done, not on the order in which that was done.
fn below(look: &Look<'_, '_>, plan: &Plan, bound: &Q) -> Below {
    if bound.is_zero() || plan.acts.is_empty() {
        return Below::None;
    }
    let mut seen: HashSet<Set> = HashSet::new();
    let mut open: Vec<Vec<usize>> = vec![Vec::new()];
    while let Some(order) = open.pop() {
        if order.len() == plan.acts.len() {
            return Below::Order(order);
        }
        let done = Set::of(order.iter().copied());
        for act in (0..plan.acts.len()).filter(|n| !done.contains(*n)) {
            let mut more = done.clone();
            more.insert(act);
            if seen.contains(&more) || !possible(look, plan, &done, act) || exposed(look, plan, &more) >= *bound {
                continue;
            }
            seen.insert(more);
            if seen.len() > MOST_SETS {
                return Below::TooMany;
            }
            open.push([order.as_slice(), &[act]].concat());
        }
    }
    Below::None
}
