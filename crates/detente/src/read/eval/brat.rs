//! Annotations in the standoff form of brat (Stenetorp et al. 2012): `NAME.ann` beside `NAME.txt`.
//!
//! Attributions are text-bound annotations `T` of the types source, cue and content, in any letter case, which relations
//! `R` or events `E` join, as in `PolNeAR` and similar public corpora. Offsets are in Unicode characters, one past the last
//! at the end; a stretch in fragments is written `start end;start end`. Other annotations are passed over.

use std::{collections::HashMap, ops::Range};

use super::gold::{Gold, Stated};
use crate::diagnostic::{Code, Diagnostic};

/// What a stretch is in an attribution.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Source,
    Cue,
    Content,
}

impl Part {
    fn of(kind: &str) -> Option<Part> {
        match kind.to_ascii_lowercase().trim_end_matches(|c: char| c.is_ascii_digit()) {
            "source" | "speaker" => Some(Part::Source),
            "cue" => Some(Part::Cue),
            "content" => Some(Part::Content),
            _ => None,
        }
    }
}

/// Reads the attributions of one report.
///
/// # Errors
///
/// Each fault with its place in `annotations`: lines that cannot be read, offsets outside of the text, relations to
/// nothing.
pub(super) fn parse(report: &str, text: &str, annotations: &str) -> Result<Gold, Vec<Diagnostic>> {
    let length = text.chars().count();
    let mut faults = Vec::new();
    let mut bound: HashMap<&str, (Part, Vec<Range<usize>>)> = HashMap::new();
    let mut order: Vec<&str> = Vec::new();
    // A relation may stand before what it joins.
    let mut joins: Vec<(Range<usize>, Vec<&str>)> = Vec::new();
    let mut others: Vec<&str> = Vec::new();
    let mut at = 0;
    for line in annotations.split_inclusive('\n') {
        let place = at..at + line.trim_end().len();
        at += line.len();
        let fields: Vec<&str> = line.trim_end().splitn(3, '\t').collect();
        let (id, rest) = (fields[0], fields.get(1).copied().unwrap_or(""));
        match id.chars().next() {
            Some('T') => {
                let (kind, offsets) = rest.split_once(' ').unwrap_or((rest, ""));
                let Some(part) = Part::of(kind) else {
                    others.push(id);
                    continue;
                };
                match stretches(offsets, length) {
                    Ok(found) => {
                        bound.insert(id, (part, found));
                        order.push(id);
                    }
                    Err(why) => faults.push(
                        Diagnostic::new(Code::QuoteMisplaced, place, why)
                            .help("write `T1<tab>Content 10 25<tab>the words`, in characters from 0"),
                    ),
                }
            }
            Some('R' | 'E') => {
                let ends = rest.split_whitespace().filter_map(|p| p.split_once(':')).map(|(_, end)| end).collect();
                joins.push((place, ends));
            }
            _ => {}
        }
    }
    // Whatever hangs together around one content is one attribution.
    let mut with: HashMap<&str, Vec<&str>> = HashMap::new();
    for (place, ends) in &joins {
        let missing = ends.iter().find(|e| e.starts_with('T') && !bound.contains_key(*e) && !others.contains(e));
        if let Some(missing) = missing {
            faults.push(Diagnostic::new(
                Code::UnknownName,
                place.clone(),
                format!("this joins `{missing}`, which is not among the annotations"),
            ));
        }
        for one in ends {
            with.entry(one).or_default().extend(ends.iter().filter(|e| *e != one));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let statements = order
        .iter()
        .filter(|id| bound[*id].0 == Part::Content)
        .map(|id| {
            let gather = |wanted: Part| -> Vec<Range<usize>> {
                // What is joined to the content, or to what is joined to it: a source hangs on the cue.
                let near: Vec<&str> = with.get(id).cloned().unwrap_or_default();
                let far = near
                    .iter()
                    .filter(|n| bound.get(*n).is_some_and(|b| b.0 == Part::Cue))
                    .flat_map(|n| with.get(n).cloned().unwrap_or_default());
                let mut all: Vec<&str> = near.iter().copied().chain(far).collect();
                all.sort_unstable();
                all.dedup();
                let parts = all.into_iter().filter_map(|n| bound.get(n)).filter(|b| b.0 == wanted);
                let mut found: Vec<Range<usize>> = parts.flat_map(|b| b.1.clone()).collect();
                found.sort_by_key(|s| s.start);
                found
            };
            Stated {
                id: (*id).to_owned(),
                content: bound[id].1.clone(),
                speaker: gather(Part::Source),
                cue: gather(Part::Cue),
                act: None,
                manner: None,
                polarity: None,
                modality: None,
                through: None,
                pronoun: None,
                means: None,
            }
        })
        .collect();
    Ok(Gold {
        report: report.to_owned(),
        text: text.to_owned(),
        statements,
        conditions: None,
        persons: None,
        contradictions: None,
        utterances: None,
    })
}

/// `10 25` or `10 25;30 34`
fn stretches(told: &str, length: usize) -> Result<Vec<Range<usize>>, String> {
    told.split(';')
        .map(|piece| {
            let numbers: Vec<usize> = piece.split_whitespace().map_while(|n| n.parse().ok()).collect();
            match numbers[..] {
                [start, end] if start < end && end <= length => Ok(start..end),
                [start, end] => Err(format!("`{start} {end}` is no stretch of a text of {length} characters")),
                _ => Err(format!("`{}` is not a first and a last character", piece.trim())),
            }
        })
        .collect()
}
