//! Whether steps can be put in an order, by the definition of `docs/methods/why.md`.
//!
//! The set of steps done grows by *acts*. An act is a set of steps of one *class*: steps that the `together` demands of the
//! file join, held or given up, or one step that none of them names. Every step of an act can be performed; all it waits for
//! is done already or in the same act; and a held `together` that names one of its steps has all of its steps in the act.

use super::sets::Set;
use crate::case::{Case, Insists, Order, Package, StepId, Waits};

/// What steps of a case wait for.
#[derive(Debug)]
pub(super) struct Steps<'a> {
    case: &'a Case,
    /// Sets of steps that may be done at the same moment.
    classes: Vec<Set>,
}

/// Which rules of order hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct InForce {
    /// Demands, by their numbers in the file.
    pub(super) demands: Set,
    /// Steps that wait for what they wait for by themselves.
    pub(super) waits: Set,
    /// Steps that are taken as possible in every package and needed in none.
    pub(super) free: Set,
}

impl<'a> Steps<'a> {
    pub(super) fn new(case: &'a Case) -> Self {
        let mut classes: Vec<Set> = (0..case.steps().len()).map(|s| Set::of([s])).collect();
        for demand in case.demands() {
            if let Insists::Order(Order::Together(steps)) = &demand.insists {
                let steps = set(steps);
                let (joined, apart): (Vec<Set>, Vec<Set>) = classes.into_iter().partition(|c| c.meets(&steps));
                classes = apart;
                classes.push(joined.iter().fold(Set::default(), |all, c| all.or(c)));
            }
        }
        Steps { case, classes }
    }

    /// The steps whose own pattern a package matches, or that have none.
    pub(super) fn performable(&self, package: &Package) -> Set {
        let can = |s: &usize| self.case.steps()[*s].carries_out.as_ref().is_none_or(|p| p.matches(package));
        Set::of((0..self.case.steps().len()).filter(can))
    }

    /// Of the steps that can be performed, those without which there is no agreement.
    pub(super) fn needed(&self, performable: &Set, rules: &InForce) -> Set {
        let steps = self.case.steps();
        let needed = |s: &usize| !rules.free.contains(*s) && (steps[*s].carries_out.is_some() || !steps[*s].optional);
        Set::of(performable.iter().filter(needed))
    }

    /// Whether all steps that are needed can be done at last.
    pub(super) fn possible(&self, performable: &Set, rules: &InForce) -> bool {
        // What waits on credit for a step that is never done is never done either.
        let mut can = performable.or(&rules.free);
        loop {
            let done = self.done(&can, rules);
            let unpaid = Set::of(done.iter().filter(|s| !self.paid(*s, &done, rules)));
            if unpaid.is_empty() {
                return self.needed(performable, rules).within(&done);
            }
            can = can.less(&unpaid);
        }
    }

    /// All steps that are done at last, if each credit is taken for repaid.
    fn done(&self, can: &Set, rules: &InForce) -> Set {
        let mut done = Set::default();
        loop {
            let before = done.len();
            for class in &self.classes {
                // The largest act: whatever cannot be part of it is taken away until the rest can be done.
                let mut act = class.and(can).less(&done);
                loop {
                    let cannot = act.iter().find(|s| self.objection(*s, &act, &done, can, rules).is_some());
                    let Some(cannot) = cannot else { break };
                    act = act.without(cannot);
                }
                done = done.or(&act);
            }
            if done.len() == before {
                return done;
            }
        }
    }

    /// Whether phases can be done one after the other, and leave out nothing that is needed. `Err` names a step that cannot
    /// be done when its phase comes, or that is left out, or is done twice.
    pub(super) fn carries(&self, phases: &[Vec<StepId>], performable: &Set, rules: &InForce) -> Result<(), StepId> {
        let mut done = Set::default();
        for phase in phases {
            let all = set(phase);
            if let Some(twice) = phase.iter().find(|s| done.contains(s.index())) {
                return Err(*twice);
            }
            if all.len() < phase.len() {
                return Err(phase[0]);
            }
            for class in &self.classes {
                let act = class.and(&all);
                if let Some(step) = act.iter().find(|s| self.objection(*s, &act, &done, performable, rules).is_some()) {
                    return Err(StepId::at(step));
                }
            }
            done = done.or(&all);
        }
        if let Some(step) = done.iter().find(|s| !self.paid(*s, &done, rules)) {
            return Err(StepId::at(step));
        }
        match self.needed(performable, rules).less(&done).iter().next() {
            Some(missing) => Err(StepId::at(missing)),
            None => Ok(()),
        }
    }

    /// Whether all that a step waits for on credit is done.
    fn paid(&self, step: usize, done: &Set, rules: &InForce) -> bool {
        let id = StepId::at(step);
        let held = rules.demands.iter().map(|d| &self.case.demands()[d].insists);
        let mut waits: Vec<&Waits> = held
            .filter_map(|insists| match insists {
                Insists::Order(Order::After { step, waits }) if *step == id => Some(waits),
                _ => None,
            })
            .collect();
        waits.extend(rules.waits.contains(step).then_some(&self.case.steps()[step].waits));
        waits.into_iter().all(|its| set(&its.on_credit).within(done))
    }

    /// Why a step cannot be done in an act after what is done.
    fn objection(&self, step: usize, act: &Set, done: &Set, can: &Set, rules: &InForce) -> Option<()> {
        let there = act.or(done);
        let id = StepId::at(step);
        let waits = |its: &Waits| its.first().any(|any| !set(any).meets(&there));
        let own = &self.case.steps()[step];
        let held = rules.demands.iter().map(|d| &self.case.demands()[d].insists);
        let stopped = held.into_iter().any(|insists| match insists {
            Insists::Order(Order::After { step, waits: its }) => *step == id && waits(its),
            Insists::Order(Order::Together(steps)) => steps.contains(&id) && !set(steps).within(act),
            Insists::Content(_) => false,
        });
        let own_waits = rules.waits.contains(step) && waits(&own.waits);
        (stopped || own_waits || !can.contains(step)).then_some(())
    }

    /// The least sets of demands of order whose giving-up makes an order possible, given all but them; `None` where there are
    /// too many to try. A demand that stands in the way is found, and each member of the conflict is given up in turn
    /// (Reiter, Artificial Intelligence 32, 1987).
    pub(super) fn least_given_up(&self, performable: &Set, rules: &InForce, most: usize) -> Option<Vec<Set>> {
        let with = |demands: &Set| InForce { demands: demands.clone(), ..rules.clone() };
        let possible = |demands: &Set| self.possible(performable, &with(demands));
        if !possible(&Set::default()) {
            return Some(Vec::new());
        }
        let (mut seen, mut found) = (std::collections::HashSet::new(), Vec::new());
        let mut open = vec![Set::default()];
        while let Some(given_up) = open.pop() {
            if !seen.insert(given_up.clone()) {
                continue;
            }
            if seen.len() > most {
                return None;
            }
            let mut conflict = rules.demands.less(&given_up);
            if possible(&conflict) {
                found.push(given_up);
                continue;
            }
            for d in conflict.list() {
                let fewer = conflict.without(d);
                if !possible(&fewer) {
                    conflict = fewer;
                }
            }
            for d in conflict.iter() {
                open.push(given_up.or(&Set::of([d])));
            }
        }
        Some(super::sets::least(found))
    }
}

fn set(steps: &[StepId]) -> Set {
    Set::of(steps.iter().map(|s| s.index()))
}
