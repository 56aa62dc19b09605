//! Ways are shortest, legal, and found where there are any.

use super::*;
use crate::stable::{
    Convention, models,
    reach::{Moved, Reached},
};

fn all(_: usize) -> Vec<Concept> {
    Vec::new()
}

#[test]
fn elmira_moves_to_the_deadlock_by_improvements() {
    let case = models::elmira();
    let space = models::space(&case);
    let start = space.cell_numbered(1).unwrap();
    let ends: Vec<usize> = [5, 6, 7, 10, 11, 12].map(|n| space.cell_numbered(n).unwrap()).to_vec();
    let found = evolution(&space, start, &ends, all, &Budget::default()).unwrap();
    let told: Vec<(usize, Option<usize>, Option<usize>)> = found
        .ways
        .iter()
        .map(|w| (space.number(w.to), w.improving.as_ref().map(Vec::len), w.any.as_ref().map(Vec::len)))
        .collect();
    // Only the local government's insistence improves on the status quo.
    assert_eq!(
        told,
        [
            (7, Some(1), Some(1)),
            (5, None, Some(1)),
            (6, None, Some(2)),
            (11, None, Some(2)),
            (10, None, Some(3)),
            (12, None, Some(3)),
        ]
    );
    assert_eq!(found.ways[0].improving, Some(vec![(2, space.cell_numbered(7).unwrap())]));
    assert_eq!((found.reached, found.improved, found.more), (11, 1, 0));
}

#[test]
fn ways_are_the_shortest() {
    for seed in 0..400 {
        let case = models::random(seed);
        let Ok(graph) = crate::stable::graph::Graph::new(&case, &[]) else { continue };
        let Ok(space) = Space::new(graph, &Budget::default()) else { continue };
        let ends: Vec<usize> = space.states().collect();
        let movers: Vec<usize> = (0..space.graph.movers.len()).collect();
        for from in space.states() {
            let found = evolution(&space, from, &ends, all, &Budget::default()).unwrap();
            let any = Reached::from(&space, &movers, Convention::Literature, Moved::Anyhow, from);
            let improving = Reached::from(&space, &movers, Convention::Literature, Moved::Improving, from);
            for way in &found.ways {
                for (mine, theirs, improving) in [(&way.any, &any, false), (&way.improving, &improving, true)] {
                    let Some(mine) = mine else {
                        assert!(!theirs.contains(way.to), "{seed}");
                        continue;
                    };
                    assert_eq!(mine.len(), theirs.path(way.to).len(), "{seed}");
                    let mut at = from;
                    for (mover, to) in mine {
                        let may = if improving { space.improvements(*mover, at) } else { space.moves(*mover, at) };
                        assert!(may.contains(to), "{seed}");
                        at = *to;
                    }
                    assert_eq!(at, way.to);
                }
            }
        }
    }
}
