//! Whom a model names as the speaker, held against the document.

use super::names::Names;
use crate::{
    case::Case,
    quote::{Body, Found, Match, places, words},
    read::{Candidate, Passage, Voice},
};

/// The word by which a model says that the document speaks itself.
pub(super) const NARRATOR: &str = "narrator";

const PRONOUNS: [&str; 30] = [
    "he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "me", "his", "hers", "its", "their", "theirs",
    "our", "ours", "my", "mine", "who", "both", "neither", "this", "these", "those", "himself", "herself", "themselves",
];

/// Pronouns that may be the subject of "said".
const SUBJECTS: [&str; 6] = ["he", "she", "it", "they", "we", "i"];

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

/// Whether a phrase is a pronoun, or has one: "his refusal".
pub(super) fn pronoun(phrase: &str) -> bool {
    words(phrase).any(|(start, end)| PRONOUNS.contains(&phrase[start..end].to_lowercase().as_str()))
}

/// The pronoun of the cited sentences that the model may have replaced by a name: the first that may be the subject of
/// "said" and does not stand in the quote.
pub(super) fn replaced(text: &str, cited: &[(usize, usize)], quote: &[(usize, usize)]) -> Option<(usize, usize)> {
    cited.iter().find_map(|(from, to)| {
        words(&text[*from..*to])
            .map(|(start, end)| (from + start, from + end))
            .filter(|place| !quote.iter().any(|q| q.0 < place.1 && place.0 < q.1))
            .find(|(start, end)| SUBJECTS.contains(&text[*start..*end].to_lowercase().as_str()))
    })
}

/// The voice behind a phrase that stands in the document.
pub(super) fn voice(phrase: Passage, begins: bool, names: &Names, case: Option<&Case>) -> Voice {
    if pronoun(&phrase.text) {
        return Voice::Pronoun { phrase, candidates: Vec::new() };
    }
    let actor = case.and_then(|c| actor(&phrase.text, c));
    if actor.is_some() || names.named(&phrase.text, begins) {
        return Voice::Named { phrase, person: None, actor };
    }
    Voice::Unnamed { phrase }
}

/// A pronoun for which the model gave a name: the name is a candidate, no more.
pub(super) fn resolved(phrase: Passage, name: &str, case: Option<&Case>) -> Voice {
    let actor = case.and_then(|c| actor(name, c));
    let because = "the model has it so".to_owned();
    Voice::Pronoun { phrase, candidates: vec![Candidate { name: name.to_owned(), actor, because }] }
}

/// The party or delegate of a case that is called so: by name, alias or key, in whatever letter case.
fn actor(phrase: &str, case: &Case) -> Option<String> {
    let bare = |text: &str| {
        let lower = text.trim().to_lowercase();
        lower.strip_prefix("the ").map(str::to_owned).unwrap_or(lower)
    };
    let wanted = bare(phrase);
    let parties = case.parties().iter().map(|p| (&p.key, &p.name, &p.aliases));
    let delegates = case.delegates().iter().map(|d| (&d.key, &d.name, &d.aliases));
    let mut called = parties
        .chain(delegates)
        .filter(|(key, name, aliases)| {
            bare(key) == wanted || bare(name) == wanted || aliases.iter().any(|a| bare(a) == wanted)
        })
        .map(|(key, _, _)| key.clone());
    // Two who are called alike: nobody is chosen.
    called.next().filter(|_| called.next().is_none())
}
