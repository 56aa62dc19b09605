//! Where words begin and end.
//!
//! Stricter than Unicode's word boundaries (UAX #29), since a quote that begins or ends within a word can turn its
//! sense: compounds with a hyphen, contractions, abbreviations with inner stops, and numbers with all that belongs to
//! them are one word each.

use unicode_normalization::char::canonical_combining_class;

/// Whether a character has no width of its own, so that a word may hide it: soft hyphen, zero width space, joiners,
/// direction marks, byte order mark.
pub(super) fn unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether a character combines with the one before it.
pub(super) fn mark(c: char) -> bool {
    !c.is_ascii() && canonical_combining_class(c) != 0
}

/// The most characters looked at on each side of a place: a document of nothing but soft hyphens must not stall us.
const NEAR: usize = 64;

/// Whether `at` lies inside a word of `text`.
pub(super) fn inside(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if let (Some(b), Some(f)) = (at.checked_sub(1).and_then(|b| bytes.get(b)), bytes.get(at)) {
        if b.is_ascii_alphanumeric() && f.is_ascii_alphanumeric() {
            return true;
        }
        if b.is_ascii_whitespace() || f.is_ascii_whitespace() {
            return false;
        }
    }
    let mut before = text[..at].chars().rev().take(NEAR).filter(|c| !unseen(*c));
    let mut after = text[at..].chars().take(NEAR).filter(|c| !unseen(*c));
    let (Some(b), Some(f)) = (before.next(), after.next()) else { return false };
    if letter(b) && letter(f) {
        return mark(f) || !(unspaced(b) || unspaced(f)) || (b.is_numeric() && unspaced(f));
    }
    let (b2, b3) = (before.next(), before.next());
    let (f2, f3) = (after.next(), after.next());
    // "Russia's" may be cut to "Russia".
    let possessive = apostrophe(f) && f2 == Some('s') && !f3.is_some_and(letter);
    (joins(b2, Some(b), f, f2) && !possessive) || joins(b3, b2, b, Some(f)) || belongs(b2, b, f, f2)
}

/// The words of a text, first and one past the last byte of each. Scripts that put no space between words give one
/// word for each character.
pub(crate) fn spans(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = at + text[at..].find(letter)?;
        // A sign or currency before the digits.
        let mut start = found;
        while start > at && inside(text, start) {
            start -= text[..start].chars().next_back().map_or(1, char::len_utf8);
        }
        let mut end = found + first_len(&text[found..]);
        let bytes = text.as_bytes();
        loop {
            // Between two letters or digits of ASCII always is the inside of a word.
            while end < bytes.len() && bytes[end - 1].is_ascii_alphanumeric() && bytes[end].is_ascii_alphanumeric() {
                end += 1;
            }
            if end >= bytes.len() || !inside(text, end) {
                break;
            }
            end += first_len(&text[end..]);
        }
        at = end;
        Some((start, end))
    })
}

/// The number of words, where two characters of a script without spaces make one.
pub(super) fn count(text: &str) -> usize {
    let characters = text.chars().filter(|c| unspaced(*c)).count();
    let all = spans(text).count();
    all - characters.min(all) + characters / 2
}

/// A word as compared when looking for what is alike: lower case, one shape of apostrophe.
pub(crate) fn key(word: &str, into: &mut String) {
    into.clear();
    if word.is_ascii() {
        into.push_str(word);
        into.make_ascii_lowercase();
        return;
    }
    for c in word.chars().filter(|c| !unseen(*c)) {
        match c {
            _ if apostrophe(c) => into.push('\''),
            _ if c.is_ascii() => into.push(c.to_ascii_lowercase()),
            _ => into.extend(c.to_lowercase()),
        }
    }
}

pub(super) fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2BC}' | '\u{FF07}')
}

fn letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || mark(c) }
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

/// Whether `c` between two characters makes one word of them; `earlier` stands before the first.
fn joins(earlier: Option<char>, before: Option<char>, c: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    if !letter(before) || !letter(after) {
        return false;
    }
    let digits = before.is_numeric() && after.is_numeric();
    match c {
        '-' | '\u{2010}' | '\u{2011}' => true,
        '\u{2013}' | '\u{2212}' | ',' | ':' | '/' => digits,
        // Thousands: "1 300" with a space that does not break.
        '\u{A0}' | '\u{2007}' | '\u{2009}' | '\u{202F}' => digits,
        // "U.S." and "a.m." but not a full stop without its space.
        '.' => digits || !(before.is_numeric() || earlier.is_some_and(letter)),
        _ => apostrophe(c),
    }
}

/// Whether one of two neighbours is a sign that belongs to the number beside it.
fn belongs(earlier: Option<char>, before: char, after: char, later: Option<char>) -> bool {
    let free = !earlier.is_some_and(|c| letter(c) || c == before);
    let sign = free && matches!(before, '-' | '\u{2212}' | '+' | '.');
    (after.is_numeric() && (currency(before) || sign))
        || (before.is_numeric() && (currency(after) || matches!(after, '%' | '‰' | '°' | '\u{2032}' | '\u{2033}')))
        || (letter(before) && currency(after) && later.is_some_and(char::is_numeric))
        || (currency(after) && later.is_some_and(char::is_numeric) && free && matches!(before, '-' | '\u{2212}'))
}

fn currency(c: char) -> bool {
    matches!(c, '$' | '¢' | '£' | '¥' | '\u{20A0}'..='\u{20CF}')
}

/// Whether a character belongs to a script that puts no space between words (Thai, Lao, Burmese, Khmer, Chinese,
/// Japanese).
fn unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        spans(text).map(|(a, b)| &text[a..b]).collect()
    }

    #[test]
    fn what_is_one_word() {
        assert_eq!(words("non-negotiable, it can't — done."), ["non-negotiable", "it", "can't", "done"]);
        assert_eq!(words("US$400, −5.5% or 1,300–1,400"), ["US$400", "−5.5%", "or", "1,300–1,400"]);
        assert_eq!(words("1\u{A0}300\u{A0}men"), ["1\u{A0}300", "men"]);
        assert_eq!(words("the U.S. envoy; ended.The talks—he"), ["the", "U.S", "envoy", "ended", "The", "talks", "he"]);
        assert_eq!(words("agree\u{AD}ment cafe\u{301} Київ"), ["agree\u{AD}ment", "cafe\u{301}", "Київ"]);
        assert_eq!(words("和平 -- 5億"), ["和", "平", "5億"]);
        assert_eq!(words(" …!"), [""; 0]);
    }

    #[test]
    fn a_possessive_may_be_cut() {
        let text = "Russia's envoy";
        assert!(!inside(text, 6));
        assert!(inside("they'll go", 4));
        assert!(inside("can't", 3));
    }

    #[test]
    fn three_words() {
        assert_eq!(count("a b-c d"), 3);
        assert_eq!(count("不同意和平"), 2);
    }
}
