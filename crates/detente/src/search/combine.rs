//! Knots are independent: a way out of the whole is one way out of each. The cheapest combinations, without listing all.

use std::{cmp::Reverse, collections::BinaryHeap};

/// A way out of one knot, or of several together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WayOut {
    /// Sum of what giving up costs.
    pub(crate) cost: u128,
    /// How many are given up.
    pub(crate) size: usize,
    /// Which, in the order of the file.
    pub(crate) members: Vec<usize>,
}

impl WayOut {
    pub(crate) fn new(mut members: Vec<usize>, cost: u128) -> Self {
        members.sort_unstable();
        WayOut { cost, size: members.len(), members }
    }

    /// Both together.
    pub(crate) fn and(&self, other: &WayOut) -> WayOut {
        let members = self.members.iter().chain(&other.members).copied().collect();
        WayOut::new(members, self.cost + other.cost)
    }
}

/// Ties that are looked at beyond the number wanted, so that the order among them does not depend on how they were found.
const MOST_TIES: usize = 20_000;

/// The `most` cheapest combinations of one from each list; the lists are sorted. By cost, then number given up, then the
/// order of the file.
pub(crate) fn cheapest(lists: &[Vec<WayOut>], most: usize) -> Vec<WayOut> {
    let mut combined = vec![WayOut::new(Vec::new(), 0)];
    for list in lists {
        combined = pairs(&combined, list, most);
    }
    combined.truncate(most);
    combined
}

/// The cheapest pairs of two sorted lists, and those that tie with the last of them.
fn pairs(a: &[WayOut], b: &[WayOut], most: usize) -> Vec<WayOut> {
    let key = |i: usize, j: usize| (a[i].cost + b[j].cost, a[i].size + b[j].size);
    let mut queue = BinaryHeap::new();
    if !a.is_empty() && !b.is_empty() {
        queue.push(Reverse((key(0, 0), 0, 0)));
    }
    let mut found: Vec<WayOut> = Vec::new();
    let mut last = (0, 0);
    while let Some(Reverse((k, i, j))) = queue.pop() {
        if found.len() >= most && (k > last || found.len() >= most.saturating_add(MOST_TIES)) {
            break;
        }
        last = k;
        found.push(a[i].and(&b[j]));
        // Each pair is reached by one way only: along `b`, and along `a` from the first of `b`.
        if j + 1 < b.len() {
            queue.push(Reverse((key(i, j + 1), i, j + 1)));
        }
        if j == 0 && i + 1 < a.len() {
            queue.push(Reverse((key(i + 1, 0), i + 1, 0)));
        }
    }
    found.sort_unstable();
    found
}
