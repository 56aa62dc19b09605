//! One spelling for what typesetting changes: quotation marks, apostrophes, dashes, white space, composed letters.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::words::unseen;

/// A text in one spelling, with the way back to the bytes it was made from.
pub(super) struct Normal {
    /// The text in that spelling.
    pub(super) text: String,
    /// Where the two differ in length, in order; between pieces they run in step.
    pieces: Vec<Piece>,
}

/// Normalised bytes `at..at + len` that stand for original bytes `from..to`.
struct Piece {
    at: usize,
    len: usize,
    from: usize,
    to: usize,
}

impl Normal {
    /// The spelling that quotes are compared in.
    ///
    /// Each quotation mark and apostrophe becomes `'` (but a double one after a digit stays double: it may mean
    /// inches or seconds), each run of dashes `-`, each run of white space one space, `…` three dots; characters
    /// without width are dropped; the rest is put in form NFC (UAX #15).
    pub(super) fn of(text: &str) -> Normal {
        let mut made = Normal { text: String::with_capacity(text.len()), pieces: Vec::new() };
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            // Most of most texts: letters and digits that no mark follows.
            let plain = text.as_bytes()[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            if plain > 1 {
                made.text.push_str(&text[at..at + plain - 1]);
                at += plain - 1;
                continue;
            }
            let one = at + c.len_utf8();
            let run = |same: fn(char) -> bool| text[at..].find(|c| !same(c)).map_or(text.len(), |len| at + len);
            let mut end = one;
            if c.is_whitespace() {
                end = run(|c| c.is_whitespace() || unseen(c));
                made.push(" ", at, end);
            } else if unseen(c) {
                made.push("", at, end);
            } else if dash(c) {
                end = run(dash);
                made.push("-", at, end);
            } else if single(c) {
                made.push("'", at, end);
            } else if double(c) {
                let inches = made.text.ends_with(|c: char| c.is_ascii_digit());
                made.push(if inches { "\"" } else { "'" }, at, end);
            } else if c == '…' {
                made.push("...", at, end);
            } else {
                // A letter and the marks that may melt into it. Most texts never leave the first test.
                end += text[one..].find(begins_anew).unwrap_or(text.len() - one);
                if end == one && (c.is_ascii() || is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes) {
                    made.text.push(c);
                } else {
                    let composed: String = text[at..end].nfc().collect();
                    made.push(&composed, at, end);
                }
            }
            at = end;
        }
        made
    }

    /// The original byte where the character at this normalised byte begins.
    pub(super) fn start(&self, at: usize) -> usize {
        let before = self.pieces.partition_point(|p| p.at <= at);
        match before.checked_sub(1).map(|last| &self.pieces[last]) {
            None => at,
            Some(p) if at < p.at + p.len => p.from,
            Some(p) => p.to + (at - p.at - p.len),
        }
    }

    /// One past the last original byte of the character that ends at this normalised byte.
    pub(super) fn end(&self, at: usize) -> usize {
        let before = self.pieces.partition_point(|p| p.at < at);
        match before.checked_sub(1).map(|last| &self.pieces[last]) {
            None => at,
            Some(p) if at <= p.at + p.len => p.to,
            Some(p) => p.to + (at - p.at - p.len),
        }
    }

    fn push(&mut self, piece: &str, from: usize, to: usize) {
        // One byte for one byte runs in step; within anything longer there is no place to point at.
        if piece.len() != 1 || to - from != 1 {
            self.pieces.push(Piece { at: self.text.len(), len: piece.len(), from, to });
        }
        self.text.push_str(piece);
    }
}

/// The words of a quote alone: without quotation marks around them and without a last `.`, `,`, `;` or `:`. A last
/// `?` or `!` stays, since it changes what was said.
pub(super) fn bare(normal: &str) -> &str {
    let outer = |c: char| c == ' ' || c == '\'' || c == '"';
    normal.trim_start_matches(outer).trim_end_matches(|c| outer(c) || matches!(c, '.' | ',' | ';' | ':'))
}

pub(super) fn quotation_mark(c: char) -> bool {
    single(c) || double(c)
}

fn dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

fn single(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '\u{2BC}' | '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2039}' | '\u{203A}' | '\u{FF07}'
    )
}

fn double(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{301D}'..='\u{301F}' | '\u{FF02}')
}

/// Whether a character never melts into the one before it.
fn begins_anew(c: char) -> bool {
    c < '\u{300}' || (canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) != IsNormalized::Maybe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling() {
        let of = |text: &str| Normal::of(text).text;
        assert_eq!(of("“We ‘won’t’ ― sign”"), "'We 'won't' - sign'");
        assert_eq!(of("a \u{A0}\r\n\u{200B} b\u{AD}c\u{FEFF}"), "a bc");
        assert_eq!(of("e\u{301} é \u{1112}\u{1161}\u{11AB}"), "é é 한");
        assert_eq!(of("5\" and “5”"), "5\" and '5\"");
        assert_eq!(of("so… -- on"), "so... - on");
        assert_eq!(of(""), "");
    }

    #[test]
    fn every_place_leads_back() {
        let text = "\u{FEFF}x “naïve”\u{200B}\r\n cafe\u{301}\u{AD}—ok…";
        let made = Normal::of(text);
        for (what, original) in [("x", "x"), ("naïve", "naïve"), ("café", "cafe\u{301}"), ("ok", "ok"), ("...", "…")]
        {
            let at = made.text.find(what).expect("it stands in the spelling");
            assert_eq!(&text[made.start(at)..made.end(at + what.len())], original);
        }
        assert_eq!(made.start(made.text.len()), text.len());
        assert_eq!(made.end(made.text.len()), text.len());
    }
}
