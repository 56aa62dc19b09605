//! *Does the answer depend on what is disputed?* A question is asked once for each reading of what is disputed, or of what
//! is doubted by whoever asks, and it is told what changes.
//!
//! The meaning of the words is on the page `docs/methods/readings.md`.

mod doubt;
mod facts;
pub(crate) mod schema;
pub(crate) mod show;
mod told;
mod varied;

pub use doubt::Doubt;
pub(crate) use facts::written;
pub use told::Told;
pub(crate) use varied::Varied;

use crate::{
    case::{Case, ClaimId, Element},
    question::{Budget, Limit, Refusal},
};

/// Something that is read both ways: as the file has it, and as if it were not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dispute {
    /// An element: in the other reading it is not there. Of a step, what it waits for is not there; of what a party wants on
    /// an issue, the issue counts nothing for it.
    Element(Element),
    /// A claim: in the other reading, the elements that rest on it alone (or on such claims alone) are not there.
    Claim(ClaimId),
}

/// What is disputed or doubted, and not read both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotVaried {
    /// Nothing that the question rests on: for instance a delegate, or a step that waits for nothing.
    Element(Element),
    /// A claim that nothing rests on to which the question looks, though something else does.
    Claim(ClaimId),
}

/// Whether something depends on a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depends {
    /// Deciding it otherwise changes it in some reading.
    Yes,
    /// It changes it in none.
    No,
    /// The search ended before that was known.
    NotKnown,
}

/// One reading and what it comes to.
#[derive(Debug, Clone)]
pub struct Reading<F> {
    /// The disputes, by number, that are decided against what the file says first.
    pub against: Vec<usize>,
    /// What was found in it.
    pub found: F,
}

/// All readings.
#[derive(Debug, Clone)]
pub struct Readings<F> {
    /// What is read both ways.
    pub disputes: Vec<Dispute>,
    /// What is disputed or doubted too, but read one way only.
    pub not_varied: Vec<NotVaried>,
    /// The readings: first the one in which the file is taken as it stands.
    pub readings: Vec<Reading<F>>,
    /// For each dispute, whether the verdict depends on it.
    pub verdict_depends: Vec<Depends>,
    /// For each dispute, whether anything of what is compared depends on it.
    pub answer_depends: Vec<Depends>,
    /// Whether every combination was tried; else each dispute was decided otherwise by itself, and all together.
    pub combined: bool,
    /// Whether this is about what is doubted, and not about what is disputed.
    pub doubted: bool,
}

/// What is found in a reading, as far as readings are compared.
pub trait Essence {
    /// Whether two readings come to the same verdict; `None` where that is not known.
    fn same_verdict(&self, other: &Self) -> Option<bool>;
    /// Whether two readings are the same in all that is compared; `None` where that is not known.
    fn same(&self, other: &Self) -> Option<bool>;
    /// Whether nothing is missing.
    fn complete(&self) -> bool;
}

/// Most disputes of which every combination is tried.
pub(crate) const MOST: usize = 8;

/// Most disputes that are decided otherwise each by itself.
pub(crate) const MOST_ALONE: usize = (1 << MOST) - 1;

impl<F: Essence> Readings<F> {
    /// Reads what varies in every way, by `read`.
    pub(crate) fn of(varied: Varied, mut read: impl FnMut(&[usize]) -> F) -> Self {
        let Varied { disputes, beside: not_varied, doubted } = varied;
        let combined = disputes.len() <= MOST;
        let readings: Vec<Reading<F>> =
            sets(disputes.len()).into_iter().map(|against| Reading { found: read(&against), against }).collect();
        let depends = |same: &dyn Fn(&F, &F) -> Option<bool>| -> Vec<Depends> {
            (0..disputes.len()).map(|d| depends(&readings, d, combined, same)).collect()
        };
        let verdict_depends = depends(&|a, b| a.same_verdict(b));
        let answer_depends = depends(&|a, b| if a.same_verdict(b)? { a.same(b) } else { Some(false) });
        Readings { disputes, not_varied, readings, verdict_depends, answer_depends, combined, doubted }
    }

    /// Whether every combination was read, and each to its end.
    pub fn complete(&self) -> bool {
        self.combined && self.readings.iter().all(|r| r.found.complete())
    }

    /// What cuts an answer short that tells of these.
    pub(crate) fn limit(&self) -> Option<Limit> {
        if !self.combined {
            return Some(Limit::Readings(self.disputes.len()));
        }
        (!self.complete()).then_some(Limit::Reading)
    }
}

impl<E: Essence> Readings<Told<E>> {
    /// Asks a question of the case under each reading. Sub-questions have the budget of the whole, and stop with it.
    pub(crate) fn asked(
        case: &Case,
        varied: Varied,
        looks_at: &dyn Fn(Element) -> bool,
        budget: &Budget,
        ask: impl Fn(&crate::case::Without) -> Result<E, Refusal>,
    ) -> Self {
        let disputes = varied.disputes.clone();
        Readings::of(varied, |against| {
            let absent = varied::absent(case, &disputes, against, looks_at);
            match case.without(&absent).and_then(|left| ask(&left)) {
                Ok(found) => Told::Found(found),
                Err(_) if budget.cancel.stopped() => Told::Stopped,
                Err(refusal) => Told::Refused(refusal.message),
            }
        })
    }
}

/// Which disputes are decided against the file in each reading: none first, then by how many, in the order of the file.
pub(crate) fn sets(disputes: usize) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = if disputes <= MOST {
        (0..1_usize << disputes).map(|mask| (0..disputes).filter(|d| mask >> d & 1 == 1).collect()).collect()
    } else {
        let alone = (0..disputes.min(MOST_ALONE)).map(|d| vec![d]);
        std::iter::once(Vec::new()).chain(alone).chain(std::iter::once((0..disputes).collect())).collect()
    };
    sets.sort_by_key(|s| (s.len(), s.clone()));
    sets
}

/// Whether something changes between two readings that differ in one dispute only. `same` says whether it is the same
/// in two readings; `None` where that is not known.
fn depends<F>(
    readings: &[Reading<F>],
    dispute: usize,
    combined: bool,
    same: &dyn Fn(&F, &F) -> Option<bool>,
) -> Depends {
    let mut known = combined;
    let mut compared = false;
    for with in readings.iter().filter(|r| r.against.contains(&dispute)) {
        let others: Vec<usize> = with.against.iter().copied().filter(|d| *d != dispute).collect();
        let Some(without) = readings.iter().find(|r| r.against == others) else { continue };
        compared = true;
        match same(&with.found, &without.found) {
            Some(false) => return Depends::Yes,
            Some(true) => {}
            None => known = false,
        }
    }
    if known && compared { Depends::No } else { Depends::NotKnown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_combinations_or_each_alone_and_all_together() {
        assert_eq!(sets(2), [vec![], vec![0], vec![1], vec![0, 1]]);
        assert_eq!(sets(8).len(), 256);
        let many = sets(9);
        assert_eq!(many.len(), 11);
        assert_eq!(many[9], [8]);
        assert_eq!(many[10], (0..9).collect::<Vec<_>>());
        assert_eq!(sets(1_000).len(), MOST_ALONE + 2);
    }
}
