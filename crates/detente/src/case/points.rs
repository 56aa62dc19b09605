//! Worth as whole points over one common scale, so that it can be compared exactly.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{Bonus, IssueId, IssueWants, Measure, Wants};
use crate::number::Exact;

/// All points of a party together, paid or not, and what it walks away for, are fewer than two to this power, so that
/// nothing overflows where they are added up ([`crate::search`] counts on it).
const BITS: u32 = 117;

/// Whether so many points are few enough.
pub(crate) fn fits(points: &BigInt) -> bool {
    points.bits() <= u64::from(BITS)
}

/// The points of every option (`options`: how many each issue has) and bonus, and the scale: points that make one unit of
/// worth. The scale is the least that makes all of them whole. `None` if they are too many to be held, or where weights
/// that sum up to nothing would divide.
pub(crate) fn points(
    wants: &[Option<IssueWants>],
    options: &[usize],
    bonuses: &mut [Bonus],
    measure: Option<&Measure>,
) -> Option<(Vec<Vec<i128>>, i128)> {
    let hundred = || BigRational::from_integer(100.into());
    let total = match measure.and_then(|m| m.total) {
        Some(total) => big(total),
        None => wants.iter().flatten().fold(BigRational::zero(), |sum, w| sum + big(w.weight)),
    };
    // For each issue: what one unit of its numbers is worth, and those numbers, whole and without a common factor.
    let mut rows: Vec<(BigRational, Vec<i128>)> = Vec::with_capacity(wants.len());
    let mut scale = BigInt::one();
    for ((n, wants), options) in wants.iter().enumerate().zip(options) {
        let Some(wants) = wants.as_ref().filter(|w| w.weight != Exact::ZERO) else {
            rows.push((BigRational::zero(), vec![0; *options]));
            continue;
        };
        if total.is_zero() {
            return None;
        }
        let best = measure.map_or_else(hundred, |m| big(m.best[n]));
        let (common, row) = whole(&wants.values)?;
        let unit = hundred() * big(wants.weight) / &total / best * common;
        scale = scale.lcm(unit.denom());
        rows.push((unit, row));
    }
    let out_of = measure.map_or_else(hundred, |m| big(m.out_of));
    let paid: Vec<BigRational> = bonuses.iter().map(|b| hundred() * big(b.worth) / &out_of).collect();
    scale = paid.iter().fold(scale, |scale, b| scale.lcm(b.denom()));
    if !fits(&(&scale * 100)) {
        return None;
    }
    let whole_points = |part: &BigRational| (part * BigRational::from_integer(scale.clone())).to_integer();
    let mut sum = BigInt::zero();
    let mut points = Vec::with_capacity(rows.len());
    for (unit, row) in rows {
        let most = row.iter().map(|n| n.unsigned_abs()).max().unwrap_or(0);
        let unit = whole_points(&unit);
        sum += unit.abs() * most;
        if !fits(&sum) {
            return None;
        }
        // Where the unit does not fit, all of the row is nought.
        let unit = unit.to_i128().unwrap_or(0);
        points.push(row.into_iter().map(|n| n * unit).collect());
    }
    for (bonus, paid) in bonuses.iter_mut().zip(&paid) {
        let paid = whole_points(paid);
        sum += paid.abs();
        if !fits(&sum) {
            return None;
        }
        bonus.points = paid.to_i128()?;
    }
    Some((points, scale.to_i128()?))
}

/// Numbers as a common factor times whole numbers that have no factor in common. `None` where those do not fit.
fn whole(values: &[Exact]) -> Option<(BigRational, Vec<i128>)> {
    let mut under: i128 = 1;
    for value in values {
        under = (under / under.gcd(&value.denominator())).checked_mul(value.denominator())?;
    }
    let over: Option<Vec<i128>> = values.iter().map(|v| v.numerator().checked_mul(under / v.denominator())).collect();
    let mut over = over?;
    let common = over.iter().fold(0_i128, |a, b| a.gcd(b));
    if common > 1 {
        over.iter_mut().for_each(|n| *n /= common);
    }
    Some((BigRational::new(common.into(), under.into()), over))
}

fn big(number: Exact) -> BigRational {
    BigRational::new(number.numerator().into(), number.denominator().into())
}

/// The rank-order centroids of an order, for each issue named; `None` where they have too many digits.
///
/// With n issues, the k-th counts `(1/k + 1/(k+1) + ... + 1/n) / n` (Barron & Barrett 1996); issues that tie share the
/// mean of their places.
pub(crate) fn centroids(tiers: &[Vec<IssueId>]) -> Option<Vec<(IssueId, Exact)>> {
    let n = tiers.iter().map(Vec::len).sum::<usize>();
    let mut found = Vec::with_capacity(n);
    let mut place = n;
    let mut tail = BigRational::zero();
    for tier in tiers.iter().rev() {
        let mut sum = BigRational::zero();
        for _ in tier {
            tail += BigRational::new(1.into(), place.into());
            sum += &tail;
            place -= 1;
        }
        let mean = sum / BigRational::from_integer((tier.len() * n).into());
        let mean = Exact::ratio(mean.numer().to_i128()?, mean.denom().to_i128()?);
        found.extend(tier.iter().map(|issue| (*issue, mean)));
    }
    Some(found)
}

/// Whether the difference between a walk-away and the worth of any package can be held exactly.
pub(crate) fn comparable(wants: &Wants, worth: Exact) -> bool {
    let scale = BigInt::from(wants.scale());
    let common = scale.lcm(&worth.denominator().into());
    let finer = &common / &scale;
    let walk_away = &common * worth.numerator() / worth.denominator();
    fits(&(&common * 100)) && fits(&walk_away) && fits(&(finer * wants.most()))
}
