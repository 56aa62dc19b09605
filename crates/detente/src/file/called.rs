//! Words that are looked for in reports, and names that join claims: aliases, keywords, utterances.

use super::{
    Reading, names,
    table::{Value, place},
};
use crate::diagnostic::{Code, Diagnostic};

/// The words of a list, each once. One that nobody could find in a text is a fault; one that stands there twice, however
/// its letters are cased, is told. A list may be empty: then there is nothing to look for.
pub(super) fn list(r: &Reading, value: Option<&Value<'_>>, what: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for item in r.reader.list(value, "texts") {
        let Some(text) = one(r, Some(item), what) else { continue };
        if found.iter().any(|f| folded(f) == folded(&text)) {
            r.reader.report(
                Diagnostic::new(Code::NoEffect, place(item), format!("`{text}` stands in this list already"))
                    .help("take it out, or write the one that was meant"),
            );
            continue;
        }
        found.push(text);
    }
    found
}

/// One such text: in one line, of signs that can be seen, with a letter or a digit in it.
pub(super) fn one(r: &Reading, value: Option<&Value<'_>>, what: &str) -> Option<String> {
    let value = value?;
    let text = r.reader.text(Some(value))?;
    let fault = match names::unusable(&text, "party") {
        None if !text.chars().any(char::is_alphanumeric) => Some("has no letter or digit in it"),
        fault => fault,
    };
    let Some(fault) = fault else { return Some(text) };
    r.reader.report(
        Diagnostic::new(Code::BadName, place(value), format!("this {what} {fault}"))
            .help("write it in one line that can be seen, without a space at either end"),
    );
    None
}

/// A text as it is compared: upper and lower case alike, composed as Unicode's form NFC, white space as one space.
pub(super) fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().nfc().collect()
}
