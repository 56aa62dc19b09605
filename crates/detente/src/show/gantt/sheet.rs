//! The whole picture: title, axis, groups with their rows, arrows and legend.

use super::{
    Bar, GanttChart, Kind, MOST_STEPS, arrows,
    axis::Axis,
    rows::{self, Place, ROW},
};
use crate::show::{
    paper::{self, EDGE, LETTERS},
    svg::{Svg, number, width},
};

const WIDE: f64 = 1000.0;
/// Room for the row of a group's name, and for what stands above the days.
const GROUP: f64 = 24.0;
const HEAD: f64 = 26.0;

#[derive(Debug, Clone, Copy)]
enum Sign {
    Bar,
    Critical,
    Milestone,
    Float,
    Irreversible,
    Check,
    Before,
    Moment,
    Credit,
    Deadline,
}

/// Draws a chart.
pub(super) fn sheet(chart: &GanttChart) -> String {
    let bars = || chart.groups.iter().flat_map(|g| &g.steps).take(MOST_STEPS);
    // Names have the room that they need, up to a third of the picture.
    let longest = bars().map(|b| width(&b.name) * LETTERS * if b.critical { 1.1 } else { 1.0 }).fold(0.0, f64::max);
    let names = (longest + 4.0).clamp(110.0, 320.0);
    let (left, right) = (EDGE + 12.0 + names + 18.0, WIDE - EDGE - 12.0);
    let axis = Axis::new(chart, left, right);
    let (mut out, top) = paper::begun(&chart.title, WIDE);
    let top = top + 4.0;
    let mut places: Vec<Place> = Vec::new();
    let mut heads: Vec<(f64, &str)> = Vec::new();
    let mut y = top + HEAD;
    for group in &chart.groups {
        let steps: Vec<&Bar> = group.steps.iter().take(MOST_STEPS - places.len()).collect();
        if steps.is_empty() {
            continue;
        }
        heads.push((y, &group.name));
        y += GROUP;
        for bar in steps {
            places.push(Place::new(bar, &axis, y + ROW / 2.0));
            y += ROW;
        }
        y += 4.0;
    }
    let bottom = y;
    for (y, name) in &heads {
        let [start, end, high, low] = [EDGE, WIDE - EDGE, *y, *y + GROUP - 2.0].map(number);
        out.path("band", &format!("M{start} {high}H{end}V{low}H{start}Z"));
        out.words((EDGE + 6.0, y + 15.0), "small bold", name, left - EDGE - 16.0);
    }
    let mut free = f64::NEG_INFINITY;
    for tick in axis.ticks() {
        let [x, a, b] = [tick.at, top + HEAD - 6.0, bottom].map(number);
        out.path("grid", &format!("M{x} {a}V{b}"));
        // The label of a line stands to the right of it, unless the picture ends there.
        let wide = width(&tick.told) * LETTERS;
        let at = if tick.at + wide > WIDE - EDGE { WIDE - EDGE - wide } else { tick.at };
        if at > free {
            out.words((at, top + HEAD - 12.0), "small quiet digits", &tick.told, f64::INFINITY);
            free = at + wide + 6.0;
        }
    }
    if let Some(day) = chart.deadline {
        let [x, a, b] = [axis.at(day.saturating_add(1)), top + HEAD - 6.0, bottom].map(number);
        out.text.push_str(&format!(
            "<path class=\"limit\" d=\"M{x} {a}V{b}\"><title>last day: {}</title></path>\n",
            axis.told(day)
        ));
    }
    let links = arrows::drawn(&chart.links, &places);
    links.iter().filter(|l| !l.critical).for_each(|l| arrows::arrow(l, &places, &axis, &mut out));
    links.iter().filter(|l| l.critical).for_each(|l| arrows::arrow(l, &places, &axis, &mut out));
    for (bar, place) in bars().zip(&places) {
        rows::row(bar, *place, &axis, names, &mut out);
    }
    y = paper::legend(&signs(chart, &places), bottom + 12.0, WIDE, &mut out, sign);
    for note in notes(chart, links.len()) {
        y = paper::paragraph(&note, y + 4.0, WIDE, &mut out);
    }
    paper::finished(&out, &chart.title, &told(chart, &axis), (WIDE, y + EDGE - 8.0), (STYLE, DARK))
}

/// What the picture shows, in words.
fn told(chart: &GanttChart, axis: &Axis) -> String {
    let steps = || chart.groups.iter().flat_map(|g| &g.steps);
    let last = steps().map(|b| b.start.max(b.finish.saturating_sub(1))).max();
    let span = last.map_or_else(String::new, |last| format!(", from {} to {}", axis.told(0), axis.told(last)));
    let critical = steps().filter(|b| b.critical).count();
    format!("{} steps{span}; {critical} of them cannot start later without the end being later.", steps().count())
}

