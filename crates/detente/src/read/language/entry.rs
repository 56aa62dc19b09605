//! One verb, noun, adjective or phrase that ascribes words to somebody.

use crate::read::Act;

/// What a form of a word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The infinitive, which is a finite form too: *say*.
    Infinitive,
    /// A finite form: *says*, *said*.
    Finite,
    /// A participle of the past that is no finite form: *spoken*.
    Past,
    /// A form that is both: *said*.
    FiniteOrPast,
    /// A participle of the present: *saying*.
    Present,
    /// A noun: *warning*.
    Noun,
    /// An adjective: *adamant*.
    Adjective,
}

/// What may follow a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Take {
    /// A clause, with or without *that*.
    Clause,
    /// A clause with *that*.
    That,
    /// An indirect question.
    Whether,
    /// What is rejected, demanded, accepted.
    Object,
    /// An infinitive.
    To,
    /// The person spoken to, then the clause.
    Hearer,
    /// The person asked, then what to do.
    Asked,
    /// A thing, then what it is called.
    As,
    /// In the passive it says what nobody in particular says.
    Rumour,
    /// What conduct does.
    Conduct,
    /// Quotation marks only.
    Quote,
    /// A person, then the clause; in the passive, `quoted as saying`.
    Quoted,
}

/// A verb, noun or adjective that ascribes words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its name: the infinitive, with the word that belongs to it: `rule out`.
    pub(crate) name: String,
    /// A word that must follow: *out* in *rule out*.
    pub(crate) particle: Option<String>,
    /// What is done by it.
    pub(crate) act: Act,
    takes: u16,
    /// Prepositions after which the content stands.
    pub(crate) prepositions: Vec<String>,
}

impl Entry {
    /// Whether something may follow it.
    pub(crate) fn takes(&self, take: Take) -> bool {
        self.takes & (1 << take as u8) != 0
    }

    /// Whether it ascribes clauses or quotations, so that it may stand after what is said.
    pub(crate) fn speaks(&self) -> bool {
        [Take::Clause, Take::That, Take::Quote, Take::Hearer].into_iter().any(|take| self.takes(take))
    }

    /// An entry from what stands after the last bar.
    pub(super) fn new(name: &str, act: Act, takes: &str) -> Entry {
        let mut entry = Entry { name: name.replace('-', " "), particle: None, act, takes: 0, prepositions: Vec::new() };
        for word in takes.split_whitespace() {
            let take = match word {
                "clause" => Take::Clause,
                "that" => Take::That,
                "whether" => Take::Whether,
                "object" => Take::Object,
                "to" => Take::To,
                "hearer" => Take::Hearer,
                "asked" => Take::Asked,
                "as" => Take::As,
                "rumour" => Take::Rumour,
                "conduct" => Take::Conduct,
                "quote" => Take::Quote,
                "quoted" => Take::Quoted,
                preposition => {
                    entry.prepositions.push(preposition.to_owned());
                    continue;
                }
            };
            entry.takes |= 1 << take as u8;
        }
        entry
    }
}

/// What a phrase is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Somebody follows who says it: *according to*.
    Speaker(Act),
    /// Nobody says it: *rumour has it*.
    Rumour,
    /// It says what something was taken for: *can be read as*.
    Taken,
}

/// A cue of several words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Its words in small letters.
    pub(crate) words: Vec<String>,
    /// What it is for.
    pub(crate) purpose: Purpose,
}
