//! Elmira has nine states; what is merged is stable alike; under simultaneous stability it need not be.

use super::*;
use crate::stable::{
    Concept, Convention,
    graph::Graph,
    judge,
    models::{self, numbers},
};

fn plain(space: &Space<'_>) -> Classes {
    classes(space, |_| 0, &Budget::default()).unwrap()
}

#[test]
fn an_abandoned_plant_is_one_state() {
    let case = models::elmira();
    let space = models::space(&case);
    let found = plain(&space);
    assert_eq!((space.len(), found.count), (12, 9));
    assert_eq!(found.merged.iter().map(|c| numbers(&space, c)).collect::<Vec<_>>(), [vec![5, 6, 11, 12]]);
    assert_eq!(found.representative(space.cell_numbered(12).unwrap()), space.cell_numbered(5).unwrap());
    let marked = classes(&space, |c| u64::from(space.number(c) == 11), &Budget::default()).unwrap();
    // Then its neighbours are told apart by who can move to it.
    assert_eq!(marked.count, 11);
}

#[test]
fn strict_preferences_merge_nothing() {
    let case = models::cuban();
    let space = models::space(&case);
    assert_eq!(plain(&space), Classes { count: 12, merged: Vec::new() });
}

#[test]
fn what_is_merged_is_stable_alike() {
    let mut merged = 0;
    for seed in 0..600 {
        let case = models::random(seed);
        let Ok(space) = Space::new(Graph::new(&case, &[]).unwrap(), &Budget::default()) else { continue };
        for class in plain(&space).merged {
            merged += 1;
            for party in 0..space.graph.parties.len() {
                for concept in Concept::ALL {
                    for convention in [Convention::Literature, Convention::GmcrPlus] {
                        let of = |c: &usize| judge::stable(&space, convention, concept, party, *c);
                        let alike = class.iter().all(|c| of(c) == of(&class[0]));
                        assert!(alike || concept == Concept::Sim, "{seed} {concept:?}\n{}", case.text());
                    }
                }
            }
        }
    }
    assert!(merged > 100, "{merged}");
}

#[test]
fn simultaneous_stability_can_tell_apart_what_is_merged() {
    // Where `c` is no, whichever way `first` goes, one of the ways in which `second` might improve spoils it; where `c` is yes,
    // both spoil the one way and neither the other. Each alone can get to the same in both.
    let case = models::case(
        r#"
title = "Apart"
[parties.first]
prefers = [
  { a = ["one", "two"], b = "zero" },
  [
    { c = "no", a = "one", b = "two" }, { c = "no", a = "two", b = ["one", "three"] },
    { c = "yes", a = "one", b = ["one", "two"] }, { c = "yes", a = "two", b = "three" },
  ],
  { a = "zero" },
]
[parties.second]
prefers = [{ a = "zero", b = ["one", "two"] }, [{ a = ["one", "two"] }, { b = ["zero", "one", "two"] }]]
[parties.third]
prefers = []
[issues.a]
options = ["zero", "one", "two"]
decided_by = ["first"]
moves = { zero = ["one", "two"], one = [], two = [] }
[issues.b]
options = ["zero", "one", "two", "three"]
decided_by = ["second"]
moves = { zero = ["one", "two", "three"], one = [], two = [], three = [] }
[issues.c]
options = ["no", "yes"]
decided_by = ["third"]
moves = { no = [], yes = [] }
"#,
    );
    let space = models::space(&case);
    let found = plain(&space);
    let [no, yes] = [0, 12];
    assert_eq!(found.representative(yes), no);
    let sim = |cell| judge::stable(&space, Convention::Literature, Concept::Sim, 0, cell);
    assert!(sim(no) && !sim(yes));
    let marked = classes(&space, |c| u64::from(sim(c)), &Budget::default()).unwrap();
    assert_eq!(marked.representative(yes), yes);
}
