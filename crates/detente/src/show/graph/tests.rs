//! Pictures are the same each time, and no label stands on another, on a state, or outside.

use super::{
    layout::{Box, EDGE, REACH, WIDE, layout},
    *,
};

/// States of so many parties with two options each, where one distance is crowded.
fn chart(parties: usize, start: bool) -> MoveChart {
    let size = 1 << parties;
    let states = (0..size).map(|n: usize| Node {
        number: n + 1,
        label: format!("a longer name of what is different, {n}"),
        told: format!("state <{n}> & all its issues"),
        far: (n != 5).then(|| n.count_ones().min(2)),
        holds: if n % 7 == 3 { "Nash, GMR, SMR, SEQ".to_owned() } else { String::new() },
    });
    let arcs = (0..size).flat_map(|from| {
        let to = move |mover: usize| Arc {
            from,
            to: from ^ (1 << mover),
            mover,
            improves: (from + mover).is_multiple_of(3),
        };
        (0..parties).map(to)
    });
    MoveChart {
        title: "Names & places".to_owned(),
        movers: (0..parties).map(|m| format!("Party {m}")).collect(),
        states: states.collect(),
        arcs: arcs.collect(),
        start: start.then_some(0),
        way: vec![0, 1, 3],
        note: Some("A note.".to_owned()),
    }
}

#[test]
fn nothing_stands_on_anything() {
    for parties in 1..=6 {
        for start in [true, false] {
            let places = layout(&chart(parties, start), 50.0).places;
            let around = |(x, y): (f64, f64)| Box { x: x - REACH, y: y - REACH, w: 2.0 * REACH, h: 2.0 * REACH };
            let boxes: Vec<Box> = places.iter().flat_map(|p| [p.cover, around(p.at)]).collect();
            for (n, one) in boxes.iter().enumerate() {
                assert!(one.x >= EDGE - 1.0 && one.x + one.w <= WIDE - EDGE + 1.0, "{one:?}");
                for other in &boxes[n + 1..] {
                    assert!(!one.meets(other), "{parties} {start} {one:?} {other:?}");
                }
            }
        }
    }
}

#[test]
fn pictures_are_the_same_each_time() {
    let chart = chart(4, true);
    let drawn = svg(&chart).unwrap();
    assert_eq!(drawn, svg(&chart).unwrap());
    assert!(drawn.contains("state &lt;3&gt; &amp; all") && drawn.contains("class=\"way\""));
    assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
    assert_eq!(svg(&MoveChart::default()), None);
}

#[test]
fn many_states_are_not_drawn() {
    assert_eq!(svg(&chart(7, true)), None);
}

/// Writes a crowded picture where the environment of the test says, to be looked at.
#[test]
fn sixty_four_states_are_drawn() {
    let drawn = svg(&chart(6, true)).unwrap();
    if let Some(folder) = option_env!("DETENTE_PICTURES") {
        std::fs::write(format!("{folder}/crowded.svg"), &drawn).unwrap();
        std::fs::write(format!("{folder}/crowded-ring.svg"), svg(&chart(6, false)).unwrap()).unwrap();
    }
    assert!(drawn.contains("cannot be reached"));
}
