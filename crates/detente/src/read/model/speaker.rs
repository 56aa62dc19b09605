//! The words for a speaker, held against the document.

use crate::quote::{Body, Found, Match, places};

/// The word by which a model says that the document speaks itself.
pub(super) const NARRATOR: &str = "narrator";

/// Where the words for a speaker stand in a text: as they are, or with their first letter of the other case, since a
/// sentence may begin with them.
pub(super) fn standing(phrase: &str, body: &Body<'_>) -> Vec<(usize, usize)> {
    let whole = |phrase: &str| -> Vec<(usize, usize)> {
        let found = places(phrase, body).into_iter().filter(|f: &Found| f.how != Match::Elided);
        found.map(|f| (f.start, f.end)).collect()
    };
    let as_is = whole(phrase);
    if !as_is.is_empty() {
        return as_is;
    }
    let mut rest = phrase.chars();
    let Some(first) = rest.next() else { return Vec::new() };
    let other: String =
        if first.is_uppercase() { first.to_lowercase().collect() } else { first.to_uppercase().collect() };
    whole(&format!("{other}{}", rest.as_str()))
}
