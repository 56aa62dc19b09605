//! The answer to *which packages are possible, efficient and fair?* as facts.

use super::{
    Brief,
    portrait::number,
    value::{Told, Value},
};
use crate::{case::Case, deals::Deals, question::Budget};

/// How many packages are acceptable and efficient, and each named solution with its worths.
pub(super) fn brief(case: &Case, budget: &Budget) -> Brief {
    let answer = match Deals::default().ask(case, budget) {
        Ok(answer) => answer,
        Err(refusal) => return Brief::refused(&refusal),
    };
    let mut facts = Vec::new();
    let mut fact = |label, of, value| facts.push(Told::new(label, of, value));
    if let Some(n) = &answer.feasible {
        fact("packages that constraints allow", Vec::new(), Value::text(n));
    }
    if let Some(n) = &answer.acceptable {
        fact("acceptable packages", Vec::new(), Value::text(n));
    }
    if let Some(frontier) = answer.frontier.as_ref().filter(|f| f.complete) {
        fact("efficient combinations of worth", Vec::new(), Value::text(frontier.deals.len()));
    }
    for side in &answer.sides {
        fact("no agreement is worth", vec![case.party_value(side.party)], number(side.disagreement));
        if let Some(ideal) = side.ideal {
            fact("best acceptable worth", vec![case.party_value(side.party)], number(ideal));
        }
    }
    for solution in &answer.solutions {
        let name = Value::text(solution.notion.name);
        let packages: Vec<Value> = solution.deals.iter().map(|d| case.package_value(&d.package)).collect();
        let package = match <[Value; 1]>::try_from(packages) {
            Ok([only]) => only,
            Err(several) if several.is_empty() => continue,
            Err(several) => Value::Set(several, "; or "),
        };
        fact("package", vec![name.clone()], package);
        if let [deal] = solution.deals.as_slice() {
            for (side, worth) in answer.sides.iter().zip(&deal.worth) {
                fact("worth", vec![name.clone(), case.party_value(side.party)], number(*worth));
            }
        }
    }
    if let Some(nearest) = &answer.nearest {
        for deal in &nearest.deals {
            fact("comes nearest to acceptable", vec![case.package_value(&deal.package)], Value::There);
        }
    }
    Brief { refused: None, cut: answer.limit.map(|l| l.to_string()), facts }
}
