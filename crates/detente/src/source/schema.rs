//! The schema of what `detente source` answers.

use serde_json::{Value, json};

use crate::question::schema::{envelope, object, or_null};

/// The JSON Schema (draft 2020-12) of what `detente source list CASE --json` and `detente source add FILE --json` print.
pub fn schema() -> Value {
    let text = json!({ "type": "string" });
    let maybe = json!({ "type": ["string", "null"] });
    let number = json!({ "type": "integer", "minimum": 0 });
    let flag = json!({ "type": "boolean" });
    let percent = json!({ "type": "integer", "minimum": 0, "maximum": 100 });
    let row = json!({
        "id": text,
        "title": text,
        "source": maybe,
        "published": { "type": ["string", "null"], "format": "date" },
        "file": maybe,
        "text": {
            "enum": ["unchanged", "changed", "unrecorded", "no_file", "unreadable"],
            "description": "What has become of its text since it was taken in.",
        },
        "words": { "type": ["integer", "null"], "minimum": 0 },
        "confidential": flag,
        "derived_from": maybe,
        "translation_of": maybe,
        "claims": { "type": "array", "items": text, "description": "The claims that quote it." },
        "line": { "type": "integer", "minimum": 1 },
    });
    let keys = [
        "id",
        "title",
        "source",
        "published",
        "file",
        "text",
        "words",
        "confidential",
        "derived_from",
        "translation_of",
        "claims",
        "line",
    ];
    let list = json!({ "documents": { "type": "array", "items": object(&row, &keys) } });
    let kin = json!({
        "document": text,
        "of_this": { "type": "integer", "minimum": 0, "maximum": 100,
            "description": "How many of its runs of three words stand in the other, in percent." },
        "of_other": percent,
        "longest_run": { "type": "integer", "minimum": 0,
            "description": "Words of the longest run outside quotation marks that both have." },
    });
    let source = json!({ "id": text, "new": flag });
    let add = json!({
        "added": { "type": "boolean", "description": "False where the case has this text already." },
        "document": { "type": "string", "description": "Its key." },
        "file": maybe,
        "copied": { "type": "boolean", "description": "Whether the text was written there now." },
        "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
        "words": number,
        "source": or_null(&object(&source, &["id", "new"])),
        "from_file": { "type": "array", "items": text,
            "description": "The keys whose values are those that the file gives of itself." },
        "notes": { "type": "array", "items": text, "description": "What was left out or put right on the way." },
        "related": { "type": "array", "items": object(&kin, &["document", "of_this", "of_other", "longest_run"]) },
    });
    let keys = ["added", "document", "file", "copied", "sha256", "words", "source", "from_file", "notes", "related"];
    let options = json!({ "add": { "type": ["string", "null"], "description": "The file that is taken in." } });
    let either = json!({ "anyOf": [object(&list, &["documents"]), object(&add, &keys)] });
    envelope("source", &object(&options, &["add"]), &either)
}
