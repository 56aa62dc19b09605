//! Pictures of schedules are the same each time, well-formed, harmless, and drawn for any number of steps and days.

use super::*;

/// Steps of parties, one after another, some on credit, with numbers that look random.
fn chart(parties: usize, steps: usize, days: u64, dated: bool) -> GanttChart {
    let mut state = 11_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut bars: Vec<(usize, Bar)> = Vec::new();
    let mut links = Vec::new();
    let mut day = 0;
    for n in 0..steps {
        let long = if n % 4 == 3 { 0 } else { 1 + next((2 * days / steps as u64).max(1)) };
        let start = if n % 3 == 1 { day / 2 } else { day };
        let name = if n % 5 == 0 {
            format!("A step <{n}> & what it is called in rather many words, more than fit")
        } else {
            format!("Step {n}")
        };
        let checks = if n % 6 == 2 {
            vec![("found done".to_owned(), start + long, start + long + 1 + days / 20)]
        } else {
            Vec::new()
        };
        let float = if n % 3 == 1 { day - start } else { 0 };
        let bar = Bar {
            told: format!("all about {name}"),
            name,
            start,
            finish: start + long,
            float,
            critical: n % 3 == 0,
            irreversible: n % 4 == 1,
            checks,
        };
        day = day.max(start + long);
        bars.push((n % parties, bar));
    }
    let mut order: Vec<usize> = (0..steps).collect();
    order.sort_by_key(|n| (bars[*n].0, *n));
    let at = |n: usize| order.iter().position(|m| *m == n).unwrap();
    for (n, (_, own)) in bars.iter().enumerate().skip(1) {
        let kind = match n % 7 {
            4 => Kind::Credit { repaid: own.finish },
            5 => Kind::Moment,
            _ => Kind::Before,
        };
        let (from, to) = if n % 7 == 4 { (at(n), at(n - 1)) } else { (at(n - 1), at(n)) };
        links.push(Link { from, to, kind, critical: n % 3 == 0 && n % 7 < 4 });
    }
    let groups = (0..parties).map(|p| Group {
        name: format!("Party {p}"),
        steps: bars.iter().filter(|(q, _)| *q == p).map(|(_, b)| b.clone()).collect(),
    });
    GanttChart {
        title: "Names & places".to_owned(),
        groups: groups.collect(),
        links,
        days: day,
        start: dated.then_some(Date { year: 2027, month: 3, day: 17 }),
        deadline: dated.then_some(day + days / 10),
        note: Some("A note.".to_owned()),
    }
}

#[test]
fn pictures_are_the_same_each_time_and_well_formed() {
    for (parties, steps, days) in
        [(1, 1, 1), (2, 3, 40), (2, 40, 1100), (9, 40, 300), (3, 12, 3_000_000), (5, 700, 900)]
    {
        for dated in [true, false] {
            let chart = chart(parties, steps, days, dated);
            let drawn = svg(&chart);
            assert_eq!(drawn, svg(&chart));
            assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
            let read = roxmltree::Document::parse(&drawn).unwrap();
            let mut said = read.descendants().filter_map(|n| n.text());
            assert!(said.any(|t| t.starts_with("all about A step <0> &")));
            if let Some(folder) = option_env!("DETENTE_PICTURES") {
                std::fs::write(format!("{folder}/gantt-{parties}-{steps}-{days}-{dated}.svg"), &drawn).unwrap();
            }
        }
    }
    assert!(svg(&chart(5, 700, 900, true)).contains("300 more steps are not drawn."));
    assert!(svg(&GanttChart::default()).contains("</svg>"));
}

#[test]
fn only_what_is_there_is_explained() {
    let bar = Bar { name: "Sign".to_owned(), start: 0, finish: 3, critical: true, ..Bar::default() };
    let groups = vec![Group { name: "All".to_owned(), steps: vec![bar] }];
    let drawn = svg(&GanttChart { groups, days: 3, ..GanttChart::default() });
    assert!(
        drawn.contains("cannot start later") && !drawn.contains("on credit") && !drawn.contains("cannot be undone")
    );
}

#[test]
fn ticks_are_round_and_few() {
    let ticks = |days: u64, dated: bool| {
        let start = dated.then_some(Date { year: 2026, month: 11, day: 20 });
        let ticks = axis::Axis::new(&GanttChart { days, start, ..GanttChart::default() }, 0.0, 640.0).ticks();
        ticks.into_iter().map(|t| t.told).collect::<Vec<_>>()
    };
    assert_eq!(ticks(3, true), ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]);
    assert_eq!(ticks(200, true), ["2026-12", "2027-01", "2027-02", "2027-03", "2027-04", "2027-05", "2027-06"]);
    assert_eq!(ticks(1500, true), ["2027", "2028", "2029", "2030"]);
    assert_eq!(ticks(40, false), ["0", "10", "20", "30", "40"]);
    for days in [1, 9, 100, 1000, 100_000, 2_900_000] {
        assert!((1..=9).contains(&ticks(days, true).len()) && ticks(days, false).len() <= 9, "{days}");
    }
}
