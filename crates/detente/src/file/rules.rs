//! `[demands]`, `[constraints]` and `[steps]`: whatever can rule a package or an order out.

use toml::de::{DeTable, DeValue};

use super::{
    Reading, patterns,
    shape::{CONSTRAINT, DEMAND, STEP},
    table::{Table, Value, place},
};
use crate::{
    case::{Constraint, Content, Demand, Firmness, Insists, Order, PartyId, Step, StepId},
    diagnostic::{Code, Diagnostic, Place},
    number::Exact,
};

pub(super) fn demand(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Demand> {
    let t = r.reader.table(entries, at, &DEMAND);
    let party = r.names.party(&r.reader, t.get("party"));
    let mut insists: Vec<Option<Insists>> =
        patterns::content(&r.reader, &r.names, &t).into_iter().map(|c| c.map(Insists::Content)).collect();
    insists.extend(order(r, &t, at).into_iter().map(|o| o.map(Insists::Order)));
    let firmness = t.get("firmness").map_or(Some(Firmness::medium()), |v| r.firmness(v));
    let name = r.reader.text(t.get("name"));
    let _ = r.reader.text(t.get("about"));
    let grounds = r.grounds(&t);
    let insists = one(r, insists, at, "demand")?;
    Some(Demand { key: key.to_owned(), name, party: party?, insists, firmness: firmness?, grounds, place: at })
}

pub(super) fn constraint(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Constraint> {
    let t = r.reader.table(entries, at, &CONSTRAINT);
    let content: Vec<Option<Content>> = patterns::content(&r.reader, &r.names, &t);
    let name = r.reader.text(t.get("name"));
    let _ = r.reader.text(t.get("about"));
    let grounds = r.grounds(&t);
    let content = one(r, content, at, "constraint")?;
    Some(Constraint { key: key.to_owned(), name, content, grounds, place: at })
}

/// The one thing that a rule says; none or two is a fault.
fn one<T>(r: &Reading, mut said: Vec<Option<T>>, at: Place, word: &str) -> Option<T> {
    let ways = if word == "demand" {
        "`require`, `never`, `if` with `then`, `step` with `only_after`, or `together`"
    } else {
        "`require`, `never`, or `if` with `then`"
    };
    match said.len() {
        1 => said.pop().flatten(),
        0 => {
            r.reader.report(
                Diagnostic::new(Code::DemandShape, at, format!("this {word} does not say what it asks"))
                    .help(format!("add one of {ways}")),
            );
            None
        }
        _ => {
            r.reader.report(
                Diagnostic::new(Code::DemandShape, at, format!("this {word} says more than one thing"))
                    .help(format!("keep one of {ways}, and make a {word} of its own of each other")),
            );
            None
        }
    }
}

fn order(r: &Reading, t: &Table<'_>, at: Place) -> Vec<Option<Order>> {
    let mut found = Vec::new();
    let waits = t.get("only_after").is_some() || t.get("only_after_any").is_some();
    match t.get("step") {
        Some(value) if waits => {
            let step = r.names.step(&r.reader, Some(value));
            let all = r.names.steps(&r.reader, t.get("only_after"));
            let any = r.names.steps(&r.reader, t.get("only_after_any"));
            for key in ["only_after", "only_after_any"] {
                let list = t.get(key);
                if let Some(list) = list
                    && list.get_ref().as_array().is_some_and(|a| a.is_empty())
                {
                    r.reader.report(
                        Diagnostic::new(Code::Empty, place(list), "this list names no step")
                            .help("name the steps that must come first"),
                    );
                }
                if let Some(step) = step {
                    not_after_itself(r, list, step);
                }
            }
            if let Some(step) = step {
                performed(r, place(value), step);
            }
            for (key, steps) in [("only_after", &all), ("only_after_any", &any)] {
                steps.iter().for_each(|s| performed_in(r, t.get(key), *s));
            }
            found.push(step.map(|step| Order::After { step, all, any }));
        }
        Some(value) => {
            r.reader.report(
                Diagnostic::new(Code::DemandShape, place(value), "there is a `step` here, but not what it waits for")
                    .help("add `only_after = [\"...\"]` or `only_after_any = [\"...\"]`"),
            );
            found.push(None);
        }
        None if waits => {
            let at = t.place_of("only_after").or_else(|| t.place_of("only_after_any")).unwrap_or(at);
            r.reader.report(
                Diagnostic::new(Code::DemandShape, at, "it is not said which step waits").help("add `step = \"...\"`"),
            );
            found.push(None);
        }
        None => {}
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
        steps.iter().for_each(|s| performed_in(r, Some(value), *s));
        found.push((steps.len() > 1).then_some(Order::Together(steps)));
    }
    found
}

/// The item of a list that names a step.
fn item<'a>(r: &Reading, list: Option<&'a Value<'a>>, step: StepId) -> Option<&'a Value<'a>> {
    let name = r.names.steps.names().nth(step.index())?;
    list?.get_ref().as_array()?.iter().find(|v| v.get_ref().as_str() == Some(name))
}

fn not_after_itself(r: &Reading, list: Option<&Value<'_>>, step: StepId) {
    if let Some(own) = item(r, list, step) {
        r.reader.report(
            Diagnostic::new(Code::WaitsForItself, place(own), "a step cannot come after itself")
                .help("take it out of the list, or name the step that was meant"),
        );
    }
}

fn performed_in(r: &Reading, list: Option<&Value<'_>>, step: StepId) {
    if let Some(value) = item(r, list, step) {
        performed(r, place(value), step);
    }
}

/// A demand about a step that nobody performs cannot be met by anybody.
fn performed(r: &Reading, at: Place, step: StepId) {
    if !r.ownerless.contains(&step) {
        return;
    }
    let name = r.names.steps.names().nth(step.index()).unwrap_or_default();
    r.reader.report(
        Diagnostic::new(
            Code::NobodysStep,
            at,
            format!("nobody performs step `{name}`, so that nobody could meet this"),
        )
        .help(format!("say who performs it: `by = [\"...\"]` in `[steps.{name}]`")),
    );
}

pub(super) fn step(r: &Reading, id: StepId, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Step> {
    let t = r.reader.table(entries, at, &STEP);
    for list in ["after", "after_any"] {
        not_after_itself(r, t.get(list), id);
    }
    let by: Vec<PartyId> = r.names.parties(&r.reader, t.get("by"));
    if r.ownerless.contains(&id) && !r.named_in_demands.contains(&id) {
        r.reader.report(
            Diagnostic::new(Code::StepWithoutPerformer, at, format!("nobody performs step `{key}`"))
                .help("say who does: `by = [\"...\"]`"),
        );
    }
    let before = r.reader.errors();
    let carries_out = t.get("carries_out").and_then(|v| patterns::pattern(&r.reader, &r.names, v));
    let faulty = r.reader.errors() > before;
    let optional = r.reader.flag(t.get("optional"));
    if let (Some(true), Some(_)) = (optional, t.get("carries_out")) {
        r.reader.report(
            Diagnostic::new(
                Code::NoEffect,
                t.place_of("optional").unwrap_or(at),
                "`optional` has no effect on a step that carries something out",
            )
            .help("it is needed exactly where its pattern holds: take `optional` or `carries_out` out"),
        );
    }
    let days = r.reader.whole(t.get("days"), 0, 36_500, "a number of days");
    let step = Step {
        key: key.to_owned(),
        name: r.reader.text(t.get("name")).unwrap_or_else(|| key.to_owned()),
        by,
        after: r.names.steps(&r.reader, t.get("after")),
        after_any: r.names.steps(&r.reader, t.get("after_any")),
        carries_out,
        optional: optional.unwrap_or(false),
        days: days.and_then(|d| u32::try_from(d).ok()),
        reversible: r.reader.flag(t.get("reversible")),
        grounds: r.grounds(&t),
        place: at,
    };
    let _ = r.reader.text(t.get("about"));
    (!faulty).then_some(step)
}

impl Reading {
    /// A number from 1 to 100, or one of the words.
    pub(super) fn firmness(&self, value: &Value<'_>) -> Option<Firmness> {
        let DeValue::String(word) = value.get_ref() else {
            return self.reader.number(value, 1, 100, "a firmness").map(Firmness::Cost);
        };
        match word.as_ref() {
            "low" => Some(Firmness::Cost(Exact::whole(20))),
            "medium" => Some(Firmness::medium()),
            "high" => Some(Firmness::Cost(Exact::whole(80))),
            "absolute" => Some(Firmness::Absolute),
            other => {
                self.reader.report(
                    Diagnostic::new(Code::UnknownWord, place(value), format!("`firmness` cannot be `{other}`"))
                        .did_you_mean(other, ["low", "medium", "high", "absolute"])
                        .help("or a number from 1 to 100"),
                );
                None
            }
        }
    }
}
