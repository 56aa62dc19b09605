//! *A person decides.* Proposals of a draft become claims of the case, or do not, one decision at a time.
//!
//! Nothing is accepted by itself, and nothing is forgotten: the state of a review is the draft folded with its log, a
//! file of one line for each decision that is only ever added to. Accepting puts `[claims.KEY]` into the case by a
//! lossless edit, after the gate of [`crate::quote`] has found the words in the document as it is now; undoing takes it out
//! again. The library writes no file: [`Review::accept`] and its like give back the new text of the case and the lines
//! of the log, for whoever keeps the files. The page `docs/methods/review.md` says what acceptance means, and what not.

mod actors;
mod attach;
mod chain;
mod claim;
mod context;
mod decide;
mod facts;
mod fields;
mod key;
mod log;
mod moments;
mod schema;
mod show;
mod undo;

pub use context::{Context, Part};
pub use decide::{Change, Wanted};
pub use fields::Fields;
pub use log::{Added, Decision, Entry, Log};
pub use schema::schema;
pub use show::{Filter, Stand};

use std::collections::HashMap;

use crate::{
    case::Case,
    file,
    question::Refusal,
    quote::Text,
    read::{Draft, Proposal},
};

/// Where a proposal stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum State {
    /// Nobody has decided on it.
    #[default]
    Open,
    /// It is a claim of the case, by this key.
    Accepted(String),
    /// It is not to be a claim, and why.
    Rejected(String),
}

/// A draft, the case that it was read for, and all that was decided.
#[derive(Debug, Clone)]
pub struct Review {
    case: Case,
    draft: Draft,
    log: Log,
    states: Vec<State>,
    fields: Vec<Fields>,
    notes: Vec<String>,
}

/// When and by whom something is decided: the library has neither clock nor user.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// RFC 3339, in UTC: `2026-05-12T09:30:00Z`.
    pub at: String,
    /// The person.
    pub by: String,
}

/// The text of a document of the case as it is now, by the document's key.
pub type Texts<'a> = &'a dyn Fn(&str) -> Text;

impl Review {
    /// Folds a draft with its log. `file` is what messages call the case file.
    ///
    /// # Errors
    /// The case has errors. Faults of the log do not stop a review: they are [`Review::notes`].
    pub fn of(file: &str, case: &str, draft: Draft, log: &str) -> Result<Review, Refusal> {
        let case = sound(file, case)?;
        let log = Log::read(log);
        let mut review = Review { case, draft, log, states: Vec::new(), fields: Vec::new(), notes: Vec::new() };
        review.fold();
        Ok(review)
    }

    /// The same draft with a case and a log as they are now.
    ///
    /// # Errors
    /// As [`Review::of`].
    pub fn again(self, file: &str, case: &str, log: &str) -> Result<Review, Refusal> {
        Review::of(file, case, self.draft, log)
    }

    /// The case.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// The draft.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The decisions, from the first to the last.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// What was noticed about the log, in words.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Where a proposal stands, by its number from 0 in the order of the draft.
    pub fn state(&self, index: usize) -> &State {
        &self.states[index]
    }

    /// What reviewers have decided about its parts so far.
    pub fn fields(&self, index: usize) -> &Fields {
        &self.fields[index]
    }

    /// A proposal, by its number from 0.
    pub fn proposal(&self, index: usize) -> &Proposal {
        &self.draft.proposals[index]
    }

    /// How many are open.
    pub fn open(&self) -> usize {
        self.states.iter().filter(|s| **s == State::Open).count()
    }

