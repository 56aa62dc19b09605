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
const CALLS: u64 = 5_000;

/// Times that witnesses are looked for, each time aiming higher for those that lacked worth the time before.
const ROUNDS: usize = 3;

struct Walk<'c> {
    rule: usize,
    wants: &'c Wants,
    /// Points of what would be best for the party.
    best: i128,
    needed: i128,
}

/// What came of the attempt.
pub(crate) enum Slack {
    /// No walk-away stands in any conflict; these are the knots.
    Proven(Vec<Knot>),
    /// That could not be shown. Conflicts that were found on the way are conflicts all the same.
    Open(Vec<Vec<usize>>),
}

/// Finds the knots, if no walk-away stands in any conflict and that can be proven.
pub(crate) fn without_walk_aways(model: &Model<'_>, limits: &Limits) -> Slack {
    let walks: Vec<Walk<'_>> = model
        .rules
        .iter()
        .enumerate()
        .filter_map(|(rule, r)| match r.asks {
            Asks::Worth(party) => {
                let (walk_away, wants) = model.case.walk_away(party)?;
                let best = wants.points.iter().map(|p| p.iter().copied().max().unwrap_or(0)).sum();
                Some(Walk { rule, wants, best, needed: wants.points_needed(walk_away.worth) })
            }
            _ => None,
        })
        .collect();
    if walks.is_empty() {
        return Slack::Open(Vec::new());
    }
    let small = parts(model, &|r| !walks.iter().any(|w| w.rule == r));
    if small.len() < 2 {
        return Slack::Open(Vec::new());
    }
    let mut aims: Vec<i128> = walks.iter().map(|w| w.needed * 100 / w.best.max(1)).collect();
    let mut conflicts = Vec::new();
    for _ in 0..ROUNDS {
        let judged = each(&small, limits.threads, &|part| judge(model, part, &walks, &aims, limits));
        conflicts = judged.iter().flat_map(|j| j.conflicts.iter().cloned()).collect();
        if limits.cancel.stopped() || judged.iter().any(|j| j.lowest.is_none()) {
            break;
        }
        let lowest = lowest(model, &walks, &judged);
        if walks.iter().zip(&lowest).all(|(w, low)| *low >= w.needed) {
            return Slack::Proven(judged.into_iter().flat_map(|j| j.knots).collect());
        }
        for ((aim, w), low) in aims.iter_mut().zip(&walks).zip(&lowest) {
            let lacking = (w.needed - low).max(0) * 100 / w.best.max(1);
            *aim += if *low < w.needed { lacking + 2 } else { -1 };
        }
    }
    Slack::Open(conflicts)
}

/// For each walk-away, the points of the poorest package that can be made of the witnesses.
fn lowest(model: &Model<'_>, walks: &[Walk<'_>], judged: &[Judged]) -> Vec<i128> {
    let mut lowest = vec![0_i128; walks.len()];
    let mut touched = vec![false; model.case.issues().len()];
    for part in judged {
        for (sum, low) in lowest.iter_mut().zip(part.lowest.iter().flatten()) {
            *sum += low;
        }
        part.issues.iter().for_each(|i| touched[*i] = true);
    }
    // Issues that no part touches can be settled as is best for all together.
    let settled = |i: usize| model.settled.iter().find(|(s, _)| s.index() == i).map(|(_, o)| o.index());
    for issue in (0..touched.len()).filter(|i| !touched[*i]) {
        let option = settled(issue).unwrap_or_else(|| fairest(walks, issue));
        for (sum, w) in lowest.iter_mut().zip(walks) {
            *sum += w.wants.points[issue].get(option).copied().unwrap_or(0);
        }
    }
    lowest
}

/// The option of an issue whose least part of anybody's best is greatest.
fn fairest(walks: &[Walk<'_>], issue: usize) -> usize {
    let options = walks.first().map_or(0, |w| w.wants.points[issue].len());
    let share =
        |o: usize| walks.iter().map(|w| w.wants.points[issue][o] * 1_000_000 / w.best.max(1)).min().unwrap_or(0);
    (0..options).max_by_key(|o| (share(*o), std::cmp::Reverse(*o))).unwrap_or(0)
}

struct Judged {
    knots: Vec<Knot>,
    conflicts: Vec<Vec<usize>>,
    /// The issues of the part.
    issues: Vec<usize>,
    /// For each walk-away, the poorest witness; `None` if not all conflicts of the part could be found.
    lowest: Option<Vec<i128>>,
}

fn judge(model: &Model<'_>, part: &Part, walks: &[Walk<'_>], aims: &[i128], limits: &Limits) -> Judged {
    let mut oracle = Oracle::new(model, part, limits.cancel.clone());
    let issues: Vec<usize> = (0..oracle.lits.choose.len()).filter(|i| !oracle.lits.choose[*i].is_empty()).collect();
    // Witnesses are looked for by a solver of their own: the search for conflicts need not carry what they aim at.
    let mut second = Oracle::new(model, part, limits.cancel.clone());
    let targets = targets(&mut second, &issues, walks, aims);
    let mut lowest: Option<Vec<i128>> = None;
    let members = part.members(model);
    let mut witness = |held: &[usize]| {
        let points = witness(&mut second, held, &issues, walks, &targets);
        lowest = Some(match lowest.take() {
            None => points,
            Some(old) => old.into_iter().zip(points).map(|(a, b)| a.min(b)).collect(),
        });
    };
    if let Found::Agreement(_) = oracle.ask(members.iter().copied()) {
        witness(&members);
        return Judged { knots: Vec::new(), conflicts: Vec::new(), issues, lowest };
    }
    let mut search = Enumeration::new(members.clone(), limits.cancel.clone());
    search.run(&mut oracle, CALLS.min(limits.calls), limits.conflicts, &mut |left_out| {
        let held: Vec<usize> = members.iter().copied().filter(|m| !left_out.contains(m)).collect();
        witness(&held);
    });
    let complete = search.progress == Progress::Complete;
    let knots = if complete { split(model, part, &search) } else { Vec::new() };
    Judged { knots, conflicts: search.conflicts, issues, lowest: lowest.filter(|_| complete) }
}

/// For each margin, the literals that say that everybody gets its share of this part, with the margin.
fn targets(oracle: &mut Oracle, issues: &[usize], walks: &[Walk<'_>], aims: &[i128]) -> Vec<Vec<Lit>> {
    let mut targets = Vec::new();
    for margin in MARGINS {
        let mut lits = Vec::new();
        for (w, aim) in walks.iter().zip(aims) {
            let mut points: Vec<Vec<i128>> = w.wants.points.iter().map(|p| vec![0; p.len()]).collect();
            let mut here = 0;
            for i in issues {
                points[*i].clone_from(&w.wants.points[*i]);
                here += points[*i].iter().copied().max().unwrap_or(0);
            }
            // The share of the best here that is needed of the best of all, and the margin.
            let hundredths = (aim + margin).clamp(0, 100);
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
