//! The law of readings: each is the answer to the file with what is disputed taken out.

use serde_json::Value;

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
            .map_or(vec![], |list| list.iter().map(|d| (text(&d["kind"]), text(&d["id"]))).collect());
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
        let name = (text(&dispute["kind"]), text(&dispute["id"]));
        let changes = verdicts.iter().filter(|(against, _)| against.contains(&name)).any(|(against, verdict)| {
            let rest: Vec<_> = against.iter().filter(|d| **d != name).cloned().collect();
            verdicts.iter().any(|(other, v)| *other == rest && v != verdict)
        });
        let told = answer["readings"]["verdict_depends_on"].as_array().is_some_and(|list| list.contains(dispute));
        laws::equal(&format!("the verdict depends on {name:?}"), &told, &changes)?;
    }
    Ok(())
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

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Kinds and names of a list of members, without what else is told of them.
fn ids(members: &Value) -> Value {
    let list = members.as_array().into_iter().flatten();
    list.map(|m| serde_json::json!([m["kind"], m["id"]])).collect()
}
