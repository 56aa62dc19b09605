//! Upper bounds on weighted sums of worth.
//!
//! What a pattern is worth is shared out among its issues: where all of it is met, all shares are paid; where not, too
//! much is paid at most. With that every issue can be looked at by itself, and the best option of each gives a bound. The
//! shares are moved to where they cost least (the dual of the linear relaxation, by block coordinates: Globerson &
//! Jaakkola, NIPS 2007, call it MPLP). What a pattern costs works the other way: options that escape it are rewarded.

use super::{
    compress::Problem,
    node::{Node, Space},
};

/// A weighted sum of worth, rounded up to what fits into 64 bits.
#[derive(Debug, Clone)]
pub(super) struct Direction {
    /// The weight of each party, not negative.
    pub(super) weights: Vec<i128>,
    /// Everything below is divided by two to the power of this.
    shift: u32,
    /// What terms bring or cost, at least 0.
    pub(super) terms: Vec<i64>,
    /// What options bring, issue after issue.
    pub(super) options: Vec<i64>,
    pub(super) base: i64,
}

impl Direction {
    pub(super) fn new(problem: &Problem, weights: Vec<i128>) -> Self {
        let most: i128 = weights.iter().zip(&problem.reach).map(|(w, r)| w * (r + 1)).sum();
        let shift = (128 - most.leading_zeros()).saturating_sub(58);
        let up = |x: i128| -((-x) >> shift) as i64;
        let terms = problem.terms.iter().map(|t| {
            let points = t.points * weights[t.party];
            if points > 0 { up(points) } else { (-points >> shift) as i64 }
        });
        let sum = |of: &dyn Fn(usize) -> i128| -> i128 { weights.iter().enumerate().map(|(p, w)| w * of(p)).sum() };
        let mut options = Vec::new();
        for (issue, kinds) in problem.options.iter().enumerate() {
            options.extend((0..kinds.len()).map(|o| up(sum(&|p| problem.points[p][issue][o]))));
        }
        let base = up(sum(&|p| problem.base[p]));
        Direction { terms: terms.collect(), shift, options, base, weights }
    }

    /// The least that a bound must be for something that reaches a vector to be left.
    pub(super) fn need(&self, corner: &[i128]) -> i64 {
        let sum: i128 = self.weights.iter().zip(corner).map(|(w, x)| w * x).sum();
        (-((-sum) >> self.shift)).clamp(i128::from(i64::MIN / 2), i128::from(i64::MAX / 2)) as i64
    }

    /// A bound in the numbers of the problem.
    pub(super) fn told(&self, bound: i64) -> i128 {
        i128::from(bound) << self.shift
    }
}

/// Weights small enough for sums of this problem.
pub(super) fn fit(problem: &Problem, mut weights: Vec<i128>) -> Vec<i128> {
    let reach = problem.reach.iter().copied().max().unwrap_or(0).max(1);
    let room = (120 - (128 - reach.leading_zeros()).min(112)).min(24);
    while weights.iter().any(|w| *w >> room > 0) {
        weights.iter_mut().for_each(|w| *w = (*w + 1) >> 1);
    }
    weights
}

impl Node {
    /// The bound on a direction.
    pub(super) fn most(&self, space: &Space<'_>, d: usize) -> i64 {
        let issues = self.domain.iter().enumerate().map(|(issue, domain)| space.best(self, d, issue, *domain));
        self.fixed[d] + issues.sum::<i64>()
    }

    /// Moves shares to where they cost least, and calls `forced` with each table that must be met if the bound is not
    /// to fall below `cut`. Returns the bound.
    pub(super) fn tighten(
        &mut self,
        space: &Space<'_>,
        d: usize,
        backwards: bool,
        cut: i64,
        forced: &mut Vec<usize>,
    ) -> i64 {
        let mut most = self.most(space, d);
        let terms = space.problem.terms.len();
        for n in 0..terms {
            let term = if backwards { terms - 1 - n } else { n };
            let weight = space.directions[d].terms[term];
            if weight == 0 || self.closed[term] || self.alive[term] != 1 {
                continue;
            }
            let table = self.only(space, term);
            if space.problem.terms[term].points > 0 {
                most = self.share(space, d, term, table, weight, most, cut, forced);
            } else {
                most = self.reward(space, d, term, table, weight, most);
            }
            if most < cut {
                break;
            }
        }
        most
    }

