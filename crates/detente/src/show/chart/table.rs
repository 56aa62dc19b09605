//! The table below a chart: what named packages are worth to each party.

use crate::show::svg::{Svg, number, size_of, width, wrapped};

use super::{
    drawn::{COLUMNS, Drawn},
    panel::letter,
    shape,
};

const ROW: f64 = 22.0;
const COLUMN: f64 = 84.0;
const HEAD: f64 = 14.0;

/// The least width of a table of so many parties.
pub(super) fn least_width(parties: usize) -> f64 {
    170.0 + COLUMN * parties.min(COLUMNS) as f64
}

/// Draws the table from its upper left corner, and gives its height.
pub(super) fn draw(drawn: &Drawn, (x, y): (f64, f64), most: f64, letters: bool, out: &mut Svg) -> f64 {
    let chart = drawn.chart;
    let columns = chart.parties.len().min(COLUMNS);
    let mut rows: Vec<(Option<usize>, String, Vec<String>)> = Vec::new();
    for (n, named) in drawn.named.iter().enumerate() {
        let label = if letters { format!("{}  {}", letter(n), named.label()) } else { named.label() };
        rows.push((Some(n), label, (0..columns).map(|p| drawn.told(named.worth.get(p).copied())).collect()));
    }
    let parties = &chart.parties[..columns];
    if parties.iter().any(|p| p.walk_away.is_some()) {
        rows.push((None, "Walk-away".to_owned(), parties.iter().map(|p| drawn.told(p.walk_away)).collect()));
    }
    if parties.iter().any(|p| p.ideal.is_some()) {
        rows.push((None, "Ideal".to_owned(), parties.iter().map(|p| drawn.told(p.ideal)).collect()));
    }
    if rows.is_empty() || columns == 0 {
        return 0.0;
    }
    // Names get what they need while the columns of numbers keep their least width; those get what is left.
    let labels = rows.iter().map(|(_, label, _)| width(label) * 13.0 + 40.0).fold(110.0, f64::max);
    let names = labels.min((most - COLUMN * columns as f64).min(most / 2.0).max(170.0));
    let heads: f64 = parties.iter().map(|p| width(&p.name) * size_of("name") + 18.0).fold(COLUMN, f64::max);
    let column = heads.min((most - names) / columns as f64).min(150.0);
    let right = x + names + column * columns as f64;
    let heads: Vec<Vec<String>> =
        parties.iter().map(|p| wrapped(&p.name, (column - 14.0) / size_of("name"), 3)).collect();
    let tall = heads.iter().map(Vec::len).max().unwrap_or(1) as f64 * HEAD;
    for (p, lines) in heads.iter().enumerate() {
        let edge = x + names + column * (p + 1) as f64;
        for (n, line) in lines.iter().enumerate() {
            let at = y + tall - HEAD * (lines.len() - n) as f64 + 11.0;
            out.words((edge, at), "name end", line, f64::INFINITY);
        }
    }
    let mut top = y + tall + 5.0;
    let line = |out: &mut Svg, class: &str, at: f64| {
        out.path(class, &format!("M{} {}H{}", number(x), number(at), number(right)));
    };
    line(out, "frame", top);
    for (sign, label, cells) in &rows {
        let base = top + 15.0;
        if let Some(n) = sign {
            shape::sign(out, *n, (x + 10.0, base - 4.0));
        }
        let class = if sign.is_some() { "" } else { "quiet" };
        out.words((x + 26.0, base), class, label, names - 30.0);
        for (p, cell) in cells.iter().enumerate() {
            let edge = x + names + column * (p + 1) as f64;
            out.words((edge, base), &format!("{class} digits end"), cell, column - 8.0);
        }
        top += ROW;
        line(out, "grid", top);
    }
    top - y + 6.0
}
