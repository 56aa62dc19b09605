//! Looking so many moves ahead, for two parties (Kilgour 1985; Fang, Hipel & Kilgour 1993, chapter 4).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    super::{
        Checks, Reason, Says,
        told::{self, Read, same},
    },
    Look,
    model::{Model, Mover},
};

/// Horizons that are looked at to find out what repeats.
const MOST: usize = 600;

/// Checks who stays where, and what repeats.
pub(super) fn check(look: &Look<'_, '_>, checks: &mut Checks) {
    let told = &look.answer()["limited"];
    if told.is_null() {
        return;
    }
    let model = look.model;
    if model.movers.len() > 2 || model.movers.iter().any(|m| m.members.len() != 1 || m.unknown) {
        checks.check("limited", Says::Limited, told::unread(told));
        return;
    }
    let (ahead, ties, cycle) = ahead(model);
    let stays = |h: usize, n: usize| -> BTreeSet<usize> {
        // After the last horizon looked at, where things end comes again.
        let h = match cycle {
            Some((first, period)) if h >= ahead.len() => first + (h - first) % period,
            _ => h.min(ahead.len() - 1),
        };
        (0..model.states.len()).filter(|s| ahead[h][n][*s] == *s).collect()
    };
    let found = told::list(&told["stable"]).and_then(|listed| {
        for (n, told) in listed.iter().enumerate() {
            horizon(look, told, n + 1, &stays)?;
        }
        same(&told["horizon"], &json!(listed.len()))
    });
    checks.check("limited", Says::Limited, found);
    let horizons = told["stable"].as_array().map_or(0, Vec::len);
    let ties_at = |h: usize| match cycle {
        Some((_, period)) if h > ties.len() => ties[ties.len() - period + (h - ties.len() - 1) % period],
        _ => ties.get(h - 1).copied().unwrap_or(0),
    };
    let sum: usize = (1..=horizons).map(ties_at).sum();
    checks.check("limited.ties", Says::Limited, same(&told["ties"], &json!(sum)));
    let Some((first, period)) = cycle else { return checks.skip("limited.period", Says::Limited, Reason::TooMuchWork) };
    let all = |h: usize| (0..model.movers.len()).map(|n| stays(h, n)).collect::<Vec<_>>();
    let start = first.max(1);
    let again = |q: &usize| (start..start + period).all(|h| all(h) == all(h + q));
    let period = (1..=period).find(again).unwrap_or(period);
    let from = (1..=start).rev().take_while(|h| all(*h) == all(h + period)).last().unwrap_or(start);
    checks.check("limited.period", Says::Limited, same(&told["period"], &json!(period)));
    checks.check("limited.from", Says::Limited, same(&told["from"], &json!(from)));
}

fn horizon(
    look: &Look<'_, '_>,
    told: &Value,
    number: usize,
    stays: &dyn Fn(usize, usize) -> BTreeSet<usize>,
) -> Read<()> {
    let model = look.model;
    same(&told["h"], &json!(number))?;
    let everywhere: BTreeSet<usize> = (0..model.states.len()).collect();
    let mut all = everywhere.clone();
    let mut by_party = Map::new();
    for party in &model.parties {
        let mover = model.movers.iter().position(|m| m.members.contains(party));
        let stable = mover.map_or_else(|| everywhere.clone(), |n| stays(number, n));
        by_party.insert(look.case().party(*party).key.clone(), look.set(&stable));
        all = all.intersection(&stable).copied().collect();
    }
    same(&told["by_party"], &Value::Object(by_party))?;
    same(&told["equilibria"], &look.set(&all))
}

/// For each number of moves to come, for each mover, for each state: where it ends.
type Ends = Vec<Vec<Vec<usize>>>;

/// Where things end, for more and more moves to come, until that comes again; how often, for each of these numbers, the best
/// moves of somebody tied and end differently; from which number on it comes again, and after how many.
fn ahead(model: &Model<'_>) -> (Ends, Vec<usize>, Option<(usize, usize)>) {
    let same: Vec<usize> = (0..model.states.len()).collect();
    let mut ties = Vec::new();
    let mut ends = vec![model.movers.iter().map(|_| same.clone()).collect::<Vec<_>>()];
    while ends.len() < MOST {
        let before = &ends[ends.len() - 1];
        let found: Vec<Vec<(usize, bool)>> = model
            .movers
            .iter()
            .enumerate()
            .map(|(n, mover)| same.iter().map(|s| end(model, mover, before.get(1 - n), *s)).collect())
            .collect();
        ties.push(found.iter().flatten().filter(|(_, tied)| *tied).count());
        let next: Vec<Vec<usize>> = found.iter().map(|by| by.iter().map(|(end, _)| *end).collect()).collect();
        if let Some(first) = ends.iter().position(|e| *e == next) {
            let period = ends.len() - first;
            return (ends, ties, Some((first, period)));
        }
        ends.push(next);
    }
    (ends, ties, None)
}

/// Where things end if a mover may move: after its best move, where that is better than to stay; of moves that are as good, the
/// one to the first state. Whether one as good would have ended elsewhere.
fn end(model: &Model<'_>, mover: &Mover, other: Option<&Vec<usize>>, state: usize) -> (usize, bool) {
    let party = *mover.members.first().expect("a mover of one party");
    let mut moves = model.moves(mover, state).to_vec();
    moves.sort_unstable();
    let ends: Vec<usize> = moves.into_iter().map(|to| other.map_or(to, |o| o[to])).collect();
    let best: Vec<usize> =
        ends.iter().copied().filter(|end| !ends.iter().any(|other| model.better(party, *other, *end))).collect();
    match best.first() {
        Some(first) if model.better(party, *first, state) => (*first, best.iter().any(|end| end != first)),
        _ => (state, false),
    }
}
