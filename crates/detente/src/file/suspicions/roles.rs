//! Roles that two persons hold at one time, and persons who speak when they hold them no more, or not yet.

use std::collections::HashMap;

use crate::{
    case::{Case, Date, Delegate, DelegateId, PartyId, Speaker},
    diagnostic::{Code, Diagnostic, Place},
};

/// One role of one party in two hands at one time; of many, each beside the one who holds it longest before.
pub(super) fn overlapping(case: &Case, found: &mut Vec<Diagnostic>) {
    let mut holders: HashMap<(PartyId, &str), Vec<usize>> = HashMap::new();
    let delegates = case.delegates();
    for (n, d) in delegates.iter().enumerate() {
        if let Some(role) = &d.role {
            holders.entry((d.party, role.as_str())).or_default().push(n);
        }
    }
    for mut list in holders.into_values() {
        // Without a `from` since ever; without a `to` for ever.
        list.sort_by_key(|n| (delegates[*n].from, *n));
        let mut rest = list.into_iter();
        let Some(mut longest) = rest.next() else { continue };
        for n in rest {
            let (a, b) = (&delegates[longest], &delegates[n]);
            // A role may change hands on one day.
            let apart = a.to.zip(b.from).is_some_and(|(to, from)| to <= from);
            if !apart {
                found.push(overlap(case, &delegates[longest.min(n)], &delegates[longest.max(n)]));
            }
            if a.to.is_some() && b.to.is_none_or(|to| a.to < Some(to)) {
                longest = n;
            }
        }
    }
}

fn overlap(case: &Case, a: &Delegate, b: &Delegate) -> Diagnostic {
    let role = b.role.as_deref().unwrap_or_default();
    let party = &case.party(b.party).name;
    Diagnostic::new(
        Code::RoleOverlap,
        b.place,
        format!("{} and {} are both `{role}` of {party} at one time", a.name, b.name),
    )
    .also(a.place, "the other is here")
    .help("give the first a `to` and the second a `from`")
}

/// Persons who speak in a claim, or attend a round, on a day outside of their time in the role.
pub(super) fn stale(case: &Case, found: &mut Vec<Diagnostic>) {
    let mut look = |id: DelegateId, day: Date, place: Place, what: String| {
        let d = case.delegate(id);
        let outside = match (d.from, d.to) {
            (Some(from), _) if day < from => format!("before taking the role on {from}"),
            (_, Some(to)) if day > to => format!("after leaving the role on {to}"),
            _ => return,
        };
        found.push(
            Diagnostic::new(
                Code::StaleRole,
                place,
                format!("{what} of {day}, {} speaks for {} {outside}", d.name, case.party(d.party).name),
            )
            .also(d.place, "the person is described here")
            .help("mend the date, or name as speaker who held the role then"),
        );
    };
    for claim in case.claims() {
        let Some(day) = claim.date else { continue };
        for speaker in &claim.chain {
            if let Speaker::Delegate(id) = speaker {
                look(*id, day, claim.place, format!("in claim `{}`", claim.key));
            }
        }
    }
    for round in case.rounds() {
        let Some(day) = round.date else { continue };
        for speaker in &round.present {
            if let Speaker::Delegate(id) = speaker {
                look(*id, day, round.place, format!("in round `{}`", round.key));
            }
        }
    }
}
