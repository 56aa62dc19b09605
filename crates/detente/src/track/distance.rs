//! How far apart principals are: in options on each issue, and in what each would have to give of its own worth.

use super::positions::{Held, Topic};
use crate::{
    case::{Case, IssueId, OptionId, PartyId, Preference, Wants},
    number::Exact,
};

/// Two principals on one issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Who, in the order of the file.
    pub between: (PartyId, PartyId),
    /// The least number of options between what one would take and what the other would; 0 where they share one.
    pub options: usize,
}

/// How far apart principals are on one issue in one round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gap {
    /// Every two principals that have a position.
    pub pairs: Vec<Pair>,
    /// The options that all principals with a position would take.
    pub common: Vec<OptionId>,
    /// Of the two furthest apart, their options over the most that there could be: 0 to 1. `None` where fewer than two
    /// principals have a position.
    pub distance: Option<Exact>,
}

impl Gap {
    /// Whether there is an option that all principals with a position would take; `None` where fewer than two have one.
    pub fn meet(&self) -> Option<bool> {
        self.distance.map(|_| !self.common.is_empty())
    }
}

/// How far apart principals are in one round, over all issues that are looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Apart {
    /// Issues on which at least two principals have a position.
    pub issues: usize,
    /// Those of them on which positions meet.
    pub meeting: usize,
    /// The plain mean of the distances on these issues, 0 to 1; `None` where there is no such issue. Where the fractions
    /// do not fit each is rounded to nine digits first.
    pub mean: Option<Exact>,
    /// For each principal whose wants are known and that has a position on such an issue: how much more of its own worth
    /// (0 to 100) it would have to give, beyond what it would settle for, to take on every issue what it likes best of
    /// what the principal hardest to join would take.
    pub to_give: Vec<(PartyId, Exact)>,
}

/// The least number of options between two positions, both in the order of the options.
pub(super) fn between(one: &[OptionId], other: &[OptionId]) -> usize {
    let (mut i, mut j) = (0, 0);
    let mut least = usize::MAX;
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        least = least.min(a.index().abs_diff(b.index()));
        if a < b { i += 1 } else { j += 1 }
    }
    least
}

/// How far apart the principals are on one issue.
pub(super) fn gap(case: &Case, issue: IssueId, parties: &[PartyId], principals: &[bool], now: &[Option<Held>]) -> Gap {
    let stands = |n: usize| now[n].as_ref().filter(|_| principals[n]).map(|h| (parties[n], h.options.as_slice()));
    let standing: Vec<(PartyId, &[OptionId])> = (0..parties.len()).filter_map(stands).collect();
    if standing.len() < 2 {
        return Gap::default();
    }
    let mut pairs = Vec::new();
    for (n, (p, one)) in standing.iter().enumerate() {
        for (q, other) in &standing[n + 1..] {
            pairs.push(Pair { between: (*p, *q), options: between(one, other) });
        }
    }
    let common = standing[0].1.iter().filter(|o| standing.iter().all(|(_, options)| options.contains(o)));
    let most = case.issue(issue).options.len().saturating_sub(1).max(1);
    let widest = pairs.iter().map(|p| p.options).max().unwrap_or(0);
    let distance = Some(Exact::ratio(widest as i128, most as i128));
    Gap { common: common.copied().collect(), pairs, distance }
}

/// How far apart the principals are in one round over all issues.
pub(super) fn apart(case: &Case, topics: &[Topic], parties: &[PartyId], principals: &[bool], round: usize) -> Apart {
    let gaps: Vec<(&Topic, &Gap, Exact)> =
        topics.iter().filter_map(|t| Some((t, &t.gaps[round], t.gaps[round].distance?))).collect();
    let to_give = |n: usize| {
        let wants = wants(case, parties[n])?;
        let mut points = 0;
        let mut compared = false;
        for (topic, ..) in &gaps {
            let now = &topic.held[round];
            let Some(own) = now[n].as_ref() else { continue };
            let least = least(wants, topic.issue, &own.options);
            let others = now.iter().enumerate().filter(|(m, _)| *m != n && principals[*m]);
            let hardest = others.filter_map(|(_, h)| Some(best(wants, topic.issue, &h.as_ref()?.options))).min();
            let Some(hardest) = hardest else { continue };
            compared = true;
            points += (least - hardest).max(0);
        }
        compared.then(|| (parties[n], Exact::ratio(points, wants.scale())))
    };
    Apart {
        issues: gaps.len(),
        meeting: gaps.iter().filter(|(_, g, _)| g.meet() == Some(true)).count(),
        mean: mean(&gaps.iter().map(|(.., d)| *d).collect::<Vec<_>>()),
        to_give: (0..parties.len()).filter(|n| principals[*n]).filter_map(to_give).collect(),
    }
}

/// The plain mean.
fn mean(of: &[Exact]) -> Option<Exact> {
    const DIGITS: i128 = 1_000_000_000;
    let count = Exact::whole(of.len() as i128);
    let exact = of.iter().try_fold(Exact::ZERO, |sum, d| sum.plus(*d)).and_then(|sum| sum.over(count));
    let rounded = || {
        let part = |d: &Exact| d.numerator() * DIGITS / d.denominator();
        Exact::ratio(of.iter().map(part).sum(), DIGITS * of.len() as i128)
    };
    if of.is_empty() { None } else { Some(exact.unwrap_or_else(rounded)) }
}

/// What a party wants, where its worth is known.
pub(super) fn wants(case: &Case, party: PartyId) -> Option<&Wants> {
    match &case.party(party).preference {
        Preference::Worth(wants) => Some(wants),
        _ => None,
    }
}

/// Points of the least that a party would settle for on an issue.
pub(super) fn least(wants: &Wants, issue: IssueId, options: &[OptionId]) -> i128 {
    options.iter().map(|o| wants.points(issue, *o)).min().unwrap_or(0)
}

/// Points of the best for a party among some options of an issue.
pub(super) fn best(wants: &Wants, issue: IssueId, options: &[OptionId]) -> i128 {
    options.iter().map(|o| wants.points(issue, *o)).max().unwrap_or(0)
}
