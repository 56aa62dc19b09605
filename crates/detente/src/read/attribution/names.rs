//! Which words of a text are names, as far as its capitals tell.

use std::{cell::OnceCell, collections::HashSet};

use crate::read::page::{Kind, Page};

/// Words with a capital where a sentence does not begin, and labels that several paragraphs begin with. Most texts have no
/// use for them, so they are gathered when first asked for.
#[derive(Debug)]
pub(super) struct Names<'p> {
    page: &'p Page<'p>,
    words: OnceCell<HashSet<String>>,
}

impl<'p> Names<'p> {
    pub(super) fn new(page: &'p Page<'p>) -> Names<'p> {
        Names { page, words: OnceCell::new() }
    }

    /// Whether a word is a name.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.get_or_init(|| self.gather()).contains(word)
    }

    fn gather(&self) -> HashSet<String> {
        let page = self.page;
        let mut words = HashSet::new();
        let mut labels = HashSet::new();
        for sentence in page.sentences.iter().filter(|sentence| !sentence.heading) {
            let tokens = &page.tokens[sentence.tokens.clone()];
            for pair in tokens.windows(2) {
                let inside = matches!(pair[0].kind, Kind::Word | Kind::Number | Kind::Comma);
                if inside && pair[1].kind == Kind::Word && pair[1].capital {
                    words.insert(page.words(pair[1].span).to_owned());
                }
            }
            if let [label, colon, ..] = tokens
                && label.kind == Kind::Word
                && colon.kind == Kind::Colon
                && !labels.insert(page.words(label.span))
            {
                words.insert(page.words(label.span).to_owned());
            }
        }
        words
    }
}
