//! XML as it is found in files of GENIUS, whose own reader lets much pass: blank lines before the declaration, `&` that
//! begins no entity. What could harm is refused: document types with their entities, and elements nested without end.

use std::ops::Range;

use roxmltree::{Document, Node, ParsingOptions};

use super::exchange::{Looked, Source, text};
use crate::diagnostic::{Code, Diagnostic, Place};

/// Deepest nesting of elements.
const DEEPEST: usize = 200;

/// A text that has been made well-formed, and where each byte of it stands in the text as it was.
#[derive(Debug, Default)]
pub(super) struct Mended {
    text: String,
    /// Bytes cut off at the start.
    cut: usize,
    /// Where `&` has become `&amp;`, in the mended text.
    grown: Vec<usize>,
}

/// Bytes that `&amp;` has more than `&`.
const GROWTH: usize = 4;

impl Mended {
    /// Reads a file's bytes as text and mends it.
    pub(super) fn read(source: &Source) -> (Looked, Mended) {
        match text(&source.bytes) {
            Ok(text) => {
                let mended = Mended::of(&text);
                (Looked::new(source, text), mended)
            }
            Err(fault) => {
                let mut looked = Looked::new(source, String::new());
                looked.report(*fault);
                (looked, Mended::default())
            }
        }
    }

    fn of(text: &str) -> Mended {
        let begun = text.trim_start();
        let mut mended =
            Mended { text: String::with_capacity(begun.len()), cut: text.len() - begun.len(), grown: Vec::new() };
        let mut rest = begun;
        while let Some(at) = rest.find('&') {
            let (before, from) = rest.split_at(at);
            mended.text.push_str(before);
            if entity(from) {
                mended.text.push('&');
            } else {
                mended.grown.push(mended.text.len());
                mended.text.push_str("&amp;");
            }
            rest = &from[1..];
        }
        mended.text.push_str(rest);
        mended
    }

    /// Where a stretch stands in the text as it was.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        let back = |at: usize| match self.grown.partition_point(|g| *g < at) {
            0 => self.cut + at,
            n => self.cut + at - (n - 1) * GROWTH - (at - self.grown[n - 1] - 1).min(GROWTH),
        };
        Place { start: back(range.start), end: back(range.end) }
    }

    /// The elements, or what is wrong with the text.
    pub(super) fn document<'a>(&'a self, looked: &mut Looked) -> Option<Document<'a>> {
        if looked.faulty() {
            return None;
        }
        let refuse = |looked: &mut Looked, place: Place, message: String, help: &str| {
            looked.report(Diagnostic::new(Code::ForeignSyntax, place, message).help(help));
        };
        for forbidden in ["<!DOCTYPE", "<!ENTITY"] {
            let at = self.text.match_indices("<!").map(|(at, _)| at).find(|at| {
                self.text.as_bytes()[*at..]
                    .get(..forbidden.len())
                    .is_some_and(|b| b.eq_ignore_ascii_case(forbidden.as_bytes()))
            });
            if let Some(at) = at {
                let place = self.place(at..at + forbidden.len());
                let message = "this file has a document type or entities, which could stand for anything";
                refuse(looked, place, message.to_owned(), "take them out: no file of GENIUS needs them");
                return None;
            }
        }
        if let Some(at) = too_deep(&self.text) {
            let message = format!("elements are nested more than {DEEPEST} deep here");
            refuse(looked, self.place(at..at + 1), message, "give a file written by GENIUS: theirs are a few deep");
            return None;
        }
        let options = ParsingOptions { allow_dtd: false, nodes_limit: 5_000_000, ..ParsingOptions::default() };
        match Document::parse_with_options(&self.text, options) {
            Ok(document) => Some(document),
            Err(fault) => {
                let at = byte_at(&self.text, fault.pos());
                let message = format!("this is not XML: {}", without_position(&fault.to_string()));
                refuse(
                    looked,
                    self.place(at..at),
                    message,
                    "mend it here, or save the file anew from the program that wrote it",
                );
                None
            }
        }
    }
}

/// Whether `text`, which begins with `&`, begins with an entity that every XML file may use.
fn entity(text: &str) -> bool {
    let Some((name, _)) = text[1..].split_at_checked(text[1..].bytes().take(12).position(|b| b == b';').unwrap_or(0))
    else {
        return false;
    };
    match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            code.is_ok_and(|c| matches!(c, 9 | 10 | 13) || (c >= 32 && char::from_u32(c).is_some()))
        }
        None => matches!(name, "amp" | "lt" | "gt" | "quot" | "apos"),
    }
}

/// Where elements are nested too deep, roughly: the reader of XML need not be trusted with what this finds.
fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut quote = None;
    let mut open = None;
    for (at, byte) in bytes.iter().enumerate() {
        match (open, quote) {
            (Some(_), Some(q)) if *byte == q => quote = None,
            (Some(_), Some(_)) => {}
            (Some(_), None) if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
            (Some(from), None) if *byte == b'>' => {
                if bytes.get(from + 1) == Some(&b'/') {
                    depth = depth.saturating_sub(1);
                } else if bytes[at - 1] != b'/' {
                    depth += 1;
                    if depth > DEEPEST {
                        return Some(from);
                    }
                }
                open = None;
            }
            (None, _) if *byte == b'<' && !matches!(bytes.get(at + 1), Some(b'!' | b'?')) => open = Some(at),
            _ => {}
        }
    }
    None
}

fn byte_at(text: &str, position: roxmltree::TextPos) -> usize {
    let line = text.split_inclusive('\n').take(position.row.saturating_sub(1) as usize).map(str::len).sum::<usize>();
    let within = text[line..].chars().take(position.col.saturating_sub(1) as usize).map(char::len_utf8).sum::<usize>();
    (line + within).min(text.len())
}

/// The message of the XML reader ends with its own position, which is one of the mended text.
fn without_position(message: &str) -> &str {
    message.rfind(" at ").map_or(message, |at| &message[..at])
}

/// The value of an attribute with its place.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<(&'a str, Range<usize>)> {
    let found = node.attributes().find(|a| a.name() == name)?;
    let value = node.attribute(name)?;
    Some((value, found.range_value()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_text_as_it_was() {
        let text = "\n\n<a b=\"x & y &amp; z\" c=\"R&D\"/>";
        let mended = Mended::of(text);
        let document = Document::parse(&mended.text).unwrap();
        let root = document.root_element();
        for (name, value, written) in [("b", "x & y & z", "x & y &amp; z"), ("c", "R&D", "R&D")] {
            let (found, range) = attribute(root, name).unwrap();
            assert_eq!(found, value);
            let place = mended.place(range);
            assert_eq!(&text[place.start..place.end], written);
        }
        assert_eq!(mended.place(mended.text.len()..mended.text.len()), Place { start: text.len(), end: text.len() });
    }
}
