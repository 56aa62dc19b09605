//! What an order is worth to whom, act by act: added up from the numbers as they are written.

use num_traits::{Signed, Zero};
use serde_json::{Map, Value, json};

use super::{
    super::{
        Checks, Says,
        told::{number_entry, parts, same},
        worth::{Q, exactly},
    },
    Look,
    plan::Plan,
    safest,
};
use crate::{
    case::{Case, PartyId},
    number::Exact,
};

/// Who counts, and what they have at stake.
pub(super) struct Stakes {
    /// Principals, and whoever some step is worth something to.
    pub(super) parties: Vec<PartyId>,
    /// What guarantees make good to each of them.
    cover: Vec<Q>,
    /// What each of them forfeits if it stops.
    loss: Vec<Q>,
}

impl Stakes {
    pub(super) fn of(case: &Case) -> Stakes {
        let named = |p: &PartyId| case.steps().iter().any(|s| s.values.iter().any(|(q, _)| q == p));
        let principals: Vec<PartyId> = case.principals().collect();
        let parties: Vec<PartyId> = case.party_ids().filter(|p| principals.contains(p) || named(p)).collect();
        let sum = |of: &dyn Fn(&crate::case::Guarantee) -> Option<(PartyId, Exact)>, p: PartyId| -> Q {
            case.guarantees().iter().filter_map(of).filter(|(q, _)| *q == p).map(|(_, n)| exactly(n)).sum()
        };
        let cover = parties.iter().map(|p| sum(&|g| g.covers, *p)).collect();
        let loss = parties.iter().map(|p| sum(&|g| g.binds, *p)).collect();
        Stakes { parties, cover, loss }
    }

    pub(super) fn place(&self, party: PartyId) -> Option<usize> {
        self.parties.iter().position(|p| *p == party)
    }

    /// What guarantees make good to a party.
    pub(super) fn cover(&self, party: PartyId) -> Q {
        self.place(party).map_or(Q::zero(), |n| self.cover[n].clone())
    }

    /// What a party forfeits if it stops.
    pub(super) fn loss(&self, party: PartyId) -> Q {
        self.place(party).map_or(Q::zero(), |n| self.loss[n].clone())
    }
}

/// What an act is worth to a party.
pub(super) fn worth(case: &Case, act: &[usize], party: PartyId) -> Q {
    act.iter().map(|s| exactly(case.steps()[*s].value(party))).sum()
}

/// What a party has after each act.
pub(super) fn sums(case: &Case, acts: &[Vec<usize>], party: PartyId) -> Vec<Q> {
    let mut sum = Q::zero();
    let mut all = Vec::new();
    for act in acts {
        sum += worth(case, act, party);
        all.push(sum.clone());
    }
    all
}

/// By how much a party would have to be held more than it is, so that it goes on with an act.
pub(super) fn needed(look: &Look<'_, '_>, acts: &[Vec<usize>], act: usize, party: PartyId) -> Q {
    let gain: Q = acts[act..].iter().map(|a| worth(look.asked.case, a, party)).sum();
    (-gain - look.stakes.loss(party)).max(Q::zero())
}

/// Whether the file says what a step is worth.
pub(super) fn valued(case: &Case, step: usize) -> bool {
    !case.steps()[step].values.is_empty()
}

/// Steps of an order that the file gives no values, in its order.
pub(super) fn unvalued(case: &Case, acts: &[Vec<usize>]) -> Vec<usize> {
    let mut steps: Vec<usize> = acts.iter().flatten().copied().filter(|s| !valued(case, *s)).collect();
    steps.sort_unstable();
    steps
}

/// Checks what is told of exposure, of the safest order, and of whether the order would hold.
pub(super) fn check(look: &Look<'_, '_>, plan: &Plan, told: &Value, at: &str, checks: &mut Checks) {
    let case = look.asked.case;
    if !plan.acts.iter().flatten().any(|s| valued(case, *s)) {
        checks.check(at, Says::Exposure, same(told, &Value::Null));
        return;
    }
    if !checks.check(at, Says::Parts, parts(told, &["unvalued", "exposure", "safest", "hold"])) {
        return;
    }
    let none = look.web.keys(unvalued(case, &plan.acts));
    checks.check(format!("{at}.unvalued"), Says::Exposure, same(&told["unvalued"], &none));
    let mut meant = Map::new();
    for (party, cover) in look.stakes.parties.iter().zip(&look.stakes.cover) {
        let sums = sums(case, &plan.acts, *party);
        let exposure = sums.iter().map(|s| -s).max().unwrap_or_default().max(Q::zero());
        let after = sums.iter().position(|s| exposure.is_positive() && -s == exposure);
        let of_party = json!({
            "exposure": number_entry(&exposure),
            "cover": number_entry(cover),
            "net": number_entry(&(&exposure - cover).max(Q::zero())),
            "after": after,
            "sums": sums.iter().map(number_entry).collect::<Value>(),
        });
        meant.insert(case.party(*party).key.clone(), of_party);
    }
    checks.check(format!("{at}.exposure"), Says::Exposure, same(&told["exposure"], &Value::Object(meant)));
    checks.check(format!("{at}.hold"), Says::Hold, same(&told["hold"], &hold(look, plan)));
    safest::check(look, plan, &told["safest"], &format!("{at}.safest"), checks);
}

/// Whether whoever acts goes on, act by act, as answers write it.
fn hold(look: &Look<'_, '_>, plan: &Plan) -> Value {
    let case = look.asked.case;
    let (mut turns, mut unknown, mut fails) = (Vec::new(), Vec::new(), None);
    for (n, act) in plan.acts.iter().enumerate() {
        for party in case.party_ids().filter(|p| act.iter().any(|s| case.steps()[*s].by.contains(p))) {
            let key = &case.party(party).key;
            if look.stakes.place(party).is_none() {
                unknown.push(json!({ "act": n, "party": key }));
                continue;
            }
            let gain: Q = plan.acts[n..].iter().map(|a| worth(case, a, party)).sum();
            let needed = needed(look, &plan.acts, n, party);
            if needed.is_positive() && fails.is_none() {
                fails = Some(turns.len());
            }
            turns.push(json!({
                "act": n,
                "party": key,
                "gain": number_entry(&gain),
                "loss": number_entry(&look.stakes.loss(party)),
                "goes_on": needed.is_zero(),
                "needed": number_entry(&needed),
            }));
        }
    }
    json!({ "turns": turns, "fails": fails, "unknown": unknown })
}
