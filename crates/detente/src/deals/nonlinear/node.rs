//! What is still open in one part of the search, and what follows from what was chosen.

use super::{
    bound::Direction,
    compress::{Owner, Problem},
};

/// What stays the same during a search.
#[derive(Debug)]
pub(super) struct Space<'a> {
    pub(super) problem: &'a Problem,
    pub(super) directions: Vec<Direction>,
    /// A bit for every option of each issue.
    pub(super) full: Vec<u64>,
    /// Where the options of each issue begin in a list of all; the last is the length of the list.
    from: Vec<usize>,
    /// The options that no party minds getting in place of an option, as far as points of options go.
    pub(super) as_good: Vec<Vec<u64>>,
}

impl<'a> Space<'a> {
    pub(super) fn new(problem: &'a Problem, directions: Vec<Direction>) -> Self {
        let mut from = vec![0];
        let mut as_good = Vec::new();
        for (issue, options) in problem.options.iter().enumerate() {
            from.push(from[issue] + options.len());
            let better = |o: usize, other: usize| problem.points.iter().all(|p| p[issue][other] >= p[issue][o]);
            let mask = |o: usize| (0..options.len()).filter(|n| better(o, *n)).fold(0, |all, n| all | 1u64 << n);
            as_good.push((0..options.len()).map(mask).collect());
        }
        let full = problem.options.iter().map(|o| u64::MAX.checked_shr(64 - o.len() as u32).unwrap_or(0)).collect();
        Space { problem, directions, full, from, as_good }
    }

    pub(super) fn option(&self, d: usize, issue: usize) -> usize {
        d * self.from[self.from.len() - 1] + self.from[issue]
    }

    pub(super) fn link(&self, d: usize, link: usize) -> usize {
        d * self.problem.links.len() + link
    }

    pub(super) fn term(&self, d: usize, term: usize) -> usize {
        d * self.problem.terms.len() + term
    }
}

/// No package is left.
#[derive(Debug)]
pub(super) struct Empty;

/// A part of the packages, and the bounds on it.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The options left of each issue.
    pub(super) domain: Vec<u64>,
    /// Links of each table that some option left does not meet; `DEAD` where no option left meets one.
    open: Vec<u16>,
    /// Tables of each term that can still be met.
    pub(super) alive: Vec<u16>,
    /// Whether it is known if a term is paid.
    pub(super) closed: Vec<bool>,
    kept: Vec<bool>,
    /// Direction, link: the part of a term that is paid where this link is met.
    pub(super) shares: Vec<i64>,
    /// Direction, term: the part that is paid anyway; for terms that cost something, the reward for escaping.
    pub(super) rest: Vec<i64>,
    /// Direction, issue, option: what is paid where the option is chosen.
    pub(super) scores: Vec<i64>,
    /// Direction: what is paid anyway.
    pub(super) fixed: Vec<i64>,
    pending: Vec<(usize, u64)>,
    laws: Vec<usize>,
    dirty: Vec<bool>,
    pub(super) rooms: Vec<(usize, i64)>,
}

const DEAD: u16 = u16::MAX;

impl Clone for Node {
    fn clone(&self) -> Self {
        let mut new = Node::default();
        new.clone_from(self);
        new
    }

    fn clone_from(&mut self, other: &Self) {
        self.domain.clone_from(&other.domain);
        self.open.clone_from(&other.open);
        self.alive.clone_from(&other.alive);
        self.closed.clone_from(&other.closed);
        self.kept.clone_from(&other.kept);
        self.shares.clone_from(&other.shares);
        self.rest.clone_from(&other.rest);
        self.scores.clone_from(&other.scores);
        self.fixed.clone_from(&other.fixed);
        self.dirty.clone_from(&other.dirty);
        self.pending.clear();
        self.laws.clear();
    }
}

impl Node {
    /// All packages.
    pub(super) fn all(space: &Space<'_>) -> Result<Self, Empty> {
        let problem = space.problem;
        let count = space.directions.len();
        let mut node = Node {
            domain: space.full.clone(),
            open: problem.tables.iter().map(|t| t.links.len() as u16).collect(),
            alive: problem.terms.iter().map(|t| t.tables.len() as u16).collect(),
            closed: vec![false; problem.terms.len()],
            kept: vec![false; problem.laws.len()],
            shares: vec![0; count * problem.links.len()],
            rest: Vec::new(),
            scores: space.directions.iter().flat_map(|d| d.options.iter().copied()).collect(),
            fixed: Vec::new(),
            laws: (0..problem.laws.len()).collect(),
            dirty: vec![true; problem.options.len()],
            ..Node::default()
        };
        for direction in &space.directions {
            let rest = problem.terms.iter().zip(&direction.terms).map(|(t, w)| if t.points > 0 { *w } else { 0 });
            let from = node.rest.len();
            node.rest.extend(rest);
            node.fixed.push(direction.base + node.rest[from..].iter().sum::<i64>());
        }
        if node.domain.contains(&0) {
            return Err(Empty);
        }
        for issue in 0..node.domain.len() {
            // As if more options had just been ruled out.
            node.follow(space, issue, None);
        }
        node.settle(space)?;
        Ok(node)
    }

