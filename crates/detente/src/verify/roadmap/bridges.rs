//! Bridges: that each works, that nothing in it is needless, that the cheapest are told and, where all are told, that there
//! is no other.

use num_bigint::BigUint;
use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks, Reason, Says,
        sets::{Set, least, least_meeting},
        told::{self, Read, differs, parts, same},
        worth::Q,
    },
    Look, MOST_WORK,
    blocked::Blocked,
    instruments, plan,
    web::Web,
};

/// Sets of preconditions that are looked at; fewer where there is more to each.
const MOST: usize = 4_000;

/// Checks all that is told of bridges.
pub(super) fn check(look: &Look<'_, '_>, checks: &mut Checks) {
    let told = &look.answer()["bridges"];
    if told.is_null() {
        return;
    }
    let keys = ["found", "proven", "complete", "total", "least", "hopeless"];
    if !checks.check("bridges", Says::Parts, parts(told, &keys)) {
        return;
    }
    let found = match told::list(&told["found"]) {
        Ok(found) => found,
        Err(against) => {
            checks.check("bridges.found", Says::Form, Err(against));
            return;
        }
    };
    let mut bridges = Vec::new();
    for (n, one) in found.iter().enumerate() {
        let at = format!("bridges.found[{n}]");
        let read = parts(one, &["cost", "weakened", "order", "instruments"])
            .and_then(|()| look.web.preconditions(&one["weakened"]));
        match read {
            Ok(weakened) => bridges.push(weakened),
            Err(against) => {
                checks.check(at, Says::Form, Err(against));
                return;
            }
        }
    }
    let sets: Vec<Set> = bridges.iter().map(|b| Set::of(b.iter().copied())).collect();
    for (n, (one, weakened)) in found.iter().zip(&bridges).enumerate() {
        let at = format!("bridges.found[{n}]");
        each(look, one, weakened, &at, checks);
    }
    checks.check("bridges.found", Says::BridgesInOrder, in_order(look, &bridges));
    hopeless(look, told, checks);
    all(look, told, &sets, checks);
}

/// One bridge, with the order that it makes possible and what could make it safe.
fn each(look: &Look<'_, '_>, told: &Value, weakened: &[usize], at: &str, checks: &mut Checks) {
    let web = &look.web;
    let set = Set::of(weakened.iter().copied());
    let place = |key: &str| format!("{at}.{key}");
    let sum = cost(web, &set).map(|c| told::cost_entry(&c));
    let found = match sum {
        Some(sum) => same(&told["cost"], &sum),
        None => Err(Against::Wrong(told["weakened"].clone())),
    };
    checks.check(place("cost"), Says::BridgeCost, found);
    let sorted = if weakened.is_sorted() { Ok(()) } else { Err(Against::Wrong(told["weakened"].clone())) };
    checks.check(place("weakened"), Says::Form, sorted);
    let works = if web.reaches(&set) { Ok(()) } else { Err(Against::Wrong(told["weakened"].clone())) };
    checks.check(place("weakened"), Says::BridgeWorks, works);
    let needless = set.iter().find(|n| web.reaches(&set.without(*n)));
    let needless = needless.map_or(Ok(()), |n| Err(Against::Wrong(web.entry(n))));
    checks.check(place("weakened"), Says::NoneNeedless, needless);
    let Some(plan) = plan::check(look, &told["order"], &place("order"), &set, checks) else {
        return checks.skip(place("instruments"), Says::Instruments, Reason::RestsOnFailed);
    };
    instruments::check(look, &plan, weakened, &told["instruments"], &place("instruments"), checks);
}

/// What it costs to weaken some preconditions; `None` where some cannot be.
fn cost(web: &Web<'_>, set: &Set) -> Option<Q> {
    set.iter().map(|n| web.waits[n].cost.clone()).sum()
}

/// By cost, then by how many, then by the order of the file; each once.
fn in_order(look: &Look<'_, '_>, bridges: &[Vec<usize>]) -> Read<()> {
    let key = |b: &Vec<usize>| (cost(&look.web, &Set::of(b.iter().copied())), b.len(), b.clone());
    match bridges.windows(2).find(|w| key(&w[0]) >= key(&w[1])) {
        Some(w) => Err(Against::Wrong(w[1].iter().map(|n| look.web.entry(*n)).collect())),
        None => Ok(()),
    }
}

/// What stays blocked even where all comes on credit that can.
fn hopeless(look: &Look<'_, '_>, told: &Value, checks: &mut Checks) {
    let weak = look.web.weakenable();
    let at = "bridges.hopeless";
    if look.web.reaches(&weak) {
        checks.check(at, Says::Hopeless, same(&told["hopeless"], &Value::Null));
        return;
    }
    if checks.check(at, Says::Hopeless, parts(&told["hopeless"], &["blocked", "missing", "cores"])) {
        Blocked::new(&look.web, &weak).check(at, &told["hopeless"], &look.web, checks);
    }
}

