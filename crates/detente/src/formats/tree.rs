//! JSON and YAML as trees of texts with places: numbers stay as they are written.

use saphyr_parser::{Event, Parser};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{
    amount::{self, Amount},
    exchange::{Looked, Source, text},
};
use crate::diagnostic::{Code, Diagnostic, Place};

/// Deepest nesting.
const DEEPEST: usize = 60;

/// Faults after which no more are looked for: nobody reads so many.
pub(super) const MOST_FAULTS: usize = 200;

/// A value with its place.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) value: Value,
}

#[derive(Debug)]
pub(super) enum Value {
    /// A text, a number, `true`, `null`: as it is written, without quotation marks.
    Plain(String),
    List(Vec<Node>),
    Table(Vec<(String, Node)>),
}

impl Node {
    /// What stands under a key of a table.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// What stands under one of several keys.
    pub(super) fn any(&self, keys: &[&str]) -> Option<&Node> {
        keys.iter().find_map(|k| self.get(k))
    }

    /// The entries of a table; of anything else, none.
    pub(super) fn entries(&self) -> &[(String, Node)] {
        if let Value::Table(entries) = &self.value { entries } else { &[] }
    }

    /// The items of a list; of anything else, none.
    pub(super) fn items(&self) -> &[Node] {
        if let Value::List(items) = &self.value { items } else { &[] }
    }

    /// What is written, if it is no list or table.
    pub(super) fn plain(&self) -> Option<&str> {
        if let Value::Plain(text) = &self.value { Some(text) } else { None }
    }

    /// Whether it says that there is nothing.
    pub(super) fn null(&self) -> bool {
        matches!(self.plain(), Some("null" | "~" | ""))
    }

    /// A number, or what is wrong with it.
    pub(super) fn number(&self, what: &str, looked: &mut Looked) -> Option<Amount> {
        let Some(text) = self.plain() else {
            looked.report(
                Diagnostic::new(Code::ForeignValue, self.place, format!("this {what} is not a number"))
                    .help("write the number that is meant"),
            );
            return None;
        };
        match amount::parse(text) {
            Ok(amount) => Some(amount),
            Err(why) => {
                looked.report(
                    Diagnostic::new(Code::ForeignValue, self.place, format!("this {what} {why}"))
                        .label(format!("found `{text}`, expected a number such as `0.25`"))
                        .help("write the number that is meant"),
                );
                None
            }
        }
    }
}

/// Reads a JSON file.
pub(super) fn json(source: &Source) -> (Looked, Option<Node>) {
    read(source, "JSON", |text| {
        let raw: &RawValue = serde_json::from_str(text).map_err(|fault| {
            let line: usize = text.split_inclusive('\n').take(fault.line().saturating_sub(1)).map(str::len).sum();
            let mut at = (line + fault.column().saturating_sub(1)).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let told = fault.to_string();
            (at, told.rfind(" at line").map_or(told.clone(), |n| told[..n].to_owned()))
        })?;
        json_node(text, raw, 0)
    })
}

fn json_node(whole: &str, raw: &RawValue, depth: usize) -> Result<Node, (usize, String)> {
    let text = raw.get();
    // The raw value is a part of the whole text.
    let start = text.as_ptr() as usize - whole.as_ptr() as usize;
    let place = Place { start, end: start + text.len() };
    if depth > DEEPEST {
        return Err((start, format!("values are nested more than {DEEPEST} deep")));
    }
    let inner = |fault: serde_json::Error| (start, fault.to_string());
    let value = match text.as_bytes().first() {
        Some(b'{') => {
            let entries: Entries<'_> = serde_json::from_str(text).map_err(inner)?;
            let made: Result<Vec<(String, Node)>, _> =
                entries.0.into_iter().map(|(k, v)| Ok((k, json_node(whole, v, depth + 1)?))).collect();
            Value::Table(made?)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).map_err(inner)?;
            let made: Result<Vec<Node>, _> = items.into_iter().map(|v| json_node(whole, v, depth + 1)).collect();
            Value::List(made?)
        }
        Some(b'"') => Value::Plain(serde_json::from_str(text).map_err(inner)?),
        _ => Value::Plain(text.to_owned()),
    };
    Ok(Node { place, value })
}

