//! Charts are well-formed, harmless, small and the same each time, and their labels stand apart.

use super::{
    label::{Crowd, Label, Rect, places},
    *,
};

fn party(name: &str, walk_away: Option<f64>) -> Axis {
    Axis { name: name.to_owned(), walk_away, ideal: Some(90.0) }
}

fn named(label: &str, worth: &[f64]) -> Mark {
    Mark { label: label.to_owned(), worth: worth.to_vec() }
}

/// Points on a sphere, by a row of numbers that looks random.
fn sphere(points: usize, parties: usize) -> Vec<Vec<f64>> {
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / f64::from(1 << 24) + 0.001
    };
    let mut point = || {
        let way: Vec<f64> = (0..parties).map(|_| next()).collect();
        let length = way.iter().map(|x| x * x).sum::<f64>().sqrt();
        way.iter().map(|x| 100.0 * x / length).collect()
    };
    (0..points).map(|_| point()).collect()
}

fn chart(points: usize, parties: usize) -> FrontierChart {
    let frontier = sphere(points, parties);
    let names = ["Nash", "egalitarian", "Kalai-Smorodinsky", "utilitarian"];
    FrontierChart {
        title: "The river".to_owned(),
        parties: (0..parties).map(|p| party(&format!("Party {p}"), Some(10.0))).collect(),
        named: names.iter().zip(&frontier).map(|(name, worth)| named(name, worth)).collect(),
        frontier,
        note: Some("A note.".to_owned()),
    }
}

/// Reads XML strictly enough for what is written here: elements that close in order, attributes in double quotes, each
/// once, and no sign that should have been escaped. Gives the names of the elements, and all text.
fn read(xml: &str) -> (Vec<String>, String) {
    let (mut open, mut names, mut text) = (Vec::new(), Vec::new(), String::new());
    let mut rest = xml;
    let plain = |text: &str| {
        assert!(!text.contains(['<', '>']), "{text}");
        for after in text.split('&').skip(1) {
            let entity = after.split_once(';').unwrap_or_else(|| panic!("bare & before {after}")).0;
            assert!(["amp", "lt", "gt", "quot", "#39"].contains(&entity), "{entity}");
        }
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
    };
    while let Some(at) = rest.find('<') {
        plain(&rest[..at]);
        assert!(!open.is_empty() || rest[..at].trim().is_empty());
        text.push_str(&rest[..at]);
        let end = rest.find('>').unwrap();
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closes in order");
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut known = Vec::new();
        while !attributes.trim().is_empty() {
            let (key, after) = attributes.trim_start().split_once("=\"").unwrap();
            let (value, after) = after.split_once('"').unwrap();
            assert!(!known.contains(&key), "{key} twice");
            plain(value);
            assert!(!value.contains("NaN") && !value.contains("inf"), "{value}");
            known.push(key);
            attributes = after;
        }
        names.push(name.to_owned());
        if !empty {
            open.push(name);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty());
    (names, text)
}

#[test]
fn charts_are_well_formed_for_any_number_of_parties_and_points() {
    for parties in 0..=14 {
        for points in [0, 1, 2, 40] {
            let (names, _) = read(&svg(&chart(points, parties)));
            assert_eq!(names[..4], ["svg", "title", "desc", "style"]);
        }
    }
}

#[test]
fn many_parties_are_limited_and_it_is_said() {
    let (_, text) = read(&svg(&chart(20, 14)));
    assert!(text.contains("Panels are drawn for the first 6 of 14 parties."));
    assert!(text.contains("The table has the first 12 of 14 parties."));
}

#[test]
fn odd_numbers_are_drawn_or_left_out() {
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 1e-300, 0.0, -0.0, 1e12, 140.0, -30.0] {
        for parties in 1..=3 {
            let mut chart = chart(3, parties);
            chart.frontier.push(vec![odd; parties]);
            chart.frontier.push(Vec::new());
            chart.named.push(named("odd", &vec![odd; parties]));
            chart.named.push(named("short", &[]));
            chart.parties[0].walk_away = Some(odd);
            chart.parties[0].ideal = Some(odd);
            read(&svg(&chart));
        }
    }
    let same = FrontierChart { frontier: vec![vec![50.0, 50.0]; 9], ..chart(0, 2) };
    read(&svg(&same));
}

