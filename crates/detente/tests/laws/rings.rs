//! What is told of who waits for whom: every rule of order that a conflict needs, and a ring where there is one.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    answer::Read,
    ask::{Asked, ask_why},
    laws,
    spec::{Insists, Spec, Waits},
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
    links.iter().try_for_each(|l| laws::equal(&format!("{l} is so in the file"), &is_so(spec, l), &true))?;
    let absent = links.iter().any(|l| !list(&l["absent"]).is_empty());
    let is_ring = conflict["is_ring"] == true;
    laws::equal(&format!("waits for nothing in {conflict}"), &(links.is_empty() || is_ring || absent), &true)?;
    laws::equal(&format!("a ring in {conflict}"), &(!is_ring || goes_round(links)), &true)
}

/// Whether the file says what a link tells: which step waits for what by which rule, and whether on credit.
fn is_so(spec: &Spec, link: &Value) -> bool {
    let step = |name: &Value| spec.steps.iter().position(|s| *name == s.name.as_str());
    let (Some(waiting), id) = (step(&link["step"]), &link["because"]["id"]) else { return false };
    let mut named: Vec<usize> = list(&link["waits_for"]).iter().filter_map(step).collect();
    named.sort_unstable();
    let on_credit = link["on_credit"] == true;
    let waits = |waits: &Waits| {
        let sorted = |any: &Vec<usize>| {
            let mut any = any.clone();
            any.sort_unstable();
            any == named
        };
        let one_of = |all: &[usize]| matches!(named[..], [one] if all.contains(&one));
        if on_credit { one_of(&waits.on_credit) } else { one_of(&waits.all) || waits.any.iter().any(sorted) }
    };
    if link["because"]["kind"] == "step" {
        return *id == spec.steps[waiting].name.as_str() && waits(&spec.steps[waiting].waits);
    }
    let demand = spec.demands.iter().find(|d| *id == d.name.as_str());
    match demand.map(|d| &d.insists) {
        Some(Insists::After(step, its)) => *step == waiting && link["together"] == false && waits(its),
        Some(Insists::Together(act)) => {
            link["together"] == true && !on_credit && act.contains(&waiting) && named.iter().all(|s| act.contains(s))
        }
        Some(Insists::Content(_)) | None => false,
    }
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