    #[allow(clippy::too_many_arguments)]
    fn share(
        &mut self,
        space: &Space<'_>,
        d: usize,
        term: usize,
        table: usize,
        weight: i64,
        mut most: i64,
        cut: i64,
        forced: &mut Vec<usize>,
    ) -> i64 {
        let links = space.problem.tables[table].links.clone();
        let mut rooms = std::mem::take(&mut self.rooms);
        rooms.clear();
        let mut room = 0;
        for l in links {
            let link = &space.problem.links[l];
            let domain = self.domain[link.issue];
            if domain & !link.meant == 0 {
                continue;
            }
            let share = self.shares[space.link(d, l)];
            let inside = space.best(self, d, link.issue, domain & link.meant) - share;
            let outside = space.best(self, d, link.issue, domain & !link.meant);
            let here = (outside - inside).max(0);
            most -= share.max(here) - here;
            room += here;
            rooms.push((l, here));
        }
        let rest = space.term(d, term);
        most -= self.rest[rest];
        // Now `most` is the bound without this term.
        let paid = (weight - room).max(0);
        if most < cut && most + paid >= cut {
            forced.push(table);
        }
        let mut left = weight;
        let open = rooms.len() as i64;
        for (n, (l, here)) in rooms.iter().enumerate() {
            let more = if n + 1 == rooms.len() { paid - paid / open * (open - 1) } else { paid / open };
            let share = if paid > 0 { here + more } else { part(*here, weight, room) };
            left -= share;
            self.set_share(space, d, *l, share);
        }
        // What the divisions left over goes where there is room.
        for (l, here) in &rooms {
            if left == 0 {
                break;
            }
            let share = self.shares[space.link(d, *l)];
            let more = left.min(here - share);
            left -= more;
            self.set_share(space, d, *l, share + more);
        }
        self.fixed[d] -= self.rest[rest];
        self.rest[rest] = 0;
        self.rooms = rooms;
        most + paid
    }

    fn set_share(&mut self, space: &Space<'_>, d: usize, l: usize, share: i64) {
        let link = &space.problem.links[l];
        let old = std::mem::replace(&mut self.shares[space.link(d, l)], share);
        self.add(space, d, link.issue, link.meant, share - old);
    }

    fn reward(&mut self, space: &Space<'_>, d: usize, term: usize, table: usize, weight: i64, most: i64) -> i64 {
        let rest = space.term(d, term);
        let old = self.rest[rest];
        let (mut least, mut open, mut before) = (i64::MAX, 0, -old);
        for link in &space.problem.links[space.problem.tables[table].links.clone()] {
            let domain = self.domain[link.issue];
            if domain & !link.meant == 0 {
                continue;
            }
            let inside = space.best(self, d, link.issue, domain & link.meant);
            let outside = space.best(self, d, link.issue, domain & !link.meant) - old;
            let here = (inside - outside).max(0);
            before += (old - here).max(0);
            least = least.min(here);
            open += 1;
        }
        let new = if open == 1 { weight } else { weight.min(least) };
        self.set_reward(space, d, term, table, new);
        let after = if open == 1 { (new - least).max(0) - new } else { -new };
        most - before + after
    }

    /// Rewards options that escape a pattern that costs something.
    pub(super) fn set_reward(&mut self, space: &Space<'_>, d: usize, term: usize, table: usize, new: i64) {
        let rest = space.term(d, term);
        let change = new - self.rest[rest];
        if change != 0 {
            for link in &space.problem.links[space.problem.tables[table].links.clone()] {
                self.add(space, d, link.issue, !link.meant & space.full[link.issue], change);
            }
            self.fixed[d] -= change;
            self.rest[rest] = new;
        }
    }

    /// Adds to what some options of an issue bring.
    pub(super) fn add(&mut self, space: &Space<'_>, d: usize, issue: usize, mut options: u64, change: i64) {
        if change == 0 {
            return;
        }
        let from = space.option(d, issue);
        while options != 0 {
            self.scores[from + options.trailing_zeros() as usize] += change;
            options &= options - 1;
        }
    }
}

impl Space<'_> {
    /// What the best of some options of an issue brings.
    pub(super) fn best(&self, node: &Node, d: usize, issue: usize, mut options: u64) -> i64 {
        let scores = &node.scores[self.option(d, issue)..];
        let mut best = i64::MIN / 4096;
        while options != 0 {
            best = best.max(scores[options.trailing_zeros() as usize]);
            options &= options - 1;
        }
        best
    }
}

/// `weight * here / room`, rounded down; it is at most `here`.
fn part(here: i64, weight: i64, room: i64) -> i64 {
    if (here | weight) >> 31 == 0 {
        here * weight / room
    } else {
        (i128::from(here) * i128::from(weight) / i128::from(room)) as i64
    }
}
