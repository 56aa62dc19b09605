//! How many rankings meet the conditions, without going through them.
//!
//! Only which states are better than the state in question matters. In a strict ranking drawn by lot, of `u` states beside it
//! a given `k` are exactly the better ones with probability `k! (u - k)! / (u + 1)!`; states that no condition names do not
//! count. So it is enough to know, for each `k`, how many sets of `k` better states meet the conditions. That is counted by
//! setting one state after another better or not; conditions that share no state are counted apart, and what was counted
//! once is remembered.

use std::{collections::HashMap, rc::Rc};

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

use super::{
    Clause, Work,
    clauses::{needed, smallest},
    rankings,
};

/// States in conditions that hang together, beyond which nothing is counted.
const MOST_STATES: usize = 1000;

/// A share of all rankings, in lowest terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// So many ...
    pub some: BigUint,
    /// ... of so many.
    pub of: BigUint,
}

impl Share {
    fn new(some: BigUint, of: BigUint) -> Share {
        let common = some.gcd(&of);
        Share { some: &some / &common, of: &of / &common }
    }

    /// The share of combinations, where each has its share by itself; `None` where one is not known.
    pub(super) fn product<'a>(shares: impl Iterator<Item = Option<&'a Share>>) -> Option<Share> {
        let one = Share { some: BigUint::one(), of: BigUint::one() };
        let mut all = shares;
        all.try_fold(one, |product, share| share.map(|s| Share::new(product.some * &s.some, product.of * &s.of)))
    }

    /// How many of all strict rankings of so many states that is, for each of so many parties.
    pub fn rankings(&self, states: usize, parties: usize) -> BigUint {
        rankings(states).pow(parties as u32) * &self.some / &self.of
    }

    /// For display: from 0 to 1.
    pub fn to_f64(&self) -> f64 {
        let millionths = &self.some * 1_000_000_000_u64 / &self.of;
        millionths.to_u64().map_or(1.0, |m| m as f64 / 1e9)
    }
}

/// The share of strict rankings that meet all conditions; `None` where counting took too much work.
pub(super) fn share(conditions: &[Clause], work: &mut Work<'_>) -> Option<Share> {
    let mut states: Vec<usize> = conditions.iter().flat_map(|c| c.any.iter().flatten()).copied().collect();
    states.sort_unstable();
    states.dedup();
    let place = |cell: &usize| states.partition_point(|s| s < cell) as u32;
    let formula: Formula =
        conditions.iter().map(|c| c.any.iter().map(|set| set.iter().map(place).collect()).collect()).collect();
    let ways = Counter { known: HashMap::new(), work }.count(formula)?;
    let all = ways.len();
    work.spend(all * all)?;
    let mut some = BigUint::zero();
    // k! (u - k)! from k = 0 on.
    let mut orders = rankings(all - 1);
    for (better, ways) in ways.iter().enumerate() {
        some += ways * &orders;
        if better + 1 < all {
            orders = orders * (better + 1) / (all - 1 - better);
        }
    }
    Some(Share::new(some, rankings(all)))
}

/// All must hold; of each, one set must hold whole: its states are no better.
type Formula = Vec<Vec<Vec<u32>>>;

/// For each number of better states, how many sets of so many meet a formula; as many as it has states, and one more.
type Ways = Rc<Vec<BigUint>>;

struct Counter<'w, 'a> {
    known: HashMap<Formula, Ways>,
    work: &'w mut Work<'a>,
}

impl Counter<'_, '_> {
    fn count(&mut self, formula: Formula) -> Option<Ways> {
        let mut product = vec![BigUint::one()];
        for part in apart(formula) {
            let ways = self.connected(part)?;
            product = self.times(&product, &ways)?;
        }
        Some(Rc::new(product))
    }

    /// Counts conditions that hang together.
    fn connected(&mut self, formula: Formula) -> Option<Ways> {
        if let Some(ways) = self.known.get(&formula) {
            return Some(Rc::clone(ways));
        }
        let size: usize = formula.iter().flatten().map(|set| set.len() + 1).sum();
        self.work.spend(8 * size)?;
        let states = occurring(&formula);
        let ways = match formula.as_slice() {
            [single] if single.iter().map(Vec::len).sum::<usize>() == states.len() => self.disjoint(single)?,
            _ if states.len() > MOST_STATES => return None,
            _ => {
                let next = next(&formula);
                let rest = states.len() - 1;
                let mut sum = vec![BigUint::zero(); rest + 2];
                let no_better = self.simplified(set_no_better(&formula, next))?;
                let ways = self.padded(no_better, rest)?;
                sum.iter_mut().zip(&ways).for_each(|(s, w)| *s += w);
                if let Some(better) = set_better(&formula, next) {
                    let better = self.simplified(better)?;
                    let ways = self.padded(better, rest)?;
                    sum[1..].iter_mut().zip(&ways).for_each(|(s, w)| *s += w);
                }
                sum
            }
        };
        let ways = Rc::new(ways);
        self.known.insert(formula, Rc::clone(&ways));
        Some(ways)
    }

