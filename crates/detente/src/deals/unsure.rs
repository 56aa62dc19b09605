//! Numbers that are not known exactly: which packages are efficient, and which are the Nash solution, for some of the
//! numbers that the file allows, for all of them, and for what share.
//!
//! Shares come from samples (as in stochastic multicriteria acceptability analysis: Lahdelma, Hokkanen & Salminen, EJOR
//! 106, 1998); "for some" is witnessed by a sample; "for all" is proven, or left open (necessary and possible, as in
//! Greco, Mousseau & Slowinski, EJOR 191, 2008).

mod compare;
mod draw;
mod paths;
mod ranges;
mod sample;
#[cfg(test)]
mod tests;
mod verdict;

use std::collections::HashMap;

use super::{Convention, Deals, space::Space};
use crate::{
    case::{Case, Package, PartyId, Preference, Wants},
    number::Exact,
    question::Budget,
};
use paths::Paths;
use ranges::Ranges;
use verdict::{Over, Verdict};

/// Packages that are told, the most often efficient first.
const MOST_TOLD: usize = 200;

/// Work after which no more samples are drawn: labels, roughly.
const MOST_SAMPLING: u64 = 1_000_000;

/// Work after which no more packages are judged.
const MOST_JUDGING: u64 = 1_000_000;

/// How packages stand where numbers are not known exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standings {
    /// Parties that have such numbers, in the order of the file.
    pub parties: Vec<PartyId>,
    /// Where all samples come from.
    pub seed: u64,
    /// Samples that were asked for.
    pub asked: u32,
    /// Samples that were drawn; fewer where they took too much work.
    pub drawn: u32,
    /// Samples in which no package is acceptable to all.
    pub nothing: u32,
    /// Packages that are efficient in a sample, or by the middle numbers; those that are worth the same whatever the
    /// numbers count once.
    pub seen: usize,
    /// The first of them, the most often efficient first.
    pub packages: Vec<Standing>,
    /// The package that was asked about, if constraints and demands allow it.
    pub trial: Option<Standing>,
}

/// How a package stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// It, or one that is worth the same whatever the numbers.
    pub package: Package,
    /// For each party whose worth counts: the least and the most that it may be worth; `None` where that has too many
    /// digits.
    pub worth: Vec<Option<(Exact, Exact)>>,
    /// Whether it meets every walk-away whatever the numbers.
    pub acceptable: bool,
    /// Samples in which it is efficient.
    pub efficient: u32,
    /// Samples in which it is the Nash solution, or ties with it.
    pub nash: u32,
    /// Whether it is efficient by the middle numbers.
    pub middle: bool,
    /// Whether it is the Nash solution by the middle numbers.
    pub middle_nash: bool,
    /// For which numbers it is acceptable and efficient; proven, `None` where that is not known.
    pub extent: Option<Extent>,
    /// A package that dominates it for some numbers, where one was looked for and found.
    pub beaten: Option<Package>,
}

impl Standings {
    /// So many samples of all as a share, with its standard error, `sqrt(p (1 - p) / n)`; `None` where none was drawn.
    pub fn share(count: u32, drawn: u32) -> Option<(f64, f64)> {
        let share = f64::from(count) / f64::from(drawn);
        (drawn > 0).then(|| (share, (share * (1.0 - share) / f64::from(drawn)).sqrt()))
    }
}

/// For which of the numbers that a file allows something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// For all.
    All,
    /// For all but some at the edge of a range, or where an order lets issues count nothing; their share is nought.
    AlmostAll,
    /// For some, and not for others.
    Some,
    /// For none.
    Never,
}

/// A package that was efficient at least once.
#[derive(Clone)]
struct Seen {
    package: Package,
    efficient: u32,
    nash: u32,
    middle: bool,
    middle_nash: bool,
}

/// How packages stand; `None` where all numbers are known exactly, where a program's definitions are used, which know
/// no others, or where packages cannot be laid out.
pub(super) fn standings(
    deals: &Deals,
    case: &Case,
    space: &Space<'_>,
    trial: Option<&Package>,
    budget: &Budget,
) -> Option<Standings> {
    let unsure = |party: &PartyId| matches!(&case.party(*party).preference, Preference::Worth(wants) if wants.unsure().is_some());
    let parties: Vec<PartyId> = space.sides.iter().map(|s| s.party).filter(unsure).collect();
    // Worth that counts only up to a cap is no sum, so that the ends of ranges do not bound it.
    let capped = space.sides.iter().any(|s| s.wants.cap().is_some());
    if parties.is_empty() || capped || deals.convention != Convention::Textbook {
        return None;
    }
    let mut paths = Paths::new(space, &budget.cancel)?;
    let ranges: Vec<Ranges<'_>> = space.sides.iter().map(|s| Ranges::new(s.wants)).collect();
    let mut sampled = Sampled { ranges: &ranges, known: HashMap::new(), seen: Vec::new(), nothing: 0 };
    let middle: Vec<Wants> = space.sides.iter().map(|s| s.wants.clone()).collect();
    let (mut drawn, mut work) = (0, 0);
    if let Some(found) = sample::find(space, &mut paths, &middle, budget) {
        work += cost(&paths, &found);
        sampled.note(&found, true);
        while drawn < deals.samples && work < MOST_SAMPLING {
            budget.progress.at(u64::from(drawn), u64::from(deals.samples));
            let numbers: Option<Vec<Wants>> =
                space.sides.iter().map(|s| draw::draw(case, case.party(s.party), s.wants, deals.seed, drawn)).collect();
            let found = numbers.and_then(|numbers| sample::find(space, &mut paths, &numbers, budget));
            let Some(found) = found else { break };
            work += cost(&paths, &found);
            sampled.note(&found, false);
            drawn += 1;
        }
    }
    let nothing = sampled.nothing;
    let trial = trial.filter(|package| space.allows(package)).map(|package| sampled.of(package));
    let mut seen = sampled.seen;
    let order = |s: &Seen| (std::cmp::Reverse((s.efficient, s.nash, s.middle)), s.package.clone());
    seen.sort_by_cached_key(order);
    let count = seen.len();
    seen.truncate(MOST_TOLD);
    let mut judge = Judge { space, ranges: &ranges, paths, drawn, work: 0, budget };
    let trial = trial.map(|trial| judge.standing(&trial, &seen));
    let packages = seen.iter().map(|this| judge.standing(this, &seen)).collect();
    Some(Standings { parties, seed: deals.seed, asked: deals.samples, drawn, nothing, seen: count, packages, trial })
}

