//! Values as they are written into a case file.

use std::fmt::Write as _;

use toml::de::DeValue;
use unicode_width::UnicodeWidthStr;

use crate::{case::Date, diagnostic::unprintable};

/// The columns that a line may have before a text runs over several.
const WIDE: usize = 100;

/// A value for a key of a case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A text; a long one runs over several lines.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// A day.
    Date(Date),
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Quotes of a claim: one as a text if it needs nothing beside it.
    Quotes(Vec<QuoteEntry>),
}

/// A quote with what finds its place again, as in [`crate::case::Quote`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuoteEntry {
    /// The words.
    pub text: String,
    /// First character, in Unicode scalar values from 0.
    pub start: Option<usize>,
    /// One past the last.
    pub end: Option<usize>,
    /// Words just before.
    pub prefix: Option<String>,
    /// Words just after.
    pub suffix: Option<String>,
}

impl Entry {
    /// `key = value`, without the last line end.
    pub(super) fn line(&self, key: &str, end: &str) -> String {
        self.line_after("", key, end)
    }

    /// `prefix.key = value`, where the prefix holds its own stops.
    pub(super) fn line_after(&self, prefix: &str, key: &str, end: &str) -> String {
        let key = format!("{prefix}{}", name(key));
        let value = self.laid(key.width() + 3, end);
        format!("{key} = {value}")
    }

    /// The value, as it is written after its key.
    pub(super) fn written(&self, key: &str, end: &str) -> String {
        self.laid(name(key).width() + 3, end)
    }

    fn laid(&self, before: usize, end: &str) -> String {
        let short = self.in_one_line();
        if before + short.width() <= WIDE {
            return short;
        }
        match self {
            Entry::Text(t) => long(t, end),
            Entry::Quotes(q) => match q.as_slice() {
                [one] if one.plain() => long(&one.text, end),
                [_] => short,
                many => lines(many.iter().map(QuoteEntry::in_one_line), end),
            },
            Entry::Texts(all) => lines(all.iter().map(|t| text(t)), end),
            Entry::Date(_) | Entry::Flag(_) | Entry::Whole(_) => short,
        }
    }

    /// The value in one line.
    pub(super) fn in_one_line(&self) -> String {
        match self {
            Entry::Text(t) => text(t),
            Entry::Texts(all) => listed(all.iter().map(|t| text(t))),
            Entry::Date(date) => date.to_string(),
            Entry::Flag(flag) => flag.to_string(),
            Entry::Whole(n) => n.to_string(),
            Entry::Quotes(all) => match all.as_slice() {
                [one] => one.in_one_line(),
                many => listed(many.iter().map(QuoteEntry::in_one_line)),
            },
        }
    }

    /// Whether a value of a file is this one.
    pub(super) fn is(&self, value: &DeValue<'_>) -> bool {
        match self {
            Entry::Text(t) => value.as_str() == Some(t),
            Entry::Texts(all) => value.as_array().is_some_and(|a| {
                a.len() == all.len() && a.iter().zip(all).all(|(v, t)| v.get_ref().as_str() == Some(t))
            }),
            Entry::Date(date) => matches!(value, DeValue::Datetime(d) if d.to_string() == date.to_string()),
            Entry::Flag(flag) => matches!(value, DeValue::Boolean(b) if b == flag),
            Entry::Whole(n) => matches!(value, DeValue::Integer(i) if i.as_str() == n.to_string()),
            Entry::Quotes(all) => match (all.as_slice(), value) {
                ([one], v) => one.is(v),
                (all, DeValue::Array(a)) => a.len() == all.len() && a.iter().zip(all).all(|(v, q)| q.is(v.get_ref())),
                _ => false,
            },
        }
    }
}

impl QuoteEntry {
    /// A quote whose words are enough.
    pub fn words(text: impl Into<String>) -> Self {
        QuoteEntry { text: text.into(), ..Self::default() }
    }

    fn plain(&self) -> bool {
        self.start.is_none() && self.end.is_none() && self.prefix.is_none() && self.suffix.is_none()
    }

    fn in_one_line(&self) -> String {
        if self.plain() {
            return text(&self.text);
        }
        let mut out = format!("{{ text = {}", text(&self.text));
        for (key, n) in [("start", self.start), ("end", self.end)] {
            out.extend(n.map(|n| format!(", {key} = {n}")));
        }
        for (key, t) in [("prefix", &self.prefix), ("suffix", &self.suffix)] {
            out.extend(t.as_ref().map(|t| format!(", {key} = {}", text(t))));
        }
        out.push_str(" }");
        out
    }

    fn is(&self, value: &DeValue<'_>) -> bool {
        let DeValue::Table(t) = value else { return self.plain() && value.as_str() == Some(&self.text) };
        let number = |key: &str, n: Option<usize>| match (t.get(key).map(|v| v.get_ref()), n) {
            (Some(DeValue::Integer(i)), Some(n)) => i.as_str() == n.to_string(),
            (None, None) => true,
            _ => false,
        };
        let words =
            |key: &str, w: Option<&String>| t.get(key).map(|v| v.get_ref().as_str()) == w.map(|w| Some(w.as_str()));
        words("text", Some(&self.text))
            && number("start", self.start)
            && number("end", self.end)
            && words("prefix", self.prefix.as_ref())
            && words("suffix", self.suffix.as_ref())
    }
}

/// A key, in quotation marks where it needs them.
pub(super) fn name(key: &str) -> String {
    let bare = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if !key.is_empty() && key.bytes().all(bare) { key.to_owned() } else { text(key) }
}

/// A text in one line of TOML 1.0.
pub(super) fn text(t: &str) -> String {
    let mut out = String::with_capacity(t.len() + 2);
    out.push('"');
    t.chars().for_each(|c| sign(c, &mut out));
    out.push('"');
    out
}

/// What cannot be seen would be misread: it is written by its number.
fn sign(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        // Writing to a `String` cannot fail.
        c if unprintable(c) && (c as u32) < 0x1_0000 => drop(write!(out, "\\u{:04X}", c as u32)),
        c if unprintable(c) => drop(write!(out, "\\U{:08X}", c as u32)),
        c => out.push(c),
    }
}

/// A long text over several lines, each ended by a backslash: what follows that up to the next word is not part of it.
fn long(t: &str, end: &str) -> String {
    let mut out = format!("\"\"\"\\{end}  ");
    let mut width = 2;
    // A space at the beginning of a line would be lost.
    let mut rest = t;
    if let Some(c) = t.chars().next().filter(|c| *c == ' ') {
        out.push_str("\\u0020");
        width += 6;
        rest = &t[c.len_utf8()..];
    }
    let mut words = rest.split_inclusive(' ').peekable();
    while let Some(word) = words.next() {
        let mut written = String::new();
        word.chars().for_each(|c| sign(c, &mut written));
        // Room for the backslash that ends the line, or for the quotation marks.
        let after = if words.peek().is_some() { 1 } else { 3 };
        let wide = written.width();
        if width > 2 && width + wide + after > WIDE && out.ends_with(' ') && word != " " {
            out.push_str(&format!("\\{end}  "));
            width = 2;
        }
        out.push_str(&written);
        width += wide;
    }
    out.push_str("\"\"\"");
    out
}

fn listed(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn lines(items: impl Iterator<Item = String>, end: &str) -> String {
    let mut out = format!("[{end}");
    for item in items {
        out.push_str(&format!("  {item},{end}"));
    }
    out.push(']');
    out
}
