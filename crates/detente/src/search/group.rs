//! A group of members that conflicts join: its conflicts, and the ways to correct it, one after the other.
//!
//! MARCO with maximal seeds (Liffiton, Previti, Malik & Marques-Silva, Constraints 21, 2016): a second solver, the *map*,
//! knows which sets of members have been judged, and proposes a largest set that has not.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Cancel,
    solver::{Batsat, Lit, NoTheory, Solver, Verdict},
};
use crate::case::{IssueId, Package};

/// A smallest set of members of a group whose giving-up lets all others of it hold, and a package in which they do.
#[derive(Debug, Clone)]
pub(crate) struct Correction {
    /// What is given up, in order.
    pub(crate) given_up: Vec<usize>,
    /// A package in which all but these hold; beyond the group, all but what the base gives up.
    pub(crate) package: Package,
}

/// What the map of a group proposes.
pub(crate) enum Proposal {
    /// A largest set that has not been judged: all but these.
    Without(Vec<usize>),
    /// Every set has been judged.
    Done,
    /// It was stopped.
    Stopped,
}

/// What is known of a group.
pub(crate) struct Group {
    /// Its members, each with its variable in the map: it is held.
    members: BTreeMap<usize, Lit>,
    map: Batsat<NoTheory>,
    /// Its conflicts, each in order.
    pub(crate) conflicts: Vec<Vec<usize>>,
    /// Its corrections.
    pub(crate) corrections: Vec<Correction>,
    /// Issues that packages of its corrections may settle otherwise than the base does.
    pub(crate) free: Vec<IssueId>,
    /// Whether all conflicts and all corrections have been found.
    pub(crate) complete: bool,
}

impl Group {
    /// A group with these conflicts.
    pub(crate) fn new(conflicts: Vec<Vec<usize>>, cancel: Cancel) -> Self {
        let map = Batsat::new(NoTheory, cancel);
        let mut group = Group {
            members: BTreeMap::new(),
            map,
            conflicts: Vec::new(),
            corrections: Vec::new(),
            free: Vec::new(),
            complete: false,
        };
        conflicts.into_iter().for_each(|c| group.learn(c));
        group
    }

    /// Its members, in order.
    pub(crate) fn members(&self) -> impl Iterator<Item = usize> + '_ {
        self.members.keys().copied()
    }

    /// Takes note of a conflict; its members are members of the group from now on.
    pub(crate) fn learn(&mut self, conflict: Vec<usize>) {
        let map = &mut self.map;
        let clause: Vec<Lit> =
            conflict.iter().map(|m| !*self.members.entry(*m).or_insert_with(|| map.variable(true))).collect();
        map.clause(&clause);
        self.conflicts.push(conflict);
        self.complete = false;
    }

    /// Takes note of a correction.
    pub(crate) fn correct(&mut self, correction: Correction) {
        let clause: Vec<Lit> = correction.given_up.iter().map(|m| self.members[m]).collect();
        self.map.clause(&clause);
        self.corrections.push(correction);
    }

    /// Whether each of some members must be given up for a conflict that is known, if the others are given up.
    pub(crate) fn needs_all(&self, given_up: &[usize]) -> bool {
        given_up.iter().all(|m| needs(&self.conflicts, given_up, *m))
    }

    /// A largest set that has not been judged.
    pub(crate) fn propose(&mut self) -> Proposal {
        match self.map.solve(&[]) {
            Verdict::Unsat => {
                self.complete = true;
                Proposal::Done
            }
            Verdict::Stopped => Proposal::Stopped,
            // All decisions are "held"; what is left out was ruled out by them, so that the set is largest.
            Verdict::Sat => {
                Proposal::Without(self.members.iter().filter(|(_, l)| !self.map.holds(**l)).map(|(m, _)| *m).collect())
            }
        }
    }

    /// Lets packages differ from the base on more issues.
    pub(crate) fn set_free(&mut self, issues: impl IntoIterator<Item = IssueId>) {
        self.free.extend(issues);
        self.free.sort_unstable();
        self.free.dedup();
    }
}

/// Whether one of some members must be given up for one of these conflicts, if the others are given up.
pub(crate) fn needs(conflicts: &[Vec<usize>], given_up: &[usize], member: usize) -> bool {
    conflicts.iter().any(|c| c.contains(&member) && c.iter().all(|o| *o == member || !given_up.contains(o)))
}

/// Sorts conflicts into groups: those that share a member, directly or by others.
pub(crate) fn joined(conflicts: Vec<Vec<usize>>) -> Vec<Vec<Vec<usize>>> {
    let mut groups: Vec<(BTreeSet<usize>, Vec<Vec<usize>>)> = Vec::new();
    for conflict in conflicts {
        let mut members: BTreeSet<usize> = conflict.iter().copied().collect();
        let mut all = Vec::new();
        groups.retain_mut(|(m, c)| {
            let apart = m.is_disjoint(&members);
            if !apart {
                members.append(m);
                all.append(c);
            }
            apart
        });
        all.push(conflict);
        groups.push((members, all));
    }
    groups.into_iter().map(|(_, conflicts)| conflicts).collect()
}
