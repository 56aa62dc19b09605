//! The whole picture: title, bands, lines, states and legend.

use super::{
    MoveChart,
    edge::{self, Edge},
    layout::{self, EDGE, HEAD, Layout, Place, REACH, WIDE},
    legend,
};
use crate::show::svg::{Svg, escaped, number, size_of, wrapped};

/// Colours that colour-blind people can tell apart (Okabe & Ito 2008), the palest left out, and dark enough on white.
const COLOURS: [&str; 7] = ["#0072b2", "#d55e00", "#009e73", "#aa4499", "#b07a00", "#2a8fc7", "#6e7781"];

/// The same on a dark screen.
const LIGHT: [&str; 7] = ["#56b4e9", "#ff8c42", "#2fc795", "#d98cd9", "#e6b800", "#8fd3ff", "#9da7b1"];

/// Outlines of signs around the middle.
const SIGNS: [&str; 7] = [
    "M0-4.4A4.4 4.4 0 1 1 0 4.4A4.4 4.4 0 1 1 0-4.4Z",
    "M-3.8-3.8H3.8V3.8H-3.8Z",
    "M0-4.8L4.6 3.6H-4.6Z",
    "M0-5.2L5.2 0L0 5.2L-5.2 0Z",
    "M0 4.8L4.6-3.6H-4.6Z",
    "M-1.7-4.8H1.7V-1.7H4.8V1.7H1.7V4.8H-1.7V1.7H-4.8V-1.7H-1.7Z",
    "M-4.6 0L-2.3-4H2.3L4.6 0L2.3 4H-2.3Z",
];

const DASHES: [&str; 7] = ["5 3", "1.5 3", "8 3", "8 3 1.5 3", "3 2", "5 3 1.5 3 1.5 3", "12 4"];

/// How faint moves are dashed, mover by mover.
pub(super) fn dashes(mover: usize) -> String {
    format!(" stroke-dasharray=\"{}\"", DASHES[mover % DASHES.len()])
}

/// Draws the sign of a mover.
pub(super) fn sign(out: &mut Svg, mover: usize, (x, y): (f64, f64)) {
    let shape = SIGNS[mover % SIGNS.len()];
    let (x, y) = (number(x), number(y));
    out.mark("path", &format!("class=\"sign m{mover}\" transform=\"translate({x} {y})\" d=\"{shape}\""));
}

/// Draws a chart.
pub(super) fn sheet(chart: &MoveChart) -> String {
    let mut out = Svg::default();
    let mut y = EDGE + 14.0;
    for line in wrapped(&chart.title, (WIDE - 2.0 * EDGE) / size_of("head"), 2) {
        out.words((EDGE, y), "head", &line, f64::INFINITY);
        y += 24.0;
    }
    let Layout { places, bands, bottom } = layout::layout(chart, y);
    for (n, (left, right, name)) in bands.iter().enumerate() {
        if n % 2 == 0 {
            let [from, to, top, end] = [*left, *right, y, bottom].map(number);
            out.path("band", &format!("M{from} {top}H{to}V{end}H{from}Z"));
        }
        out.words((f64::midpoint(*left, *right), y + 14.0), "small quiet middle", name, right - left - 6.0);
    }
    let edges = edge::edges(chart, &places, (if bands.is_empty() { y } else { y + HEAD }, bottom));
    for pair in chart.way.windows(2) {
        let between = |e: &&Edge| (e.from, e.to) == (pair[0], pair[1]) || (e.from, e.to) == (pair[1], pair[0]);
        if let Some(edge) = edges.iter().find(between) {
            out.path("way", &edge.curve.path());
        }
    }
    let room = |state: usize| REACH + if chart.states[state].holds.is_empty() { 1.0 } else { 5.0 };
    for edge in &edges {
        let strong = edge.strong();
        if strong {
            out.path(&format!("strong m{}", edge.mover), &edge.curve.path());
        } else {
            let class = format!("faint m{}", edge.mover);
            out.mark("path", &format!("class=\"{class}\"{} d=\"{}\"", dashes(edge.mover), edge.curve.path()));
        }
        for (improves, backwards, end) in [(edge.there, false, edge.to), (edge.back, true, edge.from)] {
            let Some(improves) = improves else { continue };
            let class = if improves { "head-on" } else { "open" };
            out.path(&format!("{class} m{}", edge.mover), &edge.curve.head(improves, backwards, room(end)));
        }
    }
    for (edge, place) in edges.iter().zip(edge::marks(&edges, &places)) {
        if let Some(place) = place {
            sign(&mut out, edge.mover, place);
        }
    }
    for (n, place) in places.iter().enumerate() {
        state(chart, n, place, &mut out);
    }
    let y = legend::draw(chart, bottom + 20.0, &mut out);
    format!("{}{}</svg>\n", head(chart, y + EDGE - 8.0), out.text)
}

