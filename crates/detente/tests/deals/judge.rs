//! What the definitions say about a small case, by trying every package.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::spec::{Content, Hundredths, Package, Pattern, Spec, Wants};

/// An exact fraction.
pub(crate) type Q = BigRational;

/// What is taken for given up: names of demands, and places of parties whose walk-aways are.
#[derive(Debug, Clone, Default)]
pub(crate) struct GivenUp {
    pub(crate) demands: Vec<usize>,
    pub(crate) walk_aways: Vec<usize>,
}

/// A case and all its packages.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) spec: Spec,
    /// Places of the parties that count.
    pub(crate) sides: Vec<usize>,
    pub(crate) packages: Vec<Package>,
    /// For each party that counts, the numerators of each package's worth, and their denominator.
    pub(crate) points: Vec<(Vec<i128>, i128)>,
    /// Packages that constraints allow; that demands allow too; that nobody walks away from besides.
    pub(crate) feasible: Vec<usize>,
    pub(crate) allowed: Vec<usize>,
    pub(crate) acceptable: Vec<usize>,
    /// Walk-aways, given up or not.
    pub(crate) walk_aways: Vec<Option<Q>>,
    /// Walk-aways that hold.
    pub(crate) floors: Vec<Option<Q>>,
}

pub(crate) fn hundredths(n: Hundredths) -> Q {
    Q::new(n.into(), 100.into())
}

pub(crate) fn matches(pattern: &Pattern, package: &[usize]) -> bool {
    pattern.iter().any(|table| table.iter().all(|(issue, options)| options.contains(&package[*issue])))
}

pub(crate) fn allows(content: &Content, package: &[usize]) -> bool {
    match content {
        Content::Require(p) => matches(p, package),
        Content::Never(p) => !matches(p, package),
        Content::IfThen(p, q) => !matches(p, package) || matches(q, package),
    }
}

/// The worth of a package by the formula of the format.
pub(crate) fn worth(wants: &Wants, package: &[usize]) -> Q {
    let hundred = || Q::from_integer(100.into());
    let measure = wants.measure.as_ref();
    let weights = wants.issues.iter().flatten().map(|(w, _)| hundredths(*w));
    let total = measure.and_then(|m| m.total).map_or_else(|| weights.sum::<Q>(), hundredths);
    let mut worth = Q::zero();
    for (n, wanted) in wants.issues.iter().enumerate() {
        let Some((weight, values)) = wanted else { continue };
        let best = measure.map_or_else(hundred, |m| hundredths(m.best[n]));
        worth += hundred() * hundredths(*weight) / &total * hundredths(values[package[n]]) / best;
    }
    for bonus in &wants.bonuses {
        if matches(&bonus.pattern, package) != bonus.unless {
            let out_of = measure.and_then(|m| m.out_of).map_or_else(hundred, hundredths);
            worth += hundred() * hundredths(bonus.worth) / out_of;
        }
    }
    if measure.is_some_and(|m| m.capped) { worth.min(hundred()) } else { worth }
}

impl Judged {
    pub(crate) fn new(spec: &Spec) -> Judged {
        Judged::given_up(spec, &GivenUp::default())
    }

