//! One utterance that its witnesses tell in two ways: another speaker, or another day.

use std::collections::HashMap;

use crate::{
    case::{Case, Claim, Speaker},
    diagnostic::{Code, Diagnostic},
};

/// Claims of one `utterance` that name different innermost speakers or days. Each is held against the first of its
/// utterance that names one.
pub(super) fn told_in_two_ways(case: &Case, found: &mut Vec<Diagnostic>) {
    let mut speakers: HashMap<&str, &Claim> = HashMap::new();
    let mut days: HashMap<&str, &Claim> = HashMap::new();
    for claim in case.claims() {
        let Some(utterance) = claim.utterance.as_deref() else { continue };
        let mut tell = |other: &Claim, what: &str| {
            found.push(
                Diagnostic::new(
                    Code::TwoTellings,
                    claim.place,
                    format!("claims `{}` and `{}` tell one utterance, but name different {what}", other.key, claim.key),
                )
                .also(other.place, "the other is here")
                .note(format!("both are witnesses of the utterance `{utterance}`"))
                .help("mend one of them, or give what was said on another occasion another `utterance`"),
            );
        };
        if innermost(claim).is_some() {
            let first = speakers.entry(utterance).or_insert(claim);
            if !one_speaker(case, innermost(first), innermost(claim)) {
                tell(first, "speakers");
            }
        }
        if claim.date.is_some() {
            let first = days.entry(utterance).or_insert(claim);
            if first.date != claim.date {
                tell(first, "days");
            }
        }
    }
}

/// Who says so, unless it is the document itself.
fn innermost(claim: &Claim) -> Option<&Speaker> {
    claim.chain.first().filter(|s| **s != Speaker::Narrator)
}

/// Whether two may be one: who names only a party, and who names its delegate, do not contradict each other.
fn one_speaker(case: &Case, a: Option<&Speaker>, b: Option<&Speaker>) -> bool {
    let party = |s: Option<&Speaker>| s.and_then(|s| case.speaks_for(s));
    let only_a_party = |s: Option<&Speaker>| matches!(s, Some(Speaker::Party(_)));
    a == b || (only_a_party(a) || only_a_party(b)) && party(a).is_some() && party(a) == party(b)
}
