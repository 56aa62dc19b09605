//! Values of the types that are expected, or what is wrong with them.

use crate::{
    diagnostic::{Code, Diagnostic},
    formats::{
        exchange::Looked,
        tree::{MOST_FAULTS, Node, Value},
    },
};

/// Reports a fault, unless there are more than anybody reads.
pub(super) fn fault(looked: &mut Looked, diagnostic: Diagnostic) {
    if looked.found.len() < MOST_FAULTS {
        looked.report(diagnostic);
    }
}

/// A value that is not what it should be, as `found`, `expected` and what to do.
pub(super) fn wrong(node: &Node, what: &str, expected: &str, help: &str, looked: &mut Looked) {
    let found = shortened(node, looked);
    fault(
        looked,
        Diagnostic::new(Code::ForeignValue, node.place, format!("{what} is not {expected}"))
            .label(format!("found `{found}`, expected {expected}"))
            .help(help),
    );
}

/// The beginning of what is written.
fn shortened(node: &Node, looked: &Looked) -> String {
    let written = &looked.text[node.place.start..node.place.end];
    let mut shown: String = written.chars().take(30).collect();
    if shown.len() < written.len() {
        shown.push('…');
    }
    shown
}

/// Whether it is a text, with quotation marks.
fn quoted(node: &Node, looked: &Looked) -> bool {
    looked.text.as_bytes().get(node.place.start) == Some(&b'"')
}

/// A text.
pub(super) fn text<'n>(node: &'n Node, what: &str, help: &str, looked: &mut Looked) -> Option<&'n str> {
    let found = node.plain().filter(|_| quoted(node, looked));
    if found.is_none() {
        wrong(node, what, "a text", help, looked);
    }
    found
}

/// `true` or `false`.
pub(super) fn flag(node: &Node, what: &str, looked: &mut Looked) -> Option<bool> {
    match node.plain().filter(|_| !quoted(node, looked)) {
        Some("true") => Some(true),
        Some("false") => Some(false),
        _ => {
            wrong(node, what, "`true` or `false`", "write one of the two, without quotation marks", looked);
            None
        }
    }
}

/// A whole number, at least 0; one that nothing could be numbered with is taken for the largest there is.
pub(super) fn whole(node: &Node, what: &str, help: &str, looked: &mut Looked) -> Option<usize> {
    let found = node
        .plain()
        .filter(|text| !quoted(node, looked) && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
    let Some(text) = found else {
        wrong(node, what, "a whole number", help, looked);
        return None;
    };
    Some(text.parse().unwrap_or(usize::MAX))
}

/// The items of a list.
pub(super) fn list<'n>(node: &'n Node, what: &str, help: &str, looked: &mut Looked) -> Option<&'n [Node]> {
    if let Value::List(items) = &node.value {
        return Some(items);
    }
    wrong(node, what, "a list", help, looked);
    None
}

/// Whether it is a table; if not, that is a fault.
pub(super) fn table(node: &Node, what: &str, help: &str, looked: &mut Looked) -> bool {
    let found = matches!(node.value, Value::Table(_));
    if !found {
        wrong(node, what, "a table", help, looked);
    }
    found
}