/// Whether the cheapest are told, and how many there are.
fn all(look: &Look<'_, '_>, told: &Value, sets: &[Set], checks: &mut Checks) {
    let web = &look.web;
    let at = "bridges.found";
    let complete = told["complete"] == true;
    let flag = if told["complete"].is_boolean() { Ok(()) } else { told::unread(&told["complete"]) };
    checks.check("bridges.complete", Says::Form, flag);
    let proven = told["proven"].as_u64().and_then(|n| usize::try_from(n).ok()).filter(|n| *n <= sets.len());
    let Some(proven) = proven else {
        checks.check("bridges.proven", Says::BridgesLeast, Err(Against::Wrong(told["proven"].clone())));
        return;
    };
    let Some(every) = minimal(web) else {
        checks.skip("bridges.least", Says::BridgesLeast, Reason::TooMuchWork);
        if !complete {
            return checks.skip(at, Says::BridgesAreAll, Reason::Cut);
        }
        let counts = same(&told["total"], &json!(sets.len()))
            .and_then(|()| same(&told["proven"], &json!(sets.len())))
            .and_then(|()| same(&told["least"], &Value::Null));
        checks.check("bridges.total", Says::BridgesTotal, counts);
        return match by_duality(web, sets) {
            Some(found) => {
                checks.check(at, Says::BridgesAreAll, found);
            }
            None => checks.skip(at, Says::BridgesAreAll, Reason::TooMuchWork),
        };
    };
    let missing = every.iter().find(|b| !sets.contains(b));
    let entry = |b: &Set| -> Value { b.iter().map(|n| web.entry(n)).collect() };
    let found = match missing {
        Some(missing) if complete => Err(Against::Missing(entry(missing))),
        _ => Ok(()),
    };
    checks.check(at, Says::BridgesAreAll, found);
    let total = match told::count(&told["total"]) {
        Ok(total) if total == BigUint::from(every.len()) => Ok(()),
        Ok(_) => differs("", &told["total"], &json!(every.len())),
        Err(_) if told["total"].is_null() && !complete => Ok(()),
        Err(against) => Err(against),
    };
    checks.check("bridges.total", Says::BridgesTotal, total);
    checks.check("bridges.least", Says::BridgesLeast, bound(web, told, sets, proven, &every));
}

/// Whether none that is not among those proven costs less than is told, or than any of these.
fn bound(web: &Web<'_>, told: &Value, sets: &[Set], proven: usize, every: &[Set]) -> Read<()> {
    let next = every.iter().filter(|b| !sets[..proven].contains(b)).filter_map(|b| cost(web, b)).min();
    let dearest = proven.checked_sub(1).and_then(|n| cost(web, &sets[n]));
    let wrong = || Err(Against::Wrong(json!({ "proven": told["proven"], "least": told["least"] })));
    if told["complete"] == true {
        // Who says that these are all says that each is proven.
        same(&told["proven"], &json!(sets.len()))?;
        return same(&told["least"], &Value::Null);
    }
    let Some(least) = told["least"].as_f64() else { return wrong() };
    let at_most = |next: &Q| {
        let next = num_traits::ToPrimitive::to_f64(next).unwrap_or(f64::NAN);
        least <= next + 1e-9 * next.abs().max(1.0)
    };
    match (&next, &dearest) {
        (Some(next), _) if !at_most(next) => wrong(),
        (Some(next), Some(dearest)) if next < dearest => wrong(),
        _ => Ok(()),
    }
}

/// All least sets whose weakening lets goals be reached: some precondition of each least set of those that keep them from it
/// must be weakened (Reiter, Artificial Intelligence 32, 1987). `None` where there are too many to try.
fn minimal(web: &Web<'_>) -> Option<Vec<Set>> {
    let weakenable = web.weakenable();
    if !web.reaches(&weakenable) {
        return Some(Vec::new());
    }
    let (mut seen, mut found) = (std::collections::HashSet::new(), Vec::new());
    let mut cores: Vec<Set> = Vec::new();
    let mut open = vec![Set::default()];
    while let Some(weak) = open.pop() {
        if found.iter().any(|f: &Set| f.within(&weak)) || !seen.insert(weak.clone()) {
            continue;
        }
        if seen.len() > MOST.min(MOST_WORK / web.size()) {
            return None;
        }
        let core = match cores.iter().find(|c| !c.meets(&weak)) {
            Some(core) => core.clone(),
            None if web.reaches(&weak) => {
                found.push(weak);
                continue;
            }
            None => {
                // Of those kept, whatever is not needed to keep goals from being reached is let go.
                let mut kept = weakenable.less(&weak);
                for n in kept.list() {
                    let fewer = kept.without(n);
                    if !web.reaches(&weakenable.less(&fewer)) {
                        kept = fewer;
                    }
                }
                cores.push(kept.clone());
                kept
            }
        };
        open.extend(core.iter().map(|n| weak.or(&Set::of([n]))));
    }
    Some(least(found))
}

/// Whether there is no other: whatever is weakened but one of each that is told must not be enough.
fn by_duality(web: &Web<'_>, sets: &[Set]) -> Option<Read<()>> {
    let kept = least_meeting(sets, MOST)?;
    let weakenable = web.weakenable();
    let more = kept.iter().map(|k| weakenable.less(k)).find(|weak| web.reaches(weak));
    Some(more.map_or(Ok(()), |weak| Err(Against::Missing(weak.iter().map(|n| web.entry(n)).collect()))))
}
