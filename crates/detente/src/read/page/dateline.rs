//! The place and agency before the first sentence of a report.

use super::{Kind, Paragraph, Span, Token};

/// A dateline has at most so many words and signs.
const LONGEST: usize = 20;

/// `PORT MARLE (Aster Wire) –`, `HALVE, 3 May –`: capitals, or an agency in brackets, before a dash near the head of a
/// paragraph. Where there is one: from the head of the paragraph to one past the dash.
pub(super) fn dateline(text: &str, paragraph: &Paragraph, tokens: &[Token]) -> Option<Span> {
    if paragraph.heading {
        return None;
    }
    let tokens = &tokens[paragraph.tokens.clone()];
    let dash = tokens.iter().take(LONGEST).position(|token| token.kind == Kind::Dash)?;
    let before = &tokens[..dash];
    let first = before.first()?;
    let plain = before.iter().all(|token| match token.kind {
        Kind::Word => token.capital || inside_brackets(before, token),
        Kind::Number | Kind::Comma | Kind::Open | Kind::Close => true,
        Kind::Stop | Kind::Other => token.quotation == 0 && text[token.span.start..token.span.end].len() == 1,
        _ => false,
    });
    let shouted = |token: &Token| {
        let word = &text[token.span.start..token.span.end];
        word.chars().filter(|c| c.is_alphabetic()).count() >= 3 && word.chars().all(|c| !c.is_lowercase())
    };
    let agency = before.last().is_some_and(|token| token.kind == Kind::Close);
    let spaced = text[tokens[dash].span.end..].starts_with(char::is_whitespace);
    let follows = dash + 1 < tokens.len();
    (plain && spaced && follows && first.quotation == 0 && (shouted(first) || agency))
        .then(|| Span { start: paragraph.span.start, end: tokens[dash].span.end })
}

fn inside_brackets(before: &[Token], token: &Token) -> bool {
    let open = before.iter().position(|t| t.kind == Kind::Open);
    let close = before.iter().rposition(|t| t.kind == Kind::Close);
    open.zip(close).is_some_and(|(open, close)| {
        before[open].span.start < token.span.start && token.span.end <= before[close].span.start
    })
}
