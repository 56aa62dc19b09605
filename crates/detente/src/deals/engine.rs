//! How the packages are held: laid out in a diagram, or, where worth is no sum and a diagram would be too wide, searched.

use num_bigint::BigUint;

use super::{
    labels::NotMerged,
    nonlinear::{self, Bonus, Landscape, Rule, Table},
    run::{self, Building, Built},
    space::Space,
};
use crate::{
    case::{Content, Pattern},
    question::{Budget, Refusal},
    search::diagram::{Diagram, NoDiagram, Plan},
};

/// Most edges of a diagram: some 200 MiB.
const MOST_EDGES: usize = 4_000_000;

/// Most edges where a search could do instead.
const MOST_EDGES_WITH_BONUSES: usize = 200_000;

/// Nodes that a search may visit.
const MOST_NODES: u64 = 400_000_000;

/// The packages that are looked at.
#[derive(Debug)]
pub(super) enum Engine {
    /// All laid out.
    Laid(Diagram),
    /// Too many for that.
    Searched(Landscape),
}

impl Engine {
    /// Holds all packages that rules allow.
    pub(super) fn new(space: &Space<'_>, budget: &Budget) -> Result<Engine, Refusal> {
        let plan = space.plan(true);
        let most = if plan.bonuses.is_empty() { MOST_EDGES } else { MOST_EDGES_WITH_BONUSES };
        match Diagram::new(&plan, most, &budget.cancel) {
            Ok(diagram) => Ok(Engine::Laid(diagram)),
            Err(NoDiagram::TooWide) => Ok(Engine::Searched(landscape(space, &plan))),
            Err(NoDiagram::Stopped) => {
                Err(Refusal::new("it was stopped before anything was known").help("give it more time"))
            }
        }
    }

    /// The number of packages that rules allow; `None` where they were not counted.
    pub(super) fn packages(&self) -> Option<BigUint> {
        match self {
            Engine::Laid(diagram) => Some(diagram.packages()),
            Engine::Searched(_) => None,
        }
    }

    /// Fewest and most points that any package brings a party, walk-aways aside; `None` where there is no package, or
    /// where that is not known.
    pub(super) fn range(&self, side: usize, budget: &Budget) -> Option<(i128, i128)> {
        match self {
            Engine::Laid(diagram) if diagram.is_empty() => None,
            Engine::Laid(diagram) => {
                let most = diagram.best_rest(0, |g: &[i128]| g[side])[0][0];
                let least = -diagram.best_rest(0, |g: &[i128]| -g[side])[0][0];
                Some((least, most))
            }
            Engine::Searched(landscape) => {
                let best = |sign: i128| {
                    let mut weights = vec![0; landscape.points.len()];
                    weights[side] = sign;
                    let found = nonlinear::best(landscape, &weights, MOST_NODES, &budget.cancel);
                    found.found.filter(|_| found.complete).map(|(most, _)| sign * most)
                };
                Some((best(-1)?, best(1)?))
            }
        }
    }

    /// Undominated worth, where nothing counts beyond `caps`.
    pub(super) fn frontier(&self, building: Building<'_>, caps: &[Option<i128>]) -> Result<Built, NotMerged> {
        let built = self.uncapped(building)?;
        Ok(if caps.iter().any(Option::is_some) { built.capped(caps) } else { built })
    }

    fn uncapped(&self, building: Building<'_>) -> Result<Built, NotMerged> {
        match self {
            Engine::Laid(diagram) => run::frontier(diagram, building),
            Engine::Searched(landscape) => {
                let asked = Landscape { floors: building.floors.to_vec(), ..landscape.clone() };
                let found = nonlinear::frontier(&asked, MOST_NODES, building.cancel);
                if building.cancel.stopped() && found.points.is_empty() {
                    return Err(NotMerged::Stopped);
                }
                Ok(Built {
                    ways: vec![None; found.points.len()],
                    lost: vec![0; building.floors.len()],
                    crowded: !found.complete,
                    complete: found.complete,
                    packages: found.points.iter().map(|(_, p)| crate::case::Package::of(p)).collect(),
                    points: found.points.into_iter().map(|(v, _)| v).collect(),
                    bounds: found.bounds,
                })
            }
        }
    }
}

fn landscape(space: &Space<'_>, plan: &Plan<'_>) -> Landscape {
    let sizes: Vec<usize> = space.case.issues().iter().map(|i| i.options.len()).collect();
    let tables = |pattern: &Pattern| -> Vec<Table> {
        let row = |issue: &crate::case::IssueId, allowed: &[crate::case::OptionId]| {
            let mut row = vec![false; sizes[issue.index()]];
            allowed.iter().for_each(|o| row[o.index()] = true);
            (issue.index(), row)
        };
        pattern.alternatives().iter().map(|t| t.terms().iter().map(|(i, o)| row(i, o)).collect()).collect()
    };
    let rule = |content: &&Content| match content {
        Content::Require(p) => Rule::Require(tables(p)),
        Content::Never(p) => Rule::Never(tables(p)),
        Content::IfThen(a, b) => Rule::IfThen(tables(a), tables(b)),
    };
    let settled = plan.options.iter().enumerate().filter(|(i, o)| o.len() < sizes[*i]).map(|(i, options)| {
        let mut row = vec![false; sizes[i]];
        options.iter().for_each(|o| row[*o] = true);
        Rule::Require(vec![vec![(i, row)]])
    });
    let bonuses = (0..plan.points.len()).map(|party| {
        let own = plan.bonuses.iter().filter(|b| b.party == party);
        own.map(|b| Bonus { tables: tables(b.when), unless: b.unless, points: b.points }).collect()
    });
    Landscape {
        points: plan.points.iter().map(|p| p.to_vec()).collect(),
        bonuses: bonuses.collect(),
        rules: plan.rules.iter().map(rule).chain(settled).collect(),
        floors: vec![None; plan.points.len()],
        sizes,
    }
}
