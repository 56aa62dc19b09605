//! Text that is put together block by block: paragraphs, lines, items.

/// A text as it grows.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    text: String,
    /// What goes before the next words: a line end, or an empty line.
    due: Due,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    #[default]
    Nothing,
    Line,
    Gap,
}

impl Blocks {
    /// Adds words to the line.
    pub(super) fn words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        let due = std::mem::take(&mut self.due);
        if !self.text.is_empty() {
            match due {
                Due::Nothing => {}
                Due::Line => self.text.push('\n'),
                Due::Gap => self.text.push_str("\n\n"),
            }
        }
        self.text.push_str(words);
    }

    /// What follows begins on a new line.
    pub(super) fn line(&mut self) {
        self.due = self.due.max(Due::Line);
    }

    /// What follows begins after an empty line.
    pub(super) fn gap(&mut self) {
        self.due = Due::Gap;
    }

    /// Whether nothing stands on this line yet.
    pub(super) fn fresh(&self) -> bool {
        self.text.is_empty() || self.due != Due::Nothing || self.text.ends_with('\n')
    }

    /// Whether the last character is white space, or there is none.
    pub(super) fn spaced(&self) -> bool {
        self.fresh() || self.text.ends_with(char::is_whitespace)
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}