/// The entries of an object in their order.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// Reads a YAML file of one document; anchors and aliases, which could grow without end, are refused.
pub(super) fn yaml(source: &Source) -> (Looked, Option<Node>) {
    read(source, "YAML", |text| {
        // The parser counts characters.
        let starts: Vec<usize> =
            if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(n, _)| n).collect() };
        let byte = |n: usize| {
            if text.is_ascii() { n.min(text.len()) } else { starts.get(n).copied().unwrap_or(text.len()) }
        };
        let mut open: Vec<Open> = Vec::new();
        let mut done: Option<Node> = None;
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|fault| (byte(fault.marker().index()), fault.info().to_owned()))?;
            let place = Place { start: byte(span.start.index()), end: byte(span.end.index()) };
            let made = match event {
                Event::Scalar(text, ..) => Node { place, value: Value::Plain(text.into_owned()) },
                Event::Alias(_) => return Err((place.start, "aliases are not taken".to_owned())),
                Event::SequenceStart(..) => {
                    open.push(Open { start: place.start, table: None, list: Vec::new(), key: None });
                    if open.len() > DEEPEST {
                        return Err((place.start, format!("values are nested more than {DEEPEST} deep")));
                    }
                    continue;
                }
                Event::MappingStart(..) => {
                    open.push(Open { start: place.start, table: Some(Vec::new()), list: Vec::new(), key: None });
                    if open.len() > DEEPEST {
                        return Err((place.start, format!("values are nested more than {DEEPEST} deep")));
                    }
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    let Some(closed) = open.pop() else { continue };
                    let place = Place { start: closed.start, end: place.end };
                    let value = closed.table.map_or(Value::List(closed.list), Value::Table);
                    Node { place, value }
                }
                Event::DocumentStart(_) if done.is_some() => {
                    return Err((place.start, "a second document begins here".to_owned()));
                }
                _ => continue,
            };
            match open.last_mut() {
                None => done = Some(made),
                Some(parent) => parent.take(made)?,
            }
        }
        done.ok_or((0, "the file is empty".to_owned()))
    })
}

/// A list or table that is not at its end.
struct Open {
    start: usize,
    table: Option<Vec<(String, Node)>>,
    list: Vec<Node>,
    key: Option<String>,
}

impl Open {
    fn take(&mut self, node: Node) -> Result<(), (usize, String)> {
        let Some(table) = &mut self.table else {
            self.list.push(node);
            return Ok(());
        };
        match self.key.take() {
            Some(key) => table.push((key, node)),
            None => match node.value {
                Value::Plain(key) => self.key = Some(key),
                _ => return Err((node.place.start, "a key that is a list or a table".to_owned())),
            },
        }
        Ok(())
    }
}

fn read(
    source: &Source,
    format: &str,
    parse: impl Fn(&str) -> Result<Node, (usize, String)>,
) -> (Looked, Option<Node>) {
    let text = match text(&source.bytes) {
        Ok(text) => text,
        Err(fault) => {
            let mut looked = Looked::new(source, String::new());
            looked.report(*fault);
            return (looked, None);
        }
    };
    let parsed = parse(&text);
    let mut looked = Looked::new(source, text);
    match parsed {
        Ok(node) => {
            once_each(&node, &mut looked);
            (looked, Some(node))
        }
        Err((at, why)) => {
            looked.report(
                Diagnostic::new(Code::ForeignSyntax, at..at, format!("this is not {format}: {why}"))
                    .help("mend it here, or save the file anew from the program that wrote it"),
            );
            (looked, None)
        }
    }
}

/// Says where a table has a key twice: which of the two counts would be a guess.
fn once_each(node: &Node, looked: &mut Looked) {
    let mut seen = std::collections::HashSet::new();
    for (key, value) in node.entries() {
        if looked.found.len() >= MOST_FAULTS {
            return;
        }
        if !seen.insert(key) {
            looked.report(
                Diagnostic::new(Code::ForeignValue, value.place, format!("`{key}` is said twice in one table"))
                    .help("keep the one that is meant"),
            );
        }
        once_each(value, looked);
    }
    node.items().iter().for_each(|item| once_each(item, looked));
}
