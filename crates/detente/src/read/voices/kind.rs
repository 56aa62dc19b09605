//! What kind of words a phrase for a speaker is.

use std::ops::Range;

use super::Number;
use crate::read::{
    language::{Class, Language},
    names::bare,
    persons::Mention,
    wording::Wording,
};

/// What a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A pronoun, or a phrase with one, which is this word.
    Pronoun(usize),
    /// A person by name.
    Person(usize),
    /// A body by name, or a person whom nothing shows to be one.
    Body,
    /// People without a name.
    Unnamed,
}

/// Sorts a phrase.
pub(super) fn sort(language: &Language, words: &Wording, phrase: Range<usize>, mentions: &[Mention]) -> Sort {
    let sense = &language.sense.persons;
    if phrase.is_empty() {
        return Sort::Unnamed;
    }
    if sense.pronouns.at(words, phrase.start, phrase.end).is_some_and(|h| h.words.end == phrase.end)
        || sense.pronouns.at(words, phrase.start, phrase.end).is_some_and(|h| {
            // "He himself", "they both", and "his statement".
            let rest = h.words.end..phrase.end;
            language.word(words.key(phrase.start)).is(Class::Possessive)
                || rest.clone().all(|at| sense.pronouns.at(words, at, phrase.end).is_some())
        })
    {
        return Sort::Pronoun(phrase.start);
    }
    let head = head(language, words, &phrase);
    let from = mentions.partition_point(|m| m.words.end <= phrase.start);
    let here = mentions[from..].iter().take_while(|m| m.words.start < phrase.end);
    for mention in here {
        let owner = mention.words.end < phrase.end
            && words.key(mention.words.end - 1) != bare(words.key(mention.words.end - 1));
        // "A spokesman for Lena Orla" is not Lena Orla; "the head of the port authority, Lena Orla" is.
        let of = mention.words.start > head
            && !words.parted(mention.words.start)
            && joined(language, words, head, mention.words.start);
        if !owner && !of {
            return Sort::Person(mention.person);
        }
    }
    let key = bare(words.key(head));
    let proper = phrase.clone().any(|at| words.capital(at) && (at > phrase.start || !known(language, words.key(at))));
    let possessive = phrase.clone().find(|at| language.word(words.key(*at)).is(Class::Possessive));
    if let (Some(pronoun), false) = (possessive, proper) {
        return Sort::Pronoun(pronoun);
    }
    if sense.unnamed.contains(key) || sense.unnamed.contains(words.key(phrase.start)) {
        return Sort::Unnamed;
    }
    if sense.bodies.contains(key) {
        return Sort::Body;
    }
    if proper
        && (words.capital(head)
            || sense.bodies.contains(key)
            || phrase.clone().any(|at| sense.bodies.contains(bare(words.key(at)))))
    {
        return Sort::Body;
    }
    Sort::Unnamed
}

/// The noun that a phrase is about: the last word before a preposition, a bracket or a relative clause.
fn head(language: &Language, words: &Wording, phrase: &Range<usize>) -> usize {
    let over = (phrase.start + 1..phrase.end).find(|at| {
        let word = language.word(words.key(*at));
        words.parted(*at) || (word.any(&[Class::Joining, Class::Preposition, Class::Relative]) && !words.capital(*at))
    });
    over.unwrap_or(phrase.end) - 1
}

/// Whether a preposition stands between a noun and a name.
fn joined(language: &Language, words: &Wording, head: usize, name: usize) -> bool {
    (head + 1..name).any(|at| language.word(words.key(at)).any(&[Class::Joining, Class::Preposition]))
        && !(head + 1..name).any(|at| words.parted(at))
}

/// Whether a word is one of the language's small words or of its nouns for people, so that its capital only begins a
/// sentence.
fn known(language: &Language, key: &str) -> bool {
    let sense = &language.sense.persons;
    language.word(key).known()
        || sense.unnamed.contains(key)
        || sense.neither.contains(key)
        || sense.roles.contains(key)
        || sense.bodies.contains(key)
}

/// Whether one is meant or several, as far as nouns tell: a phrase of people without a name.
pub(super) fn number(language: &Language, words: &Wording, phrase: Range<usize>) -> Number {
    if phrase.is_empty() {
        return Number::Several;
    }
    let head = head(language, words, &phrase);
    let key = bare(words.key(head));
    if language.sense.persons.roles.contains(key) { Number::Person } else { Number::Several }
}

/// Whether a phrase of people without a name is about a man (`true`) or a woman.
pub(super) fn gender(language: &Language, words: &Wording, phrase: Range<usize>) -> Option<bool> {
    let sense = &language.sense.persons;
    phrase.map(|at| words.key(at)).find_map(|key| match (sense.male.contains(key), sense.female.contains(key)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    })
}

/// The bodies that some words name: a noun for one, with what stands before it up to its article.
pub(super) fn bodies(language: &Language, words: &Wording, within: Range<usize>) -> Vec<Range<usize>> {
    let sense = &language.sense.persons;
    let mut found = Vec::new();
    for at in within.clone() {
        let body = sense.bodies.contains(bare(words.key(at)));
        if !body || (at + 1 < within.end && sense.bodies.contains(bare(words.key(at + 1))) && !words.parted(at + 1)) {
            continue;
        }
        let lowest = at.saturating_sub(4).max(within.start);
        let mut start = at;
        while start > lowest && !words.parted(start) {
            let word = language.word(words.key(start - 1));
            if word.is(Class::Determiner) {
                break;
            }
            if !words.capital(start - 1) && word.known() {
                start = at + 1;
                break;
            }
            start -= 1;
        }
        let article = start > within.start
            && language.word(words.key(start.min(at) - usize::from(start > 0))).is(Class::Determiner);
        let proper = start <= at && words.capital(start);
        if start <= at && (article || proper) {
            found.push(start..at + 1);
        }
    }
    found
}
