//! Lines between states: bent so that they pass by other states and labels.

use std::collections::BTreeMap;

use super::{
    MoveChart,
    layout::{EDGE, Place, REACH, WIDE},
};
use crate::show::svg::point;

/// A pair of states between which somebody moves, one way or both.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) mover: usize,
    /// Whether one can move there, and whether that is an improvement; the same backwards.
    pub(super) there: Option<bool>,
    pub(super) back: Option<bool>,
    pub(super) curve: Curve,
}

impl Edge {
    /// Whether it is an improvement one way.
    pub(super) fn strong(&self) -> bool {
        self.there == Some(true) || self.back == Some(true)
    }
}

/// A bow from one place to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Curve {
    start: (f64, f64),
    bend: (f64, f64),
    end: (f64, f64),
}

/// How far a bow may lie from the straight line, as a share of its length.
const BENDS: [f64; 13] = [0.0, 0.1, -0.1, 0.18, -0.18, 0.27, -0.27, 0.38, -0.38, 0.52, -0.52, 0.7, -0.7];

const STEPS: usize = 28;

impl Curve {
    fn new(start: (f64, f64), end: (f64, f64), bend: f64) -> Self {
        let (dx, dy) = (end.0 - start.0, end.1 - start.1);
        let middle = (f64::midpoint(start.0, end.0), f64::midpoint(start.1, end.1));
        Curve { start, bend: (middle.0 - dy * bend, middle.1 + dx * bend), end }
    }

    /// A point, from 0 at the start to 1 at the end.
    pub(super) fn at(&self, t: f64) -> (f64, f64) {
        let part = |a: f64, b: f64, c: f64| (1.0 - t).powi(2) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
        (part(self.start.0, self.bend.0, self.end.0), part(self.start.1, self.bend.1, self.end.1))
    }

    /// The same from its end to its start.
    fn turned(self) -> Self {
        Curve { start: self.end, end: self.start, ..self }
    }

    pub(super) fn path(&self) -> String {
        let [start, bend, end] = [self.start, self.bend, self.end].map(point);
        format!("M{start}Q{bend} {end}")
    }

    /// A head at the end, where the sign of the state begins: filled where the move is an improvement.
    pub(super) fn head(&self, improves: bool, backwards: bool, room: f64) -> String {
        let curve = if backwards { self.turned() } else { *self };
        let off = |t: f64| {
            let (x, y) = curve.at(t);
            ((x - curve.end.0).powi(2) + (y - curve.end.1).powi(2)).sqrt()
        };
        let t = (0..=100).rev().map(|n| f64::from(n) / 100.0).find(|t| off(*t) >= room).unwrap_or(0.5);
        let (tip, tail) = (curve.at(t), curve.at((t - 0.06).max(0.0)));
        let length = ((tip.0 - tail.0).powi(2) + (tip.1 - tail.1).powi(2)).sqrt().max(0.01);
        let (dx, dy) = ((tip.0 - tail.0) / length, (tip.1 - tail.1) / length);
        let (long, half) = if improves { (9.0, 4.2) } else { (5.0, 3.0) };
        let base = (tip.0 - dx * long, tip.1 - dy * long);
        let left = point((base.0 - dy * half, base.1 + dx * half));
        let right = point((base.0 + dy * half, base.1 - dx * half));
        format!("M{left}L{}L{right}{}", point(tip), if improves { "Z" } else { "" })
    }
}

/// Whether one can move there, and whether that is an improvement; the same backwards.
type Ways = (Option<bool>, Option<bool>);

/// All edges, those that matter last; as far as can be they stay between two heights.
pub(super) fn edges(chart: &MoveChart, places: &[Place], within: (f64, f64)) -> Vec<Edge> {
    let mut pairs: BTreeMap<(usize, usize, usize), Ways> = BTreeMap::new();
    for arc in &chart.arcs {
        let (from, to) = (arc.from.min(arc.to), arc.from.max(arc.to));
        let pair = pairs.entry((from, to, arc.mover)).or_default();
        if arc.from == from {
            pair.0 = Some(arc.improves);
        } else {
            pair.1 = Some(arc.improves);
        }
    }
    let mut edges: Vec<Edge> = pairs
        .into_iter()
        .map(|((from, to, mover), (there, back))| {
            let of = |bend: &f64| Curve::new(places[from].at, places[to].at, *bend);
            let cost = |bend: &f64| covered(&of(bend), places, (from, to), within) as f64 + bend.abs() * 4.0;
            let bend = BENDS.iter().min_by(|a, b| cost(a).total_cmp(&cost(b))).expect("there are bends");
            Edge { from, to, mover, there, back, curve: of(bend) }
        })
        .collect();
    edges.sort_by_key(Edge::strong);
    edges
}

/// How much a curve runs over signs and labels, and out of the drawing.
fn covered(curve: &Curve, places: &[Place], ends: (usize, usize), within: (f64, f64)) -> usize {
    let near = |(x, y): (f64, f64), at: (f64, f64), room: f64| (x - at.0).powi(2) + (y - at.1).powi(2) < room * room;
    let mut cost = 0;
    for n in 1..STEPS {
        let point = curve.at(n as f64 / STEPS as f64);
        if point.1 < within.0 || point.1 > within.1 || point.0 < EDGE || point.0 > WIDE - EDGE {
            cost += 6;
        }
        for (state, place) in places.iter().enumerate() {
            let own = state == ends.0 || state == ends.1;
            if !own && near(point, place.at, REACH + 5.0) {
                cost += 8;
            }
            if place.cover.holds(point, 2.0) {
                cost += 2;
            }
        }
    }
    cost
}

/// Places along edges for the signs of their movers, apart from each other and from states and labels.
pub(super) fn marks(edges: &[Edge], places: &[Place]) -> Vec<Option<(f64, f64)>> {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut out = Vec::new();
    for edge in edges {
        let place = edge.strong().then(|| {
            let crowd = |t: &f64| {
                let (x, y) = edge.curve.at(*t);
                let close = |at: &&(f64, f64)| (x - at.0).powi(2) + (y - at.1).powi(2) < 144.0;
                let signs = places.iter().filter(|p| (x - p.at.0).powi(2) + (y - p.at.1).powi(2) < 484.0).count();
                let labels = places.iter().filter(|p| p.cover.holds((x, y), 5.0)).count();
                (3 * signs + 3 * labels + taken.iter().filter(close).count(), (t - 0.5).abs())
            };
            let least = |a: &f64, b: &f64| {
                let (a, b) = (crowd(a), crowd(b));
                a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
            };
            let along = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];
            edge.curve.at(along.into_iter().min_by(least).expect("there are places along an edge"))
        });
        taken.extend(place);
        out.push(place);
    }
    out
}
