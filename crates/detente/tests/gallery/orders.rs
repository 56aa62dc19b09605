//! Orders of steps in the gallery, against what was worked out by hand.

use detente::{
    case::Case,
    question::Budget,
    roadmap::{Roadmap, Which},
};
use serde_json::Value;

use super::{gallery, read};

/// The facts of the roadmap of a case.
fn facts(file: &str, roadmap: &Roadmap) -> Value {
    let (_, case, _) = read(&gallery().join(file));
    roadmap.ask(&case, &Budget::default()).unwrap().facts(&case)
}

fn case(file: &str) -> Case {
    read(&gallery().join(file)).1
}

/// Each bridge: its cost, and the demands that it eases.
fn bridges(facts: &Value) -> Vec<(i64, Vec<&str>)> {
    facts["bridges"]["found"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| {
            let eased = b["weakened"].as_array().unwrap().iter().map(|w| w["because"]["id"].as_str().unwrap());
            (b["cost"].as_i64().unwrap(), eased.collect())
        })
        .collect()
}

fn keys(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|k| k.as_str().unwrap()).collect()
}

fn kinds(instruments: &Value) -> Vec<&str> {
    instruments["applicable"].as_array().unwrap().iter().map(|i| i["kind"].as_str().unwrap()).collect()
}

/// First and last day of a step.
fn days<'f>(plan: &'f Value, step: &str) -> (&'f str, &'f str) {
    let found = plan["steps"].as_array().unwrap().iter().find(|s| s["step"] == step).unwrap();
    (found["dates"]["start"].as_str().unwrap(), found["dates"]["last"].as_str().unwrap())
}

/// What each party has after each act.
fn sums(plan: &Value, party: &str) -> Vec<i64> {
    let sums = plan["stakes"]["exposure"][party]["sums"].as_array().unwrap();
    sums.iter().map(|n| n["value"].as_i64().unwrap()).collect()
}

#[test]
fn two_rings_hold_the_roadmap_of_florida_up() {
    let facts = facts("florida-talks/florida-talks.case.toml", &Roadmap::default());
    assert_eq!(facts["verdict"], "bridged");
    let rings: Vec<Vec<&str>> = facts["cores"].as_array().unwrap().iter().map(|c| keys(&c["steps"])).collect();
    assert_eq!(rings, [vec!["make-concessions", "give-guarantees"], vec!["hold-elections", "sign-accord"]]);
    assert_eq!(
        bridges(&facts),
        [
            (100, vec!["guarantees-before-concessions", "elections-before-accord"]),
            (100, vec!["concessions-before-guarantees", "elections-before-accord"]),
            (130, vec!["guarantees-before-concessions", "accord-before-elections"]),
            (130, vec!["concessions-before-guarantees", "accord-before-elections"]),
        ]
    );
    assert_eq!(facts["bridges"]["complete"], true);
    // Elections take 90 days, and all else no time.
    assert_eq!(facts["bridges"]["found"][0]["order"]["days"], 90);
}

#[test]
fn no_guarantees_no_bridge() {
    let case = case("florida-talks/florida-talks.case.toml");
    let chosen = detente::agreement::parse_package(&case, "guarantees=none,elections=dated,territory=line").unwrap();
    let roadmap = Roadmap { which: Which::Package(chosen), ..Roadmap::default() };
    let facts = roadmap.ask(&case, &Budget::default()).unwrap().facts(&case);
    assert_eq!((&facts["verdict"], &facts["bridges"]["total"]), (&"blocked".into(), &0.into()));
    assert_eq!(facts["bridges"]["hopeless"]["missing"][0]["step"], "give-guarantees");
}

#[test]
fn a_provisional_status_is_the_single_cheapest_bridge_of_minsk() {
    let facts = facts("minsk-order/before-the-formula.case.toml", &Roadmap::default());
    assert_eq!(keys(&facts["reachable"]), ["cease-fire", "pull-back-weapons"]);
    assert_eq!(
        bridges(&facts),
        [
            (20, vec!["elections-before-status"]),
            (50, vec!["status-before-formations"]),
            (80, vec!["formations-before-elections"]),
        ]
    );
    let first = &facts["bridges"]["found"][0];
    let provisional = &first["instruments"][0]["applicable"].as_array().unwrap();
    let provisional = provisional.iter().find(|i| i["kind"] == "provisional").unwrap();
    assert_eq!(keys(&provisional["verifiers"]), ["osce"]);
    let plan = &first["order"];
    assert_eq!(plan["days"], 151);
    assert_eq!(days(plan, "give-status"), ("2015-02-12", "2015-03-13"));
    assert_eq!(days(plan, "formations-leave"), ("2015-03-14", "2015-04-12"));
    assert_eq!(days(plan, "hold-elections"), ("2015-04-13", "2015-07-11"));
    let second = &facts["bridges"]["found"][1]["order"];
    assert_eq!((&second["days"], days(second, "give-status")), (&181.into(), ("2015-07-12", "2015-08-10")));
    assert_eq!(facts["bridges"]["found"][2]["order"]["days"], 197);
}

