//! The whole picture: title, boxes, lines and legend.

use std::borrow::Cow;

use super::{MOST_STEPS, State, WaitsChart, When, boxes, edges, layers::Layers, order::Places};
use crate::show::{
    paper::{self, EDGE},
    svg::{Svg, number, point},
};

/// Room for boxes with two outlines, and for lines around a column.
const BORDER: f64 = 34.0;
const LEAST: f64 = 640.0;

#[derive(Debug, Clone, Copy)]
enum Sign {
    Line(When, bool),
    Joint,
    Together,
    Goal,
    Stop,
    Missing,
    Irreversible,
}

/// Draws a chart.
pub(super) fn sheet(chart: &WaitsChart) -> String {
    let (drawn, left_out) = few(chart);
    let layers = Layers::new(&drawn);
    let places = Places::new(&layers);
    let wide = LEAST.max(places.wide + 2.0 * (EDGE + BORDER));
    let (mut out, top) = paper::begun(&chart.title, wide);
    let at = (f64::midpoint(0.0, wide - places.wide), top + 12.0);
    for set in &drawn.together {
        together(set, &places, at, &mut out);
    }
    edges::draw(&drawn, &layers, &places, at, &mut out);
    for (n, step) in drawn.steps.iter().enumerate() {
        boxes::step(step, (places.at[n].0 + at.0, places.at[n].1 + at.1), &mut out);
    }
    let mut y = at.1 + places.tall + 22.0;
    y = paper::legend(&signs(&drawn, &layers), y, wide, &mut out, sign);
    if left_out > 0 {
        let told = if left_out == 1 {
            "1 more step is not drawn.".to_owned()
        } else {
            format!("{left_out} more steps are not drawn.")
        };
        y = paper::paragraph(&told, y + 4.0, wide, &mut out);
    }
    if let Some(note) = &chart.note {
        y = paper::paragraph(note, y + 4.0, wide, &mut out);
    }
    paper::finished(&out, &chart.title, &told(chart), (wide, y + EDGE - 8.0), (STYLE, DARK))
}

/// What the picture shows, in words.
fn told(chart: &WaitsChart) -> String {
    let cannot = chart.steps.iter().filter(|s| s.state != State::Open).count();
    let mut told = format!("{} steps and what they wait for; {cannot} of them cannot be done.", chart.steps.len());
    for ring in &chart.rings {
        let names: Vec<&str> = ring.iter().filter_map(|s| chart.steps.get(*s)).map(|s| s.name.as_str()).collect();
        told.push_str(&format!(" A ring, in which each waits for the next: {}.", names.join("; ")));
    }
    told
}

/// The chart without what is too much, and without what names a step that there is not; and how many steps that leaves out.
fn few(chart: &WaitsChart) -> (Cow<'_, WaitsChart>, usize) {
    let steps = chart.steps.len();
    let known = |s: &usize| *s < steps;
    let sound = chart.waits.iter().all(|w| known(&w.step) && w.any.iter().all(known) && !w.any.contains(&w.step))
        && chart.together.iter().chain(&chart.rings).all(|set| set.iter().all(known));
    if steps <= MOST_STEPS && sound {
        return (Cow::Borrowed(chart), 0);
    }
    let mut order: Vec<usize> = (0..steps).collect();
    let ringed = |s: &usize| chart.rings.iter().any(|r| r.contains(s));
    order.sort_by_key(|s| (!ringed(s), chart.steps[*s].state == State::Open));
    order.truncate(MOST_STEPS);
    order.sort_unstable();
    let at = |s: &usize| order.iter().position(|o| o == s);
    let all = |set: &Vec<usize>| set.iter().filter_map(at).collect::<Vec<_>>();
    let waits = chart.waits.iter().filter_map(|w| {
        let step = at(&w.step)?;
        let any = all(&w.any).into_iter().filter(|t| *t != step).collect();
        Some(super::Wait { step, any, ..w.clone() })
    });
    let few = WaitsChart {
        steps: order.iter().map(|s| chart.steps[*s].clone()).collect(),
        waits: waits.collect(),
        together: chart.together.iter().map(all).collect(),
        rings: chart.rings.iter().filter(|r| r.iter().all(|s| at(s).is_some())).map(all).collect(),
        ..chart.clone()
    };
    (Cow::Owned(few), steps - order.len())
}

/// Two lines between the boxes of steps that are one act.
fn together(set: &[usize], places: &Places, at: (f64, f64), out: &mut Svg) {
    let mut boxes: Vec<(f64, f64)> = set.iter().map(|s| (places.at[*s].0 + at.0, places.at[*s].1 + at.1)).collect();
    boxes.sort_by(|a, b| a.1.total_cmp(&b.1));
    for pair in boxes.windows(2) {
        double(out, pair[0], pair[1]);
    }
}

