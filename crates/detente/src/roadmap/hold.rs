//! Would an order hold? At each point, does whoever acts next gain more by going on than by stopping?

use super::stakes::Stakes;
use crate::{
    case::{Case, PartyId, StepId},
    number::Exact,
};

/// Whether each performer, whenever it is its turn, is better off going on than stopping.
///
/// Whoever stops has what it has so far, and forfeits what it is bound by; whoever goes on has besides all that is still
/// to come. So it goes on exactly if what is still to come, its own act included, is worth at least minus its forfeit to it
/// (Sandholm & Lesser, ICMAS 1995; Telser, J. Business 53, 1980, on agreements that enforce themselves). It is taken that the
/// others go on if it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// In the order of the acts; within an act in the order of the file.
    pub turns: Vec<Turn>,
    /// The place in `turns` of the first that would not go on.
    pub fails: Option<usize>,
    /// Acts, from 0, and performers of them of which it cannot be said: the file does not say what any step is worth to
    /// them.
    pub unknown: Vec<(usize, PartyId)>,
    /// Steps of the order that the file gives no values; they count as worth nothing.
    pub unvalued: Vec<StepId>,
}

/// A performer of an act, before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The act, by its number in the order, from 0.
    pub act: usize,
    /// Who performs a step of it.
    pub party: PartyId,
    /// What this act and all later ones are worth to it together; less than 0 where it had rather stop.
    pub gain: Exact,
    /// What it forfeits if it stops.
    pub loss: Exact,
    /// Whether it goes on.
    pub goes_on: bool,
    /// What it would have to forfeit besides, so that it goes on; 0 where it does.
    pub needed: Exact,
}

/// Goes through an order, turn by turn. Who performs several steps of an act decides about it as a whole.
pub(crate) fn hold(case: &Case, stakes: &Stakes, order: &[Vec<usize>]) -> Hold {
    let acts: Vec<Vec<i128>> = order.iter().map(|act| stakes.worth(act)).collect();
    let mut rest: Vec<i128> = (0..stakes.parties().len()).map(|i| acts.iter().map(|a| a[i]).sum()).collect();
    let valued = order.iter().flatten().any(|s| stakes.is_valued(*s));
    let mut hold = Hold { turns: Vec::new(), fails: None, unknown: Vec::new(), unvalued: stakes.unvalued(order) };
    for (k, act) in order.iter().enumerate() {
        for party in performers(case, act) {
            let Some(i) = stakes.place(party).filter(|_| valued) else {
                hold.unknown.push((k, party));
                continue;
            };
            let (gain, loss) = (rest[i], stakes.loss_at(i));
            let needed = (-gain - loss).max(0);
            if needed > 0 && hold.fails.is_none() {
                hold.fails = Some(hold.turns.len());
            }
            hold.turns.push(Turn {
                act: k,
                party,
                gain: stakes.exact(gain),
                loss: stakes.exact(loss),
                goes_on: needed == 0,
                needed: stakes.exact(needed),
            });
        }
        rest.iter_mut().zip(&acts[k]).for_each(|(rest, v)| *rest -= v);
    }
    hold
}

/// Who performs a step of an act, in the order of the file.
pub(super) fn performers(case: &Case, act: &[usize]) -> Vec<PartyId> {
    let mut parties: Vec<PartyId> = act.iter().flat_map(|s| case.steps()[*s].by.iter().copied()).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

#[cfg(test)]
mod tests;
