//! Walk-aways and the order of steps as clauses, all of them and from the case alone.
//!
//! A walk-away is a sum of whole numbers that must reach a bound: binary adders and a comparison (Eén & Sörensson,
//! "Translating pseudo-Boolean constraints into SAT", JSAT 2, 2006, sections 5.2 and 5.3). The order of steps is a number
//! for each step, its moment, such that what a step waits for has a smaller one.

use super::Writer;
use crate::{
    case::{Order, PartyId, StepId, Waits},
    rule::Asks,
};

impl Writer<'_, '_> {
    /// Clauses for all rules that are not clauses by themselves.
    pub(super) fn whole(&mut self) {
        for n in 0..self.model.rules.len() {
            if let Asks::Worth(party) = self.model.rules[n].asks {
                self.walk_away(n, party);
            }
        }
        self.order();
    }

    /// The literal that turns a rule off, as the beginning of its clauses; none where it always holds.
    fn unless(&self, rule: usize) -> Vec<i32> {
        self.in_force[rule].iter().map(|lit| -lit).collect()
    }

    fn walk_away(&mut self, rule: usize, party: PartyId) {
        let Some((walk_away, wants)) = self.model.case.walk_away(party) else { return };
        let mut needed = wants.points_needed(walk_away.worth);
        // Bits of the same weight, least first.
        let mut bits: Vec<Vec<i32>> = Vec::new();
        let paid = wants.bonuses().iter().zip(&self.paid[rule]).map(|(b, lit)| (vec![b.points, 0], vec![*lit, -lit]));
        let rows: Vec<(Vec<i128>, Vec<i32>)> =
            wants.points.iter().cloned().zip(self.choose.clone()).chain(paid).collect();
        for (points, options) in rows {
            let least = points.iter().copied().min().unwrap_or(0);
            needed -= least;
            let over: Vec<u128> = points.iter().map(|p| (p - least).unsigned_abs()).collect();
            for bit in 0..over.iter().map(|o| 128 - o.leading_zeros()).max().unwrap_or(0) {
                let with: Vec<i32> =
                    over.iter().zip(&options).filter(|(o, _)| *o >> bit & 1 == 1).map(|(_, lit)| *lit).collect();
                if with.is_empty() {
                    continue;
                }
                let one = self.variable();
                self.clauses.push((0, std::iter::once(-one).chain(with).collect()));
                if bits.len() <= bit as usize {
                    bits.resize(bit as usize + 1, Vec::new());
                }
                bits[bit as usize].push(one);
            }
        }
        let sum = self.add(bits);
        let Ok(needed) = u128::try_from(needed) else { return };
        // At least `needed`: where it has a one, the sum has one too, or is greater already.
        for bit in 0..128 - needed.leading_zeros() {
            if needed >> bit & 1 == 1 {
                let mut clause = self.unless(rule);
                clause.extend(sum.get(bit as usize).copied().flatten());
                let higher = (bit as usize + 1..sum.len()).filter(|b| *b >= 128 || needed >> b & 1 == 0);
                clause.extend(higher.filter_map(|b| sum[b]));
                self.clauses.push((0, clause));
            }
        }
    }

    /// The bits of the sum of bits, each with its weight; `None` is nought.
    fn add(&mut self, mut bits: Vec<Vec<i32>>) -> Vec<Option<i32>> {
        let mut sum = Vec::new();
        while sum.len() < bits.len() {
            let weight = sum.len();
            while let Some(a) = bits[weight].pop() {
                let (b, c) = (bits[weight].pop(), bits[weight].pop());
                let Some(b) = b else {
                    sum.push(Some(a));
                    break;
                };
                let (one, carry) = self.adder(a, b, c);
                bits[weight].insert(0, one);
                if bits.len() == weight + 1 {
                    bits.push(Vec::new());
                }
                bits[weight + 1].insert(0, carry);
            }
            if sum.len() == weight {
                sum.push(None);
            }
        }
        sum
    }

    /// Sum and carry of two or three bits.
    fn adder(&mut self, a: i32, b: i32, c: Option<i32>) -> (i32, i32) {
        let (one, carry) = (self.variable(), self.variable());
        let inputs: Vec<i32> = [Some(a), Some(b), c].into_iter().flatten().collect();
        for row in 0..1_u32 << inputs.len() {
            // Either the inputs are not these, or the outputs are what they come to.
            let not: Vec<i32> =
                inputs.iter().enumerate().map(|(n, l)| if row >> n & 1 == 1 { -l } else { *l }).collect();
            let ones = row.count_ones();
            for (output, on) in [(one, ones % 2 == 1), (carry, ones > 1)] {
                let mut clause = not.clone();
                clause.push(if on { output } else { -output });
                self.clauses.push((0, clause));
            }
        }
        (one, carry)
    }

    fn order(&mut self) {
        let case = self.model.case;
        let steps = case.steps().len();
        let width = usize::BITS - steps.leading_zeros();
        let done: Vec<i32> = (0..steps).map(|_| self.variable()).collect();
        let moment: Vec<Vec<i32>> = (0..steps).map(|_| (0..width).map(|_| self.variable()).collect()).collect();
        for (s, (done, performable)) in done.iter().zip(self.performable.clone()).enumerate() {
            self.clauses.extend(performable.map(|p| (0, vec![-done, p])));
            if self.model.needed(s) {
                self.clauses.push((0, performable.map(|p| -p).into_iter().chain([*done]).collect()));
            }
        }
        for n in 0..self.model.rules.len() {
            let unless = self.unless(n);
            let (step, waits): (StepId, &Waits) = match self.model.rules[n].asks {
                Asks::Waits(s) => (s, &case.step(s).waits),
                Asks::Order(Order::After { step, waits }) => (*step, waits),
                Asks::Order(Order::Together(joined)) => {
                    for (a, b) in joined.iter().flat_map(|a| joined.iter().map(move |b| (a.index(), b.index()))) {
                        if a != b {
                            let at_once = self.before(&moment[a], &moment[b], true);
                            for lit in [done[b], at_once] {
                                self.clauses.push((0, unless.iter().copied().chain([-done[a], lit]).collect()));
                            }
                        }
                    }
                    continue;
                }
                Asks::Content(_) | Asks::Worth(_) => continue,
            };
            for t in &waits.on_credit {
                let clause = unless.iter().copied().chain([-done[step.index()], done[t.index()]]);
                self.clauses.push((0, clause.collect()));
            }
            for list in waits.first() {
                let mut clause = unless.clone();
                clause.push(-done[step.index()]);
                for t in list {
                    let same = self.model.may_be_one_act(t.index(), step.index());
                    let before = self.before(&moment[t.index()], &moment[step.index()], same);
                    self.clauses.push((0, vec![-before, done[t.index()]]));
                    clause.push(before);
                }
                self.clauses.push((0, clause));
            }
        }
    }

    /// A literal that holds only where the first moment is before the second, or, if `same`, the same.
    fn before(&mut self, first: &[i32], second: &[i32], same: bool) -> i32 {
        // From the least bit up: so far it is before.
        let mut below: Option<i32> = None;
        for (a, b) in first.iter().zip(second) {
            let now = self.variable();
            self.clauses.push((0, vec![-now, -a, *b]));
            for equal in [[-a, -b], [*a, *b]] {
                match below {
                    None if same => {}
                    _ => self.clauses.push((0, [-now].into_iter().chain(equal).chain(below).collect())),
                }
            }
            below = Some(now);
        }
        below.expect("there are at least two moments where there are steps")
    }
}
