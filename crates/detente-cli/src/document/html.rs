//! The words of an HTML page: its main text, without what stands around it.

mod depth;
mod lines;
mod meta;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::{Found, apart::Fault};

/// Elements that show no words, or none that belong to the page.
const SILENT: [&str; 22] = [
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
    "map", "select", "textarea", "button", "input", "dialog", "datalist", "meter", "progress", "head",
];

/// Elements that stand around the text. A footer within an article or a quotation may name whoever says so, and stays.
const AROUND: &str = "nav, body > footer, [role=navigation], [role=banner], [role=contentinfo], [role=search], [role=dialog], [role=alertdialog]";

/// Reads a page. The main text is found as the reader's mode of a browser finds it (the rules of Mozilla's Readability); where
/// there is none, it is all that the page shows but its navigation and footer.
pub(super) fn read(page: &str) -> Result<Found, Fault> {
    depth::guard(page)?;
    let document = Document::from(page);
    let mut found = meta::of(&document);
    clear(&document);
    let shown = words(&lines::of(&document.root()));
    let heading =
        document.select("h1").iter().map(|h| lines::of(h.nodes().first()?).into()).collect::<Option<Vec<String>>>();
    document.select(AROUND).remove();
    let mut text = main_text(&document).unwrap_or_else(|| lines::of(&document.root()));
    // The main text often comes without its heading, in which things are said too.
    if let Some([heading]) = heading.as_deref() {
        let heading = heading.trim();
        if !heading.is_empty() && !text.contains(heading) {
            text = format!("{heading}\n\n{text}");
        }
    }
    let kept = words(&text);
    if kept < shown {
        found.notes.push(format!(
            "took {kept} of the {shown} words that the page shows: see whether any that matter are missing"
        ));
    }
    found.text = text;
    Ok(found)
}

/// Takes out what is not shown, and what asks for consent to cookies.
fn clear(document: &Document) {
    document.select(&SILENT[..SILENT.len() - 1].join(", ")).remove();
    for node in document.root().descendants() {
        if node.is_element() && (hidden(&node) || consent(&node)) {
            node.remove_from_parent();
        }
    }
}

fn hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr_or("style", "").to_ascii_lowercase().replace([' ', '\t', '\n'], "");
    node.has_attr("hidden")
        || node.attr_or("aria-hidden", "").eq_ignore_ascii_case("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// Whether an element is a banner about cookies, by its name or class. An article about cookies is none.
fn consent(node: &NodeRef<'_>) -> bool {
    if node.has_name("body") || node.has_name("html") || node.has_name("article") || node.has_name("main") {
        return false;
    }
    let named = [node.attr_or("id", ""), node.attr_or("class", "")].map(|t| t.to_ascii_lowercase()).join(" ");
    let banner = ["banner", "consent", "notice", "popup", "modal", "overlay", "bar", "dialog"];
    named.split_whitespace().any(|word| {
        (word.contains("cookie") || word.contains("gdpr"))
            && (word.len() <= 7 || banner.iter().any(|b| word.contains(b)))
    })
}

/// The main text, if one can be told.
fn main_text(document: &Document) -> Option<String> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(document.clone(), None, Some(config)).ok()?.parse().ok()?;
    let text = lines::of(&Document::fragment(article.content).root());
    Some(text).filter(|text| text.chars().any(char::is_alphanumeric))
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests;
