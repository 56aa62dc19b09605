//! The frontier that is told.

use num_traits::Zero;
use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks, Reason, Says,
        told::{self, Read, parts, same},
        worth::Q,
    },
    Deal, Look, MOST_COMPARED,
    space::covers,
    told_by_party,
};

/// Checks the list and what is promised of it.
pub(super) fn check(look: &Look<'_, '_>, checks: &mut Checks) {
    let answer = look.answer();
    let told = &answer["frontier"];
    if told.is_null() {
        let null = |key: &str| same(&answer[key], &Value::Null);
        let asked = look.asked.options["frontier"] == true && !look.asked.cut;
        let left_out = if asked { Err(Against::Missing(json!("frontier"))) } else { Ok(()) };
        let rest = ["frontier_complete", "frontier_within", "frontier_bounds"].iter().try_for_each(|k| null(k));
        checks.check("frontier", Says::Parts, left_out.and(rest));
        return;
    }
    let complete = answer["frontier_complete"] == true;
    let listed = match told::list(told) {
        Ok(listed) => listed,
        Err(against) => {
            checks.check("frontier", Says::Form, Err(against));
            return;
        }
    };
    let mut deals: Vec<Deal> = Vec::new();
    let mut others = Vec::new();
    let each: Vec<Option<Read<()>>> = listed
        .iter()
        .map(|told| {
            parts(told, &["worth", "package", "others"])?;
            let deal = look.deal(told)?;
            if !look.belongs(&deal.package, &deal.points) {
                return Err(Against::Wrong(told["package"].clone()));
            }
            others.push(look.others(&told["others"], &deal.points, complete && !look.space.capped()));
            deals.push(deal);
            Ok(())
        })
        .map(Some)
        .collect();
    checks.each("frontier", Says::FrontierAcceptable, Reason::Cut, each);
    checks.each("frontier.others", Says::Others, if complete { look.why_not() } else { Reason::Cut }, others);
    if deals.len().saturating_mul(deals.len()) > MOST_COMPARED {
        checks.skip("frontier", Says::FrontierUndominated, Reason::TooMuchWork);
    } else {
        let dominated = (0..deals.len()).find(|n| {
            let over = |m: usize| m != *n && covers(&deals[m].points, &deals[*n].points);
            (0..deals.len()).any(over)
        });
        let shows = dominated.map_or(Ok(()), |n| Err(Against::Wrong(listed[n]["package"].clone())));
        checks.check("frontier", Says::FrontierUndominated, shows);
    }
    let sum = |d: &Deal| look.space.worths(&d.points).into_iter().sum::<Q>();
    let sums: Vec<Q> = deals.iter().map(sum).collect();
    let room = Q::new(1.into(), 1_000_000_000.into());
    let rises = (1..sums.len()).find(|n| sums[*n] > &sums[n - 1] + &room);
    let shows = rises.map_or(Ok(()), |n| Err(Against::Wrong(listed[n]["package"].clone())));
    checks.check("frontier", Says::FrontierInOrder, shows);
    if complete {
        all(look, &deals, checks);
        checks.check("frontier_within", Says::FrontierPromise, same(&answer["frontier_within"], &Value::Null));
    } else {
        // Only what was asked to be coarse, or was cut short, is not complete.
        let excused =
            look.asked.cut || !look.asked.options["epsilon"].is_null() && !answer["frontier_within"].is_null();
        let found = if excused {
            same(&answer["frontier_complete"], &json!(false))
        } else {
            told::unread(&answer["frontier_complete"])
        };
        checks.check("frontier_complete", Says::Completeness, found);
        promise(look, &deals, checks);
    }
    bounds(look, checks);
}

/// Whether each package that belongs there is covered by one that is listed.
fn all(look: &Look<'_, '_>, deals: &[Deal], checks: &mut Checks) {
    let (at, says) = ("frontier", Says::FrontierComplete);
    let Some(efficient) = &look.efficient else { return checks.skip(at, says, look.why_not()) };
    let told: std::collections::HashSet<&Vec<i128>> = deals.iter().map(|d| &d.points).collect();
    let missing = efficient.iter().find(|k| !told.contains(&k.points));
    let worth = |points: &[i128]| look.space.by_party(look.space.worths(points).into_iter().map(Some));
    checks.check(at, says, missing.map_or(Ok(()), |k| Err(Against::Missing(json!({ "worth": worth(&k.points) })))));
}

/// Whether no acceptable package that leaves each party so much above its walk-away is better by more than is promised.
fn promise(look: &Look<'_, '_>, deals: &[Deal], checks: &mut Checks) {
    let (at, says) = ("frontier_within", Says::FrontierPromise);
    let told = &look.answer()["frontier_within"];
    if told.is_null() {
        return checks.skip(at, says, Reason::Cut);
    }
    let within: Option<Vec<Q>> = match told_by_party(&look.space, told) {
        Ok(within) => within.into_iter().collect(),
        Err(against) => {
            checks.check(at, says, Err(against));
            return;
        }
    };
    let (Some(within), Some(kinds)) = (within, look.among()) else { return checks.skip(at, says, look.why_not()) };
    if kinds.len().saturating_mul(deals.len()) > MOST_COMPARED / 100 {
        return checks.skip(at, says, Reason::TooMuchWork);
    }
    let listed: Vec<Vec<Q>> = deals.iter().map(|d| look.space.worths(&d.points)).collect();
    let far = kinds.iter().find(|k| {
        let worth = look.space.worths(&k.points);
        let roomy = look
            .space
            .sides
            .iter()
            .zip(&worth)
            .zip(&within)
            .all(|((s, w), room)| !s.held || s.walk_away.as_ref().is_none_or(|floor| *w >= floor + room));
        roomy && !listed.iter().any(|l| l.iter().zip(&worth).zip(&within).all(|((l, w), room)| *w <= l + room))
    });
    let worth = |points: &[i128]| look.space.by_party(look.space.worths(points).into_iter().map(Some));
    checks.check(at, says, far.map_or(Ok(()), |k| Err(Against::Missing(json!({ "worth": worth(&k.points) })))));
}

/// Whether no package has a higher weighted sum of worth than is told.
fn bounds(look: &Look<'_, '_>, checks: &mut Checks) {
    let (at, says) = ("frontier_bounds", Says::FrontierBounds);
    let listed = match told::list(&look.answer()[at]) {
        Ok(listed) => listed,
        Err(against) => {
            checks.check(at, says, Err(against));
            return;
        }
    };
    let found: Vec<Option<Read<()>>> = listed
        .iter()
        .map(|told| {
            let read = || -> Read<(Vec<Q>, Q)> {
                parts(told, &["weights", "at_most"])?;
                let keys = look.space.sides.iter().map(|s| look.case().party(s.party).key.as_str());
                let weights = keys.map(|k| told::number(&told["weights"][k])).collect::<Read<Vec<Q>>>()?;
                let most = told::number(&told["at_most"])?;
                Ok((weights, if look.space.unit { most * Q::from_integer(100.into()) } else { most }))
            };
            let (weights, most) = match read() {
                Ok(read) => read,
                Err(against) => return Some(Err(against)),
            };
            let sum = |points: &[i128]| {
                look.space.worths(points).into_iter().zip(&weights).fold(Q::zero(), |sum, (w, x)| sum + w * x)
            };
            let above = look.among()?.iter().find(|k| sum(&k.points) > most);
            Some(above.map_or(Ok(()), |_| Err(Against::Wrong(told.clone()))))
        })
        .collect();
    checks.each(at, says, Reason::TooManyPackages, found);
}
