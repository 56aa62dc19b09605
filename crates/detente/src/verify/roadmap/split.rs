//! Two steps in alternating parts: every move of an exchange is made, and nobody may be better off stopping there.

use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive, Zero};
use serde_json::{Value, json};

use super::super::{told::number_entry, worth::Q};
use crate::case::{Case, PartyId};

/// Parts up to which every move is made; beyond, the first and the last round are: what is between lies on a straight line.
const MOST: i64 = 400;

/// Numbers of parts for which it is told what would have to be at stake.
const TOLD: [i64; 4] = [2, 4, 8, 16];

/// What an exchange is to one of the two.
#[derive(Clone)]
pub(super) struct Side {
    pub(super) party: PartyId,
    pub(super) cost: Q,
    pub(super) gain: Q,
    pub(super) loss: Q,
}

/// An exchange in parts as answers write it, and whether some number of parts is enough.
pub(super) fn split(case: &Case, first: &Side, last: &Side) -> (Value, bool) {
    let parts = least(first, last);
    let forfeits = TOLD.iter().filter(|_| parts.is_none()).map(|n| {
        let (first, last) = at_stake(first, last, &BigInt::from(*n));
        json!({ "parts": n, "first": number_entry(&first), "last": number_entry(&last) })
    });
    let told = json!({
        "first": case.party(first.party).key,
        "last": case.party(last.party).key,
        "parts": parts.as_ref().map(|n| match n.to_u64() {
            Some(n) if n <= 1 << 53 => json!(n),
            _ => json!(n.to_string()),
        }),
        "forfeits": forfeits.collect::<Value>(),
    });
    (told, parts.is_some())
}

/// The least number of parts that is enough. Each condition asks for so many parts at least or at most, since all are linear:
/// so that the least number is 1, or just enough for one of them.
fn least(first: &Side, last: &Side) -> Option<BigInt> {
    let up = |n: Q| n.ceil().to_integer();
    let slope = &last.gain - &last.cost + &last.loss;
    let mut candidates = vec![BigInt::one()];
    if !last.loss.is_zero() {
        candidates.push(up(&last.cost / &last.loss));
    }
    if !slope.is_zero() {
        candidates.push(up(&last.gain / &slope));
    }
    candidates.retain(Signed::is_positive);
    candidates.sort();
    candidates.into_iter().find(|n| {
        let (of_first, of_last) = at_stake(first, last, n);
        of_first <= first.loss && of_last <= last.loss
    })
}

/// What each must forfeit at least, so that it goes on at every move of an exchange in so many parts.
fn at_stake(first: &Side, last: &Side, parts: &BigInt) -> (Q, Q) {
    let n = Q::from_integer(parts.clone());
    let rounds: Vec<BigInt> = match parts.to_i64() {
        Some(few) if few <= MOST => (0..few).map(BigInt::from).collect(),
        _ => vec![BigInt::zero(), parts - 1],
    };
    let (mut of_first, mut of_last) = (Q::zero(), Q::zero());
    for left in rounds {
        // So many rounds come after this one.
        let (left, with) = (Q::from_integer(left.clone()), Q::from_integer(left + 1));
        of_first = of_first.max(-(&with * &first.gain - &with * &first.cost) / &n);
        of_last = of_last.max(-(&left * &last.gain - &with * &last.cost) / &n);
    }
    (of_first, of_last)
}
