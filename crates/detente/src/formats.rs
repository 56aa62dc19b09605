//! Formats of other tools, one file each.

mod amount;
mod carried;
mod case_text;
mod exchange;
pub mod gcnf;
pub mod genius;
pub mod geniusweb;
pub mod gmcr;
pub mod negmas;
pub mod negolog;
mod scenario;
mod tree;
mod xml;

pub use exchange::{Exported, Imported, LARGEST, Looked, Source};

/// The package of these options, counted from 0, one for each issue; whoever calls sees to it that there are such.
#[doc(hidden)]
pub fn package(options: &[usize]) -> crate::case::Package {
    crate::case::Package::of(options)
}
