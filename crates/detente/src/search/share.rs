//! What a part of a case leaves to walk-aways that are no rules of it: its packages are chosen such that no party is left
//! with too little.

use super::{local::Local, oracle::Oracle, solver::Lit};
use crate::case::{IssueId, OptionId, Package, Wants};

/// A walk-away, in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WalkAway<'c> {
    pub(crate) wants: &'c Wants,
    pub(crate) needed: i128,
    /// Of the package that would be best for the party.
    pub(crate) best: i128,
}

impl WalkAway<'_> {
    /// Points as millionths of the best.
    pub(crate) fn share(&self, points: i128) -> i128 {
        millionths(points, self.best.max(1))
    }

    fn points(&self, issues: &[IssueId], package: &Package) -> i128 {
        issues.iter().map(|i| self.wants.points(*i, package.on(*i))).sum()
    }
}

/// Points as millionths of others, cut off; so many points that a million times as many could not be held are cut off first.
pub(crate) fn millionths(points: i128, of: i128) -> i128 {
    points.checked_mul(1_000_000).map_or_else(|| points / (of / 1_000_000).max(1), |p| p / of)
}

/// How a part is to serve walk-aways.
#[derive(Debug)]
pub(crate) struct Share<'c> {
    walk_aways: Vec<WalkAway<'c>>,
    /// For each, the points that a package of the part should have.
    due: Vec<i128>,
    /// Whether all groups of the part are explored together, and their packages chosen for walk-aways alone.
    together: bool,
    /// Literals of the oracle that give everybody what is due.
    fair: Vec<Lit>,
    /// Literals of the oracle that give everybody its share of the best; more at first.
    aims: Vec<Vec<Lit>>,
}

/// Hundredths of the best that there should be to spare; tried in turn.
const SPARE: [i128; 6] = [25, 12, 5, 0, -10, -25];

impl<'c> Share<'c> {
    pub(crate) fn new(walk_aways: Vec<WalkAway<'c>>, due: Vec<i128>, together: bool) -> Self {
        Share { walk_aways, due, together, fair: Vec::new(), aims: Vec::new() }
    }

    /// Whether all groups of the part are explored together.
    pub(crate) fn together(&self) -> bool {
        self.together
    }

    /// A package that does as well as one that was found, and leaves more to walk-aways. It may differ from that one on
    /// some issues of all that the part has, but what is kept should stay.
    pub(crate) fn choose(
        &mut self,
        oracle: &mut Oracle,
        local: &Local<'_, '_>,
        (all, some): (&[IssueId], &[IssueId]),
        kept: &[(IssueId, OptionId)],
        left_out: &[usize],
        mut found: Package,
    ) -> Package {
        if self.together {
            if self.aims.is_empty() {
                self.aims = SPARE.iter().map(|spare| oracle.worth(&self.part_of_best(all, *spare))).collect();
            }
            let aimed = self.aims.iter().find_map(|aims| oracle.aim(left_out, aims, &[]));
            return aimed.unwrap_or(found);
        }
        self.raise(local, &mut found, (all, some), &|m| left_out.binary_search(&m).is_err());
        if self.walk_aways.iter().zip(&self.due).all(|(w, due)| w.points(all, &found) >= *due) {
            return found;
        }
        if self.fair.is_empty() {
            let due: Vec<(&Wants, i128)> = self.walk_aways.iter().map(|w| w.wants).zip(self.due.clone()).collect();
            self.fair = oracle.worth(&due);
        }
        oracle.aim(left_out, &self.fair, kept).unwrap_or(found)
    }

    /// For each party, the part of its best here that is needed of its best of all, and so many hundredths more.
    fn part_of_best(&self, issues: &[IssueId], spare: i128) -> Vec<(&'c Wants, i128)> {
        let part = |w: &WalkAway<'c>| {
            let best = |i: &IssueId| w.wants.points[i.index()].iter().copied().max().unwrap_or(0);
            let hundredths = (w.needed * 100 / w.best.max(1) + spare).clamp(0, 100);
            (w.wants, issues.iter().map(best).sum::<i128>() * hundredths / 100)
        };
        self.walk_aways.iter().map(part).collect()
    }

    /// Changes a package on some issues of all that the part has, one by one, where that leaves more to the party that
    /// is left with least.
    pub(crate) fn raise(
        &self,
        local: &Local<'_, '_>,
        package: &mut Package,
        (all, some): (&[IssueId], &[IssueId]),
        held: &dyn Fn(usize) -> bool,
    ) {
        let over = |w: &WalkAway<'_>, due: &i128| w.points(all, package) - due;
        let mut over: Vec<i128> = self.walk_aways.iter().zip(&self.due).map(|(w, due)| over(w, due)).collect();
        let wants: Vec<&Wants> = self.walk_aways.iter().map(|w| w.wants).collect();
        local.climb(package, some, held, (&wants, &mut over), &|over| {
            let shares = || self.walk_aways.iter().zip(over).map(|(w, o)| w.share(*o));
            (shares().min(), shares().sum::<i128>())
        });
    }
}
