//! The JSON Schema of the answer.

use serde_json::{Value, json};

use crate::question::schema::{envelope, object, or_null};

/// The JSON Schema (draft 2020-12) of what `detente roadmap FILE --json` prints.
pub fn schema() -> Value {
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": text });
    let count = json!({ "type": "integer", "minimum": 0 });
    let date = json!({ "type": ["string", "null"], "format": "date" });
    let options = json!({
        "package": { "anyOf": [{ "type": "object", "additionalProperties": text }, { "type": ["string", "null"] }] },
        "deal": { "type": ["string", "null"] },
        "way_out": { "type": ["integer", "null"] },
        "goals": texts,
        "start": date,
        "deadline": date,
        "max": count,
        "effort": count,
    });
    let options = object(&options, &["package", "deal", "way_out", "goals", "start", "deadline", "max", "effort"]);
    let answer = json!({
        "verdict": {
            "enum": ["open", "bridged", "blocked"],
            "description": "There is an order; there is one once preconditions come on credit; there is none.",
        },
        "package": { "type": "object", "additionalProperties": text },
        "how": {
            "enum": ["no_issues", "asked", "acceptable", "least_given_up", "way_out", "deal"],
            "description": "How the package was come by.",
        },
        "given_up": list_of(&reference("id")),
        "breaks": {
            "type": "array",
            "items": reference("id"),
            "description": "Demands about content and walk-aways that the package does not meet.",
        },
        "cautions": { "type": "object", "additionalProperties": texts },
        "goals": texts,
        "start": date,
        "deadline": date,
        "reachable": { "type": "array", "items": text, "description": "Steps that can be done as things stand." },
        "blocked": { "type": "array", "items": text, "description": "Steps that goals need and that cannot be done." },
        "missing": list_of(&missing()),
        "cores": list_of(&core()),
        "escapes": list_of(&escape()),
        "openings": list_of(&opening()),
        "readings": or_null(&readings()),
        "order": or_null(&reference("plan")),
        "bridges": or_null(&bridges()),
        "stopped": { "type": "boolean" },
    });
    let keys = [
        "verdict", "package", "how", "given_up", "breaks", "cautions", "goals", "start", "deadline", "reachable", "blocked",
        "missing", "cores", "escapes", "openings", "readings", "order", "bridges", "stopped",
    ];
    let mut schema = envelope("roadmap", &options, &object(&answer, &keys));
    schema["$defs"] = json!({
        "id": object(
            &json!({ "kind": { "enum": ["demand", "walk_away", "constraint", "step"] }, "id": text }),
            &["kind", "id"],
        ),
        "number": {
            "description": "A number, and the same exactly.",
            "type": "object",
            "required": ["value", "exact"],
            "additionalProperties": false,
            "properties": { "value": { "type": "number" }, "exact": { "type": "string", "pattern": "^-?[0-9]+/[0-9]+$" } },
        },
        "precondition": precondition(),
        "span": span(),
        "plan": plan(),
        "stakes": stakes(),
        "instrument": instrument(),
    });
    schema
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn list_of(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}
