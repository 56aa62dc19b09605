//! Interviews: turns marked by a letter or a name before a colon, or answers to questions that stand by themselves. What is
//! answered is said by whoever answers.

use std::{collections::BTreeMap, ops::Range};

use super::{Attribution, CueFound, scan::trimmed};
use crate::{
    case::Manner,
    read::{
        Act,
        language::Class,
        page::{Kind, Page, Span, Token},
    },
};

/// A label has at most so many words.
const LABEL: usize = 4;

/// Who has a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Turn {
    Question,
    Answer,
    Named(String),
}

/// A paragraph with a label.
#[derive(Debug)]
struct Marked {
    turn: Turn,
    label: Span,
    /// The label with its colon, if there is one.
    cue: Option<Span>,
    sentences: Range<usize>,
    /// The first byte after the colon.
    start: usize,
}

/// Statements of whoever answers in an interview; what they tell of others is told through them.
pub(super) fn turns(page: &Page, all: &mut Vec<Attribution>) {
    let labelled = marked(page);
    let letters = labelled.iter().filter(|m| !matches!(m.turn, Turn::Named(_))).count();
    // How many turns each name has, and how many of them are questions.
    let mut named: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for turn in &labelled {
        if let Turn::Named(name) = &turn.turn {
            let count = named.entry(name).or_default();
            count.0 += 1;
            count.1 += usize::from(asks(page, turn));
        }
    }
    let lettered = letters >= 2 && labelled.iter().any(|m| m.turn == Turn::Answer);
    let talk = named.len() >= 2 && named.values().map(|count| count.0).sum::<usize>() >= 4;
    let open = !lettered && !talk;
    let marked: &[Marked] = if open { &unmarked(page) } else { &labelled };
    let answers = if talk { None } else { answering(page, marked) };
    let places = if open { answers.map(|name| places(page, name)).unwrap_or_default() } else { Vec::new() };
    // Whoever has a turn, if it counts as one; `None` for what is not a turn in this report.
    let speaker_of = |turn: &Marked| match &turn.turn {
        Turn::Answer if lettered => Some(answers),
        Turn::Answer if open => Some(answers.map(|name| nearest(page, &places, name, turn.start))),
        Turn::Named(name) if talk && named[name.as_str()].1 * 2 <= named[name.as_str()].0 => Some(Some(turn.label)),
        Turn::Named(_) if !talk => None,
        _ => Some(None),
    };
    let marked: Vec<(&Marked, Option<Span>)> =
        marked.iter().filter_map(|turn| speaker_of(turn).map(|speaker| (turn, speaker))).collect();
    let told = retell(page, &marked, all);
    for (turn, speaker) in marked {
        if let Some(speaker) = speaker
            && let Some(content) = content(page, turn, &told)
        {
            // An answer that goes on in the next paragraph is one.
            let before = page.sentences[turn.sentences.start.saturating_sub(1)].span;
            let goes_on = |last: &Attribution| {
                last.rule == "turn"
                    && last.speaker == Some(speaker)
                    && last.content.last().is_some_and(|span| before.start <= span.end && span.end <= before.end)
            };
            if open && let Some(last) = all.last_mut().filter(|last| goes_on(last)) {
                last.content.push(content);
                continue;
            }
            all.push(Attribution {
                content: vec![content],
                cue: turn.cue.map(|span| CueFound { span, entry: ":".to_owned(), act: Act::Says, negated: false }),
                speaker: Some(speaker),
                through: Vec::new(),
                manner: Manner::Direct,
                rule: "turn",
                sentence: turn.sentences.start,
            });
        }
    }
}

