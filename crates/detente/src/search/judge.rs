//! A rule about content, judged issue by issue: which of its tables can still match?

use crate::case::{Content, OptionId, Pattern};

/// What a rule comes to, with the tables of its one or two patterns.
pub(crate) enum Judge {
    Require(Tables),
    Never(Tables),
    IfThen(Tables, Tables),
}

/// A rule that nothing can break any more, or a bonus that is decided.
pub(crate) const MET: u64 = u64::MAX;

impl Judge {
    /// A rule about content, along an order of issues; `None` where it has too many tables.
    pub(crate) fn new(content: &Content, order: &[usize], options: &dyn Fn(usize) -> usize) -> Option<Judge> {
        let tables = |p: &Pattern| Tables::new(p, order, options);
        Some(match content {
            Content::Require(p) => Judge::Require(tables(p)?),
            Content::Never(p) => Judge::Never(tables(p)?),
            Content::IfThen(a, b) => Judge::IfThen(tables(a)?, tables(b)?),
        })
    }

    /// The tables that are alive, those of the second pattern in the upper half.
    pub(crate) fn start(&self) -> u64 {
        match self {
            Judge::Require(t) | Judge::Never(t) => u64::from(t.all),
            Judge::IfThen(a, b) => u64::from(a.all) | u64::from(b.all) << 32,
        }
    }

    /// Whether an issue has anything to do with it.
    pub(crate) fn looks_at(&self, at: usize) -> bool {
        let named = |t: &Tables| t.keeps[at].is_some();
        match self {
            Judge::Require(t) | Judge::Never(t) => named(t),
            Judge::IfThen(a, b) => named(a) || named(b),
        }
    }

    /// After one more issue; `None` if the rule is broken.
    pub(crate) fn step(&self, open: u64, at: usize, option: usize) -> Option<u64> {
        if open == MET {
            return Some(MET);
        }
        let first = open as u32;
        let (verdict, now) = match self {
            Judge::Require(t) => {
                let first = t.step(first, at, option);
                (t.decided(first, at + 1), u64::from(first))
            }
            Judge::Never(t) => {
                let first = t.step(first, at, option);
                (t.decided(first, at + 1).map(|matched| !matched), u64::from(first))
            }
            Judge::IfThen(a, b) => {
                let (first, second) = (a.step(first, at, option), b.step((open >> 32) as u32, at, option));
                let verdict = match (a.decided(first, at + 1), b.decided(second, at + 1)) {
                    (Some(false), _) | (_, Some(true)) => Some(true),
                    (Some(true), Some(false)) => Some(false),
                    _ => None,
                };
                (verdict, u64::from(first) | u64::from(second) << 32)
            }
        };
        match verdict {
            Some(true) => Some(MET),
            Some(false) => None,
            None => Some(now),
        }
    }
}

/// A rule as tables that must, or must not, match.
pub(crate) struct Tables {
    /// For each place in the order of issues, for each option, the tables that it keeps alive; `None`: all of them.
    pub(crate) keeps: Vec<Option<Vec<u32>>>,
    /// For each place, the tables that name no issue after it.
    ended: Vec<u32>,
    pub(crate) all: u32,
}

impl Tables {
    /// `None` where there are more tables than fit.
    pub(crate) fn new(pattern: &Pattern, order: &[usize], options: &dyn Fn(usize) -> usize) -> Option<Tables> {
        let n = pattern.alternatives().len();
        let all = if n < 32 { (1_u32 << n) - 1 } else { return None };
        let mut keeps: Vec<Option<Vec<u32>>> = vec![None; order.len()];
        let mut ended = vec![0; order.len() + 1];
        for (t, table) in pattern.alternatives().iter().enumerate() {
            let mut end = 0;
            for (issue, allowed) in table.terms() {
                let Some(at) = order.iter().position(|i| *i == issue.index()) else { continue };
                let row = keeps[at].get_or_insert_with(|| vec![all; options(issue.index())]);
                for (o, kept) in row.iter_mut().enumerate() {
                    if !allowed.contains(&OptionId::at(o)) {
                        *kept &= !(1 << t);
                    }
                }
                end = end.max(at + 1);
            }
            ended[end..].iter_mut().for_each(|e| *e |= 1 << t);
        }
        Some(Tables { keeps, ended, all })
    }

    pub(crate) fn step(&self, alive: u32, at: usize, option: usize) -> u32 {
        self.keeps[at].as_ref().map_or(alive, |row| alive & row[option])
    }

    /// Whether the pattern is matched (`Some(true)`), cannot be matched any more (`Some(false)`), or is open.
    pub(crate) fn decided(&self, alive: u32, done: usize) -> Option<bool> {
        if alive & self.ended[done] != 0 {
            Some(true)
        } else if alive == 0 {
            Some(false)
        } else {
            None
        }
    }
}
