//! Where sentences end.
//!
//! A stop ends a sentence before a capital, a digit or an opening mark (as UAX #29 has it), but not within quotation marks.
//! A quotation that ends with a stop of its own ends the sentence, unless a verb that ascribes it follows.

use super::{Kind, Paragraph, Quotation, Sentence, Span, Token};
use crate::read::language::{Class, Form, Language};

/// So many tokens after a quotation are looked at for who said it.
const NEAR: usize = 14;

pub(super) fn sentences(
    text: &str,
    paragraphs: &[Paragraph],
    tokens: &[Token],
    quotations: &[Quotation],
    language: &Language,
) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let head = paragraph.dateline.map_or(0, |dateline| dateline.end);
        let mut start =
            paragraph.tokens.clone().find(|at| tokens[*at].span.start >= head).unwrap_or(paragraph.tokens.end);
        let mut put = |range: std::ops::Range<usize>| {
            let words = range.clone().any(|at| matches!(tokens[at].kind, Kind::Word | Kind::Number));
            if range.is_empty() {
                return;
            }
            // Signs without a word belong to the sentence before.
            if !words {
                if let Some(last) = found.last_mut().filter(|last| last.paragraph == number) {
                    last.tokens.end = range.end;
                    last.span.end = tokens[range.end - 1].span.end;
                    return;
                }
            }
            found.push(Sentence {
                span: Span { start: tokens[range.start].span.start, end: tokens[range.end - 1].span.end },
                tokens: range,
                paragraph: number,
                heading: paragraph.heading,
                item: paragraph.item,
            });
        };
        let end = paragraph.tokens.end;
        let mut at = start;
        while at < end {
            let token = tokens[at];
            let past = match token.kind {
                Kind::Stop if token.quotation == 0 => {
                    let past = closing(tokens, at + 1, end);
                    follows(text, tokens, at, past, end).then_some(past)
                }
                Kind::Mark if closes(token, quotations) => {
                    let stopped = at > start && tokens[at - 1].kind == Kind::Stop;
                    let past = closing(tokens, at + 1, end);
                    (stopped
                        && follows(text, tokens, at - 1, past, end)
                        && !ascribed(tokens, at - 1, past, end, text, language))
                    .then_some(past)
                }
                // "The U.S. They ...": an abbreviation of capitals may end a sentence before a small word's capital form.
                _ => None,
            };
            if let Some(past) = past {
                put(start..past);
                start = past;
                at = past;
            } else {
                at += 1;
            }
        }
        put(start..end);
    }
    found
}

fn closes(token: Token, quotations: &[Quotation]) -> bool {
    token.quotation > 0
        && quotations.get(token.quotation as usize - 1).is_some_and(|q| !q.goes_on && q.outer.end == token.span.end)
}

/// Brackets that close, after a stop.
fn closing(tokens: &[Token], from: usize, end: usize) -> usize {
    (from..end).find(|at| tokens[*at].kind != Kind::Close).unwrap_or(end)
}

/// Whether what follows a stop begins another sentence.
fn follows(text: &str, tokens: &[Token], stop: usize, next: usize, end: usize) -> bool {
    let Some(token) = tokens.get(next).filter(|_| next < end) else { return true };
    let gap = &text[tokens[next - 1].span.end..token.span.start];
    let wide = text[tokens[stop].span.start..tokens[stop].span.end].starts_with(['。', '！', '？']);
    let begins = match token.kind {
        Kind::Word => !text[token.span.start..].starts_with(char::is_lowercase),
        Kind::Number | Kind::Open | Kind::Mark => true,
        Kind::Dash | Kind::Other => !gap.is_empty() && token.kind == Kind::Other,
        _ => false,
    };
    begins && (wide || gap.chars().any(|c| c.is_whitespace()))
}

/// Whether a verb that ascribes the quotation before it follows: `“Will they sign?” Orla asked.`
fn ascribed(tokens: &[Token], stop: usize, next: usize, end: usize, text: &str, language: &Language) -> bool {
    // After a full stop a new sentence is meant: in print a comma stands there otherwise.
    if text[tokens[stop].span.start..].starts_with('.') {
        return false;
    }
    for token in &tokens[next..end.min(next + NEAR)] {
        if matches!(token.kind, Kind::Stop | Kind::Mark | Kind::Colon | Kind::Semicolon) {
            return false;
        }
        let says = language
            .entries_of(token.word)
            .any(|(entry, form)| entry.speaks() && matches!(form, Form::Finite | Form::FiniteOrPast));
        if says {
            return true;
        }
        if token.word.any(&[Class::Subordinator, Class::Be, Class::Finite]) {
            return false;
        }
    }
    false
}
