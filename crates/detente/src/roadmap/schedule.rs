//! When each step can be done: earliest and latest days, the critical path, phases, and what is owed meanwhile.
//!
//! Days are counted from 0, the first day of the roadmap. A step that takes n days from day a on is done at the end of day
//! a + n - 1, and what waits for it starts on day a + n: thirty days from 1 March on end on 30 March. A step of no days is a
//! milestone: it falls on the day on which all that it waits for is over, and what waits for it can start on that day.

mod chain;
mod completed;
mod earliest;
mod kept;
mod latest;
#[cfg(test)]
mod tests;
mod who;

pub(crate) use self::chain::{Held, Link};

use super::{calendar::Dates, graph::Graph};
use crate::case::PartyId;

/// Steps with their days: only those that the goals need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Schedule {
    /// The steps in order of time; those of one day in an order in which they can be done.
    pub(crate) steps: Vec<Timed>,
    /// The acts in the order in which they are done.
    pub(crate) acts: Vec<Act>,
    /// Steps by phases: those of phase 0 wait for no other, those of phase n for some of phase n - 1 and none of a later
    /// one. Each in order of time.
    pub(crate) phases: Vec<Vec<usize>>,
    /// How many days all takes at the earliest, so that the last day is the one of this number less 1; 0 where no step is
    /// needed.
    pub(crate) days: u64,
    /// The last day that is allowed: the deadline, where there is one that can be kept; else the last day at the earliest.
    pub(crate) until: u64,
    /// What holds the last step, from the first day on: if any of these steps were later, all would be.
    pub(crate) path: Vec<Link>,
    /// What is late: the whole first, then steps in order of time.
    pub(crate) late: Vec<Late>,
    /// What is done on credit, in order of time.
    pub(crate) credits: Vec<Credit>,
    /// Who looks whether steps are done, in order of time.
    pub(crate) checks: Vec<Check>,
    /// Where each step of the case stands in `steps`.
    at: Vec<Option<usize>>,
}

/// A step with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Timed {
    /// The step, by its number in the case.
    pub(crate) step: usize,
    /// The first day on which it can start.
    pub(crate) start: u64,
    /// The day from which on it is over, if it starts then.
    pub(crate) finish: u64,
    /// The last day on which it can start so that all is done in time.
    pub(crate) latest: u64,
    /// Whether all ends a day later if it starts a day later.
    pub(crate) critical: bool,
    /// Its phase.
    pub(crate) phase: usize,
    /// Its act, as a position in [`Schedule::acts`].
    pub(crate) act: usize,
    /// What meets each of its preconditions, in the order of the file.
    pub(crate) met: Vec<Met>,
}

impl Timed {
    /// Its last day, if it starts as early as it can.
    pub(crate) fn last(&self) -> u64 {
        self.start.max(self.finish.saturating_sub(1))
    }

    /// Its last day, if it starts as late as it may.
    pub(crate) fn latest_last(&self) -> u64 {
        self.last() + self.float()
    }

    /// How many days it can be put off.
    pub(crate) fn float(&self) -> u64 {
        self.latest - self.start
    }
}

/// What meets a precondition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Met {
    /// The precondition, by its number in the graph.
    pub(crate) clause: usize,
    /// The step that meets it.
    pub(crate) by: usize,
    /// How.
    pub(crate) how: How,
    /// The day from which on it is met: the step is over, and found done.
    pub(crate) since: u64,
}

/// How a step meets what another waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// It is over, and found done, before.
    Before,
    /// It begins at the same moment: a demand makes the two one act, or would, and they need each other.
    Moment,
    /// It follows sometime, or has come before.
    Credit,
}

/// Steps done at one moment, since they need each other or a demand makes them one act; most acts have one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Act {
    /// The steps, in the order of the file.
    pub(crate) steps: Vec<usize>,
    /// The day on which they start.
    pub(crate) start: u64,
}

/// Something that cannot be done in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Late {
    /// The step, which has a last day; `None`: the whole, which has a deadline.
    pub(crate) step: Option<usize>,
    /// By how many days.
    pub(crate) days: u64,
    /// What holds it, from the first day on.
    pub(crate) path: Vec<Link>,
}

/// A step that comes before what it waits for, or may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Credit {
    /// The precondition.
    pub(crate) clause: usize,
    /// Whether it was weakened; else the file itself says that it can come later.
    pub(crate) weakened: bool,
    /// The step that goes first.
    pub(crate) step: usize,
    /// The day on which it starts.
    pub(crate) given: u64,
    /// The step that repays.
    pub(crate) by: usize,
    /// The day from which on it has, and is found to have.
    pub(crate) repaid: u64,
}

