//! Formats of other tools, one file each.

mod amount;
mod case_text;
mod exchange;
pub mod gcnf;
pub mod genius;
mod scenario;
mod xml;

pub use exchange::{Exported, Imported, LARGEST, Looked, Source};
