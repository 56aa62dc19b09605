//! Suspicious things in a sound file: warnings.

use std::collections::{HashMap, HashSet};

use crate::{
    case::{Basis, Case, ClaimId, Grounds, Insists, IssueId, Known, OptionId, Preference, StepId},
    diagnostic::{Code, Diagnostic, Place},
    number::Exact,
};

/// All warnings about a case; those about documents and quotes are made by [`crate::quote::check`].
pub(super) fn of(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    one_option(case, &mut found);
    nobody_wants(case, &mut found);
    provenance(case, &mut found);
    unused_claims(case, &mut found);
    contradictions(case, &mut found);
    second_hand(case, &mut found);
    roles(case, &mut found);
    without_effect(case, &mut found);
    rings(case, &mut found);
    found
}

fn one_option(case: &Case, found: &mut Vec<Diagnostic>) {
    for issue in case.issues().iter().filter(|i| i.options.len() == 1) {
        found.push(
            Diagnostic::new(
                Code::OneOption,
                issue.place,
                format!("issue `{}` has one option: it is settled", issue.key),
            )
            .help("add the other options, or take the issue out"),
        );
    }
}

fn nobody_wants(case: &Case, found: &mut Vec<Diagnostic>) {
    let demanded = wanted_by_demand(case);
    for (i, issue) in case.issues().iter().enumerate() {
        let id = IssueId::at(i);
        let wants: Vec<&Vec<Exact>> = case
            .parties()
            .iter()
            .filter_map(|p| match &p.preference {
                Preference::Worth(w) => w.on(id).map(|w| &w.values),
                _ => None,
            })
            .collect();
        for (o, option) in issue.options.iter().enumerate() {
            let lowest =
                |values: &&Vec<Exact>| values.iter().all(|v| *v >= values[o]) && values.iter().any(|v| *v > values[o]);
            if wants.len() > 1 && wants.iter().all(lowest) && !demanded.contains(&(id, OptionId::at(o))) {
                found.push(
                    Diagnostic::new(
                        Code::NobodyWants,
                        option.place,
                        format!(
                            "every party likes every other option of `{}` at least as much as `{}`",
                            issue.key, option.key
                        ),
                    )
                    .help("take the option out, or check what it is worth to whom"),
                );
            }
        }
    }
}

fn wanted_by_demand(case: &Case) -> HashSet<(IssueId, OptionId)> {
    use crate::case::Content::{IfThen, Never, Require};
    let mut wanted = HashSet::new();
    for demand in case.demands() {
        if let Insists::Content(Require(p) | IfThen(_, p)) = &demand.insists {
            for (issue, options) in p.alternatives().iter().flat_map(|a| a.terms()) {
                wanted.extend(options.iter().map(|o| (*issue, *o)));
            }
        } else if let Insists::Content(Never(_)) = &demand.insists {
            // Who rules something out need not want any of the rest.
        }
    }
    wanted
}

fn provenance(case: &Case, found: &mut Vec<Diagnostic>) {
    let mut missing = |grounds: &Grounds, place: Place, what: String| {
        if grounds.because.is_empty() && grounds.basis.is_none() {
            found.push(
                Diagnostic::new(Code::NoProvenance, place, format!("{what} does not say how we know"))
                    .help("add `because = [\"a-claim\"]`, or `basis = \"assumed\"`"),
            );
        }
    };
    for d in case.demands() {
        missing(&d.grounds, d.place, format!("demand `{}`", d.key));
    }
    for s in case.steps() {
        missing(&s.grounds, s.place, format!("step `{}`", s.key));
    }
    for d in case.delegates() {
        missing(&d.grounds, d.place, format!("delegate `{}`", d.key));
    }
    for round in case.rounds() {
        missing(&round.grounds, round.place, format!("round `{}`", round.key));
    }
    for p in case.parties() {
        if let Preference::Worth(wants) = &p.preference {
            for (w, issue) in wants.issues.iter().zip(case.issues()) {
                if let Some(w) = w {
                    missing(&w.grounds, w.place, format!("what {} wants on `{}`", p.name, issue.key));
                }
            }
        } else if !matches!(p.preference, Preference::Unknown) {
            missing(&p.grounds, p.place, format!("what {} prefers", p.name));
        }
    }
}

