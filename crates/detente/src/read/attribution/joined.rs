//! From what is found in sentences to statements: quotations and lists that go on, and who reports what another says.

use std::ops::Range;

use super::{
    Attribution, CueFound, LOOK,
    items::{self, Item, Sort},
    scan::{Found, Scan, trimmed},
};
use crate::{
    case::Manner,
    read::{
        language::Language,
        page::{Kind, Page, Span},
    },
};

/// A quotation is looked into for statements of others if it has at least so many bytes.
const WORTH_A_LOOK: usize = 24;

pub(super) fn join(page: &Page, language: &Language) -> Vec<Attribution> {
    let mut all = Vec::new();
    let mut items = Vec::new();
    for number in 0..page.sentences.len() {
        sentence(page, language, number, &mut items, &mut all);
    }
    go_on(page, &mut all);
    all.sort_by_key(|a| {
        (a.content.first().copied(), a.content.last().map(|c| std::cmp::Reverse(c.end)), a.cue.as_ref().map(|c| c.span))
    });
    all.dedup_by(|b, a| a.content == b.content && a.speaker == b.speaker);
    all
}

fn sentence(page: &Page, language: &Language, number: usize, items: &mut Vec<Item>, all: &mut Vec<Attribution>) {
    let sentence = &page.sentences[number];
    let from = all.len();
    items::items(page, sentence.tokens.clone(), None, items);
    for part in items.chunks(LOOK) {
        look(page, language, part, number, false, all);
    }
    // What is said within quotations.
    let quotations: Vec<usize> =
        items.iter().filter(|item| item.sort == Sort::Quote).map(|item| item.quotation).collect();
    for quotation in quotations {
        let span = page.quotations[quotation].inner;
        if span.end - span.start < WORTH_A_LOOK {
            continue;
        }
        let tokens = tokens_in(page, sentence.tokens.clone(), span);
        items::items(page, tokens, Some(quotation), items);
        for sentence in items.split_inclusive(|item| item.sort == Sort::Stop) {
            for part in sentence.chunks(LOOK) {
                look(page, language, part, number, true, all);
            }
        }
    }
    nest(&mut all[from..]);
}

fn tokens_in(page: &Page, tokens: Range<usize>, span: Span) -> Range<usize> {
    let all = &page.tokens[tokens.clone()];
    let start = tokens.start + all.partition_point(|token| token.span.start < span.start);
    let end = tokens.start + all.partition_point(|token| token.span.end <= span.end);
    start..end.max(start)
}

fn look(page: &Page, language: &Language, items: &[Item], number: usize, inside: bool, all: &mut Vec<Attribution>) {
    let heading = page.sentences[number].heading;
    let mut scan = Scan { page, language, items, found: Vec::new(), cited: None, inside, heading };
    scan.run();
    let found = std::mem::take(&mut scan.found);
    for found in found {
        if let Some(attribution) = attribution(&scan, &found, number) {
            all.push(attribution);
        }
    }
}

fn attribution(scan: &Scan, found: &Found, number: usize) -> Option<Attribution> {
    let page = scan.page;
    let speaker = match &found.speaker {
        Some(speaker) => Some(scan.span(speaker)?),
        None => None,
    };
    let cue = Span {
        start: scan.items[found.cue.start].span.start,
        end: scan.items[found.cue.end.min(scan.items.len()) - 1].span.end,
    };
    let mut content: Vec<Span> = found.content.iter().filter_map(|range| scan.span(range)).collect();
    content.sort_unstable();
    if found.list {
        content = following(page, number);
    }
    if content.is_empty() {
        return None;
    }
    let manner = manner(page, &content, found.implied, speaker.is_none());
    let through = found.through.iter().filter_map(|range| scan.span(range)).collect();
    let cue = CueFound { span: cue, entry: found.entry.clone(), act: found.act, negated: found.negated };
    let rule = if found.list { "list" } else { found.rule };
    Some(Attribution { content, cue: Some(cue), speaker, through, manner, rule, sentence: number })
}

/// The items of the list, or the quotation, that follows a sentence that ends with a colon.
fn following(page: &Page, number: usize) -> Vec<Span> {
    let sentence = &page.sentences[number];
    let last_of_paragraph = page.sentences.get(number + 1).is_none_or(|next| next.paragraph > sentence.paragraph);
    if !last_of_paragraph {
        return Vec::new();
    }
    let mut content = Vec::new();
    for paragraph in page.paragraphs.iter().skip(sentence.paragraph + 1) {
        if paragraph.item {
            content.extend(trimmed(page.text, paragraph.span));
            continue;
        }
        if content.is_empty()
            && let Some(quotation) = page.tokens.get(paragraph.tokens.start).filter(|t| t.kind == Kind::Mark)
        {
            let quotation = page.quotations[quotation.quotation as usize - 1];
            content.extend(trimmed(page.text, quotation.inner));
        }
        break;
    }
    content
}

/// How words reach us: in quotation marks, partly, or not.
fn manner(page: &Page, content: &[Span], implied: bool, nobody: bool) -> Manner {
    let within = |span: &Span| {
        let at = page.quotations.partition_point(|q| q.outer.end <= span.start);
        let quotation = page.quotations.get(at)?;
        if quotation.outer.holds(*span) {
            return Some(true);
        }
        quotation.outer.meets(*span).then_some(false)
    };
    let mut inside = content.iter().map(within);
    if inside.clone().all(|within| within == Some(true)) {
        Manner::Direct
    } else if implied {
        Manner::Implied
    } else if inside.any(|within| within.is_some()) {
        Manner::Mixed
    } else if nobody {
        Manner::Narrated
    } else {
        Manner::Paraphrase
    }
}

/// Who reports what another says: the speaker of the smallest statement that has its cue in its content.
fn nest(found: &mut [Attribution]) {
    let length = |a: &Attribution| a.content.iter().map(|c| c.end - c.start).sum::<usize>();
    // The shortest first: each looks for the next larger one.
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|at| length(&found[*at]));
    let parents: Vec<Option<usize>> = (0..found.len())
        .map(|at| {
            let cue = found[at].cue.as_ref()?.span;
            // Bounded, since a sentence of a hostile text may have a hundred thousand of them.
            let near = at.saturating_sub(NEAR)..(at + NEAR).min(found.len());
            near.filter(|other| *other != at && found[*other].content.iter().any(|content| content.holds(cue)))
                .filter(|other| length(&found[*other]) > 0)
                .min_by_key(|other| length(&found[*other]))
        })
        .collect();
    for at in 0..found.len() {
        let mut through = Vec::new();
        let mut parent = parents[at];
        let mut steps = 0;
        while let Some(outer) = parent.filter(|_| steps < DEPTH) {
            through.extend(found[outer].speaker);
            through.extend(found[outer].through.iter().copied());
            if !found[outer].through.is_empty() && parents[outer].is_none() {
                break;
            }
            parent = parents[outer];
            steps += 1;
        }
        found[at].through.extend(through);
    }
}

/// So many statements before and after one in its sentence are looked at for who reports it.
const NEAR: usize = 24;

/// A chain of reporters has at most so many.
const DEPTH: usize = 8;

/// Quotations that stand by themselves belong to the statement in quotation marks before them, or right after.
fn go_on(page: &Page, all: &mut Vec<Attribution>) {
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
            let goes_on = last.filter(|_| false);
            last = goes_on;
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
