//! Demands, constraints, steps and guarantees.

use super::{
    Fields, Portrait, content,
    parties::{firmness, number},
    pattern,
};
use crate::{
    case::{Case, Insists, Order, PartyId, StepId, Verification, Waits},
    diff::value::{Kind, Value},
    number::Exact,
};

pub(super) fn acts(case: &Case, all: &mut Vec<Portrait>) {
    steps(case, all);
    demands(case, all);
    for constraint in case.constraints() {
        let mut fields = Fields::new(case);
        fields.put_some("name", constraint.name.as_ref().map(Value::text));
        fields.put("asks", content(case, &constraint.content));
        fields.grounds(&[], &constraint.grounds);
        all.push(fields.of(Kind::Constraint, &[&constraint.key]));
    }
    for guarantee in case.guarantees() {
        let mut fields = Fields::new(case);
        fields.name(&guarantee.name, &guarantee.key);
        fields.put("given by", case.party_value(guarantee.by));
        let side = |side: (PartyId, Exact)| Value::List(vec![case.party_value(side.0), number(side.1)], ", up to ");
        fields.put_some("covers", guarantee.covers.map(side));
        fields.put_some("binds", guarantee.binds.map(side));
        fields.grounds(&[], &guarantee.grounds);
        all.push(fields.of(Kind::Guarantee, &[&guarantee.key]));
    }
}

fn steps(case: &Case, all: &mut Vec<Portrait>) {
    for step in case.steps() {
        let mut fields = Fields::new(case);
        fields.name(&step.name, &step.key);
        fields.put("by", Value::Set(step.by.iter().map(|p| case.party_value(*p)).collect(), ", "));
        waits(case, &step.waits, &[], &mut fields);
        fields.put_some("carries out", step.carries_out.as_ref().map(|p| pattern(case, p)));
        fields.flag("optional", step.optional, false);
        fields.put_some("days", step.days.map(Value::text));
        fields.put_some("reversible", step.reversible.map(|r| Value::text(if r { "yes" } else { "no" })));
        fields.flag("observable", step.observable, true);
        fields.flag("splittable", step.splittable, false);
        fields.flag("escrow", step.escrow, false);
        for (party, value) in &step.values {
            fields.put_of("value", vec![case.party_value(*party)], number(*value));
        }
        verified(case, step.verified, &mut fields);
        fields.put_some("not before", step.not_before.map(Value::text));
        fields.put_some("not after", step.not_after.map(Value::text));
        fields.grounds(&[], &step.grounds);
        all.push(fields.of(Kind::Step, &[&step.key]));
    }
}

fn demands(case: &Case, all: &mut Vec<Portrait>) {
    for demand in case.demands() {
        let mut fields = Fields::new(case);
        fields.put_some("name", demand.name.as_ref().map(Value::text));
        fields.put("party", case.party_value(demand.party));
        match &demand.insists {
            Insists::Content(asked) => fields.put("asks", content(case, asked)),
            Insists::Order(Order::After { step, waits: asked }) => {
                fields.put("step", case.step_value(*step));
                waits(case, asked, &[], &mut fields);
            }
            Insists::Order(Order::Together(steps)) => fields.put("together", set_of_steps(case, steps, ", ")),
        }
        fields.put("firmness", firmness(demand.firmness));
        fields.put_some("bridge", demand.terms.bridge.map(firmness));
        verified(case, demand.terms.verified, &mut fields);
        for meaning in &demand.terms.meanings {
            let of = [Value::text("the reading"), Value::text(&meaning.key)];
            let name = if meaning.name == meaning.key { Value::There } else { Value::text(&meaning.name) };
            fields.put_of("name", of.to_vec(), name);
            if let Some(party) = meaning.by {
                fields.put_of("read so by", of.to_vec(), case.party_value(party));
            }
            waits(case, &meaning.waits, &of, &mut fields);
            fields.grounds(&of, &meaning.grounds);
        }
        fields.grounds(&[], &demand.grounds);
        all.push(fields.of(Kind::Demand, &[&demand.key]));
    }
}

fn waits(case: &Case, waits: &Waits, of: &[Value], fields: &mut Fields<'_>) {
    fields.put_of("only after", of.to_vec(), set_of_steps(case, &waits.all, ", "));
    let any = waits.any.iter().map(|any| set_of_steps(case, any, " or "));
    fields.put_of("only after one of", of.to_vec(), Value::Set(any.collect(), ", and "));
    fields.put_of("on credit", of.to_vec(), set_of_steps(case, &waits.on_credit, ", "));
}

fn set_of_steps(case: &Case, steps: &[StepId], between: &'static str) -> Value {
    Value::Set(steps.iter().map(|s| case.step_value(*s)).collect(), between)
}

fn verified(case: &Case, verified: Option<Verification>, fields: &mut Fields<'_>) {
    if let Some(verified) = verified {
        fields.put("verified by", case.party_value(verified.by));
        fields.put("days of verification", Value::text(verified.days));
    }
}
