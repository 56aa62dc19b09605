//! The sentences of a text as a model counts them.

use std::ops::Range;

use crate::quote::sentence_around;

/// The sentences of a text in bytes; the first has the number 1.
pub(crate) fn numbered(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(skip) = text[at..].find(|c: char| !c.is_whitespace()) {
        let begin = at + skip;
        let end = sentence_around(text, begin, begin).1.max(begin + 1);
        let end = (end..=text.len()).find(|e| text.is_char_boundary(*e)).unwrap_or(text.len());
        all.push(begin..end);
        at = end;
    }
    all
}
