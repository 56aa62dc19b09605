//! What a party prefers, as statements that each hold in some states: of two states that one is better for which the first
//! statement holds that does not hold for both.
//!
//! Prioritised statements are that already. Points are, by the binary digits of their sum, and so is a ranking, by those of
//! the rank.

use biodivine_lib_bdd::Bdd;
use num_integer::Integer;

use super::{
    layout::{Layout, axes_of},
    work::{Cut, Work},
};
use crate::{
    case::{Package, Pattern, Preference, Wants},
    stable::graph::{Axis, Graph},
};

/// How a party compares states.
#[derive(Debug)]
pub(super) enum Taste<'a> {
    /// By these statements, most important first.
    Statements(Vec<&'a Pattern>),
    /// By a sum.
    Sum(Sum<'a>),
    /// By an order, best first, that names all states or does not.
    Ranking(&'a [Vec<Package>]),
}

/// Points without a common factor, from nought.
#[derive(Debug)]
pub(super) struct Sum<'a> {
    /// For each issue, for each option.
    points: Vec<Vec<u128>>,
    /// What is paid beside where a pattern is matched, or where it is not.
    paid: Vec<(&'a Pattern, bool, u128)>,
    /// Beyond this nothing counts.
    most: u128,
}

impl<'a> Taste<'a> {
    pub(super) fn of(graph: &Graph<'a>, party: usize) -> Taste<'a> {
        match &graph.case.party(graph.parties[party]).preference {
            Preference::Prefers(statements) => Taste::Statements(statements.iter().collect()),
            Preference::Worth(wants) => Taste::Sum(Sum::of(graph, wants)),
            Preference::Ranking(ranking) => Taste::Ranking(ranking),
            Preference::Unknown => unreachable!("a party of the graph has preferences"),
        }
    }

    /// For each statement, the issues that it names.
    pub(super) fn named(&self, graph: &Graph<'_>) -> Vec<Vec<usize>> {
        match self {
            Taste::Statements(all) => all.iter().map(|p| axes_of(graph, &[p])).collect(),
            Taste::Sum(sum) => {
                let patterns: Vec<&Pattern> = sum.paid.iter().map(|(p, _, _)| *p).collect();
                let mut named = axes_of(graph, &patterns);
                let counts = |a: &usize| sum.points[*a].iter().any(|p| *p > 0);
                named.extend((0..graph.axes.len()).filter(counts));
                named.sort_unstable();
                named.dedup();
                vec![named; digits(sum.most)]
            }
            Taste::Ranking(ranking) => {
                let all = (0..graph.axes.len()).filter(|a| graph.axes[*a].options.len() > 1).collect();
                vec![all; digits(ranking.len().saturating_sub(1) as u128)]
            }
        }
    }

    /// The statements as diagrams, most important first.
    pub(super) fn diagrams(&self, work: &Work, graph: &Graph<'_>, layout: &Layout) -> Result<Vec<Bdd>, Cut> {
        match self {
            Taste::Statements(all) => all.iter().map(|p| layout.pattern(work, graph, p)).collect(),
            Taste::Sum(sum) => sum.digits(work, graph, layout),
            Taste::Ranking(ranking) => {
                let mut found = vec![layout.never(); digits(ranking.len().saturating_sub(1) as u128)];
                for (n, tied) in ranking.iter().rev().enumerate() {
                    let group = packages(work, graph, layout, tied)?;
                    for (k, digit) in found.iter_mut().rev().enumerate() {
                        if n >> k & 1 == 1 {
                            *digit = work.or(digit, &group)?;
                        }
                    }
                }
                Ok(found)
            }
        }
    }

    /// The states that it says something about, where that may not be all.
    pub(super) fn ranked(&self, work: &Work, graph: &Graph<'_>, layout: &Layout) -> Result<Option<Bdd>, Cut> {
        let Taste::Ranking(ranking) = self else { return Ok(None) };
        let mut all = layout.never();
        for tied in *ranking {
            all = work.or(&all, &packages(work, graph, layout, tied)?)?;
        }
        Ok(Some(all))
    }
}

impl<'a> Sum<'a> {
    fn of(graph: &Graph<'a>, wants: &'a Wants) -> Sum<'a> {
        let points = |a: &Axis| -> Vec<i128> { a.options.iter().map(|o| wants.points(a.issue, *o)).collect() };
        let mut least = 0;
        let mut rows: Vec<Vec<u128>> = Vec::new();
        for axis in &graph.axes {
            let row = points(axis);
            let low = row.iter().min().copied().unwrap_or(0);
            least += low;
            rows.push(row.iter().map(|p| p.abs_diff(low)).collect());
        }
        let mut paid: Vec<(&Pattern, bool, u128)> = Vec::new();
        for bonus in wants.bonuses().iter().filter(|b| b.points != 0) {
            // What is taken away where a pattern is matched is as good as paid where it is not.
            least += bonus.points.min(0);
            paid.push((&bonus.when, bonus.unless != (bonus.points < 0), bonus.points.unsigned_abs()));
        }
        let all = rows.iter().flatten().copied().chain(paid.iter().map(|p| p.2));
        let common = all.fold(0, |a: u128, b| a.gcd(&b)).max(1);
        rows.iter_mut().flatten().for_each(|p| *p /= common);
        paid.iter_mut().for_each(|p| p.2 /= common);
        let sum: u128 = rows.iter().map(|r| r.iter().max().copied().unwrap_or(0)).sum::<u128>()
            + paid.iter().map(|p| p.2).sum::<u128>();
        let cap = wants.cap().map(|cap| if cap <= least { 0 } else { cap.abs_diff(least).div_ceil(common) });
        Sum { points: rows, paid, most: cap.map_or(sum, |cap| cap.min(sum)) }
    }

    /// The binary digits of the sum, highest first.
    fn digits(&self, work: &Work, graph: &Graph<'_>, layout: &Layout) -> Result<Vec<Bdd>, Cut> {
        // Lowest first while it is added up.
        let mut sum: Vec<Bdd> = Vec::new();
        for (bits, points) in layout.bits.iter().zip(&self.points) {
            let most = points.iter().max().copied().unwrap_or(0);
            let mut more = Vec::with_capacity(digits(most));
            for k in 0..digits(most) {
                let options = (0..points.len()).filter(|o| points[*o] >> k & 1 == 1);
                more.push(layout.among(work, bits, options)?);
            }
            sum = add(work, layout, &sum, &more)?;
        }
        for (pattern, unless, points) in &self.paid {
            let matched = layout.pattern(work, graph, pattern)?;
            let paid = if *unless { matched.not() } else { matched };
            let digit = |k: usize| if points >> k & 1 == 1 { paid.clone() } else { layout.never() };
            sum = add(work, layout, &sum, &(0..digits(*points)).map(digit).collect::<Vec<Bdd>>())?;
        }
        let digits = digits(self.most);
        // Digits that no package reaches were left out.
        sum.resize(sum.len().max(digits), layout.never());
        let counts = |k: usize| self.most.checked_shr(k as u32).unwrap_or(0) & 1 == 1;
        // From the lowest digit up: at least the most that counts?
        let mut beyond = layout.always();
        for (k, digit) in sum.iter().enumerate() {
            beyond = if counts(k) { work.and(digit, &beyond)? } else { work.or(digit, &beyond)? };
        }
        let capped = |(k, digit): (usize, &Bdd)| {
            if counts(k) { work.or(digit, &beyond) } else { work.and_not(digit, &beyond) }
        };
        sum[..digits].iter().enumerate().rev().map(capped).collect()
    }
}

/// How many binary digits a number has.
fn digits(number: u128) -> usize {
    (u128::BITS - number.leading_zeros()) as usize
}

fn add(work: &Work, layout: &Layout, a: &[Bdd], b: &[Bdd]) -> Result<Vec<Bdd>, Cut> {
    let never = layout.never();
    let mut carry = layout.never();
    let mut sum = Vec::with_capacity(a.len().max(b.len()) + 1);
    for k in 0..a.len().max(b.len()) {
        let (x, y) = (a.get(k).unwrap_or(&never), b.get(k).unwrap_or(&never));
        let either = work.xor(x, y)?;
        sum.push(work.xor(&either, &carry)?);
        carry = work.or(&work.and(x, y)?, &work.and(&either, &carry)?)?;
    }
    if !carry.is_false() {
        sum.push(carry);
    }
    Ok(sum)
}

/// These packages, as far as they are looked at.
fn packages(work: &Work, graph: &Graph<'_>, layout: &Layout, packages: &[Package]) -> Result<Bdd, Cut> {
    let mut any = layout.never();
    for package in packages {
        any = work.or(&any, &package_diagram(work, graph, layout, package)?)?;
    }
    Ok(any)
}

/// A single package; never where an issue is settled otherwise.
fn package_diagram(work: &Work, graph: &Graph<'_>, layout: &Layout, package: &Package) -> Result<Bdd, Cut> {
    let mut all = layout.always();
    for (axis, bits) in graph.axes.iter().zip(&layout.bits) {
        let Some(option) = axis.options.iter().position(|o| *o == package.on(axis.issue)) else {
            return Ok(layout.never());
        };
        all = work.and(&all, &layout.among(work, bits, std::iter::once(option))?)?;
    }
    Ok(all)
}
