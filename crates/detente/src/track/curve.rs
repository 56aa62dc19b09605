//! Concession curves: what a party would get at best within its positions, and what it would settle for, round by round.

use super::{
    distance::{best, least, wants},
    positions::Topic,
};
use crate::{
    case::{Case, IssueId, PartyId, Wants},
    number::Exact,
};

/// One party over the rounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curve {
    /// The party.
    pub party: PartyId,
    /// What no agreement is worth to it.
    pub walk_away: Option<Exact>,
    /// For each round.
    pub points: Vec<Point>,
    /// Issues that are left out: it never says where it stands on them, or they were not asked about. Only those that count
    /// for it.
    pub left_out: Vec<IssueId>,
    /// The least and the most that the issues left out would bring it.
    pub beside: (Exact, Exact),
    /// Whether it is paid bonuses for combinations of options, which a curve leaves out.
    pub bonuses: bool,
}

/// One round of a curve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What the best package within its positions is worth to it, 0 to 100.
    pub best: Exact,
    /// What the least that it would settle for is worth to it.
    pub least: Exact,
    /// Issues on which it said only later where it stands; they count as it first said.
    pub not_yet: Vec<IssueId>,
}

/// The curve of a party; `None` where its wants are not known.
pub(super) fn curve(case: &Case, topics: &[Topic], n: usize, party: PartyId, rounds: usize) -> Option<Curve> {
    let wants = wants(case, party)?;
    let own: Vec<&Topic> = topics.iter().filter(|t| t.held.iter().any(|now| now[n].is_some())).collect();
    let point = |round: usize| {
        let (mut best_points, mut least_points) = (0, 0);
        let mut not_yet = Vec::new();
        for topic in &own {
            let now = topic.held[round][n].as_ref();
            let first = || topic.held.iter().find_map(|now| now[n].as_ref());
            if now.is_none() {
                not_yet.push(topic.issue);
            }
            let Some(held) = now.or_else(first) else { continue };
            best_points += best(wants, topic.issue, &held.options);
            least_points += least(wants, topic.issue, &held.options);
        }
        let worth = |points: i128| Exact::ratio(points, wants.scale());
        Point { best: worth(best_points), least: worth(least_points), not_yet }
    };
    let all = |issue: IssueId| (0..case.issue(issue).options.len()).map(move |o| points(wants, issue, o));
    let counts = |issue: &IssueId| all(*issue).any(|p| p != 0);
    let left_out: Vec<IssueId> =
        case.issue_ids().filter(|i| own.iter().all(|t| t.issue != *i)).filter(counts).collect();
    let sum = |of: &dyn Fn(IssueId) -> i128| Exact::ratio(left_out.iter().map(|i| of(*i)).sum(), wants.scale());
    let beside = (sum(&|i| all(i).min().unwrap_or(0)), sum(&|i| all(i).max().unwrap_or(0)));
    Some(Curve {
        party,
        walk_away: case.walk_away(party).map(|(w, _)| w.worth),
        points: (0..rounds).map(point).collect(),
        beside,
        left_out,
        bonuses: !wants.additive(),
    })
}

fn points(wants: &Wants, issue: IssueId, option: usize) -> i128 {
    wants.points(issue, crate::case::OptionId::at(option))
}
