//! What is drawn of a roadmap: its days, and what waits for what.

use std::collections::BTreeMap;

use super::{
    calendar::{self, Dates},
    export,
    graph::Graph,
    schedule::{Credit, How, Schedule, Timed},
};
use crate::{
    case::{Case, PartyId, StepId},
    show::{
        gantt::{self, Bar, GanttChart, Group},
        waits::{self, State, Wait, WaitsChart, When},
    },
    words::listed,
};

/// The schedule as a bar chart, its steps put together by who performs them.
pub(crate) fn gantt(case: &Case, graph: &Graph, schedule: &Schedule, dates: &Dates) -> GanttChart {
    let mut by: BTreeMap<&[PartyId], Vec<&Timed>> = BTreeMap::new();
    for t in &schedule.steps {
        by.entry(&case.step(StepId::at(t.step)).by).or_default().push(t);
    }
    let mut at = vec![0; case.steps().len()];
    by.values().flatten().enumerate().for_each(|(n, t)| at[t.step] = n);
    let groups = by.iter().map(|(parties, steps)| Group {
        name: performers(case, parties),
        steps: steps.iter().map(|t| bar(case, graph, schedule, t, dates)).collect(),
    });
    let critical = |from: usize, to: usize| schedule.path.windows(2).any(|w| (w[0].step, w[1].step) == (from, to));
    let link = |from: usize, to: usize, kind: gantt::Kind| gantt::Link {
        from: at[from],
        to: at[to],
        kind,
        critical: critical(from, to),
    };
    let mut links = Vec::new();
    for t in &schedule.steps {
        let before = t.met.iter().filter(|m| m.how == How::Before).map(|m| link(m.by, t.step, gantt::Kind::Before));
        links.extend(before);
    }
    for act in schedule.simultaneous() {
        links.extend(act.steps.windows(2).map(|w| link(w[0], w[1], gantt::Kind::Moment)));
    }
    let owed = schedule.credits.iter().filter(|c| schedule.owes(c));
    links.extend(owed.map(|Credit { step, by, repaid, .. }| link(*by, *step, gantt::Kind::Credit { repaid: *repaid })));
    let mut seen: Vec<gantt::Link> = Vec::new();
    links.retain(|l| !seen.contains(l) && (seen.push(*l), true).1);
    GanttChart {
        title: case.title().to_owned(),
        groups: groups.collect(),
        links,
        days: schedule.horizon(),
        start: dates.date(0).map(calendar::date),
        deadline: dates.deadline.and_then(|d| u64::try_from(d).ok()),
        note: None,
    }
}

fn performers(case: &Case, by: &[PartyId]) -> String {
    if by.is_empty() {
        return "nobody is known to perform".to_owned();
    }
    listed(by.iter().map(|p| case.party_name(*p).to_owned()).collect(), "and")
}

fn bar(case: &Case, graph: &Graph, schedule: &Schedule, t: &Timed, dates: &Dates) -> Bar {
    let step = case.step(StepId::at(t.step));
    let days = if t.start == t.last() {
        dates.told(t.start)
    } else {
        format!("{} to {}", dates.told(t.start), dates.told(t.last()))
    };
    let mut told = vec![format!("{}: {days}", step.name)];
    told.extend(export::told(case, graph, t, dates));
    let checks = schedule.checks.iter().filter(|c| c.step == t.step && c.finish > c.start);
    let checks = checks.map(|c| {
        let told = format!("{} looks whether it is done, up to {}", case.party_name(c.by), dates.told(c.finish - 1));
        (told, c.start, c.finish)
    });
    Bar {
        name: step.name.clone(),
        told: told.join(". "),
        start: t.start,
        finish: t.finish,
        float: t.float(),
        critical: t.critical,
        irreversible: step.reversible == Some(false),
        checks: checks.collect(),
    }
}

