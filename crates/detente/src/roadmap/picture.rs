//! The answer as pictures, as a calendar and as a table of values.

use super::{Plan, RoadmapAnswer, drawn, export};
use crate::{
    case::Case,
    question::Refusal,
    show::{gantt::GanttChart, waits::WaitsChart},
};

impl RoadmapAnswer {
    /// The days of an order, to be drawn.
    pub fn gantt(&self, case: &Case, plan: &Plan) -> GanttChart {
        let mut chart = drawn::gantt(case, &self.graph, &plan.schedule, &self.dates);
        chart.note = self.note(Some(plan));
        chart
    }

    /// What waits for what, to be drawn: with the rings, and with the preconditions that are on credit in an order, where
    /// there is one; bridges are counted from 1.
    pub fn waits_chart(&self, case: &Case, bridge: usize) -> WaitsChart {
        let none = vec![false; self.graph.clauses.len()];
        let credit = self.plan(bridge).map_or(none, |plan| plan.credit.clone());
        let rings = self.answered.blocked.cores.iter().map(|c| c.ring.iter().map(|l| l.step).collect::<Vec<_>>());
        let mut chart = drawn::waits(case, &self.graph, &credit, &rings.collect::<Vec<_>>());
        chart.note = self.note(self.plan(bridge).ok());
        chart
    }

    /// An order as a calendar (RFC 5545).
    ///
    /// # Errors
    /// Refuses where there is no first day, and where the calendar ends before the order does.
    pub fn calendar(&self, case: &Case, plan: &Plan) -> Result<String, Refusal> {
        export::calendar(case, &self.graph, &plan.schedule, &self.dates)
    }

    /// An order as comma-separated values (RFC 4180): a line for each step, in order of time.
    pub fn csv(&self, case: &Case, plan: &Plan) -> String {
        export::table(case, &self.graph, &plan.schedule, &self.dates)
    }

    /// What the picture is of, beside the case: with which bridge, and whether the answer was cut short.
    fn note(&self, plan: Option<&Plan>) -> Option<String> {
        let of = |p: &Plan| self.answered.crossings.iter().position(|c| std::ptr::eq(&raw const c.plan, p));
        let bridge = plan.and_then(of).map(|n| {
            let cost = self.answered.crossings[n].bridge.cost;
            format!("With bridge {}, at a cost of {cost}: what goes first on credit is not agreed.", n + 1)
        });
        let cut = self.limit.as_ref().map(|l| format!("Cut short: {l}."));
        let all: Vec<String> = bridge.into_iter().chain(cut).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }
}
