//! What is read both ways, and what is not there in a reading.

use std::collections::BTreeSet;

use super::{Dispute, Doubt, NotVaried};
use crate::{
    case::{Case, ClaimId, Element},
    question::Refusal,
};

/// What is read both ways, and what is not though it is disputed or doubted.
#[derive(Debug, Clone)]
pub(crate) struct Varied {
    pub(crate) disputes: Vec<Dispute>,
    pub(crate) beside: Vec<NotVaried>,
    pub(crate) doubted: bool,
}

impl Varied {
    /// What is doubted where something is, else what claims dispute, of what a question looks at.
    ///
    /// # Errors
    /// Refuses to doubt a claim that nothing rests on to which the question looks.
    pub(crate) fn of(case: &Case, doubt: &Doubt, looks_at: &dyn Fn(Element) -> bool) -> Result<Varied, Refusal> {
        let doubted = !doubt.is_empty();
        let in_question = |e: Element| {
            if doubted { doubt.of(case, e) } else { !case.grounds(e).disputed_by.is_empty() }
        };
        let elements = case.elements();
        let (varied, beside): (Vec<Element>, Vec<Element>) =
            elements.iter().copied().filter(|e| in_question(*e)).partition(|e| looks_at(*e));
        let mut disputes: Vec<Dispute> = varied.into_iter().map(Dispute::Element).collect();
        let mut not_varied: Vec<NotVaried> = beside.into_iter().map(NotVaried::Element).collect();
        for id in (0..case.claims().len()).map(ClaimId::at) {
            let claim = case.claim(id);
            let asked = if doubted { doubt.claims.contains(&id) } else { !claim.disputed_by.is_empty() };
            if !asked {
                continue;
            }
            let rest = |looked: bool| {
                elements.iter().any(|e| case.grounds(*e).because.contains(&id) && (!looked || looks_at(*e)))
            };
            if rest(true) {
                disputes.push(Dispute::Claim(id));
            } else if doubted {
                let key = &claim.key;
                let help = if rest(false) {
                    format!(
                        "`detente cite FILE claims.{key}` shows the claim; other questions may look at what rests on it"
                    )
                } else {
                    format!("nothing in the case rests on it: a demand does by `because = [\"{key}\"]`")
                };
                return Err(
                    Refusal::new(format!("nothing that this question looks at rests on claim `{key}`")).help(help)
                );
            } else if rest(false) {
                not_varied.push(NotVaried::Claim(id));
            }
        }
        Ok(Varied { disputes, beside: not_varied, doubted })
    }
}

/// The elements that are not there where some disputes are decided against the file, of those that the question looks at.
pub(super) fn absent(
    case: &Case,
    disputes: &[Dispute],
    against: &[usize],
    looks_at: &dyn Fn(Element) -> bool,
) -> BTreeSet<Element> {
    let mut elements = BTreeSet::new();
    let mut claims = BTreeSet::new();
    for dispute in against.iter().map(|d| disputes[*d]) {
        match dispute {
            Dispute::Element(e) => {
                elements.insert(e);
            }
            Dispute::Claim(c) => {
                claims.insert(c);
            }
        }
    }
    if !claims.is_empty() {
        let rests_on_them = |e: &Element| {
            let because = &case.grounds(*e).because;
            looks_at(*e) && !because.is_empty() && because.iter().all(|c| claims.contains(c))
        };
        elements.extend(case.elements().into_iter().filter(rests_on_them));
    }
    elements
}
