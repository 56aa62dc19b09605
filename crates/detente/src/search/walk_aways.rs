//! Walk-aways reach over all issues and so would tie everything into one part. Where there is room enough, they stand in
//! no conflict at all, and this can be proven part by part.
//!
//! Without the walk-aways the case falls into parts, each of which is explored by itself. A package of the whole is made
//! of one package for each part; in each part it is the base, changed by one correction of each group. So if the base,
//! less the most that each group takes from a party, still reaches its walk-away, then every combination of corrections
//! can be had with all walk-aways held, and no conflict holds a walk-away.

use super::{
    explore::{Explorer, Progress},
    group::{Correction, Group},
    knots::{Limits, each},
    model::Model,
    parts::Part,
    share::{Share, WalkAway},
};
use crate::{
    case::{IssueId, OptionId, Wants},
    rule::Asks,
};

/// Times that room is looked for, each time for what was lacking before.
const ROUNDS: usize = 4;

/// From this round on, the groups of a part are explored together: that is slow, but fails least.
const TOGETHER: usize = 2;

/// Times that the base of each part is changed in turn.
const PASSES: usize = 3;

/// Explores the parts that a case falls into without its walk-aways. All of them, if that shows that no walk-away stands
/// in any conflict; else the conflicts found on the way.
pub(crate) fn explore_without<'m, 'a>(
    model: &'m Model<'a>,
    part: &Part,
    smaller: &[Part],
    limits: &Limits,
) -> Result<Vec<Explorer<'m, 'a>>, Vec<Vec<usize>>> {
    let mut room = Room::new(model, part);
    let mut known: Vec<Vec<Vec<usize>>> = vec![Vec::new(); smaller.len()];
    for round in 0..ROUNDS {
        let begun: Vec<_> = smaller.iter().zip(known).collect();
        let mut explored = each(begun, limits.threads, &|(part, known)| {
            let mut explorer = Explorer::new(model, part, known, limits);
            explorer.find_base();
            explorer
        });
        room.share_out(model, &mut explored, round >= TOGETHER);
        let explored = each(explored, limits.threads, &|mut explorer: Explorer<'m, 'a>| {
            explorer.run();
            explorer
        });
        let complete = explored.iter().all(|e| e.progress == Progress::Complete);
        if complete && room.suffices(model, &explored) {
            return Ok(explored);
        }
        known = explored.iter().map(Explorer::conflicts).collect();
        if !complete {
            break;
        }
    }
    Err(known.into_iter().flatten().collect())
}

/// The room that there is for walk-aways.
struct Room<'c> {
    walk_aways: Vec<WalkAway<'c>>,
    /// For each part, for each walk-away: what the groups of the part took last time, in points.
    taken: Vec<Vec<i128>>,
}

impl<'c> Room<'c> {
    fn new(model: &Model<'c>, part: &Part) -> Self {
        let walk_away = |r: &usize| match model.rules[*r].asks {
            Asks::Worth(party) => {
                let (walk_away, wants) = model.case.walk_away(party)?;
                let best = wants.points.iter().map(|p| p.iter().copied().max().unwrap_or(0)).sum();
                Some(WalkAway { wants, needed: wants.points_needed(walk_away.worth), best })
            }
            _ => None,
        };
        Room { walk_aways: part.rules.iter().filter_map(walk_away).collect(), taken: Vec::new() }
    }

    /// Changes the bases of the parts, where that makes more room for the party that has least of it; then tells each part
    /// what it may take: what it took last time, and an equal part of what is to spare beyond all that.
    fn share_out(&self, model: &Model<'_>, parts: &mut [Explorer<'_, 'c>], together: bool) {
        let taken = self.sum(&|n| self.taken.iter().map(|t| t[n]).sum());
        for _ in 0..PASSES {
            for n in 0..parts.len() {
                let total = self.total(model, parts);
                let part = &mut parts[n];
                let rest = |n: usize| total[n] - part.points(self.walk_aways[n].wants) - taken[n];
                let due = self.sum(&|n| self.walk_aways[n].needed - rest(n));
                part.leave(Share::new(self.walk_aways.clone(), due, together));
            }
        }
        let total = self.total(model, parts);
        let movers = |part: &Explorer<'_, '_>| if together { part.movers().min(1) } else { part.movers() };
        let all = parts.iter().map(movers).sum::<usize>().max(1) as i128;
        for (p, part) in parts.iter_mut().enumerate() {
            let here = movers(part).max(1) as i128;
            let may_take = |n: usize| {
                let before = self.taken.get(p).map_or(0, |t| t[n]);
                before / here + (total[n] - self.walk_aways[n].needed - taken[n]) / all
            };
            let due = self.sum(&|n| part.points(self.walk_aways[n].wants) - may_take(n));
            part.leave(Share::new(self.walk_aways.clone(), due, together));
        }
    }

    /// Whether the base less all that groups take is enough for everybody.
    fn suffices(&mut self, model: &Model<'_>, parts: &[Explorer<'_, '_>]) -> bool {
        let taken = |part: &Explorer<'_, '_>| -> Vec<i128> {
            self.sum(&|n| part.groups.iter().map(|g| takes(self.walk_aways[n].wants, part, g)).sum())
        };
        self.taken = parts.iter().map(taken).collect();
        let total = self.total(model, parts);
        (0..total.len()).all(|n| {
            let taken: i128 = self.taken.iter().map(|t| t[n]).sum();
            total[n] - taken >= self.walk_aways[n].needed
        })
    }

    /// What the base is worth to each.
    fn total(&self, model: &Model<'_>, parts: &[Explorer<'_, '_>]) -> Vec<i128> {
        let mut open: Vec<bool> = vec![true; model.case.issues().len()];
        parts.iter().flat_map(|p| &p.issues).for_each(|i| open[i.index()] = false);
        // Issues that no part touches can be settled as is best for all together.
        let settled = |i: IssueId| model.settled.iter().find(|(s, _)| *s == i).map(|(_, o)| *o);
        let open = model.case.issue_ids().filter(|i| open[i.index()]);
        let open: Vec<(IssueId, OptionId)> =
            open.map(|i| (i, settled(i).unwrap_or_else(|| self.fairest(model, i)))).collect();
        self.sum(&|n| {
            let wants = self.walk_aways[n].wants;
            parts.iter().map(|p| p.points(wants)).chain(open.iter().map(|(i, o)| wants.points(*i, *o))).sum()
        })
    }

    /// The option of an issue whose least part of anybody's best is greatest.
    fn fairest(&self, model: &Model<'_>, issue: IssueId) -> OptionId {
        let share = |o: OptionId| self.walk_aways.iter().map(|w| w.share(w.wants.points(issue, o))).min();
        let options = (0..model.case.issue(issue).options.len()).map(OptionId::at);
        options.max_by_key(|o| (share(*o), std::cmp::Reverse(*o))).unwrap_or(OptionId(0))
    }

    fn sum(&self, points: &dyn Fn(usize) -> i128) -> Vec<i128> {
        (0..self.walk_aways.len()).map(points).collect()
    }
}

/// The most that a group takes from a party, in points: what the base is worth beyond the poorest of its corrections.
fn takes(wants: &Wants, part: &Explorer<'_, '_>, group: &Group) -> i128 {
    let points = |c: &Correction| -> i128 { part.issues.iter().map(|i| wants.points(*i, c.package.on(*i))).sum() };
    let poorest = group.corrections.iter().map(points).min();
    poorest.map_or(0, |poorest| part.points(wants) - poorest)
}
