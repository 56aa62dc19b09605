//! The best package by a goal, exactly, without the frontier.
//!
//! Labels are merged along the diagram as for the frontier, but those that cannot reach the best package known are
//! dropped: their gains so far, and the most that the rest of the way can add in some directions (`hull.rs`), bound what
//! can become of them. For the product of gains the bound is the inequality of weighted means. Bounds are computed with
//! floating point and given room; what is left at the end is compared exactly by whoever asked.

use super::{
    hull::{Direction, Goal, Lottery, Measure, climb},
    labels::{Beam, Crowded, Merge, NotMerged, Points},
    yard::Yard,
};
use crate::{
    case::Package,
    question::{Cancel, Progress},
    search::diagram::Diagram,
};

/// Packages among which those that are best by a goal are.
#[derive(Debug)]
pub(super) struct Best {
    /// Points of each party, how many packages bring just these, and one of them.
    pub(super) packages: Vec<(Vec<i128>, u128, Package)>,
    /// Whether the best are surely among them.
    pub(super) proven: bool,
    /// No package comes to more by the goal.
    pub(super) bound: f64,
}

/// What is asked: a goal over the packages of a diagram that no party with a floor refuses.
pub(super) struct Asked<'a> {
    pub(super) diagram: &'a Diagram,
    pub(super) measure: Measure,
    /// The same gains, exactly.
    pub(super) yard: &'a Yard,
    pub(super) goal: Goal,
    /// Fewest points that each party accepts.
    pub(super) floors: Vec<Option<i128>>,
    pub(super) cancel: &'a Cancel,
    pub(super) progress: &'a Progress,
}

/// Widths of the beams that look for a good package, and most labels of the searches that prove it best.
const ROUNDS: [(usize, usize); 3] = [(60, 20_000), (1_500, 150_000), (20_000, 1_500_000)];

/// Room for rounding, as a part of the goal.
const ROOM: f64 = 1e-9;

