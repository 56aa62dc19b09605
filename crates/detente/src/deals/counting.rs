//! How many packages are acceptable, without listing them where that can be helped.

use num_bigint::BigUint;

use crate::{question::Cancel, search::diagram::Diagram};

/// Places in the diagram that are looked at before the count is given up.
const MOST_LOOKS: u64 = 30_000_000;

/// The number of packages of a diagram that no party with a floor refuses; `None` where it takes too much work.
pub(super) fn acceptable(diagram: &Diagram, floors: &[Option<i128>], cancel: &Cancel) -> Option<BigUint> {
    let sides: Vec<(usize, i128)> = floors.iter().enumerate().filter_map(|(s, f)| Some((s, (*f)?))).collect();
    if sides.is_empty() || diagram.is_empty() {
        return Some(diagram.packages());
    }
    let most = sides.iter().map(|(s, _)| diagram.best_rest(0, |g: &[i128]| g[*s])).collect();
    let least = sides.iter().map(|(s, _)| diagram.best_rest(0, |g: &[i128]| -g[*s])).collect();
    let mut counter = Counter { diagram, sides, most, least, after: after(diagram)?, looks: 0, cancel };
    let start = vec![0; counter.sides.len()];
    counter.count(0, 0, &start).map(BigUint::from)
}

/// For each layer, for each node, the number of ways to the end.
fn after(diagram: &Diagram) -> Option<Vec<Vec<u128>>> {
    let mut all = vec![vec![1_u128]];
    for layer in diagram.layers.iter().rev() {
        let after = all.last().expect("the end is there");
        let count = |edges: &Vec<crate::search::diagram::Edge>| {
            edges.iter().try_fold(0_u128, |sum, e| sum.checked_add(after[e.to as usize]))
        };
        let here: Option<Vec<u128>> = layer.iter().map(count).collect();
        all.push(here?);
    }
    all.reverse();
    Some(all)
}

struct Counter<'d> {
    diagram: &'d Diagram,
    /// Parties with a floor, and their floors.
    sides: Vec<(usize, i128)>,
    /// For each of them, for each layer and node: the most, and the least with its sign turned, that the rest can bring.
    most: Vec<Vec<Vec<i128>>>,
    least: Vec<Vec<Vec<i128>>>,
    after: Vec<Vec<u128>>,
    looks: u64,
    cancel: &'d Cancel,
}

impl Counter<'_> {
    fn count(&mut self, layer: usize, node: usize, so_far: &[i128]) -> Option<u128> {
        self.looks += 1;
        if self.looks > MOST_LOOKS || self.looks.is_multiple_of(4096) && self.cancel.stopped() {
            return None;
        }
        let mut all_reached = true;
        for (n, ((_, floor), sum)) in self.sides.iter().zip(so_far).enumerate() {
            if sum + self.most[n][layer][node] < *floor {
                return Some(0);
            }
            all_reached &= sum - self.least[n][layer][node] >= *floor;
        }
        if all_reached {
            return Some(self.after[layer][node]);
        }
        let diagram = self.diagram;
        let mut count = 0_u128;
        let mut next = vec![0; so_far.len()];
        for edge in &diagram.layers[layer][node] {
            let gain = &diagram.gains[layer][edge.gain as usize];
            for (n, (side, _)) in self.sides.iter().enumerate() {
                next[n] = so_far[n] + gain[*side];
            }
            count = count.checked_add(self.count(layer + 1, edge.to as usize, &next)?)?;
        }
        Some(count)
    }
}
