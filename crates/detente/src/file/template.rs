//! The case that `detente new` writes.

/// A small valid case with comments, to start from.
pub const TEMPLATE: &str = include_str!("template.case.toml");