fn state(chart: &MoveChart, n: usize, place: &Place, out: &mut Svg) {
    let node = &chart.states[n];
    let (x, y) = place.at;
    let circle = |out: &mut Svg, class: &str, r: f64| {
        let [x, y, r] = [x, y, r].map(number);
        out.mark("circle", &format!("class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\""));
    };
    out.text.push_str(&format!("<g><title>{}: {}</title>\n", node.number, escaped(&node.told)));
    let start = chart.start == Some(n);
    if !node.holds.is_empty() {
        circle(out, "ring", REACH + 4.0);
    }
    circle(out, if start { "state start" } else { "state" }, REACH);
    let class = if start { "digits middle bold on" } else { "digits middle" };
    out.words((x, y + 4.5), class, &node.number.to_string(), f64::INFINITY);
    for (n, (line, bold)) in place.lines.iter().enumerate() {
        let class = format!("small halo {}{}", place.anchor, if *bold { " bold" } else { "" });
        out.words(place.line(n), class.trim_end(), line, f64::INFINITY);
    }
    out.text.push_str("</g>\n");
}

fn head(chart: &MoveChart, tall: f64) -> String {
    let (w, h) = (number(WIDE), number(tall.ceil()));
    let colours = |of: [&str; 7]| {
        let one = |n: usize| {
            let colour = of[n % of.len()];
            format!(
                ".detente-graph .m{n}{{stroke:{colour}}}.detente-graph .head-on.m{n},.detente-graph .sign.m{n}{{fill:{colour}}}"
            )
        };
        (0..chart.movers.len()).map(one).collect::<String>()
    };
    let (dark, light) = (colours(COLOURS), colours(LIGHT));
    let held = chart.states.iter().filter(|s| !s.holds.is_empty()).count();
    let what = format!("{} states and the moves between them; {held} are equilibria.", chart.states.len());
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"detente-graph\" role=\"img\" width=\"{w}\" height=\"{h}\" \
         viewBox=\"0 0 {w} {h}\">\n<title>{}</title>\n<desc>{what}</desc>\n<style>{STYLE}{dark}{SIGN}{DARK}{light}{DARK_SIGN}}}</style>\n\
         <path class=\"back\" d=\"M0 0H{w}V{h}H0Z\"/>\n",
        escaped(&chart.title),
    )
}

/// Every rule is bound to the picture, which may stand within a page.
const STYLE: &str = "\
.detente-graph text{font:13px system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,\"Noto Sans\",sans-serif;\
fill:#1f2328}\
.detente-graph .head{font-size:18px;font-weight:600}.detente-graph .small{font-size:11px}\
.detente-graph .digits{font-variant-numeric:tabular-nums}\
.detente-graph .middle{text-anchor:middle}.detente-graph .end{text-anchor:end}\
.detente-graph .bold{font-weight:700}.detente-graph .quiet{fill:#59636e}\
.detente-graph .halo{stroke:#fff;stroke-width:3px;stroke-linejoin:round;paint-order:stroke}\
.detente-graph path{fill:none}.detente-graph path.back{fill:#fff}.detente-graph path.band{fill:#f3f5f7}\
.detente-graph .way{stroke:#f0c000;stroke-opacity:.55;stroke-width:11px;stroke-linecap:round}\
.detente-graph .strong{stroke-width:2px}.detente-graph .faint{stroke-width:1px;stroke-opacity:.6}\
.detente-graph .open{stroke-width:1.2px;stroke-opacity:.8}.detente-graph .head-on{stroke-width:1px;stroke-linejoin:round}\
.detente-graph .state{fill:#fff;stroke:#1f2328;stroke-width:1.3px}.detente-graph .start{fill:#1f2328}\
.detente-graph text.on{fill:#fff}\
.detente-graph .ring{fill:#fff;stroke:#1f2328;stroke-width:2px}";

/// Signs have the edge of the paper, whatever their mover's colour.
const SIGN: &str = ".detente-graph .sign{stroke:#fff;stroke-width:1px}";
const DARK_SIGN: &str = ".detente-graph .sign{stroke:#15191f}";

/// On a dark screen, left open for the colours of movers; paper stays white.
const DARK: &str = "\
@media screen and (prefers-color-scheme:dark){\
.detente-graph text{fill:#e6edf3}.detente-graph .quiet{fill:#9da7b1}.detente-graph .halo{stroke:#15191f}\
.detente-graph path.back{fill:#15191f}.detente-graph path.band{fill:#1c2128}\
.detente-graph .way{stroke-opacity:.4}\
.detente-graph .state,.detente-graph .ring{fill:#15191f;stroke:#e6edf3}.detente-graph .start{fill:#e6edf3}\
.detente-graph text.on{fill:#15191f}";
