//! The JSON Schemas of what a model is to answer, and of what `detente read prompt` and `detente read import` print.

use serde_json::{Value, json};

use super::{LONGEST_QUOTE, MOST_STATEMENTS};
use crate::{
    case::Case,
    question::schema::{envelope, object, or_null},
    read::{
        Act, Modality, Polarity,
        schema::{defs, proposal},
    },
};

/// The most characters of a paraphrase.
pub(super) const LONGEST_PARAPHRASE: usize = 300;
/// The most characters of the words for a speaker, or of a cue.
pub(super) const LONGEST_PHRASE: usize = 200;
/// The most sentences that a statement may cite.
pub(super) const MOST_SENTENCES: usize = 20;

pub(super) const MANNERS: [&str; 5] = ["direct", "mixed", "paraphrase", "implied", "narrated"];
pub(super) const ACTS: [Act; 15] = [
    Act::Says,
    Act::Claims,
    Act::Admits,
    Act::Denies,
    Act::Rejects,
    Act::Refuses,
    Act::Accepts,
    Act::Demands,
    Act::Offers,
    Act::Promises,
    Act::Threatens,
    Act::Thinks,
    Act::Implies,
    Act::Calls,
    Act::Reports,
];
pub(super) const MODALITIES: [Modality; 6] =
    [Modality::Fact, Modality::Intends, Modality::Willing, Modality::Must, Modality::May, Modality::Conditional];

/// The JSON Schema (draft 2020-12) of what a model is to answer, where any issue may be named.
pub fn answer() -> Value {
    statements(&json!({
        "type": ["string", "null"],
        "description": "The key of an issue of the case, \"new\" for none of them, or null.",
    }))
}

/// The same for one case, whose issues are listed.
pub(super) fn answer_for(case: Option<&Case>) -> Value {
    let keys = case.map(|c| c.issues().iter().map(|i| i.key.as_str()).collect::<Vec<_>>()).unwrap_or_default();
    if keys.is_empty() {
        return statements(&json!({ "enum": ["new", null] }));
    }
    let known: Vec<Value> = keys.iter().map(|k| json!(k)).chain([json!("new"), Value::Null]).collect();
    statements(&json!({ "enum": known, "description": "The issue it is about; \"new\" where it is none of the case." }))
}

/// All keys are required, and those that may be left out may be null: the strict mode of several servers wants it so.
fn statements(issue: &Value) -> Value {
    let statement = json!({
        "sentence_ids": {
            "type": "array",
            "items": { "type": "integer", "minimum": 1 },
            "minItems": 1,
            "maxItems": MOST_SENTENCES,
            "description": "The numbers of the sentences in which the quote stands.",
        },
        "quote": {
            "type": "string",
            "minLength": 1,
            "maxLength": LONGEST_QUOTE,
            "description": "What is said, copied character by character out of these sentences, without who says it.",
        },
        "speaker": {
            "type": "string",
            "minLength": 1,
            "maxLength": LONGEST_PHRASE,
            "description": "Who says it, in the words of the document; \"narrator\" where the document says it itself.",
        },
        "cue": {
            "type": ["string", "null"],
            "maxLength": LONGEST_PHRASE,
            "description": "The words that ascribe it, as they stand there: told reporters, according to.",
        },
        "manner": { "enum": MANNERS },
        "act": { "enum": ACTS.map(Act::word) },
        "polarity": { "enum": [Polarity::Affirmed.word(), Polarity::Negated.word()] },
        "modality": { "enum": MODALITIES.map(Modality::word) },
        "issue": issue,
        "paraphrase": {
            "type": ["string", "null"],
            "maxLength": LONGEST_PARAPHRASE,
            "description": "The same in plain words, with no name or number that these sentences do not have.",
        },
    });
    let keys =
        ["sentence_ids", "quote", "speaker", "cue", "manner", "act", "polarity", "modality", "issue", "paraphrase"];
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Statements that a model finds in a document",
        "type": "object",
        "required": ["statements"],
        "additionalProperties": false,
        "properties": {
            "statements": { "type": "array", "maxItems": MOST_STATEMENTS, "items": object(&statement, &keys) },
        },
    })
}

/// The JSON Schema (draft 2020-12) of what `detente read prompt FILE --json` prints.
pub fn prompt() -> Value {
    let number = json!({ "type": "integer", "minimum": 1 });
    let options = json!({ "document": { "type": "string" }, "part": number });
    let answer = json!({
        "prompt": { "type": "string", "description": "What to give the model." },
        "schema": { "type": "object", "description": "The JSON Schema of what it is to answer." },
        "key": { "type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of version, prompt and schema." },
        "version": { "type": "string", "description": "The version of the prompt's wording." },
        "document": { "type": "string" },
        "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
        "part": number,
        "parts": number,
        "first": number,
        "last": number,
        "confidential": { "type": "boolean", "description": "Whether the case says that the text must not leave the machine." },
    });
    let keys =
        ["prompt", "schema", "key", "version", "document", "sha256", "part", "parts", "first", "last", "confidential"];
    envelope("read prompt", &object(&options, &["document", "part"]), &object(&answer, &keys))
}

/// The JSON Schema (draft 2020-12) of what `detente read import ANSWER --json` prints.
pub fn import() -> Value {
    let text = json!({ "type": "string" });
    let maybe = json!({ "type": ["string", "null"] });
    let number = json!({ "type": "integer", "minimum": 1 });
    let hash = json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    let options = json!({ "answer": text, "document": text, "case": maybe, "model": text });
    let rejected = json!({
        "index": { "type": "integer", "minimum": 1, "description": "Its place in the answer." },
        "quote": { "type": "string", "description": "Its quote, shortened." },
        "why": text,
        "nearest": { "type": ["string", "null"], "description": "The passage of the document that comes nearest." },
        "line": { "type": ["integer", "null"], "minimum": 1 },
    });
    let note = json!({ "index": or_null(&number), "says": text });
    let answer = json!({
        "document": text,
        "sha256": hash,
        "model": text,
        "key": hash,
        "proposals": { "type": "array", "items": proposal() },
        "rejected": { "type": "array", "items": object(&rejected, &["index", "quote", "why", "nearest", "line"]) },
        "notes": { "type": "array", "items": object(&note, &["index", "says"]) },
        "added": or_null(&json!({
            "type": "array",
            "items": { "$ref": "#/$defs/id" },
            "description": "Which were added to the draft of the case; null where none was given.",
        })),
    });
    let keys = ["document", "sha256", "model", "key", "proposals", "rejected", "notes", "added"];
    let options = object(&options, &["answer", "document", "case", "model"]);
    let mut schema = envelope("read import", &options, &object(&answer, &keys));
    schema["$defs"] = defs();
    schema
}
