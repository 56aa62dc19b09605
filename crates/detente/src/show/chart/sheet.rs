//! The whole picture: title, panels, legend, table and note, one under the other.

use crate::show::svg::{Svg, escaped, number, size_of, wrapped};

use super::{
    FrontierChart,
    drawn::{COLUMNS, Drawn, PANELS},
    label::Rect,
    legend,
    panel::Panel,
    shape::COLOURS,
    strip, table,
};

pub(super) const EDGE: f64 = 24.0;
/// Room for numbers and a name beside a panel, and below it.
pub(super) const BESIDE: f64 = 62.0;
const BELOW: f64 = 50.0;
const GAP: f64 = 14.0;

/// Draws a chart.
pub(super) fn sheet(chart: &FrontierChart) -> String {
    let drawn = Drawn::of(chart);
    let size = match drawn.shown {
        0..=2 => 0.0,
        3 => 300.0,
        4 => 230.0,
        5 => 190.0,
        _ => 165.0,
    };
    let across = drawn.shown.saturating_sub(1) as f64;
    let panels = if drawn.shown < 3 { 0.0 } else { BESIDE + across * (size + GAP) - GAP };
    let wide = 690.0_f64.max(panels).max(table::least_width(chart.parties.len())) + 2.0 * EDGE;
    let letters = drawn.shown > 3;
    let mut out = Svg::default();
    let mut y = EDGE + 14.0;
    for line in wrapped(&chart.title, (wide - 2.0 * EDGE) / size_of("head"), 2) {
        out.words((EDGE, y), "head", &line, f64::INFINITY);
        y += 24.0;
    }
    y += 10.0;
    let inner = wide - 2.0 * EDGE;
    match drawn.shown {
        0 => {}
        1 => {
            let frame = Rect { x: EDGE + 8.0, y: y + 10.0, w: inner - 16.0, h: 130.0 };
            strip::draw(&drawn, frame, &mut out);
            y += 10.0 + 130.0 + BELOW + 16.0;
            y += legend::draw(&drawn, (EDGE, y), inner, false, false, &mut out);
        }
        2 => {
            let frame = Rect { x: EDGE + BESIDE, y: y + 10.0, w: inner - BESIDE - 76.0, h: 430.0 };
            Panel { x: 0, y: 1, frame, with_axes: true, alone: true, letters }.draw(&drawn, &mut out);
            y += 10.0 + frame.h + BELOW + 16.0;
            y += legend::draw(&drawn, (EDGE, y), inner, false, false, &mut out);
        }
        n => {
            let place = |row: usize, column: usize| Rect {
                x: EDGE + BESIDE + (column - 1) as f64 * (size + GAP),
                y: y + row as f64 * (size + GAP),
                w: size,
                h: size,
            };
            for row in 0..n - 1 {
                for column in row + 1..n {
                    let with_axes = column == row + 1;
                    let frame = place(row, column);
                    Panel { x: column, y: row, frame, with_axes, alone: false, letters }.draw(&drawn, &mut out);
                }
            }
            // Below the stairs of panels there is room for the legend.
            let free = place(n - 2, 1);
            let most = (n - 2) as f64 * (size + GAP) - 24.0;
            let tall = legend::draw(&drawn, (EDGE, free.y + BELOW + 14.0), most, true, letters, &mut out);
            y = (free.y + size + BELOW).max(free.y + BELOW + 14.0 + tall) + 12.0;
        }
    }
    y += 10.0;
    y += table::draw(&drawn, (EDGE, y), inner, letters, &mut out);
    for note in notes(&drawn) {
        y += 6.0;
        for line in wrapped(&note, inner / 11.0, 6) {
            y += 12.0;
            out.words((EDGE, y), "small quiet", &line, f64::INFINITY);
            y += 3.0;
        }
    }
    let tall = y + EDGE;
    format!("{}{}</svg>\n", head(&drawn, wide, tall), out.text)
}

