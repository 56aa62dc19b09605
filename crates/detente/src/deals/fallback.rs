//! Fallback bargaining: parties fall back in step, each from its best package to the next, until one package has been
//! reached by all (Brams & Kilgour, *Fallback bargaining*, Group Decision and Negotiation 10, 2001).
//!
//! A party has fallen back to a package when it has named all that it likes at least as well. How many those are is
//! counted without listing them. Where points are small whole numbers: by counting the ways to each sum of points, issue by
//! issue. Otherwise: every package goes through one node in the middle of the diagram, so that it is a first half and a
//! second half, and pairs of halves whose points suffice are counted in sorted lists.

use std::collections::HashMap;

use crate::{question::Cancel, search::diagram::Diagram};

/// Halves that are listed at most.
const MOST_HALVES: usize = 1_500_000;

/// The points that halves of packages bring to one party.
struct Halves {
    /// For each node in the middle: points of first halves, and of second halves, each in order.
    nodes: Vec<(Vec<i128>, Vec<i128>)>,
}

impl Halves {
    /// `None` where there are too many halves, or it was stopped.
    fn new(diagram: &Diagram, side: usize, cancel: &Cancel) -> Option<Halves> {
        let layers = diagram.order.len();
        if diagram.is_empty() {
            return Some(Halves { nodes: Vec::new() });
        }
        let middle = middle(diagram);
        let gain = |at: usize, e: &crate::search::diagram::Edge| diagram.gains[at][e.gain as usize][side];
        let mut first: Vec<Vec<i128>> = vec![vec![0]];
        for at in 0..middle {
            let nodes = diagram.layers.get(at + 1).map_or(1, Vec::len);
            let mut next = vec![Vec::new(); nodes];
            let mut made = 0;
            for (points, edges) in first.iter().zip(&diagram.layers[at]) {
                made += points.len() * edges.len();
                if made > MOST_HALVES || cancel.stopped() {
                    return None;
                }
                for e in edges {
                    next[e.to as usize].extend(points.iter().map(|p| p + gain(at, e)));
                }
            }
            first = next;
        }
        let mut second: Vec<Vec<i128>> = vec![vec![0]];
        for at in (middle..layers).rev() {
            let mut made = 0;
            let mut next = Vec::with_capacity(diagram.layers[at].len());
            for edges in &diagram.layers[at] {
                let mut points = Vec::new();
                for e in edges {
                    points.extend(second[e.to as usize].iter().map(|p| p + gain(at, e)));
                }
                made += points.len();
                if made > MOST_HALVES || cancel.stopped() {
                    return None;
                }
                next.push(points);
            }
            second = next;
        }
        let mut nodes: Vec<(Vec<i128>, Vec<i128>)> = first.into_iter().zip(second).collect();
        for (a, b) in &mut nodes {
            a.sort_unstable();
            b.sort_unstable();
        }
        Some(Halves { nodes })
    }

    /// How many packages bring at least so many points.
    fn at_least(&self, points: i128) -> u128 {
        let mut count = 0;
        for (first, second) in &self.nodes {
            // The more the first half brings, the less the second must.
            let mut enough = second.len();
            for f in first {
                while enough > 0 && f + second[enough - 1] >= points {
                    enough -= 1;
                }
                count += (second.len() - enough) as u128;
            }
        }
        count
    }
}

/// Ways to a node for each sum of points that are counted at most, in all nodes of a layer.
const MOST_SUMS: i128 = 8_000_000;

/// How many packages bring a party at least so many points.
enum Liked {
    Halves(Halves),
    /// The fewest points there are, and for each sum from there on how many packages bring at least so many.
    Sums(i128, Vec<u128>),
}

impl Liked {
    /// `None` where it takes too much room, or it was stopped.
    fn new(diagram: &Diagram, side: usize, cancel: &Cancel) -> Option<Liked> {
        Halves::new(diagram, side, cancel).map(Liked::Halves).or_else(|| sums(diagram, side, cancel))
    }

    fn at_least(&self, points: i128) -> u128 {
        match self {
            Liked::Halves(halves) => halves.at_least(points),
            Liked::Sums(least, counts) => counts.get((points - least).max(0) as usize).copied().unwrap_or(0),
        }
    }
}

