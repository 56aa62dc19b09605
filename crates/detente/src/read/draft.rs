//! All that was read: documents, persons, proposals, and what joins them.

use serde::{Deserialize, Serialize};

use super::{Passage, Proposal};

/// What came of reading documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The documents, in the order in which they were read.
    pub documents: Vec<ReadDocument>,
    /// The persons that they name.
    pub persons: Vec<Person>,
    /// The proposals, in the order of the documents and their texts.
    pub proposals: Vec<Proposal>,
    /// Words that several documents have of one speaker.
    pub utterances: Vec<Utterance>,
    /// Statements that may contradict each other.
    pub contradictions: Vec<Contradiction>,
}

/// A document as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadDocument {
    /// Its key: that of the case, or one made of its file's name.
    pub key: String,
    /// The name of its file, as it was given.
    pub file: String,
    /// SHA-256 of its text.
    pub sha256: String,
    /// The language whose rules it was read by, as in `en`.
    pub language: String,
    /// How many sentences it has.
    pub sentences: usize,
    /// The sentences that look like conditions, counted from 1, whether or not a proposal stands in them.
    pub conditions: Vec<usize>,
    /// The sentences that speak to a machine rather than to readers.
    pub addresses_model: Vec<usize>,
}

/// A person whom documents name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The fullest name.
    pub name: String,
    /// What else the person is called.
    pub aliases: Vec<String>,
    /// What the person is said to be.
    pub roles: Vec<RoleHeld>,
    /// The delegate of the case who is called so, by its key.
    pub actor: Option<String>,
    /// The documents that name the person, by key.
    pub documents: Vec<String>,
}

/// An office as a document gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleHeld {
    /// The office, in the words of the document: `Foreign Minister`.
    pub role: String,
    /// The document, by key.
    pub document: String,
    /// The words around it.
    pub quote: Passage,
    /// Whether the text has it as past: `former`.
    pub former: bool,
}

/// Words that several documents have of one speaker: one statement with several witnesses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Utterance {
    /// `u1`, `u2`, ... in the order of the text.
    pub id: String,
    /// The longest run of words that they share.
    pub words: String,
    /// The proposals that have them, by id; at least two.
    pub witnesses: Vec<String>,
}

/// Two statements that may contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// The first, by its id.
    pub first: String,
    /// The other.
    pub second: String,
    /// Why they may: `one affirms what the other denies`.
    pub because: String,
}
