//! The laws of the model itself: states, moves, and where they lead.

use std::collections::BTreeSet;

use detente::stable::{
    Convention,
    reach::{Moved, Reached},
};

use crate::{
    judge::packages,
    model::{Law, Places, both, movers, read, settled},
    spec::Spec,
};

pub(crate) const CONVENTIONS: [Convention; 2] = [Convention::Literature, Convention::GmcrPlus];

/// States, their numbers, what parties like better, who can move where.
pub(crate) fn laid_out(spec: &Spec) -> Law {
    let case = read(spec)?;
    let settled = settled(&case, spec);
    let Some((space, judge)) = both(&case, &settled)? else { return Ok(()) };
    if space.graph.parties != judge.parties {
        return Err(format!("parties {:?} instead of {:?}", space.graph.parties, judge.parties));
    }
    let places = Places::of(&space);
    if places.cells.len() != judge.states.len() || space.len() != judge.states.len() {
        return Err(format!("{} states instead of {}", space.len(), judge.states.len()));
    }
    for (place, cell) in places.cells.iter().enumerate() {
        let package = space.package(*cell);
        if package.options() != judge.states[place] {
            return Err(format!("state {} is {package:?} instead of {:?}", place + 1, judge.states[place]));
        }
        if space.number(*cell) != place + 1 || space.cell_numbered(place + 1) != Some(*cell) {
            return Err(format!("cell {cell} has number {} instead of {}", space.number(*cell), place + 1));
        }
        if space.cell(&package) != Some(*cell) || !space.feasible(*cell) {
            return Err(format!("cell {cell} is found as {:?}", space.cell(&package)));
        }
    }
    if space.cell_numbered(0).is_some() || space.cell_numbered(space.len() + 1).is_some() {
        return Err("there is a state with a number that no state has".to_owned());
    }
    if settled.is_empty() {
        let all = packages(&case);
        let feasible = |n: usize| judge.place(&all[n]).is_some();
        if space.cells() != all.len() || (0..all.len()).any(|n| space.feasible(n) != feasible(n)) {
            return Err("cells are not the packages, the first issue being the lowest digit".to_owned());
        }
    }
    for party in 0..judge.parties.len() {
        for (a, this) in places.cells.iter().enumerate() {
            for (b, that) in places.cells.iter().enumerate() {
                let (this, that) = (space.rank(party, *this), space.rank(party, *that));
                if (this > that) != judge.better(party, a, b) || (this == that) != judge.same(party, a, b) || this == 0
                {
                    return Err(format!("party {party} ranks state {} {this}, state {} {that}", a + 1, b + 1));
                }
            }
        }
    }
    moved(&space, &judge, &places)
}

fn moved(space: &detente::stable::space::Space<'_>, judge: &crate::judge::Judge<'_>, places: &Places) -> Law {
    let of = movers(space, judge);
    let movable: BTreeSet<usize> = of.iter().flatten().copied().collect();
    let moving = |m: &usize| (0..judge.states.len()).any(|s| !judge.moves(*m, s).is_empty());
    if let Some(mover) = (0..judge.movers.len()).filter(moving).find(|m| !movable.contains(m)) {
        return Err(format!("{:?} can move, and are left out", judge.movers[mover]));
    }
    for (mover, its) in of.iter().enumerate() {
        for (place, cell) in places.cells.iter().enumerate() {
            let found = places.places(&space.moves(mover, *cell)).ok_or("a move leads to what is no state")?;
            let better = places.places(&space.improvements(mover, *cell)).ok_or("a move leads to what is no state")?;
            let (meant, gains) =
                its.map_or_else(Default::default, |m| (judge.moves(m, place).clone(), judge.improvements(m, place)));
            if found != meant || better != gains {
                return Err(format!(
                    "mover {mover} goes from state {} to {found:?}, improving {better:?}, instead of {meant:?}, {gains:?} \
                     (counted from 0)",
                    place + 1
                ));
            }
        }
    }
    for party in 0..judge.parties.len() {
        let found: BTreeSet<usize> =
            space.graph.opponents(party).iter().filter_map(|m| of[*m]).filter(moving).collect();
        let meant: BTreeSet<usize> = judge.opponents(&[judge.parties[party]]).into_iter().filter(moving).collect();
        if found != meant {
            return Err(format!("party {party} is answered by {found:?} instead of {meant:?}"));
        }
    }
    Ok(())
}

/// Where opponents get to, and a shortest way there.
pub(crate) fn reached(spec: &Spec) -> Law {
    let case = read(spec)?;
    let Some((space, judge)) = both(&case, &settled(&case, spec))? else { return Ok(()) };
    let places = Places::of(&space);
    let of = movers(&space, &judge);
    let everyone: Vec<usize> = (0..space.graph.movers.len()).filter(|m| of[*m].is_some()).collect();
    let mut groups: Vec<Vec<usize>> = (0..judge.parties.len()).map(|p| space.graph.opponents(p)).collect();
    groups.push(everyone);
    for group in &groups {
        let theirs: Vec<usize> = group.iter().filter_map(|m| of[*m]).collect();
        for convention in CONVENTIONS {
            for moved in [Moved::Anyhow, Moved::Improving] {
                let improving = moved == Moved::Improving;
                for (place, start) in places.cells.iter().enumerate() {
                    let found = Reached::from(&space, group, convention, moved, *start);
                    let mut meant = judge.reached(&theirs, convention, improving, place);
                    meant.remove(&place);
                    let told = places.places(&found.cells).ok_or("what is reached is no state")?;
                    if told != meant || found.cells.len() != meant.len() {
                        return Err(format!("from {place} they reach {told:?} instead of {meant:?} (counted from 0)"));
                    }
                    let far = judge.distances(&theirs, convention, improving, place);
                    for cell in &found.cells {
                        let path = found.path(*cell);
                        let end = places.place(*cell).expect("it is a state");
                        if path.len() != far[&end] {
                            return Err(format!("a way of {} acts instead of {}", path.len(), far[&end]));
                        }
                        let steps: Option<Vec<(usize, usize)>> =
                            path.iter().map(|(m, to)| Some((of[*m]?, places.place(*to)?))).collect();
                        let steps = steps.ok_or("someone moves who cannot")?;
                        judge.legal(&theirs, convention, improving, place, &steps, end)?;
                    }
                }
            }
        }
    }
    Ok(())
}
