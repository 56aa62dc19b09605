//! The answer to *would it hold?* as facts.

use super::{
    Brief,
    value::{Told, Value},
};
use crate::{
    case::{Case, Package},
    question::Budget,
    stable::{Concept, Found, Stable},
};

/// Equilibria of a concept that are compared one by one; of more, only how many they are.
const MOST: usize = 500;

/// Which packages are equilibria by which concept.
pub(super) fn brief(case: &Case, budget: &Budget) -> Brief {
    let answer = match Stable::default().ask(case, budget) {
        Ok(answer) => answer,
        Err(refusal) => return Brief::refused(&refusal),
    };
    let mut facts = Vec::new();
    let mut fact = |label, of, value| facts.push(Told::new(label, of, value));
    for concept in Concept::ALL {
        let found: Option<(String, Vec<Package>)> = match &answer.found {
            Found::Explicit(listed) => listed.verdicts.equilibria(concept).map(|bits| {
                let blocks = bits.iter().enumerate().filter(|(_, b)| **b != 0);
                let cells = blocks.flat_map(|(n, b)| (0..64).filter(move |c| b >> c & 1 == 1).map(move |c| n * 64 + c));
                let count: u32 = bits.iter().map(|b| b.count_ones()).sum();
                (count.to_string(), cells.take(MOST + 1).map(|c| listed.space.package(c)).collect())
            }),
            Found::Beyond(beyond) => beyond.symbolic.as_ref().and_then(|symbolic| {
                let equilibria = &symbolic.stable(concept)?.equilibria;
                Some((symbolic.count(equilibria).to_string(), symbolic.first(equilibria, MOST + 1)))
            }),
        };
        let Some((count, packages)) = found else { continue };
        let by = Value::text(concept.key());
        fact("equilibria", vec![by.clone()], Value::Text(count));
        if packages.len() <= MOST {
            for package in &packages {
                fact("equilibrium", vec![by.clone(), case.package_value(package)], Value::There);
            }
        }
    }
    Brief { refused: None, cut: answer.limit.map(|l| l.to_string()), facts }
}
