//! All packages that some rules allow, as a decision diagram.
//!
//! A layer for each issue, in an order that closes rules early; a node for each set of questions that the options so far
//! leave open (which tables of each rule, and of each bonus, can still match); an edge for each option. Every way through
//! it is an allowed package, and every allowed package is one way through it (Bergman, Cire, van Hoeve & Hooker,
//! *Decision Diagrams for Optimization*, 2016, chapters 3 and 4).

use std::collections::HashMap;

use num_bigint::BigUint;
use num_traits::Zero;

use super::{
    Cancel,
    judge::{Judge, MET},
};
use crate::case::{Content, IssueId, OptionId, Package, Pattern};

/// What is to be laid out.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    /// For each issue, the options that may be chosen.
    pub(crate) options: Vec<Vec<usize>>,
    /// For each party, for each issue, for each option: its points.
    pub(crate) points: Vec<&'a [Vec<i128>]>,
    /// What is paid for more than one issue at once.
    pub(crate) bonuses: Vec<Paid<'a>>,
    /// What every package must do.
    pub(crate) rules: Vec<&'a Content>,
}

/// Points that a party gets where a package matches a pattern, or where it does not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paid<'a> {
    /// Place of the party in [`Plan::points`].
    pub(crate) party: usize,
    pub(crate) when: &'a Pattern,
    pub(crate) unless: bool,
    pub(crate) points: i128,
}

/// All allowed packages.
#[derive(Debug)]
pub(crate) struct Diagram {
    /// The issue of each layer.
    pub(crate) order: Vec<usize>,
    /// The nodes of each layer, each with its edges; from the first layer, which has one node, if any package is allowed,
    /// to the one before the end.
    pub(crate) layers: Vec<Vec<Vec<Edge>>>,
    /// For each layer, what its edges may bring: points for each party.
    pub(crate) gains: Vec<Vec<Vec<i128>>>,
    issues: usize,
}

/// One option at one node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) option: u32,
    /// Node of the next layer; after the last layer there is one end, 0.
    pub(crate) to: u32,
    /// Place in [`Diagram::gains`] of the layer.
    pub(crate) gain: u32,
}

/// Why there is no diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoDiagram {
    /// It would have more edges than allowed, or a rule has too many tables.
    TooWide,
    /// It was stopped.
    Stopped,
}

impl Diagram {
    /// Lays a plan out with at most so many edges.
    pub(crate) fn new(plan: &Plan<'_>, most_edges: usize, cancel: &Cancel) -> Result<Diagram, NoDiagram> {
        let sizes: Vec<usize> = plan.options.iter().map(|o| o.iter().max().map_or(0, |m| m + 1)).collect();
        let order = order(plan);
        let count = |i: usize| sizes[i];
        let rules: Option<Vec<Judge>> = plan.rules.iter().map(|c| Judge::new(c, &order, &count)).collect();
        let matching: Vec<Content> = plan.bonuses.iter().map(|b| Content::Require(b.when.clone())).collect();
        let paid: Option<Vec<Judge>> = matching.iter().map(|c| Judge::new(c, &order, &count)).collect();
        let (rules, paid) = (rules.ok_or(NoDiagram::TooWide)?, paid.ok_or(NoDiagram::TooWide)?);
        let maker = Maker { plan, order: &order, rules, paid };
        let (mut layers, gains) = maker.layers(most_edges, cancel)?;
        drop_dead_ends(&mut layers);
        Ok(Diagram { issues: plan.options.len(), order, layers, gains })
    }

    /// Whether no package is allowed.
    pub(crate) fn is_empty(&self) -> bool {
        self.layers.first().is_some_and(|first| first.is_empty() || first[0].is_empty())
    }

    /// The number of packages.
    pub(crate) fn packages(&self) -> BigUint {
        if self.is_empty() {
            return BigUint::zero();
        }
        let mut after = vec![BigUint::from(1_u32)];
        for layer in self.layers.iter().rev() {
            after = layer.iter().map(|edges| edges.iter().map(|e| &after[e.to as usize]).sum()).collect();
        }
        after.swap_remove(0)
    }

