//! A document for a terminal: wrapped to its width, with colour only where it is wanted.

use unicode_width::UnicodeWidthStr;

use super::{Block, Doc, Item, Line, Style, seen};

/// Draws a document in lines of at most `width` columns (words that are longer stay whole).
pub fn draw(doc: &Doc, width: usize, colour: bool) -> String {
    let mut out = Drawing { text: String::new(), width, colour };
    let mut before: Option<&Block> = None;
    for block in &doc.blocks {
        if before.is_some() {
            out.text.push('\n');
        }
        out.block(block, 0);
        before = Some(block);
    }
    out.text
}

struct Drawing {
    text: String,
    width: usize,
    colour: bool,
}

impl Drawing {
    fn block(&mut self, block: &Block, indent: usize) {
        match block {
            Block::Heading(level, text) => {
                let line = Line::default().strong(if *level == 1 { text.to_uppercase() } else { text.clone() });
                self.line(&line, indent, indent);
            }
            Block::Text(line) => self.line(line, indent, indent),
            Block::List(items) => items.iter().for_each(|i| self.item(i, "- ", indent)),
            Block::Numbered(items) => {
                let digits = items.len().to_string().len();
                for (n, item) in items.iter().enumerate() {
                    self.item(item, &format!("{:>digits$}. ", n + 1), indent);
                }
            }
            Block::Table(head, rows) => self.table(head, rows, indent),
        }
    }

    fn item(&mut self, item: &Item, mark: &str, indent: usize) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(mark);
        let inner = indent + mark.width();
        self.wrapped(&item.line, inner, inner);
        item.under.iter().for_each(|b| self.block(b, inner));
    }

    fn line(&mut self, line: &Line, first: usize, rest: usize) {
        self.text.push_str(&" ".repeat(first));
        self.wrapped(line, first, rest);
    }

    /// Writes a line, of which `at` columns are taken already, and goes on at `indent`.
    fn wrapped(&mut self, line: &Line, at: usize, indent: usize) {
        // Words keep the style of their piece; pieces may meet within a word.
        let mut words: Vec<Vec<(String, Style)>> = vec![Vec::new()];
        for piece in &line.0 {
            let text = match piece.style {
                Style::Name => format!("`{}`", piece.text),
                _ => piece.text.clone(),
            };
            for (n, part) in seen(&text).split(' ').enumerate() {
                if n > 0 {
                    words.push(Vec::new());
                }
                if !part.is_empty() {
                    words.last_mut().expect("there is a word").push((part.to_owned(), piece.style));
                }
            }
        }
        let mut column = at;
        let mut started = false;
        for word in words.iter().filter(|w| !w.is_empty()) {
            let length: usize = word.iter().map(|(t, _)| t.width()).sum();
            if started && column + 1 + length > self.width {
                self.text.push('\n');
                self.text.push_str(&" ".repeat(indent));
                column = indent;
            } else if started {
                self.text.push(' ');
                column += 1;
            }
            for (text, style) in word {
                self.styled(text, *style);
            }
            column += length;
            started = true;
        }
        self.text.push('\n');
    }

    fn styled(&mut self, text: &str, style: Style) {
        let code = match style {
            Style::Strong => "1",
            Style::Name => "36",
            Style::Quiet => "2",
            Style::Plain => "",
        };
        if self.colour && !code.is_empty() {
            self.text.push_str(&format!("\u{1b}[{code}m{text}\u{1b}[0m"));
        } else {
            self.text.push_str(text);
        }
    }

    fn table(&mut self, head: &[String], rows: &[Vec<String>], indent: usize) {
        let columns = head.len();
        let mut widths: Vec<usize> = head.iter().map(|h| h.width()).collect();
        for row in rows {
            for (w, cell) in widths.iter_mut().zip(row) {
                *w = (*w).max(cell.width());
            }
        }
        // The widest column gives way until the table fits.
        let room = self.width.saturating_sub(indent + 2 * columns.saturating_sub(1)).max(columns * 6);
        while widths.iter().sum::<usize>() > room {
            let Some(widest) = (0..columns).max_by_key(|c| widths[*c]) else { break };
            widths[widest] -= 1;
        }
        self.row(head, &widths, indent, Style::Strong);
        let rule: Vec<String> = widths.iter().map(|w| "-".repeat(*w)).collect();
        self.row(&rule, &widths, indent, Style::Quiet);
        for row in rows {
            self.row(row, &widths, indent, Style::Plain);
        }
    }

    fn row(&mut self, cells: &[String], widths: &[usize], indent: usize, style: Style) {
        let folded: Vec<Vec<String>> = cells.iter().zip(widths).map(|(c, w)| fold(&seen(c), *w)).collect();
        let lines = folded.iter().map(Vec::len).max().unwrap_or(1);
        for n in 0..lines {
            let mut line = " ".repeat(indent);
            let mut shown = String::new();
            for (c, (cell, width)) in folded.iter().zip(widths).enumerate() {
                let text = cell.get(n).map_or("", String::as_str);
                shown.push_str(text);
                if c + 1 < folded.len() {
                    shown.push_str(&" ".repeat(width.saturating_sub(text.width()) + 2));
                }
            }
            self.text.push_str(&std::mem::take(&mut line));
            let trimmed = shown.trim_end();
            self.styled(trimmed, style);
            self.text.push('\n');
        }
    }
}

/// Breaks a text into lines of at most `width` columns.
fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is a line");
        if last.is_empty() {
            last.push_str(word);
        } else if last.width() + 1 + word.width() <= width {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}
