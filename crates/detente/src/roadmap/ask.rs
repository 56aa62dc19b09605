//! From a case to the answer.

use std::collections::BTreeSet;

use super::{
    Answered, Crossing, Plan, Roadmap, RoadmapAnswer, Verdict, Weighed,
    bridges::{self, Limits},
    calendar::Dates,
    choice, cores,
    escapes::{self, MOST_ESCAPES},
    exposure::exposure,
    graph::{Graph, Terms},
    hold::hold,
    instruments::{Bridged, instruments},
    meanings, readings,
    safest::safest,
    schedule::schedule,
    stakes::Stakes,
};
use crate::{
    case::{Case, Package, StepId},
    question::{Budget, Limit, Refusal},
    rule::Origin,
    why::Cautions,
};

/// Alternatives that are tried without, whether an order rests on them.
const ESCAPE_TRIALS: usize = 200;

/// Units of work of the search for bridges for each unit of effort: they are that much smaller than a question to a solver.
const WORK: u64 = 10;

pub(super) fn ask(asked: &Roadmap, case: &Case, budget: &Budget) -> Result<RoadmapAnswer, Refusal> {
    let varied = readings::varied(asked, case)?;
    let mut answer = as_stated(asked, case, budget)?;
    if let Some(varied) = varied {
        let found = readings::all(asked, case, varied, budget);
        answer.limit = answer.limit.or(found.limit());
        answer.if_disputed = Some(found);
        answer.stopped = budget.cancel.stopped();
        if answer.stopped {
            answer.limit = Some(Limit::Stopped);
        }
    }
    Ok(answer)
}

/// The answer to the file as it stands.
fn as_stated(asked: &Roadmap, case: &Case, budget: &Budget) -> Result<RoadmapAnswer, Refusal> {
    if case.steps().is_empty() {
        return Err(Refusal::new("this case has no steps, so there is nothing to put in order")
            .help("describe the acts of an agreement by `[steps.NAME]`, and who performs them by `by = [\"...\"]`"));
    }
    let choice = choice::choose(asked, case, budget)?;
    let (goals, beside) = goals(asked, case, &choice.package)?;
    let terms = Terms { void: choice.given_up.iter().copied().collect(), meanings: Vec::new(), goals };
    let graph = Graph::new(case, &choice.package, &terms);
    let dates = Dates::new(case, asked.start, asked.deadline);
    let asker = Asker { case, budget, graph: &graph, dates: &dates, stakes: Stakes::of(case)? };
    let none = vec![false; graph.clauses.len()];

    let mut limit = None;
    let plan = asker.plan(&none, &mut limit)?;
    let readings = read_otherwise(case, &choice.package, &terms);
    let mut answered = Answered { readings, ..Answered::default() };
    if answered.readings.as_ref().is_some_and(|r| !r.complete) {
        limit.get_or_insert(Limit::Meanings);
    }
    let reachable = graph.close(&none);
    let done: Vec<usize> = (0..reachable.len()).filter(|s| reachable[*s]).collect();
    let (escapes, all) = if plan.is_some() {
        escapes::escapes(&graph, MOST_ESCAPES, ESCAPE_TRIALS)
    } else {
        // Of what can be done as things stand, too, some may rest on an alternative.
        escapes::escapes(&Graph { goals: done.clone(), ..graph.clone() }, MOST_ESCAPES, ESCAPE_TRIALS)
    };
    if !all {
        limit.get_or_insert(Limit::Escapes(MOST_ESCAPES));
    }
    answered.escapes = escapes;
    let verdict = if let Some(plan) = plan {
        answered.plan = Some(plan);
        Verdict::Open
    } else {
        answered.blocked = cores::blocked(&graph, &none);
        answered.ways_round = escapes::ways_round(&graph, &answered.blocked);
        asker.bridge(asked, &mut answered, &mut limit)?;
        if answered.crossings.is_empty() { Verdict::Blocked } else { Verdict::Bridged }
    };
    let stopped = budget.cancel.stopped();
    if stopped {
        limit = Some(Limit::Stopped);
    }
    Ok(RoadmapAnswer {
        asked: asked.clone(),
        cautions: Cautions::about_order(case),
        verdict,
        choice,
        beside,
        reachable: done.into_iter().map(StepId::at).collect(),
        graph,
        dates,
        answered,
        if_disputed: None,
        limit,
        stopped,
    })
}