/// What is said below: what was left out, and what the chart has to say.
fn notes(drawn: &Drawn) -> Vec<String> {
    let parties = drawn.chart.parties.len();
    let mut out = Vec::new();
    if parties > PANELS {
        out.push(format!("Panels are drawn for the first {PANELS} of {parties} parties."));
    }
    if parties > COLUMNS {
        out.push(format!("The table has the first {COLUMNS} of {parties} parties."));
    }
    if drawn.left_out > 0 {
        out.push(format!("{} more named packages are not drawn.", drawn.left_out));
    }
    out.extend(drawn.chart.note.clone());
    out
}

fn head(drawn: &Drawn, wide: f64, tall: f64) -> String {
    let (w, h) = (number(wide.ceil()), number(tall.ceil()));
    let mut colours = String::new();
    for (n, colour) in COLOURS.iter().enumerate() {
        colours.push_str(&format!(".detente-chart .c{n}{{fill:{colour}}}"));
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"detente-chart\" role=\"img\" width=\"{w}\" height=\"{h}\" \
         viewBox=\"0 0 {w} {h}\">\n<title>{}</title>\n<desc>{}</desc>\n<style>{STYLE}{colours}{DARK}</style>\n\
         <path class=\"back\" d=\"M0 0H{w}V{h}H0Z\"/>\n",
        escaped(&drawn.chart.title),
        escaped(&drawn.description()),
    )
}

/// Every rule is bound to the picture, which may stand within a page.
pub(super) const STYLE: &str = "\
.detente-chart text{font:13px system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,\"Noto Sans\",sans-serif;\
fill:#1f2328}\
.detente-chart .head{font-size:18px;font-weight:600}.detente-chart .small{font-size:11px}.detente-chart .name{font-weight:600}\
.detente-chart .digits{font-variant-numeric:tabular-nums}\
.detente-chart .middle{text-anchor:middle}.detente-chart .end{text-anchor:end}\
.detente-chart .bold{font-weight:700}.detente-chart .quiet{fill:#59636e}\
.detente-chart .halo{stroke:#fff;stroke-width:3px;stroke-linejoin:round;paint-order:stroke}\
.detente-chart path{fill:none}.detente-chart .back{fill:#fff}\
.detente-chart .grid{stroke:#e4e7eb}.detente-chart .frame{stroke:#9aa3ad}\
.detente-chart .below{fill:#0072b2;fill-opacity:.09}.detente-chart .stairs{stroke:#6e7781;stroke-width:1.2px}\
.detente-chart .dots{stroke:#57606a;stroke-width:8px;stroke-linecap:round}.detente-chart .fine{stroke:#8c96a0;stroke-width:6px}\
.detente-chart .dot{stroke:#57606a;stroke-width:4px;stroke-linecap:round}\
.detente-chart .walk{stroke:#1f2328;stroke-width:1.3px;stroke-dasharray:6 4}\
.detente-chart .ideal{stroke:#1f2328;stroke-width:1.8px}\
.detente-chart .leader{stroke:#1f2328;stroke-width:.9px}\
.detente-chart .sign{stroke:#1f2328;stroke-width:1px;stroke-linejoin:round}";

/// On a dark screen; paper stays white.
pub(super) const DARK: &str = "\
@media screen and (prefers-color-scheme:dark){\
.detente-chart text{fill:#e6edf3}.detente-chart .quiet{fill:#9da7b1}.detente-chart .halo{stroke:#15191f}\
.detente-chart .back{fill:#15191f}.detente-chart .grid{stroke:#2b323b}.detente-chart .frame{stroke:#6e7781}\
.detente-chart .below{fill:#56b4e9;fill-opacity:.12}.detente-chart .stairs{stroke:#9da7b1}\
.detente-chart .dots,.detente-chart .dot{stroke:#b1bac4}.detente-chart .fine{stroke:#6e7781}\
.detente-chart .walk,.detente-chart .ideal{stroke:#e6edf3}.detente-chart .leader{stroke:#e6edf3}\
.detente-chart .sign{stroke:#f0f3f6}}";
