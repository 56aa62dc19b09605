//! Splitting two steps into alternating parts.

use super::{Bridged, Debt, Instrument, Obstacle, Split, ring::leads_as_one_act};
use crate::{
    case::{PartyId, StepId},
    number::Exact,
    roadmap::exchange::{Side, forfeits, least_parts},
};

pub(super) fn splitting(bridged: &Bridged<'_>, debt: Debt) -> Result<Instrument, Obstacle> {
    for step in [debt.step, debt.owed] {
        if !bridged.case.steps()[step].splittable {
            return Err(Obstacle::NotSplittable(StepId::at(step)));
        }
    }
    // Parts go to and fro between the two: nothing else may have to come between.
    if !leads_as_one_act(bridged, debt, vec![debt.step, debt.owed]) {
        return Err(Obstacle::NotEachOther);
    }
    let (one, other) = (bridged.performer(debt.step)?, bridged.performer(debt.owed)?);
    if one == other {
        return Err(Obstacle::SamePerformer(one));
    }
    let side = |party: PartyId, own: usize, others: usize| {
        Ok(Side {
            cost: Exact::ZERO.minus(bridged.value(own, party)?),
            gain: bridged.value(others, party)?,
            loss: bridged.stakes.loss(party),
        })
    };
    let (a, b) = (side(one, debt.step, debt.owed)?, side(other, debt.owed, debt.step)?);
    let ways = [split(one, a, other, b), split(other, b, one, a)];
    if ways.iter().any(|w| w.parts.is_some()) {
        Ok(Instrument::Splitting { ways })
    } else {
        Err(Obstacle::NoNumber(Box::new(ways)))
    }
}

fn split(first: PartyId, a: Side, last: PartyId, b: Side) -> Split {
    let parts = least_parts(a, b);
    let forfeits = if parts.is_none() { forfeits(a, b) } else { Vec::new() };
    Split { first, last, parts, forfeits }
}
