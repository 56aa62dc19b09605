//! Values: lists, tables in braces, texts and times.

use std::borrow::Cow;

use toml_parser::lexer::TokenKind;

use super::lines::Tokens;

/// Writes one value.
pub(super) struct Writer<'t, 'a> {
    pub(super) tokens: &'t mut Tokens<'a>,
    pub(super) end: &'static str,
    /// Comments that stood inside braces, where TOML 1.0 has no room for them.
    pub(super) comments: Vec<String>,
}

impl Writer<'_, '_> {
    /// The next value, laid out.
    pub(super) fn value(&mut self) -> String {
        self.tokens.skip(TokenKind::Whitespace);
        match self.tokens.kind() {
            TokenKind::LeftCurlyBracket => self.braces(),
            TokenKind::LeftSquareBracket if self.runs_over() => self.long_list(),
            TokenKind::LeftSquareBracket => self.list(),
            _ => self.plain(),
        }
    }

    /// A text, number, date, `true` or `false`.
    fn plain(&mut self) -> String {
        let mut out = String::new();
        loop {
            match self.tokens.kind() {
                // A date and a time may have a space between them.
                TokenKind::Whitespace if self.tokens.ahead(1) == TokenKind::Atom => {
                    self.tokens.take();
                    out.push(' ');
                }
                TokenKind::Atom
                | TokenKind::Dot
                | TokenKind::BasicString
                | TokenKind::LiteralString
                | TokenKind::MlBasicString
                | TokenKind::MlLiteralString => out.push_str(&self.tokens.take()),
                _ => return with_seconds(out),
            }
        }
    }

    /// `{ key = value, key = value }`, always in one line.
    fn braces(&mut self) -> String {
        self.tokens.skip(TokenKind::LeftCurlyBracket);
        let mut entries = Vec::new();
        let mut entry = String::new();
        loop {
            match self.tokens.kind() {
                TokenKind::Whitespace | TokenKind::Newline => drop(self.tokens.take()),
                TokenKind::Comment => {
                    let comment = self.tokens.take().into_owned();
                    self.comments.push(comment);
                }
                TokenKind::Equals => {
                    self.tokens.take();
                    // White space may stand before the value, line ends and comments too.
                    self.gap();
                    let value = self.value();
                    entry.push_str(&format!(" = {value}"));
                }
                TokenKind::Comma => {
                    self.tokens.take();
                    entries.push(std::mem::take(&mut entry));
                }
                TokenKind::RightCurlyBracket | TokenKind::Eof => break,
                _ => entry.push_str(&self.tokens.take()),
            }
        }
        self.tokens.skip(TokenKind::RightCurlyBracket);
        if !entry.is_empty() {
            entries.push(entry);
        }
        if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
    }

    fn gap(&mut self) {
        loop {
            match self.tokens.kind() {
                TokenKind::Whitespace | TokenKind::Newline => drop(self.tokens.take()),
                TokenKind::Comment => {
                    let comment = self.tokens.take().into_owned();
                    self.comments.push(comment);
                }
                _ => return,
            }
        }
    }

    /// A list that stands in one line.
    fn list(&mut self) -> String {
        self.tokens.skip(TokenKind::LeftSquareBracket);
        let mut items = Vec::new();
        loop {
            match self.tokens.kind() {
                TokenKind::Whitespace | TokenKind::Comma => drop(self.tokens.take()),
                TokenKind::RightSquareBracket | TokenKind::Eof => break,
                _ => items.push(self.value()),
            }
        }
        self.tokens.skip(TokenKind::RightSquareBracket);
        format!("[{}]", items.join(", "))
    }

    /// A list over several lines stays as its author laid it out, without space at the ends of its lines.
    fn long_list(&mut self) -> String {
        let mut out = self.tokens.take().into_owned();
        loop {
            match self.tokens.kind() {
                TokenKind::Newline => {
                    self.tokens.take();
                    // What stands before is a bracket, a comma, a comment or a value: none ends in a space of its own.
                    out.truncate(out.trim_end_matches([' ', '\t']).len());
                    out.push_str(self.end);
                }
                TokenKind::Whitespace | TokenKind::Comma | TokenKind::Comment => out.push_str(&self.tokens.take()),
                TokenKind::RightSquareBracket => {
                    out.push_str(&self.tokens.take());
                    return out;
                }
                TokenKind::Eof => return out,
                _ => out.push_str(&self.value()),
            }
        }
    }

    /// Whether the list that begins here runs over several lines, other than by what stands in braces.
    fn runs_over(&self) -> bool {
        let mut open = Vec::new();
        for n in 0.. {
            match self.tokens.ahead(n) {
                kind @ (TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket) => open.push(kind),
                TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                    open.pop();
                    if open.is_empty() {
                        return false;
                    }
                }
                // A list inside braces may run over several lines and leave the list around it in one.
                TokenKind::Newline if !open.contains(&TokenKind::LeftCurlyBracket) => return true,
                TokenKind::Eof => return false,
                _ => {}
            }
        }
        false
    }
}

/// A text with the escapes of TOML 1.0 instead of `\e` and `\x41`.
pub(super) fn old_escapes(text: &str) -> Cow<'_, str> {
    if !text.contains("\\e") && !text.contains("\\x") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        out.push(sign);
        if sign != '\\' {
            continue;
        }
        match signs.next() {
            Some('e') => out.push_str("u001B"),
            Some('x') => {
                out.push_str("u00");
                out.extend(signs.by_ref().take(2));
            }
            other => out.extend(other),
        }
    }
    out.into()
}

/// A time with its seconds, which TOML 1.0 asks for; everything else as it is.
fn with_seconds(text: String) -> String {
    let digits = |s: &str, n: usize| s.len() >= n && s.as_bytes()[..n].iter().all(u8::is_ascii_digit);
    let date = text.as_bytes().get(4) == Some(&b'-') && digits(&text, 4) && text.len() > 11;
    let at = if date { 11 } else { 0 };
    let Some(time) = text.get(at..) else { return text };
    let minutes = time.len() >= 5 && digits(time, 2) && time.as_bytes()[2] == b':' && digits(&time[3..], 2);
    if minutes && time.as_bytes().get(5) != Some(&b':') {
        return format!("{}:00{}", &text[..at + 5], &text[at + 5..]);
    }
    text
}
