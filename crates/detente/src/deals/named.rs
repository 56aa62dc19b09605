//! The named solutions, exactly, among worth vectors that surely hold them.
//!
//! Floating point only says which few could be best; those are compared as fractions.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;

use super::yard::Yard;

/// Room for rounding when candidates are picked.
const ROOM: f64 = 1e-9;

/// Places of those that are best by a key, exactly, of those that are best up to rounding by `near`.
fn best_by<K: Ord>(count: usize, near: impl Fn(usize) -> f64, key: impl Fn(usize) -> K) -> Vec<usize> {
    best_within(count, 0.0, near, key)
}

/// The same, where `near` may be off by so much.
pub(super) fn best_within<K: Ord>(
    count: usize,
    off: f64,
    near: impl Fn(usize) -> f64,
    key: impl Fn(usize) -> K,
) -> Vec<usize> {
    let values: Vec<f64> = (0..count).map(near).collect();
    let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let room = off + ROOM * (1.0 + if best.is_finite() { best.abs() } else { 0.0 });
    let mut winners: Vec<usize> = Vec::new();
    let mut held: Option<K> = None;
    for n in (0..count).filter(|n| values[*n] >= best - room) {
        let key = key(n);
        match held.as_ref().map_or(Ordering::Greater, |h| key.cmp(h)) {
            Ordering::Greater => {
                winners = vec![n];
                held = Some(key);
            }
            Ordering::Equal => winners.push(n),
            Ordering::Less => {}
        }
    }
    winners
}

/// Worth vectors, as points of each party, with a yard.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) points: &'a [Vec<i128>],
    pub(super) yard: &'a Yard,
}

impl Field<'_> {
    pub(super) fn near(&self, n: usize) -> impl Iterator<Item = f64> + '_ {
        self.points[n].iter().enumerate().map(|(side, p)| self.yard.near(side, *p))
    }

    pub(super) fn gains(&self, n: usize) -> Vec<BigRational> {
        self.points[n].iter().enumerate().map(|(side, p)| self.yard.gain(side, *p)).collect()
    }

    /// Nash (Econometrica 18, 1950): the highest product of gains. Where not all can gain at once: as many as can be, then
    /// the product of theirs; different sets of as many are not compared, and tie.
    pub(super) fn nash(&self) -> Vec<usize> {
        let gainers = |n: usize| -> Vec<bool> {
            self.points[n].iter().enumerate().map(|(side, p)| self.yard.gain(side, *p).is_positive()).collect()
        };
        let all: Vec<usize> = (0..self.points.len()).filter(|n| self.near(*n).all(|g| g > 0.0)).collect();
        if !all.is_empty() {
            let near = |n: usize| self.near(all[n]).map(f64::ln).sum();
            let product = |n: usize| self.gains(all[n]).into_iter().product::<BigRational>();
            return best_by(all.len(), near, product).into_iter().map(|n| all[n]).collect();
        }
        let sets: Vec<Vec<bool>> = (0..self.points.len()).map(gainers).collect();
        let size = |set: &Vec<bool>| set.iter().filter(|g| **g).count();
        let most = sets.iter().map(size).max().unwrap_or(0);
        let mut largest: Vec<&Vec<bool>> = sets.iter().filter(|s| size(s) == most).collect();
        largest.sort_unstable();
        largest.dedup();
        let mut winners = Vec::new();
        for set in largest {
            let of: Vec<usize> = (0..self.points.len()).filter(|n| sets[*n] == *set).collect();
            let product = |n: usize| {
                let gains = self.gains(of[n]).into_iter().zip(set).filter(|(_, gains)| **gains);
                gains.map(|(g, _)| g).product::<BigRational>()
            };
            let near = |n: usize| {
                let gains = self.near(of[n]).zip(set).filter(|(_, gains)| **gains);
                gains.map(|(g, _)| g.ln()).sum()
            };
            winners.extend(best_by(of.len(), near, product).into_iter().map(|n| of[n]));
        }
        winners.sort_unstable();
        winners
    }

    /// Leximin of gains over `per`: the least as high as can be, then the next (Imai, Econometrica 51, 1983; Sen 1970).
    /// Parties whose `per` is nought or less do not count.
    pub(super) fn leximin(&self, per: &[BigRational]) -> Vec<usize> {
        use num_traits::ToPrimitive;
        let counts: Vec<usize> = (0..per.len()).filter(|s| per[*s].is_positive()).collect();
        let near_per: Vec<f64> = per.iter().map(|p| p.to_f64().unwrap_or(f64::MAX)).collect();
        let near = |n: usize| {
            let of = |s: &usize| self.yard.near(*s, self.points[n][*s]) / near_per[*s];
            counts.iter().map(of).fold(f64::MAX, f64::min)
        };
        let key = |n: usize| {
            let gains = self.gains(n);
            let mut shares: Vec<BigRational> = counts.iter().map(|s| &gains[*s] / &per[*s]).collect();
            shares.sort();
            shares
        };
        best_by(self.points.len(), near, key)
    }

    /// The highest sum of worth.
    pub(super) fn utilitarian(&self) -> Vec<usize> {
        let near = |n: usize| self.near(n).sum();
        best_by(self.points.len(), near, |n| self.gains(n).into_iter().sum::<BigRational>())
    }

    /// For each party, the most that it gains by any of these.
    pub(super) fn ideal(&self) -> Vec<i128> {
        let sides = self.yard.sides();
        (0..sides).map(|s| self.points.iter().map(|p| p[s]).max().unwrap_or(0)).collect()
    }
}

/// One for each party: gains are compared as they are.
pub(super) fn as_they_are(sides: usize) -> Vec<BigRational> {
    vec![BigRational::from_integer(BigInt::from(1)); sides]
}
