//! Operations on decision diagrams that count their steps, and end when there were too many.
//!
//! The diagrams are those of `biodivine-lib-bdd`. Of the two crates that are well kept at present it was chosen since each
//! diagram is a value of its own: what comes out, and after how many steps, does not depend on threads or on when garbage is
//! collected; since its operations take functions that are asked at every step, so that they can be counted, and stopped half
//! way; and since it brings few other crates along, builds without downloads, and needs no newer compiler than we do. The
//! other, `oxidd`, is faster on huge diagrams, but keeps all of them in one store that a thread of its own clears up, cannot
//! be stopped within an operation, and needs Rust 1.91.

use std::{cell::Cell, collections::HashSet};

use biodivine_lib_bdd::{Bdd, BddVariable, op_function};

use crate::search::Cancel;

/// Most steps of one operation: they may take some 60 bytes each.
const MOST_AT_ONCE: u64 = 1 << 24;

/// Why a diagram was not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It took too many steps.
    Work,
    /// It was stopped from outside.
    Stopped,
}

/// Counts steps.
#[derive(Debug)]
pub(super) struct Work {
    spent: Cell<u64>,
    most: Cell<u64>,
    cut: Cell<Option<Cut>>,
    cancel: Cancel,
}

type Made = Result<Bdd, Cut>;

impl Work {
    pub(super) fn new(cancel: Cancel) -> Work {
        Work { spent: Cell::new(0), most: Cell::new(0), cut: Cell::new(None), cancel }
    }

    /// Allows so many steps from now on, whatever came before.
    pub(super) fn allow(&self, steps: u64) {
        self.cut.set(None);
        self.most.set(self.spent.get().saturating_add(steps));
    }

    /// Steps so far.
    pub(super) fn spent(&self) -> u64 {
        self.spent.get()
    }

    pub(super) fn and(&self, a: &Bdd, b: &Bdd) -> Made {
        self.join(a, b, op_function::and)
    }

    pub(super) fn or(&self, a: &Bdd, b: &Bdd) -> Made {
        self.join(a, b, op_function::or)
    }

    pub(super) fn and_not(&self, a: &Bdd, b: &Bdd) -> Made {
        self.join(a, b, op_function::and_not)
    }

    pub(super) fn iff(&self, a: &Bdd, b: &Bdd) -> Made {
        self.join(a, b, op_function::iff)
    }

    pub(super) fn xor(&self, a: &Bdd, b: &Bdd) -> Made {
        self.join(a, b, op_function::xor)
    }

    fn join(&self, a: &Bdd, b: &Bdd, op: fn(Option<bool>, Option<bool>) -> Option<bool>) -> Made {
        let most = self.begin();
        let made = Bdd::binary_op(a, b, |l, r| if self.step(most) { op(l, r) } else { Some(false) });
        self.done(made)
    }

    /// Whether both hold for some values of some variables.
    pub(super) fn and_exists(&self, a: &Bdd, b: &Bdd, variables: &[BddVariable]) -> Made {
        if variables.is_empty() {
            return self.and(a, b);
        }
        let most = self.begin();
        let set: HashSet<BddVariable> = variables.iter().copied().collect();
        let counted = |op: fn(Option<bool>, Option<bool>) -> Option<bool>| {
            move |l: Option<bool>, r: Option<bool>| if self.step(most) { op(l, r) } else { Some(false) }
        };
        let (outer, inner) = (counted(op_function::and), counted(op_function::or));
        self.done(Bdd::binary_op_nested(a, b, |v| set.contains(&v), outer, inner))
    }

    /// With a variable, given as a diagram, replaced by what it stands for, which does not depend on it.
    pub(super) fn replace(&self, a: &Bdd, variable: &Bdd, by: &Bdd) -> Made {
        let same = self.iff(variable, by)?;
        self.and_exists(a, &same, &[variable.var_of(variable.root_pointer())])
    }

    /// With some variables set.
    pub(super) fn restrict(&self, a: &Bdd, values: &[(BddVariable, bool)]) -> Made {
        if values.is_empty() {
            return Ok(a.clone());
        }
        let most = self.begin();
        self.spent.set(self.spent.get() + a.size() as u64);
        self.step(most);
        self.done(a.restrict(values))
    }

    fn begin(&self) -> u64 {
        self.most.get().min(self.spent.get() + MOST_AT_ONCE)
    }

    /// Counts a step; `false` where there should be no more.
    fn step(&self, most: u64) -> bool {
        let spent = self.spent.get() + 1;
        self.spent.set(spent);
        if spent > most {
            self.cut.set(self.cut.get().or(Some(Cut::Work)));
        }
        if spent.is_multiple_of(1 << 16) && self.cancel.stopped() {
            self.cut.set(Some(Cut::Stopped));
        }
        self.cut.get().is_none()
    }

    fn done(&self, made: Bdd) -> Made {
        match self.cut.get() {
            Some(cut) => Err(cut),
            None if self.cancel.stopped() => Err(Cut::Stopped),
            None => Ok(made),
        }
    }
}
