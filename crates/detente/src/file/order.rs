//! What steps wait for: in the words of a demand, of another reading of it, or of a step itself.

use toml::de::{DeTable, DeValue};

use super::{
    Reading,
    names::Keys,
    shape::MEANING,
    table::{Table, Value, place},
};
use crate::{
    case::{Meaning, Order, StepId, Terms, Verification, Waits},
    diagnostic::{Code, Diagnostic, Place},
};

/// The keys of a demand that say what a step waits for.
const WAITS: [&str; 3] = ["only_after", "only_after_any", "on_credit"];

/// The order that a demand asks for; none, or more than one where it says more.
pub(super) fn asked(r: &Reading, t: &Table<'_>) -> Vec<Option<Order>> {
    let mut found = Vec::new();
    let waits = WAITS.iter().find_map(|key| t.place_of(key));
    match (t.get("step"), waits) {
        (Some(value), Some(_)) => {
            let step = r.names.step(&r.reader, Some(value));
            if let Some(step) = step {
                performed(r, place(value), step);
            }
            let waits = read(r, t, WAITS, step, true);
            found.push(step.map(|step| Order::After { step, waits }));
        }
        (Some(value), None) => {
            r.reader.report(
                Diagnostic::new(Code::DemandShape, place(value), "there is a `step` here, but not what it waits for")
                    .help("add `only_after = [\"...\"]`, `only_after_any = [\"...\"]` or `on_credit = [\"...\"]`"),
            );
            found.push(None);
        }
        (None, Some(at)) => {
            r.reader.report(
                Diagnostic::new(Code::DemandShape, at, "it is not said which step waits").help("add `step = \"...\"`"),
            );
            found.push(None);
        }
        (None, None) => {}
    }
    if let Some(value) = t.get("together") {
        let before = r.reader.errors();
        let steps = r.names.steps(&r.reader, Some(value));
        if steps.len() < 2 && r.reader.errors() == before {
            r.reader.report(
                Diagnostic::new(Code::Empty, place(value), "it takes at least two steps to be done together")
                    .help("name the steps that are to be one act"),
            );
        }
        for item in items(value) {
            if let Some(step) = step_of(r, item) {
                performed(r, place(item), step);
            }
        }
        found.push((steps.len() > 1).then_some(Order::Together(steps)));
    }
    found
}

/// What a table says a step waits for, under the keys for all, for one of each, and for credit.
pub(super) fn read(r: &Reading, t: &Table<'_>, keys: [&str; 3], step: Option<StepId>, by_demand: bool) -> Waits {
    for key in keys {
        let Some(list) = t.get(key) else { continue };
        for item in items(list).into_iter().flat_map(items_or_self) {
            let Some(named) = step_of(r, item) else { continue };
            if Some(named) == step {
                let cannot = if key == "on_credit" { "cannot wait for itself" } else { "cannot come after itself" };
                r.reader.report(
                    Diagnostic::new(Code::WaitsForItself, place(item), format!("a step {cannot}"))
                        .help("take it out of the list, or name the step that was meant"),
                );
            }
            if by_demand {
                performed(r, place(item), named);
            }
        }
        if by_demand && list.get_ref().as_array().is_some_and(|a| a.is_empty()) {
            r.reader.report(
                Diagnostic::new(Code::Empty, place(list), "this list names no step")
                    .help("name the steps that must come first"),
            );
        }
    }
    let waits = Waits {
        all: r.names.steps(&r.reader, t.get(keys[0])),
        any: r.names.step_lists(&r.reader, t.get(keys[1])),
        on_credit: r.names.steps(&r.reader, t.get(keys[2])),
    };
    for key in &keys[1..] {
        for item in t.get(key).into_iter().flat_map(items).flat_map(items_or_self) {
            if let Some(named) = step_of(r, item).filter(|s| waits.all.contains(s)) {
                let name = step_name(r, named);
                r.reader.report(
                    Diagnostic::new(
                        Code::NoEffect,
                        place(item),
                        format!("`{name}` must come first anyway: `{}` names it", keys[0]),
                    )
                    .help(format!("take it out of one of the two, or the whole of `{key}` if nothing else is in it")),
                );
            }
        }
    }
    waits
}

