//! The JSON Schema of what `detente read eval --json` prints.

use serde_json::{Map, Value, json};

use super::tally::Element;
use crate::question::schema::{envelope, object, or_null};

/// The JSON Schema (draft 2020-12) of what `detente read eval --gold DIR --json` prints.
pub fn schema() -> Value {
    let text = json!({ "type": "string" });
    let maybe = json!({ "type": ["string", "null"] });
    let count = json!({ "type": "integer", "minimum": 0 });
    let share = json!({ "type": ["number", "null"], "minimum": 0, "maximum": 1 });
    let counts = object(
        &json!({
            "gold": count, "found": count, "proposed": count, "right": count,
            "precision": share, "recall": share, "f1": share,
        }),
        &["gold", "found", "proposed", "right", "precision", "recall", "f1"],
    );
    let keys: Vec<&str> = Element::ALL.iter().map(|e| e.key()).collect();
    let each: Map<String, Value> = Element::ALL
        .iter()
        .map(|e| {
            let mut one = or_null(&counts);
            one["description"] = json!(e.words());
            (e.key().to_owned(), one)
        })
        .collect();
    let elements = object(&Value::Object(each), &keys);
    let mut schema = envelope(
        "read eval",
        &object(
            &json!({ "gold": text, "rules": maybe, "misses": { "type": "boolean" } }),
            &["gold", "rules", "misses"],
        ),
        &object(
            &json!({
                "elements": { "$ref": "#/$defs/elements" },
                "silent_pronouns": {
                    "type": "integer", "minimum": 0,
                    "description": "Pronouns that were taken for somebody without a mark.",
                },
                "reports": {
                    "type": "array",
                    "items": object(
                        &json!({ "report": text, "elements": { "$ref": "#/$defs/elements" } }),
                        &["report", "elements"],
                    ),
                },
                "misses": {
                    "type": ["array", "null"],
                    "items": object(
                        &json!({
                            "report": text,
                            "element": { "enum": keys },
                            "how": { "enum": ["missing", "wrong", "differs"] },
                            "gold": maybe,
                            "draft": maybe,
                            "sentence": maybe,
                        }),
                        &["report", "element", "how", "gold", "draft", "sentence"],
                    ),
                },
            }),
            &["elements", "silent_pronouns", "reports", "misses"],
        ),
    );
    schema["$defs"] = json!({ "elements": elements });
    schema
}
