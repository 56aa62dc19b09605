//! Formats of other tools, one file each.

pub mod gcnf;
