//! Where states stand.

use std::collections::BTreeMap;

use super::MoveChart;
use crate::show::svg::{fitted, width, wrapped};

/// How wide the picture is, and its edge, in pixels.
pub(super) const WIDE: f64 = 900.0;
pub(super) const EDGE: f64 = 24.0;

/// How far the sign of a state reaches from its middle.
pub(super) const REACH: f64 = 13.0;

/// Room for what the columns are called.
pub(super) const HEAD: f64 = 22.0;

/// The letters of labels, and the height of their lines.
pub(super) const LETTERS: f64 = 11.0;
const LINE: f64 = 13.0;

/// Lines of a label that stands below its state.
const LINES: usize = 4;

/// Columns that leave room for labels; more are made only where there are more distances, up to so many.
const COLUMNS: usize = 7;
const MOST_COLUMNS: usize = 12;

/// So many states stand in one column before another is made for them.
const FEW: usize = 5;

/// States of a column stand so far apart; those of a ring so far along the side.
const PITCH: f64 = 94.0;
const SIDE: f64 = 34.0;

/// A rectangle of pixels: its left upper corner, width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Box {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

impl Box {
    pub(super) fn holds(&self, (x, y): (f64, f64), room: f64) -> bool {
        x > self.x - room && x < self.x + self.w + room && y > self.y - room && y < self.y + self.h + room
    }

    #[cfg(test)]
    pub(super) fn meets(&self, other: &Box) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }
}

/// A state with its place.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) at: (f64, f64),
    /// Lines of the label; the second of each pair says whether it is about what holds.
    pub(super) lines: Vec<(String, bool)>,
    /// How the lines are set: `middle`, `end` or nothing.
    pub(super) anchor: &'static str,
    /// Where the first line begins.
    pub(super) text: (f64, f64),
    /// What the lines cover.
    pub(super) cover: Box,
}

impl Place {
    /// Where the lines stand.
    pub(super) fn line(&self, n: usize) -> (f64, f64) {
        (self.text.0, self.text.1 + n as f64 * LINE)
    }
}

/// All places.
pub(super) struct Layout {
    pub(super) places: Vec<Place>,
    /// The columns of each distance: left and right end, and what it is called.
    pub(super) bands: Vec<(f64, f64, String)>,
    /// Where the drawing ends.
    pub(super) bottom: f64,
}

/// Finds places from a height on downwards.
pub(super) fn layout(chart: &MoveChart, top: f64) -> Layout {
    let mut layers: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (n, node) in chart.states.iter().enumerate() {
        layers.entry(node.far.unwrap_or(u32::MAX)).or_default().push(n);
    }
    if chart.start.is_none() || layers.len() > MOST_COLUMNS {
        return ring(chart, top);
    }
    let names = layers.keys().map(|far| match far {
        0 => "status quo".to_owned(),
        1 => "1 move away".to_owned(),
        &u32::MAX => "cannot be reached".to_owned(),
        n => format!("{n} moves away"),
    });
    let names: Vec<String> = names.collect();
    let mut layers: Vec<Vec<usize>> = layers.into_values().collect();
    untangle(chart, &mut layers);
    // As few rows as the columns allow.
    let most = COLUMNS.max(layers.len());
    let columns = |rows: usize| layers.iter().map(|l| l.len().div_ceil(rows)).sum::<usize>();
    let rows = (1..=chart.states.len())
        .find(|rows| columns(*rows) <= most)
        .expect("with as many rows as states a layer is one column");
    // Where there are few states there is room for wide columns.
    let largest = layers.iter().map(Vec::len).max().unwrap_or(1);
    let rows = rows.max(largest.min(FEW));
    let pitch = (WIDE - 2.0 * EDGE) / columns(rows) as f64;
    let span = |layer: &Vec<usize>| (layer.len() - 1) as f64 * PITCH / layer.len().div_ceil(rows) as f64;
    let tall = layers.iter().map(span).fold(0.0, f64::max);
    let middle = top + HEAD + REACH + 16.0 + tall / 2.0;
    let mut places = vec![None; chart.states.len()];
    let mut bands = Vec::new();
    let mut left = EDGE;
    for (layer, name) in layers.iter().zip(names) {
        let across = layer.len().div_ceil(rows);
        bands.push((left, left + across as f64 * pitch, name));
        for (n, state) in layer.iter().enumerate() {
            // Columns of one distance are staggered, so that what stands beside does not stand level.
            let x = left + ((n % across) as f64 + 0.5) * pitch;
            let y = middle - span(layer) / 2.0 + n as f64 * PITCH / across as f64;
            places[*state] = Some(below(chart, *state, (x, y), pitch - 8.0));
        }
        left += across as f64 * pitch;
    }
    let places = places.into_iter().map(|p| p.expect("every state is of some distance")).collect();
    Layout { places, bands, bottom: middle + tall / 2.0 + REACH + 4.0 + LINES as f64 * LINE + 10.0 }
}

