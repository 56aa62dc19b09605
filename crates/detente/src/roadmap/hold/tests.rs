use super::*;
use crate::{deals::lot::Lot, roadmap::trials};

#[test]
fn whoever_acts_goes_on_exactly_if_what_is_to_come_outweighs_what_it_would_forfeit() {
    let (mut goes, mut stops, mut unknown) = (0, 0, 0);
    for seed in 0..2000 {
        let mut lot = Lot(seed);
        let steps = 1 + lot.below(9) as usize;
        let case = trials::case(&mut lot, steps);
        let order = trials::order(&mut lot, steps, 9);
        let stakes = Stakes::of(&case).unwrap();
        let told = hold(&case, &stakes, &order);
        let any = order.iter().flatten().any(|s| !case.steps()[*s].values.is_empty());
        let (mut turns, mut unknowns) = (told.turns.iter(), told.unknown.iter());
        for k in 0..order.len() {
            for party in case.party_ids().filter(|p| order[k].iter().any(|s| case.steps()[*s].by.contains(p))) {
                if !any || !stakes.parties().contains(&party) {
                    assert_eq!(unknowns.next(), Some(&(k, party)));
                    unknown += 1;
                    continue;
                }
                let turn = turns.next().unwrap();
                let gain = trials::has(&case, party, order[k..].iter().flatten());
                let loss = trials::loss(&case, party);
                assert_eq!((turn.act, turn.party, turn.gain, turn.loss), (k, party, gain, loss));
                assert_eq!(turn.goes_on, gain >= Exact::ZERO.minus(loss));
                // What is needed is enough, and the least that is.
                let short = Exact::ZERO.minus(gain).minus(loss);
                assert_eq!(turn.needed, if turn.goes_on { Exact::ZERO } else { short });
                goes += usize::from(turn.goes_on);
                stops += usize::from(!turn.goes_on);
            }
        }
        assert_eq!((turns.next(), unknowns.next()), (None, None));
        assert_eq!(told.fails, told.turns.iter().position(|t| !t.goes_on));
    }
    assert!(goes > 1000 && stops > 1000 && unknown > 50, "{goes} {stops} {unknown}");
}
