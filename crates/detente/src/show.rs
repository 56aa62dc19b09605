//! An answer as a document: headings, text, lists and tables, to be drawn for a terminal or as Markdown.

pub mod chart;
pub mod csv;
pub mod gantt;
pub mod graph;
pub mod ics;
pub mod markdown;
mod paper;
mod svg;
pub mod text;
pub mod waits;

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// Its blocks, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of a level from 1.
    Heading(u8, String),
    /// A paragraph.
    Text(Line),
    /// A list.
    List(Vec<Item>),
    /// A numbered list.
    Numbered(Vec<Item>),
    /// A table: its head, and its rows.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// An item of a list, with what belongs under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub line: Line,
    /// What belongs under it.
    pub under: Vec<Block>,
}

impl Item {
    /// An item with nothing under it.
    pub fn new(line: impl Into<Line>) -> Self {
        Item { line: line.into(), under: Vec::new() }
    }

    /// Puts a block under it.
    #[must_use]
    pub fn with(mut self, block: Block) -> Self {
        self.under.push(block);
        self
    }
}

/// A run of text, part of which may stand out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Piece>);

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// How they stand out.
    pub style: Style,
}

/// How words stand out. Nothing is said by style alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Not at all.
    Plain,
    /// What matters most.
    Strong,
    /// A name from the file.
    Name,
    /// Where something stands, and the like.
    Quiet,
}

impl Line {
    /// Adds plain words.
    #[must_use]
    pub fn plain(self, text: impl Into<String>) -> Self {
        self.piece(text, Style::Plain)
    }

    /// Adds words that matter most.
    #[must_use]
    pub fn strong(self, text: impl Into<String>) -> Self {
        self.piece(text, Style::Strong)
    }

    /// Adds a name from the file.
    #[must_use]
    pub fn name(self, text: impl Into<String>) -> Self {
        self.piece(text, Style::Name)
    }

    /// Adds words that matter less.
    #[must_use]
    pub fn quiet(self, text: impl Into<String>) -> Self {
        self.piece(text, Style::Quiet)
    }

    fn piece(mut self, text: impl Into<String>, style: Style) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Piece { text, style });
        }
        self
    }
}

impl<T: Into<String>> From<T> for Line {
    fn from(text: T) -> Self {
        Line::default().plain(text)
    }
}

impl Doc {
    /// Adds a heading.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading(level, text.into()));
    }

    /// Adds a paragraph.
    pub fn text(&mut self, line: impl Into<Line>) {
        self.blocks.push(Block::Text(line.into()));
    }

    /// Adds a list, unless it is empty.
    pub fn list(&mut self, items: Vec<Item>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// Adds a numbered list, unless it is empty.
    pub fn numbered(&mut self, items: Vec<Item>) {
        if !items.is_empty() {
            self.blocks.push(Block::Numbered(items));
        }
    }
}

/// A text on one line: line breaks and tabs are spaces; other control characters, among them those that steer a terminal,
/// are shown as a sign that stands for them.
fn seen(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => ' ',
            c if crate::diagnostic::unprintable(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}
