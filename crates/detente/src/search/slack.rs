//! Walk-aways reach over all issues and so would tie everything into one part. Where there is room enough, they stand in
//! no conflict at all, and this can be proven part by part.
//!
//! Without the walk-aways the case falls into parts. For each part and each largest set of its members that can hold,
//! a witness is kept that is worth much to everybody. A package is made of one witness for each part; so if, for
//! every party, the poorest witnesses of all parts together still reach its walk-away, then every combination can be
//! had with all walk-aways held, and no conflict holds a walk-away.

use super::{
    conflicts::{Enumeration, Progress},
    knots::{Knot, Limits, each, split},
    model::Model,
    oracle::{Found, Oracle},
    parts::{Part, parts},
    solver::{Lit, Solver, Verdict},
};
use crate::{case::Wants, rule::Asks};

/// Parts of the best that a witness should reach for every party, over what is needed, in hundredths; tried in turn.
const MARGINS: [i128; 6] = [25, 12, 5, 0, -10, -25];

/// Questions for each part before it is given up.
const CALLS: u64 = 20_000;

struct Walk<'c> {
    rule: usize,
    wants: &'c Wants,
    needed: i128,
}

/// The knots, if no walk-away stands in any conflict and that could be proven; and whether it was stopped.
pub(crate) fn without_walk_aways(model: &Model<'_>, limits: &Limits) -> Option<(Vec<Knot>, bool)> {
    let walks: Vec<Walk<'_>> = model
        .rules
        .iter()
        .enumerate()
        .filter_map(|(rule, r)| match r.asks {
            Asks::Worth(party) => {
                let (walk_away, wants) = model.case.walk_away(party)?;
                Some(Walk { rule, wants, needed: wants.points_needed(walk_away.worth) })
            }
            _ => None,
        })
        .collect();
    if walks.is_empty() {
        return None;
    }
    let small = parts(model, &|r| !walks.iter().any(|w| w.rule == r));
    if small.len() < 2 {
        return None;
    }
    let best: Vec<i128> =
        walks.iter().map(|w| w.wants.points.iter().map(|p| p.iter().copied().max().unwrap_or(0)).sum()).collect();
    // Issues that no part touches are judged together, as one more part without rules.
    let mut lowest = vec![0_i128; walks.len()];
    let mut touched = vec![false; model.case.issues().len()];
    let solved = each(&small, limits.threads, &|part| judge(model, part, &walks, &best, limits));
    let mut knots = Vec::new();
    for part in solved {
        let part = part?;
        for (sum, low) in lowest.iter_mut().zip(&part.lowest) {
            *sum += low;
        }
        part.issues.iter().for_each(|i| touched[*i] = true);
        knots.extend(part.knots);
    }
    let settled = |i: usize| model.settled.iter().find(|(s, _)| s.index() == i).map(|(_, o)| o.index());
    for issue in (0..touched.len()).filter(|i| !touched[*i]) {
        let option = settled(issue).unwrap_or_else(|| fairest(&walks, &best, issue));
        for (sum, w) in lowest.iter_mut().zip(&walks) {
            *sum += w.wants.points[issue].get(option).copied().unwrap_or(0);
        }
    }
    let proven = !limits.cancel.stopped() && walks.iter().zip(&lowest).all(|(w, low)| *low >= w.needed);
    proven.then_some((knots, false))
}

/// The option of an issue whose least part of anybody's best is greatest.
fn fairest(walks: &[Walk<'_>], best: &[i128], issue: usize) -> usize {
    let options = walks.first().map_or(0, |w| w.wants.points[issue].len());
    let share = |o: usize| {
        walks.iter().zip(best).map(|(w, b)| w.wants.points[issue][o] * 1_000_000 / (*b).max(1)).min().unwrap_or(0)
    };
    (0..options).max_by_key(|o| (share(*o), std::cmp::Reverse(*o))).unwrap_or(0)
}

struct Judged {
    knots: Vec<Knot>,
    /// The issues of the part.
    issues: Vec<usize>,
    /// For each walk-away, the poorest witness.
    lowest: Vec<i128>,
}

fn judge(model: &Model<'_>, part: &Part, walks: &[Walk<'_>], best: &[i128], limits: &Limits) -> Option<Judged> {
    let mut oracle = Oracle::new(model, part, limits.cancel.clone());
    let issues: Vec<usize> = (0..oracle.lits.choose.len()).filter(|i| !oracle.lits.choose[*i].is_empty()).collect();
    let targets = targets(&mut oracle, &issues, walks, best);
    let mut lowest: Option<Vec<i128>> = None;
    let members = part.members(model);
    let mut witness = |oracle: &mut Oracle, held: &[usize]| {
        let points = witness(oracle, held, &issues, walks, &targets);
        lowest = Some(match lowest.take() {
            None => points,
            Some(old) => old.into_iter().zip(points).map(|(a, b)| a.min(b)).collect(),
        });
    };
    if let Found::Agreement(_) = oracle.ask(members.iter().copied()) {
        witness(&mut oracle, &members);
        return Some(Judged { knots: Vec::new(), issues, lowest: lowest? });
    }
    let mut search = Enumeration::new(members.clone(), limits.cancel.clone());
    search.run(&mut oracle, CALLS.min(limits.calls), limits.conflicts, &mut |oracle, left_out| {
        let held: Vec<usize> = members.iter().copied().filter(|m| !left_out.contains(m)).collect();
        witness(oracle, &held);
    });
    if search.progress != Progress::Complete {
        return None;
    }
    Some(Judged { knots: split(model, part, &search), issues, lowest: lowest? })
}

/// For each margin, the literals that say that everybody gets its share of this part, with the margin.
fn targets(oracle: &mut Oracle, issues: &[usize], walks: &[Walk<'_>], best: &[i128]) -> Vec<Vec<Lit>> {
    let mut targets = Vec::new();
    for margin in MARGINS {
        let mut lits = Vec::new();
        for (w, total) in walks.iter().zip(best) {
            let mut points: Vec<Vec<i128>> = w.wants.points.iter().map(|p| vec![0; p.len()]).collect();
            let mut here = 0;
            for i in issues {
                points[*i].clone_from(&w.wants.points[*i]);
                here += points[*i].iter().copied().max().unwrap_or(0);
            }
            // The share of the best here that is needed of the best of all, and the margin.
            let hundredths = (w.needed * 100 / (*total).max(1) + margin).clamp(0, 100);
            let lit = oracle.solver.variable(false);
            oracle.solver.theory().sums.add(Some(lit), points, here * hundredths / 100);
            lits.push(lit);
        }
        targets.push(lits);
    }
    targets
}

/// What a good witness for a set of members is worth, in the points of each walk-away.
fn witness(
    oracle: &mut Oracle,
    held: &[usize],
    issues: &[usize],
    walks: &[Walk<'_>],
    targets: &[Vec<Lit>],
) -> Vec<i128> {
    let held: Vec<Lit> = held.iter().filter_map(|n| oracle.lits.selectors[*n]).collect();
    for shares in targets.iter().map(Vec::as_slice).chain([[].as_slice()]) {
        let assumptions: Vec<Lit> = held.iter().chain(shares).copied().collect();
        if oracle.solver.solve(&assumptions) == Verdict::Sat {
            break;
        }
    }
    let package = oracle.package();
    walks.iter().map(|w| issues.iter().map(|i| w.wants.points[*i][package.options()[*i].index()]).sum()).collect()
}
