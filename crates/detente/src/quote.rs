//! The grounding gate: a quote counts only if its words stand in the document.
//!
//! A claim points at a text as the selectors of the W3C Web Annotation Data Model do: by the words (4.2.4, Text Quote
//! Selector: `exact`, `prefix`, `suffix`) and, if the analyst likes, by the place (4.2.5, Text Position Selector). The
//! gate is strict because a quote is what every answer rests on. It takes the words as they stand, or with other
//! glyphs and spacing, or with parts left out that an ellipsis shows; it takes nothing that merely resembles them. A
//! quote with a "not" dropped, another number or two names swapped is refused, and shown beside what comes nearest.
//!
//! The gate shows that the words exist. Who speaks, and what it means, remains the analyst's judgement; [`cut`] helps
//! with the commonest way in which true words mislead.

mod body;
mod check;
mod cut;
mod nearest;
mod normal;
mod occurrence;
mod sentence;
#[cfg(test)]
mod tests;
pub(crate) mod words;

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

pub use check::{Evidence, Text, check};
pub use cut::cut;
pub use sentence::sentence_around;

use body::Body;

/// In what sense the words of a quote stand in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// Character by character.
    Exact,
    /// Equal once both are written alike: quotation marks, apostrophes and dashes of any shape; any run of white
    /// space as one space; no soft hyphens or characters without width; composed as Unicode's form NFC; without the
    /// quotation marks around the quote, an ellipsis at its ends and its last `.`, `,`, `;` or `:`.
    Normalised,
    /// In parts joined by `...`, `…`, `[...]` or `(...)`: each at least three words, in their order in the document,
    /// and each at most 300 characters after the one before.
    Elided,
}

/// Where a quote stands in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// In what sense.
    pub how: Match,
    /// First byte in the document's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// How often it stands in the document, at least 1. Where it is more than 1, this is the one that the quote's
    /// position, prefix and suffix choose, or else the first, exact ones before others.
    pub times: usize,
    /// The stretches whose words the quote shows, in bytes, in order; one unless it is elided.
    pub pieces: Vec<(usize, usize)>,
}

/// The passage of a document that comes nearest to a quote which is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// Its words on one line, shortened with `…` where the sentence is long.
    pub text: String,
    /// The line of the document where it begins, from 1.
    pub line: usize,
}

/// Looks for a quote in the text of a document.
///
/// It must be found as [`Match`] says, letter case included, from the beginning of a word to the end of one. A
/// compound with a hyphen, a contraction, and a number with its sign, decimals, currency or percent sign are one
/// word: `negotiable` is not in `non-negotiable`, nor `can` in `can't`, nor `5` in `5.5`. Where it stands more than
/// once its position, prefix and suffix choose.
///
/// # Errors
///
/// The nearest passage if the quote does not stand there, or `None` if none is like it.
///
/// ```
/// # use detente::{case::Quote, diagnostic::Place, quote::{Match, find}};
/// # let quote = |text: &str| Quote { text: text.into(), position: None, prefix: None, suffix: None, place: Place::default() };
/// let text = "Tarsa said it “will not sign”\nbefore the gauges are open.";
/// let found = find(&quote("it \"will not sign\" before the gauges"), text).expect("the words stand there");
/// assert_eq!(found.how, Match::Normalised);
/// let nearest = find(&quote("it will sign before the gauges"), text).expect_err("the words do not stand there");
/// assert_eq!(nearest.map(|n| n.line), Some(1));
/// ```
pub fn find(quote: &crate::case::Quote, text: &str) -> Result<Found, Option<Nearest>> {
    let body = Body::new(text);
    match occurrence::locate(quote, &body) {
        Some(located) => Ok(located.found),
        None => Err(nearest::nearest(&quote.text, &body)),
    }
}

/// The SHA-256 of a document's file, in lower-case hexadecimal (FIPS 180-4).
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
