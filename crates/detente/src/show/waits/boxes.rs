//! Steps as boxes: what they are called, who performs them, and what is the matter with them.

use super::{State, Step, order::BOX};
use crate::show::{
    paper::{LETTERS, no_way_back},
    svg::{Svg, escaped, number, wrapped},
};

/// Draws a step around its middle.
pub(super) fn step(step: &Step, (x, y): (f64, f64), out: &mut Svg) {
    let told = if step.told.is_empty() { &step.name } else { &step.told };
    out.text.push_str(&format!("<g><title>{}</title>\n", escaped(told)));
    outline(out, step.state, step.goal, (x, y), BOX);
    let signs = if step.irreversible { 16.0 } else { 0.0 } + if step.state == State::Open { 0.0 } else { 18.0 };
    let room = BOX.0 - 18.0;
    let mut lines = wrapped(&step.name, room / LETTERS / 1.1, 2);
    if lines.is_empty() {
        lines.push(String::new());
    }
    let mut level = y - BOX.1 / 2.0 + if lines.len() == 1 { 24.0 } else { 17.0 };
    for line in lines {
        out.words((x - room / 2.0, level), "small bold", &line, f64::INFINITY);
        level += 13.0;
    }
    out.words((x - room / 2.0, level + 3.0), "small quiet", &step.by, room - signs);
    let mut right = x + BOX.0 / 2.0 - 12.0;
    if step.state != State::Open {
        stop(out, (right, y + BOX.1 / 2.0 - 13.0));
        right -= 18.0;
    }
    if step.irreversible {
        no_way_back(out, (right, y + BOX.1 / 2.0 - 13.0));
    }
    out.text.push_str("</g>\n");
}

/// The outline of a box: of goals two lines, of what cannot be done a broken one.
pub(super) fn outline(out: &mut Svg, state: State, goal: bool, (x, y): (f64, f64), (wide, tall): (f64, f64)) {
    let class = match state {
        State::Open => "box",
        State::Blocked => "box blocked",
        State::Missing => "box missing",
    };
    let mut rect = |class: &str, far: f64| {
        let [x, y, w, h] = [x - wide / 2.0 - far, y - tall / 2.0 - far, wide + 2.0 * far, tall + 2.0 * far].map(number);
        out.mark("rect", &format!("class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"5\""));
    };
    if goal {
        rect("goal", 3.5);
    }
    rect(class, 0.0);
}

/// The sign of what cannot be done, around its middle.
pub(super) fn stop(out: &mut Svg, (x, y): (f64, f64)) {
    let [l, r, x, y, top, low] = [x - 3.9, x + 3.9, x, y, y - 3.9, y + 3.9].map(number);
    out.mark("circle", &format!("class=\"stop\" cx=\"{x}\" cy=\"{y}\" r=\"5.5\""));
    out.path("stop", &format!("M{l} {low}L{r} {top}"));
}
