//! By how much a package may be worth more than another to a party: only whether it is more than nothing, which is all
//! that is asked most of the time. In whole numbers of a machine where they fit.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Num, One, Signed, ToPrimitive, Zero};

use crate::case::{Package, Wants};

/// The numbers that a party may have, as numbers of one kind.
pub(super) struct Numbers<N> {
    pub(super) weights: Weights<N>,
    /// For each issue, for each option: the least and the most that it may be worth, as a part of the best.
    pub(super) values: Vec<Vec<(N, N)>>,
    /// What weights are divided by; `None`: their sum.
    pub(super) total: Option<N>,
    /// What each bonus brings.
    pub(super) bonuses: Vec<N>,
    /// What the weights of a corner sum up to.
    pub(super) one: N,
}

pub(super) enum Weights<N> {
    /// The least and the most, for each issue.
    Between(Vec<(N, N)>),
    /// All corners; each sums up to [`Numbers::one`].
    Corners(Vec<Vec<N>>),
}

impl<N: Num + Signed + Clone + Ord> Numbers<N> {
    /// What is paid for a package beside.
    pub(super) fn paid(&self, wants: &Wants, package: &Package) -> N {
        let bonuses = wants.bonuses().iter().zip(&self.bonuses);
        bonuses.filter(|(b, _)| b.paid(package)).fold(N::zero(), |sum, (_, worth)| sum + worth.clone())
    }

    /// The most by which one option of an issue may be worth more than another.
    pub(super) fn more(&self, issue: usize, this: usize, than: usize) -> N {
        let values = &self.values[issue];
        if this == than || values.is_empty() {
            return N::zero();
        }
        values[this].1.clone() - values[than].0.clone()
    }

    /// How the most by which a package may be worth more than another compares with nothing, over all numbers that the
    /// party may have.
    pub(super) fn at_most(&self, wants: &Wants, this: &Package, than: &Package) -> Ordering {
        let more: Vec<N> = (0..self.values.len())
            .map(|i| self.more(i, this.options()[i].index(), than.options()[i].index()))
            .collect();
        let beside = if self.bonuses.is_empty() { N::zero() } else { self.paid(wants, this) - self.paid(wants, than) };
        let sign = |n: N| n.cmp(&N::zero());
        let times = |a: &N, b: &N| if b.is_zero() { N::zero() } else { a.clone() * b.clone() };
        let end =
            |(low, high): &(N, N), part: &N| if part.is_positive() { times(high, part) } else { times(low, part) };
        let ranges = match &self.weights {
            Weights::Corners(corners) => {
                let beside = times(self.total.as_ref().unwrap_or(&self.one), &beside);
                let at = |corner: &Vec<N>| {
                    sign(corner.iter().zip(&more).fold(beside.clone(), |sum, (w, m)| sum + times(w, m)))
                };
                return corners.iter().map(at).max().unwrap_or(Ordering::Equal);
            }
            Weights::Between(ranges) => ranges,
        };
        if let Some(total) = &self.total {
            return sign(ranges.iter().zip(&more).fold(times(total, &beside), |sum, (r, m)| sum + end(r, m)));
        }
        let counting = || ranges.iter().zip(&more).filter(|((_, high), _)| high.is_positive());
        if counting().next().is_none() {
            return sign(beside);
        }
        // What is divided by the sum of weights has the sign of what is not.
        if counting().all(|((low, _), _)| low.is_zero()) {
            // Nought for all is no weight: one issue alone may count as well.
            return counting().map(|(_, m)| sign(m.clone() + beside.clone())).max().unwrap_or(Ordering::Equal);
        }
        sign(counting().fold(N::zero(), |sum, (r, m)| sum + end(r, &(m.clone() + beside.clone()))))
    }
}

impl Numbers<BigRational> {
    /// The same in whole numbers, weights and values each times what makes them whole; `None` where they do not fit.
    pub(super) fn whole(&self) -> Option<Numbers<i128>> {
        let weights: Vec<&BigRational> = match &self.weights {
            Weights::Between(ranges) => ranges.iter().flat_map(|(a, b)| [a, b]).collect(),
            Weights::Corners(corners) => corners.iter().flatten().collect(),
        };
        let weights = || weights.iter().copied().chain(&self.total).chain([&self.one]);
        let values = || self.values.iter().flatten().flat_map(|(a, b)| [a, b]).chain(&self.bonuses);
        let scale = |of: &mut dyn Iterator<Item = &BigRational>| of.fold(BigInt::one(), |s, n| s.lcm(n.denom()));
        let (by, times) = (scale(&mut weights()), scale(&mut values()));
        let whole = |n: &BigRational, scale: &BigInt| n.numer() * (scale / n.denom());
        let most = |of: &mut dyn Iterator<Item = &BigRational>, scale: &BigInt| {
            of.fold(BigInt::zero(), |sum, n| sum + whole(n, scale).abs())
        };
        // No sum of products is more than twice the product of all sums.
        if most(&mut weights(), &by).bits() + most(&mut values(), &times).bits() > 120 {
            return None;
        }
        let narrow = |n: &BigRational, scale: &BigInt| whole(n, scale).to_i128();
        let pair = |(a, b): &(BigRational, BigRational), scale: &BigInt| Some((narrow(a, scale)?, narrow(b, scale)?));
        let row =
            |row: &[BigRational], scale: &BigInt| row.iter().map(|n| narrow(n, scale)).collect::<Option<Vec<_>>>();
        Some(Numbers {
            weights: match &self.weights {
                Weights::Between(ranges) => {
                    Weights::Between(ranges.iter().map(|r| pair(r, &by)).collect::<Option<_>>()?)
                }
                Weights::Corners(corners) => {
                    Weights::Corners(corners.iter().map(|c| row(c, &by)).collect::<Option<_>>()?)
                }
            },
            values: self
                .values
                .iter()
                .map(|options| options.iter().map(|r| pair(r, &times)).collect::<Option<Vec<_>>>())
                .collect::<Option<_>>()?,
            total: match &self.total {
                Some(total) => Some(narrow(total, &by)?),
                None => None,
            },
            bonuses: row(&self.bonuses, &times)?,
            one: narrow(&self.one, &by)?,
        })
    }
}
