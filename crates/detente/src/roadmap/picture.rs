//! The order as a picture, a calendar and a table.

use super::{
    Plan, RoadmapAnswer, calendar, export,
    schedule::{self, Timed},
};
use crate::{
    case::{Case, PartyId, StepId},
    question::Refusal,
    show::{
        gantt::{Bar, GanttChart, Group, Kind, Link},
        waits::{State, Step, Wait, WaitsChart, When},
    },
};

impl RoadmapAnswer {
    /// The steps over time, put together by who performs them.
    pub fn gantt(&self, case: &Case, plan: &Plan) -> GanttChart {
        let schedule = &plan.schedule;
        let mut groups: Vec<(Vec<PartyId>, Vec<&Timed>)> = Vec::new();
        for timed in &schedule.steps {
            let by = &case.step(StepId::at(timed.step)).by;
            match groups.iter_mut().find(|(parties, _)| parties == by) {
                Some((_, steps)) => steps.push(timed),
                None => groups.push((by.clone(), vec![timed])),
            }
        }
        let mut place = vec![0; case.steps().len()];
        for (n, timed) in groups.iter().flat_map(|(_, steps)| steps).enumerate() {
            place[timed.step] = n;
        }
        let on_path = |from: usize, to: usize| {
            let both = [from, to].iter().all(|s| schedule.path.iter().any(|l| l.step == *s));
            both && schedule.path.iter().any(|l| l.step == to && held_by(l) == Some(from))
        };
        let mut links: Vec<Link> = Vec::new();
        for timed in &schedule.steps {
            for met in &timed.met {
                let kind = match met.how {
                    schedule::How::Before => Kind::Before,
                    schedule::How::Moment => Kind::Moment,
                    schedule::How::Credit => Kind::Credit { repaid: met.since },
                };
                let link =
                    Link { from: place[met.by], to: place[timed.step], kind, critical: on_path(met.by, timed.step) };
                if !links.iter().any(|l| (l.from, l.to, l.kind) == (link.from, link.to, link.kind)) {
                    links.push(link);
                }
            }
        }
        let lasting = schedule.irreversible(case).steps;
        let named = |(_, steps): &(Vec<PartyId>, Vec<&Timed>)| Group {
            name: steps.first().map_or_else(String::new, |t| case.performers(StepId::at(t.step))),
            steps: steps.iter().map(|t| self.bar(case, plan, t, lasting.contains(&t.step))).collect(),
        };
        let deadline = self.dates.deadline.and_then(|d| u64::try_from(d).ok());
        GanttChart {
            title: case.title().to_owned(),
            groups: groups.iter().map(named).collect(),
            links,
            days: schedule.horizon(),
            start: self.dates.date(0).map(calendar::date),
            deadline,
            note: None,
        }
    }

    /// What waits for what: what can be done, what cannot, and the rings; with a bridge, counted from 1, where there is one.
    pub fn waits_chart(&self, case: &Case, bridge: usize) -> WaitsChart {
        let graph = &self.graph;
        let found = &self.answered;
        let missing = |s: usize| found.blocked.missing.iter().any(|m| m.step == s);
        let drawn: Vec<usize> = (0..graph.nodes.len()).filter(|s| graph.possible(*s) || missing(*s)).collect();
        let mut place = vec![None; graph.nodes.len()];
        drawn.iter().enumerate().for_each(|(n, s)| place[*s] = Some(n));
        let places = |steps: &[usize]| steps.iter().filter_map(|s| place[*s]).collect::<Vec<usize>>();
        let crossing = bridge.checked_sub(1).and_then(|n| found.crossings.get(n));
        let weakened = |clause: usize| crossing.is_some_and(|c| c.bridge.clauses.contains(&clause));
        let step = |s: &usize| {
            let id = StepId::at(*s);
            let own = case.step(id);
            Step {
                name: own.name.clone(),
                by: case.performers(id),
                told: format!("{} ({})", own.name, case.performers(id)),
                state: match self.reachable.contains(&id) {
                    true => State::Open,
                    false if graph.possible(*s) => State::Blocked,
                    false => State::Missing,
                },
                goal: graph.goals.contains(s),
                irreversible: own.reversible == Some(false),
            }
        };
        let waits = graph.clauses.iter().enumerate().filter_map(|(n, clause)| {
            let any = places(&clause.any);
            Some(Wait {
                step: place[clause.step]?,
                when: match (clause.on_credit, weakened(n)) {
                    (true, _) => When::OnCredit,
                    (_, true) => When::Weakened,
                    _ => When::Before,
                },
                told: case.rule_words(clause.because),
                any,
            })
            .filter(|w| !w.any.is_empty())
        });
        let cores = found.blocked.cores.iter().filter(|c| c.needed);
        WaitsChart {
            title: case.title().to_owned(),
            steps: drawn.iter().map(step).collect(),
            waits: waits.collect(),
            together: graph.together.iter().map(|(_, act)| places(act)).filter(|act| act.len() > 1).collect(),
            rings: cores.map(|c| places(&c.ring.iter().map(|l| l.step).collect::<Vec<_>>())).collect(),
            note: None,
        }
    }

    /// The steps as a calendar (iCalendar, RFC 5545).
    ///
    /// # Errors
    /// Refuses where there is no first day, so that steps have no dates.
    pub fn calendar(&self, case: &Case, plan: &Plan) -> Result<String, Refusal> {
        export::calendar(case, &self.graph, &plan.schedule, &self.dates)
    }

    /// The steps as comma-separated values (RFC 4180).
    pub fn csv(&self, case: &Case, plan: &Plan) -> String {
        export::table(case, &self.graph, &plan.schedule, &self.dates)
    }

    fn bar(&self, case: &Case, plan: &Plan, timed: &Timed, irreversible: bool) -> Bar {
        let step = case.step(StepId::at(timed.step));
        let told = if timed.start == timed.last() {
            format!("{} ({}): {}", step.name, case.performers(StepId::at(timed.step)), self.dates.told(timed.start))
        } else {
            format!(
                "{} ({}): {} to {}",
                step.name,
                case.performers(StepId::at(timed.step)),
                self.dates.told(timed.start),
                self.dates.told(timed.last())
            )
        };
        let checks = plan.schedule.checks.iter().filter(|c| c.step == timed.step && c.finish > c.start);
        Bar {
            name: step.name.clone(),
            told,
            start: timed.start,
            finish: timed.finish,
            float: timed.float(),
            critical: timed.critical,
            irreversible,
            checks: checks
                .map(|c| {
                    (format!("{} verifies \u{201c}{}\u{201d}", case.party_name(c.by), step.name), c.start, c.finish)
                })
                .collect(),
        }
    }
}

/// The step that holds a link of a chain.
fn held_by(link: &schedule::Link) -> Option<usize> {
    match link.held {
        schedule::Held::Clause { by, .. } | schedule::Held::Moment(by) => Some(by),
        schedule::Held::Start | schedule::Held::NotBefore => None,
    }
}