/// What the roadmap is for; empty: all that the package needs. Beside it, goals of the file that the package does not contain.
fn goals(asked: &Roadmap, case: &Case, package: &Package) -> Result<(Vec<StepId>, Vec<StepId>), Refusal> {
    let contained = |s: &StepId| case.step(*s).carries_out.as_ref().is_none_or(|p| p.matches(package));
    if let Some(goal) = asked.goals.iter().find(|g| !contained(g)) {
        return Err(Refusal::new(format!(
            "step `{}` carries out what this package does not contain, so nothing reaches it",
            case.step(*goal).key
        ))
        .help("choose another goal, or a package by `--package`"));
    }
    let mut goals = if asked.goals.is_empty() { case.agenda().goals.clone() } else { asked.goals.clone() };
    // Each once: a goal that is named twice is no other goal.
    let mut seen = BTreeSet::new();
    goals.retain(|g| seen.insert(*g));
    let (goals, beside): (Vec<StepId>, Vec<StepId>) = goals.into_iter().partition(contained);
    if goals.is_empty() && !beside.is_empty() {
        return Err(Refusal::new("every goal of the roadmap carries out what this package does not contain")
            .help("choose a package by `--package`, or goals by `--goal`"));
    }
    Ok((goals, beside))
}

/// Whether the verdict depends on how demands are read.
fn read_otherwise(case: &Case, package: &Package, terms: &Terms) -> Option<meanings::Readings> {
    case.demands().iter().find(|d| !d.terms.meanings.is_empty())?;
    let void = |d| terms.void.contains(&Origin::Demand(d));
    let build = |meanings: &[meanings::Reading]| {
        Graph::new(case, package, &Terms { meanings: meanings.to_vec(), ..terms.clone() })
    };
    Some(meanings::readings(case, &void, &build))
}

/// What is held while a question is answered.
struct Asker<'a> {
    case: &'a Case,
    budget: &'a Budget,
    graph: &'a Graph,
    dates: &'a Dates,
    stakes: Stakes,
}

impl Asker<'_> {
    /// An order where some preconditions are weakened; `None` if there is none.
    fn plan(&self, credit: &[bool], limit: &mut Option<Limit>) -> Result<Option<Plan>, Refusal> {
        let Some(schedule) = schedule(self.graph, credit, self.dates) else { return Ok(None) };
        self.dates.hold(&schedule)?;
        let acts: Vec<Vec<usize>> = schedule.acts.iter().map(|a| a.steps.clone()).collect();
        let valued = acts.iter().flatten().any(|s| self.stakes.is_valued(*s));
        let weighed = valued.then(|| {
            let safest = safest(self.graph, credit, &acts, &self.stakes, self.budget);
            if safest.as_ref().is_some_and(|s| !s.proven) {
                limit.get_or_insert(Limit::Safest);
            }
            Weighed { exposure: exposure(&self.stakes, &acts), safest, hold: hold(self.case, &self.stakes, &acts) }
        });
        Ok(Some(Plan { credit: credit.to_vec(), schedule, acts, weighed }))
    }

    /// The bridges, and for each the order that it makes possible and what could make it safe.
    fn bridge(&self, asked: &Roadmap, answered: &mut Answered, limit: &mut Option<Limit>) -> Result<(), Refusal> {
        let limits = Limits {
            most: asked.max,
            effort: self.budget.effort.saturating_mul(WORK),
            cancel: self.budget.cancel.clone(),
        };
        let found = bridges::bridges(self.graph, &limits);
        if found.cut {
            limit.get_or_insert(Limit::Bridges);
        } else if !found.complete {
            limit.get_or_insert(Limit::MoreBridges(found.found.len()));
        }
        for bridge in &found.found {
            let mut credit = vec![false; self.graph.clauses.len()];
            bridge.clauses.iter().for_each(|c| credit[*c] = true);
            let plan = self.plan(&credit, limit)?.expect("a bridge reaches the goals");
            let bridged = Bridged {
                case: self.case,
                graph: self.graph,
                stakes: &self.stakes,
                credit: &credit,
                order: &plan.acts,
            };
            let instruments = bridge.clauses.iter().map(|c| instruments(&bridged, *c)).collect();
            answered.crossings.push(Crossing { bridge: bridge.clone(), plan, instruments });
        }
        answered.bridges = Some(found);
        Ok(())
    }
}
