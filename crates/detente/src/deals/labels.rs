//! Undominated worth vectors, merged issue by issue along a diagram.
//!
//! Nemhauser & Ullmann (*Discrete dynamic programming and capital allocation*, Management Science 15, 1969): of two ways to
//! the same node, one that is worse for nobody and better for somebody makes the other superfluous, whatever follows. So
//! each node keeps its undominated vectors only, and the end keeps the frontier.

use crate::{question::Cancel, question::Progress, search::diagram::Diagram};

use super::filter::undominated;

/// Points as whole numbers of a machine.
pub(crate) trait Points: Copy + Ord + std::ops::Add<Output = Self> + std::fmt::Debug + 'static {
    /// `None` where it does not fit.
    fn of(points: i128) -> Option<Self>;
    fn to_i128(self) -> i128;
    fn to_f64(self) -> f64;
    fn box_of(self, width: i128) -> i128 {
        self.to_i128().div_euclid(width)
    }
}

impl Points for i64 {
    fn of(points: i128) -> Option<i64> {
        i64::try_from(points).ok()
    }

    fn to_i128(self) -> i128 {
        i128::from(self)
    }

    fn to_f64(self) -> f64 {
        self as f64
    }
}

impl Points for i128 {
    fn of(points: i128) -> Option<i128> {
        Some(points)
    }

    fn to_i128(self) -> i128 {
        self
    }

    fn to_f64(self) -> f64 {
        self as f64
    }
}

/// Ways to a node that bring the same worth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Label<const D: usize, T> {
    /// Points of each party.
    pub(crate) worth: [T; D],
    /// How many ways there are; the most there can be stands for more.
    pub(crate) ways: u128,
    /// The label of the layer before that one of them comes from.
    pub(crate) from: u32,
    /// The option by which it comes.
    pub(crate) option: u32,
}

/// What is done where a layer has more labels than it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Crowded {
    /// Give up.
    Stop,
    /// Keep one label for each of so many boxes of worth that they fit.
    Coarsen,
}

/// Keeps the best few labels of each layer by a score.
pub(crate) struct Beam<'s, const D: usize, T> {
    pub(crate) width: usize,
    pub(crate) score: &'s dyn Fn(usize, usize, &[T; D]) -> f64,
}

/// How labels are merged.
pub(crate) struct Merge<'s, const D: usize, T> {
    /// Whether a label is of any use, given the layer and node that it has reached.
    pub(crate) keep: &'s dyn Fn(usize, usize, &[T; D]) -> bool,
    pub(crate) beam: Option<Beam<'s, D, T>>,
    /// Most labels of a layer.
    pub(crate) most: usize,
    pub(crate) crowded: Crowded,
    /// Width of the boxes of worth into which every layer is put; 1 for no boxes.
    pub(crate) boxes: [i128; D],
    pub(crate) cancel: &'s Cancel,
    pub(crate) progress: &'s Progress,
}

/// What reached the end.
#[derive(Debug)]
pub(crate) struct Merged<const D: usize, T> {
    /// The labels there.
    pub(crate) labels: Vec<Label<D, T>>,
    /// For each layer, for each label after it: the label that it comes from, and by which option.
    trace: Vec<Vec<(u32, u32)>>,
    /// How many layers were ranked, and the place of each label of the last of them among the ways through the options.
    ranked: (usize, Vec<u32>),
    /// What a label may have lost by being put into boxes, in points of each party.
    pub(crate) lost: [i128; D],
    /// The best score that a beam dropped.
    pub(crate) dropped: Option<f64>,
    /// Whether boxes were needed because there was no room.
    pub(crate) crowded: bool,
}

/// Why there are no labels at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotMerged {
    Crowded,
    Stopped,
}

/// Candidates of one node that are thinned before more are looked at.
const MOST_WAITING: usize = 6_000_000;

