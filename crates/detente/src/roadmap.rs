//! *In what order?* From a package to steps that can be carried out, or to the ring that prevents it and the cheapest bridges.
//!
//! The meaning of the words, the algorithms and their papers are on the page `docs/methods/roadmap.md`.
#![allow(dead_code)]

mod bridges;
mod closure;
mod cores;
mod escapes;
mod graph;
mod meanings;

#[cfg(test)]
mod laws;
