//! Parties: what they want, and when they would walk away.

use super::{Fields, Portrait, pattern};
use crate::{
    case::{Case, Firmness, IssueId, OptionId, PartyId, Preference, Role, Wants},
    diff::value::{Kind, Value},
    number::Exact,
};

pub(super) fn party(case: &Case, id: PartyId) -> Portrait {
    let party = case.party(id);
    let mut fields = Fields::new(case);
    fields.name(&party.name, &party.key);
    let role = match party.role {
        Role::Principal => "principal",
        Role::Mediator => "mediator",
        Role::Guarantor => "guarantor",
        Role::Observer => "observer",
    };
    fields.put("role", Value::text(role));
    fields.texts("aliases", &party.aliases);
    if let Some(walk_away) = &party.walk_away {
        fields.put("walk-away", number(walk_away.worth));
        fields.put("firmness of the walk-away", firmness(walk_away.firmness));
        if walk_away.grounds != party.grounds {
            fields.grounds(&[Value::text("the walk-away")], &walk_away.grounds);
        }
    }
    match &party.preference {
        Preference::Worth(wants) => worth(case, id, wants, &mut fields),
        Preference::Prefers(patterns) => {
            fields.put("prefers", Value::List(patterns.iter().map(|p| pattern(case, p)).collect(), "; then "));
        }
        Preference::Ranking(tiers) => {
            let tier = |tier: &Vec<crate::case::Package>| {
                Value::Set(tier.iter().map(|p| case.package_value(p)).collect(), " = ")
            };
            fields.put("ranking", Value::List(tiers.iter().map(tier).collect(), "; then "));
        }
        Preference::Unknown => {}
    }
    fields.put("accepts", Value::Set(party.accepts.iter().map(|p| case.party_value(*p)).collect(), ", "));
    fields.put_some("overlooks", party.overlooks.as_ref().map(|p| pattern(case, p)));
    fields.grounds(&[], &party.grounds);
    fields.of(Kind::Party, &[&party.key])
}

fn worth(case: &Case, id: PartyId, wants: &Wants, fields: &mut Fields<'_>) {
    let unsure = wants.unsure();
    let ordered = unsure.filter(|u| !u.order.is_empty());
    if let Some(unsure) = ordered {
        let tier = |tier: &Vec<IssueId>| Value::Set(tier.iter().map(|i| case.issue_value(*i)).collect(), " = ");
        fields.put("order of issues", Value::List(unsure.order.iter().map(tier).collect(), " > "));
    }
    for issue in case.issue_ids() {
        let Some(on) = wants.on(issue) else { continue };
        if ordered.is_none() {
            let range = unsure.and_then(|u| u.weights[issue.index()]);
            fields.put_of("weight", vec![case.issue_value(issue)], range_of(range, on.weight));
        }
        for (n, value) in on.values.iter().enumerate() {
            let range = unsure.and_then(|u| u.values[issue.index()].get(n).copied());
            let option = case.option_value(issue, OptionId::at(n));
            fields.put_of("worth", vec![case.issue_value(issue), option], range_of(range, *value));
        }
        if on.grounds != case.party(id).grounds {
            fields.grounds(&[case.issue_value(issue)], &on.grounds);
        }
        if let Some(measure) = wants.measure() {
            fields.put_of(
                "value that counts as 100",
                vec![case.issue_value(issue)],
                number(measure.best[issue.index()]),
            );
        }
    }
    if let Some(measure) = wants.measure() {
        fields.put_some("weights are divided by", measure.total.map(number));
        fields.put("bonus that counts as 100", number(measure.out_of));
        fields.flag("nothing above 100 counts", measure.capped, false);
    }
    let bonus = |b: &crate::case::Bonus| {
        let when = Value::text(if b.unless { "unless" } else { "when" });
        Value::List(vec![number(b.worth), when, pattern(case, &b.when)], " ")
    };
    fields.put("bonuses", Value::Set(wants.bonuses().iter().map(bonus).collect(), "; "));
    for bonus in wants.bonuses().iter().filter(|b| b.grounds != case.party(id).grounds) {
        let when = Value::text(if bonus.unless { "bonus unless" } else { "bonus when" });
        fields.grounds(&[when, pattern(case, &bonus.when)], &bonus.grounds);
    }
}

fn range_of(range: Option<(Exact, Exact)>, middle: Exact) -> Value {
    match range {
        Some((low, high)) if low < high => Value::List(vec![number(low), number(high)], " to "),
        _ => number(middle),
    }
}

/// A number as a fraction where it has no short decimals, so that no two different ones look the same.
pub(in crate::diff) fn number(number: Exact) -> Value {
    let told = number.to_string();
    if Exact::parse(&told) == Some(number) {
        return Value::Text(told);
    }
    let decimals = number.rounded(9);
    if Exact::parse(&decimals) == Some(number) {
        return Value::Text(decimals);
    }
    Value::text(format!("{}/{}", number.numerator(), number.denominator()))
}

pub(super) fn firmness(firmness: Firmness) -> Value {
    match firmness {
        Firmness::Absolute => Value::text("absolute"),
        Firmness::Cost(cost) => number(cost),
    }
}
