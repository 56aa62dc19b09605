//! The packages that are looked at, one after another, and what each is worth to whom.

use std::collections::HashMap;

use num_traits::Zero;
use serde_json::{Map, Value};

use super::super::{
    judge::packages,
    told,
    worth::{Q, Worth, exactly},
};
use crate::{
    case::{Case, Insists, IssueId, OptionId, Package, PartyId},
    rule::Origin,
};

/// A party whose worth counts.
pub(super) struct Side<'a> {
    pub(super) party: PartyId,
    pub(super) worth: Worth<'a>,
    /// Its walk-away, whether it holds or was given up.
    pub(super) walk_away: Option<Q>,
    /// Whether it holds.
    pub(super) held: bool,
}

/// What is looked at.
pub(super) struct Space<'a> {
    pub(super) case: &'a Case,
    pub(super) sides: Vec<Side<'a>>,
    pub(super) unweighed: Vec<PartyId>,
    pub(super) dropped: Vec<Origin>,
    pub(super) settled: Vec<(IssueId, OptionId)>,
    /// Whether worth is written from 0 to 1.
    pub(super) unit: bool,
}

/// What the same number of points to each party stands for.
#[derive(Debug, Clone)]
pub(super) struct Kind {
    pub(super) points: Vec<i128>,
    pub(super) packages: u64,
}

/// All packages.
pub(super) struct All {
    pub(super) feasible: u64,
    /// Those that constraints and demands allow, by points.
    pub(super) allowed: Vec<Kind>,
    /// Those that are acceptable, by points.
    pub(super) acceptable: Vec<Kind>,
}

impl<'a> Space<'a> {
    pub(super) fn new(case: &'a Case, dropped: Vec<Origin>, settled: Vec<(IssueId, OptionId)>, unit: bool) -> Self {
        let (mut sides, mut unweighed) = (Vec::new(), Vec::new());
        for party in case.principals() {
            match Worth::of(case, party) {
                Some(worth) => {
                    let walk_away = case.walk_away(party).map(|(w, _)| exactly(w.worth));
                    sides.push(Side { party, worth, walk_away, held: !dropped.contains(&Origin::WalkAway(party)) });
                }
                None => unweighed.push(party),
            }
        }
        Space { case, sides, unweighed, dropped, settled, unit }
    }

    /// Points of a package to each side.
    pub(super) fn points(&self, package: &Package) -> Vec<i128> {
        self.sides.iter().map(|s| s.worth.points(package)).collect()
    }

    /// Worth of so many points.
    pub(super) fn worths(&self, points: &[i128]) -> Vec<Q> {
        self.sides.iter().zip(points).map(|(s, p)| s.worth.worth_of(*p)).collect()
    }

    /// Whether constraints and demands that hold allow a package, walk-aways aside.
    pub(super) fn allows(&self, package: &Package) -> bool {
        self.settled.iter().all(|(i, o)| package.on(*i) == *o)
            && self.constraints_allow(package)
            && self.broken_demands(package).next().is_none()
    }

    pub(super) fn constraints_allow(&self, package: &Package) -> bool {
        self.case.constraints().iter().all(|c| Case::allows(&c.content, package))
    }

    /// Demands about content that hold, and that a package breaks.
    pub(super) fn broken_demands<'p>(&'p self, package: &'p Package) -> impl Iterator<Item = Origin> + 'p {
        let all = self.case.demands().iter().enumerate();
        let broken = move |(n, d): (usize, &crate::case::Demand)| {
            let origin = Origin::Demand(crate::case::DemandId::at(n));
            let breaks = matches!(&d.insists, Insists::Content(c) if !Case::allows(c, package));
            (breaks && !self.dropped.contains(&origin)).then_some(origin)
        };
        all.filter_map(broken)
    }

    /// Sides that would walk away.
    pub(super) fn walks<'p>(&'p self, points: &'p [i128]) -> impl Iterator<Item = &'p Side<'a>> + 'p {
        self.sides
            .iter()
            .zip(points)
            .filter(|(s, p)| s.held && s.walk_away.as_ref().is_some_and(|w| s.worth.worth_of(**p) < *w))
            .map(|(s, _)| s)
    }

    pub(super) fn accepts(&self, points: &[i128]) -> bool {
        self.walks(points).next().is_none()
    }

    /// Whether worth is cut off for anybody, so that packages of the same worth are not counted.
    pub(super) fn capped(&self) -> bool {
        self.sides.iter().any(|s| s.worth.is_capped())
    }

    /// Tries all packages; `None` where there are too many.
    pub(super) fn all(&self, most: usize) -> Option<All> {
        let mut feasible = 0;
        let mut kinds: HashMap<Vec<i128>, u64> = HashMap::new();
        for package in packages(self.case, &self.settled, most)? {
            if !self.constraints_allow(&package) {
                continue;
            }
            feasible += 1;
            if self.broken_demands(&package).next().is_none() {
                *kinds.entry(self.points(&package)).or_default() += 1;
            }
        }
        let mut allowed: Vec<Kind> = kinds.into_iter().map(|(points, packages)| Kind { points, packages }).collect();
        allowed.sort_by(|a, b| b.points.cmp(&a.points));
        let acceptable = allowed.iter().filter(|k| self.accepts(&k.points)).cloned().collect();
        Some(All { feasible, allowed, acceptable })
    }

    /// A number of worth as it is written.
    pub(super) fn number(&self, n: &Q) -> Value {
        let n = if self.unit { n / Q::from_integer(100.into()) } else { n.clone() };
        told::number_entry(&n)
    }

    /// A number for each side.
    pub(super) fn by_party(&self, numbers: impl IntoIterator<Item = Option<Q>>) -> Value {
        let one = |(s, n): (&Side<'_>, Option<Q>)| {
            (self.case.party(s.party).key.clone(), n.map_or(Value::Null, |n| self.number(&n)))
        };
        Value::Object(self.sides.iter().zip(numbers).map(one).collect::<Map<_, _>>())
    }

    /// What no agreement is worth: the walk-away; without one, nought, or the worst that is allowed if that is less.
    pub(super) fn disagreement(&self, all: Option<&All>) -> Option<Vec<Q>> {
        let of = |n: usize| {
            let side = &self.sides[n];
            let worst = all.map(|a| a.allowed.iter().map(|k| side.worth.worth_of(k.points[n])).min());
            match (&side.walk_away, worst) {
                (Some(w), _) => Some(w.clone()),
                (None, Some(worst)) => Some(worst.unwrap_or_else(Q::zero).min(Q::zero())),
                (None, None) => None,
            }
        };
        (0..self.sides.len()).map(of).collect()
    }
}

/// Whether each number of one is at least that of the other.
pub(super) fn covers(one: &[i128], other: &[i128]) -> bool {
    one.iter().zip(other).all(|(a, b)| a >= b)
}

/// Those that no other dominates, of kinds that are sorted from high to low; `None` where that takes too many comparisons.
pub(super) fn undominated(kinds: &[Kind], most: usize) -> Option<Vec<Kind>> {
    let mut found: Vec<Kind> = Vec::new();
    let mut compared = 0_usize;
    for kind in kinds {
        compared += found.len();
        if compared > most {
            return None;
        }
        // What dominates it has come before.
        if !found.iter().any(|f| covers(&f.points, &kind.points)) {
            found.push(kind.clone());
        }
    }
    Some(found)
}
