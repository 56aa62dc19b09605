//! Where the tables and keys of a file stand, by its tokens. The text is known to be valid TOML.

use std::ops::Range;

use toml::de::{DeTable, DeValue};
use toml_parser::{
    Source,
    lexer::{Token, TokenKind},
};

/// A header with the entries under it; the first block of a file has none.
struct Block {
    path: Vec<String>,
    /// `[[...]]`, whose path names many tables.
    listed: bool,
    /// The line of its header.
    start: usize,
    /// After the last line that belongs to it: of its header or of its last entry.
    end: usize,
    entries: Vec<Entry>,
}

/// `key = value`
struct Entry {
    path: Vec<String>,
    /// Its lines, from the first column to after the last line end; inside braces, its own extent.
    lines: Range<usize>,
    value: Range<usize>,
}

/// Where a new key can be written.
pub(super) struct Space {
    pub(super) at: usize,
    pub(super) before: Room,
}

/// What surrounds that place.
pub(super) enum Room {
    /// Lines; the key begins with this.
    Line(String),
    /// Braces, after the last entry if there is one.
    Braces {
        /// Whether there is none.
        first: bool,
    },
}

/// The place after the last table of a section and the comments that belong to it; the end where there is none.
pub(super) fn after_section(text: &str, section: &str) -> usize {
    let blocks = blocks(text);
    let Some(last) = blocks.iter().rposition(|b| b.path.first().is_some_and(|p| p == section)) else {
        return text.len();
    };
    let end = blocks[last].end;
    // Comments right below belong to it, unless they stand right above something else.
    let mut at = end;
    for line in text[end..].split_inclusive('\n') {
        if !line.trim_start().starts_with('#') {
            return if line.trim().is_empty() { at } else { end };
        }
        at += line.len();
    }
    at
}

/// The stretch of the value at a path.
pub(super) fn value(text: &str, path: &[&str]) -> Option<Range<usize>> {
    entry(text, path).map(|(e, _)| e.value)
}

/// The lines of the entry at a path, if it has lines of its own.
pub(super) fn line(text: &str, path: &[&str]) -> Option<Range<usize>> {
    entry(text, path).filter(|(_, braces)| !braces).map(|(e, _)| e.lines)
}

/// The lines of a table with a header of its own, and of the tables below it that follow at once.
pub(super) fn table(text: &str, path: &[&str]) -> Option<Range<usize>> {
    let blocks = blocks(text);
    let first = blocks.iter().position(|b| !b.listed && b.path == path)?;
    let below = blocks[first + 1..].iter().take_while(|b| begins(&b.path, path)).count();
    Some(blocks[first].start..blocks[first + below].end)
}

/// Where a new key of the table at a path can be written.
pub(super) fn room(text: &str, path: &[&str]) -> Option<Space> {
    let blocks = blocks(text);
    if let Some(block) = blocks.iter().find(|b| !b.listed && b.path == path) {
        return Some(Space { at: block.end, before: Room::Line(String::new()) });
    }
    if let Some((found, _)) = entry(text, path) {
        let inside = braces(text, &found.value)?;
        return Some(match inside.last() {
            Some(last) => Space { at: last.value.end, before: Room::Braces { first: false } },
            None => Space { at: found.value.start + 1, before: Room::Braces { first: true } },
        });
    }
    // Dotted keys: the next to the last of them.
    blocks.iter().filter(|b| !b.listed && begins_with(path, &b.path)).find_map(|block| {
        let rest = &path[block.path.len()..];
        let last = block.entries.iter().rfind(|e| e.path.len() > rest.len() && begins(&e.path, rest))?;
        let prefix = rest.iter().fold(String::new(), |all, key| all + &super::entry::name(key) + ".");
        Some(Space { at: last.lines.end, before: Room::Line(prefix) })
    })
}

/// The entry at a path, and whether it stands inside braces.
fn entry(text: &str, path: &[&str]) -> Option<(Entry, bool)> {
    let blocks = blocks(text);
    blocks.into_iter().filter(|b| !b.listed && begins_with(path, &b.path)).find_map(|b| {
        let rest = &path[b.path.len()..];
        among(text, b.entries, rest, false)
    })
}

fn among(text: &str, entries: Vec<Entry>, path: &[&str], inside: bool) -> Option<(Entry, bool)> {
    entries.into_iter().filter(|e| begins_with(path, &e.path)).find_map(|e| {
        let rest = &path[e.path.len()..];
        if rest.is_empty() {
            return Some((e, inside));
        }
        among(text, braces(text, &e.value)?, rest, true)
    })
}

