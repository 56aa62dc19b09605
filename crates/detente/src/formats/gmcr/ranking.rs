//! Rankings of all states, best first, by their numbers.

use super::{
    states::States,
    typed::{fault, list, whole},
};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    formats::{
        exchange::Looked,
        tree::{Node, Value},
    },
};

const SHAPE: &str = "write the numbers of states, counted from 1, best first, those that tie in a list";

/// Most numbers that are named in a message.
const NAMED: usize = 12;

/// The numbers of the states, best first, ties together: each state exactly once.
pub(super) fn ranking(node: &Node, who: &str, states: &States, looked: &mut Looked) -> Option<Vec<Vec<usize>>> {
    let mut places: Vec<Option<Place>> = vec![None; states.len() + 1];
    let mut zero: Option<Place> = None;
    let mut ranks = Vec::new();
    let before = looked.found.len();
    for item in list(node, "this ranking", SHAPE, looked)? {
        let tied = if let Value::List(tied) = &item.value { tied.as_slice() } else { std::slice::from_ref(item) };
        if tied.is_empty() {
            fault(
                looked,
                Diagnostic::new(Code::ForeignValue, item.place, "there is no state in this list of states that tie")
                    .help(SHAPE),
            );
        }
        let mut rank = Vec::new();
        for one in tied {
            let Some(number) = whole(one, "this state", SHAPE, looked) else { continue };
            if number == 0 {
                zero = zero.or(Some(one.place));
            } else if number > states.len() {
                no_such_state(one, number, states, looked);
            } else if let Some(first) = places[number] {
                fault(
                    looked,
                    Diagnostic::new(Code::ForeignValue, one.place, format!("`{who}` ranks state {number} twice"))
                        .also(first, "it stands here")
                        .help("take one of the two out"),
                );
            } else {
                places[number] = Some(one.place);
                rank.push(number);
            }
        }
        // The order among those that tie says nothing.
        rank.sort_unstable();
        ranks.push(rank);
    }
    if let Some(place) = zero {
        let slip =
            if places.last() == Some(&None) { ": this ranking seems to count from 0, so add 1 to each" } else { "" };
        fault(
            looked,
            Diagnostic::new(Code::ForeignValue, place, "there is no state 0")
                .label(format!("states are 1 to {}", states.len()))
                .help(format!("count from 1{slip}")),
        );
    }
    if looked.found.len() > before {
        return None;
    }
    let missing: Vec<usize> = (1..=states.len()).filter(|n| places[*n].is_none()).collect();
    if missing.is_empty() {
        return Some(ranks);
    }
    left_out(node, who, &missing, states.len(), looked);
    None
}

fn no_such_state(node: &Node, number: usize, states: &States, looked: &mut Looked) {
    let number = if number == usize::MAX { "with so large a number".to_owned() } else { number.to_string() };
    fault(
        looked,
        Diagnostic::new(Code::ForeignValue, node.place, format!("there is no state {number}"))
            .label(format!("states are 1 to {}", states.len()))
            .help("count the states that are not infeasible, from 1"),
    );
}

fn left_out(node: &Node, who: &str, missing: &[usize], states: usize, looked: &mut Looked) {
    let mut named: Vec<String> = missing.iter().take(NAMED).map(ToString::to_string).collect();
    if missing.len() > NAMED {
        named.push(format!("and {} more", missing.len() - NAMED));
    }
    let word = if missing.len() == 1 { "state" } else { "states" };
    fault(
        looked,
        Diagnostic::new(
            Code::ForeignValue,
            node.place,
            format!("the ranking of `{who}` leaves out {word} {}", named.join(", ")),
        )
        .note(format!("it has to rank each of the {states} states"))
        .help("rank them too; those that are as good as others go into a list with them"),
    );
}
