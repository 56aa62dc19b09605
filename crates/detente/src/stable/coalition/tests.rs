//! Published and random cases beside the definitions.

use super::*;
use crate::stable::{
    judge,
    models::{self, numbers},
    reach::{Moved, Reached},
};

fn equilibria(space: &Space<'_>, found: &Coalitions) -> Vec<Vec<usize>> {
    found.equilibria.iter().map(|e| numbers(space, e)).collect()
}

#[test]
fn elmira_is_left_by_two_together() {
    let case = models::elmira();
    let space = models::space(&case);
    let alone = coalitions(&space, &[], Convention::Literature, &Budget::default()).unwrap();
    let nash = vec![5, 6, 7, 10, 11, 12];
    let meta = vec![1, 4, 5, 6, 7, 10, 11, 12];
    assert_eq!(equilibria(&space, &alone), [nash.clone(), meta.clone(), meta.clone(), nash.clone()]);
    assert!(alone.breaks.is_empty());
    let found = coalitions(&space, &[vec![1, 0]], Convention::Literature, &Budget::default()).unwrap();
    assert_eq!(found.looked_at, [vec![0], vec![1], vec![2], vec![0, 1]]);
    // The ministry and the plant move from the deadlock to a modified order that is accepted.
    for held in equilibria(&space, &found) {
        assert!(!held.contains(&7) && held.contains(&10), "{held:?}");
    }
    let broken = found.breaks.iter().find(|b| b.concept == Concept::Nash && space.number(b.state) == 7).unwrap();
    let path: Vec<(Vec<usize>, usize)> = broken.path.iter().map(|(by, to)| (by.clone(), space.number(*to))).collect();
    assert_eq!(path, [(vec![0], 8), (vec![1], 10)]);
}

#[test]
fn as_one_player_two_may_hold_what_one_would_leave() {
    let case = models::elmira();
    let space = models::space(&case);
    let found = coalitions(&space, &[vec![0, 1]], Convention::GmcrPlus, &Budget::default()).unwrap();
    assert_eq!(found.looked_at, [vec![2], vec![0, 1]]);
    let nash = &equilibria(&space, &found)[0];
    // The plant alone, which would abandon, no longer moves by itself.
    assert!(nash.contains(&9) && nash.contains(&10) && !nash.contains(&7), "{nash:?}");
    let overlapping = coalitions(&space, &[vec![0, 1], vec![1, 2]], Convention::GmcrPlus, &Budget::default());
    assert!(overlapping.unwrap_err().message.contains("is of several"));
}

/// The definitions, literally.
fn left(space: &Space<'_>, coalition: &[usize], convention: Convention, concept: Concept, cell: usize) -> bool {
    let better = |to: usize, than: usize| coalition.iter().all(|p| space.rank(*p, to) > space.rank(*p, than));
    let own = players::own(&space.graph, coalition, convention);
    let others = space.graph.opponents_of(coalition);
    let reach = |from: usize| Reached::from(space, &own, Convention::Literature, Moved::Anyhow, from).cells;
    let on = |from: usize| -> Vec<usize> {
        let mut on = reach(from);
        on.retain(|z| convention == Convention::Literature || better(*z, from));
        on
    };
    let moved = if concept == Concept::Seq { Moved::Improving } else { Moved::Anyhow };
    let deterred = |x: usize| {
        concept != Concept::Nash
            && Reached::from(space, &others, convention, moved, x)
                .cells
                .into_iter()
                .any(|y| !(better(y, cell) || concept == Concept::Smr && on(y).into_iter().any(|z| better(z, cell))))
    };
    reach(cell).into_iter().any(|x| better(x, cell) && !deterred(x))
}

#[test]
fn verdicts_follow_the_definitions() {
    for seed in 0..120 {
        let case = models::random(seed);
        let Ok(space) = Space::new(Graph::new(&case, &[]).unwrap(), &Budget::default()) else { continue };
        for convention in [Convention::Literature, Convention::GmcrPlus] {
            let given = match convention {
                Convention::Literature => all(&space.graph).unwrap(),
                Convention::GmcrPlus => vec![vec![0, 1]],
            };
            let found = coalitions(&space, &given, convention, &Budget::default()).unwrap();
            let merged = players::merged(&space, &found.looked_at, convention);
            let judged = merged.as_ref().unwrap_or(&space);
            for (coalition, stable) in found.looked_at.iter().zip(&found.stable) {
                for (n, concept) in CONCEPTS.into_iter().enumerate() {
                    for cell in space.states() {
                        let state = space.number(cell) - 1;
                        assert_eq!(
                            stable[n][state],
                            !left(judged, coalition, convention, concept, cell),
                            "{seed} {convention:?} {coalition:?} {concept:?} {}\n{}",
                            state + 1,
                            case.text()
                        );
                        if convention == Convention::Literature && coalition.len() == 1 {
                            let alone = judge::stable(&space, convention, concept, coalition[0], cell);
                            assert_eq!(stable[n][state], alone, "{seed} {concept:?} {}", case.text());
                        }
                    }
                }
            }
            for broken in &found.breaks {
                let n = CONCEPTS.iter().position(|c| *c == broken.concept).unwrap();
                let alone = |p| judge::stable(&space, convention, broken.concept, p, broken.state);
                assert!((0..space.graph.parties.len()).all(alone));
                assert!(!found.equilibria[n].contains(&broken.state));
                let end = broken.path.last().unwrap().1;
                assert!(broken.coalition.iter().all(|p| space.rank(*p, end) > space.rank(*p, broken.state)));
            }
            assert_eq!(found.more, [0; 4]);
        }
    }
}
