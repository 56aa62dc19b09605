//! What parties would still get, and still settle for, round by round: a panel for each, with steps and not slopes, since
//! between two rounds nobody says anything.

use crate::show::svg::{Svg, escaped, number, size_of, width, wrapped};

use super::{
    scale::{Range, Scale, drawable, minus},
    shape::COLOURS,
    sheet::{BESIDE, DARK, EDGE, STYLE},
};

/// Parties that get panels, at most.
const PANELS: usize = 8;
/// Rounds that are drawn, at most: the last ones.
const ROUNDS: usize = 24;
/// A panel, in pixels.
const TALL: f64 = 140.0;
const GAP: f64 = 46.0;
/// Room beside a panel for what its lines mean.
const RIGHT: f64 = 92.0;

/// Concession curves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CurveChart {
    /// What stands above.
    pub title: String,
    /// What each round is called, and when it was.
    pub rounds: Vec<(String, String)>,
    /// The parties.
    pub lines: Vec<CurveLine>,
    /// What stands below.
    pub notes: Vec<String>,
}

/// A party of such a chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CurveLine {
    /// What it is called.
    pub name: String,
    /// What no agreement is worth to it, where that can be held against the rest.
    pub walk_away: Option<f64>,
    /// For each round, what the best package within its positions is worth to it.
    pub best: Vec<f64>,
    /// For each round, what the least that it would settle for is worth to it.
    pub least: Vec<f64>,
}

/// Draws a chart. The same chart gives the same text. Worths that are not finite, or beyond 10^12, are not drawn; of many
/// parties the first 8 get panels, of many rounds the last 24 are drawn, and the picture says so.
pub fn svg(chart: &CurveChart) -> String {
    let first = chart.rounds.len().saturating_sub(ROUNDS);
    let rounds = &chart.rounds[first..];
    let lines = &chart.lines[..chart.lines.len().min(PANELS)];
    let wide = 738.0_f64.max(2.0 * EDGE + BESIDE + RIGHT + 46.0 * rounds.len() as f64);
    let mut out = Svg::default();
    let mut y = EDGE + 14.0;
    for line in wrapped(&chart.title, (wide - 2.0 * EDGE) / size_of("head"), 2) {
        out.words((EDGE, y), "head", &line, f64::INFINITY);
        y += 24.0;
    }
    y += 4.0;
    for line in wrapped(
        "What each would get at best within its positions (thin line), and the least that it would settle for (thick line), \
         as worth of 0 to 100 to itself.",
        (wide - 2.0 * EDGE) / 11.0,
        3,
    ) {
        out.words((EDGE, y), "small quiet", &line, f64::INFINITY);
        y += 15.0;
    }
    let range = range(lines);
    let (left, right) = (EDGE + BESIDE - 26.0, wide - EDGE - RIGHT);
    for (n, line) in lines.iter().enumerate() {
        y += GAP - 20.0;
        out.words((left, y - 8.0), "name", &line.name, right - left);
        panel(line, n, first, rounds, (left, right, y), range, &mut out);
        y += TALL;
    }
    if !lines.is_empty() {
        y += 4.0;
        y += columns(rounds, (left, right, y), &mut out);
    }
    for note in notes(chart) {
        y += 6.0;
        for line in wrapped(&note, (wide - 2.0 * EDGE) / 11.0, 6) {
            y += 12.0;
            out.words((EDGE, y), "small quiet", &line, f64::INFINITY);
            y += 3.0;
        }
    }
    let tall = y + EDGE;
    format!("{}{}</svg>\n", head(chart, wide, tall), out.text)
}

/// One scale for all panels: 0 to 100, unless some worth lies outside.
fn range(lines: &[CurveLine]) -> Range {
    let all = || lines.iter().flat_map(|l| l.best.iter().chain(&l.least).copied().chain(l.walk_away));
    if all().filter(|v| drawable(*v)).all(|v| (0.0..=100.0).contains(&v)) {
        Range { low: -6.0, high: 118.0 }
    } else {
        Range::around(all())
    }
}

