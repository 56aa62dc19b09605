//! Who says what: statements that a text ascribes to somebody.
//!
//! Rules without a model, one file for each kind of cue; their names stand in the methods page. A rule looks at one sentence
//! in which a quotation is one word; what goes beyond a sentence (quotations that go on, lists after a colon) and who reports
//! what another says is put together here.

mod adjectives;
mod around;
mod clause;
mod colon;
mod complement;
mod going_on;
mod group;
mod items;
mod joined;
mod names;
mod nouns;
mod object;
mod participle;
mod passive;
mod phrase;
mod phrase_at;
mod phrases;
mod resolutions;
mod scan;
#[cfg(test)]
mod tests;
mod turns;
mod unknown;
mod verbs;

use super::{
    Act,
    language::Language,
    page::{Page, Span},
};
use crate::case::Manner;

/// Rules look no further than so many words, so that a hostile text takes no longer than another of its length.
const LOOK: usize = 300;

/// The words that ascribe a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CueFound {
    /// Where they stand.
    pub(crate) span: Span,
    /// The entry of the language file behind them: `tell`, `according to`.
    pub(crate) entry: String,
    /// What is done by it.
    pub(crate) act: Act,
    /// Whether it is negated: *did not rule out*.
    pub(crate) negated: bool,
}

/// A statement that a text ascribes to somebody, or to nobody by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribution {
    /// What is said, in the order of the text; without the marks of a quotation that is all of it.
    pub(crate) content: Vec<Span>,
    /// What ascribes it; `None` where a quotation goes on without.
    pub(crate) cue: Option<CueFound>,
    /// Who says it; `None` where nobody is named: *reportedly*, *is said to*.
    pub(crate) speaker: Option<Span>,
    /// Who reports that, from the inside out.
    pub(crate) through: Vec<Span>,
    /// How the words reach us; `Narrated` only where nobody is named.
    pub(crate) manner: Manner,
    /// The rule that found it, by its name in the methods page.
    pub(crate) rule: &'static str,
    /// Which of [`Page::sentences`] it begins in, from 0.
    pub(crate) sentence: usize,
}

/// All that a text ascribes to somebody, in the order of the text.
pub(crate) fn attributions(page: &Page, language: &Language) -> Vec<Attribution> {
    joined::join(page, language)
}
