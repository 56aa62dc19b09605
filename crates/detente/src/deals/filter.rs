//! Which of many worth vectors no other is at least as good as for every party?
//!
//! Two parties: sort and sweep. Three: a sweep with a tree of prefix maxima. Four and more: divide and conquer (Kung,
//! Luccio & Preparata, *On finding the maxima of a set of vectors*, Journal of the ACM 22, 1975), after the strongest few
//! have thinned the field.

use super::labels::{Label, Points};

/// Sets of vectors that are compared one by one.
const FEW: usize = 24;

/// Vectors with which a large field is thinned.
const STRONG: usize = 24;

/// Keeps the labels that no other dominates, best for the first party first; of equal ones, one, with the number of ways
/// of both.
pub(crate) fn undominated<const D: usize, T: Points>(labels: &mut Vec<Label<D, T>>) {
    if labels.len() < 2 {
        return;
    }
    if D > 3 && labels.len() > 4 * FEW {
        thin(labels);
    }
    // Runs that are in order already, as they come from each node, are merged.
    labels.sort_by(|a, b| b.worth.cmp(&a.worth).then(a.option.cmp(&b.option)).then(a.from.cmp(&b.from)));
    labels.dedup_by(|later, first| {
        let same = later.worth == first.worth;
        if same {
            first.ways = first.ways.saturating_add(later.ways);
        }
        same
    });
    match D {
        0 | 1 => labels.truncate(1),
        2 => {
            let mut best = None;
            labels.retain(|l| {
                let better = best.is_none_or(|b| l.worth[1] > b);
                if better {
                    best = Some(l.worth[1]);
                }
                better
            });
        }
        3 => keep(labels, &sweep(labels)),
        _ => {
            let mut dominated = vec![false; labels.len()];
            let all: Vec<u32> = (0..labels.len() as u32).collect();
            let mut search = Search { labels, dominated: &mut dominated };
            search.within(&all);
            let kept: Vec<bool> = dominated.iter().map(|d| !d).collect();
            keep(labels, &kept);
        }
    }
}

fn keep<const D: usize, T: Points>(labels: &mut Vec<Label<D, T>>, kept: &[bool]) {
    let mut n = 0;
    labels.retain(|_| {
        n += 1;
        kept[n - 1]
    });
}

/// Drops what one of the strongest is better than.
fn thin<const D: usize, T: Points>(labels: &mut Vec<Label<D, T>>) {
    let range = |d: usize| {
        let all = labels.iter().map(|l| l.worth[d].to_f64());
        let (low, high) = all.fold((f64::MAX, f64::MIN), |(a, b), w| (a.min(w), b.max(w)));
        (low, (high - low).max(1.0))
    };
    let ranges: Vec<(f64, f64)> = (0..D).map(range).collect();
    let strength =
        |l: &Label<D, T>| l.worth.iter().zip(&ranges).map(|(w, (low, width))| (w.to_f64() - low) / width).sum::<f64>();
    let mut strongest: Vec<(f64, usize)> = labels.iter().map(strength).zip(0..).collect();
    let last = STRONG.min(strongest.len() - 1);
    strongest.select_nth_unstable_by(last, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let strong: Vec<[T; D]> = strongest[..last].iter().map(|(_, n)| labels[*n].worth).collect();
    labels.retain(|l| !strong.iter().any(|s| *s != l.worth && s.iter().zip(&l.worth).all(|(a, b)| a >= b)));
}

/// Three parties: of those that are better for the first, the best for the third among those at least as good for the
/// second.
fn sweep<const D: usize, T: Points>(labels: &[Label<D, T>]) -> Vec<bool> {
    let mut seconds: Vec<T> = labels.iter().map(|l| l.worth[1]).collect();
    seconds.sort_unstable_by(|a, b| b.cmp(a));
    seconds.dedup();
    let mut best: Vec<Option<T>> = vec![None; seconds.len() + 1];
    labels
        .iter()
        .map(|l| {
            let place = seconds.partition_point(|s| *s > l.worth[1]) + 1;
            let third = l.worth[2];
            let mut n = place;
            while n > 0 {
                if best[n].is_some_and(|b| b >= third) {
                    return false;
                }
                n &= n - 1;
            }
            n = place;
            while n < best.len() {
                best[n] = best[n].max(Some(third));
                n += n & n.wrapping_neg();
            }
            true
        })
        .collect()
}

/// Divide and conquer over labels in order: a later one never dominates an earlier one.
struct Search<'l, const D: usize, T> {
    labels: &'l [Label<D, T>],
    dominated: &'l mut [bool],
}

