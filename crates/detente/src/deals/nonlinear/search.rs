//! Branch and bound over issues.

use super::{
    bound::Direction,
    compress::Problem,
    front::{Corners, Front},
    local,
    node::{Node, Space},
};
use crate::question::Cancel;

/// How much work is left.
#[derive(Debug)]
pub(super) struct Work<'a> {
    left: u64,
    looks: u32,
    cancel: &'a Cancel,
    over: bool,
}

impl<'a> Work<'a> {
    pub(super) fn new(effort: u64, cancel: &'a Cancel) -> Self {
        Work { left: effort, looks: 0, cancel, over: false }
    }

    /// Whether it was stopped from outside, or the effort is used up.
    pub(super) fn stopped(&mut self) -> bool {
        self.looks = self.looks.wrapping_add(1);
        if self.looks.is_multiple_of(64) && self.cancel.stopped() {
            self.over = true;
        }
        self.over
    }

    /// Takes a piece of the effort; false if there is none left.
    fn spend(&mut self) -> bool {
        if self.left == 0 {
            self.over = true;
        }
        self.left = self.left.saturating_sub(1);
        !self.stopped()
    }

    /// Whether the search had to end before it was through.
    pub(super) fn over(&self) -> bool {
        self.over
    }
}

/// How a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing is left to be found.
    Done,
    /// It was stopped.
    Cut,
    /// Something better was found than the directions were made for.
    Better,
}

/// A search for all undominated vectors that reach a vector.
pub(super) struct Search<'a, 'w> {
    space: &'a Space<'a>,
    front: &'a mut Front,
    work: &'a mut Work<'w>,
    corners: Corners,
    /// For each corner, what the bound on each direction must be at least for it to be open.
    needs: Vec<Vec<i64>>,
    /// Ends the search where the weighted sum of the first direction is above this.
    line: Option<i128>,
    nodes: Vec<Node>,
    visits: u64,
    end: End,
}

impl<'a, 'w> Search<'a, 'w> {
    pub(super) fn new(
        space: &'a Space<'a>,
        low: Vec<i128>,
        line: Option<i128>,
        front: &'a mut Front,
        work: &'a mut Work<'w>,
    ) -> Self {
        let mut corners = Corners::above(low);
        let found: Vec<Vec<i128>> = front.vectors().map(<[i128]>::to_vec).collect();
        found.iter().for_each(|v| corners.insert(v));
        let mut new = Search {
            space,
            front,
            work,
            corners,
            needs: Vec::new(),
            line,
            nodes: Vec::new(),
            visits: 0,
            end: End::Done,
        };
        new.aim();
        new
    }

    /// Searches; `bounds` takes what is known of all packages.
    pub(super) fn run(mut self, bounds: &mut Vec<(Vec<i128>, i128)>) -> End {
        let Ok(mut root) = Node::all(self.space) else { return End::Done };
        for (d, direction) in self.space.directions.iter().enumerate() {
            let mut most = i64::MAX;
            for pass in 0..ROOT_PASSES {
                let now = root.tighten(self.space, d, pass % 2 == 1, i64::MIN, &mut Vec::new());
                if pass % 16 == 15 && now >= most {
                    break;
                }
                most = most.min(now);
            }
            bounds.push((direction.weights.clone(), direction.told(most)));
        }
        self.nodes.push(root);
        self.visit(0);
        self.end
    }

    fn aim(&mut self) {
        let floors = &self.space.problem.floors;
        let needs = |corner: &Vec<i128>| {
            let whole: Vec<i128> = corner.iter().chain(&floors[corner.len()..]).copied().collect();
            self.space.directions.iter().map(|d| d.need(&whole)).collect()
        };
        self.needs = self.corners.list.iter().map(needs).collect();
    }

    /// The least bounds that leave some corner open; `None` if none is.
    fn cuts(&self, most: &[i64]) -> Option<Vec<i64>> {
        let mut cuts: Option<Vec<i64>> = None;
        for needs in self.needs.iter().filter(|n| n.iter().zip(most).all(|(need, most)| most >= need)) {
            match &mut cuts {
                Some(cuts) => cuts.iter_mut().zip(needs).for_each(|(cut, need)| *cut = (*cut).min(*need)),
                None => cuts = Some(needs.clone()),
            }
        }
        cuts
    }

    fn visit(&mut self, depth: usize) {
        if !self.work.spend() {
            self.end = End::Cut;
            return;
        }
        let mut node = std::mem::take(&mut self.nodes[depth]);
        if self.reduce(&mut node) {
            self.visits += 1;
            if node.decided() {
                let choice = node.domain.iter().map(|d| d.trailing_zeros() as usize).collect();
                self.consider(choice);
            } else {
                if self.visits <= TRIES || self.visits.is_multiple_of(TRIES) {
                    self.consider(self.promising(&node));
                }
                if self.end == End::Done {
                    self.branch(&node, depth);
                }
            }
        }
        self.nodes[depth] = node;
    }

