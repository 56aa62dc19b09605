//! Who acts when, and from when on there is no way back.

use super::Schedule;
use crate::case::{Case, PartyId, StepId};

/// Steps that cannot be undone, as the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Irreversible {
    /// They, in order of time; the first is the point of no return.
    pub(crate) steps: Vec<usize>,
    /// How many steps have been done, or begun, before the first of them.
    pub(crate) before: usize,
    /// How many steps are still to come after it.
    pub(crate) after: usize,
}

impl Schedule {
    /// The steps that each party performs, in order of time; parties in the order of the file, those with none left out.
    pub(crate) fn by_party(&self, case: &Case) -> Vec<(PartyId, Vec<usize>)> {
        let steps = |party: PartyId| {
            let own = self.steps.iter().map(|t| t.step).filter(|s| case.step(StepId::at(*s)).by.contains(&party));
            (party, own.collect::<Vec<_>>())
        };
        case.party_ids().map(steps).filter(|(_, own)| !own.is_empty()).collect()
    }

    /// The steps that cannot be undone.
    pub(crate) fn irreversible(&self, case: &Case) -> Irreversible {
        let lasting = |s: &usize| case.step(StepId::at(*s)).reversible == Some(false);
        let steps: Vec<usize> = self.steps.iter().map(|t| t.step).filter(lasting).collect();
        let before = steps.first().map_or(0, |first| self.steps.iter().take_while(|t| t.step != *first).count());
        let after = if steps.is_empty() { 0 } else { self.steps.len() - before - 1 };
        Irreversible { steps, before, after }
    }
}
