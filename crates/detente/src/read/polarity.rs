//! Whether what is said is affirmed or denied, and how firmly it is put: by the words of its main clause.

use std::ops::Range;

use super::{
    Act, Modality, Polarity,
    language::sense::{Modalities, Negation, Sense},
    wording::Wording,
};

/// A clause that goes on for more words is looked at so far.
const LONGEST: usize = 80;

/// The words of the main clause: a clause that stands first, up to its comma, is left out, and so is what follows a word
/// that begins another clause.
pub(crate) fn main_clause(sense: &Negation, words: &Wording) -> Range<usize> {
    let all = words.len().min(LONGEST);
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

/// Whether what is said is denied, by the words of its main clause alone. That the verb which ascribes it denies or rejects it
/// is told by the act, and not here once more.
pub(crate) fn polarity(sense: &Negation, words: &Wording, clause: Range<usize>) -> Polarity {
    let mut at = clause.start;
    while at < clause.end {
        if let Some(innocent) = sense.never.at(words, at, words.len()) {
            at = innocent.words.end;
        } else if sense.words.at(words, at, clause.end).is_some() {
            return Polarity::Negated;
        } else {
            at += 1;
        }
    }
    Polarity::Affirmed
}

/// Whether a statement comes to a denial, whatever says so: its words, a verb such as *refuses* in them, or its act.
pub(crate) fn denies(sense: &Negation, words: &Wording, polarity: Polarity, act: Act) -> bool {
    let clause = main_clause(sense, words);
    let verb = sense.verbs.first(words, clause).is_some();
    let act = matches!(act, Act::Denies | Act::Rejects | Act::Refuses);
    (polarity == Polarity::Negated) ^ verb ^ act
}

/// How firmly it is put. Reported speech makes *would* of *will*: `direct` says that these are the speaker's own words.
pub(crate) fn modality(sense: &Modalities, words: &Wording, clause: Range<usize>, act: Act, direct: bool) -> Modality {
    let depends = sense.with.first(words, 0..words.len().min(2 * LONGEST)).is_some();
    if depends {
        return Modality::Conditional;
    }
    if sense.acts.get(&act) == Some(&Modality::Must) {
        return Modality::Must;
    }
    // With a capital it is a name: the month, not the verb.
    for at in clause.clone().filter(|at| *at == 0 || !words.capital(*at)) {
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
                let shifted = !direct && sense.backshifted.at(words, at, words.len()).is_some();
                // "Would be ready to" is ready.
                let willing = sense.words.iter().find(|(m, _)| *m == Modality::Willing);
                let ready = willing.and_then(|(_, p)| p.first(words, at + 1..clause.end.min(at + 4)));
                return match (ready, shifted) {
                    (Some(_), _) => Modality::Willing,
                    (_, true) => Modality::Intends,
                    _ => Modality::Conditional,
                };
            }
            Some((over, Modality::Intends)) => {
                // "Will be ready to", "will have to": the firmer word decides.
                let mut later = sense.words.iter().filter(|(m, _)| matches!(m, Modality::Willing | Modality::Must));
                let later = later.find_map(|(m, p)| p.first(words, over..clause.end.min(over + 2)).map(|_| *m));
                return later.unwrap_or(Modality::Intends);
            }
            Some((_, modality)) => return modality,
            None => {}
        }
    }
    // "Refused to sign": what the verb leads to is meant to be, or not to be, done.
    let led = sense.leads.at(words, 0, words.len()).and_then(|_| sense.acts.get(&act));
    led.copied().unwrap_or(Modality::Fact)
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
