//! Stability against coalitions, as it is defined (Kilgour, Hipel, Fang & Peng, GDN 10, 2001; Inohara & Hipel, Systems
//! Engineering 11, 2008).

use detente::{
    case::PartyId,
    stable::{Concept, Convention},
};

use super::{Judge, States};

impl Judge<'_> {
    /// Where a coalition gets by moves of its members, and of sets of them that decide together.
    pub(crate) fn coalition_moves(&self, coalition: &[PartyId], s: usize) -> States {
        self.reached(&self.within(coalition), Convention::Literature, false, s)
    }

    /// Where it gets so that each member is better off than at first.
    pub(crate) fn coalition_improvements(&self, coalition: &[PartyId], s: usize) -> States {
        self.coalition_moves(coalition, s).into_iter().filter(|x| self.gains(coalition, s, *x)).collect()
    }

    /// Whether a coalition stays at a state. Under the convention of GMCR+ this is a model of players, and the coalition is one.
    pub(crate) fn coalition_stays(
        &self,
        coalition: &[PartyId],
        convention: Convention,
        concept: Concept,
        s: usize,
    ) -> bool {
        let improvements = self.coalition_improvements(coalition, s);
        improvements.into_iter().all(|x| self.coalition_deterred(coalition, convention, concept, s, x))
    }

    /// Whether something deters a coalition from an improvement.
    pub(crate) fn coalition_deterred(
        &self,
        coalition: &[PartyId],
        convention: Convention,
        concept: Concept,
        s: usize,
        x: usize,
    ) -> bool {
        let deters = |y: usize| !self.gains(coalition, s, y);
        let no_escape = |y: usize| {
            let on = match convention {
                Convention::Literature => self.coalition_moves(coalition, y),
                // There it goes on only to improve on the answer.
                Convention::GmcrPlus => self.coalition_improvements(coalition, y),
            };
            on.into_iter().all(deters)
        };
        let answers = self.reached(&self.opponents(coalition), convention, concept == Concept::Seq, x);
        match concept {
            Concept::Nash => false,
            Concept::Gmr | Concept::Seq => answers.into_iter().any(deters),
            Concept::Smr => answers.into_iter().any(|y| deters(y) && no_escape(y)),
            Concept::SSeq | Concept::Sim => unreachable!("these are not looked at for coalitions"),
        }
    }
}
