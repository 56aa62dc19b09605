//! Words that several documents have of one speaker: one utterance with several witnesses.
//!
//! Fragments of quotations are compared word by word, through the hashes of runs of words, as in Broder 1997 ("On the
//! resemblance and containment of documents"). Five words in quotation marks are enough, and eight where one side has them
//! without. A scare quote is shorter than that, and links nothing.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use super::{Proposal, Utterance, Voice, wording::Wording};
use crate::case::Manner;

/// The shortest run that links two quotations.
const QUOTED: usize = 5;

/// The shortest run that links words of which one side has them without quotation marks.
const UNQUOTED: usize = 8;

/// So many places of one run of words are kept: a text that says one thing a million times must not stall us.
const MANY: usize = 24;

/// A statement's words, to be compared.
struct Said {
    hashes: Vec<u64>,
    quoted: Vec<bool>,
    /// For each word its quote, and its place there.
    places: Vec<(usize, Range<usize>)>,
}

/// Where a run begins: the proposal, and the word.
type At = (usize, usize);

/// The utterances among proposals, in the order of their first witness.
pub(crate) fn utterances(proposals: &[Proposal]) -> Vec<Utterance> {
    // One document has nothing to repeat; most readings are of one.
    if proposals.windows(2).all(|p| p[0].document == p[1].document) {
        return Vec::new();
    }
    let alone = alone(proposals);
    let said: Vec<Said> = proposals.iter().map(words_of).collect();
    let mut index: HashMap<u64, Vec<At>> = HashMap::new();
    for (n, one) in said.iter().enumerate().filter(|(n, _)| proposals[*n].speaker != Voice::Narrator) {
        for (length, quoted) in [(QUOTED, true), (UNQUOTED, false)] {
            for at in runs(&one.quoted, length, quoted) {
                let places = index.entry(run(&one.hashes[at..at + length], quoted)).or_default();
                if places.len() < MANY {
                    places.push((n, at));
                }
            }
        }
    }
    let mut groups = Groups::of(proposals.len());
    // The longest run of each pair: its first word and length.
    let mut best: BTreeMap<usize, (usize, At)> = BTreeMap::new();
    for (n, one) in said.iter().enumerate().filter(|(n, _)| alone[*n]) {
        for (length, quoted) in [(QUOTED, true), (UNQUOTED, false)] {
            for at in 0..(one.hashes.len() + 1).saturating_sub(length) {
                for (other, from) in index.get(&run(&one.hashes[at..at + length], quoted)).into_iter().flatten() {
                    let (other, from) = (*other, *from);
                    if proposals[other].document == proposals[n].document
                        || !one_speaker(&proposals[n], &proposals[other])
                    {
                        continue;
                    }
                    let shared = shared(&said[other], from, one, at);
                    let in_marks = quoted && one.quoted[at..at + shared].iter().all(|q| *q);
                    let narrated = proposals[n].speaker == Voice::Narrator;
                    if shared >= if in_marks && !narrated { QUOTED } else { UNQUOTED } {
                        groups.join(n, other);
                        for (of, place) in [(n, (n, at)), (other, (other, from))] {
                            let longest = best.entry(of).or_insert((shared, place));
                            if shared > longest.0 {
                                *longest = (shared, place);
                            }
                        }
                    }
                }
            }
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for n in best.keys() {
        members.entry(groups.root(*n)).or_default().push(*n);
    }
    let mut found: Vec<Vec<usize>> = members.into_values().filter(|m| m.len() > 1).collect();
    found.sort_by_key(|m| m[0]);
    found
        .into_iter()
        .enumerate()
        .map(|(number, members)| {
            let longest = members.iter().map(|n| best[n]).reduce(|a, b| if b.0 > a.0 { b } else { a });
            let (length, (of, at)) = longest.expect("a group has members");
            Utterance {
                id: format!("u{}", number + 1),
                words: text(&proposals[of], &said[of], at, length),
                witnesses: members.iter().map(|n| proposals[*n].id.clone()).collect(),
            }
        })
        .collect()
}

/// Whether a proposal may be a witness: a whole sentence in which something is ascribed is none beside that.
fn alone(proposals: &[Proposal]) -> Vec<bool> {
    let ascribed: std::collections::HashSet<(&str, usize)> = proposals
        .iter()
        .filter(|p| p.speaker != Voice::Narrator || p.cue.is_some())
        .flat_map(|p| p.sentences.iter().map(|s| (p.document.as_str(), *s)))
        .collect();
    let whole = |p: &Proposal| p.speaker == Voice::Narrator && p.cue.is_none();
    proposals
        .iter()
        .map(|p| !whole(p) || p.sentences.iter().all(|s| !ascribed.contains(&(p.document.as_str(), *s))))
        .collect()
}

fn words_of(proposal: &Proposal) -> Said {
    let mut said = Said { hashes: Vec::new(), quoted: Vec::new(), places: Vec::new() };
    for (number, quote) in proposal.quotes.iter().enumerate() {
        let words = Wording::of(&quote.text, 0..quote.text.len());
        let marks = if proposal.manner == Manner::Mixed { in_marks(&quote.text) } else { Vec::new() };
        for at in 0..words.len() {
            let place = words.place(at);
            let quoted = match proposal.manner {
                Manner::Direct => true,
                Manner::Mixed => marks.iter().any(|m| m.start <= place.start && place.end <= m.end),
                _ => false,
            };
            said.hashes.push(hash(words.key(at).as_bytes()));
            said.quoted.push(quoted);
            said.places.push((number, place));
        }
    }
    said
}

/// The stretches of a statement that stand in quotation marks.
pub(crate) fn in_marks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (at, c) in text.char_indices() {
        let closes = |opened: char| match opened {
            '“' | '„' => matches!(c, '”' | '“'),
            '«' => c == '»',
            '»' => c == '«',
            '‘' => c == '’' && !text[at + c.len_utf8()..].starts_with(char::is_alphanumeric),
            other => c == other,
        };
        match open {
            Some((opened, from)) if closes(opened) => {
                found.push(from..at);
                open = None;
            }
            None if matches!(c, '“' | '„' | '«' | '»' | '"' | '‘') => open = Some((c, at + c.len_utf8())),
            _ => {}
        }
        if found.len() > MANY {
            break;
        }
    }
    found
}

/// Where runs of so many words begin that are all quoted, or not all.
fn runs(quoted: &[bool], length: usize, in_marks: bool) -> impl Iterator<Item = usize> + '_ {
    (0..(quoted.len() + 1).saturating_sub(length))
        .filter(move |at| quoted[*at..at + length].iter().all(|q| *q) == in_marks)
}

