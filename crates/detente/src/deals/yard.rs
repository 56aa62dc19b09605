//! What a package is worth to each party, and how much it gains over no agreement, on one exact scale for all.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use crate::number::Exact;

/// Measures points of parties, each on its own scale, by one yard.
#[derive(Debug, Clone)]
pub(super) struct Yard {
    /// For each party: points that make one unit of worth, and what no agreement is worth to it.
    sides: Vec<(i128, Exact)>,
    /// Gain of a party = points times this, less the next, over `unit`.
    times: Vec<BigInt>,
    less: Vec<BigInt>,
    unit: BigInt,
    /// The same where all fits.
    small: Option<(Vec<i128>, Vec<i128>, f64)>,
}

impl Yard {
    /// For each party: points that make one unit of worth, and what no agreement is worth to it.
    pub(super) fn new(sides: Vec<(i128, Exact)>) -> Yard {
        let mut unit = BigInt::from(1);
        for (scale, disagreement) in &sides {
            unit = num_integer::lcm(unit, BigInt::from(*scale));
            unit = num_integer::lcm(unit, BigInt::from(disagreement.denominator()));
        }
        let times: Vec<BigInt> = sides.iter().map(|(scale, _)| &unit / BigInt::from(*scale)).collect();
        let less: Vec<BigInt> =
            sides.iter().map(|(_, d)| &unit / BigInt::from(d.denominator()) * BigInt::from(d.numerator())).collect();
        // Worth is some hundreds: with this room nothing overflows.
        let room = |n: &BigInt| n.bits() < 110;
        let narrow = |list: &[BigInt]| list.iter().map(|n| n.to_i128()).collect::<Option<Vec<i128>>>();
        let small =
            (room(&unit) && less.iter().all(room)).then(|| Some((narrow(&times)?, narrow(&less)?, unit.to_f64()?)));
        Yard { times, less, unit, small: small.flatten(), sides }
    }

    /// The same, where no agreement is worth something else to each party.
    pub(super) fn measured_from(&self, worth: &[Exact]) -> Yard {
        Yard::new(self.sides.iter().zip(worth).map(|((scale, _), w)| (*scale, *w)).collect())
    }

    /// What so many points are worth to a party.
    pub(super) fn worth(&self, side: usize, points: i128) -> Exact {
        Exact::ratio(points, self.sides[side].0)
    }

    /// What no agreement is worth to a party.
    pub(super) fn disagreement(&self, side: usize) -> Exact {
        self.sides[side].1
    }

    /// How much a party gains by so many points, exactly.
    pub(super) fn gain(&self, side: usize, points: i128) -> BigRational {
        let gain = BigInt::from(points) * &self.times[side] - &self.less[side];
        BigRational::new(gain, self.unit.clone())
    }

    /// The same, rounded once.
    pub(super) fn near(&self, side: usize, points: i128) -> f64 {
        match &self.small {
            Some((times, less, unit)) => {
                let gain = points.checked_mul(times[side]).and_then(|n| n.checked_sub(less[side]));
                gain.map_or_else(|| self.gain(side, points).to_f64().unwrap_or(0.0), |n| n as f64 / unit)
            }
            None => self.gain(side, points).to_f64().unwrap_or(0.0),
        }
    }

    /// The number of parties.
    pub(super) fn sides(&self) -> usize {
        self.sides.len()
    }
}
