//! The definitions of stability, state by state, for tests.

use super::{
    Concept, Convention,
    reach::{Moved, Reached},
    space::Space,
};

/// Whether a party stays in a state.
pub(super) fn stable(space: &Space<'_>, convention: Convention, concept: Concept, party: usize, cell: usize) -> bool {
    let others = space.graph.opponents(party);
    let better = |to: usize| space.rank(party, to) > space.rank(party, cell);
    let moved = match concept {
        Concept::Seq | Concept::SSeq => Moved::Improving,
        _ => Moved::Anyhow,
    };
    let deterred = |to: usize| match concept {
        Concept::Nash => false,
        Concept::Sim => spoilt(space, &others, party, cell, to),
        _ => Reached::from(space, &others, convention, moved, to).cells.into_iter().any(|answer| {
            let escapes = matches!(concept, Concept::Smr | Concept::SSeq)
                && space.moves(party, answer).into_iter().any(|z| better(z));
            !better(answer) && !escapes
        }),
    };
    space.improvements(party, cell).into_iter().all(deterred)
}

/// Whether others, all of them improving from the same state at once or staying, can spoil an improvement.
fn spoilt(space: &Space<'_>, others: &[usize], party: usize, cell: usize, to: usize) -> bool {
    let mut ends = vec![to];
    for mover in others {
        let axes = &space.graph.movers[*mover].axes;
        let change = |end: usize, by: usize| {
            axes.iter().fold(end, |end, a| {
                end - space.digit(end, *a) * space.strides[*a] + space.digit(by, *a) * space.strides[*a]
            })
        };
        let improved = space.improvements(*mover, cell);
        ends = ends.iter().flat_map(|e| std::iter::once(*e).chain(improved.iter().map(|by| change(*e, *by)))).collect();
    }
    ends.into_iter().any(|end| space.feasible(end) && space.rank(party, end) <= space.rank(party, cell))
}