    /// Rules out all options of an issue but some; [`Node::settle`] then says what follows.
    pub(super) fn narrow(&mut self, issue: usize, to: u64) {
        self.pending.push((issue, to));
    }

    /// Whether nothing is left to choose.
    pub(super) fn decided(&self) -> bool {
        self.domain.iter().all(|d| d.is_power_of_two())
    }

    /// Draws conclusions until there are no more.
    pub(super) fn settle(&mut self, space: &Space<'_>) -> Result<(), Empty> {
        loop {
            if let Some((issue, to)) = self.pending.pop() {
                let was = self.domain[issue];
                let now = was & to;
                if now == 0 {
                    return Err(Empty);
                }
                if now != was {
                    self.domain[issue] = now;
                    self.dirty[issue] = true;
                    self.follow(space, issue, Some(was));
                }
            } else if let Some(law) = self.laws.pop() {
                self.keep(space, law)?;
            } else if let Some(issue) = self.dirty.iter().position(|d| *d) {
                self.dirty[issue] = false;
                self.spare(space, issue);
            } else {
                return Ok(());
            }
        }
    }

    /// Sees to all links of an issue of which options were ruled out.
    fn follow(&mut self, space: &Space<'_>, issue: usize, was: Option<u64>) {
        let now = self.domain[issue];
        for l in &space.problem.at[issue] {
            let link = &space.problem.links[*l];
            if self.open[link.table] == DEAD || was.is_some_and(|was| was & !link.meant == 0) {
                continue;
            }
            if now & link.meant == 0 {
                self.dead(space, link.table);
            } else if now & !link.meant == 0 {
                self.open[link.table] -= 1;
                if self.open[link.table] == 0 {
                    self.met(space, link.table);
                } else {
                    self.unshare(space, *l);
                }
            }
        }
    }

    fn dead(&mut self, space: &Space<'_>, table: usize) {
        self.open[table] = DEAD;
        self.touch(space, table);
        let term = match space.problem.tables[table].owner {
            Owner::Law(law, _) => return self.laws.push(law),
            Owner::Term(term) if self.closed[term] => return,
            Owner::Term(term) => term,
        };
        self.release(space, term, table);
        self.alive[term] -= 1;
        if self.alive[term] == 0 {
            self.closed[term] = true;
            for d in 0..self.fixed.len() {
                let rest = &mut self.rest[space.term(d, term)];
                self.fixed[d] -= *rest;
                *rest = 0;
            }
        }
    }

    fn met(&mut self, space: &Space<'_>, table: usize) {
        let term = match space.problem.tables[table].owner {
            Owner::Law(law, _) => return self.laws.push(law),
            Owner::Term(term) if self.closed[term] => return,
            Owner::Term(term) => term,
        };
        self.closed[term] = true;
        // Shares and rewards rest on a table only if it is the last.
        self.release(space, term, table);
        for table in space.problem.terms[term].tables.clone() {
            self.touch(space, table);
        }
        for d in 0..self.fixed.len() {
            let weight = space.directions[d].terms[term];
            let paid = if space.problem.terms[term].points > 0 { weight } else { -weight };
            self.fixed[d] += paid - self.rest[space.term(d, term)];
            self.rest[space.term(d, term)] = 0;
        }
    }

    /// Takes back all shares, or the reward, that rest on a table.
    fn release(&mut self, space: &Space<'_>, term: usize, table: usize) {
        for d in 0..self.fixed.len() {
            if space.directions[d].terms[term] == 0 {
                continue;
            }
            if space.problem.terms[term].points < 0 {
                // Rewards are given only where one table alone is left.
                self.set_reward(space, d, term, table, 0);
                continue;
            }
            for l in space.problem.tables[table].links.clone() {
                let link = &space.problem.links[l];
                let share = std::mem::take(&mut self.shares[space.link(d, l)]);
                self.add(space, d, link.issue, link.meant, -share);
            }
        }
    }

