//! The answer under each reading of what is disputed.

use serde_json::{Value, json};

use super::{
    super::{
        Checks, Reason, Says,
        judge::{Judge, Rules, Setting},
        readings::Varied,
        sets::{Set, least_meeting},
        told::{self, Read, parts, same},
    },
    Look,
};
use crate::{
    case::{Element, Insists},
    rule::Origin,
};

/// Packages that are tried for all readings together.
const MOST_TRIED: usize = 4_000_000;

/// Sets that are tried for one reading.
const MOST_SETS: usize = 20_000;

/// Checks the readings.
pub(super) fn check(look: &Look<'_, '_>, checks: &mut Checks) {
    let (case, told) = (look.case(), &look.answer()["readings"]);
    let rules: Vec<Origin> = case.rules().iter().map(|r| r.origin).filter(|o| looked_at(look, *o)).collect();
    let looks_at = |e: Element| e.rule().is_some_and(|o| rules.contains(&o));
    let varied = Varied::new(case, look.asked.options, &looks_at);
    let known = |r: &Value| !r["verdict"].is_null();
    let verdict = |a: &Value, b: &Value| Some(a["verdict"] == b["verdict"]).filter(|_| known(a) && known(b));
    let whole = |a: &Value, b: &Value| match verdict(a, b)? {
        false => Some(false),
        true if a["complete"] == true && b["complete"] == true => {
            Some(a["conflicts"] == b["conflicts"] && a["cheapest"] == b["cheapest"])
        }
        true => None,
    };
    let Some(readings) = varied.check(told, "readings", [&verdict, &whole], checks) else { return };
    match look.packages {
        Some(all) if all.len().saturating_mul(varied.sets.len()) <= MOST_TRIED => {
            let found = readings.iter().zip(&varied.sets).map(|(r, set)| {
                let absent = varied.absent(case, set, &looks_at);
                reading(look, r, absent.into_iter().filter_map(Element::rule).collect())
            });
            checks.each("readings.readings", Says::Reading, Reason::TooMuchWork, found.collect::<Vec<_>>());
        }
        _ => checks.skip("readings.readings", Says::Reading, Reason::TooManyPackages),
    }
}

fn looked_at(look: &Look<'_, '_>, origin: Origin) -> bool {
    let setting = &look.rules.setting;
    match origin {
        Origin::Demand(d) => match look.case().demand(d).insists {
            Insists::Order(_) => !setting.without_order,
            Insists::Content(_) => !setting.without_content,
        },
        Origin::WalkAway(_) => !setting.without_content,
        Origin::Step(_) => !setting.without_order,
        Origin::Constraint(_) => true,
    }
}

/// One reading, by trying every package. `None` where there are too many sets, or it is not complete.
fn reading(look: &Look<'_, '_>, told: &Value, void: Vec<Origin>) -> Option<Read<()>> {
    if told["complete"] != true {
        return None;
    }
    let case = look.case();
    let rules = Rules::new(case, &Setting { void, ..look.rules.setting.clone() });
    let judge = Judge::new(&rules, look.packages?);
    let least = judge.least_given_up()?;
    let verdict = match least.first() {
        None => "impossible",
        Some(first) if first.is_empty() => "open",
        Some(_) => "blocked",
    };
    // Members of the reading are fewer than those of the whole.
    let ids = |set: &Set| set.iter().map(|m| told::id(case, rules.members[m])).collect::<Value>();
    let mut conflicts = if verdict == "blocked" { least_meeting(&least, MOST_SETS)? } else { Vec::new() };
    conflicts.sort_by_cached_key(|c| (c.len(), c.list()));
    let cost = |set: &Set| -> Option<super::super::worth::Q> {
        set.iter().map(|m| case.firmness_of(rules.members[m]).cost().map(super::super::worth::exactly)).sum()
    };
    let cheapest = if verdict == "blocked" { least.iter().filter_map(cost).min() } else { None };
    let check = || {
        parts(told, &["against", "verdict", "conflicts", "cheapest", "complete"])?;
        same(&told["verdict"], &json!(verdict))?;
        same(&told["conflicts"], &conflicts.iter().map(ids).collect())?;
        let Some(cheapest) = &cheapest else { return same(&told["cheapest"], &Value::Null) };
        let right = least.iter().find(|l| cost(l).as_ref() == Some(cheapest) && ids(l) == told["cheapest"]["give_up"]);
        let meant = json!({ "give_up": right.map(ids), "cost": told::cost_entry(cheapest) });
        same(&told["cheapest"], &meant)
    };
    Some(check())
}
