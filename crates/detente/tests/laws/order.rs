//! In what order the steps can be performed: the definition, followed to the letter.
//!
//! The set of steps done grows by *acts*. An act is a set of steps of one *class*: steps that the `together` demands
//! of the file join, held or given up, or one step that none of them names. Every step of an act can be performed in
//! the package; all it waits for is done already or in the same act; and a held `together` that names one of the
//! steps has all of its steps in the act or done. What a step waits for on credit is among all that is done at last.

use crate::spec::{Insists, Set, Spec, Waits, first, list, set};

/// What one package and the demands held ask of the order.
#[derive(Debug)]
pub(crate) struct Rules {
    /// The steps that can be performed in the package.
    pub(crate) performable: Set,
    /// The steps without which there is no agreement on it.
    pub(crate) needed: Set,
    /// Step, and all that it waits for.
    all: Vec<(usize, Set)>,
    /// Step, and all that must be done sometime where it is.
    on_credit: Vec<(usize, Set)>,
    /// Step, and those of which it waits for one.
    any: Vec<(usize, Set)>,
    /// The held sets of steps that are one act.
    together: Vec<Set>,
    /// The sets of steps that may be done at the same moment.
    pub(crate) classes: Vec<Set>,
}

impl Rules {
    /// The rules where `performable` can be performed, the demands in `held` hold, and the steps in `waiting` keep
    /// the rules of their own (`after`, `after_any`, `carries_out`). Of the others, those that carry something out can be
    /// performed in every package, and are needed in none.
    pub(crate) fn new(spec: &Spec, performable: Set, held: Set, waiting: Set) -> Self {
        let tied = |s: &usize| spec.steps[*s].carries_out.is_some() && waiting >> s & 1 == 0;
        let untied = set(&(0..spec.steps.len()).filter(tied).collect::<Vec<_>>());
        let performable = performable | untied;
        let optional: Vec<_> = (0..spec.steps.len()).filter(|s| spec.steps[*s].optional).collect();
        let mut rules = Rules {
            performable,
            needed: performable & !set(&optional) & !untied,
            all: vec![],
            on_credit: vec![],
            any: vec![],
            together: vec![],
            classes: classes(spec),
        };
        for s in list(waiting) {
            rules.wait(s, &spec.steps[s].waits);
        }
        for d in list(held) {
            match &spec.demands[d].insists {
                Insists::Content(_) => {}
                Insists::After(step, waits) => rules.wait(*step, waits),
                Insists::Together(steps) => rules.together.push(set(steps)),
            }
        }
        rules
    }

    fn wait(&mut self, step: usize, waits: &Waits) {
        self.all.push((step, set(&waits.all)));
        self.any.extend(waits.any.iter().map(|any| (step, set(any))));
        if !waits.on_credit.is_empty() {
            self.on_credit.push((step, set(&waits.on_credit)));
        }
    }

    /// Why `act` cannot be done after the steps in `done`, if it cannot. Whether its steps are of one class is for
    /// the caller to see to.
    pub(crate) fn objection(&self, act: Set, done: Set) -> Option<String> {
        let there = done | act;
        let of_act = |s: usize| act >> s & 1 == 1;
        if act & !self.performable != 0 {
            return Some(format!("{:?} cannot be performed", list(act & !self.performable)));
        }
        if let Some((s, all)) = self.all.iter().find(|(s, all)| of_act(*s) && all & !there != 0) {
            return Some(format!("step {s} waits for all of {:?}", list(*all)));
        }
        if let Some((s, any)) = self.any.iter().find(|(s, any)| of_act(*s) && any & there == 0) {
            return Some(format!("step {s} waits for one of {:?}", list(*any)));
        }
        let torn = self.together.iter().find(|t| *t & act != 0 && (*t & !there != 0 || *t & done != 0))?;
        Some(format!("{:?} are one act", list(*torn)))
    }

    /// A step among those done whose credit is not repaid by them, if there is one.
    pub(crate) fn unpaid(&self, done: Set) -> Option<usize> {
        self.on_credit.iter().find(|(s, sometime)| done >> s & 1 == 1 && sometime & !done != 0).map(|(s, _)| *s)
    }

    /// Whether every needed step can be done at last, by some sequence of acts after which every credit is repaid.
    pub(crate) fn possible(&self) -> bool {
        let fine = |done: Set| self.needed & !done == 0 && self.unpaid(done).is_none();
        if self.on_credit.is_empty() {
            // What is done stands in the way of nothing.
            let mut done = 0;
            while let Some(act) = self.acts(done).next() {
                done |= act;
            }
            return fine(done);
        }
        let mut seen = std::collections::HashSet::from([0]);
        let mut open: Vec<Set> = vec![0];
        while let Some(done) = open.pop() {
            if fine(done) {
                return true;
            }
            open.extend(self.acts(done).map(|act| done | act).filter(|after| seen.insert(*after)));
        }
        false
    }

    /// The acts that can be done after the steps in `done`: every set of steps of every class is tried.
    fn acts(&self, done: Set) -> impl Iterator<Item = Set> {
        let acts = self.classes.iter().flat_map(|class| (1..=*class).filter(move |act| act & !class == 0));
        acts.filter(move |act| act & done == 0).filter(move |act| self.objection(*act, done).is_none())
    }
}

/// Steps joined by `together` demands of the file, whether held or not; a step that none names is a class of its own.
fn classes(spec: &Spec) -> Vec<Set> {
    let mut classes: Vec<Set> = list(first(spec.steps.len())).iter().map(|s| 1 << s).collect();
    for demand in &spec.demands {
        if let Insists::Together(steps) = &demand.insists {
            let (joined, apart): (Vec<Set>, Vec<Set>) = classes.iter().partition(|class| *class & set(steps) != 0);
            classes = apart;
            classes.push(joined.iter().fold(0, |all, class| all | class));
        }
    }
    classes
}
