//! The laws of coalitions.

use std::collections::BTreeSet;

use detente::{
    case::PartyId,
    question::Budget,
    stable::{
        Concept, Convention,
        coalition::{CONCEPTS, Coalitions, all, coalitions, joint},
        space::Space,
    },
};

use crate::{
    judge::Judge,
    model::{Law, Places, both, read, settled},
    spec::Spec,
};

/// By the literature's rule, all coalitions are judged as they are defined, and single parties as by themselves.
pub(crate) fn of_the_literature(spec: &Spec) -> Law {
    let case = read(spec)?;
    let Some((space, judge)) = both(&case, &settled(&case, spec))? else { return Ok(()) };
    let every = all(&space.graph).map_err(|r| r.message)?;
    if every.len() != (1 << judge.parties.len()) - 1 {
        return Err(format!("there are {} coalitions", every.len()));
    }
    let found = coalitions(&space, &every, Convention::Literature, &Budget::default()).map_err(|r| r.message)?;
    if found.looked_at.iter().collect::<BTreeSet<_>>() != every.iter().collect() {
        return Err("not all coalitions were looked at".to_owned());
    }
    judged(&space, &judge, &judge, &found)?;
    let told = judge.told(Convention::Literature);
    for (coalition, stable) in found.looked_at.iter().zip(&found.stable) {
        let [party] = coalition[..] else { continue };
        for (concept, stable) in CONCEPTS.iter().zip(stable) {
            if (0..judge.states.len()).any(|s| stable[s] != told.stable(*concept, party, s)) {
                return Err(format!("party {party} by itself is not what it is as a coalition of one"));
            }
        }
    }
    for set in joint(&space.graph) {
        let these: BTreeSet<PartyId> = set.iter().map(|m| judge.parties[*m]).collect();
        if !judge.movers.iter().any(|m| m.iter().copied().collect::<BTreeSet<_>>() == these) {
            return Err(format!("{set:?} decide nothing together"));
        }
    }
    Ok(())
}

/// As in GMCR+, a coalition is one player.
pub(crate) fn of_gmcr_plus(spec: &Spec) -> Law {
    let case = read(spec)?;
    let settled = settled(&case, spec);
    let Some((space, judge)) = both(&case, &settled)? else { return Ok(()) };
    let parties = judge.parties.len();
    for first in 0..parties {
        for second in first + 1..parties {
            // Two together, and where there are four or more the next two as well.
            let mut given = vec![vec![first, second]];
            let rest: Vec<usize> = (0..parties).filter(|p| *p != first && *p != second).collect();
            if let [a, b, ..] = rest[..] {
                given.push(vec![a, b]);
            }
            let found = coalitions(&space, &given, Convention::GmcrPlus, &Budget::default()).map_err(|r| r.message)?;
            let players: Vec<Vec<PartyId>> =
                found.looked_at.iter().map(|c| c.iter().map(|m| judge.parties[*m]).collect()).collect();
            let members: Vec<PartyId> = players.iter().flatten().copied().collect();
            if members.len() != parties || given.iter().any(|g| !found.looked_at.contains(g)) {
                return Err(format!("players are {:?}", found.looked_at));
            }
            judged(&space, &Judge::of_players(&case, &settled, &players), &judge, &found)?;
        }
    }
    Ok(())
}

/// Holds all against a model of players, which is that of the parties by the literature's rule.
fn judged(space: &Space<'_>, judge: &Judge<'_>, parties: &Judge<'_>, found: &Coalitions) -> Law {
    let places = Places::of(space);
    let states = judge.states.len();
    let mut held = [(); 4].map(|()| vec![true; states]);
    let mut left = [(); 4].map(|()| vec![false; states]);
    for (coalition, stable) in found.looked_at.iter().zip(&found.stable) {
        let members: Vec<PartyId> = coalition.iter().map(|m| judge.parties[*m]).collect();
        for (n, concept) in CONCEPTS.into_iter().enumerate() {
            for s in 0..states {
                let stays = judge.coalition_stays(&members, found.convention, concept, s);
                if stable[n][s] != stays {
                    let (concept, convention) = (concept.key(), found.convention.key());
                    return Err(format!("{coalition:?} under {concept} ({convention}) at {}: {}", s + 1, stable[n][s]));
                }
                held[n][s] &= stays;
                left[n][s] |= !stays && coalition.len() > 1;
            }
        }
    }
    for (n, concept) in CONCEPTS.into_iter().enumerate() {
        let meant: BTreeSet<usize> = (0..states).filter(|s| held[n][*s]).collect();
        if places.places(&found.equilibria[n]).as_ref() != Some(&meant) {
            return Err(format!("equilibria under {} are {:?}", concept.key(), found.equilibria[n]));
        }
        // What no party leaves as long as each acts by itself, but a coalition does.
        let stays = |p: &PartyId, s: usize| parties.coalition_stays(&[*p], found.convention, concept, s);
        let alone = |s: usize| parties.parties.iter().all(|p| stays(p, s));
        let broken: BTreeSet<usize> = (0..states).filter(|s| left[n][*s] && alone(*s)).collect();
        let told: Vec<usize> = found.breaks.iter().filter(|b| b.concept == concept).map(|b| b.state).collect();
        let told = places.places(&told).ok_or("what is broken is no state")?;
        if !told.is_subset(&broken) || told.len() + found.more[n] != broken.len() {
            return Err(format!("broken under {} are {told:?} instead of {broken:?}", concept.key()));
        }
    }
    for one in &found.breaks {
        let members: Vec<PartyId> = one.coalition.iter().map(|m| judge.parties[*m]).collect();
        let start = places.place(one.state).ok_or("what is broken is no state")?;
        let own = judge.within(&members);
        let mut steps = Vec::new();
        for (by, to) in &one.path {
            let by: Vec<PartyId> = by.iter().map(|m| judge.parties[*m]).collect();
            let mover = judge.movers.iter().position(|m| *m == by).ok_or("somebody moves who is no mover")?;
            steps.push((mover, places.place(*to).ok_or("a move leads to what is no state")?));
        }
        let end = steps.last().ok_or("a coalition leaves by no move")?.1;
        judge.legal(&own, Convention::Literature, false, start, &steps, end)?;
        if !judge.gains(&members, start, end) {
            return Err(format!("not all of {:?} gain", one.coalition));
        }
        if judge.coalition_deterred(&members, found.convention, one.concept, start, end) {
            return Err(format!("{:?} are deterred after all", one.coalition));
        }
        if !found.broken(one.concept, one.state) || one.concept == Concept::Sim {
            return Err("a state that is broken is not".to_owned());
        }
    }
    Ok(())
}
