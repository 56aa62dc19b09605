//! Answers that consist of improvements: for each state, the least that opponents can bring about by moves that pay for
//! whoever makes them.
//!
//! One mover's improvements lie within a *column*: the states that differ only in what it decides. A sweep of a column from
//! the best state down carries the least value of all that is better. Opponents sweep in turn until nothing changes; as the
//! improvements of one mover compose to improvements, one sweep in place is all that it can do.

use std::mem::replace;

use super::super::space::{Space, bits};
use super::columns::Columns;
use crate::question::Cancel;

/// For each state, the least of all that opponents can reach by improvements in turn, and its own. What is no state lies in no
/// column, and keeps its value.
pub(super) fn closure(space: &Space<'_>, opponents: &[&Columns], values: &mut [u32], cancel: &Cancel) {
    let mut sweepers: Vec<Sweeper<'_>> = opponents.iter().map(|c| Sweeper::of(space, c)).collect();
    // While much changes, whole rounds are cheaper than to know what did; the last of them notes it.
    let mut few = opponents.len() == 1;
    loop {
        let mut changes = 0;
        for n in 0..sweepers.len() {
            if cancel.stopped() {
                return;
            }
            let mut changed = Vec::new();
            let mut note = |cell: usize| {
                changes += 1;
                if few {
                    changed.push(cell);
                }
            };
            sweepers[n].marks.fill(0);
            (0..opponents[n].count()).for_each(|column| sweepers[n].sweep(column, values, &mut note));
            mark(&mut sweepers, n, &changed);
        }
        if changes == 0 || opponents.len() == 1 {
            return;
        }
        if few {
            break;
        }
        few = changes < values.len() / 16;
    }
    loop {
        let mut changes = 0;
        for n in 0..sweepers.len() {
            if cancel.stopped() {
                return;
            }
            let empty = vec![0; sweepers[n].marks.len()];
            let marked = replace(&mut sweepers[n].marks, empty);
            let mut changed = Vec::new();
            for base in bits(&marked) {
                let column = opponents[n].at(base);
                sweepers[n].sweep(column, values, &mut |cell| changed.push(cell));
            }
            changes += changed.len();
            mark(&mut sweepers, n, &changed);
        }
        if changes == 0 {
            return;
        }
    }
}

/// Notes in which columns of the others something changed.
fn mark(sweepers: &mut [Sweeper<'_>], by: usize, changed: &[usize]) {
    for (_, other) in sweepers.iter_mut().enumerate().filter(|(n, _)| *n != by) {
        for cell in changed {
            let base = other.columns.base(*cell);
            other.marks[base / 64] |= 1 << (base % 64);
        }
    }
}

/// One move of one mover at most: for each state, the least value of all that it could improve to, and its own.
pub(super) fn once(space: &Space<'_>, columns: &Columns, values: &mut [u32]) {
    let mut sweeper = Sweeper::of(space, columns);
    (0..columns.count()).for_each(|column| sweeper.sweep(column, values, &mut |_| {}));
}

/// What is at hand while the columns of one mover are swept.
struct Sweeper<'s> {
    space: &'s Space<'s>,
    columns: &'s Columns,
    /// Columns in which something changed, by their bases.
    marks: Vec<u64>,
    /// For each combination of options whose moves are bound, the least value of what is better and can be reached from it.
    least: Vec<u32>,
    /// Those that tie with the one before.
    tied: Vec<(usize, u32)>,
}

impl<'s> Sweeper<'s> {
    fn of(space: &'s Space<'_>, columns: &'s Columns) -> Self {
        let kinds = columns.bound.as_ref().map_or(0, |b| b.kinds);
        Sweeper {
            space,
            columns,
            marks: vec![0; space.cells().div_ceil(64)],
            least: vec![u32::MAX; kinds],
            tied: Vec::new(),
        }
    }

    /// Sweeps a column in place, and tells of each cell whose value fell.
    fn sweep(&mut self, column: usize, values: &mut [u32], changed: &mut impl FnMut(usize)) {
        let base = self.columns.bases[column] as usize;
        if self.columns.members.len() > 1 {
            return self.together(base, values, changed);
        }
        if self.columns.bound.is_some() {
            return self.bound(column, base, values, changed);
        }
        let (mut better, mut tied) = (u32::MAX, u32::MAX);
        let offsets = &self.columns.offsets;
        self.columns.order.each(column, offsets.len(), |n, first| {
            if first {
                (better, tied) = (better.min(tied), u32::MAX);
            }
            let cell = base + offsets[n] as usize;
            let old = values[cell];
            if better < old {
                values[cell] = better;
                changed(cell);
            }
            tied = tied.min(old);
        });
    }

    /// The same where some moves cannot be undone.
    fn bound(&mut self, column: usize, base: usize, values: &mut [u32], changed: &mut impl FnMut(usize)) {
        let Some(bound) = &self.columns.bound else { return };
        let offsets = &self.columns.offsets;
        let (least, tied) = (&mut self.least, &mut self.tied);
        least.fill(u32::MAX);
        tied.clear();
        self.columns.order.each(column, offsets.len(), |n, first| {
            if first {
                tied.drain(..).for_each(|(kind, value)| bound.lower(least, kind, value));
            }
            let (cell, kind) = (base + offsets[n] as usize, bound.kind[n] as usize);
            let old = values[cell];
            let new = old.min(least[kind]);
            if new < old {
                values[cell] = new;
                changed(cell);
            }
            tied.push((kind, new));
        });
    }

    /// The same for several that move together: what is better for all of them is looked up pair by pair.
    fn together(&mut self, base: usize, values: &mut [u32], changed: &mut impl FnMut(usize)) {
        let (space, mover) = (self.space, self.columns.mover);
        let mut cells: Vec<usize> = self.columns.offsets.iter().map(|o| base + *o as usize).collect();
        cells.retain(|c| space.feasible(*c) && space.seen(mover, *c));
        let before: Vec<u32> = cells.iter().map(|c| values[*c]).collect();
        for cell in &cells {
            let leads = |to: &usize| space.improves(mover, *cell, *to) && self.columns.allow(space, *cell, *to);
            let least = cells.iter().zip(&before).filter(|(to, _)| leads(to)).map(|(_, value)| *value).min();
            if let Some(least) = least.filter(|l| *l < values[*cell]) {
                values[*cell] = least;
                changed(*cell);
            }
        }
    }
}
