//! Large cases are looked at without their walk-aways first, which is a way of its own to the same answer: here it is
//! taken on cases small enough that the direct way can be taken too.

#[path = "../benches/random_case/dice.rs"]
mod dice;
#[path = "../benches/random_case/talks.rs"]
mod talks;

use detente::{file, measure::Tasks, question::Budget};
use talks::{Looseness, Talks};

#[test]
fn both_ways_find_the_same() {
    let (mut blocked, mut knots) = (0, 0);
    for seed in 0..120 {
        for (demands, looseness) in [(20, Looseness::Medium), (30, Looseness::Tight), (60, Looseness::Medium)] {
            let mut talks = Talks::new(demands, looseness, seed);
            (talks.issues, talks.walk_away) = (8 + demands / 10, (40, 40 + seed as usize % 50));
            let case = file::read("random.case.toml", &talks.text()).case.expect("random cases have no errors");
            let budget = Budget::default();
            let direct = Tasks::new(&case, &budget).all(50);
            let apart = Tasks::new(&case, &budget).apart().all(50);
            assert!(direct.complete && apart.complete, "{demands} demands, seed {seed}: cut");
            assert_eq!(direct, apart, "{demands} demands, seed {seed}");
            let one = Tasks::new(&case, &budget).apart().cheapest();
            let first = direct.ways_out.first().map(|(cost, _)| *cost);
            assert_eq!(one.map(|(cost, _)| cost), first, "{demands} demands, seed {seed}");
            blocked += usize::from(!direct.conflicts.is_empty());
            knots += usize::from(direct.knots > 1);
        }
    }
    assert!(blocked > 200 && knots > 100, "too few cases of interest: {blocked} blocked, {knots} with several knots");
}
