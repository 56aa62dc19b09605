use super::*;
use crate::{deals::lot::Lot, roadmap::trials};

#[test]
fn numbers_are_those_of_the_file() {
    for seed in 0..500 {
        let mut lot = Lot(seed);
        let case = trials::case(&mut lot, 1 + seed as usize % 7);
        let stakes = Stakes::of(&case).unwrap();
        for party in case.party_ids() {
            let named = case.steps().iter().any(|s| s.values.iter().any(|(p, _)| *p == party));
            let counts = named || case.principals().any(|p| p == party);
            assert_eq!(stakes.parties().contains(&party), counts);
            assert_eq!(stakes.cover(party), trials::cover(&case, party));
            assert_eq!(stakes.loss(party), trials::loss(&case, party));
            for step in case.step_ids() {
                let told = !case.step(step).values.is_empty() && counts;
                assert_eq!(stakes.value(step, party), told.then(|| case.step(step).value(party)));
            }
        }
    }
}

#[test]
fn what_cannot_be_added_is_refused() {
    let mut case = trials::case(&mut Lot(1), 3);
    let party = PartyId::at(0);
    case.steps[0].values = case.principals().map(|p| (p, Exact::ratio(1, 10_i128.pow(20)))).collect();
    assert!(Stakes::of(&case).is_ok());
    case.steps[1].values = vec![(party, Exact::whole(10_i128.pow(19))), (PartyId::at(1), Exact::ZERO)];
    let refusal = Stakes::of(&case).unwrap_err();
    assert!(refusal.message.contains("too large, with too many decimals"), "{refusal}");
    assert!(!refusal.help.is_empty());
}
