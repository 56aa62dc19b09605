//! The rules of a case that are not clauses: walk-aways and the order of steps.

use super::{
    linear::Sums,
    order::{Blocker, Steps},
    solver::{Assigned, Lit, Theory},
};

/// When a step can be performed and when it is needed, as literals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StepLits {
    /// It can be performed where this holds; `None`: always.
    pub(crate) performable: Option<Lit>,
    /// Whether it is needed wherever it can be performed.
    pub(crate) needed: bool,
}

/// Walk-aways and order as one theory.
#[derive(Debug, Default)]
pub(crate) struct Agreement {
    pub(crate) sums: Sums,
    pub(crate) steps: Steps,
    pub(crate) step_lits: Vec<StepLits>,
    /// The literal that says that a rule is in force; `None`: it always is.
    pub(crate) selectors: Vec<Option<Lit>>,
    /// Rules that are not looked at at all.
    pub(crate) absent: Vec<bool>,
    value: Vec<Option<bool>>,
    read: usize,
    trail: Vec<Lit>,
    levels: Vec<usize>,
    /// Every conflict raised, where somebody wants to know.
    pub(crate) record: Option<Vec<Vec<Lit>>>,
}

impl Agreement {
    fn read(&mut self, assigned: Assigned<'_>) {
        for lit in assigned.from(self.read) {
            if self.value.len() <= lit.variable() {
                self.value.resize(lit.variable() + 1, None);
            }
            self.value[lit.variable()] = Some(!lit.negated());
            self.trail.push(lit);
        }
        self.read = assigned.len();
    }

    fn told(&mut self, clause: Option<Vec<Lit>>) -> Option<Vec<Lit>> {
        if let (Some(clause), Some(record)) = (&clause, &mut self.record) {
            record.push(clause.clone());
        }
        clause
    }

    fn order(&self) -> Option<Vec<Lit>> {
        let value = |lit: Lit| self.value.get(lit.variable()) == Some(&Some(!lit.negated()));
        let performable = |s: usize| self.step_lits[s].performable.is_none_or(value);
        let in_force = |rule: usize| !self.absent[rule] && self.selectors[rule].is_none_or(value);
        let closure = self.steps.close(&performable, &in_force);
        let stuck = (0..self.step_lits.len())
            .find(|s| self.step_lits[*s].needed && performable(*s) && closure.phase[*s].is_none())?;
        let mut clause: Vec<Lit> = self.step_lits[stuck].performable.iter().map(|p| !*p).collect();
        for (s, blocker) in closure.reasons(stuck) {
            match blocker {
                Blocker::NotPerformable => clause.extend(self.step_lits[s].performable),
                Blocker::Waits(rule, _) | Blocker::Joined(rule, _) | Blocker::Unpaid(rule, _) => {
                    clause.extend(self.selectors[*rule].map(|l| !l));
                }
            }
        }
        clause.sort_unstable();
        clause.dedup();
        Some(clause)
    }
}

impl Theory for Agreement {
    fn look(&mut self, assigned: Assigned<'_>) -> Option<Vec<Lit>> {
        self.read(assigned);
        let clause = self.sums.look(assigned, &self.value);
        self.told(clause)
    }

    fn judge(&mut self, assigned: Assigned<'_>) -> Option<Vec<Lit>> {
        if let Some(clause) = self.look(assigned) {
            return Some(clause);
        }
        if self.step_lits.is_empty() {
            return None;
        }
        let clause = self.order();
        self.told(clause)
    }

    fn push(&mut self) {
        self.levels.push(self.read);
        self.sums.push();
    }

    fn pop(&mut self, n: usize) {
        self.sums.pop(n);
        let Some(read) = self.levels.drain(self.levels.len() - n..).next() else { return };
        let read = read.min(self.read);
        for lit in self.trail.drain(read..) {
            self.value[lit.variable()] = None;
        }
        self.read = read;
    }
}
