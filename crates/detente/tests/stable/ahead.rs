//! The laws of looking ahead, of ways from a state, and of states that nobody tells apart.

use std::collections::{BTreeMap, BTreeSet};

use detente::{
    question::Budget,
    stable::{
        Concept, Convention,
        classes::classes,
        evolution::{distances, evolution},
        explicit::verdicts,
        limited::limited,
    },
};

use crate::{
    laws::CONVENTIONS,
    model::{Law, Places, both, movers, read, settled},
    spec::Spec,
};

/// Horizons that are looked at.
const FAR: u32 = 12;

/// Two parties that look some moves ahead stay where the definition says.
pub(crate) fn looked_ahead(spec: &Spec) -> Law {
    let case = read(spec)?;
    let Some((space, judge)) = both(&case, &settled(&case, spec))? else { return Ok(()) };
    if judge.parties.len() != 2 {
        return Ok(());
    }
    let places = Places::of(&space);
    let found = limited(&space, FAR, &Budget::default()).map_err(|r| format!("refused: {}", r.message))?;
    if found.horizons.len() != FAR as usize {
        return Err(format!("{} horizons instead of {FAR}", found.horizons.len()));
    }
    let stays = |horizon: u32| {
        let of = |p: usize| judge.stays_ahead(horizon, p, 1 - p).into_iter().collect::<BTreeSet<_>>();
        [of(0), of(1)]
    };
    let nash = judge.told(Convention::Literature);
    for (n, horizon) in found.horizons.iter().enumerate() {
        let meant = stays(n as u32 + 1);
        for (party, meant) in meant.iter().enumerate() {
            let told = places.places(&horizon.stable[party]).ok_or("what is stable is no state")?;
            if told != *meant {
                return Err(format!("party {party}, {} ahead: {told:?} instead of {meant:?}", n + 1));
            }
            if n == 0 && (0..judge.states.len()).any(|s| nash.stable(Concept::Nash, party, s) != told.contains(&s)) {
                return Err("one move ahead is not Nash".to_owned());
            }
        }
        if places.places(&horizon.equilibria) != Some(&meant[0] & &meant[1]) {
            return Err(format!("equilibria {} ahead are {:?}", n + 1, horizon.equilibria));
        }
    }
    let Some(repeats) = found.repeats else { return Ok(()) };
    let (from, period) = (repeats.from, repeats.period);
    if from + 2 * period > 40 {
        return Ok(());
    }
    let all: BTreeMap<u32, _> = (1..=48).map(|h| (h, stays(h))).collect();
    if (from..=48 - period).any(|h| all[&h] != all[&(h + period)]) {
        return Err(format!("{repeats:?}: verdicts do not come again"));
    }
    if from > 1 && all[&(from - 1)] == all[&(from - 1 + period)] {
        return Err(format!("{repeats:?}: verdicts come again before"));
    }
    if (1..period).any(|p| (from..=48 - p).all(|h| all[&h] == all[&(h + p)])) {
        return Err(format!("{repeats:?}: the period is shorter"));
    }
    Ok(())
}

/// Shortest ways from each state to all others.
pub(crate) fn ways(spec: &Spec) -> Law {
    let case = read(spec)?;
    let Some((space, judge)) = both(&case, &settled(&case, spec))? else { return Ok(()) };
    let places = Places::of(&space);
    let of = movers(&space, &judge);
    let everyone: Vec<usize> = (0..judge.movers.len()).collect();
    for (start, from) in places.cells.iter().enumerate() {
        let found = evolution(
            &space,
            *from,
            &places.cells,
            |c| if c % 2 == 0 { vec![Concept::Nash] } else { vec![] },
            &Budget::default(),
        )
        .map_err(|r| r.message)?;
        let [mut any, mut improving] =
            [false, true].map(|improving| judge.distances(&everyone, Convention::Literature, improving, start));
        // To be back is no way.
        any.insert(start, 0);
        improving.insert(start, 0);
        if found.from != *from || found.reached + 1 != any.len() || found.improved + 1 != improving.len() {
            return Err(format!("{} and {} reached from {start}", found.reached, found.improved));
        }
        let every = distances(&space, *from, &Budget::default()).map_err(|r| r.message)?;
        for (cell, far) in every.iter().enumerate() {
            let meant = places.place(cell).and_then(|p| any.get(&p)).map(|n| *n as u32);
            if *far != meant {
                return Err(format!("cell {cell} is {far:?} moves from {start} instead of {meant:?}"));
            }
        }
        if found.ways.len() + found.more != judge.states.len() {
            return Err(format!("{} ways", found.ways.len()));
        }
        let mut last = (0, 0, 0);
        for way in &found.ways {
            let end = places.place(way.to).ok_or("a way leads to what is no state")?;
            if way.concepts.is_empty() == (way.to % 2 == 0) {
                return Err("concepts are not those that were told".to_owned());
            }
            for (improving, (path, far)) in [(false, (&way.any, &any)), (true, (&way.improving, &improving))] {
                if path.as_ref().map(Vec::len) != far.get(&end).copied() {
                    return Err(format!("from {start} to {end}: {path:?} instead of {:?}", far.get(&end)));
                }
                let Some(path) = path else { continue };
                let steps: Option<Vec<(usize, usize)>> =
                    path.iter().map(|(m, to)| Some((of[*m]?, places.place(*to)?))).collect();
                let steps = steps.ok_or("a way by nobody, or over what is no state")?;
                judge.legal(&everyone, Convention::Literature, improving, start, &steps, end)?;
            }
            let length = |path: &Option<Vec<_>>| path.as_ref().map_or(usize::MAX, Vec::len);
            let now = (length(&way.improving), length(&way.any), way.to);
            if now < last {
                return Err("the nearest do not come first".to_owned());
            }
            last = now;
        }
    }
    Ok(())
}

