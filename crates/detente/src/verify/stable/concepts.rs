//! The definitions of stability, each to the letter. `docs/methods/stable.md` has their papers.

use std::collections::{BTreeSet, HashMap};

use super::model::{Model, Mover};
use crate::case::PartyId;

/// The concepts, by their keys.
pub(super) const ALL: [&str; 6] = ["nash", "gmr", "smr", "seq", "ssymseq", "sim"];

/// One party and what can be answered to its moves; answers to the same move are found once.
pub(super) struct Focal<'m, 'a> {
    model: &'m Model<'a>,
    party: PartyId,
    alone: Mover,
    opponents: Vec<&'m Mover>,
    answers: HashMap<(usize, bool), Vec<usize>>,
    /// The states that are taken to be better for it than whatever they are compared with, instead of those that are.
    as_if: Option<BTreeSet<usize>>,
}

impl<'m, 'a> Focal<'m, 'a> {
    pub(super) fn new(model: &'m Model<'a>, party: PartyId) -> Self {
        let opponents = model.opponents(&BTreeSet::from([party]));
        Focal { model, party, alone: model.alone(party), opponents, answers: HashMap::new(), as_if: None }
    }

    /// Whether a mover is the party, or holds it.
    pub(super) fn is(&self, mover: &Mover) -> bool {
        mover.members.contains(&self.party)
    }

    /// Whether a state is stable for the party.
    pub(super) fn stable(&mut self, concept: &str, state: usize) -> bool {
        let improvements = self.improvements(state);
        improvements.into_iter().all(|to| self.deterred(concept, state, to))
    }

    /// Whether a state is stable for the party if just these states were better for it than that one.
    pub(super) fn stable_if(&mut self, concept: &str, state: usize, better: &BTreeSet<usize>) -> bool {
        self.as_if = Some(better.clone());
        let stable = self.stable(concept, state);
        self.as_if = None;
        stable
    }

    fn better(&self, this: usize, than: usize) -> bool {
        match &self.as_if {
            Some(better) => better.contains(&this),
            None => self.model.better(self.party, this, than),
        }
    }

    /// The party's improvements from a state.
    pub(super) fn improvements(&self, state: usize) -> Vec<usize> {
        let moves = self.model.moves(&self.alone, state);
        moves.iter().copied().filter(|to| self.better(*to, state)).collect()
    }

    /// Whether some answer deters an improvement.
    pub(super) fn deterred(&mut self, concept: &str, state: usize, to: usize) -> bool {
        match concept {
            "nash" => false,
            "sim" => self.spoilt(state, to),
            _ => {
                let credible = matches!(concept, "seq" | "ssymseq");
                let model = self.model;
                let opponents = &self.opponents;
                let answers = self
                    .answers
                    .entry((to, credible))
                    .or_insert_with(|| model.reached(opponents, credible, to).into_keys().collect())
                    .clone();
                answers.into_iter().any(|end| self.deters(concept, state, end))
            }
        }
    }

    /// Whether ending up in a state deters the party from leaving another.
    pub(super) fn deters(&self, concept: &str, state: usize, end: usize) -> bool {
        let no_better = |end: usize| !self.better(end, state);
        let symmetric = matches!(concept, "smr" | "ssymseq");
        no_better(end) && (!symmetric || self.model.moves(&self.alone, end).iter().all(|to| no_better(*to)))
    }

    /// Whether others, who each improve from the state or stay, spoil an improvement.
    fn spoilt(&self, state: usize, to: usize) -> bool {
        let mut ends = vec![self.model.states[to].clone()];
        for mover in &self.opponents {
            let choices = self.model.improvements(mover, state);
            let mut more = Vec::new();
            for end in &ends {
                for choice in &choices {
                    let chosen = &self.model.states[*choice];
                    more.push(mover.issues.iter().fold(end.clone(), |end, i| end.with(*i, chosen.on(*i))));
                }
            }
            ends.extend(more);
        }
        let end = |p| self.model.number(p).map(|n| n - 1);
        ends.iter().filter_map(end).any(|end| !self.better(end, state))
    }
}

/// Whether a state is stable for a coalition (Kilgour, Hipel, Fang & Peng 2001; Inohara & Hipel 2008): what its members can
/// come to together counts if it is better for each of them, and deters if it is not better for one.
pub(super) fn stable_for(model: &Model<'_>, members: &BTreeSet<PartyId>, concept: &str, state: usize) -> bool {
    let reached = model.reached(&model.within(members), false, state);
    reached.into_keys().all(|to| !gains(model, members, to, state) || stopped(model, members, concept, state, to))
}

/// Whether a state is better than another for each member.
pub(super) fn gains(model: &Model<'_>, members: &BTreeSet<PartyId>, this: usize, than: usize) -> bool {
    members.iter().all(|p| model.better(*p, this, than))
}

/// Whether some answer of the others deters a coalition from an improvement.
pub(super) fn stopped(model: &Model<'_>, members: &BTreeSet<PartyId>, concept: &str, state: usize, to: usize) -> bool {
    if concept == "nash" {
        return false;
    }
    let own = model.within(members);
    let escapes = |end: usize| model.reached(&own, false, end).into_keys().any(|to| gains(model, members, to, state));
    let answers = model.reached(&model.opponents(members), concept == "seq", to);
    answers.into_keys().any(|end| !gains(model, members, end, state) && (concept != "smr" || !escapes(end)))
}
