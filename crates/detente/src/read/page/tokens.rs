//! Words and signs.

use super::{Kind, Span, Token};
use crate::read::language::{Language, Word};

/// A word longer than this is looked up no further: it is none of a language.
const LONGEST: usize = 64;

pub(super) fn tokens(text: &str, span: Span, language: &Language, into: &mut Vec<Token>) {
    let mut small = String::with_capacity(LONGEST);
    let part = &text[..span.end];
    let mut at = span.start;
    while let Some(c) = part[at..].chars().next() {
        let length = c.len_utf8();
        if c.is_alphanumeric() {
            let end = word_end(part, at);
            push_word(part, Span { start: at, end }, language, &mut small, into);
            at = into.last().map_or(end, |token| token.span.end);
            continue;
        }
        if !c.is_whitespace() && !c.is_control() && !crate::diagnostic::unseen(c) {
            let end = at + length;
            let token = |kind, end| Token {
                span: Span { start: at, end },
                kind,
                word: Word::default(),
                capital: false,
                quotation: 0,
            };
            into.push(match c {
                ',' | '،' | '、' | '，' => token(Kind::Comma, end),
                ':' | '：' => token(Kind::Colon, end),
                ';' | '；' => token(Kind::Semicolon, end),
                '.' | '!' | '?' | '…' | '。' | '！' | '？' => {
                    // A run of stops is one.
                    let run: usize = part[at..]
                        .chars()
                        .take_while(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？'))
                        .map(char::len_utf8)
                        .sum();
                    token(Kind::Stop, at + run)
                }
                '–' | '—' | '―' => token(Kind::Dash, end),
                '-' => {
                    let run = part[at..].bytes().take_while(|b| *b == b'-').count();
                    token(Kind::Dash, at + run)
                }
                '(' | '[' | '{' => token(Kind::Open, end),
                ')' | ']' | '}' => token(Kind::Close, end),
                _ => token(Kind::Other, end),
            });
            at = into.last().map_or(end, |token| token.span.end);
            continue;
        }
        at += length;
    }
}

/// One past the last byte of the word that begins at a place: letters and digits, with apostrophes, hyphens and stops
/// between them.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut digits = true;
    let mut parts = 0;
    let mut part_length = 0;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let at = start + i;
        if c.is_alphanumeric() || mark(c) {
            digits &= c.is_numeric();
            part_length += 1;
            end = at + c.len_utf8();
            continue;
        }
        let Some(next) = chars.peek().map(|(_, c)| *c) else { break };
        let joins = match c {
            '\'' | '’' | 'ʼ' | '-' | '‐' | '‑' | '\u{ad}' => next.is_alphanumeric(),
            ',' | '/' => digits && next.is_numeric(),
            // "5.5", "U.S."
            '.' => (digits && next.is_numeric()) || (part_length == 1 && next.is_alphabetic() && single(text, at + 1)),
            _ => false,
        };
        if !joins {
            break;
        }
        if c == '.' {
            parts += 1;
        }
        part_length = 0;
    }
    // The last stop of "U.S." and the sign of "5%".
    if parts > 0 && part_length == 1 && !digits && text[end..].starts_with('.') {
        end += 1;
    } else if digits && text[end..].starts_with('%') {
        end += 1;
    }
    end
}

/// Whether a letter stands alone before a stop or the end of its word.
fn single(text: &str, at: usize) -> bool {
    let mut chars = text[at..].chars();
    chars.next();
    !chars.next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
}

fn mark(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

fn push_word(text: &str, span: Span, language: &Language, small: &mut String, into: &mut Vec<Token>) {
    let word = &text[span.start..span.end];
    let first = word.chars().next().unwrap_or(' ');
    let number = word.chars().all(|c| !c.is_alphabetic());
    let token = |span: Span, kind, word| Token { span, kind, word, capital: first.is_uppercase(), quotation: 0 };
    if number || word.len() > LONGEST {
        let kind = if number { Kind::Number } else { Kind::Word };
        into.push(token(span, kind, Word::default()));
        return;
    }
    lower(word, small);
    // An abbreviation has its stop: "Mr." in one word; a single capital, as in "J. Ash", too.
    if text[span.end..].starts_with('.') {
        let initial = first.is_uppercase() && word.len() == first.len_utf8();
        small.push('.');
        let follows = text[span.end + 1..].trim_start().chars().next();
        let number = follows.is_some_and(char::is_numeric);
        let stopped = initial && follows.is_some_and(char::is_uppercase) && word != "I";
        if language.abbreviation(small, number) || stopped {
            small.pop();
            let known = language.word(small);
            into.push(token(Span { end: span.end + 1, ..span }, Kind::Word, known));
            return;
        }
        small.pop();
    }
    // "Orla's" is a name and the ending that makes a possessor of it; "can't" is one word.
    let known = language.word(small);
    if !known.known() || known.is(super::super::language::Class::Adverb) {
        if let Some(ending) = language.possessive_ending(small) {
            let stem = small.len() - ending;
            let cut = word.char_indices().rev().nth(small[stem..].chars().count() - 1).map_or(word.len(), |(i, _)| i);
            let ending = language.word(&small[stem..]);
            let stem = language.word(&small[..stem]);
            into.push(token(Span { start: span.start, end: span.start + cut }, Kind::Word, stem));
            into.push(Token {
                capital: false,
                ..token(Span { start: span.start + cut, end: span.end }, Kind::Word, ending)
            });
            return;
        }
    }
    into.push(token(span, Kind::Word, known));
}

/// A word in small letters, with one shape of apostrophe and hyphen.
fn lower(word: &str, small: &mut String) {
    small.clear();
    if word.is_ascii() {
        small.push_str(word);
        small.make_ascii_lowercase();
        return;
    }
    for c in word.chars().filter(|c| *c != '\u{ad}') {
        match c {
            '’' | 'ʼ' => small.push('\''),
            '‐' | '‑' => small.push('-'),
            c => small.extend(c.to_lowercase()),
        }
    }
}