/// The entries of a table in braces.
fn braces(text: &str, value: &Range<usize>) -> Option<Vec<Entry>> {
    let inner = text[value.clone()].strip_prefix('{')?.strip_suffix('}')?;
    let offset = value.start + 1;
    let mut tokens = Tokens::of(inner);
    let mut entries = Vec::new();
    loop {
        match tokens.kind() {
            None => return Some(entries),
            Some(TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment | TokenKind::Comma) => tokens.at += 1,
            Some(_) => {
                let entry = tokens.entry(TokenKind::Comma)?;
                let moved = |r: Range<usize>| r.start + offset..r.end + offset;
                entries.push(Entry { path: entry.path, lines: moved(entry.lines), value: moved(entry.value) });
            }
        }
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut tokens = Tokens::of(text);
    let mut blocks = vec![Block { path: Vec::new(), listed: false, start: 0, end: 0, entries: Vec::new() }];
    loop {
        match tokens.kind() {
            None => return blocks,
            Some(TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment) => tokens.at += 1,
            Some(TokenKind::LeftSquareBracket) => {
                let start = tokens.place();
                tokens.to(&[TokenKind::Newline, TokenKind::Comment]);
                let header = text[start..tokens.place()].trim();
                let listed = header.starts_with("[[");
                let path = keys(header.trim_matches(['[', ']']));
                let start = line_start(text, start);
                let end = tokens.line_end();
                blocks.push(Block { path, listed, start, end, entries: Vec::new() });
            }
            Some(_) => {
                let Some(mut entry) = tokens.entry(TokenKind::Newline) else { return blocks };
                entry.lines = line_start(text, entry.lines.start)..tokens.line_end();
                if let Some(block) = blocks.last_mut() {
                    block.end = entry.lines.end;
                    block.entries.push(entry);
                }
            }
        }
    }
}

struct Tokens<'a> {
    text: &'a str,
    list: Vec<Token>,
    at: usize,
}

impl<'a> Tokens<'a> {
    fn of(text: &'a str) -> Self {
        let list = Source::new(text).lex().filter(|t| t.kind() != TokenKind::Eof).collect();
        Tokens { text, list, at: 0 }
    }

    fn kind(&self) -> Option<TokenKind> {
        self.list.get(self.at).map(|t| t.kind())
    }

    /// The byte at which the next token begins.
    fn place(&self) -> usize {
        self.list.get(self.at).map_or(self.text.len(), |t| t.span().start())
    }

    fn to(&mut self, ends: &[TokenKind]) {
        while self.kind().is_some_and(|k| !ends.contains(&k)) {
            self.at += 1;
        }
    }

    /// Takes what is left of a line; the byte after it.
    fn line_end(&mut self) -> usize {
        self.to(&[TokenKind::Newline]);
        self.at += 1;
        self.place()
    }

    /// Takes a key and its value, up to `end` outside brackets.
    fn entry(&mut self, end: TokenKind) -> Option<Entry> {
        let start = self.place();
        self.to(&[TokenKind::Equals]);
        let path = keys(&self.text[start..self.place()]);
        self.at += 1;
        let (mut depth, mut from, mut to) = (0usize, None, start);
        while let Some(kind) = self.kind() {
            match kind {
                _ if kind == end && depth == 0 && from.is_some() => break,
                TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment => {
                    self.at += 1;
                    continue;
                }
                TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
                TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => depth = depth.saturating_sub(1),
                _ => {}
            }
            let span = self.list[self.at].span();
            from.get_or_insert(span.start());
            to = span.end();
            self.at += 1;
        }
        let value = from?..to;
        Some(Entry { path, lines: start..to, value })
    }
}

/// The keys of `a."b c".d`.
fn keys(dotted: &str) -> Vec<String> {
    let dotted = dotted.trim();
    if dotted.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')) {
        return dotted.split('.').map(str::to_owned).collect();
    }
    let line = format!("{dotted} = 0");
    let Ok(parsed) = DeTable::parse(&line) else { return Vec::new() };
    let mut path = Vec::new();
    let mut table = parsed.get_ref();
    while let Some((key, value)) = table.iter().next() {
        path.push(key.get_ref().to_string());
        match value.get_ref() {
            DeValue::Table(below) => table = below,
            _ => break,
        }
    }
    path
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |n| n + 1)
}

fn begins(path: &[String], with: &[&str]) -> bool {
    path.len() >= with.len() && path.iter().zip(with).all(|(a, b)| a == b)
}

fn begins_with(path: &[&str], with: &[String]) -> bool {
    path.len() >= with.len() && path.iter().zip(with).all(|(a, b)| a == b)
}
