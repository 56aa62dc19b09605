//! Conditions: options that are taken or not, all of them at once, or one of several such lists.

use super::{
    Literals,
    typed::{fault, flag, list, text, whole, wrong},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    formats::{
        exchange::Looked,
        scenario::Terms,
        tree::{Node, Value},
    },
};

/// Most conditions of a file.
pub(super) const MOST_CONDITIONS: usize = 10_000;

const SHAPE: &str = "write options with `Y` or `N`, as in `[[0, \"Y\"], [2, \"N\"]]`";

/// Lists of literals, of which one must hold. Options are numbered as in the case.
pub(super) type Condition = Vec<Literals>;

/// What to make of a condition that holds everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Everywhere {
    /// It says nothing, and is left out.
    Idle,
    /// It leaves nothing over, and must be a slip.
    Fault,
}

/// Reads conditions. `places` has the number in the case of each option, as the file numbers them.
pub(super) fn conditions(
    node: Option<&Node>,
    what: &str,
    places: &[usize],
    everywhere: Everywhere,
    looked: &mut Looked,
) -> Vec<Condition> {
    let Some(node) = node.filter(|n| !n.null()) else { return Vec::new() };
    let Some(items) = list(node, what, "write a list of conditions, or `[]`", looked) else { return Vec::new() };
    if items.len() > MOST_CONDITIONS {
        fault(
            looked,
            Diagnostic::new(
                Code::ForeignSyntax,
                node.place.start..node.place.start,
                format!("{what} has {} conditions; at most {MOST_CONDITIONS} are read", items.len()),
            )
            .help("say the same with fewer"),
        );
        return Vec::new();
    }
    let mut found: Vec<Condition> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for item in items {
        let Some(condition) = condition(item, places, looked) else { continue };
        if condition.is_empty() {
            odd(item, "this condition holds nowhere: an option would be taken and not taken", looked);
        } else if condition.iter().any(Vec::is_empty) {
            match everywhere {
                Everywhere::Idle => odd(item, "this condition names no option and holds everywhere", looked),
                Everywhere::Fault => fault(
                    looked,
                    Diagnostic::new(
                        Code::ForeignValue,
                        item.place,
                        format!("this condition of {what} names no option: it would hold in every state"),
                    )
                    .help(SHAPE),
                ),
            }
        } else if seen.insert(condition.clone()) {
            found.push(condition);
        }
    }
    found
}

/// That a condition is left out.
fn odd(node: &Node, message: &str, looked: &mut Looked) {
    fault(
        looked,
        Diagnostic::new(Code::ForeignOdd, node.place, message)
            .note("it is left out of the case")
            .help("nothing need be done, if that is what it means; otherwise correct the options"),
    );
}

/// One condition; without the lists that contradict themselves, and with each option once.
fn condition(node: &Node, places: &[usize], looked: &mut Looked) -> Option<Condition> {
    let simple: Vec<&Node> = if let Value::Table(_) = &node.value {
        let compound = node.get("compound").is_none_or(|c| flag(c, "`compound`", looked) != Some(false));
        let Some(members) = node.get("members").filter(|_| compound) else {
            wrong(node, "this condition", "a compound one", "write `{\"compound\": true, \"members\": [...]}`", looked);
            return None;
        };
        list(members, "`members`", "write a list of conditions", looked)?.iter().collect()
    } else {
        vec![node]
    };
    let mut found = Vec::new();
    let mut sound = true;
    for one in simple {
        let Some(literals) = literals(one, places, looked) else {
            sound = false;
            continue;
        };
        if let Some(literals) = literals
            && !found.contains(&literals)
        {
            found.push(literals);
        }
    }
    sound.then_some(found)
}

/// One list, sorted; the inner `None` where it contradicts itself.
#[expect(clippy::option_option, reason = "what is faulty is not what cannot hold")]
fn literals(node: &Node, places: &[usize], looked: &mut Looked) -> Option<Option<Literals>> {
    let mut found = Literals::new();
    let mut sound = true;
    for item in list(node, "this condition", SHAPE, looked)? {
        match literal(item, places, looked) {
            Some(literal) => found.push(literal),
            None => sound = false,
        }
    }
    if !sound {
        return None;
    }
    found.sort_unstable();
    found.dedup();
    let contradicts = found.windows(2).any(|pair| pair[0].0 == pair[1].0);
    Some((!contradicts).then_some(found))
}

fn literal(node: &Node, places: &[usize], looked: &mut Looked) -> Option<(usize, bool)> {
    let [option, answer] = node.items() else {
        wrong(node, "this part of a condition", "an option with `Y` or `N`", SHAPE, looked);
        return None;
    };
    let number = whole(option, "this option", SHAPE, looked);
    let answer_text = text(answer, "this", SHAPE, looked);
    let taken = match answer_text? {
        "Y" => true,
        "N" => false,
        _ => {
            wrong(answer, "this", "`Y` or `N`", SHAPE, looked);
            return None;
        }
    };
    let number = number?;
    let place = places.get(number);
    if place.is_none() {
        no_such_option(option, number, places.len(), looked);
    }
    place.map(|place| (*place, taken))
}

/// That an option is named that there is none of.
pub(super) fn no_such_option(node: &Node, number: usize, options: usize, looked: &mut Looked) {
    let has = match options {
        0 => "this file has no options".to_owned(),
        1 => "this file has one option, 0".to_owned(),
        _ => format!("this file has {options} options, 0 to {}", options - 1),
    };
    let number = if number == usize::MAX { "with so large a number".to_owned() } else { number.to_string() };
    let slip = if number == options.to_string() {
        "options count from 0: if this file counts them from 1, take 1 off everywhere"
    } else {
        "options count from 0: name one that there is"
    };
    fault(
        looked,
        Diagnostic::new(Code::ForeignValue, node.place, format!("there is no option {number}")).label(has).help(slip),
    );
}

/// The same as tables of a pattern: `no` is option 0 of an issue, `yes` option 1.
pub(super) fn tables(condition: &Condition) -> Vec<Terms> {
    let table = |l: &Literals| l.iter().map(|(issue, taken)| (*issue, vec![usize::from(*taken)])).collect();
    condition.iter().map(table).collect()
}

/// A condition as the file has it.
pub(super) fn written(condition: &Condition) -> String {
    let simple = |l: &Literals| {
        let literal = |(option, taken): &(usize, bool)| format!("[{option}, \"{}\"]", if *taken { 'Y' } else { 'N' });
        format!("[{}]", l.iter().map(literal).collect::<Vec<_>>().join(", "))
    };
    match condition.as_slice() {
        [one] => simple(one),
        several => {
            let members: Vec<String> = several.iter().map(simple).collect();
            format!("{{\"compound\": true, \"members\": [{}]}}", members.join(", "))
        }
    }
}

/// A list of conditions as the file has it.
pub(super) fn all_written(conditions: &[Condition]) -> String {
    format!("[{}]", conditions.iter().map(written).collect::<Vec<_>>().join(", "))
}
