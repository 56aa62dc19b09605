//! The rows: names, bars, milestones, and what belongs to them.

use super::{Bar, axis::Axis};
use crate::show::{
    paper::{EDGE, no_way_back},
    svg::{Svg, escaped, number},
};

/// How high a row is, and how far a bar reaches from its middle.
pub(super) const ROW: f64 = 27.0;
pub(super) const REACH: f64 = 7.0;

/// How far a milestone reaches from its middle.
const DIAMOND: f64 = 7.5;

/// A step with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The left end of its bar, and the right.
    pub(super) left: f64,
    pub(super) right: f64,
    /// The middle of its row.
    pub(super) y: f64,
}

impl Place {
    pub(super) fn new(bar: &Bar, axis: &Axis, y: f64) -> Self {
        let left = axis.at(bar.start);
        if bar.finish <= bar.start {
            // A milestone stands where its day begins, but within the picture.
            return Place { left: left - DIAMOND, right: left + DIAMOND, y };
        }
        Place { left, right: axis.at(bar.finish).max(left + 3.0), y }
    }
}

/// Draws a row; `name` is how much room its name has.
pub(super) fn row(bar: &Bar, place: Place, axis: &Axis, name: f64, out: &mut Svg) {
    out.text.push_str(&format!("<g><title>{}</title>\n", escaped(&bar.told)));
    let class = if bar.critical { "small bold" } else { "small" };
    out.words((EDGE + 12.0, place.y + 4.0), class, &bar.name, name / if bar.critical { 1.1 } else { 1.0 });
    let Place { left, right, y } = place;
    let milestone = bar.finish <= bar.start;
    if bar.float > 0 {
        let end = axis.at(bar.finish.saturating_add(bar.float)).max(right);
        let [from, to, y, top, low] = [right, end, y, y - 4.0, y + 4.0].map(number);
        out.path("float", &format!("M{from} {y}H{to}M{to} {top}V{low}"));
    }
    for (told, start, finish) in &bar.checks {
        let from = axis.at(*start).max(right);
        check(out, (from, axis.at(*finish).max(from + 3.0)), y, told);
    }
    let class = if bar.critical { "bar critical" } else { "bar" };
    if milestone {
        diamond(out, class, (f64::midpoint(left, right), y));
    } else {
        solid(out, class, (left, right), y, bar.critical);
    }
    if bar.irreversible {
        no_way_back(out, (if milestone || right - left < 22.0 { right + 8.0 } else { right - 7.0 }, y));
    }
    out.text.push_str("</g>\n");
}

/// A bar; a critical one has cut corners.
pub(super) fn solid(out: &mut Svg, class: &str, (left, right): (f64, f64), y: f64, cut: bool) {
    let off = if cut && right - left > 10.0 { 4.0 } else { 0.0 };
    let (top, low) = (y - REACH, y + REACH);
    let [start, end, inner, outer] = [left, right, left + off, right - off].map(number);
    let [high, deep, up, down] = [top, low, top + off, low - off].map(number);
    out.path(class, &format!("M{inner} {high}H{outer}L{end} {up}V{down}L{outer} {deep}H{inner}L{start} {down}V{up}Z"));
}

/// A milestone.
pub(super) fn diamond(out: &mut Svg, class: &str, (x, y): (f64, f64)) {
    let [l, r, x, top, low, y] = [x - DIAMOND, x + DIAMOND, x, y - DIAMOND, y + DIAMOND, y].map(number);
    out.path(class, &format!("M{x} {top}L{r} {y}L{x} {low}L{l} {y}Z"));
}

/// Somebody looks whether a step is done.
pub(super) fn check(out: &mut Svg, (left, right): (f64, f64), y: f64, told: &str) {
    let [l, r, top, low] = [left, right, y - 4.0, y + 4.0].map(number);
    let d = format!("M{l} {top}H{r}V{low}H{l}Z");
    let title = escaped(told);
    out.text.push_str(&format!("<path class=\"check\" d=\"{d}\"><title>{title}</title></path>\n"));
}
