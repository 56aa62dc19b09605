//! Which sentences look like conditions. Flagged, never decided: what waits for what is for a person to say.
//!
//! Recall comes first. A word such as *if*, *unless* or *only after* flags its sentence; *before*, *after* and *when* do so
//! only where the sentence also denies, demands or looks ahead, and not where a mere date follows.

use std::ops::Range;

use super::{language::sense::Conditions, phrases::Hit, wording::Wording};

/// The words of a sentence that make it look like a condition.
pub(crate) fn condition(sense: &Conditions, words: &Wording, sentence: Range<usize>) -> Option<Range<usize>> {
    let none: Vec<Hit> = sense.never.all(words, sentence.clone());
    let mut at = sentence.start;
    while at < sentence.end {
        if let Some(innocent) = none.iter().find(|h| h.words.contains(&at)) {
            // A phrase that begins here and reaches farther is none of the innocent ones.
            match sense.always.at(words, at, sentence.end).filter(|h| h.words.end > innocent.words.end) {
                Some(hit) if at == innocent.words.start => return Some(hit.words),
                _ => at = innocent.words.end,
            }
            continue;
        }
        if let Some(hit) = sense.always.at(words, at, sentence.end) {
            return Some(hit.words);
        }
        if let Some(hit) = sense.times.at(words, at, sentence.end)
            && !dated(sense, words, hit.words.end, sentence.end)
            && governed(sense, words, at, &sentence)
        {
            return Some(hit.words);
        }
        at += 1;
    }
    None
}

/// Whether what follows only tells when.
fn dated(sense: &Conditions, words: &Wording, next: usize, end: usize) -> bool {
    next >= end
        || words.key(next).starts_with(|c: char| c.is_ascii_digit())
        || sense.dates.at(words, next, end).is_some()
        || words.parted(next)
}

/// Whether the sentence denies, demands or looks ahead, so that the word at `at` may make it wait.
fn governed(sense: &Conditions, words: &Wording, at: usize, sentence: &Range<usize>) -> bool {
    let before = sentence.start..at;
    if sense.of_the_future.at(words, at, sentence.end).is_some() {
        sense.governed.first(words, sentence.clone()).is_some() || sense.future.first(words, sentence.clone()).is_some()
    } else {
        // "With", "without" and "first" follow what they govern, closely.
        let near = at.saturating_sub(6).max(before.start)..at;
        sense.governed.first(words, near).is_some()
    }
}
