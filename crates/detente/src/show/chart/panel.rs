//! One panel: what packages are worth to two parties.

use crate::show::svg::{Svg, number};

use super::{
    dots,
    drawn::Drawn,
    label::{Crowd, Label, Rect, places},
    scale::{Scale, drawable},
    shape,
};

/// A pair of parties and where its panel stands.
pub(super) struct Panel {
    /// The party whose worth goes to the right.
    pub(super) x: usize,
    /// The party whose worth goes up.
    pub(super) y: usize,
    pub(super) frame: Rect,
    /// Whether it has numbers and names beside it; else a panel in the same row or column has them.
    pub(super) with_axes: bool,
    /// Whether it is the only one: then it says more.
    pub(super) alone: bool,
    /// Whether names are letters that the legend explains.
    pub(super) letters: bool,
}

/// The letter of a named point.
pub(super) fn letter(n: usize) -> String {
    char::from(b'A' + (n % 26) as u8).to_string()
}

impl Panel {
    pub(super) fn draw(&self, drawn: &Drawn, out: &mut Svg) {
        let Rect { x: left, y: top, w, h } = self.frame;
        let (right, bottom) = (left + w, top + h);
        let across = drawn.ranges[self.x].laid(left, right);
        let up = drawn.ranges[self.y].laid(bottom, top);
        let mut crowd = Crowd::new(self.frame, if self.alone { 3.0 } else { 0.8 });
        self.grid(drawn, &across, &up, out);
        let points: Vec<(f64, f64)> = drawn.pairs(self.x, self.y).map(|(x, y)| (across.at(x), up.at(y))).collect();
        if self.alone {
            self.stairs(drawn, &points, (&across, &up), &mut crowd, out);
        }
        self.walk_aways(drawn, &across, &up, &mut crowd, out);
        points.iter().for_each(|p| crowd.add(*p));
        dots::draw(out, &points, if self.alone { "dots" } else { "dots fine" });
        let mut labels = Vec::new();
        let mut signs = Vec::new();
        let [party, other] = [self.x, self.y].map(|p| &drawn.chart.parties[p]);
        if let (Some(x), Some(y)) = (party.ideal.filter(|v| drawable(*v)), other.ideal.filter(|v| drawable(*v))) {
            let at = (across.at(x), up.at(y));
            shape::ideal(out, at);
            signs.push(Rect::around(at));
            if self.alone {
                labels.push(Label::new(at, &["ideal"], w / 2.0));
            }
        }
        // The first names are drawn last, on top.
        let mut named = Vec::new();
        for (n, mark) in drawn.named.iter().enumerate() {
            if let (Some(&x), Some(&y)) = (mark.worth.get(self.x), mark.worth.get(self.y))
                && drawable(x)
                && drawable(y)
            {
                let at = (across.at(x), up.at(y));
                named.push((n, at));
                signs.push(Rect::around(at));
                let letter = letter(n);
                let names = if self.letters { vec![letter.as_str()] } else { mark.labels.clone() };
                labels.push(Label::new(at, &names, w / 2.0).bold(self.letters));
            }
        }
        named.iter().rev().for_each(|(n, at)| shape::sign(out, *n, *at));
        let found = places(&labels, self.frame, &signs, &crowd);
        for (label, place) in labels.iter().zip(found) {
            if let Some(place) = place {
                label.draw(place, out);
            }
        }
    }

    /// The frame, with round numbers along it.
    fn grid(&self, drawn: &Drawn, across: &Scale, up: &Scale, out: &mut Svg) {
        let Rect { x: left, y: top, w, h } = self.frame;
        let (right, bottom) = (left + w, top + h);
        let [l, t, r, b] = [left, top, right, bottom].map(number);
        let (columns, rows) =
            (across.ticks((w / if self.alone { 60.0 } else { 45.0 }) as usize), up.ticks((h / 45.0) as usize));
        let mut lines = String::new();
        columns.iter().for_each(|(x, _)| lines.push_str(&format!("M{} {t}V{b}", number(*x))));
        rows.iter().for_each(|(y, _)| lines.push_str(&format!("M{l} {}H{r}", number(*y))));
        if !lines.is_empty() {
            out.path("grid", &lines);
        }
        out.path("frame", &format!("M{l} {t}H{r}V{b}H{l}Z"));
        if !self.with_axes {
            return;
        }
        // Near the corner of small panels numbers of two of them would meet.
        let near = |x: f64| !self.alone && right - x < 14.0;
        for (x, told) in columns.iter().filter(|(x, _)| !near(*x)) {
            out.words((*x, bottom + 16.0), "small quiet middle", told, f64::INFINITY);
        }
        for (y, told) in &rows {
            out.words((left - 7.0, y + 4.0), "small quiet end", told, f64::INFINITY);
        }
        let [party, other] = [self.x, self.y].map(|p| axis_name(&drawn.chart.parties[p].name, self.alone));
        out.words((left + w / 2.0, bottom + 38.0), "name middle", &party, w);
        // The name of the panel before reaches in at the top.
        let taken = if self.alone { 0.0 } else { 36.0 };
        out.upwards((left - 48.0, top + f64::midpoint(h, taken)), "name middle", &other, h - taken);
    }

