//! What stands in quotation marks.
//!
//! A mark opens a quotation only if its paragraph has one that closes it, or if the next paragraph begins with an opening
//! mark of the same shape, as quotations of several paragraphs are set. An apostrophe is no mark.

use super::{Kind, Paragraph, Quotation, Span, Token};

/// A sign that may be a quotation mark.
#[derive(Debug, Clone, Copy)]
struct Mark {
    token: usize,
    shape: char,
    opens: bool,
    closes: bool,
    /// For single marks: after an *s* and before a small letter, where a plural possessor is as likely.
    doubtful: bool,
}

pub(super) fn quotations(text: &str, paragraphs: &[Paragraph], tokens: &mut [Token]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut marks = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        marks.clear();
        marks.extend(paragraph.tokens.clone().filter_map(|token| mark(text, tokens, token)));
        // For each family, the last mark that closes: beyond it nothing of the family need be looked for.
        let mut last = [None; FAMILIES];
        for (i, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.closes) {
            closed_by(mark.shape).for_each(|family| last[family] = Some(i));
        }
        let mut at = 0;
        while at < marks.len() {
            let Some(family) = marks[at].opens.then(|| family(marks[at].shape)).flatten() else {
                at += 1;
                continue;
            };
            let close = if last[family].is_some_and(|last| last > at) { closer(&marks, at, family) } else { None };
            if let Some(close) = close {
                put(&mut found, tokens, marks[at].token, Some(marks[close].token), paragraph.tokens.end);
                at = close + 1;
                continue;
            }
            let next = paragraphs.get(number + 1);
            let next = next.and_then(|next| mark(text, tokens, next.tokens.start).filter(|_| !next.tokens.is_empty()));
            if next.is_some_and(|next| next.opens && next.shape == marks[at].shape) && family != SINGLE {
                put(&mut found, tokens, marks[at].token, None, paragraph.tokens.end);
                break;
            }
            at += 1;
        }
    }
    found
}

fn put(found: &mut Vec<Quotation>, tokens: &mut [Token], open: usize, close: Option<usize>, end: usize) {
    let past = close.map_or(end, |close| close + 1);
    let outer = Span { start: tokens[open].span.start, end: tokens[past - 1].span.end };
    let inner_end = close.map_or(outer.end, |close| tokens[close].span.start);
    found.push(Quotation {
        outer,
        inner: Span { start: tokens[open].span.end, end: inner_end.max(tokens[open].span.end) },
        goes_on: close.is_none(),
    });
    let number = u32::try_from(found.len()).unwrap_or(u32::MAX);
    tokens[open].kind = Kind::Mark;
    if let Some(close) = close {
        tokens[close].kind = Kind::Mark;
    }
    tokens[open..past].iter_mut().for_each(|token| token.quotation = number);
}

/// The first mark that closes what a mark opens.
fn closer(marks: &[Mark], open: usize, family: usize) -> Option<usize> {
    let mut doubtful = None;
    for (i, mark) in marks.iter().enumerate().skip(open + 1) {
        if !mark.closes || !closed_by(mark.shape).any(|closed| closed == family) {
            continue;
        }
        // A straight mark right after the opening one closes nothing.
        if mark.token == marks[open].token + 1 {
            continue;
        }
        if family == SINGLE && mark.doubtful && doubtful.is_none() {
            doubtful = Some(i);
            continue;
        }
        return Some(i);
    }
    doubtful
}

const FAMILIES: usize = 8;
const SINGLE: usize = 6;

/// What opens with a shape.
fn family(shape: char) -> Option<usize> {
    Some(match shape {
        '"' | '＂' => 0,
        '“' | '‟' | '〝' => 1,
        '„' => 2,
        '«' => 3,
        '»' => 4,
        '「' | '『' => 5,
        '\'' | '‘' | '‚' | '‛' | '’' | '`' => SINGLE,
        '‹' | '›' => 7,
        _ => return None,
    })
}

/// What closes with a shape.
fn closed_by(shape: char) -> impl Iterator<Item = usize> {
    let families: &[usize] = match shape {
        '"' | '＂' => &[0, 1, 2],
        '”' | '〞' | '〟' => &[0, 1, 2],
        '“' => &[1, 2],
        '»' => &[3],
        '«' => &[4],
        '」' | '』' => &[5],
        '\'' | '’' | '‘' => &[SINGLE],
        '›' | '‹' => &[7],
        _ => &[],
    };
    families.iter().copied()
}

/// Whether a sign is a quotation mark where it stands, and what it can do there.
fn mark(text: &str, tokens: &[Token], token: usize) -> Option<Mark> {
    let span = tokens.get(token)?.span;
    if tokens[token].kind != Kind::Other && tokens[token].kind != Kind::Mark {
        return None;
    }
    let shape = text[span.start..span.end].chars().next()?;
    family(shape).or_else(|| closed_by(shape).next())?;
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let opening = |c: Option<char>| c.is_some_and(|c| matches!(c, '(' | '[' | '{' | '–' | '—' | '-' | '/' | '…'));
    // An opening mark of another shape may stand right before, as in "‘I ...
    let marked = |c: Option<char>| c.is_some_and(|c| family(c).is_some() || closed_by(c).next().is_some());
    let headed = space(before) || opening(before) || (marked(before) && !space(after)) || before == Some(':');
    let tailed = !letter(after);
    let (opens, closes) = match shape {
        '“' | '‟' => (headed, !space(before) && tailed),
        '„' | '「' | '『' | '‚' | '‛' | '〝' => (true, false),
        '”' | '」' | '』' | '〞' | '〟' => (false, true),
        '«' | '»' | '‹' | '›' => (true, true),
        '"' | '＂' => (headed && !space(after), (!space(before) || !headed) && tailed),
        '‘' | '`' => (headed && !space(after), shape == '‘' && !space(before) && tailed),
        // An apostrophe before a letter opens only if it is straight: ’tis, ’90s.
        '\'' => (headed && letter(after) || headed && opening_sign(after), !space(before) && tailed),
        '’' => (false, !space(before) && tailed),
        _ => (false, false),
    };
    let doubtful = matches!(before, Some('s' | 'S'))
        && space(after)
        && text[span.end..].trim_start().chars().next().is_some_and(char::is_lowercase);
    (opens || closes).then_some(Mark { token, shape, opens, closes, doubtful })
}

fn opening_sign(c: Option<char>) -> bool {
    c.is_some_and(|c| matches!(c, '(' | '[' | '…' | '$' | '€' | '£' | '"' | '“' | '„' | '«'))
}
