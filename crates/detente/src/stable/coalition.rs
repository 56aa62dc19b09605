//! Coalitions.
