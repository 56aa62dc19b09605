//! Documents of a case: the one form in which their text is kept, and which of them look made from each other.
//!
//! A claim points at the exact words of a text, so the text must be one that nobody's editor, converter or version
//! control changes in passing: [`canonical`]. And two reports that say the same count for two only if neither was made
//! from the other: [`kinship`].
//!
//! The page `docs/methods/source.md` has the rules with their reasons.

mod canonical;
mod families;
mod kinship;
mod quoted;
mod related;
mod schema;
mod shelf;
mod words;

pub use self::{
    canonical::{Canonical, canonical, is_canonical},
    families::families,
    kinship::{Count, Kinship, Run, kinship},
    related::{derived, related},
    schema::schema,
    shelf::{Row, Shelf, State, length, words},
};
