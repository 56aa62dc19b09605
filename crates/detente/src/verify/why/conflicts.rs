//! The conflicts that are told.

use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks, Reason, Says, grounds,
        judge::{Judge, packages},
        sets::{Set, least_meeting},
        told::{self, Read, parts, same},
        worth::Worth,
    },
    Look, differs,
    known::Known,
    ring,
};
use crate::{
    case::{Content, Insists, IssueId, OptionId, Package, Pattern},
    rule::Origin,
};

/// Sets that are tried while conflicts are shown to be all.
const MOST_SETS: usize = 20_000;

/// Packages that are tried for all conflicts together.
const MOST_TRIED: usize = 5_000_000;

/// What was found of conflicts.
pub(super) struct Found {
    /// Those told, as far as they can be read.
    pub(super) conflicts: Vec<Set>,
}

/// Checks the list of conflicts.
pub(super) fn check(look: &Look<'_, '_>, known: &mut Known<'_, '_>, checks: &mut Checks) -> Found {
    let told = &look.answer()["conflicts"];
    let blocked = look.answer()["verdict"] == "blocked";
    let listed = match told::list(told) {
        Ok(listed) if blocked || listed.is_empty() => listed,
        Ok(listed) => {
            checks.check("conflicts", Says::ConflictsAreAll, Err(Against::Wrong(listed[0].clone())));
            return Found { conflicts: Vec::new() };
        }
        Err(against) => {
            checks.check("conflicts", Says::Form, Err(against));
            return Found { conflicts: Vec::new() };
        }
    };
    let read: Vec<Read<(Set, Vec<Origin>)>> = listed.iter().map(|c| form(look, c)).collect();
    let mut right = checks.each("conflicts", Says::Form, Reason::Cut, read.iter().map(|r| Some(r.clone().map(|_| ()))));
    let read: Vec<(Set, Vec<Origin>)> = read.into_iter().filter_map(Read::ok).collect();
    let sets: Vec<Set> = read.iter().map(|(s, _)| s.clone()).collect();

    let mut tried = 0;
    let blames: Vec<Option<Read<()>>> = read
        .iter()
        .map(|(members, facts)| {
            tried += projected(look, members, facts).map_or(0, |p| p.len());
            if tried > MOST_TRIED { None } else { rests_on(look, members, facts) }
        })
        .collect();
    for ((members, _), found) in read.iter().zip(&blames) {
        if matches!(found, Some(Ok(()))) {
            known.conflict(members.clone());
        }
    }
    checks.each("conflicts.rests_on", Says::RestsOn, Reason::TooManyPackages, blames);
    let together = sets.iter().map(|set| match known.possible(set) {
        Some(false) => Some(Ok(())),
        Some(true) => Some(Err(Against::Wrong(look.ids(set)))),
        None => None,
    });
    right &= checks.each("conflicts", Says::CannotHold, Reason::TooManyPackages, together.collect::<Vec<_>>());
    let idle = sets.iter().map(|set| {
        let fewer: Vec<Option<bool>> = set.iter().map(|m| known.possible(&set.without(m))).collect();
        match set.iter().zip(&fewer).find(|(_, possible)| **possible == Some(false)) {
            Some((m, _)) => Some(Err(Against::Wrong(told::id(look.case(), look.rules.members[m])))),
            None if fewer.contains(&None) => None,
            None => Some(Ok(())),
        }
    });
    right &= checks.each("conflicts", Says::NoneIdle, Reason::NoCertificate, idle.collect::<Vec<_>>());
    let gives = listed.iter().zip(&sets).map(|(told, set)| gives_way(look, known, told, set));
    checks.each("conflicts.gives_way", Says::GivesWay, Reason::TooManyPackages, gives.collect::<Vec<_>>());
    let rings = listed.iter().zip(&read).map(|(told, (members, facts))| {
        let rules: Vec<Origin> = members.iter().map(|m| look.rules.members[m]).chain(facts.iter().copied()).collect();
        Some(ring::check(look, &told["ring"], &told["is_ring"], &rules))
    });
    checks.each("conflicts.ring", Says::Ring, Reason::Cut, rings.collect::<Vec<_>>());
    if blocked {
        all(look, known, &sets, right, checks);
    }
    Found { conflicts: sets }
}

