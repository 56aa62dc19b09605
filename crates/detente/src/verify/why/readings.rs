//! The answer under each reading of what is disputed.

use serde_json::{Value, json};

use super::{
    super::{
        Checks, Reason, Says,
        judge::{Judge, Rules, Setting},
        sets::{Set, least_meeting},
        told::{self, Read, parts, same},
    },
    Look,
};
use crate::{
    case::{Case, ClaimId, Element, Insists},
    rule::Origin,
};

/// Disputes of which every combination is read.
const MOST: usize = 8;

/// Packages that are tried for all readings together.
const MOST_TRIED: usize = 4_000_000;

/// Sets that are tried for one reading.
const MOST_SETS: usize = 20_000;

/// Something that is read both ways.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dispute {
    Rule(Origin),
    Claim(ClaimId),
}

/// Checks the readings.
pub(super) fn check(look: &Look<'_, '_>, checks: &mut Checks) {
    let (case, told) = (look.case(), &look.answer()["readings"]);
    let keys = [
        "disputes",
        "not_varied",
        "complete",
        "verdict_depends_on",
        "verdict_may_depend_on",
        "answer_depends_on",
        "answer_may_depend_on",
        "readings",
    ];
    if !checks.check("readings", Says::Parts, parts(told, &keys)) {
        return;
    }
    let disputes = disputes(look);
    let entry = |d: &Dispute| match d {
        Dispute::Rule(o) => told::id(case, *o),
        Dispute::Claim(c) => json!({ "kind": "claim", "id": case.claim(*c).key }),
    };
    let entries: Vec<Value> = disputes.iter().map(entry).collect();
    checks.check("readings.disputes", Says::Disputes, same(&told["disputes"], &json!(entries)));
    checks.check("readings.not_varied", Says::Disputes, same(&told["not_varied"], &not_varied(case, &disputes)));
    let combined = disputes.len() <= MOST;
    let mut sets: Vec<Vec<usize>> = if combined {
        (0..1_usize << disputes.len())
            .map(|mask| (0..disputes.len()).filter(|d| mask >> d & 1 == 1).collect())
            .collect()
    } else {
        std::iter::once(Vec::new()).chain((0..disputes.len().min(255)).map(|d| vec![d])).collect()
    };
    sets.sort_by_key(|s| (s.len(), s.clone()));
    let readings = told::list(&told["readings"]).unwrap_or_default();
    let against: Value = readings.iter().map(|r| r["against"].clone()).collect();
    let meant = sets.iter().map(|s| s.iter().map(|d| entries[*d].clone()).collect::<Value>()).collect();
    if !checks.check("readings.readings", Says::Readings, same(&against, &meant)) {
        return;
    }
    let complete = combined && readings.iter().all(|r| r["complete"] == true);
    checks.check("readings.complete", Says::Completeness, same(&told["complete"], &json!(complete)));
    match look.packages {
        Some(all) if all.len().saturating_mul(sets.len()) <= MOST_TRIED => {
            let found = readings.iter().zip(&sets).map(|(r, set)| reading(look, r, &disputes, set));
            checks.each("readings.readings", Says::Reading, Reason::TooMuchWork, found.collect::<Vec<_>>());
        }
        _ => checks.skip("readings.readings", Says::Reading, Reason::TooManyPackages),
    }
    depends(told, readings, &sets, &entries, combined, checks);
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

/// Rules that claims speak against, and claims with claims against them that rules rest on.
fn disputes(look: &Look<'_, '_>) -> Vec<Dispute> {
    let case = look.case();
    let rules: Vec<Origin> = case.rules().iter().map(|r| r.origin).filter(|o| looked_at(look, *o)).collect();
    let disputed = rules.iter().filter(|o| !case.grounds_of(**o).disputed_by.is_empty());
    let mut found: Vec<Dispute> = disputed.map(|o| Dispute::Rule(*o)).collect();
    for id in (0..case.claims().len()).map(ClaimId::at) {
        let carries = rules.iter().any(|o| case.grounds_of(*o).because.contains(&id));
        if !case.claim(id).disputed_by.is_empty() && carries {
            found.push(Dispute::Claim(id));
        }
    }
    found
}

fn not_varied(case: &Case, disputes: &[Dispute]) -> Value {
    let varied = |e: &Element| e.rule().is_some_and(|o| disputes.contains(&Dispute::Rule(o)));
    let elements = case.elements();
    let still = elements.iter().filter(|e| !case.grounds(**e).disputed_by.is_empty() && !varied(e));
    let mut found: Vec<Value> = still.map(|e| case.path(*e).into()).collect();
    for id in (0..case.claims().len()).map(ClaimId::at) {
        let carries = elements.iter().any(|e| case.grounds(*e).because.contains(&id));
        if !case.claim(id).disputed_by.is_empty() && carries && !disputes.contains(&Dispute::Claim(id)) {
            found.push(format!("claims.{}", case.claim(id).key).into());
        }
    }
    Value::Array(found)
}

/// One reading, by trying every package. `None` where there are too many sets, or it is not complete.
fn reading(look: &Look<'_, '_>, told: &Value, disputes: &[Dispute], against: &[usize]) -> Option<Read<()>> {
    if told["complete"] != true {
        return None;
    }
    let case = look.case();
    let claims: Vec<ClaimId> = against
        .iter()
        .filter_map(|d| match disputes[*d] {
            Dispute::Claim(c) => Some(c),
            Dispute::Rule(_) => None,
        })
        .collect();
    let void = |o: &Origin| {
        let because = &case.grounds_of(*o).because;
        against.iter().any(|d| disputes[*d] == Dispute::Rule(*o))
            || (!because.is_empty() && because.iter().all(|c| claims.contains(c)))
    };
    let void: Vec<Origin> = case.rules().iter().map(|r| r.origin).filter(void).collect();
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

/// Whether two readings come to the same; `None` where that is not known.
type Same<'s> = &'s dyn Fn(&Value, &Value) -> Option<bool>;

/// What depends on a dispute: deciding it otherwise, and nothing else, makes a difference somewhere.
fn depends(
    told: &Value,
    readings: &[Value],
    sets: &[Vec<usize>],
    entries: &[Value],
    combined: bool,
    checks: &mut Checks,
) {
    let verdict = |a: &Value, b: &Value| Some(a["verdict"] == b["verdict"]).filter(|_| known(a) && known(b));
    let whole = |a: &Value, b: &Value| match verdict(a, b)? {
        false => Some(false),
        true if a["complete"] == true && b["complete"] == true => {
            Some(a["conflicts"] == b["conflicts"] && a["cheapest"] == b["cheapest"])
        }
        true => None,
    };
    let lists = [("verdict", &verdict as Same<'_>), ("answer", &whole)];
    for (what, compare) in lists {
        let (mut yes, mut may) = (Vec::new(), Vec::new());
        for (d, entry) in entries.iter().enumerate() {
            let (mut some, mut unknown) = (false, !combined);
            let mut compared = false;
            for (n, set) in sets.iter().enumerate().filter(|(_, s)| s.contains(&d)) {
                let others: Vec<usize> = set.iter().copied().filter(|o| *o != d).collect();
                let Some(without) = sets.iter().position(|s| *s == others) else { continue };
                compared = true;
                match compare(&readings[n], &readings[without]) {
                    Some(false) => some = true,
                    Some(true) => {}
                    None => unknown = true,
                }
            }
            if some {
                yes.push(entry.clone());
            } else if unknown || !compared {
                may.push(entry.clone());
            }
        }
        let at = format!("readings.{what}_depends_on");
        checks.check(at, Says::Depends, same(&told[format!("{what}_depends_on")], &json!(yes)));
        let at = format!("readings.{what}_may_depend_on");
        checks.check(at, Says::Depends, same(&told[format!("{what}_may_depend_on")], &json!(may)));
    }
}

fn known(reading: &Value) -> bool {
    !reading["verdict"].is_null()
}
