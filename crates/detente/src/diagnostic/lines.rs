//! Where the lines of a text begin: asked for every diagnostic, and so kept in a table.

use super::Place;

/// The byte order mark, which is no part of the first line.
const MARK: char = '\u{feff}';

/// A text with the beginnings of its lines.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Looks the whole text through once.
    pub fn of(text: &'a str) -> Self {
        Lines { text, starts: starts(text) }
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The line of a byte, counted from 0.
    pub(super) fn line(&self, at: usize) -> usize {
        line(&self.starts, at)
    }

    /// The text from the beginning of one line to the end of another, both counted from 0, without a
    /// byte order mark; and where it begins.
    pub(super) fn window(&self, first: usize, last: usize) -> (&'a str, usize) {
        let start = self.starts.get(first).copied().unwrap_or(self.text.len());
        let end = self.starts.get(last + 1).copied().unwrap_or(self.text.len());
        let text = &self.text[start..end];
        let mark = if text.starts_with(MARK) { MARK.len_utf8() } else { 0 };
        (&text[mark..], start + mark)
    }

    /// Line and column of the start of a place, both counted from 1; columns count characters.
    pub fn line_column(&self, place: Place) -> (usize, usize) {
        let mut at = place.start.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.line(at);
        let before = self.text[self.starts[line]..at].trim_start_matches(MARK);
        (line + 1, before.chars().count() + 1)
    }
}

/// Where the lines of a text begin; the first at 0.
pub(crate) fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(n, _)| n + 1)).collect()
}

/// The line of a byte, counted from 0.
pub(crate) fn line(starts: &[usize], at: usize) -> usize {
    starts.partition_point(|s| *s <= at).saturating_sub(1)
}
