//! Who stood where: a position stays until another is stated.

use super::distance::{self, Gap};
use crate::{
    case::{Case, IssueId, OptionId, PartyId},
    question::{Cancel, Refusal},
};

/// What a party would take on an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The options, in the order of the issue's options.
    pub options: Vec<OptionId>,
    /// The round in which it was last stated, by its place in the answer: this one, or an earlier one.
    pub since: usize,
}

/// An issue over the rounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The issue.
    pub issue: IssueId,
    /// For each round, for each of the answer's parties, what it would take; `None` before it said so.
    pub held: Vec<Vec<Option<Held>>>,
    /// For each round, how far apart the principals are.
    pub gaps: Vec<Gap>,
    /// Rounds at the end in which no principal's position was stated for the first time or changed.
    pub quiet: usize,
}

impl Topic {
    /// Whether positions do not meet and no principal has moved for `rounds` rounds.
    pub fn stalled(&self, rounds: usize) -> bool {
        self.quiet >= rounds && self.gaps.last().is_some_and(|g| g.meet() == Some(false))
    }
}

/// What is stated on one issue: for each round, by whom, as places in the answer's parties, and which options.
pub(super) type Statements<'a> = Vec<Vec<(usize, &'a [OptionId])>>;

/// Follows one issue through the rounds.
pub(super) fn topic(
    case: &Case,
    issue: IssueId,
    stated: &Statements<'_>,
    parties: &[PartyId],
    principals: &[bool],
    cancel: &Cancel,
) -> Result<Topic, Refusal> {
    let mut held: Vec<Vec<Option<Held>>> = Vec::with_capacity(stated.len());
    let mut gaps: Vec<Gap> = Vec::with_capacity(stated.len());
    let mut quiet = 0;
    for (n, round) in stated.iter().enumerate() {
        if cancel.stopped() {
            return Err(super::ask::stopped());
        }
        let mut now: Vec<Option<Held>> = held.last().cloned().unwrap_or_else(|| vec![None; parties.len()]);
        let mut moved = false;
        for (p, options) in round {
            let mut options = options.to_vec();
            options.sort_unstable();
            moved |= principals[*p] && now[*p].as_ref().is_none_or(|h| h.options != options);
            now[*p] = Some(Held { options, since: n });
        }
        quiet = if moved || n == 0 { 0 } else { quiet + 1 };
        let gap = match gaps.last() {
            Some(same) if !moved => same.clone(),
            _ => distance::gap(case, issue, parties, principals, &now),
        };
        gaps.push(gap);
        held.push(now);
    }
    Ok(Topic { issue, held, gaps, quiet })
}
