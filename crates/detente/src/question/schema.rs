//! The JSON Schema of the envelope that all answers share, and of the answers of `check`, `cite` and
//! `verify`.

use serde_json::{Value, json};

use crate::file::shape;

/// The JSON Schema (draft 2020-12) of what `detente check FILE --json` prints.
pub fn check() -> Value {
    let counts = json!({
        "sound": { "type": "boolean", "description": "Whether there is no error." },
        "errors": { "type": "integer", "minimum": 0 },
        "warnings": { "type": "integer", "minimum": 0 },
    });
    let mut file = counts.clone();
    file["file"] = json!({ "type": "string" });
    let mut answer = counts;
    answer["files"] = json!({
        "type": "array",
        "description": "The same for each file that could be read.",
        "items": object(&file, &["file", "sound", "errors", "warnings"]),
    });
    let options = json!({ "files": { "type": "array", "items": { "type": "string" } } });
    envelope("check", &object(&options, &["files"]), &object(&answer, &["sound", "errors", "warnings", "files"]))
}

/// The JSON Schema (draft 2020-12) of what `detente cite FILE ELEMENT --json` prints.
pub fn cite() -> Value {
    let text = json!({ "type": "string" });
    let maybe = json!({ "type": ["string", "null"] });
    let known = json!({ "enum": ["own", "others", "opponent", "narrator", null] });
    let found = json!({
        "match": { "enum": ["exact", "normalised", "elided"] },
        "document_line": { "type": "integer", "minimum": 1 },
        "sentence": text,
    });
    let about = json!({ "issue": text, "option": maybe });
    let claim = json!({
        "id": text,
        "line": { "type": "integer", "minimum": 1 },
        "quotes": { "type": "array", "items": text, "minItems": 1 },
        "found": {
            "type": "array",
            "items": or_null(&object(&found, &["match", "document_line", "sentence"])),
            "description": "Where each quote stands; null where there is no text to look in.",
        },
        "document": text,
        "published": { "type": ["string", "null"], "format": "date" },
        "source": maybe,
        "side": maybe,
        "holder": maybe,
        "known_through": known,
        "about": or_null(&object(&about, &["issue", "option"])),
        "disputed_by": { "type": "array", "items": text },
        "polarity": { "enum": ["for", "against", null] },
        "act": or_null(&json!({ "enum": shape::ACTS })),
        "modality": or_null(&json!({ "enum": shape::MODALITIES })),
        "manner": { "enum": ["direct", "mixed", "paraphrase", "implied", "narrated", null] },
        "trust": { "enum": ["low", "medium", "high", null] },
        "date": { "type": ["string", "null"], "format": "date" },
        "utterance": maybe,
        "attribution": { "type": "string", "description": "Who says so, reported by whom." },
    });
    let keys = [
        "id",
        "line",
        "quotes",
        "found",
        "document",
        "published",
        "source",
        "side",
        "holder",
        "known_through",
        "about",
        "disputed_by",
        "polarity",
        "act",
        "modality",
        "manner",
        "trust",
        "date",
        "utterance",
        "attribution",
    ];
    let claims = json!({ "type": "array", "items": object(&claim, &keys) });
    let answer = json!({
        "element": text,
        "line": { "type": "integer", "minimum": 1 },
        "basis": { "enum": ["stated", "inferred", "assumed", null] },
        "known_through": known,
        "disputed": { "type": "boolean" },
        "because": claims,
        "disputed_by": claims,
    });
    let entry = json!({ "element": text, "line": { "type": "integer", "minimum": 1 } });
    let list = json!({ "elements": { "type": "array", "items": object(&entry, &["element", "line"]) } });
    let options = json!({ "element": { "type": ["string", "null"] } });
    let keys = ["element", "line", "basis", "known_through", "disputed", "because", "disputed_by"];
    let either = json!({ "anyOf": [object(&answer, &keys), object(&list, &["elements"])] });
    envelope("cite", &object(&options, &["element"]), &either)
}

