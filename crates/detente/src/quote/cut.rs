//! True words that mislead: a quote whose cut drops the negation or the condition that governs it.
//!
//! A quote of "security guarantees were offered" from "No security guarantees were offered" is found in its document,
//! letter by letter. The check here is a warning, not a proof: it knows English words and commas, no grammar.

mod cues;

use super::nearest::one_line;
use super::sentence::sentence_around;
use super::{Found, words};
use cues::{condition, negation};

/// The words that the cut leaves out, where they deny the quote or make it conditional.
///
/// Looked for in the sentence of the quote: before it a negation of the same clause ("no", "not", "never", "without",
/// "denied that", "refused to" ...) or a condition ("if", "unless", "until", "only after", "provided that" ...); after
/// it a condition; and both in what the ellipses of an elided quote leave out. `None` where nothing of the kind is
/// left out, as far as these words tell.
pub fn cut(text: &str, found: &Found) -> Option<String> {
    let whole = [(found.start, found.end)];
    let pieces = if found.pieces.is_empty() { whole.as_slice() } else { found.pieces.as_slice() };
    for (index, (start, end)) in pieces.iter().copied().enumerate() {
        text.get(start..end)?;
        let (from, to) = sentence_around(text, start, end);
        let earlier = index.checked_sub(1).and_then(|i| pieces.get(i)).map_or(0, |p| p.1);
        let later = pieces.get(index + 1).map(|p| p.0);
        let from = from.max(earlier).max(farthest(text, start, true)).min(start);
        let to = to.min(later.unwrap_or(to)).min(farthest(text, end, false)).max(end);
        let left_out =
            before(text, from, start, end, false).or_else(|| after(text, start, end, to, later.is_some(), false));
        if let Some((from, to)) = left_out {
            return Some(one_line(&text[from..to]));
        }
    }
    None
}

/// The negation that an ellipsis inside the quote leaves out: such a quote says the opposite of its document.
pub(super) fn turned(text: &str, found: &Found) -> Option<String> {
    for pair in found.pieces.windows(2) {
        let ((start, end), (next, next_end)) = (pair[0], pair[1]);
        text.get(start..end)?;
        text.get(next..next_end)?;
        let (_, over) = sentence_around(text, start, end);
        let (begin, _) = sentence_around(text, next, next_end);
        let left_out = before(text, begin.max(end).min(next), next, next_end, true)
            .or_else(|| after(text, start, end, over.min(next).max(end), true, true));
        if let Some((from, to)) = left_out {
            return Some(one_line(&text[from..to]));
        }
    }
    None
}

/// A negation that governs a quote and that the quote leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Denial {
    /// First byte of its words in the text.
    pub(crate) start: usize,
    /// One past their last.
    pub(crate) end: usize,
    /// Whether it is a verb or noun that may ascribe what it denies, as in "denied that" and "refused to"; "not", "no",
    /// "never" and the like are none.
    pub(crate) ascribes: bool,
}

/// The negation that the cut of a quote, or an ellipsis inside it, leaves out: such a quote says the opposite of its
/// document. Besides what [`cut`] knows, a sentence that begins with a negation and goes on, where the quote begins, with
/// its verb: "Under no law, he said, {would we sign}".
pub(crate) fn denied(text: &str, found: &Found) -> Option<Denial> {
    let whole = [(found.start, found.end)];
    let pieces = if found.pieces.is_empty() { whole.as_slice() } else { found.pieces.as_slice() };
    for (index, (start, end)) in pieces.iter().copied().enumerate() {
        text.get(start..end)?;
        let (from, to) = sentence_around(text, start, end);
        let earlier = index.checked_sub(1).and_then(|i| pieces.get(i)).map_or(0, |p| p.1);
        let from = from.max(earlier).max(farthest(text, start, true)).min(start);
        let governs = before(text, from, start, end, true).or_else(|| fronted(text, from, start, end));
        let hidden =
            pieces.get(index + 1).and_then(|next| after(text, start, end, to.min(next.0).max(end), true, true));
        if let Some((start, end)) = governs.or(hidden) {
            let ascribes = tokens(text, start, end).first().is_some_and(|t| cues::ascribes(t.key()));
            return Some(Denial { start, end, ascribes });
        }
    }
    None
}