    /// For each layer, for each node, the best that the rest of the way can bring by some measure of what an edge brings;
    /// one more layer for the end, where it is nought.
    pub(crate) fn best_rest<N: Copy + PartialOrd + std::ops::Add<Output = N>>(
        &self,
        nought: N,
        measure: impl Fn(&[i128]) -> N,
    ) -> Vec<Vec<N>> {
        let mut rest = vec![vec![nought]];
        for (layer, gains) in self.layers.iter().zip(&self.gains).rev() {
            let after = rest.last().expect("the end is there");
            let brings: Vec<N> = gains.iter().map(|g| measure(g)).collect();
            let best = |edges: &Vec<Edge>| {
                let all = edges.iter().map(|e| brings[e.gain as usize] + after[e.to as usize]);
                all.reduce(|a, b| if b > a { b } else { a }).unwrap_or(nought)
            };
            let here = layer.iter().map(best).collect();
            rest.push(here);
        }
        rest.reverse();
        rest
    }

    /// The best way through by a measure: what it brings to each party, and its package.
    pub(crate) fn best_way(&self, measure: impl Fn(&[i128]) -> f64) -> (Vec<i128>, Package) {
        let rest = self.best_rest(0.0, &measure);
        let parties = self.gains.first().and_then(|g| g.first()).map_or(0, Vec::len);
        let (mut node, mut sum, mut package) = (0, vec![0; parties], vec![OptionId(0); self.issues]);
        for (at, layer) in self.layers.iter().enumerate() {
            let gain = |e: &Edge| &self.gains[at][e.gain as usize];
            let value = |e: &Edge| measure(gain(e)) + rest[at + 1][e.to as usize];
            let edges = &layer[node];
            let edge = edges.iter().reduce(|a, b| if value(b) > value(a) { b } else { a });
            let edge = edge.expect("dead ends were taken out");
            sum.iter_mut().zip(gain(edge)).for_each(|(s, g)| *s += g);
            package[self.order[at]] = OptionId(edge.option);
            node = edge.to as usize;
        }
        (sum, Package(package))
    }

    /// The package of a way, as the option chosen in each layer.
    pub(crate) fn package(&self, options: &[u32]) -> Package {
        let mut package = vec![OptionId(0); self.issues];
        for (issue, option) in self.order.iter().zip(options) {
            package[*issue] = OptionId(*option);
        }
        Package(package)
    }
}

struct Maker<'p, 'a> {
    plan: &'p Plan<'a>,
    order: &'p [usize],
    rules: Vec<Judge>,
    /// Whether each bonus is earned, as a rule that may be broken.
    paid: Vec<Judge>,
}

/// A bonus that will not be earned any more.
const LOST: u64 = u64::MAX - 1;

type Layers = (Vec<Vec<Vec<Edge>>>, Vec<Vec<Vec<i128>>>);

impl Maker<'_, '_> {
    fn layers(&self, most_edges: usize, cancel: &Cancel) -> Result<Layers, NoDiagram> {
        let start: Box<[u64]> = self.rules.iter().chain(&self.paid).map(Judge::start).collect();
        let mut states = vec![start];
        let (mut layers, mut all_gains, mut edges_made) = (Vec::new(), Vec::new(), 0);
        for (at, issue) in self.order.iter().enumerate() {
            let looks =
                |judges: &[Judge]| -> Vec<usize> { (0..judges.len()).filter(|j| judges[*j].looks_at(at)).collect() };
            let (rules, paid) = (looks(&self.rules), looks(&self.paid));
            let mut next: HashMap<Box<[u64]>, u32> = HashMap::new();
            let mut ordered: Vec<Box<[u64]>> = Vec::new();
            let mut gains: Vec<Vec<i128>> = Vec::new();
            let mut known: HashMap<(usize, Vec<i128>), u32> = HashMap::new();
            let mut layer = Vec::with_capacity(states.len());
            for state in &states {
                let mut edges = Vec::new();
                for option in &self.plan.options[*issue] {
                    let Some((to, bonus)) = self.step(state, at, *option, &rules, &paid) else { continue };
                    let to = *next.entry(to.clone()).or_insert_with(|| {
                        ordered.push(to);
                        ordered.len() as u32 - 1
                    });
                    let gain = *known.entry((*option, bonus)).or_insert_with_key(|(option, bonus)| {
                        let own = self.plan.points.iter().map(|p| p[*issue].get(*option).copied().unwrap_or(0));
                        gains.push(own.zip(bonus).map(|(a, b)| a + b).collect());
                        gains.len() as u32 - 1
                    });
                    edges.push(Edge { option: *option as u32, to, gain });
                }
                edges_made += edges.len() + self.rules.len() / 4;
                layer.push(edges);
                if edges_made > most_edges {
                    return Err(NoDiagram::TooWide);
                }
                if cancel.stopped() {
                    return Err(NoDiagram::Stopped);
                }
            }
            layers.push(layer);
            all_gains.push(gains);
            states = ordered;
        }
        Ok((layers, all_gains))
    }

