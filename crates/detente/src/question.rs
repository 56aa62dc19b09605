//! What every question shares: how much may be spent on it, how complete its answer is, and the envelope of the answer.

pub mod schema;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use num_bigint::BigUint;
use serde::Serialize;

pub use crate::search::Cancel;
use crate::{
    case::Case,
    diagnostic::render::{Machine, machine},
    diagnostic::{Diagnostic, Lines},
};

/// How much may be spent on a question.
///
/// Counted in work, not in time, so that the same question gets the same answer on every machine; whoever wants a
/// limit in time stops the search by [`Budget::cancel`].
#[derive(Debug, Clone)]
pub struct Budget {
    /// Questions to the solver, for each independent part of the case.
    pub effort: u64,
    /// Conflicts listed, for each independent part of the case.
    pub conflicts: usize,
    /// Threads; the answer does not depend on it.
    pub threads: usize,
    /// Stops the search from outside.
    pub cancel: Cancel,
    /// Tells whoever looks how far it is.
    pub progress: Progress,
}

/// How far a long search is, for whoever wants to show it; it never changes an answer.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<(AtomicU64, AtomicU64)>);

impl Progress {
    /// So much of so much is done.
    pub(crate) fn at(&self, done: u64, of: u64) {
        self.0.0.store(done, Ordering::Relaxed);
        self.0.1.store(of, Ordering::Relaxed);
    }

    /// How much of how much is done; `(0, 0)` before anything was begun.
    pub fn seen(&self) -> (u64, u64) {
        (self.0.0.load(Ordering::Relaxed), self.0.1.load(Ordering::Relaxed))
    }
}

impl Default for Budget {
    fn default() -> Self {
        Budget {
            effort: 100_000,
            conflicts: 20_000,
            threads: 1,
            cancel: Cancel::default(),
            progress: Progress::default(),
        }
    }
}

/// How complete an answer is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Completeness {
    /// Nothing is missing.
    Exact,
    /// The search ended before it was through; the answer says what it still knows.
    Cut,
}

/// What cut an answer short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// It was stopped from outside.
    Stopped,
    /// So many questions to the solver were used up in some part of the case.
    Effort(u64),
    /// The acceptable packages are of too many kinds to be counted.
    Count,
    /// More ways out were asked for than are listed.
    WaysOut {
        /// How many there are.
        total: BigUint,
        /// How many are listed.
        listed: usize,
    },
    /// So many things are disputed, too many for every combination to be tried.
    Readings(usize),
    /// The frontier has more points than so many.
    Frontier(usize),
    /// A search for undominated packages took too much work.
    Search,
    /// A named solution is not known, or not surely the right one.
    Solutions,
    /// What stands against the package that was asked about is not fully known.
    Package,
    /// Some readings of what is disputed are not fully known.
    Reading,
    /// Which states are stable was not found for these concepts.
    Concepts(Vec<&'static str>),
    /// The search for bridges ended before it was through.
    Bridges,
    /// There are more bridges than so many that are listed.
    MoreBridges(usize),
    /// Whether an order is the safest could not be proven.
    Safest,
    /// Demands can be read in too many ways for every combination to be tried.
    Meanings,
    /// An order rests on more alternatives than so many.
    Escapes(usize),
    /// So many verdicts about one state were not found.
    Verdicts(usize),
}

/// An answer with all that is needed to make it again.
#[derive(Debug, Serialize)]
pub struct Envelope<'a, O, A> {
    /// Version of this library.
    pub detente: &'static str,
    /// The name of the question.
    pub question: &'static str,
    /// Its options.
    pub options: O,
    /// The seed of whatever is drawn by lot; `None` where nothing is.
    pub seed: Option<u64>,
    /// The case; `None` where it could not be read, or where there are several.
    pub case: Option<CaseMark<'a>>,
    /// How complete the answer is.
    pub completeness: Completeness,
    /// What cut it short, if anything did.
    pub limit: Option<String>,
    /// The answer; `None` where the file has errors, or the question was refused.
    pub answer: Option<A>,
    /// Why there is no answer, where it is not for errors of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
    /// What is wrong or suspicious about the case file.
    pub diagnostics: Vec<Machine>,
}

/// Which case an answer is about.
#[derive(Debug, Serialize)]
pub struct CaseMark<'a> {
    /// Its title.
    pub title: &'a str,
    /// The name of its file, as it was given.
    pub file: &'a str,
    /// SHA-256 of its file.
    pub sha256: String,
}

impl<'a, O, A> Envelope<'a, O, A> {
    /// Wraps an answer.
    pub fn new(
        question: &'static str,
        options: O,
        case: &'a Case,
        limit: Option<Limit>,
        answer: A,
        diagnostics: &[Diagnostic],
    ) -> Self {
        let lines = Lines::of(case.text());
        let diagnostics = diagnostics.iter().map(|d| machine(d, case.file(), &lines)).collect();
        let case = CaseMark { title: case.title(), file: case.file(), sha256: case.sha256() };
        let limit = limit.map(|l| l.to_string());
        Envelope { limit, answer: Some(answer), ..Self::without(question, options, Some(case), diagnostics) }.judged()
    }

    /// Says why there is no answer: the errors of the file, or a refusal.
    pub fn refused(
        question: &'static str,
        options: O,
        case: Option<CaseMark<'a>>,
        refusal: Option<&Refusal>,
        diagnostics: Vec<Machine>,
    ) -> Self {
        let mut refused = Self::of_files(question, options, case, refusal, diagnostics);
        refused.limit.get_or_insert_with(|| "the file has errors".to_owned());
        refused.judged()
    }

    /// What is found in several files; the answer is put in by whoever asked. Cut where one of them could not be read.
    pub fn of_files(
        question: &'static str,
        options: O,
        case: Option<CaseMark<'a>>,
        refusal: Option<&Refusal>,
        diagnostics: Vec<Machine>,
    ) -> Self {
        let limit = refusal.map(|r| r.message.clone());
        Envelope { limit, refusal: refusal.cloned(), ..Self::without(question, options, case, diagnostics) }.judged()
    }

    /// The same, cut short by something, if it was.
    #[must_use]
    pub fn cut_by(mut self, limit: Option<String>) -> Self {
        self.limit = self.limit.or(limit);
        self.judged()
    }

    fn without(question: &'static str, options: O, case: Option<CaseMark<'a>>, diagnostics: Vec<Machine>) -> Self {
        Envelope {
            detente: env!("CARGO_PKG_VERSION"),
            question,
            options,
            seed: None,
            case,
            completeness: Completeness::Exact,
            limit: None,
            answer: None,
            refusal: None,
            diagnostics,
        }
    }

    fn judged(mut self) -> Self {
        self.completeness = if self.limit.is_some() { Completeness::Cut } else { Completeness::Exact };
        self
    }
}

/// Why a question was not answered at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// What is wrong, in one line.
    pub message: String,
    /// What to do.
    pub help: Vec<String>,
}

impl Refusal {
    /// A refusal without help; add it by [`Refusal::help`].
    pub fn new(message: impl Into<String>) -> Self {
        Refusal { message: message.into(), help: Vec::new() }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}
