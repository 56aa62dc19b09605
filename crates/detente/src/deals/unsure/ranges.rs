//! All numbers that a party may have, and the best and the worst that they make of a package, exactly.
//!
//! Weights that have ranges, or an order, are the points of a polytope, and what is asked of them is linear in the weights
//! once options are given, so that the answer is at a corner: for ranges each weight is at the end that its sign asks
//! for; for an order the corners are "the first k count the same, the others nothing". Values of different options are
//! independent of each other and of the weights, which are never negative: each is at one of its ends.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::{
    case::{Package, Unsure, Wants},
    number::Exact,
};

/// Corners of ranges beside bonuses that are tried.
const MOST_CORNERS: usize = 256;

/// All numbers that one party may have.
pub(super) struct Ranges<'a> {
    wants: &'a Wants,
    weights: Weights,
    /// For each issue, for each option: the least and the most that it may be worth, as a part of the best.
    values: Vec<Vec<(BigRational, BigRational)>>,
    /// What weights are divided by; `None`: their sum.
    total: Option<BigRational>,
    /// What each bonus brings.
    bonuses: Vec<BigRational>,
}

enum Weights {
    /// The least and the most, for each issue.
    Between(Vec<(BigRational, BigRational)>),
    /// All corners; each sums up to 1.
    Corners(Vec<Vec<BigRational>>),
}

/// By what options of an issue are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// By its points, which are known.
    Sure,
    /// By the first option that is just like it.
    Like(usize),
}

/// How weights are chosen for a difference of two packages.
pub(super) enum Choice {
    /// Each at the end of its range that is best.
    Best,
    /// These.
    These(Vec<BigRational>),
    /// Whatever they are: only packages are looked at that are worth the same with all.
    Same,
}

pub(super) fn big(n: Exact) -> BigRational {
    BigRational::new(BigInt::from(n.numerator()), BigInt::from(n.denominator()))
}

fn small(n: &BigRational) -> Option<Exact> {
    Some(Exact::ratio(n.numer().to_i128()?, n.denom().to_i128()?))
}

fn one() -> BigRational {
    BigRational::from_integer(BigInt::from(1))
}

impl<'a> Ranges<'a> {
    pub(super) fn new(wants: &'a Wants) -> Self {
        let hundred = Exact::whole(100);
        let measure = wants.measure();
        let unsure = wants.unsure();
        let value = |i: usize, o: usize, nominal: Exact| {
            let (low, high) = unsure.map_or((nominal, nominal), |u| u.values[i][o]);
            let best = big(measure.map_or(hundred, |m| m.best[i]));
            (big(low) / &best, big(high) / best)
        };
        let row = |i: usize| {
            let values = wants.issues[i].as_ref().map_or(&[] as &[Exact], |on| &on.values);
            values.iter().enumerate().map(|(o, v)| value(i, o, *v)).collect::<Vec<_>>()
        };
        let weight = |i: usize| {
            let nominal = wants.issues[i].as_ref().map_or(Exact::ZERO, |on| on.weight);
            let (low, high) = unsure.and_then(|u| u.weights[i]).unwrap_or((nominal, nominal));
            (big(low), big(high))
        };
        let issues = wants.issues.len();
        let order = unsure.map_or(&[] as &[Vec<_>], |u| &u.order);
        let mut first: Vec<usize> = Vec::new();
        let corner = |tier: &Vec<crate::case::IssueId>| {
            first.extend(tier.iter().map(|issue| issue.index()));
            let share = BigRational::new(1.into(), first.len().into());
            let at = |i: usize| if first.contains(&i) { share.clone() } else { BigRational::zero() };
            (0..issues).map(at).collect()
        };
        Ranges {
            wants,
            weights: if order.is_empty() {
                Weights::Between((0..issues).map(weight).collect())
            } else {
                Weights::Corners(order.iter().map(corner).collect())
            },
            values: (0..issues).map(row).collect(),
            total: measure.and_then(|m| m.total).map(big),
            bonuses: wants
                .bonuses()
                .iter()
                .map(|b| big(b.worth) / big(measure.map_or(hundred, |m| m.out_of)))
                .collect(),
        }
    }

