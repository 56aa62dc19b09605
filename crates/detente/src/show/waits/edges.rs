//! Lines from what is waited for to what waits.

use super::{
    WaitsChart, When,
    layers::{Layers, Line, Node},
    order::{BOX, Places},
};
use crate::show::{
    paper::head,
    svg::{Svg, escaped, number, point},
};

/// The room that a line needs at its ends.
const TIP: f64 = 7.0;
/// How far a joint reaches from its middle.
const JOINT: f64 = 4.0;

/// The classes of a line and of its head.
pub(super) fn classes(when: When, ring: bool) -> (&'static str, &'static str) {
    match (when, ring) {
        (When::Before, true) => ("strong", "strong-tip"),
        (When::Before, false) => ("line", "tip"),
        (When::OnCredit | When::Weakened, _) => ("owed", "owed-tip"),
    }
}

/// Draws all lines.
pub(super) fn draw(chart: &WaitsChart, layers: &Layers, places: &Places, at: (f64, f64), out: &mut Svg) {
    let place = |n: usize| (places.at[n].0 + at.0, places.at[n].1 + at.1);
    let ports = ports(layers, places);
    let mut marks = Vec::new();
    for strong in [false, true] {
        for (n, line) in layers.lines.iter().enumerate().filter(|(_, l)| l.ring == strong) {
            let wait = &chart.waits[line.wait];
            let (class, tip) = classes(wait.when, line.ring);
            let end = |node: usize, right: bool, port: f64| {
                let ((x, y), half) = (place(node), places.half[node]);
                (if right { x - half } else { x + half }, y + port)
            };
            let first = end(line.along[0], false, ports[n].0);
            let last = end(line.along[line.along.len() - 1], true, ports[n].1);
            // The head has its own room.
            let (from, to) = match (line.head, line.back) {
                (true, false) => (first, (last.0 - TIP + 1.0, last.1)),
                (true, true) => ((first.0 + TIP - 1.0, first.1), last),
                (false, _) => (first, last),
            };
            let inner = &line.along[1..line.along.len() - 1];
            let passed: Vec<(f64, f64, f64)> =
                inner.iter().map(|n| (place(*n).0, place(*n).1, places.half[*n])).collect();
            let (d, middle) = curve(from, &passed, to);
            titled(out, class, &d, &wait.told);
            if line.head {
                if line.back { head(out, tip, first, (-1.0, 0.0)) } else { head(out, tip, last, (1.0, 0.0)) }
            }
            marks.push((line.ring, wait.when, middle));
        }
    }
    for (n, from, to, ring) in &layers.level {
        let wait = &chart.waits[*n];
        let (class, tip) = classes(wait.when, *ring);
        // Steps of one act stand in one column: around their left sides.
        let (from, to) = (place(*from), place(*to));
        let (x, shift) = (to.0 - BOX.0 / 2.0, if to.1 > from.1 { 8.0 } else { -8.0 });
        let (start, end) = (from.1 + shift, to.1 - shift);
        let bow = x - 26.0 - 4.0 * ((end - start).abs() / 80.0).min(4.0);
        let [first, second, last] = [(bow, start), (bow, end), (x - TIP + 1.0, end)].map(point);
        titled(out, class, &format!("M{}C{first} {second} {last}", point((x, start))), &wait.told);
        head(out, tip, (x, end), (1.0, 0.0));
        marks.push((*ring, wait.when, (x - 22.0, f64::midpoint(start, end))));
    }
    for (n, node) in layers.nodes.iter().enumerate() {
        if let Node::Joint(wait) = node {
            // It stands where its column begins; from there one line goes on.
            let ((x, y), half, told) = (place(n), places.half[n], escaped(&chart.waits[*wait].told));
            let ring = layers.lines.iter().any(|l| l.ring && l.head && l.wait == *wait);
            let [left, right, level] = [x - half, x + half, y].map(number);
            // Where it goes back to the left there is nothing to go on to.
            if layers.lines.iter().any(|l| l.along.first() == Some(&n)) {
                out.path(classes(chart.waits[*wait].when, ring).0, &format!("M{left} {level}H{right}"));
            }
            let x = x - half;
            let [x, y] = [x, y].map(number);
            let circle = format!("class=\"joint\" cx=\"{x}\" cy=\"{y}\" r=\"{}\"", number(JOINT));
            out.text.push_str(&format!("<circle {circle}><title>{told}</title></circle>\n"));
        }
    }
    for (ring, when, at) in marks {
        if when == When::Weakened {
            weakened(out, at);
        } else if ring {
            turn(out, at);
        }
    }
}

