//! Published models, one whose verdicts never settle, and what is refused.

use super::*;
use crate::stable::models::{self, numbers};

fn ahead(case: &crate::case::Case, horizon: u32) -> (Vec<Vec<usize>>, Option<Repeats>) {
    let space = models::space(case);
    let found = limited(&space, horizon, &Budget::default()).unwrap();
    assert_eq!(found.horizons.len(), horizon as usize);
    (found.horizons.iter().map(|h| numbers(&space, &h.equilibria)).collect(), found.repeats)
}

#[test]
fn prisoners_who_look_two_moves_ahead_cooperate() {
    let (found, repeats) = ahead(&models::prisoners(), 3);
    assert_eq!(found, [vec![1], vec![1, 4], vec![1, 4]]);
    assert_eq!(repeats, Some(Repeats { from: 2, period: 1 }));
}

#[test]
fn missiles_are_withdrawn() {
    let case = models::cuban();
    let (found, repeats) = ahead(&case, 5);
    assert_eq!(found, [vec![6], vec![5, 6, 7], vec![5, 6], vec![5, 6], vec![5, 6]]);
    // The Soviet Union's verdicts change once more after the equilibria have settled.
    assert_eq!(repeats, Some(Repeats { from: 4, period: 1 }));
    let space = models::space(&case);
    let third = &limited(&space, 3, &Budget::default()).unwrap().horizons[2];
    assert_eq!(numbers(&space, &third.stable[1]), [1, 5, 6, 7]);
}

#[test]
fn verdicts_may_go_round() {
    // Each of two issues of two parties; found by trying all games of this size.
    let rankings: Vec<Vec<usize>> = orders(&[0, 1, 2, 3]);
    let mut periods = std::collections::BTreeMap::new();
    for first in &rankings {
        for second in &rankings {
            let case = models::yes_no(&[("a", "p", "both"), ("b", "q", "both")], &[("p", first), ("q", second)], &[]);
            let space = models::space(&case);
            let repeats = limited(&space, 1, &Budget::default()).unwrap().repeats.expect("few states repeat soon");
            let long = limited(&space, 40, &Budget::default()).unwrap();
            assert_eq!(long.repeats, Some(repeats));
            let (from, period) = (repeats.from as usize, repeats.period as usize);
            assert!((from..=40 - period).all(|h| long.horizons[h - 1] == long.horizons[h + period - 1]));
            assert!(from == 1 || long.horizons[from - 2] != long.horizons[from + period - 2]);
            assert!(
                (1..period).all(|q| long.horizons[from - 1..][..period] != long.horizons[from + q - 1..][..period])
            );
            *periods.entry(period).or_insert(0) += 1;
        }
    }
    assert_eq!(periods.keys().copied().collect::<Vec<_>>(), [1, 2, 4], "{periods:?}");
}

fn orders(of: &[usize]) -> Vec<Vec<usize>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let after = |first: &usize| {
        let rest: Vec<usize> = of.iter().copied().filter(|x| x != first).collect();
        orders(&rest).into_iter().map(|o| [vec![*first], o].concat()).collect::<Vec<_>>()
    };
    of.iter().flat_map(after).collect()
}

#[test]
fn three_movers_are_refused() {
    let case = models::elmira();
    let refused = limited(&models::space(&case), 3, &Budget::default()).unwrap_err();
    assert!(refused.message.contains("two parties that move, and here 3 do"), "{refused}");
}

#[test]
fn ties_are_counted() {
    let text = r#"
title = "Indifferent"
[parties.a]
prefers = [{ x = "two" }, { x = "three" }]
[parties.b]
prefers = [{ y = "yes" }]
[issues.x]
options = ["one", "two", "three"]
decided_by = ["a"]
[issues.y]
options = ["no", "yes"]
decided_by = ["b"]
"#;
    let strict = models::case(text);
    assert_eq!(limited(&models::space(&strict), 4, &Budget::default()).unwrap().ties, 0);
    let tied = models::case(&text.replace("{ x = \"two\" }, { x = \"three\" }", "{ x = [\"two\", \"three\"] }"));
    assert_eq!(limited(&models::space(&tied), 1, &Budget::default()).unwrap().ties, 2);
}