/// Orders the states of each distance so that few moves cross: each near the middle of those that it has moves with.
fn untangle(chart: &MoveChart, layers: &mut [Vec<usize>]) {
    let mut height = vec![0.0; chart.states.len()];
    let set = |layer: &[usize], height: &mut Vec<f64>| {
        let size = layer.len() as f64;
        layer.iter().enumerate().for_each(|(n, s)| height[*s] = (n as f64 + 0.5) / size);
    };
    layers.iter().for_each(|l| set(l, &mut height));
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); chart.states.len()];
    for arc in &chart.arcs {
        beside[arc.from].push(arc.to);
        beside[arc.to].push(arc.from);
    }
    for sweep in 0..6 {
        let order: Vec<usize> =
            if sweep % 2 == 0 { (0..layers.len()).collect() } else { (0..layers.len()).rev().collect() };
        for n in order {
            let mean = |s: usize| {
                let others = beside[s].iter().filter(|o| !layers[n].contains(o));
                let (sum, count) = others.fold((0.0, 0), |(sum, count), o| (sum + height[*o], count + 1));
                if count == 0 { height[s] } else { sum / f64::from(count) }
            };
            let mut sorted: Vec<(f64, usize)> = layers[n].iter().map(|s| (mean(*s), *s)).collect();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            layers[n] = sorted.into_iter().map(|(_, s)| s).collect();
            set(&layers[n], &mut height);
        }
    }
}

/// A state with its label below.
fn below(chart: &MoveChart, state: usize, at: (f64, f64), most: f64) -> Place {
    let node = &chart.states[state];
    let holds = wrapped(&node.holds, most / LETTERS / 1.1, 2);
    let text = wrapped(&node.label, most / LETTERS, LINES - holds.len().max(1));
    let lines = text.into_iter().map(|l| (l, false)).chain(holds.into_iter().map(|l| (l, true)));
    let lines: Vec<(String, bool)> = lines.collect();
    let wide = lines.iter().map(wide).fold(0.0, f64::max);
    let top = at.1 + REACH + 6.0;
    let cover = Box { x: at.0 - wide / 2.0, y: top, w: wide, h: lines.len() as f64 * LINE };
    Place { at, lines, anchor: "middle", text: (at.0, top + 10.0), cover }
}

/// How wide a line is; bold letters are taken for a tenth wider.
fn wide((text, bold): &(String, bool)) -> f64 {
    width(text) * LETTERS * if *bold { 1.1 } else { 1.0 }
}

/// States on two bows that face each other: all moves between them stay inside, all labels outside.
fn ring(chart: &MoveChart, top: f64) -> Layout {
    let states = chart.states.len();
    let side = states.div_ceil(2);
    let half = ((side - 1) as f64 * SIDE / 2.0).max(170.0);
    let middle = top + REACH + 10.0 + half;
    let most = WIDE / 2.0 - 215.0 - REACH - 10.0 - EDGE;
    let places = (0..states).map(|n| {
        let right = n < side;
        let (row, rows) = if right { (n, side) } else { (states - 1 - n, states - side) };
        let t = if rows < 2 { 0.0 } else { 2.0 * row as f64 / (rows - 1) as f64 - 1.0 };
        let bow = 215.0 * (1.0 - (0.94 * t).powi(2)).sqrt();
        let at = (WIDE / 2.0 + if right { bow } else { -bow }, middle + t * half);
        let node = &chart.states[n];
        let mut lines = vec![(fitted(&node.label, most / LETTERS), false)];
        if !node.holds.is_empty() {
            lines.push((fitted(&node.holds, most / LETTERS / 1.1), true));
        }
        lines.retain(|(l, _)| !l.is_empty());
        let tall = lines.len() as f64 * LINE;
        let wide = lines.iter().map(wide).fold(0.0, f64::max);
        let away = REACH + 8.0;
        let x = if right { at.0 + away } else { at.0 - away };
        let cover = Box { x: if right { x } else { x - wide }, y: at.1 - tall / 2.0, w: wide, h: tall };
        Place { at, lines, anchor: if right { "" } else { "end" }, text: (x, cover.y + 10.0), cover }
    });
    Layout { places: places.collect(), bands: Vec::new(), bottom: middle + half + REACH + 16.0 }
}
