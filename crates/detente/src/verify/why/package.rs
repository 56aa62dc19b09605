//! What stands against a package that was asked about.

use serde_json::{Map, Value, json};

use super::{
    super::{
        Against, Checks, Reason, Says,
        judge::{Background, Judge, Rules, Setting, packages},
        order::InForce,
        sets::{Set, least_meeting},
        told::{self, Read, parts, same},
        worth::{Worth, exactly},
    },
    Look,
    conflicts::Found,
    differs, ring, worths,
};
use crate::{
    case::{Insists, Package},
    rule::Origin,
};

/// Sets of demands of order that are tried.
const MOST_SETS: usize = 20_000;

/// Checks what is told of the package.
pub(super) fn check(look: &Look<'_, '_>, found: &Found, checks: &mut Checks) {
    let told = &look.answer()["package"];
    let settled = match told::settled(look.case(), &look.asked.options["package"]) {
        Ok(settled) => settled,
        Err(against) => {
            checks.check("options.package", Says::Form, Err(against));
            return;
        }
    };
    let keys = [
        "agreement",
        "filled_in",
        "violates",
        "shortfalls",
        "order_conflicts",
        "order_conflicts_complete",
        "order_impossible",
        "never_done",
        "give_up",
        "give_up_known",
        "absolute_against",
        "ruled_out_by",
        "complete",
    ];
    if !checks.check("package", Says::Parts, parts(told, &keys)) {
        return;
    }
    let case = look.case();
    let package = match told::package(case, &told["agreement"]["package"]) {
        Ok(package) if settled.iter().all(|(i, o)| package.on(*i) == *o) => package,
        _ => {
            checks.check("package.agreement", Says::Form, told::unread(&told["agreement"]["package"]));
            return;
        }
    };
    let open = case.issue_ids().filter(|i| settled.iter().all(|(s, _)| s != i));
    let open: Value = open.map(|i| Value::from(case.issue(i).key.as_str())).collect();
    checks.check("package.filled_in", Says::FilledIn, same(&told["filled_in"], &open));
    checks.check("package.agreement.worth", Says::Worth, same(&told["agreement"]["worth"], &worths(case, &package)));
    breaks(look, told, &package, checks);
    order(look, told, &package, found, checks);
    let setting = Setting { settled, ..look.rules.setting.clone() };
    price(look, told, &Rules::new(case, &setting), checks);
}

/// What the package violates, and who would rather walk away.
fn breaks(look: &Look<'_, '_>, told: &Value, package: &Package, checks: &mut Checks) {
    let (case, rules) = (look.case(), look.rules);
    let mut violates: Vec<Origin> = Vec::new();
    let mut shortfalls = Map::new();
    for member in &rules.members {
        match member {
            Origin::WalkAway(p) => {
                let (Some((least, _)), Some(worth)) = (case.walk_away(*p), Worth::of(case, *p)) else { continue };
                let short = exactly(least.worth) - worth.worth(package);
                if num_traits::Signed::is_positive(&short) {
                    shortfalls.insert(case.party(*p).key.clone(), told::number_entry(&short));
                }
            }
            _ if !rules.allows(*member, package) => violates.push(*member),
            _ => {}
        }
    }
    let broken = rules.broken(package).constraints;
    violates.extend(broken.iter().map(|c| Origin::Constraint(crate::case::ConstraintId::at(c))));
    checks.check("package.violates", Says::Violates, same(&told["violates"], &told::ids(case, &violates)));
    checks.check("package.shortfalls", Says::Shortfalls, same(&told["shortfalls"], &Value::Object(shortfalls)));
}

/// What the steps of the package come to.
fn order(look: &Look<'_, '_>, told: &Value, package: &Package, found: &Found, checks: &mut Checks) {
    let rules = look.rules;
    let performable = rules.steps.performable(package);
    let force = |held: &Set| rules.in_force(held, &rules.background());
    let without = rules.setting.without_order;
    let possible = |held: &Set| without || rules.steps.possible(&performable, &force(held));
    let impossible = !possible(&Set::default());
    checks.check("package.order_impossible", Says::OrderImpossible, {
        same(&told["order_impossible"], &json!(impossible))
    });
    let waits: Vec<Origin> = look.case().step_ids().map(Origin::Step).collect();
    let never = told::list(&told["never_done"]).and_then(|links| {
        if links.is_empty() == impossible {
            return told::unread(&told["never_done"]);
        }
        let round = json!(true);
        let flat = json!(false);
        // Whether it is a ring is not told apart here.
        ring::check(look, &told["never_done"], &round, &waits)
            .or_else(|_| ring::check(look, &told["never_done"], &flat, &waits))
    });
    checks.check("package.never_done", Says::Ring, never);
    let listed = match told::list(&told["order_conflicts"]) {
        Ok(listed) => listed,
        Err(against) => {
            checks.check("package.order_conflicts", Says::Form, Err(against));
            return;
        }
    };
    let mut sets = Vec::new();
    let each: Vec<_> = listed
        .iter()
        .map(|c| {
            let set = one(look, c, found, &possible)?;
            sets.push(set);
            Ok(())
        })
        .map(Some)
        .collect();
    checks.each("package.order_conflicts", Says::OrderConflict, Reason::Cut, each);
    let (at, says) = ("package.order_conflicts", Says::OrderConflictsAreAll);
    if told["order_conflicts_complete"] != true {
        return checks.skip(at, says, Reason::Cut);
    }
    if without || impossible {
        checks.check(at, says, same(&told["order_conflicts"], &json!([])));
        return;
    }
    let in_force: InForce = force(&rules.all());
    let least = rules.steps.least_given_up(&performable, &in_force, MOST_SETS);
    let meeting = least_meeting(&sets, MOST_SETS);
    let Some((least, meeting)) = least.zip(meeting) else { return checks.skip(at, says, Reason::TooMuchWork) };
    let demands = |members: &Set| force(members).demands;
    let missing = meeting.iter().find(|m| !least.iter().any(|l| l.within(&demands(m))));
    let sorted = sets.is_sorted_by_key(|s| (s.len(), s.list()));
    checks.check(
        at,
        says,
        match missing {
            Some(m) => Err(Against::Missing(json!({ "conflict_without": look.ids(m) }))),
            None if sorted => Ok(()),
            None => told::unread(&told["order_conflicts"]),
        },
    );
}

