//! Whether a coalition that was answered can still get to what it hoped for (CSMR), state by state.

use super::{Fronts, Vectors, worst::sets};
use crate::{
    question::Refusal,
    stable::{
        Convention,
        coalition::{arcs::Arcs, parts::Parts},
        work::Work,
    },
};

/// What a search needs to know.
pub(super) struct Search<'s> {
    pub(super) own: &'s [&'s Arcs],
    pub(super) others: &'s [&'s Arcs],
    pub(super) ranks: &'s Vectors,
    pub(super) reach: &'s Parts,
    pub(super) hopes: &'s Fronts<'s>,
    pub(super) convention: Convention,
}

/// What was found out about a node, and in which search.
#[derive(Clone, Default)]
struct Marks {
    /// The last search that went through each node.
    seen: Vec<u32>,
    /// The last state for which a node leads to a deterrent.
    bad: Vec<u32>,
    /// The last state for which it was looked whether a state deters, and what came out.
    asked: Vec<(u32, bool)>,
}

impl Search<'_> {
    /// What each state is left for; only looked for where a state is left if nothing deters, and not if something does.
    pub(super) fn all(
        &self,
        nash: &[Option<u32>],
        gmr: &[Option<u32>],
        work: &mut Work<'_>,
    ) -> Result<Vec<Option<u32>>, Refusal> {
        let states = nash.len();
        let open = (0..states).filter(|s| nash[*s].is_some() && gmr[*s].is_none());
        // An improvement that no answer deters is not deterred by fewer answers either.
        let mut left = gmr.to_vec();
        let nodes = match self.convention {
            Convention::Literature => states,
            Convention::GmcrPlus => states * sets(self.others.len(), states)?,
        };
        let mut marks = Marks { seen: vec![0; nodes], bad: vec![0; nodes], asked: vec![(0, false); states] };
        let mut run = 0;
        for (n, state) in open.enumerate() {
            left[state] = self.one(state, n as u32 + 1, &mut run, &mut marks, work)?;
        }
        Ok(left)
    }

    fn one(
        &self,
        state: usize,
        turn: u32,
        run: &mut u32,
        marks: &mut Marks,
        work: &mut Work<'_>,
    ) -> Result<Option<u32>, Refusal> {
        let mut parts = vec![self.reach.of[state]];
        let mut seen = std::collections::BTreeSet::from([self.reach.of[state]]);
        while let Some(part) = parts.pop() {
            for to in &self.reach.members[part as usize] {
                work.add(1)?;
                if self.better(*to as usize, state) {
                    *run += 1;
                    if !self.deterred(*to as usize, state, turn, *run, marks, work)? {
                        return Ok(Some(*to));
                    }
                }
            }
            parts.extend(self.reach.next[part as usize].iter().filter(|p| seen.insert(**p)));
        }
        Ok(None)
    }

    /// Whether the others' answers lead from a state to one that deters.
    fn deterred(
        &self,
        from: usize,
        state: usize,
        turn: u32,
        run: u32,
        marks: &mut Marks,
        work: &mut Work<'_>,
    ) -> Result<bool, Refusal> {
        let once = self.convention == Convention::GmcrPlus;
        let states = marks.asked.len();
        // A node is a state, with the set of those that have moved where each moves once. The way to it leads through nodes
        // that deter as well if it does.
        let mut stack: Vec<(usize, usize)> = vec![(from, usize::MAX)];
        let mut way: Vec<(usize, usize)> = Vec::new();
        while let Some((node, before)) = stack.pop() {
            if marks.seen[node] == run {
                continue;
            }
            marks.seen[node] = run;
            work.add(1)?;
            way.truncate(if before == usize::MAX { 0 } else { before + 1 });
            way.push((node, before));
            let (at, moved) = (node % states, node / states);
            if marks.bad[node] == turn || self.deters(at, state, turn, marks, work)? {
                way.iter().for_each(|(n, _)| marks.bad[*n] = turn);
                return Ok(true);
            }
            let depth = way.len() - 1;
            for (bit, arcs) in self.others.iter().enumerate() {
                let used = if once { 1 << bit } else { 0 };
                if moved & used != 0 {
                    continue;
                }
                let next = arcs.from(at).map(|to| to + states * (moved | used));
                stack.extend(next.filter(|n| marks.seen[*n] != run).map(|n| (n, depth)));
            }
        }
        Ok(false)
    }

    /// Whether a state deters: not better for all members, and no way on to what is.
    fn deters(
        &self,
        at: usize,
        state: usize,
        turn: u32,
        marks: &mut Marks,
        work: &mut Work<'_>,
    ) -> Result<bool, Refusal> {
        if self.better(at, state) {
            return Ok(false);
        }
        if marks.asked[at].0 == turn {
            return Ok(marks.asked[at].1);
        }
        let on = if self.convention == Convention::GmcrPlus {
            // It moves on only where that improves on where it is.
            let mut improvements = self.own.iter().flat_map(|a| a.moved(at, true));
            improvements.any(|to| self.better(to, state))
        } else {
            work.add(8)?;
            self.hopes.above(self.reach.of[at], self.ranks, state).is_some()
        };
        marks.asked[at] = (turn, !on);
        Ok(!on)
    }

    fn better(&self, to: usize, than: usize) -> bool {
        self.ranks.iter().all(|r| r[to] > r[than])
    }
}