/// Puts the statements within each turn through whoever has it, and says of each sentence whether a cue stands in it. Each
/// statement is looked at once, however many turns there are.
fn retell(page: &Page, marked: &[(&Marked, Option<Span>)], all: &mut Vec<Attribution>) -> Vec<bool> {
    let mut turn_of = vec![None; page.sentences.len()];
    for (number, (turn, _)) in marked.iter().enumerate() {
        turn_of[turn.sentences.clone()].fill(Some(number));
    }
    let sentence_at = |byte: usize| page.sentences.partition_point(|s| s.span.start <= byte).checked_sub(1);
    let labels: BTreeMap<usize, usize> = marked.iter().map(|(turn, _)| (turn.label.start, turn.label.end)).collect();
    // "Now they want stamps" is a part of the answer.
    let wish = |found: &Attribution| {
        let act = found.cue.as_ref().map(|cue| cue.act);
        let pronoun = found.speaker.is_some_and(|span| {
            let at = page.tokens.partition_point(|token| token.span.start < span.start);
            page.tokens.get(at).is_some_and(|token| token.span == span && token.word.is(Class::Subject))
        });
        pronoun && matches!(act, Some(Act::Demands | Act::Refuses | Act::Accepts | Act::Rejects | Act::Thinks))
    };
    all.retain_mut(|found| {
        // The rule for a name before a colon knows one sentence only; and questions state nothing.
        if found.rule == "colon" && found.speaker.is_some_and(|span| labels.get(&span.start) == Some(&span.end)) {
            return false;
        }
        let Some(first) = found.content.first() else { return true };
        let Some((turn, speaker)) = sentence_at(first.start).and_then(|at| turn_of[at]).map(|number| marked[number])
        else {
            return true;
        };
        if first.end > page.sentences[turn.sentences.end - 1].span.end {
            return true;
        }
        if speaker.is_some() && wish(found) {
            return false;
        }
        found.through.retain(|span| *span != turn.label);
        found.through.extend(speaker);
        true
    });
    let mut told = vec![false; page.sentences.len()];
    for cue in all.iter().filter_map(|found| found.cue.as_ref()) {
        if let Some(at) = sentence_at(cue.span.start).filter(|at| page.sentences[*at].span.holds(cue.span)) {
            told[at] = true;
        }
    }
    told
}

fn marked(page: &Page) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut sentence = 0;
    for (number, paragraph) in page.paragraphs.iter().enumerate() {
        let start = sentence;
        while page.sentences.get(sentence).is_some_and(|s| s.paragraph == number) {
            sentence += 1;
        }
        let tokens = &page.tokens[paragraph.tokens.clone()];
        if start == sentence || tokens.is_empty() {
            continue;
        }
        let word = tokens[0].word;
        let letter = tokens.get(1).is_some_and(|mark| matches!(mark.kind, Kind::Colon | Kind::Stop));
        let at = if letter && word.any(&[Class::Question, Class::Answer]) && tokens[0].capital {
            Some(1)
        } else {
            tokens.iter().take(LABEL + 1).position(|token| token.kind == Kind::Colon).filter(|at| {
                *at > 0 && tokens[..*at].iter().all(|token| matches!(token.kind, Kind::Word) && token.capital)
            })
        };
        let Some((at, next)) = at.and_then(|at| Some((at, tokens.get(at + 1)?))) else { continue };
        let label = Span { start: tokens[0].span.start, end: tokens[at - 1].span.end };
        let turn = match at {
            1 if word.is(Class::Question) => Turn::Question,
            1 if word.is(Class::Answer) => Turn::Answer,
            _ => Turn::Named(page.words(label).to_owned()),
        };
        if paragraph.heading && matches!(turn, Turn::Named(_)) {
            continue;
        }
        let cue = Some(Span { start: label.start, end: tokens[at].span.end });
        found.push(Marked { turn, label, cue, sentences: start..sentence, start: next.span.start });
    }
    found
}

