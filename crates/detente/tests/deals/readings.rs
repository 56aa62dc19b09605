//! Each reading is the answer to the file with what is disputed cut out, and depends on a dispute where that changes it.

use std::fmt::Write;

use detente::{
    deals::{Deals, Scale},
    question::{Budget, Envelope},
    verify::{Outcome, Verify},
};
use serde_json::{Value, json};

use crate::{
    ask::{Read, facts, read},
    laws::equal,
    spec::Spec,
};

/// What is disputed in a random case: the first of each kind; what a claim carries is the second demand.
fn disputed(spec: &Spec) -> String {
    let mut text = spec.to_toml();
    let against = "disputed_by = [\"against\"]";
    let mut insert = |after: &str, line: &str| text = text.replacen(after, &format!("{after}{line}"), 1);
    if let Some((name, ..)) = spec.demands.first() {
        insert(&format!("[demands.{name}]\n"), &format!("{against}\n"));
    }
    if let Some((name, ..)) = spec.demands.get(1) {
        insert(&format!("[demands.{name}]\n"), "because = [\"doubtful\"]\n");
    }
    if let Some((name, _)) = spec.constraints.first() {
        insert(&format!("[constraints.{name}]\n"), &format!("{against}\n"));
    }
    // Those of one party are as many as can be read in a moment.
    if let Some(party) = spec.parties.iter().find(|p| p.principal) {
        let head = format!("[parties.{}]\n", party.name);
        let at = text.find(&head).unwrap_or_default();
        let end = text[at..].find("\n\n").map_or(text.len(), |n| at + n);
        let mut table = text[at..end].to_owned();
        if let Some(wants) = table.find("wants.") {
            let open = wants + table[wants..].find("= { ").unwrap_or_default() + "= { ".len();
            table.insert_str(open, &format!("{against}, "));
        }
        if let Some(bonus) = table.find("bonuses = [ { ") {
            table.insert_str(bonus + "bonuses = [ { ".len(), &format!("{against}, "));
        }
        if let Some(walk) = table.find("walk_away = ") {
            let end = walk + table[walk..].find('\n').unwrap_or_default();
            let worth = table[walk + "walk_away = ".len()..end].to_owned();
            table.replace_range(walk..end, &format!("walk_away = {{ worth = {worth}, {against} }}"));
        }
        text.replace_range(at..end, &table);
    }
    let _ = writeln!(
        text,
        "[documents.paper]\ntitle = \"A paper\"\n[claims.against]\ndocument = \"paper\"\nquote = \"It is not so\"\n\
         [claims.doubtful]\ndocument = \"paper\"\nquote = \"It may be so\"\ndisputed_by = [\"against\"]"
    );
    text
}

/// The case from which some of that was cut out by hand.
fn without(spec: &Spec, against: &[(String, String)]) -> Spec {
    let mut cut = spec.clone();
    for (kind, id) in against {
        match kind.as_str() {
            "demand" => cut.demands.retain(|(name, ..)| name != id),
            "claim" => {
                let carried = spec.demands.get(1).map(|d| d.0.clone());
                cut.demands.retain(|(name, ..)| Some(name) != carried.as_ref());
            }
            "constraint" => cut.constraints.retain(|(name, _)| name != id),
            "walk_away" => cut.parties.iter_mut().filter(|p| p.name == *id).for_each(|p| p.walk_away = None),
            "wants" | "bonus" => {
                let path: Vec<&str> = id.split('.').collect();
                let issue = cut.issues.iter().position(|(name, _)| *name == path[3]);
                let party = cut.parties.iter_mut().find(|p| p.name == path[1]).expect("the party is there");
                let Some(wants) = &mut party.wants else { continue };
                match issue {
                    Some(issue) if kind == "wants" => wants.issues[issue] = None,
                    _ => {
                        // The first is disputed, and cut out once.
                        wants.bonuses.remove(0);
                    }
                }
            }
            other => panic!("nothing of kind {other} is disputed"),
        }
    }
    for party in &mut cut.parties {
        let Some(wants) = &party.wants else { continue };
        let counts = wants.issues.iter().flatten().any(|(weight, _)| *weight != 0);
        let divided = wants.measure.as_ref().is_some_and(|m| m.total.is_some());
        let some = wants.issues.iter().any(Option::is_some);
        if wants.bonuses.is_empty() && !(counts || (divided && some)) {
            // A file in which nothing counts for a party does not say what it wants.
            party.wants = None;
            party.walk_away = None;
        }
    }
    cut
}

