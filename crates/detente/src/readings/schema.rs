//! The part of a JSON Schema that describes readings.

use serde_json::{Map, Value, json};

use crate::question::schema::object;

/// What each kind of element is called that can be read both ways.
const KINDS: [&str; 12] = [
    "demand",
    "walk_away",
    "constraint",
    "step",
    "guarantee",
    "reading",
    "wants",
    "bonus",
    "party",
    "delegate",
    "round",
    "claim",
];

/// All readings of an answer; `found` describes what is told of each beside, where the question was answered.
pub(crate) fn readings(found: &Value) -> Value {
    let named = object(
        &json!({
            "kind": { "enum": KINDS },
            "id": { "type": "string", "description": "Its key; of what is no rule and no claim, its path in the file." },
        }),
        &["kind", "id"],
    );
    let list = json!({ "type": "array", "items": named });
    let unknown = json!({ "type": "array", "items": named, "description": "Not known: not all was tried." });
    let mut one = Map::new();
    one.insert("against".to_owned(), list.clone());
    one.extend(found.as_object().cloned().unwrap_or_default());
    one.insert(
        "refused".to_owned(),
        json!({ "type": ["string", "null"], "description": "Why the question cannot be asked in this reading." }),
    );
    one.insert("complete".to_owned(), json!({ "type": "boolean" }));
    let keys: Vec<String> = one.keys().cloned().collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let reading = object(&Value::Object(one.clone()), &keys);
    let all = json!({
        "disputes": list,
        "not_varied": {
            "type": "array",
            "items": { "type": "string" },
            "description": "Disputed or doubted too, but not read both ways.",
        },
        "complete": { "type": "boolean" },
        "verdict_depends_on": list,
        "verdict_may_depend_on": unknown,
        "answer_depends_on": list,
        "answer_may_depend_on": unknown,
        "readings": { "type": "array", "items": reading },
    });
    let keys: Vec<&str> = all.as_object().into_iter().flatten().map(|(k, _)| k.as_str()).collect();
    object(&all, &keys)
}

/// The options that ask for them, as properties of a schema.
pub(crate) fn options() -> Value {
    json!({
        "reading": {
            "enum": ["stated", "all"],
            "description": "Whether what is disputed is read as the file has it, or both ways.",
        },
        "doubt": {
            "type": ["array", "null"],
            "items": { "type": "string" },
            "description": "What is read both ways instead of what is disputed: `narrator`, `opponent`, names of claims.",
        },
    })
}

/// Puts readings into the schema of an answer: its options, and `key` of the answer, which only a question has that asks
/// for them.
pub(crate) fn put(schema: &mut Value, key: &str, found: &Value) {
    for (name, option) in options().as_object().into_iter().flatten() {
        schema["properties"]["options"]["properties"][name] = option.clone();
        if let Some(required) = schema["properties"]["options"]["required"].as_array_mut() {
            required.push(json!(name));
        }
    }
    schema["properties"]["answer"]["anyOf"][0]["properties"][key] = readings(found);
}
