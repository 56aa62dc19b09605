//! The concepts of stability, each as it is defined.

use detente::stable::{Concept, Convention};

use super::{Judge, Options, States};

/// A model with what opponents can answer under a convention.
#[derive(Debug)]
pub(crate) struct Told<'j> {
    judge: &'j Judge<'j>,
    /// For each party and state, where all the others can get from there by any moves.
    any: Vec<Vec<States>>,
    /// The same by moves that each improve on the state before for whoever makes them.
    credible: Vec<Vec<States>>,
}

impl<'j> Told<'j> {
    pub(super) fn new(judge: &'j Judge<'j>, convention: Convention) -> Told<'j> {
        let answers = |improving: bool| {
            let one = |party: &detente::case::PartyId| {
                let opponents = judge.opponents(&[*party]);
                (0..judge.states.len()).map(|s| judge.reached(&opponents, convention, improving, s)).collect()
            };
            judge.parties.iter().map(one).collect::<Vec<Vec<States>>>()
        };
        Told { judge, any: answers(false), credible: answers(true) }
    }

    /// Whether a party stays at a state.
    pub(crate) fn stable(&self, concept: Concept, party: usize, s: usize) -> bool {
        // The movers that are parties alone stand first, in the order of the parties.
        self.judge.improvements(party, s).iter().all(|s1| self.deterred(concept, party, s, *s1))
    }

    /// Whether something deters a party from an improvement.
    pub(crate) fn deterred(&self, concept: Concept, party: usize, s: usize, s1: usize) -> bool {
        let (any, credible) = (&self.any[party][s1], &self.credible[party][s1]);
        match concept {
            Concept::Nash => false,
            Concept::Gmr => any.iter().any(|s2| self.no_better(party, *s2, s)),
            Concept::Smr => any.iter().any(|s2| self.no_better(party, *s2, s) && self.no_escape(party, *s2, s)),
            Concept::Seq => credible.iter().any(|s2| self.no_better(party, *s2, s)),
            Concept::SSeq => credible.iter().any(|s2| self.no_better(party, *s2, s) && self.no_escape(party, *s2, s)),
            Concept::Sim => {
                let opponents = self.judge.opponents(&[self.judge.parties[party]]);
                self.spoilt(party, s, &opponents, &self.judge.states[s1].clone())
            }
        }
    }

    /// Whether the answer is one that deters from a state.
    pub(crate) fn no_better(&self, party: usize, this: usize, s: usize) -> bool {
        !self.judge.better(party, this, s)
    }

    /// Whether a party cannot get from here to anything better than a state.
    pub(crate) fn no_escape(&self, party: usize, s2: usize, s: usize) -> bool {
        self.judge.moves(party, s2).iter().all(|s3| self.no_better(party, *s3, s))
    }

    /// Whether some of the opponents, each improving from the state at the same time or staying, make of the party's own
    /// improvement a state that can be and is no better for it.
    fn spoilt(&self, party: usize, s: usize, opponents: &[usize], together: &Options) -> bool {
        let Some((first, rest)) = opponents.split_first() else {
            return self.judge.place(together).is_some_and(|x| self.no_better(party, x, s));
        };
        let mut choices = self.judge.improvements(*first, s);
        choices.insert(s);
        choices.into_iter().any(|q| {
            let mut together = together.clone();
            self.judge.take_over(*first, &self.judge.states[q], &mut together);
            self.spoilt(party, s, rest, &together)
        })
    }
}
