//! What a package is worth to each party, and how much it gains over no agreement, exactly.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use crate::number::Exact;

/// Measures points of parties, each on its own scale, by what no agreement is worth to them.
#[derive(Debug, Clone)]
pub(super) struct Yard(Vec<Side>);

/// Gain = (points * times - less) / unit, in whole numbers.
#[derive(Debug, Clone)]
struct Side {
    scale: i128,
    disagreement: Exact,
    times: i128,
    less: BigInt,
    unit: BigInt,
    near_unit: f64,
    /// `less` where nothing overflows by it.
    small: Option<i128>,
}

/// Bits that points may have, beside which a sum of two such numbers does not overflow.
const ROOM: u64 = 120;

impl Yard {
    /// For each party: points that make one unit of worth, and what no agreement is worth to it.
    pub(super) fn new(sides: Vec<(i128, Exact)>) -> Yard {
        let side = |(scale, disagreement): (i128, Exact)| {
            let times = disagreement.denominator();
            let less = BigInt::from(disagreement.numerator()) * scale;
            let unit = BigInt::from(times) * scale;
            let near_unit = unit.to_f64().unwrap_or(f64::MAX);
            let small = less.to_i128().filter(|_| less.bits() < ROOM);
            Side { scale, disagreement, times, less, unit, near_unit, small }
        };
        Yard(sides.into_iter().map(side).collect())
    }

    /// What so many points are worth to a party.
    pub(super) fn worth(&self, side: usize, points: i128) -> Exact {
        Exact::ratio(points, self.0[side].scale)
    }

    /// What no agreement is worth to a party.
    pub(super) fn disagreement(&self, side: usize) -> Exact {
        self.0[side].disagreement
    }

    /// How much a party gains by so many points, exactly.
    pub(super) fn gain(&self, side: usize, points: i128) -> BigRational {
        let this = &self.0[side];
        BigRational::new(BigInt::from(points) * this.times - &this.less, this.unit.clone())
    }

    /// The same, rounded.
    pub(super) fn near(&self, side: usize, points: i128) -> f64 {
        let this = &self.0[side];
        let quick = this.small.and_then(|less| points.checked_mul(this.times)?.checked_sub(less));
        let gain = match quick {
            Some(gain) => gain as f64,
            None => (BigInt::from(points) * this.times - &this.less).to_f64().unwrap_or(0.0),
        };
        gain / this.near_unit
    }

    /// The number of parties.
    pub(super) fn sides(&self) -> usize {
        self.0.len()
    }
}