/// The sign of a precondition that is weakened: an open diamond.
pub(super) fn weakened(out: &mut Svg, (x, y): (f64, f64)) {
    let [l, r, top, low, x, y] = [x - 7.0, x + 7.0, y - 7.0, y + 7.0, x, y].map(number);
    out.path("weak", &format!("M{x} {top}L{r} {y}L{x} {low}L{l} {y}Z"));
}

/// The sign of a ring: a line that comes back to where it began.
pub(super) fn turn(out: &mut Svg, (x, y): (f64, f64)) {
    let [left, level] = [x, y].map(number);
    out.mark("circle", &format!("class=\"turn\" cx=\"{left}\" cy=\"{level}\" r=\"7.5\""));
    let [from, to] = [(x + 3.6, y - 1.8), (x + 3.6, y + 1.8)].map(point);
    out.path("turning", &format!("M{from}A4 4 0 1 0 {to}"));
    let [inner, outer, tip] = [(x + 1.4, y - 1.2), (x + 5.8, y - 1.2), (x + 4.4, y - 5.4)].map(point);
    out.path("turning-tip", &format!("M{inner}L{outer}L{tip}Z"));
}

fn titled(out: &mut Svg, class: &str, d: &str, told: &str) {
    let told = if told.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(told)) };
    out.text.push_str(&format!("<path class=\"{class}\" d=\"{d}\">{told}</path>\n"));
}

/// A smooth line from column to column, level in those that it passes, and the middle of its middle part.
fn curve(from: (f64, f64), passed: &[(f64, f64, f64)], to: (f64, f64)) -> (String, (f64, f64)) {
    let mut path = format!("M{}", point(from));
    let mut parts = Vec::new();
    let mut before = from;
    for (x, y, half) in passed.iter().copied().chain([(to.0, to.1, 0.0)]) {
        let start = (x - half, y);
        let middle = (f64::midpoint(before.0, start.0), f64::midpoint(before.1, y));
        let [first, second, end] = [(middle.0, before.1), (middle.0, y), start].map(point);
        path.push_str(&format!("C{first} {second} {end}"));
        if half > 0.0 {
            path.push_str(&format!("H{}", number(x + half)));
        }
        parts.push(middle);
        before = (x + half, y);
    }
    (path, parts[parts.len() / 2])
}

/// How far from the middle of their boxes lines begin and end, in the order of where they come from.
fn ports(layers: &Layers, places: &Places) -> Vec<(f64, f64)> {
    let mut out = vec![(0.0, 0.0); layers.lines.len()];
    let mut sides: Vec<[Vec<(f64, usize)>; 2]> = vec![[Vec::new(), Vec::new()]; layers.nodes.len()];
    for (n, Line { along, .. }) in layers.lines.iter().enumerate() {
        let last = along.len() - 1;
        sides[along[0]][0].push((places.at[along[1]].1, n));
        sides[along[last]][1].push((places.at[along[last - 1]].1, n));
    }
    for (node, sides) in sides.iter_mut().enumerate() {
        if !matches!(layers.nodes[node], Node::Step(_)) {
            continue;
        }
        for (side, lines) in sides.iter_mut().enumerate() {
            lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let pitch = 13.0_f64.min((BOX.1 - 14.0) / lines.len() as f64);
            for (k, (_, n)) in lines.iter().enumerate() {
                let port = (k as f64 - (lines.len() - 1) as f64 / 2.0) * pitch;
                if side == 0 { out[*n].0 = port } else { out[*n].1 = port }
            }
        }
    }
    out
}
