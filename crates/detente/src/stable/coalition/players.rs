//! Which coalitions are looked at, and who moves where a coalition is one player.

use std::collections::BTreeSet;

use crate::{
    question::Refusal,
    stable::{
        Convention,
        graph::{Graph, Mover},
        space::Space,
    },
};

/// The coalitions to look at: single parties first, then larger ones.
pub(super) fn looked_at(
    graph: &Graph<'_>,
    given: &[Vec<usize>],
    convention: Convention,
) -> Result<Vec<Vec<usize>>, Refusal> {
    let mut sets: BTreeSet<(usize, Vec<usize>)> = BTreeSet::new();
    for coalition in given {
        let members: BTreeSet<usize> = coalition.iter().copied().collect();
        if members.is_empty() || members.iter().any(|m| *m >= graph.parties.len()) {
            return Err(Refusal::new("a coalition is one party of the model or several"));
        }
        sets.insert((members.len(), members.into_iter().collect()));
    }
    let name = |p: usize| graph.case.party(graph.parties[p]).name.clone();
    for party in 0..graph.parties.len() {
        let with: Vec<&Vec<usize>> =
            sets.iter().map(|(_, s)| s).filter(|s| s.len() > 1 && s.contains(&party)).collect();
        match (convention, with.len()) {
            (Convention::GmcrPlus, 0) | (Convention::Literature, _) => {
                sets.insert((1, vec![party]));
            }
            (Convention::GmcrPlus, 1) => {
                sets.remove(&(1, vec![party]));
            }
            (Convention::GmcrPlus, _) => {
                return Err(Refusal::new(format!(
                    "as in GMCR+ a party is of one coalition only, and {} is of several",
                    name(party)
                ))
                .help("ask about one coalition at a time, or with the convention of the literature"));
            }
        }
    }
    Ok(sets.into_iter().map(|(_, s)| s).collect())
}

/// The same states with coalitions in the place of their members, where that is the convention: each moves all that its
/// members decide. Parties that decide together act through the players of which they are.
pub(super) fn merged<'a>(space: &Space<'a>, players: &[Vec<usize>], convention: Convention) -> Option<Space<'a>> {
    if convention == Convention::Literature {
        return None;
    }
    let mut movers: Vec<Mover> =
        players.iter().map(|p| Mover { members: p.clone(), axes: Vec::new(), unweighed: false }).collect();
    for mover in &space.graph.movers {
        let of = players.iter().filter(|p| p.iter().any(|m| mover.members.contains(m)));
        let mut members: Vec<usize> = of.flatten().copied().collect();
        members.sort_unstable();
        match movers.iter_mut().find(|m| m.members == members && m.unweighed == mover.unweighed) {
            Some(same) => same.axes.extend(&mover.axes),
            None => movers.push(Mover { members, axes: mover.axes.clone(), unweighed: mover.unweighed }),
        }
    }
    movers.iter_mut().for_each(|m| m.axes.sort_unstable());
    let mut merged = space.clone();
    merged.graph.movers = movers;
    Some(merged)
}

/// Those who move within a coalition.
pub(super) fn own(graph: &Graph<'_>, coalition: &[usize], convention: Convention) -> Vec<usize> {
    let mut own = graph.within(coalition);
    // A set with a member whose preferences are not known is not within.
    own.retain(|m| !graph.movers[*m].unweighed);
    if convention == Convention::GmcrPlus {
        own.retain(|m| graph.movers[*m].members == coalition);
    }
    own
}
