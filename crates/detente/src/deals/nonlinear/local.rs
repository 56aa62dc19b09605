//! Packages found by changing one issue at a time, to begin with.

use super::{
    compress::{Owner, Problem},
    front::Front,
    search::Work,
};

/// A package, and what it is worth, kept up to date as issues are changed.
#[derive(Debug, Clone)]
pub(super) struct Walk<'a> {
    problem: &'a Problem,
    choice: Vec<usize>,
    /// Links of each table that are not met.
    unmet: Vec<usize>,
    /// Tables of each term that are met.
    met: Vec<usize>,
    worth: Vec<i128>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(problem: &'a Problem, choice: Vec<usize>) -> Self {
        let unmet = problem.tables.iter().map(|t| t.links.clone().filter(|l| !holds(problem, *l, &choice)).count());
        let unmet: Vec<usize> = unmet.collect();
        let met: Vec<usize> =
            problem.terms.iter().map(|t| t.tables.clone().filter(|t| unmet[*t] == 0).count()).collect();
        let mut worth = problem.base.clone();
        for (worth, points) in worth.iter_mut().zip(&problem.points) {
            *worth += points.iter().zip(&choice).map(|(p, o)| p[*o]).sum::<i128>();
        }
        for (term, met) in problem.terms.iter().zip(&met) {
            if *met > 0 {
                worth[term.party] += term.points;
            }
        }
        Walk { problem, choice, unmet, met, worth }
    }

    pub(super) fn worth(&self) -> &[i128] {
        &self.worth
    }

    /// What it is worth to those that are counted.
    pub(super) fn counted(&self) -> &[i128] {
        &self.worth[..self.problem.counted]
    }

    pub(super) fn choice(&self) -> &[usize] {
        &self.choice
    }

    /// Whether floors and laws are kept.
    pub(super) fn possible(&self) -> bool {
        self.worth.iter().zip(&self.problem.floors).all(|(x, floor)| x >= floor)
            && self.problem.lawful(&|t| self.unmet[t] == 0)
    }

    pub(super) fn choose(&mut self, issue: usize, option: usize) {
        let problem = self.problem;
        let was = std::mem::replace(&mut self.choice[issue], option);
        if was == option {
            return;
        }
        for (worth, points) in self.worth.iter_mut().zip(&problem.points) {
            *worth += points[issue][option] - points[issue][was];
        }
        for link in problem.at[issue].iter().map(|l| &problem.links[*l]) {
            let (before, now) = (link.meant >> was & 1, link.meant >> option & 1);
            if before == now {
                continue;
            }
            let unmet = &mut self.unmet[link.table];
            let was_met = *unmet == 0;
            *unmet = if now == 1 { *unmet - 1 } else { *unmet + 1 };
            let is_met = *unmet == 0;
            if was_met == is_met {
                continue;
            }
            if let Owner::Term(t) = problem.tables[link.table].owner {
                let term = &problem.terms[t];
                if is_met {
                    self.met[t] += 1;
                    if self.met[t] == 1 {
                        self.worth[term.party] += term.points;
                    }
                } else {
                    self.met[t] -= 1;
                    if self.met[t] == 0 {
                        self.worth[term.party] -= term.points;
                    }
                }
            }
        }
    }
}

fn holds(problem: &Problem, link: usize, choice: &[usize]) -> bool {
    let link = &problem.links[link];
    link.meant >> choice[link.issue] & 1 == 1
}

/// Neighbours looked at, at most, from all starts together.
const MOST: u64 = 3_000_000;

/// Climbs in some directions, then looks around what was found.
pub(super) fn climb(problem: &Problem, directions: &[Vec<i128>], front: &mut Front, work: &mut Work<'_>) {
    if problem.options.iter().any(Vec::is_empty) {
        return;
    }
    let mut waiting: Vec<Vec<usize>> = Vec::new();
    for weights in directions {
        let mut walk = Walk::new(problem, vec![0; problem.options.len()]);
        uphill(&mut walk, weights, front, &mut waiting);
        if work.stopped() {
            return;
        }
    }
    around(problem, waiting, front, work);
}

/// Puts in what a package is worth, then climbs from it, then looks around. Gives the vectors that were found.
pub(super) fn near(
    problem: &Problem,
    choice: Vec<usize>,
    weights: &[i128],
    front: &mut Front,
    work: &mut Work<'_>,
) -> Vec<Vec<i128>> {
    let mut waiting = Vec::new();
    let mut walk = Walk::new(problem, choice);
    keep(&walk, front, &mut waiting);
    uphill(&mut walk, weights, front, &mut waiting);
    let mut found: Vec<Vec<i128>> = waiting.iter().map(|c| Walk::new(problem, c.clone()).counted().to_vec()).collect();
    found.extend(around(problem, waiting, front, work));
    found
}

/// Looks at the neighbours of packages, at theirs, and so on, as long as something is found (Pareto local search:
/// Paquete, Chiarandini & Stützle, 2004). Gives the vectors that were found.
pub(super) fn around(
    problem: &Problem,
    mut waiting: Vec<Vec<usize>>,
    front: &mut Front,
    work: &mut Work<'_>,
) -> Vec<Vec<i128>> {
    let mut found = Vec::new();
    let mut looked = 0;
    while let Some(choice) = waiting.pop() {
        let mut walk = Walk::new(problem, choice);
        if !front.vectors().any(|v| v == walk.counted()) {
            continue;
        }
        for issue in 0..problem.options.len() {
            let was = walk.choice()[issue];
            for option in (0..problem.options[issue].len()).filter(|o| *o != was) {
                walk.choose(issue, option);
                looked += 1;
                if keep(&walk, front, &mut waiting) {
                    found.push(walk.counted().to_vec());
                }
            }
            walk.choose(issue, was);
        }
        if looked > MOST || work.stopped() {
            break;
        }
    }
    found
}

fn keep(walk: &Walk<'_>, front: &mut Front, waiting: &mut Vec<Vec<usize>>) -> bool {
    let new = front.wants(walk.counted())
        && walk.possible()
        && front.insert(walk.counted(), || walk.problem.package(walk.choice()));
    if new {
        waiting.push(walk.choice().to_vec());
    }
    new
}

/// Changes one issue at a time, as long as a weighted sum of worth grows.
fn uphill(walk: &mut Walk<'_>, weights: &[i128], front: &mut Front, waiting: &mut Vec<Vec<usize>>) {
    let problem = walk.problem;
    let sum = |walk: &Walk<'_>| walk.worth().iter().zip(weights).map(|(x, w)| x * w).sum::<i128>();
    let mut best = sum(walk);
    let mut grew = true;
    while std::mem::take(&mut grew) {
        for issue in 0..problem.options.len() {
            let mut chosen = walk.choice()[issue];
            for option in 0..problem.options[issue].len() {
                walk.choose(issue, option);
                if sum(walk) > best {
                    (best, chosen, grew) = (sum(walk), option, true);
                }
            }
            walk.choose(issue, chosen);
        }
    }
    keep(walk, front, waiting);
}
