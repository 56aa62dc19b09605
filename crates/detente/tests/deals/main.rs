//! The laws of the question `deals`, held against slow and literal definitions on random cases.
//!
//! A case is made at random (`random`), written as a case file (`spec`), judged by trying every package (`judge`) and
//! asked about (`ask`). Each law compares the two. What fails is made smaller (`shrink`) and shown as a case file.

mod ask;
#[path = "../laws/dice.rs"]
mod dice;
mod fair;
mod items;
mod judge;
mod laws;
mod options;
mod random;
mod readings;
mod shrink;
mod spec;
mod verified;

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
    println!("{} of {cases} cases break this law, the first are {:?}", broken.len(), &broken[..broken.len().min(5)]);
    let unread = "the file was not read";
    let smallest = shrink::shrink(make(*first), |spec| law(spec).is_err_and(|fault| !fault.starts_with(unread)));
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

#[test]
fn solutions_are_the_same_without_the_frontier() {
    for_all(1_500, random::small, options::no_frontier);
}

#[test]
fn larger_cases_are_right_too() {
    for_all(24, random::larger, laws::plain);
}

#[test]
fn larger_cases_are_right_without_the_frontier() {
    for_all(36, random::larger, options::no_frontier);
}

#[test]
fn a_coarse_frontier_keeps_its_promise() {
    for_all(250, random::small, options::coarse);
    for_all(4, random::larger, options::coarse);
}

#[test]
fn a_package_is_told_how_it_stands() {
    for_all(600, random::small, options::trial);
}

#[test]
fn settled_issues_are_as_if_required() {
    for_all(500, random::small, options::settled);
}

#[test]
fn a_way_out_is_what_it_gives_up() {
    for_all(600, random::small, options::way_out);
}

#[test]
fn a_reading_is_the_answer_to_the_file_without_what_is_disputed() {
    for_all(150, random::small, readings::law);
}

#[test]
fn every_answer_verifies() {
    for_all(400, random::small, verified::verified);
    for_all(200, items::case, verified::verified);
}

#[test]
fn programs_mean_what_they_mean() {
    for_all(1_500, random::small, options::conventions);
}

#[test]
fn order_in_the_file_does_not_matter() {
    for_all(400, random::small, options::orders);
    for_all(4, random::larger, options::orders);
}

#[test]
fn the_scale_of_a_party_does_not_matter() {
    for_all(1_000, random::small, options::affine);
}

#[test]
fn adjusted_winner_is_equitable_and_efficient() {
    for_all(2_000, items::case, items::adjusted_winner);
}
