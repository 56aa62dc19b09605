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
        match self.start {
            Some(_) if self.date(schedule.horizon()).is_none() => Err(self.beyond(schedule)),
            _ => Ok(()),
        }
    }

    /// Says that the calendar ends before a schedule does.
    pub(super) fn beyond(&self, schedule: &Schedule) -> Refusal {
        let (days, start) = (schedule.horizon(), self.told(0));
        Refusal::new(format!("the roadmap takes {days} days from {start} on; the calendar ends with the year 9999"))
            .help("let it start earlier, or let steps take fewer days")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::{
        export,
        graph::{Graph, Terms},
        schedule::schedule,
    };

    const DAM: &str = r#"
title = "The dam; its gauges"
[roadmap]
START
[parties.velmar]
name = "Velmar"
[parties.tarsa]
[parties.observers]
role = "observer"
[issues.open]
options = ["yes"]
[steps.gauges]
name = "Open, at last, the gauges"
by = ["velmar"]
days = 30
verified_by = "observers"
verification_days = 5
reversible = false
[steps.pay]
by = ["tarsa"]
days = 10
not_before = 2027-03-11
not_after = 2027-03-15
[steps.sign]
by = ["velmar", "tarsa"]
after = ["gauges"]
on_credit = ["pay"]
"#;

    fn planned(start: &str) -> (Case, Graph, Dates, Schedule) {
        let case = crate::file::read("dam.case.toml", &DAM.replace("START", start)).case.unwrap();
        let package = crate::case::Package::of(&[0]);
        let graph = Graph::new(&case, &package, &Terms::default());
        let dates = Dates::new(&case, None, None);
        let all = schedule(&graph, &vec![false; graph.clauses.len()], &dates).unwrap();
        (case, graph, dates, all)
    }

    #[test]
    fn thirty_days_from_the_first_of_march_end_on_the_thirtieth() {
        let (case, graph, dates, all) = planned("start = 2027-03-01");
        let told = export::table(&case, &graph, &all, &dates);
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(
            lines[1],
            "gauges,\"Open, at last, the gauges\",velmar,1,2027-03-01,2027-03-30,2027-03-01,2027-03-30,0,yes,yes,,"
        );
        assert_eq!(lines[2], "pay,pay,tarsa,1,2027-03-11,2027-03-20,2027-03-11,2027-03-20,0,no,,,");
        assert_eq!(lines[3], "sign,sign,velmar tarsa,2,2027-04-05,2027-04-05,2027-04-05,2027-04-05,0,yes,,gauges,pay");
        assert_eq!(all.late.iter().map(|l| (l.step, l.days)).collect::<Vec<_>>(), [(Some(1), 5)]);
        assert_eq!(all.irreversible(&case).after, 2);
        let calendar = export::calendar(&case, &graph, &all, &dates).unwrap();
        assert_eq!(calendar, export::calendar(&case, &graph, &all, &dates).unwrap());
        let event = |start: &str, end: &str| format!("DTSTART;VALUE=DATE:{start}\r\nDTEND;VALUE=DATE:{end}\r\n");
        for (start, end) in
            [("20270301", "20270331"), ("20270331", "20270405"), ("20270311", "20270321"), ("20270405", "20270406")]
        {
            assert!(calendar.contains(&event(start, end)), "{calendar}");
        }
        assert!(calendar.contains("SUMMARY:Open\\, at last\\, the gauges\r\n"));
        assert!(calendar.contains("DESCRIPTION:By: Velmar\\nCannot be undone"));
        let ids: std::collections::BTreeSet<&str> = calendar.lines().filter(|l| l.starts_with("UID:")).collect();
        assert_eq!(ids.len(), 4);
    }

    #[test]
    fn a_roadmap_without_a_start_begins_with_its_first_date() {
        let (_, _, dates, all) = planned("deadline = 2027-04-20");
        assert_eq!((dates.told(0), dates.not_before(1), dates.deadline), ("2027-03-11".to_owned(), 0, Some(40)));
        assert_eq!((all.days, all.until, all.late.len()), (36, 40, 1));
    }

    #[test]
    fn without_any_date_there_are_days_and_a_last_day_to_begin() {
        let text = DAM.replace("START", "deadline = 2027-04-20").replace("not_before = 2027-03-11", "");
        let case = crate::file::read("dam.case.toml", &text).case.unwrap();
        let package = crate::case::Package::of(&[0]);
        let graph = Graph::new(&case, &package, &Terms::default());
        let dates = Dates::new(&case, None, None);
        let all = schedule(&graph, &vec![false; graph.clauses.len()], &dates).unwrap();
        // Ten days of paying by 15 March want a start on the 6th.
        assert_eq!((dates.told(3), dates.begin_by(&all)), ("day 3".to_owned(), Some(civil::date(2027, 3, 6))));
        let refused = export::calendar(&case, &graph, &all, &dates).unwrap_err();
        assert_eq!(refused.message, "there is no first day, so no step has a date");
        assert!(
            export::table(&case, &graph, &all, &dates)
                .contains("\nsign,sign,velmar tarsa,2,35,35,35,35,0,yes,,gauges,pay")
        );
    }

    #[test]
    fn the_calendar_ends() {
        let (case, graph, dates, all) = planned("start = 9999-12-20");
        let refused = dates.hold(&all).unwrap_err();
        assert_eq!(
            refused.message,
            "the roadmap takes 36 days from 9999-12-20 on; the calendar ends with the year 9999"
        );
        assert_eq!(export::calendar(&case, &graph, &all, &dates).unwrap_err(), refused);
    }
}
