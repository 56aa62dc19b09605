//! From a question to its answer.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Track, TrackAnswer, claims, curve, delegations,
    distance::{apart, wants},
    moves::moves,
    order,
    positions::{Statements, topic},
};
use crate::{
    case::{Case, Date, Element, IssueId, PartyId, Role},
    question::{Budget, Refusal},
    why::Cautions,
};

pub(super) fn stopped() -> Refusal {
    Refusal::new("it was stopped before the rounds were through")
        .help("give it more time, or fewer issues by `--issue`")
}

pub(super) fn ask(track: &Track, case: &Case, budget: &Budget) -> Result<TrackAnswer, Refusal> {
    if case.rounds().is_empty() {
        return Err(Refusal::new("this case has no rounds, so that nothing can be followed")
            .help("add a table for each meeting: `[rounds.first]` with `date`, `present` and `positions`"));
    }
    let rounds = order::held(case.rounds());
    let looked_at = |p: PartyId, i: IssueId| track.looks_at_party(p) && track.looks_at_issue(i);
    let stated: BTreeSet<(PartyId, IssueId)> = case
        .rounds()
        .iter()
        .flat_map(|r| &r.positions)
        .map(|(p, i, _)| (*p, *i))
        .filter(|(p, i)| looked_at(*p, *i))
        .collect();
    let parties: Vec<PartyId> = case.party_ids().filter(|p| stated.iter().any(|(q, _)| p == q)).collect();
    let principals: Vec<bool> = parties.iter().map(|p| case.party(*p).role == Role::Principal).collect();
    let mut statements: BTreeMap<IssueId, Statements<'_>> = BTreeMap::new();
    for (n, number) in rounds.iter().enumerate() {
        for (party, issue, options) in case.rounds()[*number].positions.iter().filter(|(p, i, _)| looked_at(*p, *i)) {
            let of_issue = statements.entry(*issue).or_insert_with(|| vec![Vec::new(); rounds.len()]);
            of_issue[n].extend(parties.iter().position(|p| p == party).map(|p| (p, options.as_slice())));
        }
    }
    let silent = case.issue_ids().filter(|i| track.looks_at_issue(*i) && !statements.contains_key(i)).collect();
    let topic = |(i, of): (&IssueId, &Statements<'_>)| topic(case, *i, of, &parties, &principals, &budget.cancel);
    let topics = statements.iter().map(topic).collect::<Result<Vec<_>, _>>()?;
    let dates: Vec<Option<Date>> = rounds.iter().map(|n| case.rounds()[*n].date).collect();
    let curves = parties.iter().enumerate().filter_map(|(n, p)| curve::curve(case, &topics, n, *p, rounds.len()));
    let answer = TrackAnswer {
        asked: track.clone(),
        cautions: cautions(case, &stated),
        reordered: rounds.windows(2).any(|w| w[0] > w[1]),
        apart: (0..rounds.len()).map(|n| apart(case, &topics, &parties, &principals, n)).collect(),
        moves: moves(case, &topics, &parties, &principals, rounds.len()),
        curves: curves.collect(),
        unweighed: parties.iter().copied().filter(|p| wants(case, *p).is_none()).collect(),
        changes: delegations::changes(case, track, &rounds),
        said: claims::said(case, track, &dates),
        silent,
        topics,
        parties,
        rounds,
    };
    Ok(answer)
}

/// What the answer rests on: rounds, what those who state positions want, and when they would walk away.
fn cautions(case: &Case, stated: &BTreeSet<(PartyId, IssueId)>) -> Cautions {
    Cautions::about(case, |element| match element {
        Element::Round(_) => true,
        Element::Wants(p, i) => stated.contains(&(p, i)),
        Element::WalkAway(p) => stated.iter().any(|(q, _)| *q == p),
        _ => false,
    })
}
