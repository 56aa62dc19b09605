//! What a text says beside a name that the person is: `Foreign Minister Brenn Halvard`, `Lena Orla, head of the port
//! authority,`, `the head of the port authority, Lena Orla,`.

use std::ops::Range;

use super::{
    language::sense::PersonSense,
    names::{Office, bare},
    wording::Wording,
};

/// Most words that an office has before its noun, and after it.
const BEFORE: usize = 5;
const AFTER: usize = 10;

/// The office that ends just before a name; `ahead` are the words of the sentence up to its noun.
pub(crate) fn before(
    sense: &PersonSense,
    words: &Wording,
    ahead: Range<usize>,
    name: Range<usize>,
    stops: &dyn Fn(&str) -> bool,
) -> Option<Office> {
    let head = ahead.end.checked_sub(1)?;
    let start = modifiers(words, ahead.start, head, stops);
    office(sense, words, start..head + 1, start..name.end)
}

/// The office after a name, between commas: `Lena Orla, head of the port authority,`.
pub(crate) fn after(
    sense: &PersonSense,
    words: &Wording,
    name: &Range<usize>,
    end: usize,
    stops: &dyn Fn(&str) -> bool,
) -> Option<Office> {
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
        }
    }
    while at < end && sense.never_after.contains(words.key(at)) && (at == name.end || !words.parted(at + 1)) {
        at += 1;
    }
    let start = at;
    let noun = |at: &usize| sense.roles.contains(bare(words.key(*at)));
    let first_part = (start + 1..end).find(|at| words.parted(*at)).unwrap_or(end).min(start + BEFORE + 1);
    let passes = (start..first_part).take_while(|at| !stops(words.key(*at)) || *at == start || joins(words.key(*at))).count();
    let mut head = (start..start + passes).find(noun)?;
    // "chief negotiator", "deputy head": the last of several nouns in a row is the office.
    while head + 1 < first_part && noun(&(head + 1)) && !words.parted(head + 1) {
        head += 1;
    }
    // "Lena Orla, union leader Ina Vorr and ...": the office is the next person's.
    let next = head + 1;
    if next < end && words.capital(next) && !words.capitals(next) && !words.parted(next) && !words.key(head).ends_with("'s") {
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
    // Without a comma or a verb behind it, it is no aside but the beginning of another clause.
    office(sense, words, start..over, name.start..over)
}

/// The office before a name, with a comma between: `the head of the port authority, Lena Orla,`.
pub(crate) fn ahead(
    sense: &PersonSense,
    words: &Wording,
    name: &Range<usize>,
    floor: usize,
    stops: &dyn Fn(&str) -> bool,
) -> Option<Office> {
    if name.start <= floor || !words.parted(name.start) || words.ended(name.start) {
        return None;
    }
    let lowest = name.start.saturating_sub(AFTER).max(floor);
    let mut at = name.start - 1;
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
    if head + 1 < name.start && !joins(words.key(head + 1)) {
        return None;
    }
    let start = modifiers(words, floor, head, stops);
    // "..., the minister told the head, Lena Orla" has an article before it; a list of names has none.
    let article = start > floor && sense.never_after.contains(words.key(start - 1));
    if !article && start > floor && !words.parted(start) && !stops(words.key(start - 1)) {
        return None;
    }
    office(sense, words, start..name.start, start..name.end)
}

/// Where the words begin that tell which office it is.
fn modifiers(words: &Wording, floor: usize, head: usize, stops: &dyn Fn(&str) -> bool) -> usize {
    let mut start = head;
    while start > floor && head - start < BEFORE && !words.parted(start) && !stops(words.key(start - 1)) {
        start -= 1;
    }
    start
}

/// Small words that join the parts of an office. They are the ones that [`super::language::sense`] has no list for, since
/// whatever is no stop joins; only these two kinds are both.
fn joins(key: &str) -> bool {
    matches!(key, "of" | "for" | "and" | "at" | "in" | "to" | "the" | "on" | "its" | "their" | "with")
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
