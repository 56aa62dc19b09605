//! The stable states of large cases as decision diagrams: counted, looked up and listed as far as asked for, but never laid
//! out one by one.
//!
//! A set of states is a reduced ordered binary decision diagram (Bryant, IEEE Trans. Computers 35, 1986), and sets of stable
//! states are made of others by following moves backwards, as in symbolic model checking (Burch, Clarke, `McMillan`, Dill &
//! Hwang, Information and Computation 98, 1992). The page `docs/methods/stable.md` tells how.

mod concepts;
mod layout;
mod moves;
mod order;
mod tastes;
mod work;

use biodivine_lib_bdd::Bdd;
use num_bigint::BigUint;

pub use self::work::Cut;
use self::{
    layout::Layout,
    moves::{Moves, NoMoves},
    tastes::Taste,
    work::Work,
};
use super::{Concept, Convention, graph::Graph};
use crate::{
    case::{Package, Pattern},
    question::{Budget, Refusal},
};

/// Steps of an operation on diagrams that count as much as one question to a solver.
const STEPS_EACH: u64 = 4_000;

/// What is stable, for whom.
#[derive(Debug)]
pub struct Symbolic<'a> {
    /// Who moves what.
    pub graph: Graph<'a>,
    /// All states.
    pub states: Region,
    /// For each concept that was asked for, in that order, what was found.
    pub found: Vec<Found>,
    layout: Layout,
}

/// What is stable under a concept.
#[derive(Debug)]
pub struct Found {
    /// The concept.
    pub concept: Concept,
    /// What is stable; or why that is not known.
    pub stable: Result<Stable, Cut>,
    /// Steps that it took.
    pub steps: u64,
}

/// Sets of stable states.
#[derive(Debug, Clone)]
pub struct Stable {
    /// For each party of the graph, the states that are stable for it.
    pub parties: Vec<Region>,
    /// The states that are stable for all of them.
    pub equilibria: Region,
}

/// A set of states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region(Bdd);

impl Region {
    /// Whether there is no state in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_false()
    }

    /// The size of its diagram, in nodes.
    pub fn nodes(&self) -> usize {
        self.0.size()
    }

    /// The states that are in both.
    #[must_use]
    pub fn and(&self, other: &Region) -> Region {
        Region(self.0.and(&other.0))
    }

    /// The states of this that are not in the other.
    #[must_use]
    pub fn without(&self, other: &Region) -> Region {
        Region(self.0.and_not(&other.0))
    }
}

/// The states that are stable under some concepts, for each party.
///
/// What takes too much work, or is stopped, is left out of [`Symbolic::found`]; concepts that were finished are kept. The
/// budget allows each concept some thousand steps for each unit of [`Budget::effort`].
///
/// # Errors
/// Refuses where constraints leave no state, where a ranking leaves states out, and where not even the states and preferences
/// can be laid out within the budget.
pub fn verdicts<'a>(
    graph: &Graph<'a>,
    convention: Convention,
    concepts: &[Concept],
    budget: &Budget,
) -> Result<Symbolic<'a>, Refusal> {
    let work = Work::new(budget.cancel.clone());
    let allowed = budget.effort.saturating_mul(STEPS_EACH);
    work.allow(allowed);
    let tastes: Vec<Taste<'a>> = (0..graph.parties.len()).map(|p| Taste::of(graph, p)).collect();
    let twice = concepts.contains(&Concept::Sim);
    let layout = Layout::new(graph, &tastes, twice).ok_or_else(|| {
        Refusal::new("the case has more issues and statements than a decision diagram can have variables")
    })?;
    let moves = Moves::new(graph, &work, layout, &tastes).map_err(|e| refusal(graph, &e))?;
    let mut found = Vec::new();
    for (n, concept) in concepts.iter().enumerate() {
        budget.progress.at(n as u64, concepts.len() as u64);
        let before = work.spent();
        work.allow(allowed);
        let stable = stable(&moves, *concept, convention);
        found.push(Found { concept: *concept, stable, steps: work.spent() - before });
    }
    let Moves { layout, states, .. } = moves;
    Ok(Symbolic { graph: graph.clone(), states: Region(states), found, layout })
}

