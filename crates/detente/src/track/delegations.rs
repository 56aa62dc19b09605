//! Who speaks for a party, who is there, and what they may settle: what changed from round to round.

use super::Track;
use crate::case::{Case, Date, DelegateId, IssueId, PartyId, Speaker};

/// A change in who speaks for a party, or in what they may settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The round by which, or in which, it happened.
    pub round: usize,
    /// Whose delegation.
    pub party: PartyId,
    /// What happened.
    pub news: News,
}

/// What happened in a delegation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// One has followed another in the same role, by their dates, since the last round with a date.
    Succeeded {
        /// The role.
        role: String,
        /// Who had it.
        from: DelegateId,
        /// Who has it.
        to: DelegateId,
    },
    /// One is in the role now who was not on the day of the last round with a date.
    InOffice(DelegateId),
    /// One is in it no longer.
    OutOfOffice(DelegateId),
    /// The party is there, and was not when it was last told who was.
    Came,
    /// The party is not there, and was then.
    StayedAway,
    /// One is there for the party who was not when persons of it were last named.
    PersonCame(DelegateId),
    /// One is not there who was then, though others are there for the party.
    PersonStayedAway(DelegateId),
    /// The delegation may settle what it could not when its mandate was last told.
    MandateGained(IssueId),
    /// It may not settle what it could then.
    MandateLost(IssueId),
    /// It took a position on something that its mandate, last told in the given round, does not hold.
    OutsideMandate(IssueId, usize),
}

/// All changes, by round, then party.
pub(super) fn changes(case: &Case, track: &Track, rounds: &[usize]) -> Vec<Change> {
    let mut found = Vec::new();
    for party in case.party_ids().filter(|p| track.looks_at_party(*p)) {
        offices(case, party, rounds, &mut found);
        presence(case, party, rounds, &mut found);
        mandates(case, track, party, rounds, &mut found);
    }
    // Stable: what belongs to one party stays together, in the order in which it was found.
    found.sort_by_key(|c| (c.round, c.party));
    found
}

/// Roles that changed hands between rounds with a date.
fn offices(case: &Case, party: PartyId, rounds: &[usize], found: &mut Vec<Change>) {
    let of_party: Vec<DelegateId> =
        (0..case.delegates().len()).map(DelegateId::at).filter(|d| case.delegate(*d).party == party).collect();
    let in_office = |date: Date| {
        let held = |d: &&DelegateId| {
            let d = case.delegate(**d);
            d.from.is_none_or(|from| from <= date) && d.to.is_none_or(|to| date <= to)
        };
        of_party.iter().filter(held).copied().collect::<Vec<_>>()
    };
    let mut before: Option<Vec<DelegateId>> = None;
    for (round, number) in rounds.iter().enumerate() {
        let Some(date) = case.rounds()[*number].date else { continue };
        let now = in_office(date);
        if let Some(before) = &before {
            let mut came: Vec<DelegateId> = now.iter().copied().filter(|d| !before.contains(d)).collect();
            let mut push = |news| found.push(Change { round, party, news });
            for left in before.iter().copied().filter(|d| !now.contains(d)) {
                let role = case.delegate(left).role.as_ref();
                let heir = came.iter().position(|d| role.is_some() && case.delegate(*d).role.as_ref() == role);
                match (heir, role) {
                    (Some(heir), Some(role)) => {
                        push(News::Succeeded { role: role.clone(), from: left, to: came.remove(heir) });
                    }
                    _ => push(News::OutOfOffice(left)),
                }
            }
            came.into_iter().for_each(|d| push(News::InOffice(d)));
        }
        before = Some(now);
    }
}

/// Who was there, and was not before, and the other way round.
fn presence(case: &Case, party: PartyId, rounds: &[usize], found: &mut Vec<Change>) {
    let mut there_before: Option<bool> = None;
    let mut persons_before: Option<Vec<DelegateId>> = None;
    for (round, number) in rounds.iter().enumerate() {
        let present = &case.rounds()[*number].present;
        if present.is_empty() {
            continue;
        }
        let there = present.iter().any(|s| case.speaks_for(s) == Some(party));
        let mut push = |news| found.push(Change { round, party, news });
        match there_before {
            Some(false) if there => push(News::Came),
            Some(true) if !there => push(News::StayedAway),
            _ => {}
        }
        there_before = Some(there);
        let person = |s: &Speaker| match s {
            Speaker::Delegate(d) if case.delegate(*d).party == party => Some(*d),
            _ => None,
        };
        let persons: Vec<DelegateId> = present.iter().filter_map(person).collect();
        // Where only the party is named, nobody knows who was there for it.
        if persons.is_empty() {
            continue;
        }
        if let Some(before) = &persons_before {
            persons.iter().filter(|d| !before.contains(d)).for_each(|d| push(News::PersonCame(*d)));
            before.iter().filter(|d| !persons.contains(d)).for_each(|d| push(News::PersonStayedAway(*d)));
        }
        persons_before = Some(persons);
    }
}

/// Mandates that grew or shrank, and positions outside them; a mandate stays until another is told.
fn mandates(case: &Case, track: &Track, party: PartyId, rounds: &[usize], found: &mut Vec<Change>) {
    let mut mandate: Option<(&[IssueId], usize)> = None;
    for (round, number) in rounds.iter().enumerate() {
        let this = &case.rounds()[*number];
        let mut push = |news| found.push(Change { round, party, news });
        if let Some((_, now)) = this.mandates.iter().find(|(p, _)| *p == party) {
            if let Some((before, _)) = mandate {
                let only = |some: &[IssueId], others: &[IssueId]| {
                    let new = some.iter().copied().filter(|i| !others.contains(i) && track.looks_at_issue(*i));
                    new.collect::<Vec<_>>()
                };
                only(now, before).into_iter().for_each(|i| push(News::MandateGained(i)));
                only(before, now).into_iter().for_each(|i| push(News::MandateLost(i)));
            }
            mandate = Some((now, round));
        }
        let Some((held, since)) = mandate else { continue };
        for (p, issue, _) in &this.positions {
            if *p == party && track.looks_at_issue(*issue) && !held.contains(issue) {
                push(News::OutsideMandate(*issue, since));
            }
        }
    }
}
