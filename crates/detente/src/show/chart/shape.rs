//! The signs of named packages: each another shape, and another colour of the eight that colour-blind people can tell
//! apart (Okabe & Ito 2008, <https://jfly.uni-koeln.de/color/>).

use crate::show::svg::{Svg, number};

/// How far a sign reaches from its middle, in pixels.
pub(super) const REACH: f64 = 7.0;

/// Colours, of which the last is that of text.
pub(super) const COLOURS: [&str; 8] =
    ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#6e7781"];

/// Outlines around the middle.
const SHAPES: [&str; 8] = [
    "M0-6.2A6.2 6.2 0 1 1 0 6.2A6.2 6.2 0 1 1 0-6.2Z",
    "M-5.3-5.3H5.3V5.3H-5.3Z",
    "M0-6.6L6.4 5H-6.4Z",
    "M0-7L7 0L0 7L-7 0Z",
    "M0 6.6L6.4-5H-6.4Z",
    "M-2.3-6.5H2.3V-2.3H6.5V2.3H2.3V6.5H-2.3V2.3H-6.5V-2.3H-2.3Z",
    "M0-7L1.7-2.3L6.7-2.2L2.7.9L4.1 5.7L0 2.9L-4.1 5.7L-2.7.9L-6.7-2.2L-1.7-2.3Z",
    "M-6.4 0L-3.2-5.6H3.2L6.4 0L3.2 5.6H-3.2Z",
];

/// Draws the sign of the `n`th named package. After eight, shapes come again in other colours.
pub(super) fn sign(out: &mut Svg, n: usize, (x, y): (f64, f64)) {
    let shape = SHAPES[n % SHAPES.len()];
    let colour = (n + n / SHAPES.len()) % COLOURS.len();
    let (x, y) = (number(x), number(y));
    out.mark("path", &format!("class=\"sign c{colour}\" transform=\"translate({x} {y})\" d=\"{shape}\""));
}

/// Draws the sign of the ideal point.
pub(super) fn ideal(out: &mut Svg, (x, y): (f64, f64)) {
    let (x, y) = (number(x), number(y));
    out.mark("path", &format!("class=\"ideal\" transform=\"translate({x} {y})\" d=\"M-4-4L4 4M-4 4L4-4\""));
}
