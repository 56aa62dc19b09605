//! The order: a table of steps, what holds it, what is done at one moment, what cannot be undone, and what is owed.

use super::Tell;
use crate::{
    case::StepId,
    roadmap::{
        Plan,
        schedule::{Held, How, Link, Schedule},
    },
    show::{Block, Doc, Item, Line},
    words::{count, listed},
};

impl Tell<'_> {
    pub(super) fn plan(&self, plan: &Plan, doc: &mut Doc) {
        let schedule = &plan.schedule;
        if schedule.steps.is_empty() {
            return;
        }
        let timed = schedule.days > 1 || self.answer.dates.start.is_some();
        doc.blocks.push(self.table(schedule, timed));
        let mut items = Vec::new();
        if timed && !schedule.path.is_empty() {
            items.push(Item::new(Line::default().strong("Critical path").plain(format!(
                ": {}. A day more for any of these is a day more for all.",
                self.chain(&schedule.path)
            ))));
        }
        for late in &schedule.late {
            let days = count(usize::try_from(late.days).unwrap_or(usize::MAX), "day");
            let what = late.step.map_or("the whole".to_owned(), |s| self.step(s));
            let told = format!(": {what} ends {days} after its last day, because of {}.", self.chain(&late.path));
            items.push(Item::new(Line::default().strong("Too late").plain(told)));
        }
        if let Some(begin) = self.answer.dates.begin_by(schedule) {
            items
                .push(Item::new(Line::default().strong("To be in time").plain(format!(", it must begin by {begin}."))));
        }
        for act in schedule.simultaneous() {
            let days = |s: &usize| self.answer.graph.nodes[*s].days;
            let alike = act.steps.iter().all(|s| days(s) == days(&act.steps[0]));
            let apart = if alike { "" } else { "; they begin on the same day, and take differently long" };
            let among = |s: &usize| {
                let met = plan.schedule.of(*s).map_or(&[][..], |t| &t.met);
                met.iter().any(|m| m.how == How::Moment)
            };
            let waits = if act.steps.iter().any(among) {
                "; what they wait for of each other counts as met at that moment"
            } else {
                ""
            };
            let told = format!(": {}{apart}{waits}.", self.steps(&act.steps, "and"));
            items.push(Item::new(Line::default().strong("At one moment").plain(told)));
        }
        if timed {
            for steps in schedule.side_by_side().iter().filter(|s| self.takes_time(s[0])) {
                let told = format!(": {}.", self.steps(steps, "and"));
                items.push(Item::new(Line::default().strong("On the same days").plain(told)));
            }
        }
        self.checks(schedule, &mut items);
        self.credits(plan, timed, &mut items);
        self.irreversible(schedule, timed, &mut items);
        doc.list(items);
    }

    fn takes_time(&self, step: usize) -> bool {
        self.answer.graph.nodes[step].days > 0
    }

    fn table(&self, schedule: &Schedule, timed: bool) -> Block {
        let mut head = vec!["Phase".to_owned(), "Step".to_owned(), "Who".to_owned()];
        if timed {
            head.extend(["From", "To", "Can slip"].map(str::to_owned));
        }
        let rows = schedule.steps.iter().map(|t| {
            let step = StepId::at(t.step);
            let mut row =
                vec![(t.phase + 1).to_string(), self.case.step(step).name.clone(), self.case.performers(step)];
            if timed {
                let slip = match t.float() {
                    0 if t.critical => "no: critical".to_owned(),
                    n if t.critical => {
                        format!("critical ({} spare)", count(usize::try_from(n).unwrap_or(usize::MAX), "day"))
                    }
                    0 => "no".to_owned(),
                    n => count(usize::try_from(n).unwrap_or(usize::MAX), "day"),
                };
                row.extend([self.day(t.start), self.day(t.last()), slip]);
            }
            row
        });
        Block::Table(head, rows.collect())
    }

    /// `“A” (30 days), then, 14 days later, “B”`
    fn chain(&self, path: &[Link]) -> String {
        let parts = path.iter().enumerate().map(|(n, link)| {
            let days = self.answer.graph.nodes[link.step].days;
            let name = match days {
                0 => self.step(link.step),
                n => format!("{} ({})", self.step(link.step), count(n as usize, "day")),
            };
            match link.held {
                Held::Start => name,
                Held::NotBefore => format!("{name}, which must not begin before its date"),
                Held::Clause { checked: 0, .. } => format!("then {name}"),
                Held::Clause { checked, .. } => {
                    format!("then, once that is verified ({}), {name}", count(checked as usize, "day"))
                }
                Held::Moment(_) if n == 0 => name,
                Held::Moment(_) => format!("at one moment with {name}"),
            }
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    fn checks(&self, schedule: &Schedule, items: &mut Vec<Item>) {
        for check in &schedule.checks {
            let who = self.party(check.by);
            let when = match check.finish.checked_sub(check.start) {
                Some(0) | None => String::new(),
                Some(_) => format!(", from {} to {}", self.day(check.start), self.day(check.finish - 1)),
            };
            let told = format!(" of {} by {who}{when}.", self.step(check.step));
            items.push(Item::new(Line::default().strong("Verification").plain(told)));
        }
    }

    fn credits(&self, plan: &Plan, timed: bool, items: &mut Vec<Item>) {
        for credit in plan.schedule.credits.iter().filter(|c| plan.schedule.owes(c) || c.weakened) {
            let step = self.with_performers(credit.step);
            let by = self.with_performers(credit.by);
            let (first, last) =
                (last_of(plan, credit.step), credit.repaid.saturating_sub(1).max(last_of(plan, credit.by)));
            let told = if !plan.schedule.owes(credit) {
                format!(": {step} may come before {by}, though here it need not.")
            } else if timed && last > first {
                let days = count(usize::try_from(last - first).unwrap_or(usize::MAX), "day");
                let found = if last > last_of(plan, credit.by) { " and verified" } else { "" };
                let end = plan.schedule.days.saturating_sub(1);
                let after = if last > end { ", after all else is done" } else { "" };
                let until = self.answer.dates.deadline.and_then(|d| u64::try_from(d).ok());
                let late = if until.is_some_and(|d| last > d) { ", which is too late" } else { "" };
                format!(
                    ": {step} goes first, and is done on {}; {by} repays it: done{found} on {}, {days} later{after}{late}.",
                    self.day(first),
                    self.day(last)
                )
            } else {
                format!(": {step} goes first; {by} follows and repays it.")
            };
            items.push(Item::new(Line::default().strong("On credit").plain(told)));
        }
    }

    fn irreversible(&self, schedule: &Schedule, timed: bool, items: &mut Vec<Item>) {
        let lasting = schedule.irreversible(self.case);
        let Some(first) = lasting.steps.first() else { return };
        let when = match schedule.of(*first) {
            Some(t) if timed => format!(", from {} on", self.day(t.last())),
            _ => String::new(),
        };
        let rest = match lasting.steps.len() {
            1 => String::new(),
            _ => format!(" Nor can {}.", self.steps(&lasting.steps[1..], "and")),
        };
        let behind = match lasting.after {
            0 => "nothing is still to come then".to_owned(),
            1 => "one step is still to come then".to_owned(),
            n => format!("{n} steps are still to come then"),
        };
        items.push(Item::new(
            Line::default()
                .strong("No way back")
                .plain(format!(": {} cannot be undone{when}; {behind}.{rest}", self.step(*first))),
        ));
    }

    /// Who acts when.
    pub(super) fn by_party(&self, plan: &Plan, doc: &mut Doc) {
        let schedule = &plan.schedule;
        let timed = schedule.days > 1 || self.answer.dates.start.is_some();
        let parties = schedule.by_party(self.case);
        if parties.len() < 2 || schedule.steps.len() < 4 {
            return;
        }
        doc.heading(2, "Who acts when");
        let items = parties.into_iter().map(|(party, steps)| {
            let told = steps.iter().map(|s| match schedule.of(*s) {
                Some(t) if timed && t.start == t.last() => format!("{} on {}", self.step(*s), self.day(t.start)),
                Some(t) if timed => format!("{} from {} to {}", self.step(*s), self.day(t.start), self.day(t.last())),
                Some(t) => format!("{} in phase {}", self.step(*s), t.phase + 1),
                None => self.step(*s),
            });
            let told = listed(told.collect(), "and");
            Item::new(Line::default().strong(self.party(party)).plain(format!(": {told}.")))
        });
        doc.list(items.collect());
    }
}

/// The last day of a step.
fn last_of(plan: &Plan, step: usize) -> u64 {
    plan.schedule.of(step).map_or(0, |t| t.last())
}
