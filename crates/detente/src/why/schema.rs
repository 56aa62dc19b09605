//! The JSON Schema of the answer.

use serde_json::Value;

/// The JSON Schema (draft 2020-12) of what `detente why FILE --json` prints.
pub fn schema() -> Value {
    serde_json::from_str(include_str!("answer.schema.json")).expect("the schema in this crate is JSON")
}
