//! What of a chart is drawn: parties, points and names, counted and brought together.

use super::{
    FrontierChart,
    scale::{Range, drawable, minus},
};

/// Parties that get panels, at most: 15 pairs.
pub(super) const PANELS: usize = 6;
/// Parties that get a column of the table, at most.
pub(super) const COLUMNS: usize = 12;
/// Named points that are drawn, at most.
const NAMED: usize = 24;

/// A chart, made ready.
pub(super) struct Drawn<'a> {
    pub(super) chart: &'a FrontierChart,
    /// Parties with panels.
    pub(super) shown: usize,
    /// The worths shown for each such party.
    pub(super) ranges: Vec<Range>,
    /// Named points, those of equal worth as one.
    pub(super) named: Vec<Named<'a>>,
    /// Named points that are left out.
    pub(super) left_out: usize,
    /// Digits after the point in the table.
    digits: usize,
}

/// A point with one name or several.
pub(super) struct Named<'a> {
    pub(super) labels: Vec<&'a str>,
    pub(super) worth: &'a [f64],
}

impl Named<'_> {
    /// Its names as one.
    pub(super) fn label(&self) -> String {
        self.labels.join(" = ")
    }
}

impl<'a> Drawn<'a> {
    pub(super) fn of(chart: &'a FrontierChart) -> Self {
        let shown = chart.parties.len().min(PANELS);
        let points = || chart.frontier.iter().chain(chart.named.iter().map(|m| &m.worth));
        let range = |p: usize| {
            let party = &chart.parties[p];
            let ends = party.walk_away.into_iter().chain(party.ideal);
            Range::around(points().filter_map(move |w| w.get(p).copied()).chain(ends))
        };
        let ranges: Vec<Range> = (0..shown).map(range).collect();
        let mut named: Vec<Named<'a>> = Vec::new();
        for mark in &chart.named {
            match named.iter_mut().find(|n| n.worth == mark.worth) {
                Some(known) if known.labels.contains(&mark.label.as_str()) => {}
                Some(known) => known.labels.push(&mark.label),
                None => named.push(Named { labels: vec![&mark.label], worth: &mark.worth }),
            }
        }
        let left_out = named.len().saturating_sub(NAMED);
        named.truncate(NAMED);
        let widest = ranges.iter().map(|r| r.high - r.low).fold(0.0, f64::max);
        let most = match widest {
            w if w >= 5.0 => 2,
            w if w >= 0.05 => 4,
            _ => 8,
        };
        let ends = chart.parties.iter().flat_map(|p| p.walk_away.into_iter().chain(p.ideal));
        let told: Vec<f64> = named.iter().flat_map(|n| n.worth.iter().copied()).chain(ends).collect();
        let exact = |digits: &usize| {
            let trimmed = |v: &f64, digits: usize| {
                let text = format!("{v:.digits$}");
                if text.contains('.') { text.trim_end_matches(['0']).trim_end_matches('.').to_owned() } else { text }
            };
            told.iter().filter(|v| drawable(**v)).all(|v| trimmed(v, *digits) == trimmed(v, most))
        };
        let digits = (0..most).find(exact).unwrap_or(most);
        Drawn { chart, shown, ranges, named, left_out, digits }
    }

    /// A worth in words.
    pub(super) fn told(&self, worth: Option<f64>) -> String {
        match worth {
            Some(w) if drawable(w) => minus(&format!("{w:.*}", self.digits)),
            Some(w) if w.is_finite() => minus(&format!("{w:e}")),
            Some(_) => "?".to_owned(),
            None => String::new(),
        }
    }

    /// A worth in words without digits that say nothing.
    pub(super) fn short(&self, worth: f64) -> String {
        let told = self.told(Some(worth));
        if told.contains('.') { told.trim_end_matches('0').trim_end_matches('.').to_owned() } else { told }
    }

    /// The points of the frontier for two parties.
    pub(super) fn pairs(&self, x: usize, y: usize) -> impl Iterator<Item = (f64, f64)> {
        let pair = move |w: &Vec<f64>| Some((*w.get(x)?, *w.get(y)?));
        self.chart.frontier.iter().filter_map(pair).filter(|(x, y)| drawable(*x) && drawable(*y))
    }

    /// The picture in words.
    pub(super) fn description(&self) -> String {
        let names: Vec<&str> = self.chart.parties.iter().map(|p| p.name.as_str()).collect();
        let mut out = format!("{} for {}.", self.count(), names.join(", "));
        let each = |worth: &dyn Fn(usize) -> Option<f64>| {
            let told = |(p, name): (usize, &&str)| worth(p).map(|w| format!("{name} {}", self.told(Some(w))));
            names.iter().enumerate().filter_map(told).collect::<Vec<_>>().join(", ")
        };
        let walk_aways = each(&|p| self.chart.parties[p].walk_away);
        if !walk_aways.is_empty() {
            out.push_str(&format!(" Walk-aways: {walk_aways}."));
        }
        for named in &self.named {
            out.push_str(&format!(" {}: {}.", named.label(), each(&|p| named.worth.get(p).copied())));
        }
        out
    }

    /// How many efficient packages there are, in words.
    pub(super) fn count(&self) -> String {
        match self.chart.frontier.len() {
            0 => "No efficient package".to_owned(),
            1 => "1 efficient package".to_owned(),
            n => format!("{} efficient packages", grouped(n)),
        }
    }
}

fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}
