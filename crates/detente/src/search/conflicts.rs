//! All conflicts of a part of a case, and all ways to correct it: MARCO with maximal seeds (Liffiton, Previti, Malik &
//! Marques-Silva, Constraints 21, 2016).
//!
//! A second solver, the *map*, knows which sets of members have been judged. It proposes a largest set that has not.
//! If the set can hold together, what is left out is a smallest correction; if not, it is shrunk to a conflict.

use super::{
    Cancel,
    oracle::{Found, Oracle},
    solver::{Batsat, Lit, NoTheory, Solver, Verdict},
};

/// How an enumeration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// All conflicts and all corrections have been found.
    Complete,
    /// There may be more.
    Partial,
    /// It was stopped from outside.
    Stopped,
}

/// The conflicts and corrections found so far among some members.
pub(crate) struct Enumeration {
    members: Vec<usize>,
    map: Batsat<NoTheory>,
    vars: Vec<Lit>,
    /// For each member, whether it stands in a conflict that was found.
    involved: Vec<bool>,
    /// Minimal sets that cannot hold together.
    pub(crate) conflicts: Vec<Vec<usize>>,
    /// Minimal sets whose giving-up lets the rest hold together.
    pub(crate) corrections: Vec<Vec<usize>>,
    pub(crate) progress: Progress,
}

impl Enumeration {
    pub(crate) fn new(members: Vec<usize>, cancel: Cancel) -> Self {
        let mut map = Batsat::new(NoTheory, cancel);
        let vars = members.iter().map(|_| map.variable(true)).collect();
        let involved = vec![false; members.len()];
        Enumeration {
            members,
            map,
            vars,
            involved,
            conflicts: Vec::new(),
            corrections: Vec::new(),
            progress: Progress::Partial,
        }
    }

    /// Goes on until all is found, or the oracle has been asked `calls` times more, or there are `most` conflicts.
    /// Each correction is handed to `seen` at once.
    pub(crate) fn run(&mut self, oracle: &mut Oracle, calls: u64, most: usize, seen: &mut dyn FnMut(&[usize])) {
        let end = oracle.calls.saturating_add(calls);
        while self.progress == Progress::Partial && oracle.calls < end && self.conflicts.len() < most {
            match self.map.solve(&[]) {
                Verdict::Unsat => self.progress = Progress::Complete,
                Verdict::Stopped => self.progress = Progress::Stopped,
                Verdict::Sat => self.judge(oracle, seen),
            }
        }
    }

    fn judge(&mut self, oracle: &mut Oracle, seen: &mut dyn FnMut(&[usize])) {
        // A member of no known conflict is in every set that the map proposes, since nothing forbids it.
        let (mut often, mut held, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
        for (n, m) in self.members.iter().enumerate() {
            if !self.map.holds(self.vars[n]) {
                left_out.push(*m);
            } else if self.involved[n] {
                held.push(*m);
            } else {
                often.push(*m);
            }
        }
        match oracle.ask_with(&often, &held) {
            Found::Agreement(_) => {
                let clause: Vec<Lit> = left_out.iter().map(|m| self.var(*m)).collect();
                self.map.clause(&clause);
                seen(&left_out);
                self.corrections.push(left_out);
            }
            Found::Blame(blame) => match oracle.shrink(blame, &[]) {
                Some(conflict) => self.block(conflict),
                None => self.progress = Progress::Stopped,
            },
            Found::Stopped => self.progress = Progress::Stopped,
        }
    }

    /// Takes note of a conflict: no set that contains it need be judged.
    pub(crate) fn block(&mut self, conflict: Vec<usize>) {
        let clause: Vec<Lit> = conflict.iter().map(|m| !self.var(*m)).collect();
        self.map.clause(&clause);
        for m in &conflict {
            let n = self.index(*m);
            self.involved[n] = true;
        }
        self.conflicts.push(conflict);
    }

    fn var(&self, member: usize) -> Lit {
        self.vars[self.index(member)]
    }

    fn index(&self, member: usize) -> usize {
        self.members.binary_search(&member).expect("only members of this part are judged")
    }
}
