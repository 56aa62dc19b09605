//! How a party ranks the cells, as whole numbers: the better, the higher.

use super::Space;
use crate::{
    case::{Package, Pattern, Preference, Wants},
    question::{Budget, Refusal},
    stable::graph::Axis,
};

/// The rank of each cell, from 1; 0 where no state is. Cells that tie have the same.
pub(super) fn of(space: &Space<'_>, party: usize, budget: &Budget) -> Result<Vec<u32>, Refusal> {
    by(space, party, &space.graph.case.party(space.graph.parties[party]).preference, budget)
}

/// The same, if the party had other preferences.
pub(super) fn by(
    space: &Space<'_>,
    party: usize,
    preference: &Preference,
    budget: &Budget,
) -> Result<Vec<u32>, Refusal> {
    let ranks = match preference {
        Preference::Worth(wants) => by_worth(space, wants),
        Preference::Prefers(statements) => by_statements(space, statements),
        Preference::Ranking(ranking) => by_order(space, party, ranking)?,
        Preference::Unknown => unreachable!("a party of the graph has preferences"),
    };
    if budget.cancel.stopped() {
        return Err(Refusal::new("it was stopped before the states were laid out"));
    }
    Ok(ranks)
}

/// Option prioritisation: of two states that one is better for which the first statement holds that does not hold for both
/// (Peng, Hipel, Kilgour & Fang 1997).
fn by_statements(space: &Space<'_>, statements: &[Pattern]) -> Vec<u32> {
    let mut ranks = only_states(space, vec![1; space.cells()]);
    // What was said so far, as a rank, and up to 31 statements more fit into 64 bits together.
    for (chunk, some) in statements.chunks(31).enumerate() {
        let mut keys = vec![0_u32; space.cells()];
        for statement in some {
            let holds = space.mask(statement);
            for (block, bits) in keys.chunks_mut(64).zip(&holds) {
                for (n, key) in block.iter_mut().enumerate() {
                    *key = *key << 1 | (bits >> n & 1) as u32;
                }
            }
        }
        if chunk == 0 {
            ranks.iter_mut().zip(&keys).filter(|(r, _)| **r > 0).for_each(|(r, k)| *r = k + 1);
        } else {
            let joined: Vec<u64> = ranks.iter().zip(&keys).map(|(r, k)| u64::from(*r) << 31 | u64::from(*k)).collect();
            ranks = dense(space, &joined);
        }
    }
    ranks
}

/// The sum of points, exactly.
fn by_worth(space: &Space<'_>, wants: &Wants) -> Vec<u32> {
    let axes = &space.graph.axes;
    let least = |a: &Axis| points(wants, a).min().unwrap_or(0);
    let spread: i128 = axes.iter().map(|a| points(wants, a).max().unwrap_or(0) - least(a)).sum();
    if wants.additive() && wants.cap().is_none() && spread < i128::from(u32::MAX) {
        // Worth that is a sum of few points is its own rank.
        let low = |a: &Axis| points(wants, a).map(|p| (p - least(a)) as u32).collect();
        return only_states(space, sums(1, axes, low));
    }
    let mut sums = sums(0_i128, axes, |a| points(wants, a).collect());
    for bonus in wants.bonuses() {
        let when = space.mask(&bonus.when);
        for (block, bits) in sums.chunks_mut(64).zip(&when) {
            for (n, sum) in block.iter_mut().enumerate() {
                if (bits >> n & 1 == 1) != bonus.unless {
                    *sum += bonus.points;
                }
            }
        }
    }
    if let Some(cap) = wants.cap() {
        sums.iter_mut().for_each(|s| *s = (*s).min(cap));
    }
    dense(space, &sums)
}

fn points<'w>(wants: &'w Wants, axis: &'w Axis) -> impl Iterator<Item = i128> + 'w {
    axis.options.iter().map(|o| wants.points(axis.issue, *o))
}

/// For each cell, the sum of what its options have.
fn sums<N: Copy + std::ops::Add<Output = N>>(from: N, axes: &[Axis], of: impl Fn(&Axis) -> Vec<N>) -> Vec<N> {
    axes.iter().fold(vec![from], |sums, axis| {
        let mut next = Vec::with_capacity(sums.len() * axis.options.len());
        of(axis).into_iter().for_each(|p| next.extend(sums.iter().map(|s| *s + p)));
        next
    })
}

/// An explicit order, which names every state.
fn by_order(space: &Space<'_>, party: usize, ranking: &[Vec<Package>]) -> Result<Vec<u32>, Refusal> {
    let mut ranks = vec![0; space.cells()];
    for (n, tied) in ranking.iter().enumerate() {
        let cells = tied.iter().filter_map(|p| space.cell(p)).filter(|c| space.feasible(*c));
        cells.for_each(|cell| ranks[cell] = (ranking.len() - n) as u32);
    }
    let missing = space.states().filter(|c| ranks[*c] == 0).count();
    let Some(first) = space.states().find(|c| ranks[*c] == 0) else { return Ok(ranks) };
    let case = space.graph.case;
    let party = case.party(space.graph.parties[party]);
    Err(Refusal::new(format!(
        "the `ranking` of {} (line {}) leaves out {missing} of the {} states, the first being {}",
        party.name,
        case.line(party.place),
        space.len(),
        case.package_line(&space.package(first))
    ))
    .help("rank every package that constraints allow; packages that tie go into a list of their own")
    .help("if you only know that some things matter more than others, use `prefers`"))
}

/// Ranks without gaps of whatever can be compared.
fn dense<K: Ord + Copy>(space: &Space<'_>, keys: &[K]) -> Vec<u32> {
    let mut sorted: Vec<K> = space.states().map(|c| keys[c]).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut ranks = vec![0; keys.len()];
    for cell in space.states() {
        ranks[cell] = sorted.partition_point(|k| *k < keys[cell]) as u32 + 1;
    }
    ranks
}

fn only_states(space: &Space<'_>, mut ranks: Vec<u32>) -> Vec<u32> {
    for (block, ranks) in ranks.chunks_mut(64).enumerate() {
        let bits = space.block(block);
        if bits != !0 {
            ranks.iter_mut().enumerate().filter(|(n, _)| bits >> n & 1 == 0).for_each(|(_, r)| *r = 0);
        }
    }
    ranks
}