/// Counts the ways to each sum of points.
fn sums(diagram: &Diagram, side: usize, cancel: &Cancel) -> Option<Liked> {
    // Room for all sums of a layer, from the fewest to the most points of each layer.
    let (mut low, mut high) = (0_i128, 0_i128);
    let mut counts: Vec<Vec<u128>> = vec![vec![1]];
    for (at, layer) in diagram.layers.iter().enumerate() {
        let gains = diagram.gains[at].iter().map(|g| g[side]);
        let (least, most) = (gains.clone().min()?, gains.max()?);
        let nodes = diagram.layers.get(at + 1).map_or(1, Vec::len);
        let width = (high + most) - (low + least) + 1;
        if width * nodes as i128 > MOST_SUMS || cancel.stopped() {
            return None;
        }
        let mut next = vec![vec![0_u128; width as usize]; nodes];
        for (here, edges) in counts.iter().zip(layer) {
            for e in edges {
                let shift = (diagram.gains[at][e.gain as usize][side] - least) as usize;
                let to = &mut next[e.to as usize];
                for (n, ways) in here.iter().enumerate().filter(|(_, w)| **w > 0) {
                    to[n + shift] = to[n + shift].checked_add(*ways)?;
                }
            }
        }
        (low, high, counts) = (low + least, high + most, next);
    }
    let mut all = counts.swap_remove(0);
    for n in (0..all.len().saturating_sub(1)).rev() {
        all[n] = all[n].checked_add(all[n + 1])?;
    }
    Some(Liked::Sums(low, all))
}

/// The layer before which about half of the packages' choices lie.
fn middle(diagram: &Diagram) -> usize {
    let widest = |at: usize| diagram.layers[at].iter().map(Vec::len).max().unwrap_or(1) as f64;
    let whole: f64 = (0..diagram.order.len()).map(|at| widest(at).ln()).sum();
    let mut so_far = 0.0;
    for at in 0..diagram.order.len() {
        if so_far + widest(at).ln() / 2.0 >= whole / 2.0 {
            return at;
        }
        so_far += widest(at).ln();
    }
    diagram.order.len()
}

/// The places of the packages, given as points of each party, that all have reached first, and how far all had to fall
/// back; `None` where that could not be counted.
pub(super) fn first_reached(diagram: &Diagram, points: &[Vec<i128>], cancel: &Cancel) -> Option<(Vec<usize>, u128)> {
    let sides = points.first()?.len();
    let liked: Option<Vec<Liked>> = (0..sides).map(|s| Liked::new(diagram, s, cancel)).collect();
    let liked = liked?;
    // The depth of each package is the depth of the party that likes it least, and the less it is worth to a party the
    // deeper: what is known to be too little for one package is too little for the next. Even-handed packages come first,
    // since they set the bar.
    let ranges: Vec<(i128, f64)> = (0..sides)
        .map(|s| {
            let all = points.iter().map(|p| p[s]);
            let (low, high) = (all.clone().min().unwrap_or(0), all.max().unwrap_or(0));
            (low, ((high - low) as f64).max(1.0))
        })
        .collect();
    let evenness = |p: &Vec<i128>| {
        p.iter().zip(&ranges).map(|(w, (low, width))| (w - low) as f64 / width).fold(f64::MAX, f64::min)
    };
    let mut order: Vec<(f64, usize)> = points.iter().map(evenness).zip(0..).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut too_little: Vec<Option<i128>> = vec![None; sides];
    let mut known: Vec<HashMap<i128, u128>> = vec![HashMap::new(); sides];
    let mut best = u128::MAX;
    let mut winners = Vec::new();
    for (_, n) in order {
        if cancel.stopped() {
            return None;
        }
        let package = &points[n];
        if package.iter().zip(&too_little).any(|(p, least)| least.is_some_and(|l| *p <= l)) {
            continue;
        }
        let mut depth = 0;
        for (side, p) in package.iter().enumerate() {
            let here = *known[side].entry(*p).or_insert_with(|| liked[side].at_least(*p));
            if here > best {
                too_little[side] = too_little[side].max(Some(*p));
            }
            depth = depth.max(here);
            if depth > best {
                break;
            }
        }
        match depth.cmp(&best) {
            std::cmp::Ordering::Less => {
                best = depth;
                winners = vec![n];
            }
            std::cmp::Ordering::Equal => winners.push(n),
            std::cmp::Ordering::Greater => {}
        }
    }
    winners.sort_unstable();
    Some((winners, best))
}
