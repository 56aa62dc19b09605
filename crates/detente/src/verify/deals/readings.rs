//! What packages come to under each reading of what is disputed.

use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks,
        readings::{self},
        told::{self, Read, parts, same},
    },
    Look, MOST_COMPARED,
    space::{Space, undominated},
};
use crate::{
    case::{Element, Insists, Preference, Role, Without},
    rule::Origin,
};

/// Packages that are tried for one reading at most.
const MOST_TRIED: usize = 20_000;

/// Checks the readings.
pub(super) fn check(look: &Look<'_, '_>, checks: &mut Checks) {
    let case = look.case();
    let looks_at = |e: Element| match e {
        Element::Demand(d) => matches!(case.demand(d).insists, Insists::Content(_)),
        Element::Constraint(_) => true,
        Element::WalkAway(p) => case.walk_away(p).is_some(),
        Element::Wants(p, _) | Element::Bonus(p, _) => {
            case.party(p).role == Role::Principal && matches!(case.party(p).preference, Preference::Worth(_))
        }
        _ => false,
    };
    let verdict = |a: &Value, b: &Value| {
        let (a, b) = (&a["any_acceptable"], &b["any_acceptable"]);
        (!a.is_null() && !b.is_null()).then(|| a == b)
    };
    let whole = |a: &Value, b: &Value| {
        let differs = |key: &str| !a[key].is_null() && !b[key].is_null() && a[key] != b[key];
        let complete = a["complete"] == true && b["complete"] == true;
        if complete {
            return Some(["acceptable", "solutions", "frontier"].iter().all(|k| a[*k] == b[*k]));
        }
        // Of solutions that are not proven nothing is known.
        (differs("acceptable") || differs("frontier")).then_some(false)
    };
    let one = |left: &Without, told: &Value| reading(look, left, told);
    let told = &look.answer()["readings"];
    readings::check(case, look.asked.options, (told, "readings"), &looks_at, [&verdict, &whole], &one, checks);
}

/// One reading: how many packages are acceptable, how many points the frontier has, and that what is picked is acceptable.
fn reading(look: &Look<'_, '_>, left: &Without, told: &Value) -> Option<Read<()>> {
    if !look.asked.options["way_out"].is_null() || !look.textbook() {
        // Which demands a way out gives up is found in each reading anew.
        return None;
    }
    let dropped: Vec<Origin> = look.space.dropped.iter().filter_map(|o| left.now(*o)).collect();
    let space = Space::new(&left.case, dropped, look.space.settled.clone(), false);
    let all = space.all(look.asked.most.min(MOST_TRIED))?;
    let acceptable = all.acceptable.iter().map(|k| k.packages).sum::<u64>();
    let frontier = undominated(&all.acceptable, MOST_COMPARED)?.len();
    let check = || {
        let keys = ["against", "any_acceptable", "acceptable", "solutions", "frontier", "refused", "complete"];
        parts(told, &keys)?;
        same(&told["any_acceptable"], &json!(acceptable > 0))?;
        same(&told["acceptable"], &json!(acceptable))?;
        let asked = look.asked.options["frontier"] == true;
        same(&told["frontier"], &json!(asked.then_some(frontier)))?;
        for (_, picked) in told::table(&told["solutions"])? {
            for package in told::list(picked)? {
                let whole = told::package(&left.case, package)?;
                if !(space.allows(&whole) && space.accepts(&space.points(&whole))) {
                    return Err(Against::Wrong(package.clone()));
                }
            }
        }
        Ok(())
    };
    Some(check())
}