fn notes(chart: &GanttChart, drawn: usize) -> Vec<String> {
    let steps: usize = chart.groups.iter().map(|g| g.steps.len()).sum();
    let mut out = Vec::new();
    if steps > MOST_STEPS {
        out.push(format!("{} more steps are not drawn.", steps - MOST_STEPS));
    }
    if drawn < chart.links.len() {
        out.push(format!("Of {} arrows {drawn} are drawn.", chart.links.len()));
    }
    out.extend(chart.note.clone());
    out
}

/// The signs that the picture has, and what they mean.
fn signs(chart: &GanttChart, places: &[Place]) -> Vec<(Sign, &'static str)> {
    let any = |has: fn(&Bar) -> bool| chart.groups.iter().flat_map(|g| &g.steps).any(has);
    let links = arrows::drawn(&chart.links, places);
    let link = |has: fn(Kind) -> bool| links.iter().any(|l| has(l.kind));
    let all = [
        (Sign::Bar, "a step", any(|b| !b.critical && b.finish > b.start)),
        (
            Sign::Critical,
            "a step that cannot start later without the end being later",
            any(|b| b.critical && b.finish > b.start),
        ),
        (Sign::Milestone, "a step that takes no time", any(|b| b.finish <= b.start)),
        (Sign::Float, "how long it can be put off", any(|b| b.float > 0)),
        (Sign::Irreversible, "cannot be undone", any(|b| b.irreversible)),
        (Sign::Check, "somebody looks whether it is done", any(|b| !b.checks.is_empty())),
        (Sign::Before, "comes before", link(|k| k == Kind::Before)),
        (Sign::Moment, "at one moment", link(|k| k == Kind::Moment)),
        (Sign::Credit, "goes first on credit, until it is repaid", link(|k| matches!(k, Kind::Credit { .. }))),
        (Sign::Deadline, "the end of the last day allowed", chart.deadline.is_some()),
    ];
    all.into_iter().filter(|(_, _, there)| *there).map(|(sign, told, _)| (sign, told)).collect()
}

fn sign(sign: Sign, (x, y): (f64, f64), out: &mut Svg) {
    let across = format!("M{} {}H", number(x - 15.0), number(y));
    match sign {
        Sign::Bar => rows::solid(out, "bar", (x - 13.0, x + 13.0), y, false),
        Sign::Critical => rows::solid(out, "bar critical", (x - 13.0, x + 13.0), y, true),
        Sign::Milestone => rows::diamond(out, "bar", (x, y)),
        Sign::Float => {
            let [end, top, low] = [x + 14.0, y - 4.0, y + 4.0].map(number);
            out.path("float", &format!("{across}{end}M{end} {top}V{low}"));
        }
        Sign::Irreversible => paper::no_way_back(out, (x, y)),
        Sign::Check => rows::check(out, (x - 13.0, x + 13.0), y, "somebody looks whether it is done"),
        Sign::Before => {
            out.path("line", &format!("{across}{}", number(x + 9.0)));
            paper::head(out, "tip", (x + 15.0, y), (1.0, 0.0));
        }
        Sign::Moment => arrows::pair(out, x + 2.0, y - 9.0, y + 9.0),
        Sign::Credit => {
            out.path("owed", &format!("{across}{}", number(x + 9.0)));
            paper::head(out, "owed-tip", (x + 15.0, y), (1.0, 0.0));
        }
        Sign::Deadline => {
            let [x, top, low] = [x, y - 9.0, y + 9.0].map(number);
            out.path("limit", &format!("M{x} {top}V{low}"));
        }
    }
}

const STYLE: &str = "\
&.bar{fill:#a6cfe8;stroke:#0072b2;stroke-width:1px}&.critical{fill:#f4b183;stroke:#8a3500;stroke-width:2.2px}\
&.float{stroke:#6e7781;stroke-width:1px}&.check{fill:#fff;stroke:#00795a;stroke-width:1.4px;stroke-dasharray:3 2}\
&.limit{stroke:#1f2328;stroke-width:1.6px;stroke-dasharray:2 3}";

const DARK: &str = "\
&.bar{fill:#1d4f6f;stroke:#56b4e9}&.critical{fill:#7a3a12;stroke:#ff8c42}\
&.float{stroke:#9da7b1}&.check{fill:#15191f;stroke:#2fc795}&.limit{stroke:#e6edf3}";