#[test]
fn names_from_outside_are_text_and_nothing_else() {
    let hostile = "</text><script>alert('1')</script>&\"\u{202e}\u{0}\u{7}\u{ffff}";
    let mut chart = chart(5, 3);
    chart.title = hostile.to_owned();
    chart.note = Some(hostile.to_owned());
    chart.parties[1].name = hostile.to_owned();
    chart.named[0].label = hostile.to_owned();
    let drawn = svg(&chart);
    let (names, text) = read(&drawn);
    assert!(!names.iter().any(|n| n == "script"));
    assert!(text.contains("&lt;script&gt;alert(&#39;1&#39;)"));
    assert!(!drawn.contains(['\u{202e}', '\u{0}', '\u{7}', '\u{ffff}']));
    assert!(!drawn.contains("http://") || drawn.matches("http").count() == 1, "nothing is fetched");
}

#[test]
fn long_names_are_cut_and_stand_whole_beside() {
    let long = "The Standing Conference of Everybody Upstream ".repeat(9);
    let mut chart = chart(5, 2);
    chart.parties[0].name.clone_from(&long);
    let (_, text) = read(&svg(&chart));
    assert!(text.contains(&format!("Worth to {long}")), "the tooltip has all of it");
    assert!(text.contains('\u{2026}'));
}

#[test]
fn packages_of_equal_worth_share_a_sign_and_a_line() {
    let mut chart = chart(9, 2);
    chart.named[1].worth = chart.named[0].worth.clone();
    let drawn = svg(&chart);
    let (_, text) = read(&drawn);
    assert!(text.contains("Nash = egalitarian"));
    assert_eq!(drawn.matches("class=\"sign").count(), 2 * 3, "once in the panel, once in the table");
}

#[test]
fn large_frontiers_make_small_pictures_of_the_same_bytes() {
    let points = sphere(50_000, 3);
    let chart = FrontierChart { frontier: points, ..chart(3, 3) };
    let drawn = svg(&chart);
    assert!(drawn.len() < 400_000, "{}", drawn.len());
    assert_eq!(drawn, svg(&chart.clone()));
}

#[test]
fn labels_stand_apart_and_within_the_frame() {
    let frame = Rect { x: 0.0, y: 0.0, w: 420.0, h: 300.0 };
    for spread in [0.0, 1.0, 5.0, 20.0, 60.0] {
        let at = |n: usize| (200.0 + spread * (n as f64 - 3.0), 150.0 + spread * (n as f64 - 3.0) / 2.0);
        let labels: Vec<Label> = (0..7).map(|n| Label::new(at(n), &["Kalai-Smorodinsky", "Nash"], 150.0)).collect();
        let signs: Vec<Rect> = (0..7).map(|n| Rect::around(at(n))).collect();
        let found = places(&labels, frame, &signs, &Crowd::new(frame, 3.0));
        let found: Vec<Rect> = found.into_iter().flatten().collect();
        assert_eq!(found.len(), 7, "there is room for all");
        for (n, place) in found.iter().enumerate() {
            assert!(found[..n].iter().chain(&signs).all(|other| !place.meets(other)));
            assert!(place.x >= 0.0 && place.y >= 0.0 && place.x + place.w <= frame.w && place.y + place.h <= frame.h);
        }
    }
}

#[test]
fn scales_have_round_numbers() {
    let told = |low: f64, high: f64, most: usize| {
        let scale = scale::Range { low, high }.laid(0.0, 100.0);
        scale.ticks(most).into_iter().map(|(_, told)| told).collect::<Vec<_>>()
    };
    assert_eq!(told(-6.0, 106.0, 6), ["0", "20", "40", "60", "80", "100"]);
    assert_eq!(told(-0.06, 1.06, 4), ["0.0", "0.5", "1.0"]);
    assert_eq!(told(-50.0, 20.0, 5), ["\u{2212}40", "\u{2212}20", "0", "20"]);
    assert_eq!(told(0.001, 0.0031, 3), ["0.001", "0.002", "0.003"]);
}