/// Somebody looks whether a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Check {
    /// The step.
    pub(crate) step: usize,
    /// Who looks.
    pub(crate) by: PartyId,
    /// The precondition for which that is needed; `None`: the step itself needs it.
    pub(crate) clause: Option<usize>,
    /// The first day of it: the step is over.
    pub(crate) start: u64,
    /// The day from which on the step is found done.
    pub(crate) finish: u64,
}

/// Finds the earliest days on which the goals can be reached, with `credit` saying of each precondition whether it is
/// weakened so that what it waits for need only be done sometime; `None` where the goals are not reached.
///
/// Every step starts as early as it can, and a precondition is met by the first of its alternatives (Knuth, *A
/// generalization of Dijkstra's algorithm*, Inf. Proc. Letters 6, 1977); of those that are as early, the first in the file.
/// With these choices made, latest days are those of the critical path method. No schedule has any step earlier, but where
/// steps of one class are no act by demand: there a step could be put off until another needs it at the same moment, which
/// is not done. Steps are done at one moment only where a demand in force says so, or where they need each other.
pub(crate) fn schedule(graph: &Graph, credit: &[bool], dates: &Dates) -> Option<Schedule> {
    let can = graph.close(credit);
    if !graph.goals.iter().all(|g| can[*g]) {
        return None;
    }
    let placed = earliest::earliest(graph, credit, dates, &can);
    let kept = kept::Kept::new(graph, credit, &placed);
    let latest = latest::Latest::new(graph, dates, &placed, &kept);
    let path = |step: usize| chain::chain(graph, dates, &placed, &kept, step);
    let mut out = kept.timed(graph, &placed);
    out.by_completion();
    for timed in &mut out.steps {
        timed.latest = latest.start[timed.step];
        timed.critical = latest.critical[timed.step];
    }
    out.days = latest.days;
    out.until = latest.until;
    let last = out.steps.iter().filter(|t| t.last() + 1 == out.days).min_by_key(|t| t.step);
    out.path = last.map_or_else(Vec::new, |t| path(t.step));
    let over = |last: u64, limit: Option<i64>| limit.map_or(0, |l| last as i64 - l).max(0) as u64;
    if out.days > 0 && over(out.days - 1, dates.deadline) > 0 {
        out.late.push(Late { step: None, days: over(out.days - 1, dates.deadline), path: out.path.clone() });
    }
    for timed in &out.steps {
        let days = over(timed.last(), dates.not_after(timed.step));
        if days > 0 {
            out.late.push(Late { step: Some(timed.step), days, path: path(timed.step) });
        }
    }
    Some(out)
}

impl Schedule {
    /// A step with its days; `None` where it is not needed.
    pub(crate) fn of(&self, step: usize) -> Option<&Timed> {
        self.at.get(step).copied().flatten().map(|n| &self.steps[n])
    }

    /// Whether what repays a credit comes after the step that goes first on it.
    pub(crate) fn owes(&self, credit: &Credit) -> bool {
        let act = |step: usize| self.of(step).map(|t| t.act);
        act(credit.by) > act(credit.step)
    }

    /// The acts of several steps.
    pub(crate) fn simultaneous(&self) -> impl Iterator<Item = &Act> {
        self.acts.iter().filter(|a| a.steps.len() > 1)
    }

    /// Steps of different acts that fall on the same days from first to last, in order of time.
    pub(crate) fn side_by_side(&self) -> Vec<Vec<usize>> {
        let mut spans: std::collections::BTreeMap<(u64, u64), Vec<&Timed>> = std::collections::BTreeMap::new();
        for timed in &self.steps {
            spans.entry((timed.start, timed.finish)).or_default().push(timed);
        }
        let several = |steps: &Vec<&Timed>| steps.iter().any(|t| t.act != steps[0].act);
        spans.into_values().filter(several).map(|steps| steps.iter().map(|t| t.step).collect()).collect()
    }

    /// The day after the last on which anything happens, looking whether steps are done and what is allowed included: so
    /// many days a picture needs.
    pub(crate) fn horizon(&self) -> u64 {
        let checks = self.checks.iter().map(|c| c.finish);
        let all_allowed = if self.days == 0 { 0 } else { self.until + 1 };
        checks.chain([self.days, all_allowed]).max().unwrap_or(0)
    }
}
