//! Exact frontiers where worth is not a sum over issues, and the packages are too many to be listed.
//!
//! A package is worth to a party what its options are worth, and what the patterns that it matches are worth besides.
//! Small spaces are listed ([`list`]). Larger ones are searched by branch and bound ([`search`]): issue by issue, with
//! upper bounds on weighted sums of worth ([`bound`]) held against the corners of what no package found so far
//! dominates ([`front`]; Klamroth, Lacour & Vanderpooten, EJOR 2015). The weights are those of the edges of the hull of what was found
//! (Przybylski & Gandibleux, EJOR 2017, survey this kind of search).

mod bound;
mod compress;
mod front;
mod list;
mod local;
mod node;
mod search;
mod strips;

use crate::question::Cancel;

use compress::Problem;
use front::Front;
use search::Work;

/// What packages are worth to parties, and which are possible.
#[derive(Debug, Clone, Default)]
pub(crate) struct Landscape {
    /// How many options each issue has.
    pub(crate) sizes: Vec<usize>,
    /// What an option is worth: party, issue, option.
    pub(crate) points: Vec<Vec<Vec<i128>>>,
    /// What patterns are worth besides, for each party.
    pub(crate) bonuses: Vec<Vec<Bonus>>,
    /// What a package must be like.
    pub(crate) rules: Vec<Rule>,
    /// What it must be worth to each party at least.
    pub(crate) floors: Vec<Option<i128>>,
}

/// What is added to the worth of a package that matches a pattern, or does not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bonus {
    /// The pattern: one of these tables must be met.
    pub(crate) tables: Vec<Table>,
    /// Whether it is paid where the pattern is not matched.
    pub(crate) unless: bool,
    /// How much; may be negative.
    pub(crate) points: i128,
}

/// Issues, and which of their options are meant; all of it must be met.
pub(crate) type Table = Vec<(usize, Vec<bool>)>;

/// What can make a package impossible.
#[derive(Debug, Clone)]
pub(crate) enum Rule {
    /// One of the tables must be met.
    Require(Vec<Table>),
    /// None of the tables may be met.
    Never(Vec<Table>),
    /// Where one of the first is met, one of the second must be.
    IfThen(Vec<Table>, Vec<Table>),
}

/// The undominated worth vectors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frontier {
    /// What it is worth to each party, and a package worth that; the best for the first party first.
    pub(crate) points: Vec<(Vec<i128>, Vec<usize>)>,
    /// Whether these are all of them. Otherwise some may be missing, and some may be dominated by what is missing.
    pub(crate) complete: bool,
    /// What is known of all packages: for such weights, the weighted sum of worth is at most this.
    pub(crate) bounds: Vec<(Vec<i128>, i128)>,
}

/// Spaces up to this many packages are listed.
const LISTED: u128 = 50_000;

/// The undominated worth vectors that possible packages reach, each with a package.
///
/// `effort` is how many nodes the search may visit. Neither the vectors nor the packages depend on the order of the
/// parties.
pub(crate) fn frontier(landscape: &Landscape, effort: u64, cancel: &Cancel) -> Frontier {
    frontier_listing(landscape, LISTED, effort, cancel)
}

/// The same, with spaces up to so many packages listed.
fn frontier_listing(landscape: &Landscape, listed: u128, effort: u64, cancel: &Cancel) -> Frontier {
    let order = landscape.order();
    let ordered = landscape.with_parties(&order);
    let mut work = Work::new(effort, cancel);
    let mut front = Front::default();
    let mut bounds = Vec::new();
    let problems: Vec<Problem> = compress::problems(&ordered).collect();
    for problem in &problems {
        if problem.packages().is_some_and(|n| n <= listed) {
            list::all(problem, &mut front, &mut work);
        } else {
            strips::search(problem, &mut front, &mut work, &mut bounds);
        }
    }
    if problems.len() > 1 {
        // Each speaks of a part of the packages only.
        bounds.clear();
    }
    let back = |vector: &[i128]| {
        let mut theirs = vec![0; vector.len()];
        order.iter().zip(vector).for_each(|(p, x)| theirs[*p] = *x);
        theirs
    };
    let mut points: Vec<_> = front.into_points().into_iter().map(|(v, package)| (back(&v), package)).collect();
    points.sort_by(|a, b| b.cmp(a));
    let bounds = bounds.into_iter().map(|(weights, most)| (back(&weights), most)).collect();
    Frontier { points, complete: !work.over(), bounds }
}

