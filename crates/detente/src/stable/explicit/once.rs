//! Answers in which each opponent moves at most once, in any order: the rule of the program GMCR+.

use crate::question::Cancel;

/// For each cell, the least value that opponents can bring about who each move once at most. `step` gives, for each cell, the
/// least of the values of those cells that one opponent can go to, and its own.
pub(super) fn least(
    opponents: &[usize],
    values: &[u32],
    step: impl Fn(usize, &[u32]) -> Vec<u32>,
    cancel: &Cancel,
) -> Vec<u32> {
    // By the set of opponents that may still move; a set's subsets have lower numbers.
    let mut by_set: Vec<Vec<u32>> = vec![values.to_vec()];
    for set in 1..1_usize << opponents.len() {
        let mut least = values.to_vec();
        for (n, opponent) in opponents.iter().enumerate().filter(|(n, _)| set >> n & 1 == 1) {
            if cancel.stopped() {
                return values.to_vec();
            }
            let moved = step(*opponent, &by_set[set & !(1 << n)]);
            least.iter_mut().zip(moved).for_each(|(l, m)| *l = (*l).min(m));
        }
        by_set.push(least);
    }
    by_set.pop().expect("there is at least the empty set")
}
