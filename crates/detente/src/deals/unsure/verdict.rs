//! Whether a package is efficient whatever the numbers, exactly.
//!
//! It is not if some other package is at least as good for every party and better for one, for some numbers. Numbers of
//! different parties are independent, so each party takes those that are best for the other package; with the weights of
//! each party at one corner, what that package gains is a sum over issues, and all packages are compared at once as those
//! of a frontier are. Where a package is acceptable whatever the numbers, so is every package that dominates it.

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
    /// Nothing dominates it, whatever the numbers.
    Always,
    /// This package dominates it for some numbers.
    Beaten(Package),
    /// It was not found out.
    Open,
}

/// Whether a package dominates another for some numbers.
pub(super) fn may_beat(ranges: &[Ranges<'_>], this: &Package, than: &Package) -> bool {
    let mut better = false;
    for party in ranges {
        match party.at_most(this, than) {
            Ordering::Less => return false,
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
    paths: &mut Paths,
    than: &Package,
    work: &mut u64,
    cancel: &Cancel,
) -> Verdict {
    let choices: Option<Vec<Vec<Choice>>> = ranges.iter().map(Ranges::choices).collect();
    let Some(choices) = choices else { return Verdict::Open };
    let all = choices.iter().try_fold(1_usize, |n, c| n.checked_mul(c.len())).unwrap_or(usize::MAX);
    if all > MOST_CORNERS {
        return Verdict::Open;
    }
    let sides = || ranges.iter().zip(&choices);
    let gains: Option<Vec<Vec<Gains>>> =
        sides().map(|(r, choices)| choices.iter().map(|c| gains(r, c, than)).collect()).collect();
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
        match beaten(ranges, paths, &corner, than, work, cancel) {
            Verdict::Always => {}
            Verdict::Open => open = true,
            beaten => return beaten,
        }
    }
    if open { Verdict::Open } else { Verdict::Always }
}

/// What options and bonuses bring a party, as whole numbers, and what bonuses bring it with the package in question.
struct Gains {
    options: Vec<Vec<i128>>,
    bonuses: Vec<i128>,
    floor: i128,
}

/// `None` where they have too many digits.
fn gains(ranges: &Ranges<'_>, choice: &Choice, than: &Package) -> Option<Gains> {
    let (options, bonuses) = ranges.gains(choice, than);
    let beside = ranges.beside(than);
    let all = || options.iter().flatten().chain(&bonuses).chain([&beside]);
    let scale = all().fold(BigInt::one(), |scale, n| scale.lcm(n.denom()));
    let whole = |n: &BigRational| (n * BigRational::from_integer(scale.clone())).to_integer();
    let sum = all().fold(BigInt::from(0), |sum, n| sum + BigInt::from(whole(n).magnitude().clone()));
    if !fits(&sum) {
        return None;
    }
    let row = |row: &Vec<BigRational>| row.iter().map(|n| whole(n).to_i128()).collect::<Option<Vec<i128>>>();
    Some(Gains {
        options: options.iter().map(row).collect::<Option<_>>()?,
        bonuses: row(&bonuses)?,
        floor: whole(&beside).to_i128()?,
    })
}

fn beaten(
    ranges: &[Ranges<'_>],
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
        return Verdict::Always;
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
    let better = |points: &Vec<i128>| points.iter().zip(corner).any(|(p, g)| *p > g.floor);
    let mut candidates: Vec<&Package> =
        built.points.iter().zip(&built.packages).filter(|(p, _)| better(p)).map(|(_, p)| p).collect();
    candidates.sort_unstable();
    if candidates.is_empty() {
        return Verdict::Always;
    }
    let found = candidates.into_iter().find(|b| may_beat(ranges, b, than));
    found.map_or(Verdict::Open, |b| Verdict::Beaten(b.clone()))
}