    /// The stairs of the frontier, and below them what some efficient package beats or equals for both.
    fn stairs(&self, drawn: &Drawn, points: &[(f64, f64)], scales: (&Scale, &Scale), crowd: &mut Crowd, out: &mut Svg) {
        let Rect { x: left, y: top, w, h } = self.frame;
        let bottom = top + h;
        // From left to right, so from the highest down; what is not a step is left out.
        let mut sorted: Vec<(f64, f64)> = points.to_vec();
        sorted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)));
        let mut steps: Vec<(f64, f64)> = Vec::new();
        for (x, y) in sorted {
            let snapped = ((x * 2.0).round() / 2.0, (y * 2.0).round() / 2.0);
            if steps.last().is_none_or(|last| snapped.1 < last.1 && snapped.0 < last.0) {
                steps.push(snapped);
            } else if let Some(last) = steps.last_mut().filter(|last| snapped.1 < last.1) {
                last.1 = snapped.1;
            }
        }
        steps.reverse();
        let (Some(first), Some(last)) = (steps.first().copied(), steps.last().copied()) else { return };
        // Beyond a walk-away nothing is said: packages that are worse than it for somebody are not on the frontier.
        let ends = [(self.x, scales.0), (self.y, scales.1)]
            .map(|(p, scale)| drawn.chart.parties[p].walk_away.filter(|v| drawable(*v)).map(|v| scale.at(v)));
        let start = ends[0].filter(|x| *x <= first.0).unwrap_or(left).clamp(left, left + w);
        let end = ends[1].filter(|y| *y >= last.1).unwrap_or(bottom).clamp(top, bottom);
        let mut path = format!("M{} {}", number(start), number(first.1));
        let mut at = (start, first.1);
        for (x, y) in &steps {
            if (y - at.1).abs() > 0.0 {
                path.push_str(&format!("V{}", number(*y)));
                crowd.line(at, (at.0, *y));
            }
            path.push_str(&format!("H{}", number(*x)));
            crowd.line((at.0, *y), (*x, *y));
            at = (*x, *y);
        }
        path.push_str(&format!("V{}", number(end)));
        crowd.line(at, (at.0, end));
        out.path("below", &format!("{path}H{}Z", number(start)));
        out.path("stairs", &path);
    }

    /// Lines at what no agreement is worth.
    fn walk_aways(&self, drawn: &Drawn, across: &Scale, up: &Scale, crowd: &mut Crowd, out: &mut Svg) {
        let Rect { x: left, y: top, w, h } = self.frame;
        let walk_away = |p: usize| drawn.chart.parties[p].walk_away.filter(|v| drawable(*v));
        if let Some(worth) = walk_away(self.x) {
            let x = across.at(worth);
            crowd.line((x, top), (x, top + h));
            out.path("walk", &format!("M{} {}V{}", number(x), number(top), number(top + h)));
            if self.alone {
                let told = format!("walk-away {}", drawn.short(worth));
                let half = crate::show::svg::width(&told) * 11.0 / 2.0;
                let x = x.clamp(left + half.min(w / 2.0), left + w - half.min(w / 2.0));
                out.words((x, top - 6.0), "small middle", &told, w);
            }
        }
        if let Some(worth) = walk_away(self.y) {
            let y = up.at(worth);
            crowd.line((left, y), (left + w, y));
            out.path("walk", &format!("M{} {}H{}", number(left), number(y), number(left + w)));
            if self.alone {
                out.words((left + w + 6.0, y - 2.0), "small", "walk-away", 70.0);
                out.words((left + w + 6.0, y + 11.0), "small", &drawn.short(worth), 70.0);
            }
        }
    }
}

/// What stands along an axis.
pub(super) fn axis_name(party: &str, alone: bool) -> String {
    if alone { format!("Worth to {party}") } else { party.to_owned() }
}
