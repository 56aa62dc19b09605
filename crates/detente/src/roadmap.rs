//! *In what order?* From a package to steps that can be carried out, or to the ring that prevents it and the cheapest bridges.
//!
//! The meaning of the words, the algorithms and their papers are on the page `docs/methods/roadmap.md`.

mod ask;
pub(crate) mod bridges;
mod calendar;
mod choice;
mod closure;
pub(crate) mod cores;
mod drawn;
mod escapes;
mod exchange;
mod export;
mod exposure;
mod facts;
pub(crate) mod graph;
mod hold;
mod instruments;
#[cfg(test)]
mod laws;
mod meanings;
mod picture;
pub(crate) mod readings;
mod safest;
mod schedule;
mod schema;
mod show;
mod stakes;
#[cfg(test)]
mod trials;

pub use self::{
    choice::{Choice, How},
    exchange::{Forfeits, Side, TOLD, forfeits, least_parts},
    exposure::{Exposure, Worst},
    hold::{Hold, Turn},
    instruments::{Instrument, InstrumentKind, Instruments, NotApplicable, Obstacle, Split, Surety},
    readings::{Reading, Readings},
    safest::{MOST_LISTED, Safest},
    schema::schema,
    stakes::Stakes,
};

use self::{
    bridges::{Bridge, Bridges},
    calendar::Dates,
    cores::Blocked,
    escapes::{Escape, WayRound},
    graph::Graph,
    schedule::Schedule,
};
use crate::{
    case::{Case, Date, IssueId, OptionId, StepId},
    deals::Notion,
    number::Exact,
    question::{Budget, Limit, Refusal},
    readings::Doubt,
    why::Cautions,
};

/// The question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roadmap {
    /// For which package.
    pub which: Which,
    /// As if the demands of this way out were given up, counted from 1 as `why` lists them.
    pub way_out: Option<usize>,
    /// For which steps, instead of the goals of the file; empty: as the file says.
    pub goals: Vec<StepId>,
    /// The first day, instead of the file's.
    pub start: Option<Date>,
    /// The last day, instead of the file's.
    pub deadline: Option<Date>,
    /// How many bridges are listed.
    pub max: usize,
    /// Which bridge is told in full, and drawn and written, counted from 1; `None`: the first ones are told, the first is drawn.
    pub bridge: Option<usize>,
    /// Answer under every reading of what is disputed, too.
    pub readings: bool,
    /// Answer under every reading of this instead, where it is not empty.
    pub doubt: Doubt,
}

/// Which package a roadmap is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// One for which least must be given up; nothing, where that is possible.
    Best,
    /// This; issues that it leaves open are settled as well as can be.
    Package(Vec<(IssueId, OptionId)>),
    /// A named solution.
    Deal(Notion),
}

impl Default for Roadmap {
    fn default() -> Self {
        Roadmap {
            which: Which::Best,
            way_out: None,
            goals: Vec::new(),
            start: None,
            deadline: None,
            max: 10,
            bridge: None,
            readings: false,
            doubt: Doubt::default(),
        }
    }
}

/// What it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The goals can be done in an order.
    Open,
    /// They can be once some preconditions come on credit.
    Bridged,
    /// They cannot.
    Blocked,
}

/// A step that goes first on credit, and the steps of which one is owed for it.
pub(crate) type GoesFirst = (StepId, Vec<StepId>);

/// The answer.
#[derive(Debug)]
pub struct RoadmapAnswer {
    /// The question as it was asked.
    pub asked: Roadmap,
    /// How well founded what it rests on is.
    pub cautions: Cautions,
    /// What it comes to.
    pub verdict: Verdict,
    /// The package.
    pub choice: Choice,
    /// Goals of the file that the package does not contain.
    pub beside: Vec<StepId>,
    /// The steps that can be done as things stand, in the order of the file.
    pub reachable: Vec<StepId>,
    graph: Graph,
    dates: Dates,
    answered: Answered,
    /// The answer under each reading of what is disputed.
    pub if_disputed: Option<Readings>,
    /// What cut the answer short, if anything did.
    pub limit: Option<Limit>,
    /// Whether it was stopped from outside.
    pub stopped: bool,
}

/// What was found.
#[derive(Debug, Default)]
struct Answered {
    /// The order, where there is one.
    plan: Option<Plan>,
    /// The alternatives that it rests on.
    escapes: Vec<Escape>,
    /// What holds it up, where there is none.
    blocked: Blocked,
    /// Missing steps by which it could be had.
    ways_round: Vec<WayRound>,
    /// Whether the verdict depends on how demands are read; `None` where each has one reading.
    readings: Option<meanings::Readings>,
    /// The bridges, where there is no order.
    bridges: Option<Bridges>,
    /// For each bridge that was found, what follows from it.
    crossings: Vec<Crossing>,
}