    pub(crate) fn given_up(spec: &Spec, given_up: &GivenUp) -> Judged {
        let mut packages: Vec<Package> = vec![vec![]];
        for (_, options) in &spec.issues {
            let longer = |p: Package| (0..*options).map(move |o| [p.as_slice(), &[o]].concat());
            packages = packages.into_iter().flat_map(longer).collect();
        }
        let sides = spec.sides();
        let points: Vec<(Vec<i128>, i128)> = sides.iter().map(|s| points(spec, *s, &packages)).collect();
        let walk_aways: Vec<Option<Q>> = sides.iter().map(|s| spec.parties[*s].walk_away.map(hundredths)).collect();
        let held = |s: &usize| !given_up.walk_aways.contains(s);
        let floors: Vec<Option<Q>> =
            sides.iter().zip(&walk_aways).map(|(s, w)| w.clone().filter(|_| held(s))).collect();
        let feasible: Vec<usize> =
            (0..packages.len()).filter(|n| spec.constraints.iter().all(|(_, c)| allows(c, &packages[*n]))).collect();
        let demands = spec.demands.iter().enumerate().filter(|(n, _)| !given_up.demands.contains(n));
        let demands: Vec<&Content> = demands.map(|(_, (_, _, c))| c).collect();
        let allowed: Vec<usize> =
            feasible.iter().copied().filter(|n| demands.iter().all(|c| allows(c, &packages[*n]))).collect();
        let mut judged = Judged {
            spec: spec.clone(),
            sides,
            packages,
            points,
            feasible,
            allowed,
            acceptable: vec![],
            walk_aways,
            floors,
        };
        let accepts = |n: usize| {
            judged.floors.iter().enumerate().all(|(s, f)| f.as_ref().is_none_or(|f| judged.worth(s, n) >= *f))
        };
        let acceptable = judged.allowed.iter().copied().filter(|n| accepts(*n)).collect();
        judged.acceptable = acceptable;
        judged
    }

    /// Whether worth is cut off for any party that counts.
    pub(crate) fn capped(&self) -> bool {
        let measure = |s: &usize| self.spec.parties[*s].wants.as_ref().and_then(|w| w.measure.as_ref());
        self.sides.iter().filter_map(measure).any(|m| m.capped)
    }

    /// What a package is worth to a party that counts.
    pub(crate) fn worth(&self, side: usize, package: usize) -> Q {
        let (points, unit) = &self.points[side];
        Q::new(points[package].into(), (*unit).into())
    }

    pub(crate) fn worths(&self, package: usize) -> Vec<Q> {
        (0..self.sides.len()).map(|s| self.worth(s, package)).collect()
    }

    pub(crate) fn vector(&self, package: usize) -> Vec<i128> {
        self.points.iter().map(|(p, _)| p[package]).collect()
    }

    pub(crate) fn place(&self, package: &Package) -> Option<usize> {
        self.packages.iter().position(|p| p == package)
    }

    /// One package for each vector that nothing among these dominates, and how many packages have it; the first of them
    /// in the order of options.
    pub(crate) fn undominated(&self, among: &[usize]) -> Vec<(usize, usize)> {
        let mut vectors: Vec<(Vec<i128>, usize)> = among.iter().map(|n| (self.vector(*n), *n)).collect();
        vectors.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut found: Vec<(Vec<i128>, usize, usize)> = Vec::new();
        for (vector, n) in vectors {
            // What dominates a vector comes before it.
            if let Some(same) = found.iter_mut().find(|(v, _, _)| *v == vector) {
                same.2 += 1;
            } else if !found.iter().any(|(v, _, _)| v.iter().zip(&vector).all(|(a, b)| a >= b)) {
                found.push((vector, n, 1));
            }
        }
        found.into_iter().map(|(_, n, ways)| (n, ways)).collect()
    }

    /// The worst and best worth of a party among some packages.
    pub(crate) fn range(&self, side: usize, among: &[usize]) -> Option<(Q, Q)> {
        let all = || among.iter().map(|n| self.worth(side, *n));
        Some((all().min()?, all().max()?))
    }

    /// What no agreement is worth in the literature's sense: the walk-away; without one nought, or the worst if that is
    /// worse.
    pub(crate) fn disagreement(&self) -> Vec<Q> {
        let of = |s: usize| match &self.walk_aways[s] {
            Some(worth) => worth.clone(),
            None => self.range(s, &self.allowed).map_or_else(Q::zero, |(worst, _)| worst.min(Q::zero())),
        };
        (0..self.sides.len()).map(of).collect()
    }
}

