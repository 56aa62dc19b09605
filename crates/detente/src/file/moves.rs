//! `moves`: which changes of an issue can be made.

use toml::de::DeValue;

use super::{
    Reading, patterns,
    table::{Value, place},
};
use crate::{
    case::{IssueId, Moves},
    diagnostic::{Code, Diagnostic},
};

/// The words that may stand for a table.
pub(super) const MOVES: [&str; 3] = ["both", "forward", "back"];

pub(super) fn read(r: &Reading, issue: IssueId, value: Option<&Value<'_>>) -> Moves {
    let Some(value) = value else { return Moves::Free };
    let entries = match value.get_ref() {
        DeValue::String(word) => return named(r, value, word),
        DeValue::Table(entries) => entries,
        _ => {
            let _ = r.reader.entries(value, "a word such as \"forward\", or a table such as `{ struck = [] }`");
            return Moves::Free;
        }
    };
    let options = r.names.options[issue.index()].names().count();
    let mut allowed = vec![vec![true; options]; options];
    for (key, to) in entries {
        let Some(from) = r.names.option_named(&r.reader, issue, key.get_ref(), key.span().into()) else { continue };
        // An option from which there is no way on has an empty list.
        let none = to.get_ref().as_array().is_some_and(|list| list.is_empty());
        let to = if none { Vec::new() } else { patterns::options(&r.reader, &r.names, issue, to) };
        for (n, cell) in allowed[from.index()].iter_mut().enumerate() {
            *cell = n == from.index() || to.iter().any(|o| o.index() == n);
        }
    }
    Moves::listed(allowed)
}

fn named(r: &Reading, value: &Value<'_>, word: &str) -> Moves {
    match word {
        "both" => Moves::Free,
        "forward" => Moves::Forward,
        "back" => Moves::Back,
        _ => {
            r.reader.report(
                Diagnostic::new(Code::UnknownWord, place(value), format!("`moves` cannot be `{word}`"))
                    .did_you_mean(word, MOVES),
            );
            Moves::Free
        }
    }
}
