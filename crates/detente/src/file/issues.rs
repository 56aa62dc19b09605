//! `[issues]`: the things to be settled, and their options.

use toml::de::{DeTable, DeValue};

use super::{
    Reading, called, moves,
    shape::{GROUNDS, ISSUE, OPTION},
    table::{Value, place},
};
use crate::{
    case::{Choice, Issue, IssueId},
    diagnostic::{Code, Diagnostic, Place},
};

pub(super) fn read(r: &Reading, id: IssueId, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Issue> {
    let t = r.reader.table(entries, at, &ISSUE);
    let decided_by = r.names.parties(&r.reader, t.get("decided_by"));
    let moves = moves::read(r, id, t.get("moves"));
    let name = r.reader.text(t.get("name")).unwrap_or_else(|| key.to_owned());
    let _ = r.reader.text(t.get("about"));
    let keywords = called::list(r, t.get("keywords"), "keyword");
    let kept = r.reader.texts(t.get("kept"));
    let value = t.get("options")?;
    let options = match value.get_ref() {
        DeValue::Table(entries) => table(r, entries),
        DeValue::Array(list) => list.iter().map(|option| listed(r, option)).collect(),
        _ => {
            let _ = r.reader.entries(value, "a table such as `{ first = \"...\", second = \"...\" }`");
            return None;
        }
    };
    if options.is_empty() {
        r.reader.report(
            Diagnostic::new(Code::NoOptions, place(value), format!("issue `{key}` has no options"))
                .help("name at least two ways to settle it"),
        );
        return None;
    }
    let options: Option<Vec<Choice>> = options.into_iter().collect();
    Some(Issue { key: key.to_owned(), name, options: options?, decided_by, moves, keywords, kept, place: at })
}

/// Options with their wordings.
fn table(r: &Reading, entries: &DeTable<'_>) -> Vec<Option<Choice>> {
    let one = |(option, wording): (&toml::Spanned<std::borrow::Cow<'_, str>>, &Value<'_>)| {
        let at: Place = option.span().into();
        let key = option.get_ref().to_string();
        reserved(r, &key, at);
        let name = match wording.get_ref() {
            DeValue::Table(entries) => {
                let t = r.reader.table(entries, at, &OPTION);
                let _ = r.reader.text(t.get("about"));
                r.reader.text(t.get("name")).or_else(|| Some(key.clone()))
            }
            _ => r.reader.text(Some(wording)),
        };
        Some(Choice { key, name: name?, place: at })
    };
    entries.iter().map(one).collect()
}

/// An option that is named only.
fn listed(r: &Reading, option: &Value<'_>) -> Option<Choice> {
    let key = r.reader.text(Some(option))?;
    reserved(r, &key, place(option));
    Some(Choice { name: key.clone(), key, place: place(option) })
}

/// In a table of wants, the words for how we know stand beside the options.
fn reserved(r: &Reading, key: &str, at: Place) {
    if GROUNDS.key(key).is_some() {
        r.reader.report(
            Diagnostic::new(Code::BadName, at, format!("an option cannot be called `{key}`"))
                .help("that word says how we know what a party wants; choose another"),
        );
    }
}
