use super::*;
use crate::deals::lot::Lot;
use std::{fs, path::Path};

/// Whether both always go on, by going through all moves.
fn holds(first: Side, last: Side, parts: i128) -> bool {
    let part = |n: Exact| n.over(Exact::whole(parts)).unwrap();
    let sum = |side: Side, gains: i128, costs: i128| {
        let gain = part(side.gain).times(Exact::whole(gains)).unwrap();
        gain.minus(part(side.cost).times(Exact::whole(costs)).unwrap())
    };
    (0..parts).all(|done| {
        let left = parts - done;
        // Before its part, each looks at what is still to come.
        let one = sum(first, left, left) >= Exact::ZERO.minus(first.loss);
        let other = sum(last, left - 1, left) >= Exact::ZERO.minus(last.loss);
        one && other
    })
}

fn side(lot: &mut Lot) -> Side {
    let mut number =
        |most: u64, less: i128| Exact::ratio(i128::from(lot.below(most)) - less, [1, 2, 4][lot.below(3) as usize]);
    let (cost, gain) = (number(16, 3), number(20, 3));
    let loss =
        if lot.chance(40) { Exact::ZERO } else { Exact::ratio(i128::from(lot.below(9)), 1 + i128::from(lot.below(3))) };
    Side { cost, gain, loss }
}

#[test]
fn the_least_number_is_that_of_a_trial_of_all() {
    let (mut one, mut more, mut none) = (0, 0, 0);
    for seed in 0..6000 {
        let mut lot = Lot(seed);
        let (first, last) = (side(&mut lot), side(&mut lot));
        // With these numbers no least one is larger: what it takes is at most 16 over a quarter or a third.
        let brute = (1..=100).find(|n| holds(first, last, *n));
        let told = least_parts(first, last);
        assert_eq!(told, brute.map(|n| BigUint::from(n as u64)), "{first:?} {last:?}");
        match brute {
            Some(1) => one += 1,
            Some(_) => more += 1,
            None => none += 1,
        }
    }
    assert!(one > 300 && more > 300 && none > 300, "{one} {more} {none}");
}

#[test]
fn forfeits_are_enough_and_the_least_that_are() {
    let mut raised = 0;
    for seed in 0..3000 {
        let mut lot = Lot(seed);
        let (first, last) = (side(&mut lot), side(&mut lot));
        let told = forfeits(first, last);
        assert_eq!(told.iter().map(|f| f.parts).collect::<Vec<_>>(), TOLD);
        for f in told {
            let with = |one: Exact, other: Exact| {
                holds(Side { loss: one, ..first }, Side { loss: other, ..last }, i128::from(f.parts))
            };
            assert!(with(f.first, f.last), "{first:?} {last:?} {f:?}");
            let less = |n: Exact| n.minus(Exact::ratio(1, 1000)).max(Exact::ZERO);
            assert!(f.first == Exact::ZERO || !with(less(f.first), f.last), "{first:?} {last:?} {f:?}");
            assert!(f.last == Exact::ZERO || !with(f.first, less(f.last)), "{first:?} {last:?} {f:?}");
            raised += usize::from(f.last > Exact::ZERO);
        }
    }
    assert!(raised > 1000, "{raised}");
}

#[test]
fn very_many_parts_are_counted() {
    let whole = |cost, gain, loss| Side { cost: Exact::whole(cost), gain: Exact::whole(gain), loss };
    let parts = least_parts(whole(10, 14, Exact::ZERO), whole(999_999, 1_000_000, Exact::ratio(1, 10_i128.pow(20))));
    assert_eq!(parts.unwrap().to_string(), format!("{}", 999_999 * 10_i128.pow(20)));
}

#[test]
fn the_numbers_of_the_oracle_come_out() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracle/sequencing/safe_exchange_chunks.json");
    let Ok(text) = fs::read_to_string(&file) else {
        eprintln!("skipped: there is no ../shared/oracle/sequencing beside the repository");
        return;
    };
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        let number = |key: &str| Exact::parse(&case[key].to_string()).unwrap();
        let a = Side { cost: number("cost_a"), gain: number("val_a"), loss: number("La") };
        let b = Side { cost: number("cost_b"), gain: number("val_b"), loss: number("Lb") };
        let parts = least_parts(a, b).map(|n| n.to_string());
        assert_eq!(parts, case["chunks"].as_u64().map(|n| n.to_string()), "{case}");
    }
}
