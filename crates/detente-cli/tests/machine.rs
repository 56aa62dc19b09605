//! What other programs may rely on: with `--json` standard output is one JSON document that fits the schema which
//! `detente schema` prints, for every case of the gallery and every option, and is true to what it says of itself.

#![allow(
    clippy::unwrap_used,
    clippy::format_collect,
    clippy::many_single_char_names,
    clippy::implicit_clone,
    clippy::needless_range_loop,
    reason = "a test that fails is a test that panics, and plain loops are read fastest"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use jsonschema::Validator;
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The case files of the gallery, as seen from the root of the repository.
fn gallery() -> Vec<String> {
    let mut found: Vec<String> = fs::read_dir(root().join("cases"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .map(|name| format!("cases/{name}/{name}.case.toml"))
        .filter(|file| root().join(file).exists())
        .collect();
    found.sort();
    assert!(found.len() >= 6, "{found:?}");
    found
}

/// Runs the program at the root of the repository; standard output as text, and the exit code.
fn run(arguments: &[&str]) -> (String, Option<i32>) {
    let ran = Command::new(env!("CARGO_BIN_EXE_detente")).args(arguments).current_dir(root()).output().unwrap();
    (String::from_utf8(ran.stdout).unwrap(), ran.status.code())
}

fn json(arguments: &[&str]) -> Value {
    let (text, code) = run(arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {text}");
    assert!(text.ends_with('\n'), "a document ends its last line");
    serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{arguments:?}: {fault}: {text}"))
}

fn schema(arguments: &[&str]) -> Validator {
    let schema = json(&[&["schema"], arguments].concat());
    assert!(jsonschema::meta::is_valid(&schema), "`detente schema {arguments:?}` is a schema");
    jsonschema::validator_for(&schema).unwrap()
}

fn fits(schema: &Validator, value: &Value, what: &str) {
    let faults: Vec<String> = schema.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{what}: {faults:#?}");
}

/// `issue=option,...`, with the first option of every issue, or the last.
fn package(file: &str, last: bool) -> String {
    let case: toml::Table = fs::read_to_string(root().join(file)).unwrap().parse().unwrap();
    let settle = |(issue, table): (&String, &toml::Value)| {
        let options: Vec<&str> = match &table["options"] {
            toml::Value::Table(options) => options.keys().map(String::as_str).collect(),
            list => list.as_array().unwrap().iter().map(|o| o.as_str().unwrap()).collect(),
        };
        let option = if last { options.last() } else { options.first() };
        format!("{issue}={}", option.unwrap())
    };
    case["issues"].as_table().unwrap().iter().map(settle).collect::<Vec<_>>().join(",")
}

/// Every answer about a case, with the options that were given.
fn answers(file: &str) -> Vec<(Vec<String>, Value)> {
    let (first, last) = (package(file, false), package(file, true));
    let part = first.split(',').next().unwrap_or_default().to_owned();
    let options: [&[&str]; 11] = [
        &[],
        &["--reading", "all"],
        &["--only", "content"],
        &["--only", "order"],
        &["--only", "order", "--reading", "all"],
        &["--max", "1"],
        &["--max", "all"],
        &["--package", &first],
        &["--package", &last, "--reading", "all"],
        &["--package", &part],
        &["--effort", "1", "--threads", "3"],
    ];
    options
        .iter()
        .map(|more| {
            let arguments = [&["why", file, "--json"], *more].concat();
            (arguments.iter().map(|a| (*a).to_owned()).collect(), json(&arguments))
        })
        .collect()
}

#[test]
fn schemas_are_valid() {
    schema(&[]);
    schema(&["--answer", "why"]);
}

#[test]
fn cases_fit_the_schema_of_case_files() {
    let schema = schema(&[]);
    for file in gallery() {
        let case: toml::Table = fs::read_to_string(root().join(&file)).unwrap().parse().unwrap();
        fits(&schema, &plain(toml::Value::Table(case)), &file);
    }
    let (template, file) = (tempfile::tempdir().unwrap(), "talks.case.toml");
    let new = template.path().join(file);
    assert_eq!(run(&["new", new.to_str().unwrap()]).1, Some(0));
    let case: toml::Table = fs::read_to_string(new).unwrap().parse().unwrap();
    fits(&schema, &plain(toml::Value::Table(case)), file);
}

#[test]
fn what_is_no_case_does_not_fit() {
    let schema = schema(&[]);
    for text in ["", "title = 3", "title = \"x\"\n[partys.a]", "title = \"x\"\n[demands.d]\nfirmness = 3"] {
        let value = plain(toml::Value::Table(text.parse().unwrap()));
        assert!(!schema.is_valid(&value), "{text:?}");
    }
}

/// TOML as JSON; dates become texts.
fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => list.into_iter().map(plain).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(k, v)| (k, plain(v))).collect()),
        other => serde_json::to_value(other).unwrap(),
    }
}

