//! A case as a `.gmcr` file.

use std::fmt::Write;

use super::{
    FORMAT, Literals, MOST_CELLS,
    coding::{Coding, refused},
    conditions::{Condition, Everywhere, all_written, conditions},
    kept::{coalitions_of, kept, others, sound},
    ruled_out::ruled_out,
};
use crate::{
    case::{Case, IssueId, Package, PartyId, Pattern, Preference, Role},
    diagnostic::{Diagnostic, Place},
    formats::{
        carried::{not_carried, told_lost, told_talks},
        exchange::{Exported, Source, file_stem, quoted},
        tree::json,
    },
    question::{Budget, Refusal},
    stable::{graph::Graph, space::Space},
};

/// Most ranks that are laid out, of all parties together.
const MOST_RANKS: usize = 1 << 25;

/// Writes a case; no file where it cannot be carried, with the reasons.
pub fn export(case: &Case) -> Exported {
    let mut found = Vec::new();
    let text = written(case, &mut found);
    let stem = if case.title().trim().is_empty() { "case".to_owned() } else { file_stem(case.title()) };
    Exported { files: text.map(|t| (format!("{stem}.gmcr"), t)).into_iter().collect(), found }
}

fn written(case: &Case, found: &mut Vec<Diagnostic>) -> Option<String> {
    let graph = told(Graph::new(case, &[]), found)?;
    let coding = Coding::new(case, &graph, found);
    let infeasible = coding.as_ref().and_then(|coding| infeasible(case, coding, found));
    let (coding, infeasible) = (coding?, infeasible?);
    // Statements are written as such, if nothing else has to be.
    let manual = graph.parties.iter().any(|p| !matches!(case.party(*p).preference, Preference::Prefers(_)));
    let few = graph.cells().is_some_and(|n| n <= MOST_CELLS && n.saturating_mul(graph.parties.len()) <= MOST_RANKS);
    if manual && !few {
        found.push(
            refused(
                Place::default(),
                "worth and rankings are written as rankings of all states, and there are too many",
            )
            .note(format!("up to {MOST_CELLS} packages are looked at, and {MOST_RANKS} ranks of all parties together"))
            .help("say what each party prefers by statements, `prefers = [...]`"),
        );
        return None;
    }
    let space = if few { Some(told(Space::new(graph.clone(), &Budget::default()), found)?) } else { None };
    let numbers = space.as_ref().filter(|_| manual).map(|space| numbers(space, &coding.order));
    not_there(case, &graph, found);
    coding.told(case, found);
    let mut out = String::from("{\n  \"decisionMakers\": [");
    for (n, party) in graph.parties.iter().enumerate() {
        let ranking = space.as_ref().zip(numbers.as_ref()).map(|(space, numbers)| ranking(space, n, numbers));
        let _ = write!(out, "{}{}", comma(n), decision_maker(case, *party, coding.hands[n], &coding, ranking));
    }
    out.push_str("\n  ],\n  \"options\": [");
    for (n, option) in coding.options.iter().enumerate() {
        let _ = write!(
            out,
            "{}    {{\"name\": {}, \"permittedDirection\": \"{}\"",
            comma(n),
            quoted(&option.name),
            option.direction
        );
        if let Some(issue) = option.issue {
            rest(&mut out, &case.issue(issue).kept, &["name", "permittedDirection"], ", ");
        }
        out.push('}');
    }
    out.push_str("\n  ],\n  \"infeasibles\": [");
    for (n, literals) in infeasible.into_iter().enumerate() {
        let _ = write!(out, "{}    {}", comma(n), super::conditions::written(&vec![literals]));
    }
    let _ = write!(out, "\n  ],\n  \"useManualPreferenceRanking\": {manual}");
    whole_file(case, graph.parties.len(), &mut out, found);
    out.push_str("\n}\n");
    Some(out)
}

/// What stands before an entry.
fn comma(n: usize) -> &'static str {
    if n == 0 { "\n" } else { ",\n" }
}

