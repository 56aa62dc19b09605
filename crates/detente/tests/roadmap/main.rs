//! `roadmap` held against what others computed.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

mod oracles;
