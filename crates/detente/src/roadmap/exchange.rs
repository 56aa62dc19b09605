//! Splitting: two steps of two parties, one for the other, done in alternating equal parts, so many that neither is ever
//! better off vanishing with what it has.
//!
//! Sandholm & Lesser, *Leveled commitment contracts and unenforced exchange*, ICMAS 1995; Sandholm & Ferrandon, *Safe exchange
//! planner*, ICMAS 2000.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::number::Exact;

/// What an exchange of two steps is to one of the two; in the unit of step values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// What its own step costs it; less than 0 where it gains from it.
    pub cost: Exact,
    /// What the other's step is worth to it.
    pub gain: Exact,
    /// What it forfeits if it stops, at least 0.
    pub loss: Exact,
}

/// What would have to be at stake, so that a number of parts is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forfeits {
    /// The number of parts of each step.
    pub parts: u32,
    /// The least that whoever goes first must forfeit if it stops; all in all, not besides what it forfeits now.
    pub first: Exact,
    /// The least that whoever goes last must forfeit.
    pub last: Exact,
}

/// The numbers of parts for which forfeits are told.
pub const TOLD: [u32; 4] = [2, 4, 8, 16];

/// The least number of equal parts of each step for which neither side is ever better off stopping, where they alternate
/// and `first` begins; `None` if no number is enough.
pub fn least_parts(first: Side, last: Side) -> Option<BigUint> {
    // Let each step be cut into n parts, and let m be the number of parts of each side that still follow the round at hand.
    // The first, before its part, has m + 1 of both still to come: (m + 1)/n * (gain - cost) >= -loss. Over m = 0..n - 1
    // this is hardest at m = n - 1 where gain < cost, and true elsewhere, since loss >= 0; so n does not matter to it.
    let [a, b] = [Rational::of(first), Rational::of(last)];
    if &a.gain - &a.cost < -&a.loss {
        return None;
    }
    // The last, before its part, has m of the other's to come and m + 1 of its own to do: (m * gain - (m + 1) * cost)/n >=
    // -loss. That is linear in m, so it holds for all m if it holds for the two ends:
    //   m = 0:      n * loss >= cost
    //   m = n - 1:  n * (gain - cost + loss) >= gain
    let mut least = BigInt::one();
    if b.cost.is_positive() {
        if b.loss.is_zero() {
            return None;
        }
        least = least.max((&b.cost / &b.loss).ceil().to_integer());
    }
    let slope = &b.gain - &b.cost + &b.loss;
    if slope.is_positive() {
        // It holds from gain / slope on.
        least = least.max((&b.gain / &slope).ceil().to_integer());
    } else if BigRational::from_integer(least.clone()) * &slope < b.gain {
        // The left side does not grow with n: what the least number does not meet, no larger one does.
        return None;
    }
    least.to_biguint()
}

/// The least forfeits for which some numbers of parts ([`TOLD`]) are enough. One that is too long to be held exactly is left
/// out.
pub fn forfeits(first: Side, last: Side) -> Vec<Forfeits> {
    let [a, b] = [Rational::of(first), Rational::of(last)];
    let enough = |parts: u32| {
        // The conditions of `least_parts`, solved for the losses.
        let n = BigRational::from_integer(parts.into());
        let first = (&a.cost - &a.gain).max(BigRational::zero());
        let last = (&b.cost / &n).max(&b.gain / &n - &b.gain + &b.cost).max(BigRational::zero());
        Some(Forfeits { parts, first: exact(&first)?, last: exact(&last)? })
    };
    TOLD.into_iter().filter_map(enough).collect()
}

struct Rational {
    cost: BigRational,
    gain: BigRational,
    loss: BigRational,
}

impl Rational {
    fn of(side: Side) -> Rational {
        let big = |n: Exact| BigRational::new(n.numerator().into(), n.denominator().into());
        Rational { cost: big(side.cost), gain: big(side.gain), loss: big(side.loss) }
    }
}

fn exact(n: &BigRational) -> Option<Exact> {
    Some(Exact::ratio(n.numer().to_i128()?, n.denom().to_i128()?))
}

#[cfg(test)]
mod tests;