/// What was asked for, or why there is none.
fn told<T>(asked: Result<T, Refusal>, found: &mut Vec<Diagnostic>) -> Option<T> {
    match asked {
        Ok(made) => Some(made),
        Err(why) => {
            let diagnostic = refused(Place::default(), &why.message);
            found.push(why.help.into_iter().fold(diagnostic, Diagnostic::help));
            None
        }
    }
}

/// What constraints, and the writing of issues as options, rule out.
fn infeasible(case: &Case, coding: &Coding, found: &mut Vec<Diagnostic>) -> Option<Vec<Literals>> {
    let mut all: Vec<Literals> = Vec::new();
    let before = found.len();
    for constraint in case.constraints() {
        let Some(tables) = ruled_out(case, constraint) else {
            let why = format!("constraint `{}` would have to be written as very many infeasibles", constraint.key);
            found.push(
                refused(constraint.place, &why)
                    .help("say what cannot be with `never`, or make several constraints of the pattern"),
            );
            continue;
        };
        let literals: Vec<Literals> = tables.iter().filter_map(|t| coding.literals(t)).collect();
        if literals.iter().any(Vec::is_empty) {
            found.push(
                refused(constraint.place, &format!("constraint `{}` leaves no state", constraint.key))
                    .help("correct it: whatever is settled, it rules that out"),
            );
        }
        all.extend(literals);
    }
    all.extend(coding.one_of_each());
    let mut seen = std::collections::HashSet::new();
    all.retain(|l| seen.insert(l.clone()));
    (found.len() == before).then_some(all)
}

/// For each state of the space, in its order, the number it has where options are in the order of decision makers.
fn numbers(space: &Space<'_>, order: &[IssueId]) -> Vec<usize> {
    let place = |package: &Package| -> Vec<_> { order.iter().rev().map(|i| package.on(*i)).collect() };
    let mut sorted: Vec<(Vec<_>, usize)> =
        space.states().enumerate().map(|(n, cell)| (place(&space.package(cell)), n)).collect();
    sorted.sort_unstable();
    let mut numbers = vec![0; sorted.len()];
    sorted.iter().enumerate().for_each(|(number, (_, n))| numbers[*n] = number + 1);
    numbers
}

/// A ranking of all states, best first.
fn ranking(space: &Space<'_>, party: usize, numbers: &[usize]) -> String {
    let mut states: Vec<(u32, usize)> =
        space.states().zip(numbers).map(|(cell, number)| (space.rank(party, cell), *number)).collect();
    states.sort_unstable_by_key(|(rank, number)| (std::cmp::Reverse(*rank), *number));
    let tied = |group: &[(u32, usize)]| match group {
        [(_, one)] => one.to_string(),
        _ => format!("[{}]", group.iter().map(|(_, n)| n.to_string()).collect::<Vec<_>>().join(", ")),
    };
    let groups: Vec<String> = states.chunk_by(|a, b| a.0 == b.0).map(tied).collect();
    format!("[{}]", groups.join(", "))
}

fn decision_maker(
    case: &Case,
    id: PartyId,
    (from, to): (usize, usize),
    coding: &Coding,
    ranking: Option<String>,
) -> String {
    let party = case.party(id);
    let own: Vec<String> = (from..to).map(|n| n.to_string()).collect();
    let statements = match &party.preference {
        Preference::Prefers(patterns) => {
            let all: Vec<Condition> = patterns.iter().map(|p| condition(p, coding)).collect();
            // What holds everywhere or nowhere says nothing.
            let says = |c: &Condition| !c.is_empty() && !c.iter().any(Vec::is_empty);
            all_written(&all.into_iter().filter(says).collect::<Vec<_>>())
        }
        _ => kept(&party.kept, "preferences")
            .and_then(|text| again(text, coding.options.len()))
            .unwrap_or_else(|| "[]".to_owned()),
    };
    let ranking = ranking
        .or_else(|| kept(&party.kept, "preferenceRanking").filter(|t| sound(t)).map(str::to_owned))
        .unwrap_or_else(|| "[]".to_owned());
    let mut out = format!(
        "    {{\n      \"name\": {},\n      \"options\": [{}],\n      \"preferences\": {statements},\n      \
         \"preferenceRanking\": {ranking}",
        quoted(&party.name),
        own.join(", ")
    );
    if let Some(pattern) = &party.overlooks {
        let mut unseen = condition(pattern, coding);
        if unseen.iter().any(Vec::is_empty) {
            unseen = vec![vec![(0, true)], vec![(0, false)]];
        }
        let unseen: Vec<Condition> = unseen.into_iter().map(|literals| vec![literals]).collect();
        let _ = write!(out, ",\n      \"misperceptions\": {}", all_written(&unseen));
    }
    let known = ["name", "options", "preferences", "preferenceRanking", "misperceptions"];
    rest(&mut out, &party.kept, &known, ",\n      ");
    out.push_str("\n    }");
    out
}