fn stable(moves: &Moves<'_, '_>, concept: Concept, convention: Convention) -> Result<Stable, Cut> {
    let mut parties = Vec::new();
    let mut all = moves.states.clone();
    for party in 0..moves.graph.parties.len() {
        let stable = moves.stable(concept, convention, party)?;
        all = moves.work.and(&all, &stable)?;
        parties.push(Region(stable));
    }
    Ok(Stable { parties, equilibria: Region(all) })
}

fn refusal(graph: &Graph<'_>, why: &NoMoves) -> Refusal {
    match why {
        NoMoves::Empty => Refusal::new("constraints leave no state: whatever is settled, something rules it out")
            .help("`detente why` says which constraints contradict each other"),
        NoMoves::Unranked(party) => {
            let party = graph.case.party(graph.parties[*party]);
            Refusal::new(format!(
                "the `ranking` of {} (line {}) does not name all states",
                party.name,
                graph.case.line(party.place)
            ))
            .help("rank every package that constraints allow; packages that tie go into a list of their own")
            .help("if you only know that some things matter more than others, use `prefers`")
        }
        NoMoves::Cut(Cut::Stopped) => Refusal::new("it was stopped before the states were laid out"),
        NoMoves::Cut(Cut::Work) => Refusal::new(
            "states and preferences are too involved to be laid out as decision diagrams",
        )
        .help("settle some issues with `--package issue=option,...`, or ask about one state with a whole package"),
    }
}

impl Symbolic<'_> {
    /// What was found under a concept, if it was asked for and finished.
    pub fn stable(&self, concept: Concept) -> Option<&Stable> {
        self.found.iter().find(|f| f.concept == concept)?.stable.as_ref().ok()
    }

    /// How many states are in a set.
    pub fn count(&self, region: &Region) -> BigUint {
        region.0.exact_cardinality() >> (self.layout.variables() - self.layout.of_states())
    }

    /// Whether a package is in a set.
    pub fn contains(&self, region: &Region, package: &Package) -> bool {
        let mut values = Vec::new();
        for (axis, bits) in self.graph.axes.iter().zip(&self.layout.bits) {
            let Some(option) = axis.options.iter().position(|o| *o == package.on(axis.issue)) else { return false };
            values.extend(Layout::values(bits, option));
        }
        region.0.restrict(&values).is_true()
    }

    /// The part of a set that a pattern picks.
    #[must_use]
    pub fn within(&self, region: &Region, pattern: &Pattern) -> Region {
        let work = Work::new(crate::search::Cancel::default());
        work.allow(u64::MAX);
        let picked = self.layout.pattern(&work, &self.graph, pattern).expect("nothing limits it, and nothing stops it");
        Region(region.0.and(&picked))
    }

    /// The first states of a set in the order of their numbers, at most so many.
    pub fn first(&self, region: &Region, most: usize) -> Vec<Package> {
        let mut found = Vec::new();
        let mut options = vec![0; self.graph.axes.len()];
        self.list(&region.0, self.graph.axes.len(), &mut options, most, &mut found);
        found
    }

    fn list(&self, set: &Bdd, axes: usize, options: &mut [usize], most: usize, found: &mut Vec<Package>) {
        if found.len() >= most || set.is_false() {
            return;
        }
        let Some(axis) = axes.checked_sub(1) else {
            let of_axis = |(a, o): (&super::graph::Axis, &usize)| a.options[*o];
            found.push(Package(self.graph.axes.iter().zip(options.iter()).map(of_axis).collect()));
            return;
        };
        for option in 0..self.graph.axes[axis].options.len() {
            options[axis] = option;
            let rest = set.restrict(&Layout::values(&self.layout.bits[axis], option));
            self.list(&rest, axis, options, most, found);
        }
    }

    /// The number of a state, from 1; `None` where the package is no state.
    pub fn number(&self, package: &Package) -> Option<BigUint> {
        if !self.contains(&self.states, package) {
            return None;
        }
        let mut below = BigUint::from(1_u32);
        let mut set = self.states.0.clone();
        // Settled from the highest issue down, each with the states of a lower option counted.
        let mut free = self.layout.of_states();
        for (axis, bits) in self.graph.axes.iter().zip(&self.layout.bits).rev() {
            let option = axis.options.iter().position(|o| *o == package.on(axis.issue))?;
            free -= bits.len();
            for lower in 0..option {
                let part = set.restrict(&Layout::values(bits, lower));
                below += part.exact_cardinality() >> (self.layout.variables() - free);
            }
            set = set.restrict(&Layout::values(bits, option));
        }
        Some(below)
    }
}