    /// The numbers from 0 of the proposals that a text names: `3`, `3,5-7`, ids.
    ///
    /// # Errors
    /// What is neither a number nor an id, and numbers that there are not.
    pub fn numbered(&self, text: &str) -> Result<Vec<usize>, Refusal> {
        let count = self.draft.proposals.len();
        let mut all = Vec::new();
        let number = |part: &str| -> Result<usize, Refusal> {
            let part = part.trim();
            if let Some(at) = self.draft.proposals.iter().position(|p| p.id == part) {
                return Ok(at);
            }
            match part.parse::<usize>() {
                Ok(n) if (1..=count).contains(&n) => Ok(n - 1),
                Ok(_) if count == 0 => Err(Refusal::new("the draft has no proposals at all")
                    .help("read documents first: `detente read FILE... --case CASE`")),
                Ok(_) => Err(Refusal::new(format!("there is no proposal {part}: they are numbered 1 to {count}"))),
                Err(_) => Err(Refusal::new(format!("`{part}` is no number of a proposal"))
                    .help("write numbers of the list, as in `3,5-7`, or ids of twelve hexadecimal digits")),
            }
        };
        for part in text.split(',') {
            match part.split_once('-') {
                Some((first, last)) if !first.trim().is_empty() => {
                    let (first, last) = (number(first)?, number(last)?);
                    if last < first {
                        return Err(Refusal::new(format!("`{}` runs backwards", part.trim()))
                            .help("write the smaller number first"));
                    }
                    all.extend(first..=last);
                }
                _ => all.push(number(part)?),
            }
        }
        let mut seen = std::collections::HashSet::new();
        all.retain(|n| seen.insert(*n));
        Ok(all)
    }

    fn index_of(&self) -> HashMap<&str, usize> {
        self.draft.proposals.iter().enumerate().map(|(n, p)| (p.id.as_str(), n)).collect()
    }

    /// The log from its beginning: each undo takes back the last decision on its proposal.
    fn fold(&mut self) {
        let count = self.draft.proposals.len();
        self.notes = self.log.faults().to_vec();
        let mut stacks: Vec<Vec<&Entry>> = vec![Vec::new(); count];
        let (mut unknown, mut idle) = (0usize, 0usize);
        {
            let index = self.index_of();
            for entry in self.log.entries() {
                let Some(&at) = index.get(entry.proposal.as_str()) else {
                    unknown += 1;
                    continue;
                };
                if entry.decision == Decision::Undo {
                    idle += usize::from(stacks[at].pop().is_none());
                } else {
                    stacks[at].push(entry);
                }
            }
        }
        let mut states = vec![State::Open; count];
        let mut fields = vec![Fields::default(); count];
        for ((stack, state), fields) in stacks.iter().zip(&mut states).zip(&mut fields) {
            for entry in stack {
                fields.take(&entry.with);
                match entry.decision {
                    Decision::Accept => *state = State::Accepted(entry.claim.clone().unwrap_or_default()),
                    Decision::Reject => *state = State::Rejected(entry.why.clone().unwrap_or_default()),
                    Decision::Edit | Decision::Undo => {}
                }
            }
        }
        let gone: Vec<String> = states
            .iter()
            .enumerate()
            .filter_map(|(n, s)| match s {
                State::Accepted(key) if !self.case.claims().iter().any(|c| c.key == *key) => {
                    Some(format!("[{}] was accepted as `{key}`, which is no longer in the case", n + 1))
                }
                _ => None,
            })
            .collect();
        (self.states, self.fields) = (states, fields);
        if unknown > 0 {
            self.notes.push(format!(
                "{} of the log {} about proposals that the draft does not have; they stay in the log",
                crate::words::count(unknown, "line"),
                if unknown == 1 { "is" } else { "are" }
            ));
        }
        if idle > 0 {
            self.notes.push(format!("{} of the log undid nothing", crate::words::count(idle, "line")));
        }
        self.notes.extend(gone);
    }
}

/// A case without errors.
fn sound(file: &str, text: &str) -> Result<Case, Refusal> {
    let read = file::read(file, text);
    read.case.ok_or_else(|| {
        let first = read.diagnostics.iter().find(|d| d.severity() == crate::diagnostic::Severity::Error);
        Refusal::new(format!(
            "the case file has errors{}",
            first.map(|d| format!(": {}", d.message)).unwrap_or_default()
        ))
        .help("`detente check` says where; mend it first")
    })
}
