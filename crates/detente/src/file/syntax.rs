//! Faults of the TOML itself, told in plain words: one for each stretch between two table headers.

use toml::de::{DeTable, Error};

use crate::diagnostic::{Code, Diagnostic, Place};

/// What is wrong with the text as such. If anything is, whatever else seems to be wrong may follow from it.
pub(super) fn faults(text: &str, found: &[Error]) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let mut found: Vec<(Place, String)> =
        found.iter().map(|f| (f.span().unwrap_or(0..0).into(), f.message().trim().replace('\n', "; "))).collect();
    found.sort_by_key(|(at, _)| at.start);
    let (twice, broken): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, m)| m.contains("duplicate key"));
    let mut syntax: Vec<Diagnostic> = Vec::new();
    for part in parts(text) {
        // What is missing at the end of a part is noticed where the next begins.
        let within = |n: usize| part.start <= n && n < part.end.max(part.start + 1);
        let first = broken.iter().find(|(at, _)| {
            within(at.start) || text.get(..at.start).is_some_and(|before| within(before.trim_end().len()))
        });
        // A bracket that is not closed makes faults of all that follows: a part that is sound by itself has none.
        let own = first.and_then(|_| DeTable::parse(&text[part.start..part.end]).err());
        if let Some(own) = own {
            let (_, all) = DeTable::parse_recoverable(&text[part.start..part.end]);
            let span = all.iter().filter_map(|f| f.span()).min_by_key(|s| s.start).unwrap_or(0..0);
            let fault = all.iter().find(|f| f.span().as_ref() == Some(&span)).unwrap_or(&own);
            let at = Place { start: part.start + span.start, end: part.start + span.end };
            syntax.push(in_words(text, at, fault.message().trim()));
        }
    }
    if syntax.is_empty()
        && let Some((at, message)) = broken.first()
    {
        syntax.push(in_words(text, *at, message));
    }
    let mut duplicates: Vec<Diagnostic> = Vec::new();
    for (at, _) in twice {
        // A table that stands twice has keys that stand twice: that is one fault.
        let header = text[line_start(text, at.start)..].starts_with('[');
        let part = part_around(text, at);
        let told = duplicates
            .iter()
            .any(|d| part.overlaps(d.place) && text[line_start(text, d.place.start)..].starts_with('[') && !header);
        if !told {
            duplicates.push(duplicate(text, at, header));
        }
    }
    (syntax, duplicates)
}

fn duplicate(text: &str, at: Place, header: bool) -> Diagnostic {
    let (what, first) = if header {
        let line = bare(line_at(text, at.start));
        let first = headers(text).map(|(start, end)| (start, bare(&text[start..end]))).find(|(_, l)| *l == line);
        let name = line.trim_matches(['[', ']']).to_owned();
        (format!("the table `[{name}]`"), first.map(|(start, _)| start).filter(|start| *start < at.start))
    } else {
        let name = text.get(at.start..at.end).unwrap_or_default();
        let part = part_around(text, at);
        let before = &text[part.start..at.start.max(part.start)];
        let stands = |n: usize| {
            let edge = before[..n].trim_end_matches([' ', '\t']).chars().next_back();
            edge.is_none_or(|c| matches!(c, '\n' | '{' | ',' | '.'))
                && before[n + name.len()..].trim_start().starts_with(['=', '.'])
        };
        let first = before.match_indices(name).map(|(n, _)| n).filter(|n| stands(*n)).last();
        (format!("the name `{}`", name.trim_matches(['"', '\''])), first.map(|n| part.start + n))
    };
    let d = Diagnostic::new(Code::DuplicateName, at, format!("{what} is used twice"));
    let d = match first {
        Some(start) => {
            let end = if header { start + line_at(text, start).len() } else { start + at.end - at.start };
            let (line, _) = Place { start, end }.line_column(text);
            d.also(Place { start, end }, "the first is here").note(format!("the first stands in line {line}"))
        }
        None => d,
    };
    d.help("rename one of them, or join the two")
}