fn double(out: &mut Svg, from: (f64, f64), to: (f64, f64)) {
    let far = ((to.0 - from.0).powi(2) + (to.1 - from.1).powi(2)).sqrt().max(0.01);
    let (dx, dy) = (-(to.1 - from.1) / far * 2.0, (to.0 - from.0) / far * 2.0);
    let side = |(x, y): (f64, f64), sign: f64| point((x + dx * sign, y + dy * sign));
    let line = |sign: f64| format!("M{}L{}", side(from, sign), side(to, sign));
    out.path("pair", &format!("{}{}", line(1.0), line(-1.0)));
}

/// The signs that the picture has, and what they mean.
fn signs(chart: &WaitsChart, layers: &Layers) -> Vec<(Sign, &'static str)> {
    let step = |has: fn(&super::Step) -> bool| chart.steps.iter().any(has);
    let ring = layers.lines.iter().any(|l| l.ring) || layers.level.iter().any(|(.., ring)| *ring);
    let line = |when: When| chart.waits.iter().any(|w| w.when == when && !w.any.is_empty());
    let all = [
        (Sign::Line(When::Before, false), "must come before", line(When::Before)),
        (Sign::Line(When::Before, true), "part of a ring: each must come before the next", ring),
        (Sign::Line(When::OnCredit, false), "must come sometime", line(When::OnCredit)),
        (Sign::Line(When::Weakened, false), "on credit, with a bridge", line(When::Weakened)),
        (Sign::Joint, "one of these would do", chart.waits.iter().any(|w| w.any.len() > 1)),
        (Sign::Together, "one act", chart.together.iter().any(|t| t.len() > 1)),
        (Sign::Goal, "what the roadmap is for", step(|s| s.goal)),
        (Sign::Stop, "never comes", step(|s| s.state == State::Blocked)),
        (Sign::Missing, "nobody performs it, or it is not in the package", step(|s| s.state == State::Missing)),
        (Sign::Irreversible, "cannot be undone", step(|s| s.irreversible)),
    ];
    all.into_iter().filter(|(_, _, there)| *there).map(|(sign, told, _)| (sign, told)).collect()
}

fn sign(sign: Sign, (x, y): (f64, f64), out: &mut Svg) {
    let small = (24.0, 14.0);
    match sign {
        Sign::Line(when, ring) => {
            let (class, tip) = edges::classes(when, ring);
            out.path(class, &format!("M{} {}H{}", number(x - 15.0), number(y), number(x + 9.0)));
            paper::head(out, tip, (x + 15.0, y), (1.0, 0.0));
            if when == When::Weakened {
                edges::weakened(out, (x - 2.0, y));
            } else if ring {
                edges::turn(out, (x - 2.0, y));
            }
        }
        Sign::Joint => {
            let [x, y] = [x, y].map(number);
            out.mark("circle", &format!("class=\"joint\" cx=\"{x}\" cy=\"{y}\" r=\"4\""));
        }
        Sign::Together => double(out, (x - 13.0, y), (x + 13.0, y)),
        Sign::Goal => boxes::outline(out, State::Open, true, (x, y), small),
        Sign::Stop => {
            boxes::outline(out, State::Blocked, false, (x - 7.0, y), (16.0, 14.0));
            boxes::stop(out, (x + 9.0, y));
        }
        Sign::Missing => boxes::outline(out, State::Missing, false, (x, y), small),
        Sign::Irreversible => paper::no_way_back(out, (x, y)),
    }
}

const STYLE: &str = "\
&.box{fill:#eef6fb;stroke:#0072b2;stroke-width:1.2px}\
&.blocked{fill:#fdf1e8;stroke:#b34700;stroke-width:1.6px;stroke-dasharray:7 3}\
&.missing{fill:#fff;stroke:#6e7781;stroke-width:1.6px;stroke-dasharray:2 3}\
&.goal{fill:none;stroke:#1f2328;stroke-width:1.1px}\
&.stop{fill:#fff;stroke:#b34700;stroke-width:1.6px}\
&.joint{fill:#1f2328}&.weak{fill:#fff;stroke:#0072b2;stroke-width:1.8px}\
&.turn{fill:#fff;stroke:#b34700;stroke-width:1.2px}&.turning{stroke:#b34700;stroke-width:1.5px}&.turning-tip{fill:#b34700}";

const DARK: &str = "\
&.box{fill:#13293a;stroke:#56b4e9}&.blocked{fill:#33200f;stroke:#ff8c42}&.missing{fill:#15191f;stroke:#9da7b1}\
&.goal{stroke:#e6edf3}&.stop{fill:#15191f;stroke:#ff8c42}&.joint{fill:#e6edf3}&.weak{fill:#15191f;stroke:#56b4e9}\
&.turn{fill:#15191f;stroke:#ff8c42}&.turning{stroke:#ff8c42}&.turning-tip{fill:#ff8c42}";
