//! The laws of `track` and `diff`: what they tell of random cases is what the definitions on their pages say, worked out
//! again from scratch, and a diff has two sides that mirror each other.

#![allow(
    clippy::unwrap_used,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::needless_range_loop,
    reason = "a test that fails is a test that panics, and plain loops are read fastest"
)]

#[path = "../laws/dice.rs"]
#[allow(dead_code, reason = "the other laws use more of it")]
mod dice;
mod facts;
mod naive;
mod rounds;
mod spec;
mod versions;
