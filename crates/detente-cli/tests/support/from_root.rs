//! The program as it is asked in the folder of the project, and its answers against their schema.

use std::{path::Path, process::Command};

use serde_json::Value;

/// The folder of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// What a run printed, on each stream, and its exit code.
pub(crate) fn run(arguments: &[&str]) -> (String, String, Option<i32>) {
    let out = Command::new(env!("CARGO_BIN_EXE_detente")).current_dir(root()).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(out.stdout), text(out.stderr), out.status.code())
}

/// A document, which fits the schema that is printed for answers to its question.
pub(crate) fn fits(question: &str, text: &str) -> Value {
    let (schema, _, code) = run(&["schema", "--answer", question]);
    assert_eq!(code, Some(0));
    let schema: Value = serde_json::from_str(&schema).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let schema = jsonschema::validator_for(&schema).unwrap();
    let value: Value = serde_json::from_str(text).unwrap();
    let faults: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    value
}
