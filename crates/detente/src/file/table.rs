//! Reading values with their places: every fault is reported, nothing stops at the first.

use std::cell::RefCell;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
    value::Datetime,
};

use super::shape::{Key, Kind, Shape};
use crate::{
    case::Date,
    diagnostic::{Code, Diagnostic, Place, Severity, closest},
    number::Exact,
};

/// A value of the file with its place.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// Where a value stands.
pub(super) fn place(value: &Value<'_>) -> Place {
    value.span().into()
}

/// Collects what is wrong while values are read.
#[derive(Default)]
pub(super) struct Reader {
    found: RefCell<Vec<Diagnostic>>,
}

/// A table whose keys have been checked against its shape.
pub(super) struct Table<'a> {
    entries: &'a DeTable<'a>,
    shape: &'static Shape,
}

impl<'a> Table<'a> {
    /// The value of one of the keys of the shape.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value<'a>> {
        debug_assert!(self.shape.key(key).is_some(), "`{key}` is not in the shape of a {}", self.shape.word);
        self.entries.get(key)
    }

    /// Where a key of the table stands.
    pub(super) fn place_of(&self, key: &str) -> Option<Place> {
        self.entries.get_key_value(key).map(|(k, _)| k.span().into())
    }
}

impl Reader {
    /// Takes note of a fault.
    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// All faults so far.
    pub(super) fn into_found(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }

    /// How many errors were found so far; warnings do not count.
    pub(super) fn errors(&self) -> usize {
        self.found.borrow().iter().filter(|d| d.severity() == Severity::Error).count()
    }

    fn wrong_type(&self, value: &Value<'_>, expected: &str) {
        let found = describe(value.get_ref());
        self.report(
            Diagnostic::new(Code::WrongType, place(value), format!("expected {expected}, found {found}"))
                .label(format!("this is {found}"))
                .help(format!("write {expected} here")),
        );
    }

