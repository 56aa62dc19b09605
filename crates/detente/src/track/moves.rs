//! Who moved, when, on what, by how much of its own worth, and towards whom.

use super::{
    distance::{between, least, wants},
    positions::Topic,
};
use crate::{
    case::{Case, IssueId, OptionId, PartyId},
    number::Exact,
};

/// A party states another position on an issue than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The round in which it does.
    pub round: usize,
    /// Who.
    pub party: PartyId,
    /// On what.
    pub issue: IssueId,
    /// What it would have taken before.
    pub from: Vec<OptionId>,
    /// What it would take now.
    pub to: Vec<OptionId>,
    /// By how many options: the furthest that any option which is new, or taken back, lies from the other position (the
    /// Hausdorff distance of the two).
    pub options: usize,
    /// What the least that it would settle for on the issue brings it, before and after, as a part of its worth of 0 to
    /// 100; `None` where its wants are not known.
    pub worth: Option<(Exact, Exact)>,
    /// For each other principal that had a position before: how many options lay between the two, and would lie if only
    /// this party had moved.
    pub others: Vec<(PartyId, usize, usize)>,
}

/// Where a move leads, as seen from where the others stood before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Heading {
    /// Nearer to some other principal, and further from none.
    Towards,
    /// Further from some, and nearer to none.
    Away,
    /// Nearer to some, and further from others.
    Both,
    /// Neither nearer to nor further from anyone.
    Neither,
    /// No other principal had a position.
    Unknown,
}

impl Move {
    /// Where it leads.
    pub fn heading(&self) -> Heading {
        let nearer = self.others.iter().any(|(_, before, after)| after < before);
        let further = self.others.iter().any(|(_, before, after)| after > before);
        match (nearer, further) {
            _ if self.others.is_empty() => Heading::Unknown,
            (true, false) => Heading::Towards,
            (false, true) => Heading::Away,
            (true, true) => Heading::Both,
            (false, false) => Heading::Neither,
        }
    }

    /// What it gives up of its own worth: less than 0 where it asks for more than before.
    pub fn gives(&self) -> Option<Exact> {
        self.worth.map(|(before, after)| before.minus(after))
    }
}

/// All moves, by round, then party, then issue.
pub(super) fn moves(
    case: &Case,
    topics: &[Topic],
    parties: &[PartyId],
    principals: &[bool],
    rounds: usize,
) -> Vec<Move> {
    let mut found = Vec::new();
    for round in 1..rounds {
        for (n, party) in parties.iter().enumerate() {
            let on = topics.iter().filter_map(|t| moved(case, t, (n, *party), (parties, principals), round));
            found.extend(on);
        }
    }
    found
}

fn moved(
    case: &Case,
    topic: &Topic,
    (n, party): (usize, PartyId),
    (parties, principals): (&[PartyId], &[bool]),
    round: usize,
) -> Option<Move> {
    let before = topic.held[round - 1][n].as_ref()?;
    let after = topic.held[round][n].as_ref().filter(|h| h.options != before.options)?;
    let others = (0..parties.len()).filter(|m| *m != n && principals[*m]).filter_map(|m| {
        let other = topic.held[round - 1][m].as_ref()?;
        Some((parties[m], between(&before.options, &other.options), between(&after.options, &other.options)))
    });
    let worth = wants(case, party).map(|wants| {
        let points = |options: &[OptionId]| Exact::ratio(least(wants, topic.issue, options), wants.scale());
        (points(&before.options), points(&after.options))
    });
    Some(Move {
        round,
        party,
        issue: topic.issue,
        options: far(&before.options, &after.options).max(far(&after.options, &before.options)),
        worth,
        others: others.collect(),
        from: before.options.clone(),
        to: after.options.clone(),
    })
}

/// How far the option of `some` that lies furthest from `others` lies from them.
fn far(some: &[OptionId], others: &[OptionId]) -> usize {
    some.iter().map(|o| between(std::slice::from_ref(o), others)).max().unwrap_or(0)
}
