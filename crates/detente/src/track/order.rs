//! In which order rounds were held.

use crate::case::{Date, Round};

/// Rounds by date: those with a date stand, in the order of their dates, where such rounds stand in the file; a round
/// without one keeps its place; of two on one day the first in the file comes first. Gives their numbers in the file.
pub(super) fn held(rounds: &[Round]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rounds.len()).collect();
    let places: Vec<usize> = order.iter().copied().filter(|n| rounds[*n].date.is_some()).collect();
    let mut dated: Vec<(Option<Date>, usize)> = places.iter().map(|n| (rounds[*n].date, *n)).collect();
    dated.sort_unstable();
    for (place, (_, round)) in places.into_iter().zip(dated) {
        order[place] = round;
    }
    order
}