/// About how many labels a sample has cost.
fn cost(paths: &Paths, found: &sample::Found) -> u64 {
    paths.edges + found.packages.len() as u64 * paths.layers()
}

/// What samples have shown so far.
struct Sampled<'s, 'a> {
    ranges: &'s [Ranges<'a>],
    /// Places in `seen`, by what tells packages apart.
    known: HashMap<Vec<i128>, usize>,
    seen: Vec<Seen>,
    nothing: u32,
}

impl Sampled<'_, '_> {
    fn marks(&self, package: &Package) -> Vec<i128> {
        let mut marks = Vec::with_capacity(self.ranges.len() * (package.options().len() + 1));
        self.ranges.iter().for_each(|party| party.marks(package, &mut marks));
        marks
    }

    /// What was seen of a package, if anything.
    fn of(&self, package: &Package) -> Seen {
        let package = package.clone();
        match self.known.get(&self.marks(&package)) {
            Some(place) => Seen { package, ..self.seen[*place].clone() },
            None => Seen { package, efficient: 0, nash: 0, middle: false, middle_nash: false },
        }
    }

    fn note(&mut self, found: &sample::Found, middle: bool) {
        if !middle && found.packages.is_empty() {
            self.nothing += 1;
        }
        for (n, package) in found.packages.iter().enumerate() {
            let marks = self.marks(package);
            let place = *self.known.entry(marks).or_insert_with(|| {
                let package = package.clone();
                self.seen.push(Seen { package, efficient: 0, nash: 0, middle: false, middle_nash: false });
                self.seen.len() - 1
            });
            let seen = &mut self.seen[place];
            if *package < seen.package {
                seen.package = package.clone();
            }
            let nash = found.nash.contains(&n);
            if middle {
                (seen.middle, seen.middle_nash) = (true, nash);
            } else {
                seen.efficient += 1;
                seen.nash += u32::from(nash);
            }
        }
    }
}

/// Finds out what holds whatever the numbers.
struct Judge<'s, 'a> {
    space: &'s Space<'a>,
    ranges: &'s [Ranges<'a>],
    paths: Paths,
    drawn: u32,
    work: u64,
    budget: &'s Budget,
}

impl Judge<'_, '_> {
    fn standing(&mut self, this: &Seen, others: &[Seen]) -> Standing {
        let package = &this.package;
        let worth: Vec<Option<(Exact, Exact)>> = self.ranges.iter().map(|party| party.worth(package)).collect();
        let floors = || self.space.sides.iter().map(|s| s.floor.and(s.walk_away)).zip(&worth);
        let known = worth.iter().all(Option::is_some);
        let acceptable =
            floors().all(|(floor, worth)| floor.is_none_or(|floor| worth.is_some_and(|(least, _)| least >= floor)));
        let refused = floors().any(|(floor, worth)| floor.zip(*worth).is_some_and(|(floor, (_, most))| most < floor));
        let ever = this.efficient > 0 || this.middle;
        let (mut extent, mut beaten) = (None, None);
        if acceptable {
            (extent, beaten) = self.extent(this, others);
        } else if known {
            extent = Some(Extent::Some);
        }
        if !ever && extent.is_none_or(|e| e == Extent::Some) {
            let surely = |other: &Seen| verdict::surely_beats(self.ranges, &other.package, package);
            extent = (refused || others.iter().any(surely)).then_some(Extent::Never);
        }
        let Seen { efficient, nash, middle, middle_nash, .. } = *this;
        let package = package.clone();
        Standing { package, worth, acceptable, efficient, nash, middle, middle_nash, extent, beaten }
    }

    /// For which numbers a package that is acceptable whatever they are is efficient, and one that dominates it for some.
    fn extent(&mut self, this: &Seen, others: &[Seen]) -> (Option<Extent>, Option<Package>) {
        let in_every_sample = this.efficient == self.drawn && this.middle;
        if !in_every_sample {
            // Mostly something else that was seen dominates it.
            let beats = |b: &&Seen| verdict::may_beat(self.ranges, Over::AlmostAll, &b.package, &this.package);
            if let Some(other) = others.iter().find(beats) {
                return (Some(Extent::Some), Some(other.package.clone()));
            }
        }
        match self.verdict(Over::All, &this.package) {
            Verdict::Unbeaten => (Some(Extent::All), None),
            Verdict::Open => (None, None),
            Verdict::Beaten(at_edge) => match self.verdict(Over::AlmostAll, &this.package) {
                Verdict::Unbeaten => (Some(Extent::AlmostAll), Some(at_edge)),
                Verdict::Beaten(other) => (Some(Extent::Some), Some(other)),
                Verdict::Open => (None, Some(at_edge)),
            },
        }
    }

    fn verdict(&mut self, over: Over, package: &Package) -> Verdict {
        if self.work > MOST_JUDGING {
            return Verdict::Open;
        }
        verdict::verdict(self.ranges, over, &mut self.paths, package, &mut self.work, &self.budget.cancel)
    }
}
