//! Quotations that go on in sentences and paragraphs of their own.

use super::{Attribution, scan::trimmed};
use crate::{
    case::Manner,
    read::page::{Kind, Page, Span},
};

/// Quotations that stand by themselves belong to the statement in quotation marks before them, or right after.
pub(super) fn go_on(page: &Page, all: &mut Vec<Attribution>) {
    let lone = |number: usize| -> Option<Span> {
        let sentence = &page.sentences[number];
        let first = page.tokens[sentence.tokens.start];
        let last = page.tokens[sentence.tokens.end - 1];
        let quotation = page.quotations.get((first.quotation as usize).checked_sub(1)?)?;
        let whole = first.kind == Kind::Mark && quotation.outer.end >= sentence.span.end.min(last.span.end);
        whole.then(|| trimmed(page.text, quotation.inner)).flatten()
    };
    let mut by_sentence: Vec<Option<usize>> = vec![None; page.sentences.len()];
    for (at, attribution) in all.iter().enumerate() {
        // The outermost statement in quotation marks: found before what is said within.
        if matches!(attribution.manner, Manner::Direct | Manner::Mixed) && attribution.through.is_empty() {
            by_sentence[attribution.sentence].get_or_insert(at);
        }
    }
    let attributed: Vec<bool> = {
        let mut attributed = vec![false; page.sentences.len()];
        all.iter().filter(|a| a.through.is_empty()).for_each(|a| {
            for content in &a.content {
                if let Some(number) = page.sentence_at(content.start) {
                    attributed[number] = true;
                }
            }
        });
        attributed
    };
    let mut last: Option<usize> = None;
    let mut waiting: Vec<(usize, Span)> = Vec::new();
    for number in 0..page.sentences.len() {
        let paragraph = page.sentences[number].paragraph;
        if let Some(at) = by_sentence[number] {
            waiting.retain(|(before, _)| page.sentences[*before].paragraph == paragraph);
            all[at].content.extend(waiting.drain(..).map(|(_, span)| span));
            all[at].content.sort_unstable();
            last = Some(at);
            continue;
        }
        if attributed[number] {
            last = None;
            continue;
        }
        let Some(span) = lone(number) else {
            last = None;
            waiting.clear();
            continue;
        };
        let Some(at) = last else {
            waiting.push((number, span));
            continue;
        };
        let here = &page.sentences[number];
        let before =
            all[at].content.last().and_then(|c| page.sentence_at(c.start)).map_or(0, |n| page.sentences[n].paragraph);
        let open = continues(page, all[at].content.last().copied());
        if before == here.paragraph || open {
            all[at].content.push(span);
        } else if before + 1 == here.paragraph {
            let (speaker, through) = (all[at].speaker, all[at].through.clone());
            all.push(Attribution {
                content: vec![span],
                cue: None,
                speaker,
                through,
                manner: Manner::Direct,
                rule: "quotation-goes-on",
                sentence: number,
            });
            last = Some(all.len() - 1);
        }
    }
}

/// Whether the quotation that a stretch ends in goes on in the next paragraph.
fn continues(page: &Page, span: Option<Span>) -> bool {
    let Some(span) = span else { return false };
    let at = page.quotations.partition_point(|q| q.outer.end < span.end);
    page.quotations.get(at).is_some_and(|q| q.goes_on && q.outer.meets(span))
}
