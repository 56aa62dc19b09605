//! Parties, moves and states in words.

use super::changes;
use crate::{
    stable::space::Space,
    words::{grouped, listed},
};

/// Numbers that are told of a list of states.
const MOST_NUMBERS: usize = 24;

/// Parties by their positions in the graph: `A`, `A and B`.
pub(super) fn names(space: &Space<'_>, parties: &[usize]) -> String {
    let name = |p: &usize| space.graph.case.party_name(space.graph.parties[*p]).to_owned();
    listed(parties.iter().map(name).collect(), "and")
}

/// Moves one after another: `A moves to state 3 (Release: “low” to “high”), then B and C together to state 7 (...)`.
pub(super) fn walk(space: &Space<'_>, from: usize, acts: &[(Vec<usize>, usize)]) -> String {
    let mut at = from;
    let mut words = Vec::new();
    for (n, (by, to)) in acts.iter().enumerate() {
        let verb = match (n, by.len()) {
            (0, 1) => " moves",
            (0, _) => " move together",
            (_, 1) => "",
            (_, _) => " together",
        };
        let changed = changes(space.graph.case, &space.package(at), &space.package(*to));
        words.push(format!("{}{verb} to state {} ({changed})", names(space, by), space.number(*to)));
        at = *to;
    }
    words.join(", then ")
}

/// `state 4`, `states 4, 5 and 9`, `none`; of many the first.
pub(super) fn states(space: &Space<'_>, cells: &[usize]) -> String {
    let mut numbers: Vec<String> = cells.iter().take(MOST_NUMBERS).map(|c| space.number(*c).to_string()).collect();
    if cells.len() > MOST_NUMBERS {
        numbers.push(format!("{} more", grouped(cells.len() - MOST_NUMBERS)));
    }
    match cells.len() {
        0 => "none".to_owned(),
        1 => format!("state {}", numbers[0]),
        _ => format!("states {}", listed(numbers, "and")),
    }
}
