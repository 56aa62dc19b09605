//! How we know: elements without a claim, claims without an element, claims on both sides.

use std::collections::HashSet;

use crate::{
    case::{Case, ClaimId, Grounds, Preference},
    diagnostic::{Code, Diagnostic, Place},
};

/// Elements that do not say how we know.
pub(super) fn without(case: &Case, found: &mut Vec<Diagnostic>) {
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
    for g in case.guarantees() {
        missing(&g.grounds, g.place, format!("guarantee `{}`", g.key));
    }
    for d in case.demands() {
        for meaning in &d.terms.meanings {
            let what = format!("the reading `{}` of demand `{}`", meaning.key, d.key);
            missing(&meaning.grounds, meaning.place, what);
        }
    }
    for d in case.delegates() {
        missing(&d.grounds, d.place, format!("delegate `{}`", d.key));
    }
    for round in case.rounds() {
        missing(&round.grounds, round.place, format!("round `{}`", round.key));
    }
    for p in case.parties() {
        // A party that says how we know what it wants says so of its walk-away too, unless that says otherwise.
        if let Some(w) = &p.walk_away {
            missing(&w.grounds, w.place, format!("the walk-away of {}", p.name));
        }
        if let Preference::Worth(wants) = &p.preference {
            for (w, issue) in wants.issues.iter().zip(case.issues()) {
                if let Some(w) = w {
                    missing(&w.grounds, w.place, format!("what {} wants on `{}`", p.name, issue.key));
                }
            }
            for bonus in wants.bonuses() {
                missing(&bonus.grounds, bonus.place, format!("a bonus of {}", p.name));
            }
        } else if !matches!(p.preference, Preference::Unknown) {
            missing(&p.grounds, p.place, format!("what {} prefers", p.name));
        }
    }
}

/// The grounds of every element of a case.
pub(super) fn all_grounds(case: &Case) -> Vec<&Grounds> {
    let mut all: Vec<&Grounds> = Vec::new();
    for p in case.parties() {
        all.push(&p.grounds);
        all.extend(p.walk_away.iter().map(|w| &w.grounds));
        if let Preference::Worth(wants) = &p.preference {
            all.extend(wants.issues.iter().flatten().map(|w| &w.grounds));
            all.extend(wants.bonuses().iter().map(|b| &b.grounds));
        }
    }
    all.extend(case.delegates().iter().map(|d| &d.grounds));
    all.extend(case.demands().iter().map(|d| &d.grounds));
    all.extend(case.constraints().iter().map(|c| &c.grounds));
    all.extend(case.demands().iter().flat_map(|d| &d.terms.meanings).map(|m| &m.grounds));
    all.extend(case.steps().iter().map(|s| &s.grounds));
    all.extend(case.guarantees().iter().map(|g| &g.grounds));
    all.extend(case.rounds().iter().map(|r| &r.grounds));
    all
}

/// Claims that nothing rests on.
pub(super) fn unused_claims(case: &Case, found: &mut Vec<Diagnostic>) {
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

/// Claims that one element rests on and is disputed by.
pub(super) fn both_sides(case: &Case, found: &mut Vec<Diagnostic>) {
    let mut told: HashSet<ClaimId> = HashSet::new();
    for grounds in all_grounds(case) {
        let against: HashSet<ClaimId> = grounds.disputed_by.iter().copied().collect();
        for id in grounds.because.iter().filter(|c| against.contains(c)) {
            if told.insert(*id) {
                let claim = case.claim(*id);
                found.push(
                    Diagnostic::new(
                        Code::BothSides,
                        claim.place,
                        format!("claim `{}` is cited by `because` and `disputed_by` of one element", claim.key),
                    )
                    .help("a claim supports or contradicts: take it out of one of the two"),
                );
            }
        }
    }
}
