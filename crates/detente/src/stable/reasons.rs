//! Why a state is stable for a party, or is not: one state, by the definitions themselves.

use super::{
    Act, Concept, Convention, Improvement, Reason,
    explicit::sim,
    reach::{Moved, Reached, act},
    space::Space,
};

/// Improvements that are told of a stable state.
const MOST_TOLD: usize = 24;

/// Why a state is stable for a party of the graph under a concept, or is not.
///
/// Where it is not, the improvement that is told is the best for the party of those that nothing deters.
pub fn reason(space: &Space<'_>, convention: Convention, concept: Concept, party: usize, cell: usize) -> Reason {
    let mut to = space.improvements(party, cell);
    // The best first: what a party would do, and what it would hurt most to be deterred from.
    to.sort_by_key(|c| (std::cmp::Reverse(space.rank(party, *c)), *c));
    let more = to.len().saturating_sub(MOST_TOLD);
    let mut improvements = Vec::new();
    let reason = |stable: bool, improvements: Vec<Improvement>, more: usize| Reason {
        state: space.package(cell),
        party: space.graph.parties[party],
        concept,
        stable,
        improvements,
        more,
    };
    for to in to {
        let improvement = answered(space, convention, concept, party, cell, to);
        if improvement.answer.is_none() {
            return reason(false, vec![improvement], 0);
        }
        if improvements.len() < MOST_TOLD {
            improvements.push(improvement);
        }
    }
    reason(true, improvements, more)
}

/// An improvement of a party, and the first of the nearest answers that deter it.
fn answered(
    space: &Space<'_>,
    convention: Convention,
    concept: Concept,
    party: usize,
    cell: usize,
    to: usize,
) -> Improvement {
    let opponents = space.graph.opponents(party);
    let bar = space.rank(party, cell);
    let mut improvement = Improvement { to: space.package(to), answer: None, together: None };
    let moved = match concept {
        Concept::Nash => return improvement,
        Concept::Sim => {
            let choices = sim::choices(space, &opponents, cell);
            if let Some((chosen, end)) = sim::spoils(space, party, cell, to, &choices) {
                let acts = opponents.iter().zip(&choices).zip(chosen).filter(|(_, n)| *n > 0);
                improvement.answer = Some(acts.map(|((m, c), n)| act(space, *m, c[n])).collect());
                improvement.together = Some(space.package(end));
            }
            return improvement;
        }
        Concept::Gmr | Concept::Smr => Moved::Anyhow,
        Concept::Seq | Concept::SSeq => Moved::Improving,
    };
    let symmetric = matches!(concept, Concept::Smr | Concept::SSeq);
    let deters = |end: usize| {
        let held = || space.moves(party, end).iter().all(|c| space.rank(party, *c) <= bar);
        space.rank(party, end) <= bar && (!symmetric || held())
    };
    let path = Reached::first(space, &opponents, convention, moved, to, deters);
    let acts = |path: Vec<(usize, usize)>| path.into_iter().map(|(m, c)| act(space, m, c)).collect::<Vec<Act>>();
    improvement.answer = path.map(acts);
    improvement
}
