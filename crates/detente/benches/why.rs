//! How long the question `why` takes: its tasks one by one on random cases, and the whole answer on the gallery.
//!
//! ```text
//! cargo bench -p detente --bench why                  # all
//! cargo bench -p detente --bench why -- gallery       # what has "gallery" in its name
//! ```
//!
//! The same cases are printed by `random_case --demands N --looseness WORD --seed N`. Reading the file is not counted, nor
//! is the writing of the answer.

#[path = "random_case/dice.rs"]
mod dice;
#[path = "random_case/talks.rs"]
mod talks;

use std::{
    fmt::{self, Display, Formatter},
    fs,
    path::PathBuf,
};

use detente::{case::Case, file, measure::Tasks, question::Budget, why::Why};
use divan::{Bencher, black_box};
use talks::{Looseness, Talks};

fn main() {
    divan::main();
}

/// Cases of each sort.
const SEEDS: u64 = 2;

/// A sort of random case.
#[derive(Clone, Copy)]
struct Sort(usize, Looseness, u64);

impl Display for Sort {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.0, self.1.word(), self.2)
    }
}

impl Sort {
    fn case(self) -> Case {
        let text = Talks::new(self.0, self.1, self.2).text();
        file::read("random.case.toml", &text).case.expect("random cases have no errors")
    }
}

fn sorts() -> impl Iterator<Item = Sort> {
    let sizes = [20, 100, 1_000].into_iter();
    sizes.flat_map(|n| Looseness::ALL.into_iter().flat_map(move |l| (1..=SEEDS).map(move |seed| Sort(n, l, seed))))
}

#[divan::bench(args = sorts(), max_time = 1)]
fn first_conflict(bencher: Bencher<'_, '_>, sort: Sort) {
    let case = sort.case();
    bencher.bench_local(|| Tasks::new(black_box(&case), &Budget::default()).first_conflict());
}

#[divan::bench(args = sorts(), max_time = 1)]
fn cheapest_way_out(bencher: Bencher<'_, '_>, sort: Sort) {
    let case = sort.case();
    bencher.bench_local(|| Tasks::new(black_box(&case), &Budget::default()).cheapest());
}

#[divan::bench(args = sorts(), max_time = 5)]
fn all_conflicts_and_cheapest_100(bencher: Bencher<'_, '_>, sort: Sort) {
    let case = sort.case();
    bencher.bench_local(|| Tasks::new(black_box(&case), &Budget::default()).all(100));
}

#[divan::bench(args = sorts(), max_time = 5)]
fn whole_answer(bencher: Bencher<'_, '_>, sort: Sort) {
    let case = sort.case();
    bencher.bench_local(|| Why::default().ask(black_box(&case), &Budget::default()));
}

/// Every case of the gallery: folders of `cases` with a case file.
fn gallery() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let entries = fs::read_dir(folder).expect("the gallery is there");
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| path(name).exists()).collect();
    names.sort();
    names
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../cases/{name}/{name}.case.toml"))
}

#[divan::bench(args = gallery(), max_time = 1)]
fn gallery_answer(bencher: Bencher<'_, '_>, name: &str) {
    let text = fs::read_to_string(path(name)).expect("a case of the gallery can be read");
    let case = file::read(name, &text).case.expect("a case of the gallery has no errors");
    bencher.bench_local(|| Why::default().ask(black_box(&case), &Budget::default()));
}
