//! Each reading is the answer to the file with what is disputed cut out, and depends on a dispute where that changes it.

use std::fmt::Write;

use detente::{
    case::Case,
    question::{Budget, Envelope},
    stable::Stable,
    verify::{Outcome, Verify},
};
use serde_json::{Map, Value, json};

use crate::{
    model::Law,
    spec::{Likes, Spec},
};

/// The first constraint is disputed, and of each party the first thing that it wants, or all that it prefers.
fn disputed(spec: &Spec) -> String {
    let mut text = spec.to_toml();
    let against = "disputed_by = [\"against\"]";
    if !spec.constraints.is_empty() {
        text = text.replacen("[constraints.c0]\n", &format!("[constraints.c0]\n{against}\n"), 1);
    }
    for party in spec.parties.iter().take(3) {
        let head = format!("[parties.{}]\n", party.name);
        let at = text.find(&head).expect("the party is in the file") + head.len();
        match &party.likes {
            Likes::Unknown => {}
            Likes::Prefers(_) | Likes::Ranking(_) => text.insert_str(at, &format!("{against}\n")),
            Likes::Worth(..) => {
                let end = text[at..].find("\n[").map_or(text.len(), |n| at + n);
                if let Some(wants) = text[at..end].find("wants.") {
                    let open = at + wants + text[at + wants..].find("= { ").expect("wants are a table") + "= { ".len();
                    text.insert_str(open, &format!("{against}, "));
                }
            }
        }
    }
    let _ = writeln!(
        text,
        "\n[documents.paper]\ntitle = \"A paper\"\n[claims.against]\ndocument = \"paper\"\nquote = \"It is not so\""
    );
    text
}

/// The case from which some of that was cut out by hand.
fn without(spec: &Spec, against: &[(String, String)]) -> Spec {
    let mut cut = spec.clone();
    for (kind, id) in against {
        let path: Vec<&str> = id.split('.').collect();
        match kind.as_str() {
            "constraint" => {
                // The others keep their places in the file.
                cut.constraints.remove(0);
            }
            "party" => {
                cut.parties.iter_mut().filter(|p| p.name == path[1]).for_each(|p| p.likes = Likes::Unknown);
            }
            _ => {
                let issue = cut.issues.iter().position(|i| i.name == path[3]).expect("the issue is there");
                for party in cut.parties.iter_mut().filter(|p| p.name == path[1]) {
                    if let Likes::Worth(wants, bonuses) = &mut party.likes {
                        wants[issue] = None;
                        let counts = wants.iter().flatten().any(|(weight, _)| *weight != 0);
                        if !counts && bonuses.is_empty() {
                            party.likes = Likes::Unknown;
                        }
                    }
                }
            }
        }
    }
    cut
}

fn read(text: &str) -> Result<Case, String> {
    let read = detente::file::read("random.case.toml", text);
    read.case.ok_or_else(|| format!("{}: {:?}", crate::model::UNREAD, read.diagnostics))
}

/// Equilibria of the plain answer: by each concept, the packages.
fn essence(text: &str) -> Result<Option<Map<String, Value>>, String> {
    let case = read(text)?;
    let Ok(answer) = (Stable { list: true, ..Stable::default() }).ask(&case, &Budget::default()) else {
        return Ok(None);
    };
    let facts = serde_json::to_value(answer.facts()).map_err(|e| e.to_string())?;
    let states = facts["states"].as_array().ok_or("states are not listed")?;
    let package = |n: &Value| {
        let number = n.as_u64().unwrap_or(0);
        states.iter().find(|s| s["number"] == json!(number)).map_or(Value::Null, |s| s["package"].clone())
    };
    let of = |(key, set): (&String, &Value)| {
        let all: Value = set.as_array().into_iter().flatten().map(package).collect();
        (!set.is_null()).then(|| (key.clone(), all))
    };
    Ok(Some(facts["equilibria"].as_object().into_iter().flatten().filter_map(of).collect()))
}

pub(crate) fn law(spec: &Spec) -> Law {
    let text = disputed(spec);
    let case = read(&text)?;
    let asked = Stable { readings: true, ..Stable::default() };
    let Ok(answer) = asked.ask(&case, &Budget::default()) else { return Ok(()) };
    let facts = serde_json::to_value(answer.facts()).map_err(|e| e.to_string())?;
    let told = &facts["readings"];
    let text_of = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let name = |d: &Value| (text_of(&d["kind"]), text_of(&d["id"]));
    let disputes: Vec<(String, String)> = told["disputes"].as_array().into_iter().flatten().map(name).collect();
    let readings = told["readings"].as_array().ok_or("`readings` are missing")?;
    if readings.len() != 1 << disputes.len() {
        return Err(format!("{} readings of {} disputes", readings.len(), disputes.len()));
    }
    let mut meant = Vec::new();
    for reading in readings {
        let set: Vec<(String, String)> = reading["against"].as_array().into_iter().flatten().map(name).collect();
        let should = essence(&without(spec, &set).to_toml())?;
        match &should {
            None if reading["refused"].is_string() => {}
            None => return Err(format!("without {set:?} it should be refused: {reading}")),
            Some(sets) => {
                for (concept, packages) in sets {
                    let all = packages.as_array().map_or(&[][..], Vec::as_slice);
                    let first: Vec<&Value> = all.iter().take(20).collect();
                    let found = &reading["equilibria"][concept];
                    if found["count"] != json!(all.len()) || found["first"] != json!(first) {
                        return Err(format!("{concept} without {set:?}: told {found}, should be {packages}"));
                    }
                    if reading["verdict"][concept] != json!(!all.is_empty()) {
                        return Err(format!("the verdict by {concept} without {set:?}: {}", reading["verdict"]));
                    }
                }
            }
        }
        meant.push((set, should));
    }
    let verdict = |sets: &Option<Map<String, Value>>| -> Option<Vec<(String, bool)>> {
        let holds = |v: &Value| v.as_array().is_some_and(|a| !a.is_empty());
        sets.as_ref().map(|s| s.iter().map(|(k, v)| (k.clone(), holds(v))).collect())
    };
    for (n, dispute) in disputes.iter().enumerate() {
        let mut changes = [false, false];
        for (set, one) in meant.iter().filter(|(set, _)| set.contains(dispute)) {
            let rest: Vec<_> = set.iter().filter(|d| *d != dispute).cloned().collect();
            let (_, two) = meant.iter().find(|(other, _)| *other == rest).ok_or("a reading is missing")?;
            changes[0] |= verdict(one) != verdict(two);
            changes[1] |= one != two;
        }
        for (list, change) in ["verdict_depends_on", "answer_depends_on"].into_iter().zip(changes) {
            let entry = &told["disputes"][n];
            if told[list].as_array().is_some_and(|l| l.contains(entry)) != change {
                return Err(format!("{list}: {dispute:?} should be there: {change}"));
            }
        }
    }
    let options = asked.options(&case, Budget::default().effort);
    let envelope = Envelope::new("stable", options, &case, answer.limit.clone(), answer.facts(), &[]);
    let envelope = serde_json::to_value(&envelope).map_err(|e| e.to_string())?;
    let checks = Verify::default().check(&case, &envelope).map_err(|r| r.message)?.checks;
    let bad = checks.iter().find(|c| matches!(c.outcome, Outcome::Fails(_)) && c.at.starts_with("readings"));
    bad.map_or(Ok(()), |bad| Err(format!("{bad:?}")))
}
