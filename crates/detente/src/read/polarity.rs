//! Whether what is said is affirmed or denied, and how firmly it is put: by the words of its main clause.

use std::ops::Range;

use super::{
    Act, Modality, Polarity,
    language::sense::{Modalities, Negation, Sense},
    wording::Wording,
};

/// The words of the main clause: a clause that stands first, up to its comma, is left out, and so is what follows a word
/// that begins another clause.
pub(crate) fn main_clause(sense: &Negation, words: &Wording) -> Range<usize> {
    let all = words.len();
    let mut start = 0;
    if sense.first.at(words, 0, all).is_some()
        && let Some(comma) = (1..all).find(|at| words.parted(*at))
    {
        start = comma;
    }
    let opens = |at: &usize| sense.clauses.at(words, *at, all).is_some() || words.ended(*at);
    let end = (start + 1..all).find(opens).unwrap_or(all);
    start..end.max(start)
}

/// Whether what is said is denied: by a negation in its main clause, or by the verb that ascribes it.
pub(crate) fn polarity(sense: &Negation, words: &Wording, clause: Range<usize>, act: Act) -> Polarity {
    let mut denials = usize::from(matches!(act, Act::Denies | Act::Rejects | Act::Refuses));
    let mut at = clause.start;
    let mut denied = false;
    while at < clause.end {
        if let Some(innocent) = sense.never.at(words, at, clause.end) {
            at = innocent.words.end;
        } else if let Some(hit) = sense.words.at(words, at, clause.end) {
            // Two words for one denial, as in "no one ever" or "nobody, not even he", deny once.
            denied = true;
            at = hit.words.end;
        } else if let Some(hit) = sense.verbs.at(words, at, clause.end) {
            denials += 1;
            at = hit.words.end;
        } else {
            at += 1;
        }
    }
    denials += usize::from(denied);
    if denials % 2 == 1 { Polarity::Negated } else { Polarity::Affirmed }
}

/// How firmly it is put. Reported speech makes *would* of *will*: `direct` says that these are the speaker's own words.
pub(crate) fn modality(sense: &Modalities, words: &Wording, clause: Range<usize>, act: Act, direct: bool) -> Modality {
    let depends = sense.with.first(words, 0..words.len()).is_some();
    for at in clause.clone() {
        // Of several that begin here the longest: "would agree to" is willing, "would" alone is not.
        let mut best: Option<(usize, Modality)> = None;
        for (modality, phrases) in &sense.words {
            if let Some(hit) = phrases.at(words, at, words.len())
                && best.is_none_or(|(over, _)| hit.words.end > over)
            {
                best = Some((hit.words.end, *modality));
            }
        }
        match best {
            Some((_, Modality::Conditional)) => {
                let shifted = !direct && !depends && sense.backshifted.at(words, at, words.len()).is_some();
                // "Would be ready to" is ready.
                let willing = sense.words.iter().find(|(m, _)| *m == Modality::Willing);
                let ready = willing.and_then(|(_, p)| p.first(words, at + 1..clause.end.min(at + 4)));
                return match (ready, shifted) {
                    (Some(_), _) if !depends => Modality::Willing,
                    (_, true) => Modality::Intends,
                    _ => Modality::Conditional,
                };
            }
            Some((_, Modality::May)) if depends && sense.depending.at(words, at, words.len()).is_some() => {
                return Modality::Conditional;
            }
            Some((over, Modality::Intends)) => {
                // "Will be ready to", "will have to": the firmer word decides.
                let later = sense.words.iter().filter(|(m, _)| matches!(m, Modality::Willing | Modality::Must));
                let later =
                    later.filter_map(|(m, p)| p.first(words, over..clause.end.min(over + 2)).map(|_| *m)).next();
                return later.unwrap_or(Modality::Intends);
            }
            Some((_, modality)) => return modality,
            None => {}
        }
    }
    sense.acts.get(&act).copied().unwrap_or(Modality::Fact)
}

/// The act that words perform by themselves, where the verb that reports them says no more than that they were said.
pub(crate) fn performed(sense: &Sense, words: &Wording) -> Option<Act> {
    sense
        .acts
        .iter()
        .filter_map(|(act, p)| p.at(words, 0, words.len()).map(|h| (h.words.end, *act)))
        .max()
        .map(|(_, a)| a)
}
