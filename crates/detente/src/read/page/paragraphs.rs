//! Where paragraphs, headings and items of lists begin and end.
//!
//! Reports come with blank lines between paragraphs, with each paragraph in a line of its own, or wrapped to a width. A
//! line is taken to go on in the next if a word more would not have fitted, or if the next begins with a small letter.

use super::{Paragraph, Span};

/// A line longer than this was not wrapped by hand.
const WIDEST: usize = 200;

/// A heading is no longer than this.
const HEADING: usize = 160;

pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let mut block: Vec<Line> = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{c}']) {
        let kept = part.trim();
        let from = start + (part.len() - part.trim_start().len());
        start += part.len();
        if kept.is_empty() {
            close(text, &mut block, &mut found);
        } else {
            block.push(Line { span: Span { start: from, end: from + kept.len() } });
        }
    }
    close(text, &mut block, &mut found);
    found
}

#[derive(Debug, Clone, Copy)]
struct Line {
    span: Span,
}

/// Splits a run of lines without a blank one among them.
fn close(text: &str, block: &mut Vec<Line>, found: &mut Vec<Paragraph>) {
    let width = block.iter().map(|line| line.span.end - line.span.start).max().unwrap_or(0);
    let words = |line: &Line| &text[line.span.start..line.span.end];
    let (mut soft, mut breaks) = (0, 0);
    let fits = |pair: &[Line]| {
        let first = words(&pair[1]).split_whitespace().next().map_or(0, str::len);
        pair[0].span.end - pair[0].span.start + 1 + first <= width
    };
    for pair in block.windows(2) {
        breaks += 1;
        soft += usize::from(!fits(pair) && !ended(words(&pair[0])));
    }
    let wrapped = width <= WIDEST && soft * 3 >= breaks && soft > 0;
    let mut at = 0;
    while at < block.len() {
        let line = words(&block[at]);
        let hash = line.starts_with('#');
        let mark = mark(line);
        let mut last = at;
        while !hash && last + 1 < block.len() {
            let next = words(&block[last + 1]);
            let small = next.chars().next().is_some_and(char::is_lowercase);
            let here = words(&block[last]);
            let goes_on = (small && !ended(here)) || (wrapped && !fits(&block[last..last + 2]));
            if !goes_on || next.starts_with('#') || (self::mark(next) > 0 && !(wrapped && dash_goes_on(next, here))) {
                break;
            }
            last += 1;
        }
        let span = Span { start: block[at].span.start + mark, end: block[last].span.end };
        if span.start < span.end {
            let alone = at == last && (hash || heading(line, at + 1 == block.len(), found.is_empty()));
            found.push(Paragraph {
                span,
                item: mark > 0 && !hash,
                heading: alone && (hash || mark == 0),
                dateline: None,
                tokens: 0..0,
            });
        }
        at = last + 1;
    }
    block.clear();
}

/// Whether a line ends as a sentence does.
fn ended(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '*' | '_'));
    line.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？'])
}

/// A line by itself that ends without a stop is a heading if it is short and a blank line or the end of its block
/// follows it, or if it is the first of the text.
fn heading(line: &str, last_of_block: bool, first: bool) -> bool {
    line.len() <= HEADING && !ended(line) && !line.ends_with([',', '-', '–', '—']) && (last_of_block || first)
}

/// Whether a dash at the head of a wrapped line goes on with the sentence rather than begins an item.
fn dash_goes_on(line: &str, before: &str) -> bool {
    line.starts_with(['-', '–', '—']) && !ended(before)
}

/// How long the mark of a list item or heading is, with its space; 0 if the line has none.
fn mark(line: &str) -> usize {
    let after = if let Some(rest) = line.strip_prefix(['-', '*', '+', '•', '–', '—', '·', '▪', '◦', '‣', '>'])
    {
        rest
    } else if line.starts_with('#') {
        line.trim_start_matches('#')
    } else {
        let inner = line.strip_prefix('(').unwrap_or(line);
        let digits = inner.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let length = if digits > 0 { digits } else { usize::from(inner.starts_with(|c: char| c.is_ascii_lowercase())) };
        let bracketed = inner.len() < line.len();
        match inner[length..].chars().next() {
            Some(')') if (1..=3).contains(&length) => &inner[length + 1..],
            Some('.') if (1..=2).contains(&digits) && !bracketed => &inner[length + 1..],
            _ => return 0,
        }
    };
    let rest = after.trim_start_matches([' ', '\t', '\u{a0}']);
    if rest.len() < after.len() { line.len() - rest.len() } else { 0 }
}
