//! A schedule for other programs: as a calendar and as a table of values.

use super::{
    calendar::Dates,
    graph::Graph,
    schedule::{How, Met, Schedule, Timed},
};
use crate::{
    case::{Case, Step, StepId},
    question::Refusal,
    show::{
        csv,
        ics::{Calendar, Event, write},
    },
    words::listed,
};

/// The schedule as a calendar (RFC 5545): each step an event of whole days, and each look whether it is done another.
///
/// # Errors
/// Refuses where there is no first day, and where the calendar ends before the schedule does.
pub(crate) fn calendar(case: &Case, graph: &Graph, schedule: &Schedule, dates: &Dates) -> Result<String, Refusal> {
    let Some(start) = dates.start else {
        return Err(Refusal::new("there is no first day, so no step has a date")
            .help("give `start` in `[roadmap]`, or `--start` with a date, as in 2026-01-15"));
    };
    dates.hold(schedule)?;
    let date = |day: u64| dates.date(day).map(|d| d.to_string());
    let sum = case.sha256();
    // What is there to be seen on no day more than one is there on one.
    let event = |kind: &str, start: u64, finish: u64, name: String, told: Vec<String>, kinds: Vec<String>| {
        let (start, end) = date(start).zip(date(finish.max(start + 1))).ok_or_else(|| dates.beyond(schedule))?;
        let id = crate::quote::sha256(format!("{sum} {kind}").as_bytes());
        Ok(Event { id: format!("{}@detente", &id[..32]), start, end, name, told, kinds })
    };
    let mut events = Vec::new();
    for t in &schedule.steps {
        let step = named(case, t.step);
        let mut kinds = Vec::new();
        if step.reversible == Some(false) {
            kinds.push("cannot be undone".to_owned());
        }
        if t.critical {
            kinds.push("critical".to_owned());
        }
        let told = told(case, graph, t, dates);
        events.push(event(&format!("step {}", step.key), t.start, t.finish, step.name.clone(), told, kinds)?);
        for check in schedule.checks.iter().filter(|c| c.step == t.step) {
            let by = case.party(check.by);
            let name = format!("{}: found done?", step.name);
            let told = vec![format!("By: {}", case.party_name(check.by))];
            let kind = format!("check {} {} {}", step.key, by.key, check.finish - check.start);
            events.push(event(&kind, check.start, check.finish, name, told, vec!["verification".to_owned()])?);
        }
    }
    Ok(write(&Calendar { name: case.title().to_owned(), made: start.to_string(), events }))
}

/// The schedule as comma-separated values (RFC 4180): a line for each step, in order of time. Days are dates where there is
/// a first day, else numbers from 0 on; the last day of a step is the one on which it is still going on.
pub(crate) fn table(case: &Case, graph: &Graph, schedule: &Schedule, dates: &Dates) -> String {
    let head = [
        "step",
        "name",
        "performed_by",
        "phase",
        "earliest_start",
        "earliest_end",
        "latest_start",
        "latest_end",
        "float_days",
        "critical",
        "irreversible",
        "waits_for",
        "on_credit",
    ];
    let mut out = csv::line(&head.map(str::to_owned));
    let day = |day: u64| dates.date(day).map_or_else(|| day.to_string(), |d| d.to_string());
    let sure = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    for t in &schedule.steps {
        let step = named(case, t.step);
        let by: Vec<&str> = step.by.iter().map(|p| case.party(*p).key.as_str()).collect();
        let waits = |credit: bool| {
            let keys: Vec<&str> = waited(graph, t, credit).map(|m| named(case, m.by).key.as_str()).collect();
            csv::text(&keys.join(" "))
        };
        out.push_str(&csv::line(&[
            csv::text(&step.key),
            csv::text(&step.name),
            csv::text(&by.join(" ")),
            (t.phase + 1).to_string(),
            day(t.start),
            day(t.last()),
            day(t.latest),
            day(t.latest_last()),
            t.float().to_string(),
            sure(t.critical),
            step.reversible.map_or_else(String::new, |r| sure(!r)),
            waits(false),
            waits(true),
        ]));
    }
    out
}

fn named(case: &Case, step: usize) -> &Step {
    case.step(StepId::at(step))
}

/// What a step waits for before it, or on credit; each step once.
fn waited<'t>(graph: &Graph, t: &'t Timed, credit: bool) -> impl Iterator<Item = &'t Met> {
    let known = t.met.iter().filter(move |m| (m.how == How::Credit) == credit);
    let mut seen = vec![false; graph.nodes.len()];
    known.filter(move |m| !std::mem::replace(&mut seen[m.by], true))
}

/// What there is to say of a step.
pub(super) fn told(case: &Case, graph: &Graph, t: &Timed, dates: &Dates) -> Vec<String> {
    let step = named(case, t.step);
    let mut out = Vec::new();
    if !step.by.is_empty() {
        out.push(format!("By: {}", listed(step.by.iter().map(|p| case.party_name(*p).to_owned()).collect(), "and")));
    }
    for (credit, before) in [(false, "Waits for"), (true, "On credit")] {
        let names: Vec<String> = waited(graph, t, credit).map(|m| named(case, m.by).name.clone()).collect();
        if !names.is_empty() {
            out.push(format!("{before}: {}", listed(names, "and")));
        }
    }
    if step.reversible == Some(false) {
        out.push("Cannot be undone".to_owned());
    }
    if t.float() > 0 {
        out.push(format!("Can start as late as {}", dates.told(t.latest)));
    }
    if t.critical {
        out.push("If it starts later, all ends later".to_owned());
    }
    out
}
