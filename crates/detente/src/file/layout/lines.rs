//! The lines of a file: headers, entries, and the comments above them.

use toml_parser::{
    Source,
    lexer::{Token, TokenKind},
};

use super::values;

/// The tokens of a file, read from the front. The text is known to be valid TOML.
pub(super) struct Tokens<'a> {
    text: &'a str,
    list: Vec<Token>,
    at: usize,
}

impl<'a> Tokens<'a> {
    /// What comes next; the end of the file at its end.
    pub(super) fn kind(&self) -> TokenKind {
        self.ahead(0)
    }

    /// What comes so many tokens later.
    pub(super) fn ahead(&self, n: usize) -> TokenKind {
        self.list.get(self.at + n).map_or(TokenKind::Eof, |t| t.kind())
    }

    /// Takes the next token: its text, with escapes of TOML 1.0 only.
    pub(super) fn take(&mut self) -> std::borrow::Cow<'a, str> {
        let Some(token) = self.list.get(self.at) else { return "".into() };
        self.at += 1;
        let text = &self.text[token.span().start()..token.span().end()];
        match token.kind() {
            TokenKind::BasicString | TokenKind::MlBasicString => values::old_escapes(text),
            TokenKind::Comment => text.trim_end().into(),
            _ => text.into(),
        }
    }

    /// Takes the next token if it is of this kind.
    pub(super) fn skip(&mut self, kind: TokenKind) -> bool {
        let there = self.kind() == kind && self.at < self.list.len();
        self.at += usize::from(there);
        there
    }

    /// The file's own line end: that of its first line.
    fn line_end(&self) -> &'static str {
        let first = self.list.iter().find(|t| t.kind() == TokenKind::Newline);
        if first.is_some_and(|t| t.span().len() == 2) { "\r\n" } else { "\n" }
    }
}

/// The text laid out.
pub(super) fn laid_out(text: &str) -> String {
    let list: Vec<Token> = Source::new(text).lex().filter(|t| t.kind() != TokenKind::Eof).collect();
    let mut tokens = Tokens { text, list, at: 0 };
    let end = tokens.line_end();
    let mut out = String::with_capacity(text.len());
    let mut above = Above { lines: String::new(), blank: false, end };
    while tokens.at < tokens.list.len() {
        match tokens.kind() {
            TokenKind::Whitespace => drop(tokens.take()),
            TokenKind::Newline => {
                tokens.take();
                above.blank_line();
            }
            TokenKind::Comment => {
                above.comment(&tokens.take());
                tokens.skip(TokenKind::Newline);
            }
            TokenKind::LeftSquareBracket => {
                let block = above.take(true);
                if !out.is_empty() {
                    out.push_str(end);
                }
                out.push_str(&block);
                name(&mut tokens, &mut out, TokenKind::Newline);
                line_over(&mut tokens, &mut out, end);
            }
            _ => {
                let mut key = String::new();
                name(&mut tokens, &mut key, TokenKind::Equals);
                tokens.skip(TokenKind::Equals);
                let mut value = values::Writer { tokens: &mut tokens, end, comments: Vec::new() };
                let value_text = value.value();
                // Comments inside braces move above the key, in their order.
                for comment in value.comments {
                    above.comment(&comment);
                }
                let first = out.is_empty();
                out.push_str(&above.take(first));
                out.push_str(&format!("{key} = {value_text}"));
                line_over(&mut tokens, &mut out, end);
            }
        }
    }
    let rest = above.take(out.is_empty());
    out.push_str(rest.trim_end_matches(['\r', '\n']));
    if !out.is_empty() && !out.ends_with(end) {
        out.push_str(end);
    }
    out
}

/// A key or a header, without white space, up to `until` or a comment.
fn name(tokens: &mut Tokens<'_>, out: &mut String, until: TokenKind) {
    while ![until, TokenKind::Newline, TokenKind::Comment, TokenKind::Eof].contains(&tokens.kind()) {
        if !tokens.skip(TokenKind::Whitespace) {
            out.push_str(&tokens.take());
        }
    }
}

/// The end of a line, with its comment if it has one.
fn line_over(tokens: &mut Tokens<'_>, out: &mut String, end: &str) {
    tokens.skip(TokenKind::Whitespace);
    if tokens.kind() == TokenKind::Comment {
        out.push(' ');
        out.push_str(&tokens.take());
    }
    tokens.skip(TokenKind::Newline);
    out.push_str(end);
}

/// The comments and blank lines above an element: no indentation, at most one blank line in a row.
struct Above {
    lines: String,
    blank: bool,
    end: &'static str,
}

impl Above {
    fn blank_line(&mut self) {
        if !self.blank {
            self.lines.push_str(self.end);
        }
        self.blank = true;
    }

    fn comment(&mut self, text: &str) {
        self.lines.push_str(text);
        self.lines.push_str(self.end);
        self.blank = false;
    }

    /// The block; `flush` without the blank lines at its beginning.
    fn take(&mut self, flush: bool) -> String {
        self.blank = false;
        let lines = std::mem::take(&mut self.lines);
        if flush { lines.trim_start_matches(['\r', '\n']).to_owned() } else { lines }
    }
}
