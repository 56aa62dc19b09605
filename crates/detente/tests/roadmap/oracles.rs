//! What a prototype found about preconditions, bridges among them, where that lies in `../shared` beside the repository.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use detente::{file, measure::order::Order, number::Exact, question::Budget};
use serde_json::Value;

/// What an edge costs of which nothing is said.
const COST: i64 = 1;

/// Firmness of a cost of 1.
const FIRMNESS: i64 = 10;

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracle/sequencing");
    if !folder.is_dir() {
        eprintln!("skipped: there is no ../shared/oracle/sequencing beside the repository");
        return None;
    }
    Some(folder)
}

#[test]
fn preconditions_cores_and_bridges_are_the_same() {
    let Some(folder) = folder() else { return };
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.ends_with("_cases.json")) {
            continue;
        }
        let cases: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        for (name, entry) in cases.as_object().unwrap() {
            seen += 1;
            same(&format!("{}: {name}", path.display()), &entry["case"], &entry["result"]);
        }
    }
    assert!(seen >= 5, "only {seen} cases");
}

fn same(name: &str, case: &Value, result: &Value) {
    let asked = Asked::of(case);
    let text = asked.text();
    let read = file::read("oracle.case.toml", &text);
    let case = read.case.unwrap_or_else(|| panic!("{name}: {:#?}\n{text}", read.diagnostics));
    let order = Order::new(&case, &Budget { effort: 1_000_000, ..Budget::default() });
    let key = |s: &usize| case.steps()[*s].key.clone();
    let keys = |list: &[usize]| list.iter().map(key).collect::<BTreeSet<String>>();
    let held = order.held();
    assert_eq!(keys(&order.done()), texts(&result["reachable_without_bridge"]), "{name}: reachable");
    assert_eq!(keys(&held.steps), texts(&result["blocked"]), "{name}: blocked");
    assert_eq!(keys(&held.missing), texts(&result["undefined_preconditions"]), "{name}: missing");
    let cores: BTreeSet<BTreeSet<String>> = held.cores.iter().map(|c| keys(c)).collect();
    assert_eq!(cores, list(&result["deadlock_cores"]).map(texts).collect(), "{name}: cores");

    let mut spans = order.spans(10_000);
    assert!(spans.complete && spans.proven == spans.found.len(), "{name}: cut");
    spans.found.retain(|(_, waits)| !waits.is_empty());
    let least = spans.found.first().map(|(cost, _)| *cost);
    let meant = result["min_cost"].as_i64().map(|c| Exact::whole(i128::from(c * FIRMNESS)));
    assert_eq!(least, meant, "{name}: cost");
    let edge = |(step, any): &(usize, Vec<usize>)| {
        assert_eq!(any.len(), 1, "{name}: one of several steps has no edge of its own");
        format!("{}->{}", key(&any[0]), key(step))
    };
    let cheapest = spans.found.iter().filter(|(cost, _)| Some(*cost) == least);
    let told: BTreeSet<BTreeSet<String>> = cheapest.map(|(_, waits)| waits.iter().map(edge).collect()).collect();
    let meant = list(&result["minimum_bridges"]).map(|b| texts(&b["edges_made_eventual"])).collect();
    assert_eq!(told, meant, "{name}: bridges");
}

/// Steps and what they need, as the prototype has them: one of several sets of steps.
struct Asked {
    steps: BTreeMap<String, (String, Vec<Vec<String>>)>,
    goals: BTreeSet<String>,
    costs: BTreeMap<String, i64>,
}

impl Asked {
    fn of(case: &Value) -> Asked {
        let step = |(key, step): (&String, &Value)| {
            let sets = list(&step["needs"]).map(|set| list(set).map(text).collect()).collect();
            (key.clone(), (text(&step["by"]), sets))
        };
        let costs = case["edge_cost"].as_object().into_iter().flatten();
        Asked {
            steps: case["steps"].as_object().unwrap().iter().map(step).collect(),
            goals: texts(&case["goal"]),
            costs: costs.map(|(edge, cost)| (edge.clone(), cost.as_i64().unwrap())).collect(),
        }
    }

    fn text(&self) -> String {
        let mut parties: BTreeSet<&str> =
            self.steps.values().map(|(by, _)| by.as_str()).filter(|by| *by != "both").collect();
        // Some parties, whoever they are, where all steps are of both.
        for party in ["one", "other"] {
            if parties.len() < 2 {
                parties.insert(party);
            }
        }
        let parties: Vec<&str> = parties.into_iter().collect();
        let mut out = "title = \"An oracle\"\n".to_owned();
        parties.iter().for_each(|p| writeln!(out, "[parties.{p}]").unwrap());
        let needed = self.steps.values().flat_map(|(_, sets)| sets.iter().flatten());
        let nobodys: BTreeSet<&String> = needed.filter(|t| !self.steps.contains_key(*t)).collect();
        for step in &nobodys {
            writeln!(out, "[steps.{step}]\noptional = true").unwrap();
        }
        let mut demands = String::new();
        for (key, (by, sets)) in &self.steps {
            let owners = if by == "both" { parties[..2].to_vec() } else { vec![by.as_str()] };
            writeln!(out, "[steps.{key}]\nby = {owners:?}\noptional = {}", !self.goals.contains(key)).unwrap();
            let mut firm = Vec::new();
            for any in each_of(sets) {
                // A demand cannot name what nobody performs.
                if any.iter().any(|t| nobodys.contains(t)) {
                    firm.push(any);
                    continue;
                }
                let cost =
                    any.iter().map(|t| self.costs.get(&format!("{t}->{key}")).copied().unwrap_or(COST)).sum::<i64>();
                writeln!(
                    demands,
                    "[demands.{key}-{}]\nparty = {:?}\nstep = {key:?}\nonly_after_any = [{any:?}]\nfirmness = {}\nbasis = \"assumed\"",
                    any.join("-"),
                    owners[0],
                    cost * FIRMNESS,
                )
                .unwrap();
            }
            if !firm.is_empty() {
                writeln!(out, "after_any = {firm:?}").unwrap();
            }
        }
        let goals: Vec<&String> = self.goals.iter().collect();
        write!(out, "{demands}[roadmap]\ngoals = {goals:?}\n").unwrap();
        out
    }
}

/// One of several sets as lists, of each of which one is needed; no list holds another.
fn each_of(sets: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut lists: BTreeSet<BTreeSet<String>> = BTreeSet::from([BTreeSet::new()]);
    for set in sets {
        let with = |list: &BTreeSet<String>| {
            let list = list.clone();
            set.iter().map(move |t| list.iter().cloned().chain([t.clone()]).collect())
        };
        lists = lists.iter().flat_map(with).collect();
    }
    let least = |list: &&BTreeSet<String>| !lists.iter().any(|o| o != *list && o.is_subset(list));
    lists.iter().filter(|l| !l.is_empty()).filter(least).map(|l| l.iter().cloned().collect()).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn texts(value: &Value) -> BTreeSet<String> {
    list(value).map(text).collect()
}
