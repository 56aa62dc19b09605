//! Many points as one short path: points that look the same are drawn once.

use std::collections::BTreeSet;

use crate::show::svg::Svg;

/// So many points of a panel are drawn half a pixel apart; of more, only some that leave no gap that could be seen.
const MANY: usize = 6_000;

/// Draws points as round dots.
pub(super) fn draw(out: &mut Svg, points: &[(f64, f64)], class: &str) {
    let mut cell = 1;
    let mut seen = snapped(points, cell);
    // A dot is at least three pixels wide, so at two pixels' distance a filled area stays filled.
    while seen.len() > MANY && cell < 4 {
        cell *= 2;
        seen = snapped(points, cell);
    }
    let mut path = String::new();
    let mut at: Option<(i64, i64)> = None;
    for (y, x) in seen {
        match at {
            Some((ax, ay)) => path.push_str(&format!("m{} {}h0", x - ax, y - ay)),
            None => path.push_str(&format!("M{x} {y}h0")),
        }
        at = Some((x, y));
    }
    if !path.is_empty() {
        out.mark("path", &format!("class=\"{class}\" transform=\"scale(.5)\" d=\"{path}\""));
    }
}

/// Points in half pixels, on a grid of so many of them, row by row.
fn snapped(points: &[(f64, f64)], cell: i64) -> BTreeSet<(i64, i64)> {
    let snap = |v: f64| (v * 2.0 / cell as f64).round() as i64 * cell;
    points.iter().map(|(x, y)| (snap(*y), snap(*x))).collect()
}
