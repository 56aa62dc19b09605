//! What is rejected, demanded, accepted, or said without *that*.

use super::{clause::Reach, complement::Said, items::Sort, scan::Scan};
use crate::read::{
    Act,
    language::{Class, Entry, Take},
};

impl Scan<'_> {
    /// What is rejected, demanded or accepted.
    pub(super) fn object(&self, at: usize, cue_end: usize, entry: &Entry) -> Option<Said> {
        if !entry.takes(Take::Object) {
            return None;
        }
        let item = self.items.get(at)?;
        let starts = match item.sort {
            Sort::Number | Sort::Quote => true,
            Sort::Word => {
                item.nounlike()
                    || item.any(&[Class::Determiner, Class::Possessive, Class::Object, Class::Empty])
                    // "denies having sold the boats"
                    || item.is(Class::Auxiliary) && self.ends_as_participle(item)
            }
            _ => false,
        };
        if !starts || item.is(Class::Time) && !item.capital {
            return None;
        }
        let end = self.clause_end(at, Reach::Object);
        if self.carries_another(at) && self.is(cue_end.saturating_sub(1), Class::CarriesNoun) {
            return None;
        }
        if entry.act == Act::Calls && !self.called_something(at, end) {
            return None;
        }
        // "denied it", "rejected this"
        let short = !matches!(entry.act, Act::Calls | Act::Demands | Act::Thinks)
            && item.any(&[Class::Object, Class::Empty, Class::Determiner])
            && (end == at + 1 || self.nothing_said(at + 1));
        let noun = short || (at..end).any(|i| self.items[i].nounlike() || self.items[i].sort == Sort::Quote);
        (end > at && noun).then(|| Said::new(at..end, cue_end, 2))
    }

    /// `called the plan “a trap”`, `called the plan a trap`: two things, of which one is the other; not `called a meeting`.
    pub(super) fn called_something(&self, at: usize, end: usize) -> bool {
        let quoted = (at..end).any(|i| self.items[i].sort == Sort::Quote);
        let second = self.phrase_at(at).map(|first| first.end).filter(|next| *next < end);
        quoted
            || second.is_some_and(|next| {
                let item = &self.items[next];
                item.sort == Sort::Word && (item.nounlike() || item.any(&[Class::Determiner, Class::Possessive]))
            })
    }

    /// Steps over when it was said: `on Monday`, `last week`.
    pub(super) fn over_time(&self, at: usize) -> usize {
        let mut end = at;
        if self.is(at, Class::Preposition) && self.is(at + 1, Class::Time) {
            end += 1;
        }
        while self.is(end, Class::Time) || end > at && self.sort(end, Sort::Number) {
            end += 1;
        }
        self.over_adverbs(end)
    }

    /// Steps over where it is said, before `that`: `it is understood in Halve that`.
    pub(super) fn over_place(&self, at: usize) -> usize {
        if !self.is(at, Class::Preposition) {
            return at;
        }
        let end = self.items.len().min(at + 8);
        let that = (at..end).find(|i| self.items[*i].sort != Sort::Word || self.is(*i, Class::That));
        that.filter(|i| self.is(*i, Class::That)).unwrap_or(at)
    }

    /// `insisted on a vote`, `warned against haste`.
    pub(super) fn prepositional(&self, at: usize, entry: &Entry) -> Option<Said> {
        let item = self.items.get(at).filter(|item| item.sort == Sort::Word)?;
        let word = self.text(item);
        if !entry.prepositions.iter().any(|p| p.eq_ignore_ascii_case(word)) || self.items.get(at + 1)?.is(Class::Time) {
            return None;
        }
        let next = self.items.get(at + 1)?;
        let starts =
            matches!(next.sort, Sort::Word | Sort::Number | Sort::Quote) && !next.any(&[Class::Conjunction, Class::Be]);
        let end = self.clause_end(at + 1, Reach::Object);
        (starts && end > at + 1).then(|| Said::new(at + 1..end, at + 1, 3))
    }

    /// A clause without `that`.
    pub(super) fn bare(&self, at: usize, cue_end: usize, entry: &Entry) -> Option<Said> {
        if !(entry.takes(Take::Clause) || entry.takes(Take::Hearer)) {
            return None;
        }
        let item = self.items.get(at)?;
        let starts = match item.sort {
            Sort::Number | Sort::Quote => true,
            Sort::Word => {
                item.nounlike()
                    || item.any(&[
                        Class::Determiner,
                        Class::Possessive,
                        Class::Subject,
                        Class::Empty,
                        Class::Supposition,
                        Class::Nobody,
                    ])
                    || item.is(Class::Preposition) && !item.any(&[Class::By, Class::To])
            }
            _ => false,
        };
        // "Wenz says no."
        if item.sort == Sort::Word
            && item.is(Class::Determiner)
            && item.is(Class::Negation)
            && self.nothing_said(at + 1)
        {
            return Some(Said::new(at..at + 1, cue_end, 3));
        }
        if !starts {
            return None;
        }
        let end = self.clause_end(at, Reach::Bare);
        let quoted = (at..end).any(|i| self.items[i].sort == Sort::Quote);
        (end > at + 1 && (self.is_clause(at, end) || quoted)).then(|| Said::new(at..end, cue_end, 3).reports())
    }

    /// `did not rule the idea out`: what is said stands before the word that belongs to the verb.
    pub(super) fn split(&self, at: usize, particle: &str, entry: &Entry) -> Option<Said> {
        let object = self.phrase_at(at).filter(|_| entry.takes(Take::Object))?;
        self.is_word(object.end, particle).then(|| Said::new(object, at, 2))
    }
}
