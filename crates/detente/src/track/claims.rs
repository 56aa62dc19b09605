//! What was said when: claims by the round that they lead up to.

use super::Track;
use crate::case::{Case, ClaimId, Date, PartyId};

/// Claims over the rounds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// For each round with a date, the claims dated after the round with a date before it, and up to it; `None` for a round
    /// without one.
    pub rounds: Vec<Option<Saying>>,
    /// Claims dated after the last round with a date.
    pub after: Saying,
    /// Claims without a date.
    pub undated: Saying,
}

/// Some claims.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Saying {
    /// The claims, in the order of the file.
    pub claims: Vec<ClaimId>,
    /// How many state the position of whom; those that state nobody's come last.
    pub by: Vec<(Option<PartyId>, usize)>,
    /// Those that contradict another claim of the case, or are contradicted by one.
    pub contradicting: Vec<ClaimId>,
}

/// Sorts the claims that are looked at into the rounds, which come in order.
pub(super) fn said(case: &Case, track: &Track, dates: &[Option<Date>]) -> Said {
    let looked_at = |c: &ClaimId| {
        let claim = case.claim(*c);
        let issue = track.issues.is_none() || claim.about.is_some_and(|(i, _)| track.looks_at_issue(i));
        let party = track.parties.is_none() || claim.holder.is_some_and(|p| track.looks_at_party(p));
        issue && party
    };
    let all: Vec<ClaimId> = (0..case.claims().len()).map(ClaimId::at).filter(looked_at).collect();
    let mut contested = vec![false; case.claims().len()];
    for (n, claim) in case.claims().iter().enumerate() {
        for other in claim.contradicts.iter().chain(&claim.disputed_by) {
            contested[n] = true;
            contested[other.index()] = true;
        }
    }
    let saying = |claims: Vec<ClaimId>| {
        let holders = case.party_ids().map(Some).chain([None]);
        let count = |holder| claims.iter().filter(|c| case.claim(**c).holder == holder).count();
        Saying {
            by: holders.map(|h| (h, count(h))).filter(|(_, n)| *n > 0).collect(),
            contradicting: claims.iter().copied().filter(|c| contested[c.index()]).collect(),
            claims,
        }
    };
    let within = |after: Option<Date>, until: Option<Date>| {
        let inside = |date: Date| after.is_none_or(|a| date > a) && until.is_none_or(|u| date <= u);
        saying(all.iter().copied().filter(|c| case.claim(*c).date.is_some_and(inside)).collect())
    };
    let mut last = None;
    let mut rounds = Vec::with_capacity(dates.len());
    for date in dates {
        rounds.push(date.map(|date| within(last, Some(date))));
        last = date.or(last);
    }
    let undated = all.iter().copied().filter(|c| case.claim(*c).date.is_none()).collect();
    Said { rounds, after: within(last, None), undated: saying(undated) }
}
