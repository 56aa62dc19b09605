//! How deep a page is nested, before it is parsed: building its tree takes time that grows with the square of that.

use crate::document::apart::Fault;

/// Deeper than any page that people read; browsers stop at 512.
const DEEPEST: usize = 2_000;

/// Elements that are closed by what follows them, or hold nothing.
const CLOSE_THEMSELVES: [&str; 31] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "rp", "rt", "colgroup",
    "html", "body",
];

/// Refuses a page in which elements are open within each other without end. It is a rough count: an element that is not closed
/// counts as open, whatever a browser would make of it.
pub(super) fn guard(page: &str) -> Result<(), Fault> {
    let mut open = 0_usize;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let (closing, tag) = rest.strip_prefix('/').map_or((false, rest), |tag| (true, tag));
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag[..end].to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || CLOSE_THEMSELVES.contains(&name.as_str()) {
            continue;
        }
        if closing {
            open = open.saturating_sub(1);
            continue;
        }
        if matches!(name.as_str(), "script" | "style") {
            // What stands in them is not made of elements.
            let end = format!("</{name}");
            if let Some(at) = rest.find(&end) {
                rest = &rest[at + end.len()..];
            }
            continue;
        }
        let body = rest.find('>').map_or(rest, |end| &rest[..end]);
        open += usize::from(!body.ends_with('/'));
        if open > DEEPEST {
            return Err(Fault::new(
                format!("is no page for readers: more than {DEEPEST} of its elements are open within each other"),
                "open it in a browser, copy the words into a text file, and take that in",
            ));
        }
    }
    Ok(())
}