    /// A link that is met whatever is chosen needs no share: it is paid anyway.
    fn unshare(&mut self, space: &Space<'_>, l: usize) {
        let link = &space.problem.links[l];
        let term = match space.problem.tables[link.table].owner {
            Owner::Law(law, _) => return self.laws.push(law),
            Owner::Term(term) => term,
        };
        for d in 0..self.fixed.len() {
            let share = std::mem::take(&mut self.shares[space.link(d, l)]);
            if share != 0 {
                self.add(space, d, link.issue, link.meant, -share);
                self.rest[space.term(d, term)] += share;
                self.fixed[d] += share;
            }
        }
    }

    fn touch(&mut self, space: &Space<'_>, table: usize) {
        for link in &space.problem.links[space.problem.tables[table].links.clone()] {
            self.dirty[link.issue] = true;
        }
    }

    /// Sees to a law: whether it is kept, can be kept, and what that asks for.
    fn keep(&mut self, space: &Space<'_>, number: usize) -> Result<(), Empty> {
        if self.kept[number] {
            return Ok(());
        }
        let law = &space.problem.laws[number];
        let met =
            |tables: &Option<std::ops::Range<usize>>| tables.iter().flat_map(|t| t.clone()).any(|t| self.open[t] == 0);
        let dead = |tables: &Option<std::ops::Range<usize>>| {
            tables.iter().flat_map(|t| t.clone()).all(|t| self.open[t] == DEAD)
        };
        let called = law.when.is_none() || met(&law.when);
        let never_called = law.when.is_some() && dead(&law.when);
        if never_called || met(&law.then) {
            self.kept[number] = true;
            for table in law.when.iter().chain(&law.then).flat_map(|t| t.clone()) {
                self.touch(space, table);
            }
            return Ok(());
        }
        if called {
            let mut alive = law.then.iter().flat_map(|t| t.clone()).filter(|t| self.open[*t] != DEAD);
            match (alive.next(), alive.next()) {
                (None, _) => return Err(Empty),
                (Some(only), None) => self.force(space, only),
                _ => {}
            }
        } else if dead(&law.then) {
            for table in law.when.iter().flat_map(|t| t.clone()).filter(|t| self.open[*t] == 1) {
                let mut links = space.problem.tables[table].links.clone();
                let last =
                    links.find(|l| self.domain[space.problem.links[*l].issue] & !space.problem.links[*l].meant != 0);
                if let Some(link) = last.map(|l| &space.problem.links[l]) {
                    self.pending.push((link.issue, !link.meant));
                }
            }
        }
        Ok(())
    }

    /// Has a table met.
    pub(super) fn force(&mut self, space: &Space<'_>, table: usize) {
        for link in &space.problem.links[space.problem.tables[table].links.clone()] {
            self.pending.push((link.issue, link.meant));
        }
    }

    /// Rules out options of an issue where another is as good for everybody, whatever else is chosen.
    fn spare(&mut self, space: &Space<'_>, issue: usize) {
        let domain = self.domain[issue];
        let mut left = domain;
        let mut rest = domain;
        while rest != 0 && !left.is_power_of_two() {
            let option = 63 - rest.leading_zeros() as usize;
            rest &= !(1 << option);
            let mut as_good = space.as_good[issue][option] & left & !(1 << option);
            for l in &space.problem.at[issue] {
                if as_good == 0 {
                    break;
                }
                let link = &space.problem.links[*l];
                if domain & !link.meant != 0 && self.matters(space, link.table) {
                    let meant = link.meant >> option & 1 == 1;
                    if meant == space.problem.welcome(link.table) {
                        as_good &= if meant { link.meant } else { !link.meant };
                    }
                }
            }
            if as_good != 0 {
                left &= !(1 << option);
            }
        }
        if left != domain {
            self.pending.push((issue, left));
        }
    }

    /// Whether it is still open if a table is met, and makes a difference.
    pub(super) fn matters(&self, space: &Space<'_>, table: usize) -> bool {
        self.open[table] != DEAD
            && match space.problem.tables[table].owner {
                Owner::Term(term) => !self.closed[term],
                Owner::Law(law, _) => !self.kept[law],
            }
    }

    /// The only table of a term that can still be met.
    pub(super) fn only(&self, space: &Space<'_>, term: usize) -> usize {
        let mut tables = space.problem.terms[term].tables.clone();
        tables.find(|t| self.open[*t] != DEAD).expect("a term that is not closed has a table that is not dead")
    }
}
