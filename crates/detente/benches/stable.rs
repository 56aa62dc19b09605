//! How long the question `stable` takes: laying out the states of random conflicts, and judging all of them.
//!
//! ```text
//! cargo bench -p detente --bench stable               # all; the largest need a few seconds each
//! cargo bench -p detente --bench stable -- 20         # what has "20" in its name
//! ```
//!
//! The same conflicts are printed by `random_conflict --issues N --parties N --seed N`. Reading the file is not counted, nor is
//! the writing of the answer. Two threads are used.

#[path = "random_case/conflict.rs"]
mod conflict;
#[path = "random_case/dice.rs"]
mod dice;

use std::fmt::{self, Display, Formatter};

use conflict::Conflict;
use detente::{
    case::Case,
    file,
    question::Budget,
    stable::{Concept, Convention, explicit, graph::Graph, space::Space},
};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A sort of random conflict: issues, parties, and whether moves and states are bound.
#[derive(Clone, Copy)]
struct Sort(usize, usize, bool);

impl Display for Sort {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} issues, {} parties{}", self.0, self.1, if self.2 { ", bound" } else { "" })
    }
}

impl Sort {
    fn case(self) -> Case {
        let Sort(issues, parties, bound) = self;
        let (one_way, constraints) = if bound { (200, 6) } else { (0, 0) };
        let text = Conflict { issues, parties, statements: 20, one_way, constraints, seed: 1 }.text();
        file::read("random.case.toml", &text).case.expect("random conflicts have no errors")
    }
}

const SORTS: [Sort; 8] = [
    Sort(12, 2, false),
    Sort(12, 4, false),
    Sort(16, 4, false),
    Sort(20, 2, false),
    Sort(20, 4, false),
    Sort(20, 4, true),
    Sort(24, 4, false),
    Sort(24, 4, true),
];

fn budget() -> Budget {
    Budget { threads: 2, ..Budget::default() }
}

fn space(case: &Case) -> Space<'_> {
    let graph = Graph::new(case, &[]).expect("somebody decides something");
    Space::new(graph, &budget()).expect("there are states, and not too many")
}

#[divan::bench(args = SORTS, max_time = 2)]
fn lay_out(bencher: Bencher<'_, '_>, sort: Sort) {
    let case = sort.case();
    bencher.bench_local(|| space(black_box(&case)).len());
}

#[divan::bench(args = SORTS, max_time = 2)]
fn nash_gmr_smr_seq(bencher: Bencher<'_, '_>, sort: Sort) {
    let case = sort.case();
    let space = space(&case);
    let concepts = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq];
    bencher.bench_local(|| explicit::verdicts(black_box(&space), Convention::Literature, &concepts, &budget()).is_ok());
}
