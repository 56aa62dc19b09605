//! Claims that contradict each other, and that no element sets against each other.

use std::collections::{HashMap, HashSet};

use super::provenance::all_grounds;
use crate::{
    case::{Case, ClaimId},
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
    for (n, claim) in case.claims().iter().enumerate() {
        for b in claim.contradicts.iter().copied() {
            tell(ClaimId::at(n), b);
        }
    }
    // The last claim for and the last claim against, of each holder on each option.
    let mut last: HashMap<_, [Option<ClaimId>; 2]> = HashMap::new();
    for (n, claim) in case.claims().iter().enumerate() {
        if let (Some(holder), Some((issue, Some(option))), Some(polarity)) = (claim.holder, claim.about, claim.polarity)
        {
            let sides = last.entry((holder, issue, option)).or_default();
            if let Some(other) = sides[usize::from(!polarity)] {
                tell(other, ClaimId::at(n));
            }
            sides[usize::from(polarity)] = Some(ClaimId::at(n));
        }
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