impl<const D: usize, T: Points> Merge<'_, D, T> {
    /// Merges along a whole diagram.
    pub(crate) fn along(&self, diagram: &Diagram) -> Result<Merged<D, T>, NotMerged> {
        let zero: [T; D] = [T::of(0).expect("nought fits"); D];
        let mut merged = Merged {
            labels: Vec::new(),
            trace: Vec::new(),
            ranked: (0, vec![0]),
            lost: [0; D],
            dropped: None,
            crowded: false,
        };
        if diagram.is_empty() {
            return Ok(merged);
        }
        // Labels of all nodes of a layer, node by node, and where each node begins.
        let mut labels = vec![Label { worth: zero, ways: 1, from: 0, option: 0 }];
        let mut begins = vec![0, 1];
        for at in 0..diagram.order.len() {
            self.progress.at(at as u64, diagram.order.len() as u64);
            let (next, next_begins) = self.advance(diagram, at, &labels, &begins, &mut merged)?;
            merged.trace.push(next.iter().map(|l| (l.from, l.option)).collect());
            (labels, begins) = (next, next_begins);
        }
        merged.labels = labels;
        Ok(merged)
    }

    fn advance(
        &self,
        diagram: &Diagram,
        at: usize,
        labels: &[Label<D, T>],
        begins: &[usize],
        merged: &mut Merged<D, T>,
    ) -> Result<(Vec<Label<D, T>>, Vec<usize>), NotMerged> {
        let narrow = |g: &Vec<i128>| -> [T; D] {
            std::array::from_fn(|d| T::of(g[d]).expect("whoever chose the type of points saw that they fit"))
        };
        let gains: Vec<[T; D]> = diagram.gains[at].iter().map(narrow).collect();
        let nodes = diagram.layers.get(at + 1).map_or(1, Vec::len);
        let mut incoming = vec![Vec::new(); nodes];
        for (n, edges) in diagram.layers[at].iter().enumerate() {
            edges.iter().for_each(|e| incoming[e.to as usize].push((n, *e)));
        }
        let (mut next, mut next_begins) = (Vec::new(), vec![0]);
        for (to, incoming) in incoming.iter().enumerate() {
            let mut found: Vec<Label<D, T>> = Vec::new();
            let mut thinned = 0;
            for (n, edge) in incoming {
                let gain = &gains[edge.gain as usize];
                for (from, label) in labels.iter().enumerate().take(begins[n + 1]).skip(begins[*n]) {
                    let worth: [T; D] = std::array::from_fn(|d| label.worth[d] + gain[d]);
                    if (self.keep)(at + 1, to, &worth) {
                        found.push(Label { worth, ways: label.ways, from: from as u32, option: edge.option });
                    }
                }
                if found.len() > MOST_WAITING && found.len() > 2 * thinned {
                    undominated(&mut found);
                    thinned = found.len();
                }
                if self.cancel.stopped() {
                    return Err(NotMerged::Stopped);
                }
            }
            undominated(&mut found);
            next.append(&mut found);
            next_begins.push(next.len());
            if next.len() > self.most && self.crowded == Crowded::Stop {
                return Err(NotMerged::Crowded);
            }
        }
        if self.boxes.iter().any(|b| *b > 1) {
            in_boxes(&mut next, &mut next_begins, &self.boxes, merged.ranks());
            merged.lost.iter_mut().zip(&self.boxes).for_each(|(lost, width)| *lost += width - 1);
        }
        if let Some(beam) = &self.beam {
            trim(beam, at + 1, &mut next, &mut next_begins, &mut merged.dropped);
        }
        if next.len() > self.most {
            merged.crowded = true;
            let widths = fitting(&next, self.most / 2);
            in_boxes(&mut next, &mut next_begins, &widths, merged.ranks());
            merged.lost.iter_mut().zip(&widths).for_each(|(lost, width)| *lost += width - 1);
        }
        Ok((next, next_begins))
    }
}

impl<const D: usize, T> Merged<D, T> {
    /// For each label of the last layer, the place of its way among all ways there, by the options chosen. Unlike the
    /// place of a label, it has nothing to do with the order of parties.
    fn ranks(&mut self) -> &[u32] {
        let (done, ranks) = &mut self.ranked;
        for layer in &self.trace[*done..] {
            let mut order: Vec<(u32, u32, usize)> =
                layer.iter().enumerate().map(|(n, (from, option))| (ranks[*from as usize], *option, n)).collect();
            order.sort_unstable();
            *ranks = vec![0; layer.len()];
            order.into_iter().enumerate().for_each(|(rank, (_, _, n))| ranks[n] = rank as u32);
        }
        *done = self.trace.len();
        ranks
    }