/// What a demand says beside the order that it asks for.
pub(super) fn terms(r: &Reading, t: &Table<'_>) -> Terms {
    let waits = WAITS.iter().any(|key| t.get(key).is_some());
    for key in ["bridge", "verified_by", "verification_days", "readings"] {
        if let (false, Some(at)) = (waits, t.place_of(key)) {
            r.reader.report(
                Diagnostic::new(Code::NoEffect, at, format!("`{key}` has no effect where no step waits for others"))
                    .help("it belongs to a demand with `step` and `only_after`: take it out"),
            );
        }
    }
    let first = t.get("only_after").or(t.get("only_after_any")).or(t.get("readings"));
    for key in ["bridge", "verified_by"] {
        if let (true, None, Some(at)) = (waits, first, t.place_of(key)) {
            r.reader.report(
                Diagnostic::new(Code::NoEffect, at, format!("`{key}` has no effect where nothing has to come first"))
                    .help("what is waited for on credit may come later as it is: take it out"),
            );
        }
    }
    Terms {
        bridge: t.get("bridge").and_then(|v| r.firmness(v, "bridge")),
        verified: verification(r, t),
        meanings: meanings(r, t),
    }
}

/// Who finds a step done, and how long it takes.
pub(super) fn verification(r: &Reading, t: &Table<'_>) -> Option<Verification> {
    let by = r.names.party(&r.reader, t.get("verified_by"));
    let days = r.reader.whole(t.get("verification_days"), 0, 36_500, "a number of days");
    if let (None, Some(at)) = (t.get("verified_by"), t.place_of("verification_days")) {
        r.reader.report(
            Diagnostic::new(Code::NoEffect, at, "`verification_days` has no effect without `verified_by`")
                .help("say who verifies: `verified_by = \"...\"`"),
        );
    }
    Some(Verification { by: by?, days: days.and_then(|d| u32::try_from(d).ok()).unwrap_or(0) })
}

fn meanings(r: &Reading, t: &Table<'_>) -> Vec<Meaning> {
    let step = r.names.steps.names().position(|n| t.get("step").and_then(|v| v.get_ref().as_str()) == Some(n));
    let tables = t.get("readings").and_then(|v| r.reader.entries(v, "tables such as `{ begun = { ... } }`"));
    // Nothing refers to these by name but `cite`, and the names must be usable for it.
    let _ = Keys::of(&r.reader, tables, "reading");
    if let (Some([]), Some(at)) = (tables.map(|t| t.iter().collect::<Vec<_>>()).as_deref(), t.place_of("readings")) {
        r.reader.report(
            Diagnostic::new(Code::Empty, at, "there is no reading here")
                .help("write `begun = { only_after = [\"...\"] }`, or take `readings` out"),
        );
    }
    let mut found = Vec::new();
    for (key, value) in tables.into_iter().flatten() {
        let Some(entries) = r.reader.entries(value, "a table such as `{ only_after = [\"...\"] }`") else { continue };
        found.push(meaning(r, key.get_ref(), key.span().into(), entries, step.map(StepId::at)));
    }
    found
}

fn meaning(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>, step: Option<StepId>) -> Meaning {
    let t = r.reader.table(entries, at, &MEANING);
    if WAITS.iter().all(|key| t.get(key).is_none()) {
        r.reader.report(
            Diagnostic::new(Code::DemandShape, at, "this reading does not say what comes first")
                .help("add `only_after = [\"...\"]`, `only_after_any = [\"...\"]` or `on_credit = [\"...\"]`"),
        );
    }
    let _ = r.reader.text(t.get("about"));
    Meaning {
        key: key.to_owned(),
        name: r.reader.text(t.get("name")).unwrap_or_else(|| key.to_owned()),
        by: r.names.party(&r.reader, t.get("by")),
        waits: read(r, &t, WAITS, step, true),
        grounds: r.grounds(&t),
        place: at,
    }
}

/// The items of a list.
fn items<'a>(list: &'a Value<'a>) -> Vec<&'a Value<'a>> {
    list.get_ref().as_array().into_iter().flatten().collect()
}

/// The items of a list inside a list, or the item itself.
fn items_or_self<'a>(item: &'a Value<'a>) -> Vec<&'a Value<'a>> {
    match item.get_ref() {
        DeValue::Array(_) => items(item),
        _ => vec![item],
    }
}

/// The step that an item names, if it names one.
fn step_of(r: &Reading, item: &Value<'_>) -> Option<StepId> {
    item.get_ref().as_str().and_then(|name| r.names.steps.find(name)).map(StepId::at)
}

fn step_name(r: &Reading, step: StepId) -> &str {
    r.names.steps.names().nth(step.index()).unwrap_or_default()
}

/// A demand about a step that nobody performs cannot be met by anybody.
fn performed(r: &Reading, at: Place, step: StepId) {
    if !r.ownerless.contains(&step) {
        return;
    }
    let name = step_name(r, step);
    r.reader.report(
        Diagnostic::new(
            Code::NobodysStep,
            at,
            format!("nobody performs step `{name}`, so that nobody could meet this"),
        )
        .help(format!("say who performs it: `by = [\"...\"]` in `[steps.{name}]`")),
    );
}