/// The negation at the beginning of a sentence whose verb, moved before its subject, begins the quote.
fn fronted(text: &str, from: usize, start: usize, end: usize) -> Option<(usize, usize)> {
    const VERBS: [&str; 20] = [
        "would", "will", "can", "could", "should", "shall", "may", "might", "must", "did", "does", "do", "has", "have",
        "had", "is", "are", "was", "were", "need",
    ];
    let first = words::spans(&text[start..end]).next()?;
    let first = tokens(text, start, start + first.1).pop()?;
    let ahead = tokens(text, from, start);
    let second = ahead.get(1).map_or("", Token::key);
    let denies = match ahead.first()?.key() {
        "no" | "not" => !ahead.get(1)?.is(','),
        "never" | "neither" | "nor" | "nobody" | "none" | "nothing" | "nowhere" | "hardly" | "seldom" | "rarely" => {
            true
        }
        "under" | "at" | "in" | "on" | "by" => second == "no",
        _ => false,
    };
    (VERBS.contains(&first.key()) && denies).then(|| extent(&ahead[..ahead.len().min(2)]))?
}

/// The space that is about 1,000 bytes before or after a place: what goes on for longer is no sentence.
fn farthest(text: &str, at: usize, back: bool) -> usize {
    let bytes = text.as_bytes();
    let space = |at: &usize| bytes[*at].is_ascii_whitespace();
    match back {
        true if at <= 1000 => 0,
        true => (at - 1000..at).find(space).unwrap_or(at),
        false if bytes.len() - at <= 1000 => bytes.len(),
        false => (at..at + 1000).rev().find(space).unwrap_or(at),
    }
}

/// A word, or a mark that parts clauses.
enum Token {
    Word { key: String, capital: bool, start: usize, end: usize },
    Mark(char),
}

impl Token {
    /// The word in lower case; nothing for a mark.
    fn key(&self) -> &str {
        match self {
            Token::Word { key, .. } => key,
            Token::Mark(_) => "",
        }
    }

    fn is(&self, mark: char) -> bool {
        matches!(self, Token::Mark(c) if *c == mark)
    }

    /// Whether it begins a clause of its own after "and", as in "and Tarsa signed", "and the talks went on".
    fn subject(&self) -> bool {
        const WORDS: [&str; 22] = [
            "he", "she", "it", "they", "we", "i", "you", "the", "a", "an", "this", "these", "those", "there", "its",
            "his", "her", "their", "our", "both", "each", "some",
        ];
        matches!(self, Token::Word { capital: true, .. }) || WORDS.contains(&self.key())
    }
}

fn tokens(text: &str, from: usize, to: usize) -> Vec<Token> {
    let stretch = &text[from..to];
    let marks = |between: &str| -> Vec<Token> {
        between
            .chars()
            .filter_map(|c| match c {
                ',' | ';' | ':' | '(' | ')' | '.' => Some(Token::Mark(c)),
                '\u{2013}' | '\u{2014}' => Some(Token::Mark('\u{2014}')),
                _ => None,
            })
            .collect()
    };
    let mut all = Vec::new();
    let mut at = 0;
    for (start, end) in words::spans(stretch) {
        all.extend(marks(&stretch[at..start]));
        let word = &stretch[start..end];
        let mut key = String::new();
        words::key(word, &mut key);
        let capital = word.starts_with(char::is_uppercase);
        all.push(Token::Word { key, capital, start: from + start, end: from + end });
        at = end;
    }
    all.extend(marks(&stretch[at..]));
    all
}

