//! *What changed?* Two versions of a case: what differs in the file, and what differs in every answer.
//!
//! The meaning of the words, what counts as a change and what does not is on the page `docs/methods/diff.md`.
//!
//! To compare the answers to one question more: a file beside `why.rs` that puts the answer down as facts, and its line in
//! [`Question`].

mod ask;
mod deals;
mod elements;
mod facts;
mod portrait;
mod renames;
mod roadmap;
mod show;
mod stable;
mod track;
mod value;
mod why;

pub use elements::{Changed, Elements, Renamed};
pub use facts::{DiffFacts, schema};
pub use value::{Field, Kind, Path, Value};

use self::value::Told;

use crate::{
    case::Case,
    question::{Budget, Refusal},
};

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diff {
    /// The questions whose answers are compared; `None`: all. Empty: only the files are.
    pub only: Option<Vec<Question>>,
}

/// A question whose answers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// What blocks an agreement?
    Why,
    /// Which packages are possible, efficient and fair?
    Deals,
    /// Would it hold?
    Stable,
    /// In what order?
    Roadmap,
    /// How did positions move?
    Track,
}

impl Question {
    /// All of them, in the order in which they are told.
    pub const ALL: [Question; 5] =
        [Question::Why, Question::Deals, Question::Stable, Question::Roadmap, Question::Track];

    /// Its name on the command line and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Question::Why => "why",
            Question::Deals => "deals",
            Question::Stable => "stable",
            Question::Roadmap => "roadmap",
            Question::Track => "track",
        }
    }

    /// The question of this name.
    pub fn named(key: &str) -> Option<Question> {
        Question::ALL.into_iter().find(|q| q.key() == key)
    }

    /// The answer for one case, put down as facts.
    fn brief(self, case: &Case, budget: &Budget) -> Brief {
        match self {
            Question::Why => why::brief(case, budget),
            Question::Deals => deals::brief(case, budget),
            Question::Stable => stable::brief(case, budget),
            Question::Roadmap => roadmap::brief(case, budget),
            Question::Track => track::brief(case, budget),
        }
    }
}

/// An answer put down as facts that can be held against those of another case.
#[derive(Debug, Clone, Default, PartialEq)]
struct Brief {
    /// Why there is no answer, where there is none.
    refused: Option<String>,
    /// What cut it short, if anything did.
    cut: Option<String>,
    /// What it comes to.
    facts: Vec<Told>,
}

impl Brief {
    fn refused(refusal: &Refusal) -> Brief {
        Brief { refused: Some(refusal.message.clone()), ..Brief::default() }
    }
}

/// The answers to one question, held against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The question.
    pub question: Question,
    /// Why there is no answer for the first and the second file, where there is none.
    pub refused: [Option<String>; 2],
    /// What cut the answers short, if anything did.
    pub cut: [Option<String>; 2],
    /// The facts that differ.
    pub changes: Vec<Field>,
}

impl Answered {
    /// Whether the answers come to the same.
    pub fn same(&self) -> bool {
        self.changes.is_empty() && self.refused[0].is_some() == self.refused[1].is_some()
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct DiffAnswer {
    /// The question as it was asked.
    pub asked: Diff,
    /// What differs in the files.
    pub elements: Elements,
    /// What differs in the answers, question by question.
    pub answers: Vec<Answered>,
    /// Whether it was stopped from outside.
    pub stopped: bool,
}

impl DiffAnswer {
    /// Whether nothing differs, neither in the files nor in the answers that were compared.
    pub fn same(&self) -> bool {
        self.elements.is_empty() && self.answers.iter().all(Answered::same)
    }
}

impl Diff {
    /// Asks the question of two versions of a case. Answers are found within the budget each.
    pub fn ask(&self, before: &Case, after: &Case, budget: &Budget) -> DiffAnswer {
        ask::ask(self, before, after, budget)
    }
}
