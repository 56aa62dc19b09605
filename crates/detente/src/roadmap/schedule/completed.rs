//! The acts in the order in which they are done.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{How, Schedule};

impl Schedule {
    /// Puts the acts in the order in which they are done: of those that wait for no other act still to come, the one whose
    /// last step is over first; of several, the one that was before the others.
    pub(super) fn by_completion(&mut self) {
        let count = self.acts.len();
        let mut over = vec![0_u64; count];
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut open = vec![0_usize; count];
        for timed in &self.steps {
            over[timed.act] = over[timed.act].max(timed.finish);
            for met in timed.met.iter().filter(|m| m.how != How::Credit) {
                let before = self.of(met.by).map_or(timed.act, |t| t.act);
                if before != timed.act {
                    next[before].push(timed.act);
                    open[timed.act] += 1;
                }
            }
        }
        let mut ready: BinaryHeap<Reverse<(u64, usize)>> =
            (0..count).filter(|a| open[*a] == 0).map(|a| Reverse((over[a], a))).collect();
        let mut place = vec![0; count];
        let mut acts = Vec::with_capacity(count);
        while let Some(Reverse((_, act))) = ready.pop() {
            place[act] = acts.len();
            acts.push(std::mem::take(&mut self.acts[act]));
            for later in std::mem::take(&mut next[act]) {
                open[later] -= 1;
                if open[later] == 0 {
                    ready.push(Reverse((over[later], later)));
                }
            }
        }
        debug_assert_eq!(acts.len(), count, "acts that wait for each other are one");
        self.acts = acts;
        self.steps.iter_mut().for_each(|t| t.act = place[t.act]);
    }
}
