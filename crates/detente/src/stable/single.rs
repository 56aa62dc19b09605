//! Whether one state is stable, however many states there are: asked of a SAT solver.
//!
//! Preferences, constraints and moves become clauses; the definitions become questions that are asked in turn. The page
//! `docs/methods/stable.md` tells how.

mod answer;
mod compare;
mod escape;
mod leaving;
mod sheet;

use std::cell::Cell;

use self::{
    answer::Ask,
    compare::Compare,
    leaving::{Answer, Leaving, Told},
    sheet::{Frame, Sheet, Slot, Spent},
};
use super::{Act, Concept, Convention, Improvement, Reason, graph::Graph};
use crate::{
    case::{Case, Package, Preference},
    question::{Budget, Refusal},
};

/// Improvements that are told of a stable state.
const MOST_TOLD: usize = 20;
/// Improvements that are counted.
const MOST_COUNTED: usize = 200;

/// Whether a state is stable for a party under a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Single {
    /// The party, by its place among [`Graph::parties`].
    pub party: usize,
    /// The concept.
    pub concept: Concept,
    /// The verdict with its reason; `None` where the budget was spent before it was found.
    pub verdict: Option<Reason>,
    /// Whether there are improvements beyond those that [`Reason::more`] counts.
    pub uncounted: bool,
}

/// Judges one state for every party of the graph under each concept: party by party, in the order of the concepts.
///
/// The budget allows so many questions to the solver for each of them as [`Budget::effort`] says.
///
/// # Errors
/// Refuses where the package is no state, and where a ranking does not name all states.
pub fn reasons(
    graph: &Graph<'_>,
    state: &Package,
    convention: Convention,
    concepts: &[Concept],
    budget: &Budget,
) -> Result<Vec<Single>, Refusal> {
    let held = values(graph, state).ok_or_else(|| not_a_state(graph, state))?;
    let compares: Vec<Compare<'_>> = (0..graph.parties.len()).map(|p| Compare::of(graph, p)).collect();
    let calls = Cell::new(budget.effort);
    let sheets = || Sheet::new(graph, &compares, budget, &calls);
    ranked(graph, &sheets)?;
    let mut found = Vec::new();
    let all = graph.parties.len() * concepts.len();
    for (party, compare) in compares.iter().enumerate() {
        for concept in concepts {
            budget.progress.at(found.len() as u64, all as u64);
            calls.set(budget.effort);
            let ask = Ask {
                party,
                convention,
                credible: matches!(concept, Concept::Seq | Concept::SSeq),
                inescapable: matches!(concept, Concept::Smr | Concept::SSeq),
            };
            let leaving = Leaving { sheets: &sheets, ask, concept: *concept, held: &held };
            found.push(judge(graph, state, &leaving, compare, &calls, budget));
        }
    }
    Ok(found)
}

fn judge(
    graph: &Graph<'_>,
    state: &Package,
    leaving: &Leaving<'_, '_, '_>,
    compare: &Compare<'_>,
    calls: &Cell<u64>,
    budget: &Budget,
) -> Single {
    let (party, concept) = (leaving.ask.party, leaving.concept);
    let single = |verdict: Option<(bool, Told, usize)>, uncounted: bool| Single {
        party,
        concept,
        verdict: verdict.map(|(stable, told, more)| Reason {
            state: state.clone(),
            party: graph.parties[party],
            concept,
            stable,
            improvements: told.into_iter().map(|(to, answer)| improvement(graph, &to, answer)).collect(),
            more,
        }),
        uncounted,
    };
    match leaving.decide() {
        Err(Spent) => single(None, false),
        Ok(Err(to)) => single(Some((false, vec![(to, None)], 0)), false),
        Ok(Ok(seen)) => {
            // The verdict stands; what is told of it may take as much again.
            calls.set(budget.effort);
            match told(graph, leaving, compare, &seen) {
                Ok((told, more, all)) => single(Some((true, told, more)), !all),
                Err(Spent) => single(Some((true, seen, 0)), true),
            }
        }
    }
}

