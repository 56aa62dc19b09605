//! Work that is counted, so that what would take too long is refused alike on every machine.

use crate::question::{Budget, Refusal};

/// Counts steps up to a bound, and looks now and then whether it was stopped.
pub(super) struct Work<'b> {
    budget: &'b Budget,
    /// What is being done, for whoever reads the refusal.
    what: &'static str,
    done: u64,
    most: u64,
    look: u64,
}

/// So many steps are done between two looks at the flag that stops.
const LOOK: u64 = 1 << 20;

impl<'b> Work<'b> {
    /// Nothing is done yet of at most so many steps.
    pub(super) fn new(what: &'static str, most: u64, budget: &'b Budget) -> Self {
        Work { budget, what, done: 0, most, look: 0 }
    }

    /// So many steps more are about to be done.
    pub(super) fn add(&mut self, steps: usize) -> Result<(), Refusal> {
        self.done += steps as u64;
        if self.done > self.most {
            return Err(Refusal::new(format!("{} takes more than {} steps here", self.what, self.most))
                .help("settle some issues with `--package issue=option,...`, so that fewer states are left"));
        }
        if self.done >= self.look {
            self.look = self.done + LOOK;
            if self.budget.cancel.stopped() {
                return Err(Refusal::new(format!("{} was stopped before it was through", self.what)));
            }
        }
        Ok(())
    }
}
