//! The JSON Schema of the answer.

use serde_json::{Value, json};

use crate::question::schema::{all, envelope, list_of, object, or_null};

/// The JSON Schema (draft 2020-12) of what `detente roadmap FILE --json` prints.
pub fn schema() -> Value {
    let options = all(&json!({
        "package": { "anyOf": [{ "type": "object", "additionalProperties": text() }, { "type": ["string", "null"] }] },
        "deal": { "type": ["string", "null"] },
        "way_out": { "type": ["integer", "null"] },
        "goals": texts(),
        "start": date(),
        "deadline": date(),
        "max": count(),
        "effort": count(),
    }));
    let answer = all(&json!({
        "verdict": {
            "enum": ["open", "bridged", "blocked"],
            "description": "There is an order; there is one once preconditions come on credit; there is none.",
        },
        "package": { "type": "object", "additionalProperties": text() },
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
        "cautions": { "type": "object", "additionalProperties": texts() },
        "goals": texts(),
        "beside": { "type": "array", "items": text(), "description": "Goals that the package does not contain." },
        "start": date(),
        "deadline": date(),
        "reachable": { "type": "array", "items": text(), "description": "Steps that can be done as things stand." },
        "blocked": { "type": "array", "items": text(), "description": "Steps that goals need and that cannot be done." },
        "missing": list_of(&missing()),
        "cores": list_of(&reference("core")),
        "escapes": list_of(&escape()),
        "openings": list_of(&opening()),
        "readings": or_null(&readings()),
        "order": or_null(&reference("plan")),
        "bridges": or_null(&bridges()),
        "stopped": flag(),
    }));
    let mut schema = envelope("roadmap", &options, &answer);
    schema["$defs"] = json!({
        "id": all(&json!({ "kind": { "enum": ["demand", "walk_away", "constraint", "step"] }, "id": text() })),
        "number": all(&json!({
            "value": { "type": "number" },
            "exact": { "type": "string", "pattern": "^-?[0-9]+/[0-9]+$" },
        })),
        "precondition": precondition(),
        "core": core(),
        "plan": plan(),
        "instruments": instruments(),
    });
    crate::readings::schema::put(&mut schema, "if_disputed", &super::readings::schema());
    schema
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn texts() -> Value {
    list_of(&text())
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn date() -> Value {
    json!({ "type": ["string", "null"], "format": "date" })
}

fn plain() -> Value {
    json!({ "type": ["number", "null"] })
}

fn precondition() -> Value {
    let mut precondition = all(&json!({
        "step": text(),
        "any": texts(),
        "on_credit": flag(),
        "because": reference("id"),
        "cost": plain(),
    }));
    precondition["description"] =
        json!("One of `any` must come before the step, or sometime; what it costs to let the step come first.");
    precondition
}

fn missing() -> Value {
    all(&json!({ "step": text(), "because": { "enum": ["nobody", "package"] }, "needed_by": texts() }))
}

fn core() -> Value {
    let link = all(&json!({
        "step": text(), "waits_for": text(), "because": reference("id"), "together": flag(),
    }));
    all(&json!({
        "steps": texts(),
        "waits": list_of(&reference("precondition")),
        "ring": list_of(&link),
        "opens": flag(),
        "needed": flag(),
    }))
}

fn escape() -> Value {
    all(&json!({ "precondition": reference("precondition"), "alternative": text(), "breaks": reference("core") }))
}

fn opening() -> Value {
    all(&json!({
        "step": text(),
        "because": { "enum": ["nobody", "package"] },
        "preconditions": list_of(&reference("precondition")),
        "reaches": flag(),
    }))
}

fn readings() -> Value {
    let alone = all(&json!({ "demand": text(), "reading": text(), "reached": flag() }));
    let one = all(&json!({ "demand": text(), "reading": text() }));
    all(&json!({
        "reached": flag(),
        "alone": list_of(&alone),
        "change": list_of(&list_of(&one)),
        "complete": flag(),
    }))
}

fn bridges() -> Value {
    let bridge = all(&json!({
        "cost": { "type": "number" },
        "weakened": list_of(&reference("precondition")),
        "order": reference("plan"),
        "instruments": list_of(&reference("instruments")),
    }));
    let hopeless = all(&json!({
        "blocked": texts(), "missing": list_of(&missing()), "cores": list_of(&reference("core")),
    }));
    all(&json!({
        "found": list_of(&bridge),
        "proven": count(),
        "complete": flag(),
        "total": { "anyOf": [count(), { "type": ["string", "null"], "pattern": "^[0-9]+$" }] },
        "least": plain(),
        "hopeless": or_null(&hopeless),
    }))
}

fn plan() -> Value {
    let dates = all(&json!({ "start": date(), "last": date(), "latest_start": date(), "latest_last": date() }));
    let met = all(&json!({
        "precondition": reference("precondition"),
        "by": text(),
        "how": { "enum": ["before", "moment", "credit"] },
        "since": count(),
    }));
    let step = all(&json!({
        "step": text(),
        "by": texts(),
        "act": count(),
        "phase": count(),
        "start": count(),
        "finish": { "type": "integer", "minimum": 0, "description": "The day from which on it is over." },
        "latest": count(),
        "float": count(),
        "critical": flag(),
        "dates": or_null(&dates),
        "met": list_of(&met),
    }));
    let link = all(&json!({
        "step": text(),
        "held": { "enum": ["start", "not_before", "precondition", "moment"] },
        "by": { "type": ["string", "null"] },
        "verification_days": count(),
    }));
    let late = all(&json!({ "step": { "type": ["string", "null"] }, "days": count(), "path": list_of(&link) }));
    let credit = all(&json!({
        "precondition": reference("precondition"),
        "weakened": flag(),
        "given": count(),
        "by": text(),
        "repaid": count(),
        "owed": flag(),
    }));
    let check = all(&json!({
        "step": text(),
        "by": text(),
        "for": or_null(&reference("precondition")),
        "start": count(),
        "finish": count(),
    }));
    all(&json!({
        "days": count(),
        "until": count(),
        "end": date(),
        "begin_by": date(),
        "steps": list_of(&step),
        "acts": list_of(&texts()),
        "phases": list_of(&texts()),
        "critical_path": list_of(&link),
        "late": list_of(&late),
        "credits": list_of(&credit),
        "checks": list_of(&check),
        "irreversible": texts(),
        "stakes": or_null(&stakes()),
    }))
}

fn stakes() -> Value {
    let number = reference("number");
    let worst = all(&json!({
        "exposure": number, "cover": number, "net": number, "after": { "type": ["integer", "null"] },
        "sums": list_of(&number),
    }));
    let safest = all(&json!({
        "order": list_of(&texts()), "exposure": number, "at_least": number, "proven": flag(),
    }));
    let turn = all(&json!({
        "act": count(), "party": text(), "gain": number, "loss": number, "goes_on": flag(), "needed": number,
    }));
    let unknown = all(&json!({ "act": count(), "party": text() }));
    all(&json!({
        "unvalued": texts(),
        "exposure": { "type": "object", "additionalProperties": worst },
        "safest": or_null(&safest),
        "hold": all(&json!({
            "turns": list_of(&turn), "fails": { "type": ["integer", "null"] }, "unknown": list_of(&unknown),
        })),
    }))
}

fn instruments() -> Value {
    let number = reference("number");
    let amount = all(&json!({ "party": text(), "amount": or_null(&number) }));
    let forfeits = all(&json!({ "parts": count(), "first": number, "last": number }));
    let split = all(&json!({
        "first": text(),
        "last": text(),
        "parts": { "anyOf": [count(), { "type": ["string", "null"], "pattern": "^[0-9]+$" }] },
        "forfeits": list_of(&forfeits),
    }));
    let kinds = json!({ "enum": [
        "simultaneous", "escrow", "guarantee", "provisional", "splitting", "reversible_first", "opening",
    ] });
    let applicable = json!({
        "kind": kinds,
        "steps": texts(),
        "trustees": texts(),
        "givers": texts(),
        "cover": list_of(&amount),
        "forfeit": list_of(&amount),
        "standing": texts(),
        "verifiers": texts(),
        "named": flag(),
        "ways": list_of(&split),
        "known": flag(),
        "party": text(),
        "costs": number,
        "gain": number,
    });
    let not = json!({
        "kind": kinds,
        "because": { "enum": [
            "nothing_owed", "no_ring", "not_observable", "nobody_performs", "not_in_package", "still_waiting", "no_escrow",
            "nobody_accepted", "nobody_exposed", "irreversible", "reversible_unknown", "owed_reversible", "not_splittable", "not_each_other",
            "not_one_performer", "same_performer", "values_unknown", "no_number", "not_small",
        ] },
        "step": text(),
        "steps": texts(),
        "parties": texts(),
        "party": text(),
        "ways": list_of(&split),
        "costs": number,
        "gain": number,
    });
    all(&json!({
        "step": text(),
        "owed": { "type": ["string", "null"] },
        "applicable": list_of(&object(&applicable, &["kind"])),
        "not_applicable": list_of(&object(&not, &["kind", "because"])),
    }))
}
