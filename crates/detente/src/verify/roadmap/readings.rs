//! Whether the verdict depends on how demands are read: every choice of readings, one after another.

use serde_json::{Value, json};

use super::{
    super::{
        Checks, Says,
        sets::Set,
        told::{Read, parts, same},
    },
    Look,
    web::Web,
};
use crate::{
    case::{DemandId, Insists, Package, StepId},
    rule::Origin,
};

/// Combinations up to which all are read.
const MOST: usize = 4_096;

/// A demand, and which of its other readings.
type Reading = (DemandId, usize);

pub(super) fn check(
    look: &Look<'_, '_>,
    package: &Package,
    given_up: &[Origin],
    goals: &[StepId],
    checks: &mut Checks,
) {
    let told = &look.answer()["readings"];
    let case = look.asked.case;
    if case.demands().iter().all(|d| d.terms.meanings.is_empty()) {
        checks.check("readings", Says::Meanings, same(told, &Value::Null));
        return;
    }
    let demands = case.demands().iter().enumerate().map(|(n, d)| (DemandId::at(n), d));
    let read: Vec<(DemandId, usize)> = demands
        .filter(|(id, d)| matches!(d.insists, Insists::Order(_)) && !given_up.contains(&Origin::Demand(*id)))
        .map(|(id, d)| (id, d.terms.meanings.len()))
        .filter(|(_, n)| *n > 0)
        .collect();
    let combinations = read.iter().fold(1_usize, |all, (_, n)| all.saturating_mul(n + 1));
    let complete = combinations <= MOST;
    let reaches = |choice: &[Reading]| Web::new(case, package, given_up, choice, goals).reaches(&Set::default());
    let entry =
        |(d, m): &Reading| json!({ "demand": case.demand(*d).key, "reading": case.demand(*d).terms.meanings[*m].key });
    let reached = reaches(&[]);
    let mut choices: Vec<Vec<Reading>> = vec![Vec::new()];
    let (mut alone, mut change): (Vec<Value>, Vec<Vec<Reading>>) = (Vec::new(), Vec::new());
    for size in 1..=if complete { read.len() } else { read.len().min(2) } {
        choices = choices.iter().flat_map(|c| larger(c, &read)).collect();
        for choice in &choices {
            let now = reaches(choice);
            if let ([one], 1) = (&choice[..], size) {
                let mut told = entry(one);
                told["reached"] = json!(now);
                alone.push(told);
            }
            let fewer_do = change.iter().any(|c| c.iter().all(|r| choice.contains(r)));
            if now != reached && !fewer_do {
                change.push(choice.clone());
            }
        }
    }
    let change: Value = change.iter().map(|set| set.iter().map(entry).collect::<Value>()).collect();
    let found = || -> Read<()> {
        parts(told, &["reached", "alone", "change", "complete"])?;
        same(&told["reached"], &json!(reached))?;
        same(&told["alone"], &json!(alone))?;
        same(&told["change"], &change)?;
        same(&told["complete"], &json!(complete))
    };
    checks.check("readings", Says::Meanings, found());
}

/// One reading more, of a later demand.
fn larger(choice: &[Reading], read: &[(DemandId, usize)]) -> Vec<Vec<Reading>> {
    let later = read.iter().filter(|(d, _)| choice.last().is_none_or(|(last, _)| d > last));
    later.flat_map(|(d, count)| (0..*count).map(|m| [choice, &[(*d, m)]].concat())).collect()
}