    /// Checks the keys of a table: unknown ones and missing ones are faults. `at` is where the table begins.
    pub(super) fn table<'a>(&self, entries: &'a DeTable<'a>, at: Place, shape: &'static Shape) -> Table<'a> {
        let mut missing: Vec<&Key> =
            shape.keys.iter().filter(|k| k.required && !entries.contains_key(k.name)).collect();
        for (key, _) in entries {
            if shape.key(key.get_ref()).is_none() {
                let names: Vec<&str> = shape.keys.iter().map(|k| k.name).collect();
                // What is misspelt is not missing as well.
                let meant = closest(key.get_ref(), &names);
                missing.retain(|k| Some(k.name) != meant);
                let d = Diagnostic::new(
                    Code::UnknownKey,
                    key.span(),
                    format!("{} has no key `{}`", a(shape.word), key.get_ref()),
                )
                .did_you_mean(key.get_ref(), names);
                self.report(d);
            }
        }
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|k| format!("`{}`", k.name)).collect();
            let d = Diagnostic::new(
                Code::MissingKey,
                at,
                format!("this {} has no {}", shape.word, crate::words::listed(names, "and no")),
            );
            self.report(
                missing
                    .iter()
                    .fold(d, |d, key| d.help(format!("add `{} = {}`: {}", key.name, sample(key.kind), key.doc))),
            );
        }
        Table { entries, shape }
    }

    /// A table of whatever keys.
    pub(super) fn entries<'a>(&self, value: &'a Value<'a>, expected: &str) -> Option<&'a DeTable<'a>> {
        let found = value.get_ref().as_table();
        if found.is_none() {
            self.wrong_type(value, expected);
        }
        found
    }

    /// Any text, but not an empty one.
    pub(super) fn text(&self, value: Option<&Value<'_>>) -> Option<String> {
        let value = value?;
        match value.get_ref() {
            DeValue::String(s) if s.trim().is_empty() => {
                self.report(
                    Diagnostic::new(Code::Empty, place(value), "this text is empty")
                        .help("write it, or leave the key out"),
                );
                None
            }
            DeValue::String(s) => Some(s.to_string()),
            _ => {
                self.wrong_type(value, "a text in quotation marks");
                None
            }
        }
    }

    /// One of a few words.
    pub(super) fn word(&self, table: &Table<'_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        let Some(Kind::Word(allowed)) = table.shape.key(key).map(|k| k.kind) else {
            unreachable!("`{key}` is a key of words in its shape");
        };
        let found = self.text(Some(value))?;
        if allowed.contains(&found.as_str()) {
            return Some(found);
        }
        self.report(
            Diagnostic::new(Code::UnknownWord, place(value), format!("`{key}` cannot be `{found}`"))
                .did_you_mean(&found, allowed.iter().copied()),
        );
        None
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, value: Option<&Value<'_>>) -> Option<bool> {
        let value = value?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type(value, "`true` or `false`");
        }
        found
    }

    /// An exact number from `least` to `most`.
    pub(super) fn number(&self, value: &Value<'_>, least: i64, most: i64, what: &str) -> Option<Exact> {
        self.number_in(value, Some((least, most)), what)
    }

    /// An exact number within bounds, if there are any.
    pub(super) fn number_in(&self, value: &Value<'_>, bounds: Option<(i64, i64)>, what: &str) -> Option<Exact> {
        let (text, parsed) = match value.get_ref() {
            DeValue::Integer(i) if i.radix() == 10 => (i.as_str().to_owned(), Exact::parse(i.as_str())),
            DeValue::Integer(i) => (i.to_string(), i128::from_str_radix(i.as_str(), i.radix()).ok().map(Exact::whole)),
            DeValue::Float(f) => (f.as_str().to_owned(), Exact::parse(f.as_str())),
            _ => {
                self.wrong_type(value, "a number");
                return None;
            }
        };
        let wanted = bounds.map_or("a number".to_owned(), |(least, most)| format!("a number from {least} to {most}"));
        let fault = |message: String, help: String| {
            self.report(Diagnostic::new(Code::BadNumber, place(value), message).help(help));
            None
        };
        match parsed {
            None if text.contains("nan") || text.contains("inf") => {
                fault(format!("{what} cannot be `{text}`"), format!("write {wanted}"))
            }
            None => fault(
                format!("{what} is too large or has too many digits to be held exactly"),
                format!("write {wanted}, with at most {} decimals", crate::number::MOST_DECIMALS),
            ),
            Some(n) => match bounds {
                Some((least, most)) if n < Exact::whole(least.into()) || n > Exact::whole(most.into()) => {
                    fault(format!("{what} is {text}, which is not from {least} to {most}"), format!("write {wanted}"))
                }
                _ => Some(n),
            },
        }
    }

    /// An exact number above 0.
    pub(super) fn positive(&self, value: &Value<'_>, what: &str) -> Option<Exact> {
        let found = self.number_in(value, None, what)?;
        if found <= Exact::ZERO {
            self.report(
                Diagnostic::new(Code::BadNumber, place(value), format!("{what} is not above 0"))
                    .help("write a number above 0: something is divided by it"),
            );
            return None;
        }
        Some(found)
    }

    /// Texts under names of whatever kind, which may be empty.
    pub(super) fn texts(&self, value: Option<&Value<'_>>) -> Vec<(String, String)> {
        let Some(entries) = value.and_then(|v| self.entries(v, "a table such as `{ name = \"text\" }`")) else {
            return Vec::new();
        };
        let mut found = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            match value.get_ref().as_str() {
                Some(text) => found.push((key.get_ref().to_string(), text.to_owned())),
                None => self.wrong_type(value, "a text in quotation marks"),
            }
        }
        found
    }

    /// A whole number from `least` to `most`.
    pub(super) fn whole(&self, value: Option<&Value<'_>>, least: i64, most: i64, what: &str) -> Option<i64> {
        let value = value?;
        if !value.get_ref().is_integer() {
            self.wrong_type(value, "a whole number");
            return None;
        }
        let n = self.number(value, least, most, what)?;
        i64::try_from(n.numerator()).ok()
    }

    /// A date, bare or in quotation marks.
    pub(super) fn date(&self, value: Option<&Value<'_>>) -> Option<Date> {
        let value = value?;
        let found: Option<Datetime> = match value.get_ref() {
            DeValue::Datetime(d) => Some(*d),
            DeValue::String(s) => s.parse().ok(),
            _ => {
                self.wrong_type(value, "a date such as 2025-11-30");
                return None;
            }
        };
        let date = found.and_then(|d| d.date);
        if date.is_none() {
            self.report(Diagnostic::new(Code::BadDate, place(value), "this is no date").help("write it as 2025-11-30"));
        }
        date.map(|d| Date { year: d.year, month: d.month, day: d.day })
    }

    /// A list; where one text stands alone, a list of one is meant, and said so.
    pub(super) fn list<'a>(&self, value: Option<&'a Value<'a>>, of: &str) -> Vec<&'a Value<'a>> {
        match value.map(|v| (v, v.get_ref())) {
            None => Vec::new(),
            Some((_, DeValue::Array(items))) => items.iter().collect(),
            Some((v, DeValue::String(s))) => {
                self.report(
                    Diagnostic::new(Code::WrongType, place(v), format!("expected a list of {of}, found a text"))
                        .help(format!("put it in brackets: `[\"{s}\"]`")),
                );
                Vec::new()
            }
            Some((v, _)) => {
                self.wrong_type(v, &format!("a list of {of}"));
                Vec::new()
            }
        }
    }
}

/// `a party`, `an issue`
fn a(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// What sort of value it is, for messages.
pub(super) fn describe(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A value of the right kind, to show in help.
fn sample(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "\"...\"",
        Kind::Options => "{ first = \"...\", second = \"...\" }",
        Kind::Pattern => "{ issue = \"option\" }",
        Kind::Quote | Kind::Name(_) | Kind::Word(_) | Kind::Firmness => "\"...\"",
        Kind::NameList(_) | Kind::NameLists(_) | Kind::TextList | Kind::PatternList | Kind::Ranking => "[\"...\"]",
        Kind::Number(..) | Kind::Whole(..) | Kind::WalkAway | Kind::Any | Kind::Positive | Kind::Best => "50",
        Kind::Flag => "true",
        Kind::Date => "2025-11-30",
        Kind::Tables(_) => "[{ ... }]",
        Kind::Moves => "\"forward\"",
        Kind::Package => "{ issue = \"option\" }",
        Kind::Weights
        | Kind::Wants
        | Kind::Positions
        | Kind::Mandates
        | Kind::Values
        | Kind::Keyed(_)
        | Kind::Table(_)
        | Kind::Texts => "{ ... }",
    }
}
