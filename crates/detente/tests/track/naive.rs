//! The definitions of the page on `track`, word by word and slowly.

use std::collections::BTreeSet;

use crate::spec::Spec;

pub(crate) type Options = BTreeSet<usize>;

/// Rounds in the order in which they were held: a later date never stands before an earlier one, rounds without a date
/// stand where they stand in the file.
pub(crate) fn order(spec: &Spec) -> Vec<usize> {
    let mut order: Vec<usize> = (0..spec.meetings.len()).collect();
    // Two neighbours with dates, rounds without one between them passed over, are exchanged while they are in disorder.
    loop {
        let dated: Vec<usize> = (0..order.len()).filter(|n| spec.meetings[order[*n]].day.is_some()).collect();
        let wrong = dated.windows(2).find(|w| spec.meetings[order[w[0]]].day > spec.meetings[order[w[1]]].day);
        match wrong {
            Some(pair) => order.swap(pair[0], pair[1]),
            None => return order,
        }
    }
}

/// What a party would take on an issue as of a round, and the round in which it last said so.
pub(crate) fn held(spec: &Spec, order: &[usize], round: usize, party: usize, issue: usize) -> Option<(Options, usize)> {
    (0..=round).rev().find_map(|r| {
        let stated = spec.meetings[order[r]].positions.iter().find(|(p, i, _)| (*p, *i) == (party, issue))?;
        Some((stated.2.iter().copied().collect(), r))
    })
}

/// The least number of options between two positions.
pub(crate) fn between(one: &Options, other: &Options) -> usize {
    one.iter().flat_map(|a| other.iter().map(|b| a.abs_diff(*b))).min().unwrap()
}

/// The Hausdorff distance of two positions.
pub(crate) fn hausdorff(one: &Options, other: &Options) -> usize {
    let far = |some: &Options, others: &Options| {
        some.iter().map(|a| others.iter().map(|b| a.abs_diff(*b)).min().unwrap()).max().unwrap()
    };
    far(one, other).max(far(other, one))
}

/// What an option brings a party, as a fraction: weight times value over the sum of weights.
pub(crate) fn worth(spec: &Spec, party: usize, issue: usize, option: usize) -> Option<i128> {
    let wants = spec.parties[party].wants.as_ref()?;
    Some(wants[issue].0 * wants[issue].1[option])
}

/// What worths of a party are fractions of.
pub(crate) fn total(spec: &Spec, party: usize) -> i128 {
    spec.parties[party].wants.as_ref().unwrap().iter().map(|(w, _)| w).sum()
}

pub(crate) fn least(spec: &Spec, party: usize, issue: usize, options: &Options) -> Option<i128> {
    options.iter().map(|o| worth(spec, party, issue, *o)).min().unwrap()
}

pub(crate) fn best(spec: &Spec, party: usize, issue: usize, options: &Options) -> Option<i128> {
    options.iter().map(|o| worth(spec, party, issue, *o)).max().unwrap()
}
