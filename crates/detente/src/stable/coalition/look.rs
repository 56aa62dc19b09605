//! What one coalition would leave.
//!
//! A state *s* is left when the coalition reaches some *x* such that for every member both *x* and the worst that answers to it
//! can lead to are better than *s*. So for each part of its moves the undominated of these vectors are enough, and each
//! state is compared with those. Only where it counts whether it can get on after an answer (CSMR) is it otherwise: what an
//! answer leaves of its hopes depends on the state that it left first, and states are searched one by one.

use std::collections::VecDeque;

use super::{
    arcs::Arcs,
    parts::{Parts, parts},
    players,
};
use crate::{
    question::Refusal,
    stable::{Convention, space::Space, work::Work},
};

mod escape;
mod worst;

/// For each member of a coalition, something of each state: the more, the better.
type Vectors = Vec<Vec<u32>>;

/// For each concept and each state, what the coalition leaves it for, undeterred; `None` where it stays.
pub(super) fn look(
    space: &Space<'_>,
    arcs: &[Arcs],
    coalition: &[usize],
    convention: Convention,
    work: &mut Work<'_>,
) -> Result<[Vec<Option<u32>>; 4], Refusal> {
    let of = |movers: Vec<usize>| movers.into_iter().map(|m| &arcs[m]).collect::<Vec<&Arcs>>();
    let own = of(players::own(&space.graph, coalition, convention));
    let others = of(space.graph.opponents_of(coalition));
    let ranks: Vectors = coalition.iter().map(|m| space.states().map(|c| space.rank(*m, c)).collect()).collect();
    let reach = parts(&own, false, space.len(), work)?;
    let hopes = Fronts::new(&reach, &ranks, work)?;
    let left = |worth: &Vectors, work: &mut Work<'_>| -> Result<Vec<Option<u32>>, Refusal> {
        Fronts::new(&reach, worth, work)?.all(&reach, &ranks, work)
    };
    let nash = hopes.all(&reach, &ranks, work)?;
    let gmr = left(&worst::worst(&others, &ranks, false, convention, work)?, work)?;
    let seq = left(&worst::worst(&others, &ranks, true, convention, work)?, work)?;
    let search = escape::Search { own: &own, others: &others, ranks: &ranks, reach: &reach, hopes: &hopes, convention };
    let smr = search.all(&nash, &gmr, work)?;
    Ok([nash, gmr, smr, seq])
}

/// A shortest way by some movers' moves from a state to another that they reach: who moves, and to which state.
pub(super) fn path(
    arcs: &[Arcs],
    own: &[usize],
    from: usize,
    to: usize,
    states: usize,
    work: &mut Work<'_>,
) -> Result<Vec<(usize, usize)>, Refusal> {
    let mut before: Vec<Option<(usize, usize)>> = vec![None; states];
    let mut queue = VecDeque::from([from]);
    while before[to].is_none() {
        let Some(at) = queue.pop_front() else { break };
        for mover in own {
            for next in arcs[*mover].from(at) {
                work.add(1)?;
                if next != from && before[next].is_none() {
                    before[next] = Some((*mover, at));
                    queue.push_back(next);
                }
            }
        }
    }
    let mut acts = Vec::new();
    let mut at = to;
    while let Some((mover, earlier)) = before[at] {
        acts.push((mover, at));
        at = earlier;
    }
    acts.reverse();
    Ok(acts)
}

/// For each part of the moves of a coalition, the undominated vectors among the states that can be reached from it, its own
/// among them; each by the lowest state that has it.
pub(super) struct Fronts<'v> {
    worth: &'v Vectors,
    of: Vec<Vec<u32>>,
}

impl<'v> Fronts<'v> {
    fn new(reach: &Parts, worth: &'v Vectors, work: &mut Work<'_>) -> Result<Self, Refusal> {
        let mut of: Vec<Vec<u32>> = Vec::with_capacity(reach.members.len());
        for (members, next) in reach.members.iter().zip(&reach.next) {
            let mut all = members.clone();
            next.iter().for_each(|p| all.extend(&of[*p as usize]));
            let sum = |s: u32| worth.iter().map(|w| u64::from(w[s as usize])).sum::<u64>();
            // What dominates another comes before it.
            all.sort_by_cached_key(|s| (std::cmp::Reverse(sum(*s)), *s));
            let mut front: Vec<u32> = Vec::new();
            for state in all {
                work.add(front.len() + 1)?;
                let least = |f: &u32| worth.iter().all(|w| w[*f as usize] >= w[state as usize]);
                if !front.iter().any(least) {
                    front.push(state);
                }
            }
            of.push(front);
        }
        Ok(Fronts { worth, of })
    }

    /// A state that is reached from a part whose vector is above that of `than` for every member.
    fn above(&self, part: u32, ranks: &Vectors, than: usize) -> Option<u32> {
        let better = |s: &&u32| self.worth.iter().zip(ranks).all(|(w, r)| w[**s as usize] > r[than]);
        self.of[part as usize].iter().find(better).copied()
    }

    fn all(&self, reach: &Parts, ranks: &Vectors, work: &mut Work<'_>) -> Result<Vec<Option<u32>>, Refusal> {
        let of = |(state, part): (usize, &u32)| {
            work.add(self.of[*part as usize].len())?;
            Ok(self.above(*part, ranks, state))
        };
        reach.of.iter().enumerate().map(of).collect()
    }
}
