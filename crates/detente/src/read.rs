//! *What do the reports say?* From texts to proposals: statements, each with its words, its speaker and how we know, for
//! a person to accept, edit or reject. Nothing here is a fact, and nothing enters a case by itself.
//!
//! The meaning of the words, the rules and their papers are on the page `docs/methods/read.md`.

mod attribution;
mod conditions;
mod draft;
mod issues;
mod language;
mod names;
mod page;
mod phrases;
mod polarity;
mod proposal;
mod roles;
mod stems;
mod wording;

pub use self::{
    draft::{Contradiction, Draft, Person, ReadDocument, RoleHeld, Utterance},
    language::{ENGLISH, Language},
    proposal::{Act, Candidate, Cue, IssueGuess, Mark, Modality, Origin, Passage, Polarity, Proposal, Voice},
};
