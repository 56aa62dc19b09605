//! What is between statements, often of several reports: the same words of one speaker, and contradictions.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    gold::{Gold, Reference},
    misses::{Miss, Missed},
    tally::{Element, Tally},
};
use crate::read::{Draft, Proposal};

/// Two statements, the lesser first.
type Pair = (Reference, Reference);

/// Judges utterances and contradictions, pair by pair. A proposal that is no statement of the gold makes a wrong pair.
pub(super) fn judge(
    golds: &[Gold],
    draft: &Draft,
    paired: &[(String, Reference)],
    tally: &mut Tally,
    misses: &mut Vec<Miss>,
) {
    let known: BTreeMap<&str, &Gold> = golds.iter().map(|g| (g.report.as_str(), g)).collect();
    let stated: HashMap<&str, &Reference> = paired.iter().map(|(id, r)| (id.as_str(), r)).collect();
    let proposals: HashMap<&str, &Proposal> = draft.proposals.iter().map(|p| (p.id.as_str(), p)).collect();
    // What stands for a proposal: the statement that it is, or itself.
    let reference =
        |id: &str| -> Option<Reference> {
            let proposal = proposals.get(id)?;
            known.get(proposal.document.as_str())?;
            Some(stated.get(id).map_or_else(
                || Reference { report: proposal.document.clone(), id: format!("?{id}") },
                |r| (*r).clone(),
            ))
        };
    let ordered = |a: Reference, b: Reference| if a <= b { (a, b) } else { (b, a) };
    let here = |p: &Pair| known.contains_key(p.0.report.as_str()) && known.contains_key(p.1.report.as_str());

    if golds.iter().any(|g| g.utterances.is_some()) {
        let told: Vec<Pair> = golds.iter().flat_map(|g| g.utterances.iter().flatten().cloned()).collect();
        let gold: BTreeSet<Pair> =
            closed(&told).into_iter().filter(|p| p.0.report != p.1.report).filter(here).collect();
        let mut found = BTreeSet::new();
        for utterance in &draft.utterances {
            let all: Vec<Reference> = utterance.witnesses.iter().filter_map(|w| reference(w)).collect();
            for (n, a) in all.iter().enumerate() {
                for b in all[n + 1..].iter().filter(|b| b.report != a.report) {
                    found.insert(ordered(a.clone(), b.clone()));
                }
            }
        }
        compare(Element::Utterances, &gold, &found, tally, misses);
    }
    if golds.iter().any(|g| g.contradictions.is_some()) {
        let told = golds.iter().flat_map(|g| g.contradictions.iter().flatten().cloned());
        let gold: BTreeSet<Pair> = told.map(|(a, b)| ordered(a, b)).filter(here).collect();
        let found: BTreeSet<Pair> = draft
            .contradictions
            .iter()
            .filter_map(|c| Some(ordered(reference(&c.first)?, reference(&c.second)?)))
            .collect();
        compare(Element::Contradictions, &gold, &found, tally, misses);
    }
}

fn compare(element: Element, gold: &BTreeSet<Pair>, found: &BTreeSet<Pair>, tally: &mut Tally, misses: &mut Vec<Miss>) {
    let both = gold.intersection(found).count();
    let counts = tally.at(element);
    counts.gold = gold.len();
    counts.found = both;
    counts.proposed = found.len();
    counts.right = both;
    let words = |p: &Pair| format!("{}#{} and {}#{}", p.0.report, p.0.id, p.1.report, p.1.id);
    for pair in gold.difference(found) {
        misses.push(Miss {
            report: pair.0.report.clone(),
            element,
            how: Missed::Missing,
            gold: Some(words(pair)),
            draft: None,
            sentence: None,
        });
    }
    for pair in found.difference(gold) {
        misses.push(Miss {
            report: pair.0.report.clone(),
            element,
            how: Missed::Wrong,
            gold: None,
            draft: Some(words(pair)),
            sentence: None,
        });
    }
}

/// Every pair of what hangs together: where a is b and b is c, a is c.
fn closed(told: &[Pair]) -> BTreeSet<Pair> {
    let mut groups: Vec<BTreeSet<Reference>> = Vec::new();
    for (a, b) in told {
        let (with, mut rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|g: &BTreeSet<Reference>| g.contains(a) || g.contains(b));
        let mut group: BTreeSet<Reference> = with.into_iter().flatten().collect();
        group.extend([a.clone(), b.clone()]);
        rest.push(group);
        groups = rest;
    }
    let mut out = BTreeSet::new();
    for group in groups {
        let all: Vec<Reference> = group.into_iter().collect();
        for (n, a) in all.iter().enumerate() {
            out.extend(all[n + 1..].iter().map(|b| (a.clone(), b.clone())));
        }
    }
    out
}
