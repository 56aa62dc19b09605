//! Limited moves: where two parties that look so many moves ahead would stay (Kilgour 1985; Fang, Hipel & Kilgour 1993,
//! ch. 4).
//!
//! A party that may move from *s*, with *h* moves in all to come, counts on where things end: with none to come it is *s*
//! itself. Of its moves it takes the one after which the other, with one move less to come, leads to what it likes best,
//! and moves only if that is better than *s*; else it stays, and things end at *s*. A state is stable at horizon *h* for a
//! party that then stays. At horizon 1 this is Nash stability.
//!
//! Two things are told beside the verdicts. Looking further ahead need not settle them: where each would end repeats sooner
//! or later, but the repetition may have a period (*Classifying limited-move stability cycles in 2x2 games*, 2025); a period
//! of one is non-myopic stability. And where a party's best moves tie but end differently, the other may be better or worse
//! off, so that the definition leaves open what follows: the move to the lowest state is then taken, and such choices are
//! counted.

use serde_json::{Map, Value, json};

use super::{space::Space, work::Work};
use crate::{
    case::PartyId,
    question::{Budget, Refusal},
};

/// Most moves looked ahead.
pub const MOST_MOVES: u32 = 1000;

/// At least so many moves are looked ahead where needed to find out whether verdicts repeat.
const SETTLED_WITHIN: u32 = 256;

/// Most steps of the calculation.
const MOST_STEPS: u64 = 1 << 32;

/// Most ends that are kept to be compared.
const MOST_KEPT: usize = 1 << 26;

/// What looking ahead comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limited {
    /// The positions of the parties that can move: two at most.
    pub movers: Vec<usize>,
    /// For each number of moves looked ahead, from 1.
    pub horizons: Vec<Horizon>,
    /// How the verdicts go on; `None` where that was not found within the moves that were looked ahead.
    pub repeats: Option<Repeats>,
    /// How often, up to the last of these horizons, the best of a party's moves tied and led to different ends.
    pub ties: u64,
}

/// Who stays where, looking so many moves ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Horizon {
    /// The cells that are stable, for each party of the graph; all for those that cannot move.
    pub stable: Vec<Vec<usize>>,
    /// The cells that are stable for all.
    pub equilibria: Vec<usize>,
}

/// From some horizon on the verdicts come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeats {
    /// The first horizon whose verdicts come again.
    pub from: u32,
    /// After so many moves more; 1 where verdicts have settled.
    pub period: u32,
}

impl Limited {
    /// For programs; sets of states as numbers or, unless they are to be listed, as counts.
    pub fn facts(&self, space: &Space<'_>, list: bool) -> Value {
        let numbers = |cells: &[usize]| -> Value {
            if list { cells.iter().map(|c| space.number(*c)).collect() } else { json!(cells.len()) }
        };
        let horizon = |(n, horizon): (usize, &Horizon)| {
            let party = |(p, cells): (&PartyId, &Vec<usize>)| (space.graph.case.party(*p).key.clone(), numbers(cells));
            let by: Map<String, Value> = space.graph.parties.iter().zip(&horizon.stable).map(party).collect();
            json!({ "h": n + 1, "by_party": by, "equilibria": numbers(&horizon.equilibria) })
        };
        json!({
            "horizon": self.horizons.len(),
            "stable": self.horizons.iter().enumerate().map(horizon).collect::<Vec<_>>(),
            "from": self.repeats.map(|r| r.from),
            "period": self.repeats.map(|r| r.period),
            "ties": self.ties,
        })
    }
}

/// Finds the stable states for each number of moves looked ahead, from 1 to `horizon`.
///
/// # Errors
/// Refuses where the case is not one of two parties that move by themselves, where the horizon is 0 or too far, where there
/// are too many moves to weigh, and where it was stopped.
pub fn limited(space: &Space<'_>, horizon: u32, budget: &Budget) -> Result<Limited, Refusal> {
    let movers = two(space)?;
    if horizon == 0 || horizon > MOST_MOVES {
        return Err(Refusal::new(format!("a horizon is a number of moves from 1 to {MOST_MOVES}, not {horizon}")));
    }
    let mut work = Work::new("looking moves ahead", MOST_STEPS, budget);
    let cells: Vec<usize> = space.states().collect();
    let same: Vec<u32> = (0..cells.len() as u32).collect();
    let mut ends: Vec<Vec<Vec<u32>>> = vec![movers.iter().map(|_| same.clone()).collect()];
    let mut found: Vec<Stays> = Vec::new();
    let mut cycle = None;
    while cycle.is_none() {
        let asked = found.len() < horizon as usize;
        if !asked && (found.len() >= SETTLED_WITHIN as usize || ends.len() * cells.len() > MOST_KEPT) {
            break;
        }
        let before = ends.last().expect("there is a beginning");
        let looked = match step(space, &movers, &cells, before, &mut work) {
            Ok(looked) => looked,
            Err(refusal) if asked => return Err(refusal),
            Err(_) => break,
        };
        let stays = looked.ends.iter().map(|ends| ends.iter().zip(&same).map(|(e, n)| e == n).collect());
        found.push((stays.collect(), looked.ties));
        // Where things end at the next horizon depends on where they end at this one alone.
        cycle = ends.iter().position(|e| *e == looked.ends).map(|first| (first, ends.len() - first));
        ends.push(looked.ends);
    }
    if let Some((_, period)) = cycle {
        // Some more, so that every repetition is seen whole.
        for h in found.len()..found.len().max(horizon as usize) + period {
            found.push(found[h - period].clone());
        }
    }
    let told = &found[..horizon as usize];
    Ok(Limited {
        horizons: told.iter().map(|(stays, _)| of(space, &movers, &cells, stays)).collect(),
        repeats: cycle.map(|(first, period)| repeats(&found, first, period)),
        ties: told.iter().map(|(_, ties)| ties).sum(),
        movers,
    })
}

