//! A language as reading knows it: its reporting verbs and its small words. All of it is data; the rules know no word.
//!
//! A file of a language has the sections that `read/language/en.toml` explains at its top. The word lists are ours; which
//! verbs report, and what a verb does by reporting, follows the literature on reporting verbs and the annotation of
//! attribution (Pareti 2012, "A database of attribution relations"; Searle 1976, "A classification of illocutionary acts").

mod build;
mod entry;
pub(crate) mod sense;
mod shape;
mod word;

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

pub(crate) use self::{
    entry::{Entry, Form, Phrase, Purpose, Take},
    word::{Class, Word},
};
use crate::question::Refusal;

/// The words of a language by which reports say who says what.
#[derive(Debug, Clone)]
pub struct Language {
    code: String,
    name: String,
    /// What is known of each word, by its small letters with `'` as apostrophe.
    words: Words,
    /// Words that belong to verbs, nouns or adjectives of the file; [`Word::entries`] picks one of the groups.
    groups: Vec<Vec<(u16, Form)>>,
    entries: Vec<Entry>,
    /// Cues of several words, by their first word; [`Word::phrases`] picks one of the groups.
    phrases: Vec<Vec<Phrase>>,
    adverb_endings: Vec<String>,
    finite_endings: Vec<String>,
    present_endings: Vec<String>,
    possessive_endings: Vec<String>,
    /// The preposition that joins nouns most tightly: *of*.
    joining: Option<String>,
    abbreviations: HashMap<Box<str>, bool>,
    /// What statements mean.
    pub(crate) sense: sense::Sense,
}

type Words = HashMap<Box<str>, Word, BuildHasherDefault<Quick>>;

/// A hash of short words that costs little: FNV-1a over eight bytes at a time. What is looked up comes from texts, but what
/// is stored only from the language file, so that no text can make words collide.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quick(u64);

impl Default for Quick {
    fn default() -> Self {
        Quick(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.0 = (self.0 ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
        }
    }
}

/// The words of English as they are delivered, a start for another language.
pub const ENGLISH: &str = include_str!("language/en.toml");

impl Language {
    /// English, as it is delivered.
    pub fn english() -> Language {
        Language::parse("en.toml", ENGLISH).expect("the file that is delivered is sound")
    }

    /// A language from the text of its file; `name` is what messages call the file.
    ///
    /// # Errors
    ///
    /// If it is not TOML, has an unknown section or key, lacks one, or has an entry that cannot be understood: each with
    /// its line and what to do.
    pub fn parse(name: &str, text: &str) -> Result<Language, Refusal> {
        build::language(name, text)
    }

    /// Its code, as in `en`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What it is called, as in `English`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is known of a word, given in small letters with `'` as apostrophe.
    pub(crate) fn word(&self, small: &str) -> Word {
        if let Some(word) = self.words.get(small) {
            return *word;
        }
        let mut word = Word::default();
        let ends =
            |endings: &[String]| endings.iter().any(|e| small.len() > e.len() + 2 && small.ends_with(e.as_str()));
        if ends(&self.adverb_endings) {
            word.put(Class::Adverb);
        } else if ends(&self.finite_endings) {
            word.put(Class::Finite);
        }
        word
    }

    /// The entries that a word is a form of.
    pub(crate) fn entries_of(&self, word: Word) -> impl Iterator<Item = (&Entry, Form)> {
        self.groups[word.entries as usize].iter().map(|(at, form)| (&self.entries[usize::from(*at)], *form))
    }

    /// The cues of several words that begin with a word.
    pub(crate) fn phrases_of(&self, word: Word) -> &[Phrase] {
        &self.phrases[word.phrases as usize]
    }

    /// The ending that makes a possessor of a word, if it has one: how many bytes it has. `small` is in small letters.
    pub(crate) fn possessive_ending(&self, small: &str) -> Option<usize> {
        self.possessive_endings.iter().find(|e| small.len() > e.len() && small.ends_with(e.as_str())).map(String::len)
    }

    /// Whether a word ends as participles of the present do.
    pub(crate) fn ends_as_participle(&self, word: &str) -> bool {
        self.present_endings.iter().any(|e| word.len() > e.len() + 2 && word.ends_with(e.as_str()))
    }

    /// Whether a preposition is the one that joins nouns most tightly: *of*.
    pub(crate) fn joins_tightly(&self, word: &str) -> bool {
        self.joining.as_deref().is_some_and(|joining| joining.eq_ignore_ascii_case(word))
    }

    /// Whether a word with its stop is an abbreviation; `number` says whether a number follows.
    pub(crate) fn abbreviation(&self, small: &str, number: bool) -> bool {
        self.abbreviations.get(small).is_some_and(|only_before_numbers| !only_before_numbers || number)
    }
}

#[cfg(test)]
mod tests;
