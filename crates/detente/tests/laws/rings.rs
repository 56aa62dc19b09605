//! What is told of who waits for whom: every rule of order that a conflict needs, and a ring where there is one.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    answer::Read,
    ask::{Asked, ask_why},
    laws,
    spec::{Insists, Spec},
};

pub(crate) fn rings(spec: &Spec) -> Read<()> {
    let answer = ask_why(&spec.to_toml(), &Asked::default())?;
    list(&answer["conflicts"]).iter().try_for_each(|c| ring(spec, c))
}

fn ring(spec: &Spec, conflict: &Value) -> Read<()> {
    let links = list(&conflict["ring"]);
    let because =
        |kind: &str, id: &Value| links.iter().any(|l| l["because"]["kind"] == kind && l["because"]["id"] == *id);
    let of_order =
        |id: &Value| spec.demands.iter().any(|d| *id == d.name.as_str() && !matches!(d.insists, Insists::Content(_)));
    for member in list(&conflict["members"]).iter().filter(|m| m["kind"] == "demand" && of_order(&m["id"])) {
        laws::equal(&format!("{member} is told in {conflict}"), &because("demand", &member["id"]), &true)?;
    }
    for step in list(&conflict["rests_on"]).iter().filter(|r| r["kind"] == "step") {
        let named = |l: &Value| l["step"] == step["id"] || list(&l["absent"]).contains(&step["id"]);
        let told = because("step", &step["id"]) || links.iter().any(named);
        laws::equal(&format!("{step} is told in {conflict}"), &told, &true)?;
    }
    let absent = links.iter().any(|l| !list(&l["absent"]).is_empty());
    let is_ring = conflict["is_ring"] == true;
    laws::equal(&format!("waits for nothing in {conflict}"), &(links.is_empty() || is_ring || absent), &true)?;
    laws::equal(&format!("a ring in {conflict}"), &(!is_ring || goes_round(links)), &true)
}

/// Whether somebody who goes from a step to one that it waits for, and so on, can come back.
fn goes_round(links: &[Value]) -> bool {
    let mut left: Vec<&Value> = links.iter().collect();
    loop {
        let steps: BTreeSet<String> = left.iter().map(|l| l["step"].to_string()).collect();
        let before = left.len();
        left.retain(|l| list(&l["waits_for"]).iter().any(|s| steps.contains(&s.to_string())));
        if left.len() == before {
            return !left.is_empty();
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