/// The most that a weighted sum of worth can be over possible packages, and a package that reaches it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Best {
    /// The most found, and the package; `None` if none was found.
    pub(crate) found: Option<(i128, Vec<usize>)>,
    /// Whether there is no better one.
    pub(crate) complete: bool,
    /// If it is known: no possible package is worth more.
    pub(crate) most: Option<i128>,
}

/// The most that a weighted sum of worth can be; weights may be negative. Sums must fit into 118 bits.
pub(crate) fn best(landscape: &Landscape, weights: &[i128], effort: u64, cancel: &Cancel) -> Best {
    let order = landscape.order();
    let ordered = landscape.with_parties(&order);
    let mut sum = Landscape { sizes: ordered.sizes.clone(), rules: ordered.rules.clone(), ..Landscape::default() };
    let weighed: Vec<(usize, i128)> = order.iter().map(|p| weights[*p]).enumerate().collect();
    sum.points.push(
        (0..ordered.sizes.len())
            .map(|i| {
                let of = |o: usize| weighed.iter().map(|(p, w)| w * ordered.points[*p][i][o]).sum();
                (0..ordered.sizes[i]).map(of).collect()
            })
            .collect(),
    );
    let times = |w: i128| move |b: &Bonus| Bonus { points: w * b.points, ..b.clone() };
    sum.bonuses.push(weighed.iter().flat_map(|(p, w)| ordered.bonuses[*p].iter().map(times(*w))).collect());
    sum.floors.push(None);
    for (party, floor) in ordered.floors.iter().enumerate().filter(|(_, floor)| floor.is_some()) {
        sum.points.push(ordered.points[party].clone());
        sum.bonuses.push(ordered.bonuses[party].clone());
        sum.floors.push(*floor);
    }
    let mut work = Work::new(effort, cancel);
    let (mut front, mut most) = (Front::default(), None);
    let mut problems: Vec<Problem> = compress::problems(&sum).collect();
    for problem in &mut problems {
        problem.counted = 1;
        let mut bounds = Vec::new();
        strips::search(problem, &mut front, &mut work, &mut bounds);
        most = bounds.iter().find(|(weights, _)| weights[0] == 1).map(|(_, most)| *most);
    }
    let complete = !work.over();
    let found = front.into_points().pop().map(|(v, package)| (v[0], package));
    if complete {
        most = found.as_ref().map(|(v, _)| *v);
    } else if problems.len() > 1 {
        most = None;
    }
    Best { found, complete, most }
}

impl Landscape {
    fn parties(&self) -> usize {
        self.points.len()
    }

    /// The parties in an order that depends on nothing but what they want.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.parties()).collect();
        order.sort_by_key(|p| (&self.points[*p], &self.bonuses[*p], &self.floors[*p]));
        order
    }

    fn with_parties(&self, order: &[usize]) -> Landscape {
        Landscape {
            sizes: self.sizes.clone(),
            points: order.iter().map(|p| self.points[*p].clone()).collect(),
            bonuses: order.iter().map(|p| self.bonuses[*p].clone()).collect(),
            rules: self.rules.clone(),
            floors: order.iter().map(|p| self.floors[*p]).collect(),
        }
    }

    /// What a package is worth to each party.
    #[cfg(test)]
    pub(crate) fn worth(&self, package: &[usize]) -> Vec<i128> {
        let options = self.points.iter().map(|points| points.iter().zip(package).map(|(p, o)| p[*o]).sum::<i128>());
        let paid = self.bonuses.iter().map(|bonuses| {
            bonuses.iter().filter(|b| met(&b.tables, package) != b.unless).map(|b| b.points).sum::<i128>()
        });
        options.zip(paid).map(|(a, b)| a + b).collect()
    }

    /// Whether a package is possible.
    #[cfg(test)]
    pub(crate) fn possible(&self, package: &[usize]) -> bool {
        self.rules.iter().all(|rule| match rule {
            Rule::Require(tables) => met(tables, package),
            Rule::Never(tables) => !met(tables, package),
            Rule::IfThen(tables, then) => !met(tables, package) || met(then, package),
        }) && self.worth(package).iter().zip(&self.floors).all(|(x, floor)| floor.is_none_or(|f| *x >= f))
    }
}

#[cfg(test)]
fn met(tables: &[Table], package: &[usize]) -> bool {
    tables.iter().any(|table| table.iter().all(|(issue, allowed)| allowed[package[*issue]]))
}

#[cfg(test)]
mod tests;
