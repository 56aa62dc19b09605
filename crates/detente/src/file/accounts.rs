//! `[delegates]`, `[sources]`, `[documents]`, `[claims]` and `[rounds]`: how we know, and who was there.

use toml::de::{DeTable, DeValue};

use super::{
    Reading, called, patterns,
    shape::{CLAIM, DELEGATE, DOCUMENT, QUOTE, ROUND, SOURCE},
    table::{Value, place},
};
use crate::{
    case::{Claim, Delegate, Document, Manner, Quote, Round, Source, Speaker},
    diagnostic::{Code, Diagnostic, Place},
    read::{Act, Modality},
};

pub(super) fn delegate(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Delegate> {
    let t = r.reader.table(entries, at, &DELEGATE);
    let (from, to) = (r.reader.date(t.get("from")), r.reader.date(t.get("to")));
    if let (Some(first), Some(last)) = (from, to)
        && last < first
    {
        r.reader.report(
            Diagnostic::new(
                Code::BadDate,
                t.place_of("to").unwrap_or(at),
                format!("the role ends on {last}, before it begins on {first}"),
            )
            .help("exchange the two dates, or mend one of them"),
        );
    }
    let party = r.names.party(&r.reader, t.get("party"));
    let delegate = Delegate {
        key: key.to_owned(),
        name: r.reader.text(t.get("name")).unwrap_or_else(|| key.to_owned()),
        party: party?,
        role: r.reader.text(t.get("role")),
        from,
        to,
        aliases: called::list(r, t.get("aliases"), "alias"),
        grounds: r.grounds(&t),
        place: at,
    };
    let _ = r.reader.text(t.get("about"));
    Some(delegate)
}

pub(super) fn source(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Source> {
    let t = r.reader.table(entries, at, &SOURCE);
    let _ = r.reader.text(t.get("about"));
    Some(Source {
        key: key.to_owned(),
        name: r.reader.text(t.get("name")).unwrap_or_else(|| key.to_owned()),
        kind: r.reader.word(&t, "kind"),
        side: r.names.party(&r.reader, t.get("side")),
        place: at,
    })
}

pub(super) fn document(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Document> {
    let t = r.reader.table(entries, at, &DOCUMENT);
    let placed = |name: &str| t.get(name).and_then(|v| Some((r.reader.text(Some(v))?, place(v))));
    let sha256 = placed("sha256").map(|(text, at)| (text.to_lowercase(), at));
    if let Some((text, at)) = &sha256
        && (text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()))
    {
        r.reader.report(
            Diagnostic::new(Code::BadNumber, *at, "a SHA-256 has 64 hexadecimal digits")
                .help("take the line out: `detente check` then tells the right one"),
        );
    }
    // What is no SHA-256 is taken for none, so that the right one is told.
    let sha256 = sha256.filter(|(text, _)| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()));
    let file = placed("file");
    if let Some((path, at)) = &file
        && leads_out(path)
    {
        r.reader.report(
            Diagnostic::new(Code::BadName, *at, format!("`{path}` leads out of the folder of the case file"))
                .help("keep the text of a document beside the case, and name it by a path without `..` from there"),
        );
    }
    for name in ["author", "language", "about"] {
        let _ = r.reader.text(t.get(name));
    }
    let _ = r.reader.date(t.get("retrieved"));
    Some(Document {
        key: key.to_owned(),
        title: r.reader.text(t.get("title")).unwrap_or_else(|| key.to_owned()),
        source: r.names.source(&r.reader, t.get("source")),
        url: r.reader.text(t.get("url")),
        published: r.reader.date(t.get("published")),
        // What leads out is not read.
        file: file.filter(|(path, _)| !leads_out(path)),
        sha256,
        derived_from: r.names.document(&r.reader, t.get("derived_from")),
        translation_of: r.names.document(&r.reader, t.get("translation_of")),
        confidential: r.reader.flag(t.get("confidential")).unwrap_or(false),
        place: at,
    })
}

/// Whether a path could reach files that do not belong to the case: absolute, on a drive, or upwards.
fn leads_out(path: &str) -> bool {
    // A colon elsewhere is part of a name: `Interview: part 1.md`.
    let drive = path.starts_with(|c: char| c.is_ascii_alphabetic()) && path[1..].starts_with(':');
    path.starts_with(['/', '\\', '~']) || drive || path.split(['/', '\\']).any(|part| part == "..")
}

pub(super) fn claim(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Claim> {
    let t = r.reader.table(entries, at, &CLAIM);
    let document = r.names.document(&r.reader, t.get("document"));
    let quotes = t.get("quote").map(|v| quotes(r, v)).unwrap_or_default();
    let issue = r.names.issue(&r.reader, t.get("issue"));
    let option = match (issue, t.get("option")) {
        (Some(issue), Some(v)) => r.names.option(&r.reader, issue, v),
        (None, Some(v)) if t.get("issue").is_none() => {
            r.reader.report(
                Diagnostic::new(Code::MissingKey, place(v), "an option is named here, but not its issue")
                    .help("add `issue = \"...\"`"),
            );
            None
        }
        _ => None,
    };
    let manner = r.reader.word(&t, "manner").map(|word| match word.as_str() {
        "direct" => Manner::Direct,
        "mixed" => Manner::Mixed,
        "paraphrase" => Manner::Paraphrase,
        "implied" => Manner::Implied,
        _ => Manner::Narrated,
    });
    let party_and_person = |speaker: Speaker| match speaker {
        Speaker::Party(p) => Some((p, None)),
        Speaker::Delegate(d) => Some((r.delegate_party(d)?, Some(d))),
        Speaker::Narrator | Speaker::Other(_) => None,
    };
    let holder = r.names.actor(&r.reader, t.get("holder")).and_then(party_and_person);
    let obstacle = r.names.actor(&r.reader, t.get("obstacle")).and_then(party_and_person);
    let chain = r.reader.list(t.get("chain"), "names").into_iter().filter_map(|v| r.names.speaker(&r.reader, v));
    if let Some(list) = t.get("chain")
        && list.get_ref().as_array().is_some_and(|a| a.is_empty())
    {
        r.reader.report(
            Diagnostic::new(Code::ChainOrder, place(list), "this chain names nobody")
                .help("name who says so first and `narrator` last, or take the line out"),
        );
    }
    let claim = Claim {
        key: key.to_owned(),
        document: document?,
        quotes,
        chain: chain.collect(),
        manner,
        holder: holder.map(|(party, _)| party),
        says: r.reader.text(t.get("says")),
        about: issue.map(|i| (i, option)),
        polarity: r.reader.word(&t, "polarity").map(|word| word == "for"),
        obstacle,
        act: r.reader.word(&t, "act").and_then(|word| Act::of(&word)),
        modality: r.reader.word(&t, "modality").and_then(|word| Modality::of(&word)),
        date: r.reader.date(t.get("date")),
        utterance: called::one(r, t.get("utterance"), "utterance"),
        trust: r.reader.word(&t, "trust"),
        contradicts: r.names.claims(&r.reader, t.get("contradicts")),
        disputed_by: r.names.claims(&r.reader, t.get("disputed_by")),
        place: at,
    };
    Some(claim)
}

fn quotes(r: &Reading, value: &Value<'_>) -> Vec<Quote> {
    let listed: Vec<&Value<'_>> = match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    if listed.is_empty() {
        r.reader.report(
            Diagnostic::new(Code::Empty, place(value), "a claim without a quote cannot be traced")
                .help("copy the exact words of the document"),
        );
    }
    listed.into_iter().filter_map(|v| quote(r, v)).collect()
}

fn quote(r: &Reading, value: &Value<'_>) -> Option<Quote> {
    let at = place(value);
    let DeValue::Table(entries) = value.get_ref() else {
        let text = r.reader.text(Some(value))?;
        return Some(Quote { text, position: None, prefix: None, suffix: None, place: at });
    };
    let t = r.reader.table(entries, at, &QUOTE);
    let bound = |key| r.reader.whole(t.get(key), 0, 1_000_000_000, "a position").and_then(|n| usize::try_from(n).ok());
    let position = match (bound("start"), bound("end")) {
        (Some(start), Some(end)) if start < end => Some((start, end)),
        (None, None) => None,
        _ => {
            r.reader.report(
                Diagnostic::new(Code::BadNumber, at, "a position needs a `start` and an `end` that comes after it")
                    .help("count characters from 0, or leave both out"),
            );
            None
        }
    };
    Some(Quote {
        text: r.reader.text(t.get("text"))?,
        position,
        prefix: r.reader.text(t.get("prefix")),
        suffix: r.reader.text(t.get("suffix")),
        place: at,
    })
}

pub(super) fn round(r: &Reading, key: &str, at: Place, entries: &DeTable<'_>) -> Option<Round> {
    let t = r.reader.table(entries, at, &ROUND);
    let mut positions = Vec::new();
    let parties =
        t.get("positions").and_then(|v| r.reader.entries(v, "a table such as `{ party = { issue = \"option\" } }`"));
    for (party, issues) in parties.into_iter().flatten() {
        let party = r.names.party_named(&r.reader, party.get_ref(), party.span().into());
        let Some(issues) = r.reader.entries(issues, "a table such as `{ issue = \"option\" }`") else { continue };
        for (issue, value) in issues {
            let Some(issue) = r.names.issue_named(&r.reader, issue.get_ref(), issue.span().into()) else { continue };
            let options = patterns::options(&r.reader, &r.names, issue, value);
            if let Some(party) = party {
                positions.push((party, issue, options));
            }
        }
    }
    let mut mandates = Vec::new();
    let parties = t.get("mandates").and_then(|v| r.reader.entries(v, "a table such as `{ party = [\"issue\"] }`"));
    for (party, issues) in parties.into_iter().flatten() {
        let party = r.names.party_named(&r.reader, party.get_ref(), party.span().into());
        let issues = r.names.issues(&r.reader, Some(issues));
        if let Some(party) = party {
            mandates.push((party, issues));
        }
    }
    let _ = r.reader.text(t.get("about"));
    Some(Round {
        key: key.to_owned(),
        name: r.reader.text(t.get("name")).unwrap_or_else(|| key.to_owned()),
        date: r.reader.date(t.get("date")),
        where_held: r.reader.text(t.get("place")),
        present: r.names.actors(&r.reader, t.get("present")),
        positions,
        mandates,
        grounds: r.grounds(&t),
        place: at,
    })
}
