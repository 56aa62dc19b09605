//! `GeniusWeb` profiles, written.

use std::fmt::Write;

use num_traits::{One, Signed, Zero};

use super::{
    super::{
        amount::{self, Amount, rounded},
        carried::{carried, told_bonuses, told_rounded, written},
        exchange::{Exported, Source, file_stem, quoted, wishes},
        scenario::{Profile, Scenario, Topic, Wish},
        tree::json,
    },
    FORMAT, reserved, worth,
};
use crate::{
    case::Case,
    diagnostic::{Code, Diagnostic},
};

/// Writes a profile, with the domain in it, for each party that says what it wants.
pub fn export(case: &Case) -> Exported {
    let (scenario, mut found) = carried(case, FORMAT);
    let domain = domain(&scenario);
    let mut files = Vec::new();
    for party in &scenario.parties {
        let place = case.parties().iter().find(|p| p.key == party.name).map(|p| p.place).unwrap_or_default();
        if !party.bonuses.is_empty() {
            told_bonuses(case, &party.name, FORMAT, &mut found);
        }
        let (mut wants, mut not_exact) = party.as_sum();
        not_exact |= weights_to_one(&mut wants, &scenario, party, place, &mut found);
        if not_exact {
            told_rounded(case, &party.name, &mut found);
        }
        if wants.iter().flatten().flat_map(|w| &w.values).any(|v| v.is_negative() || *v > Amount::one()) {
            found.push(
                Diagnostic::new(
                    Code::NotCarried,
                    place,
                    format!("values of `{}` are not within what {FORMAT} allows", party.name),
                )
                .note("it takes utilities from 0 to 1 only")
                .help("raise the values of the issue so that none is below 0"),
            );
        }
        let bid = reservation(party, &scenario.issues);
        if bid.is_none() && party.walk_away.as_ref().is_some_and(|w| w.is_positive()) {
            found.push(
                Diagnostic::new(Code::NotCarried, place, format!("the walk-away of `{}` is not carried", party.name))
                    .note(format!("in {FORMAT} it would have to be a package, not a number"))
                    .help("add a `reservationBid` there that is worth as much"),
            );
        }
        let mut out = format!(
            "{{\n  \"LinearAdditiveUtilitySpace\": {{\n    \"name\": {},\n    \"domain\": {domain},\n",
            quoted(&party.name)
        );
        let rows = wishes(&scenario, &wants);
        let weights: Vec<String> = rows.iter().map(|r| format!("{}: {}", r.issue, r.weight)).collect();
        let _ = writeln!(out, "    \"issueWeights\": {{ {} }},", weights.join(", "));
        let utilities: Vec<String> = rows
            .iter()
            .map(|r| {
                format!(
                    "      {}: {{ \"DiscreteValueSetUtilities\": {{ \"valueUtilities\": {{ {} }} }} }}",
                    r.issue,
                    r.values.join(", ")
                )
            })
            .collect();
        let _ = write!(out, "    \"issueUtilities\": {{\n{}\n    }}", utilities.join(",\n"));
        if let Some(bid) = bid {
            let _ = write!(out, ",\n    \"reservationBid\": {bid}");
        }
        out.push_str("\n  }\n}\n");
        files.push((format!("{}.json", file_stem(&party.name)), out));
    }
    Exported { files, found }
}

/// Every issue as a set of values: a range would not keep what each of them is worth.
fn domain(scenario: &Scenario) -> String {
    let issues: Vec<String> = scenario
        .issues
        .iter()
        .map(|i| {
            let values: Vec<String> = i.options.iter().map(|o| quoted(o)).collect();
            format!("{}: {{ \"values\": [{}] }}", quoted(&i.name), values.join(", "))
        })
        .collect();
    format!("{{ \"name\": {}, \"issuesValues\": {{ {} }} }}", quoted(&scenario.title), issues.join(", "))
}

/// Makes the weights sum to 1, as the format must have it; whether something was rounded for that.
fn weights_to_one(
    wants: &mut [Option<Wish>],
    scenario: &Scenario,
    party: &Profile,
    place: crate::diagnostic::Place,
    found: &mut Vec<Diagnostic>,
) -> bool {
    let sum = wants.iter().flatten().fold(Amount::zero(), |sum, w| sum + &w.weight);
    if sum.is_one() {
        return false;
    }
    if sum.is_zero() {
        // Nothing counts: one issue carries all of the weight, and nothing on it is worth anything.
        if let Some(first) = wants.first_mut() {
            let values = vec![Amount::zero(); scenario.issues[0].options.len()];
            *first = Some(Wish { weight: Amount::one(), values, best: Amount::one() });
        }
        return false;
    }
    found.push(
        Diagnostic::new(
            Code::NotCarried,
            place,
            format!("the weights of `{}` sum to {}; {FORMAT} wants 1", party.name, written(&sum)),
        )
        .note("they are divided by their sum, and so is all worth of this party there")
        .help("nothing need be done, if only the order of packages matters"),
    );
    let mut exact = true;
    for wish in wants.iter_mut().flatten() {
        let weight = &wish.weight / &sum;
        exact &= amount::decimal(&weight).is_some();
        wish.weight = if amount::decimal(&weight).is_some() { weight } else { rounded(&weight, 15) };
    }
    let off = Amount::one() - wants.iter().flatten().fold(Amount::zero(), |sum, w| sum + &w.weight);
    if let Some(heaviest) = wants.iter_mut().flatten().max_by(|a, b| a.weight.cmp(&b.weight)) {
        heaviest.weight += off;
    }
    !exact
}

/// The reservation bid that was kept, if it is still worth the walk-away; its values as texts, since every issue is a set of
/// texts here.
fn reservation(party: &Profile, issues: &[Topic]) -> Option<String> {
    let (_, kept) = party.kept.iter().find(|(k, _)| k == "geniusweb.reservationBid")?;
    let (mut looked, node) = json(&Source::new("kept", kept.as_bytes()));
    let chosen = reserved(&node?, issues, &mut looked);
    if looked.faulty() || party.walk_away.as_ref() != Some(&worth(party, &chosen)) {
        return None;
    }
    let named = issues.iter().zip(&chosen).filter_map(|(i, o)| Some((i, (*o)?)));
    let values: Vec<String> = named.map(|(i, o)| format!("{}: {}", quoted(&i.name), quoted(&i.options[o]))).collect();
    Some(format!("{{ \"issuevalues\": {{ {} }} }}", values.join(", ")))
}
