//! Days of the calendar, counted by hand.

use crate::case::{Case, Date};

/// The dates that an answer is bound to, as days from its first.
pub(super) struct Calendar {
    /// Day 0, as a day since 0000-03-01; `None` where only days can be told.
    pub(super) start: Option<i64>,
    /// The last day of the whole.
    pub(super) deadline: Option<Date>,
    not_before: Vec<Option<Date>>,
    not_after: Vec<Option<Date>>,
}

impl Calendar {
    /// What is asked for comes before what the file says.
    pub(super) fn new(case: &Case, start: Option<Date>, deadline: Option<Date>) -> Calendar {
        let steps = case.steps();
        let first = steps.iter().filter_map(|s| s.not_before).min();
        let start = start.or(case.agenda().start).or(first);
        Calendar {
            start: start.map(day_of),
            deadline: deadline.or(case.agenda().deadline),
            not_before: steps.iter().map(|s| s.not_before).collect(),
            not_after: steps.iter().map(|s| s.not_after).collect(),
        }
    }

    /// A day as a date.
    pub(super) fn date(&self, day: u64) -> Option<String> {
        self.start.map(|start| written(start + day as i64))
    }

    fn count_to(&self, date: Option<Date>) -> Option<i64> {
        Some(day_of(date?) - self.start?)
    }

    /// The last day of the whole.
    pub(super) fn until(&self) -> Option<i64> {
        self.count_to(self.deadline)
    }

    /// The first day on which a step may begin.
    pub(super) fn not_before(&self, step: usize) -> u64 {
        self.count_to(self.not_before[step]).map_or(0, |d| d.max(0).unsigned_abs())
    }

    /// The last day on which a step may be done.
    pub(super) fn not_after(&self, step: usize) -> Option<i64> {
        self.count_to(self.not_after[step])
    }

    /// The last date on which the first day may be, where none is told but some last dates are: of some steps with their
    /// last days, and of the whole with its last.
    pub(super) fn begin_by(&self, steps: &[(usize, u64)], last: Option<u64>) -> Option<String> {
        if self.start.is_some() {
            return None;
        }
        let of_steps = steps.iter().filter_map(|(s, last)| Some(day_of(self.not_after[*s]?) - *last as i64));
        let of_all = self.deadline.zip(last).map(|(d, last)| day_of(d) - last as i64);
        of_steps.chain(of_all).min().map(written)
    }
}

/// The number of a day, counted from 0000-03-01: years that begin in March end with the day that is not in all of them.
pub(super) fn day_of(date: Date) -> i64 {
    let (year, month, day) = (i64::from(date.year), i64::from(date.month), i64::from(date.day));
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let before: i64 = MONTHS[..month as usize].iter().sum();
    365 * year + leap_days + before + day - 1
}

/// Days of the months from March on.
const MONTHS: [i64; 12] = [31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29];

/// A day by its number, as a date.
fn written(number: i64) -> String {
    // Somewhere near the right year, and then one after another.
    let first = |year: i64| 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let mut year = number.div_euclid(366);
    while first(year + 1) <= number {
        year += 1;
    }
    while first(year) > number {
        year -= 1;
    }
    let (mut left, mut month) = (number - first(year), 0);
    while left >= MONTHS[month] {
        left -= MONTHS[month];
        month += 1;
    }
    let (year, month) = if month >= 10 { (year + 1, month - 9) } else { (year, month + 3) };
    if year < 0 {
        format!("-{:06}-{month:02}-{:02}", -year, left + 1)
    } else {
        format!("{year:04}-{month:02}-{:02}", left + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let number = |text: &str| Date::parse(text).map(day_of).unwrap();
        assert_eq!(number("2024-03-01") - number("2024-02-28"), 2);
        assert_eq!(number("2100-03-01") - number("2100-02-28"), 1);
        assert_eq!(number("2000-03-01") - number("2000-02-28"), 2);
        assert_eq!(number("2027-01-01") - number("2026-01-01"), 365);
        let mut day = number("1999-12-31");
        for _ in 0..1_000 {
            let text = written(day);
            assert_eq!(Date::parse(&text).map(day_of), Some(day), "{text}");
            day += 37;
        }
        assert_eq!(written(number("0000-01-01") - 1), "-000001-12-31");
    }
}
