//! A `.gmcr` file as the text of a case.

use super::{
    ANSWERS, FORMAT, MOST_CELLS,
    conditions::{Everywhere, conditions, tables},
    deciders::{Preferring, hands, name_of, names},
    kept::{coalitions, keep, unknown},
    states::States,
    typed::{fault, flag, list, table, text, wrong},
};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    formats::{
        case_text::case_text,
        exchange::{Imported, Looked, Source},
        scenario::{Scenario, Topic},
        tree::{Node, json},
    },
};

/// Largest file that is read, in bytes.
const MOST_BYTES: usize = 8_000_000;

/// Most options and most decision makers.
const MOST: usize = 1_000;

/// What either key that says whether rankings count is called, the present one first.
const FLAGS: [&str; 2] = ["useManualPreferenceRanking", "useManualPreferenceVectors"];

const KNOWN: [&str; 10] = [
    "decisionMakers",
    "options",
    "infeasibles",
    FLAGS[0],
    FLAGS[1],
    "coalitions",
    "coalitionsFull",
    "program",
    "version",
    "nodes",
];

/// Directions of options as the file calls them, and what a case calls the same.
const DIRECTIONS: [(&str, Option<&str>); 3] = [("both", None), ("fwd", Some("forward")), ("back", Some("back"))];

/// Makes a case of a file.
pub fn import(source: &Source) -> Imported {
    if source.bytes.len() > MOST_BYTES {
        let mut looked = Looked::new(source, String::new());
        looked.report(
            Diagnostic::new(
                Code::ForeignSyntax,
                0..0,
                format!("this file has over {} MB, more than a case could hold", MOST_BYTES / 1_000_000),
            )
            .help("give a smaller one: files of conflicts have a few kilobytes; `nodes` and `payoffs` can be left out"),
        );
        return Imported::of(vec![looked], None);
    }
    let (mut looked, node) = json(source);
    let scenario = node.filter(|_| !looked.faulty()).and_then(|node| scenario(&node, source, &mut looked));
    let text = scenario.filter(|_| !looked.faulty()).and_then(|s| case_text(&s));
    Imported::of(vec![looked], text)
}

fn scenario(node: &Node, source: &Source, looked: &mut Looked) -> Option<Scenario> {
    let (Some(makers), Some(options)) = (node.get("decisionMakers"), node.get("options")) else {
        looked.report(
            Diagnostic::new(
                Code::ForeignMisfit,
                node.place.start..node.place.start,
                format!("this is no file of {FORMAT}"),
            )
            .note("it has `decisionMakers`, `options`, `infeasibles` and `useManualPreferenceRanking`")
            .help("give a file that the program saved, with the ending `.gmcr`"),
        );
        return None;
    };
    let topics = topics(options, looked)?;
    let makers = short_list(makers, "decisionMakers", looked)?;
    let names = names(makers, looked);
    if names.len() < makers.len() {
        return None;
    }
    let named: Vec<(String, Place)> = topics.iter().map(|(t, place)| (t.name.clone(), *place)).collect();
    let hands = hands(makers, &names, &named, looked);
    let places = hands.places(topics.len());
    let infeasible = conditions(node.get("infeasibles"), "`infeasibles`", &places, Everywhere::Fault, looked);
    let manual = manual(node, looked);
    let states = States::new(topics.len(), &infeasible);
    let numbered = (!looked.faulty()).then_some(states.as_ref()).flatten();
    if numbered.is_some_and(|s| s.len() == 0) {
        no_state(node, looked);
        return None;
    }
    if manual == Some(true) && !looked.faulty() {
        rankings_fit(node, states.as_ref(), &named, makers.len(), looked);
    }
    let manual_here = manual == Some(true);
    let preferring = Preferring { manual: manual_here, places: &places, states: numbered.filter(|_| !looked.faulty()) };
    let mut found = Scenario {
        title: source.stem().to_owned(),
        preface: vec![
            format!("From the {FORMAT} file `{}`.", source.file_name()),
            "Each option is an issue that its decision maker settles; states keep their numbers.".to_owned(),
        ],
        never: infeasible.iter().map(tables).collect(),
        ..Scenario::default()
    };
    for (maker, name) in makers.iter().zip(&names) {
        found.parties.push(preferring.profile(maker, name, looked));
    }
    for (maker, option) in hands.in_order() {
        found.issues.push(Topic { decided_by: vec![maker], ..topics[option].0.clone() });
    }
    for key in ["program", "version"] {
        if let Some(value) = node.get(key).filter(|n| !n.null())
            && let Some(value) = text(value, &format!("`{key}`"), "write a text, or take it out", looked)
        {
            keep(key, value, &mut found.kept);
        }
    }
    coalitions(node.get("coalitions"), &names, &mut found.kept, looked);
    unknown(node, &KNOWN, &mut found.kept, looked);
    Some(found)
}

