//! A claim calls somebody the obstacle: is it so?

use super::{Verdict, WhyAnswer};
use crate::{
    case::{Case, ClaimId, DelegateId, PartyId},
    number::Exact,
    rule::Origin,
};

/// A claim that names somebody the obstacle, and what the structure of the case says to that.
#[derive(Debug, Clone)]
pub struct Obstacle {
    /// The claim.
    pub claim: ClaimId,
    /// The party named, or spoken for by the person named.
    pub party: PartyId,
    /// The person named.
    pub delegate: Option<DelegateId>,
    /// What the structure says.
    pub test: Test,
}

/// What the structure of a case says to a claim that a party is the obstacle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Nothing is blocked, so nobody is an obstacle.
    NothingBlocked,
    /// No demand or walk-away of the party stands in any conflict.
    NotInvolved,
    /// Every way out needs the party to give something up; whether it alone could unblock.
    Needed {
        /// The cheapest way out in which it alone gives something up.
        alone: Option<(Vec<Origin>, Exact)>,
    },
    /// There is a way out in which the party gives nothing up: what others give up there, and at what cost; and the
    /// cheapest in which it alone gives something up.
    NotNeeded {
        /// What others give up.
        without: (Vec<Origin>, Exact),
        /// The cheapest way out in which it alone gives something up.
        alone: Option<(Vec<Origin>, Exact)>,
    },
    /// There is no way out at all.
    NoWayOut,
    /// The search ended before this could be said.
    Unknown,
}

pub(super) fn test(case: &Case, answer: &WhyAnswer) -> Vec<Obstacle> {
    let named = case.claims().iter().enumerate().filter_map(|(n, c)| Some((ClaimId::at(n), c.obstacle?)));
    named.map(|(claim, (party, delegate))| Obstacle { claim, party, delegate, test: judge(answer, party) }).collect()
}

fn judge(answer: &WhyAnswer, party: PartyId) -> Test {
    let pivot = answer.parties.iter().find(|p| p.party == party);
    match (answer.verdict, pivot) {
        (Verdict::Open, _) => Test::NothingBlocked,
        _ if answer.stopped || (answer.parties.is_empty() && !answer.knots.is_empty()) => Test::Unknown,
        (Verdict::Impossible, _) => Test::NoWayOut,
        (_, Some(p)) if p.conflicts == 0 && answer.knots.iter().all(|k| k.complete) => Test::NotInvolved,
        (_, None) => Test::NotInvolved,
        (_, Some(p)) => match (&p.gives_nothing, &p.alone) {
            (Some(without), alone) => Test::NotNeeded { without: without.clone(), alone: alone.clone() },
            (None, alone) if !answer.ways_out.is_empty() => Test::Needed { alone: alone.clone() },
            (None, _) => Test::NoWayOut,
        },
    }
}
