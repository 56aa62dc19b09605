//! The definitions, tried out on all sets of steps.

use std::collections::BTreeSet;

use super::super::{cores::Missing, graph::Graph};
use crate::number::Exact;

/// A graph of few steps, with sets of them as bits.
pub(super) struct Brute<'g> {
    graph: &'g Graph,
    /// The sets of steps that may be done at one moment.
    acts: Vec<u32>,
}

impl<'g> Brute<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        let possible = |set: u32| bits(set).all(|s| graph.possible(s));
        let one_class = |set: u32| {
            let mut classes = bits(set).map(|s| graph.nodes[s].class);
            let first = classes.next();
            classes.all(|c| Some(c) == first)
        };
        let whole = |set: u32| {
            graph.together.iter().all(|(_, act)| {
                let act = act.iter().fold(0, |mask, s| mask | 1 << s);
                act & set == 0 || act & !set == 0
            })
        };
        let acts = (1..1_u32 << graph.nodes.len()).filter(|a| possible(*a) && one_class(*a) && whole(*a)).collect();
        Brute { graph, acts }
    }

    /// The union of all sets of steps that can be done, one act at a time, in which all credit is repaid.
    pub(super) fn largest(&self, credit: &[bool]) -> Vec<bool> {
        let steps = self.graph.nodes.len();
        let mut reached = vec![false; 1 << steps];
        reached[0] = true;
        let mut largest = 0;
        for set in 0..1_u32 << steps {
            if !reached[set as usize] {
                continue;
            }
            if self.repaid(set, credit) {
                largest |= set;
            }
            for act in self.acts.iter().filter(|act| *act & set == 0 && self.fits(**act, set, credit)) {
                reached[(set | act) as usize] = true;
            }
        }
        (0..steps).map(|s| largest & (1 << s) != 0).collect()
    }

    /// Whether an act can be done after a set: what each of its steps waits for is in the set, or another step of the act.
    fn fits(&self, act: u32, set: u32, credit: &[bool]) -> bool {
        self.graph.clauses.iter().enumerate().all(|(n, clause)| {
            let later = clause.on_credit || credit[n];
            act & (1 << clause.step) == 0 || later || clause.any.iter().any(|t| (act | set) & (1 << t) != 0)
        })
    }

    fn repaid(&self, set: u32, credit: &[bool]) -> bool {
        self.graph.clauses.iter().enumerate().all(|(n, clause)| {
            let later = clause.on_credit || credit[n];
            set & (1 << clause.step) == 0 || !later || clause.any.iter().any(|t| set & (1 << t) != 0)
        })
    }

    /// All minimal sets of preconditions by which the goals are reached, each with its cost; cheap ones first.
    pub(super) fn bridges(&self) -> Vec<(Exact, Vec<usize>)> {
        let weak: Vec<usize> =
            (0..self.graph.clauses.len()).filter(|c| self.graph.clauses[*c].cost.is_some()).collect();
        let mut found: Vec<u32> = Vec::new();
        let mut sets: Vec<u32> = (0..1_u32 << weak.len()).collect();
        sets.sort_by_key(|set| set.count_ones());
        let mut credit = vec![false; self.graph.clauses.len()];
        for set in sets {
            if found.iter().any(|f| f & !set == 0) {
                continue;
            }
            weak.iter().enumerate().for_each(|(n, c)| credit[*c] = set & (1 << n) != 0);
            let done = self.largest(&credit);
            if self.graph.goals.iter().all(|g| done[*g]) {
                found.push(set);
            }
        }
        let members = |set: u32| bits(set).map(|n| weak[n]).collect::<Vec<usize>>();
        let cost = |set: &[usize]| {
            let costs = set.iter().filter_map(|c| self.graph.clauses[*c].cost);
            costs.fold(Exact::ZERO, |sum, c| sum.plus(c).unwrap())
        };
        let mut told: Vec<(Exact, Vec<usize>)> =
            found.into_iter().map(|set| (cost(&members(set)), members(set))).collect();
        told.sort();
        told
    }

    /// Who waits for whom, of those that are blocked: as (step, step waited for, whether outside its class).
    fn waits(&self, credit: &[bool]) -> BTreeSet<(usize, usize, bool)> {
        let done = self.largest(credit);
        let blocked = |s: usize| !done[s] && self.graph.possible(s);
        let class = |s: usize| self.graph.nodes[s].class;
        let mut pairs = BTreeSet::new();
        for (n, clause) in self.graph.clauses.iter().enumerate() {
            if !clause.on_credit && !credit[n] && !clause.any.iter().any(|t| done[*t]) {
                let s = clause.step;
                pairs.extend(clause.any.iter().map(|t| (s, *t, class(s) != class(*t))));
            }
        }
        for (_, act) in &self.graph.together {
            pairs.extend(act.iter().flat_map(|s| act.iter().map(|t| (*s, *t, false))).filter(|(s, t, _)| s != t));
        }
        pairs.into_iter().filter(|(s, t, _)| blocked(*s) && blocked(*t)).collect()
    }

    /// The sets of blocked steps of which each waits for each other, by whatever way, not all of one class.
    pub(super) fn cores(&self, credit: &[bool]) -> Vec<Vec<usize>> {
        let steps = self.graph.nodes.len();
        let mut reach = vec![vec![false; steps]; steps];
        self.waits(credit).into_iter().for_each(|(s, t, _)| reach[s][t] = true);
        for k in 0..steps {
            for i in 0..steps {
                for j in 0..steps {
                    reach[i][j] |= reach[i][k] && reach[k][j];
                }
            }
        }
        let class = |s: usize| self.graph.nodes[s].class;
        let mut found = BTreeSet::new();
        for (s, from) in reach.iter().enumerate() {
            let core: Vec<usize> = (0..steps).filter(|t| from[*t] && reach[*t][s]).collect();
            if core.iter().any(|t| class(*t) != class(core[0])) {
                found.insert(core);
            }
        }
        found.into_iter().collect()
    }

    /// How many links the shortest ring through some of these steps has that leaves a class.
    pub(super) fn shortest(&self, core: &[usize], credit: &[bool]) -> Option<usize> {
        let pairs: Vec<(usize, usize, bool)> =
            self.waits(credit).into_iter().filter(|(s, t, _)| core.contains(s) && core.contains(t)).collect();
        let mut shortest = None;
        for start in core {
            // The places that can be come to by so many links.
            let mut at: BTreeSet<(usize, bool)> = BTreeSet::from([(*start, false)]);
            for length in 1..=core.len() {
                at = at
                    .iter()
                    .flat_map(|(s, left)| {
                        pairs.iter().filter(move |(p, _, _)| p == s).map(move |(_, t, leaves)| (*t, *left || *leaves))
                    })
                    .collect();
                if at.contains(&(*start, true)) {
                    shortest = Some(shortest.map_or(length, |other: usize| other.min(length)));
                }
            }
        }
        shortest
    }

    /// The blocked steps that the goals need, and what of it is missing.
    pub(super) fn needed(&self, credit: &[bool]) -> (Vec<usize>, Vec<Missing>) {
        let done = self.largest(credit);
        let mut seen: BTreeSet<usize> = self.graph.goals.iter().copied().filter(|g| !done[*g]).collect();
        loop {
            let mut more = seen.clone();
            for s in seen.iter().copied().filter(|s| self.graph.possible(*s)) {
                for clause in self.graph.clauses.iter().filter(|c| c.step == s && !c.any.iter().any(|t| done[*t])) {
                    more.extend(&clause.any);
                }
                for (_, act) in self.graph.together.iter().filter(|(_, act)| act.contains(&s)) {
                    more.extend(act.iter().filter(|t| !done[**t]));
                }
            }
            if more == seen {
                break;
            }
            seen = more;
        }
        let (blocked, lacking): (Vec<usize>, Vec<usize>) = seen.iter().partition(|s| self.graph.possible(**s));
        let asks = |s: &usize| blocked.contains(s);
        let missing = lacking.into_iter().map(|step| Missing {
            step,
            clauses: (0..self.graph.clauses.len())
                .filter(|n| {
                    let clause = &self.graph.clauses[*n];
                    asks(&clause.step) && clause.any.contains(&step) && !clause.any.iter().any(|t| done[*t])
                })
                .collect(),
            together: (0..self.graph.together.len())
                .filter(|n| {
                    let act = &self.graph.together[*n].1;
                    act.contains(&step) && act.iter().any(asks)
                })
                .collect(),
        });
        (blocked.clone(), missing.collect())
    }
}

fn bits(set: u32) -> impl Iterator<Item = usize> {
    (0..32).filter(move |s| set & (1 << s) != 0)
}
