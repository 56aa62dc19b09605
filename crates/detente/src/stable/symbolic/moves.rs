//! From which states a mover can move into a set of states.
//!
//! A set depends on the state, and may depend on thresholds. What a mover can settle otherwise is replaced issue by issue: an
//! issue that can be moved freely is forgotten, so that no second copy of the variables is needed. Whether a move is an
//! improvement is told by the threshold of those who make it: the state that they move to is compared with the threshold,
//! and then the state that they leave is put in its place.

use biodivine_lib_bdd::{Bdd, BddVariable};

use super::{
    layout::Layout,
    tastes::Taste,
    work::{Cut, Work},
};
use crate::stable::graph::Graph;

/// All that is needed to follow moves backwards.
pub(super) struct Moves<'g, 'a> {
    pub(super) graph: &'g Graph<'a>,
    pub(super) work: &'g Work,
    pub(super) layout: Layout,
    /// All states.
    pub(super) states: Bdd,
    /// For each party, its statements, most important first.
    pub(super) statements: Vec<Vec<Bdd>>,
    /// For each mover, the states that all of its members see.
    pub(super) seen: Vec<Bdd>,
    /// For each mover and each party, which statements its moves can change.
    touches: Vec<Vec<Vec<usize>>>,
}

/// What could not be laid out.
pub(super) enum NoMoves {
    /// It took too much, or was stopped.
    Cut(Cut),
    /// There is no state.
    Empty,
    /// The ranking of a party leaves states out.
    Unranked(usize),
}

impl From<Cut> for NoMoves {
    fn from(cut: Cut) -> Self {
        NoMoves::Cut(cut)
    }
}

impl<'g, 'a> Moves<'g, 'a> {
    pub(super) fn new(
        graph: &'g Graph<'a>,
        work: &'g Work,
        layout: Layout,
        tastes: &[Taste<'a>],
    ) -> Result<Moves<'g, 'a>, NoMoves> {
        let states = layout.states(work, graph)?;
        if states.is_false() {
            return Err(NoMoves::Empty);
        }
        let mut statements = Vec::new();
        for (party, taste) in tastes.iter().enumerate() {
            if let Some(ranked) = taste.ranked(work, graph, &layout)?
                && !work.and_not(&states, &ranked)?.is_false()
            {
                return Err(NoMoves::Unranked(party));
            }
            statements.push(taste.diagrams(work, graph, &layout)?);
        }
        let mut overlooked = Vec::new();
        for party in &graph.parties {
            let pattern = graph.case.party(*party).overlooks.as_ref();
            overlooked.push(pattern.map(|p| layout.pattern(work, graph, p)).transpose()?);
        }
        let mut seen = Vec::new();
        for mover in &graph.movers {
            let mut all = states.clone();
            for unseen in mover.members.iter().filter_map(|m| overlooked[*m].as_ref()) {
                all = work.and_not(&all, unseen)?;
            }
            seen.push(all);
        }
        let supports: Vec<Vec<_>> =
            statements.iter().map(|s| s.iter().map(Bdd::support_set).collect::<Vec<_>>()).collect();
        let touches = graph.movers.iter().map(|mover| {
            let own: Vec<BddVariable> = mover.axes.iter().flat_map(|a| layout.bits[*a].iter().copied()).collect();
            let touched = |s: &Vec<_>| -> Vec<usize> {
                let with = |k: &usize| -> bool {
                    let support: &std::collections::HashSet<BddVariable> = &s[*k];
                    own.iter().any(|v| support.contains(v))
                };
                (0..s.len()).filter(with).collect()
            };
            supports.iter().map(touched).collect()
        });
        let touches = touches.collect();
        Ok(Moves { graph, work, layout, states, statements, seen, touches })
    }

    /// Whether a state is better than the threshold of a party; with a mover, told by those statements alone that its moves
    /// can change.
    pub(super) fn better(&self, party: usize, mover: Option<usize>) -> Result<Bdd, Cut> {
        let all: Vec<usize> = (0..self.statements[party].len()).collect();
        let which = mover.map_or(&all, |m| &self.touches[m][party]);
        let mut better = self.layout.never();
        for k in which.iter().rev() {
            let (holds, held) = (&self.statements[party][*k], self.layout.variable(self.layout.thresholds[party][*k]));
            let same = self.work.iff(holds, &held)?;
            better = self.work.or(&self.work.and_not(holds, &held)?, &self.work.and(&same, &better)?)?;
        }
        Ok(better)
    }

    /// Puts the state at hand in the place of the threshold of a party.
    pub(super) fn settle(&self, set: &Bdd, party: usize) -> Result<Bdd, Cut> {
        let mut set = set.clone();
        for (variable, holds) in self.layout.thresholds[party].iter().zip(&self.statements[party]).rev() {
            if set.support_set_contains(variable) {
                set = self.work.replace(&set, &self.layout.variable(*variable), holds)?;
            }
        }
        Ok(set)
    }

    /// The states from which a mover gets into a set by one move, and those of the set itself, as far as it sees them.
    pub(super) fn before(&self, mover: usize, set: &Bdd) -> Result<Bdd, Cut> {
        self.before_where(mover, set, &self.layout.always())
    }

    /// The states from which a mover gets into a set by one move that is an improvement for all of its members.
    pub(super) fn before_improving(&self, mover: usize, set: &Bdd) -> Result<Bdd, Cut> {
        let this = &self.graph.movers[mover];
        if this.unweighed || this.members.iter().any(|p| self.touches[mover][*p].is_empty()) {
            return Ok(self.layout.never());
        }
        let mut better = self.layout.always();
        for party in &this.members {
            better = self.work.and(&better, &self.better(*party, Some(mover))?)?;
        }
        let mut from = self.before_where(mover, set, &better)?;
        for party in &this.members {
            from = self.settle(&from, *party)?;
        }
        Ok(from)
    }

    /// The states from which a mover gets into what both sets have in common.
    pub(super) fn before_where(&self, mover: usize, set: &Bdd, and: &Bdd) -> Result<Bdd, Cut> {
        let axes = &self.graph.movers[mover].axes;
        let (free, bound): (Vec<usize>, Vec<usize>) = axes.iter().partition(|a| self.graph.axes[**a].free());
        let free: Vec<BddVariable> = free.iter().flat_map(|a| self.layout.bits[*a].iter().copied()).collect();
        let seen = self.work.and(&self.seen[mover], and)?;
        let mut from = self.work.and_exists(&seen, set, &free)?;
        for axis in bound {
            from = self.change(axis, &from)?;
        }
        self.work.and(&from, &self.seen[mover])
    }

    /// The states from which a change of one issue leads into a set.
    fn change(&self, axis: usize, set: &Bdd) -> Result<Bdd, Cut> {
        let bits = &self.layout.bits[axis];
        let moves = &self.graph.axes[axis].moves;
        let mut after = Vec::with_capacity(moves.len());
        for option in 0..moves.len() {
            after.push(self.work.restrict(set, &Layout::values(bits, option))?);
        }
        let mut from = self.layout.never();
        for (option, may) in moves.iter().enumerate() {
            let mut any = self.layout.never();
            for (to, _) in may.iter().enumerate().filter(|(_, may)| **may) {
                any = self.work.or(&any, &after[to])?;
            }
            let here = self.layout.among(self.work, bits, std::iter::once(option))?;
            from = self.work.or(&from, &self.work.and(&here, &any)?)?;
        }
        Ok(from)
    }
}
