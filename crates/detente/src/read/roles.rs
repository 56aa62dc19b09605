//! What a text says beside a name that the person is: `Foreign Minister Brenn Halvard`, `Lena Orla, head of the port
//! authority,`, `the head of the port authority, Lena Orla,`.

use std::ops::Range;

use super::{
    language::{Class, Form, Language, sense::PersonSense},
    names::{Office, bare},
    wording::Wording,
};

/// Most words that an office has before its noun, and after it.
const BEFORE: usize = 5;
const AFTER: usize = 10;

/// The office that ends just before a name; `ahead` are the words of the sentence up to its noun.
pub(crate) fn before(language: &Language, words: &Wording, ahead: Range<usize>, name: Range<usize>) -> Option<Office> {
    let head = ahead.end.checked_sub(1)?;
    let start = modifiers(language, words, ahead.start, head);
    office(&language.sense.persons, words, start..head + 1, start..name.end)
}

/// The office after a name, between commas: `Lena Orla, head of the port authority,`.
pub(crate) fn after(language: &Language, words: &Wording, name: &Range<usize>, end: usize) -> Option<Office> {
    let sense = &language.sense.persons;
    let (stops, joins) = (|key: &str| stops(language, key), |key: &str| joins(language, key));
    let mut at = name.end;
    if at >= end || words.ended(at) {
        return None;
    }
    let told = sense.is.at(words, at, end);
    let comma = words.parted(at);
    match &told {
        Some(hit) => at = hit.words.end,
        None if !comma => return None,
        None => {
            // An age: "Lena Orla, 54, head of ..."
            if words.key(at).len() <= 3 && words.key(at).bytes().all(|b| b.is_ascii_digit()) && words.parted(at + 1) {
                at += 1;
            }
            // "Ane Rusk, and the minister of ports, ...": whoever comes next has that office.
            if language.word(words.key(at)).is(Class::Conjunction) {
                return None;
            }
        }
    }
    while at < end && sense.never_after.contains(words.key(at)) && (at == name.end || !words.parted(at + 1)) {
        at += 1;
    }
    let start = at;
    let noun = |at: &usize| sense.roles.contains(bare(words.key(*at)));
    let first_part = (start + 1..end).find(|at| words.parted(*at)).unwrap_or(end).min(start + BEFORE + 1);
    let passes =
        (start..first_part).take_while(|at| !stops(words.key(*at)) || *at == start || joins(words.key(*at))).count();
    let mut head = (start..start + passes).find(noun)?;
    // "chief negotiator", "deputy head": the last of several nouns in a row is the office.
    while head + 1 < first_part && noun(&(head + 1)) && !words.parted(head + 1) {
        head += 1;
    }
    // "Lena Orla, union leader Ina Vorr and ...": the office is the next person's.
    let next = head + 1;
    if next < end
        && words.capital(next)
        && !words.capitals(next)
        && !words.parted(next)
        && !words.key(head).ends_with("'s")
    {
        return None;
    }
    let mut over = next;
    let enough = end.min(next + AFTER);
    while over < enough && !words.parted(over) && (joins(words.key(over)) || !stops(words.key(over))) {
        over += 1;
    }
    while over > next && (joins(words.key(over - 1)) || stops(words.key(over - 1))) {
        over -= 1;
    }
    office(sense, words, start..over, name.start..over)
}

/// The office before a name, with a comma between: `the head of the port authority, Lena Orla,`.
pub(crate) fn ahead(language: &Language, words: &Wording, name: &Range<usize>, floor: usize) -> Option<Office> {
    let sense = &language.sense.persons;
    let (stops, joins) = (|key: &str| stops(language, key), |key: &str| joins(language, key));
    // "The trade minister, Mr Olin Verst"
    let mut front = name.start;
    while front > floor && sense.titles.contains(words.key(front - 1)) && !words.parted(front) {
        front -= 1;
    }
    if front <= floor || !words.parted(front) || words.ended(front) {
        return None;
    }
    let lowest = front.saturating_sub(AFTER).max(floor);
    let mut at = front - 1;
    let head = loop {
        if sense.roles.contains(bare(words.key(at))) {
            break at;
        }
        if at == lowest || words.parted(at) || (stops(words.key(at)) && !joins(words.key(at))) {
            return None;
        }
        at -= 1;
    };
    // Between noun and comma stands nothing, or what the office is of.
    if head + 1 < front && !joins(words.key(head + 1)) {
        return None;
    }
    let start = modifiers(language, words, floor, head);
    // "..., the minister told the head, Lena Orla" has an article before it; a list of names has none.
    let article = start > floor && sense.never_after.contains(words.key(start - 1));
    if !article && start > floor && !words.parted(start) && !stops(words.key(start - 1)) {
        return None;
    }
    office(sense, words, start..front, start..name.end)
}

/// Where the words begin that tell which office it is.
fn modifiers(language: &Language, words: &Wording, floor: usize, head: usize) -> usize {
    let mut start = head;
    // What stands before an office with a capital belongs to it only if it has one too: "involves President Orla".
    let alike = |at: usize| !words.capital(head) || words.capital(at);
    let fits = |at: usize| alike(at) && !stops(language, words.key(at));
    while start > floor && head - start < BEFORE && !words.parted(start) && fits(start - 1) {
        start -= 1;
    }
    start
}

/// Whether a word does not belong to an office: a verb, a preposition, an article.
fn stops(language: &Language, key: &str) -> bool {
    const SMALL: [Class; 13] = [
        Class::That,
        Class::To,
        Class::By,
        Class::Be,
        Class::Auxiliary,
        Class::Modal,
        Class::Subject,
        Class::Possessive,
        Class::Determiner,
        Class::Relative,
        Class::Conjunction,
        Class::Subordinator,
        Class::Preposition,
    ];
    if language.sense.persons.roles.contains(bare(key)) {
        return false;
    }
    let word = language.word(key);
    word.any(&SMALL)
        || word.any(&[Class::Finite, Class::Time, Class::Adverb])
        || language.entries_of(word).any(|(_, form)| matches!(form, Form::Finite | Form::FiniteOrPast))
}

/// Whether a word joins the parts of an office: `head of the port authority`.
fn joins(language: &Language, key: &str) -> bool {
    let word = language.word(key);
    word.any(&[Class::Joining, Class::Determiner, Class::Possessive])
        || (word.is(Class::Conjunction) && !word.is(Class::Adverb))
}

/// An office without what puts it in the past, of which it then says so.
fn office(sense: &PersonSense, words: &Wording, mut of: Range<usize>, around: Range<usize>) -> Option<Office> {
    let mut former = false;
    while !of.is_empty() {
        if sense.former.at(words, of.start, of.end).is_some() {
            former = true;
        } else if !sense.never_after.contains(words.key(of.start)) {
            break;
        }
        of.start += 1;
    }
    (!of.is_empty()).then_some(Office { words: of, around, former })
}
