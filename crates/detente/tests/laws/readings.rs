//! The law of readings: each is the answer to the file with what is disputed taken out.

use detente::{
    question::{Budget, Envelope},
    roadmap::Roadmap,
    verify::{Outcome, Verify},
};
use serde_json::{Value, json};

use crate::{
    answer::Read,
    ask::{Asked, ask_why},
    laws,
    spec::{Spec, Waits},
};

/// Some rules are disputed, one of them by way of the only claim that it rests on.
pub(crate) fn readings(spec: &Spec) -> Read<()> {
    let asked = Asked { readings: true, ..Asked::default() };
    let answer = ask_why(&disputed(spec), &asked)?;
    let readings = answer["readings"]["readings"].as_array().ok_or("`readings` are missing")?;
    let disputes = answer["readings"]["disputes"].as_array().map_or(0, Vec::len);
    laws::equal("number of readings", &readings.len(), &(1 << disputes))?;
    laws::equal("readings are complete", &answer["readings"]["complete"], &Value::Bool(true))?;
    let mut meant_all = Vec::new();
    for reading in readings {
        let against: Vec<(String, String)> = reading["against"]
            .as_array()
            .map_or(vec![], |list| list.iter().map(|d| (text_of(&d["kind"]), text_of(&d["id"]))).collect());
        let meant = ask_why(&without(spec, &against).to_toml(), &Asked::default())?;
        let conflicts: Vec<Value> =
            meant["conflicts"].as_array().into_iter().flatten().map(|c| ids(&c["members"])).collect();
        let told: Vec<Value> = reading["conflicts"].as_array().into_iter().flatten().map(ids).collect();
        laws::equal(&format!("verdict without {against:?}"), &reading["verdict"], &meant["verdict"])?;
        laws::equal(&format!("conflicts without {against:?}"), &told, &conflicts)?;
        let cheapest = &meant["ways_out"][0]["cost"];
        laws::equal(&format!("cheapest way out without {against:?}"), &reading["cheapest"]["cost"], cheapest)?;
        meant_all.push((against, meant["verdict"].clone()));
    }
    depends(&answer, &meant_all)
}

/// The verdict depends on a dispute where deciding it otherwise changes it in some reading.
fn depends(answer: &Value, verdicts: &[(Vec<(String, String)>, Value)]) -> Read<()> {
    for dispute in answer["readings"]["disputes"].as_array().into_iter().flatten() {
        let name = (text_of(&dispute["kind"]), text_of(&dispute["id"]));
        let changes = verdicts.iter().filter(|(against, _)| against.contains(&name)).any(|(against, verdict)| {
            let rest: Vec<_> = against.iter().filter(|d| **d != name).cloned().collect();
            verdicts.iter().any(|(other, v)| *other == rest && v != verdict)
        });
        let told = answer["readings"]["verdict_depends_on"].as_array().is_some_and(|list| list.contains(dispute));
        laws::equal(&format!("the verdict depends on {name:?}"), &told, &changes)?;
    }
    Ok(())
}

/// The same of `roadmap`, with what it depends on, and that its answer verifies.
pub(crate) fn roadmaps(spec: &Spec) -> Read<()> {
    let text = disputed(spec);
    let case = detente::file::read("random.case.toml", &text).case.ok_or("the file was not read")?;
    let asked = Roadmap { readings: true, ..Roadmap::default() };
    let Ok(answer) = asked.ask(&case, &Budget::default()) else { return Ok(()) };
    let facts = answer.facts(&case);
    let told = &facts["if_disputed"];
    let disputes = told["disputes"].as_array().ok_or("`disputes` are missing")?;
    let readings = told["readings"].as_array().ok_or("`readings` are missing")?;
    laws::equal("number of readings", &readings.len(), &(1 << disputes.len()))?;
    let mut meant: Vec<(Vec<(String, String)>, Value)> = Vec::new();
    for reading in readings {
        let against: Vec<(String, String)> = reading["against"]
            .as_array()
            .map_or(vec![], |list| list.iter().map(|d| (text_of(&d["kind"]), text_of(&d["id"]))).collect());
        let should = roadmap_of(&without(spec, &against).to_toml())?;
        for (key, value) in should.as_object().into_iter().flatten() {
            let told = if key == "given_up" { sorted(&reading[key]) } else { reading[key].clone() };
            laws::equal(&format!("{key} without {against:?}"), &told, value)?;
        }
        meant.push((against, should));
    }
    for dispute in disputes {
        let name = (text_of(&dispute["kind"]), text_of(&dispute["id"]));
        for (list, keys) in [
            ("verdict_depends_on", &["verdict"][..]),
            ("answer_depends_on", &["verdict", "package", "given_up", "days", "rings", "missing", "bridge"][..]),
        ] {
            let changes = meant.iter().filter(|(against, _)| against.contains(&name)).any(|(against, one)| {
                let rest: Vec<_> = against.iter().filter(|d| **d != name).cloned().collect();
                let differs = |two: &Value| keys.iter().any(|k| one[*k] != two[*k]);
                meant.iter().any(|(other, two)| *other == rest && differs(two))
            });
            let told = told[list].as_array().is_some_and(|l| l.contains(dispute));
            laws::equal(&format!("{list} {name:?}"), &told, &changes)?;
        }
    }
    let options = asked.options(&case, Budget::default().effort);
    let envelope = Envelope::new("roadmap", options, &case, answer.limit.clone(), facts, &[]);
    let envelope = serde_json::to_value(&envelope).map_err(|e| e.to_string())?;
    let checks = Verify::default().check(&case, &envelope).map_err(|r| r.message)?.checks;
    let bad = checks.iter().find(|c| matches!(c.outcome, Outcome::Fails(_)) && c.at.starts_with("if_disputed"));
    bad.map_or(Ok(()), |bad| Err(format!("{bad:?}")))
}

