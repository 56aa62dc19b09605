//! Simultaneous exchange: the steps of a ring become one act.

use serde_json::{Value, json};

use super::{
    super::{
        Against,
        sets::Set,
        told::{Read, differs, parts, same},
    },
    plan::Plan,
    web::Web,
};

/// Whether the steps told go round, all can be seen and done, and as one act they lead to all goals without the precondition
/// being weakened; or the condition told fails. Of rings that are equally short, any will do.
pub(super) fn check(web: &Web<'_>, plan: &Plan, wait: usize, told: &Value, applies: bool) -> Read<()> {
    let others = plan.weak.without(wait);
    // As if all other credit were repaid.
    let done = web.on_trust(&web.can, &others);
    let mut ring = Ring { web, others, done, wait, length: 0 };
    let Some(length) = ring.shortest() else {
        return same(told, &json!({ "kind": "simultaneous", "because": "no_ring" }));
    };
    ring.length = length;
    let keys: &[&str] = match told["because"].as_str() {
        _ if applies => &["kind", "steps"],
        Some("still_waiting") => &["kind", "because", "steps"],
        Some("not_observable" | "nobody_performs" | "not_in_package") => &["kind", "because", "step"],
        _ => return Err(Against::Wrong(told.clone())),
    };
    parts(told, keys)?;
    same(&told["kind"], &json!("simultaneous"))?;
    match told.get("step") {
        Some(step) => ring.unusable(web.step(step)?, told),
        None => ring.one_act(&web.steps(&told["steps"])?, told, applies),
    }
}

/// The rings that a precondition closes.
struct Ring<'r, 'a> {
    web: &'r Web<'a>,
    /// What else is weakened.
    others: Set,
    /// What can be done without the precondition being weakened.
    done: Set,
    wait: usize,
    /// How many steps the shortest has.
    length: usize,
}

impl Ring<'_, '_> {
    fn start(&self) -> usize {
        self.web.waits[self.wait].step
    }

    fn unmet(&self, n: usize) -> bool {
        self.web.first(n, &self.others) && !self.web.met(n, &self.done)
    }

    /// What must be one act with a step.
    fn mates(&self, step: usize) -> Set {
        let acts = self.web.acts.iter().filter(|(_, act)| act.contains(step));
        acts.fold(Set::default(), |all, (_, act)| all.or(act))
    }

    /// What a step waits for in vain, or must be one act with.
    fn next(&self, step: usize) -> Set {
        let waits = self.web.waits_of(step).filter(|n| self.unmet(*n));
        Set::of(waits.flat_map(|n| self.web.waits[n].any.iter().copied())).or(&self.mates(step))
    }

    /// What is come to from some steps by one link, or none; then by one more; and so on.
    fn levels(&self, start: Set, count: usize) -> Vec<Set> {
        let mut levels = vec![start];
        while levels.len() < count {
            let last = &levels[levels.len() - 1];
            levels.push(last.iter().fold(last.clone(), |all, s| all.or(&self.next(s))));
        }
        levels
    }

    fn asked_for(&self) -> Set {
        Set::of(self.web.waits[self.wait].any.iter().copied())
    }

    fn shortest(&self) -> Option<usize> {
        if !self.unmet(self.wait) {
            return None;
        }
        let levels = self.levels(self.asked_for(), self.web.case.steps().len() + 1);
        levels.iter().position(|level| level.contains(self.start())).map(|n| n + 1)
    }

    /// Some steps, and all that must be one act with any of them, and so on.
    fn with_mates(&self, steps: Set) -> Set {
        let mut all = steps;
        loop {
            let more = all.iter().fold(all.clone(), |more, s| more.or(&self.mates(s)));
            if more == all {
                return all;
            }
            all = more;
        }
    }

    /// A step stands on a shortest ring, or must be one act with one that does, and cannot be part of it for what is told.
    fn unusable(&self, step: usize, told: &Value) -> Read<()> {
        let web = self.web;
        let to = self.levels(self.asked_for(), self.length);
        let on_ring = |s: usize| {
            let at = to.iter().position(|level| level.contains(s));
            at.is_some_and(|at| {
                let left = self.length - 1 - at;
                self.levels(Set::of([s]), left + 1)[left].contains(self.start())
            })
        };
        let fails = match told["because"].as_str() {
            Some("not_observable") => !web.case.steps()[step].observable,
            Some("nobody_performs") => !web.owned.contains(step),
            _ => !web.contained.contains(step),
        };
        if fails && self.with_mates(Set::of([step])).iter().any(on_ring) {
            Ok(())
        } else {
            Err(Against::Wrong(told.clone()))
        }
    }

    /// The steps go round; beside the ring there is just what must be one act with it.
    fn one_act(&self, steps: &[usize], told: &Value, applies: bool) -> Read<()> {
        let (web, length) = (self.web, self.length);
        let wrong = || Err(Against::Wrong(told.clone()));
        if steps.len() < length || steps[0] != self.start() {
            return wrong();
        }
        let goes_on = |n: usize| {
            let then = if n + 1 == length { self.start() } else { steps[n + 1] };
            if n == 0 { self.asked_for().contains(then) } else { self.next(steps[n]).contains(then) }
        };
        let all = Set::of(steps.iter().copied());
        let meant = self.with_mates(Set::of(steps[..length].iter().copied()));
        if !(0..length).all(goes_on) || all.len() != steps.len() || all != meant {
            return wrong();
        }
        if !all.iter().all(|s| web.can.contains(s) && web.case.steps()[s].observable) {
            return wrong();
        }
        let mut joined = web.clone();
        joined.join(&all);
        let works = joined.reaches(&self.others);
        if works == applies { Ok(()) } else { differs("", told, &json!({ "goals_are_reached_by_one_act": works })) }
    }
}
