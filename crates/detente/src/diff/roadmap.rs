//! The answer to *in what order?* as facts.

use super::{
    Brief,
    portrait::number,
    value::{Told, Value},
};
use crate::{
    case::{Case, StepId},
    number::Exact,
    question::{Budget, Limit},
    roadmap::{Roadmap, Verdict},
};

/// Whether there is an order, for which package and how long it takes; the rings that prevent it, and the cheapest bridges.
pub(super) fn brief(case: &Case, budget: &Budget) -> Brief {
    let answer = match Roadmap::default().ask(case, budget) {
        Ok(answer) => answer,
        Err(refusal) => return Brief::refused(&refusal),
    };
    let steps = |some: &[StepId]| some.iter().map(|s| case.step_value(*s)).collect::<Vec<_>>();
    let mut facts = Vec::new();
    let mut fact = |label, of, value| facts.push(Told::new(label, of, value));
    fact(
        "verdict",
        Vec::new(),
        Value::text(match answer.verdict {
            Verdict::Open => "open",
            Verdict::Bridged => "blocked, with a bridge",
            Verdict::Blocked => "blocked",
        }),
    );
    if !case.issues().is_empty() {
        fact("package", Vec::new(), case.package_value(&answer.choice.package));
    }
    for ring in answer.rings() {
        fact("wait for each other", steps(&ring), Value::There);
    }
    for step in answer.missing() {
        fact("missing step", vec![case.step_value(step)], Value::There);
    }
    let bridges = answer.bridges();
    if let Some((_, cheapest)) = bridges.first() {
        fact("cost of the cheapest bridge", Vec::new(), number(*cheapest));
        for (weakened, _) in bridges.iter().take_while(|(_, cost)| cost == cheapest) {
            let first = weakened.iter().map(|(step, owed)| {
                Value::List(vec![case.step_value(*step), Value::Set(steps(owed), " or ")], " before ")
            });
            fact("cheapest bridge", first.collect(), Value::There);
        }
    }
    for (step, kinds) in answer.safeguards() {
        let kinds = kinds.into_iter().map(Value::text).collect();
        fact("could make it safe to go first", vec![case.step_value(step)], Value::Set(kinds, ", "));
    }
    if let Ok(plan) = answer.plan(1) {
        if let Some(weighed) = &plan.weighed {
            for worst in weighed.exposure.worst.iter().filter(|w| w.net > Exact::ZERO) {
                fact("exposed by at most", vec![case.party_value(worst.party)], number(worst.net));
            }
            for turn in weighed.hold.turns.iter().filter(|t| !t.goes_on) {
                let act = steps(&plan.acts[turn.act].iter().map(|s| StepId::at(*s)).collect::<Vec<_>>());
                let of = std::iter::once(case.party_value(turn.party)).chain(act).collect();
                fact("would rather stop, unless it forfeits", of, number(turn.needed));
            }
        }
        for (step, late) in plan.late() {
            fact("days too late", step.map(|s| case.step_value(s)).into_iter().collect(), Value::text(late));
        }
        let (days, end) = answer.length(plan);
        fact("days", Vec::new(), Value::text(days));
        if let Some(end) = end {
            fact("last day", Vec::new(), Value::text(end));
        }
        let critical = steps(&plan.critical());
        if !critical.is_empty() {
            fact("critical path", Vec::new(), Value::List(critical, ", "));
        }
    }
    let cut = answer.limit.as_ref().filter(|l| !matches!(l, Limit::MoreBridges(_)));
    Brief { refused: None, cut: cut.map(ToString::to_string), facts }
}
