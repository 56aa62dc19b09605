//! The JSON Schema of what `detente review --json` prints.

use serde_json::{Value, json};

use crate::{
    file::shape::{ACTS, MODALITIES},
    question::schema::{envelope, object},
    read,
};

/// The JSON Schema (draft 2020-12) of what `detente review CASE --json` prints, with `--log` and without. The lines of the
/// log file are as the items of `decided`.
pub fn schema() -> Value {
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": text });
    let maybe = json!({ "type": ["string", "null"] });
    let flag = json!({ "type": "boolean" });
    let read = read::schema();
    let proposal = read["properties"]["answer"]["anyOf"][0]["properties"]["proposals"]["items"].clone();
    let one = all(&json!({
        "number": { "type": "integer", "minimum": 1, "description": "Its number in the order of the draft." },
        "state": { "enum": ["open", "accepted", "rejected"] },
        "claim": { "type": ["string", "null"], "description": "The claim that it became, by its key." },
        "why": { "type": ["string", "null"], "description": "Why it was rejected." },
        "with": { "$ref": "#/$defs/fields" },
        "proposal": proposal,
    }));
    let list = all(&json!({
        "total": { "type": "integer", "minimum": 0 },
        "open": { "type": "integer", "minimum": 0 },
        "proposals": { "type": "array", "items": one },
        "decided": { "type": "array", "items": { "$ref": "#/$defs/decision" }, "description": "What was decided by this run." },
        "notes": texts,
    }));
    let log = all(&json!({
        "log": { "type": "array", "items": { "$ref": "#/$defs/decision" } },
        "notes": texts,
    }));
    let options = all(&json!({
        "document": maybe, "issue": maybe, "state": { "enum": ["open", "accepted", "rejected", null] },
        "accept": maybe, "reject": maybe, "edit": maybe,
        "undo": { "type": ["string", "null"], "description": "A number or an id; `last` for the last decision of all." },
        "show": maybe, "log": flag,
    }));
    let mut schema = envelope("review", &options, &json!({ "anyOf": [list, log] }));
    schema["$defs"] = read["$defs"].clone();
    schema["$defs"]["fields"] = fields();
    schema["$defs"]["decision"] = decision();
    schema
}

fn fields() -> Value {
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": text, "minItems": 1 });
    let word = |words: &[&str]| {
        let words: Vec<&str> = words.iter().copied().chain([""]).collect();
        json!({ "enum": words })
    };
    object(
        &json!({
            "speaker": text, "holder": text, "issue": text, "option": text,
            "polarity": word(&["for", "against"]),
            "manner": word(&["direct", "mixed", "paraphrase", "implied", "narrated"]),
            "act": word(ACTS),
            "modality": word(MODALITIES),
            "says": text,
            "trust": word(&["low", "medium", "high"]),
            "date": text, "utterance": text, "key": text,
            "unresolved": { "const": true },
            "learn": { "const": true },
            "because": texts, "disputes": texts, "contradicts": texts,
        }),
        &[],
    )
}

fn decision() -> Value {
    let text = json!({ "type": "string" });
    let hash = json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    let added = all(&json!({ "to": { "type": "array", "items": text, "minItems": 2 }, "item": text }));
    object(
        &json!({
            "at": { "type": "string", "format": "date-time", "description": "RFC 3339, in UTC." },
            "by": text,
            "proposal": { "$ref": "#/$defs/id" },
            "document": text,
            "decision": { "enum": ["accept", "edit", "reject", "undo"] },
            "why": text,
            "with": { "$ref": "#/$defs/fields" },
            "claim": text,
            "added": { "type": "array", "items": added },
            "case_before": hash,
            "case_after": hash,
        }),
        &["at", "by", "proposal", "document", "decision", "case_before", "case_after"],
    )
}

/// An object with all of these keys.
fn all(properties: &Value) -> Value {
    let keys: Vec<&str> = properties.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    object(properties, &keys)
}