    /// The state after one more option, and what it brings each party beyond its own points; `None` if a rule is broken.
    fn step(
        &self,
        state: &[u64],
        at: usize,
        option: usize,
        rules: &[usize],
        paid: &[usize],
    ) -> Option<(Box<[u64]>, Vec<i128>)> {
        let mut to: Box<[u64]> = state.into();
        for j in rules {
            to[*j] = self.rules[*j].step(to[*j], at, option)?;
        }
        let mut bonus = vec![0; self.plan.points.len()];
        for j in paid {
            let open = &mut to[self.rules.len() + j];
            if *open == MET || *open == LOST {
                continue;
            }
            let after = self.paid[*j].step(*open, at, option);
            let this = &self.plan.bonuses[*j];
            if after == Some(MET) && !this.unless || after.is_none() && this.unless {
                bonus[this.party] += this.points;
            }
            // Earned and lost are both settled: states that differ in them only are one.
            *open = after.filter(|a| *a != MET).unwrap_or(LOST);
        }
        Some((to, bonus))
    }
}

/// Takes out edges that lead nowhere.
fn drop_dead_ends(layers: &mut [Vec<Vec<Edge>>]) {
    let mut alive: Option<Vec<bool>> = None;
    for layer in layers.iter_mut().rev() {
        if let Some(alive) = &alive {
            layer.iter_mut().for_each(|edges| edges.retain(|e| alive[e.to as usize]));
        }
        alive = Some(layer.iter().map(|edges| !edges.is_empty()).collect());
    }
}

/// The issues in an order that keeps few rules and bonuses open at any time; those that none names come first.
fn order(plan: &Plan<'_>) -> Vec<usize> {
    let issues_of = |patterns: &[&Pattern]| -> Vec<usize> {
        let mut issues: Vec<usize> = patterns
            .iter()
            .flat_map(|p| p.alternatives())
            .flat_map(|t| t.terms())
            .map(|(i, _)| IssueId::index(*i))
            .filter(|i| plan.options[*i].len() > 1)
            .collect();
        issues.sort_unstable();
        issues.dedup();
        issues
    };
    let of_rule = |content: &&Content| match content {
        Content::Require(p) | Content::Never(p) => issues_of(&[p]),
        Content::IfThen(a, b) => issues_of(&[a, b]),
    };
    let sets: Vec<Vec<usize>> =
        plan.rules.iter().map(of_rule).chain(plan.bonuses.iter().map(|b| issues_of(&[b.when]))).collect();
    let mut of_issue: Vec<Vec<usize>> = vec![Vec::new(); plan.options.len()];
    for (n, set) in sets.iter().enumerate().filter(|(_, s)| s.len() > 1) {
        set.iter().for_each(|i| of_issue[*i].push(n));
    }
    let (mut order, mut left): (Vec<usize>, Vec<usize>) =
        (0..plan.options.len()).partition(|i| of_issue[*i].is_empty());
    let mut to_come: Vec<usize> = sets.iter().map(Vec::len).collect();
    while !left.is_empty() {
        // Fewest sets newly opened for each that is closed; among equals, those that are in most begun sets.
        let standing = |i: usize| {
            let opened = of_issue[i].iter().filter(|s| to_come[**s] == sets[**s].len()).count() as i64;
            let closed = of_issue[i].iter().filter(|s| to_come[**s] == 1).count() as i64;
            let begun = of_issue[i].len() as i64 - opened;
            (opened - closed, -begun, i)
        };
        let (n, _) = left.iter().enumerate().min_by_key(|(_, i)| standing(**i)).expect("there are issues left");
        let issue = left.remove(n);
        of_issue[issue].iter().for_each(|s| to_come[*s] -= 1);
        order.push(issue);
    }
    order
}
