//! From numbers of parties and sizes of points known at run time to code that is made for each.

use super::{
    bounded::{Asked, Best, Floors},
    labels::{Crowded, Merge, NotMerged, Points},
};
use crate::{
    case::Package,
    question::{Cancel, Progress},
    search::diagram::Diagram,
};

/// Parties whose worth can be weighed against each other at once.
pub(super) const MOST_SIDES: usize = 12;

macro_rules! by_sides {
    ($sides:expr, $small:expr, $what:ident $arguments:tt) => {
        match ($sides, $small) {
            (1, true) => $what::<1, i64> $arguments,
            (2, true) => $what::<2, i64> $arguments,
            (3, true) => $what::<3, i64> $arguments,
            (4, true) => $what::<4, i64> $arguments,
            (5, true) => $what::<5, i64> $arguments,
            (6, true) => $what::<6, i64> $arguments,
            (1, _) => $what::<1, i128> $arguments,
            (2, _) => $what::<2, i128> $arguments,
            (3, _) => $what::<3, i128> $arguments,
            (4, _) => $what::<4, i128> $arguments,
            (5, _) => $what::<5, i128> $arguments,
            (6, _) => $what::<6, i128> $arguments,
            (7, _) => $what::<7, i128> $arguments,
            (8, _) => $what::<8, i128> $arguments,
            (9, _) => $what::<9, i128> $arguments,
            (10, _) => $what::<10, i128> $arguments,
            (11, _) => $what::<11, i128> $arguments,
            _ => $what::<12, i128> $arguments,
        }
    };
}

/// How a frontier is to be built.
#[derive(Clone, Copy)]
pub(super) struct Building<'a> {
    /// Fewest points that each party accepts.
    pub(super) floors: &'a [Option<i128>],
    /// Most labels of a layer.
    pub(super) most: usize,
    /// What happens when there are more.
    pub(super) crowded: Crowded,
    /// Points of each party by which a package may differ from one that is kept.
    pub(super) epsilon: Option<&'a [i128]>,
    pub(super) cancel: &'a Cancel,
    pub(super) progress: &'a Progress,
}

/// Undominated worth, as points of each party.
#[derive(Debug)]
pub(super) struct Built {
    pub(super) points: Vec<Vec<i128>>,
    /// How many packages bring just these points; `None` where there are more than could be counted.
    pub(super) ways: Vec<Option<u128>>,
    pub(super) packages: Vec<Package>,
    /// Points of each party that packages may be better by than those here.
    pub(super) lost: Vec<i128>,
    /// Whether there was no room for all.
    pub(super) crowded: bool,
    /// Whether nothing undominated is missing, boxes aside.
    pub(super) complete: bool,
    /// Where something may be: for such weights of parties, no package has a higher weighted sum of points than this.
    pub(super) bounds: Vec<(Vec<i128>, i128)>,
}

impl Built {
    /// What is left of a frontier where nothing counts beyond some points: whatever package there is, one of these is at
    /// least as good for all, and stays so. How many packages bring just the same is not known then.
    pub(super) fn capped(mut self, caps: &[Option<i128>]) -> Built {
        let mut ways = std::mem::take(&mut self.ways);
        for (points, ways) in self.points.iter_mut().zip(&mut ways) {
            for (p, cap) in points.iter_mut().zip(caps) {
                if cap.is_some_and(|c| *p >= c) {
                    *p = cap.unwrap_or(*p);
                    *ways = None;
                }
            }
        }
        let all = std::mem::take(&mut self.points);
        let better = |a: &Vec<i128>, b: &Vec<i128>| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
        let mut order: Vec<usize> = (0..all.len()).filter(|n| !all.iter().any(|o| better(o, &all[*n]))).collect();
        order.sort_by(|a, b| all[*b].cmp(&all[*a]).then_with(|| self.packages[*a].cmp(&self.packages[*b])));
        order.dedup_by_key(|n| &all[*n]);
        self.points = order.iter().map(|n| all[*n].clone()).collect();
        self.ways = order.iter().map(|n| ways[*n]).collect();
        self.packages = order.iter().map(|n| self.packages[*n].clone()).collect();
        self
    }
}

/// Builds a frontier.
pub(super) fn frontier(diagram: &Diagram, building: Building<'_>) -> Result<Built, NotMerged> {
    by_sides!(building.floors.len(), fits(diagram), build(diagram, building))
}

/// Looks for the best packages by a goal; `None` where it was stopped.
pub(super) fn best(asked: &Asked<'_>) -> Option<Best> {
    by_sides!(asked.floors.len(), fits(asked.diagram), find(asked))
}

fn find<const D: usize, T: Points>(asked: &Asked<'_>) -> Option<Best> {
    asked.best::<D, T>()
}

fn build<const D: usize, T: Points>(diagram: &Diagram, building: Building<'_>) -> Result<Built, NotMerged> {
    let Building { floors, most, crowded, epsilon, cancel, progress } = building;
    let held = Floors::<D>::new(diagram, floors);
    let layers = diagram.order.len().max(1) as i128;
    let merge = Merge {
        keep: &|layer, node, worth: &[T; D]| held.allow(layer, node, worth),
        beam: None,
        most,
        crowded,
        boxes: std::array::from_fn(|d| epsilon.map_or(1, |e| e[d] / layers + 1)),
        cancel,
        progress,
    };
    let merged = merge.along(diagram)?;
    let labels = &merged.labels;
    Ok(Built {
        packages: (0..labels.len()).map(|n| diagram.package(&merged.way(n))).collect(),
        points: labels.iter().map(|l| l.worth.map(Points::to_i128).to_vec()).collect(),
        ways: labels.iter().map(|l| Some(l.ways).filter(|w| *w < u128::MAX)).collect(),
        lost: merged.lost.to_vec(),
        crowded: merged.crowded,
        complete: true,
        bounds: Vec::new(),
    })
}

/// Whether no sum of points is too long for 64 bits.
fn fits(diagram: &Diagram) -> bool {
    let sides = diagram.gains.first().and_then(|g| g.first()).map_or(0, Vec::len);
    (0..sides).all(|side| {
        let most = |gains: &Vec<Vec<i128>>| gains.iter().map(|g| g[side].unsigned_abs()).max().unwrap_or(0);
        let sum = diagram.gains.iter().try_fold(0_u128, |sum, gains| sum.checked_add(most(gains)));
        sum.is_some_and(|s| s < 1 << 62)
    })
}
