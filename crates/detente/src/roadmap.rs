//! *In what order?* From a package to steps that can be carried out, or to the ring that prevents it and the cheapest bridges.
//!
//! The meaning of the words, the algorithms and their papers are on the page `docs/methods/roadmap.md`.

pub mod exchange;
pub mod exposure;
#[expect(dead_code, reason = "being built")]
mod graph;
pub mod hold;
#[cfg_attr(not(test), expect(dead_code, reason = "being built"))]
pub mod instruments;
#[cfg_attr(not(test), expect(dead_code, reason = "being built"))]
pub mod safest;
pub mod stakes;
#[cfg(test)]
mod trials;
