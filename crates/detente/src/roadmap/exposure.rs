//! Who has given more than it got, when, and by how much, if the others stop there.

use super::stakes::Stakes;
use crate::{
    case::{PartyId, StepId},
    number::Exact,
};

/// How an order of acts goes for each party, act by act; numbers are in the unit of step values.
///
/// After each act a party has the sum of what the steps done so far are worth to it. Where that is below nothing, it is
/// *exposed*: it has given more than it got, and stands there if the others stop (Sandholm & Lesser, ICMAS 1995).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    /// Who counts, in the order of the file: principals, and others that some step is worth something to.
    pub parties: Vec<PartyId>,
    /// After each act, what each of them has so far.
    pub sums: Vec<Vec<Exact>>,
    /// The worst point of each of them.
    pub worst: Vec<Worst>,
    /// Steps of the order that the file gives no values; they count as worth nothing.
    pub unvalued: Vec<StepId>,
}

/// The worst point of an order for a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worst {
    /// Whose.
    pub party: PartyId,
    /// By how much it has given more than it got, at least 0.
    pub exposure: Exact,
    /// What guarantees make good to it.
    pub cover: Exact,
    /// What is left of its exposure after that, at least 0.
    pub net: Exact,
    /// The first act, from 0, after which it is exposed so much; `None`: it never is.
    pub after: Option<usize>,
}

impl Exposure {
    /// The largest of what is left of anybody's exposure.
    pub fn largest(&self) -> Exact {
        self.worst.iter().map(|w| w.net).max().unwrap_or(Exact::ZERO)
    }
}

/// How an order goes for each party; an order is a list of acts, each a list of steps done at one moment.
pub(crate) fn exposure(stakes: &Stakes, order: &[Vec<usize>]) -> Exposure {
    let mut sums = Vec::with_capacity(order.len());
    let mut now = vec![0_i128; stakes.parties().len()];
    let mut worst = vec![(0_i128, None); now.len()];
    for (k, act) in order.iter().enumerate() {
        for (i, v) in stakes.worth(act).into_iter().enumerate() {
            now[i] += v;
            if -now[i] > worst[i].0 {
                worst[i] = (-now[i], Some(k));
            }
        }
        sums.push(now.iter().map(|v| stakes.exact(*v)).collect());
    }
    let worst = worst.into_iter().enumerate().map(|(i, (points, after))| Worst {
        party: stakes.parties()[i],
        exposure: stakes.exact(points),
        cover: stakes.exact(stakes.cover_at(i)),
        net: stakes.exact(net(points, stakes.cover_at(i))),
        after,
    });
    Exposure { parties: stakes.parties().to_vec(), sums, worst: worst.collect(), unvalued: stakes.unvalued(order) }
}

/// What is left of an exposure after what guarantees make good; in points.
pub(super) fn net(exposure: i128, cover: i128) -> i128 {
    (exposure - cover).max(0)
}

#[cfg(test)]
mod tests;