#[test]
fn arms_for_an_embargo_in_parts() {
    let facts = facts("ketria-launchers/ketria-launchers.case.toml", &Roadmap::default());
    assert_eq!(bridges(&facts), [(40, vec!["launchers-first"]), (60, vec!["embargo-first"])]);
    let bridge = &facts["bridges"]["found"][0];
    let plan = &bridge["order"];
    assert_eq!(sums(plan, "ketria"), [0, -1, -3, 39, 9, 9]);
    assert_eq!(sums(plan, "valdane"), [0, 2, 2, -22, 23, 23]);
    assert_eq!((&plan["days"], days(plan, "inspectors-leave")), (&272.into(), ("2027-11-18", "2027-11-27")));
    assert_eq!(plan["stakes"]["safest"]["exposure"]["value"], 22);
    let fails = &plan["stakes"]["hold"]["turns"][plan["stakes"]["hold"]["fails"].as_u64().unwrap() as usize];
    assert_eq!((&fails["party"], &fails["needed"]["value"]), (&"ketria".into(), &26.into()));
    let told = &bridge["instruments"][0];
    assert_eq!(kinds(told), ["simultaneous", "guarantee", "provisional", "splitting", "reversible_first"]);
    let ways = &told["applicable"][3]["ways"];
    assert_eq!((&ways[0]["first"], &ways[0]["parts"]), (&"valdane".into(), &8.into()));
    assert_eq!((&ways[1]["first"], &ways[1]["parts"]), (&"ketria".into(), &5.into()));
    assert_eq!(sums(&facts["bridges"]["found"][1]["order"], "ketria"), [0, -1, -3, -33, 9, 9]);
    // One side means what has begun, the other what is completed.
    assert_eq!(facts["readings"]["reached"], false);
    assert_eq!(facts["readings"]["alone"][0]["reached"], true);
}

#[test]
fn without_the_deposits_no_number_of_parts_is_enough() {
    let facts = facts("ketria-launchers/no-deposit.case.toml", &Roadmap::default());
    let not = facts["bridges"]["found"][0]["instruments"][0]["not_applicable"].as_array().unwrap();
    let split = not.iter().find(|n| n["kind"] == "splitting").unwrap();
    assert_eq!(split["because"], "no_number");
    let needed = |way: &Value| -> Vec<String> {
        way["forfeits"].as_array().unwrap().iter().map(|f| f["last"]["exact"].as_str().unwrap().to_owned()).collect()
    };
    // Valdane begins: Ketria must have something to lose.
    assert_eq!(needed(&split["ways"][0]), ["15/1", "15/2", "15/4", "15/8"]);
    assert_eq!(needed(&split["ways"][1]), ["12/1", "6/1", "3/1", "3/2"]);
}

#[test]
fn a_foundry_is_sold() {
    let facts = facts("brandt-foundry/brandt-foundry.case.toml", &Roadmap::default());
    assert_eq!(
        bridges(&facts).iter().map(|(cost, eased)| (*cost, eased.len())).collect::<Vec<_>>(),
        [(50, 2), (70, 2), (90, 2), (110, 2)]
    );
    let plan = &facts["bridges"]["found"][0]["order"];
    let path: Vec<&str> =
        plan["critical_path"].as_array().unwrap().iter().map(|l| l["step"].as_str().unwrap()).collect();
    assert_eq!(
        path,
        [
            "sign-confidentiality",
            "auditors-report",
            "binding-offer",
            "file-merger",
            "clear-merger",
            "pay-price",
            "transfer-shares",
            "enter-owner"
        ]
    );
    assert_eq!((&plan["days"], days(plan, "council-consents")), (&106.into(), ("2027-03-15", "2027-04-13")));
    assert_eq!(keys(&plan["irreversible"]), ["transfer-shares"]);
    let instruments = facts["bridges"]["found"][0]["instruments"].as_array().unwrap();
    let price = instruments.iter().find(|i| i["step"] == "pay-price").unwrap();
    let escrow = price["applicable"].as_array().unwrap().iter().find(|i| i["kind"] == "escrow").unwrap();
    assert_eq!(keys(&escrow["trustees"]), ["bank"]);
    // The auditors' report is a way round a third ring.
    assert_eq!(facts["escapes"][0]["alternative"], "auditors-report");
}
