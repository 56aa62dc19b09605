//! The tasks of reading one at a time.

use crate::read::{Language, attribution::attributions, page::Page};

/// Lays a text out; how many sentences, words and signs, and quotations it has.
pub fn lay_out(text: &str, language: &Language) -> (usize, usize, usize) {
    let page = Page::new(text, language);
    (page.sentences.len(), page.tokens.len(), page.quotations.len())
}

/// Lays a text out and finds who says what; how many statements it ascribes.
pub fn ascribe(text: &str, language: &Language) -> usize {
    attributions(&Page::new(text, language), language).len()
}
