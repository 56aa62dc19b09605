//! Which packages are efficient, and which the Nash solution, for one choice of all numbers.

use super::{
    super::{
        labels::Crowded,
        named::Field,
        run::{self, Building},
        space::Space,
        yard::Yard,
    },
    paths::{Paths, Points},
};
use crate::{
    case::{Package, Wants},
    number::Exact,
    question::{Budget, Progress},
};

/// Most labels of a layer.
const MOST_LABELS: usize = 100_000;

/// What was found.
pub(super) struct Found {
    /// One package for each combination of worth that nothing dominates.
    pub(super) packages: Vec<Package>,
    /// The places of those that are Nash solutions.
    pub(super) nash: Vec<usize>,
}

/// Looks for them; `None` where there is no room for all, or it was stopped.
pub(super) fn find(space: &Space<'_>, paths: &mut Paths, wants: &[Wants], budget: &Budget) -> Option<Found> {
    let points: Vec<Points<'_>> = wants.iter().map(|w| w.points.as_slice()).collect();
    let bonuses: Vec<Vec<i128>> = wants.iter().map(|w| w.bonuses.iter().map(|b| b.points).collect()).collect();
    let diagram = paths.worth(&points, &bonuses);
    if diagram.is_empty() {
        return Some(Found { packages: Vec::new(), nash: Vec::new() });
    }
    let held = |(side, wants): (&super::super::space::Side<'_>, &Wants)| {
        side.floor.and(side.walk_away).map(|worth| wants.points_needed(worth))
    };
    let floors: Vec<Option<i128>> = space.sides.iter().zip(wants).map(held).collect();
    let building = Building {
        floors: &floors,
        most: MOST_LABELS,
        crowded: Crowded::Stop,
        epsilon: None,
        cancel: &budget.cancel,
        progress: &Progress::default(),
    };
    let built = run::frontier(diagram, building).ok()?;
    let disagreement = |side: usize| {
        space.sides[side].walk_away.unwrap_or_else(|| {
            let least = -diagram.best_rest(0, |g: &[i128]| -g[side])[0][0];
            Exact::ratio(least, wants[side].scale()).min(Exact::ZERO)
        })
    };
    let yard = Yard::new((0..wants.len()).map(|side| (wants[side].scale(), disagreement(side))).collect());
    let field = Field { points: &built.points, yard: &yard };
    let nash = if built.points.is_empty() { Vec::new() } else { field.nash() };
    Some(Found { packages: built.packages, nash })
}
