//! The undominated vectors found so far, and the corners of what they leave open.

/// Vectors none of which dominates another, each with a package.
#[derive(Debug, Clone, Default)]
pub(super) struct Front {
    /// The largest sum first: only vectors with larger sums can dominate one.
    points: Vec<(i128, Vec<i128>, Vec<usize>)>,
    /// How often it changed.
    pub(super) changes: u64,
}

impl Front {
    /// Whether a vector is worth having: none as good for everybody is there.
    pub(super) fn wants(&self, vector: &[i128]) -> bool {
        let sum: i128 = vector.iter().sum();
        !self.points.iter().take_while(|(s, _, _)| *s >= sum).any(|(_, v, _)| reaches(v, vector))
    }

    /// Puts a vector in, if it is worth having, and takes those out that it dominates.
    pub(super) fn insert(&mut self, vector: &[i128], package: impl FnOnce() -> Vec<usize>) -> bool {
        if !self.wants(vector) {
            return false;
        }
        let sum: i128 = vector.iter().sum();
        let at = self.points.partition_point(|(s, _, _)| *s >= sum);
        let mut n = at;
        while n < self.points.len() {
            if reaches(vector, &self.points[n].1) {
                self.points.remove(n);
            } else {
                n += 1;
            }
        }
        self.points.insert(at, (sum, vector.to_vec(), package()));
        self.changes += 1;
        true
    }

    pub(super) fn vectors(&self) -> impl Iterator<Item = &[i128]> {
        self.points.iter().map(|(_, v, _)| v.as_slice())
    }

    pub(super) fn into_points(self) -> Vec<(Vec<i128>, Vec<usize>)> {
        self.points.into_iter().map(|(_, v, p)| (v, p)).collect()
    }
}

/// Whether the first is at least the second for everybody.
pub(super) fn reaches(a: &[i128], b: &[i128]) -> bool {
    a.iter().zip(b).all(|(a, b)| a >= b)
}

/// The least vectors that no vector put in reaches: what is still to be found reaches one of them (the local upper
/// bounds of Klamroth, Lacour & Vanderpooten, EJOR 2015).
#[derive(Debug, Clone)]
pub(super) struct Corners {
    pub(super) list: Vec<Vec<i128>>,
}

impl Corners {
    /// Of all that reaches a vector.
    pub(super) fn above(low: Vec<i128>) -> Self {
        Corners { list: vec![low] }
    }

    /// Takes notice of a vector that was found.
    pub(super) fn insert(&mut self, vector: &[i128]) {
        let (below, mut rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.list).into_iter().partition(|c| reaches(vector, c));
        let mut new: Vec<Vec<i128>> = Vec::new();
        for corner in &below {
            for party in 0..vector.len() {
                let mut moved = corner.clone();
                moved[party] = vector[party] + 1;
                new.push(moved);
            }
        }
        new.sort_unstable();
        new.dedup();
        let least = |c: &Vec<i128>, others: &[Vec<i128>]| !others.iter().any(|o| o != c && reaches(c, o));
        let kept: Vec<Vec<i128>> = new.iter().filter(|c| least(c, &new) && least(c, &rest)).cloned().collect();
        rest.extend(kept);
        self.list = rest;
    }
}
