//! Small cases by lot, for laws about stakes, with what they come to by the definitions alone.

use super::graph::{Graph, Terms};
use crate::{
    case::{Case, Package, PartyId},
    deals::lot::Lot,
    file,
    number::Exact,
};

impl Lot {
    /// True in so many cases of a hundred.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// Some of the numbers below `of` but one, in any order.
    pub(super) fn some(&mut self, most: u64, of: usize, but: usize) -> Vec<usize> {
        let mut some = Vec::new();
        for _ in 0..self.below(most + 1) {
            let n = self.below(of as u64) as usize;
            if n != but && !some.contains(&n) {
                some.push(n);
            }
        }
        some
    }
}

/// A case with so many steps and no issues: two or three principals, a guarantor and a mediator.
pub(super) fn case(lot: &mut Lot, steps: usize) -> Case {
    let principals = 2 + lot.below(2) as usize;
    let mut text = "title = \"By lot\"\n".to_owned();
    let parties: Vec<String> =
        ["a", "b", "c"][..principals].iter().chain(&["g", "m"]).map(|p| (*p).to_owned()).collect();
    for (n, party) in parties.iter().enumerate() {
        let role = match party.as_str() {
            "g" => "guarantor",
            "m" => "mediator",
            _ => "principal",
        };
        let accepts: Vec<String> =
            lot.some(5, parties.len(), n).iter().map(|p| format!("\"{}\"", parties[*p])).collect();
        text += &format!("[parties.{party}]\nrole = \"{role}\"\naccepts = [{}]\n", accepts.join(", "));
    }
    let named = |some: Vec<usize>| some.iter().map(|s| format!("\"s{s}\"")).collect::<Vec<_>>().join(", ");
    // Nobody performs these: a file cannot say that of steps that others wait for.
    let mut nobodys = Vec::new();
    for n in 0..steps {
        text += &format!("[steps.s{n}]\n");
        let mut by = vec![lot.below(principals as u64) as usize];
        if lot.chance(15) {
            let other = lot.below(parties.len() as u64) as usize;
            by.extend((other != by[0]).then_some(other));
        }
        let by: Vec<String> = by.iter().map(|p| format!("\"{}\"", parties[*p])).collect();
        text += &format!("by = [{}]\n", by.join(", "));
        if lot.chance(3) {
            nobodys.push(n);
        }
        for (key, percent) in [("after", 35), ("after_any", 25), ("on_credit", 10)] {
            let some = if lot.chance(percent) { lot.some(2, steps, n) } else { Vec::new() };
            if !some.is_empty() {
                text += &format!("{key} = [{}]\n", named(some));
            }
        }
        if lot.chance(88) {
            let mut values: Vec<String> =
                parties[..principals].iter().map(|p| format!("{p} = {}", value(lot))).collect();
            if lot.chance(10) {
                values.push(format!("g = {}", value(lot)));
            }
            text += &format!("values = {{ {} }}\n", values.join(", "));
        }
        for flag in ["splittable", "escrow"] {
            if lot.chance(60) {
                text += &format!("{flag} = true\n");
            }
        }
        if lot.chance(8) {
            text += "observable = false\n";
        }
        if lot.chance(70) {
            text += &format!("reversible = {}\n", lot.chance(65));
        }
        if lot.chance(12) {
            text += "verified_by = \"m\"\n";
        }
    }
    for n in 0..lot.below(2 * steps as u64) {
        let step = lot.below(steps as u64) as usize;
        let (first, any) = (lot.some(2, steps, step), lot.some(2, steps, step));
        if first.is_empty() && any.is_empty() {
            continue;
        }
        text += &format!("[demands.d{n}]\nparty = \"a\"\nbasis = \"assumed\"\nstep = \"s{step}\"\n");
        for (key, steps) in [("only_after", first), ("only_after_any", any)] {
            if !steps.is_empty() {
                text += &format!("{key} = [{}]\n", named(steps));
            }
        }
        if lot.chance(15) {
            text += "verified_by = \"m\"\n";
        }
    }
    if steps > 1 && lot.chance(20) {
        let one = lot.below(steps as u64) as usize;
        let other = (one + 1) % steps;
        text += &format!("[demands.j]\nparty = \"m\"\nbasis = \"assumed\"\ntogether = [\"s{one}\", \"s{other}\"]\n");
    }
    for n in 0..lot.below(3) {
        let party = &parties[lot.below(principals as u64) as usize];
        let amount = 1 + lot.below(8);
        let what = if lot.chance(50) { ("covers", "cover") } else { ("binds", "forfeit") };
        text += &format!("[guarantees.w{n}]\nby = \"g\"\n{} = \"{party}\"\n{} = {amount}\n", what.0, what.1);
    }
    let read = file::read("lot.case.toml", &text);
    let mut case = read.case.unwrap_or_else(|| panic!("{:?}\n{text}", read.diagnostics));
    nobodys.into_iter().for_each(|n| case.steps[n].by.clear());
    case
}

fn value(lot: &mut Lot) -> String {
    let value = lot.below(25) as i64 - 11;
    if lot.chance(15) { format!("{value}.25") } else { value.to_string() }
}

/// All steps, for all that the case needs.
pub(super) fn graph(case: &Case) -> Graph {
    Graph::new(case, &Package(Vec::new()), &Terms::default())
}

/// Some of the steps in any order, some of them as one act.
pub(super) fn order(lot: &mut Lot, steps: usize, most: usize) -> Vec<Vec<usize>> {
    let mut left: Vec<usize> = (0..steps).collect();
    let mut order: Vec<Vec<usize>> = Vec::new();
    while !left.is_empty() && order.len() < most {
        let step = left.swap_remove(lot.below(left.len() as u64) as usize);
        match order.last_mut() {
            Some(act) if lot.chance(20) => act.push(step),
            _ => order.push(vec![step]),
        }
    }
    order
}

/// What a party has after some steps, as written in the file.
pub(super) fn has<'s>(case: &Case, party: PartyId, steps: impl IntoIterator<Item = &'s usize>) -> Exact {
    steps.into_iter().fold(Exact::ZERO, |sum, s| sum.plus(case.steps()[*s].value(party)).unwrap())
}

/// What guarantees make good to a party.
pub(super) fn cover(case: &Case, party: PartyId) -> Exact {
    let covers = case.guarantees().iter().filter_map(|g| g.covers).filter(|(p, _)| *p == party);
    covers.fold(Exact::ZERO, |sum, (_, n)| sum.plus(n).unwrap())
}

/// What a party forfeits if it stops.
pub(super) fn loss(case: &Case, party: PartyId) -> Exact {
    let binds = case.guarantees().iter().filter_map(|g| g.binds).filter(|(p, _)| *p == party);
    binds.fold(Exact::ZERO, |sum, (_, n)| sum.plus(n).unwrap())
}

/// What is left of a party's exposure after some steps.
pub(super) fn net(case: &Case, party: PartyId, done: &[usize]) -> Exact {
    Exact::ZERO.minus(has(case, party, done)).minus(cover(case, party)).max(Exact::ZERO)
}
