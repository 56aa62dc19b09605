//! What careful readers found in a report: the annotations that a draft is held against.

use std::ops::Range;

use crate::{
    case::Manner,
    read::{Act, Modality, Polarity, places::Places},
};

/// A report with what careful readers found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gold {
    /// Its name: that of its files without their endings. A draft knows it by this key.
    pub report: String,
    /// Its text.
    pub text: String,
    /// The statements that are attributed to somebody, or to nobody in particular.
    pub statements: Vec<Stated>,
    /// The words that make sentences conditions, in characters from 0; `None` where conditions are not annotated.
    pub conditions: Option<Vec<Range<usize>>>,
    /// The persons; `None` where they are not annotated.
    pub persons: Option<Vec<Known>>,
    /// Statements that contradict each other; `None` where that is not annotated.
    pub contradictions: Option<Vec<(Reference, Reference)>>,
    /// Statements that are the same words of one speaker; `None` where that is not annotated.
    pub utterances: Option<Vec<(Reference, Reference)>>,
}

/// A statement of the gold. What is `None` is not annotated, and not judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// Its name within the report.
    pub id: String,
    /// The words of what is said, in characters from 0.
    pub content: Vec<Range<usize>>,
    /// The words for whoever says it; none where nobody is named.
    pub speaker: Vec<Range<usize>>,
    /// The words that ascribe it.
    pub cue: Vec<Range<usize>>,
    /// What is done by saying it.
    pub act: Option<Act>,
    /// How the words reach us.
    pub manner: Option<Manner>,
    /// Whether they are affirmed or denied.
    pub polarity: Option<Polarity>,
    /// How firmly they are put.
    pub modality: Option<Modality>,
    /// Who reports it, from the inside out, without the narrator.
    pub through: Option<Vec<String>>,
    /// Whether the speaker is a pronoun, or a phrase with one and no name.
    pub pronoun: Option<bool>,
    /// Who is meant by it.
    pub means: Option<String>,
}

/// A person of the gold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The fullest name in the report.
    pub name: String,
    /// What else the report calls the person.
    pub aliases: Vec<String>,
    /// What the person is said to be.
    pub roles: Vec<String>,
}

/// A statement of some report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// The report.
    pub report: String,
    /// The statement within it.
    pub id: String,
}

/// A stretch of bytes in characters.
pub(super) fn characters(places: &Places<'_>, bytes: Range<usize>) -> Range<usize> {
    places.characters(bytes.start)..places.characters(bytes.end)
}

/// Where words stand in a text, in bytes: as whole words.
pub(super) fn occurrences(text: &str, words: &str) -> Vec<usize> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (first, last) = (letter(words.chars().next()), letter(words.chars().next_back()));
    text.match_indices(words)
        .map(|(at, _)| at)
        .filter(|at| {
            let whole_before = !first || !letter(text[..*at].chars().next_back());
            let whole_after = !last || !letter(text[at + words.len()..].chars().next());
            !words.is_empty() && whole_before && whole_after
        })
        .collect()
}