/// Numerators of the worth of all packages to a party, and their denominator.
fn points(spec: &Spec, party: usize, packages: &[Package]) -> (Vec<i128>, i128) {
    let wants = spec.parties[party].wants.as_ref().expect("it counts");
    let worths: Vec<Q> = packages.iter().map(|p| worth(wants, p)).collect();
    let unit = worths.iter().fold(BigInt::from(1), |unit, w| unit.lcm(w.denom()));
    let fits = |n: BigInt| n.to_i128().expect("numbers of random cases are short");
    (worths.iter().map(|w| fits(w.numer() * (&unit / w.denom()))).collect(), fits(unit.clone()))
}

/// Those among which a key is the highest.
pub(crate) fn best<K: Ord>(among: &[usize], key: impl Fn(usize) -> K) -> Vec<usize> {
    let keys: Vec<K> = among.iter().map(|n| key(*n)).collect();
    let Some(most) = keys.iter().max() else { return vec![] };
    among.iter().zip(&keys).filter(|(_, k)| *k == most).map(|(n, _)| *n).collect()
}

/// The named solutions of the literature, each as one package for each vector that it picks.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) nash: Vec<usize>,
    pub(crate) kalai_smorodinsky: Vec<usize>,
    pub(crate) egalitarian: Vec<usize>,
    pub(crate) utilitarian: Vec<usize>,
    pub(crate) fallback: Vec<usize>,
    pub(crate) depth: usize,
}

impl Named {
    pub(crate) fn new(judged: &Judged, frontier: &[usize]) -> Named {
        let d = judged.disagreement();
        let gains = |n: usize| -> Vec<Q> { judged.worths(n).iter().zip(&d).map(|(w, d)| w - d).collect() };
        let ideal: Vec<Q> = (0..d.len())
            .map(|s| frontier.iter().map(|n| judged.worth(s, *n)).max().unwrap_or_else(Q::zero) - &d[s])
            .collect();
        let sorted = |mut of: Vec<Q>| {
            of.sort();
            of
        };
        let shares = |n: usize| {
            let gains = gains(n).into_iter().zip(&ideal).filter(|(_, best)| best.is_positive());
            sorted(gains.map(|(g, best)| g / best).collect())
        };
        let depth = |n: usize| {
            let likes = |s: usize| {
                let points = &judged.points[s].0;
                judged.allowed.iter().filter(|m| points[**m] >= points[n]).count()
            };
            (0..d.len()).map(likes).max().unwrap_or(0)
        };
        let depths: Vec<usize> = frontier.iter().map(|n| depth(*n)).collect();
        let least = depths.iter().copied().min().unwrap_or(0);
        Named {
            nash: nash(frontier, &gains),
            kalai_smorodinsky: best(frontier, shares),
            egalitarian: best(frontier, |n| sorted(gains(n))),
            utilitarian: best(frontier, |n| judged.worths(n).into_iter().sum::<Q>()),
            fallback: frontier.iter().zip(&depths).filter(|(_, d)| **d == least).map(|(n, _)| *n).collect(),
            depth: least,
        }
    }
}

/// The highest product of gains. Where never all gain: as many gainers as can be, and for each set of so many the highest
/// product of theirs.
fn nash(frontier: &[usize], gains: &dyn Fn(usize) -> Vec<Q>) -> Vec<usize> {
    let gainers = |n: &usize| -> Vec<bool> { gains(*n).iter().map(|g| g.is_positive()).collect() };
    let size = |set: &[bool]| set.iter().filter(|g| **g).count();
    let most = frontier.iter().map(|n| size(&gainers(n))).max().unwrap_or(0);
    let mut sets: Vec<Vec<bool>> = frontier.iter().map(gainers).filter(|s| size(s) == most).collect();
    sets.sort();
    sets.dedup();
    let mut all = vec![];
    for set in sets {
        let of: Vec<usize> = frontier.iter().copied().filter(|n| gainers(n) == set).collect();
        all.extend(best(&of, |n| gains(n).into_iter().filter(|g| g.is_positive()).product::<Q>()));
    }
    all
}
