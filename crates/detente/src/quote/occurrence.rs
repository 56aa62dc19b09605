//! Where the words of a quote stand, and which of several places is meant.

use super::body::Body;
use super::normal::{Normal, bare, quotation_mark};
use super::{Found, Match, words};
use crate::case::Quote;

/// The most characters that an ellipsis may stand for: two or three sentences. A longer leap joins what was not said
/// together.
pub(super) const FARTHEST: usize = 300;

/// The fewest words of a part beside an ellipsis. With fewer, parts of any two sentences could be joined.
pub(super) const FEWEST: usize = 3;

/// A quote in its document.
pub(super) struct Located {
    /// The one that is meant.
    pub(super) found: Found,
    /// Where each of them begins and ends, in the order of the text.
    pub(super) places: Vec<(usize, usize)>,
    /// Whether it stands more than once and nothing in the quote chooses.
    pub(super) ambiguous: bool,
    /// Whether the quote gives a position and does not stand there.
    pub(super) not_there: bool,
    /// Whether the quote gives a prefix or suffix that no occurrence has (of those at its position, if it stands there).
    pub(super) not_beside: bool,
}

/// Finds a quote and chooses the occurrence that its position, prefix and suffix mean.
pub(super) fn locate(quote: &Quote, body: &Body<'_>) -> Option<Located> {
    let all = occurrences(&quote.text, body);
    let beside: Vec<&Found> = all.iter().filter(|f| fits(quote, body.text, f)).collect();
    let position = quote.position.and_then(|(start, end)| {
        let (start, end) = (body.byte(start)?, body.byte(end)?);
        let held = body.text.get(start..end)?;
        Some((start + (held.len() - held.trim_start().len()), start + held.trim_end().len()))
    });
    let there = position.and_then(|p| all.iter().find(|f| (f.start, f.end) == p));
    let first = |list: &[&Found]| list.iter().min_by_key(|f| (f.how, f.start)).map(|f| (*f).clone());
    let found = match there {
        Some(there) => there.clone(),
        None => first(&beside).or_else(|| first(&all.iter().collect::<Vec<_>>()))?,
    };
    Some(Located {
        places: all.iter().map(|f| (f.start, f.end)).collect(),
        ambiguous: all.len() > 1 && there.is_none() && beside.len() != 1,
        not_there: quote.position.is_some() && there.is_none(),
        not_beside: there.map_or(beside.is_empty(), |t| !beside.contains(&t)),
        found,
    })
}

/// All places where a quote stands, in the order of the text.
pub(super) fn occurrences(quote: &str, body: &Body<'_>) -> Vec<Found> {
    let quote = quote.trim();
    if words::spans(quote).next().is_none() {
        return Vec::new();
    }
    let mut all: Vec<Found> = standing(quote, body.text, |start, end| whole(body.text, start, end))
        .into_iter()
        .map(|place| (Match::Exact, vec![place]))
        .map(found)
        .collect();
    let normal = Normal::of(quote).text;
    let exact = all.len();
    for (start, end) in in_any_form(&normal, body) {
        let next = all[..exact].partition_point(|f| f.end <= start);
        if next == exact || all[next].start >= end {
            all.push(found((Match::Normalised, vec![(start, end)])));
        }
    }
    if all.is_empty() {
        all = elided(&normal, body).into_iter().map(found).collect();
    }
    all.sort_by_key(|f| f.start);
    let times = all.len();
    for f in &mut all {
        f.times = times;
    }
    all
}

fn found((how, pieces): (Match, Vec<(usize, usize)>)) -> Found {
    let start = pieces.first().map_or(0, |p| p.0);
    let end = pieces.last().map_or(0, |p| p.1);
    Found { how, start, end, times: 1, pieces }
}

/// Where normalised words stand: as they are, else without outer quotation marks and last punctuation.
fn in_any_form(normal: &str, body: &Body<'_>) -> Vec<(usize, usize)> {
    let [as_is, bare] = [normal.trim(), bare(normal)];
    let places = normalised(as_is, body);
    if places.is_empty() && bare != as_is { normalised(bare, body) } else { places }
}

/// Where normalised words stand, in bytes of the text itself.
fn normalised(wanted: &str, body: &Body<'_>) -> Vec<(usize, usize)> {
    if words::spans(wanted).next().is_none() {
        return Vec::new();
    }
    let normal = body.normal();
    let back = |start, end| (normal.start(start), normal.end(end));
    let fits = |start, end| {
        let (from, to) = back(start, end);
        // A mark that the normalised text has further on belongs to the last letter.
        !normal.text[end..].starts_with(words::mark) && whole(body.text, from, to)
    };
    standing(wanted, &normal.text, fits).into_iter().map(|(start, end)| back(start, end)).collect()
}