/// Questions to somebody that are paragraphs of their own, and the answers after them; none unless several ask *you*.
fn unmarked(page: &Page) -> Vec<Marked> {
    let mut found = Vec::new();
    let (mut asked, mut sentence) = (0, 0);
    let mut answers = false;
    for number in 0..page.paragraphs.len() {
        let start = sentence;
        while page.sentences.get(sentence).is_some_and(|s| s.paragraph == number) {
            sentence += 1;
        }
        let paragraph = &page.paragraphs[number];
        let tokens = &page.tokens[paragraph.tokens.clone()];
        let Some(first) = tokens.first().filter(|_| start < sentence) else { continue };
        let label = Span { start: first.span.start, end: first.span.start };
        let to_somebody = tokens.iter().any(|token| token.quotation == 0 && token.word.is(Class::First));
        let mut turn =
            Marked { turn: Turn::Answer, label, cue: None, sentences: start..sentence, start: first.span.start };
        if asks(page, &turn) {
            asked += usize::from(to_somebody);
            turn.turn = Turn::Question;
            answers = true;
        } else {
            answers &= found.last().is_some_and(|last: &Marked| last.turn == Turn::Question || to_somebody);
            if !answers {
                continue;
            }
        }
        found.push(turn);
    }
    if asked < 2 { Vec::new() } else { found }
}

/// All places where the last word of a name stands.
fn places(page: &Page, name: Span) -> Vec<Span> {
    let full = page.words(name);
    let last = full.rsplit(' ').next().unwrap_or(full);
    page.tokens.iter().map(|token| token.span).filter(|span| page.words(*span) == last).collect()
}

/// The last of the places before a byte where somebody is named, by the last word of the name or all of it.
fn nearest(page: &Page, places: &[Span], name: Span, before: usize) -> Span {
    let full = page.words(name);
    let end = places.partition_point(|place| place.end <= before);
    let Some(found) = places[..end].last() else { return name };
    let start =
        (found.end + 1).checked_sub(full.len() + 1).filter(|start| page.text.get(*start..found.end) == Some(full));
    Span { start: start.unwrap_or(found.start), end: found.end }
}

/// Whether a turn ends with a question.
fn asks(page: &Page, turn: &Marked) -> bool {
    let last = page.sentences[turn.sentences.end - 1].span;
    page.words(last).trim_end_matches(['"', '”', '’', ')']).ends_with('?')
}

/// Who answers where a letter marks it: whoever is addressed in a question, or else is named first.
fn answering(page: &Page, marked: &[Marked]) -> Option<Span> {
    let first = marked.first()?.sentences.start;
    let mut names: Vec<Span> = Vec::new();
    for sentence in page.sentences[..first].iter().filter(|sentence| !sentence.heading) {
        let tokens = &page.tokens[sentence.tokens.clone()];
        let mut at = 0;
        while at < tokens.len() {
            let length = tokens[at..].iter().take_while(|token| names_somebody(token)).count();
            if length >= 2 {
                names.push(Span { start: tokens[at].span.start, end: tokens[at + length - 1].span.end });
            }
            at += length.max(1);
        }
    }
    let addressed = |name: &&Span| {
        let last = page.words(**name).rsplit(' ').next().unwrap_or_default();
        marked.iter().filter(|turn| turn.turn == Turn::Question).any(|turn| {
            let tokens = &page.tokens[page.sentences[turn.sentences.start].tokens.clone()];
            tokens.windows(2).any(|two| two[0].word.is(Class::Title) && page.words(two[1].span) == last)
        })
    };
    names.iter().find(addressed).or(names.first()).copied()
}

fn names_somebody(token: &Token) -> bool {
    token.kind == Kind::Word
        && token.capital
        && !token.word.any(&[
            Class::Determiner,
            Class::Preposition,
            Class::Subject,
            Class::Possessive,
            Class::Subordinator,
            Class::Time,
        ])
}

/// A turn without the sentences at its head that do no more than tell what another says.
fn content(page: &Page, turn: &Marked, told: &[bool]) -> Option<Span> {
    let mut kept = turn.sentences.clone();
    while kept.start < kept.end && told[kept.start] {
        kept.start += 1;
    }
    if kept.is_empty() {
        return None;
    }
    let start = page.sentences[kept.start].span.start.max(turn.start);
    let end = page.sentences[kept.end - 1].span.end;
    (start < end).then(|| trimmed(page.text, Span { start, end })).flatten()
}
