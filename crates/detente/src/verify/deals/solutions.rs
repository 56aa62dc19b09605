//! The named solutions that are told, and the packages nearest to what all could accept.

use std::collections::BTreeSet;

use num_traits::Zero;
use serde_json::{Map, Value, json};

use super::{
    super::{
        Against, Checks, Reason, Says,
        told::{self, Read, parts, same},
        worth::Q,
    },
    Deal, Look, MOST_COMPARED,
    named::Field,
    space::{Kind, undominated},
    told_by_party,
};

/// The solutions of each convention, in the order in which they are told.
fn names(convention: &str) -> &'static [&'static str] {
    match convention {
        "negmas" => &[
            "nash",
            "kalai_smorodinsky",
            "egalitarian",
            "utilitarian",
            "modified_kalai_smorodinsky",
            "modified_kalai",
            "max_relative_welfare",
        ],
        "genius" => &["nash", "kalai_smorodinsky", "utilitarian"],
        "negolog" => &["nash", "utilitarian"],
        _ => &["nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "fallback"],
    }
}

const KEYS: [&str; 14] = [
    "name",
    "called",
    "definition",
    "paper",
    "worth",
    "gain",
    "below_best",
    "package",
    "others",
    "ties",
    "depth",
    "proven",
    "at_most",
    "because",
];

/// Checks each solution.
pub(super) fn check(look: &Look<'_, '_>, checks: &mut Checks) {
    let told = &look.answer()["solutions"];
    let keys = names(look.convention());
    if !checks.check("solutions", Says::Parts, parts(told, keys)) {
        return;
    }
    for key in keys {
        one(look, key, &told[*key], checks);
    }
}

fn one(look: &Look<'_, '_>, key: &str, told: &Value, checks: &mut Checks) {
    let at = format!("solutions.{key}");
    if !checks.check(&at, Says::Parts, parts(told, &KEYS)) {
        return;
    }
    let deals = match deals(look, told) {
        Ok(deals) => deals,
        Err(against) => {
            checks.check(&at, Says::SolutionWorth, Err(against));
            return;
        }
    };
    checks.check(&at, Says::SolutionWorth, gains(look, told, &deals));
    others(look, &at, told, &deals, checks);
    let proven = told["proven"] == true;
    if deals.is_empty() {
        nothing(look, &at, told, checks);
        return;
    }
    if !told["because"].is_null() {
        checks.check(&at, Says::Solution, Err(Against::Wrong(told["because"].clone())));
        return;
    }
    if !proven {
        let excused = if told["proven"] == false && look.asked.cut { Ok(()) } else { told::unread(&told["proven"]) };
        checks.check(&at, Says::Completeness, excused);
        at_most(look, key, &at, told, checks);
        return checks.skip(&at, Says::Solution, Reason::Cut);
    }
    checks.check(&at, Says::Completeness, same(&told["at_most"], &Value::Null));
    // Where packages cannot all be tried, the frontier told, if it is complete, stands for them.
    let listed: Option<Vec<Kind>> = (look.answer()["frontier_complete"] == true).then(|| {
        let listed = look.answer()["frontier"].as_array();
        let kinds = listed.into_iter().flatten().filter_map(|d| look.deal(d).ok());
        kinds.map(|d| Kind { points: d.points, packages: 1 }).collect()
    });
    let Some(frontier) = look.efficient.as_ref().or(listed.as_ref()) else {
        return checks.skip(&at, Says::Solution, look.why_not());
    };
    let Some(meant) = picks(look, key, frontier) else {
        checks.skip(&at, Says::Solution, look.why_not());
        return checks.skip(format!("{at}.depth"), Says::Depth, look.why_not());
    };
    let told_points: BTreeSet<&Vec<i128>> = deals.iter().map(|d| &d.points).collect();
    let meant_points: BTreeSet<&Vec<i128>> = meant.0.iter().map(|n| &frontier[*n].points).collect();
    let worth = |points: &[i128]| look.space.by_party(look.space.worths(points).into_iter().map(Some));
    let sorted = deals.is_sorted_by(|a, b| a.package < b.package);
    let found = if let Some(wrong) = told_points.difference(&meant_points).next() {
        Err(Against::Wrong(json!({ "worth": worth(wrong) })))
    } else if let Some(missing) = meant_points.difference(&told_points).next() {
        Err(Against::Missing(json!({ "worth": worth(missing) })))
    } else if told_points.len() < deals.len() || !sorted {
        Err(Against::Wrong(told["ties"].clone()))
    } else {
        Ok(())
    };
    checks.check(&at, Says::Solution, found);
    checks.check(format!("{at}.depth"), Says::Depth, same(&told["depth"], &json!(meant.1)));
}

/// The packages told, which belong to those that are looked at.
fn deals(look: &Look<'_, '_>, told: &Value) -> Read<Vec<Deal>> {
    let ties = told::list(&told["ties"])?;
    if told["package"].is_null() {
        return if ties.is_empty() { Ok(Vec::new()) } else { told::unread(&told["ties"]) };
    }
    let mut deals = vec![look.deal(told)?];
    for tie in ties {
        parts(tie, &["worth", "package", "others"])?;
        deals.push(look.deal(tie)?);
    }
    match deals.iter().find(|d| !look.belongs(&d.package, &d.points)) {
        Some(wrong) => Err(Against::Wrong(told::package_entries(look.case(), &wrong.package))),
        None => Ok(deals),
    }
}

/// What is gained, and what is missing to the best.
fn gains(look: &Look<'_, '_>, told: &Value, deals: &[Deal]) -> Read<()> {
    let Some(first) = deals.first() else {
        return ["worth", "gain", "below_best", "others", "depth", "at_most"]
            .iter()
            .try_for_each(|key| same(&told[*key], &Value::Null));
    };
    same(&told["gain"], &look.gains(&first.points)?)?;
    let ideal = told_by_party(&look.space, &look.answer()["ideal"])?;
    let below = look.space.worths(&first.points).into_iter().zip(ideal).map(|(w, i)| i.map(|i| i - w));
    same(&told["below_best"], &look.space.by_party(below))
}

fn others(look: &Look<'_, '_>, at: &str, told: &Value, deals: &[Deal], checks: &mut Checks) {
    let ties = told["ties"].as_array().map_or(&[][..], Vec::as_slice);
    let numbers = std::iter::once(&told["others"]).chain(ties.iter().map(|t| &t["others"]));
    let known = look.efficient.is_some() && look.answer()["frontier_complete"] == true && !look.space.capped();
    let found = deals.iter().zip(numbers).map(|(d, n)| look.others(n, &d.points, known));
    checks.each(&format!("{at}.others"), Says::Others, look.why_not(), found.collect::<Vec<_>>());
}

/// Where nothing is picked.
fn nothing(look: &Look<'_, '_>, at: &str, told: &Value, checks: &mut Checks) {
    let because = told["because"].as_str().unwrap_or_default();
    match (because, look.among()) {
        ("nothing_acceptable", Some(kinds)) => {
            let none = if kinds.is_empty() { Ok(()) } else { Err(Against::Wrong(told["because"].clone())) };
            checks.check(at, Says::Solution, none.and(same(&told["proven"], &json!(true))));
        }
        ("nothing_acceptable", None) => checks.skip(at, Says::Solution, Reason::TooManyPackages),
        ("needs_frontier" | "too_many_to_count" | "too_much_work" | "stopped", _) => {
            let excuse = because == "needs_frontier" && look.asked.options["frontier"] == false || look.asked.cut;
            let excused = excuse && told["proven"] == false;
            if excused {
                checks.skip(at, Says::Solution, Reason::Cut);
            } else {
                checks.check(at, Says::Solution, Err(Against::Wrong(told["because"].clone())));
            }
        }
        _ => {
            checks.check(at, Says::Solution, told::unread(&told["because"]));
        }
    }
}

/// What a definition picks of the efficient packages; `None` where that needs more than is known.
fn picks(look: &Look<'_, '_>, key: &str, frontier: &[Kind]) -> Option<(Vec<usize>, Option<u64>)> {
    let all = look.all.as_ref();
    if look.textbook() {
        let zero = look.space.disagreement(all)?;
        return Field { space: &look.space, frontier, zero: &zero }.pick(key, all);
    }
    let allowed = &all?.allowed;
    let range = |s: usize| {
        let worths = || allowed.iter().map(|k| look.space.sides[s].worth.worth_of(k.points[s]));
        (worths().min().unwrap_or_else(Q::zero), worths().max().unwrap_or_else(Q::zero))
    };
    let ranges: Vec<(Q, Q)> = (0..look.space.sides.len()).map(range).collect();
    let sides = look.space.sides.iter().zip(&ranges);
    let reserved: Vec<Q> = sides.map(|(s, r)| s.walk_away.clone().unwrap_or_else(|| r.0.clone())).collect();
    let field = Field { space: &look.space, frontier, zero: &reserved };
    Some((field.program(look.convention(), key, &ranges, &reserved), None))
}

/// Whether no package comes to more than is told.
fn at_most(look: &Look<'_, '_>, key: &str, at: &str, told: &Value, checks: &mut Checks) {
    let at = format!("{at}.at_most");
    let Some(most) = told["at_most"].as_f64() else { return };
    let (Some(kinds), Some(zero)) = (look.among(), look.space.disagreement(look.all.as_ref())) else {
        return checks.skip(at, Says::FrontierBounds, Reason::TooManyPackages);
    };
    let ideal: Vec<Option<Q>> = told_by_party(&look.space, &look.answer()["ideal"]).unwrap_or_default();
    let value = |k: &Kind| -> Q {
        let gains: Vec<Q> = look.space.worths(&k.points).into_iter().zip(&zero).map(|(w, z)| w - z).collect();
        let shares = gains.iter().zip(&ideal).zip(&zero).filter_map(|((g, i), z)| {
            let best = i.as_ref()? - z;
            (best > Q::zero()).then(|| g / best)
        });
        match key {
            "nash" if gains.iter().any(|g| *g < Q::zero()) => Q::zero(),
            "nash" => gains.into_iter().product(),
            "utilitarian" => gains.into_iter().sum(),
            "egalitarian" => gains.into_iter().min().unwrap_or_else(Q::zero),
            _ => shares.min().unwrap_or_else(Q::zero),
        }
    };
    let above = kinds.iter().find(|k| {
        let value = num_traits::ToPrimitive::to_f64(&value(k)).unwrap_or(0.0);
        value > most + 1e-6 * most.abs().max(1.0)
    });
    checks.check(at, Says::FrontierBounds, above.map_or(Ok(()), |_| Err(Against::Wrong(told["at_most"].clone()))));
}

/// Where nothing is acceptable: of packages that are allowed and not dominated, those that miss walk-aways by least.
pub(super) fn nearest(look: &Look<'_, '_>, checks: &mut Checks) {
    let (told, at, says) = (&look.answer()["nearest"], "nearest", Says::Nearest);
    let Some(all) = &look.all else {
        if told.is_null() && look.answer()["any_acceptable"] == true {
            checks.check(at, says, Ok(()));
            return;
        }
        return checks.skip(at, says, Reason::TooManyPackages);
    };
    if !all.acceptable.is_empty() || all.allowed.is_empty() || !look.textbook() {
        checks.check(at, says, same(told, &Value::Null));
        return;
    }
    if told.is_null() || told["proven"] != true {
        if !look.asked.cut && !look.space.capped() {
            checks.check(at, says, Err(Against::Missing(json!("nearest"))));
            return;
        }
        return checks.skip(at, says, Reason::Cut);
    }
    let Some(efficient) = undominated(&all.allowed, MOST_COMPARED) else {
        return checks.skip(at, says, Reason::TooMuchWork);
    };
    let over = |points: &[i128]| {
        let worths = look.space.worths(points);
        let sides = look.space.sides.iter().zip(worths).filter(|(s, _)| s.held);
        let mut over: Vec<Q> = sides.filter_map(|(s, w)| Some(w - s.walk_away.as_ref()?)).collect();
        over.sort();
        over
    };
    let keys: Vec<Vec<Q>> = efficient.iter().map(|k| over(&k.points)).collect();
    let most = keys.iter().max();
    let meant = efficient.iter().zip(&keys).filter(|(_, k)| Some(*k) == most);
    let meant: BTreeSet<Vec<i128>> = meant.map(|(k, _)| k.points.clone()).collect();
    let found = (|| {
        parts(told, &["packages", "proven"])?;
        let mut found = BTreeSet::new();
        for told in told::list(&told["packages"])? {
            parts(told, &["worth", "package", "shortfall"])?;
            let deal = look.deal(told)?;
            let short = look
                .space
                .sides
                .iter()
                .zip(look.space.worths(&deal.points))
                .map(|(s, w)| s.walk_away.as_ref().map(|floor| (floor - w).max(Q::zero())));
            same(&told["shortfall"], &look.space.by_party(short))?;
            if !look.space.allows(&deal.package) || !meant.contains(&deal.points) || !found.insert(deal.points) {
                return Err(Against::Wrong(told["package"].clone()));
            }
        }
        match meant.difference(&found).next() {
            Some(missing) => {
                let worth = look.space.by_party(look.space.worths(missing).into_iter().map(Some));
                Err(Against::Missing(Value::Object(Map::from_iter([("worth".to_owned(), worth)]))))
            }
            None => Ok(()),
        }
    })();
    checks.check(at, says, found);
}
