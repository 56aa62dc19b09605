//! The definitions of the named solutions, each to the letter, among efficient packages.

use num_traits::{Signed, Zero};

use super::{
    super::worth::Q,
    space::{All, Kind, Space},
};

/// What the definitions go by.
pub(super) struct Field<'f, 'a> {
    pub(super) space: &'f Space<'a>,
    /// The efficient packages, one for each vector of worth.
    pub(super) frontier: &'f [Kind],
    /// What no agreement is worth.
    pub(super) zero: &'f [Q],
}

impl Field<'_, '_> {
    fn worths(&self, n: usize) -> Vec<Q> {
        self.space.worths(&self.frontier[n].points)
    }

    fn gains(&self, n: usize) -> Vec<Q> {
        self.worths(n).into_iter().zip(self.zero).map(|(w, z)| w - z).collect()
    }

    fn best<K: Ord>(among: &[usize], key: impl Fn(usize) -> K) -> Vec<usize> {
        let keys: Vec<K> = among.iter().map(|n| key(*n)).collect();
        let Some(most) = keys.iter().max() else { return Vec::new() };
        among.iter().zip(&keys).filter(|(_, k)| *k == most).map(|(n, _)| *n).collect()
    }

    fn all(&self) -> Vec<usize> {
        (0..self.frontier.len()).collect()
    }

    /// The places that a solution of the literature picks, and how many packages each party names under fallback; `None`
    /// where that needs all packages.
    pub(super) fn pick(&self, key: &str, all: Option<&All>) -> Option<(Vec<usize>, Option<u64>)> {
        let sorted = |mut list: Vec<Q>| {
            list.sort();
            list
        };
        let places = match key {
            "nash" => self.nash(),
            "egalitarian" => Self::best(&self.all(), |n| sorted(self.gains(n))),
            "utilitarian" => Self::best(&self.all(), |n| self.worths(n).into_iter().sum::<Q>()),
            "kalai_smorodinsky" => {
                let gains: Vec<Vec<Q>> = self.all().into_iter().map(|n| self.gains(n)).collect();
                let most = |s: usize| gains.iter().map(|g| g[s].clone()).max().unwrap_or_else(Q::zero);
                let best: Vec<Q> = (0..self.zero.len()).map(most).collect();
                Self::best(&self.all(), |n| {
                    let counts = gains[n].iter().zip(&best).filter(|(_, b)| b.is_positive());
                    sorted(counts.map(|(g, b)| g / b).collect())
                })
            }
            _ => return Some(self.fallback(all?)),
        };
        Some((places, None))
    }

    /// As many gainers as can be, and of each set of so many the highest product of their gains.
    fn nash(&self) -> Vec<usize> {
        let gainers = |n: &usize| self.gains(*n).iter().map(Q::is_positive).collect::<Vec<bool>>();
        let sets: Vec<Vec<bool>> = self.all().iter().map(gainers).collect();
        let size = |set: &Vec<bool>| set.iter().filter(|g| **g).count();
        let most = sets.iter().map(size).max().unwrap_or(0);
        let mut largest: Vec<&Vec<bool>> = sets.iter().filter(|s| size(s) == most).collect();
        largest.sort();
        largest.dedup();
        let mut found = Vec::new();
        for set in largest {
            let of: Vec<usize> = self.all().into_iter().filter(|n| sets[*n] == *set).collect();
            let product = |n: usize| self.gains(n).into_iter().filter(Q::is_positive).product::<Q>();
            found.extend(Self::best(&of, product));
        }
        found
    }

    /// Each party names so many packages, those worth the same together, until all have named one.
    fn fallback(&self, all: &All) -> (Vec<usize>, Option<u64>) {
        let named = |n: usize| {
            let likes = |s: usize| {
                let least = self.frontier[n].points[s];
                all.allowed.iter().filter(|k| k.points[s] >= least).map(|k| k.packages).sum::<u64>()
            };
            (0..self.zero.len()).map(likes).max().unwrap_or(0)
        };
        let depths: Vec<u64> = self.all().into_iter().map(named).collect();
        let least = depths.iter().copied().min();
        ((0..depths.len()).filter(|n| Some(depths[*n]) == least).collect(), least)
    }

    /// What a program picks under its own definitions: `ranges` are the least and the most of each party over all packages
    /// that are allowed, `reserved` its reservation values.
    pub(super) fn program(&self, program: &str, key: &str, ranges: &[(Q, Q)], reserved: &[Q]) -> Vec<usize> {
        let low = |l: &[Q]| l.iter().min().cloned().unwrap_or_else(Q::zero);
        let spread = |l: &[Q]| low(l) - l.iter().max().cloned().unwrap_or_else(Q::zero);
        let all = self.all();
        let most = |key: &dyn Fn(Vec<Q>) -> Q| Self::best(&all, |n| key(self.worths(n)));
        let less = |w: Vec<Q>, from: &[Q]| w.into_iter().zip(from).map(|(w, f)| w - f).collect::<Vec<Q>>();
        if key == "utilitarian" {
            return most(&|w| w.into_iter().sum());
        }
        if program == "genius" {
            if key == "nash" {
                return most(&|w| less(w, reserved).into_iter().product());
            }
            return most(&|w| {
                let pairs = (0..w.len()).flat_map(|i| (i + 1..w.len()).map(move |j| (i, j)));
                -pairs.map(|(i, j)| (&w[i] - &w[j]).abs()).sum::<Q>()
            });
        }
        if program == "negolog" {
            return most(&|w| w.into_iter().product());
        }
        let from: Vec<Q> = reserved.iter().zip(ranges).map(|(r, (least, _))| r.max(least).clone()).collect();
        let whole: Vec<Q> = ranges.iter().zip(&from).map(|((_, most), f)| most - f).collect();
        let flat = whole.iter().any(|w| !w.is_positive());
        match key {
            "modified_kalai" => most(&|w| low(&w)),
            "modified_kalai_smorodinsky" if ranges.iter().any(|(_, m)| !m.is_positive()) => all,
            "modified_kalai_smorodinsky" => {
                most(&|w| spread(&w.into_iter().zip(ranges).map(|(w, (_, m))| w / m).collect::<Vec<Q>>()))
            }
            _ if flat => all,
            "nash" => most(&|w| less(w, &from).into_iter().product()),
            "egalitarian" => most(&|w| low(&less(w, &from))),
            "kalai_smorodinsky" => {
                most(&|w| spread(&less(w, &from).into_iter().zip(&whole).map(|(g, a)| g / a).collect::<Vec<Q>>()))
            }
            _ => {
                let least: Vec<Q> = ranges.iter().map(|(l, _)| l.clone()).collect();
                most(&|w| less(w, &least).into_iter().zip(&whole).map(|(g, a)| g / a).sum())
            }
        }
    }
}