/// What waits for what, of all that the goals need by whichever alternative. `credit` says of each precondition whether it
/// is weakened; `rings` are steps of which each waits for the next.
pub(crate) fn waits(case: &Case, graph: &Graph, credit: &[bool], rings: &[Vec<usize>]) -> WaitsChart {
    let mut needed = vec![false; graph.nodes.len()];
    let mut stack: Vec<usize> = graph.goals.iter().chain(rings.iter().flatten()).copied().collect();
    while let Some(s) = stack.pop() {
        if !std::mem::replace(&mut needed[s], true) {
            stack.extend(graph.nodes[s].waits.iter().flat_map(|c| &graph.clauses[*c].any));
            stack.extend(graph.together.iter().filter(|(_, set)| set.contains(&s)).flat_map(|(_, set)| set));
        }
    }
    let drawn: Vec<usize> = (0..needed.len()).filter(|s| needed[*s]).collect();
    let mut at = vec![0; needed.len()];
    drawn.iter().enumerate().for_each(|(n, s)| at[*s] = n);
    let all = |set: &[usize]| set.iter().map(|s| at[*s]).collect::<Vec<_>>();
    let done = graph.close(credit);
    let step = |s: &usize| {
        let step = case.step(StepId::at(*s));
        waits::Step {
            name: step.name.clone(),
            by: performers(case, &step.by),
            told: format!("{}. By: {}", step.name, performers(case, &step.by)),
            state: match (graph.possible(*s), done[*s]) {
                (false, _) => State::Missing,
                (true, false) => State::Blocked,
                (true, true) => State::Open,
            },
            goal: graph.goals.contains(s),
            irreversible: step.reversible == Some(false),
        }
    };
    let clauses = graph.clauses.iter().enumerate().filter(|(_, c)| needed[c.step]);
    let waits = clauses.map(|(n, clause)| Wait {
        step: at[clause.step],
        any: all(&clause.any),
        when: match (clause.on_credit, credit[n]) {
            (true, _) => When::OnCredit,
            (false, true) => When::Weakened,
            (false, false) => When::Before,
        },
        told: case.rule_words(clause.because),
    });
    WaitsChart {
        title: case.title().to_owned(),
        steps: drawn.iter().map(step).collect(),
        waits: waits.collect(),
        together: graph.together.iter().filter(|(_, set)| needed[set[0]]).map(|(_, set)| all(set)).collect(),
        rings: rings.iter().map(|r| all(r)).collect(),
        note: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        case::Package,
        roadmap::{graph::Terms, schedule::schedule},
    };

    const TALKS: &str = r#"
title = "The ferry"
[roadmap]
start = 2027-03-01
goals = ["open"]
[parties.north]
name = "North"
[parties.south]
name = "South"
[parties.pilots]
role = "observer"
[issues.ferry]
options = ["yes"]
[steps.dredge]
by = ["north"]
days = 20
reversible = false
verified_by = "pilots"
verification_days = 3
[steps.pay]
by = ["south"]
days = 5
[steps.open]
by = ["north", "south"]
after_any = ["dredge", "island"]
[steps.island]
after = ["pay"]
[steps.festival]
by = ["north"]
[demands.first-pay]
party = "north"
step = "dredge"
only_after = ["pay"]
bridge = 10
basis = "assumed"
[demands.first-dredge]
party = "south"
step = "pay"
only_after = ["dredge"]
basis = "assumed"
"#;

    #[test]
    fn a_ring_is_drawn_and_what_a_bridge_makes_of_it() {
        let case = crate::file::read("ferry.case.toml", TALKS).case.unwrap();
        let graph =
            Graph::new(&case, &Package::of(&[0]), &Terms { goals: case.agenda().goals.clone(), ..Terms::default() });
        let none = vec![false; graph.clauses.len()];
        let chart = waits(&case, &graph, &none, &[vec![0, 1]]);
        let named = |n: usize| chart.steps[n].name.as_str();
        assert_eq!(chart.steps.len(), 4, "the festival is not needed");
        let states: Vec<_> = chart.steps.iter().map(|s| (s.name.as_str(), s.state, s.goal)).collect();
        assert_eq!(states[0], ("dredge", State::Blocked, false));
        assert_eq!(states[2], ("open", State::Blocked, true));
        assert_eq!(states[3], ("island", State::Missing, false));
        assert_eq!(chart.waits[0].any.iter().map(|t| named(*t)).collect::<Vec<_>>(), ["dredge", "island"]);
        let drawn = waits::svg(&chart);
        assert!(
            drawn.contains("A ring, in which each waits for the next: dredge; pay.")
                && drawn.contains("one of these would do")
        );
        // Let the dredging come first, on credit.
        let credit: Vec<bool> = graph.clauses.iter().map(|c| c.cost.is_some() && c.step == 0).collect();
        assert!(schedule(&graph, &none, &Dates::default()).is_none());
        let dates = Dates::new(&case, None, None);
        let all = schedule(&graph, &credit, &dates).unwrap();
        let chart = waits(&case, &graph, &credit, &[vec![0, 1]]);
        assert_eq!(chart.waits.iter().filter(|w| w.when == When::Weakened).count(), 1);
        assert!(chart.steps[..3].iter().all(|s| s.state == State::Open));
        let chart = gantt(&case, &graph, &all, &dates);
        let groups: Vec<_> = chart.groups.iter().map(|g| (g.name.as_str(), g.steps.len())).collect();
        assert_eq!(groups, [("North", 1), ("North and South", 1), ("South", 1)]);
        let dredge = &chart.groups[0].steps[0];
        assert_eq!((dredge.start, dredge.finish, dredge.irreversible), (0, 20, true));
        assert!(dredge.told.starts_with("dredge: 2027-03-01 to 2027-03-20. By: North."), "{}", dredge.told);
        assert_eq!(dredge.checks, [("pilots looks whether it is done, up to 2027-03-23".to_owned(), 20, 23)]);
        let owed = chart.links.iter().find(|l| matches!(l.kind, gantt::Kind::Credit { .. })).unwrap();
        assert_eq!((owed.from, owed.to, owed.kind), (2, 0, gantt::Kind::Credit { repaid: 28 }));
        assert!(gantt::svg(&chart).contains("goes first on credit"));
        if let Some(folder) = option_env!("DETENTE_PICTURES") {
            std::fs::write(format!("{folder}/ferry-gantt.svg"), gantt::svg(&chart)).unwrap();
            std::fs::write(
                format!("{folder}/ferry-waits.svg"),
                waits::svg(&waits(&case, &graph, &credit, &[vec![0, 1]])),
            )
            .unwrap();
            std::fs::write(format!("{folder}/ferry-ring.svg"), drawn).unwrap();
        }
    }
}