/// Reads a conflict and checks whatever of it needs no search.
fn form(look: &Look<'_, '_>, told: &Value) -> Read<(Set, Vec<Origin>)> {
    let case = look.case();
    parts(told, &["members", "rests_on", "kind", "knot", "ring", "is_ring", "gives_way", "proven"])?;
    let members = look.members(&told["members"])?;
    let facts = told::origins(case, &told["rests_on"])?;
    if let Some(wrong) = facts.iter().find(|o| o.is_member()) {
        return Err(Against::Wrong(told::id(case, *wrong)));
    }
    let entries: Value = members.iter().map(|m| grounds::member(case, look.rules.members[m])).collect();
    same(&told["members"], &entries)?;
    if members.is_empty() || told["proven"] != true {
        return told::unread(told);
    }
    let of_order = |o: Origin| match o {
        Origin::Step(_) => true,
        Origin::Demand(d) => matches!(case.demand(d).insists, Insists::Order(_)),
        Origin::Constraint(_) | Origin::WalkAway(_) => false,
    };
    let all: Vec<bool> =
        members.iter().map(|m| look.rules.members[m]).chain(facts.iter().copied()).map(of_order).collect();
    let kind = match (all.contains(&false), all.contains(&true)) {
        (true, true) => "mixed",
        (false, true) => "order",
        _ => "content",
    };
    if told["kind"] != kind {
        return differs(&told["kind"], &json!(kind));
    }
    Ok((members, facts))
}

/// Whether members cannot hold together with nothing but these constraints and steps, of which none is idle. `None` where
/// that would take too many packages.
pub(super) fn rests_on(look: &Look<'_, '_>, members: &Set, facts: &[Origin]) -> Option<Read<()>> {
    let packages = projected(look, members, facts)?;
    let judge = Judge::new(look.rules, &packages);
    if judge.possible(members, &look.rules.only(facts)) {
        return Some(Err(Against::Wrong(json!({
            "possible_together": look.ids(members), "with": told::ids(look.case(), facts),
        }))));
    }
    for idle in facts {
        let fewer: Vec<Origin> = facts.iter().copied().filter(|f| f != idle).collect();
        if !judge.possible(members, &look.rules.only(&fewer)) {
            return Some(Err(Against::Wrong(told::id(look.case(), *idle))));
        }
    }
    Some(Ok(()))
}

/// Packages that stand for all, as far as these rules can tell: those that differ on the issues that they name. `None` where
/// there are too many.
fn projected(look: &Look<'_, '_>, members: &Set, facts: &[Origin]) -> Option<Vec<Package>> {
    let case = look.case();
    let mut named = Set::default();
    let mut walks = Vec::new();
    for origin in members.iter().map(|m| look.rules.members[m]).chain(facts.iter().copied()) {
        match origin {
            Origin::Demand(d) => match &case.demand(d).insists {
                Insists::Content(content) => names(content, &mut named),
                Insists::Order(_) => {}
            },
            Origin::Constraint(c) => names(&case.constraint(c).content, &mut named),
            Origin::Step(s) => {
                if let Some(pattern) = &case.step(s).carries_out {
                    issues(pattern, &mut named);
                }
            }
            Origin::WalkAway(p) => walks.push(Worth::of(case, p)?),
        }
    }
    // For one party alone, whatever the rules do not name is best settled as it likes best.
    let only = match walks.as_slice() {
        [one] if one.is_sum() => Some(one),
        _ => None,
    };
    if only.is_none() {
        for walk in &walks {
            named = named.or(&Set::of(case.issue_ids().filter(|i| walk.wants().on(*i).is_some()).map(|i| i.index())));
            walk.wants().bonuses().iter().for_each(|b| issues(&b.when, &mut named));
        }
    }
    let best = |issue: IssueId| {
        let options = 0..case.issue(issue).options.len();
        let best = options.max_by_key(|o| only.map(|w| w.adds(issue.index(), *o)));
        OptionId::at(best.unwrap_or(0))
    };
    let rest: Vec<(IssueId, OptionId)> =
        case.issue_ids().filter(|i| !named.contains(i.index())).map(|i| (i, best(i))).collect();
    packages(case, &rest, look.asked.most)
}