fn one(look: &Look<'_, '_>, told: &Value, found: &Found, possible: &dyn Fn(&Set) -> bool) -> Read<Set> {
    parts(told, &["members", "ring", "is_ring", "in_every_package"])?;
    let members = look.members(&told["members"])?;
    let of_order = |m: usize| match look.rules.members[m] {
        Origin::Demand(d) => matches!(look.case().demand(d).insists, Insists::Order(_)),
        _ => false,
    };
    if !members.iter().all(of_order) || possible(&members) || members.iter().any(|m| !possible(&members.without(m))) {
        return Err(Against::Wrong(told["members"].clone()));
    }
    let waits = look.case().step_ids().map(Origin::Step);
    let rules: Vec<Origin> = members.iter().map(|m| look.rules.members[m]).chain(waits).collect();
    ring::check(look, &told["ring"], &told["is_ring"], &rules)?;
    same(&told["in_every_package"], &json!(found.conflicts.contains(&members)))?;
    Ok(members)
}

/// What it would take.
fn price(look: &Look<'_, '_>, told: &Value, rules: &Rules<'_>, checks: &mut Checks) {
    let at = "package.give_up";
    if told["give_up_known"] != true {
        checks.check("package.complete", Says::Completeness, same(&told["complete"], &json!(false)));
        return checks.skip(at, Says::Price, Reason::Cut);
    }
    checks.check("package.complete", Says::Completeness, same(&told["complete"], &told["order_conflicts_complete"]));
    let Some(all) = packages(look.case(), &rules.setting.settled, look.asked.most) else {
        return checks.skip(at, Says::Price, Reason::TooManyPackages);
    };
    let judge = Judge::new(rules, &all);
    let Some(least) = judge.least_given_up() else { return checks.skip(at, Says::Price, Reason::TooMuchWork) };
    let cheapest = least.iter().filter_map(|s| look.cost(s)).min();
    let none = |key: &str| same(&told[key], &json!([]));
    let found = if let Some(cheapest) = cheapest {
        none("absolute_against").and_then(|()| none("ruled_out_by")).and_then(|()| {
            let members = look.members(&told["give_up"]["give_up"])?;
            if !least.contains(&members) || look.cost(&members) != Some(cheapest.clone()) {
                return differs(&told["give_up"], &json!({ "cost": told::cost_entry(&cheapest) }));
            }
            same(&told["give_up"], &look.choice(&members))?;
            look.agreement(&told["agreement"], &members)
        })
    } else if least.is_empty() {
        none("absolute_against")
            .and_then(|()| same(&told["give_up"], &Value::Null))
            .and_then(|()| ruled_out(look, &told["ruled_out_by"], &judge))
    } else {
        none("ruled_out_by")
            .and_then(|()| same(&told["give_up"], &Value::Null))
            .and_then(|()| absolute(look, &told["absolute_against"], &judge))
    };
    checks.check(at, Says::Price, found);
}

/// What cannot be given up rules it out, and nothing of it is idle.
fn ruled_out(look: &Look<'_, '_>, told: &Value, judge: &Judge<'_, '_>) -> Read<()> {
    let facts = told::origins(look.case(), told)?;
    let only = |facts: &[Origin]| Background { free: Set::default(), ..judge.rules.only(facts) };
    if judge.possible(&Set::default(), &only(&facts)) {
        return Err(Against::Wrong(told.clone()));
    }
    for idle in &facts {
        let fewer: Vec<Origin> = facts.iter().copied().filter(|f| f != idle).collect();
        if !judge.possible(&Set::default(), &only(&fewer)) {
            return Err(Against::Wrong(told::id(look.case(), *idle)));
        }
    }
    Ok(())
}

/// Least sets of absolute members that leave no room, none sharing a member; without them there is room.
fn absolute(look: &Look<'_, '_>, told: &Value, judge: &Judge<'_, '_>) -> Read<()> {
    let background = judge.rules.background();
    let is_absolute = |m: &usize| look.cost(&Set::of([*m])).is_none();
    let mut left = Set::of((0..look.rules.members.len()).filter(is_absolute));
    for told in told::list(told)? {
        let set = look.members(told)?;
        let idle = set.iter().any(|m| !judge.possible(&set.without(m), &background));
        if !set.within(&left) || set.is_empty() || idle || judge.possible(&set, &background) {
            return Err(Against::Wrong(told.clone()));
        }
        left = left.less(&set);
    }
    if judge.possible(&left, &background) { Ok(()) } else { Err(Against::Missing(look.ids(&left))) }
}
