//! How many packages are acceptable? Counted without listing them.
//!
//! Issue by issue, packages that leave the same questions open are counted together: the state holds, for each rule about
//! content, which of its tables can still match, and, for each walk-away, the points so far. Rules that are decided and
//! sums that are reached whatever follows are forgotten, so that states meet again.

use std::collections::HashMap;

use num_bigint::BigUint;
use num_traits::Zero;

use super::{Cancel, model::Model, parts::Part, parts::parts};
use crate::{
    case::{Content, IssueId, OptionId, Pattern},
    rule::{Asks, Origin},
};

/// Most states at one issue before the count is given up.
const MOST_STATES: usize = 400_000;

/// The number of packages that meet all rules about content; `None` if that takes too many states, or if it was stopped.
pub(crate) fn acceptable(model: &Model<'_>, cancel: &Cancel) -> Option<BigUint> {
    let about_content = |r: usize| matches!(model.rules[r].asks, Asks::Content(_) | Asks::Worth(_));
    let mut free: Vec<bool> = vec![true; model.case.issues().len()];
    let mut product = BigUint::from(1_u32);
    for (i, _) in &model.settled {
        free[i.index()] = false;
    }
    for part in parts(model, &about_content) {
        let counter = Counter::new(model, &part);
        counter.order.iter().for_each(|i| free[*i] = false);
        product *= counter.count(cancel)?;
        if product.is_zero() {
            return Some(product);
        }
    }
    for (issue, _) in model.case.issues().iter().zip(&free).filter(|(_, free)| **free) {
        product *= issue.options.len();
    }
    Some(product)
}

/// A rule as tables that must, or must not, match.
struct Tables {
    /// For each table, for each place in the order of issues, the options that keep it alive; `None`: any.
    tables: Vec<Vec<Option<Vec<bool>>>>,
    /// The last place at which each table names an issue.
    last: Vec<usize>,
}

impl Tables {
    fn new(pattern: &Pattern, order: &[usize], options: &dyn Fn(usize) -> usize) -> Tables {
        let mut tables = Vec::new();
        let mut last = Vec::new();
        for table in pattern.alternatives() {
            let mut rows: Vec<Option<Vec<bool>>> = vec![None; order.len()];
            let mut end = 0;
            for (issue, allowed) in table.terms() {
                let Some(at) = order.iter().position(|i| *i == issue.index()) else { continue };
                let row = (0..options(issue.index())).map(|o| allowed.contains(&OptionId::at(o))).collect();
                rows[at] = Some(row);
                end = end.max(at + 1);
            }
            tables.push(rows);
            last.push(end);
        }
        Tables { tables, last }
    }

    /// All tables alive.
    fn start(&self) -> Vec<bool> {
        vec![true; self.tables.len()]
    }

    fn step(&self, alive: &[bool], at: usize, option: usize) -> Vec<bool> {
        let keeps = |t: usize| self.tables[t][at].as_ref().is_none_or(|row| row[option]);
        alive.iter().enumerate().map(|(t, alive)| *alive && keeps(t)).collect()
    }

    /// Whether the pattern is matched (`Some(true)`), cannot be matched any more (`Some(false)`), or is open.
    fn decided(&self, alive: &[bool], done: usize) -> Option<bool> {
        if alive.iter().zip(&self.last).any(|(alive, last)| *alive && *last <= done) {
            Some(true)
        } else if alive.iter().all(|alive| !alive) {
            Some(false)
        } else {
            None
        }
    }
}

/// What a rule comes to, with the tables of its one or two patterns.
enum Judge {
    Require(Tables),
    Never(Tables),
    IfThen(Tables, Tables),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Open {
    /// Nothing that follows can break it.
    Met,
    /// Which tables are alive, pattern by pattern.
    Alive(Vec<bool>, Vec<bool>),
}

impl Judge {
    fn start(&self) -> Open {
        match self {
            Judge::Require(t) | Judge::Never(t) => Open::Alive(t.start(), Vec::new()),
            Judge::IfThen(a, b) => Open::Alive(a.start(), b.start()),
        }
    }

