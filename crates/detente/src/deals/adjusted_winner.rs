//! Adjusted Winner: two parties divide items, of which one at most is split (Brams & Taylor, *Fair Division*, 1996,
//! chapter 4).

use crate::{
    case::{Case, IssueId, OptionId},
    number::Exact,
};

use super::space::{Side, Space};

/// A division of items between two parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// For each issue: the option that gives it to the first party, that which gives it to the second, the points that
    /// each put on it (all points of a party come to 100), and the first party's share of it, 0 to 1.
    pub items: Vec<Item>,
    /// Points that each party ends up with: the same.
    pub points: Exact,
}

/// An issue that is divided as an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The issue.
    pub issue: IssueId,
    /// The options that give it to the first and to the second party.
    pub to: [OptionId; 2],
    /// Points that the first and the second party put on it, of 100.
    pub points: [Exact; 2],
    /// The part of it that the first party gets, 0 to 1.
    pub share: Exact,
}

/// Why the items of a case cannot be divided in this way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDivided {
    /// There are not just two parties whose wants are known.
    NotTwo,
    /// Some issue is no item: each must have two options, worth all to one party and nothing to the other.
    NoItem(IssueId),
    /// Worth is no sum over issues, or demands or constraints join issues.
    Joined,
    /// Numbers are too long for it.
    TooLong,
}

/// Divides the issues of a case.
pub(super) fn divide(space: &Space<'_>) -> Result<Division, NotDivided> {
    let [a, b] = space.sides.as_slice() else { return Err(NotDivided::NotTwo) };
    if !space.unweighed.is_empty() {
        return Err(NotDivided::NotTwo);
    }
    if !a.wants.additive() || !b.wants.additive() || !space.plan(true).rules.is_empty() {
        return Err(NotDivided::Joined);
    }
    let (a_points, b_points) = (of_100(a).ok_or(NotDivided::TooLong)?, of_100(b).ok_or(NotDivided::TooLong)?);
    let mut items = Vec::new();
    for issue in space.case.issue_ids() {
        let to = item(space.case, issue, a, b).ok_or(NotDivided::NoItem(issue))?;
        items.push(Item { issue, to, points: [a_points[issue.index()], b_points[issue.index()]], share: Exact::ZERO });
    }
    if items.is_empty() {
        return Err(NotDivided::NotTwo);
    }
    share(items).ok_or(NotDivided::TooLong)
}

/// The options that give an issue to the first and to the second party, if it is an item.
fn item(case: &Case, issue: IssueId, a: &Side<'_>, b: &Side<'_>) -> Option<[OptionId; 2]> {
    if case.issue(issue).options.len() != 2 {
        return None;
    }
    let at = |side: &Side<'_>, o: usize| side.wants.points[issue.index()][o];
    let wants = |side: &Side<'_>, o: usize| at(side, o) >= 0 && at(side, 1 - o) == 0;
    // Who puts no points on it at all may be given either option.
    let found = (0..2).find(|o| wants(a, *o) && wants(b, 1 - *o) && (at(a, *o) > 0 || at(b, 1 - *o) > 0))?;
    Some([OptionId::at(found), OptionId::at(1 - found)])
}

/// The points that a party puts on each issue, of 100.
fn of_100(side: &Side<'_>) -> Option<Vec<Exact>> {
    let best: Vec<i128> = side.wants.points.iter().map(|p| p.iter().copied().max().unwrap_or(0)).collect();
    let sum = best.iter().try_fold(0_i128, |a, b| a.checked_add(*b)).filter(|s| *s > 0)?;
    best.iter().map(|p| Some(Exact::ratio(p.checked_mul(100)?, sum))).collect()
}

/// First each item to whoever puts more points on it; then from whoever leads to the other, in the order of how little
/// more the leader wants it, until both have the same.
fn share(mut items: Vec<Item>) -> Option<Division> {
    for item in &mut items {
        if item.points[0] >= item.points[1] {
            item.share = Exact::whole(1);
        }
    }
    let (first, second) = totals(&items)?;
    let leader = usize::from(first < second);
    let mut gap = if leader == 0 { first.minus(second) } else { second.minus(first) };
    let mut moved: Vec<usize> =
        (0..items.len()).filter(|n| (items[*n].share == Exact::ZERO) == (leader == 1)).collect();
    // a / b ascending, without dividing: what the other does not want at all goes last.
    let [mine, other] = [leader, 1 - leader];
    moved.sort_by(|x, y| {
        let (x, y) = (&items[*x].points, &items[*y].points);
        // An overflow would need numbers that the totals below refuse.
        x[mine].times(y[other]).cmp(&y[mine].times(x[other]))
    });
    for n in moved {
        if gap <= Exact::ZERO {
            break;
        }
        let both = items[n].points[0].plus(items[n].points[1])?;
        if both == Exact::ZERO {
            continue;
        }
        // Moving a part x of it closes the gap by x times what both put on it.
        let part = if gap >= both { Exact::whole(1) } else { gap.over(both)? };
        items[n].share = if leader == 0 { Exact::whole(1).minus(part) } else { part };
        gap = gap.minus(part.times(both)?);
    }
    let (points, _) = totals(&items)?;
    Some(Division { items, points })
}

/// Points that each party has.
fn totals(items: &[Item]) -> Option<(Exact, Exact)> {
    let mut both = (Exact::ZERO, Exact::ZERO);
    for item in items {
        both.0 = both.0.plus(item.share.times(item.points[0])?)?;
        both.1 = both.1.plus(Exact::whole(1).minus(item.share).times(item.points[1])?)?;
    }
    Some(both)
}