/// The JSON Schema (draft 2020-12) of what `detente verify ANSWER.json --json` prints.
pub fn verify() -> Value {
    let text = json!({ "type": "string" });
    let number = json!({ "type": "integer", "minimum": 0 });
    let against = json!({
        "type": ["object", "null"],
        "description": "What shows that it is not so: something else should be told, something is left out, is wrong, or \
                        cannot be read.",
        "required": ["is"],
        "properties": { "is": { "enum": ["differs", "missing", "wrong", "unreadable"] } },
    });
    let because = json!({
        "enum": [
            "too_many_packages", "too_much_work", "lot", "cut", "no_certificate", "convention", "rests_on_failed",
            "no_check", null,
        ],
        "description": "Why it was not checked.",
    });
    let check = json!({
        "at": { "type": "string", "description": "Where it stands in the answer." },
        "says": { "type": "string", "description": "What is said there." },
        "of": { "type": "integer", "minimum": 0, "description": "Of how many things it is said." },
        "outcome": { "enum": ["holds", "fails", "not_checked"] },
        "against": against,
        "because": because,
    });
    let keys = ["at", "says", "of", "outcome", "against", "because"];
    let counts =
        object(&json!({ "hold": number, "fail": number, "not_checked": number }), &["hold", "fail", "not_checked"]);
    let answer = json!({
        "question": { "enum": ["why", "deals", "stable", "roadmap"], "description": "The question that was answered." },
        "holds": { "type": "boolean", "description": "Whether nothing fails." },
        "counts": counts,
        "checks": { "type": "array", "items": object(&check, &keys) },
    });
    let options = json!({ "answer": text, "most": number });
    let answer = object(&answer, &["question", "holds", "counts", "checks"]);
    envelope("verify", &object(&options, &["answer", "most"]), &answer)
}

pub(crate) fn object(properties: &Value, required: &[&str]) -> Value {
    json!({ "type": "object", "required": required, "additionalProperties": false, "properties": properties })
}

/// An object in which every key is needed.
pub(crate) fn all(properties: &Value) -> Value {
    let keys: Vec<&str> = properties.as_object().into_iter().flatten().map(|(k, _)| k.as_str()).collect();
    object(properties, &keys)
}

pub(crate) fn list_of(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

pub(crate) fn or_null(schema: &Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

pub(crate) fn envelope(question: &str, options: &Value, answer: &Value) -> Value {
    let title = format!("Answer to the question {question}");
    let mark = json!({
        "title": { "type": "string" },
        "file": { "type": "string", "description": "The name of its file, as it was given." },
        "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "required": [
            "detente", "question", "options", "seed", "case", "completeness", "limit", "answer", "diagnostics",
        ],
        "additionalProperties": false,
        "properties": {
            "detente": { "type": "string", "description": "Version of the program." },
            "question": { "const": question },
            "options": options,
            "seed": { "type": ["integer", "null"] },
            "case": or_null(&object(&mark, &["title", "file", "sha256"])),
            "completeness": { "enum": ["exact", "cut"] },
            "limit": { "type": ["string", "null"] },
            "answer": or_null(answer),
            "refusal": refusal(),
            "diagnostics": { "type": "array", "items": diagnostic() },
        },
    })
}

/// Why a question was not answered.
fn refusal() -> Value {
    let keys = json!({
        "message": { "type": "string" },
        "help": { "type": "array", "items": { "type": "string" } },
    });
    object(&keys, &["message", "help"])
}

/// One problem of a file.
fn diagnostic() -> Value {
    let from_one = json!({ "type": "integer", "minimum": 1 });
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": text });
    let further = json!({
        "line": from_one, "column": from_one, "end_line": from_one, "end_column": from_one, "label": text,
    });
    let keys = json!({
        "code": { "type": "string", "pattern": "^D[0-9]{3}$" },
        "severity": { "enum": ["error", "warning"] },
        "message": text,
        "file": text,
        "line": from_one, "column": from_one, "end_line": from_one, "end_column": from_one,
        "label": text,
        "more": {
            "type": "array",
            "items": object(&further, &["line", "column", "end_line", "end_column", "label"]),
        },
        "notes": texts,
        "help": texts,
    });
    let required = [
        "code",
        "severity",
        "message",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "label",
        "more",
        "notes",
        "help",
    ];
    object(&keys, &required)
}
