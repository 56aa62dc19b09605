//! In what order can steps be done? The least fixed point of "performable, and all it waits for is done", and, for a
//! step that is never done, the reason: a set of steps none of which can come first.
//!
//! What is waited for *on credit* need not come first, only sometime: of all sets of steps in which every credit is repaid,
//! the largest is found by ruling out what waits on credit for a step that is never done, and doing all again.

use std::sync::Arc;

/// What one step waits for.
#[derive(Debug, Clone)]
pub(crate) struct Wait {
    /// The rule that makes it wait.
    pub(crate) rule: usize,
    /// One of these must be done before; a list of one is a plain wait.
    pub(crate) any: Arc<[usize]>,
    /// It need not be done before, only sometime.
    pub(crate) on_credit: bool,
}

/// Steps, what they wait for, and which of them can be one act.
#[derive(Debug, Clone, Default)]
pub(crate) struct Steps {
    /// For each step, what it waits for.
    pub(crate) waits: Vec<Vec<Wait>>,
    /// Steps that a rule joins into one act.
    pub(crate) together: Vec<(usize, Vec<usize>)>,
    /// For each step, the rules in `together` that it stands in.
    joined: Vec<Vec<usize>>,
    /// Steps that may be done at one moment, since some rule (in force or not) would join them.
    classes: Vec<Vec<usize>>,
    /// For each step, its class.
    class: Vec<usize>,
}

/// Why a step is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Blocker {
    /// It carries out what the package does not hold.
    NotPerformable,
    /// None of what it waits for is done: the rule, and the steps.
    Waits(usize, Arc<[usize]>),
    /// A step that it is one act with cannot be done: the rule, and the step.
    Joined(usize, usize),
    /// None of what it waits for on credit is ever done: the rule, and the steps.
    Unpaid(usize, Arc<[usize]>),
}

/// What came of doing all steps that can be done, as early as possible.
#[derive(Debug, Clone)]
pub(crate) struct Closure {
    /// For each step, the phase in which it is done.
    pub(crate) phase: Vec<Option<usize>>,
    /// For each step that is not done, why.
    pub(crate) blocker: Vec<Option<Blocker>>,
}

impl Steps {
    pub(crate) fn new(waits: Vec<Vec<Wait>>, together: Vec<(usize, Vec<usize>)>) -> Self {
        let n = waits.len();
        let mut class: Vec<usize> = (0..n).collect();
        let mut joined = vec![Vec::new(); n];
        for (t, (_, steps)) in together.iter().enumerate() {
            for s in steps {
                joined[*s].push(t);
                let (from, to) = (class[*s], class[steps[0]]);
                class.iter_mut().filter(|c| **c == from).for_each(|c| *c = to);
            }
        }
        let mut classes: Vec<Vec<usize>> = vec![Vec::new(); n];
        for (s, c) in class.iter().enumerate() {
            classes[*c].push(s);
        }
        classes.retain(|c| !c.is_empty());
        classes.sort_unstable();
        Steps { waits, together, joined, classes, class }
    }

    /// The same where only some steps count: nothing waits for the others, and they wait for nothing.
    pub(crate) fn only(&self, counts: &[bool]) -> Self {
        let mut some = self.clone();
        some.classes.retain(|class| class.iter().any(|s| counts[*s]));
        some
    }

    /// Whether step `t`, done in its phase, comes before step `s` or at one moment with it.
    pub(crate) fn serves(&self, t: usize, s: usize, closure: &Closure) -> bool {
        match (closure.phase[t], closure.phase[s]) {
            (Some(a), Some(b)) => a < b || (a == b && self.in_one_class(t, s)),
            _ => false,
        }
    }

    /// Whether two steps may be done at one moment, each for the other.
    pub(crate) fn in_one_class(&self, a: usize, b: usize) -> bool {
        self.class[a] == self.class[b]
    }

