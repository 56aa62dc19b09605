//! What meets what: lines from bar to bar.

use super::{
    Kind, Link, MOST_ARROWS,
    axis::Axis,
    rows::{Place, REACH, ROW},
};
use crate::show::{
    paper::head,
    svg::{Svg, number},
};

/// The links that are drawn.
pub(super) fn drawn(links: &[Link], places: &[Place]) -> Vec<Link> {
    let known = links.iter().copied().filter(|l| l.from < places.len() && l.to < places.len() && l.from != l.to);
    let known: Vec<Link> = known.collect();
    if known.len() <= MOST_ARROWS {
        return known;
    }
    known.into_iter().filter(|l| l.critical || l.kind != Kind::Before).collect()
}

/// Draws a link.
pub(super) fn arrow(link: &Link, places: &[Place], axis: &Axis, out: &mut Svg) {
    let (from, to) = (places[link.from], places[link.to]);
    let down = if to.y > from.y { 1.0 } else { -1.0 };
    match link.kind {
        Kind::Before => {
            // Along the row of what is over, then to the first day of what waits.
            let x = (to.left + 5.0).max(from.right + 3.0).min(to.right.max(from.right + 3.0));
            let end = (x, to.y - down * REACH);
            let (line, tip) = if link.critical { ("strong", "strong-tip") } else { ("line", "tip") };
            let [a, b, x, low] = [from.right, from.y, end.0, end.1 - down * 5.0].map(number);
            out.path(line, &format!("M{a} {b}H{x}V{low}"));
            head(out, tip, end, (0.0, down));
        }
        Kind::Moment => pair(out, to.left.min(from.left) - 3.0, from.y, to.y),
        Kind::Credit { repaid } => {
            // From what goes first, along the edge of the row of what repays, to the day on which it has.
            let x = axis.at(repaid).max(from.left + 6.0);
            let turn = from.y + if to.y > from.y { ROW / 2.0 } else { -ROW / 2.0 };
            let start = (to.left + 9.0).min(f64::midpoint(to.left, to.right));
            let away = if from.y > to.y { 1.0 } else { -1.0 };
            let end = (x, from.y + (turn - from.y).signum() * (REACH + 1.0));
            let [a, b, mid, x, low] =
                [start, to.y + away * REACH, turn, x, end.1 + (turn - from.y).signum() * 4.0].map(number);
            out.path("owed", &format!("M{a} {b}V{mid}H{x}V{low}"));
            head(out, "owed-tip", end, (0.0, away));
        }
    }
}

/// Two lines that join what is done at one moment.
pub(super) fn pair(out: &mut Svg, x: f64, a: f64, b: f64) {
    let [left, right, a, b] = [x - 3.5, x - 0.5, a, b].map(number);
    out.path("pair", &format!("M{left} {a}V{b}M{right} {a}V{b}"));
}
