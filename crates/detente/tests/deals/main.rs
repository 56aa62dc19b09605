//! The laws of the question `deals`, held against slow and literal definitions on random cases.
//!
//! A case is made at random (`random`), written as a case file (`spec`), judged by trying every package (`judge`) and
//! asked about (`ask`). Each law compares the two. What fails is made smaller (`shrink`) and shown as a case file.

mod ask;
#[path = "../laws/dice.rs"]
mod dice;
mod judge;
mod laws;
mod random;
mod shrink;
mod spec;

use std::thread::{available_parallelism, scope};

use ask::Read;
use spec::Spec;

/// Holds a law against so many cases, made by `make`; shows the smallest that breaks it.
fn for_all(cases: u64, make: fn(u64) -> Spec, law: impl Fn(&Spec) -> Read<()> + Sync) {
    let threads = available_parallelism().map_or(1, usize::from) as u64;
    let share = |n: u64| -> Vec<u64> {
        (n..cases).step_by(threads as usize).filter(|number| law(&make(*number)).is_err()).collect()
    };
    let share = &share;
    let mut broken: Vec<u64> = scope(|s| {
        let shares: Vec<_> = (0..threads).map(|n| s.spawn(move || share(n))).collect();
        shares.into_iter().flat_map(|share| share.join().expect("judging does not panic")).collect()
    });
    broken.sort_unstable();
    let Some(first) = broken.first() else { return };
    println!("{} of {cases} cases break this law: {broken:?}", broken.len());
    let smallest = shrink::shrink(make(*first), |spec| law(spec).is_err());
    let fault = law(&smallest).expect_err("the smallest case found still breaks the law");
    panic!("{fault}\n\n{}", smallest.to_toml());
}

#[test]
fn the_plain_answer_is_right() {
    for_all(4_000, random::small, laws::plain);
}

#[test]
fn the_answer_is_right_where_something_is_given_up() {
    for_all(1_000, random::small, laws::given_up);
}
