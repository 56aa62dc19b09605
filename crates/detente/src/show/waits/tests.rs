//! Pictures of what waits for what: the same each time, well-formed, harmless, and no box on another.

use super::{
    layers::Layers,
    order::{Places, height},
    *,
};

/// Steps with preconditions that look random; every third picture has rings.
fn chart(steps: usize, rings: bool, seed: u64) -> WaitsChart {
    let mut state = seed;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let step = |n: usize| Step {
        name: if n.is_multiple_of(4) {
            format!("Withdraw <{n}> & more, in a name that is longer than fits two lines of the box")
        } else {
            format!("Step {n}")
        },
        by: ["Velmar", "Tarsa and the river commission of both", "Kessa"][n % 3].to_owned(),
        told: format!("all about <{n}>"),
        state: if rings && n < 3 {
            State::Blocked
        } else if n % 11 == 7 {
            State::Missing
        } else {
            State::Open
        },
        goal: n + 2 > steps,
        irreversible: n % 5 == 2,
    };
    let mut waits = Vec::new();
    for n in 1..steps {
        for _ in 0..=next(2) {
            let near = |next: &mut dyn FnMut(usize) -> usize| n.saturating_sub(1 + next(6));
            let mut any: Vec<usize> = (0..=next(5) / 3).map(|_| near(&mut next)).collect();
            any.dedup();
            let when = [When::Before, When::Before, When::Before, When::OnCredit][next(4)];
            waits.push(Wait { step: n, any, when, told: "because <somebody> says so".to_owned() });
        }
    }
    let mut together = Vec::new();
    if steps > 5 {
        together.push(vec![4, 5]);
        waits.push(Wait { step: 4, any: vec![5], ..Wait::default() });
    }
    let mut found = Vec::new();
    if rings {
        for n in 0..3_usize {
            waits.push(Wait { step: n, any: vec![(n + 1) % 3], ..Wait::default() });
        }
        found.push(vec![0, 1, 2]);
        waits.push(Wait { step: 0, any: vec![steps - 1], when: When::Weakened, told: String::new() });
    }
    WaitsChart {
        title: "Names & places".to_owned(),
        steps: (0..steps).map(step).collect(),
        waits,
        together,
        rings: found,
        note: Some("A note.".to_owned()),
    }
}

#[test]
fn pictures_are_the_same_each_time_and_well_formed() {
    for (steps, rings, seed) in
        [(1, false, 1), (3, true, 2), (8, true, 3), (14, false, 4), (40, true, 5), (300, true, 6)]
    {
        let chart = chart(steps, rings, seed);
        let drawn = svg(&chart);
        assert_eq!(drawn, svg(&chart));
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
        let read = roxmltree::Document::parse(&drawn).unwrap();
        let titles = read
            .descendants()
            .filter(|n| n.is_text() && n.text().is_some_and(|t| t.starts_with("all about <")))
            .count();
        assert_eq!(titles, steps.min(MOST_STEPS));
        if let Some(folder) = option_env!("DETENTE_PICTURES") {
            std::fs::write(format!("{folder}/waits-{steps}-{rings}.svg"), &drawn).unwrap();
        }
    }
    assert!(svg(&chart(300, true, 6)).contains("180 more steps are not drawn."));
    assert!(svg(&WaitsChart::default()).contains("</svg>"));
}

#[test]
fn boxes_stand_apart_and_columns_rise_along_lines() {
    for seed in 0..60 {
        let chart = chart(3 + seed as usize, seed % 2 == 0, seed + 9);
        let layers = Layers::new(&chart);
        let places = Places::new(&layers);
        for line in &layers.lines {
            assert!(line.along.windows(2).all(|p| layers.column[p[0]] + 1 == layers.column[p[1]]), "{seed}");
        }
        for a in 0..layers.nodes.len() {
            for b in 0..a {
                let apart = f64::midpoint(height(layers.nodes[a]), height(layers.nodes[b]));
                let level = (places.at[a].1 - places.at[b].1).abs();
                assert!(layers.column[a] != layers.column[b] || level >= apart, "{seed} {a} {b} {level}");
            }
        }
    }
}

#[test]
fn a_ring_stands_out_and_is_told() {
    let step = |name: &str| Step { name: name.to_owned(), state: State::Blocked, ..Step::default() };
    let waits = [(0, 1), (1, 0)].map(|(step, t)| Wait { step, any: vec![t], ..Wait::default() });
    let chart = WaitsChart {
        steps: vec![step("Withdraw"), step("Recognise")],
        waits: waits.to_vec(),
        rings: vec![vec![0, 1]],
        ..WaitsChart::default()
    };
    let drawn = svg(&chart);
    assert!(drawn.contains("A ring, in which each waits for the next: Withdraw; Recognise."));
    assert_eq!(drawn.matches("class=\"strong\"").count(), 3, "two lines, and one in the legend");
    let free = svg(&WaitsChart { rings: Vec::new(), ..chart });
    assert!(!free.contains("class=\"strong\"") && !free.contains("of a ring"));
}

#[test]
fn what_names_no_step_is_not_drawn() {
    let wait = Wait { step: 7, any: vec![9], ..Wait::default() };
    let own = Wait { step: 0, any: vec![0], ..Wait::default() };
    let steps = vec![Step { name: "Sign".to_owned(), ..Step::default() }];
    let chart = WaitsChart {
        steps,
        waits: vec![wait, own],
        together: vec![vec![3]],
        rings: vec![vec![5]],
        ..WaitsChart::default()
    };
    assert!(svg(&chart).contains("Sign"));
}
