//! An answer to `why`, with numbers in place of names.

use crate::spec::{Package, Set, set};

pub(crate) type Read<T> = Result<T, String>;

/// What the laws look at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) verdict: String,
    pub(crate) acceptable_packages: u64,
    pub(crate) witness: Option<Agreement>,
    pub(crate) conflicts: Vec<Conflict>,
    pub(crate) ways_out: Vec<WayOut>,
    pub(crate) ways_out_total: String,
    pub(crate) knots: Vec<Knot>,
    pub(crate) parties: Vec<PartyPivot>,
    pub(crate) pivots: Vec<MemberPivot>,
}

/// What is given up, and its cost.
pub(crate) type Choice = (Vec<usize>, f64);

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Agreement {
    pub(crate) package: Package,
    pub(crate) order: Vec<Vec<usize>>,
    /// Party, worth as a double, worth as a fraction.
    pub(crate) worth: Vec<(usize, f64, String)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Conflict {
    pub(crate) members: Vec<usize>,
    /// For each member: the agreement that becomes possible if that one alone gives way.
    pub(crate) gives_way: Vec<Option<Agreement>>,
    pub(crate) constraints: Vec<usize>,
    pub(crate) steps: Vec<usize>,
    pub(crate) kind: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WayOut {
    pub(crate) give_up: Vec<usize>,
    pub(crate) cost: f64,
    pub(crate) agreement: Agreement,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Knot {
    pub(crate) members: Vec<usize>,
    /// Places in the list of conflicts.
    pub(crate) conflicts: Vec<usize>,
    pub(crate) ways_out: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PartyPivot {
    pub(crate) party: usize,
    pub(crate) conflicts: u64,
    pub(crate) ways_out: u64,
    /// The cheapest way out in which it alone gives something up: what, and at what cost.
    pub(crate) alone: Option<Choice>,
    /// The cheapest way out in which it gives nothing up.
    pub(crate) gives_nothing: Option<Choice>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MemberPivot {
    pub(crate) member: usize,
    pub(crate) conflicts: u64,
    pub(crate) ways_out: u64,
}

/// Numbers as a set; `Err` unless they stand in the order of the file, each once.
pub(crate) fn in_order(numbers: &[usize]) -> Read<Set> {
    if numbers.is_sorted_by(|a, b| a < b) { Ok(set(numbers)) } else { Err(format!("{numbers:?} is out of order")) }
}
