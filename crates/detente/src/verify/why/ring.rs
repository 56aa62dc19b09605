//! What is told of who waits for whom.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    super::{
        Against,
        told::{self, Read, parts},
    },
    Look,
};
use crate::{
    case::{Insists, Order, StepId, Waits},
    rule::Origin,
};

/// Whether each link is a rule among these, and there is a ring where one is told.
pub(super) fn check(look: &Look<'_, '_>, told: &Value, is_ring: &Value, rules: &[Origin]) -> Read<()> {
    let links = told::list(told)?;
    for told in links {
        link(look, told, rules)?;
    }
    let absent = links.iter().any(|l| l["absent"].as_array().is_some_and(|a| !a.is_empty()));
    match is_ring {
        Value::Bool(true) if goes_round(links) => Ok(()),
        Value::Bool(false) if links.is_empty() || absent || !goes_round(links) => Ok(()),
        other => Err(Against::Wrong(other.clone())),
    }
}

fn link(look: &Look<'_, '_>, told: &Value, rules: &[Origin]) -> Read<()> {
    let case = look.case();
    parts(told, &["step", "waits_for", "because", "together", "on_credit", "absent"])?;
    let step = told::step(case, &told["step"])?;
    let steps = |told: &Value| told::list(told)?.iter().map(|s| told::step(case, s)).collect::<Read<Vec<StepId>>>();
    let (waits_for, absent) = (steps(&told["waits_for"])?, steps(&told["absent"])?);
    let because = told::origin(case, &told["because"])?;
    let sorted = |steps: &[StepId]| steps.iter().copied().collect::<BTreeSet<_>>();
    let on_credit = told["on_credit"] == true;
    let waits = |its: &Waits| {
        if on_credit {
            matches!(waits_for[..], [one] if its.on_credit.contains(&one))
        } else {
            its.first().any(|any| sorted(any) == sorted(&waits_for))
        }
    };
    let (right, together) = match because {
        Origin::Demand(d) => match &case.demand(d).insists {
            Insists::Order(Order::After { step: waiting, waits: its }) => (*waiting == step && waits(its), false),
            Insists::Order(Order::Together(act)) => {
                (!on_credit && act.contains(&step) && waits_for.iter().all(|w| *w != step && act.contains(w)), true)
            }
            Insists::Content(_) => (false, false),
        },
        Origin::Step(s) => (s == step && waits(&case.step(s).waits), false),
        Origin::WalkAway(_) | Origin::Constraint(_) => (false, false),
    };
    let gone = absent.iter().all(|a| waits_for.contains(a) && case.step(*a).carries_out.is_some());
    if right && gone && told["together"] == together && rules.contains(&because) && !waits_for.is_empty() {
        Ok(())
    } else {
        Err(Against::Wrong(told.clone()))
    }
}

/// Whether somebody who goes from a step to one that it waits for, and so on, can come back.
fn goes_round(links: &[Value]) -> bool {
    let mut left: Vec<&Value> = links.iter().collect();
    loop {
        let steps: BTreeSet<String> = left.iter().map(|l| l["step"].to_string()).collect();
        let before = left.len();
        let on =
            |l: &&Value| l["waits_for"].as_array().is_some_and(|w| w.iter().any(|s| steps.contains(&s.to_string())));
        left.retain(on);
        if left.len() == before {
            return !left.is_empty();
        }
    }
}
