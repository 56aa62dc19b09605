//! One sentence, or the inside of one quotation, and what is found in it.

use std::ops::Range;

use super::{
    items::{self, Item, Sort},
    names::Names,
};
use crate::read::{
    Act,
    language::{Class, Entry, Form, Language, Phrase},
    page::{Page, Span},
};

/// A statement found in a sentence, in numbers of items.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing that a statement can be")]
pub(super) struct Found {
    pub(super) content: Vec<Range<usize>>,
    /// From its first word to its last.
    pub(super) cue: Range<usize>,
    pub(super) entry: String,
    pub(super) act: Act,
    pub(super) negated: bool,
    pub(super) speaker: Option<Range<usize>>,
    /// Who reports it, where the sentence itself says so: `quoted by the Wire as saying`.
    pub(super) through: Vec<Range<usize>>,
    /// Read into words or conduct.
    pub(super) implied: bool,
    pub(super) rule: &'static str,
    /// Its content is the list, or the quotation, that follows the sentence.
    pub(super) list: bool,
    /// What it says is a clause or a quotation, so that whoever says something within it is reported by its speaker.
    pub(super) reports: bool,
}

/// A sentence while rules look at it.
#[derive(Debug)]
pub(super) struct Scan<'s> {
    pub(super) page: &'s Page<'s>,
    pub(super) language: &'s Language,
    pub(super) names: &'s Names<'s>,
    pub(super) items: &'s [Item],
    pub(super) found: Vec<Found>,
    /// Who is cited before anybody has said anything: `Citing officials, the Wire reported`.
    pub(super) cited: Option<Range<usize>>,
    /// Whether the items are the inside of a quotation.
    pub(super) inside: bool,
    /// Whether the sentence is a heading.
    pub(super) heading: bool,
    /// The clause that is looked at is a relative one: a comma before a verb closes it.
    pub(super) relative: bool,
}

impl<'s> Scan<'s> {
    /// Looks at every word that may ascribe something.
    pub(super) fn run(&mut self) {
        let mut at = 0;
        while at < self.items.len() {
            let item = &self.items[at];
            if item.sort == Sort::Quote {
                self.after_unknown(at);
            }
            if item.sort != Sort::Word {
                at += 1;
                continue;
            }
            let past = if item.word.has_phrases() { self.phrase_cue(at) } else { None };
            if let Some(past) = past {
                at = past.max(at + 1);
                continue;
            }
            if item.is(Class::Rumour) {
                self.rumour(at);
            }
            if item.word.has_entries() {
                self.word_cue(at);
            }
            at += 1;
        }
        if self.found.iter().all(|found| found.rule != "colon") {
            self.colon();
        }
    }

    fn word_cue(&mut self, at: usize) {
        let language = self.language;
        let word = self.items[at].word;
        let entries = || language.entries_of(word);
        if entries().any(|(_, form)| form == Form::Noun) && self.noun(at, entries().filter(|e| e.1 == Form::Noun)) {
            return;
        }
        if entries().any(|(_, form)| form == Form::Adjective) && self.adjective(at) {
            return;
        }
        self.verb(at);
    }

    /// The words of an item.
    pub(super) fn text(&self, item: &Item) -> &'s str {
        self.page.words(item.span)
    }

    /// Whether an item is a certain word, in capitals or not.
    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        self.items.get(at).is_some_and(|item| item.sort == Sort::Word && self.text(item).eq_ignore_ascii_case(word))
    }

    /// Whether an item is of a sort.
    pub(super) fn sort(&self, at: usize, sort: Sort) -> bool {
        self.items.get(at).is_some_and(|item| item.sort == sort)
    }

    /// Whether an item is a word of a class.
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.items.get(at).is_some_and(|item| item.sort == Sort::Word && item.is(class))
    }

    /// Whether an item can be the finite verb of its clause.
    pub(super) fn finite(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| items::finite(item, self.language))
            && !(at > 0
                && self.items[at - 1].any(&[Class::Determiner, Class::Possessive, Class::PossessiveEnding, Class::To]))
    }

    /// Whether a word is a form that can stand as the verb of a clause, of an entry that ascribes clauses or quotations.
    pub(super) fn speaks(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.sort == Sort::Word && item.word.has_entries())
            && self.language.entries_of(self.items[at].word).any(|(entry, form)| {
                entry.speaks() && matches!(form, Form::Finite | Form::FiniteOrPast | Form::Infinitive)
            })
    }

    /// The cue of several words that begins at an item, with one past its last.
    pub(super) fn phrase_words(&self, at: usize) -> Option<(&'s Phrase, usize)> {
        let language: &'s Language = self.language;
        language.phrases_of(self.items.get(at)?.word).iter().find_map(|phrase| {
            let fits = phrase.words.iter().enumerate().all(|(i, word)| self.is_word(at + i, word));
            fits.then_some((phrase, at + phrase.words.len()))
        })
    }

    /// Where the clause begins that a place stands in: after the last statement, semicolon or colon before it.
    pub(super) fn clause_start(&self, before: usize) -> usize {
        let mut start = self
            .found
            .iter()
            .filter(|found| !found.list)
            .map(|found| found.content.iter().map(|range| range.end).max().unwrap_or(0).max(found.cue.end))
            .filter(|end| *end < before)
            .max()
            .unwrap_or(0);
        let floor = before.saturating_sub(super::LOOK);
        start = start.max(floor);
        for at in (start..before).rev() {
            if matches!(self.items[at].sort, Sort::Semicolon | Sort::Stop | Sort::Colon) {
                start = at + 1;
                break;
            }
        }
        while start < before
            && (matches!(
                self.items[start].sort,
                Sort::Comma | Sort::Stop | Sort::Colon | Sort::Close | Sort::Dash | Sort::Other
            ) || start > 0 && self.is(start, Class::Conjunction))
        {
            start += 1;
        }
        start
    }

    /// The bytes of some items, without the marks of a quotation that is all of them.
    pub(super) fn span(&self, range: &Range<usize>) -> Option<Span> {
        let mut range = range.clone();
        while range.start < range.end
            && matches!(
                self.items[range.end - 1].sort,
                Sort::Comma | Sort::Colon | Sort::Semicolon | Sort::Stop | Sort::Dash
            )
        {
            range.end -= 1;
        }
        while range.start < range.end
            && matches!(
                self.items[range.start].sort,
                Sort::Comma | Sort::Colon | Sort::Semicolon | Sort::Stop | Sort::Dash | Sort::Close
            )
        {
            range.start += 1;
        }
        let items = &self.items[range];
        let (first, last) = (items.first()?, items.last()?);
        if items.len() == 1 && first.sort == Sort::Quote {
            return trimmed(self.page.text, self.page.quotations[first.quotation].inner);
        }
        items
            .iter()
            .any(|item| matches!(item.sort, Sort::Word | Sort::Number | Sort::Quote))
            .then_some(Span { start: first.span.start, end: last.span.end })
    }

    /// The first entry of a word in a form that passes.
    pub(super) fn entries(&self, at: usize) -> impl Iterator<Item = (&'s Entry, Form)> {
        let language: &'s Language = self.language;
        language.entries_of(self.items[at].word)
    }
}

/// A stretch without white space and the last comma or full stop.
pub(super) fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = &text[span.start..span.end];
    let start = span.start + (words.len() - words.trim_start().len());
    let kept = text[start..span.end].trim_end().trim_end_matches([',', '.', ';', ':']).trim_end();
    (!kept.is_empty()).then(|| Span { start, end: start + kept.len() })
}

/// A content of one part.
pub(super) fn one(range: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(range).collect()
}
