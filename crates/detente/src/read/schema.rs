//! The JSON Schema of what `detente read --json` prints.

use serde_json::{Value, json};

use crate::question::schema::{envelope, object, or_null};

/// The JSON Schema (draft 2020-12) of what `detente read FILE... --json` prints.
pub fn schema() -> Value {
    let options = all(&json!({
        "files": texts(),
        "case": maybe(),
        "rules": { "type": ["string", "null"], "description": "The language file, where it is not the English one." },
    }));
    let answer = all(&json!({
        "documents": list_of(&document()),
        "persons": list_of(&person()),
        "proposals": list_of(&proposal()),
        "utterances": list_of(&all(&json!({
            "id": text(), "words": text(), "witnesses": { "type": "array", "items": reference("id"), "minItems": 2 },
        }))),
        "contradictions": list_of(&all(&json!({
            "first": reference("id"), "second": reference("id"), "because": text(),
        }))),
    }));
    let mut schema = envelope("read", &options, &answer);
    schema["$defs"] = json!({
        "id": { "type": "string", "pattern": "^[0-9a-f]{12}$" },
        "passage": passage(),
        "voice": voice(),
    });
    schema
}

fn document() -> Value {
    all(&json!({
        "key": text(),
        "file": text(),
        "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
        "language": text(),
        "sentences": { "type": "integer", "minimum": 0 },
        "conditions": numbers("Sentences that look like conditions, counted from 1."),
        "addresses_model": numbers("Sentences that speak to a machine rather than to readers."),
    }))
}

fn person() -> Value {
    let role = all(&json!({
        "role": text(), "document": text(), "quote": reference("passage"), "former": { "type": "boolean" },
    }));
    all(&json!({
        "name": text(),
        "aliases": texts(),
        "roles": list_of(&role),
        "actor": { "type": ["string", "null"], "description": "The delegate of the case who is called so." },
        "documents": texts(),
    }))
}

fn proposal() -> Value {
    let rule = all(&json!({ "by": { "const": "rule" }, "rule": text() }));
    let model = all(&json!({ "by": { "const": "model" }, "model": text(), "key": text() }));
    let guess = all(&json!({ "issue": text(), "words": texts() }));
    let mut properties = json!({
        "id": reference("id"),
        "document": text(),
        "sentences": { "type": "array", "items": { "type": "integer", "minimum": 1 }, "minItems": 1 },
        "quotes": { "type": "array", "items": reference("passage"), "minItems": 1 },
        "speaker": reference("voice"),
        "through": {
            "type": "array", "items": reference("voice"),
            "description": "Who reports what the speaker says, from the inside out, without the document's own narrator.",
        },
        "cue": or_null(&all(&json!({ "words": reference("passage"), "entry": text() }))),
        "manner": { "enum": ["direct", "mixed", "paraphrase", "implied", "narrated"] },
        "act": {
            "enum": [
                "says", "claims", "admits", "denies", "rejects", "refuses", "accepts", "demands", "offers", "promises",
                "threatens", "thinks", "implies", "calls", "reports",
            ],
        },
        "polarity": { "enum": ["affirmed", "negated"] },
        "modality": { "enum": ["fact", "intends", "willing", "must", "may", "conditional"] },
        "condition": or_null(&reference("passage")),
        "issues": list_of(&guess),
        "marks": list_of(&json!({
            "enum": [
                "pronoun", "narrator_only", "implied", "condition", "cut", "addresses_model", "contradicted", "repeated",
                "model_only",
            ],
        })),
        "utterance": maybe(),
        "origin": { "anyOf": [rule, model] },
    });
    let keys: Vec<String> = properties.as_object().into_iter().flatten().map(|(k, _)| k.clone()).collect();
    properties["paraphrase"] = json!({ "type": "string", "description": "A model's words." });
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    object(&properties, &keys)
}

fn passage() -> Value {
    let mut passage = all(&json!({
        "text": text(),
        "start": { "type": "integer", "minimum": 0 },
        "end": { "type": "integer", "minimum": 0 },
    }));
    passage["description"] =
        json!("A stretch of a document: its words, and where they stand in Unicode scalar values.");
    passage
}

fn voice() -> Value {
    let candidate = all(&json!({ "name": text(), "actor": maybe(), "because": text() }));
    json!({ "anyOf": [
        all(&json!({ "kind": { "const": "narrator" } })),
        all(&json!({ "kind": { "const": "named" }, "phrase": reference("passage"), "person": maybe(), "actor": maybe() })),
        all(&json!({
            "kind": { "const": "pronoun" }, "phrase": reference("passage"), "candidates": list_of(&candidate),
        })),
        all(&json!({ "kind": { "const": "unnamed" }, "phrase": reference("passage") })),
    ] })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn list_of(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn numbers(description: &str) -> Value {
    json!({ "type": "array", "items": { "type": "integer", "minimum": 1 }, "description": description })
}

/// A table in which every key is needed.
fn all(properties: &Value) -> Value {
    let keys: Vec<&str> = properties.as_object().into_iter().flatten().map(|(k, _)| k.as_str()).collect();
    object(properties, &keys)
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn texts() -> Value {
    list_of(&text())
}

fn maybe() -> Value {
    json!({ "type": ["string", "null"] })
}
