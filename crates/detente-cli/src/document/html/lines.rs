//! From the tree of a page to lines of text.

use dom_query::NodeRef;

use super::SILENT;
use crate::document::blocks::Blocks;

/// Elements that stand by themselves, with an empty line around them.
const PARAGRAPHS: [&str; 23] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "nav",
    "blockquote",
    "pre",
    "table",
    "figure",
    "form",
    "fieldset",
    "address",
    "details",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
];

/// Elements that begin a new line.
const LINES: [&str; 11] = ["li", "tr", "dt", "dd", "caption", "figcaption", "summary", "option", "legend", "br", "h6"];

/// The words below a node. Paragraphs stand apart; each item of a list, each row of a table and each heading has its line;
/// ` | ` stands between the cells of a row. White space is as a browser shows it.
pub(super) fn of(top: &NodeRef<'_>) -> String {
    let mut blocks = Blocks::default();
    let mut open = vec![(top.clone(), false)];
    // Lists that are open, each with the number of its next item, if it has one.
    let mut lists: Vec<Option<usize>> = Vec::new();
    let mut verbatim = 0_usize;
    while let Some((node, leaving)) = open.pop() {
        if node.is_text() {
            text(&node.text(), verbatim > 0, &mut blocks);
            continue;
        }
        let name = node.node_name().unwrap_or_default().to_string();
        if SILENT.contains(&name.as_str()) || node.is_comment() {
            continue;
        }
        let listed = matches!(name.as_str(), "ul" | "ol" | "menu");
        if PARAGRAPHS.contains(&name.as_str()) || (listed && (lists.len() == usize::from(leaving))) {
            // What stands first in an item stands behind its mark.
            if lists.is_empty() || listed {
                blocks.gap()
            } else if !blocks.spaced() {
                blocks.line()
            }
        } else if LINES.contains(&name.as_str()) || listed {
            blocks.line();
        }
        if leaving {
            verbatim -= usize::from(name == "pre");
            if listed {
                lists.pop();
            }
            continue;
        }
        match name.as_str() {
            "pre" => verbatim += 1,
            "ol" => lists.push(node.attr_or("start", "1").parse().ok().or(Some(1))),
            "ul" | "menu" => lists.push(None),
            "li" => blocks.words(&mark(&mut lists)),
            "td" | "th" if !blocks.fresh() => blocks.words(" | "),
            _ => {}
        }
        open.push((node.clone(), true));
        open.extend(node.children_it(true).map(|child| (child, false)));
    }
    blocks.finish()
}

/// What an item of the innermost list begins with.
fn mark(lists: &mut [Option<usize>]) -> String {
    let indent = "  ".repeat(lists.len().saturating_sub(1).min(8));
    match lists.last_mut() {
        Some(Some(number)) => {
            *number = number.saturating_add(1);
            format!("{indent}{}. ", *number - 1)
        }
        _ => format!("{indent}- "),
    }
}

/// Words as a browser shows them: runs of white space are one space. A space that does not break stays.
fn text(words: &str, verbatim: bool, blocks: &mut Blocks) {
    if verbatim {
        blocks.words(words);
        return;
    }
    let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
    let mut parts = words.split(space).filter(|part| !part.is_empty()).peekable();
    if parts.peek().is_none() {
        if !words.is_empty() && !blocks.spaced() {
            blocks.words(" ");
        }
        return;
    }
    if words.starts_with(space) && !blocks.spaced() {
        blocks.words(" ");
    }
    let one = parts.collect::<Vec<_>>().join(" ");
    blocks.words(&one);
    if words.ends_with(space) {
        blocks.words(" ");
    }
}
