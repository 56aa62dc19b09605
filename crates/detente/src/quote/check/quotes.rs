//! What is wrong with one quote.

use crate::case::{Claim, Document, Quote};
use crate::diagnostic::{Code, Diagnostic};
use crate::quote::body::Body;
use crate::quote::cut::turned;
use crate::quote::nearest::{Difference, differences, nearest, one_line, short};
use crate::quote::normal::Normal;
use crate::quote::occurrence::{FARTHEST, FEWEST, Located, locate, parts};
use crate::quote::sentence::sentence_around;
use crate::quote::{cut, words};

/// The most characters of a document that a message repeats.
const SHOWN: usize = 400;

/// Checks a quote from the document with number `index`.
pub(super) fn quote(
    claim: &Claim,
    quote: &Quote,
    index: usize,
    documents: &[Document],
    bodies: &[Option<Body<'_>>],
) -> Vec<Diagnostic> {
    let (Some(document), Some(Some(body))) = (documents.get(index), bodies.get(index)) else { return Vec::new() };
    let Some(located) = locate(quote, body) else {
        let elsewhere = documents.iter().zip(bodies).enumerate().find_map(|(other, (document, body))| {
            let stands =
                other != index && words::count(&quote.text) >= FEWEST && locate(quote, body.as_ref()?).is_some();
            stands.then_some(document)
        });
        return vec![not_found(claim, quote, document, body, elsewhere)];
    };
    let mut said = Vec::new();
    if located.not_there {
        said.push(not_there(claim, quote, document, body, &located));
    } else if located.not_beside {
        said.push(not_beside(claim, quote, document, body, &located));
    } else if located.ambiguous {
        said.push(ambiguous(claim, quote, document, body, &located));
    }
    said.extend(misleading(claim, quote, body, &located));
    said
}

fn not_found(
    claim: &Claim,
    quote: &Quote,
    document: &Document,
    body: &Body<'_>,
    elsewhere: Option<&Document>,
) -> Diagnostic {
    let message = format!("claim `{}` quotes words that document `{}` does not hold", claim.key, document.key);
    let mut d = Diagnostic::new(Code::QuoteNotFound, quote.place, message);
    if let Some(other) = elsewhere {
        return d
            .note(format!("they stand in document `{}`", other.key))
            .help(format!("write `document = \"{}\"`, or quote `{}`", other.key, document.key));
    }
    match nearest(&quote.text, body) {
        Some(near) => {
            d = d.note(format!("nearest, at line {} of {}: \"{}\"", near.line, file(document), near.text));
            match differences(&quote.text, &near.text) {
                Some(all) if all.is_empty() => d = d.note("the words are the same; what stands between them is not"),
                Some(all) if all.iter().all(|d| d.quote.to_lowercase() == d.passage.to_lowercase()) => {
                    let pairs: Vec<String> =
                        all.iter().take(3).map(|d| format!("`{}` stands there as `{}`", d.quote, d.passage)).collect();
                    d = d.note(format!("only the letter case differs: {}", pairs.join(", ")));
                }
                Some(all) if all.len() <= 3 => {
                    for difference in all {
                        d = d.note(told(&difference));
                    }
                }
                _ => {}
            }
        }
        None => d = d.note(format!("no passage of {} is like it", file(document))),
    }
    let normal = Normal::of(&quote.text).text;
    let parts = parts(&normal);
    if parts.len() > 1 {
        if let Some(short) = parts.iter().find(|p| words::count(p) < FEWEST) {
            let short = one_line(short);
            d = d.note(format!("`{short}` is too short: each part beside an ellipsis needs {FEWEST} words"));
        } else {
            d = d.note(format!(
                "parts joined by an ellipsis must stand in this order, at most {FARTHEST} characters apart"
            ));
        }
    }
    d.help("copy the words as they stand, letter case too; show what is left out by `...`")
}

fn told(difference: &Difference) -> String {
    match (difference.quote.as_str(), difference.passage.as_str()) {
        (ours, "") => format!("only the quote has `{ours}`"),
        ("", theirs) => format!("only the document has `{theirs}`"),
        (ours, theirs) => format!("the document has `{theirs}` where the quote has `{ours}`"),
    }
}

fn not_there(claim: &Claim, quote: &Quote, document: &Document, body: &Body<'_>, located: &Located) -> Diagnostic {
    let (start, end) = quote.position.unwrap_or_default();
    let message = format!("claim `{}` quotes words that do not stand where its `start` and `end` say", claim.key);
    let mut d = Diagnostic::new(Code::QuoteMisplaced, quote.place, message);
    let there = body.byte(start).zip(body.byte(end)).and_then(|(from, to)| body.text.get(from..to));
    d = match there {
        None if start > end => d.note(format!("`start` {start} is after `end` {end}")),
        None => d.note(format!("{} has {} characters", file(document), body.character(body.text.len()))),
        Some("") => d.note(format!("nothing stands between `start` {start} and `end` {end}")),
        Some(held) => {
            d.note(format!("characters {start} to {end} of {} are \"{}\"", file(document), short(held, SHOWN)))
        }
    };
    let one = located.places.len() == 1;
    d = d.note(format!("the words stand at {}", lines(body, located)));
    let (start, end) = (body.character(located.found.start), body.character(located.found.end));
    d.help(if one {
        format!("write `start = {start}, end = {end}`, or leave both out")
    } else {
        format!("for the first of them write `start = {start}, end = {end}`")
    })
}

fn not_beside(claim: &Claim, quote: &Quote, document: &Document, body: &Body<'_>, located: &Located) -> Diagnostic {
    let given = match (&quote.prefix, &quote.suffix) {
        (Some(_), None) => "after its `prefix`",
        (None, Some(_)) => "before its `suffix`",
        _ => "between its `prefix` and `suffix`",
    };
    let message = format!("claim `{}` quotes words that do not stand {given}", claim.key);
    let found = &located.found;
    let before: String = body.text[..found.start].chars().rev().take(40).collect();
    let before: String = before.chars().rev().collect();
    let after: String = body.text[found.end..].chars().take(40).collect();
    Diagnostic::new(Code::QuoteMisplaced, quote.place, message)
        .note(format!("the words stand in {} at {}", file(document), lines(body, located)))
        .note(format!("before them stands \"{}\", after them \"{}\"", one_line(&before), one_line(&after)))
        .help("copy `prefix` and `suffix` from the document, or leave them out")
}

fn ambiguous(claim: &Claim, quote: &Quote, document: &Document, body: &Body<'_>, located: &Located) -> Diagnostic {
    let times = located.found.times;
    let message = format!("claim `{}` quotes words that stand {times} times in document `{}`", claim.key, document.key);
    let (start, end) = (body.character(located.found.start), body.character(located.found.end));
    Diagnostic::new(Code::QuoteAmbiguous, quote.place, message)
        .note(format!("they stand at {}; the first is taken", lines(body, located)))
        .help(format!(
            "say which by `prefix` or `suffix`, the words beside it, or by its place; the first has `start = {start}, end = {end}`"
        ))
}

fn misleading(claim: &Claim, quote: &Quote, body: &Body<'_>, located: &Located) -> Option<Diagnostic> {
    let found = &located.found;
    let (from, to) = sentence_around(body.text, found.start, found.end);
    let whole = format!("the whole, at line {}: \"{}\"", body.line(from), short(&body.text[from..to], SHOWN));
    if let Some(words) = turned(body.text, found) {
        let message =
            format!("the ellipsis in the quote of claim `{}` hides `{words}`, which turns its sense", claim.key);
        return Some(
            Diagnostic::new(Code::QuoteTurned, quote.place, message)
                .note(whole)
                .help(format!("quote `{words}` too; an ellipsis may leave out only what does not deny the rest")),
        );
    }
    let words = cut(body.text, found)?;
    let message = format!("the quote of claim `{}` leaves out `{words}`, which may turn its sense", claim.key);
    Some(
        Diagnostic::new(Code::QuoteCut, quote.place, message)
            .note(whole)
            .help(format!("quote `{words}` too, if the claim hangs on it")),
    )
}

/// The places of a quote as lines of the document, the first few.
fn lines(body: &Body<'_>, located: &Located) -> String {
    let mut all: Vec<String> = located.places.iter().take(5).map(|(start, _)| body.line(*start).to_string()).collect();
    all.dedup();
    let more = if located.places.len() > 5 { " and further on" } else { "" };
    match all.as_slice() {
        [one] => format!("line {one}{more}"),
        _ => format!("lines {}{more}", all.join(", ")),
    }
}

fn file(document: &Document) -> String {
    document.file.as_ref().map_or_else(|| format!("document `{}`", document.key), |(name, _)| format!("`{name}`"))
}
