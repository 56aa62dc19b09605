//! Simultaneous stability: each improvement is spoilt if others improve from the same state at the same time.
//!
//! Fraser & Hipel, *Conflict Analysis* (1984), in the form of the program GMCR+: for each improvement of the party there are
//! movers that choose an improvement of theirs, or stay, so that all these together lead to a state that is no better for it.

use super::super::space::{Space, bits};
use crate::question::Cancel;

/// The states that are stable for a party, which are those of Nash and some more.
pub(super) fn stable(space: &Space<'_>, party: usize, nash: &[u64], cancel: &Cancel) -> Vec<u64> {
    let opponents = space.graph.opponents(party);
    let mut stable = nash.to_vec();
    for cell in bits(space.blocks()).filter(|c| !super::bit(nash, *c)) {
        if cancel.stopped() {
            break;
        }
        let choices = choices(space, &opponents, cell);
        let spoilt = |to: &usize| spoils(space, party, cell, *to, &choices).is_some();
        if space.improvements(party, cell).iter().all(spoilt) {
            stable[cell / 64] |= 1 << (cell % 64);
        }
    }
    stable
}

/// For each opponent, where it would go by itself: nowhere first, then its improvements.
pub(in crate::stable) fn choices(space: &Space<'_>, opponents: &[usize], cell: usize) -> Vec<Vec<usize>> {
    let one = |m: &usize| std::iter::once(cell).chain(space.improvements(*m, cell)).collect();
    opponents.iter().map(one).collect()
}

/// Which choice of each opponent, by its number, spoils a move of a party from a state, and where all of it ends; the first in
/// the order of the choices. `None` where nothing does.
pub(in crate::stable) fn spoils(
    space: &Space<'_>,
    party: usize,
    cell: usize,
    to: usize,
    choices: &[Vec<usize>],
) -> Option<(Vec<usize>, usize)> {
    let bar = space.rank(party, cell);
    let mut chosen = vec![0; choices.len()];
    loop {
        // Movers move different issues, so that their changes add up.
        let end = choices.iter().zip(&chosen).fold(to, |end, (c, n)| end + c[*n] - cell);
        if space.feasible(end) && space.rank(party, end) <= bar {
            return Some((chosen, end));
        }
        let next = (0..choices.len()).find(|n| chosen[*n] + 1 < choices[*n].len())?;
        chosen[next] += 1;
        chosen[..next].fill(0);
    }
}
