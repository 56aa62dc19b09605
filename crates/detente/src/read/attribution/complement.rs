//! What stands after a verb and is said.

use std::ops::Range;

use super::{clause::Reach, items::Sort, scan::Scan};
use crate::read::{
    Act,
    language::{Class, Entry, Form, Take},
};

/// So many words of circumstance may stand between a verb and what is said: `said in an interview on Monday that`.
const CIRCUMSTANCE: usize = 18;

/// What is said, after a verb.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) content: Vec<Range<usize>>,
    /// One past the last word that belongs to the cue.
    pub(super) cue_end: usize,
    /// How sure it is that it is said: of several entries of a word the surest is taken.
    pub(super) sure: u8,
    /// It is the list or the quotation that follows the sentence.
    pub(super) list: bool,
    /// Somebody whom the verb quotes, and the verb by which: `quoted officials as saying`.
    pub(super) quoted: Option<(Range<usize>, usize)>,
    /// It is a clause or a quotation.
    pub(super) reports: bool,
}

impl Said {
    pub(super) fn new(content: Range<usize>, cue_end: usize, sure: u8) -> Said {
        Said::of(vec![content], cue_end, sure)
    }

    pub(super) fn of(content: Vec<Range<usize>>, cue_end: usize, sure: u8) -> Said {
        Said { content, cue_end, sure, list: false, quoted: None, reports: false }
    }

    pub(super) fn reports(self) -> Said {
        Said { reports: true, ..self }
    }
}

