//! A document as Markdown (`CommonMark`, with tables as in GitHub's flavour).

use super::{Block, Doc, Item, Line, Style, seen};

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
            Style::Name => format!("`{}`", seen(&piece.text)),
        })
        .collect()
}

/// Words between two backticks stay code; elsewhere, signs that Markdown would take for its own are escaped. Control
/// characters are replaced.
fn escaped(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let code = |n: usize| n % 2 == 1;
    if parts.len().is_multiple_of(2) || parts.iter().enumerate().any(|(n, p)| code(n) && p.trim().is_empty()) {
        return plain(text);
    }
    let parts = parts.into_iter().enumerate();
    parts.map(|(n, part)| if code(n) { format!("`{}`", seen(part)) } else { plain(part) }).collect()
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in seen(text).chars() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_code_and_signs_are_escaped() {
        assert_eq!(escaped("gives up `a_b` and *c*"), "gives up `a_b` and \\*c\\*");
        assert_eq!(escaped("one ` alone"), "one \\` alone");
        assert_eq!(escaped("two `` beside"), "two \\`\\` beside");
        assert_eq!(escaped("over\nlines"), "over lines");
    }
}
