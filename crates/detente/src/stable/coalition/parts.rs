//! States that moves join both ways, and what can be reached from them (Tarjan, SIAM J. Comput. 1, 1972).

use super::arcs::Arcs;
use crate::{question::Refusal, stable::work::Work};

/// The strongly connected parts of the moves of some movers. Parts to which a part leads have lower numbers.
pub(super) struct Parts {
    /// The part of each state.
    pub(super) of: Vec<u32>,
    /// The states of each part.
    pub(super) members: Vec<Vec<u32>>,
    /// The parts to which each part leads in one move, ascending, without itself.
    pub(super) next: Vec<Vec<u32>>,
}

const NONE: u32 = u32::MAX;

/// Finds the parts.
pub(super) fn parts(arcs: &[&Arcs], improving: bool, states: usize, work: &mut Work<'_>) -> Result<Parts, Refusal> {
    let mut of = vec![NONE; states];
    let mut members: Vec<Vec<u32>> = Vec::new();
    let mut next: Vec<Vec<u32>> = Vec::new();
    let mut index = vec![NONE; states];
    let mut low = vec![NONE; states];
    let mut count = 0;
    let mut open: Vec<u32> = Vec::new();
    let moves =
        |state: usize| -> Vec<u32> { arcs.iter().flat_map(|a| a.moved(state, improving)).map(|t| t as u32).collect() };
    for root in 0..states {
        if index[root] != NONE {
            continue;
        }
        // Each frame: a state, its moves, and how many of them were followed.
        let mut frames: Vec<(usize, Vec<u32>, usize)> = Vec::new();
        let mut entered = Some(root);
        loop {
            if let Some(state) = entered.take() {
                (index[state], low[state]) = (count, count);
                count += 1;
                open.push(state as u32);
                let moves = moves(state);
                work.add(moves.len() + 1)?;
                frames.push((state, moves, 0));
            }
            let Some((state, moves, at)) = frames.last_mut() else { break };
            let state = *state;
            if let Some(to) = moves.get(*at).map(|t| *t as usize) {
                *at += 1;
                if index[to] == NONE {
                    entered = Some(to);
                } else if of[to] == NONE {
                    low[state] = low[state].min(index[to]);
                }
                continue;
            }
            frames.pop();
            if let Some((before, _, _)) = frames.last() {
                low[*before] = low[*before].min(low[state]);
            }
            if low[state] == index[state] {
                let first = open.iter().rposition(|s| *s as usize == state).expect("a state is open until its part is");
                let mut inside = open.split_off(first);
                inside.sort_unstable();
                inside.iter().for_each(|s| of[*s as usize] = members.len() as u32);
                let mut leads: Vec<u32> = Vec::new();
                for s in &inside {
                    leads.extend(arcs.iter().flat_map(|a| a.moved(*s as usize, improving)).map(|t| of[t]));
                }
                leads.sort_unstable();
                leads.dedup();
                leads.retain(|p| *p as usize != members.len());
                members.push(inside);
                next.push(leads);
            }
        }
    }
    Ok(Parts { of, members, next })
}
