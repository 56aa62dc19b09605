//! Items divided between two parties (Adjusted Winner: Brams & Taylor, *Fair Division*, 1996, chapter 4), held against what
//! the division must be rather than made again: both end up with the same points, at most one item is split, and whoever gives
//! up more of what the other values relatively more is none.

use num_traits::{One, Signed, Zero};
use serde_json::{Value, json};

use super::{
    super::{
        Against,
        told::{self, Read, same},
        worth::Q,
    },
    space::Space,
};
use crate::case::Insists;

/// Whether the division told is one, and one is told where there is one.
pub(super) fn check(space: &Space<'_>, told: &Value) -> Read<()> {
    let Some(items) = items(space) else { return same(told, &Value::Null) };
    if told.is_null() {
        return Err(Against::Missing(json!("adjusted_winner")));
    }
    let case = space.case;
    let parties: Value = space.sides.iter().map(|s| Value::from(case.party(s.party).key.as_str())).collect();
    same(&told["parties"], &parties)?;
    let listed = told::list(&told["items"])?;
    let entry = |item: &Item| {
        let issue = &case.issues()[item.issue];
        json!({
            "issue": issue.key,
            "to_first": issue.options[item.to[0]].key,
            "to_second": issue.options[item.to[1]].key,
            "points": [told::number_entry(&item.points[0]), told::number_entry(&item.points[1])],
        })
    };
    let without_share: Value = listed
        .iter()
        .map(|i| {
            let mut i = i.clone();
            i.as_object_mut().map(|i| i.remove("share_of_first"));
            i
        })
        .collect();
    same(&without_share, &items.iter().map(entry).collect())?;
    let shares: Vec<Q> = listed.iter().map(|i| told::number(&i["share_of_first"])).collect::<Read<_>>()?;
    let points = told::number(&told["points"])?;
    let first: Q = items.iter().zip(&shares).map(|(i, s)| &i.points[0] * s).sum();
    let second: Q = items.iter().zip(&shares).map(|(i, s)| &i.points[1] * (Q::one() - s)).sum();
    if first != points || second != points {
        return Err(Against::Wrong(json!({ "points": [told::number_entry(&first), told::number_entry(&second)] })));
    }
    let whole = |s: &Q| s.is_zero() || s.is_one();
    let outside = shares.iter().find(|s| s.is_negative() || **s > Q::one());
    if outside.is_some() || shares.iter().filter(|s| !whole(s)).count() > 1 {
        return Err(Against::Wrong(told["items"].clone()));
    }
    // Whoever has any of an item wants it relatively no less than any item of which the other has some.
    for (a, _) in items.iter().zip(&shares).filter(|(_, s)| !s.is_zero()) {
        for (b, _) in items.iter().zip(&shares).filter(|(_, s)| !s.is_one()) {
            let better = &a.points[0] * &b.points[1] < &b.points[0] * &a.points[1];
            if better {
                let key = |i: &Item| case.issues()[i.issue].key.clone();
                return Err(Against::Wrong(json!({ "to_first": key(a), "to_second": key(b) })));
            }
        }
    }
    Ok(())
}

/// An issue that is an item.
struct Item {
    issue: usize,
    to: [usize; 2],
    points: [Q; 2],
}

/// All issues as items; `None` where they cannot be divided so.
fn items(space: &Space<'_>) -> Option<Vec<Item>> {
    let [a, b] = space.sides.as_slice() else { return None };
    let case = space.case;
    let demands = case.demands().iter().enumerate().filter(|(_, d)| matches!(d.insists, Insists::Content(_)));
    let held = |n: usize| !space.dropped.contains(&crate::rule::Origin::Demand(crate::case::DemandId::at(n)));
    let joined = !case.constraints().is_empty() || demands.into_iter().any(|(n, _)| held(n));
    if !space.unweighed.is_empty() || joined || case.issues().is_empty() {
        return None;
    }
    if !a.worth.wants().bonuses().is_empty() || !b.worth.wants().bonuses().is_empty() {
        return None;
    }
    let best = |side: &super::space::Side<'_>, issue: usize| {
        (0..case.issues()[issue].options.len()).map(|o| side.worth.adds(issue, o)).max().unwrap_or_else(Q::zero)
    };
    let issues = 0..case.issues().len();
    let sum = |side: &super::space::Side<'_>| issues.clone().map(|i| best(side, i)).sum::<Q>();
    let (sum_a, sum_b) = (sum(a), sum(b));
    if !sum_a.is_positive() || !sum_b.is_positive() {
        return None;
    }
    let hundred = Q::from_integer(100.into());
    let item = |issue: usize| {
        if case.issues()[issue].options.len() != 2 {
            return None;
        }
        let gets = |side: &super::space::Side<'_>, o: usize| {
            !side.worth.adds(issue, o).is_negative() && side.worth.adds(issue, 1 - o).is_zero()
        };
        let wanted = |o: usize| a.worth.adds(issue, o).is_positive() || b.worth.adds(issue, 1 - o).is_positive();
        let first = (0..2).find(|o| gets(a, *o) && gets(b, 1 - *o) && wanted(*o))?;
        let points = [best(a, issue) * &hundred / &sum_a, best(b, issue) * &hundred / &sum_b];
        Some(Item { issue, to: [first, 1 - first], points })
    };
    issues.clone().map(item).collect()
}
