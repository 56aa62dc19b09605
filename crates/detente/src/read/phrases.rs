//! Phrases of a language file, and where a text has them.

use std::{collections::HashMap, hash::BuildHasherDefault, ops::Range};

use super::{language::Quick, wording::Wording};

/// Most words that `..` and `...` stand for.
const FEW: usize = 3;
const SOME: usize = 15;

/// Phrases, found by their first word.
///
/// In a phrase `a|b` is either word, `a*` any word that begins so, `..` up to three words of any kind, and `...` up to
/// fifteen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrases {
    all: Vec<Vec<Part>>,
    by_word: HashMap<Box<str>, Vec<u32>, BuildHasherDefault<Quick>>,
    /// The shapes of the first words, so that most words of a text are passed over without being looked up.
    shapes: Shapes,
    /// Those that begin with a word of which only the beginning is told, with that.
    by_beginning: Vec<(Box<str>, u32)>,
}

/// For each length of a word up to 31 and for longer ones, the first bytes that a phrase may begin with, one bit for each of
/// 64 kinds of bytes.
#[derive(Debug, Clone, Default)]
struct Shapes([u64; 32]);

impl Shapes {
    fn kind(word: &str) -> u64 {
        word.as_bytes().first().map_or(u64::MAX, |first| 1 << (first & 63))
    }

    fn put(&mut self, word: &str) {
        self.0[word.len().min(31)] |= Shapes::kind(word);
    }

    /// Words that begin so may have any length.
    fn put_beginning(&mut self, word: &str) {
        self.0[word.len().min(31)..].iter_mut().for_each(|kinds| *kinds |= Shapes::kind(word));
    }

    fn may_have(&self, word: &str) -> bool {
        self.0[word.len().min(31)] & Shapes::kind(word) != 0
    }
}

#[derive(Debug, Clone)]
enum Part {
    Word(Vec<Box<str>>),
    Gap(usize),
}

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Which phrase, in the order in which they were given.
    pub(crate) phrase: usize,
    /// The words that it takes up, gaps and all.
    pub(crate) words: Range<usize>,
}

impl Phrases {
    /// Makes phrases of their texts; a text without a word finds nothing.
    pub(crate) fn of<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Phrases {
        let mut made = Phrases::default();
        for text in texts {
            let text = text.as_ref().to_lowercase().replace(['\u{2019}', '\u{2bc}'], "'");
            let number = made.all.len() as u32;
            let parts: Vec<Part> = text
                .split_whitespace()
                .map(|part| match part {
                    ".." => Part::Gap(FEW),
                    "..." => Part::Gap(SOME),
                    words => Part::Word(words.split('|').map(Into::into).collect()),
                })
                .collect();
            if let Some(Part::Word(firsts)) = parts.first() {
                for first in firsts {
                    if let Some(beginning) = first.strip_suffix('*') {
                        made.shapes.put_beginning(beginning);
                        made.by_beginning.push((beginning.into(), number));
                    } else {
                        made.shapes.put(first);
                        made.by_word.entry(first.clone()).or_default().push(number);
                    }
                }
            }
            made.all.push(parts);
        }
        made
    }

    /// The longest phrase that begins at a word, and ends before `end`; of several equally long ones the first.
    pub(crate) fn at(&self, words: &Wording, at: usize, end: usize) -> Option<Hit> {
        let key = words.key(at);
        if !self.shapes.may_have(key) {
            return None;
        }
        let exact = self.by_word.get(key).into_iter().flatten().copied();
        let beginning = self.by_beginning.iter().filter(|(b, _)| key.starts_with(&**b)).map(|(_, n)| *n);
        let mut best: Option<Hit> = None;
        for phrase in exact.chain(beginning) {
            let parts = &self.all[phrase as usize];
            if let Some(over) = matched(&parts[1..], words, at + 1, end)
                && best.as_ref().is_none_or(|b| over > b.words.end)
            {
                best = Some(Hit { phrase: phrase as usize, words: at..over });
            }
        }
        best
    }

    /// All phrases in some words, from left to right, none within another.
    pub(crate) fn all(&self, words: &Wording, within: Range<usize>) -> Vec<Hit> {
        let mut found = Vec::new();
        let mut at = within.start;
        while at < within.end {
            match self.at(words, at, within.end) {
                Some(hit) => {
                    at = hit.words.end.max(at + 1);
                    found.push(hit);
                }
                None => at += 1,
            }
        }
        found
    }

    /// The first phrase in some words.
    pub(crate) fn first(&self, words: &Wording, within: Range<usize>) -> Option<Hit> {
        within.clone().find_map(|at| self.at(words, at, within.end))
    }
}

/// One past the last word, if the parts follow each other from `at` on. A gap takes as few words as it can, and does not
/// reach over the end of a sentence.
fn matched(parts: &[Part], words: &Wording, at: usize, end: usize) -> Option<usize> {
    match parts.split_first() {
        None => Some(at),
        Some((Part::Word(any), rest)) => {
            let key = (at < end).then(|| words.key(at))?;
            let fits = any.iter().any(|w| match w.strip_suffix('*') {
                Some(beginning) => key.starts_with(beginning),
                None => **w == *key,
            });
            if fits { matched(rest, words, at + 1, end) } else { None }
        }
        Some((Part::Gap(most), rest)) => {
            for skipped in 0..=*most {
                if words.ended(at + skipped) {
                    return None;
                }
                if let Some(over) = matched(rest, words, at + skipped, end) {
                    return Some(over);
                }
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<String> {
        let words = Wording::of(text, 0..text.len());
        let hits = Phrases::of(phrases).all(&words, 0..words.len());
        hits.iter()
            .map(|h| text[words.place(h.words.start).start..words.place(h.words.end - 1).end].to_owned())
            .collect()
    }

    #[test]
    fn the_longest_phrase() {
        assert_eq!(found(&["only", "only if", "if"], "Only if they go, and if not."), ["Only if", "if"]);
        assert_eq!(
            found(&["hinge|hinges .. on"], "It hinges, very critically, on this."),
            ["hinges, very critically, on"]
        );
        assert_eq!(found(&["without ... no"], "Without a word. No."), [""; 0]);
        assert_eq!(found(&["without ... no"], "Without gauges there is no accord"), ["Without gauges there is no"]);
        assert_eq!(found(&["precondition*"], "All Preconditions fell"), ["Preconditions"]);
        assert_eq!(found(&["..", "", "..."], "nothing at all"), [""; 0]);
    }
}