/// States of one class are stable alike, and no two classes could be one.
pub(crate) fn coalesced(spec: &Spec) -> Law {
    let case = read(spec)?;
    let Some((space, judge)) = both(&case, &settled(&case, spec))? else { return Ok(()) };
    let places = Places::of(&space);
    let found = classes(&space, |_| 0, &Budget::default()).map_err(|r| r.message)?;
    let merged: usize = found.merged.iter().map(|c| c.len() - 1).sum();
    if found.count + merged != judge.states.len() || found.merged.iter().any(|c| c.len() < 2) {
        return Err(format!("{} classes of {} states: {:?}", found.count, judge.states.len(), found.merged));
    }
    let class: Vec<usize> = places.cells.iter().map(|c| found.representative(*c)).collect();
    let led = |mover: usize, s: usize| -> BTreeSet<usize> {
        judge.moves(mover, s).iter().map(|t| class[*t]).filter(|c| *c != class[s]).collect()
    };
    let parties = 0..judge.parties.len();
    for class in &found.merged {
        let states: Vec<usize> = class.iter().filter_map(|c| places.place(*c)).collect();
        let first = states[0];
        for s in &states {
            let same = parties.clone().all(|p| judge.same(p, first, *s));
            let led = (0..judge.movers.len()).all(|m| led(m, first) == led(m, *s));
            if !same || !led {
                return Err(format!("{first} and {s} are one class, and are not alike"));
            }
        }
    }
    // The coarsest such partition, by taking states apart until nothing changes.
    let alike =
        |a: usize, b: usize| parties.clone().all(|p| judge.same(p, a, b) && judge.sees(p, a) == judge.sees(p, b));
    let mut coarse: Vec<usize> = (0..class.len()).map(|s| (0..=s).find(|t| alike(s, *t)).unwrap_or(s)).collect();
    loop {
        let led = |m: usize, s: usize| -> BTreeSet<usize> {
            judge.moves(m, s).iter().map(|t| coarse[*t]).filter(|c| *c != coarse[s]).collect()
        };
        let same =
            |a: usize, b: usize| coarse[a] == coarse[b] && (0..judge.movers.len()).all(|m| led(m, a) == led(m, b));
        let finer: Vec<usize> = (0..class.len()).map(|s| (0..=s).find(|t| same(s, *t)).unwrap_or(s)).collect();
        if finer == coarse {
            break;
        }
        coarse = finer;
    }
    if coarse.iter().map(|s| places.cells[*s]).collect::<Vec<_>>() != class {
        return Err(format!("classes are {class:?} instead of {coarse:?} (counted from 0)"));
    }
    for convention in CONVENTIONS {
        let told = verdicts(&space, convention, &Concept::ALL, &Budget::default()).map_err(|r| r.message)?;
        for class in &found.merged {
            for concept in Concept::ALL.into_iter().filter(|c| *c != Concept::Sim) {
                let unlike =
                    |p: usize| class.iter().any(|c| told.stable(concept, p, *c) != told.stable(concept, p, class[0]));
                if parties.clone().any(unlike) {
                    return Err(format!("{class:?} is one class, but not under {}", concept.key()));
                }
            }
        }
        let mark = |cell: usize| parties.clone().map(|p| u64::from(told.stable(Concept::Sim, p, cell)) << p).sum();
        let finer = classes(&space, mark, &Budget::default()).map_err(|r| r.message)?;
        if finer
            .merged
            .iter()
            .any(|c| c.iter().any(|s| mark(*s) != mark(c[0]) || found.representative(*s) != found.representative(c[0])))
        {
            return Err("marks do not set states apart".to_owned());
        }
    }
    Ok(())
}
