//! Claims that contradict each other, and that no element sets against each other.

use std::collections::{HashMap, HashSet};

use super::provenance::all_grounds;
use crate::{
    case::{Case, ClaimId},
    claims::{How, Opposed, opposed},
    diagnostic::{Code, Diagnostic},
};

/// Those that say so, and those for and against one thing by one holder. Of many about one thing, each is told beside
/// the one on the other side that stands before it, not beside all.
pub(super) fn all(case: &Case, found: &mut Vec<Diagnostic>) {
    let settled = Settled::of(case);
    let mut told: HashSet<(ClaimId, ClaimId)> = HashSet::new();
    let mut tell = |a: ClaimId, b: ClaimId| {
        let pair = (a.min(b), a.max(b));
        if settled.holds(a, b) || !told.insert(pair) {
            return;
        }
        let (first, second) = (case.claim(pair.0), case.claim(pair.1));
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
    for pair in opposed::said(case) {
        tell(pair.first, pair.second);
    }
    // Whoever is for one option and for another may still take either; whoever is for and against one may not.
    let on_an_option = |pair: &&Opposed| case.claim(pair.first).about.is_some_and(|(_, option)| option.is_some());
    for pair in opposed::looks(case).iter().filter(|p| p.how == How::Sides).filter(on_an_option) {
        tell(pair.first, pair.second);
    }
}

/// The elements that each claim supports and contradicts, by number.
struct Settled {
    supports: HashMap<ClaimId, HashSet<usize>>,
    disputes: HashMap<ClaimId, HashSet<usize>>,
}

impl Settled {
    fn of(case: &Case) -> Self {
        let mut settled = Settled { supports: HashMap::new(), disputes: HashMap::new() };
        for (n, grounds) in all_grounds(case).into_iter().enumerate().filter(|(_, g)| !g.disputed_by.is_empty()) {
            for c in &grounds.because {
                settled.supports.entry(*c).or_default().insert(n);
            }
            for c in &grounds.disputed_by {
                settled.disputes.entry(*c).or_default().insert(n);
            }
        }
        settled
    }

    /// Whether an element cites the one for and the other against it.
    fn holds(&self, a: ClaimId, b: ClaimId) -> bool {
        let meet = |a: ClaimId, b: ClaimId| match (self.supports.get(&a), self.disputes.get(&b)) {
            (Some(x), Some(y)) => !x.is_disjoint(y),
            _ => false,
        };
        meet(a, b) || meet(b, a)
    }
}
