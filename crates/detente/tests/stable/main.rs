//! The laws of the question `stable`, held against a literal transcription of the definitions on random conflicts.
//!
//! A conflict is made at random (`random`), written as a case file (`spec`), and judged word by word (`judge`). Each law
//! compares that with what the library finds. What fails is made smaller (`shrink`) and shown as a case file.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

mod ahead;
mod answers;
mod coalitions;
#[path = "../laws/dice.rs"]
mod dice;
mod judge;
mod laws;
mod model;
mod oracles;
mod otherwise;
mod random;
mod readings;
mod refused;
mod shrink;
mod spec;
mod verdicts;

use std::{
    panic::catch_unwind,
    thread::{available_parallelism, scope},
};

use model::Law;
use spec::Spec;

/// Holds a law against so many conflicts, made by `make`; shows the smallest that breaks it.
fn for_all(conflicts: u64, make: fn(u64) -> Spec, law: fn(&Spec) -> Law) {
    let law = |spec: &Spec| {
        catch_unwind(|| law(spec)).unwrap_or_else(|panic| {
            let message = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
            Err(format!("it panicked: {}", message.unwrap_or("no message")))
        })
    };
    let threads = available_parallelism().map_or(1, usize::from) as u64;
    let share = |n: u64| -> Vec<u64> {
        (n..conflicts).step_by(threads as usize).filter(|number| law(&make(*number)).is_err()).collect()
    };
    let share = &share;
    let mut broken: Vec<u64> = scope(|s| {
        let shares: Vec<_> = (0..threads).map(|n| s.spawn(move || share(n))).collect();
        shares.into_iter().flat_map(|share| share.join().expect("a panic is caught where it comes up")).collect()
    });
    broken.sort_unstable();
    let Some(first) = broken.first() else { return };
    println!(
        "{} of {conflicts} conflicts break this law, the first are {:?}",
        broken.len(),
        &broken[..broken.len().min(5)]
    );
    let found = law(&make(*first)).expect_err("it breaks the law");
    println!("{found}");
    let unread = found.starts_with(model::UNREAD);
    let smallest =
        shrink::shrink(make(*first), |spec| law(spec).is_err_and(|fault| unread || !fault.starts_with(model::UNREAD)));
    let fault = law(&smallest).expect_err("the smallest conflict found still breaks the law");
    panic!("{fault}\n\n{}", smallest.to_toml());
}

#[test]
fn states_and_moves_are_laid_out_right() {
    for_all(2_000, random::small, laws::laid_out);
    for_all(20, random::larger, laws::laid_out);
}

#[test]
fn a_reading_is_the_answer_to_the_file_without_what_is_disputed() {
    for_all(120, random::small, readings::law);
}

#[test]
fn what_is_reached_is_reached() {
    for_all(600, random::small, laws::reached);
    for_all(4, random::larger, laws::reached);
}

#[test]
fn verdicts_are_those_of_the_definitions() {
    for_all(3_000, random::small, verdicts::right);
    for_all(20, random::larger, verdicts::right);
}

#[test]
fn reasons_show_what_they_say() {
    for_all(1_000, random::small, verdicts::reasoned);
}

#[test]
fn coalitions_leave_what_the_definitions_say() {
    for_all(500, random::small, coalitions::of_the_literature);
    for_all(300, random::small, coalitions::of_gmcr_plus);
}

#[test]
fn two_that_look_ahead_stay_where_the_definition_says() {
    for_all(1_000, random::duel, ahead::looked_ahead);
}

#[test]
fn ways_are_shortest_and_legal() {
    for_all(300, random::small, ahead::ways);
    for_all(2, random::larger, ahead::ways);
}

#[test]
fn states_of_a_class_are_stable_alike() {
    for_all(1_000, random::small, ahead::coalesced);
}

#[test]
fn what_would_have_to_be_preferred_makes_it_hold() {
    for_all(400, random::tiny, otherwise::wanted);
    for_all(150, random::few, otherwise::wanted);
}

#[test]
fn equilibria_survive_as_often_as_told() {
    for_all(150, random::few, otherwise::survives);
}

#[test]
fn answers_say_what_the_definitions_say() {
    for_all(400, random::small, answers::told);
    for_all(200, random::few, answers::told);
}