/// A list that is not too long.
fn short_list<'n>(node: &'n Node, what: &str, looked: &mut Looked) -> Option<&'n [Node]> {
    let items = list(node, &format!("`{what}`"), "write a list, as the program does", looked)?;
    if items.len() <= MOST {
        return Some(items);
    }
    fault(
        looked,
        Diagnostic::new(
            Code::ForeignSyntax,
            node.place.start..node.place.start,
            format!("there are {} `{what}`; at most {MOST} are read", items.len()),
        )
        .help("give a smaller conflict"),
    );
    None
}

/// The options in the order of the file, each as an issue, with its place.
fn topics(node: &Node, looked: &mut Looked) -> Option<Vec<(Topic, Place)>> {
    let items = short_list(node, "options", looked)?;
    if items.is_empty() {
        fault(
            looked,
            Diagnostic::new(Code::ForeignValue, node.place, "there is no option in this file")
                .help("give a conflict in which somebody has something to decide"),
        );
    }
    let mut found = Vec::new();
    for (n, item) in items.iter().enumerate() {
        let what = format!("option {n}");
        if !table(item, &what, "write `{\"name\": \"...\", \"permittedDirection\": \"both\"}`", looked) {
            continue;
        }
        let mut topic = Topic {
            name: name_of(item, &what, looked),
            options: ANSWERS.map(str::to_owned).to_vec(),
            moves: direction(item, &what, looked),
            ..Topic::default()
        };
        unknown(item, &["name", "permittedDirection"], &mut topic.kept, looked);
        found.push((topic, item.place));
    }
    (found.len() == items.len()).then_some(found)
}

/// In which direction an option can be changed.
fn direction(option: &Node, what: &str, looked: &mut Looked) -> Option<&'static str> {
    let help = "write `both`, or `fwd` if it can only be taken, or `back` if it can only be given up";
    let Some(node) = option.get("permittedDirection") else {
        let message = format!("it is not said in which direction {what} can be changed");
        fault(
            looked,
            Diagnostic::new(Code::ForeignValue, option.place, message)
                .help(format!("add `\"permittedDirection\"`: {help}")),
        );
        return None;
    };
    let word = text(node, "this direction", help, looked)?;
    let found = DIRECTIONS.iter().find(|(w, _)| *w == word);
    if found.is_none() {
        wrong(node, "this direction", "one of `both`, `fwd`, `back`", help, looked);
    }
    found.and_then(|(_, moves)| *moves)
}

/// Whether rankings count, not statements.
fn manual(node: &Node, looked: &mut Looked) -> Option<bool> {
    let said: Vec<(&Node, Option<bool>)> =
        FLAGS.iter().filter_map(|key| node.get(key).map(|n| (n, flag(n, &format!("`{key}`"), looked)))).collect();
    match said.as_slice() {
        [] => {
            fault(
                looked,
                Diagnostic::new(
                    Code::ForeignValue,
                    node.place.start..node.place.start,
                    "it is not said whether rankings count, or statements",
                )
                .help(format!("add `\"{}\": false` if `preferences` count, true if rankings do", FLAGS[0])),
            );
            None
        }
        [(_, Some(a)), (second, Some(b))] if a != b => {
            fault(
                looked,
                Diagnostic::new(Code::ForeignValue, second.place, format!("`{}` says otherwise", FLAGS[0]))
                    .also(said[0].0.place, "it stands here")
                    .help("keep one of the two"),
            );
            None
        }
        [(_, first), ..] => *first,
    }
}

fn no_state(node: &Node, looked: &mut Looked) {
    let place = node.get("infeasibles").map_or(node.place, |n| n.place);
    fault(
        looked,
        Diagnostic::new(Code::ForeignValue, place, "all states are infeasible: nothing could ever be the case")
            .help("take out or correct one of the infeasibles"),
    );
}

/// Says where rankings of all states are more than can be read, or than a case could hold.
fn rankings_fit(node: &Node, states: Option<&States>, options: &[(String, Place)], makers: usize, looked: &mut Looked) {
    let place = FLAGS.iter().find_map(|k| node.get(k)).map_or(node.place, |n| n.place);
    let too_many = |why: String| {
        Diagnostic::new(Code::ForeignBeyond, place, why)
            .help("say what decision makers prefer by statements, in `preferences`, and set this to false")
    };
    let Some(states) = states else {
        let message = format!("a ranking names every state, and {} options have too many of them", options.len());
        fault(looked, too_many(message).note(format!("at most {} options can be ranked", MOST_CELLS.ilog2())));
        return;
    };
    let package: usize = options.iter().map(|(name, _)| name.len().min(80) + 12).sum();
    let bytes = states.len().saturating_mul(package).saturating_mul(makers);
    if bytes > crate::file::LARGEST / 10 * 9 {
        let message = format!("rankings of {} states would take some {} MB in a case file", states.len(), bytes >> 20);
        fault(looked, too_many(message).note(format!("it can have {} MB", crate::file::LARGEST >> 20)));
    }
}
