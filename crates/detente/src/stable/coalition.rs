//! Whether a state holds against parties that move together (Kilgour, Hipel, Fang & Peng, GDN 10, 2001; Inohara & Hipel,
//! Systems Engineering 11, 2008).
//!
//! As in the literature, the members of a coalition *H* move in turn, as often as they like; an improvement of the coalition
//! is a state that they reach so and that is better for each member than the state they leave. What deters them is an answer,
//! by all others in turn, after which not every member is better off than at first: any moves (CGMR); any moves from which
//! the coalition cannot get on to what is better than at first for all its members (CSMR); or moves each of which is an
//! improvement for whoever makes it, a party or a set that decides together (CSEQ). The latter is the reading of CSEQ by
//! *individual* improvements; Inohara & Hipel also let sub-coalitions of the others improve together. A state is stable
//! under a concept if no coalition leaves it, single parties being among the coalitions.
//!
//! As in the program GMCR+ a coalition is one player: its members no longer move alone, it settles all that they decide in
//! one go and may pass over what constraints rule out, it improves only if every member does, each other player answers at
//! most once, and after an answer it can only improve again. Coalitions then have no member in common.

mod arcs;
mod look;
mod parts;
mod players;

use serde_json::{Map, Value, json};

use super::{Concept, Convention, facts, graph::Graph, space::Space, work::Work};
use crate::{
    case::PartyId,
    question::{Budget, Refusal},
};

/// The concepts that are looked at for coalitions.
pub const CONCEPTS: [Concept; 4] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq];

/// Most parties all of whose coalitions are looked at.
pub const MOST_PARTIES: usize = 10;

/// Most broken states that are told with the way out of them, for each concept.
pub const MOST_BREAKS: usize = 50;

/// Most steps of the search.
const MOST_STEPS: u64 = 1 << 31;

/// Which states hold against which coalitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coalitions {
    /// By whose rule.
    pub convention: Convention,
    /// The coalitions looked at, as positions in [`Graph::parties`]: first each party alone (as in GMCR+: that is in no
    /// other), then the others, the smaller first.
    pub looked_at: Vec<Vec<usize>>,
    /// For each coalition looked at and each of [`CONCEPTS`], whether it stays in each state (by number, from 0).
    pub stable: Vec<[Vec<bool>; 4]>,
    /// For each of [`CONCEPTS`], the cells that hold against every coalition looked at.
    pub equilibria: [Vec<usize>; 4],
    /// States that no party leaves alone under a concept, but a coalition does.
    pub breaks: Vec<Break>,
    /// Such states beyond those, for each of [`CONCEPTS`].
    pub more: [usize; 4],
}

/// How a coalition breaks a state that holds against each of its members alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The concept.
    pub concept: Concept,
    /// The cell of the state.
    pub state: usize,
    /// The first coalition looked at that leaves it, as positions in [`Graph::parties`]: every member gains.
    pub coalition: Vec<usize>,
    /// How: who moves (positions in [`Graph::parties`]), and to which cell. Nothing the others do then deters them.
    pub path: Vec<(Vec<usize>, usize)>,
}

impl Coalitions {
    /// For programs: `coalitions` with the states that each stays in, `coalition_equilibria` with those that hold against all,
    /// and `coalition_breaks`; sets of states as numbers or, unless they are to be listed, as counts.
    pub fn facts(&self, space: &Space<'_>, list: bool) -> Map<String, Value> {
        let keys = |parties: &[usize]| {
            let ids: Vec<PartyId> = parties.iter().map(|p| space.graph.parties[*p]).collect();
            facts::parties(space.graph.case, &ids)
        };
        let set = |numbers: Vec<usize>| if list { json!(numbers) } else { json!(numbers.len()) };
        let by = |of: &dyn Fn(usize) -> Vec<usize>| -> Value {
            CONCEPTS.iter().enumerate().map(|(n, c)| (c.key().to_owned(), set(of(n)))).collect::<Map<_, _>>().into()
        };
        let coalition = |(members, stable): (&Vec<usize>, &[Vec<bool>; 4])| {
            let held = |n: usize| (0..space.len()).filter(|s| stable[n][*s]).map(|s| s + 1).collect();
            json!({ "members": keys(members), "stable": by(&held) })
        };
        let all = |n: usize| self.equilibria[n].iter().map(|c| space.number(*c)).collect();
        let broken = |b: &Break| {
            let act = |(by, to): &(Vec<usize>, usize)| json!({ "by": keys(by), "to": space.number(*to) });
            json!({
                "state": space.number(b.state),
                "concept": b.concept.key(),
                "coalition": keys(&b.coalition),
                "path": b.path.iter().map(act).collect::<Vec<_>>(),
            })
        };
        let more = CONCEPTS.iter().zip(self.more).map(|(c, n)| (c.key().to_owned(), json!(n)));
        Map::from_iter([
            ("coalitions".to_owned(), self.looked_at.iter().zip(&self.stable).map(coalition).collect()),
            ("coalition_equilibria".to_owned(), by(&all)),
            ("coalition_breaks".to_owned(), self.breaks.iter().map(broken).collect()),
            ("coalition_breaks_more".to_owned(), Value::Object(more.collect())),
        ])
    }

