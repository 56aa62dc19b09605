//! What would have to be preferred for a state to hold. All that matters of a party's preferences is which states are better for
//! it than the one in question; where states are few, each such set is tried.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::One;
use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks, Reason, Says,
        told::{self, Read, parts, same},
    },
    Look,
    concepts::{ALL, Focal},
};
use crate::case::PartyId;

/// States up to which every set of them is tried.
const MOST_STATES: usize = 11;

/// Checks what is told of each state that was asked about.
pub(super) fn check(look: &Look<'_, '_>, checks: &mut Checks) {
    let told = &look.answer()["inverse"];
    let Some(listed) = told.as_array() else { return };
    if look.model.states.len() > MOST_STATES {
        return checks.skip("inverse", Says::Inverse, Reason::TooMuchWork);
    }
    checks.each("inverse", Says::Inverse, Reason::TooMuchWork, listed.iter().map(|t| Some(one(look, t))));
    checks.skip("inverse.together", Says::Inverse, Reason::NoCheck);
}

fn one(look: &Look<'_, '_>, told: &Value) -> Read<()> {
    parts(told, &["state", "convention", "concepts"])?;
    same(&told["convention"], &look.answer()["convention"])?;
    let state = look.state(&told["state"])?;
    let asked: BTreeSet<&str> = ALL.into_iter().filter(|c| !look.answer()["stable"][*c].is_null()).collect();
    let concepts = told::table(&told["concepts"])?;
    if concepts.keys().map(String::as_str).collect::<BTreeSet<_>>() != asked {
        return told::unread(&told["concepts"]);
    }
    for (concept, told) in concepts {
        parts(told, &["equilibrium", "others_as_they_are", "parties", "profiles", "together"])?;
        let mut product = Some(BigUint::one());
        let mut stays = Vec::new();
        let table = told::table(&told["parties"])?;
        if table.len() != look.model.parties.len() {
            return told::unread(&told["parties"]);
        }
        for party in &look.model.parties {
            let told = &told["parties"][look.case().party(*party).key.as_str()];
            parts(told, &["stable", "conditions", "rankings", "change"])?;
            let count = needs(look, told, *party, concept, state)?;
            stays.push(told["stable"] == true);
            product = product.map(|p| p * count).filter(|_| !told["rankings"].is_null());
        }
        let rests = matches!(concept.as_str(), "seq" | "ssymseq" | "sim");
        same(&told["others_as_they_are"], &json!(rests))?;
        if !told["equilibrium"].is_null() {
            same(&told["equilibrium"], &json!(stays.iter().all(|s| *s)))?;
        }
        match product.filter(|_| !rests) {
            Some(product) => share(&told["profiles"], &product, look.model.states.len(), look.model.parties.len())?,
            None => same(&told["profiles"], &Value::Null)?,
        }
    }
    Ok(())
}

/// What a party would have to prefer; under how many rankings of all states it stays.
fn needs(look: &Look<'_, '_>, told: &Value, party: PartyId, concept: &str, state: usize) -> Read<BigUint> {
    let model = look.model;
    let mut focal = Focal::new(model, party);
    let states = model.states.len();
    let stays = focal.stable(concept, state);
    if !told["stable"].is_null() {
        same(&told["stable"], &json!(stays))?;
    }
    let conditions = match told["conditions"].as_array() {
        Some(told) => Some(told.iter().map(|c| clause(look, c)).collect::<Read<Vec<_>>>()?),
        None => None,
    };
    let others: Vec<usize> = (0..states).filter(|s| *s != state).collect();
    let now: BTreeSet<usize> = others.iter().copied().filter(|s| model.better(party, *s, state)).collect();
    let mut count = BigUint::default();
    let mut fewest: Option<usize> = None;
    for bits in 0..1_usize << others.len() {
        let better: BTreeSet<usize> = (0..others.len()).filter(|n| bits >> n & 1 == 1).map(|n| others[n]).collect();
        let stays = focal.stable_if(concept, state, &better);
        if let Some(conditions) = &conditions
            && stays != conditions.iter().all(|any| any.iter().any(|set| set.is_disjoint(&better)))
        {
            return Err(Against::Wrong(json!({
                "conditions": told["conditions"], "where_better": better.iter().map(|s| s + 1).collect::<Vec<_>>(),
            })));
        }
        if stays {
            count += factorial(better.len()) * factorial(others.len() - better.len());
            if better.is_subset(&now) {
                let pairs = turned(look, party, &now, &now.difference(&better).copied().collect());
                fewest = Some(fewest.map_or(pairs, |f| f.min(pairs)));
            }
        }
    }
    if !told["rankings"].is_null() {
        share(&told["rankings"], &count, states, 1)?;
    }
    if !told["change"].is_null() {
        parts(&told["change"], &["pairs", "no_better", "along"])?;
        let numbers =
            |key: &str| told::list(&told["change"][key])?.iter().map(|s| look.state(s)).collect::<Read<Vec<_>>>();
        let down: BTreeSet<usize> = numbers("no_better")?.into_iter().chain(numbers("along")?).collect();
        let left: BTreeSet<usize> = now.difference(&down).copied().collect();
        if !focal.stable_if(concept, state, &left) || !down.is_subset(&now) {
            return Err(Against::Wrong(told["change"].clone()));
        }
        same(&told["change"]["pairs"], &json!(turned(look, party, &now, &down)))?;
        same(&told["change"]["pairs"], &json!(fewest))?;
    }
    Ok(count)
}

/// One condition: sets of states, of one of which all must be no better.
fn clause(look: &Look<'_, '_>, told: &Value) -> Read<Vec<BTreeSet<usize>>> {
    parts(told, &["move", "no_better"])?;
    look.state(&told["move"])?;
    let set = |told: &Value| told::list(told)?.iter().map(|s| look.state(s)).collect::<Read<BTreeSet<_>>>();
    told::list(&told["no_better"])?.iter().map(set).collect()
}

/// Pairs that are turned round where some of the better states are put level with the one in question: with that one, and with
/// each that was worse and stays better.
fn turned(look: &Look<'_, '_>, party: PartyId, now: &BTreeSet<usize>, down: &BTreeSet<usize>) -> usize {
    let passes = |s: &usize| now.difference(down).filter(|o| look.model.better(party, *s, **o)).count();
    down.iter().map(|s| 1 + passes(s)).sum()
}

/// So many rankings of all there are.
fn share(told: &Value, count: &BigUint, states: usize, rankings: usize) -> Read<()> {
    parts(told, &["count", "of", "share", "value"])?;
    let all = factorial(states).pow(rankings as u32);
    let counted = |told: &Value, meant: &BigUint| {
        told::count(told).and_then(|n| if n == *meant { Ok(()) } else { same(told, &json!(meant.to_string())) })
    };
    counted(&told["count"], count)?;
    counted(&told["of"], &all)?;
    let common = count.gcd(&all);
    same(&told["share"], &json!([(count / &common).to_string(), (&all / &common).to_string()]))?;
    let exact = super::super::worth::Q::new(count.clone().into(), all.into());
    match told["value"].as_f64() {
        Some(value) if told::near(value, &exact) => Ok(()),
        _ => told::unread(&told["value"]),
    }
}

fn factorial(n: usize) -> BigUint {
    (1..=n).map(BigUint::from).product()
}
