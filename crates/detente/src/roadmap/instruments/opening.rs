//! To go first without much risk: with what can be undone, or with what costs little.

use super::{Bridged, Debt, Instrument, Obstacle};
use crate::{case::StepId, number::Exact};

/// An opening costs at most this part of what its performer gains from the whole order.
const SMALL: i128 = 10;

/// What can be undone goes first.
pub(super) fn reversible_first(bridged: &Bridged<'_>, debt: Debt) -> Result<Instrument, Obstacle> {
    bridged.undoable(debt.step)?;
    match bridged.case.steps()[debt.owed].reversible {
        Some(true) => Err(Obstacle::OwedReversible(StepId::at(debt.owed))),
        owed => Ok(Instrument::ReversibleFirst { known: owed.is_some() }),
    }
}

/// A small step made alone, which all can see.
pub(super) fn opening(bridged: &Bridged<'_>, debt: Debt) -> Result<Instrument, Obstacle> {
    let party = bridged.performer(debt.step)?;
    bridged.observable(debt.step)?;
    let value = bridged.value(debt.step, party)?;
    if let Some(step) = bridged.stakes.unvalued(bridged.order).first() {
        return Err(Obstacle::ValuesUnknown(*step));
    }
    let cost = Exact::ZERO.minus(value).max(Exact::ZERO);
    let gain = bridged.stakes.total(bridged.order, party);
    let parts = Exact::whole(SMALL);
    if cost.times(parts).is_some_and(|ten| ten <= gain) {
        Ok(Instrument::Opening { party, cost, gain })
    } else {
        Err(Obstacle::NotSmall { party, cost, gain })
    }
}