#[test]
fn answers_fit_their_schema() {
    let schema = schema(&["--answer", "why"]);
    for file in gallery() {
        for (arguments, value) in answers(&file) {
            fits(&schema, &value, &arguments.join(" "));
            assert_eq!(value["question"], "why");
            assert_eq!(value["detente"], env!("CARGO_PKG_VERSION"));
            assert_eq!(value["case"]["sha256"].as_str().map(str::len), Some(64));
            let told = value["answer"]["verdict"].as_str().unwrap();
            assert!(["open", "blocked", "impossible"].contains(&told), "{told}");
        }
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("`{key}` is a list: {value}"))
}

/// Kind and id of a member.
fn member(value: &Value) -> (String, String) {
    let kind = value["kind"].as_str().unwrap();
    assert!(["demand", "walk_away"].contains(&kind), "{kind}");
    (kind.to_owned(), value["id"].as_str().unwrap().to_owned())
}

fn members(value: &Value, key: &str) -> BTreeSet<(String, String)> {
    list(value, key).iter().map(member).collect()
}

/// The lists of an answer agree with each other: conflicts and ways out meet, costs rise, counts are right.
#[test]
fn answers_agree_with_themselves() {
    for file in gallery() {
        for (arguments, value) in answers(&file) {
            let answer = &value["answer"];
            let conflicts: Vec<_> = list(answer, "conflicts").iter().map(|c| members(c, "members")).collect();
            let ways: Vec<_> = list(answer, "ways_out").iter().map(|w| members(w, "give_up")).collect();
            let blocked = answer["verdict"] == "blocked";
            assert_eq!(blocked, !conflicts.is_empty(), "{arguments:?}");
            assert_eq!(answer["verdict"] == "open", answer["witness"].is_object(), "{arguments:?}");
            for way in &ways {
                assert!(conflicts.iter().all(|c| !c.is_disjoint(way)), "{arguments:?}: {way:?} leaves no conflict");
                assert!(ways.iter().all(|other| other == way || !other.is_subset(way)), "{way:?} is minimal");
            }
            for conflict in &conflicts {
                assert!(conflicts.iter().all(|o| o == conflict || !o.is_subset(conflict)), "{conflict:?} is minimal");
            }
            let costs: Vec<f64> = list(answer, "ways_out").iter().map(|w| w["cost"].as_f64().unwrap()).collect();
            assert!(costs.is_sorted(), "{arguments:?}: the cheapest come first: {costs:?}");
            let sizes: Vec<usize> = conflicts.iter().map(BTreeSet::len).collect();
            assert!(sizes.is_sorted(), "{arguments:?}: the smallest come first: {sizes:?}");
            let all = arguments.windows(2).any(|a| a == ["--max", "all"]);
            if all && blocked && value["completeness"] == "exact" {
                assert_eq!(answer["ways_out_total"], ways.len().to_string(), "{arguments:?}");
            }
            let in_knots: BTreeSet<u64> =
                list(answer, "knots").iter().flat_map(|k| list(k, "conflicts")).map(|n| n.as_u64().unwrap()).collect();
            assert_eq!(in_knots.len(), conflicts.len(), "{arguments:?}: every conflict lies in one knot");
        }
    }
}