    /// Does all steps that can be done, phase by phase. `performable` says which steps the package lets be performed,
    /// `in_force` which rules hold.
    ///
    /// Steps of one class may be done at one moment and then satisfy each other's waits, whether or not the rule that
    /// joins them is in force; where it is, they are done all at once or not at all. So giving a rule up never makes
    /// an order impossible.
    pub(crate) fn close(&self, performable: &dyn Fn(usize) -> bool, in_force: &dyn Fn(usize) -> bool) -> Closure {
        let mut out: Vec<Option<Blocker>> = vec![None; self.waits.len()];
        loop {
            let closure = self.close_without(&out, performable, in_force);
            // What is not done now never is, for the reason that it has now: a later one could rest on what follows from it.
            let mut later = closure.blocker.clone();
            for (s, waits) in self.waits.iter().enumerate().filter(|(s, _)| closure.phase[*s].is_some()) {
                let never = |w: &&Wait| w.on_credit && w.any.iter().all(|t| closure.phase[*t].is_none());
                let unpaid = waits.iter().filter(|w| in_force(w.rule)).find(never);
                later[s] = unpaid.map(|w| Blocker::Unpaid(w.rule, w.any.clone()));
            }
            if later.iter().zip(&closure.phase).all(|(blocker, phase)| blocker.is_none() || phase.is_none()) {
                return closure;
            }
            out = later;
        }
    }

    /// The same where some steps are ruled out and credit is taken for repaid.
    fn close_without(
        &self,
        out: &[Option<Blocker>],
        performable: &dyn Fn(usize) -> bool,
        in_force: &dyn Fn(usize) -> bool,
    ) -> Closure {
        let n = self.waits.len();
        let mut closure = Closure { phase: vec![None; n], blocker: vec![None; n] };
        let mut open: Vec<&[usize]> = self.classes.iter().map(Vec::as_slice).collect();
        let mut act = vec![false; n];
        for phase in 0.. {
            let mut done_now: Vec<usize> = Vec::new();
            for class in &open {
                self.largest_act(class, out, &mut closure, &mut act, performable, in_force);
                for s in *class {
                    if std::mem::replace(&mut act[*s], false) {
                        done_now.push(*s);
                    }
                }
            }
            if done_now.is_empty() {
                return closure;
            }
            for s in done_now {
                closure.phase[s] = Some(phase);
                closure.blocker[s] = None;
            }
            open.retain(|class| class.iter().any(|s| closure.phase[*s].is_none()));
        }
        closure
    }

    /// Marks in `act` the largest set of steps of a class that can be done at one moment now; notes for the others why
    /// not, always by something that was ruled out before.
    fn largest_act(
        &self,
        class: &[usize],
        out: &[Option<Blocker>],
        closure: &mut Closure,
        act: &mut [bool],
        performable: &dyn Fn(usize) -> bool,
        in_force: &dyn Fn(usize) -> bool,
    ) {
        for s in class.iter().copied().filter(|s| closure.phase[*s].is_none()) {
            act[s] = performable(s) && out[s].is_none();
            if !performable(s) {
                closure.blocker[s] = Some(Blocker::NotPerformable);
            } else if !act[s] {
                closure.blocker[s].clone_from(&out[s]);
            }
        }
        loop {
            let mut changed = false;
            for s in class.iter().copied() {
                if !act[s] {
                    continue;
                }
                if let Some(blocker) = self.blocker(s, closure, act, in_force) {
                    act[s] = false;
                    closure.blocker[s] = Some(blocker);
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }

    fn blocker(&self, s: usize, closure: &Closure, act: &[bool], in_force: &dyn Fn(usize) -> bool) -> Option<Blocker> {
        let met = |w: &Wait| w.any.iter().any(|t| closure.phase[*t].is_some() || act[*t]);
        if let Some(w) = self.waits[s].iter().find(|w| in_force(w.rule) && !w.on_credit && !met(w)) {
            return Some(Blocker::Waits(w.rule, w.any.clone()));
        }
        self.joined[s]
            .iter()
            .map(|t| &self.together[*t])
            .filter(|(rule, _)| in_force(*rule))
            .find_map(|(rule, steps)| steps.iter().find(|t| !act[**t]).map(|t| Blocker::Joined(*rule, *t)))
    }
}

impl Closure {
    /// Why a step is never done: the steps that hang on each other, from this one on, each with what blocks it.
    pub(crate) fn reasons(&self, step: usize) -> Vec<(usize, &Blocker)> {
        let mut reasons = Vec::new();
        let mut seen = vec![false; self.phase.len()];
        let mut queue = std::collections::VecDeque::from([step]);
        seen[step] = true;
        while let Some(s) = queue.pop_front() {
            let Some(blocker) = &self.blocker[s] else { continue };
            reasons.push((s, blocker));
            let next: &[usize] = match blocker {
                Blocker::NotPerformable => &[],
                Blocker::Waits(_, any) | Blocker::Unpaid(_, any) => any,
                Blocker::Joined(_, t) => std::slice::from_ref(t),
            };
            for t in next {
                if !std::mem::replace(&mut seen[*t], true) {
                    queue.push_back(*t);
                }
            }
        }
        reasons
    }
}
