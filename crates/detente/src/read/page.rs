//! A text as reading sees it: paragraphs, sentences, words, and what stands in quotation marks.
//!
//! Sentences do not end within quotation marks, so that a quotation of several sentences belongs to one attribution.
//! Everything is found in one pass or two over the text, so that a hostile text takes no longer than another of its length.

mod dateline;
mod paragraphs;
mod quotations;
mod sentences;
#[cfg(test)]
mod tests;
mod tokens;

use std::ops::Range;

use super::language::{Language, Word};

/// A stretch of a text: its first byte, and one past its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last.
    pub(crate) end: usize,
}

impl Span {
    /// Whether another lies within it.
    pub(crate) fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether they share a byte.
    pub(crate) fn meets(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word with letters; an abbreviation has its stop.
    Word,
    /// A word of digits: `3`, `1,300`, `5.5%`.
    Number,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// `.`, `!`, `?`, `…`
    Stop,
    /// A dash between words.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quotation mark that opens or closes one of [`Page::quotations`].
    Mark,
    /// Any other sign.
    Other,
}

/// A word or a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// Where it stands.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: Kind,
    /// What the language has of it, where it is a word.
    pub(crate) word: Word,
    /// Whether it begins with a capital.
    pub(crate) capital: bool,
    /// Which of [`Page::quotations`] it stands in, its marks included, counted from 1; 0 is none.
    pub(crate) quotation: u32,
}

/// Words in quotation marks; one within another is part of the outer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// With its marks.
    pub(crate) outer: Span,
    /// Without them.
    pub(crate) inner: Span,
    /// Whether it goes on in the next paragraph, which begins with an opening mark of its own.
    pub(crate) goes_on: bool,
}

/// A stretch of text between blank lines, an item of a list, or a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Where it stands, without the mark of a list item or heading.
    pub(crate) span: Span,
    /// Whether it is an item of a list.
    pub(crate) item: bool,
    /// Whether it is a heading.
    pub(crate) heading: bool,
    /// The place and agency before its first sentence: `PORT MARLE (Aster Wire) –`.
    pub(crate) dateline: Option<Span>,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
}

/// A sentence, with all of every quotation that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Where it stands, from its first word or opening mark to its stop or closing mark; a dateline is not part of it.
    pub(crate) span: Span,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Which of [`Page::paragraphs`] it stands in.
    pub(crate) paragraph: usize,
    /// Whether it is a heading.
    pub(crate) heading: bool,
    /// Whether it stands in an item of a list.
    pub(crate) item: bool,
}

/// A text with its paragraphs, sentences, words and quotations.
#[derive(Debug)]
pub(crate) struct Page<'t> {
    /// The text.
    pub(crate) text: &'t str,
    /// Its paragraphs, in order.
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Its sentences, in order; the number of a sentence is its index and 1.
    pub(crate) sentences: Vec<Sentence>,
    /// Its words and signs, in order.
    pub(crate) tokens: Vec<Token>,
    /// Its quotations, in order.
    pub(crate) quotations: Vec<Quotation>,
}

impl<'t> Page<'t> {
    /// Lays a text out.
    pub(crate) fn new(text: &'t str, language: &Language) -> Page<'t> {
        let mut paragraphs = paragraphs::paragraphs(text);
        let mut tokens = Vec::with_capacity(text.len() / 5);
        for paragraph in &mut paragraphs {
            let from = tokens.len();
            tokens::tokens(text, paragraph.span, language, &mut tokens);
            paragraph.tokens = from..tokens.len();
        }
        let quotations = quotations::quotations(text, &paragraphs, &mut tokens);
        for at in 0..paragraphs.len() {
            paragraphs[at].dateline = dateline::dateline(text, &paragraphs[at], &tokens);
        }
        let sentences = sentences::sentences(text, &paragraphs, &tokens, &quotations, language);
        Page { text, paragraphs, sentences, tokens, quotations }
    }

    /// The words of a stretch.
    pub(crate) fn words(&self, span: Span) -> &'t str {
        &self.text[span.start..span.end]
    }

    /// The number of the sentence that a byte stands in, counted from 0; that of the one before where it stands in none.
    pub(crate) fn sentence_at(&self, byte: usize) -> Option<usize> {
        self.sentences.partition_point(|sentence| sentence.span.start <= byte).checked_sub(1)
    }
}
