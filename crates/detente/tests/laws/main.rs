//! The laws of the question `why`, held against slow and literal definitions on random small cases.
//!
//! A case is made at random (`random`), written as a case file (`write`), judged by trying everything (`judge`,
//! `order`) and asked about (`ask`). Each law (`laws`) compares the two. What fails is made smaller (`shrink`) and
//! shown as a case file.

mod agreement;
mod answer;
mod ask;
mod dice;
mod judge;
mod known;
mod laws;
mod mix;
mod options;
mod order;
mod random;
mod read;
mod readings;
mod rings;
mod shrink;
mod spec;
mod verified;
mod write;

use std::{
    sync::LazyLock,
    thread::{available_parallelism, scope},
};

use answer::{Answer, Read};
use ask::{Asked, ask, ask_why};
use judge::Judged;
use laws::Law;
use spec::Spec;

/// So many random cases are tried, beside those with known answers.
pub(crate) const CASES: u64 = 6_000;

/// Every case, judged, with the answer that the library gives.
static ALL: LazyLock<Vec<(Judged, Read<Answer>)>> = LazyLock::new(|| {
    let threads = available_parallelism().map_or(1, usize::from) as u64;
    let share = |n| (n..CASES).step_by(threads as usize).map(random::case).map(|spec| judge_and_ask(&spec)).collect();
    let share: &(dyn Fn(u64) -> Vec<_> + Sync) = &share;
    let mut all: Vec<_> = known::all().iter().map(judge_and_ask).collect();
    scope(|s| {
        let shares: Vec<_> = (0..threads).map(|n| s.spawn(move || share(n))).collect();
        all.extend(shares.into_iter().flat_map(|share| share.join().expect("judging does not panic")));
    });
    all
});

fn judge_and_ask(spec: &Spec) -> (Judged, Read<Answer>) {
    (Judged::new(spec), ask(spec))
}

/// Holds a law against every case; shows the smallest that breaks it.
fn for_all(law: Law) {
    let holds = |(judged, answer): &(Judged, Read<Answer>)| law(judged, answer.as_ref()?);
    let broken: Vec<_> = ALL.iter().filter(|case| holds(case).is_err()).collect();
    if let Some((judged, _)) = broken.first() {
        println!("{} of {} cases break this law", broken.len(), ALL.len());
        show(&judged.spec, |spec| {
            let (judged, answer) = judge_and_ask(spec);
            law(&judged, &answer?)
        });
    }
}

/// Holds a law of another kind against one in so many cases.
fn for_some(one_in: usize, law: impl Fn(&Spec) -> Read<()>) {
    let cases = known::all().into_iter().chain((0..CASES).step_by(one_in).map(random::case));
    let broken: Vec<Spec> = cases.filter(|spec| law(spec).is_err()).collect();
    if let Some(spec) = broken.first() {
        println!("{} cases break this law", broken.len());
        show(spec, law);
    }
}

/// Fails with the smallest case that breaks a law.
fn show(spec: &Spec, law: impl Fn(&Spec) -> Read<()>) {
    let smallest = shrink::shrink(spec.clone(), |spec| law(spec).is_err());
    let broken = law(&smallest).expect_err("the smallest case found still breaks the law");
    panic!("{broken}\n(members count from 0, in the order of the file)\n\n{}", smallest.to_toml());
}

#[test]
fn ways_out_do_not_need_all_conflicts() {
    for_some(3, options::no_effort);
}

#[test]
fn every_answer_verifies() {
    for_some(12, verified::verified);
}

#[test]
fn the_verdict_is_right() {
    for_all(laws::verdict);
}

#[test]
fn a_witness_meets_everything() {
    for_all(laws::witness);
}

#[test]
fn conflicts_are_all_and_only_the_minimal_ones() {
    for_all(laws::conflicts);
}

#[test]
fn conflicts_are_of_the_right_kind() {
    for_all(laws::kinds);
}

#[test]
fn conflicts_rest_on_just_what_they_say() {
    for_all(laws::rests_on);
}

#[test]
fn one_member_gives_way_where_that_is_enough() {
    for_all(laws::giving_way);
}

#[test]
fn ways_out_are_all_and_only_the_minimal_ones() {
    for_all(laws::ways_out);
}

#[test]
fn knots_are_what_conflicts_join() {
    for_all(laws::knots);
}

#[test]
fn pivots_count_rightly() {
    for_all(laws::pivots);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    for_some(4, |spec| {
        let bytes = |threads| ask_why(&spec.to_toml(), &Asked { threads, ..Asked::default() }).map(|a| a.to_string());
        let [one, two, four] = [1, 2, 4].map(bytes);
        if one == two && two == four { Ok(()) } else { Err(format!("1: {one:?}\n2: {two:?}\n4: {four:?}")) }
    });
}

#[test]
fn the_layout_of_the_file_does_not_matter() {
    for_some(4, |spec| {
        let [one, other] = [spec.layout, spec.layout + 7].map(|layout| ask(&Spec { layout, ..spec.clone() }));
        if one == other { Ok(()) } else { Err(format!("one: {one:?}\nother: {other:?}")) }
    });
}

#[test]
fn fewer_ways_out_are_the_cheapest() {
    for_some(4, options::max);
}

#[test]
fn half_the_rules_are_judged_alone() {
    for_some(4, options::only);
}

#[test]
fn a_package_is_told_what_stands_against_it() {
    for_some(2, options::package);
}

#[test]
fn a_reading_is_the_answer_to_the_file_without_what_is_disputed() {
    for_some(6, readings::readings);
}

#[test]
fn a_roadmap_in_a_reading_is_that_of_the_file_without_what_is_disputed() {
    for_some(20, readings::roadmaps);
}

#[test]
fn a_ring_is_called_one_where_steps_wait_in_a_ring() {
    for_some(3, rings::rings);
}
