//! The cheapest bridge of a part with few steps: over all sets of steps that may be done first (Held & Karp, J. SIAM 10,
//! 1962, for orders).

use super::{part::Part, search::Mark};

/// Steps up to which all sets of them are looked at.
const FEW: usize = 13;

/// All sets of steps of a part.
#[derive(Debug)]
pub(super) struct Orders {
    steps: usize,
    /// For each step, the steps of which one meets a precondition, and whether that can be weakened, or is on credit.
    waits: Vec<Vec<(u32, Kind)>>,
    costs: Vec<u64>,
    /// For each set, whether it holds the goals and every credit in it is repaid in it.
    sound: Vec<bool>,
    /// For each set, what it costs at least to have done it, and the step that was done last.
    best: Vec<(u64, u8)>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Firm,
    Weak(usize),
    Credit,
}

const NEVER: u64 = u64::MAX;

impl Orders {
    /// `None` where there are too many, or steps that can be done at one moment.
    pub(super) fn new(part: &Part) -> Option<Orders> {
        let graph = &part.graph;
        let steps = graph.nodes.len();
        if steps > FEW || graph.classes.len() < steps {
            return None;
        }
        let costs: Vec<u64> = part.weak.iter().map(|(_, _, cost)| u64::try_from(*cost).ok()).collect::<Option<_>>()?;
        costs.iter().try_fold(0_u64, |sum, c| sum.checked_add(*c)).filter(|sum| *sum < NEVER)?;
        let mut waits = vec![Vec::new(); steps];
        for (n, clause) in graph.clauses.iter().enumerate() {
            let mask = clause.any.iter().fold(0, |mask, t| mask | 1 << t);
            let weak = part.weak.iter().position(|(at, _, _)| *at == n);
            let kind = match weak {
                _ if clause.on_credit => Kind::Credit,
                Some(w) => Kind::Weak(w),
                None => Kind::Firm,
            };
            waits[clause.step].push((mask, kind));
        }
        let goals = graph.goals.iter().fold(0_u32, |mask, g| mask | 1 << g);
        let sound = |set: u32| {
            let repaid = |s: &usize| waits[*s].iter().all(|(mask, _)| mask & set != 0);
            goals & !set == 0 && (0..steps).filter(|s| set & (1 << s) != 0).all(|s| repaid(&s))
        };
        let sound = (0..1_u32 << steps).map(sound).collect();
        Some(Orders { steps, waits, costs, sound, best: vec![(NEVER, 0); 1 << steps] })
    }

    /// Closures that would take as long as looking at all sets.
    pub(super) fn work(&self) -> u64 {
        1 + ((self.best.len() as u64) >> 4)
    }

    /// The cheapest way to complete what is chosen without what is barred: what it costs beside, and all that it weakens.
    pub(super) fn cheapest(&mut self, marks: &[Mark]) -> Option<(u128, Vec<usize>)> {
        self.best.fill((NEVER, 0));
        self.best[0].0 = 0;
        for set in 0..self.best.len() {
            let (cost, _) = self.best[set];
            if cost == NEVER {
                continue;
            }
            let left = |s: &usize| set & (1 << s) == 0;
            // What waits for nothing any more, and owes nothing, may as well be done now.
            let free = |s: &usize| self.waits[*s].iter().all(|(mask, _)| *mask as usize & set != 0);
            let only = (0..self.steps).filter(left).find(|s| free(s));
            let next = only.map_or(0..self.steps, |s| s..s + 1);
            for s in next.filter(left) {
                let Some(more) = self.price(s, set as u32, marks) else { continue };
                let to = &mut self.best[set | 1 << s];
                if cost + more < to.0 {
                    *to = (cost + more, s as u8);
                }
            }
        }
        let reached = |set: &usize| self.sound[*set] && self.best[*set].0 != NEVER;
        let set = (0..self.best.len()).filter(reached).min_by_key(|set| self.best[*set].0)?;
        let mut members: Vec<usize> = (0..marks.len()).filter(|m| marks[*m] == Mark::Chosen).collect();
        let mut left = set;
        while left != 0 {
            let last = usize::from(self.best[left].1);
            left &= !(1 << last);
            for (mask, kind) in &self.waits[last] {
                if let Kind::Weak(w) = kind
                    && *mask as usize & left == 0
                    && marks[*w] == Mark::Free
                {
                    members.push(*w);
                }
            }
        }
        members.sort_unstable();
        Some((u128::from(self.best[set].0), members))
    }

    /// What it costs to do a step after a set; `None` where that cannot be.
    fn price(&self, step: usize, set: u32, marks: &[Mark]) -> Option<u64> {
        let mut sum = 0;
        for (mask, kind) in &self.waits[step] {
            match kind {
                _ if mask & set != 0 => {}
                Kind::Credit => {}
                Kind::Firm => return None,
                Kind::Weak(w) => match marks[*w] {
                    Mark::Chosen => {}
                    Mark::Barred => return None,
                    Mark::Free => sum += self.costs[*w],
                },
            }
        }
        Some(sum)
    }
}
