//! What a page says of itself: its title, who wrote it, when, where it can be found, and in which language.

use dom_query::Document;
use serde_json::Value;

use crate::document::Found;

/// Reads JSON-LD of schema.org, the tags of Open Graph and Dublin Core, and those of HTML itself, in this order.
pub(super) fn of(document: &Document) -> Found {
    let article = json_ld(document);
    let ld = |key: &str| article.as_ref().and_then(|a| words(&a[key]));
    let meta = |names: &[&str]| names.iter().find_map(|name| named(document, name));
    let tag =
        |selector: &str| Some(document.select(selector).first().text().trim().to_owned()).filter(|t| !t.is_empty());
    let attribute =
        |selector: &str, name: &str| document.select(selector).first().attr(name).map(|v| v.trim().to_owned());
    Found {
        title: ld("headline")
            .or_else(|| meta(&["og:title", "twitter:title", "dc.title"]))
            .or_else(|| tag("title"))
            .or_else(|| tag("h1")),
        author: ld("author")
            .or_else(|| meta(&["author", "article:author", "dc.creator", "byl"]).filter(|a| !a.contains("://"))),
        published: ld("datePublished")
            .or_else(|| {
                meta(&["article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate"])
            })
            .or_else(|| attribute("time[datetime][pubdate]", "datetime"))
            .or_else(|| attribute("article time[datetime]", "datetime")),
        url: attribute("link[rel=canonical]", "href").or_else(|| meta(&["og:url"])).or_else(|| ld("url")),
        language: attribute("html[lang]", "lang")
            .or_else(|| meta(&["content-language", "og:locale"]))
            .map(|l| l.replace('_', "-")),
        ..Found::default()
    }
}

/// The content of the first `<meta>` of a name.
fn named(document: &Document, wanted: &str) -> Option<String> {
    document.select("meta[content]").iter().find_map(|meta| {
        let is = ["name", "property", "itemprop", "http-equiv"]
            .into_iter()
            .any(|key| meta.attr(key).is_some_and(|name| name.eq_ignore_ascii_case(wanted)));
        let content = meta.attr("content").filter(|_| is)?.trim().to_owned();
        Some(content).filter(|c| !c.is_empty())
    })
}

/// The article that a page describes in JSON-LD.
fn json_ld(document: &Document) -> Option<Value> {
    document.select("script[type='application/ld+json']").iter().find_map(|script| {
        let value: Value = serde_json::from_str(script.text().trim()).ok()?;
        let graph = value["@graph"].as_array().cloned().unwrap_or_default();
        let several = value.as_array().cloned().unwrap_or_default();
        graph.into_iter().chain(several).chain([value]).find(|v| is_article(&v["@type"]))
    })
}

fn is_article(kind: &Value) -> bool {
    let one = |k: &Value| k.as_str().is_some_and(|k| k.ends_with("Article") || k.ends_with("Posting") || k == "Report");
    one(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(one))
}

/// A text, or the name of a thing, or the names of several.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(thing) => words(thing.get("name")?),
        Value::Array(several) => Some(several.iter().filter_map(words).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
    .filter(|text| !text.trim().is_empty())
}