fn condition(pattern: &Pattern, coding: &Coding) -> Condition {
    pattern.alternatives().iter().filter_map(|a| coding.literals(a.terms())).collect()
}

/// Statements that were kept, while the options they name are there.
fn again(text: &str, options: usize) -> Option<String> {
    let (mut looked, node) = json(&Source::new("", text));
    let places: Vec<usize> = (0..options).collect();
    let all = conditions(Some(&node?), "", &places, Everywhere::Idle, &mut looked);
    (!looked.faulty()).then(|| all_written(&all))
}

/// Whatever else was kept of a file, as it stood there.
fn rest(out: &mut String, kept: &[(String, String)], known: &[&str], before: &str) {
    for (key, text) in others(kept, known) {
        let _ = write!(out, "{before}{}: {text}", quoted(key));
    }
}

/// What concerns the whole file and is no option or decision maker.
fn whole_file(case: &Case, makers: usize, out: &mut String, found: &mut Vec<Diagnostic>) {
    if let Some(text) = kept(case.kept(), "coalitions") {
        match coalitions_of(text, makers) {
            Some(text) => {
                let _ = write!(out, ",\n  \"coalitions\": {text}");
            }
            None => found.push(
                not_carried(Place::default(), "the coalitions that were kept are not carried".to_owned())
                    .note("they do not have each decision maker once any more")
                    .help("form them anew there"),
            ),
        }
    }
    for key in ["program", "version"] {
        if let Some(text) = kept(case.kept(), key) {
            let _ = write!(out, ",\n  {}: {}", quoted(key), quoted(text));
        }
    }
    let known = ["decisionMakers", "options", "infeasibles", "useManualPreferenceRanking", "coalitions", "program"];
    let known: Vec<&str> = known.into_iter().chain(["version"]).collect();
    rest(out, case.kept(), &known, ",\n  ");
}

/// Says what GMCR+ has no words for.
fn not_there(case: &Case, graph: &Graph<'_>, found: &mut Vec<Diagnostic>) {
    told_talks(case, FORMAT, found);
    let places = case.parties().iter().filter_map(|p| p.walk_away.as_ref()).map(|w| w.place);
    told_lost(places, ["walk-away", "walk-aways"], FORMAT, found);
    if case.status_quo().is_some() {
        found.push(
            not_carried(Place::default(), format!("how things stand at present is not carried: {FORMAT} asks for it"))
                .help("choose the state there"),
        );
    }
    for id in case.party_ids() {
        let party = case.party(id);
        if !graph.parties.contains(&id) {
            found.push(
                not_carried(party.place, format!("party `{}` is left out", party.key))
                    .note("it decides nothing by itself")
                    .help("nothing need be done: its consent plays no part there"),
            );
            continue;
        }
        if party.role != Role::Principal {
            found.push(
                not_carried(
                    party.place,
                    format!("{FORMAT} knows no roles: `{}` is a decision maker like the others there", party.key),
                )
                .help("nothing need be done, if that will do"),
            );
        }
        let Preference::Worth(wants) = &party.preference else { continue };
        let note = if wants.unsure().is_some() { "the middle of each range is what counts" } else { "ties stay ties" };
        found.push(
            not_carried(party.place, format!("what packages are worth to `{}` is written as a ranking", party.key))
                .note(note)
                .help("nothing need be done: the question of stability looks only at which of two is better"),
        );
    }
}
