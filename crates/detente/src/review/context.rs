//! The words of a proposal among those around them.

use super::{Review, claim};
use crate::{
    question::Refusal,
    quote::{Text, sentence_around},
    read::Passage,
};

/// Most bytes of a document that are shown before or after the sentence.
const MOST: usize = 500;

/// A stretch of a document with what matters in it told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The stretches, in order; together they are the text.
    pub pieces: Vec<(Part, String)>,
    /// The line of the document where the quote begins, from 1.
    pub line: usize,
}

/// What a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Words around.
    Around,
    /// What is said.
    Quote,
    /// Who says it.
    Speaker,
    /// The words that ascribe it.
    Cue,
}

impl Review {
    /// The sentence of a proposal and one before and after it.
    ///
    /// # Errors
    /// The document cannot be read, or is not the one that was read.
    pub fn context(&self, index: usize, text: &Text) -> Result<Context, Refusal> {
        let proposal = self.proposal(index);
        let text = claim::document_text(self, proposal, text)?;
        let mut marks: Vec<(Passage, Part)> = proposal.quotes.iter().map(|q| (q.clone(), Part::Quote)).collect();
        marks.extend(proposal.speaker.phrase().map(|p| (p.clone(), Part::Speaker)));
        marks.extend(proposal.cue.as_ref().map(|c| (c.words.clone(), Part::Cue)));
        let spans = spans(text, &marks);
        let (Some(first), Some(last)) = (spans.iter().map(|(s, ..)| *s).min(), spans.iter().map(|(_, e, _)| *e).max())
        else {
            return Err(Refusal::new("its words are not at their place in the document")
                .help("read it again: `detente read FILE --case CASE`"));
        };
        let (start, end) = sentence_around(text, first, last);
        let before = text[..start].trim_end();
        let inside = before.char_indices().next_back().map_or(0, |(at, _)| at);
        let (from, _) = sentence_around(text, inside, before.len());
        let from = if before.is_empty() || start - from > MOST { start } else { from };
        let next = text.len() - text[end..].trim_start().len();
        let (_, to) = sentence_around(text, next, next);
        let to = if next == text.len() || to - end > MOST { end } else { to };
        let mut pieces = Vec::new();
        let mut at = from;
        for (start, end, part) in spans {
            let start = start.max(at);
            if start >= end {
                continue;
            }
            if at < start {
                pieces.push((Part::Around, text[at..start].to_owned()));
            }
            pieces.push((part, text[start..end].to_owned()));
            at = end;
        }
        if at < to {
            pieces.push((Part::Around, text[at..to].to_owned()));
        }
        let line = text[..first].matches('\n').count() + 1;
        Ok(Context { pieces, line })
    }
}

/// Passages in bytes, in the order of the text; those whose words do not stand there are left out.
fn spans(text: &str, marks: &[(Passage, Part)]) -> Vec<(usize, usize, Part)> {
    let mut wanted: Vec<usize> = marks.iter().flat_map(|(p, _)| [p.start, p.end]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut bytes = Vec::with_capacity(wanted.len());
    let mut characters = text.char_indices().map(|(at, _)| at).chain([text.len()]).enumerate();
    for n in &wanted {
        bytes.push(characters.by_ref().find(|(count, _)| count == n).map(|(_, at)| at));
    }
    let of = |n: usize| wanted.binary_search(&n).ok().and_then(|at| bytes[at]);
    let mut spans: Vec<(usize, usize, Part)> = marks
        .iter()
        .filter_map(|(p, part)| {
            let (start, end) = (of(p.start)?, of(p.end)?);
            (text.get(start..end) == Some(p.text.as_str())).then_some((start, end, *part))
        })
        .collect();
    spans.sort_by_key(|(start, ..)| *start);
    spans
}
