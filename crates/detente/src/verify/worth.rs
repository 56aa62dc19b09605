//! What a package is worth, from the numbers as they are written.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

use crate::{
    case::{Bonus, Case, Package, PartyId, Preference, Wants},
    number::Exact,
};

/// Worth, exactly.
pub(super) type Q = BigRational;

/// A number as it is.
pub(super) fn exactly(n: Exact) -> Q {
    Q::new(n.numerator().into(), n.denominator().into())
}

/// What a party's options are worth: `100 * weight / sum of weights * value / best` for each issue, and the bonuses beside.
#[derive(Debug)]
pub(super) struct Worth<'a> {
    wants: &'a Wants,
    /// For each issue, what each option adds, in whole points.
    options: Vec<Vec<BigInt>>,
    bonuses: Vec<(&'a Bonus, BigInt)>,
    /// Points that make a worth of one.
    scale: BigInt,
    /// Points beyond which nothing counts.
    cap: Option<BigInt>,
}

impl<'a> Worth<'a> {
    /// Of a party; `None` where the file does not say what it wants in numbers.
    pub(super) fn of(case: &'a Case, party: PartyId) -> Option<Worth<'a>> {
        let Preference::Worth(wants) = &case.party(party).preference else { return None };
        let hundred = || Q::from_integer(100.into());
        let measure = wants.measure();
        let written: Vec<_> = case.issue_ids().map(|i| wants.on(i)).collect();
        let total: Q = match measure.and_then(|m| m.total) {
            Some(total) => exactly(total),
            None => written.iter().flatten().map(|w| exactly(w.weight)).sum(),
        };
        let options: Vec<Vec<Q>> = case
            .issues()
            .iter()
            .enumerate()
            .map(|(n, issue)| match written[n] {
                Some(on) if on.weight != Exact::ZERO => {
                    let best = measure.map_or_else(hundred, |m| exactly(m.best[n]));
                    let add = |v: &Exact| hundred() * exactly(on.weight) / &total * exactly(*v) / &best;
                    on.values.iter().map(add).collect()
                }
                _ => vec![Q::zero(); issue.options.len()],
            })
            .collect();
        let out_of = measure.map_or_else(hundred, |m| exactly(m.out_of));
        let bonuses: Vec<Q> = wants.bonuses().iter().map(|b| hundred() * exactly(b.worth) / &out_of).collect();
        let all = options.iter().flatten().chain(&bonuses);
        let scale = all.fold(BigInt::one(), |scale, n| scale.lcm(n.denom()));
        let whole = |n: &Q| (n * Q::from_integer(scale.clone())).to_integer();
        Some(Worth {
            wants,
            options: options.iter().map(|row| row.iter().map(whole).collect()).collect(),
            bonuses: wants.bonuses().iter().zip(bonuses.iter().map(whole)).collect(),
            cap: measure.filter(|m| m.capped).map(|_| &scale * BigInt::from(100)),
            scale,
        })
    }

    /// Points of a package; its worth is so many over the scale.
    pub(super) fn points(&self, package: &Package) -> i128 {
        let mut sum = BigInt::zero();
        for (row, option) in self.options.iter().zip(package.options()) {
            sum += &row[option.index()];
        }
        for (bonus, points) in &self.bonuses {
            if bonus.when.matches(package) != bonus.unless {
                sum += points;
            }
        }
        if let Some(cap) = &self.cap {
            sum = sum.min(cap.clone());
        }
        sum.to_i128().expect("the reader refuses numbers that are longer")
    }

    /// So many points as worth.
    pub(super) fn worth_of(&self, points: i128) -> Q {
        Q::new(points.into(), self.scale.clone())
    }

    /// The worth of a package.
    pub(super) fn worth(&self, package: &Package) -> Q {
        self.worth_of(self.points(package))
    }

    /// What an option adds.
    pub(super) fn adds(&self, issue: usize, option: usize) -> Q {
        Q::new(self.options[issue][option].clone(), self.scale.clone())
    }

    /// Whether the worth of a package is the sum of what its options add.
    pub(super) fn is_sum(&self) -> bool {
        self.bonuses.is_empty() && self.cap.is_none()
    }

    /// Whether nothing counts beyond some worth.
    pub(super) fn is_capped(&self) -> bool {
        self.cap.is_some()
    }

    /// What is written.
    pub(super) fn wants(&self) -> &'a Wants {
        self.wants
    }
}
