//! Whom all sides accept: trustees, and verifiers of a provisional step.

use super::{Bridged, Debt, Instrument, Obstacle};
use crate::case::{PartyId, Role, StepId};

/// Escrow: the step can be handed over, and somebody else is accepted by all sides.
pub(super) fn escrow(bridged: &Bridged<'_>, debt: Debt) -> Result<Instrument, Obstacle> {
    if !bridged.case.steps()[debt.step].escrow {
        return Err(Obstacle::NoEscrow(StepId::at(debt.step)));
    }
    Ok(Instrument::Escrow { trustees: accepted(bridged, debt, &sides(bridged, debt))? })
}

/// A provisional step: it can be undone, what is owed can be seen, and somebody finds that it is done.
pub(super) fn provisional(bridged: &Bridged<'_>, debt: Debt) -> Result<Instrument, Obstacle> {
    bridged.undoable(debt.step)?;
    bridged.observable(debt.owed)?;
    let found = [bridged.graph.nodes[debt.owed].verified, bridged.graph.clauses[debt.clause].verified];
    // Nobody judges a step of its own.
    let performs = |p: &PartyId| bridged.by(debt.step).contains(p) || bridged.by(debt.owed).contains(p);
    let mut verifiers: Vec<PartyId> = found.into_iter().flatten().map(|v| v.by).filter(|p| !performs(p)).collect();
    verifiers.sort_unstable();
    verifiers.dedup();
    let named = !verifiers.is_empty();
    if !named {
        verifiers = accepted(bridged, debt, &sides(bridged, debt))?;
    }
    Ok(Instrument::Provisional { verifiers, named })
}

/// The sides of a debt: principals that perform one of its two steps; where none does, all that perform one.
pub(super) fn sides(bridged: &Bridged<'_>, debt: Debt) -> Vec<PartyId> {
    let both = [bridged.by(debt.step), bridged.by(debt.owed)].concat();
    sides_of(bridged, both)
}

/// Of some parties the principals, in the order of the file; all, where none of them is one.
pub(super) fn sides_of(bridged: &Bridged<'_>, mut parties: Vec<PartyId>) -> Vec<PartyId> {
    parties.sort_unstable();
    parties.dedup();
    let principal = |p: &PartyId| bridged.case.party(*p).role == Role::Principal;
    if parties.iter().any(principal) {
        parties.retain(principal);
    }
    parties
}

/// Who performs neither step and is accepted by all of some parties, in the order of the file; not empty.
pub(super) fn accepted(bridged: &Bridged<'_>, debt: Debt, by: &[PartyId]) -> Result<Vec<PartyId>, Obstacle> {
    let case = bridged.case;
    let performs = |p: PartyId| bridged.by(debt.step).contains(&p) || bridged.by(debt.owed).contains(&p);
    let all_accept = |p: PartyId| by.iter().all(|q| case.party(*q).accepts.contains(&p));
    let parties: Vec<PartyId> = case.party_ids().filter(|p| !performs(*p) && all_accept(*p)).collect();
    if parties.is_empty() { Err(Obstacle::NobodyAccepted(by.to_vec())) } else { Ok(parties) }
}
