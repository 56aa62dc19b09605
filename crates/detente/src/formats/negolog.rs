//! `NegoLog` JSON: two profiles, `{"reservationValue": 0.1, "issueWeights": {...}, "issues": {"issue": {"value": 0.5}}}`.
//!
//! A package is worth the sum over the issues of weight times value, of 1, as `NegoLog` has it: nothing is normalised. It
//! knows two parties only.

use std::fmt::Write;

use num_traits::{One, Zero};

use super::{
    amount::Amount,
    carried::{carried, told_bonuses, told_rounded, written},
    case_text::case_text,
    exchange::{Exported, Imported, Looked, Source, wishes},
    scenario::{Profile, Scenario, Topic, Wish},
    tree::{Node, json},
};
use crate::{
    case::Case,
    diagnostic::{Code, Diagnostic},
};

const FORMAT: &str = "NegoLog";

/// Makes a case of the profiles of two parties, each called like its file.
pub fn import(profiles: &[Source]) -> Imported {
    let mut scenario = Scenario {
        title: profiles.iter().map(Source::stem).collect::<Vec<_>>().join(" and "),
        preface: preface(profiles),
        ..Scenario::default()
    };
    let mut files = Vec::new();
    for (n, source) in profiles.iter().enumerate() {
        let (mut looked, node) = json(source);
        if let Some(node) = node {
            profile(&node, source.stem(), &mut scenario, &mut looked);
        }
        super::exchange::named_once(profiles, n, &mut looked);
        files.push(looked);
    }
    if profiles.len() != 2
        && let Some(first) = files.first_mut()
    {
        first.report(
            Diagnostic::new(
                Code::ForeignMisfit,
                0..0,
                format!("negotiations of {FORMAT} have two parties, and here are {}", profiles.len()),
            )
            .help("name the profiles of both parties"),
        );
    }
    let sound = !files.iter().any(Looked::faulty);
    Imported::of(files, if sound { case_text(&scenario) } else { None })
}

fn preface(profiles: &[Source]) -> Vec<String> {
    let names: Vec<String> = profiles.iter().map(|p| format!("`{}`", p.file_name())).collect();
    vec![
        format!("From the {FORMAT} profiles {}.", names.join(" and ")),
        "Worth is the sum of weight times value, times 100; nothing is normalised.".to_owned(),
    ]
}

fn profile(node: &Node, name: &str, scenario: &mut Scenario, looked: &mut Looked) {
    let (Some(weights), Some(issues)) = (node.get("issueWeights"), node.get("issues")) else {
        looked.report(
            Diagnostic::new(
                Code::ForeignMisfit,
                node.place.start..node.place.start,
                format!("this is no profile of {FORMAT}"),
            )
            .note("it has `reservationValue`, `issueWeights` and `issues`")
            .help("give the profile that belongs to a party"),
        );
        return;
    };
    if scenario.issues.is_empty() && scenario.parties.is_empty() {
        scenario.issues = issues
            .entries()
            .iter()
            .map(|(name, values)| Topic {
                name: name.clone(),
                options: values.entries().iter().map(|(o, _)| o.clone()).collect(),
                ..Topic::default()
            })
            .collect();
        super::exchange::not_too_many(&scenario.issues, looked);
    }
    for (name, at) in issues.entries() {
        if !scenario.issues.iter().any(|i| i.name == *name) {
            looked.report(
                Diagnostic::new(Code::ForeignMisfit, at.place, format!("the other profile has no issue `{name}`"))
                    .did_you_mean(name, scenario.issues.iter().map(|i| i.name.as_str()))
                    .help("give two profiles of one negotiation"),
            );
        }
    }
    let mut wants = Vec::new();
    for topic in &scenario.issues {
        let found = issues.get(&topic.name).and_then(|values| {
            let weight = weights.get(&topic.name).or_else(|| {
                lacks(looked, weights, &format!("there is no weight of issue `{}`", topic.name));
                None
            })?;
            let values = super::exchange::table(values, topic, "value", looked)?;
            Some(Wish { weight: weight.number("weight", looked)?, values, best: Amount::one() })
        });
        if issues.get(&topic.name).is_none() {
            lacks(looked, issues, &format!("there is no issue `{}`, as the other profile has it", topic.name));
        }
        wants.push(found);
    }
    let walk_away = node.get("reservationValue").filter(|n| !n.null());
    let walk_away = walk_away.map_or(Some(Amount::zero()), |n| n.number("reservation value", looked));
    scenario.parties.push(Profile {
        name: name.to_owned(),
        wants,
        total: Some(Amount::one()),
        walk_away,
        ..Profile::default()
    });
}

fn lacks(looked: &mut Looked, node: &Node, message: &str) {
    looked.report(
        Diagnostic::new(Code::ForeignMisfit, node.place.start..node.place.start, message)
            .help("give two profiles of one negotiation, each with all of its issues"),
    );
}

/// Writes a profile for each of two parties.
pub fn export(case: &Case) -> Exported {
    let (scenario, mut found) = carried(case, FORMAT);
    if scenario.parties.len() != 2 {
        found.push(
            Diagnostic::new(
                Code::NotCarried,
                0..0,
                format!("{FORMAT} knows two parties, and {} here have wants", scenario.parties.len()),
            )
            .help("all profiles are written; choose two of them there"),
        );
    }
    let mut files = Vec::new();
    for party in &scenario.parties {
        if !party.bonuses.is_empty() {
            told_bonuses(case, &party.name, FORMAT, &mut found);
        }
        let (wants, rounded) = party.as_sum();
        if rounded {
            told_rounded(case, &party.name, &mut found);
        }
        let mut out = String::from("{\n");
        let reservation = party.walk_away.as_ref().map_or_else(|| "0".to_owned(), written);
        let _ = writeln!(out, "  \"reservationValue\": {reservation},");
        let rows = wishes(&scenario, &wants);
        let weights: Vec<String> = rows.iter().map(|r| format!("    {}: {}", r.issue, r.weight)).collect();
        let _ = writeln!(out, "  \"issueWeights\": {{\n{}\n  }},", weights.join(",\n"));
        let issues: Vec<String> =
            rows.iter().map(|r| format!("    {}: {{ {} }}", r.issue, r.values.join(", "))).collect();
        let _ = writeln!(out, "  \"issues\": {{\n{}\n  }}\n}}", issues.join(",\n"));
        files.push((format!("{}.json", super::exchange::file_stem(&party.name)), out));
    }
    Exported { files, found }
}
