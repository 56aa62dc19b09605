//! What waits for what, taken literally from the file: for one package, with some demands given up and some read otherwise.

use serde_json::{Value, json};

use super::super::{
    Against,
    sets::Set,
    told::{self, Read},
    worth::{Q, exactly},
};
use crate::{
    case::{Case, DemandId, Firmness, Insists, Order, Package, StepId, Verification, Waits},
    rule::Origin,
};

/// One step waits for one of some others.
#[derive(Debug, Clone)]
pub(super) struct Wait {
    pub(super) step: usize,
    pub(super) any: Vec<usize>,
    /// It is enough that one of them is done sometime.
    pub(super) on_credit: bool,
    pub(super) because: Origin,
    /// What it costs to let it come on credit; `None`: that cannot be had.
    pub(super) cost: Option<Q>,
    pub(super) verified: Option<Verification>,
}

/// Steps, and what they wait for.
#[derive(Debug, Clone)]
pub(super) struct Web<'a> {
    pub(super) case: &'a Case,
    /// In the order of the file: those of steps, then those of demands.
    pub(super) waits: Vec<Wait>,
    /// For each step, its preconditions by their numbers.
    pub(super) of: Vec<Vec<usize>>,
    /// Steps that are one act, by which demand.
    pub(super) acts: Vec<(Origin, Set)>,
    /// Steps that may be done at one moment.
    pub(super) classes: Vec<Set>,
    /// Steps that somebody performs.
    pub(super) owned: Set,
    /// Steps that the package lets be performed.
    pub(super) contained: Set,
    /// Steps that can be performed: both.
    pub(super) can: Set,
    pub(super) goals: Vec<usize>,
}

