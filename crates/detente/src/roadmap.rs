//! *In what order?* From a package to steps that can be carried out, or to the ring that prevents it and the cheapest bridges.
//!
//! The meaning of the words, the algorithms and their papers are on the page `docs/methods/roadmap.md`.
#![allow(dead_code)]

pub(crate) mod bridges;
mod closure;
pub(crate) mod cores;
mod escapes;
pub(crate) mod graph;
mod meanings;

#[cfg(test)]
mod laws;