    /// One condition whose sets share no state: all ways, without those in which each set has a better state.
    fn disjoint(&mut self, sets: &[Vec<u32>]) -> Option<Vec<BigUint>> {
        let states = sets.iter().map(Vec::len).sum();
        let mut unmet = vec![BigUint::one()];
        for set in sets {
            let mut some_better = self.subsets(set.len())?;
            some_better[0] = BigUint::zero();
            unmet = self.times(&unmet, &some_better)?;
        }
        let all = self.subsets(states)?;
        Some(all.iter().zip(&unmet).map(|(a, u)| a - u).collect())
    }

    fn simplified(&mut self, formula: Formula) -> Option<Formula> {
        let sets = formula.into_iter().map(|sets| smallest(sets, self.work)).collect::<Option<Vec<_>>>()?;
        let mut formula = needed(sets, |sets| sets, self.work)?;
        formula.sort_unstable();
        Some(formula)
    }

    /// Counts over more states than a formula has: the others are better or not as they like.
    fn padded(&mut self, formula: Formula, states: usize) -> Option<Vec<BigUint>> {
        let ways = self.count(formula)?;
        let free = states + 1 - ways.len();
        let all = self.subsets(free)?;
        self.times(&ways, &all)
    }

    /// How many sets of each size there are.
    fn subsets(&mut self, states: usize) -> Option<Vec<BigUint>> {
        self.work.spend(states)?;
        let mut sizes = vec![BigUint::one()];
        for k in 0..states {
            let next = &sizes[k] * (states - k) / (k + 1);
            sizes.push(next);
        }
        Some(sizes)
    }

    fn times(&mut self, a: &[BigUint], b: &[BigUint]) -> Option<Vec<BigUint>> {
        self.work.spend(a.len() * b.len())?;
        let mut product = vec![BigUint::zero(); a.len() + b.len() - 1];
        for (n, a) in a.iter().enumerate().filter(|(_, a)| !a.is_zero()) {
            for (m, b) in b.iter().enumerate().filter(|(_, b)| !b.is_zero()) {
                product[n + m] += a * b;
            }
        }
        Some(product)
    }
}

/// The states that a formula names, ascending.
fn occurring(formula: &Formula) -> Vec<u32> {
    let mut states: Vec<u32> = formula.iter().flatten().flatten().copied().collect();
    states.sort_unstable();
    states.dedup();
    states
}

/// The state to look at next: of a smallest set, the one that occurs most often.
fn next(formula: &Formula) -> u32 {
    let smallest = formula.iter().filter_map(|sets| sets.first()).min_by_key(|set| set.len());
    let occurs = |state: &u32| formula.iter().flatten().filter(|set| set.binary_search(state).is_ok()).count();
    let set = smallest.expect("a formula that was taken apart has a condition, and each has a set");
    *set.iter().rev().max_by_key(|s| occurs(s)).expect("a set that always holds was left out with its condition")
}

fn set_no_better(formula: &Formula, state: u32) -> Formula {
    let mut rest = Vec::with_capacity(formula.len());
    for sets in formula {
        if sets.iter().any(|set| *set == [state]) {
            continue;
        }
        let without = |set: &Vec<u32>| set.iter().copied().filter(|s| *s != state).collect();
        rest.push(sets.iter().map(without).collect());
    }
    rest
}

/// `None` where a condition can no longer be met.
fn set_better(formula: &Formula, state: u32) -> Option<Formula> {
    let left = |sets: &Vec<Vec<u32>>| {
        let left: Vec<Vec<u32>> = sets.iter().filter(|set| set.binary_search(&state).is_err()).cloned().collect();
        (!left.is_empty()).then_some(left)
    };
    formula.iter().map(left).collect()
}

/// Conditions by which states they share.
fn apart(formula: Formula) -> Vec<Formula> {
    let states = occurring(&formula);
    let place = |s: &u32| states.partition_point(|t| t < s);
    // For each state, the one that stands for its part.
    let mut first: Vec<usize> = (0..states.len()).collect();
    for sets in &formula {
        let mut named = sets.iter().flatten().map(place);
        if let Some(one) = named.next() {
            for other in named {
                let (a, b) = (root(&mut first, one), root(&mut first, other));
                first[a.max(b)] = a.min(b);
            }
        }
    }
    let mut parts: Vec<(usize, Formula)> = Vec::new();
    for sets in formula {
        let part = root(&mut first, place(&sets[0][0]));
        match parts.iter_mut().find(|(p, _)| *p == part) {
            Some((_, conditions)) => conditions.push(sets),
            None => parts.push((part, vec![sets])),
        }
    }
    parts.into_iter().map(|(_, conditions)| conditions).collect()
}

fn root(first: &mut [usize], mut state: usize) -> usize {
    while first[state] != state {
        first[state] = first[first[state]];
        state = first[state];
    }
    state
}
