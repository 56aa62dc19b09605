//! What the case is to say of a document and its source.

use detente::{
    case::{Case, Date},
    diagnostic::unprintable,
    file::{
        edit::Entry,
        shape::{Kind, SOURCE},
    },
};

use super::{Arguments, key};
use crate::{document::TakenIn, input, output::Refusal};

/// What is said of a document: each key of its table with its value.
#[derive(Default)]
pub(super) struct Described {
    said: Vec<Said>,
    confidential: bool,
}

struct Said {
    key: &'static str,
    value: Value,
    /// Whether the file itself says so, and not the user.
    of_itself: bool,
}

enum Value {
    Text(String),
    Date(Date),
}

impl Described {
    /// What the user says, and where nothing is said, what the file says of itself.
    pub(super) fn of(a: &Arguments, case: &Case, taken: &TakenIn) -> Result<Described, Refusal> {
        let mut said = Vec::new();
        let mut text = |key, flag: &Option<String>, own: &Option<String>| -> Result<(), Refusal> {
            let given = flag.as_deref().map(|text| one_line(key, text)).transpose()?;
            let of_itself = given.is_none();
            said.extend(given.or_else(|| own.clone()).map(|text| Said { key, value: Value::Text(text), of_itself }));
            Ok(())
        };
        text("title", &a.title, &taken.title)?;
        text("author", &a.author, &taken.author)?;
        text("url", &a.url, &taken.url)?;
        if let Some(language) = &a.language {
            well_formed(language)?;
        }
        text("language", &a.language, &taken.language)?;
        for (key, flag) in [("derived_from", &a.derived_from), ("translation_of", &a.translation_of)] {
            let Some(name) = flag else { continue };
            let keys: Vec<&str> = case.documents().iter().map(|d| d.key.as_str()).collect();
            if !keys.contains(&name.as_str()) {
                return Err(input::unknown("document", name, &keys));
            }
            text(key, flag, &None)?;
        }
        let published = a.published.or(taken.published);
        said.extend(published.map(|day| Said {
            key: "published",
            value: Value::Date(day),
            of_itself: a.published.is_none(),
        }));
        said.extend(a.retrieved.map(|day| Said { key: "retrieved", value: Value::Date(day), of_itself: false }));
        Ok(Described { said, confidential: a.confidential })
    }

    /// The lines of the table, in the order of the reference page.
    pub(super) fn entries(&self, source: Option<&Source>, file: &str, sha256: &str) -> Vec<(&'static str, Entry)> {
        let mut entries = Vec::new();
        for key in [
            "title",
            "source",
            "author",
            "published",
            "retrieved",
            "url",
            "language",
            "file",
            "sha256",
            "derived_from",
            "translation_of",
        ] {
            let entry = match key {
                "source" => source.map(|s| Entry::Text(s.key.clone())),
                "file" => Some(Entry::Text(file.to_owned())),
                "sha256" => Some(Entry::Text(sha256.to_owned())),
                _ => self.said.iter().find(|s| s.key == key).map(|s| match &s.value {
                    Value::Text(text) => Entry::Text(text.clone()),
                    Value::Date(date) => Entry::Date(*date),
                }),
            };
            entries.extend(entry.map(|entry| (key, entry)));
        }
        if self.confidential {
            entries.push(("confidential", Entry::Flag(true)));
        }
        entries
    }

    /// The keys whose values the file gives of itself.
    pub(super) fn from_file(&self) -> Vec<&'static str> {
        self.said.iter().filter(|s| s.of_itself).map(|s| s.key).collect()
    }

    /// Each key with its value in words, and whether the file says so itself.
    pub(super) fn lines(&self) -> Vec<(&'static str, String, bool)> {
        let words = |value: &Value| match value {
            Value::Text(text) => text.clone(),
            Value::Date(date) => date.to_string(),
        };
        self.said.iter().map(|s| (s.key, words(&s.value), s.of_itself)).collect()
    }

    pub(super) fn confidential(&self) -> bool {
        self.confidential
    }
}

/// The source of a document.
pub(super) struct Source {
    pub(super) key: String,
    /// The lines of its table, if it is new.
    pub(super) new: Option<Vec<(&'static str, Entry)>>,
}

/// The source that the user names: one that the case has, by key or by name, or a new one.
pub(super) fn source(a: &Arguments, case: &Case) -> Result<Option<Source>, Refusal> {
    let keys: Vec<&str> = case.sources().iter().map(|s| s.key.as_str()).collect();
    if let Some(name) = &a.source {
        if keys.contains(&name.as_str()) {
            return Ok(Some(Source { key: name.clone(), new: None }));
        }
        return Err(input::unknown("source", name, &keys).help("a new one is named with `--from \"NAME\"`"));
    }
    let Some(name) = &a.from else { return Ok(None) };
    let name = one_line("from", name)?;
    if let Some(there) = case.sources().iter().find(|s| s.key == name || s.name.to_lowercase() == name.to_lowercase()) {
        if a.kind.is_some() || a.side.is_some() {
            return Err(Refusal::new(format!("the case has a source `{}` already, {}", there.key, there.name))
                .help("leave `--kind` and `--side` out: they are for a new source; what is said of this one is changed in the case file"));
        }
        return Ok(Some(Source { key: there.key.clone(), new: None }));
    }
    let mut entries = vec![("name", Entry::Text(name.clone()))];
    if let Some(kind) = &a.kind {
        let Some(Kind::Word(kinds)) = SOURCE.key("kind").map(|k| k.kind) else {
            unreachable!("the kind of a source is a word")
        };
        if !kinds.contains(&kind.as_str()) {
            return Err(input::unknown("kind of source", kind, kinds));
        }
        entries.push(("kind", Entry::Text(kind.clone())));
    }
    if let Some(side) = &a.side {
        if case.find_party(side).is_none() {
            let parties: Vec<&str> = case.parties().iter().map(|p| p.key.as_str()).collect();
            return Err(input::unknown("party", side, &parties));
        }
        entries.push(("side", Entry::Text(side.clone())));
    }
    let made = key::made(&name).unwrap_or_else(|| "source".to_owned());
    Ok(Some(Source { key: key::free(&made, |k| keys.iter().any(|s| s.eq_ignore_ascii_case(k))), new: Some(entries) }))
}

/// A text of one line, without what cannot be seen.
fn one_line(flag: &str, text: &str) -> Result<String, Refusal> {
    let flag = flag.replace('_', "-");
    let one = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if one.is_empty() {
        return Err(Refusal::new(format!("`--{flag}` is empty")).help("leave it out if it is not known"));
    }
    if one.chars().any(unprintable) {
        return Err(Refusal::new(format!("`--{flag}` holds characters that cannot be seen")).help("type it anew"));
    }
    Ok(one)
}

/// Whether a language is written as BCP 47 has it.
fn well_formed(language: &str) -> Result<(), Refusal> {
    let mut parts = language.split('-');
    let first = parts.next().is_some_and(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    if first && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric())) {
        return Ok(());
    }
    Err(Refusal::new(format!("`{language}` is no tag of a language")).help("write it as in `en`, `uk` or `pt-BR`"))
}
