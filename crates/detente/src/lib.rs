//! Says exactly what blocks an agreement, and what would unblock it.
pub mod agreement;
pub mod case;
pub mod cite;
pub mod diagnostic;
pub mod file;
pub mod formats;
#[doc(hidden)]
pub mod measure;
pub mod number;
pub mod question;
pub mod quote;
pub mod rule;
mod search;
pub mod show;
pub mod why;
mod words;
