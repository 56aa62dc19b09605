//! A chart of one party: its worths along a line.

use crate::show::svg::{Svg, number};

use super::{
    dots,
    drawn::Drawn,
    label::{Crowd, Label, Rect, places},
    panel::axis_name,
    scale::drawable,
    shape,
};

/// Draws the worths of the only party.
pub(super) fn draw(drawn: &Drawn, frame: Rect, out: &mut Svg) {
    let Rect { x: left, y: top, w, h } = frame;
    let bottom = top + h;
    let across = drawn.ranges[0].laid(left, left + w);
    let party = &drawn.chart.parties[0];
    let level = top + h * 0.6;
    let [start, end, high, low] = [left, left + w, top, bottom].map(number);
    for (x, told) in across.ticks((w / 60.0) as usize) {
        out.path("grid", &format!("M{} {high}V{low}", number(x)));
        out.words((x, bottom + 16.0), "small quiet middle", &told, f64::INFINITY);
    }
    out.path("frame", &format!("M{start} {low}H{end}"));
    out.words((left + w / 2.0, bottom + 38.0), "name middle", &axis_name(&party.name, true), w);
    let mut crowd = Crowd::new(frame, 3.0);
    crowd.line((left, level), (left + w, level));
    out.path("frame", &format!("M{start} {}H{end}", number(level)));
    if let Some(worth) = party.walk_away.filter(|v| drawable(*v)) {
        let x = across.at(worth);
        crowd.line((x, top), (x, bottom));
        out.path("walk", &format!("M{} {high}V{low}", number(x)));
        let told = format!("walk-away {}", drawn.short(worth));
        let half = crate::show::svg::width(&told) * 11.0 / 2.0;
        out.words((x.clamp(left + half, left + w - half), top - 6.0), "small middle", &told, w);
    }
    let points: Vec<(f64, f64)> = drawn.pairs(0, 0).map(|(x, _)| (across.at(x), level)).collect();
    dots::draw(out, &points, "dots");
    let (mut labels, mut signs) = (Vec::new(), Vec::new());
    if let Some(worth) = party.ideal.filter(|v| drawable(*v)) {
        let at = (across.at(worth), level);
        shape::ideal(out, at);
        signs.push(Rect::around(at));
        labels.push(Label::new(at, &["ideal"], w / 3.0));
    }
    for (n, mark) in drawn.named.iter().enumerate() {
        if let Some(&worth) = mark.worth.first().filter(|v| drawable(**v)) {
            let at = (across.at(worth), level);
            shape::sign(out, n, at);
            signs.push(Rect::around(at));
            labels.push(Label::new(at, &mark.labels, w / 3.0));
        }
    }
    for (label, place) in labels.iter().zip(places(&labels, frame, &signs, &crowd)) {
        if let Some(place) = place {
            label.draw(place, out);
        }
    }
}