impl Asked<'_> {
    /// Looks for the best packages; `D` is the number of parties.
    pub(super) fn best<const D: usize, T: Points>(&self) -> Option<Best> {
        let directions = self.directions();
        let floors = Floors::<D>::new(self.diagram, &self.floors);
        let times: [f64; D] = std::array::from_fn(|d| self.measure.times[d]);
        let bound = |layer: usize, node: usize, worth: &[T; D]| {
            let brought: [f64; D] = std::array::from_fn(|d| worth[d].to_f64() * times[d]);
            self.bound(&directions, layer, node, &brought)
        };
        let reaches = |layer: usize, node: usize, worth: &[T; D], least: f64| {
            let brought: [f64; D] = std::array::from_fn(|d| worth[d].to_f64() * times[d]);
            directions.iter().all(|d| self.bound_by(d, layer, node, &brought) >= least)
        };
        let mut bar = f64::NEG_INFINITY;
        let start = [T::of(0).expect("nought fits"); D];
        let over_all = bound(0, 0, &start);
        let mut found: Vec<(Vec<i128>, u128, Package)> = Vec::new();
        for (width, most) in ROUNDS {
            for proving in [false, true] {
                let least = bar - ROOM * (1.0 + bar.abs());
                let may = |layer: usize, node: usize, worth: &[T; D]| {
                    floors.allow(layer, node, worth) && reaches(layer, node, worth, least)
                };
                let merge = Merge {
                    keep: &may,
                    beam: (!proving).then_some(Beam { width, score: &bound }),
                    most,
                    crowded: Crowded::Stop,
                    boxes: [1; D],
                    cancel: self.cancel,
                    progress: self.progress,
                };
                let merged = match merge.along(self.diagram) {
                    Ok(merged) => merged,
                    Err(NotMerged::Crowded) => continue,
                    Err(NotMerged::Stopped) => return None,
                };
                let all = merged.labels.iter().enumerate().map(|(n, l)| {
                    (l.worth.map(|w| w.to_i128()).to_vec(), l.ways, self.diagram.package(&merged.way(n)))
                });
                let value = |p: &[i128]| self.value(p);
                let best = all.clone().map(|(p, _, _)| value(&p)).fold(f64::NEG_INFINITY, f64::max);
                // A beam may find nothing where something is.
                if best >= bar || proving {
                    bar = bar.max(best);
                    found = all.filter(|(p, _, _)| value(p) >= bar - ROOM * (1.0 + bar.abs())).collect();
                }
                if proving || merged.dropped.is_none() {
                    return Some(Best { packages: found, proven: true, bound: bar });
                }
            }
        }
        Some(Best { packages: found, proven: false, bound: over_all })
    }

    /// What gains come to by the goal itself.
    fn value(&self, points: &[i128]) -> f64 {
        let gains = self.measure.gains(points);
        match &self.goal {
            Goal::Product => {
                // A gain of nought, rounded, must not look like a gain.
                let gains = points.iter().enumerate().map(|(side, p)| self.yard.near(side, *p));
                gains.map(|g| if g > 0.0 { g.ln() } else { f64::NEG_INFINITY }).sum()
            }
            Goal::Least(_) => gains.iter().copied().fold(f64::MAX, f64::min),
            Goal::Sum { weights, .. } => gains.iter().zip(weights).map(|(g, w)| g * w).sum(),
        }
    }

    fn bound(&self, directions: &[Direction], layer: usize, node: usize, brought: &[f64]) -> f64 {
        directions.iter().map(|d| self.bound_by(d, layer, node, brought)).fold(f64::INFINITY, f64::min)
    }

    /// The most that the goal can come to from a node on, as far as one direction tells.
    fn bound_by(&self, direction: &Direction, layer: usize, node: usize, brought: &[f64]) -> f64 {
        let most = direction.most(layer, node, brought);
        match self.goal {
            Goal::Product if most <= 0.0 => f64::NEG_INFINITY,
            Goal::Product => {
                // Product of gains <= (weighted gain / n)^n / product of weights.
                let n = brought.len() as f64;
                n * (most / n).ln() - direction.product
            }
            Goal::Least(_) | Goal::Sum { .. } => most,
        }
    }

    fn directions(&self) -> Vec<Direction> {
        let (diagram, measure) = (self.diagram, &self.measure);
        let mut lottery = Lottery::of_all(diagram, measure);
        let width = lottery.tickets.iter().flat_map(|t| &t.1).fold(1e-9_f64, |a, g| a.max(g.abs()));
        let mut slopes: Vec<Vec<f64>> = Vec::new();
        let n = measure.times.len();
        let mut follow = |goal: &Goal, rounds: usize, lottery: &Lottery, keep: usize| {
            let (met, reached) = climb(diagram, measure, goal, lottery, rounds);
            slopes.extend(met.into_iter().take(keep));
            reached
        };
        match &self.goal {
            Goal::Least(_) => {
                for (round, rounds) in [(0.1, 60), (0.01, 120), (0.001, 200), (0.0001, 300)] {
                    lottery = follow(&Goal::Least(width * round), rounds, &lottery, 3);
                }
            }
            Goal::Product => {
                // Somewhere all must gain before a product says anything.
                let mut unused = Vec::new();
                for round in [0.1, 0.01] {
                    let (met, reached) = climb(diagram, measure, &Goal::Least(width * round), &lottery, 100);
                    unused = met;
                    lottery = reached;
                }
                if lottery.gains().iter().all(|g| *g > 0.0) {
                    follow(&Goal::Product, 400, &lottery, 6);
                } else {
                    // A product of weights must not be nought.
                    slopes.extend(unused.into_iter().take(1).map(|s| s.iter().map(|w| w + 1e-6).collect()));
                }
            }
            Goal::Sum { weights, .. } => {
                for below in [1.0, 10.0] {
                    for round in [0.03, 0.003, 0.0005] {
                        let goal = Goal::Sum { weights: weights.clone(), below, rounded: width * round };
                        lottery = follow(&goal, 150, &lottery, 2);
                    }
                }
                slopes.push(weights.clone());
            }
        }
        // Near the end what is left cannot make up for any lopsided beginning: directions beside the best one tell.
        let beside: Vec<Vec<f64>> = slopes.first().map_or_else(Vec::new, |best| {
            let factor = |subset: usize, k: usize, times: f64| if subset >> k & 1 == 1 { times } else { 1.0 };
            let subsets = 1..(1_usize << n.min(6)) - 1;
            let of = |times: f64| {
                let lean =
                    move |subset: usize| (0..n).map(|k| best[k] * factor(subset, k, times)).collect::<Vec<f64>>();
                subsets.clone().map(lean)
            };
            of(1.3).chain(of(3.0)).collect()
        });
        slopes.extend(beside);
        if matches!(self.goal, Goal::Least(_)) {
            // Each party by itself.
            slopes.extend((0..n).map(|d| (0..n).map(|k| f64::from(u8::from(k == d))).collect()));
            for slope in &mut slopes {
                let sum: f64 = slope.iter().sum();
                slope.iter_mut().for_each(|w| *w /= sum);
            }
        }
        if let Goal::Sum { weights, .. } = &self.goal {
            // What counts beside the sum counts only for parties that refuse less than nought.
            for slope in &mut slopes {
                for (k, w) in slope.iter_mut().enumerate() {
                    *w = if self.floors[k].is_none() { weights[k] } else { w.max(weights[k]) };
                }
            }
        }
        slopes.dedup();
        slopes.into_iter().map(|s| Direction::new(diagram, measure, s)).collect()
    }
}

/// The fewest points that parties accept, and whether they can still be had.
pub(super) struct Floors<const D: usize> {
    floors: [Option<i128>; D],
    /// For each party with a floor: the best that the rest of each way can bring it.
    rest: [Option<Vec<Vec<i128>>>; D],
}

impl<const D: usize> Floors<D> {
    pub(super) fn new(diagram: &Diagram, floors: &[Option<i128>]) -> Self {
        let rest = std::array::from_fn(|d| floors[d].map(|_| diagram.best_rest(0, |g: &[i128]| g[d])));
        Floors { floors: std::array::from_fn(|d| floors[d]), rest }
    }

    pub(super) fn allow<T: Points>(&self, layer: usize, node: usize, worth: &[T; D]) -> bool {
        self.floors.iter().zip(&self.rest).zip(worth).all(|((floor, rest), worth)| match (floor, rest) {
            (Some(floor), Some(rest)) => worth.to_i128() + rest[layer][node] >= *floor,
            _ => true,
        })
    }
}