/// Draws one party, whose number gives its colour.
fn panel(
    line: &CurveLine,
    party: usize,
    first: usize,
    rounds: &[(String, String)],
    (left, right, top): (f64, f64, f64),
    range: Range,
    out: &mut Svg,
) {
    let bottom = top + TALL;
    let up = range.laid(bottom, top);
    let column = (right - left) / rounds.len().max(1) as f64;
    let (from, to) = (number(left), number(right));
    let (above, below) = (number(top), number(bottom));
    let mut grid = String::new();
    for (level, told) in up.ticks(6) {
        grid.push_str(&format!("M{from} {}H{to}", number(level)));
        out.words((left - 7.0, level + 4.0), "small quiet end", &told, f64::INFINITY);
    }
    for round in 1..rounds.len() {
        grid.push_str(&format!("M{} {above}V{below}", number(left + column * round as f64)));
    }
    if !grid.is_empty() {
        out.path("grid", &grid);
    }
    out.path("frame", &format!("M{from} {above}H{to}V{below}H{from}Z"));
    let worth = |of: &[f64]| -> Vec<Option<f64>> {
        (0..rounds.len()).map(|round| of.get(first + round).copied().filter(|v| drawable(*v))).collect()
    };
    let (best, least) = (worth(&line.best), worth(&line.least));
    let steps = Steps { left, column, up: &up };
    let colour = party % COLOURS.len();
    steps.band(&best, &least, colour, out);
    if let Some(worth) = line.walk_away.filter(|v| drawable(*v)) {
        let level = up.at(worth);
        out.path("walk", &format!("M{from} {}H{to}", number(level)));
        out.words((right + 6.0, level - 2.0), "small", "walk-away", RIGHT);
        out.words((right + 6.0, level + 11.0), "small", &told(worth), RIGHT);
    }
    out.path(&format!("best s{colour}"), &steps.path(&best));
    out.path(&format!("least s{colour}"), &steps.path(&least));
    steps.numbers(&best, &least, out);
}

/// Steps over columns of equal width.
struct Steps<'a> {
    left: f64,
    column: f64,
    up: &'a Scale,
}

impl Steps<'_> {
    /// What lies between the best and the least.
    fn band(&self, best: &[Option<f64>], least: &[Option<f64>], colour: usize, out: &mut Svg) {
        for (round, (high, low)) in best.iter().zip(least).enumerate() {
            let (Some(high), Some(low)) = (high, low) else { continue };
            let from = number(self.left + self.column * round as f64);
            let to = number(self.left + self.column * (round + 1) as f64);
            let (above, below) = (number(self.up.at(*high)), number(self.up.at(*low)));
            out.path(&format!("band c{colour}"), &format!("M{from} {above}H{to}V{below}H{from}Z"));
        }
    }

    fn path(&self, worths: &[Option<f64>]) -> String {
        let mut path = String::new();
        let mut drawing = false;
        for (n, worth) in worths.iter().enumerate() {
            let Some(worth) = worth else {
                drawing = false;
                continue;
            };
            let (x, y) = (number(self.left + self.column * n as f64), number(self.up.at(*worth)));
            path.push_str(&if drawing { format!("V{y}") } else { format!("M{x} {y}") });
            path.push_str(&format!("H{}", number(self.left + self.column * (n + 1) as f64)));
            drawing = true;
        }
        path
    }

    /// Numbers where a line begins or moves: of the best above it, of the least below.
    fn numbers(&self, best: &[Option<f64>], least: &[Option<f64>], out: &mut Svg) {
        let same = |a: Option<f64>, b: Option<f64>| a.map(told) == b.map(told);
        for n in 0..best.len() {
            let x = self.left + self.column * (n as f64 + 0.5);
            let moved = |of: &[Option<f64>]| n == 0 || !same(of[n - 1], of[n]);
            let (high, low) = (best[n].filter(|_| moved(best)), least[n].filter(|_| moved(least)));
            if let Some(high) = high {
                out.words((x, self.up.at(high) - 5.0), "small halo middle", &told(high), self.column);
            }
            // Where both are one number, it is told once.
            if let Some(low) = low.filter(|low| high.map(told) != Some(told(*low))) {
                out.words((x, self.up.at(low) + 14.0), "small halo middle", &told(low), self.column);
            }
        }
    }
}

/// What the rounds are called, below the last panel; gives the height.
fn columns(rounds: &[(String, String)], (left, right, y): (f64, f64, f64), out: &mut Svg) -> f64 {
    let column = (right - left) / rounds.len().max(1) as f64;
    let mut lines = 0;
    for (n, (name, date)) in rounds.iter().enumerate() {
        let x = left + column * (n as f64 + 0.5);
        let most = (column - 8.0).max(24.0) / 11.0;
        let mut told = wrapped(name, most, 3);
        if !date.is_empty() && width(date) <= most {
            told.push(date.clone());
        }
        lines = lines.max(told.len());
        for (row, line) in told.iter().enumerate() {
            out.words((x, y + 13.0 * (row + 1) as f64), "small quiet middle", line, f64::INFINITY);
        }
    }
    13.0 * lines as f64 + 10.0
}