/// A list in an order that does not depend on the file.
fn sorted(list: &Value) -> Value {
    let mut all = list.as_array().cloned().unwrap_or_default();
    all.sort_by_key(Value::to_string);
    json!(all)
}

/// What readings are compared by, of the plain answer to a file.
fn roadmap_of(text: &str) -> Read<Value> {
    let case = detente::file::read("random.case.toml", text).case.ok_or("the cut file was not read")?;
    let asked = Roadmap { max: 1, ..Roadmap::default() };
    let answer = match asked.ask(&case, &Budget::default()) {
        Ok(answer) => answer.facts(&case),
        Err(refusal) => return Ok(json!({ "refused": refusal.message })),
    };
    let bridge = &answer["bridges"]["found"][0];
    let plan = if answer["order"].is_object() { &answer["order"] } else { &bridge["order"] };
    let needed = |c: &&Value| c["needed"] == true;
    let rings: Value =
        answer["cores"].as_array().into_iter().flatten().filter(needed).map(|c| c["steps"].clone()).collect();
    let missing: Value = answer["missing"].as_array().into_iter().flatten().map(|m| m["step"].clone()).collect();
    let given_up = sorted(&answer["given_up"]);
    let owed = |w: &Value| json!({ "step": w["step"], "owed": w["any"] });
    let first: Value = bridge["weakened"].as_array().into_iter().flatten().map(owed).collect();
    Ok(json!({
        "verdict": answer["verdict"],
        "package": answer["package"],
        "days": plan["days"],
        "given_up": given_up,
        "bridge": if bridge.is_object() { json!({ "first": first, "cost": bridge["cost"] }) } else { Value::Null },
        "rings": rings,
        "missing": missing,
        "refused": null,
    }))
}

/// The file, with the first demand, constraint and step that waits disputed, and the second demand resting on a
/// disputed claim.
fn disputed(spec: &Spec) -> String {
    let mut text = spec.to_toml();
    let mut insert = |table: String, line: &str| {
        text = text.replacen(&format!("[{table}]\n"), &format!("[{table}]\n{line}\n"), 1);
    };
    if let Some(demand) = spec.demands.first() {
        insert(format!("demands.{}", demand.name), "disputed_by = [\"against\"]");
    }
    if let Some(demand) = spec.demands.get(1) {
        insert(format!("demands.{}", demand.name), "because = [\"doubtful\"]");
    }
    if let Some((constraint, _)) = spec.constraints.first() {
        insert(format!("constraints.{constraint}"), "disputed_by = [\"against\"]");
    }
    if let Some(step) = spec.steps.iter().find(|s| !s.waits.is_empty()) {
        insert(format!("steps.{}", step.name), "disputed_by = [\"against\"]");
    }
    text + "[documents.paper]\ntitle = \"A paper\"\n[claims.against]\ndocument = \"paper\"\nquote = \"It is not so\"\n\
            [claims.doubtful]\ndocument = \"paper\"\nquote = \"It may be so\"\ndisputed_by = [\"against\"]\n"
}

/// The case with some disputed things taken out; a step stays, but waits for nothing.
fn without(spec: &Spec, against: &[(String, String)]) -> Spec {
    let mut spec = spec.clone();
    let doubtful = spec.demands.get(1).map(|d| d.name.clone());
    for (kind, id) in against {
        match kind.as_str() {
            "demand" => spec.demands.retain(|d| d.name != *id),
            "constraint" => spec.constraints.retain(|(c, _)| c != id),
            "claim" => spec.demands.retain(|d| Some(&d.name) != doubtful.as_ref()),
            _ => spec.steps.iter_mut().filter(|s| s.name == *id).for_each(|s| {
                s.waits = Waits::default();
            }),
        }
    }
    spec
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Kinds and names of a list of members, without what else is told of them.
fn ids(members: &Value) -> Value {
    let list = members.as_array().into_iter().flatten();
    list.map(|m| serde_json::json!([m["kind"], m["id"]])).collect()
}
