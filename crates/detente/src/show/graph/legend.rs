//! What lines and signs mean, and the states in full.

use super::{
    MoveChart,
    layout::{EDGE, LETTERS, WIDE},
    sheet::{dashes, sign},
};
use crate::show::svg::{Svg, number, width, wrapped};

const ROW: f64 = 21.0;
const LINE: f64 = 15.0;

/// Draws the legend from a height on, and gives the height below it.
pub(super) fn draw(chart: &MoveChart, top: f64, out: &mut Svg) -> f64 {
    let room = WIDE - 2.0 * EDGE;
    let (mut x, mut y) = (EDGE, top);
    let moving: Vec<usize> = (0..chart.movers.len()).filter(|m| chart.arcs.iter().any(|a| a.mover == *m)).collect();
    for mover in &moving {
        let name = &chart.movers[*mover];
        let wide = (width(name) * LETTERS + 90.0).min(room);
        if x > EDGE && x + wide > WIDE - EDGE {
            (x, y) = (EDGE, y + ROW);
        }
        let level = number(y);
        let line = |from: f64, to: f64| format!("M{} {level}H{}", number(x + from), number(x + to));
        out.path(&format!("strong m{mover}"), &line(0.0, 30.0));
        sign(out, *mover, (x + 15.0, y));
        out.mark("path", &format!("class=\"faint m{mover}\"{} d=\"{}\"", dashes(*mover), line(36.0, 62.0)));
        out.words((x + 70.0, y + 4.0), "small", name, wide - 80.0);
        x += wide;
    }
    y += ROW;
    let mut told = Vec::new();
    if !moving.is_empty() {
        told.push(
            "Solid, with the sign of the mover and a filled head: an improvement for all who move. Dashed: another move. Heads at \
             both ends: it can be undone.",
        );
    }
    if chart.states.iter().any(|s| !s.holds.is_empty()) {
        told.push("Two rings: a state that nobody would leave, under the concepts named in bold.");
    }
    if chart.way.len() > 1 {
        told.push("Broad band: the shortest way by improvements from the status quo to such a state.");
    }
    for told in told {
        y = paragraph(told, y, out);
    }
    y = states(chart, y + 10.0, out);
    if let Some(note) = &chart.note {
        y = paragraph(note, y + 6.0, out);
    }
    y
}

fn paragraph(text: &str, mut y: f64, out: &mut Svg) -> f64 {
    for line in wrapped(text, (WIDE - 2.0 * EDGE) / LETTERS, 6) {
        out.words((EDGE, y), "small quiet", &line, f64::INFINITY);
        y += LINE;
    }
    y
}

/// The states in full, in as many columns as they leave room for.
fn states(chart: &MoveChart, top: f64, out: &mut Svg) -> f64 {
    let widest = chart.states.iter().map(|s| width(&s.told) * LETTERS).fold(0.0, f64::max) + 44.0;
    let room = WIDE - 2.0 * EDGE;
    let columns = ((room / widest) as usize).clamp(1, 4).min(chart.states.len());
    let rows = chart.states.len().div_ceil(columns);
    let wide = room / columns as f64;
    for (n, state) in chart.states.iter().enumerate() {
        let (x, y) = (EDGE + (n / rows) as f64 * wide, top + (n % rows) as f64 * LINE + 8.0);
        out.words((x + 22.0, y), "small digits end bold", &state.number.to_string(), f64::INFINITY);
        out.words((x + 30.0, y), "small", &state.told, wide - 40.0);
    }
    top + rows as f64 * LINE + 10.0
}