    /// After one more issue; `None` if the rule is broken.
    fn step(&self, open: &Open, at: usize, option: usize) -> Option<Open> {
        let Open::Alive(first, second) = open else { return Some(Open::Met) };
        let (verdict, first, second) = match self {
            Judge::Require(t) => {
                let first = t.step(first, at, option);
                (t.decided(&first, at + 1), first, Vec::new())
            }
            Judge::Never(t) => {
                let first = t.step(first, at, option);
                (t.decided(&first, at + 1).map(|matched| !matched), first, Vec::new())
            }
            Judge::IfThen(a, b) => {
                let (first, second) = (a.step(first, at, option), b.step(second, at, option));
                let verdict = match (a.decided(&first, at + 1), b.decided(&second, at + 1)) {
                    (Some(false), _) | (_, Some(true)) => Some(true),
                    (Some(true), Some(false)) => Some(false),
                    _ => None,
                };
                (verdict, first, second)
            }
        };
        match verdict {
            Some(true) => Some(Open::Met),
            Some(false) => None,
            None => Some(Open::Alive(first, second)),
        }
    }
}

/// A walk-away along the order of issues.
struct Sum {
    points: Vec<Vec<i128>>,
    /// Least and most points that the issues from here on can add.
    rest: Vec<(i128, i128)>,
    needed: i128,
}

impl Sum {
    /// The points so far, or `None` if they do not suffice any more; the most there can be stands for "enough".
    fn step(&self, so_far: i128, at: usize, option: usize) -> Option<i128> {
        if so_far == i128::MAX {
            return Some(i128::MAX);
        }
        let now = so_far + self.points[at][option];
        let (least, most) = self.rest[at + 1];
        if now + least >= self.needed {
            Some(i128::MAX)
        } else if now + most < self.needed {
            None
        } else {
            Some(now)
        }
    }
}

struct Counter {
    order: Vec<usize>,
    options: Vec<Vec<usize>>,
    judges: Vec<Judge>,
    sums: Vec<Sum>,
}

impl Counter {
    fn new(model: &Model<'_>, part: &Part) -> Counter {
        let order = order(model, part);
        let settled = |i: usize| model.settled.iter().find(|(s, _)| s.index() == i).map(|(_, o)| o.index());
        let count = |i: usize| model.case.issue(IssueId::at(i)).options.len();
        let options: Vec<Vec<usize>> =
            order.iter().map(|i| settled(*i).map_or_else(|| (0..count(*i)).collect(), |o| vec![o])).collect();
        let (mut judges, mut sums) = (Vec::new(), Vec::new());
        for rule in part.rules.iter().map(|r| &model.rules[*r]) {
            let tables = |p: &Pattern| Tables::new(p, &order, &count);
            match rule.asks {
                Asks::Content(Content::Require(p)) => judges.push(Judge::Require(tables(p))),
                Asks::Content(Content::Never(p)) => judges.push(Judge::Never(tables(p))),
                Asks::Content(Content::IfThen(a, b)) => judges.push(Judge::IfThen(tables(a), tables(b))),
                Asks::Worth(party) => {
                    debug_assert!(matches!(rule.origin, Origin::WalkAway(_)));
                    let Some((walk_away, wants)) = model.case.walk_away(party) else { continue };
                    let points: Vec<Vec<i128>> = order.iter().map(|i| wants.points[*i].clone()).collect();
                    let mut rest = vec![(0, 0); order.len() + 1];
                    for at in (0..order.len()).rev() {
                        let here = options[at].iter().map(|o| points[at][*o]);
                        let (least, most) = (here.clone().min().unwrap_or(0), here.max().unwrap_or(0));
                        rest[at] = (rest[at + 1].0 + least, rest[at + 1].1 + most);
                    }
                    // Issues that the order leaves out are worth the same whatever is chosen.
                    let fixed: i128 = (0..wants.points.len())
                        .filter(|i| !order.contains(i))
                        .map(|i| wants.points[i][settled(i).unwrap_or(0)])
                        .sum();
                    sums.push(Sum { points, rest, needed: wants.points_needed(walk_away.worth) - fixed });
                }
                Asks::Order(_) | Asks::Waits(_) => {}
            }
        }
        Counter { order, options, judges, sums }
    }

    fn count(&self, cancel: &Cancel) -> Option<BigUint> {
        let start_sums: Option<Vec<i128>> = self
            .sums
            .iter()
            .map(|s| {
                if s.rest[0].0 >= s.needed {
                    Some(i128::MAX)
                } else if s.rest[0].1 < s.needed {
                    None
                } else {
                    Some(0)
                }
            })
            .collect();
        let Some(start_sums) = start_sums else { return Some(BigUint::zero()) };
        let start: Vec<Open> = self.judges.iter().map(Judge::start).collect();
        let mut states: HashMap<(Vec<Open>, Vec<i128>), BigUint> =
            HashMap::from([((start, start_sums), BigUint::from(1_u32))]);
        for at in 0..self.order.len() {
            let mut next: HashMap<(Vec<Open>, Vec<i128>), BigUint> = HashMap::new();
            for ((open, sums), number) in &states {
                for option in &self.options[at] {
                    let open: Option<Vec<Open>> =
                        self.judges.iter().zip(open).map(|(j, o)| j.step(o, at, *option)).collect();
                    let Some(open) = open else { continue };
                    let sums: Option<Vec<i128>> =
                        self.sums.iter().zip(sums).map(|(s, n)| s.step(*n, at, *option)).collect();
                    let Some(sums) = sums else { continue };
                    *next.entry((open, sums)).or_default() += number;
                }
                if next.len() > MOST_STATES || cancel.stopped() {
                    return None;
                }
            }
            states = next;
        }
        Some(states.into_values().sum())
    }
}

/// The issues of a part in an order that closes rules early: each next issue shares a rule with those before, if any does.
fn order(model: &Model<'_>, part: &Part) -> Vec<usize> {
    let mut rules: Vec<Vec<usize>> = Vec::new();
    for r in &part.rules {
        let issues = match model.rules[*r].asks {
            Asks::Content(content) => super::parts::named(content),
            Asks::Worth(party) => super::parts::weighed(model.case, party),
            Asks::Order(_) | Asks::Waits(_) => Vec::new(),
        };
        let mut issues: Vec<usize> = issues.into_iter().map(IssueId::index).collect();
        issues.sort_unstable();
        issues.dedup();
        rules.push(issues);
    }
    let mut left: Vec<usize> = rules.iter().flatten().copied().collect();
    left.sort_unstable();
    left.dedup();
    let mut order: Vec<usize> = Vec::new();
    while !left.is_empty() {
        // Rules that are begun and have few issues left pull hardest.
        let pull = |issue: usize| -> usize {
            rules
                .iter()
                .filter(|r| r.contains(&issue) && r.iter().any(|i| order.contains(i)))
                .map(|r| 1000 / r.iter().filter(|i| !order.contains(i)).count().max(1))
                .sum()
        };
        let (n, _) = left
            .iter()
            .enumerate()
            .max_by_key(|(_, i)| (pull(**i), std::cmp::Reverse(**i)))
            .expect("there are issues left");
        order.push(left.remove(n));
    }
    order
}
