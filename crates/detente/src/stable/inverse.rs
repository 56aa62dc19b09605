//! *What would have to be preferred?* The inverse question of the graph model: for a state that somebody wants to hold, what
//! each party's preferences must be so that it stays there, how many orders of the states are like that, and the cheapest
//! change of its present order that would do.
//!
//! A party that may leave a state weighs every state reached against that one state, and nothing else. Whether it stays is
//! therefore a matter of which states are *no better* than this one: a monotone formula over them, found from the moves alone
//! (under Nash, GMR and SMR), or from the moves and the others' preferences as they are (under SEQ, SSEQ and SIM). Rankings
//! are counted from that formula, not gone through one by one. The problem: Kinsara, Kilgour & Hipel, *Inverse approach to
//! the graph model for conflict resolution*, IEEE Transactions on Systems, Man, and Cybernetics: Systems 45 (2015).

mod change;
mod clauses;
mod count;
mod facts;
#[cfg(test)]
mod tests;

use num_bigint::BigUint;

pub use self::count::Share;
use self::{clauses::clauses, count::share};
use super::{Concept, Convention, space::Space};
use crate::question::{Budget, Cancel, Refusal};

/// Steps of work that may go into the conditions of one party under one concept, and as many into counting its rankings,
/// and as many into its cheapest change.
const MOST_WORK: u64 = 4_000_000;

/// Cells beyond which nobody looks whether the cheapest changes hold together: all ranks are written anew for that.
const MOST_COPIED: usize = 1 << 22;

/// What would have to be preferred for a state to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inverse {
    /// The cell of the state.
    pub cell: usize,
    /// By whose rule opponents answer.
    pub convention: Convention,
    /// For each concept asked about, in that order, what it takes.
    pub wanted: Vec<Wanted>,
}

/// What it takes for a state to be an equilibrium under a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The concept.
    pub concept: Concept,
    /// For each party of the graph, in that order, what it would have to prefer, the others being as they are.
    pub parties: Vec<Needs>,
    /// The share of all combinations of strict rankings, one for each party, that make an equilibrium of it. Known only
    /// under concepts where what one party needs does not rest on what another prefers, and where all parties' shares are.
    pub profiles: Option<Share>,
    /// What comes of the cheapest changes of all parties at once; `None` where one of them is not known, or where the states
    /// are too many.
    pub together: Option<Together>,
}

/// What a party would have to prefer so that it stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needs {
    /// Its position among the parties of the graph.
    pub party: usize,
    /// Whether it stays as things are; `None` where that took too much work.
    pub stays: Option<bool>,
    /// All of these must hold, and nothing else: empty where it stays whatever it prefers. `None` where finding them took too
    /// much work.
    pub conditions: Option<Vec<Clause>>,
    /// The share of all strict rankings of the states under which it stays; `None` where counting took too much work.
    pub share: Option<Share>,
    /// The cheapest change of its ranking so that it stays; `None` where finding it took too much work.
    pub change: Option<Change>,
}

/// One condition for staying: of some sets of states, all states of one must be no better than the state in question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The move away that it is about, as the cell where it leads.
    pub to: usize,
    /// The sets, as ascending cells, smallest set first; none contains another. Of a single set of a single state, that state
    /// must be no better.
    pub any: Vec<Vec<usize>>,
}

/// A change of a party's ranking: some states that were better are held level with the state in question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How many pairs of states are turned round: for each state put down, the pair with the state in question, and each
    /// pair with a state that was worse than it and stays better than the state in question. 0 where nothing need change.
    pub pairs: usize,
    /// States that must be no better than the state in question; ascending cells.
    pub lowered: Vec<usize>,
    /// States that are put down as well since that turns fewer pairs round than moving the others past them; ascending.
    pub along: Vec<usize>,
}

/// What comes of all parties' cheapest changes at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// Parties that would leave even then, since what others prefer now makes other answers credible. Empty: the state is an
    /// equilibrium after the changes.
    pub leave: Vec<usize>,
    /// States that these parties, and who else would leave after that, must hold no better too, so that in the end all stay;
    /// each party once, in order. Not proven to be the fewest.
    pub further: Vec<(usize, Vec<usize>)>,
}

impl Concept {
    /// Whether what one party needs in order to stay rests on what the others prefer.
    pub fn rests_on_others(self) -> bool {
        matches!(self, Concept::Seq | Concept::SSeq | Concept::Sim)
    }
}

