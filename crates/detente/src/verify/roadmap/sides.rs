//! Whom a debt concerns, and whom they accept.

use super::super::{told, worth::Q};
use crate::case::{Case, PartyId, Role};
use serde_json::{Value, json};

/// Of some parties the principals; all, where none of them is one. In the order of the file.
pub(super) fn sides(case: &Case, parties: &[PartyId]) -> Vec<PartyId> {
    let all: Vec<PartyId> = case.party_ids().filter(|p| parties.contains(p)).collect();
    let principals: Vec<PartyId> = all.iter().copied().filter(|p| case.party(*p).role == Role::Principal).collect();
    if principals.is_empty() { all } else { principals }
}

/// Whom all of some parties accept, without those who perform one of the steps.
pub(super) fn accepted(case: &Case, steps: [usize; 2], by: &[PartyId]) -> Vec<PartyId> {
    let performs = |p: &PartyId| steps.iter().any(|s| case.steps()[*s].by.contains(p));
    let all = |p: &PartyId| by.iter().all(|q| case.party(*q).accepts.contains(p));
    case.party_ids().filter(|p| !performs(p) && all(p)).collect()
}

/// Parties as answers write them.
pub(super) fn keys(case: &Case, parties: &[PartyId]) -> Value {
    parties.iter().map(|p| json!(case.party(*p).key)).collect()
}

/// Parties with amounts, as answers write them.
pub(super) fn amounts(case: &Case, all: &[(PartyId, Option<Q>)]) -> Value {
    let one = |(p, n): &(PartyId, Option<Q>)| json!({ "party": case.party(*p).key, "amount": n.as_ref().map(told::number_entry) });
    all.iter().map(one).collect()
}
