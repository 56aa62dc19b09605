//! Where a text names persons: runs of words with capitals that are names of neither bodies nor places.

use std::ops::Range;

use super::{
    language::{
        Language,
        sense::{PersonSense, Set},
    },
    roles,
    wording::Wording,
};

/// A name that may be a person's, as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// Its words, without titles, offices and the `'s` of a possessor.
    pub(crate) words: Range<usize>,
    /// What the text says there that the person is.
    pub(crate) roles: Vec<Office>,
    /// Whether a title, an office or the like shows that a person is meant.
    pub(crate) sure: bool,
    /// Whether it stands where places do: *in*, *near*.
    pub(crate) place: bool,
    /// Whether the words around it say that a man (`true`) or a woman is meant.
    pub(crate) male: Option<bool>,
}

/// An office beside a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Office {
    /// Its words, without articles and without what puts it in the past.
    pub(crate) words: Range<usize>,
    /// The words of office and name together.
    pub(crate) around: Range<usize>,
    pub(crate) former: bool,
}

/// Most words of a name.
const LONGEST: usize = 5;

/// The names in a sentence, in order.
pub(crate) fn names(language: &Language, words: &Wording, sentence: Range<usize>) -> Vec<Name> {
    let sense = &language.sense.persons;
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if !words.capital(at) || words.capitals(at) {
            at += 1;
            continue;
        }
        let run = at..run_end(sense, words, at, sentence.end);
        at = run.end;
        if let Some(name) = name(language, words, run, &sentence) {
            found.push(name);
        }
    }
    found
}

/// One past the last word of a run of names that begins at a word.
fn run_end(sense: &PersonSense, words: &Wording, start: usize, end: usize) -> usize {
    let mut at = start + 1;
    while at < end && at < start + 12 {
        let before = words.key(at - 1);
        // The stop of "J. Orla" or "Dr. Orla" ends nothing.
        let short = before.chars().count() == 1 || sense.titles.contains(before);
        if before.ends_with("'s") || before.ends_with("s'") || (words.parted(at) && !(short && words.capital(at - 1))) {
            break;
        }
        let particle = sense.particles.contains(words.key(at));
        if !((words.capital(at) && !words.capitals(at)) || (particle && at + 1 < end && words.capital(at + 1))) {
            break;
        }
        at += 1;
    }
    at
}

fn name(language: &Language, words: &Wording, run: Range<usize>, sentence: &Range<usize>) -> Option<Name> {
    let sense = &language.sense.persons;
    let key = |at: usize| bare(words.key(at));
    let head = |at: &usize| sense.roles.contains(key(*at)) || sense.titles.contains(key(*at));
    // Offices and titles stand before the name.
    let office = run.clone().rev().find(head);
    let mut start = office.map_or(run.start, |at| at + 1);
    while start < run.end && sense.neither.contains(key(start)) {
        start += 1;
    }
    if start >= run.end {
        return None;
    }
    let before = start.checked_sub(1).filter(|at| *at >= sentence.start);
    let mut roles = Vec::new();
    let mut sure = false;
    if let Some(office) = office {
        sure = true;
        if sense.roles.contains(key(office)) {
            roles.extend(roles::before(language, words, sentence.start..office + 1, start..run.end));
        }
    } else if let Some(before) = before.filter(|at| !words.parted(*at + 1)) {
        if sense.roles.contains(key(before)) {
            sure = true;
            roles.extend(roles::before(language, words, sentence.start..before + 1, start..run.end));
        } else if let Some((head, dropped)) = of_office(sense, words, &run, sentence) {
            // "Secretary of State Marco Rubio"
            sure = true;
            start = dropped;
            roles.extend(roles::before(language, words, sentence.start..head + 1, start..run.end).map(|mut r| {
                r.words.end = dropped;
                r
            }));
        }
    }
    let found = start..run.end;
    let after = roles::after(language, words, &found, sentence.end);
    let ahead = roles::ahead(language, words, &found, sentence.start);
    sure |= after.is_some() || ahead.is_some();
    roles.extend(after);
    roles.extend(ahead);
    let any = |set: &Set| found.clone().any(|at| set.contains(key(at)));
    if found.len() > LONGEST || any(&sense.bodies) || any(&sense.things) || any(&sense.places) || any(&sense.neither) {
        return None;
    }
    let lead = before.map_or("", |at| words.key(at));
    let parted = words.parted(found.start);
    if !parted && office.is_none() && sense.never_after.contains(lead) {
        return None;
    }
    // What follows makes a body or a place of it: "the Orla commission", "Sarn valley".
    let next = words.key(found.end);
    let owns = words.key(found.end - 1).ends_with("'s");
    if !owns
        && !words.parted(found.end)
        && (sense.bodies.contains(next) || sense.things.contains(next) || sense.places.contains(next))
        && !sure
    {
        return None;
    }
    let place = !parted && sense.at_places.contains(lead);
    Some(Name { male: gender(sense, words, office.or(before), &roles), words: found, roles, sure, place })
}

/// A run such as `State Marco Rubio` after `Secretary of`: the office's word, and where the name begins.
fn of_office(
    sense: &PersonSense,
    words: &Wording,
    run: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<(usize, usize)> {
    let head = run.start.checked_sub(2).filter(|at| *at >= sentence.start)?;
    let head = if sense.never_after.contains(words.key(run.start - 1)) { head.checked_sub(1)? } else { head };
    let office = sense.roles.contains(words.key(head)) && run.len() >= 3 && !words.parted(run.start);
    office.then_some((head, run.end - 2))
}

/// A word without the ending of a possessor.
pub(crate) fn bare(key: &str) -> &str {
    key.strip_suffix("'s").or_else(|| key.strip_suffix('\'')).unwrap_or(key)
}

fn gender(sense: &PersonSense, words: &Wording, lead: Option<usize>, roles: &[Office]) -> Option<bool> {
    let said = lead.into_iter().chain(roles.iter().flat_map(|r| r.words.clone()));
    said.map(|at| words.key(at)).find_map(|key| match (sense.male.contains(key), sense.female.contains(key)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    })
}
