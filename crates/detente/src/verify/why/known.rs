//! What is known of which members can hold together: by trying every package where they are few, and else by what the answer
//! itself shows.

use super::super::{judge::Judge, sets::Set};

/// What is known.
pub(super) struct Known<'k, 'a> {
    judge: Option<&'k Judge<'k, 'a>>,
    /// The least sets whose giving-up makes an agreement possible.
    pub(super) least: Option<Vec<Set>>,
    /// Sets that agreements were shown for without them.
    agreements: Vec<Set>,
    /// Sets that were shown not to hold together.
    conflicts: Vec<Set>,
}

impl<'k, 'a> Known<'k, 'a> {
    pub(super) fn new(judge: Option<&'k Judge<'k, 'a>>) -> Self {
        let least = judge.and_then(Judge::least_given_up);
        Known { judge, least, agreements: Vec::new(), conflicts: Vec::new() }
    }

    /// Without these there is an agreement.
    pub(super) fn agreement(&mut self, given_up: Set) {
        self.agreements.push(given_up);
    }

    /// These cannot hold together.
    pub(super) fn conflict(&mut self, members: Set) {
        self.conflicts.push(members);
    }

    /// Whether these members can hold together; `None` where that is not known.
    pub(super) fn possible(&self, held: &Set) -> Option<bool> {
        if let Some(least) = &self.least {
            return Some(least.iter().any(|given_up| !given_up.meets(held)));
        }
        if let Some(judge) = self.judge {
            return Some(judge.possible(held, &judge.rules.background()));
        }
        if self.agreements.iter().any(|given_up| !given_up.meets(held)) {
            return Some(true);
        }
        self.conflicts.iter().any(|c| c.within(held)).then_some(false)
    }
}