impl Scan<'_> {
    /// What an entry has after it; `at` is the verb.
    pub(super) fn complement(&self, at: usize, entry: &Entry) -> Option<Said> {
        let mut next = at + 1;
        if let Some(particle) = &entry.particle {
            if !self.is_word(next, particle) {
                return self.split(next, particle, entry);
            }
            next += 1;
        }
        let cue_end = next;
        let plain = self.over_adverbs(next);
        self.marked(plain, cue_end, entry)
            .or_else(|| self.after_circumstance(plain, cue_end, entry))
            .or_else(|| self.quoted(plain, entry))
            .or_else(|| self.asked(next, cue_end, entry))
            .or_else(|| self.asked(plain, cue_end, entry))
            .or_else(|| self.to_hearer(plain, entry))
            .or_else(|| self.called(plain, cue_end, entry))
            .or_else(|| self.prepositional(plain, entry))
            .or_else(|| self.bare(self.over_time(plain), cue_end, entry))
            .or_else(|| self.object(plain, cue_end, entry))
    }

    /// `that`, a colon, a quotation, an infinitive, an indirect question.
    fn marked(&self, at: usize, cue_end: usize, entry: &Entry) -> Option<Said> {
        let item = self.items.get(at)?;
        let speaks = entry.speaks() || entry.takes(Take::Conduct);
        if self.is(at, Class::That) && speaks && !entry.takes(Take::Quote)
            || self.is(at, Class::That) && entry.takes(Take::That)
        {
            let end = self.clause_end(at + 1, Reach::Marked);
            return (end > at + 1).then(|| Said::new(at + 1..end, cue_end, 5).reports());
        }
        if item.sort == Sort::Colon && (speaks || entry.takes(Take::Object) || entry.takes(Take::To)) {
            return self.after_colon(at, cue_end);
        }
        if speaks || entry.takes(Take::Object) {
            let quote = if item.sort == Sort::Comma { at + 1 } else { at };
            let direct = item.sort == Sort::Comma;
            if self.sort(quote, Sort::Quote) && (speaks || !direct) {
                let sure = if entry.speaks_freely() { 5 } else { 4 };
                return Some(Said::new(quote..self.quote_end(quote), cue_end, sure).reports());
            }
        }
        let to = if item.is(Class::Negation) { at + 1 } else { at };
        if entry.takes(Take::To) && self.is(to, Class::To) {
            let end = self.clause_end(at, Reach::Object);
            if self.infinitive_after(to) {
                return (end > to + 1).then(|| Said::new(at..end, cue_end, 4));
            }
            // "agreed to a ceasefire"; but not "offered to the union"
            let gives_in = matches!(entry.act, Act::Accepts | Act::Admits | Act::Rejects);
            return (gives_in && end > to + 1).then(|| Said::new(at + 1..end, at + 1, 3));
        }
        let asks = entry.takes(Take::Whether) || entry.takes(Take::Clause) || entry.takes(Take::That);
        if asks && self.is(at, Class::Whether) && !self.is(at, Class::That) {
            let end = self.clause_end(at, Reach::Marked);
            return (end > at + 1 && self.has_verb(at + 1, end)).then(|| Said::new(at..end, cue_end, 3).reports());
        }
        None
    }

    /// Whether an infinitive, rather than a noun phrase, follows a `to`.
    pub(super) fn infinitive_after(&self, to: usize) -> bool {
        self.items.get(to + 1).is_some_and(|next| {
            next.sort == Sort::Word
                && !next.any(&[Class::Determiner, Class::Possessive, Class::Object])
                && (!next.capital || self.heading)
        })
    }

    /// What follows a colon: the rest of the sentence, or the list or quotation after it.
    pub(super) fn after_colon(&self, colon: usize, cue_end: usize) -> Option<Said> {
        let rest = colon + 1;
        if rest >= self.items.len() {
            return Some(Said { list: true, ..Said::of(Vec::new(), cue_end, 4).reports() });
        }
        let end =
            if self.sort(rest, Sort::Quote) { self.quote_end(rest) } else { self.clause_end(rest, Reach::Marked) };
        (end > rest).then(|| Said::new(rest..end, cue_end, 5).reports())
    }

    /// One past the last item of what begins with a quotation: the quotation, or the clause that it is only a part of.
    pub(super) fn quote_end(&self, quote: usize) -> usize {
        let next = quote + 1;
        let inner = self.page.words(self.page.quotations[self.items[quote].quotation].inner).trim_end();
        let complete = inner.ends_with(['.', ',', '!', '?', '…', '—', '–']);
        let goes_on = self.items.get(next).is_some_and(|item| {
            matches!(item.sort, Sort::Word | Sort::Number | Sort::Quote) && !self.circumstance(next)
        });
        if complete || !goes_on { next } else { self.clause_end(quote, Reach::Marked) }
    }

    /// Whether what begins there is about when and where it was said rather than a part of it.
    fn circumstance(&self, at: usize) -> bool {
        let item = &self.items[at];
        item.is(Class::Time)
            || item.is(Class::Preposition) && self.items.get(at + 1).is_some_and(|next| next.is(Class::Time))
            || self.participle(at)
            || item.is(Class::Conjunction) && {
                let verb = self.over_auxiliaries(at + 1);
                self.items.get(verb).is_some_and(|item| item.word.has_entries() && item.sort == Sort::Word)
            }
            || item.any(&[Class::Subordinator]) && !item.any(&[Class::That, Class::Supposition])
    }

    /// `said on Monday in an interview that`, `said, in a letter, that`, `said on Monday: “...`.
    fn after_circumstance(&self, at: usize, cue_end: usize, entry: &Entry) -> Option<Said> {
        if !entry.speaks() {
            return None;
        }
        let first = self.items.get(at)?;
        let comma = first.sort == Sort::Comma;
        let circumstance = [Class::Preposition, Class::Time, Class::To, Class::Adverb];
        if !(comma || first.sort == Sort::Word && first.any(&circumstance)) {
            return None;
        }
        let end = self.items.len().min(at + CIRCUMSTANCE);
        let from = if comma { at + 1 } else { at };
        for i in from..end {
            let item = &self.items[i];
            match item.sort {
                Sort::Word if item.is(Class::That) => return self.marked(i, cue_end, entry),
                Sort::Colon => return self.after_colon(i, cue_end),
                Sort::Comma => {
                    let next = i + 1;
                    let says = self.is(next, Class::That) || self.sort(next, Sort::Quote);
                    return if says { self.marked(next, cue_end, entry) } else { None };
                }
                Sort::Quote | Sort::Stop | Sort::Semicolon | Sort::Dash => return None,
                Sort::Word if self.finite(i) && !item.is(Class::Time) => return None,
                Sort::Word if item.any(&[Class::Subject, Class::Conjunction]) && !item.is(Class::Determiner) => {
                    return None;
                }
                _ => {}
            }
        }
        None
    }

    /// `quoted officials as saying`.
    fn quoted(&self, at: usize, entry: &Entry) -> Option<Said> {
        if !entry.takes(Take::Quoted) {
            return None;
        }
        let who = self.phrase_at(at)?;
        let (verb, said) = self.as_saying(who.end)?;
        Some(Said { cue_end: verb + 1, quoted: Some((who, verb)), sure: 5, ..said })
    }

    /// `as saying that`: the verb, and what is said.
    pub(super) fn as_saying(&self, at: usize) -> Option<(usize, Said)> {
        let verb = at + 1;
        if !self.is(at, Class::As) || !self.items.get(verb)?.word.has_entries() {
            return None;
        }
        self.entries(verb)
            .filter(|(_, form)| *form == Form::Present)
            .filter_map(|(entry, _)| self.complement(verb, entry))
            .max_by_key(|said| said.sure)
            .map(|said| (verb, said))
    }

    /// `urged the union to return`: what is asked is said with whom it is asked of.
    fn asked(&self, at: usize, cue_end: usize, entry: &Entry) -> Option<Said> {
        if !entry.takes(Take::Asked) {
            return None;
        }
        let who = self.phrase_at(at)?;
        let mut to = who.end;
        while self
            .items
            .get(to)
            .is_some_and(|item| item.sort == Sort::Word && item.any(&[Class::Adverb, Class::Negation]))
        {
            to += 1;
        }
        if !self.is(to, Class::To) {
            return None;
        }
        let end = self.clause_end(at, Reach::Object);
        (end > to + 1).then(|| Said::new(at..end, cue_end, 4))
    }

    /// `told reporters in Halve that`, `told reporters the ferries would stop`.
    fn to_hearer(&self, at: usize, entry: &Entry) -> Option<Said> {
        if !entry.takes(Take::Hearer) {
            return None;
        }
        let start = if self.is(at, Class::To) { at + 1 } else { at };
        let hearer = self.phrase_at(start)?;
        // "warned the plan would fail": the phrase has a verb of its own.
        if self.finite(hearer.end) {
            return None;
        }
        let next = self.over_time(self.over_adverbs(hearer.end));
        self.marked(next, hearer.end, entry)
            .or_else(|| self.after_circumstance(next, hearer.end, entry))
            .or_else(|| self.bare(next, hearer.end, entry))
            .map(|said| Said { sure: said.sure.min(4), ..said })
    }

    /// `described the plan as a trap`.
    fn called(&self, at: usize, cue_end: usize, entry: &Entry) -> Option<Said> {
        if !entry.takes(Take::As) {
            return None;
        }
        let end = self.clause_end(at, Reach::Object);
        let stop = end.min(at + CIRCUMSTANCE);
        if self.is(at, Class::As) {
            return (end > at + 1).then(|| Said::new(at + 1..end, at + 1, 4));
        }
        let place = (at + 1..stop).find(|i| self.is(*i, Class::As))?;
        (!self.has_verb(at + 1, place) && end > place + 1).then(|| Said::new(at..end, cue_end, 4))
    }
}