/// What readings are compared by, of the plain answer to a file.
fn essence(text: &str) -> Read<Value> {
    let deals = Deals { samples: 0, ..Deals::default() };
    let answer = match facts(&read(text)?, &deals) {
        Err(refused) if refused.starts_with("refused: ") => {
            return Ok(json!({ "refused": refused.trim_start_matches("refused: ") }));
        }
        answer => answer?,
    };
    let picks = |s: &Value| -> Value {
        let mut all: Vec<Value> = s["package"].as_object().map(|p| json!(p)).into_iter().collect();
        all.extend(s["ties"].as_array().into_iter().flatten().map(|t| t["package"].clone()));
        all.sort_by_key(Value::to_string);
        json!(all)
    };
    let solutions: serde_json::Map<String, Value> =
        answer["solutions"].as_object().into_iter().flatten().map(|(k, s)| (k.clone(), picks(s))).collect();
    Ok(json!({
        "any_acceptable": answer["any_acceptable"],
        "acceptable": answer["packages"]["acceptable"],
        "solutions": solutions,
        "frontier": answer["frontier"].as_array().map(Vec::len),
        "refused": null,
    }))
}

fn against(reading: &Value) -> Vec<(String, String)> {
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    reading["against"].as_array().into_iter().flatten().map(|d| (text(&d["kind"]), text(&d["id"]))).collect()
}

pub(crate) fn law(spec: &Spec) -> Read<()> {
    let text = disputed(spec);
    let case = read(&text)?;
    if !spec.parties.iter().any(|p| p.principal && p.wants.is_some()) {
        return Ok(());
    }
    let deals = Deals { readings: true, samples: 0, ..Deals::default() };
    let answer = facts(&case, &deals)?;
    let readings = answer["readings"]["readings"].as_array().ok_or("`readings` are missing")?;
    let disputes = answer["readings"]["disputes"].as_array().ok_or("`disputes` are missing")?;
    equal("number of readings", &readings.len(), &(1 << disputes.len()))?;
    let mut meant = Vec::new();
    for reading in readings {
        let set = against(reading);
        let mut should = essence(&without(spec, &set).to_toml())?;
        if should["refused"].is_string() {
            for key in ["any_acceptable", "acceptable", "solutions", "frontier"] {
                should[key] = Value::Null;
            }
        }
        let mut told = reading.clone();
        for picked in told["solutions"].as_object_mut().into_iter().flat_map(|s| s.values_mut()) {
            if let Some(list) = picked.as_array_mut() {
                list.sort_by_key(Value::to_string);
            }
        }
        for key in ["any_acceptable", "acceptable", "solutions", "frontier", "refused"] {
            equal(&format!("{key} without {set:?}"), &told[key], &should[key])?;
        }
        meant.push((set, should));
    }
    for (list, keys) in [
        ("verdict_depends_on", &["any_acceptable", "refused"][..]),
        ("answer_depends_on", &["any_acceptable", "acceptable", "solutions", "frontier", "refused"][..]),
    ] {
        for dispute in disputes {
            let name =
                (dispute["kind"].as_str().unwrap_or("").to_owned(), dispute["id"].as_str().unwrap_or("").to_owned());
            let differ = |a: &Value, b: &Value| {
                let refused = |v: &Value| v["refused"].is_string();
                keys.iter().any(|k| if *k == "refused" { refused(a) != refused(b) } else { a[*k] != b[*k] })
            };
            let changes = meant.iter().filter(|(set, _)| set.contains(&name)).any(|(set, one)| {
                let rest: Vec<_> = set.iter().filter(|d| **d != name).cloned().collect();
                meant.iter().any(|(other, two)| *other == rest && differ(one, two))
            });
            let told = answer["readings"][list].as_array().is_some_and(|l| l.contains(dispute));
            equal(&format!("{list} {name:?}"), &told, &changes)?;
        }
    }
    verified(&text)
}

/// An answer with readings verifies.
fn verified(text: &str) -> Read<()> {
    let case = read(text)?;
    let deals = Deals { readings: true, samples: 0, ..Deals::default() };
    let answer = deals.ask(&case, &Budget::default()).map_err(|r| r.message)?;
    let options = deals.options(&case, Scale::Worth);
    let envelope = Envelope::new("deals", options, &case, answer.limit.clone(), answer.facts(&case, Scale::Worth), &[]);
    let envelope = serde_json::to_value(&envelope).map_err(|e| e.to_string())?;
    let fails = |envelope: &Value| -> Read<Vec<String>> {
        let checks = Verify::default().check(&case, envelope).map_err(|r| r.message)?.checks;
        let fails =
            |c: &&detente::verify::Check| matches!(c.outcome, Outcome::Fails(_)) && c.at.starts_with("readings");
        Ok(checks.iter().filter(fails).map(|c| format!("{c:?}")).collect())
    };
    equal("checks that fail", &fails(&envelope)?, &Vec::new())?;
    // And one in which a reading is told wrongly does not.
    let mut wrong = envelope;
    let readings = &mut wrong["answer"]["readings"]["readings"];
    let Some(last) = readings.as_array_mut().and_then(|r| r.iter_mut().rev().find(|r| r["acceptable"].is_u64())) else {
        return Ok(());
    };
    last["acceptable"] = json!(last["acceptable"].as_u64().unwrap_or(0) + 1);
    if fails(&wrong)?.is_empty() { Err("a wrong number of packages was not found".to_owned()) } else { Ok(()) }
}
