//! How long the tasks of `roadmap` take: what can be done, what holds the rest up, and the cheapest bridges.
//!
//! ```text
//! cargo bench -p detente --bench roadmap
//! ```
//!
//! Reading the file is not counted.

#[path = "random_case/dice.rs"]
#[allow(dead_code, reason = "other benchmarks roll it in more ways")]
mod dice;

use std::fmt::{self, Display, Formatter, Write as _};

use detente::{case::Case, file, measure::order::Order, question::Budget};
use dice::Dice;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Steps, and preconditions that can be weakened among them.
#[derive(Clone, Copy)]
enum Sort {
    /// Each waits for the next.
    Ring(usize),
    /// Each waits for each other.
    Complete(usize),
    /// So many wait for others, so many times in all, chosen at random.
    Random(usize, usize),
}

impl Display for Sort {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Sort::Ring(n) => write!(f, "ring of {n}"),
            Sort::Complete(n) => write!(f, "each of {n} waits for each other"),
            Sort::Random(steps, waits) => write!(f, "{steps} steps wait {waits} times"),
        }
    }
}

impl Sort {
    fn order(self) -> Order {
        Order::new(&self.case(), &Budget { effort: 1_000_000, ..Budget::default() })
    }

    fn case(self) -> Case {
        let mut dice = Dice::new(1);
        let (steps, pairs): (usize, Vec<(usize, usize)>) = match self {
            Sort::Ring(n) => (n, (0..n).map(|s| (s, (s + 1) % n)).collect()),
            Sort::Complete(n) => {
                (n, (0..n).flat_map(|s| (0..n).filter(move |t| *t != s).map(move |t| (s, t))).collect())
            }
            Sort::Random(n, waits) => {
                (n, (0..waits).map(|w| (w % n, (w + 1 + dice.roll(n - 1)) % n)).filter(|(s, t)| s != t).collect())
            }
        };
        let mut text = "title = \"Who goes first\"\n[parties.one]\n[parties.other]\n".to_owned();
        for s in 0..steps {
            writeln!(text, "[steps.s{s}]\nby = [\"{}\"]", ["one", "other"][s % 2]).expect("memory suffices");
        }
        for (n, (s, t)) in pairs.iter().enumerate() {
            let firmness = 1 + dice.roll(100);
            writeln!(
                text,
                "[demands.d{n}]\nparty = \"one\"\nstep = \"s{s}\"\nonly_after = [\"s{t}\"]\nfirmness = {firmness}\nbasis = \"assumed\""
            )
            .expect("memory suffices");
        }
        file::read("random.case.toml", &text).case.expect("these cases have no errors")
    }
}

#[divan::bench(args = [Sort::Ring(1000), Sort::Random(1000, 3000)])]
fn what_is_blocked(bencher: Bencher<'_, '_>, sort: Sort) {
    let order = sort.order();
    bencher.bench_local(|| black_box(&order).held());
}

#[divan::bench(
    args = [
        Sort::Ring(20), Sort::Ring(40), Sort::Ring(60), Sort::Complete(6), Sort::Complete(8), Sort::Random(12, 60),
        Sort::Random(20, 60), Sort::Random(30, 100),
    ],
    max_time = 3
)]
fn twenty_bridges(bencher: Bencher<'_, '_>, sort: Sort) {
    let order = sort.order();
    bencher.bench_local(|| black_box(&order).spans(20));
}