/// Improvements with their answers, the best for the party first; how many more there are, as far as they are counted; and
/// whether these are all.
fn told(
    graph: &Graph<'_>,
    leaving: &Leaving<'_, '_, '_>,
    compare: &Compare<'_>,
    seen: &Told,
) -> Result<(Told, usize, bool), Spent> {
    if seen.is_empty() {
        return Ok((Vec::new(), 0, true));
    }
    let (mut listed, all) = leaving.list(MOST_COUNTED)?;
    let by_number = |a: &Vec<usize>, b: &Vec<usize>| a.iter().rev().cmp(b.iter().rev());
    listed.sort_by(|a, b| {
        let (a_package, b_package) = (package(graph, a), package(graph, b));
        let worse = compare.better(&b_package, &a_package);
        worse.cmp(&compare.better(&a_package, &b_package)).then_with(|| by_number(a, b))
    });
    let more = listed.len().saturating_sub(MOST_TOLD);
    listed.truncate(MOST_TOLD);
    let mut answers = leaving.answers();
    let mut told = Told::new();
    for to in listed {
        let known = seen.iter().find(|(improvement, _)| *improvement == to).and_then(|(_, answer)| answer.clone());
        let answer = match known {
            Some(answer) => Some(answer),
            None => answers.to(&to)?,
        };
        told.push((to, answer));
    }
    Ok((told, more, all))
}

fn improvement(graph: &Graph<'_>, to: &[usize], answer: Option<Answer>) -> Improvement {
    let acts = |way: Vec<(usize, Vec<usize>)>| -> Vec<Act> {
        way.into_iter().map(|(mover, to)| Act { by: graph.members(mover), to: package(graph, &to) }).collect()
    };
    let to = package(graph, to);
    match answer {
        None => Improvement { to, answer: None, together: None },
        Some(Answer::Way(way)) => Improvement { to, answer: Some(acts(way)), together: None },
        Some(Answer::Together(moves, end)) => {
            Improvement { to, answer: Some(acts(moves)), together: Some(package(graph, &end)) }
        }
    }
}

/// The positions of a package's options; `None` where it is no state.
fn values(graph: &Graph<'_>, state: &Package) -> Option<Vec<usize>> {
    let allowed = graph.case.constraints().iter().all(|c| Case::allows(&c.content, state));
    let position = |a: &super::graph::Axis| a.options.iter().position(|o| *o == state.on(a.issue));
    graph.axes.iter().map(position).collect::<Option<Vec<usize>>>().filter(|_| allowed)
}

fn package(graph: &Graph<'_>, values: &[usize]) -> Package {
    Package(graph.axes.iter().zip(values).map(|(a, o)| a.options[*o]).collect())
}

fn not_a_state(graph: &Graph<'_>, state: &Package) -> Refusal {
    let broken = graph.case.constraints().iter().find(|c| !Case::allows(&c.content, state));
    match broken {
        Some(constraint) => Refusal::new(format!(
            "the package is no state: the constraint `{}` (line {}) rules it out",
            constraint.key,
            graph.case.line(constraint.place)
        )),
        None => Refusal::new("the package settles an issue otherwise than it was settled beforehand"),
    }
}

/// Whether each ranking names all states.
fn ranked<'s, 'a>(graph: &Graph<'_>, sheets: &dyn Fn() -> Sheet<'s, 'a>) -> Result<(), Refusal> {
    for party in graph.parties.iter().map(|p| graph.case.party(*p)) {
        let Preference::Ranking(ranking) = &party.preference else { continue };
        let mut sheet = sheets();
        let axes: Vec<usize> = (0..graph.axes.len()).collect();
        let any = sheet.opened(&vec![Slot::Fixed(0); axes.len()], &axes);
        let state = sheet.state(&any);
        sheet.clause(&[state]);
        for package in ranking.iter().flatten() {
            let other: Vec<_> = graph
                .axes
                .iter()
                .zip(&any)
                .map(|(axis, slot)| match axis.options.iter().position(|o| *o == package.on(axis.issue)) {
                    Some(option) => !sheet.is(*slot, option),
                    None => sheet.yes(),
                })
                .collect();
            sheet.clause(&other);
        }
        if sheet.solve(&[]) != Ok(false) {
            let missing = first_missing(graph, &sheet, &any);
            return Err(Refusal::new(format!(
                "the `ranking` of {} (line {}) does not name all states: {missing} is missing",
                party.name,
                graph.case.line(party.place),
            ))
            .help("rank every package that constraints allow; packages that tie go into a list of their own")
            .help("if you only know that some things matter more than others, use `prefers`"));
        }
    }
    Ok(())
}

fn first_missing(graph: &Graph<'_>, sheet: &Sheet<'_, '_>, any: &Frame) -> String {
    let values = sheet.values(any);
    graph.case.package_line(&package(graph, &values))
}