/// Whether a stretch begins and ends where words do.
fn whole(text: &str, start: usize, end: usize) -> bool {
    !words::inside(text, start) && !words::inside(text, end)
}

/// Where one text stands in another, none overlapping the next.
fn standing(wanted: &str, text: &str, fits: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(wanted) {
        let (start, end) = (from + at, from + at + wanted.len());
        if fits(start, end) {
            places.push((start, end));
            from = end;
        } else {
            from = start + text[start..].chars().next().map_or(1, char::len_utf8);
        }
    }
    places
}

/// The places where the parts of a quote with ellipses stand, if it has any.
fn elided(normal: &str, body: &Body<'_>) -> Vec<(Match, Vec<(usize, usize)>)> {
    let parts = parts(normal);
    match parts.as_slice() {
        [] => Vec::new(),
        // An ellipsis at the ends leaves nothing out between words.
        [part] if *part != normal => {
            in_any_form(part, body).into_iter().map(|place| (Match::Normalised, vec![place])).collect()
        }
        [_] => Vec::new(),
        parts if parts.iter().any(|p| words::count(p) < FEWEST) => Vec::new(),
        parts => {
            let places: Vec<_> = parts.iter().map(|p| in_any_form(p, body)).collect();
            chains(&places, body.text).into_iter().map(|pieces| (Match::Elided, pieces)).collect()
        }
    }
}

/// The parts of a normalised quote between its ellipses: three dots or more, with or without spaces between them and
/// brackets around them.
pub(super) fn parts(normal: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(next) = normal[at..].find(['.', '[', '(']) {
        let start = at + next;
        match ellipsis(&normal[start..]) {
            Some(len) => {
                parts.push(normal[from..start].trim());
                at = start + len;
                from = at;
            }
            None => at = start + 1,
        }
    }
    parts.push(normal[from..].trim());
    parts.retain(|p| words::spans(p).next().is_some());
    parts
}

/// The length of the ellipsis at the beginning of a text.
fn ellipsis(text: &str) -> Option<usize> {
    let open = text.starts_with(['[', '(']);
    let inner = if open { text[1..].trim_start() } else { text };
    let mut rest = inner;
    let mut dots = 0;
    while let Some(after) = rest.strip_prefix('.') {
        dots += 1;
        // "sign. . ." but not the space after the last dot.
        rest = after.strip_prefix(' ').filter(|r| r.starts_with('.')).unwrap_or(after);
    }
    if dots < 3 {
        return None;
    }
    if open {
        rest = rest.trim_start().strip_prefix([']', ')'])?;
    }
    Some(text.len() - rest.len())
}

/// The ways to go from a place of the first part over one of each, in order and near; of several ways to the same
/// next place only the shortest.
fn chains(places: &[Vec<(usize, usize)>], text: &str) -> Vec<Vec<(usize, usize)>> {
    // From the last part backwards: for each place, the nearest place of the next part from which the end can be
    // reached.
    let mut ways: Vec<Vec<(usize, usize)>> = Vec::new();
    for (index, here) in places.iter().enumerate().rev() {
        if index + 1 == places.len() {
            ways = here.iter().map(|place| vec![*place]).collect();
            continue;
        }
        let mut longer: Vec<Vec<(usize, usize)>> = Vec::new();
        for place in here {
            let next = ways.partition_point(|way| way.last().is_some_and(|p| p.0 < place.1));
            let Some(way) = ways.get(next) else { continue };
            let Some(to) = way.last() else { continue };
            if text[place.1..to.0].chars().nth(FARTHEST).is_some() {
                continue;
            }
            // An earlier place that goes the same way makes a longer leap.
            if longer.last().is_some_and(|other| other[..other.len() - 1] == way[..]) {
                longer.pop();
            }
            let mut way = way.clone();
            way.push(*place);
            longer.push(way);
        }
        ways = longer;
    }
    for way in &mut ways {
        way.reverse();
    }
    ways
}

/// Whether the words before and after an occurrence are those that the quote gives.
fn fits(quote: &Quote, text: &str, found: &Found) -> bool {
    let ends = |s: &str| Normal::of(s).text.trim_matches(edge).to_owned();
    let before = quote.prefix.as_deref().map(ends).is_none_or(|prefix| {
        let near = 4 * prefix.len() + 64;
        ends(&text[boundary(text, found.start.saturating_sub(near))..found.start]).ends_with(&prefix)
    });
    before
        && quote.suffix.as_deref().map(ends).is_none_or(|suffix| {
            let near = 4 * suffix.len() + 64;
            ends(&text[found.end..boundary(text, found.end.saturating_add(near))]).starts_with(&suffix)
        })
}

/// What may stand between a quote and its prefix or suffix without being written down in either.
fn edge(c: char) -> bool {
    c.is_whitespace() || quotation_mark(c)
}

/// The nearest beginning of a character at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
