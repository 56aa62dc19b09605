//! Sets of rules by their numbers, and the least sets that meet every one of many.

/// A set of whole numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Set(Vec<u64>);

impl Set {
    /// The set of these.
    pub(super) fn of(numbers: impl IntoIterator<Item = usize>) -> Set {
        let mut set = Set::default();
        numbers.into_iter().for_each(|n| set.insert(n));
        set
    }

    /// All below a number.
    pub(super) fn first(count: usize) -> Set {
        Set::of(0..count)
    }

    pub(super) fn insert(&mut self, n: usize) {
        if self.0.len() <= n / 64 {
            self.0.resize(n / 64 + 1, 0);
        }
        self.0[n / 64] |= 1 << (n % 64);
    }

    pub(super) fn contains(&self, n: usize) -> bool {
        self.0.get(n / 64).is_some_and(|word| word >> (n % 64) & 1 == 1)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|w| w.count_ones() as usize).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.0.len() * 64).filter(|n| self.contains(*n))
    }

    /// As a list, ascending.
    pub(super) fn list(&self) -> Vec<usize> {
        self.iter().collect()
    }

    pub(super) fn meets(&self, other: &Set) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    pub(super) fn within(&self, other: &Set) -> bool {
        self.0.iter().enumerate().all(|(n, a)| a & !other.0.get(n).copied().unwrap_or(0) == 0)
    }

    pub(super) fn and(&self, other: &Set) -> Set {
        Set::of(self.iter().filter(|n| other.contains(*n)))
    }

    pub(super) fn or(&self, other: &Set) -> Set {
        Set::of(self.iter().chain(other.iter()))
    }

    /// Those that the other has not.
    pub(super) fn less(&self, other: &Set) -> Set {
        Set::of(self.iter().filter(|n| !other.contains(*n)))
    }

    /// All but one.
    pub(super) fn without(&self, n: usize) -> Set {
        Set::of(self.iter().filter(|m| *m != n))
    }
}

/// Those that contain no other of them, each once, smallest first.
pub(super) fn least(mut sets: Vec<Set>) -> Vec<Set> {
    sets.sort_by_cached_key(|s| (s.len(), s.list()));
    sets.dedup();
    let mut kept: Vec<Set> = Vec::new();
    for set in sets {
        if !kept.iter().any(|k| k.within(&set)) {
            kept.push(set);
        }
    }
    kept
}

/// The least sets that meet each of some sets (Berge, *Hypergraphs*, 1989): one set after another is met. `None` where there
/// are more than so many on the way.
pub(super) fn least_meeting(sets: &[Set], most: usize) -> Option<Vec<Set>> {
    let mut found = vec![Set::default()];
    for set in sets {
        let (met, missed): (Vec<Set>, Vec<Set>) = found.into_iter().partition(|f| f.meets(set));
        let mut next = met;
        for missed in missed {
            for n in set.iter() {
                let mut larger = missed.clone();
                larger.insert(n);
                next.push(larger);
            }
        }
        found = least(next);
        if found.len() > most {
            return None;
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn least_sets_that_meet_all() {
        let sets = [Set::of([0, 1]), Set::of([1, 70]), Set::of([2])];
        let found: Vec<Vec<usize>> = least_meeting(&sets, 10).into_iter().flatten().map(|s| s.list()).collect();
        assert_eq!(found, [vec![1, 2], vec![0, 2, 70]]);
        assert_eq!(least_meeting(&sets, 1), None);
        assert!(Set::of([1]).within(&Set::of([1, 70])) && !Set::of([70]).within(&Set::of([1])));
    }
}
