//! Sections in words.

use crate::{
    case::Case,
    question::Budget,
    show::{Doc, text},
    stable::{
        Concept, Convention,
        classes::classes,
        coalition::{all, coalitions},
        evolution::evolution,
        explicit,
        limited::limited,
        models,
        space::Space,
    },
};

fn told(case: &Case, tell: impl Fn(&Space<'_>, &mut Doc)) -> String {
    let space = models::space(case);
    let mut doc = Doc::default();
    tell(&space, &mut doc);
    text::draw(&doc, 100, false)
}

#[test]
fn elmira_in_words() {
    let case = models::elmira();
    let words = told(&case, |space, doc| {
        let budget = Budget::default();
        classes(space, |_| 0, &budget).unwrap().show(space, doc);
        coalitions(space, &all(&space.graph).unwrap(), Convention::Literature, &budget).unwrap().show(space, doc);
        coalitions(space, &[vec![0, 1]], Convention::GmcrPlus, &budget).unwrap().show(space, doc);
        let verdicts = explicit::verdicts(space, Convention::Literature, &[Concept::Nash], &budget).unwrap();
        let ends: Vec<usize> = space.states().filter(|c| verdicts.equilibrium(Concept::Nash, *c)).collect();
        evolution(space, 2, &ends, |_| vec![Concept::Nash], &budget).unwrap().show(space, doc);
    });
    for part in [
        "states 5, 6, 11 and 12",
        "State 7, by Nash",
        "which is better for both",
        "To state 7 (holds by Nash), each gaining",
    ] {
        assert!(words.contains(part), "{part}\n{words}");
    }
    if option_env!("DETENTE_PICTURES").is_some() {
        println!("{words}");
    }
}

#[test]
fn missiles_in_words() {
    let words = told(&models::cuban(), |space, doc| limited(space, 4, &Budget::default()).unwrap().show(space, doc));
    assert!(words.contains("From 4 moves ahead on, to look further changes nothing."), "{words}");
    if option_env!("DETENTE_PICTURES").is_some() {
        println!("{words}");
    }
}