/// A bridge, and the order that it makes possible.
#[derive(Debug)]
struct Crossing {
    bridge: Bridge,
    plan: Plan,
    /// For each of its preconditions, what could make it safe to let them come on credit.
    instruments: Vec<Instruments>,
}

/// An order of steps with its days.
#[derive(Debug)]
pub struct Plan {
    /// Of each precondition, whether it is weakened.
    credit: Vec<bool>,
    schedule: Schedule,
    /// The acts in the order in which they are done, each the steps that are done at one moment.
    pub(crate) acts: Vec<Vec<usize>>,
    /// What it means to parties, where the file says what some step is worth.
    pub(crate) weighed: Option<Weighed>,
}

/// What an order means to parties.
#[derive(Debug)]
pub(crate) struct Weighed {
    pub(crate) exposure: Exposure,
    safest: Option<Safest>,
    pub(crate) hold: Hold,
}

impl Roadmap {
    /// Asks the question.
    ///
    /// # Errors
    /// Refuses a case without steps; a way out or solution that there is none of; goals that the package does not contain;
    /// a package that constraints rule out, and a case in which no package is possible; dates beyond the calendar;
    /// values that are too long to be added exactly; to doubt a claim that nothing here rests on; and where it was stopped before a package was found.
    pub fn ask(&self, case: &Case, budget: &Budget) -> Result<RoadmapAnswer, Refusal> {
        ask::ask(self, case, budget)
    }
}

impl Plan {
    /// What is late, and by how many days; no step: the whole.
    pub(crate) fn late(&self) -> Vec<(Option<StepId>, u64)> {
        self.schedule.late.iter().map(|l| (l.step.map(StepId::at), l.days)).collect()
    }

    /// The steps that hold the end, from the first day on.
    pub(crate) fn critical(&self) -> Vec<StepId> {
        self.schedule.path.iter().map(|l| StepId::at(l.step)).collect()
    }
}

impl RoadmapAnswer {
    /// The sets of steps that wait for each other and that goals need, in the order of the file.
    pub(crate) fn rings(&self) -> Vec<Vec<StepId>> {
        let needed = self.answered.blocked.cores.iter().filter(|c| c.needed);
        needed.map(|c| c.steps.iter().map(|s| StepId::at(*s)).collect()).collect()
    }

    /// The steps that goals need and that nobody performs or the package does not contain.
    pub(crate) fn missing(&self) -> Vec<StepId> {
        self.answered.blocked.missing.iter().map(|m| StepId::at(m.step)).collect()
    }

    /// The bridges listed: for each the steps that go first with what is owed for them, and its cost.
    pub(crate) fn bridges(&self) -> Vec<(Vec<GoesFirst>, Exact)> {
        let weakened = |clause: &usize| {
            let clause = &self.graph.clauses[*clause];
            (StepId::at(clause.step), clause.any.iter().map(|s| StepId::at(*s)).collect())
        };
        let bridges = self.answered.crossings.iter().map(|c| &c.bridge);
        bridges.map(|b| (b.clauses.iter().map(weakened).collect(), b.cost)).collect()
    }

    /// Whether the first bridge is surely the cheapest, or there surely is none.
    fn cheapest_is_known(&self) -> bool {
        let bridges = self.answered.bridges.as_ref();
        bridges.is_none_or(|b| if b.found.is_empty() { !b.cut } else { b.proven > 0 })
    }

    /// For each step that goes first by the first bridge, the instruments that could make that safe, in a few words.
    pub(crate) fn safeguards(&self) -> Vec<(StepId, Vec<String>)> {
        let told = |i: &Instruments| (i.step, i.applicable.iter().map(Instrument::in_short).collect());
        self.answered.crossings.first().map_or_else(Vec::new, |c| c.instruments.iter().map(told).collect())
    }

    /// How many days an order takes, and its last day where there are dates.
    pub(crate) fn length(&self, plan: &Plan) -> (u64, Option<Date>) {
        let days = plan.schedule.days;
        (days, days.checked_sub(1).and_then(|last| self.dates.date(last)).map(calendar::date))
    }

    /// The order that is drawn and written: that of the case as it is, or, where there is none, the one with a bridge,
    /// counted from 1.
    ///
    /// # Errors
    /// Refuses where there is no order, or no such bridge.
    pub fn plan(&self, bridge: usize) -> Result<&Plan, Refusal> {
        if let Some(plan) = &self.answered.plan {
            return Ok(plan);
        }
        let crossings = &self.answered.crossings;
        match bridge.checked_sub(1).and_then(|n| crossings.get(n)) {
            Some(crossing) => Ok(&crossing.plan),
            None if crossings.is_empty() => {
                Err(Refusal::new("there is no order of the steps, with no bridge either, so nothing to draw or write")
                    .help("`--graph FILE` draws what waits for what all the same"))
            }
            None => Err(Refusal::new(format!("there is no bridge number {bridge}"))
                .help(format!("the answer lists {}; they are counted from 1", crossings.len()))),
        }
    }
}
