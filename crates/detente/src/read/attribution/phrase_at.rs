//! Noun phrases from their first word on.

use std::ops::Range;

use super::{items::Sort, phrase::LONGEST, scan::Scan};
use crate::read::language::Class;

impl Scan<'_> {
    /// The noun phrase that begins at an item, without relative clauses or appositions.
    pub(super) fn phrase_at(&self, start: usize) -> Option<Range<usize>> {
        let items = self.items;
        let first = items.get(start)?;
        if first.sort == Sort::Word && first.any(&[Class::Subject, Class::Object]) {
            let lone = !items.get(start + 1).is_some_and(|next| next.nounlike() && !self.verb_form(start + 1));
            if lone || !first.any(&[Class::Determiner, Class::Possessive]) {
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
                let counted = at > start && items[at - 1].is(Class::Determiner) && self.first_joining(at);
                if !(noun || counted) || !goes_on || named {
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
            } else if !(item.nounlike() || at > start && self.modifies(at)) || noun && self.ends_phrase(at) {
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
    pub(super) fn first_joining(&self, at: usize) -> bool {
        self.language.joins_tightly(self.text(&self.items[at]))
    }

    pub(super) fn joined_before(&self, at: usize) -> bool {
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

    /// Whether a word that could be a noun is no part of the phrase before it: a time, or a verb.
    pub(super) fn ends_phrase(&self, at: usize) -> bool {
        let item = &self.items[at];
        item.is(Class::Time) && !item.is(Class::Title) && !self.joined_before(at) || self.verb_form(at) && !item.capital
    }
}
