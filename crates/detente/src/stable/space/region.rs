//! The cells that a pattern picks, as bits.

use super::Space;
use crate::case::{OptionId, Pattern, Patterned};

impl Space<'_> {
    /// One bit for each cell: whether its package matches.
    pub(in crate::stable) fn mask(&self, pattern: &Pattern) -> Vec<u64> {
        let mut mask = vec![0; self.cells().div_ceil(64)];
        for table in pattern.alternatives() {
            let axes: Vec<Option<Vec<usize>>> = (0..self.strides.len()).map(|n| self.allowed(table, n)).collect();
            // Issues that the table leaves open at the low end make one run.
            let open = axes.iter().take_while(|a| a.is_none()).count();
            let run = self.strides.get(open).copied().unwrap_or_else(|| self.cells());
            self.fill(&axes[open..], open, run, 0, &mut mask);
        }
        mask
    }

    /// The positions of the options that a table allows on an issue; `None` where it allows all.
    fn allowed(&self, table: &Patterned, axis: usize) -> Option<Vec<usize>> {
        let this = &self.graph.axes[axis];
        let asked = |t: &&(crate::case::IssueId, Vec<OptionId>)| t.0 == this.issue;
        let all = |o: &OptionId| table.terms().iter().filter(asked).all(|(_, options)| options.contains(o));
        let allowed: Vec<usize> = (0..this.options.len()).filter(|n| all(&this.options[*n])).collect();
        (allowed.len() < this.options.len()).then_some(allowed)
    }

    /// Sets the bits of what is allowed on the issues from `open` on, from the highest down.
    fn fill(&self, axes: &[Option<Vec<usize>>], open: usize, run: usize, base: usize, mask: &mut [u64]) {
        let Some((highest, lower)) = axes.split_last() else { return set(mask, base, base + run) };
        let axis = open + lower.len();
        let stride = self.strides[axis];
        match highest {
            Some(allowed) => allowed.iter().for_each(|n| self.fill(lower, open, run, base + n * stride, mask)),
            None => {
                for n in 0..self.graph.axes[axis].options.len() {
                    self.fill(lower, open, run, base + n * stride, mask);
                }
            }
        }
    }
}

/// Sets the bits from one to before another.
fn set(mask: &mut [u64], from: usize, to: usize) {
    let mut at = from;
    while at < to {
        let (block, bit) = (at / 64, at % 64);
        let bits = (64 - bit).min(to - at);
        mask[block] |= (!0 >> (64 - bits)) << bit;
        at += bits;
    }
}