    /// What is paid for a package beside.
    fn paid(&self, package: &Package) -> BigRational {
        let bonuses = self.wants.bonuses().iter().zip(&self.bonuses);
        bonuses.filter(|(b, _)| b.paid(package)).fold(BigRational::zero(), |sum, (_, worth)| sum + worth)
    }

    /// The most by which one option of an issue may be worth more than another.
    fn more(&self, issue: usize, this: usize, than: usize) -> BigRational {
        let values = &self.values[issue];
        if this == than || values.is_empty() {
            return BigRational::zero();
        }
        &values[this].1 - &values[than].0
    }

    /// How the most by which a package may be worth more than another compares with nothing, over all numbers that the
    /// party may have.
    pub(super) fn at_most(&self, this: &Package, than: &Package) -> Ordering {
        let more: Vec<BigRational> = (0..self.values.len())
            .map(|i| self.more(i, this.options()[i].index(), than.options()[i].index()))
            .collect();
        let beside = self.paid(this) - self.paid(than);
        let sign = |n: BigRational| n.cmp(&BigRational::zero());
        let weighted = |weights: &[BigRational]| {
            weights
                .iter()
                .zip(&more)
                .fold(BigRational::zero(), |sum, (w, m)| if m.is_zero() { sum } else { sum + w * m })
        };
        let ranges = match &self.weights {
            Weights::Corners(corners) => {
                let divided = self.total.clone().unwrap_or_else(one);
                let at = |corner: &Vec<BigRational>| sign(weighted(corner) / &divided + &beside);
                return corners.iter().map(at).max().unwrap_or(Ordering::Equal);
            }
            Weights::Between(ranges) => ranges,
        };
        let end = |(low, high): &(BigRational, BigRational), part: &BigRational| {
            if part.is_positive() { high * part } else { low * part }
        };
        if let Some(total) = &self.total {
            let sum = ranges.iter().zip(&more).fold(BigRational::zero(), |sum, (r, m)| sum + end(r, m));
            return sign(sum / total + beside);
        }
        let counting = || ranges.iter().zip(&more).filter(|((_, high), _)| high.is_positive());
        if counting().next().is_none() {
            return sign(beside);
        }
        // What is divided by the sum of weights has the sign of what is not.
        if counting().all(|((low, _), _)| low.is_zero()) {
            // Nought for all is no weight: one issue alone may count as well.
            return counting().map(|(_, m)| sign(m + &beside)).max().unwrap_or(Ordering::Equal);
        }
        sign(counting().fold(BigRational::zero(), |sum, (r, m)| sum + end(r, &(m + &beside))))
    }

    /// The ways to choose weights, of which one is best whatever packages are compared; `None` where they are too many.
    /// With each of them, the difference of two packages is a sum over issues and bonuses.
    pub(super) fn choices(&self) -> Option<Vec<Choice>> {
        let ranges = match &self.weights {
            Weights::Corners(corners) => return Some(corners.iter().cloned().map(Choice::These).collect()),
            Weights::Between(ranges) => ranges,
        };
        let nothing = || vec![BigRational::zero(); ranges.len()];
        let counting: Vec<usize> = (0..ranges.len()).filter(|i| ranges[*i].1.is_positive()).collect();
        if counting.is_empty() {
            return Some(vec![Choice::These(nothing())]);
        }
        if self.total.is_some() {
            return Some(vec![Choice::Best]);
        }
        if counting.iter().all(|i| ranges[*i].0.is_zero()) {
            let alone = |i: &usize| {
                let mut weights = nothing();
                weights[*i] = one();
                Choice::These(weights)
            };
            return Some(counting.iter().map(alone).collect());
        }
        if self.bonuses.is_empty() {
            return Some(vec![Choice::Best]);
        }
        let wide: Vec<usize> = counting.into_iter().filter(|i| ranges[*i].0 < ranges[*i].1).collect();
        if wide.len() >= 31 || 1 << wide.len() > MOST_CORNERS {
            return None;
        }
        let corner = |ends: usize| {
            let mut weights: Vec<BigRational> = ranges.iter().map(|(low, _)| low.clone()).collect();
            for (n, i) in wide.iter().enumerate().filter(|(n, _)| ends >> n & 1 == 1) {
                let _ = n;
                weights[*i] = ranges[*i].1.clone();
            }
            Choice::These(weights)
        };
        Some((0..1 << wide.len()).map(corner).collect())
    }

