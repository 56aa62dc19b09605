//! From bytes to characters: proposals point at a text by Unicode scalar values, as claims do.

use std::ops::Range;

use super::Passage;

/// So many bytes lie between two places of which the number of characters before is kept.
const STRIDE: usize = 256;

/// The characters of a text, counted.
pub(crate) struct Places<'t> {
    text: &'t str,
    /// Characters that begin before each multiple of [`STRIDE`]; empty where every byte is one.
    before: Vec<usize>,
}

impl<'t> Places<'t> {
    pub(crate) fn of(text: &'t str) -> Places<'t> {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for stretch in text.as_bytes().chunks(STRIDE) {
                before.push(count);
                count += stretch.iter().filter(|b| begins(**b)).count();
            }
        }
        Places { text, before }
    }

    /// How many characters begin before a byte.
    pub(crate) fn characters(&self, byte: usize) -> usize {
        if self.before.is_empty() {
            return byte;
        }
        let stride = (byte / STRIDE).min(self.before.len() - 1);
        let rest = &self.text.as_bytes()[stride * STRIDE..byte];
        self.before[stride] + rest.iter().filter(|b| begins(**b)).count()
    }

    /// A stretch of the text, given in bytes.
    pub(crate) fn passage(&self, stretch: Range<usize>) -> Passage {
        let (start, end) = (self.characters(stretch.start), self.characters(stretch.end));
        Passage { text: self.text[stretch].to_owned(), start, end }
    }
}

/// Whether a byte is the first of a character in UTF-8.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_before_each_byte() {
        for text in ["", "plain", &"żółć и 平和 e\u{301} 🙂 ".repeat(60), &"a".repeat(600)] {
            let places = Places::of(text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(places.characters(byte), n);
            }
            assert_eq!(places.characters(text.len()), text.chars().count());
        }
    }
}