    /// The option chosen in each layer on the way of a label at the end.
    pub(crate) fn way(&self, label: usize) -> Vec<u32> {
        let mut options = Vec::with_capacity(self.trace.len());
        let mut at = label as u32;
        for layer in self.trace.iter().rev() {
            let (from, option) = layer[at as usize];
            options.push(option);
            at = from;
        }
        options.reverse();
        options
    }
}

/// Keeps one label for each box of each node: which one does not depend on the order of parties, but on the options that
/// its way chose, by the `ranks` of labels of the layer before.
fn in_boxes<const D: usize, T: Points>(
    labels: &mut Vec<Label<D, T>>,
    begins: &mut Vec<usize>,
    widths: &[i128; D],
    ranks: &[u32],
) {
    let rank = |l: &Label<D, T>| (l.option, ranks[l.from as usize]);
    let (mut kept, mut now): (Vec<Label<D, T>>, Vec<usize>) = (Vec::new(), vec![0]);
    for node in begins.windows(2) {
        let place = |l: &Label<D, T>| -> [i128; D] { std::array::from_fn(|d| l.worth[d].box_of(widths[d])) };
        let mut here: Vec<_> = labels[node[0]..node[1]].iter().map(|l| (place(l), *l)).collect();
        here.sort_by(|(p, a), (q, b)| p.cmp(q).then(rank(a).cmp(&rank(b))));
        here.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1.ways = first.1.ways.saturating_add(later.1.ways);
            }
            same
        });
        let first = kept.len();
        kept.extend(here.into_iter().map(|(_, l)| l));
        kept[first..].sort_by_key(|l| std::cmp::Reverse(l.worth));
        now.push(kept.len());
    }
    (*labels, *begins) = (kept, now);
}

/// Widths of boxes, the same part of each party's range, so that at most so many are taken.
fn fitting<const D: usize, T: Points>(labels: &[Label<D, T>], most: usize) -> [i128; D] {
    let range = |d: usize| {
        let all = labels.iter().map(|l| l.worth[d].to_i128());
        all.clone().max().unwrap_or(0) - all.min().unwrap_or(0)
    };
    let ranges: [i128; D] = std::array::from_fn(range);
    let mut parts: i128 = 1 << 20;
    loop {
        let widths: [i128; D] = std::array::from_fn(|d| (ranges[d] / parts).max(1));
        let mut taken: Vec<[i128; D]> =
            labels.iter().map(|l| std::array::from_fn(|d| l.worth[d].box_of(widths[d]))).collect();
        taken.sort_unstable();
        taken.dedup();
        if taken.len() <= most || parts <= 1 {
            return widths;
        }
        parts = parts * 7 / 10;
    }
}

/// Keeps the best of a layer.
fn trim<const D: usize, T: Points>(
    beam: &Beam<'_, D, T>,
    at: usize,
    labels: &mut Vec<Label<D, T>>,
    begins: &mut [usize],
    dropped: &mut Option<f64>,
) {
    if labels.len() <= beam.width {
        return;
    }
    let mut scored: Vec<(f64, u32)> = Vec::with_capacity(labels.len());
    for n in 1..begins.len() {
        for (l, label) in labels.iter().enumerate().take(begins[n]).skip(begins[n - 1]) {
            scored.push(((beam.score)(at, n - 1, &label.worth), l as u32));
        }
    }
    scored.select_nth_unstable_by(beam.width, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let best_dropped = scored[beam.width..].iter().map(|(s, _)| *s).fold(f64::MIN, f64::max);
    *dropped = Some(dropped.map_or(best_dropped, |d| d.max(best_dropped)));
    let mut kept = vec![false; labels.len()];
    scored[..beam.width].iter().for_each(|(_, l)| kept[*l as usize] = true);
    let mut before = vec![0; labels.len() + 1];
    for (n, k) in kept.iter().enumerate() {
        before[n + 1] = before[n] + usize::from(*k);
    }
    begins.iter_mut().for_each(|b| *b = before[*b]);
    let mut n = 0;
    labels.retain(|_| {
        n += 1;
        kept[n - 1]
    });
}
