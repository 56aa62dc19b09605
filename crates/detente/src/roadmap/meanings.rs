//! Whether the parties only seem to agree on what comes first: does another reading of a precondition change whether there is
//! an order?

use super::{closure::Closure, graph::Graph};
use crate::case::{Case, DemandId, Insists};

/// A demand that is read otherwise than the file has it first: the demand, and which of its readings.
pub(crate) type Reading = (DemandId, usize);

/// How the verdict depends on readings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Readings {
    /// Whether the goals are reached as the file has it.
    pub(crate) reached: bool,
    /// For each other reading by itself, in the order of the file, whether the goals are reached in it.
    pub(crate) alone: Vec<(Reading, bool)>,
    /// The readings that change the verdict together, but no fewer of them: those of one first, then in the order of the file.
    pub(crate) change: Vec<Vec<Reading>>,
    /// Whether all combinations were tried; otherwise each alone and each two together.
    pub(crate) complete: bool,
}

/// Combinations up to which all are tried.
const MOST: usize = 4_096;

/// How the verdict depends on readings. `build` makes the graph for a choice of them, at most one of each demand; demands for
/// which `void` holds are given up, so that nothing depends on how they are read.
pub(crate) fn readings(case: &Case, void: &dyn Fn(DemandId) -> bool, build: &dyn Fn(&[Reading]) -> Graph) -> Readings {
    let reaches = |choice: &[Reading]| {
        let graph = build(choice);
        Closure::new(&graph).reaches(&vec![false; graph.clauses.len()])
    };
    let read: Vec<(DemandId, usize)> = case
        .demands()
        .iter()
        .enumerate()
        .map(|(n, d)| {
            (DemandId::at(n), if matches!(d.insists, Insists::Order(_)) { d.terms.meanings.len() } else { 0 })
        })
        .filter(|(d, meanings)| *meanings > 0 && !void(*d))
        .collect();
    let combinations = read.iter().try_fold(1_usize, |all, (_, meanings)| all.checked_mul(meanings + 1));
    let complete = combinations.is_some_and(|all| all <= MOST);
    let reached = reaches(&[]);
    let mut found = Readings { reached, complete, ..Readings::default() };
    let largest = if complete { read.len() } else { 2.min(read.len()) };
    let mut level: Vec<(Vec<Reading>, usize)> = vec![(Vec::new(), 0)];
    for size in 1..=largest {
        let mut next = Vec::new();
        for (choice, from) in &level {
            for (at, (demand, meanings)) in read.iter().enumerate().skip(*from) {
                for meaning in 0..*meanings {
                    let mut more = choice.clone();
                    more.push((*demand, meaning));
                    if found.change.iter().any(|c| c.iter().all(|r| more.contains(r))) {
                        continue;
                    }
                    let now = reaches(&more);
                    if size == 1 {
                        found.alone.push(((*demand, meaning), now));
                    }
                    if now == reached {
                        next.push((more, at + 1));
                    } else {
                        found.change.push(more);
                    }
                }
            }
        }
        level = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::{
        case::Package,
        file,
        roadmap::graph::{Graph, Terms},
    };

    /// A case in which demands are read in several ways; each choice comes from the digits of a number.
    fn case(mut seed: usize) -> Case {
        let mut below = |n: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % n
        };
        let mut text = "title = \"Begun or completed\"\n[parties.one]\n[parties.other]\n".to_owned();
        (0..6).for_each(|s| writeln!(text, "[steps.s{s}]\nby = [\"one\"]").unwrap());
        for n in 0..6 {
            let step = below(6);
            let mut other = || (step + 1 + below(5)) % 6;
            let first = other();
            writeln!(text, "[demands.d{n}]\nparty = \"one\"\nstep = \"s{step}\"\nonly_after = [\"s{first}\"]").unwrap();
            for m in 0..n % 3 {
                let waits = if m == 0 { "only_after" } else { "on_credit" };
                writeln!(text, "[demands.d{n}.readings.r{m}]\n{waits} = [\"s{}\"]", other()).unwrap();
            }
        }
        file::read("meanings.case.toml", &text).case.unwrap()
    }

    #[test]
    fn all_least_choices_that_change_the_verdict_are_told() {
        let (mut changing, mut together) = (0, 0);
        for seed in 0..400 {
            let case = case(seed);
            let package = Package::settling(&case, &[]).unwrap();
            let build = |meanings: &[Reading]| {
                Graph::new(&case, &package, &Terms { meanings: meanings.to_vec(), ..Terms::default() })
            };
            let told = readings(&case, &|_| false, &build);
            assert!(told.complete);
            let reaches = |choice: &[Reading]| {
                let graph = build(choice);
                graph.reaches(&vec![false; graph.clauses.len()])
            };
            // All choices: for each demand none or one of its readings.
            let mut choices: Vec<Vec<Reading>> = vec![Vec::new()];
            for (n, demand) in case.demands().iter().enumerate() {
                let with = |choice: &Vec<Reading>| {
                    let choice = choice.clone();
                    (0..demand.terms.meanings.len()).map(move |m| {
                        let mut more = choice.clone();
                        more.push((DemandId::at(n), m));
                        more
                    })
                };
                let more: Vec<Vec<Reading>> = choices.iter().flat_map(with).collect();
                choices.extend(more);
            }
            assert_eq!(told.reached, reaches(&[]), "seed {seed}");
            let mut change: Vec<Vec<Reading>> = choices.into_iter().filter(|c| reaches(c) != told.reached).collect();
            let all = change.clone();
            change.retain(|c| !all.iter().any(|o| o != c && o.iter().all(|r| c.contains(r))));
            change.sort_by_key(|c| (c.len(), c.clone()));
            assert_eq!(told.change, change, "seed {seed}");
            let alone =
                |(reading, reached): &(Reading, bool)| (*reached == told.reached) != change.contains(&vec![*reading]);
            assert!(told.alone.len() == 6 && told.alone.iter().all(alone), "seed {seed}");
            changing += usize::from(!change.is_empty());
            together += usize::from(change.iter().any(|c| c.len() > 1));
        }
        assert!(changing > 40 && together > 10, "{changing} change, {together} only together");
    }
}
