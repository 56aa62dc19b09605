//! Where labels stand: near their sign, on nothing else.

use crate::show::svg::{Svg, fitted, number, width};

use super::shape::REACH;

/// A rectangle of pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

impl Rect {
    /// The square around a sign.
    pub(super) fn around((x, y): (f64, f64)) -> Self {
        Rect { x: x - REACH, y: y - REACH, w: 2.0 * REACH, h: 2.0 * REACH }
    }

    pub(super) fn meets(&self, other: &Rect) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }

    fn within(&self, frame: &Rect) -> bool {
        let (right, bottom) = (frame.x + frame.w, frame.y + frame.h);
        self.x >= frame.x + 3.0
            && self.y >= frame.y + 3.0
            && self.x + self.w <= right - 3.0
            && self.y + self.h <= bottom - 3.0
    }

    /// The place in it that is nearest to another.
    fn nearest(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x.clamp(self.x, self.x + self.w), y.clamp(self.y, self.y + self.h))
    }
}

/// A label that wants a place.
pub(super) struct Label {
    pub(super) at: (f64, f64),
    lines: Vec<String>,
    w: f64,
    bold: bool,
}

const SIZE: f64 = 11.0;
const LINE: f64 = 13.0;
const LINES: usize = 4;

impl Label {
    /// A label of one name or several, no wider than `most` pixels.
    pub(super) fn new(at: (f64, f64), names: &[&str], most: f64) -> Self {
        let mut lines: Vec<String> = Vec::new();
        for (n, name) in names.iter().enumerate().take(LINES) {
            let more = if n + 1 == LINES { names.len() - LINES } else { 0 };
            let line = match (n, more) {
                (0, _) => (*name).to_owned(),
                (_, 0) => format!("= {name}"),
                _ => format!("and {} more", more + 1),
            };
            lines.push(fitted(&line, most / SIZE));
        }
        let w = lines.iter().map(|l| width(l) * SIZE).fold(0.0, f64::max);
        Label { at, lines, w, bold: false }
    }

    /// The same in bold letters, or not.
    pub(super) fn bold(self, bold: bool) -> Self {
        Label { bold, ..self }
    }

    fn h(&self) -> f64 {
        self.lines.len() as f64 * LINE
    }

    /// Draws it at its place, with a line from its sign where it is further off.
    pub(super) fn draw(&self, place: Rect, out: &mut Svg) {
        let end = place.nearest(self.at);
        let (dx, dy) = (end.0 - self.at.0, end.1 - self.at.1);
        let far = (dx * dx + dy * dy).sqrt();
        if far > REACH + 5.0 {
            let start = (self.at.0 + dx / far * REACH, self.at.1 + dy / far * REACH);
            let [x, y, u, v] = [start.0, start.1, end.0, end.1].map(number);
            out.path("leader", &format!("M{x} {y}L{u} {v}"));
        }
        // Text goes to the side where its sign is.
        let (anchor, x) = match self.at.0 {
            a if a <= place.x => ("", place.x),
            a if a >= place.x + place.w => (" end", place.x + place.w),
            _ => (" middle", place.x + place.w / 2.0),
        };
        let class = format!("small halo{}{anchor}", if self.bold { " bold" } else { "" });
        for (n, line) in self.lines.iter().enumerate() {
            out.words((x, place.y + LINE * n as f64 + 10.0), &class, line, f64::INFINITY);
        }
    }
}

/// What is drawn already, as squares of four pixels that hold something.
pub(super) struct Crowd {
    frame: Rect,
    columns: usize,
    cells: Vec<bool>,
    dear: f64,
}

impl Crowd {
    /// Nothing yet. To cover a square costs a label as much as so many pixels' distance from its sign.
    pub(super) fn new(frame: Rect, dear: f64) -> Self {
        let (columns, rows) = ((frame.w / 4.0) as usize + 1, (frame.h / 4.0) as usize + 1);
        Crowd { frame, columns, cells: vec![false; columns * rows], dear }
    }

    fn cell(&self, (x, y): (f64, f64)) -> (usize, usize) {
        let (x, y) = ((x - self.frame.x).clamp(0.0, self.frame.w), (y - self.frame.y).clamp(0.0, self.frame.h));
        ((x / 4.0) as usize, (y / 4.0) as usize)
    }

