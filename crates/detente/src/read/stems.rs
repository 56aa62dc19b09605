//! Words as they are compared when it is asked whether two texts speak of the same.

use super::{language::sense::Sorting, wording::Wording};

/// A word without its ending: `elections` and `election`, `withdraw` and `withdrawing` are alike. Light on purpose: what it
/// gets wrong, it gets wrong on both sides.
pub(crate) fn stem<'w>(sense: &Sorting, word: &'w str) -> &'w str {
    let mut stem = word;
    // An ending may hide another: "guarantee" + "s", "withdrawal" + "s".
    for _ in 0..2 {
        let shorter = sense
            .endings
            .iter()
            .filter_map(|ending| stem.strip_suffix(ending.as_str()))
            .find(|rest| rest.chars().count() >= 3);
        match shorter {
            Some(rest) if !rest.ends_with(|c: char| c.is_ascii_digit()) => stem = rest,
            _ => break,
        }
    }
    stem
}

/// The words of a text that say what it is about, with their places in the wording.
pub(crate) fn telling<'w>(sense: &'w Sorting, words: &'w Wording) -> impl Iterator<Item = (usize, &'w str)> {
    (0..words.len())
        .map(|at| (at, words.key(at)))
        .filter(|(_, key)| !sense.empty.contains(*key))
        .map(|(at, key)| (at, stem(sense, key)))
}