/// A worth with one decimal at most.
fn told(worth: f64) -> String {
    let text = format!("{worth:.1}");
    minus(text.strip_suffix(".0").unwrap_or(&text))
}

fn notes(chart: &CurveChart) -> Vec<String> {
    let mut notes = Vec::new();
    if chart.lines.len() > PANELS {
        notes.push(format!("Panels are drawn for the first {PANELS} of {} parties.", chart.lines.len()));
    }
    if chart.rounds.len() > ROUNDS {
        notes.push(format!("The last {ROUNDS} of {} rounds are drawn.", chart.rounds.len()));
    }
    notes.extend(chart.notes.iter().cloned());
    notes
}

fn head(chart: &CurveChart, wide: f64, tall: f64) -> String {
    let (w, h) = (number(wide.ceil()), number(tall.ceil()));
    let mut colours = String::new();
    for (n, colour) in COLOURS.iter().enumerate() {
        colours.push_str(&format!(
            ".detente-chart .c{n}{{fill:{colour};fill-opacity:.18}}.detente-chart .s{n}{{stroke:{colour}}}"
        ));
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"detente-chart\" role=\"img\" width=\"{w}\" height=\"{h}\" \
         viewBox=\"0 0 {w} {h}\">\n<title>{}</title>\n<desc>{}</desc>\n<style>{STYLE}{LINES}{colours}{DARK}</style>\n\
         <path class=\"back\" d=\"M0 0H{w}V{h}H0Z\"/>\n",
        escaped(&chart.title),
        escaped(&description(chart)),
    )
}

/// Every rule is bound to the picture, which may stand within a page.
const LINES: &str = "\
.detente-chart .best{stroke-width:1.4px}.detente-chart .least{stroke-width:3.2px;stroke-linejoin:round}";

/// The picture in words.
fn description(chart: &CurveChart) -> String {
    let mut text = String::new();
    for line in &chart.lines {
        text.push_str(&format!("{}: ", line.name));
        let rounds = chart.rounds.iter().zip(line.best.iter().zip(&line.least));
        let each = rounds.map(|((name, _), (best, least))| format!("{name} {} to {}", told(*least), told(*best)));
        text.push_str(&each.collect::<Vec<_>>().join(", "));
        text.push_str(&line.walk_away.map_or_else(String::new, |w| format!("; walk-away {}", told(w))));
        text.push_str(". ");
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(parties: usize, rounds: usize) -> CurveChart {
        let line = |n: usize| CurveLine {
            name: format!("Party <{n}> & friends"),
            walk_away: n.is_multiple_of(2).then_some(45.0),
            best: vec![100.0; rounds],
            least: (0..rounds).map(|r| 90.0 - r as f64).collect(),
        };
        CurveChart {
            title: "The river".to_owned(),
            rounds: (0..rounds).map(|r| (format!("Round {r}"), "2024-03-18".to_owned())).collect(),
            lines: (0..parties).map(line).collect(),
            notes: vec!["A note.".to_owned()],
        }
    }

    #[test]
    fn any_chart_is_xml_and_the_same_again() {
        for (parties, rounds) in [(0, 0), (0, 3), (1, 1), (2, 4), (12, 40), (3, 0)] {
            let drawn = svg(&chart(parties, rounds));
            roxmltree::Document::parse(&drawn).expect("the picture is XML");
            assert_eq!(drawn, svg(&chart(parties, rounds)));
            assert_eq!(drawn.contains("first 8 of 12"), parties > PANELS);
            assert_eq!(drawn.contains("last 24 of 40"), rounds > ROUNDS);
        }
    }

    #[test]
    fn what_cannot_be_drawn_leaves_a_gap() {
        let mut broken = chart(1, 3);
        broken.lines[0].least = vec![f64::NAN, 30.0, f64::INFINITY];
        broken.lines[0].best = vec![50.0];
        let drawn = svg(&broken);
        assert!(!drawn.contains("NaN\"") && !drawn.contains("inf\""), "{drawn}");
        roxmltree::Document::parse(&drawn).expect("the picture is XML");
    }

    /// Lines are level between rounds: positions do not slide.
    #[test]
    fn steps_and_not_slopes() {
        let drawn = svg(&chart(1, 4));
        let least = drawn.lines().find(|l| l.contains("least s0")).expect("a line for the least");
        let path = least.split("d=\"").nth(1).expect("a path");
        assert!(!path.contains('L') && path.matches('V').count() == 3 && path.matches('H').count() == 4, "{path}");
    }
}