    /// Something stands here.
    pub(super) fn add(&mut self, at: (f64, f64)) {
        let (column, row) = self.cell(at);
        self.cells[row * self.columns + column] = true;
    }

    /// A line upright or level is drawn from here to there.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        let (a, b) = (self.cell(from), self.cell(to));
        for row in a.1.min(b.1)..=a.1.max(b.1) {
            for column in a.0.min(b.0)..=a.0.max(b.0) {
                self.cells[row * self.columns + column] = true;
            }
        }
    }

    fn under(&self, place: &Rect) -> usize {
        let (a, b) = (self.cell((place.x, place.y)), self.cell((place.x + place.w, place.y + place.h)));
        (a.1..=b.1).map(|row| (a.0..=b.0).filter(|column| self.cells[row * self.columns + column]).count()).sum()
    }
}

/// Where a label may stand as seen from its sign; up and to the right first, where nothing is better for both.
const WAYS: [(f64, f64); 12] = [
    (0.8, -0.8),
    (1.0, 0.0),
    (0.0, -1.0),
    (-0.8, -0.8),
    (0.8, 0.8),
    (-1.0, 0.0),
    (0.0, 1.0),
    (-0.8, 0.8),
    (1.0, -0.4),
    (-1.0, -0.4),
    (0.4, -1.0),
    (1.0, 0.4),
];

/// Finds places for labels, one after another, each where it is near its sign, covers little and crosses nothing. A label
/// for which there is no room has none; the table below the picture has its name.
pub(super) fn places(labels: &[Label], frame: Rect, signs: &[Rect], crowd: &Crowd) -> Vec<Option<Rect>> {
    let mut taken: Vec<Rect> = signs.to_vec();
    let mut leaders: Vec<((f64, f64), (f64, f64))> = Vec::new();
    let mut out = Vec::new();
    for label in labels {
        let mut best: Option<(f64, Rect)> = None;
        let look = |best: &mut Option<(f64, Rect)>, place: Rect, dear: f64| {
            if !place.within(&frame) || taken.iter().any(|t| place.meets(t)) {
                return;
            }
            let end = place.nearest(label.at);
            let far = ((end.0 - label.at.0).powi(2) + (end.1 - label.at.1).powi(2)).sqrt();
            let own = Rect::around(label.at);
            let crossed = taken.iter().filter(|t| **t != own && crosses(label.at, end, t)).count()
                + leaders.iter().filter(|(a, b)| crosses(*a, *b, &place)).count();
            let cost = far + dear + crowd.dear * crowd.under(&place) as f64 + 60.0 * crossed as f64;
            if best.is_none_or(|(least, _)| cost < least) {
                *best = Some((cost, place));
            }
        };
        for (far, away) in [9.0, 14.0, 22.0, 32.0, 46.0, 64.0, 90.0, 124.0].into_iter().enumerate() {
            for (way, (dx, dy)) in WAYS.into_iter().enumerate() {
                let middle = (label.at.0 + dx * (away + label.w / 2.0), label.at.1 + dy * (away + label.h() / 2.0));
                let place =
                    Rect { x: middle.0 - label.w / 2.0, y: middle.1 - label.h() / 2.0, w: label.w, h: label.h() };
                look(&mut best, place, way as f64 * 0.4 + far as f64);
            }
        }
        if best.is_none() {
            let steps = |length: f64| (0..(length / 8.0) as usize).map(|n| n as f64 * 8.0);
            for y in steps(frame.h) {
                for x in steps(frame.w) {
                    look(&mut best, Rect { x: frame.x + x, y: frame.y + y, w: label.w, h: label.h() }, 0.0);
                }
            }
        }
        let place = best.map(|(_, place)| place);
        if let Some(place) = place {
            leaders.push((label.at, place.nearest(label.at)));
            taken.push(place);
        }
        out.push(place);
    }
    out
}

/// Whether a line goes through a rectangle, looked at every few pixels.
fn crosses(from: (f64, f64), to: (f64, f64), rect: &Rect) -> bool {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let steps = (dx.abs().max(dy.abs()) / 3.0).ceil().max(1.0);
    (0..=steps as usize).any(|n| {
        let (x, y) = (from.0 + dx * n as f64 / steps, from.1 + dy * n as f64 / steps);
        x > rect.x && x < rect.x + rect.w && y > rect.y && y < rect.y + rect.h
    })
}
