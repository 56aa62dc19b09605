//! Noun phrases: who speaks.

use std::ops::Range;

use super::{
    items::{Item, Sort},
    scan::Scan,
};
use crate::read::language::{Class, Form};

/// A noun phrase has at most so many words.
const LONGEST: usize = 28;

impl Scan<'_> {
    /// The noun phrase that ends right before an item, without relative clauses; a comma there closes an apposition or a
    /// relative clause.
    pub(super) fn phrase_before(&self, end: usize) -> Option<Range<usize>> {
        let end = self.before_time(end);
        let last = self.items.get(end.checked_sub(1)?)?;
        match last.sort {
            Sort::Comma => self.around_apposition(end - 1),
            Sort::Close => {
                let open =
                    (end.saturating_sub(LONGEST)..end - 1).rev().find(|at| self.items[*at].sort == Sort::Open)?;
                self.plain_before(open)
            }
            _ if last.is(Class::Relative) && last.sort == Sort::Word => {
                let head = end - 1;
                let closed = head.checked_sub(1).filter(|at| self.items[*at].sort == Sort::Comma);
                self.plain_before(closed.unwrap_or(head)).map(|range| self.with_name(range))
            }
            _ => self.plain_before(end),
        }
    }

    /// `Orla, the harbour chief,`: from the comma that closes.
    fn around_apposition(&self, close: usize) -> Option<Range<usize>> {
        let from = close.saturating_sub(LONGEST + 12);
        let open = (from..close).rev().find(|at| matches!(self.items[*at].sort, Sort::Comma | Sort::Semicolon))?;
        if self.items[open].sort != Sort::Comma || open + 1 == close {
            return None;
        }
        let first = &self.items[open + 1];
        let main = self.plain_before(open)?;
        if first.sort == Sort::Quote {
            return None;
        }
        let entry_form = |wanted: Form| self.language.entries_of(first.word).any(|(_, form)| form == wanted);
        let relative = first.any(&[
            Class::Relative,
            Class::Preposition,
            Class::Adverb,
            Class::Subordinator,
            Class::Conjunction,
            Class::To,
            Class::Finite,
        ]) || entry_form(Form::Present)
            || first.sort == Sort::Number
            || self.ends_as_participle(first);
        let main = if relative && first.is(Class::Relative) { self.with_name(main) } else { main };
        // A whole clause between commas is no apposition: "..., the ship sank, said".
        let verb = (open + 1..close).any(|at| self.finite(at));
        match (relative, verb) {
            (true, _) => Some(main),
            (false, false) => Some(main.start..close),
            (false, true) => None,
        }
    }

    /// `speaking in Halve`: a word in small letters that the language does not know, before a preposition or determiner.
    fn ends_as_participle(&self, item: &Item) -> bool {
        !item.capital && item.sort == Sort::Word && self.text(item).ends_with("ing")
    }

    /// `Orla, the harbour chief` from `the harbour chief`, where a name stands right before it.
    fn with_name(&self, range: Range<usize>) -> Range<usize> {
        let Some(comma) = range.start.checked_sub(1).filter(|at| self.items[*at].sort == Sort::Comma) else {
            return range;
        };
        match self.plain_before(comma) {
            Some(name) if name.clone().all(|at| self.items[at].capital) && self.opens_clause(name.start) => {
                name.start..range.end
            }
            _ => range,
        }
    }

    /// Whether nothing stands before an item in its clause.
    fn opens_clause(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| {
            !matches!(self.items[before].sort, Sort::Word | Sort::Number) || self.items[before].is(Class::Conjunction)
        })
    }

    /// Steps back over a time that stands between the subject and the verb: `Orla on Monday said`.
    fn before_time(&self, end: usize) -> usize {
        let mut at = end;
        while at > 0 && end - at < 5 {
            let item = &self.items[at - 1];
            let time = item.is(Class::Time) && item.sort == Sort::Word || item.sort == Sort::Number;
            if !time {
                break;
            }
            at -= 1;
        }
        if at == end || at == 0 {
            return end;
        }
        let before = &self.items[at - 1];
        if before.is(Class::Preposition) && at >= 2 {
            return at - 1;
        }
        let timed = (at..end).any(|i| self.items[i].is(Class::Time));
        // "The union Monday said": a subject must be left.
        if timed && (before.nounlike() || before.is(Class::Subject)) && !before.is(Class::Determiner) {
            at
        } else {
            end
        }
    }

    fn plain_before(&self, end: usize) -> Option<Range<usize>> {
        let items = self.items;
        let last = items.get(end.checked_sub(1)?)?;
        if last.any(&[Class::Subject, Class::Nobody]) && !(last.is(Class::Determiner) && last.is(Class::Adverb)) {
            return self.lone_pronoun(end);
        }
        if last.is(Class::Object) || !(last.nounlike() || last.sort == Sort::Quote && end >= 2) {
            return None;
        }
        let mut at = end;
        let mut noun = false;
        while at > 0 && end - at < LONGEST {
            let item = &items[at - 1];
            let next_is_noun = at >= 2 && items[at - 2].nounlike();
            if item.sort == Sort::Quote {
                // 'the "peace" party': a short one within a phrase only.
                if !(noun && at >= 2 && items[at - 2].any(&[Class::Determiner, Class::Distance])) {
                    break;
                }
            } else if item.any(&[Class::Determiner, Class::Possessive]) {
                at -= 1;
                noun = true;
                // "all the", "the three": determiners go together; before them only what joins phrases.
                while at > 0 && items[at - 1].any(&[Class::Determiner]) && items[at - 1].sort == Sort::Word {
                    at -= 1;
                }
                if at >= 2 && self.joins(at - 1) && items[at - 2].nounlike() {
                    at -= 1;
                    continue;
                }
                if at >= 2 && self.pairs(at - 1) {
                    at -= 1;
                    continue;
                }
                break;
            } else if item.is(Class::PossessiveEnding) {
                if !next_is_noun {
                    break;
                }
            } else if self.joins(at - 1) {
                if !next_is_noun || !noun {
                    break;
                }
            } else if item.is(Class::Conjunction) {
                if !(noun && self.pairs(at - 1)) {
                    break;
                }
            } else if !item.nounlike() && !(item.is(Class::Adverb) && noun && self.after_determiner(at - 1)) {
                break;
            } else if self.verb_form(at - 1) && !item.capital {
                break;
            }
            noun = true;
            at -= 1;
        }
        // A phrase does not begin with what joins, nor with an ending.
        while at < end
            && (self.joins(at) || items[at].any(&[Class::Conjunction, Class::PossessiveEnding]))
            && !items[at].is(Class::Determiner)
        {
            at += 1;
        }
        self.real(at..end)
    }

    fn lone_pronoun(&self, end: usize) -> Option<Range<usize>> {
        let start = end - 1;
        // "this", "some" may be all; "no one" and "none of them" are handled as they stand.
        (self.items[start].sort == Sort::Word).then_some(start..end)
    }

    /// A phrase with something in it that can speak.
    fn real(&self, range: Range<usize>) -> Option<Range<usize>> {
        let speaks = range.clone().any(|at| {
            let item = &self.items[at];
            item.sort == Sort::Word && item.nounlike() && !(item.is(Class::Time) && !item.is(Class::Title))
        });
        (!range.is_empty() && speaks).then_some(range)
    }

    fn after_determiner(&self, at: usize) -> bool {
        at > 0 && self.items[at - 1].any(&[Class::Determiner, Class::Possessive])
    }

    /// Whether a word joins two parts of one noun phrase.
    fn joins(&self, at: usize) -> bool {
        let item = &self.items[at];
        if !item.is(Class::Joining) || item.capital {
            return false;
        }
        // "in Halve on Monday the union": a time does not belong to the phrase.
        !self.items.get(at + 1).is_some_and(|next| next.is(Class::Time) && !next.is(Class::Title))
    }

    /// Whether a conjunction pairs two nouns: names, or phrases that each have a determiner.
    fn pairs(&self, at: usize) -> bool {
        let (Some(before), Some(after)) = (at.checked_sub(1).map(|at| &self.items[at]), self.items.get(at + 1)) else {
            return false;
        };
        if !self.items[at].is(Class::Conjunction) || !before.nounlike() || self.verb_form(at - 1) && !before.capital {
            return false;
        }
        // The clause must begin with the first of the pair, or it may be a clause of its own: "the talks failed and ...".
        let mut first = at;
        while first > 0 && at - first < 12 && (self.items[first - 1].nounlike() || self.inner(first - 1)) {
            if self.finite(first - 1) {
                return false;
            }
            first -= 1;
        }
        let free = first.checked_sub(1).is_none_or(|before| {
            let item = &self.items[before];
            !matches!(item.sort, Sort::Word) || item.any(&[Class::Subordinator, Class::That])
        });
        free && (after.nounlike() || after.any(&[Class::Determiner, Class::Possessive]))
    }

    fn inner(&self, at: usize) -> bool {
        self.items[at].any(&[Class::Determiner, Class::Possessive, Class::PossessiveEnding]) || self.joins(at)
    }

    /// Whether a word is a form of a verb that is no noun as well.
    pub(super) fn verb_form(&self, at: usize) -> bool {
        let word = self.items[at].word;
        word.has_entries()
            && self.language.entries_of(word).any(|(_, form)| {
                matches!(form, Form::Finite | Form::FiniteOrPast | Form::Past | Form::Infinitive | Form::Present)
            })
            && self.language.entries_of(word).all(|(_, form)| form != Form::Noun)
            && !self.after_determiner(at)
    }

    /// The noun phrase that begins at an item, without relative clauses or appositions.
    pub(super) fn phrase_at(&self, start: usize) -> Option<Range<usize>> {
        let items = self.items;
        let first = items.get(start)?;
        if first.sort == Sort::Word && first.any(&[Class::Subject, Class::Object]) && !first.is(Class::Possessive) {
            let lone = !items.get(start + 1).is_some_and(|next| next.nounlike() && !self.verb_form(start + 1));
            if lone || !first.is(Class::Determiner) {
                return Some(start..start + 1);
            }
        }
        let mut at = start;
        let mut noun = false;
        while at < items.len() && at - start < LONGEST {
            let item = &items[at];
            if item.any(&[Class::Determiner, Class::Possessive]) {
                // Another determiner begins another phrase.
                if noun && !self.joined_before(at) {
                    break;
                }
            } else if item.is(Class::PossessiveEnding) {
                if !noun {
                    return None;
                }
            } else if self.joins(at) {
                let goes_on = items.get(at + 1).is_some_and(|next| {
                    next.nounlike() || next.any(&[Class::Determiner, Class::Possessive]) && next.sort == Sort::Word
                });
                // After a name only what names an office: "Orla of the port authority".
                let named = at > start && items[at - 1].capital && !self.first_joining(at);
                if !noun || !goes_on || named {
                    break;
                }
            } else if item.is(Class::Conjunction) {
                let next = items.get(at + 1);
                let both = noun && items[at - 1].capital && next.is_some_and(|next| next.capital && next.nounlike());
                if !both {
                    break;
                }
            } else if item.sort == Sort::Quote {
                if at == start || !items[at - 1].any(&[Class::Determiner, Class::Distance]) {
                    break;
                }
            } else if !item.nounlike() && !(item.is(Class::Adverb) && at > start && self.after_determiner(at)) {
                break;
            } else if noun && item.is(Class::Time) && !item.is(Class::Title) && !self.joined_before(at) {
                break;
            } else if noun && self.verb_form(at) && !item.capital {
                break;
            } else {
                noun = true;
            }
            at += 1;
        }
        while at > start && (self.joins(at - 1) || items[at - 1].any(&[Class::Conjunction, Class::Determiner])) {
            at -= 1;
        }
        self.real(start..at)
    }

    /// Whether the first joining word of the language stands there, the one that joins most tightly: *of*.
    fn first_joining(&self, at: usize) -> bool {
        self.language.joins_tightly(self.text(&self.items[at]))
    }

    fn joined_before(&self, at: usize) -> bool {
        at > 0 && (self.joins(at - 1) || self.items[at - 1].is(Class::Determiner))
    }

    /// The office with the name that follows it after a comma: `the head of the port authority, Lena Orla`.
    pub(super) fn with_following_name(&self, range: Range<usize>) -> Range<usize> {
        let comma = range.end;
        if self.items[range.start].capital || self.items.get(comma).is_none_or(|item| item.sort != Sort::Comma) {
            return range;
        }
        let mut at = comma + 1;
        while at < self.items.len() && at - comma < 6 && self.items[at].capital && self.items[at].nounlike() {
            at += 1;
        }
        let over = self.items.get(at).is_none_or(|item| !matches!(item.sort, Sort::Word | Sort::Number | Sort::Quote));
        if at > comma + 1 && over { range.start..at } else { range }
    }
}
