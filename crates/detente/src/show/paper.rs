//! The paper that pictures of roadmaps are drawn on: its head, its letters and colours by day, by night and in print.

use super::svg::{Svg, escaped, number, point, size_of, wrapped};

/// The edge of the paper, in pixels.
pub(super) const EDGE: f64 = 24.0;

/// The letters of what is small, and the height of a line of them.
pub(super) const LETTERS: f64 = 11.0;
pub(super) const LINE: f64 = 15.0;

/// How high a row of a legend is.
const ROW: f64 = 22.0;

/// A picture begun: its title stands, and what follows starts at the height that is given.
pub(super) fn begun(title: &str, wide: f64) -> (Svg, f64) {
    let mut out = Svg::default();
    let mut y = EDGE + 14.0;
    for line in wrapped(title, (wide - 2.0 * EDGE) / size_of("head"), 2) {
        out.words((EDGE, y), "head", &line, f64::INFINITY);
        y += 24.0;
    }
    (out, y)
}

/// A picture finished: `told` says in words what it shows, `style` has rules of its own and those for a dark screen, in
/// which `&` stands for the picture.
pub(super) fn finished(out: &Svg, title: &str, told: &str, (wide, tall): (f64, f64), style: (&str, &str)) -> String {
    let (w, h) = (number(wide.ceil()), number(tall.ceil()));
    let style = format!("{STYLE}{}@media screen and (prefers-color-scheme:dark){{{DARK}{}}}", style.0, style.1);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"detente-plan\" role=\"img\" width=\"{w}\" height=\"{h}\" \
         viewBox=\"0 0 {w} {h}\">\n<title>{}</title>\n<desc>{}</desc>\n<style>{}</style>\n\
         <path class=\"back\" d=\"M0 0H{w}V{h}H0Z\"/>\n{}</svg>\n",
        escaped(title),
        escaped(told),
        style.replace('&', ".detente-plan "),
        out.text,
    )
}

/// Lines of small text from a height on; gives the height below.
pub(super) fn paragraph(text: &str, mut y: f64, wide: f64, out: &mut Svg) -> f64 {
    for line in wrapped(text, (wide - 2.0 * EDGE) / LETTERS, 6) {
        y += LINE;
        out.words((EDGE, y - 4.0), "small quiet", &line, f64::INFINITY);
    }
    y
}

/// What signs mean: each drawn around the place that it is given, 30 pixels wide. Gives the height below.
pub(super) fn legend<S: Copy>(
    signs: &[(S, &str)],
    top: f64,
    wide: f64,
    out: &mut Svg,
    sign: impl Fn(S, (f64, f64), &mut Svg),
) -> f64 {
    let (mut x, mut y) = (EDGE, top + ROW / 2.0);
    for (kind, told) in signs {
        let room = super::svg::width(told) * LETTERS + 62.0;
        if x > EDGE && x + room > wide - EDGE {
            (x, y) = (EDGE, y + ROW);
        }
        sign(*kind, (x + 15.0, y), out);
        out.words((x + 38.0, y + 4.0), "small", told, room - 40.0);
        x += room;
    }
    if signs.is_empty() { top } else { y + ROW / 2.0 }
}

/// The sign of what cannot be undone, around its middle: it leads up to a bar.
pub(super) fn no_way_back(out: &mut Svg, (x, y): (f64, f64)) {
    let [left, tip, bar, top, middle, low] = [x - 5.0, x + 1.5, x + 3.0, y - 5.5, y, y + 5.5].map(number);
    out.path("lasting", &format!("M{left} {top}L{tip} {middle}L{left} {low}ZM{bar} {top}V{low}"));
}

/// The head of an arrow that ends at a place, going a way that is one long.
pub(super) fn head(out: &mut Svg, class: &str, tip: (f64, f64), (dx, dy): (f64, f64)) {
    let (base, half) = ((tip.0 - dx * 7.0, tip.1 - dy * 7.0), 3.4);
    let (left, right) = ((base.0 - dy * half, base.1 + dx * half), (base.0 + dy * half, base.1 - dx * half));
    out.path(class, &format!("M{}L{}L{}Z", point(left), point(tip), point(right)));
}

/// Every rule is bound to the picture, which may stand within a page; colours are those that colour-blind people can tell
/// apart (Okabe & Ito 2008).
const STYLE: &str = "\
&text{font:13px system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,\"Noto Sans\",sans-serif;fill:#1f2328}\
&.head{font-size:18px;font-weight:600}&.small{font-size:11px}&.digits{font-variant-numeric:tabular-nums}\
&.middle{text-anchor:middle}&.end{text-anchor:end}&.bold{font-weight:700}&.quiet{fill:#59636e}\
&.halo{stroke:#fff;stroke-width:3px;stroke-linejoin:round;paint-order:stroke}\
&path{fill:none}&path.back{fill:#fff}&path.band{fill:#f3f5f7}\
&.grid{stroke:#e4e7eb}&.lasting{fill:#1f2328;stroke:#1f2328;stroke-width:1.8px}\
&.line{stroke:#6e7781;stroke-width:1.2px}&.tip{fill:#6e7781}\
&.owed{stroke:#0072b2;stroke-width:1.6px;stroke-dasharray:6 4}&.owed-tip{fill:#0072b2}\
&.strong{stroke:#b34700;stroke-width:2.6px}&.strong-tip{fill:#b34700}\
&.pair{stroke:#1f2328;stroke-width:1.2px}";

const DARK: &str = "\
&text{fill:#e6edf3}&.quiet{fill:#9da7b1}&.halo{stroke:#15191f}\
&path.back{fill:#15191f}&path.band{fill:#1c2128}&.grid{stroke:#2b323b}&.lasting{fill:#e6edf3;stroke:#e6edf3}\
&.line{stroke:#9da7b1}&.tip{fill:#9da7b1}&.owed{stroke:#56b4e9}&.owed-tip{fill:#56b4e9}\
&.strong{stroke:#ff8c42}&.strong-tip{fill:#ff8c42}&.pair{stroke:#e6edf3}";
