//! Lists as they are written: one item more, one item less.

use std::ops::Range;

use toml_parser::{Source, lexer::TokenKind};

/// A list with one more item at its end, in one line or over several as it was.
pub(super) fn with(list: &str, item: &str, end: &str) -> String {
    let items = items(list);
    let mut out = list.to_owned();
    let Some(last) = items.last() else {
        // Comments inside stay above it.
        let close = list.len() - 1;
        let inner = &list[1..close];
        if inner.trim().is_empty() {
            return format!("[{item}]");
        }
        out.insert_str(close, &format!("  {item},{end}"));
        return out;
    };
    let alone = list[..last.span.start].rfind('\n').map(|n| &list[n + 1..last.span.start]);
    let indent = alone.filter(|before| before.trim().is_empty());
    match (indent, last.comma) {
        (Some(indent), comma) if list[last.span.end..].contains('\n') => {
            let after = comma.map_or(last.span.end, |c| c + 1);
            let line_end = list[after..].find('\n').map_or(list.len() - 1, |n| after + n + 1);
            out.insert_str(line_end, &format!("{indent}{item},{end}"));
            if comma.is_none() {
                out.insert(last.span.end, ',');
            }
        }
        (_, Some(comma)) => out.insert_str(comma + 1, &format!(" {item},")),
        (_, None) => out.insert_str(last.span.end, &format!(", {item}")),
    }
    out
}

/// A list without one of its items.
pub(super) fn without(list: &str, index: usize) -> String {
    let items = items(list);
    let Some(item) = items.get(index) else { return list.to_owned() };
    let mut out = list.to_owned();
    let end = item.comma.map_or(item.span.end, |c| c + 1);
    let line = list[..item.span.start].rfind('\n').map_or(0, |n| n + 1);
    let rest = list[end..].find('\n').map(|n| end + n + 1);
    let alone = list[line..item.span.start].trim().is_empty() && line > 0;
    match rest {
        Some(rest) if alone && list[end..rest].trim().is_empty() => out.replace_range(line..rest, ""),
        _ if index + 1 < items.len() => out.replace_range(item.span.start..items[index + 1].span.start, ""),
        _ => {
            // The last: what goes with it is the comma before it, or its own where it has one.
            let from = index.checked_sub(1).map_or(item.span.start, |n| items[n].span.end);
            out.replace_range(from..item.span.end, "");
        }
    }
    out
}

struct Item {
    span: Range<usize>,
    /// The comma after it.
    comma: Option<usize>,
}

fn items(list: &str) -> Vec<Item> {
    let (mut all, mut depth, mut open): (Vec<Item>, usize, Option<Range<usize>>) = (Vec::new(), 0, None);
    for token in Source::new(list).lex() {
        let span = token.span();
        match token.kind() {
            TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment | TokenKind::Eof => continue,
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                depth += 1;
                if depth == 1 {
                    continue;
                }
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            TokenKind::Comma if depth == 1 => {
                all.extend(open.take().map(|span| Item { span, comma: None }));
                if let Some(last) = all.last_mut() {
                    last.comma = Some(span.start());
                }
                continue;
            }
            _ => {}
        }
        open.get_or_insert(span.start()..span.end()).end = span.end();
    }
    all.extend(open.map(|span| Item { span, comma: None }));
    all
}
