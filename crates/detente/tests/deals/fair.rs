//! Published divisions and small bargaining problems with their solutions, which lie beside the repository.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    ask::{Answer, Read, ask, fraction},
    judge::{Judged, Q},
    laws::{self, equal},
    spec::{Party, Spec, Wants, option},
};

fn fixture(name: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracle/fair").join(name);
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: there is no ../shared/oracle/fair/{name} beside the repository");
        return None;
    };
    Some(serde_json::from_str(&text).expect("a fixture is JSON"))
}

/// One issue whose options are the rows of a table; a column for each party.
fn table(rows: &Value, no_agreement: &Value) -> Spec {
    let number = |v: &Value| (v.as_f64().expect("a number") * 100.0).round() as i64;
    let rows: Vec<Vec<i64>> = list(rows).iter().map(|r| list(r).iter().map(number).collect()).collect();
    let mut spec = Spec { issues: vec![("all".into(), rows.len())], ..Spec::default() };
    for (n, walk_away) in list(no_agreement).iter().enumerate() {
        let values = rows.iter().map(|r| r[n]).collect();
        spec.parties.push(Party {
            name: format!("p{n}"),
            principal: true,
            wants: Some(Wants { issues: vec![Some((100, values))], ..Wants::default() }),
            walk_away: Some(number(walk_away)),
        });
    }
    spec
}

fn list(v: &Value) -> &Vec<Value> {
    v.as_array().expect("a list")
}

#[test]
fn bargaining_problems() {
    let Some(all) = fixture("bargaining_solutions.json") else { return };
    for (name, problem) in all.as_object().expect("an object").iter().filter(|(_, p)| p["U"].is_array()) {
        bargaining(problem).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }
}

fn bargaining(problem: &Value) -> Read<()> {
    let spec = table(&problem["U"], &problem["d"]);
    let judged = Judged::new(&spec);
    let answer = Answer { judged: &judged, json: ask(&spec, &detente::deals::Deals::default(), &[], &[], None)? };
    laws::whole(&answer)?;
    let solution = &problem["solution"];
    if solution["nash_discrete"].is_null() {
        return equal("anything acceptable", &answer.json["any_acceptable"], &json!(false));
    }
    let index = |v: &Value| v.as_u64().map(|n| n as usize);
    let names = [
        ("nash", "nash_discrete"),
        ("kalai_smorodinsky", "ks_discrete_maximin_normalised_gain"),
        ("egalitarian", "leximin_gain_discrete"),
        ("utilitarian", "utilitarian_discrete"),
    ];
    for (ours, theirs) in names {
        let found: Vec<usize> = answer.solution(ours)?.iter().map(|d| d.package).collect();
        // The fixture tells the first of those that tie.
        equal(ours, &found.first().copied(), &index(&solution[theirs]))?;
    }
    let mut frontier: Vec<usize> = answer.deals(&answer.json["frontier"])?.iter().map(|d| d.package).collect();
    frontier.sort_unstable();
    let efficient = list(&solution["pareto_optimal"]).iter().filter_map(index);
    let meant: Vec<usize> = efficient.filter(|n| judged.acceptable.contains(n)).collect();
    equal("frontier", &frontier, &meant)?;
    let best = |v: &Value| Q::from_integer((v.as_f64().expect("a number") as i64).into());
    let meant = list(&solution["ideal_over_individually_rational"]).iter().map(|v| Some(best(v))).collect();
    equal("ideal", &answer.by_party(&answer.json["ideal"])?, &meant)
}

#[test]
fn divisions() {
    let Some(all) = fixture("adjusted_winner.json") else { return };
    for (name, first, second) in [
        ("panama_tie_to_US", "panama_us", "panama_panama"),
        ("panama_tie_to_Panama", "panama_us", "panama_panama"),
        ("trump_divorce", "donald", "ivana"),
    ] {
        let inputs = &all["inputs"];
        division(&inputs[first], &inputs[second], &all[name]).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }
}

fn division(first: &Value, second: &Value, meant: &Value) -> Read<()> {
    let items: Vec<&String> = first.as_object().expect("an object").keys().collect();
    let issues = (0..items.len()).map(|n| (format!("i{n}"), 2)).collect();
    let mut spec = Spec { issues, ..Spec::default() };
    for (n, points) in [first, second].into_iter().enumerate() {
        let issue = |item: &&String| {
            let weight = points[item.as_str()].as_i64().expect("points") * 100;
            Some((weight, if n == 0 { vec![10_000, 0] } else { vec![0, 10_000] }))
        };
        let wants = Wants { issues: items.iter().map(issue).collect(), ..Wants::default() };
        spec.parties.push(Party { name: format!("p{n}"), principal: true, wants: Some(wants), walk_away: None });
    }
    let told = &ask(&spec, &detente::deals::Deals::default(), &[], &[], None)?["adjusted_winner"];
    let exact = |v: &Value| fraction(&json!({ "exact": v, "value": fraction_value(v) }));
    equal("points", &fraction(&told["points"])?, &exact(&meant["points_A"])?)?;
    for (item, told) in items.iter().zip(list(&told["items"])) {
        equal("option", &told["to_first"], &Value::from(option(0)))?;
        equal(item, &fraction(&told["share_of_first"])?, &exact(&meant["share_A"][item.as_str()])?)?;
    }
    Ok(())
}

/// `2/15` as a double.
fn fraction_value(v: &Value) -> f64 {
    let text = v.as_str().unwrap_or("");
    let (n, d) = text.split_once('/').unwrap_or((text, "1"));
    n.parse::<f64>().unwrap_or(f64::NAN) / d.parse::<f64>().unwrap_or(f64::NAN)
}