    /// For each issue, for each option, what it brings at most over what a package has, and what each bonus brings, with
    /// weights chosen so; up to a common factor.
    pub(super) fn gains(&self, choice: &Choice, than: &Package) -> (Vec<Vec<BigRational>>, Vec<BigRational>) {
        let divided = match (&self.total, choice) {
            (Some(total), _) => total.clone(),
            (None, Choice::Best | Choice::Same) => one(),
            (None, Choice::These(weights)) => {
                let sum = weights.iter().fold(BigRational::zero(), |sum, w| sum + w);
                if sum.is_zero() { one() } else { sum }
            }
        };
        let gain = |issue: usize, option: usize| {
            let more = self.more(issue, option, than.options()[issue].index());
            match (choice, &self.weights) {
                (Choice::These(weights), _) => &weights[issue] * more / &divided,
                (Choice::Best, Weights::Between(ranges)) => {
                    let (low, high) = &ranges[issue];
                    if more.is_positive() { high * more / &divided } else { low * more / &divided }
                }
                (Choice::Best, Weights::Corners(_)) | (Choice::Same, _) => {
                    unreachable!("corners are chosen one by one, and the same has no gains")
                }
            }
        };
        let row = |issue: usize| (0..self.values[issue].len()).map(|option| gain(issue, option)).collect();
        ((0..self.values.len()).map(row).collect(), self.bonuses.clone())
    }

    /// What the bonuses of a package come to, on the scale of [`Ranges::gains`].
    pub(super) fn beside(&self, package: &Package) -> BigRational {
        self.paid(package)
    }

    /// The least and the most that a package may be worth; `None` where that is too long to be told.
    pub(super) fn worth(&self, package: &Package) -> Option<(Exact, Exact)> {
        let end = |high: bool| {
            let value = |i: usize| {
                let values = self.values[i].get(package.options()[i].index());
                values.map_or_else(BigRational::zero, |(low, most)| if high { most.clone() } else { low.clone() })
            };
            let values: Vec<BigRational> = (0..self.values.len()).map(value).collect();
            let mean = self.mean(&values, high);
            small(&((mean + self.paid(package)) * BigRational::from_integer(100.into())))
        };
        Some((end(false)?, end(true)?))
    }

    /// The least or the most that the weighted mean of some values may be.
    fn mean(&self, values: &[BigRational], high: bool) -> BigRational {
        let weighted =
            |weights: &[&BigRational]| weights.iter().zip(values).fold(BigRational::zero(), |sum, (w, v)| sum + *w * v);
        let best = |of: Vec<BigRational>| if high { of.into_iter().max() } else { of.into_iter().min() };
        let ranges = match &self.weights {
            Weights::Corners(corners) => {
                let divided = self.total.clone().unwrap_or_else(one);
                let at = |corner: &Vec<BigRational>| weighted(&corner.iter().collect::<Vec<_>>()) / &divided;
                return best(corners.iter().map(at).collect()).unwrap_or_else(BigRational::zero);
            }
            Weights::Between(ranges) => ranges,
        };
        if let Some(total) = &self.total {
            let end = |((low, most), v): (&(BigRational, BigRational), &BigRational)| {
                if v.is_positive() == high { most * v } else { low * v }
            };
            return ranges.iter().zip(values).map(end).fold(BigRational::zero(), |a, b| a + b) / total;
        }
        // The best mean gives the most to the best few issues, and the least to the others.
        let mut order: Vec<usize> = (0..values.len()).filter(|i| ranges[*i].1.is_positive()).collect();
        order.sort_by(|a, b| if high { values[*b].cmp(&values[*a]) } else { values[*a].cmp(&values[*b]) });
        let at = |few: usize| {
            let weights = order.iter().enumerate().map(|(n, i)| if n < few { &ranges[*i].1 } else { &ranges[*i].0 });
            let (mut sum, mut all) = (BigRational::zero(), BigRational::zero());
            for (weight, i) in weights.zip(&order) {
                sum += weight * &values[*i];
                all += weight;
            }
            (!all.is_zero()).then(|| sum / all)
        };
        best((0..=order.len()).filter_map(at).collect()).unwrap_or_else(BigRational::zero)
    }

