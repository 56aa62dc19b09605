//! Limited moves of two parties, as they are defined (Kilgour 1985; Fang, Hipel & Kilgour 1993, ch. 4).

use super::Judge;

impl Judge<'_> {
    /// Where things end from each state if a party moves first and so many moves are to come, `G_h(i, s)`; of moves that are
    /// equally good the one to the lowest state. Only two parties move, and nobody moves anything together.
    pub(crate) fn ends(&self, horizon: u32, party: usize, other: usize) -> Vec<usize> {
        let states = 0..self.states.len();
        if horizon == 0 {
            return states.collect();
        }
        let after = self.ends(horizon - 1, other, party);
        let end = |s: usize| {
            let mut best: Option<usize> = None;
            for m in self.moves(party, s) {
                if best.is_none_or(|b| self.better(party, after[*m], after[b])) {
                    best = Some(*m);
                }
            }
            match best {
                Some(m) if self.better(party, after[m], s) => after[m],
                _ => s,
            }
        };
        states.map(end).collect()
    }

    /// The states at which a party stays that looks so many moves ahead.
    pub(crate) fn stays_ahead(&self, horizon: u32, party: usize, other: usize) -> Vec<usize> {
        self.ends(horizon, party, other).into_iter().enumerate().filter(|(s, end)| s == end).map(|(s, _)| s).collect()
    }
}
