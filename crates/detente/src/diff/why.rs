//! The answer to *what blocks an agreement?* as facts.

use super::{
    Brief,
    portrait::number,
    value::{Told, Value},
};
use crate::{
    case::Case,
    question::Budget,
    rule::Origin,
    why::{Verdict, Why},
};

/// Verdict, conflicts, the cheapest ways out, and who can unblock alone.
pub(super) fn brief(case: &Case, budget: &Budget) -> Brief {
    let answer = match Why::default().ask(case, budget) {
        Ok(answer) => answer,
        Err(refusal) => return Brief::refused(&refusal),
    };
    let members = |some: &[Origin]| some.iter().map(|o| member(case, *o)).collect::<Vec<_>>();
    let mut facts = Vec::new();
    let mut fact = |label, of, value| facts.push(Told::new(label, of, value));
    let verdict = match answer.verdict {
        Verdict::Open => "open",
        Verdict::Blocked => "blocked",
        Verdict::Impossible => "impossible",
    };
    fact("verdict", Vec::new(), Value::text(verdict));
    fact("packages", Vec::new(), Value::text(&answer.packages));
    if let Some(n) = &answer.acceptable_packages {
        fact("acceptable packages", Vec::new(), Value::text(n));
    }
    for conflict in &answer.conflicts {
        fact("conflict", members(&conflict.members), Value::There);
    }
    if answer.verdict == Verdict::Blocked {
        fact("ways out", Vec::new(), Value::text(&answer.ways_out_total));
    }
    if let Some(first) = answer.ways_out.first() {
        fact("cost of the cheapest way out", Vec::new(), number(first.cost));
    }
    let (tied, _) = answer.tied();
    for way in &answer.ways_out[..tied] {
        fact("cheapest way out: give up", members(&way.give_up), Value::There);
    }
    for party in &answer.parties {
        if let Some((_, cost)) = &party.alone {
            fact("can unblock alone, at a cost of", vec![case.party_value(party.party)], number(*cost));
        }
    }
    if !answer.impossible_because.is_empty() {
        fact("cannot be together", members(&answer.impossible_because), Value::There);
    }
    Brief { refused: None, cut: answer.limit.as_ref().filter(|l| cuts(l)).map(ToString::to_string), facts }
}

/// That not all ways out are listed changes nothing here: only the cheapest are compared.
fn cuts(limit: &crate::question::Limit) -> bool {
    !matches!(limit, crate::question::Limit::WaysOut { .. })
}

/// A rule, as what stands in the file.
fn member(case: &Case, origin: Origin) -> Value {
    match origin {
        Origin::Demand(d) => case.demand_value(d),
        Origin::WalkAway(p) => Value::List(vec![Value::text("the walk-away of"), case.party_value(p)], " "),
        Origin::Step(s) => case.step_value(s),
        Origin::Constraint(c) => {
            let c = case.constraint(c);
            let name = c.name.clone().unwrap_or_else(|| c.key.clone());
            Value::Ref(super::Kind::Constraint, vec![c.key.clone()], name)
        }
    }
}
