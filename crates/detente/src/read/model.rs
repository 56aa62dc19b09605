//! Language models as one more reader, through the gate: what a model is asked, and what of its answer may be proposed.
//!
//! The library talks to no model. It makes the [`Prompt`] for one and judges what came back ([`import`]): every quote must
//! stand in the sentences that the model cites, every name and number of a paraphrase too; what does not is rejected, with
//! the passage that comes nearest. The gate shows that words exist, not that speaker, act or meaning are right: what
//! passes is a proposal like any other, for a person to accept. The page `docs/methods/read-model.md` has the rules.
//!
//! The text is untrusted, and so is the answer: no key, file name or command is taken from either.

mod answer;
mod clean;
mod gate;
mod merge;
mod names;
mod numbers;
mod paraphrase;
mod prompt;
pub mod schema;
mod show;
mod speaker;

pub use answer::{LARGEST, MOST_STATEMENTS, readable};
pub use gate::{Import, LONGEST_QUOTE, Note, Rejected, import};
pub use merge::{Merged, merge};
pub use prompt::{Prompt, SENTENCES, VERSION, key, prompt};

/// A document that a model is asked about, or whose answer is judged.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its key: that of the case, or one made of its file's name.
    pub key: &'a str,
    /// Its text.
    pub text: &'a str,
}
