//! From what is found in sentences to statements: quotations and lists that go on, and who reports what another says.

use std::ops::Range;

use super::{
    Attribution, CueFound, LOOK,
    going_on::go_on,
    items::{self, Item, Sort},
    names::Names,
    resolutions,
    scan::{Found, Scan, trimmed},
    turns::turns,
};
use crate::{
    case::Manner,
    read::{
        language::{Class, Language},
        page::{Kind, Page, Paragraph, Span},
    },
};

/// A quotation is looked into for statements of others if it has at least so many bytes.
const WORTH_A_LOOK: usize = 24;

pub(super) fn join(page: &Page, language: &Language) -> Vec<Attribution> {
    let mut all = Vec::new();
    let names = Names::new(page);
    let mut items = Vec::new();
    let leads = resolutions::leads(page, language);
    for number in 0..page.sentences.len() {
        sentence(page, language, &names, &leads, number, &mut items, &mut all);
    }
    go_on(page, &mut all);
    turns(page, &mut all);
    all.sort_by_key(|a| {
        (a.content.first().copied(), a.content.last().map(|c| std::cmp::Reverse(c.end)), a.cue.as_ref().map(|c| c.span))
    });
    all.dedup_by(|b, a| a.content == b.content && a.speaker == b.speaker);
    all
}

fn sentence(
    page: &Page,
    language: &Language,
    names: &Names,
    leads: &[Option<usize>],
    number: usize,
    items: &mut Vec<Item>,
    all: &mut Vec<Attribution>,
) {
    let sentence = &page.sentences[number];
    let from = all.len();
    let mut reports = Vec::new();
    items::items(page, sentence.tokens.clone(), None, items);
    let opens = number == 0 || page.sentences[number - 1].paragraph != sentence.paragraph;
    if let Some(lead) = leads[sentence.paragraph].filter(|_| opens) {
        resolutions::put_subject(page, lead, items);
    }
    for part in items.chunks(LOOK) {
        look(page, language, names, part, number, false, all, &mut reports);
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
                look(page, language, names, part, number, true, all, &mut reports);
            }
        }
    }
    let parents = nest(&mut all[from..], &reports);
    // "Halvard said he hoped for a deal" is one statement: what a pronoun wants within what another says is a part of it.
    let pronoun = |span: Span| {
        let at = page.tokens.partition_point(|token| token.span.start < span.start);
        page.tokens.get(at).is_some_and(|token| token.span == span && token.word.is(Class::Subject))
    };
    let mut at = 0;
    let mut kept = all.split_off(from);
    kept.retain(|found| {
        let part = parents[at].is_some() && !reports[at] && found.speaker.is_some_and(pronoun);
        at += 1;
        !part
    });
    all.append(&mut kept);
}

fn tokens_in(page: &Page, tokens: Range<usize>, span: Span) -> Range<usize> {
    let all = &page.tokens[tokens.clone()];
    let start = tokens.start + all.partition_point(|token| token.span.start < span.start);
    let end = tokens.start + all.partition_point(|token| token.span.end <= span.end);
    start..end.max(start)
}

#[allow(clippy::too_many_arguments, reason = "one call for each part of a sentence")]
fn look(
    page: &Page,
    language: &Language,
    names: &Names,
    items: &[Item],
    number: usize,
    inside: bool,
    all: &mut Vec<Attribution>,
    reports: &mut Vec<bool>,
) {
    let heading = page.sentences[number].heading;
    let mut scan =
        Scan { page, language, names, items, found: Vec::new(), cited: None, inside, heading, relative: false };
    scan.run();
    let found = std::mem::take(&mut scan.found);
    for found in found {
        for attribution in statements(&scan, &found, number) {
            all.push(attribution);
            reports.push(found.reports);
        }
    }
}

/// What was found, in bytes: one statement, or one for each item of a list.
fn statements(scan: &Scan, found: &Found, number: usize) -> Vec<Attribution> {
    let contents = if found.list {
        following(scan.page, number)
    } else {
        let mut content: Vec<Span> = found.content.iter().filter_map(|range| scan.span(range)).collect();
        content.sort_unstable();
        vec![content]
    };
    contents.into_iter().filter_map(|content| statement(scan, found, number, content)).collect()
}

