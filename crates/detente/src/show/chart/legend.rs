//! What the signs of a chart mean.

use crate::show::svg::{Svg, number, width};

use super::{drawn::Drawn, panel::letter, shape};

#[derive(Clone, Copy)]
enum Sign {
    Dot,
    Below,
    Walk,
    Ideal,
    Named(usize),
}

const ROW: f64 = 21.0;

/// Draws the legend in rows, no wider than `most`, from its upper left corner, and gives its height.
pub(super) fn draw(
    drawn: &Drawn,
    (x, y): (f64, f64),
    most: f64,
    with_names: bool,
    letters: bool,
    out: &mut Svg,
) -> f64 {
    let parties = &drawn.chart.parties;
    let mut entries = vec![(Sign::Dot, drawn.count())];
    if parties.len() == 2 && !drawn.chart.frontier.is_empty() {
        entries.push((Sign::Below, "no better for either than some efficient package".to_owned()));
    }
    if parties.iter().any(|p| p.walk_away.is_some()) {
        entries.push((Sign::Walk, "walk-away".to_owned()));
    }
    if parties.iter().filter(|p| p.ideal.is_some()).count() >= parties.len().min(2) {
        entries.push((Sign::Ideal, "ideal: the most each can get".to_owned()));
    }
    if with_names {
        for (n, named) in drawn.named.iter().enumerate() {
            let label = if letters { format!("{}  {}", letter(n), named.label()) } else { named.label() };
            entries.push((Sign::Named(n), label));
        }
    }
    let room = |told: &str| (width(told) * 11.0 + 44.0).min(most);
    let (mut at, mut row) = (0.0, 0.0);
    for (n, (sign, told)) in entries.iter().enumerate() {
        // In a column where names are told, else in a row.
        if n > 0 && (with_names || at + room(told) > most) {
            (at, row) = (0.0, row + ROW);
        }
        let (left, level) = (x + at, y + row);
        draw_sign(*sign, (left, level), out);
        out.words((left + 26.0, level + 4.0), "small", told, most - at - 26.0);
        at += room(told);
    }
    row + ROW
}

fn draw_sign(sign: Sign, (left, level): (f64, f64), out: &mut Svg) {
    let [l, y, r] = [left, level, left + 20.0].map(number);
    match sign {
        Sign::Dot => out.path("dot", &format!("M{} {y}h0", number(left + 10.0))),
        Sign::Below => {
            let (top, bottom) = (number(level - 6.0), number(level + 6.0));
            out.path("below", &format!("M{l} {top}H{r}V{bottom}H{l}Z"));
            out.path("stairs", &format!("M{l} {top}H{r}V{bottom}"));
        }
        Sign::Walk => out.path("walk", &format!("M{l} {y}H{r}")),
        Sign::Ideal => shape::ideal(out, (left + 10.0, level)),
        Sign::Named(n) => shape::sign(out, n, (left + 10.0, level)),
    }
}