/// The grounds of every element of a case.
fn all_grounds(case: &Case) -> Vec<&Grounds> {
    let mut all: Vec<&Grounds> = Vec::new();
    for p in case.parties() {
        all.push(&p.grounds);
        all.extend(p.walk_away.iter().map(|w| &w.grounds));
        if let Preference::Worth(wants) = &p.preference {
            all.extend(wants.issues.iter().flatten().map(|w| &w.grounds));
        }
    }
    all.extend(case.delegates().iter().map(|d| &d.grounds));
    all.extend(case.demands().iter().map(|d| &d.grounds));
    all.extend(case.constraints().iter().map(|c| &c.grounds));
    all.extend(case.steps().iter().map(|s| &s.grounds));
    all.extend(case.rounds().iter().map(|r| &r.grounds));
    all
}

fn unused_claims(case: &Case, found: &mut Vec<Diagnostic>) {
    let mut used: HashSet<ClaimId> = HashSet::new();
    for g in all_grounds(case) {
        used.extend(g.because.iter().chain(&g.disputed_by));
    }
    for c in case.claims() {
        used.extend(c.contradicts.iter().chain(&c.disputed_by));
    }
    for (n, claim) in case.claims().iter().enumerate() {
        if !used.contains(&ClaimId::at(n)) && claim.obstacle.is_none() {
            found.push(
                Diagnostic::new(Code::UnusedClaim, claim.place, format!("nothing rests on claim `{}`", claim.key))
                    .help("cite it by `because` or `disputed_by`, or take it out"),
            );
        }
    }
}

fn contradictions(case: &Case, found: &mut Vec<Diagnostic>) {
    let claims = case.claims();
    let mut tell = |a: ClaimId, b: ClaimId| {
        let (first, second) = (case.claim(a.min(b)), case.claim(a.max(b)));
        found.push(
            Diagnostic::new(
                Code::Contradiction,
                second.place,
                format!("claims `{}` and `{}` contradict each other", first.key, second.key),
            )
            .also(first.place, "the other is here")
            .help("keep both, and cite one by `because` and the other by `disputed_by`"),
        );
    };
    let settled: HashSet<(ClaimId, ClaimId)> = all_grounds(case)
        .into_iter()
        .flat_map(|g| g.because.iter().flat_map(|a| g.disputed_by.iter().map(|b| (*a, *b))))
        .flat_map(|(a, b)| [(a, b), (b, a)])
        .collect();
    let mut told = HashSet::new();
    for (n, claim) in claims.iter().enumerate() {
        let a = ClaimId::at(n);
        for b in claim.contradicts.iter().copied() {
            if !settled.contains(&(a, b)) && told.insert((a.min(b), a.max(b))) {
                tell(a, b);
            }
        }
    }
    let mut by_subject: HashMap<_, Vec<ClaimId>> = HashMap::new();
    for (n, claim) in claims.iter().enumerate() {
        if let (Some(holder), Some((issue, Some(option))), Some(_)) = (claim.holder, claim.about, claim.polarity) {
            by_subject.entry((holder, issue, option)).or_default().push(ClaimId::at(n));
        }
    }
    for claim_ids in by_subject.values() {
        for (n, a) in claim_ids.iter().enumerate() {
            for b in &claim_ids[n + 1..] {
                let opposite = case.claim(*a).polarity != case.claim(*b).polarity;
                if opposite && !settled.contains(&(*a, *b)) && told.insert((*a.min(b), *a.max(b))) {
                    tell(*a, *b);
                }
            }
        }
    }
}

