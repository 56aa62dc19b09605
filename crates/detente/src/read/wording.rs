//! The words of a stretch of text, as they are compared: lower case, with their places and the marks before them.

use std::ops::Range;

use crate::quote::words;

/// The words of a stretch of text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wording {
    /// The keys of all words, one after the other.
    keys: String,
    words: Vec<Word>,
}

#[derive(Debug, Clone)]
struct Word {
    key: Range<u32>,
    /// Place in the whole text, in bytes; texts are far shorter than four gigabytes.
    place: Range<u32>,
    /// Whether it is written in capitals alone, and has more than one letter.
    capitals: bool,
    /// Whether it begins with a capital.
    capital: bool,
    /// Whether a comma, a dash, a bracket or a stop stands between it and the word before.
    parted: bool,
    /// Whether `;`, `:`, or the end of a sentence stands there.
    ended: bool,
}

impl Wording {
    /// The words of `text[range]`; places are those of the whole text.
    pub(crate) fn of(text: &str, range: Range<usize>) -> Wording {
        let mut made = Wording::default();
        made.add(text, range);
        made
    }

    /// The words of several stretches, which are taken for one.
    pub(crate) fn of_all<'a>(texts: impl Iterator<Item = &'a str>) -> Wording {
        let mut made = Wording::default();
        for text in texts {
            made.add(text, 0..text.len());
        }
        made
    }

    fn add(&mut self, text: &str, range: Range<usize>) {
        let mut key = String::new();
        let mut before = range.start;
        let stretch = &text[range.clone()];
        for (start, end) in words::spans(stretch) {
            let place = range.start + start..range.start + end;
            let word = &text[place.clone()];
            words::key(word, &mut key);
            let key_start = self.keys.len() as u32;
            self.keys.push_str(&key);
            let between = &text[before..place.start];
            let mark = |c: char| matches!(c, ',' | '(' | ')' | '[' | ']' | '\u{2013}' | '\u{2014}' | '/' | '|');
            let stop = |c: char| matches!(c, ';' | ':' | '.' | '!' | '?' | '\u{2026}');
            let ended = between.contains(stop);
            let parted = ended || between.contains(mark) || between.contains(" - ") || between.contains('\n');
            self.words.push(Word {
                key: key_start..self.keys.len() as u32,
                capital: word.starts_with(char::is_uppercase),
                parted,
                ended,
                capitals: word.len() > 1 && !word.contains(char::is_lowercase) && word.contains(char::is_uppercase),
                place: place.start as u32..place.end as u32,
            });
            before = place.end;
        }
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word as it is compared: lower case, with straight apostrophes; empty beyond the last.
    pub(crate) fn key(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| &self.keys[w.key.start as usize..w.key.end as usize])
    }

    /// Where a word stands, in bytes.
    pub(crate) fn place(&self, at: usize) -> Range<usize> {
        self.words.get(at).map_or(0..0, |w| w.place.start as usize..w.place.end as usize)
    }

    /// Whether a word begins with a capital.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.capital)
    }

    /// Whether a word is written in capitals alone.
    pub(crate) fn capitals(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.capitals)
    }

    /// The stretch of text from the first to the last of some words.
    pub(crate) fn stretch(&self, words: &Range<usize>) -> Range<usize> {
        if words.is_empty() {
            return 0..0;
        }
        self.place(words.start).start..self.place(words.end - 1).end
    }

    /// Whether a comma, a dash, a bracket or a stop stands before a word; false for the first.
    pub(crate) fn parted(&self, at: usize) -> bool {
        at > 0 && self.words.get(at).is_some_and(|w| w.parted)
    }

    /// Whether a semicolon, a colon or the end of a sentence stands before a word; false for the first.
    pub(crate) fn ended(&self, at: usize) -> bool {
        at > 0 && self.words.get(at).is_some_and(|w| w.ended)
    }

    /// All keys, in order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.key(at))
    }

    /// The words whose places lie in a stretch of the text.
    pub(crate) fn within(&self, stretch: &Range<usize>) -> Range<usize> {
        let from = self.words.partition_point(|w| (w.place.start as usize) < stretch.start);
        let to = self.words.partition_point(|w| (w.place.end as usize) <= stretch.end);
        from..to.max(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_places_and_marks() {
        let text = "“We won’t sign,” Orla said; then: no.";
        let words = Wording::of(text, 0..text.len());
        assert_eq!(words.keys().collect::<Vec<_>>(), ["we", "won't", "sign", "orla", "said", "then", "no"]);
        assert_eq!(&text[words.place(1)], "won’t");
        assert!(words.capital(3) && !words.capital(4));
        assert!(words.parted(3) && !words.parted(4) && words.ended(5) && words.ended(6) && !words.ended(3));
        assert_eq!(words.key(99), "");
        let said = text.find("Orla").unwrap()..text.find(';').unwrap();
        assert_eq!(words.within(&said), 3..5);
    }
}