/// Whoever is said to fall short of nothing, does; an exact worth is the number beside it.
#[test]
fn worths_are_exact() {
    fn worths(value: &Value, found: &mut Vec<(f64, String)>) {
        match value {
            Value::Object(map) => {
                if let (Some(v), Some(exact)) = (map.get("value"), map.get("exact")) {
                    found.push((v.as_f64().unwrap(), exact.as_str().unwrap().to_owned()));
                }
                map.values().for_each(|v| worths(v, found));
            }
            Value::Array(list) => list.iter().for_each(|v| worths(v, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for file in gallery() {
        answers(&file).iter().for_each(|(_, value)| worths(value, &mut found));
    }
    assert!(found.len() > 20);
    for (value, exact) in found {
        let (n, d) = exact.split_once('/').unwrap_or_else(|| panic!("{exact} is n/d"));
        let (n, d): (f64, f64) = (n.parse().unwrap(), d.parse().unwrap());
        assert!(d >= 1.0 && (n / d - value).abs() < 1e-9, "{value} is {exact}");
    }
}

#[test]
fn same_bytes_for_any_number_of_threads() {
    for file in gallery() {
        let answers: BTreeMap<String, usize> = [1, 2, 5]
            .into_iter()
            .map(|threads| (run(&["why", &file, "--json", "--threads", &threads.to_string()]).0, threads))
            .collect();
        assert_eq!(answers.len(), 1, "{file}");
    }
}

#[test]
fn check_is_one_document_for_many_files() {
    let faulty = "crates/detente-cli/tests/cmd/harbour/faulty.case.toml";
    let files = gallery();
    let mut arguments = vec!["check", "--json"];
    arguments.extend(files.iter().map(String::as_str));
    let sound = json(&arguments);
    let check = schema(&["--answer", "check"]);
    fits(&check, &sound, "sound files");
    assert_eq!(sound["answer"]["sound"], true);
    assert_eq!(list(&sound["answer"], "files").len(), files.len());
    assert!(list(&sound, "diagnostics").iter().all(|d| d["severity"] == "warning"));
    arguments.push(faulty);
    let (text, code) = run(&arguments);
    assert_eq!(code, Some(1));
    let all: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(all["question"], "check");
    fits(&check, &all, "a faulty file");
    assert_eq!(all["answer"]["sound"], false);
    assert!(list(&all, "diagnostics").iter().all(|d| d["more"].is_array() && d["label"].is_string()));
    let errors: Vec<&Value> = list(&all, "diagnostics").iter().filter(|d| d["severity"] == "error").collect();
    assert!(errors.len() >= 4, "{errors:?}");
    for error in errors {
        assert_eq!(error["file"], faulty);
        for place in ["line", "column", "end_line", "end_column"] {
            assert!(error[place].as_u64().is_some_and(|n| n > 0), "{place}: {error}");
        }
        assert!(error["code"].as_str().is_some_and(|c| c.starts_with('D') && c.len() == 4), "{error}");
        assert!(!error["message"].as_str().unwrap().is_empty() && !list(error, "help").is_empty(), "{error}");
    }
}

/// Where no answer can be given, standard output is a document all the same, and one that fits.
#[test]
fn a_refusal_is_a_document_too() {
    let faulty = "crates/detente-cli/tests/cmd/harbour/faulty.case.toml";
    let sound = &gallery()[0];
    let why = schema(&["--answer", "why"]);
    let (text, code) = run(&["why", faulty, "--json", "--effort", "7"]);
    assert_eq!(code, Some(1));
    let value: Value = serde_json::from_str(&text).unwrap();
    fits(&why, &value, "errors");
    assert!(value["answer"].is_null() && value["refusal"].is_null());
    assert_eq!(value["options"]["effort"], 7);
    assert!(value["case"]["title"].is_string());
    assert!(list(&value, "diagnostics").iter().any(|d| d["code"] == "D020"));
    for (arguments, case) in [
        (&["why", "missing.case.toml", "--json"][..], false),
        (&["why", sound, "--json", "--package", "no=such"], true),
        (&["why", sound, "--json", "--package", ""], true),
        (&["cite", "missing.case.toml", "demands.x", "--json"], false),
        (&["cite", sound, "demands.no-such-thing", "--json"], true),
        (&["check", "missing.case.toml", "--json"], false),
    ] {
        let (text, code) = run(arguments);
        assert_eq!(code, Some(2), "{arguments:?}");
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {text}"));
        fits(&schema(&["--answer", arguments[0]]), &value, &format!("{arguments:?}"));
        assert!(value["answer"].is_null() && value["completeness"] == "cut", "{arguments:?}");
        assert!(
            !value["refusal"]["message"].as_str().unwrap().is_empty() && !list(&value["refusal"], "help").is_empty()
        );
        assert_eq!(value["case"].is_object(), case, "{arguments:?}");
    }
}

#[test]
fn cite_is_a_document() {
    let cite = schema(&["--answer", "cite"]);
    for file in gallery() {
        let (elements, code) = run(&["cite", &file]);
        assert_eq!(code, Some(0));
        assert!(elements.lines().count() > 1, "{file}: {elements}");
        for line in elements.lines() {
            let element = line.rsplit(' ').next().unwrap();
            let value = json(&["cite", &file, element, "--json"]);
            fits(&cite, &value, element);
            assert_eq!(value["question"], "cite");
            assert_eq!(value["answer"]["element"], element, "{file}");
        }
    }
}
