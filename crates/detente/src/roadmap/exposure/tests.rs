use super::*;
use crate::{deals::lot::Lot, roadmap::trials};

#[test]
fn every_sum_and_every_worst_point_is_that_of_the_definition() {
    let mut exposed = 0;
    for seed in 0..2000 {
        let mut lot = Lot(seed);
        let steps = 1 + lot.below(9) as usize;
        let case = trials::case(&mut lot, steps);
        let order = trials::order(&mut lot, steps, 9);
        let told = exposure(&Stakes::of(&case).unwrap(), &order);
        assert_eq!(told.sums.len(), order.len());
        for (i, party) in told.parties.iter().enumerate() {
            let after = |k: usize| trials::has(&case, *party, order[..k].iter().flatten());
            for k in 0..order.len() {
                assert_eq!(told.sums[k][i], after(k + 1));
            }
            let worst = told.worst[i];
            let least = (0..=order.len()).map(after).min().unwrap();
            assert_eq!(worst.party, *party);
            assert_eq!(worst.exposure, Exact::ZERO.minus(least));
            assert_eq!(worst.cover, trials::cover(&case, *party));
            assert_eq!(worst.net, worst.exposure.minus(worst.cover).max(Exact::ZERO));
            assert_eq!(worst.after, (0..order.len()).find(|k| after(k + 1) == least && least < Exact::ZERO));
            exposed += usize::from(worst.net > Exact::ZERO);
        }
        assert_eq!(told.largest(), told.worst.iter().map(|w| w.net).fold(Exact::ZERO, Exact::max));
        let silent = case.step_ids().filter(|s| order.iter().flatten().any(|t| *t == s.index()));
        assert_eq!(told.unvalued, silent.filter(|s| case.step(*s).values.is_empty()).collect::<Vec<_>>());
    }
    assert!(exposed > 1000, "{exposed}");
}
