//! Quotes in the texts of their documents: the very words, where they begin and end, and what stands beside them.

use crate::{
    case::{Case, ClaimId, DocumentId, Quote},
    cite,
    quote::{Match, Text, sha256},
};

/// Characters before and after a quote that are given with it, as is usual for the `prefix` and `suffix` of a W3C
/// `TextQuoteSelector`.
const BESIDE: usize = 32;

/// The texts of the documents of a case, as far as they are at hand, each read once.
#[derive(Debug, Clone)]
pub struct Texts {
    texts: Vec<Option<String>>,
    sums: Vec<Option<String>>,
}

impl Texts {
    /// The texts of the documents that claims quote; `text_of` is asked once for each.
    pub fn of(case: &Case, text_of: &dyn Fn(DocumentId) -> Text) -> Texts {
        let mut quoted = vec![false; case.documents().len()];
        case.claims().iter().for_each(|c| quoted[c.document.index()] = true);
        let read = |(n, quoted): (usize, &bool)| if *quoted { cite::text(DocumentId::at(n), text_of) } else { None };
        let texts: Vec<Option<String>> = quoted.iter().enumerate().map(read).collect();
        let recorded = case.documents().iter().map(|d| d.sha256.as_ref().map(|(sum, _)| sum.clone()));
        let sums = recorded.zip(&texts).map(|(sum, text)| sum.or_else(|| Some(sha256(text.as_ref()?.as_bytes()))));
        Texts { sums: sums.collect(), texts }
    }

    /// No text at hand: quotes are as the case has them.
    pub fn none(case: &Case) -> Texts {
        Texts::of(case, &|_| Text::None)
    }

    /// The SHA-256 of a document, where it is known.
    pub(super) fn sha256(&self, document: DocumentId) -> Option<&str> {
        self.sums[document.index()].as_deref()
    }

    /// The quotes of a claim in its document.
    pub(super) fn quotes(&self, case: &Case, claim: ClaimId) -> Vec<Quoted> {
        let claim = case.claim(claim);
        let document = case.document(claim.document);
        let text = self.texts[claim.document.index()].as_deref();
        claim.quotes.iter().map(|q| quoted(q, text, document.confidential)).collect()
    }
}

/// A quote as it stands in its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The words as the case has them.
    pub(super) text: String,
    /// In what sense they stand there; `None` where there is no text to look in.
    pub(super) how: Option<Match>,
    /// The line of the document where it begins, from 1.
    pub(super) line: Option<usize>,
    /// The stretches of the document whose words it shows; one, unless an ellipsis stands in it.
    pub(super) pieces: Vec<Piece>,
}

impl Quoted {
    /// First character, and one past the last.
    pub(super) fn position(&self) -> Option<(usize, usize)> {
        Some((self.pieces.first()?.position?.0, self.pieces.last()?.position?.1))
    }
}

/// A stretch of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its words: those of the document, or where it is not at hand those of the case.
    pub(super) exact: String,
    /// First character, and one past the last, in Unicode scalar values from 0.
    pub(super) position: Option<(usize, usize)>,
    /// Up to 32 characters just before.
    pub(super) prefix: Option<String>,
    /// Up to 32 characters just after.
    pub(super) suffix: Option<String>,
}

/// A quote in a text, if there is one. What stands beside it in a confidential document is not told: the quote is what the
/// analyst chose to put down.
fn quoted(quote: &Quote, text: Option<&str>, confidential: bool) -> Quoted {
    let found = text.and_then(|t| Some((t, cite::stands(quote, t)?)));
    let Some((text, stands)) = found else {
        let piece = Piece {
            exact: quote.text.clone(),
            position: quote.position,
            prefix: quote.prefix.clone(),
            suffix: quote.suffix.clone(),
        };
        return Quoted { text: quote.text.clone(), how: None, line: None, pieces: vec![piece] };
    };
    let piece = |(start, end): &(usize, usize)| {
        let (exact, first) = (&text[*start..*end], text[..*start].chars().count());
        let beside = |words: Option<String>| words.filter(|w| !confidential && !w.is_empty());
        Piece {
            exact: exact.to_owned(),
            position: Some((first, first + exact.chars().count())),
            prefix: beside(
                text[..*start].char_indices().rev().take(BESIDE).last().map(|(at, _)| text[at..*start].into()),
            ),
            suffix: beside(Some(text[*end..].chars().take(BESIDE).collect())),
        }
    };
    Quoted {
        text: quote.text.clone(),
        how: Some(stands.how),
        line: Some(stands.line),
        pieces: stands.pieces.iter().map(piece).collect(),
    }
}