/// Who stays where (a mark for each mover and state), and how many choices between tied moves mattered.
type Stays = (Vec<Vec<bool>>, u64);

struct Looked {
    ends: Vec<Vec<u32>>,
    ties: u64,
}

/// The parties that can move, where that are two at most and nothing is moved together.
fn two(space: &Space<'_>) -> Result<Vec<usize>, Refusal> {
    let graph = &space.graph;
    let joint = graph.movers.iter().skip(graph.parties.len()).find(|m| !m.axes.is_empty());
    if let Some(joint) = joint {
        let issue = graph.axes[joint.axes[0]].issue;
        return Err(Refusal::new(format!(
            "looking moves ahead is defined for parties that move one after the other, and \u{201c}{}\u{201d} is moved by \
             several together",
            graph.case.issue(issue).name
        )));
    }
    let movers: Vec<usize> = (0..graph.parties.len()).filter(|m| !graph.movers[*m].axes.is_empty()).collect();
    if movers.len() > 2 {
        return Err(Refusal::new(format!(
            "looking moves ahead is defined for two parties that move, and here {} do",
            movers.len()
        ))
        .help("for more parties the literature has definitions that contradict each other"));
    }
    Ok(movers)
}

/// Where things end with one move more to come, for whoever moves first.
fn step(
    space: &Space<'_>,
    movers: &[usize],
    cells: &[usize],
    before: &[Vec<u32>],
    work: &mut Work<'_>,
) -> Result<Looked, Refusal> {
    let mut ties = 0;
    let mut all = Vec::new();
    for (n, mover) in movers.iter().enumerate() {
        // Where only one moves, nobody changes what it leaves.
        let other = before.get(1 - n).filter(|_| movers.len() == 2);
        let mut ends = Vec::with_capacity(cells.len());
        for (state, cell) in cells.iter().enumerate() {
            let moves = space.moves(*mover, *cell);
            work.add(moves.len() + 1)?;
            let mut best: Option<(u32, u32)> = None;
            let mut tied = false;
            for to in moves {
                let to = space.number(to) as u32 - 1;
                let end = other.map_or(to, |o| o[to as usize]);
                let rank = space.rank(*mover, cells[end as usize]);
                match best {
                    Some((most, _)) if rank < most => {}
                    Some((most, first)) if rank == most => tied |= end != first,
                    _ => (best, tied) = (Some((rank, end)), false),
                }
            }
            match best.filter(|(rank, _)| *rank > space.rank(*mover, *cell)) {
                Some((_, end)) => {
                    ties += u64::from(tied);
                    ends.push(end);
                }
                None => ends.push(state as u32),
            }
        }
        all.push(ends);
    }
    Ok(Looked { ends: all, ties })
}

fn of(space: &Space<'_>, movers: &[usize], cells: &[usize], stays: &[Vec<bool>]) -> Horizon {
    let held = |n: usize| cells.iter().zip(&stays[n]).filter(|(_, s)| **s).map(|(c, _)| *c).collect();
    let stable = (0..space.graph.parties.len())
        .map(|p| movers.iter().position(|m| *m == p).map_or_else(|| cells.to_vec(), held))
        .collect();
    let all = |n: &usize| stays.iter().all(|s| s[*n]);
    Horizon { stable, equilibria: (0..cells.len()).filter(all).map(|n| cells[n]).collect() }
}

/// The shortest period of the verdicts, and where it begins, when where things end comes again after `period` from horizon
/// `first` on.
fn repeats(found: &[Stays], first: usize, period: usize) -> Repeats {
    let at = |h: usize| &found[h - 1].0;
    let start = first.max(1);
    let again = |q: &usize| {
        (start..start + period).all(|h| at(h) == at(if h + q < start + period { h + q } else { h + q - period }))
    };
    let period = (1..=period).find(|q| period.is_multiple_of(*q) && again(q)).unwrap_or(period);
    let from = (1..=start).rev().take_while(|h| at(*h) == at(h + period)).last().unwrap_or(start);
    Repeats { from: from as u32, period: period as u32 }
}

#[cfg(test)]
mod tests;
