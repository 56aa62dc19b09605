//! The JSON Schema of the answer.

use serde_json::{Value, json};

use crate::{
    file::shape::{ACTS, MODALITIES},
    question::schema::{all, envelope, list_of, or_null},
};

/// The JSON Schema (draft 2020-12) of what `detente claims FILE --json` prints.
pub fn schema() -> Value {
    let some = json!({ "type": ["array", "null"], "items": { "type": "string" } });
    let options = all(&json!({ "issues": some, "parties": some }));
    let element = json!({
        "element": { "type": "string", "description": "Its path, as `detente cite` takes it." },
        "line": from_one(),
        "party": maybe(),
        "basis": { "enum": ["stated", "inferred", "assumed", null] },
    });
    let mut held = element.clone();
    held["claims"] = texts();
    held["counts"] = counts(&json!({ "claims": number() }));
    held["disputed"] = json!({ "type": "boolean" });
    let mut disputed = element.clone();
    disputed["because"] = texts();
    disputed["disputed_by"] = texts();
    let way = counts(&json!({ "claims": texts() }));
    let row = all(&json!({
        "issue": text(),
        "party": text(),
        "through": all(&json!({ "own": way, "others": way, "opponent": way, "narrator": way })),
        "all": counts(&json!({ "claims": number() })),
    }));
    let pair = all(&json!({
        "first": text(),
        "second": text(),
        "how": {
            "enum": ["contradicts", "disputed", "sides", "options"],
            "description": "The file says that they contradict each other; that the second disputes the first, or the first \
                            the second; one holder is for and against one thing; one holder is for two options.",
        },
    }));
    let document = all(&json!({
        "id": text(),
        "title": text(),
        "line": from_one(),
        "source": maybe(),
        "published": date(),
        "counts_as": { "type": "string", "description": "The document that it is counted as one with, or itself." },
    }));
    let answer = all(&json!({
        "counts": counts(&json!({ "claims": number() })),
        "not_asked_about": number(),
        "known_only_through_narrator": list_of(&all(&held)),
        "known_only_through_opponent": list_of(&all(&held)),
        "no_claim_cited": list_of(&all(&element)),
        "table": list_of(&row),
        "apart": { "type": "array", "items": text(), "description": "Claims that name no issue or no holder." },
        "opposed": list_of(&pair),
        "disputed": list_of(&all(&disputed)),
        "documents": list_of(&document),
        "claims": list_of(&claim()),
    }));
    envelope("claims", &options, &answer)
}

fn claim() -> Value {
    let place = json!({
        "type": ["integer", "null"],
        "minimum": 0,
        "description": "In Unicode characters from 0; null where the document is not at hand and the case does not say.",
    });
    let quote = all(&json!({
        "text": text(),
        "match": { "enum": ["exact", "normalised", "elided", null] },
        "start": place,
        "end": place,
        "document_line": { "type": ["integer", "null"], "minimum": 1 },
    }));
    all(&json!({
        "id": text(),
        "line": from_one(),
        "quotes": { "type": "array", "items": quote, "minItems": 1 },
        "document": text(),
        "chain": { "type": "array", "items": text(), "description": "Who says so, reported by whom, the narrator last." },
        "attribution": text(),
        "manner": { "enum": ["direct", "mixed", "paraphrase", "implied", "narrated", null] },
        "holder": maybe(),
        "known_through": { "enum": ["own", "others", "opponent", "narrator", null] },
        "issue": maybe(),
        "option": maybe(),
        "polarity": { "enum": ["for", "against", null] },
        "act": or_null(&json!({ "enum": ACTS })),
        "modality": or_null(&json!({ "enum": MODALITIES })),
        "says": maybe(),
        "calls_obstacle": maybe(),
        "date": date(),
        "utterance": maybe(),
        "trust": { "enum": ["low", "medium", "high", null] },
        "contradicts": texts(),
        "disputed_by": texts(),
        "supports": { "type": "array", "items": text(), "description": "Paths of the elements that rest on it." },
        "disputes": { "type": "array", "items": text(), "description": "Paths of the elements that it stands against." },
    }))
}

/// Counts, with what `more` says of claims.
fn counts(more: &Value) -> Value {
    let mut keys = json!({
        "documents": {
            "type": "integer",
            "minimum": 0,
            "description": "Independent ones: all that are joined by derived_from or translation_of count once.",
        },
        "utterances": { "type": "integer", "minimum": 0, "description": "Claims of one utterance count once." },
    });
    keys["claims"] = more["claims"].clone();
    all(&keys)
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn texts() -> Value {
    json!({ "type": "array", "items": text() })
}

fn maybe() -> Value {
    json!({ "type": ["string", "null"] })
}

fn date() -> Value {
    json!({ "type": ["string", "null"], "format": "date" })
}

fn number() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn from_one() -> Value {
    json!({ "type": "integer", "minimum": 1 })
}
