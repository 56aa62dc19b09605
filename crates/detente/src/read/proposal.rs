//! A statement as it is proposed: words, speaker, how they reach us, what they do.

use serde::{Deserialize, Serialize};

use crate::case::Manner;

/// A statement that somebody may have made, for a person to decide on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Twelve hexadecimal digits that follow from the document, the words and the speaker: the same statement has the same
    /// one whenever it is read again.
    pub id: String,
    /// The document, by the key that [`super::ReadDocument::key`] gives it.
    pub document: String,
    /// The sentences that it stands in, counted from 1 through the document.
    pub sentences: Vec<usize>,
    /// What is said, in the words of the document; several where the attribution stands between them.
    pub quotes: Vec<Passage>,
    /// Who says it: the innermost voice.
    pub speaker: Voice,
    /// Who reports that, from the inside out. The document's own narrator, who is always the last, is left out.
    pub through: Vec<Voice>,
    /// The words that ascribe it; `None` where it is the narrator's own sentence.
    pub cue: Option<Cue>,
    /// How the words reach us.
    pub manner: Manner,
    /// What is done by saying so.
    pub act: Act,
    /// Whether what is said is affirmed or denied.
    pub polarity: Polarity,
    /// How firmly it is put.
    pub modality: Modality,
    /// The words that make its sentence look like a condition, for a person to decide.
    pub condition: Option<Passage>,
    /// The issues that its words fit, best first.
    pub issues: Vec<IssueGuess>,
    /// What is to be looked at before it is accepted.
    pub marks: Vec<Mark>,
    /// The utterance that it is a witness of, by [`super::Utterance::id`].
    pub utterance: Option<String>,
    /// How it was found.
    pub origin: Origin,
    /// A model's paraphrase, where a model proposed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paraphrase: Option<String>,
}

/// A stretch of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Its words, exactly.
    pub text: String,
    /// First character, in Unicode scalar values from 0.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Who speaks, as far as the text tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Voice {
    /// The document itself.
    Narrator,
    /// Somebody with a name: a person, or a body such as a government.
    Named {
        /// As the text calls them there.
        phrase: Passage,
        /// The fullest name that the document gives, where it is one of [`super::Draft::persons`].
        person: Option<String>,
        /// The party or delegate of the case that is called so, by its key.
        actor: Option<String>,
    },
    /// A pronoun, which is never resolved without a person.
    Pronoun {
        /// The pronoun, or a phrase with one: `his refusal`.
        phrase: Passage,
        /// Who may be meant, likeliest first.
        candidates: Vec<Candidate>,
    },
    /// Somebody without a name: `officials`, `a source close to the talks`.
    Unnamed {
        /// As the text calls them.
        phrase: Passage,
    },
}

impl Voice {
    /// The words that stand for it, unless it is the narrator.
    pub fn phrase(&self) -> Option<&Passage> {
        match self {
            Voice::Narrator => None,
            Voice::Named { phrase, .. } | Voice::Pronoun { phrase, .. } | Voice::Unnamed { phrase } => Some(phrase),
        }
    }
}

/// Who may be meant by a pronoun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The name, the fullest that the document gives.
    pub name: String,
    /// The party or delegate of the case that is called so, by its key.
    pub actor: Option<String>,
    /// Why it may be: `spoke before`, `named before`.
    pub because: String,
}

/// The words that ascribe a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// As they stand in the text: `told reporters`, `implicitly indicated`, `according to`.
    pub words: Passage,
    /// The word of the language file behind them: `tell`, `indicate`, `according to`.
    pub entry: String,
}

/// What is done by saying something (after the speech acts of Searle 1976, as reporting verbs tell them).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Says so, without more.
    Says,
    /// Says so, and the reporter keeps a distance: *claims*, *insists*, *alleges*.
    Claims,
    /// Admits it.
    Admits,
    /// Denies it.
    Denies,
    /// Rejects what another wants.
    Rejects,
    /// Refuses to do something.
    Refuses,
    /// Accepts or agrees.
    Accepts,
    /// Demands or calls for something.
    Demands,
    /// Offers or proposes something.
    Offers,
    /// Promises something.
    Promises,
    /// Threatens or warns.
    Threatens,
    /// Thinks, hopes, fears.
    Thinks,
    /// It is read into words or conduct: *implicitly indicated*.
    Implies,
    /// Calls somebody or something something.
    Calls,
    /// Retells what another says.
    Reports,
}

/// Whether something is affirmed or denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// As the words stand.
    Affirmed,
    /// With a *not*, a *never*, a *no*.
    Negated,
}

/// How firmly something is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// As something that is so.
    Fact,
    /// As something that the speaker will do, or will not do.
    Intends,
    /// As something that the speaker is ready to do.
    Willing,
    /// As something that must or must not be.
    Must,
    /// As something that may be.
    May,
    /// As something that would be if something else were.
    Conditional,
}

macro_rules! words {
    ($type:ident: $($variant:ident $word:literal),+) => {
        impl $type {
            /// The word for it in files.
            pub fn word(self) -> &'static str {
                match self { $($type::$variant => $word),+ }
            }

            /// What a word of a file stands for.
            pub fn of(word: &str) -> Option<Self> {
                match word { $($word => Some($type::$variant),)+ _ => None }
            }
        }
    };
}

words!(Act: Says "says", Claims "claims", Admits "admits", Denies "denies", Rejects "rejects", Refuses "refuses",
    Accepts "accepts", Demands "demands", Offers "offers", Promises "promises", Threatens "threatens", Thinks "thinks",
    Implies "implies", Calls "calls", Reports "reports");
words!(Modality: Fact "fact", Intends "intends", Willing "willing", Must "must", May "may", Conditional "conditional");
words!(Polarity: Affirmed "affirmed", Negated "negated");

/// An issue that a statement may be about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssueGuess {
    /// The issue, by its key.
    pub issue: String,
    /// The words of the statement that fit it.
    pub words: Vec<String>,
}

/// What is to be looked at before a proposal is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The speaker is a pronoun, or a phrase with one.
    Pronoun,
    /// The narrator says so in its own voice.
    NarratorOnly,
    /// The reporter reads it into somebody's words.
    Implied,
    /// Its sentence looks like a condition.
    Condition,
    /// The quote leaves out a negation or a condition of its sentence.
    Cut,
    /// Its text speaks to a machine rather than to readers.
    AddressesModel,
    /// Another statement may contradict it.
    Contradicted,
    /// Other documents have the same words.
    Repeated,
    /// A model proposed it, and rules did not find it.
    ModelOnly,
}

/// How a proposal was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "lowercase", deny_unknown_fields)]
pub enum Origin {
    /// By a rule.
    Rule {
        /// Its name in the methods page: `subject-verb`, `quote-then-verb`, `according-to`.
        rule: String,
    },
    /// By a language model, through the gate.
    Model {
        /// The model's name, as whoever asked it gave it.
        model: String,
        /// The key of its answer: SHA-256 of all that it was asked with, or of the answer where that is not known.
        key: String,
    },
}
