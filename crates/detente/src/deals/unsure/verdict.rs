//! Whether a package is efficient whatever the numbers, exactly.
//!
//! It is not if some other package is at least as good for every party and better for one, for some numbers. Numbers of
//! different parties are independent, so each party takes those that are best for the other package; with the weights of
//! each party at one corner, what that package gains is a sum over issues, and all packages are compared at once as those
//! of a frontier are. Where a package is acceptable whatever the numbers, so is every package that dominates it.
//!
//! Ranges and orders include their edges, at which an issue may count nothing. What holds for all numbers but some at edges
//! holds in every sample: there a package dominates another only if each party can be better off by it, or never
//! notices any difference.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};

use super::{
    super::{
        labels::Crowded,
        run::{self, Building},
    },
    paths::{Paths, Points},
    ranges::{Choice, Ranges},
};
use crate::{
    case::{Package, fits},
    question::{Cancel, Progress},
};

/// Most labels of a layer.
const MOST_LABELS: usize = 50_000;

/// Most combinations of corners.
const MOST_CORNERS: usize = 1_000;

/// What is known of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing dominates it.
    Unbeaten,
    /// This package dominates it for some numbers.
    Beaten(Package),
    /// It was not found out.
    Open,
}

/// Over which numbers is looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// All that there are.
    All,
    /// All but a part of them whose share is nought.
    AlmostAll,
}

/// Whether a package dominates another for some numbers.
pub(super) fn may_beat(ranges: &[Ranges<'_>], over: Over, this: &Package, than: &Package) -> bool {
    let mut better = false;
    for party in ranges {
        match party.at_most(this, than) {
            Ordering::Less => return false,
            Ordering::Equal if over == Over::AlmostAll && party.at_most(than, this) != Ordering::Equal => return false,
            Ordering::Equal => {}
            Ordering::Greater => better = true,
        }
    }
    better
}

/// Whether a package dominates another whatever the numbers.
pub(super) fn surely_beats(ranges: &[Ranges<'_>], this: &Package, than: &Package) -> bool {
    // At least as good for all numbers: the other is better for none.
    let signs = || ranges.iter().map(|party| party.at_most(than, this));
    signs().all(|sign| sign != Ordering::Greater) && signs().any(|sign| sign == Ordering::Less)
}

/// Looks among all packages for one that dominates this one for some numbers. Counts its work.
pub(super) fn verdict(
    ranges: &[Ranges<'_>],
    over: Over,
    paths: &mut Paths,
    than: &Package,
    work: &mut u64,
    cancel: &Cancel,
) -> Verdict {
    let choices: Option<Vec<Vec<Choice>>> = ranges.iter().map(Ranges::choices).collect();
    let Some(mut choices) = choices else { return Verdict::Open };
    if over == Over::AlmostAll {
        choices.iter_mut().zip(ranges).filter(|(_, r)| r.told_by_marks()).for_each(|(c, _)| c.push(Choice::Same));
    }
    let all = choices.iter().try_fold(1_usize, |n, c| n.checked_mul(c.len())).unwrap_or(usize::MAX);
    if all > MOST_CORNERS {
        return Verdict::Open;
    }
    let sides = || ranges.iter().zip(&choices);
    let gains: Option<Vec<Vec<Gains>>> =
        sides().map(|(r, choices)| choices.iter().map(|c| gains(r, over, c, than)).collect()).collect();
    let Some(gains) = gains else { return Verdict::Open };
    let mut open = false;
    for n in 0..all {
        let mut rest = n;
        let corner: Vec<&Gains> = gains
            .iter()
            .map(|of| {
                let (next, place) = rest.div_rem(&of.len());
                rest = next;
                &of[place]
            })
            .collect();
        match beaten(ranges, over, paths, &corner, than, work, cancel) {
            Verdict::Unbeaten => {}
            Verdict::Open => open = true,
            beaten => return beaten,
        }
    }
    if open { Verdict::Open } else { Verdict::Unbeaten }
}

/// What options and bonuses bring a party, as whole numbers; the package in question has `level` of it, and one that
/// dominates it has `floor` at least.
struct Gains {
    options: Vec<Vec<i128>>,
    bonuses: Vec<i128>,
    level: i128,
    floor: i128,
}

/// `None` where they have too many digits.
fn gains(ranges: &Ranges<'_>, over: Over, choice: &Choice, than: &Package) -> Option<Gains> {
    if matches!(choice, Choice::Same) {
        let (options, bonuses, level) = ranges.same(than)?;
        return Some(Gains { options, bonuses, level, floor: level });
    }
    let (options, bonuses) = ranges.gains(choice, than);
    let beside = ranges.beside(than);
    let all = || options.iter().flatten().chain(&bonuses).chain([&beside]);
    let scale = all().fold(BigInt::one(), |scale, n| scale.lcm(n.denom()));
    let whole = |n: &BigRational| (n * BigRational::from_integer(scale.clone())).to_integer();
    let sum = all().fold(BigInt::from(1), |sum, n| sum + BigInt::from(whole(n).magnitude().clone()));
    if !fits(&sum) {
        return None;
    }
    let row = |row: &Vec<BigRational>| row.iter().map(|n| whole(n).to_i128()).collect::<Option<Vec<i128>>>();
    let level = whole(&beside).to_i128()?;
    Some(Gains {
        options: options.iter().map(row).collect::<Option<_>>()?,
        bonuses: row(&bonuses)?,
        level,
        // Who is not sure must be better off, or see no difference at all.
        floor: level + i128::from(over == Over::AlmostAll && ranges.told_by_marks()),
    })
}

fn beaten(
    ranges: &[Ranges<'_>],
    over: Over,
    paths: &mut Paths,
    corner: &[&Gains],
    than: &Package,
    work: &mut u64,
    cancel: &Cancel,
) -> Verdict {
    let points: Vec<Points<'_>> = corner.iter().map(|g| g.options.as_slice()).collect();
    let bonuses: Vec<Vec<i128>> = corner.iter().map(|g| g.bonuses.clone()).collect();
    let floors: Vec<Option<i128>> = corner.iter().map(|g| Some(g.floor)).collect();
    *work += paths.edges;
    let diagram = paths.worth(&points, &bonuses);
    if diagram.is_empty() {
        return Verdict::Unbeaten;
    }
    let building = Building {
        floors: &floors,
        most: MOST_LABELS,
        crowded: Crowded::Stop,
        epsilon: None,
        cancel,
        progress: &Progress::default(),
    };
    let Ok(built) = run::frontier(diagram, building) else { return Verdict::Open };
    *work += built.points.len() as u64 * floors.len() as u64;
    let better = |points: &Vec<i128>| points.iter().zip(corner).any(|(p, g)| *p > g.level);
    let mut candidates: Vec<&Package> =
        built.points.iter().zip(&built.packages).filter(|(p, _)| better(p)).map(|(_, p)| p).collect();
    candidates.sort_unstable();
    if candidates.is_empty() {
        return Verdict::Unbeaten;
    }
    let found = candidates.into_iter().find(|b| may_beat(ranges, over, b, than));
    found.map_or(Verdict::Open, |b| Verdict::Beaten(b.clone()))
}
