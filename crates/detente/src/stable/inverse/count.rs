//! How many rankings meet the conditions, without going through them.
//!
//! Only which states are better than the state in question matters. Let that state have a place `p` between 0 and 1 drawn by
//! lot, and each other state one of its own: then each is better with probability `1 - p`, all by themselves, and no order
//! is likelier than another. So the share is the integral over `p` of the probability that the conditions are met, which is
//! a polynomial with whole coefficients. It is found by setting one state after another better or not; conditions that share
//! no state multiply, and what was found once is remembered. Below, `q` stands for `1 - p`: how likely a state is better.

use std::{collections::HashMap, rc::Rc};

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

use super::{
    Clause, Work,
    clauses::{needed, smallest},
    rankings,
};

/// States set one after the other, beyond which nothing is counted.
const MOST_DEEP: usize = 300;

/// A share of all rankings, in lowest terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// So many ...
    pub some: BigUint,
    /// ... of so many.
    pub of: BigUint,
}

impl Share {
    fn new(some: &BigUint, of: &BigUint) -> Share {
        let common = some.gcd(of);
        Share { some: some / &common, of: of / &common }
    }

    /// The share of combinations, where each has its share by itself; `None` where one is not known.
    pub(super) fn product<'a>(shares: impl Iterator<Item = Option<&'a Share>>) -> Option<Share> {
        let one = Share { some: BigUint::one(), of: BigUint::one() };
        let mut all = shares;
        all.try_fold(one, |product, share| share.map(|s| Share::new(&(product.some * &s.some), &(product.of * &s.of))))
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
    let likely = Counter { known: HashMap::new(), depth: 0, work }.all(formula)?;
    // The integral of q^k is 1 / (k + 1).
    let of = (1..=likely.len()).fold(BigUint::one(), |common, k| common.lcm(&BigUint::from(k)));
    let whole = BigInt::from(of.clone());
    let terms = likely.iter().enumerate().filter(|(_, c)| !c.is_zero());
    let some: BigInt = terms.map(|(k, c)| c * (&whole / (k + 1))).sum();
    Some(Share::new(&some.to_biguint().expect("a probability is never below nought"), &of))
}

/// All must hold; of each, one set must hold whole: its states are no better.
type Formula = Vec<Vec<Vec<u32>>>;

/// How likely something is, as a polynomial in `q`: the coefficients from that of `q^0` on.
type Likely = Vec<BigInt>;

struct Counter<'w, 'a> {
    known: HashMap<Formula, Rc<Likely>>,
    depth: usize,
    work: &'w mut Work<'a>,
}

impl Counter<'_, '_> {
    /// How likely a formula is met.
    fn all(&mut self, formula: Formula) -> Option<Likely> {
        let mut product = vec![BigInt::one()];
        for part in apart(formula) {
            let likely = self.connected(part)?;
            product = self.times(&product, &likely)?;
        }
        Some(product)
    }

    /// The same for conditions that hang together.
    fn connected(&mut self, formula: Formula) -> Option<Rc<Likely>> {
        if let Some(likely) = self.known.get(&formula) {
            return Some(Rc::clone(likely));
        }
        let size: usize = formula.iter().flatten().map(|set| set.len() + 1).sum();
        self.work.spend(8 * size)?;
        let likely = match formula.as_slice() {
            [single] if single.iter().map(Vec::len).sum::<usize>() == occurring(&formula).len() => {
                self.disjoint(single)?
            }
            _ if self.depth == MOST_DEEP => return None,
            _ => {
                self.depth += 1;
                let next = next(&formula);
                let no_better = self.simplified(set_no_better(&formula, next))?;
                let no_better = self.all(no_better)?;
                let better = match set_better(&formula, next) {
                    Some(better) => {
                        let better = self.simplified(better)?;
                        self.all(better)?
                    }
                    None => Vec::new(),
                };
                self.depth -= 1;
                // (1 - q) * no_better + q * better
                let mut sum = no_better.clone();
                sum.resize(no_better.len().max(better.len()) + 1, BigInt::zero());
                sum[1..].iter_mut().zip(&no_better).for_each(|(s, n)| *s -= n);
                sum[1..].iter_mut().zip(&better).for_each(|(s, b)| *s += b);
                sum
            }
        };
        let likely = Rc::new(likely);
        self.known.insert(formula, Rc::clone(&likely));
        Some(likely)
    }

    /// One condition whose sets share no state: it is not met where each set has a better state.
    fn disjoint(&mut self, sets: &[Vec<u32>]) -> Option<Likely> {
        let mut unmet = vec![BigInt::one()];
        // They come smallest first, so that sets of one size stand together.
        for alike in sets.chunk_by(|a, b| a.len() == b.len()) {
            let states = alike[0].len();
            let one: Likely = if states == 1 {
                let mut power = vec![BigInt::zero(); alike.len() + 1];
                power[alike.len()] = BigInt::one();
                power
            } else {
                // 1 - (1 - q)^states
                let mut some_better = vec![BigInt::zero()];
                let mut choose = BigInt::one();
                for k in 1..=states {
                    choose = choose * (states + 1 - k) / k;
                    some_better.push(if k % 2 == 1 { choose.clone() } else { -&choose });
                }
                self.power(some_better, alike.len())?
            };
            unmet = self.times(&unmet, &one)?;
        }
        unmet.iter_mut().for_each(|c| *c = -&*c);
        unmet[0] += 1;
        Some(unmet)
    }

    fn power(&mut self, mut base: Likely, mut times: usize) -> Option<Likely> {
        let mut power = vec![BigInt::one()];
        while times > 0 {
            if times % 2 == 1 {
                power = self.times(&power, &base)?;
            }
            times /= 2;
            if times > 0 {
                base = self.times(&base, &base)?;
            }
        }
        Some(power)
    }

    fn simplified(&mut self, formula: Formula) -> Option<Formula> {
        let sets = formula.into_iter().map(|sets| smallest(sets, self.work)).collect::<Option<Vec<_>>>()?;
        let mut formula = needed(sets, |sets| sets, self.work)?;
        formula.sort_unstable();
        Some(formula)
    }

    fn times(&mut self, a: &[BigInt], b: &[BigInt]) -> Option<Likely> {
        let terms = |some: &[BigInt]| some.iter().filter(|c| !c.is_zero()).count();
        self.work.spend(terms(a) * terms(b) + a.len() + b.len())?;
        let mut product = vec![BigInt::zero(); a.len() + b.len() - 1];
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
