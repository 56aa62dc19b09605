//! *In what order?* From a package to steps that can be carried out, or to the ring that prevents it and the cheapest bridges.
//!
//! The meaning of the words, the algorithms and their papers are on the page `docs/methods/roadmap.md`.

#[expect(dead_code, reason = "being built")]
mod calendar;
#[expect(dead_code, reason = "being built")]
mod graph;
#[expect(dead_code, reason = "being built")]
mod schedule;
