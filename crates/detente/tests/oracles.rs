//! Answers to `deals` beside what others have computed: NegMAS and a brute force over the linear scenarios of the GENIUS
//! corpus, a mixed-integer solver over its nonlinear ones. Both lie beside the repository, not in it; without them there
//! is nothing to compare.

use std::{
    fs,
    path::{Path, PathBuf},
};

use detente::{
    case::Case,
    deals::{Convention, Deals, Scale},
    file,
    formats::{Source, genius},
    question::Budget,
};
use serde_json::{Value, json};

/// How close worths on a scale of 0 to 1 must be.
const CLOSE: f64 = 1e-9;

/// Differences that come from adding in doubles.
const ROUNDED: f64 = 1e-10;

#[test]
fn linear_scenarios() {
    let Some(shared) = shared() else { return };
    let mut faults = Vec::new();
    let mut seen = 0;
    for (name, oracle) in oracles(&shared, true) {
        seen += 1;
        if let Err(fault) = linear(&shared, &name, &oracle) {
            faults.push(format!("{name}: {fault}"));
        }
    }
    assert!(seen > 0, "there are no oracles");
    assert!(faults.is_empty(), "{} of {seen} differ:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn nonlinear_scenarios() {
    let Some(shared) = shared() else { return };
    let mut faults = Vec::new();
    for (name, oracle) in oracles(&shared, false) {
        if let Err(fault) = nonlinear(&shared, &name, &oracle) {
            faults.push(format!("{name}: {fault}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn linear(shared: &Path, name: &str, oracle: &Value) -> Result<(), String> {
    let profiles: Vec<String> = oracle["ufun_names"]
        .as_array()
        .ok_or("no names")?
        .iter()
        .filter_map(|n| n.as_str().map(str::to_owned))
        .collect();
    let case = import(shared, name, &profiles)?;
    let answer = ask(&case, Convention::NegMas)?;
    if answer["frontier_complete"] != json!(true) {
        return Err("the frontier is not complete".to_owned());
    }
    let parties: Vec<&Value> = answer["parties"].as_object().ok_or("no parties")?.values().collect();
    let range = |p: &&Value| [p["worst"]["value"].as_f64(), p["best"]["value"].as_f64()].map(|n| n.unwrap_or(f64::NAN));
    let ranges: Vec<Vec<f64>> = parties.iter().map(|p| range(p).to_vec()).collect();
    let meant = vectors(&oracle["ranges"])?;
    if !ranges.iter().zip(&meant).all(|(a, b)| close(a, b)) || ranges.len() != meant.len() {
        return Err(format!("ranges {ranges:?} instead of {meant:?}"));
    }
    let told: Vec<Vec<f64>> = worths(&answer["frontier"])?;
    let recorded = vectors(&oracle["pareto"])?;
    same("frontier", &undominated(&told), &undominated(&recorded))?;
    if let Some(one) = told.iter().find(|t| !recorded.iter().any(|r| t.iter().zip(r).all(|(t, r)| *t <= r + ROUNDED))) {
        return Err(format!("{one:?} is on the frontier, but nothing recorded is as good"));
    }
    let notions = [
        ("nash", "nash"),
        ("kalai_smorodinsky", "ks"),
        ("egalitarian", "kalai"),
        ("utilitarian", "max_welfare"),
        ("modified_kalai_smorodinsky", "modified_ks"),
        ("modified_kalai", "modified_kalai"),
        ("max_relative_welfare", "max_relative_welfare"),
    ];
    for (ours, theirs) in notions {
        let solution = &answer["solutions"][ours];
        let mut told = Vec::new();
        if !solution["package"].is_null() {
            told.push(worth(solution)?);
            told.extend(worths(&solution["ties"])?);
        }
        same(ours, &told, &vectors(&oracle[theirs])?)?;
    }
    Ok(())
}

fn nonlinear(shared: &Path, name: &str, oracle: &Value) -> Result<(), String> {
    let case = import(shared, name, &["profile-1.xml".to_owned(), "profile-2.xml".to_owned()])?;
    let answer = ask(&case, Convention::Genius)?;
    if answer["frontier_complete"] != json!(true) {
        return Err("the frontier is not complete".to_owned());
    }
    let told = worths(&answer["frontier"])?;
    let points = oracle["frontier"].as_array().ok_or("no frontier")?;
    let meant: Vec<Vec<f64>> = points.iter().map(|p| vector(&p["u"])).collect::<Result<_, _>>()?;
    if told.len() != meant.len() {
        return Err(format!("{} points instead of {}", told.len(), meant.len()));
    }
    same("frontier", &told, &meant)
}

/// The same sets, as far as doubles can say; what comes twice counts once.
fn same(what: &str, told: &[Vec<f64>], meant: &[Vec<f64>]) -> Result<(), String> {
    let lacks = |of: &[Vec<f64>], all: &[Vec<f64>]| of.iter().find(|v| !all.iter().any(|w| close(v, w))).cloned();
    if let Some(one) = lacks(told, meant) {
        return Err(format!("{what}: {one:?} is told, but was not recorded ({} and {})", told.len(), meant.len()));
    }
    if let Some(one) = lacks(meant, told) {
        return Err(format!("{what}: {one:?} was recorded, but is not told ({} and {})", told.len(), meant.len()));
    }
    Ok(())
}

fn close(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= CLOSE)
}

/// Without those that another is better than by more than rounding can make up, while it is worse by no more.
fn undominated(points: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let beats = |a: &[f64], b: &[f64]| {
        a.iter().zip(b).all(|(a, b)| *a >= b - ROUNDED) && a.iter().zip(b).any(|(a, b)| *a > b + ROUNDED)
    };
    points.iter().filter(|p| !points.iter().any(|q| beats(q, p))).cloned().collect()
}

fn ask(case: &Case, convention: Convention) -> Result<Value, String> {
    let deals = Deals { convention, ..Deals::default() };
    let answer = deals.ask(case, &Budget::default()).map_err(|r| r.message)?;
    serde_json::to_value(answer.facts(case, Scale::Unit)).map_err(|e| e.to_string())
}

fn worths(deals: &Value) -> Result<Vec<Vec<f64>>, String> {
    deals.as_array().ok_or_else(|| format!("no list: {deals}"))?.iter().map(worth).collect()
}

fn worth(deal: &Value) -> Result<Vec<f64>, String> {
    let worth = deal["worth"].as_object().ok_or("no worth")?;
    worth.values().map(|n| n["value"].as_f64().ok_or_else(|| format!("no number: {n}"))).collect()
}

fn vectors(list: &Value) -> Result<Vec<Vec<f64>>, String> {
    list.as_array().ok_or_else(|| format!("no list: {list}"))?.iter().map(vector).collect()
}

fn vector(list: &Value) -> Result<Vec<f64>, String> {
    let numbers = list.as_array().ok_or_else(|| format!("no vector: {list}"))?;
    numbers.iter().map(|n| n.as_f64().ok_or_else(|| format!("no number: {n}"))).collect()
}

/// Reads a scenario: its profiles in this order, and the one file that is a domain.
fn import(shared: &Path, name: &str, profiles: &[String]) -> Result<Case, String> {
    let folder = shared.join("data/genius").join(name);
    let read = |path: &Path| fs::read(path).map_err(|e| format!("{}: {e}", path.display()));
    let source = |path: &Path| {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Ok::<_, String>(Source::new(name, read(path)?))
    };
    let mut domains = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|e| e.to_string())? {
        let path = entry.map_err(|e| e.to_string())?.path();
        if String::from_utf8_lossy(&read(&path)?).contains("<negotiation_template") {
            domains.push(path);
        }
    }
    let [domain] = domains.as_slice() else { return Err(format!("domains: {domains:?}")) };
    let profiles: Vec<Source> = profiles.iter().map(|p| source(&folder.join(p))).collect::<Result<_, _>>()?;
    let imported = genius::import(&source(domain)?, &profiles);
    let text = imported
        .case
        .ok_or_else(|| format!("not imported: {:?}", imported.files.iter().map(|f| &f.found).collect::<Vec<_>>()))?;
    let read = file::read("imported.case.toml", &text);
    read.case.ok_or_else(|| format!("not read: {:?}", read.diagnostics))
}

/// Oracles by the names of their scenarios, in order.
fn oracles(shared: &Path, linear: bool) -> Vec<(String, Value)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(shared.join("oracle/deals"))
        .map(|entries| entries.filter_map(|e| Some(e.ok()?.path())).collect())
        .unwrap_or_default();
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let file = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let name = match (file.strip_suffix(".genius.json"), file.strip_suffix(".json")) {
            (Some(name), _) if linear => name,
            (None, Some(name)) if !linear => name,
            _ => continue,
        };
        // Python writes what is no number into its JSON.
        let text = fs::read_to_string(&path)
            .expect("an oracle can be read")
            .replace("NaN", "null")
            .replace("Infinity", "null");
        all.push((name.replace("__", "/"), serde_json::from_str(&text).expect("an oracle is JSON")));
    }
    all
}

fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if shared.join("oracle/deals").is_dir() && shared.join("data/genius").is_dir() {
        return Some(shared);
    }
    eprintln!("skipped: there is no ../shared/oracle/deals beside the repository");
    None
}
