//! Days of a roadmap as dates of the calendar.

use jiff::{Span, civil};

use super::schedule::Schedule;
use crate::{
    case::{Case, Date, StepId},
    question::Refusal,
};

/// The dates that a roadmap is bound to, as days from its first, day 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dates {
    /// The date of day 0; `None` where only days can be told.
    pub(crate) start: Option<civil::Date>,
    /// The last day of the whole; less than 0 where it is over before it begins. `None` where there is none, or no start.
    pub(crate) deadline: Option<i64>,
    /// The first day of each step; 0 where none is told.
    not_before: Vec<u64>,
    /// The last day of each step.
    not_after: Vec<Option<i64>>,
    /// Last dates of the whole and of steps, where there is no first day to count from.
    limits: Vec<(Option<usize>, civil::Date)>,
}

impl Dates {
    /// The dates of a case. What is given comes before what the file says; where neither tells a start, it is the first of
    /// all dates before which a step must not begin, if there is any.
    pub(crate) fn new(case: &Case, start: Option<Date>, deadline: Option<Date>) -> Dates {
        let steps = || case.step_ids().map(|s| case.step(s));
        let start = start.or(case.agenda().start).or_else(|| steps().filter_map(|s| s.not_before).min());
        let deadline = deadline.or(case.agenda().deadline).and_then(civil);
        let Some(start) = start.and_then(civil) else {
            let last = case.step_ids().map(|s: StepId| (Some(s.index()), case.step(s).not_after));
            let limits = last.filter_map(|(s, d)| d.and_then(civil).map(|d| (s, d)));
            return Dates {
                limits: deadline.map(|d| (None, d)).into_iter().chain(limits).collect(),
                ..Dates::default()
            };
        };
        let far = |date: Option<Date>| date.and_then(civil).map(|d| distance(start, d));
        Dates {
            start: Some(start),
            deadline: deadline.map(|d| distance(start, d)),
            not_before: steps().map(|s| far(s.not_before).map_or(0, |d| d.max(0) as u64)).collect(),
            not_after: steps().map(|s| far(s.not_after)).collect(),
            limits: Vec::new(),
        }
    }

    /// Dates as days, for tests of what needs no calendar.
    #[cfg(test)]
    pub(crate) fn days(deadline: Option<i64>, not_before: Vec<u64>, not_after: Vec<Option<i64>>) -> Dates {
        Dates { start: None, deadline, not_before, not_after, limits: Vec::new() }
    }

    /// The first day on which a step may begin.
    pub(crate) fn not_before(&self, step: usize) -> u64 {
        self.not_before.get(step).copied().unwrap_or(0)
    }

    /// The last day on which a step may be done; less than 0 where that is before the first day.
    pub(crate) fn not_after(&self, step: usize) -> Option<i64> {
        self.not_after.get(step).copied().flatten()
    }

    /// The date of a day; `None` where there is no start, or the calendar ends before: see [`Dates::hold`].
    pub(crate) fn date(&self, day: u64) -> Option<civil::Date> {
        let span = Span::new().try_days(i64::try_from(day).ok()?).ok()?;
        self.start?.checked_add(span).ok()
    }

    /// A day as readers see it: its date, or its number where there is no start.
    pub(crate) fn told(&self, day: u64) -> String {
        self.date(day).map_or_else(|| format!("day {day}"), |date| date.to_string())
    }

    /// Whether all days of a schedule are days of the calendar.
    ///
    /// # Errors
    /// Some fall after 9999-12-31.
    pub(crate) fn hold(&self, schedule: &Schedule) -> Result<(), Refusal> {
        let Some(start) = self.start else { return Ok(()) };
        let days = schedule.horizon();
        if self.date(days).is_some() {
            return Ok(());
        }
        Err(Refusal::new(format!(
            "the roadmap takes {days} days from {start} on and ends after the calendar does, in 9999"
        ))
        .help("let it start earlier, or let steps take fewer days"))
    }

    /// The last date on which the first day may be, where no start is told but something has a last date.
    pub(crate) fn begin_by(&self, schedule: &Schedule) -> Option<civil::Date> {
        let begin = self.limits.iter().filter_map(|(step, date)| {
            let last = match step {
                Some(step) => schedule.of(*step)?.last(),
                None => schedule.days.checked_sub(1)?,
            };
            let span = Span::new().try_days(i64::try_from(last).ok()?).ok()?;
            date.checked_sub(span).ok()
        });
        begin.min()
    }
}

/// A date of a case in the calendar of the arithmetic.
pub(crate) fn civil(date: Date) -> Option<civil::Date> {
    civil::Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

/// A date of the calendar as cases have it.
pub(crate) fn date(date: civil::Date) -> Date {
    let part = |n: i8| u8::try_from(n).expect("months and days are counted from 1");
    Date {
        year: u16::try_from(date.year()).expect("no date is before the first of a case"),
        month: part(date.month()),
        day: part(date.day()),
    }
}

/// How many days from one date to another.
fn distance(from: civil::Date, to: civil::Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
