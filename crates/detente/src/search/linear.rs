//! Walk-aways as linear rules over the options: the points of the options chosen must reach a sum.
//!
//! Kept incrementally: for each rule the best sum that is still possible. Where it falls below what is needed,
//! the conflict is a cover: for some issues, one of the better options would have to be chosen.

use super::solver::{Assigned, Lit};

/// What a literal says about the options of an issue: this one is not chosen.
#[derive(Debug, Clone, Copy)]
struct RulesOut {
    issue: u32,
    option: u32,
}

/// One walk-away.
#[derive(Debug)]
struct Sum {
    /// Holds where the rule is in force; `None`: always.
    selector: Option<Lit>,
    needed: i128,
    /// Points of each option of each issue.
    points: Vec<Vec<i128>>,
    /// The best points still possible on each issue, as far as the log was followed.
    best: Vec<i128>,
    total: i128,
    /// How much of the log was followed: rules that are not in force need not follow it.
    followed: usize,
    /// For each best that fell: where in the log, on which issue, and what it was.
    fallen: Vec<(usize, u32, i128)>,
}

/// All walk-aways.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    all: Vec<Sum>,
    choose: Vec<Vec<Lit>>,
    rules_out: Vec<[Option<RulesOut>; 2]>,
    /// For each option of each issue, where in the log it was ruled out; beyond the log: it was not.
    closed: Vec<Vec<usize>>,
    seen: usize,
    /// Options that were ruled out, in order.
    log: Vec<RulesOut>,
    /// For each level: how much was seen and ruled out when it began.
    levels: Vec<(usize, usize)>,
}

/// Where no log reaches.
const OPEN: usize = usize::MAX;

impl Sums {
    /// The options of each issue, as literals that say that it is chosen.
    pub(crate) fn set_options(&mut self, choose: &[Vec<Lit>]) {
        self.choose.clear();
        self.closed.clear();
        self.extend_options(choose);
    }

    /// Adds issues with new literals.
    pub(crate) fn extend_options(&mut self, more: &[Vec<Lit>]) {
        let before = self.choose.len();
        self.choose.extend_from_slice(more);
        self.closed.extend(more.iter().map(|o| vec![OPEN; o.len()]));
        for (i, options) in more.iter().enumerate() {
            let i = before + i;
            for (o, lit) in options.iter().enumerate() {
                let not = !*lit;
                if self.rules_out.len() <= not.variable() {
                    self.rules_out.resize(not.variable() + 1, [None, None]);
                }
                self.rules_out[not.variable()][usize::from(not.negated())] =
                    Some(RulesOut { issue: i as u32, option: o as u32 });
            }
        }
    }

    /// Adds a rule: with `selector`, the points of the options chosen sum up to at least `needed`.
    pub(crate) fn add(&mut self, selector: Option<Lit>, points: Vec<Vec<i128>>, needed: i128) {
        let best: Vec<i128> = points.iter().map(|p| p.iter().copied().max().unwrap_or(0)).collect();
        let total = best.iter().sum();
        self.all.push(Sum { selector, needed, points, best, total, followed: 0, fallen: Vec::new() });
    }

    pub(crate) fn look(&mut self, assigned: Assigned<'_>, value: &[Option<bool>]) -> Option<Vec<Lit>> {
        if self.all.is_empty() {
            return None;
        }
        for lit in assigned.from(self.seen) {
            let out = self.rules_out.get(lit.variable()).and_then(|both| both[usize::from(lit.negated())]);
            if let Some(out) = out {
                self.closed[out.issue as usize][out.option as usize] = self.log.len();
                self.log.push(out);
            }
        }
        self.seen = assigned.len();
        let in_force = |s: &Sum| s.selector.is_none_or(|l| value.get(l.variable()) == Some(&Some(!l.negated())));
        let (log, closed) = (&self.log, &self.closed);
        let broken = self.all.iter_mut().position(|sum| {
            if !in_force(sum) {
                return false;
            }
            sum.follow(log, closed);
            sum.total < sum.needed
        })?;
        Some(self.cover(&self.all[broken]))
    }

    /// A clause that says why a sum cannot be reached; as few and as weak literals as the slack allows.
    fn cover(&self, sum: &Sum) -> Vec<Lit> {
        let mut slack = sum.needed - 1 - sum.total;
        let mut clause: Vec<Lit> = sum.selector.iter().map(|s| !*s).collect();
        let mut lost: Vec<(i128, usize)> = sum
            .points
            .iter()
            .enumerate()
            .map(|(i, p)| (p.iter().copied().max().unwrap_or(0) - sum.best[i], i))
            .filter(|(loss, _)| *loss > 0)
            .collect();
        lost.sort_unstable();
        for (loss, issue) in lost {
            if loss <= slack {
                slack -= loss;
                continue;
            }
            // One of the options that are better than what is still possible, plus the slack, would have to be open.
            let points = &sum.points[issue];
            let mut levels: Vec<i128> = points.iter().copied().filter(|p| *p > sum.best[issue]).collect();
            levels.sort_unstable();
            let mut bar = sum.best[issue];
            for level in levels {
                if level - sum.best[issue] > slack {
                    break;
                }
                bar = level;
            }
            slack -= bar - sum.best[issue];
            let better = points.iter().enumerate().filter(|(_, p)| **p > bar);
            clause.extend(better.map(|(o, _)| self.choose[issue][o]));
        }
        clause
    }

    pub(crate) fn push(&mut self) {
        self.levels.push((self.seen, self.log.len()));
    }

    pub(crate) fn pop(&mut self, n: usize) {
        let Some((seen, logged)) = self.levels.drain(self.levels.len() - n..).next() else { return };
        // What was seen after the level began is taken back, and may be seen again.
        self.seen = self.seen.min(seen);
        for out in self.log.drain(logged..) {
            self.closed[out.issue as usize][out.option as usize] = OPEN;
        }
        self.all.iter_mut().for_each(|sum| sum.forget(logged));
    }
}

impl Sum {
    /// Takes notice of what was ruled out since it last did.
    fn follow(&mut self, log: &[RulesOut], closed: &[Vec<usize>]) {
        for (at, out) in log.iter().enumerate().skip(self.followed) {
            let (issue, option) = (out.issue as usize, out.option as usize);
            // Issues that came after the rule do not count in it.
            let Some(points) = self.points.get(issue) else { continue };
            let was = self.best[issue];
            if points[option] < was {
                continue;
            }
            // Those that are open at this place of the log.
            let open = points.iter().zip(&closed[issue]).filter(|(_, closed)| **closed > at);
            // An issue without open options: far below anything that could be needed, and yet no overflow.
            let best = open.map(|(p, _)| *p).max().unwrap_or(i128::MIN / 512);
            if best < was {
                self.total += best - was;
                self.best[issue] = best;
                self.fallen.push((at, out.issue, was));
            }
        }
        self.followed = log.len();
    }

    /// Takes back what came after a place in the log.
    fn forget(&mut self, logged: usize) {
        while let Some((_, issue, was)) = self.fallen.pop_if(|(at, _, _)| *at >= logged) {
            self.total += was - self.best[issue as usize];
            self.best[issue as usize] = was;
        }
        self.followed = self.followed.min(logged);
    }
}
