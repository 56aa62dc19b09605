//! *What do the reports say?* From texts to proposals: statements, each with its words, its speaker and how we know, for
//! a person to accept, edit or reject. Nothing here is a fact, and nothing enters a case by itself.
//!
//! The meaning of the words, the rules and their papers are on the page `docs/methods/read.md`.

mod actors;
pub(crate) mod attribution;
mod compose;
mod conditions;
mod contradictions;
mod draft;
pub mod eval;
mod issues;
mod join;
mod language;
pub mod model;
mod names;
mod narrator;
pub(crate) mod page;
mod persons;
mod phrases;
mod places;
mod polarity;
mod proposal;
mod renew;
mod roles;
mod schema;
mod show;
mod stems;
pub mod store;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]
mod tests;
mod utterances;
mod voices;
mod wording;

pub(crate) use self::show::interpretation;
pub use self::{
    compose::{Input, read},
    draft::{Contradiction, Draft, Person, ReadDocument, RoleHeld, Utterance},
    language::{ENGLISH, Language},
    proposal::{Act, Candidate, Cue, IssueGuess, Mark, Modality, Origin, Passage, Polarity, Proposal, Voice},
    schema::schema,
    show::Telling,
};
