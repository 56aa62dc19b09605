//! `.gmcr`: the JSON files of GMCR+, a program of the graph model of conflict resolution.
//!
//! Decision makers have options, each taken (`Y`) or not (`N`); a state says which are taken, and `infeasibles` which states
//! cannot be. A decision maker prefers by statements, most important first, or by a ranking of all states, by their numbers.
//! Options count from 0, states from 1: ascending in the binary number whose lowest bit is the first option, in the order of
//! the decision makers. Each option becomes an issue with the options `no` and `yes` that one party decides, in that order, so
//! that states keep their numbers.

mod coding;
mod conditions;
mod deciders;
mod kept;
mod ranking;
mod read;
mod ruled_out;
mod states;
mod typed;
mod write;

pub use read::import;
pub use write::export;

const FORMAT: &str = "GMCR+";

/// Options that are taken (true) or not: all of them at once.
type Literals = Vec<(usize, bool)>;

/// Which of `No` and `Yes` an issue that was an option has, by their numbers.
const ANSWERS: [&str; 2] = ["no", "yes"];

/// Most cells, feasible or not, that are looked at one by one.
const MOST_CELLS: usize = 1 << 20;
