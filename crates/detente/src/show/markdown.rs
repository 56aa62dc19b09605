//! A document as Markdown (`CommonMark`, with tables as in GitHub's flavour).

use super::{Block, Doc, Item, Line, Style};

/// Draws a document.
pub fn draw(doc: &Doc) -> String {
    let mut out = String::new();
    for (n, block) in doc.blocks.iter().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        draw_block(block, 0, &mut out);
    }
    out
}

fn draw_block(block: &Block, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    match block {
        Block::Heading(level, text) => {
            out.push_str(&format!("{pad}{} {}\n", "#".repeat(usize::from(*level)), escaped(text)));
        }
        Block::Text(line) => out.push_str(&format!("{pad}{}\n", inline(line))),
        Block::List(items) => items.iter().for_each(|i| draw_item(i, "- ", indent, out)),
        Block::Numbered(items) => {
            for (n, item) in items.iter().enumerate() {
                draw_item(item, &format!("{}. ", n + 1), indent, out);
            }
        }
        Block::Table(head, rows) => {
            let mut row = |cells: &[String]| {
                let cells: Vec<String> = cells.iter().map(|c| escaped(c).replace('|', "\\|")).collect();
                out.push_str(&format!("{pad}| {} |\n", cells.join(" | ")));
            };
            row(head);
            row(&head.iter().map(|_| "---".to_owned()).collect::<Vec<_>>());
            rows.iter().for_each(|r| row(r));
        }
    }
}

fn draw_item(item: &Item, mark: &str, indent: usize, out: &mut String) {
    out.push_str(&format!("{}{mark}{}\n", " ".repeat(indent), inline(&item.line)));
    for block in &item.under {
        if matches!(block, Block::Text(_) | Block::Table(..)) {
            out.push('\n');
        }
        draw_block(block, indent + mark.len(), out);
    }
}

fn inline(line: &Line) -> String {
    line.0
        .iter()
        .map(|piece| match piece.style {
            Style::Plain | Style::Quiet => escaped(&piece.text),
            Style::Strong => format!("**{}**", escaped(&piece.text)),
            Style::Name => format!("`{}`", piece.text),
        })
        .collect()
}

/// Signs that Markdown would take for its own are escaped; control characters are replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c if crate::diagnostic::unprintable(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