/// How many words two statements share from two places on.
fn shared(a: &Said, from: usize, b: &Said, at: usize) -> usize {
    a.hashes[from..].iter().zip(&b.hashes[at..]).take_while(|(a, b)| a == b).count()
}

/// Whether two statements may be of one speaker, as far as names tell. Two persons are two; a body and a person may be one,
/// and whoever has no name may be anybody.
fn one_speaker(a: &Proposal, b: &Proposal) -> bool {
    match (&a.speaker, &b.speaker) {
        (Voice::Named { person: Some(a), actor: x, .. }, Voice::Named { person: Some(b), actor: y, .. }) => {
            a == b || (x.is_some() && x == y)
        }
        (Voice::Named { person: None, actor: Some(x), .. }, Voice::Named { person: None, actor: Some(y), .. }) => {
            x == y
        }
        _ => true,
    }
}

/// The words of a run as they stand in a statement.
fn text(proposal: &Proposal, said: &Said, at: usize, length: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut n = at;
    while n < at + length {
        let quote = said.places[n].0;
        let over = (n..at + length).find(|m| said.places[*m].0 != quote).unwrap_or(at + length);
        let stretch = said.places[n].1.start..said.places[over - 1].1.end;
        parts.push(proposal.quotes[quote].text[stretch].split_whitespace().collect::<Vec<_>>().join(" "));
        n = over;
    }
    parts.join(" … ")
}

/// A hash that is the same on every machine (FNV-1a).
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// The hash of a run of words; runs in quotation marks and others are kept apart.
fn run(hashes: &[u64], quoted: bool) -> u64 {
    let start = if quoted { 1 } else { 2 };
    hashes.iter().fold(start, |h: u64, w| (h ^ w).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23))
}

/// Which statements belong together (Tarjan 1975, with halved paths).
struct Groups(Vec<usize>);

impl Groups {
    fn of(size: usize) -> Groups {
        Groups((0..size).collect())
    }

    fn root(&mut self, mut n: usize) -> usize {
        while self.0[n] != n {
            self.0[n] = self.0[self.0[n]];
            n = self.0[n];
        }
        n
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The first is the root, so that groups stand in the order of the text.
        self.0[a.max(b)] = a.min(b);
    }
}
