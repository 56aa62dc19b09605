//! Which package it is for, and what is given up for it.

use serde_json::{Value, json};

use super::super::{
    Against, Asked, Checks, Reason, Says,
    judge::{Judge, Rules, Setting, packages, way_out},
    sets::Set,
    told::{self, Read, same},
    worth::{Q, exactly},
};
use crate::{
    case::{Case, IssueId, OptionId, Package},
    question::Budget,
    rule::{Asks, Origin},
};

/// Demands about order beyond which content alone decides which package it is.
const MOST_ORDER: usize = 400;

/// The package and what is given up, where both can be read.
pub(super) fn check(asked: &Asked<'_>, checks: &mut Checks) -> Option<(Package, Vec<Origin>)> {
    let (case, told) = (asked.case, asked.answer);
    let read = told::package(case, &told["package"]).and_then(|p| Ok((p, told::origins(case, &told["given_up"])?)));
    let (package, given_up) = match read {
        Ok(read) => read,
        Err(against) => {
            checks.check("package", Says::Form, Err(against));
            return None;
        }
    };
    let written = told::package_entries(case, &package);
    checks.check("package", Says::Form, same(&told["package"], &written));
    let (settled, whole) = told::chosen(case, asked.options, checks)?;
    let keeps = settled.iter().find(|(i, o)| package.on(*i) != *o);
    let keeps = keeps.map_or(Ok(()), |(i, _)| Err(Against::Wrong(json!(case.issue(*i).key))));
    checks.check("package", Says::Settled, keeps);
    let broken = case.constraints().iter().find(|c| !Case::allows(&c.content, &package));
    let broken = broken.map_or(Ok(()), |c| Err(Against::Wrong(json!({ "kind": "constraint", "id": c.key }))));
    checks.check("package", Says::Allowed, broken);
    let member = given_up.iter().find(|o| !o.is_member() || case.firmness_of(**o).cost().is_none());
    let member = member.map_or(Ok(()), |o| Err(Against::Wrong(told::id(case, *o))));
    checks.check("given_up", Says::Cost, member);

    let rules = Rules::new(case, &Setting { void: given_up.clone(), ..Setting::default() });
    let breaks: Vec<Origin> = rules.broken(&package).members.iter().map(|m| rules.members[m]).collect();
    checks.check("breaks", Says::Violates, same(&told["breaks"], &told::ids(case, &breaks)));

    let how = how(asked, whole, !settled.is_empty());
    let least = how == "least";
    let plain = match told["how"].as_str() {
        Some("acceptable" | "least_given_up") if least => Ok(()),
        _ => same(&told["how"], &json!(how)),
    };
    checks.check("how", Says::HowChosen, plain);
    if how == "deal" {
        checks.skip("package", Says::Chosen, Reason::NoCheck);
    }
    let by_way_out = match asked.options["way_out"].as_u64() {
        None => Vec::new(),
        Some(n) => match way_out(case, n, asked.most) {
            Ok(way_out) => way_out,
            Err(reason) => {
                checks.skip("given_up", Says::Dropped, reason);
                return Some((package, given_up));
            }
        },
    };
    if least {
        let (at, says) = ("given_up", Says::LeastGivenUp);
        match least_given_up(asked, &settled, &by_way_out, &package, &given_up) {
            Ok(found) => {
                checks.check(at, says, found);
            }
            Err(reason) => checks.skip(at, says, reason),
        }
    } else {
        let sorted = |origins: &[Origin]| {
            let mut origins = origins.to_vec();
            origins.sort_unstable();
            told::ids(case, &origins)
        };
        checks.check("given_up", Says::Dropped, same(&sorted(&given_up), &sorted(&by_way_out)));
    }
    Some((package, given_up))
}

/// How the package must have been come by; `least` where least had to be given up, if anything.
fn how(asked: &Asked<'_>, whole: bool, some: bool) -> &'static str {
    let options = asked.options;
    if options["deal"].is_string() {
        "deal"
    } else if asked.case.issues().is_empty() {
        "no_issues"
    } else if whole {
        "asked"
    } else if options["way_out"].is_u64() && !some {
        "way_out"
    } else {
        "least"
    }
}

/// Whether no less could have been given up. Demands about order count, but stay demanded.
fn least_given_up(
    asked: &Asked<'_>,
    settled: &[(IssueId, OptionId)],
    by_way_out: &[Origin],
    package: &Package,
    given_up: &[Origin],
) -> Result<Read<()>, Reason> {
    let case = asked.case;
    let Some(all) = packages(case, settled, asked.most) else { return Err(Reason::TooManyPackages) };
    let few = case.rules().iter().filter(|r| matches!(r.asks, Asks::Order(_))).count() <= MOST_ORDER;
    if let Some(missing) = by_way_out.iter().find(|o| !given_up.contains(o)) {
        return Ok(Err(Against::Missing(told::id(case, *missing))));
    }
    let more: Vec<Origin> = given_up.iter().copied().filter(|o| !by_way_out.contains(o)).collect();
    let how = if more.is_empty() { "acceptable" } else { "least_given_up" };
    if let Err(against) = same(&asked.answer["how"], &json!(how)) {
        return Ok(Err(against));
    }
    let mut against = Value::Null;
    for without_order in if few { vec![false, true] } else { vec![true] } {
        let void = by_way_out.to_vec();
        let setting = Setting { void, settled: settled.to_vec(), without_order, ..Setting::default() };
        let rules = Rules::new(case, &setting);
        let judge = Judge::new(&rules, &all);
        let Some(least) = judge.least_given_up() else { return Err(Reason::TooMuchWork) };
        let cost = |set: &Set| -> Option<Q> {
            set.iter().map(|m| case.firmness_of(rules.members[m]).cost().map(exactly)).sum()
        };
        let Some(cheapest) = least.iter().filter_map(cost).min() else { continue };
        let here = Judge::new(&rules, std::slice::from_ref(package));
        let content = |set: &Set| -> Vec<Origin> {
            let members = set.iter().map(|m| rules.members[m]);
            members.filter(|o| !of_order(case, *o)).collect()
        };
        let right = |set: &&Set| {
            cost(set).as_ref() == Some(&cheapest)
                && same_rules(&content(set), &more)
                && here.possible(&rules.all().less(set), &rules.background())
        };
        if least.iter().any(|l| right(&l)) {
            return Ok(Ok(()));
        }
        against = told::cost_entry(&cheapest);
        // A search that was not allowed much work may have looked at content alone.
        if asked.options["effort"].as_u64().is_none_or(|e| e >= Budget::default().effort) {
            break;
        }
    }
    Ok(told::differs("cost", &told::ids(case, &more), &against))
}

fn of_order(case: &Case, origin: Origin) -> bool {
    case.rules().iter().any(|r| r.origin == origin && matches!(r.asks, Asks::Order(_)))
}

fn same_rules(a: &[Origin], b: &[Origin]) -> bool {
    a.len() == b.len() && a.iter().all(|o| b.contains(o))
}
