//! From days to pixels, and round dates or days to read them by.

use jiff::{Span, civil};

use super::GanttChart;

/// Days along pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    days: u64,
    left: f64,
    right: f64,
    start: Option<civil::Date>,
}

/// A line across all rows, and what stands above it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub(super) at: f64,
    pub(super) told: String,
}

/// Steps between ticks.
#[derive(Debug, Clone, Copy)]
enum Pace {
    Days(u64),
    Months(i16),
}

impl Axis {
    pub(super) fn new(chart: &GanttChart, left: f64, right: f64) -> Self {
        let start = chart.start.and_then(|d| {
            civil::Date::new(i16::try_from(d.year).ok()?, i8::try_from(d.month).ok()?, i8::try_from(d.day).ok()?).ok()
        });
        let ends = chart.groups.iter().flat_map(|g| &g.steps).flat_map(|b| {
            let checks = b.checks.iter().map(|c| c.2);
            // A milestone has its day to itself.
            checks.chain([b.finish.max(b.start.saturating_add(1)).saturating_add(b.float)]).collect::<Vec<_>>()
        });
        let days = ends.chain([chart.days, chart.deadline.map_or(0, |d| d.saturating_add(1)), 1]).max().unwrap_or(1);
        Axis { days, left, right, start }
    }

    /// Where a day begins.
    pub(super) fn at(&self, day: u64) -> f64 {
        self.left + (self.right - self.left) * (day as f64 / self.days as f64)
    }

    /// A day as readers see it.
    pub(super) fn told(&self, day: u64) -> String {
        self.date(day).map_or_else(|| format!("day {day}"), |date| date.to_string())
    }

    fn date(&self, day: u64) -> Option<civil::Date> {
        let span = Span::new().try_days(i64::try_from(day).ok()?).ok()?;
        self.start?.checked_add(span).ok()
    }

    /// The ticks, as many as have room.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        let most = ((self.right - self.left) / 84.0).max(1.0) as u64;
        let days = [1, 2, 7, 14].map(Pace::Days);
        let months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000, 24_000].map(Pace::Months);
        let round = (0..19).flat_map(|power| [1, 2, 5].map(|digit| Pace::Days(digit * 10_u64.pow(power))));
        let paces: Vec<Pace> =
            if self.start.is_some() { days.into_iter().chain(months).collect() } else { round.collect() };
        let fits = |pace: &Pace| match pace {
            Pace::Days(n) => self.days / n <= most,
            Pace::Months(n) => self.days / (*n as u64 * 30) <= most,
        };
        match paces.into_iter().find(fits) {
            Some(Pace::Days(n)) => {
                let told = |day: u64| self.date(day).map_or_else(|| day.to_string(), |date| date.to_string());
                (0..=self.days / n).map(|k| Tick { at: self.at(k * n), told: told(k * n) }).collect()
            }
            Some(Pace::Months(n)) => self.months(n),
            None => Vec::new(),
        }
    }

    /// The first days of months, of years where these are enough.
    fn months(&self, pace: i16) -> Vec<Tick> {
        let Some(start) = self.start else { return Vec::new() };
        let mut out = Vec::new();
        let count = i32::from(start.year()) * 12 + i32::from(start.month()) - 1;
        // From the round month before the start on.
        let mut month = count - count % i32::from(pace);
        while let (Ok(year), Ok(of)) = (i16::try_from(month / 12), i8::try_from(month % 12 + 1)) {
            let Ok(date) = civil::Date::new(year, of, 1) else { break };
            let far = start.until(date).map_or(0, |span| i64::from(span.get_days()));
            if far > self.days as i64 {
                break;
            }
            if far >= 0 {
                let told = if pace % 12 == 0 { format!("{year:04}") } else { format!("{year:04}-{of:02}") };
                out.push(Tick { at: self.at(far as u64), told });
            }
            month += i32::from(pace);
        }
        out
    }
}
