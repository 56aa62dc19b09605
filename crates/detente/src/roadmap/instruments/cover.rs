//! A third party's guarantee: what it must make good to whoever goes first, what it must take from whoever does not follow, and
//! who could give it.

use super::{
    Bridged, Debt, Instrument, Obstacle, Surety,
    accepted::{accepted, sides_of},
};
use crate::{
    case::{GuaranteeId, PartyId, Role},
    number::Exact,
    roadmap::{exposure::exposure, hold::hold},
};

pub(super) fn guarantee(bridged: &Bridged<'_>, debt: Debt) -> Result<Instrument, Obstacle> {
    let counts = bridged.by(debt.step).iter().any(|p| bridged.stakes.place(*p).is_some());
    let known = counts && bridged.stakes.is_valued(debt.step) && bridged.stakes.is_valued(debt.owed);
    let (mut surety, in_need) = if known { measured(bridged, debt) } else { unmeasured(bridged, debt) };
    if surety.cover.is_empty() && surety.forfeit.is_empty() && surety.standing.is_empty() {
        return Err(Obstacle::NobodyExposed);
    }
    if !surety.cover.is_empty() || !surety.forfeit.is_empty() {
        surety.givers = accepted(bridged, debt, &in_need)?;
        // Whoever looks on stands by nobody.
        surety.givers.retain(|p| bridged.case.party(*p).role != Role::Observer);
        if surety.givers.is_empty() {
            return Err(Obstacle::NobodyAccepted(in_need));
        }
        surety.givers.sort_by_key(|p| bridged.case.party(*p).role != Role::Guarantor);
    }
    Ok(Instrument::Guarantee(surety))
}

/// Where the steps have values; with those whose acceptance it takes.
fn measured(bridged: &Bridged<'_>, debt: Debt) -> (Surety, Vec<PartyId>) {
    let way = exposure(bridged.stakes, bridged.order);
    let mut surety = Surety { givers: Vec::new(), cover: Vec::new(), forfeit: Vec::new(), standing: Vec::new() };
    let mut unsafe_now = Vec::new();
    for party in bridged.by(debt.step) {
        let Some(i) = bridged.stakes.place(*party) else { continue };
        // The moments at which the other has not yet followed.
        let least = way.sums[debt.at..debt.due].iter().map(|sums| sums[i]).min().unwrap_or(Exact::ZERO);
        if least < Exact::ZERO {
            unsafe_now.push(*party);
        }
        let left = Exact::ZERO.minus(least).minus(bridged.stakes.cover(*party));
        if left > Exact::ZERO {
            surety.cover.push((*party, Some(left)));
        }
    }
    let turns = hold(bridged.case, bridged.stakes, bridged.order).turns;
    let mut tempted = Vec::new();
    for party in bridged.by(debt.owed) {
        // Whenever it acts until the other step is done, that one included.
        let until = turns.iter().filter(|t| t.party == *party && debt.at < t.act && t.act <= debt.due);
        if until.clone().any(|t| t.gain < Exact::ZERO) {
            tempted.push(*party);
        }
        let needed = until.map(|t| t.needed).max().unwrap_or(Exact::ZERO);
        if needed > Exact::ZERO {
            surety.forfeit.push((*party, needed));
        }
    }
    surety.standing = standing(bridged, &unsafe_now, &tempted);
    let exposed: Vec<PartyId> = surety.cover.iter().map(|(p, _)| *p).collect();
    let in_need = if exposed.is_empty() { sides_of(bridged, bridged.by(debt.step).to_vec()) } else { exposed };
    (surety, in_need)
}

/// Where they have none: whoever goes first may be exposed.
fn unmeasured(bridged: &Bridged<'_>, debt: Debt) -> (Surety, Vec<PartyId>) {
    let in_need = sides_of(bridged, bridged.by(debt.step).to_vec());
    let surety = Surety {
        givers: Vec::new(),
        cover: in_need.iter().map(|p| (*p, None)).collect(),
        forfeit: Vec::new(),
        standing: standing(bridged, bridged.by(debt.step), bridged.by(debt.owed)),
    };
    (surety, in_need)
}

/// Guarantees of the file that cover some parties, or bind others.
fn standing(bridged: &Bridged<'_>, covered: &[PartyId], bound: &[PartyId]) -> Vec<GuaranteeId> {
    let stands = |g: &GuaranteeId| {
        let guarantee = bridged.case.guarantee(*g);
        guarantee.covers.is_some_and(|(p, _)| covered.contains(&p))
            || guarantee.binds.is_some_and(|(p, _)| bound.contains(&p))
    };
    bridged.case.guarantee_ids().filter(stands).collect()
}