/// Asks what would have to be preferred for a state to hold.
///
/// # Errors
/// Refuses where the cell is no state, and where it was stopped.
pub fn inverse(
    space: &Space<'_>,
    cell: usize,
    convention: Convention,
    concepts: &[Concept],
    budget: &Budget,
) -> Result<Inverse, Refusal> {
    if cell >= space.cells() || !space.feasible(cell) {
        return Err(Refusal::new(
            "constraints rule out the state that is wanted, so no preferences could make it hold",
        )
        .help("`detente why` with this package says which constraints do"));
    }
    let wanted: Vec<Wanted> = concepts.iter().map(|c| wanted(space, cell, convention, *c, budget)).collect();
    if budget.cancel.stopped() {
        return Err(Refusal::new("it was stopped before it was known what would have to be preferred"));
    }
    Ok(Inverse { cell, convention, wanted })
}

fn wanted(space: &Space<'_>, cell: usize, convention: Convention, concept: Concept, budget: &Budget) -> Wanted {
    let parties: Vec<Needs> =
        (0..space.graph.parties.len()).map(|p| needs(space, p, cell, convention, concept, budget)).collect();
    let profiles = (!concept.rests_on_others()).then(|| Share::product(parties.iter().map(|n| n.share.as_ref())));
    let together = together(space, cell, convention, concept, &parties, budget);
    Wanted { concept, parties, profiles: profiles.flatten(), together }
}

fn needs(
    space: &Space<'_>,
    party: usize,
    cell: usize,
    convention: Convention,
    concept: Concept,
    budget: &Budget,
) -> Needs {
    let work = || Work::new(budget);
    let conditions = clauses(space, party, cell, convention, concept, &mut work());
    let found = conditions.as_ref();
    Needs {
        party,
        stays: found.map(|c| stays(space, party, cell, c)),
        share: found.and_then(|c| share(c, &mut work())),
        change: found.and_then(|c| change::cheapest(space, party, cell, c, &mut work())),
        conditions,
    }
}

/// Whether a party stays, by its ranks, where all these conditions are what it takes.
fn stays(space: &Space<'_>, party: usize, cell: usize, conditions: &[Clause]) -> bool {
    let no_better = |c: &usize| space.rank(party, *c) <= space.rank(party, cell);
    conditions.iter().all(|c| c.any.iter().any(|set| set.iter().all(no_better)))
}

/// Makes all changes, looks who would leave, and goes on with those until nobody does: each time a party has fewer states
/// that are better, so that comes to an end.
fn together(
    space: &Space<'_>,
    cell: usize,
    convention: Convention,
    concept: Concept,
    parties: &[Needs],
    budget: &Budget,
) -> Option<Together> {
    let changes: Vec<&Change> = parties.iter().map(|n| n.change.as_ref()).collect::<Option<_>>()?;
    if changes.iter().all(|c| c.pairs == 0) || !concept.rests_on_others() {
        return Some(Together { leave: Vec::new(), further: Vec::new() });
    }
    if space.cells() > MOST_COPIED {
        return None;
    }
    let mut changed = space.clone();
    for (party, change) in changes.iter().enumerate() {
        level(&mut changed, party, cell, change);
    }
    let mut further: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut leave: Option<Vec<usize>> = None;
    loop {
        let mut next = Vec::new();
        for party in 0..parties.len() {
            let conditions = clauses(&changed, party, cell, convention, concept, &mut Work::new(budget))?;
            if !stays(&changed, party, cell, &conditions) {
                let change = change::cheapest(&changed, party, cell, &conditions, &mut Work::new(budget))?;
                next.push((party, change));
            }
        }
        leave.get_or_insert_with(|| next.iter().map(|(p, _)| *p).collect());
        if next.is_empty() {
            further.sort_unstable();
            return Some(Together { leave: leave.unwrap_or_default(), further });
        }
        for (party, change) in next {
            level(&mut changed, party, cell, &change);
            let at = further.iter().position(|(p, _)| *p == party).unwrap_or_else(|| {
                further.push((party, Vec::new()));
                further.len() - 1
            });
            further[at].1.extend(change.lowered.iter().chain(&change.along));
            further[at].1.sort_unstable();
        }
    }
}

/// Holds what a change puts down level with the state in question.
fn level(space: &mut Space<'_>, party: usize, cell: usize, change: &Change) {
    let rank = space.ranks[party][cell];
    for lowered in change.lowered.iter().chain(&change.along) {
        space.ranks[party][*lowered] = rank;
    }
}

/// Work that is left.
struct Work<'a> {
    left: u64,
    cancel: &'a Cancel,
}

impl<'a> Work<'a> {
    fn new(budget: &'a Budget) -> Self {
        Work { left: MOST_WORK, cancel: &budget.cancel }
    }

    /// Takes so many steps; `None` where they are more than is left, or it was stopped.
    fn spend(&mut self, steps: usize) -> Option<()> {
        self.left = self.left.checked_sub(steps as u64 + 1)?;
        (!self.cancel.stopped()).then_some(())
    }
}

/// How many strict rankings of so many states there are.
fn rankings(states: usize) -> BigUint {
    (1..=states).map(BigUint::from).product()
}
