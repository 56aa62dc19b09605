//! The order that leaves nobody more exposed than need be.

mod subsets;
mod wide;

use super::{exposure::net, graph::Graph, stakes::Stakes};
use crate::{case::StepId, number::Exact, question::Budget};

/// Of all orders of some acts in which nothing comes before what it waits for, the one whose largest exposure is least.
///
/// Of several with the same largest exposure, up to [`MOST_LISTED`] acts it is the one whose exposures, added up over all
/// parties and all moments, are least; of these, the one whose acts come earliest in the file, from the first on. Beyond, it is
/// one of them. *Exposure* is what is left of it after what guarantees make good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Safest {
    /// The acts, in order: each the steps that are done at one moment.
    pub order: Vec<Vec<StepId>>,
    /// The largest exposure of anybody at any moment of it, at least 0.
    pub exposure: Exact,
    /// No order has less than this; the same as `exposure` where it is proven to be the least.
    pub at_least: Exact,
    /// Whether no order has a smaller largest exposure, surely.
    pub proven: bool,
}

/// Up to so many acts all sets of them are gone through.
pub const MOST_LISTED: usize = 20;

/// The safest order of acts; `None` where they cannot all be done.
///
/// An act waits for its preconditions: one of the steps of each must be in an earlier act, or in the same, unless it need
/// only be done sometime (`credit`, or on credit by itself).
pub(crate) fn safest(
    graph: &Graph,
    credit: &[bool],
    acts: &[Vec<usize>],
    stakes: &Stakes,
    budget: &Budget,
) -> Option<Safest> {
    let problem = Problem::new(graph, credit, acts, stakes);
    if problem.without(None).contains(&false) {
        return None;
    }
    let wide = wide::least(&problem, budget);
    let found = if problem.acts.len() <= MOST_LISTED {
        subsets::least(&problem, wide.exposure, budget).unwrap_or(wide)
    } else {
        wide
    };
    Some(Safest {
        order: found.order.iter().map(|a| problem.acts[*a].iter().map(|s| StepId::at(*s)).collect()).collect(),
        exposure: stakes.exact(found.exposure),
        at_least: stakes.exact(found.at_least),
        proven: found.exposure == found.at_least,
    })
}

/// Acts by their numbers, what they wait for and what they are worth.
struct Problem {
    /// In the order of the file: by the first of their steps.
    acts: Vec<Vec<usize>>,
    /// An act, and those of which one must come before it.
    waits: Vec<(usize, Vec<usize>)>,
    /// For each act, the places in `waits` of what it waits for.
    waits_of: Vec<Vec<usize>>,
    /// For each act, the places in `waits` of what it meets.
    meets: Vec<Vec<usize>>,
    /// For each act, the points that it brings each party.
    worth: Vec<Vec<i128>>,
    cover: Vec<i128>,
}

/// An order of acts by their numbers; in points.
struct Found {
    order: Vec<usize>,
    exposure: i128,
    at_least: i128,
}

impl Problem {
    fn new(graph: &Graph, credit: &[bool], acts: &[Vec<usize>], stakes: &Stakes) -> Problem {
        let mut acts: Vec<Vec<usize>> = acts.iter().filter(|a| !a.is_empty()).cloned().collect();
        acts.iter_mut().for_each(|a| a.sort_unstable());
        acts.sort();
        let mut act_of = vec![None; graph.nodes.len()];
        for (n, act) in acts.iter().enumerate() {
            act.iter().for_each(|s| act_of[*s] = Some(n));
        }
        let mut waits = Vec::new();
        for (n, act) in acts.iter().enumerate() {
            for c in act.iter().flat_map(|s| &graph.nodes[*s].waits) {
                let clause = &graph.clauses[*c];
                let mut any: Vec<usize> = clause.any.iter().filter_map(|t| act_of[*t]).collect();
                any.sort_unstable();
                any.dedup();
                if !credit[*c] && !clause.on_credit && !any.contains(&n) {
                    waits.push((n, any));
                }
            }
        }
        waits.sort();
        waits.dedup();
        let (mut waits_of, mut meets) = (vec![Vec::new(); acts.len()], vec![Vec::new(); acts.len()]);
        for (w, (act, any)) in waits.iter().enumerate() {
            waits_of[*act].push(w);
            any.iter().for_each(|a| meets[*a].push(w));
        }
        Problem {
            worth: acts.iter().map(|a| stakes.worth(a)).collect(),
            cover: (0..stakes.parties().len()).map(|i| stakes.cover_at(i)).collect(),
            waits,
            waits_of,
            meets,
            acts,
        }
    }

    /// What is left of the largest exposure where parties have so many points.
    fn exposed(&self, sums: impl Iterator<Item = i128>) -> i128 {
        sums.zip(&self.cover).map(|(sum, cover)| net(-sum, *cover)).max().unwrap_or(0)
    }

    /// What is left of the exposures of all parties together.
    fn exposed_together(&self, sums: impl Iterator<Item = i128>) -> i128 {
        sums.zip(&self.cover).map(|(sum, cover)| net(-sum, *cover)).sum()
    }

    /// Whether an act takes from nobody.
    fn is_free(&self, act: usize) -> bool {
        self.worth[act].iter().all(|v| *v >= 0)
    }

    /// The acts that can be done if one of them never is (Dowling & Gallier, J. Logic Programming 1, 1984).
    fn without(&self, missing: Option<usize>) -> Vec<bool> {
        let mut done = vec![false; self.acts.len()];
        let mut met = vec![false; self.waits.len()];
        let mut open: Vec<usize> = self.waits_of.iter().map(Vec::len).collect();
        let mut ready: Vec<usize> = (0..self.acts.len()).filter(|a| open[*a] == 0).collect();
        while let Some(act) = ready.pop() {
            if Some(act) == missing {
                continue;
            }
            done[act] = true;
            for w in &self.meets[act] {
                if !std::mem::replace(&mut met[*w], true) {
                    let waiting = self.waits[*w].0;
                    open[waiting] -= 1;
                    if open[waiting] == 0 {
                        ready.push(waiting);
                    }
                }
            }
        }
        done
    }
}

#[cfg(test)]
mod tests;