fn names(content: &Content, named: &mut Set) {
    match content {
        Content::Require(p) | Content::Never(p) => issues(p, named),
        Content::IfThen(a, b) => {
            issues(a, named);
            issues(b, named);
        }
    }
}

fn issues(pattern: &Pattern, named: &mut Set) {
    pattern.alternatives().iter().flat_map(|t| t.terms()).for_each(|(i, _)| named.insert(i.index()));
}

/// Whether it is told rightly which member could alone make an agreement possible. The agreements themselves are checked
/// elsewhere.
fn gives_way(look: &Look<'_, '_>, known: &Known<'_, '_>, told: &Value, set: &Set) -> Option<Read<()>> {
    let Ok(list) = told::list(&told["gives_way"]) else { return Some(told::unread(&told["gives_way"])) };
    let members: Value = list.iter().map(|g| g["member"].clone()).collect();
    if let Err(against) = same(&members, &look.ids(set)) {
        return Some(Err(against));
    }
    let mut unknown = false;
    for (g, m) in list.iter().zip(set.iter()) {
        if let Err(against) = parts(g, &["member", "agreement"]) {
            return Some(Err(against));
        }
        match known.possible(&look.rules.all().without(m)) {
            Some(true) if g["agreement"].is_null() && look.complete() => return Some(Err(Against::Missing(g.clone()))),
            Some(false) if !g["agreement"].is_null() => return Some(Err(Against::Wrong(g.clone()))),
            Some(_) => {}
            None => unknown = true,
        }
    }
    (!unknown).then_some(Ok(()))
}

/// Whether the conflicts are all that there are, and in their order. Whoever gives up something of each conflict must have
/// an agreement: else some conflict is not told.
fn all(look: &Look<'_, '_>, known: &Known<'_, '_>, sets: &[Set], right: bool, checks: &mut Checks) {
    let key = |s: &Set| (s.len(), s.list());
    let order = (1..sets.len()).find(|n| key(&sets[n - 1]) >= key(&sets[*n]));
    checks.check(
        "conflicts",
        Says::ConflictsInOrder,
        order.map_or(Ok(()), |n| Err(Against::Wrong(look.ids(&sets[n])))),
    );
    let (at, says) = ("conflicts", Says::ConflictsAreAll);
    if !look.complete() {
        return checks.skip(at, says, Reason::Cut);
    }
    if !right && look.judge.is_some() {
        return checks.skip(at, says, Reason::RestsOnFailed);
    }
    let Some(least) = &known.least else { return checks.skip(at, says, Reason::TooManyPackages) };
    let Some(meeting) = least_meeting(sets, MOST_SETS) else { return checks.skip(at, says, Reason::TooMuchWork) };
    let untold = meeting.iter().find(|m| !least.iter().any(|l| l.within(m)));
    let found = untold.map_or(Ok(()), |given_up| {
        // Of what is left, as much is dropped as can be.
        let mut conflict = look.rules.all().less(given_up);
        for m in conflict.list() {
            if known.possible(&conflict.without(m)) == Some(false) {
                conflict = conflict.without(m);
            }
        }
        Err(Against::Missing(look.ids(&conflict)))
    });
    checks.check(at, says, found);
}
