//! What a report says in its own voice: whatever it ascribes to nobody. Nothing that a report says is lost.

use std::ops::Range;

use super::{
    attribution::Attribution,
    language::{Class, Language},
    page::{Page, Span},
    wording::Wording,
};

/// A heading with fewer words states nothing.
const HEADING: usize = 4;

/// What is left of a sentence beside what it ascribes counts from so many words.
const REST: usize = 3;

/// The sentences, by number from 0, that the narrator says something in, in order. `taken` are the words of attributions and
/// of offices beside names, in bytes, for each sentence.
pub(crate) fn own_sentences(
    page: &Page,
    words: &Wording,
    language: &Language,
    taken: &[Vec<Range<usize>>],
) -> Vec<usize> {
    (0..page.sentences.len()).filter(|n| states(page, words, language, *n, &taken[*n])).collect()
}

fn states(page: &Page, words: &Wording, language: &Language, number: usize, taken: &[Range<usize>]) -> bool {
    let sentence = &page.sentences[number];
    let within = words.within(&(sentence.span.start..sentence.span.end));
    if taken.is_empty() {
        let few = if sentence.heading { HEADING } else { 2 };
        return within.len() >= few && !byline(words, language, &within);
    }
    let mut free = vec![true; within.len()];
    for stretch in taken {
        for at in words.within(stretch) {
            if within.contains(&at) {
                free[at - within.start] = false;
            }
        }
    }
    let mut at = 0;
    while at < free.len() {
        let over = at + free[at..].iter().take_while(|f| **f).count();
        if over - at >= REST && clause(words, language, within.start + at..within.start + over) {
            return true;
        }
        at = over.max(at + 1);
    }
    false
}

/// Whether words that are left over make a clause, rather than tell where or when something was said.
fn clause(words: &Wording, language: &Language, mut rest: Range<usize>) -> bool {
    while !rest.is_empty() && language.word(words.key(rest.start)).any(&[Class::Conjunction, Class::That]) {
        rest.start += 1;
    }
    let verb =
        |at: usize| language.word(words.key(at)).any(&[Class::Be, Class::Auxiliary, Class::Modal, Class::Finite]);
    rest.len() >= REST && language.sense.asides.at(words, rest.start, rest.end).is_none() && rest.clone().any(verb)
}

/// Whether a short line names who wrote, took or published something.
fn byline(words: &Wording, language: &Language, line: &Range<usize>) -> bool {
    line.len() <= 12 && language.sense.bylines.at(words, line.start, line.end).is_some()
}

/// For each sentence, the words that attributions take up: contents, cues, speakers and who reports them.
pub(crate) fn taken(page: &Page, attributions: &[Attribution]) -> Vec<Vec<Range<usize>>> {
    let mut taken = vec![Vec::new(); page.sentences.len()];
    for attribution in attributions {
        let cue = attribution.cue.as_ref().map(|c| c.span);
        let spans = attribution.content.iter().chain(&cue).chain(&attribution.speaker).chain(&attribution.through);
        for span in spans {
            for number in sentences(page, *span) {
                taken[number].push(span.start..span.end);
            }
        }
    }
    taken
}

/// The sentences that a stretch stands in, by number from 0.
pub(crate) fn sentences(page: &Page, span: Span) -> Range<usize> {
    let first = page.sentence_at(span.start).unwrap_or(0);
    let last = page.sentence_at(span.end.saturating_sub(1).max(span.start)).unwrap_or(first);
    first..(last + 1).min(page.sentences.len())
}
