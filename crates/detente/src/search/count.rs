//! How many packages are acceptable? Counted without listing them.
//!
//! Issue by issue, packages that leave the same questions open are counted together: the state holds, for each rule about
//! content, which of its tables can still match, and, for each walk-away, the points so far. Rules that are decided and
//! sums that are reached whatever follows are forgotten, so that states meet again.

use std::collections::HashMap;

use num_bigint::BigUint;
use num_traits::Zero;

use super::{
    Cancel,
    judge::{Judge, MET, Tables},
    model::Model,
    parts::Part,
    parts::parts,
};
use crate::{
    case::{Bonus, IssueId},
    rule::Asks,
};

/// Most words that the states of a part may take before the count is given up: some 30 MiB.
const MOST_WORDS: usize = 4_000_000;

/// The number of packages that meet all rules about content; `None` if that takes too many states, or if it was stopped.
pub(crate) fn acceptable(model: &Model<'_>, cancel: &Cancel) -> Option<BigUint> {
    let about_content = |r: usize| matches!(model.rules[r].asks, Asks::Content(_) | Asks::Worth(_));
    let mut free: Vec<bool> = vec![true; model.case.issues().len()];
    let mut product = BigUint::from(1_u32);
    for (i, _) in &model.settled {
        free[i.index()] = false;
    }
    for part in parts(model, &about_content) {
        let counter = Counter::new(model, &part)?;
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

/// A bonus along the order of issues.
struct Paid {
    tables: Tables,
    unless: bool,
    points: i128,
    /// From this place on it is decided.
    end: usize,
}

impl Paid {
    fn new(bonus: &Bonus, order: &[usize], options: &dyn Fn(usize) -> usize) -> Option<Paid> {
        let tables = Tables::new(&bonus.when, order, options)?;
        let end = (0..order.len()).rev().find(|at| tables.keeps[*at].is_some()).map_or(0, |at| at + 1);
        Some(Paid { tables, unless: bonus.unless, points: bonus.points, end })
    }

    /// The tables that are alive after one more issue, and the points if that decides it.
    fn step(&self, open: u64, at: usize, option: usize) -> (u64, i128) {
        if open == MET {
            return (MET, 0);
        }
        let alive = self.tables.step(open as u32, at, option);
        match self.tables.decided(alive, at + 1) {
            Some(matched) => (MET, if matched == self.unless { 0 } else { self.points }),
            None => (u64::from(alive), 0),
        }
    }
}

/// A walk-away along the order of issues.
struct Sum {
    points: Vec<Vec<i128>>,
    /// What is paid beside; in a state its tables follow those of the rules.
    paid: Vec<Paid>,
    /// Least and most points that the issues from here on can add.
    rest: Vec<(i128, i128)>,
    needed: i128,
}

impl Sum {
    /// The points so far, or `None` if they do not suffice any more; the most there can be stands for "enough".
    fn step(&self, so_far: i128, open: &mut [u64], at: usize, option: usize) -> Option<i128> {
        if so_far == i128::MAX {
            open.fill(MET);
            return Some(i128::MAX);
        }
        let mut now = so_far + self.points[at][option];
        for (open, paid) in open.iter_mut().zip(&self.paid) {
            let (alive, points) = paid.step(*open, at, option);
            *open = alive;
            now += points;
        }
        let (least, most) = self.rest[at + 1];
        if now + least >= self.needed {
            open.fill(MET);
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

/// Which tables of each rule are alive, and the points of each walk-away so far.
type State = (Box<[u64]>, Box<[i128]>);

impl Counter {
    /// `None` where a rule has too many tables.
    fn new(model: &Model<'_>, part: &Part) -> Option<Counter> {
        let order = order(model, part);
        let settled = |i: usize| model.settled.iter().find(|(s, _)| s.index() == i).map(|(_, o)| o.index());
        let count = |i: usize| model.case.issue(IssueId::at(i)).options.len();
        let options: Vec<Vec<usize>> =
            order.iter().map(|i| settled(*i).map_or_else(|| (0..count(*i)).collect(), |o| vec![o])).collect();
        let (mut judges, mut sums) = (Vec::new(), Vec::new());
        for rule in part.rules.iter().map(|r| &model.rules[*r]) {
            match rule.asks {
                Asks::Content(content) => judges.push(Judge::new(content, &order, &count)?),
                Asks::Worth(party) => {
                    let Some((walk_away, wants)) = model.case.walk_away(party) else { continue };
                    let points: Vec<Vec<i128>> = order.iter().map(|i| wants.points[*i].clone()).collect();
                    let mut rest = vec![(0, 0); order.len() + 1];
                    for at in (0..order.len()).rev() {
                        let here = options[at].iter().map(|o| points[at][*o]);
                        let (least, most) = (here.clone().min().unwrap_or(0), here.max().unwrap_or(0));
                        rest[at] = (rest[at + 1].0 + least, rest[at + 1].1 + most);
                    }
                    let paid: Option<Vec<Paid>> =
                        wants.bonuses().iter().map(|b| Paid::new(b, &order, &count)).collect();
                    let paid = paid?;
                    for bonus in &paid {
                        for (least, most) in &mut rest[..bonus.end] {
                            *least += bonus.points.min(0);
                            *most += bonus.points.max(0);
                        }
                    }
                    // Issues that the order leaves out are worth the same whatever is chosen.
                    let fixed: i128 = (0..wants.points.len())
                        .filter(|i| !order.contains(i))
                        .map(|i| wants.points[i][settled(i).unwrap_or(0)])
                        .sum();
                    sums.push(Sum { points, paid, rest, needed: wants.points_needed(walk_away.worth) - fixed });
                }
                Asks::Order(_) | Asks::Waits(_) => {}
            }
        }
        Some(Counter { order, options, judges, sums })
    }

    fn start(&self) -> Option<State> {
        let begin = |s: &Sum| {
            if s.rest[0].0 >= s.needed { Some(i128::MAX) } else { (s.rest[0].1 >= s.needed).then_some(0) }
        };
        let sums: Option<Box<[i128]>> = self.sums.iter().map(begin).collect();
        let paid = self.sums.iter().flat_map(|s| &s.paid).map(|p| u64::from(p.tables.all));
        Some((self.judges.iter().map(Judge::start).chain(paid).collect(), sums?))
    }

    fn count(&self, cancel: &Cancel) -> Option<BigUint> {
        let Some(start) = self.start() else { return Some(BigUint::zero()) };
        let mut states: HashMap<State, BigUint> = HashMap::from([(start, BigUint::from(1_u32))]);
        let paid: usize = self.sums.iter().map(|s| s.paid.len()).sum();
        let most = MOST_WORDS / (8 + self.judges.len() + paid + 2 * self.sums.len());
        let mut made = 0;
        for at in 0..self.order.len() {
            let looking: Vec<usize> = (0..self.judges.len()).filter(|j| self.judges[*j].looks_at(at)).collect();
            let mut next: HashMap<State, BigUint> = HashMap::new();
            for (state, number) in &states {
                for option in &self.options[at] {
                    if let Some(state) = self.step(state, at, *option, &looking) {
                        *next.entry(state).or_default() += number;
                    }
                }
                if made + next.len() > most || cancel.stopped() {
                    return None;
                }
            }
            made += next.len();
            states = next;
        }
        Some(states.into_values().sum())
    }

    fn step(&self, (open, sums): &State, at: usize, option: usize, looking: &[usize]) -> Option<State> {
        let mut open = open.clone();
        for j in looking {
            open[*j] = self.judges[*j].step(open[*j], at, option)?;
        }
        let mut paid = &mut open[self.judges.len()..];
        let step = |(sum, so_far): (&Sum, &i128)| {
            let (own, others) = std::mem::take(&mut paid).split_at_mut(sum.paid.len());
            paid = others;
            sum.step(*so_far, own, at, option)
        };
        let sums: Option<Box<[i128]>> = self.sums.iter().zip(sums).map(step).collect();
        Some((open, sums?))
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
        if let Asks::Worth(party) = model.rules[*r].asks
            && let Some((_, wants)) = model.case.walk_away(party)
        {
            let bonuses = wants.bonuses().iter();
            rules.extend(bonuses.map(|b| super::parts::issues_of(&b.when).map(IssueId::index).collect()));
        }
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
