//! The worst that answers can lead to.

use super::Vectors;
use crate::{
    question::Refusal,
    stable::{
        Convention,
        coalition::{arcs::Arcs, parts::parts},
        work::Work,
    },
};

/// Most numbers that are kept for answers in which each moves once.
const MOST_KEPT: usize = 1 << 24;

/// For each member, the least rank of each state and all that others' answers to it can lead to.
pub(super) fn worst(
    others: &[&Arcs],
    ranks: &Vectors,
    improving: bool,
    convention: Convention,
    work: &mut Work<'_>,
) -> Result<Vectors, Refusal> {
    if convention == Convention::GmcrPlus {
        return ranks.iter().map(|r| once(others, r, improving, work)).collect();
    }
    let parts = parts(others, improving, ranks[0].len(), work)?;
    let least = |ranks: &Vec<u32>| {
        let mut of: Vec<u32> = Vec::with_capacity(parts.members.len());
        for (members, next) in parts.members.iter().zip(&parts.next) {
            let own = members.iter().map(|s| ranks[*s as usize]);
            let least = own.chain(next.iter().map(|p| of[*p as usize])).min();
            of.push(least.expect("a part has a state"));
        }
        parts.of.iter().map(|p| of[*p as usize]).collect()
    };
    Ok(ranks.iter().map(least).collect())
}

/// Each of the others moves at most once, in any order: for each set of them that may still move.
fn once(others: &[&Arcs], ranks: &[u32], improving: bool, work: &mut Work<'_>) -> Result<Vec<u32>, Refusal> {
    let sets = sets(others.len(), ranks.len())?;
    let mut worst: Vec<Vec<u32>> = vec![ranks.to_vec()];
    for set in 1..sets {
        let mut of = ranks.to_vec();
        for (bit, arcs) in others.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1) {
            let rest = &worst[set & !(1 << bit)];
            for (state, least) in of.iter_mut().enumerate() {
                for to in arcs.moved(state, improving) {
                    *least = (*least).min(rest[to]);
                }
            }
            work.add(arcs.len() + ranks.len())?;
        }
        worst.push(of);
    }
    Ok(worst.pop().expect("there is the set of nobody"))
}

/// How many sets of movers there are.
pub(super) fn sets(movers: usize, states: usize) -> Result<usize, Refusal> {
    1_usize
        .checked_shl(movers as u32)
        .filter(|n| n.checked_mul(states).is_some_and(|kept| kept <= MOST_KEPT))
        .ok_or_else(|| {
            Refusal::new(format!("{movers} movers that each answer once, over {states} states, are too many to follow"))
        })
}