    /// Whether some number is not known, and just those packages that have the same marks are worth the same whatever it
    /// is. Bonuses, or issues that count the same, may make up for each other.
    pub(super) fn told_by_marks(&self) -> bool {
        let apart = |unsure: &Unsure| unsure.order.iter().all(|tier| tier.len() == 1);
        self.bonuses.is_empty() && self.wants.unsure().is_some_and(apart)
    }

    /// Points of options, of bonuses and of a package, such that only packages with at least as many may be worth the same
    /// as it whatever the numbers; `None` where they have too many digits.
    #[expect(clippy::type_complexity, reason = "three lists of points")]
    pub(super) fn same(&self, than: &Package) -> Option<(Vec<Vec<i128>>, Vec<i128>, i128)> {
        let bonuses: Vec<i128> = self.wants.bonuses().iter().map(|b| b.points).collect();
        let most = self.wants.most().checked_mul(4)?.checked_add(1).filter(|m| *m < 1 << 110)?;
        let row = |i: usize| -> Vec<i128> {
            let mark = |o: usize| self.mark(i, o);
            let here = mark(than.options()[i].index());
            let points = |o: usize| if here == Mark::Sure { self.wants.points[i][o] } else { 0 };
            (0..self.values[i].len()).map(|o| if mark(o) == here { points(o) } else { -most }).collect()
        };
        let rows: Vec<Vec<i128>> = (0..self.values.len()).map(row).collect();
        let paid = self.wants.bonuses().iter().filter(|b| b.paid(than)).map(|b| b.points).sum::<i128>();
        let own = |(i, row): (usize, &Vec<i128>)| row.get(than.options()[i].index()).copied().unwrap_or(0);
        let level = rows.iter().enumerate().map(own).sum::<i128>() + paid;
        Some((rows, bonuses, level))
    }

    /// What an option may differ by from others of its issue.
    fn mark(&self, issue: usize, option: usize) -> Mark {
        let values = &self.values[issue];
        let Some((low, high)) = values.get(option) else { return Mark::Sure };
        let (known, nothing) = match &self.weights {
            Weights::Between(ranges) => (ranges[issue].0 == ranges[issue].1, ranges[issue].1.is_zero()),
            Weights::Corners(_) => (false, false),
        };
        if known && low == high || nothing {
            return Mark::Sure;
        }
        let same = |n: &usize| *n == option || low == high && values[*n].0 == *low && values[*n].1 == *high;
        Mark::Like((0..values.len()).find(same).unwrap_or(option))
    }

    /// What tells apart packages that may be worth different things; packages with the same marks are worth the same
    /// whatever the numbers.
    pub(super) fn marks(&self, package: &Package, marks: &mut Vec<i128>) {
        let mut sure = self.wants.bonuses().iter().filter(|b| b.paid(package)).map(|b| b.points).sum::<i128>();
        for i in 0..self.values.len() {
            let option = package.options()[i].index();
            marks.push(match self.mark(i, option) {
                Mark::Sure => {
                    sure += self.wants.points[i][option];
                    -1
                }
                Mark::Like(first) => first as i128,
            });
        }
        marks.push(sure);
    }
}
