//! Sentences that look like conditions.

use super::{
    judge::Desk,
    misses::{Missed, words_of},
    pairs,
    tally::Element,
};
use crate::read::Draft;

/// Which conditions were flagged, and which flagged sentences have one. A condition counts as flagged where any sentence is
/// that its words stand in.
pub(super) fn judge(desk: &mut Desk<'_>, draft: &Draft) {
    let Some(conditions) = &desk.gold.conditions else { return };
    let flagged: Vec<usize> = draft
        .documents
        .iter()
        .filter(|d| d.key == desk.gold.report)
        .flat_map(|d| d.conditions.iter().map(|n| n.saturating_sub(1)))
        .collect();
    let counts = desk.tally.at(Element::Conditions);
    counts.gold = conditions.len();
    counts.proposed = flagged.len();
    for condition in conditions {
        let found = |n: &usize| {
            desk.sentences
                .get(*n)
                .is_some_and(|s| pairs::meet(std::slice::from_ref(s), std::slice::from_ref(condition)))
        };
        if flagged.iter().any(found) {
            desk.tally.at(Element::Conditions).found += 1;
        } else {
            let words = words_of(&desk.text, std::slice::from_ref(condition));
            desk.miss(Element::Conditions, Missed::Missing, Some(words), None, std::slice::from_ref(condition));
        }
    }
    for n in flagged {
        let Some(sentence) = desk.sentences.get(n).cloned() else { continue };
        if pairs::meet(std::slice::from_ref(&sentence), conditions) {
            desk.tally.at(Element::Conditions).right += 1;
        } else {
            let words = words_of(&desk.text, std::slice::from_ref(&sentence));
            desk.miss(Element::Conditions, Missed::Wrong, None, Some(words), &[sentence]);
        }
    }
}