fn statement(scan: &Scan, found: &Found, number: usize, content: Vec<Span>) -> Option<Attribution> {
    let page = scan.page;
    let speaker = match &found.speaker {
        Some(speaker) => Some(scan.span(speaker)?),
        None => None,
    };
    let cue = Span {
        start: scan.items[found.cue.start].span.start,
        end: scan.items[found.cue.end.min(scan.items.len()) - 1].span.end,
    };
    if content.is_empty() {
        return None;
    }
    let manner = manner(page, &content, found.implied, speaker.is_none());
    let through = found.through.iter().filter_map(|range| scan.span(range)).collect();
    let cue = CueFound { span: cue, entry: found.entry.clone(), act: found.act, negated: found.negated };
    let rule = if found.list { "list" } else { found.rule };
    let sentence = if found.list { page.sentence_at(content[0].start).unwrap_or(number) } else { number };
    Some(Attribution { content, cue: Some(cue), speaker, through, manner, rule, sentence })
}

/// What an item of a list says: without the "that" before it and the "; and" after it.
fn item(page: &Page, paragraph: &Paragraph) -> Option<Span> {
    let tokens = &page.tokens[paragraph.tokens.clone()];
    let mut span = paragraph.span;
    if let [first, second, ..] = tokens
        && first.word.is(Class::That)
    {
        span.start = second.span.start;
    }
    if let [.., mark, last] = tokens
        && last.word.is(Class::Conjunction)
        && matches!(mark.kind, Kind::Comma | Kind::Semicolon)
    {
        span.end = mark.span.start.max(span.start);
    }
    trimmed(page.text, span)
}

/// The items of the list, or the quotation, that follows a sentence that ends with a colon.
fn following(page: &Page, number: usize) -> Vec<Vec<Span>> {
    let sentence = &page.sentences[number];
    let last_of_paragraph = page.sentences.get(number + 1).is_none_or(|next| next.paragraph > sentence.paragraph);
    if !last_of_paragraph {
        return Vec::new();
    }
    let mut content = Vec::new();
    for paragraph in page.paragraphs.iter().skip(sentence.paragraph + 1) {
        if paragraph.item {
            content.extend(item(page, paragraph).map(|span| vec![span]));
            continue;
        }
        if content.is_empty()
            && let Some(quotation) = page.tokens.get(paragraph.tokens.start).filter(|t| t.kind == Kind::Mark)
        {
            let quotation = page.quotations[quotation.quotation as usize - 1];
            content.extend(trimmed(page.text, quotation.inner).map(|span| vec![span]));
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
fn nest(found: &mut [Attribution], reports: &[bool]) -> Vec<Option<usize>> {
    let length = |a: &Attribution| a.content.iter().map(|c| c.end - c.start).sum::<usize>();
    let parents: Vec<Option<usize>> = (0..found.len())
        .map(|at| {
            let cue = found[at].cue.as_ref()?.span;
            // Bounded, since a sentence of a hostile text may have a hundred thousand of them.
            let near = at.saturating_sub(NEAR)..(at + NEAR).min(found.len());
            near.filter(|other| *other != at && found[*other].content.iter().any(|content| content.holds(cue)))
                .filter(|other| reports[*other])
                .min_by_key(|other| length(&found[*other]))
        })
        .collect();
    let own: Vec<Vec<Span>> = found.iter().map(|a| a.through.clone()).collect();
    for at in 0..found.len() {
        let mut through = Vec::new();
        let mut parent = parents[at];
        let mut steps = 0;
        while let Some(outer) = parent.filter(|_| steps < DEPTH) {
            through.extend(found[outer].speaker);
            through.extend(own[outer].iter().copied());
            parent = parents[outer];
            steps += 1;
        }
        found[at].through.extend(through);
    }
    parents
}

/// So many statements before and after one in its sentence are looked at for who reports it.
const NEAR: usize = 24;

/// A chain of reporters has at most so many.
const DEPTH: usize = 8;
