//! The text of a document, with what is worked out from it once for all its quotes.

use std::cell::OnceCell;

use super::nearest::Vocabulary;
use super::normal::Normal;

/// The text of a document, made ready for many searches.
pub(crate) struct Body<'t> {
    /// The text itself.
    pub(super) text: &'t str,
    normal: OnceCell<Normal>,
    vocabulary: OnceCell<Vocabulary>,
}

impl<'t> Body<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Body { text, normal: OnceCell::new(), vocabulary: OnceCell::new() }
    }

    /// The text with one spelling of quotation marks, dashes and white space.
    pub(super) fn normal(&self) -> &Normal {
        self.normal.get_or_init(|| Normal::of(self.text))
    }

    /// Its words, numbered; only refused quotes need them.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::of(self.text))
    }

    /// The line of a byte, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    /// The number of characters before a byte.
    pub(crate) fn character(&self, at: usize) -> usize {
        self.text[..at].chars().count()
    }

    /// The byte where the character with this number begins; the length of the text for one past its last.
    pub(super) fn byte(&self, character: usize) -> Option<usize> {
        let mut rest = self.text.chars();
        if let Some(before) = character.checked_sub(1) {
            rest.nth(before)?;
        }
        Some(self.text.len() - rest.as_str().len())
    }
}