    /// Draws conclusions and tightens bounds; whether something is left.
    fn reduce(&mut self, node: &mut Node) -> bool {
        let space = self.space;
        let mut forced = Vec::new();
        for round in 0..ROUNDS {
            if node.settle(space).is_err() {
                return false;
            }
            let mut most: Vec<i64> = (0..space.directions.len()).map(|d| node.most(space, d)).collect();
            let mut changed = false;
            for d in 0..space.directions.len() {
                let Some(cuts) = self.cuts(&most) else { return false };
                for pass in 0..PASSES {
                    most[d] = node.tighten(space, d, (pass + round) % 2 == 1, cuts[d], &mut forced);
                }
                let Some(cuts) = self.cuts(&most) else { return false };
                for issue in 0..node.domain.len() {
                    let domain = node.domain[issue];
                    if domain.is_power_of_two() {
                        continue;
                    }
                    let others = most[d] - space.best(node, d, issue, domain);
                    let scores = &node.scores[space.option(d, issue)..];
                    let bits = (0..64).filter(|o| domain >> o & 1 == 1 && others + scores[*o] >= cuts[d]);
                    let left = bits.fold(0, |all, o| all | 1u64 << o);
                    if left != domain {
                        node.narrow(issue, left);
                        changed = true;
                    }
                }
            }
            for table in forced.drain(..) {
                node.force(space, table);
                changed = true;
            }
            if !changed {
                break;
            }
        }
        node.settle(space).is_ok()
    }

    /// What the bound on the first direction takes for the best package.
    fn promising(&self, node: &Node) -> Vec<usize> {
        let space = self.space;
        let best = |(issue, domain): (usize, &u64)| {
            let scores = &node.scores[space.option(0, issue)..];
            let options = (0..64).filter(|o| domain >> o & 1 == 1);
            options.max_by_key(|o| scores[*o]).expect("a domain is never empty")
        };
        node.domain.iter().enumerate().map(best).collect()
    }

    /// Puts in what a package and those near it are worth, if that is new.
    fn consider(&mut self, choice: Vec<usize>) {
        let direction = &self.space.directions[0];
        let found = local::near(self.space.problem, choice, &direction.weights, self.front, self.work);
        for worth in &found {
            self.corners.insert(worth);
            let sum: i128 = direction.weights.iter().zip(worth).map(|(w, x)| w * x).sum();
            if self.line.is_some_and(|line| sum > line) {
                self.end = End::Better;
            }
        }
        if !found.is_empty() {
            self.aim();
        }
    }

    fn branch(&mut self, node: &Node, depth: usize) {
        let space = self.space;
        let issue = self.issue(node);
        let scores = &node.scores[space.option(0, issue)..];
        let domain = node.domain[issue];
        let mut options: Vec<usize> = (0..64).filter(|o| domain >> o & 1 == 1).collect();
        options.sort_by_key(|o| std::cmp::Reverse(scores[*o]));
        if self.nodes.len() == depth + 1 {
            self.nodes.push(Node::default());
        }
        for option in options {
            self.nodes[depth + 1].clone_from(node);
            self.nodes[depth + 1].narrow(issue, 1 << option);
            self.visit(depth + 1);
            if self.end != End::Done {
                return;
            }
        }
    }

    /// The issue over which most is lost, whatever is chosen, for the number of its options.
    fn issue(&self, node: &Node) -> usize {
        let space = self.space;
        let weights = &space.directions[0];
        let mut best: Option<(i64, usize)> = None;
        for (issue, domain) in node.domain.iter().enumerate().filter(|(_, d)| !d.is_power_of_two()) {
            let mut lost = [0i64; 64];
            for l in &space.problem.at[issue] {
                let link = &space.problem.links[*l];
                if domain & !link.meant == 0 || !node.matters(space, link.table) {
                    continue;
                }
                let weight = match space.problem.tables[link.table].owner {
                    super::compress::Owner::Term(term) => weights.terms[term],
                    super::compress::Owner::Law(..) => 1,
                };
                let losing = if space.problem.welcome(link.table) { !link.meant } else { link.meant };
                for (o, lost) in lost.iter_mut().enumerate() {
                    if losing & domain >> o & 1 == 1 {
                        *lost += weight;
                    }
                }
            }
            let options = i64::from(domain.count_ones());
            let key = lost.iter().sum::<i64>() / (options * options);
            if best.is_none_or(|(most, _)| key > most) {
                best = Some((key, issue));
            }
        }
        best.expect("an issue is open").1
    }
}

/// How often shares are moved at the root, and at other nodes.
const ROOT_PASSES: usize = 200;
const PASSES: usize = 1;
const ROUNDS: usize = 3;

/// At so many nodes a promising package is looked at, and then at every so many.
const TRIES: u64 = 64;

/// The directions in which only one party counts.
pub(super) fn axes(problem: &Problem) -> Vec<Direction> {
    let alone = |p: usize| (0..problem.parties()).map(|q| i128::from(p == q)).collect();
    (0..problem.parties()).map(|p| Direction::new(problem, alone(p))).collect()
}