impl<const D: usize, T: Points> Search<'_, D, T> {
    fn at_least(&self, a: u32, b: u32, from: usize) -> bool {
        let (a, b) = (&self.labels[a as usize].worth, &self.labels[b as usize].worth);
        (from..D).all(|d| a[d] >= b[d])
    }

    /// Marks what another of these dominates.
    fn within(&mut self, set: &[u32]) {
        if set.len() <= FEW {
            for (n, b) in set.iter().enumerate() {
                if set[..n].iter().any(|a| !self.dominated[*a as usize] && self.at_least(*a, *b, 1)) {
                    self.dominated[*b as usize] = true;
                }
            }
            return;
        }
        let (high, low) = set.split_at(set.len() / 2);
        self.within(high);
        self.within(low);
        let alive = |s: &Self, set: &[u32]| set.iter().copied().filter(|n| !s.dominated[*n as usize]).collect();
        let (high, low): (Vec<u32>, Vec<u32>) = (alive(self, high), alive(self, low));
        self.between(high, low, 1);
    }

    /// Marks of `low` what one of `high` is at least as good as for all parties from `from` on.
    fn between(&mut self, high: Vec<u32>, low: Vec<u32>, from: usize) {
        if high.is_empty() || low.is_empty() {
            return;
        }
        if high.len() * low.len() <= FEW * FEW {
            for l in low {
                self.dominated[l as usize] |= high.iter().any(|h| self.at_least(*h, l, from));
            }
            return;
        }
        if D - from == 2 {
            self.sweep(high, low);
            return;
        }
        let value = |n: &u32| self.labels[*n as usize].worth[from];
        let mut values: Vec<T> = high.iter().chain(&low).map(value).collect();
        let middle = values.len() / 2;
        let (_, middle, _) = values.select_nth_unstable(middle);
        let mut bar = *middle;
        let above_least = |bar: T| values.iter().any(|v| *v < bar);
        if !above_least(bar) {
            // Half of them are worst: part them from the rest.
            match values.iter().filter(|v| **v > bar).min() {
                Some(next) => bar = *next,
                None => return self.between(high, low, from + 1),
            }
        }
        let part = |set: Vec<u32>| set.into_iter().partition::<Vec<u32>, _>(|n| value(n) >= bar);
        let ((high_up, high_down), (low_up, low_down)) = (part(high), part(low));
        self.between(high_up.clone(), low_up, from);
        self.between(high_down, low_down.clone(), from);
        let low_down = low_down.into_iter().filter(|n| !self.dominated[*n as usize]).collect();
        self.between(high_up, low_down, from + 1);
    }

    /// The last two parties.
    fn sweep(&mut self, mut high: Vec<u32>, mut low: Vec<u32>) {
        let labels = self.labels;
        let worth = |n: u32| &labels[n as usize].worth;
        high.sort_unstable_by(|a, b| worth(*b)[D - 2].cmp(&worth(*a)[D - 2]));
        low.sort_unstable_by(|a, b| worth(*b)[D - 2].cmp(&worth(*a)[D - 2]));
        let mut best: Option<T> = None;
        let mut next = high.iter().copied().peekable();
        for l in low {
            while let Some(h) = next.next_if(|h| worth(*h)[D - 2] >= worth(l)[D - 2]) {
                best = best.max(Some(worth(h)[D - 1]));
            }
            self.dominated[l as usize] |= best.is_some_and(|b| b >= worth(l)[D - 1]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::lot::Lot, *};

    fn agrees<const D: usize>(seed: u64, n: usize, sides: u64) {
        let mut lot = Lot(seed);
        let mut labels: Vec<Label<D, i64>> = (0..n)
            .map(|k| Label {
                worth: std::array::from_fn(|_| lot.below(sides) as i64),
                ways: 1,
                from: k as u32,
                option: 0,
            })
            .collect();
        let all = labels.clone();
        undominated(&mut labels);
        let better = |a: &[i64; D], b: &[i64; D]| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
        let mut expected: Vec<[i64; D]> =
            all.iter().map(|l| l.worth).filter(|w| !all.iter().any(|o| better(&o.worth, w))).collect();
        expected.sort_by(|a, b| b.cmp(a));
        expected.dedup();
        assert_eq!(labels.iter().map(|l| l.worth).collect::<Vec<_>>(), expected, "{D} parties, seed {seed}");
        for l in &labels {
            let same = all.iter().filter(|o| o.worth == l.worth).count();
            assert_eq!(l.ways, same as u128);
        }
    }

    #[test]
    fn agrees_with_comparing_all() {
        for seed in 0..40 {
            for (n, sides) in [(30, 4), (200, 3), (300, 12), (400, 1000)] {
                agrees::<1>(seed, n, sides);
                agrees::<2>(seed, n, sides);
                agrees::<3>(seed, n, sides);
                agrees::<4>(seed, n, sides);
                agrees::<5>(seed, n, sides);
                agrees::<7>(seed, n, sides);
            }
        }
    }
}
