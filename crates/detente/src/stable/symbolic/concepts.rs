//! The states that are stable for a party, as sets.
//!
//! For a focal party the threshold is the state that it would leave: an answer deters where it ends in a state no better than
//! the threshold. The states from which opponents can get to such a state are a least fixed point, found mover by mover; the
//! states that the party would leave are those from which it can get to a better one where there is no such answer.

use biodivine_lib_bdd::Bdd;

use super::{moves::Moves, work::Cut};
use crate::stable::{Concept, Convention};

/// Opponents beyond which no order of single moves is looked at: there are two to this power of sets of them.
const MOST_IN_TURN: usize = 12;

impl Moves<'_, '_> {
    /// The states that are stable for a party.
    pub(super) fn stable(&self, concept: Concept, convention: Convention, party: usize) -> Result<Bdd, Cut> {
        if self.graph.movers[party].axes.is_empty() {
            return Ok(self.states.clone());
        }
        let left = match concept {
            Concept::Nash => self.before_improving(party, &self.states)?,
            Concept::Sim => self.left_together(party)?,
            Concept::Gmr | Concept::Smr | Concept::Seq | Concept::SSeq => {
                let better = self.better(party, None)?;
                let inescapable = matches!(concept, Concept::Smr | Concept::SSeq);
                let credible = matches!(concept, Concept::Seq | Concept::SSeq);
                let escapes = if inescapable { self.before(party, &better)? } else { better.clone() };
                let deterring = self.work.and_not(&self.work.and_not(&self.states, &better)?, &escapes)?;
                let answered = self.answered(party, deterring, convention, credible)?;
                let gained = self.work.and_not(&better, &answered)?;
                let left = self.before(party, &gained)?;
                self.settle(&left, party)?
            }
        };
        self.work.and_not(&self.states, &left)
    }

    /// The states from which those who answer a party can get to deterring ones.
    fn answered(&self, party: usize, deterring: Bdd, convention: Convention, credible: bool) -> Result<Bdd, Cut> {
        let movers = self.graph.opponents(party);
        let back = |mover: usize, set: &Bdd| {
            if credible { self.before_improving(mover, set) } else { self.before(mover, set) }
        };
        if convention == Convention::GmcrPlus {
            return self.in_turn(&movers, &deterring, back);
        }
        let mut found = deterring;
        // Movers in a row whose moves have added nothing; the one that moved last cannot add anything by moving again.
        let (mut quiet, mut next) = (0, 0);
        while quiet < movers.len() {
            let more = self.work.or(&found, &back(movers[next], &found)?)?;
            quiet = if more == found { quiet + 1 } else { 1 };
            found = more;
            next = (next + 1) % movers.len();
        }
        Ok(found)
    }

    /// The same where each moves at most once.
    fn in_turn(
        &self,
        movers: &[usize],
        deterring: &Bdd,
        back: impl Fn(usize, &Bdd) -> Result<Bdd, Cut>,
    ) -> Result<Bdd, Cut> {
        if movers.len() > MOST_IN_TURN {
            return Err(Cut::Work);
        }
        let mut by_set: Vec<Bdd> = vec![deterring.clone()];
        for set in 1..1_usize << movers.len() {
            let mut found = deterring.clone();
            for (n, mover) in movers.iter().enumerate().filter(|(n, _)| set >> n & 1 == 1) {
                found = self.work.or(&found, &back(*mover, &by_set[set & !(1 << n)])?)?;
            }
            by_set.push(found);
        }
        Ok(by_set.pop().expect("there is at least the empty set"))
    }

    /// The states that a party would leave although others may improve at the same time.
    fn left_together(&self, party: usize) -> Result<Bdd, Cut> {
        let work = self.work;
        // Where all arrive: first in the variables of a state, then in those of the second, but for issues that nobody moves.
        let mut arrived = work.and_not(&self.states, &self.better(party, None)?)?;
        let opponents = self.graph.opponents(party);
        let moved: Vec<usize> =
            opponents.iter().chain([&party]).flat_map(|m| self.graph.movers[*m].axes.iter().copied()).collect();
        for axis in &moved {
            arrived = self.to_second(&arrived, *axis)?;
        }
        arrived = self.settle(&arrived, party)?;
        for mover in opponents {
            let improves = self.improves(mover)?;
            let mut stays = self.layout.always();
            let mut second = Vec::new();
            for axis in &self.graph.movers[mover].axes {
                for (a, b) in self.layout.bits[*axis].iter().zip(&self.layout.second[*axis]) {
                    stays = work.and(&stays, &work.iff(&self.layout.variable(*a), &self.layout.variable(*b))?)?;
                    second.push(*b);
                }
            }
            arrived = work.and_exists(&arrived, &work.or(&improves, &stays)?, &second)?;
        }
        let gained = work.and_not(&self.improves(party)?, &arrived)?;
        let own = self.graph.movers[party].axes.iter().flat_map(|a| self.layout.second[*a].iter().copied());
        work.and_exists(&gained, &self.states, &own.collect::<Vec<_>>())
    }

    /// The moves of a mover that are improvements for all of its members: from the state, to what the second says of the
    /// issues that it moves.
    fn improves(&self, mover: usize) -> Result<Bdd, Cut> {
        let work = self.work;
        let this = &self.graph.movers[mover];
        if this.unweighed {
            return Ok(self.layout.never());
        }
        let mut to = self.seen[mover].clone();
        for party in &this.members {
            to = work.and(&to, &self.better(*party, Some(mover))?)?;
        }
        for axis in &this.axes {
            to = self.to_second(&to, *axis)?;
        }
        for party in &this.members {
            to = self.settle(&to, *party)?;
        }
        for axis in this.axes.iter().filter(|a| !self.graph.axes[**a].free()) {
            let mut allowed = self.layout.never();
            for (from, may) in self.graph.axes[*axis].moves.iter().enumerate() {
                let from = self.layout.among(work, &self.layout.bits[*axis], std::iter::once(from))?;
                let open = (0..may.len()).filter(|to| may[*to]);
                let open = self.layout.among(work, &self.layout.second[*axis], open)?;
                allowed = work.or(&allowed, &work.and(&from, &open)?)?;
            }
            to = work.and(&to, &allowed)?;
        }
        work.and(&to, &self.seen[mover])
    }

    /// Speaks of the second state where it spoke of the state, on one issue.
    fn to_second(&self, set: &Bdd, axis: usize) -> Result<Bdd, Cut> {
        let mut set = set.clone();
        for (from, to) in self.layout.bits[axis].iter().zip(&self.layout.second[axis]) {
            set = self.work.replace(&set, &self.layout.variable(*from), &self.layout.variable(*to))?;
        }
        Ok(set)
    }
}