fn second_hand(case: &Case, found: &mut Vec<Diagnostic>) {
    for d in case.demands() {
        if d.grounds.basis == Some(Basis::Assumed) {
            continue;
        }
        let through = match case.known_through(&d.grounds, d.party) {
            Some(Known::Opponent) => "an opponent",
            Some(Known::Narrator) => "the narrator of a report",
            _ => continue,
        };
        found.push(
            Diagnostic::new(
                Code::SecondHand,
                d.place,
                format!("demand `{}` of {} is known only through {through}", d.key, case.party(d.party).name),
            )
            .help("look for the party's own words; answers mark such a demand until then"),
        );
    }
}

fn roles(case: &Case, found: &mut Vec<Diagnostic>) {
    let delegates = case.delegates();
    for (n, a) in delegates.iter().enumerate() {
        for b in &delegates[n + 1..] {
            let same = a.party == b.party && a.role.is_some() && a.role == b.role;
            let apart = a.to.zip(b.from).is_some_and(|(to, from)| to < from)
                || b.to.zip(a.from).is_some_and(|(to, from)| to < from)
                // A role may change hands on one day.
                || (a.to.is_some() && a.to == b.from)
                || (b.to.is_some() && b.to == a.from);
            if same && !apart {
                found.push(
                    Diagnostic::new(
                        Code::RoleOverlap,
                        b.place,
                        format!(
                            "{} and {} are both `{}` of {} at one time",
                            a.name,
                            b.name,
                            b.role.as_deref().unwrap_or_default(),
                            case.party(b.party).name
                        ),
                    )
                    .also(a.place, "the other is here")
                    .help("give the first a `to` and the second a `from`"),
                );
            }
        }
    }
}

fn without_effect(case: &Case, found: &mut Vec<Diagnostic>) {
    for d in case.demands() {
        if let Insists::Content(content) = &d.insists
            && let Some(always) = case.always(content)
        {
            let message = if always {
                format!("demand `{}` asks what every package does", d.key)
            } else {
                format!("demand `{}` asks what no package can do", d.key)
            };
            found.push(
                Diagnostic::new(Code::NoEffect, d.place, message).help("check the options that its pattern names"),
            );
        }
    }
}

/// Steps that their own `after` and `after_any` hold up for ever, whatever is demanded or agreed.
fn rings(case: &Case, found: &mut Vec<Diagnostic>) {
    let held_up = crate::search::held_up(case);
    let mut told: HashSet<StepId> = HashSet::new();
    for start in held_up.iter().copied() {
        let Some(ring) = ring_from(case, start, &held_up) else { continue };
        if ring.iter().any(|s| told.contains(s)) {
            continue;
        }
        let names: Vec<String> = ring.iter().chain([&ring[0]]).map(|s| format!("`{}`", case.step(*s).key)).collect();
        found.push(
            Diagnostic::new(
                Code::StepRing,
                case.step(ring[0]).place,
                format!("these steps wait for each other: {}", names.join(" for ")),
            )
            .help("take one of these waits out, or make it a demand that can be given up"),
        );
        told.extend(ring);
    }
}

/// The steps of a shortest ring through `start`, among steps that are held up.
fn ring_from(case: &Case, start: StepId, held_up: &[StepId]) -> Option<Vec<StepId>> {
    let mut before: HashMap<StepId, StepId> = HashMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(step) = queue.pop_front() {
        let s = case.step(step);
        let any_held_up = s.after_any.iter().all(|t| held_up.contains(t));
        let waits = s.after.iter().chain(s.after_any.iter().filter(|_| any_held_up)).filter(|t| held_up.contains(t));
        for wait in waits.copied() {
            if wait == start {
                let mut ring = vec![step];
                while let Some(b) = before.get(ring.last()?) {
                    ring.push(*b);
                }
                ring.reverse();
                return Some(ring);
            }
            if let std::collections::hash_map::Entry::Vacant(slot) = before.entry(wait) {
                slot.insert(step);
                queue.push_back(wait);
            }
        }
    }
    None
}
