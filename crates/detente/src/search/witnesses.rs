//! Which sets of members are known to hold, and conflicts that are made smaller with their help.

use super::oracle::Oracle;

/// Sets of members, such that all others can hold together.
#[derive(Debug)]
pub(crate) struct Witnesses {
    words: usize,
    /// One row of bits after the other.
    rows: Vec<u64>,
}

impl Witnesses {
    /// Of a case with so many members.
    pub(crate) fn new(members: usize) -> Self {
        Witnesses { words: members.div_ceil(64).max(1), rows: Vec::new() }
    }

    /// All but these can hold.
    pub(crate) fn add(&mut self, left_out: &[usize]) {
        let row = self.bits(left_out);
        self.rows.extend(row);
    }

    fn bits(&self, set: &[usize]) -> Vec<u64> {
        let mut bits = vec![0; self.words];
        set.iter().for_each(|m| bits[m / 64] |= 1 << (m % 64));
        bits
    }

    /// Which members of a set it cannot do without, to be a conflict: without one, some witness shows that it holds.
    fn needed(&self, set: &[usize]) -> Vec<usize> {
        let bits = self.bits(set);
        let mut needed = vec![0; self.words];
        'rows: for row in self.rows.chunks_exact(self.words) {
            let mut only = None;
            for (w, (a, b)) in row.iter().zip(&bits).enumerate() {
                let both = a & b;
                if both == 0 {
                    continue;
                }
                if only.is_some() || both & (both - 1) != 0 {
                    continue 'rows;
                }
                only = Some((w, both));
            }
            if let Some((w, bit)) = only {
                needed[w] |= bit;
            }
        }
        set.iter().copied().filter(|m| needed[m / 64] >> (m % 64) & 1 == 1).collect()
    }

    /// Makes a set that cannot hold together smaller until none of it can be spared; `None` if it was stopped.
    ///
    /// What witnesses show need not be asked.
    pub(crate) fn shrink(&self, oracle: &mut Oracle, set: Vec<usize>) -> Option<Vec<usize>> {
        let mut needed = self.needed(&set);
        let open = set.into_iter().filter(|m| !needed.contains(m)).collect();
        needed.extend(oracle.shrink(open, &needed)?);
        needed.sort_unstable();
        Some(needed)
    }
}