impl<'a> Web<'a> {
    /// `goals` empty: all that the package needs.
    pub(super) fn new(
        case: &'a Case,
        package: &Package,
        void: &[Origin],
        meanings: &[(DemandId, usize)],
        goals: &[StepId],
    ) -> Web<'a> {
        let steps = || case.steps().iter().enumerate();
        let owned = Set::of(steps().filter(|(_, s)| !s.by.is_empty()).map(|(n, _)| n));
        let contained = steps().filter(|(_, s)| s.carries_out.as_ref().is_none_or(|p| p.matches(package)));
        let contained = Set::of(contained.map(|(n, _)| n));
        let mut web = Web {
            case,
            waits: Vec::new(),
            of: vec![Vec::new(); case.steps().len()],
            acts: Vec::new(),
            classes: (0..case.steps().len()).map(|s| Set::of([s])).collect(),
            can: owned.and(&contained),
            owned,
            contained,
            goals: goals.iter().map(|g| g.index()).collect(),
        };
        for (n, step) in steps() {
            web.wait(n, &step.waits, Origin::Step(StepId::at(n)), None, None);
        }
        for (n, demand) in case.demands().iter().enumerate() {
            let (id, because) = (DemandId::at(n), Origin::Demand(DemandId::at(n)));
            match &demand.insists {
                Insists::Order(Order::Together(steps)) => {
                    let steps = Set::of(steps.iter().map(|s| s.index()));
                    web.join(&steps);
                    if !void.contains(&because) {
                        web.acts.push((because, steps));
                    }
                }
                Insists::Order(Order::After { step, waits }) if !void.contains(&because) => {
                    let read = meanings.iter().find(|(d, _)| *d == id).map(|(_, m)| &demand.terms.meanings[*m].waits);
                    let cost = Firmness::cost(demand.terms.bridge.unwrap_or(demand.firmness)).map(exactly);
                    web.wait(step.index(), read.unwrap_or(waits), because, cost.as_ref(), demand.terms.verified);
                }
                Insists::Order(_) | Insists::Content(_) => {}
            }
        }
        if web.goals.is_empty() {
            let needed = |s: &usize| case.steps()[*s].carries_out.is_some() || !case.steps()[*s].optional;
            web.goals = web.contained.iter().filter(needed).collect();
        }
        web
    }

    fn wait(&mut self, step: usize, its: &Waits, because: Origin, cost: Option<&Q>, verified: Option<Verification>) {
        for any in its.first() {
            let any = any.iter().map(|s| s.index()).collect();
            self.of[step].push(self.waits.len());
            self.waits.push(Wait { step, any, on_credit: false, because, cost: cost.cloned(), verified });
        }
        for one in &its.on_credit {
            self.of[step].push(self.waits.len());
            self.waits.push(Wait { step, any: vec![one.index()], on_credit: true, because, cost: None, verified });
        }
    }

    /// Lets steps be done at one moment.
    pub(super) fn join(&mut self, steps: &Set) {
        let (joined, apart): (Vec<Set>, Vec<Set>) =
            std::mem::take(&mut self.classes).into_iter().partition(|c| c.meets(steps));
        self.classes = apart;
        self.classes.push(joined.iter().fold(Set::default(), |all, c| all.or(c)));
    }

    /// Preconditions that can be weakened.
    pub(super) fn weakenable(&self) -> Set {
        Set::of((0..self.waits.len()).filter(|n| self.waits[*n].cost.is_some()))
    }

    /// Whether what a precondition asks for must come before.
    pub(super) fn first(&self, n: usize, weak: &Set) -> bool {
        !self.waits[n].on_credit && !weak.contains(n)
    }

    /// Whether something done could meet a precondition.
    pub(super) fn met(&self, n: usize, done: &Set) -> bool {
        self.waits[n].any.iter().any(|t| done.contains(*t))
    }

    /// The preconditions of a step, by their numbers.
    pub(super) fn waits_of(&self, step: usize) -> impl Iterator<Item = usize> + '_ {
        self.of[step].iter().copied()
    }

    /// The largest set of steps that can be done, act by act, with all credit repaid.
    pub(super) fn done(&self, weak: &Set) -> Set {
        let mut can = self.can.clone();
        loop {
            let done = self.on_trust(&can, weak);
            let owing = |s: &usize| self.waits_of(*s).any(|n| !self.first(n, weak) && !self.met(n, &done));
            let unpaid = Set::of(done.iter().filter(owing));
            if unpaid.is_empty() {
                return done;
            }
            can = can.less(&unpaid);
        }
    }

    /// All that grows from nothing where each credit is taken for repaid.
    pub(super) fn on_trust(&self, can: &Set, weak: &Set) -> Set {
        let mut done = Set::default();
        loop {
            let before = done.len();
            for class in &self.classes {
                // Whatever cannot be part of the act is taken away until the rest can be done.
                let mut act = class.and(can).less(&done);
                loop {
                    let cannot = act.iter().find(|s| !self.fits(*s, &act, &done, weak));
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

    /// Whether a step can be done in an act after what is done.
    pub(super) fn fits(&self, step: usize, act: &Set, done: &Set, weak: &Set) -> bool {
        let there = |t: usize| done.contains(t) || t != step && act.contains(t);
        let waits = |n: usize| self.first(n, weak) && !self.waits[n].any.iter().any(|t| there(*t));
        !self.waits_of(step).any(waits) && self.acts.iter().all(|(_, all)| !all.contains(step) || all.within(act))
    }

    /// Whether all goals are done at last.
    pub(super) fn reaches(&self, weak: &Set) -> bool {
        let done = self.done(weak);
        self.goals.iter().all(|g| done.contains(*g))
    }

    /// How much work it is to find what can be done, roughly.
    pub(super) fn size(&self) -> usize {
        (self.case.steps().len() + 1) * (self.waits.len() + 1)
    }

    /// Days from the end of a step until it meets a precondition.
    pub(super) fn lag(&self, n: usize, step: usize) -> u64 {
        let days = |v: Option<Verification>| v.map_or(0, |v| u64::from(v.days));
        days(self.waits[n].verified).max(days(self.case.steps()[step].verified))
    }

    /// How many days a step takes.
    pub(super) fn days(&self, step: usize) -> u64 {
        u64::from(self.case.steps()[step].days.unwrap_or(0))
    }

    /// A step as answers write it.
    pub(super) fn key(&self, step: usize) -> Value {
        json!(self.case.steps()[step].key)
    }

    /// Steps as answers write them.
    pub(super) fn keys(&self, steps: impl IntoIterator<Item = usize>) -> Value {
        steps.into_iter().map(|s| self.key(s)).collect()
    }

    /// A precondition as answers write it.
    pub(super) fn entry(&self, n: usize) -> Value {
        let wait = &self.waits[n];
        json!({
            "step": self.key(wait.step),
            "any": self.keys(wait.any.iter().copied()),
            "on_credit": wait.on_credit,
            "because": told::id(self.case, wait.because),
            "cost": wait.cost.as_ref().map(told::cost_entry),
        })
    }

    /// A step by its key, as its number.
    pub(super) fn step(&self, told: &Value) -> Read<usize> {
        told::step(self.case, told).map(StepId::index)
    }

    /// Steps by their keys.
    pub(super) fn steps(&self, told: &Value) -> Read<Vec<usize>> {
        told::list(told)?.iter().map(|s| self.step(s)).collect()
    }

    /// Preconditions that are told, each once, as their numbers in the order that is told.
    pub(super) fn preconditions(&self, told: &Value) -> Read<Vec<usize>> {
        let mut found: Vec<usize> = Vec::new();
        for one in told::list(told)? {
            // Two may be the same in all that is told of them.
            let place = |n: &usize| !found.contains(n) && told::same(one, &self.entry(*n)).is_ok();
            match (0..self.waits.len()).find(place) {
                Some(n) => found.push(n),
                None => return Err(Against::Wrong(one.clone())),
            }
        }
        Ok(found)
    }
}
