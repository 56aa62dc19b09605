//! Passes along issues: for each state, the least or the greatest of all that a mover can go to.

use super::{super::space::Space, hide};
use crate::{question::Cancel, stable::graph::Axis};

/// Cells that are worked on at once, so that they stay at hand: about the size of a core's own memory.
const BLOCK: usize = 1 << 14;

/// How the options of an issue lead to each other.
enum Way {
    Free,
    Forward,
    Back,
    Other(Vec<Vec<bool>>),
}

impl Way {
    fn of(axis: &Axis) -> Way {
        let all = |fits: fn(usize, usize) -> bool| {
            axis.moves.iter().enumerate().all(|(a, row)| row.iter().enumerate().all(|(b, may)| *may == fits(a, b)))
        };
        if axis.free() {
            Way::Free
        } else if all(|a, b| a <= b) {
            Way::Forward
        } else if all(|a, b| a >= b) {
            Way::Back
        } else {
            Way::Other(axis.moves.clone())
        }
    }
}

/// For each cell, joins the values of all cells that a mover can go to from it, and its own. What is no state, or what the
/// mover overlooks, has the value `nothing` for this; cells that the mover overlooks keep theirs. Cells that are no states
/// are left with whatever comes of it.
pub(super) fn reachable(
    space: &Space<'_>,
    mover: usize,
    values: &mut [u32],
    nothing: u32,
    join: impl Fn(u32, u32) -> u32 + Copy,
) {
    if space.sees_all(mover) {
        along(space, &space.graph.movers[mover].axes, values, join);
        return;
    }
    let kept: Vec<(usize, u32)> = space.states().filter(|c| !space.seen(mover, *c)).map(|c| (c, values[c])).collect();
    kept.iter().for_each(|(c, _)| values[*c] = nothing);
    along(space, &space.graph.movers[mover].axes, values, join);
    kept.into_iter().for_each(|(c, value)| values[c] = value);
}

/// For each state, the least of all that movers can reach in turn, and its own; what is no state has the greatest value, before
/// and after.
pub(super) fn closure(space: &Space<'_>, movers: &[usize], values: &mut Vec<u32>, cancel: &Cancel) {
    let whole = space.len() == space.cells();
    if whole && movers.iter().all(|m| space.sees_all(*m)) {
        // Nothing is in anybody's way, so that moves can be made in any order.
        let mut axes: Vec<usize> = movers.iter().flat_map(|m| space.graph.movers[*m].axes.clone()).collect();
        axes.sort_unstable();
        along(space, &axes, values, u32::min);
        return;
    }
    loop {
        let before = values.clone();
        for mover in movers {
            reachable(space, *mover, values, u32::MAX, u32::min);
            hide(space, values);
        }
        if *values == before || movers.len() == 1 || cancel.stopped() {
            return;
        }
    }
}

fn along(space: &Space<'_>, axes: &[usize], values: &mut [u32], join: impl Fn(u32, u32) -> u32 + Copy) {
    let ways: Vec<(usize, usize, Way)> = axes
        .iter()
        .map(|n| (space.strides[*n], space.graph.axes[*n].options.len(), Way::of(&space.graph.axes[*n])))
        .collect();
    let ends = space.strides.iter().copied().chain([space.cells()]);
    let block = ends.filter(|e| *e <= BLOCK).max().unwrap_or(1);
    let (low, high): (Vec<_>, Vec<_>) = ways.iter().partition(|(stride, options, _)| stride * options <= block);
    if !low.is_empty() {
        for part in values.chunks_mut(block) {
            low.iter().for_each(|(stride, options, way)| one(part, *stride, *options, way, join));
        }
    }
    high.iter().for_each(|(stride, options, way)| one(values, *stride, *options, way, join));
}

/// Along one issue.
fn one(values: &mut [u32], stride: usize, options: usize, way: &Way, join: impl Fn(u32, u32) -> u32 + Copy) {
    let into = |to: &mut [u32], from: &[u32]| to.iter_mut().zip(from).for_each(|(t, f)| *t = join(*t, *f));
    for fibre in values.chunks_mut(stride * options) {
        match way {
            Way::Free if options == 2 => {
                let (a, b) = fibre.split_at_mut(stride);
                for (a, b) in a.iter_mut().zip(b) {
                    let joined = join(*a, *b);
                    (*a, *b) = (joined, joined);
                }
            }
            Way::Free => {
                let (first, rest) = fibre.split_at_mut(stride);
                rest.chunks(stride).for_each(|other| into(first, other));
                rest.chunks_mut(stride).for_each(|other| other.copy_from_slice(first));
            }
            Way::Forward => {
                for n in (0..options - 1).rev() {
                    let (a, b) = fibre.split_at_mut((n + 1) * stride);
                    into(&mut a[n * stride..], &b[..stride]);
                }
            }
            Way::Back => {
                for n in 1..options {
                    let (a, b) = fibre.split_at_mut(n * stride);
                    into(&mut b[..stride], &a[(n - 1) * stride..]);
                }
            }
            Way::Other(moves) => {
                let before = fibre.to_vec();
                for (row, to) in moves.iter().zip(fibre.chunks_mut(stride)) {
                    let reached = before.chunks(stride).zip(row).filter(|(_, may)| **may);
                    reached.for_each(|(from, _)| into(to, from));
                }
            }
        }
    }
}
