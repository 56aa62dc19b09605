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
    assert_eq!(marked.count, 10);
}

#[test]
fn strict_preferences_merge_nothing() {
    let case = models::cuban();
    let space = models::space(&case);
    assert_eq!(plain(&space), Classes { count: 12, merged: Vec::new() });
}

#[test]
fn what_is_merged_is_stable_alike() {
    let (mut merged, mut apart) = (0, 0);
    for seed in 0..1500 {
        let case = models::random(seed);
        let Ok(space) = Space::new(Graph::new(&case, &[]).unwrap(), &Budget::default()) else { continue };
        for class in plain(&space).merged {
            merged += 1;
            for party in 0..space.graph.parties.len() {
                for concept in Concept::ALL {
                    for convention in [Convention::Literature, Convention::GmcrPlus] {
                        let of = |c: &usize| judge::stable(&space, convention, concept, party, *c);
                        let alike = class.iter().all(|c| of(c) == of(&class[0]));
                        apart += usize::from(!alike && concept == Concept::Sim);
                        assert!(alike || concept == Concept::Sim, "{seed} {concept:?}\n{}", case.text());
                    }
                }
            }
        }
    }
    assert!(merged > 300, "{merged}");
    assert!(apart > 0, "no class was found whose states differ under simultaneous stability");
}

#[test]
fn simultaneous_stability_can_tell_apart_what_is_merged() {
    for seed in 0..1500 {
        let case = models::random(seed);
        let Ok(space) = Space::new(Graph::new(&case, &[]).unwrap(), &Budget::default()) else { continue };
        let verdicts = |cell: usize| {
            let of = |p: usize| judge::stable(&space, Convention::Literature, Concept::Sim, p, cell);
            (0..space.graph.parties.len()).fold(0, |bits, p| bits << 1 | u64::from(of(p)))
        };
        for class in classes(&space, verdicts, &Budget::default()).unwrap().merged {
            assert!(class.iter().all(|c| verdicts(*c) == verdicts(class[0])));
        }
    }
}
