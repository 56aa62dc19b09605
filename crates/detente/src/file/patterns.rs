//! Patterns, packages and what rules ask of them.

use toml::de::DeValue;

use super::{
    names::Register,
    table::{Reader, Table, Value, place},
};
use crate::{
    case::{Content, IssueId, OptionId, Package, Pattern, Patterned},
    diagnostic::{Code, Diagnostic, Place},
};

/// `{ issue = "option" }`, `{ issue = ["a", "b"] }` or a list of such tables.
pub(super) fn pattern(reader: &Reader, names: &Register, value: &Value<'_>) -> Option<Pattern> {
    let tables: Vec<&Value<'_>> = match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    if tables.is_empty() {
        empty(reader, value, "this pattern lists no table, so that no package could match it");
        return None;
    }
    let before = reader.errors();
    let alternatives: Vec<Patterned> = tables.into_iter().filter_map(|t| table(reader, names, t)).collect();
    (reader.errors() == before).then_some(Pattern(alternatives))
}

fn table(reader: &Reader, names: &Register, value: &Value<'_>) -> Option<Patterned> {
    let entries = reader.entries(value, "a pattern such as `{ issue = \"option\" }`")?;
    if entries.is_empty() {
        empty(reader, value, "this pattern names no issue");
        return None;
    }
    let mut terms = Vec::new();
    for (key, wanted) in entries {
        if let Some(issue) = names.issue_named(reader, key.get_ref(), key.span().into()) {
            terms.push((issue, options(reader, names, issue, wanted)));
        }
    }
    Some(Patterned(terms))
}

/// One option or a list of options of an issue.
pub(super) fn options(reader: &Reader, names: &Register, issue: IssueId, value: &Value<'_>) -> Vec<OptionId> {
    let listed: Vec<&Value<'_>> = match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    if listed.is_empty() {
        empty(reader, value, "this list names no option, so that no package could match it");
    }
    let mut found = Vec::new();
    for item in listed {
        let Some(option) = names.option(reader, issue, item) else { continue };
        if found.contains(&option) {
            reader.report(
                Diagnostic::new(Code::PatternRepeats, place(item), "this option is in the list already")
                    .help("take it out, or write the option that was meant"),
            );
        } else {
            found.push(option);
        }
    }
    found
}

fn empty(reader: &Reader, value: &Value<'_>, message: &str) {
    reader.report(Diagnostic::new(Code::Empty, place(value), message).help("write `{ issue = \"option\" }`"));
}

/// A whole package: a table that gives each issue one option; `code` is what it is for one to leave an issue open.
pub(super) fn package(reader: &Reader, names: &Register, value: &Value<'_>, code: Code) -> Option<Package> {
    let entries = reader.entries(value, "a package such as `{ issue = \"option\", ... }`")?;
    let mut chosen: Vec<Option<OptionId>> = vec![None; names.options.len()];
    let before = reader.errors();
    for (key, wanted) in entries {
        if let Some(issue) = names.issue_named(reader, key.get_ref(), key.span().into()) {
            chosen[issue.index()] = names.option(reader, issue, wanted);
        }
    }
    if reader.errors() > before {
        return None;
    }
    let missing: Vec<&str> =
        names.issues.names().zip(&chosen).filter(|(_, c)| c.is_none()).map(|(name, _)| name).collect();
    if missing.is_empty() {
        return chosen.into_iter().collect::<Option<Vec<_>>>().map(Package);
    }
    reader.report(
        Diagnostic::new(code, place(value), format!("this package leaves open `{}`", missing.join("`, `")))
            .help("give every issue one option"),
    );
    None
}

/// What a demand or constraint asks of packages: `require`, `never`, or `if` with `then`. `None` where it asks nothing
/// of them, `Some(None)` where what it asks is faulty.
pub(super) fn content(reader: &Reader, names: &Register, table: &Table<'_>) -> Vec<Option<Content>> {
    let mut found = Vec::new();
    let read = |value| pattern(reader, names, value);
    if let Some(value) = table.get("require") {
        found.push(read(value).map(Content::Require));
    }
    if let Some(value) = table.get("never") {
        found.push(read(value).map(Content::Never));
    }
    match (table.get("if"), table.get("then")) {
        (Some(a), Some(b)) => {
            let (a, b) = (read(a), read(b));
            found.push(a.zip(b).map(|(a, b)| Content::IfThen(a, b)));
        }
        (Some(_), None) => found.push(half(reader, table, "if", "then")),
        (None, Some(_)) => found.push(half(reader, table, "then", "if")),
        (None, None) => {}
    }
    found
}

fn half(reader: &Reader, table: &Table<'_>, there: &str, missing: &str) -> Option<Content> {
    let at: Place = table.place_of(there).unwrap_or_default();
    reader.report(
        Diagnostic::new(Code::DemandShape, at, format!("there is an `{there}` here, but no `{missing}`"))
            .help(format!("add `{missing} = {{ issue = \"option\" }}`")),
    );
    None
}
