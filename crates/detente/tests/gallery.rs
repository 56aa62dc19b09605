//! Every case of the gallery loads without errors and answers every question; the answers stand beside it.

#![allow(clippy::unwrap_used, reason = "a test that fails is a test that panics")]

#[path = "support/beside.rs"]
mod beside;
#[path = "support/golden.rs"]
mod golden;

use std::{
    fs,
    path::{Path, PathBuf},
};

use detente::{
    case::Case,
    diagnostic::{Diagnostic, Lines, Severity, render},
    question::{Budget, Envelope},
    show,
    why::Why,
};

fn gallery() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases")
}

/// Folder name, case and diagnostics of every case.
fn cases() -> Vec<(String, Case, Vec<Diagnostic>)> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(gallery()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    assert!(folders.len() >= 6, "the gallery holds at least six cases");
    folders
        .into_iter()
        .map(|folder| {
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            let file = format!("{name}.case.toml");
            let bytes = fs::read(folder.join(&file)).unwrap();
            let (case, found) =
                beside::read(&format!("cases/{name}/{file}"), &bytes, &|d| fs::read(folder.join(d)).ok());
            let errors: Vec<&Diagnostic> = found.iter().filter(|d| d.severity() == Severity::Error).collect();
            (name, case.unwrap_or_else(|| panic!("{file} has errors: {errors:?}")), found)
        })
        .collect()
}

#[test]
fn golden_answers() {
    for (name, case, found) in cases() {
        let expected = gallery().join(&name).join("expected");
        let answer = Why { readings: true, ..Why::default() }.ask(&case, &Budget::default()).unwrap();
        golden::compare(&expected.join("why.txt"), &show::text::draw(&answer.show(&case), 100, false));
        let check: String =
            found.iter().map(|d| render::concise(d, case.file(), &Lines::of(case.text())) + "\n").collect();
        golden::compare(&expected.join("check.txt"), &check);
    }
}

#[test]
fn answers_fit_their_schema() {
    let schema = jsonschema::validator_for(&detente::why::schema()).unwrap();
    for (name, case, found) in cases() {
        let first = detente::agreement::parse_package(
            &case,
            &case.issues().iter().map(|i| format!("{}={}", i.key, i.options[0].key)).collect::<Vec<_>>().join(","),
        );
        let why = Why { readings: true, package: Some(first.unwrap()), ..Why::default() };
        let answer = why.ask(&case, &Budget::default()).unwrap();
        let envelope =
            Envelope::new("why", why.options(&case), &case, answer.limit.clone(), answer.facts(&case), &found);
        let value = serde_json::to_value(&envelope).unwrap();
        let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

/// The case files themselves fit the schema that editors are given.
#[test]
fn cases_fit_their_schema() {
    let schema = jsonschema::validator_for(&detente::file::schema::json_schema()).unwrap();
    for (name, case, _) in cases() {
        let value = plain(toml::from_str::<toml::Value>(case.text()).unwrap());
        let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

/// TOML as JSON; dates become texts.
fn plain(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::Datetime(d) => serde_json::Value::String(d.to_string()),
        toml::Value::Array(a) => a.into_iter().map(plain).collect(),
        toml::Value::Table(t) => serde_json::Value::Object(t.into_iter().map(|(k, v)| (k, plain(v))).collect()),
        other => serde_json::to_value(other).unwrap(),
    }
}

#[test]
fn cases_are_laid_out() {
    for (name, case, _) in cases() {
        let laid_out = detente::file::layout::laid_out(case.text()).unwrap();
        assert!(laid_out == case.text(), "{name} would be changed by `detente fmt`");
    }
}

/// Nobody may say that the gallery holds somebody else's words by accident: every document there is ours, and every
/// quote stands in one of them, which `beside::read` has checked. Here: no answer depends on the number of threads.
#[test]
fn same_bytes_for_any_number_of_threads() {
    for (name, case, _) in cases() {
        let answers: Vec<String> = [1, 2, 4]
            .map(|threads| {
                let answer = Why::default().ask(&case, &Budget { threads, ..Budget::default() }).unwrap();
                serde_json::to_string(&answer.facts(&case)).unwrap() + &show::text::draw(&answer.show(&case), 80, true)
            })
            .to_vec();
        assert!(answers.windows(2).all(|w| w[0] == w[1]), "{name}");
    }
}
