//! `bonuses`: worth that is not the sum of what options are worth.

use toml::de::DeValue;

use super::{
    Reading, patterns,
    shape::BONUS,
    table::{Table, Value, describe, place},
};
use crate::{
    case::{Bonus, Grounds},
    diagnostic::{Code, Diagnostic},
};

/// The bonuses of a party that could be read; their points are not known yet.
pub(super) fn read(r: &Reading, party: &Table<'_>, grounds: &Grounds) -> Vec<Bonus> {
    let Some(value) = party.get("bonuses") else { return Vec::new() };
    let all = r.reader.list(Some(value), "tables such as `{ when = { issue = \"option\" }, worth = 10 }`");
    if value.get_ref().as_array().is_some_and(|list| list.is_empty()) {
        r.reader.report(
            Diagnostic::new(Code::Empty, place(value), "this list of `bonuses` is empty")
                .help("add a table such as `{ when = { issue = \"option\" }, worth = 10 }`, or take it out"),
        );
    }
    all.into_iter().filter_map(|value| one(r, value, grounds)).collect()
}

fn one(r: &Reading, value: &Value<'_>, grounds: &Grounds) -> Option<Bonus> {
    let at = place(value);
    let DeValue::Table(entries) = value.get_ref() else {
        let found = describe(value.get_ref());
        r.reader.report(
            Diagnostic::new(Code::WrongType, at, format!("expected a table that describes a bonus, found {found}"))
                .help("write `{ when = { issue = \"option\" }, worth = 10 }`"),
        );
        return None;
    };
    let t = r.reader.table(entries, at, &BONUS);
    let own = r.grounds(&t);
    let worth = t.get("worth").and_then(|v| r.reader.number_in(v, None, "a bonus"));
    let (pattern, unless) = match (t.get("when"), t.get("unless")) {
        (Some(when), None) => (when, false),
        (None, Some(unless)) => (unless, true),
        (when, _) => {
            let message = if when.is_some() {
                "this bonus has both `when` and `unless`"
            } else {
                "this bonus does not say which packages it is for"
            };
            r.reader
                .report(Diagnostic::new(Code::BonusShape, at, message).help(
                    "write `when = { issue = \"option\" }` or `unless = { issue = \"option\" }`, one of the two",
                ));
            return None;
        }
    };
    let when = patterns::pattern(&r.reader, &r.names, pattern)?;
    Some(Bonus { when, unless, worth: worth?, points: 0, grounds: own.or(grounds), place: at })
}
