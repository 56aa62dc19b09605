//! `[demands]` and `[constraints]`: whatever parties insist on, and what cannot be.

use toml::de::{DeTable, DeValue};

use super::{
    Reading, order, patterns,
    shape::{CONSTRAINT, DEMAND},
    table::{Value, place},
};
use crate::{
    case::{Constraint, Content, Demand, Firmness, Insists},
    diagnostic::{Code, Diagnostic, Place},
    number::Exact,
};

pub(super) fn demand(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Demand> {
    let t = r.reader.table(entries, at, &DEMAND);
    let party = r.names.party(&r.reader, t.get("party"));
    let mut insists: Vec<Option<Insists>> =
        patterns::content(&r.reader, &r.names, &t).into_iter().map(|c| c.map(Insists::Content)).collect();
    insists.extend(order::asked(r, &t).into_iter().map(|o| o.map(Insists::Order)));
    let terms = order::terms(r, &t);
    let firmness = t.get("firmness").map_or(Some(Firmness::medium()), |v| r.firmness(v, "firmness"));
    let name = r.reader.text(t.get("name"));
    let _ = r.reader.text(t.get("about"));
    let grounds = r.grounds(&t);
    let insists = one(r, insists, at, "demand")?;
    Some(Demand { key: key.to_owned(), name, party: party?, insists, firmness: firmness?, terms, grounds, place: at })
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
        "`require`, `never`, `if` with `then`, `step` with `only_after` or `on_credit`, or `together`"
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

impl Reading {
    /// A number from 1 to 100, or one of the words; `key` is what it is written under.
    pub(super) fn firmness(&self, value: &Value<'_>, key: &str) -> Option<Firmness> {
        let DeValue::String(word) = value.get_ref() else {
            return self.reader.number(value, 1, 100, &format!("a {key}")).map(Firmness::Cost);
        };
        match word.as_ref() {
            "low" => Some(Firmness::Cost(Exact::whole(20))),
            "medium" => Some(Firmness::medium()),
            "high" => Some(Firmness::Cost(Exact::whole(80))),
            "absolute" => Some(Firmness::Absolute),
            other => {
                self.reader.report(
                    Diagnostic::new(Code::UnknownWord, place(value), format!("`{key}` cannot be `{other}`"))
                        .did_you_mean(other, ["low", "medium", "high", "absolute"])
                        .help("or a number from 1 to 100"),
                );
                None
            }
        }
    }
}