    /// Whether a state that no party leaves alone is left by a coalition, under a concept.
    pub fn broken(&self, concept: Concept, cell: usize) -> bool {
        self.breaks.iter().any(|b| b.concept == concept && b.state == cell)
    }
}

/// All coalitions, single parties among them.
///
/// # Errors
/// Refuses where there are too many parties.
pub fn all(graph: &Graph<'_>) -> Result<Vec<Vec<usize>>, Refusal> {
    let parties = graph.parties.len();
    if parties > MOST_PARTIES {
        return Err(Refusal::new(format!(
            "{parties} parties have more coalitions than are looked at; for at most {MOST_PARTIES} parties it is all of them"
        ))
        .help("name the coalitions that could come about"));
    }
    let of = |bits: usize| (0..parties).filter(|p| bits >> p & 1 == 1).collect();
    Ok((1..1_usize << parties).map(of).collect())
}

/// The sets of parties that decide an issue together.
pub fn joint(graph: &Graph<'_>) -> Vec<Vec<usize>> {
    let sets = graph.movers[graph.parties.len()..].iter().filter(|m| !m.unweighed && m.members.len() > 1);
    sets.map(|m| m.members.clone()).collect()
}

/// Finds the states that hold against some coalitions, given as positions in [`Graph::parties`]; single parties are always
/// looked at.
///
/// # Errors
/// Refuses coalitions without members or with members that are not there, as in GMCR+ coalitions that have a member in common;
/// where there is too much to search, and where it was stopped.
pub fn coalitions(
    space: &Space<'_>,
    given: &[Vec<usize>],
    convention: Convention,
    budget: &Budget,
) -> Result<Coalitions, Refusal> {
    let looked_at = players::looked_at(&space.graph, given, convention)?;
    let mut work = Work::new("the search for what coalitions could do", MOST_STEPS, budget);
    let cells: Vec<usize> = space.states().collect();
    let mut alone: [Vec<bool>; 4] = std::array::from_fn(|_| vec![true; cells.len()]);
    let mut arcs = arcs::all(space, &mut work)?;
    for party in 0..space.graph.parties.len() {
        let found = look::look(space, &arcs, &[party], convention, &mut work)?;
        for (held, left) in alone.iter_mut().zip(found) {
            held.iter_mut().zip(left).for_each(|(held, left)| *held &= left.is_none());
        }
    }
    let merged = players::merged(space, &looked_at, convention);
    let space = merged.as_ref().unwrap_or(space);
    if merged.is_some() {
        arcs = arcs::all(space, &mut work)?;
    }
    let mut stable: Vec<[Vec<bool>; 4]> = Vec::new();
    let mut all: [Vec<bool>; 4] = std::array::from_fn(|_| vec![true; cells.len()]);
    // States that coalitions break are told of once.
    let mut whole = alone;
    let mut breaks: Vec<Break> = Vec::new();
    let mut more = [0; 4];
    for coalition in &looked_at {
        let own = players::own(&space.graph, coalition, convention);
        let found = look::look(space, &arcs, coalition, convention, &mut work)?;
        for (n, concept) in CONCEPTS.into_iter().enumerate() {
            let mut told = breaks.iter().filter(|b| b.concept == concept).count();
            for state in 0..cells.len() {
                let Some(to) = found[n][state] else { continue };
                all[n][state] = false;
                if coalition.len() == 1 || !std::mem::take(&mut whole[n][state]) {
                    continue;
                }
                if told < MOST_BREAKS {
                    told += 1;
                    let acts = look::path(&arcs, &own, state, to as usize, cells.len(), &mut work)?.into_iter();
                    let path = acts.map(|(m, to)| (space.graph.movers[m].members.clone(), cells[to])).collect();
                    breaks.push(Break { concept, state: cells[state], coalition: coalition.clone(), path });
                } else {
                    more[n] += 1;
                }
            }
        }
        stable.push(found.map(|by| by.iter().map(Option::is_none).collect()));
    }
    breaks.sort_by_key(|b| (b.concept, b.state));
    let equilibria = all.map(|held| cells.iter().zip(held).filter(|(_, h)| *h).map(|(c, _)| *c).collect());
    Ok(Coalitions { convention, looked_at, stable, equilibria, breaks, more })
}

#[cfg(test)]
mod tests;