/// What governs a quote from before it, going back from the quote to the beginning of its sentence; `denials` looks for
/// negations only.
fn before(text: &str, from: usize, start: usize, end: usize, denials: bool) -> Option<(usize, usize)> {
    let ahead = tokens(text, from, start);
    let first = words::spans(&text[start..end]).next().map_or(end, |(_, word_end)| start + word_end);
    let first = tokens(text, start, first).pop();
    // Whether no comma or new subject stands between here and the quote.
    let mut clause = true;
    let mut at = ahead.len();
    while let Some(index) = at.checked_sub(1) {
        at = index;
        match &ahead[index] {
            Token::Mark(',') => match aside(&ahead[..index]) {
                Some(opening) => at = opening,
                None => clause = false,
            },
            Token::Mark(')') => at = ahead[..index].iter().rposition(|t| t.is('(')).unwrap_or(index),
            Token::Mark(';' | ':') => return None,
            Token::Mark('\u{2014}') => clause = false,
            Token::Mark(_) => {}
            Token::Word { key, .. } => match key.as_str() {
                "but" | "although" | "though" | "whereas" | "because" => return None,
                "and" | "or" | "while" | "yet" | "so"
                    if ahead.get(index + 1).or(first.as_ref()).is_some_and(Token::subject) =>
                {
                    clause = false;
                }
                _ => {
                    let condition = if denials { None } else { condition(&ahead, index, clause) };
                    let cue = condition.or_else(|| if clause { negation(&ahead, index, first.as_ref()) } else { None });
                    if let Some((from, to)) = cue {
                        return extent(&ahead[from..to]);
                    }
                }
            },
        }
    }
    None
}

/// Where an aside of up to three words begins that ends with the comma after `ahead`, as in "did not, he said, agree".
fn aside(ahead: &[Token]) -> Option<usize> {
    let opening = ahead.iter().rposition(|t| matches!(t, Token::Mark(_)))?;
    let words = ahead.len() - opening - 1;
    (ahead[opening].is(',') && (1..=3).contains(&words)).then_some(opening)
}

/// What governs a quote from after it, up to the end of its sentence or the next part of an elided quote.
fn after(text: &str, start: usize, end: usize, to: usize, gap: bool, denials: bool) -> Option<(usize, usize)> {
    let behind = tokens(text, end, to);
    // "not ... until", "refusal to ... before": without a negation the two only give a date.
    let denied = || {
        let quoted = tokens(text, start, end);
        (0..quoted.len()).any(|i| negation(&quoted, i, None).is_some())
    };
    let mut clause = true;
    for (index, token) in behind.iter().enumerate() {
        let previous = index.checked_sub(1).map(|i| &behind[i]);
        match token {
            Token::Mark(';' | ':') => return None,
            Token::Mark(_) => clause &= token.is('.'),
            Token::Word { key, .. } => {
                let next = behind.get(index + 1);
                if matches!(key.as_str(), "and" | "or" | "while" | "yet" | "so") && next.is_some_and(Token::subject) {
                    clause = false;
                }
                let afresh = previous.is_some_and(|t| {
                    t.is(',') || t.is('\u{2014}') || t.is('(') || matches!(t.key(), "but" | "and" | "only")
                });
                if clause || afresh {
                    let late = matches!(key.as_str(), "until" | "till" | "before" | "pending");
                    let cue = match condition(&behind, index, false) {
                        _ if late => denied().then_some((index, index + 1)),
                        None if key == "provided" || key == "providing" => cues::provided(&behind, index),
                        cue => cue,
                    };
                    let cue = if denials { None } else { cue.or_else(|| cues::behind(&behind, index)) };
                    let cue = cue.or_else(|| if gap && clause { negation(&behind, index, None) } else { None });
                    if let Some((from, to)) = cue {
                        return extent(&behind[from..to]);
                    }
                }
                if key == "but" {
                    clause = false;
                }
            }
        }
    }
    None
}

/// First and one past the last byte of some words.
fn extent(tokens: &[Token]) -> Option<(usize, usize)> {
    let places = || {
        tokens.iter().filter_map(|t| match t {
            Token::Word { start, end, .. } => Some((*start, *end)),
            Token::Mark(_) => None,
        })
    };
    Some((places().next()?.0, places().next_back()?.1))
}

#[cfg(test)]
mod tests;