/// A fault in the words of somebody who does not know the grammar.
fn in_words(text: &str, at: Place, message: &str) -> Diagnostic {
    // What is missing is missing at the end of what stands before, not where the next line begins.
    let end = text.get(..at.start).map_or(at.start, |before| before.trim_end().len());
    let at = if message.starts_with("missing ") && at.start == at.end { Place { start: end, end } } else { at };
    let line = line_at(text, at.start);
    let found = text.get(at.start..at.end).unwrap_or_default().trim();
    let curly = |c: char| "\u{201c}\u{201d}\u{201e}\u{2018}\u{2019}\u{ab}\u{bb}".contains(c);
    let begins = |head: &str| message.starts_with(head);
    let (said, help): (String, String) = if found.starts_with(curly)
        || (found.is_empty() && line[at.start - line_start(text, at.start)..].trim_start().starts_with(curly))
    {
        ("these are curly quotation marks".into(), "use straight quotation marks: `\"...\"`".into())
    } else if begins("string values must be quoted") && found.is_empty() {
        (
            "there is no value after `=`".into(),
            "write a text in quotation marks, a number, `true` or `false`, a list `[...]` or a table `{...}`".into(),
        )
    } else if begins("string values must be quoted") && found.contains('=') {
        ("there are two entries in one line, or a comma is missing between them".into(), {
            "begin a new line, or put a comma between the two".into()
        })
    } else if begins("string values must be quoted") {
        (
            format!("`{found}` is a text without quotation marks"),
            format!("put it in quotation marks: `\"{}\"`", found.trim_matches(['"', '\'', '`'])),
        )
    } else if begins("invalid boolean") {
        let word = found.to_lowercase();
        (
            format!("`{found}` is neither `true` nor `false`"),
            format!("write `{word}`, or put a text in quotation marks"),
        )
    } else if begins("invalid basic string, expected `\"`") {
        ("this text is not closed".into(), "end it with a quotation mark in the same line: `\"...\"`".into())
    } else if begins("invalid literal string, expected `'`") {
        (
            "this text is not closed".into(),
            "end it with `'` in the same line; a text with an apostrophe stands in `\"...\"`".into(),
        )
    } else if begins("invalid multi-line") {
        (
            "this text of several lines is not closed".into(),
            "end it with the three quotation marks it begins with".into(),
        )
    } else if begins("missing escaped value") {
        ("`\\` is followed by a sign that it cannot be followed by".into(), {
            "write `\\\\` for the sign `\\` itself, or put the text in `'...'`".into()
        })
    } else if begins("unclosed array table") || begins("unclosed table") {
        ("this table header is not closed".into(), "end it with `]`, as in `[parties.velmar]`".into())
    } else if begins("unclosed array") {
        ("a list is not closed".into(), "end it with `]`".into())
    } else if begins("unclosed inline table") {
        ("a table in braces is not closed".into(), "end it with `}`".into())
    } else if begins("missing comma between key-value pairs") || begins("missing key for inline table element") {
        (
            "a comma is missing here, or the `}` that ends a table in braces".into(),
            "add the one that is missing: `{ first = 1, second = 2 }`".into(),
        )
    } else if begins("missing comma between array elements") || begins("unexpected `=` in array") {
        (
            "a comma is missing here, or the `]` that ends a list".into(),
            "add the one that is missing: `[\"first\", \"second\"]`".into(),
        )
    } else if begins("extra comma") {
        ("there is a comma too many".into(), "take it out".into())
    } else if begins("key with no value") {
        (
            "this is no entry: there is no `=` after the name".into(),
            "write `name = value`; begin a remark with `#`".into(),
        )
    } else if begins("invalid key-value pair")
        || begins("missing table open")
        || begins("unquoted keys cannot be empty")
    {
        (
            "an entry begins with a name".into(),
            "write `name = value`, or a table header such as `[parties.velmar]`".into(),
        )
    } else if begins("invalid unquoted key") {
        let bare = |c: char| !c.is_whitespace() && !"=.[]{},#\"'".contains(c);
        let start = text[..at.start].trim_end_matches(bare).len();
        let name: String = text[start..].chars().take_while(|c| bare(*c)).collect();
        (
            "this name has a sign that needs quotation marks".into(),
            format!("put the name in quotation marks: `\"{name}\"`"),
        )
    } else if begins("unexpected key or value") || begins("unexpected content") || begins("extra assignment") {
        ("there is something left over at the end of this entry".into(), {
            "one line holds one entry: begin a new line, or put a text in quotation marks as a whole".into()
        })
    } else if begins("unexpected leading zero") {
        let number: String =
            text[at.start..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.')).collect();
        ("a number cannot begin with 0".into(), format!("write `{}`", number.trim_start_matches('0')))
    } else if message.contains("recurs") {
        (
            "lists and tables are nested too deep (recursion limit)".into(),
            "a case file needs no more than five levels".into(),
        )
    } else if let Some((_, expected)) =
        message.split_once("expected month").or_else(|| message.split_once("expected day"))
    {
        (format!("`{found}` is no date"), format!("write it as 2025-11-30: {}", expected.trim()))
    } else {
        (message.to_owned(), "see https://toml.io for how texts, lists and tables are written".into())
    };
    Diagnostic::new(Code::Syntax, at, said).help(help)
}

fn line_start(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    text[..at].rfind('\n').map_or(0, |n| n + 1)
}

fn line_at(text: &str, at: usize) -> &str {
    text[line_start(text, at)..].lines().next().unwrap_or_default()
}

/// A header without spaces and comment.
fn bare(line: &str) -> String {
    line.split('#').next().unwrap_or_default().chars().filter(|c| !c.is_whitespace() && !"\"'".contains(*c)).collect()
}

/// Where the lines stand that look like table headers: start and end of each.
fn headers(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let sign = |c: char| c.is_alphanumeric() || "-_.\"' ".contains(c);
        let inside = line.split('#').next().unwrap_or_default().trim();
        // A header that is not closed begins a stretch all the same, unless it could be a list within a list.
        let header = inside.starts_with('[')
            && inside.trim_start_matches('[').trim_end_matches(']').chars().all(sign)
            && inside.trim_matches(['[', ']', ' ']).starts_with(|c: char| c.is_alphabetic() || c == '"');
        header.then_some((start, at))
    })
}

/// The stretches between two table headers, the first from the beginning of the file.
fn parts(text: &str) -> Vec<Place> {
    let mut starts: Vec<usize> = std::iter::once(0).chain(headers(text).map(|(start, _)| start)).collect();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([text.len()]).collect::<Vec<usize>>();
    starts.into_iter().zip(ends).map(|(start, end)| Place { start, end }).collect()
}

fn part_around(text: &str, at: Place) -> Place {
    let all = parts(text);
    let n = all.partition_point(|p| p.start <= at.start);
    all.get(n.saturating_sub(1)).copied().unwrap_or_default()
}
