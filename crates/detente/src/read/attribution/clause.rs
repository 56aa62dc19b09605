//! Where what is said ends.

use super::{LOOK, items::Sort, scan::Scan};
use crate::read::language::{Class, Form, Take};

/// What kind of content an end is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// A clause after *that* or a colon.
    Marked,
    /// A clause without.
    Bare,
    /// What is rejected, demanded, called so; an infinitive.
    Object,
}

impl Scan<'_> {
    /// One past the last item of what is said from `start` on.
    pub(super) fn clause_end(&self, start: usize, reach: Reach) -> usize {
        let mut depth = 0usize;
        let end = self.items.len().min(start + LOOK);
        for at in start..end {
            let item = &self.items[at];
            match item.sort {
                Sort::Open => depth += 1,
                Sort::Close if depth == 0 => return at,
                Sort::Close => depth -= 1,
                _ if depth > 0 => {}
                Sort::Semicolon => return at,
                Sort::Stop if at > start => {
                    // Within the inside of a quotation there are several sentences.
                    return at;
                }
                Sort::Comma | Sort::Dash if at > start && self.breaks(at, reach) => return at,
                Sort::Word if at > start => {
                    let conjunction = item.is(Class::Conjunction);
                    let marked = reach == Reach::Object && self.is(at + 1, Class::That);
                    let beside = reach == Reach::Object && self.beside(at + 1);
                    if conjunction && (marked || beside || self.another(at, reach)) {
                        return at;
                    }
                    if self
                        .phrase_words(at)
                        .is_some_and(|(phrase, _)| matches!(phrase.purpose, crate::read::language::Purpose::Speaker(_)))
                    {
                        return at;
                    }
                }
                _ => {}
            }
        }
        end
    }

    /// Whether what stands after a comma or dash is no longer said.
    fn breaks(&self, comma: usize, reach: Reach) -> bool {
        let next = comma + 1;
        let Some(item) = self.items.get(next) else { return true };
        if item.sort == Sort::Quote {
            return false;
        }
        // ", which nobody believed"; ", effectively ending the talks"; ", was dropped"
        let verb = self.finite(self.over_adverbs(next));
        if reach == Reach::Object {
            let loose = self.items.get(self.over_adverbs(next)).is_some_and(|item| self.ends_as_participle(item));
            let clause = item.any(&[Class::Relative, Class::Subordinator]) && item.sort == Sort::Word;
            let another = item.is(Class::Conjunction)
                && self
                    .phrase_at(self.over_adverbs(next + 1))
                    .is_some_and(|subject| self.finite(self.over_adverbs(subject.end)));
            // "The unions want jobs, the mills want orders"
            let beside = self.phrase_at(next).is_some_and(|subject| self.predicate(self.over_adverbs(subject.end)));
            if loose || clause || verb || another || beside {
                return true;
            }
        }
        if self.relative && verb {
            return true;
        }
        // ", adding that"; ", citing officials"
        let word = self.over_adverbs(next);
        if self.participle(word) {
            return true;
        }
        // ", as was maintained by the minister"
        if self.is(next, Class::As) && self.is(next + 1, Class::Be) {
            return true;
        }
        // ", said Orla"; ", the union said"; ", according to the union"
        if self.tail(next) {
            return true;
        }
        if item.is(Class::Conjunction) {
            return self.another(next, reach);
        }
        // ", while the union said that"
        let subordinate = item.is(Class::Subordinator) && !item.any(&[Class::That, Class::Supposition]);
        subordinate && self.new_speaker(next + 1)
    }

    /// `and the tribunal wants to be left in peace`: whether a subject with a verb of its own stands there.
    fn beside(&self, at: usize) -> bool {
        let own = self.items.get(at).is_some_and(|item| item.any(&[Class::Determiner, Class::Subject]));
        own && self.phrase_at(at).is_some_and(|subject| self.finite(self.over_adverbs(subject.end)))
    }

    /// Whether a conjunction begins another statement: `and warned that`, `but the union said`.
    fn another(&self, conjunction: usize, reach: Reach) -> bool {
        let comma = conjunction > 0 && self.items[conjunction - 1].sort == Sort::Comma;
        let verb = self.over_auxiliaries(conjunction + 1);
        if self.participle(verb) && (comma || self.is(verb + 1, Class::That)) {
            return true;
        }
        // "and is demanding"
        if self.is(verb, Class::Be) && self.participle(self.over_auxiliaries(verb + 1)) {
            return true;
        }
        let cue = self.items.get(verb).is_some_and(|item| item.word.has_entries() && item.sort == Sort::Word)
            && self.entries(verb).any(|(_, form)| {
                matches!(form, Form::Finite | Form::FiniteOrPast) || form == Form::Infinitive && verb > conjunction + 1
            });
        if cue {
            let marked = self.is(verb + 1, Class::That) || self.sort(verb + 1, Sort::Quote);
            return match reach {
                Reach::Object => true,
                Reach::Marked => marked || comma && self.content_follows(verb),
                Reach::Bare => marked,
            };
        }
        comma && self.new_speaker(conjunction + 1)
    }

    /// Whether a subject with a cue of its own and something said stands there: `the union said that`.
    fn new_speaker(&self, at: usize) -> bool {
        let at = self.over_adverbs(at);
        let Some(subject) = self.phrase_at(at) else { return false };
        let verb = self.over_auxiliaries(subject.end);
        self.items.get(verb).is_some_and(|item| item.word.has_entries())
            && self.entries(verb).any(|(_, form)| matches!(form, Form::Finite | Form::FiniteOrPast | Form::Infinitive))
            && self.content_follows(verb)
            && !self.is(subject.end, Class::Modal)
    }

    fn content_follows(&self, verb: usize) -> bool {
        self.items.get(verb + 1).is_some_and(|item| {
            matches!(item.sort, Sort::Word | Sort::Number | Sort::Quote) && !item.any(&[Class::Conjunction])
        })
    }

    /// Whether who says the clause before it stands after a comma, and nothing is said after it.
    pub(super) fn tail(&self, at: usize) -> bool {
        if self
            .phrase_words(at)
            .is_some_and(|(phrase, _)| matches!(phrase.purpose, crate::read::language::Purpose::Speaker(_)))
        {
            return true;
        }
        let start = if self.is(at, Class::As) { at + 1 } else { at };
        let after = if self.speaks(start) && !self.items[start].capital {
            // "said Orla"
            let Some(subject) = self.phrase_at(start + 1) else { return false };
            subject.end
        } else {
            let Some(subject) = self.phrase_at(start) else { return false };
            let verb = self.over_auxiliaries(subject.end);
            if !self.speaks(verb) || self.is(verb + 1, Class::That) {
                return false;
            }
            verb + 1
        };
        self.nothing_said(after)
    }

    /// Whether only circumstances stand between an item and the end or the next comma: `on Monday in Halve`.
    pub(super) fn nothing_said(&self, at: usize) -> bool {
        let Some(item) = self.items.get(at) else { return true };
        match item.sort {
            Sort::Comma | Sort::Stop | Sort::Semicolon | Sort::Dash | Sort::Close => return true,
            Sort::Word => {}
            _ => return false,
        }
        let first = item.any(&[Class::Preposition, Class::Time, Class::Adverb, Class::To]);
        if !first && !item.any(&[Class::Conjunction, Class::Subordinator]) {
            // "told reporters"
            let Some(hearer) = self.phrase_at(at) else { return false };
            return hearer.end > at && self.hearer_before(at) && self.nothing_said(hearer.end);
        }
        if !first && !item.is(Class::Subordinator) {
            return item.is(Class::Conjunction);
        }
        let end = self.items.len().min(at + 24);
        for i in at..end {
            let item = &self.items[i];
            match item.sort {
                Sort::Comma | Sort::Stop | Sort::Semicolon | Sort::Dash | Sort::Close => return true,
                Sort::Quote | Sort::Colon => return false,
                Sort::Word if item.is(Class::That) => return false,
                Sort::Word if item.any(&[Class::Be, Class::Modal, Class::Auxiliary]) && !self.in_relative(at, i) => {
                    return false;
                }
                _ => {}
            }
        }
        true
    }

    /// Whether a subordinator or relative stands between two items, so that a verb after it is not that of the clause.
    fn in_relative(&self, from: usize, to: usize) -> bool {
        self.items[from..to].iter().any(|item| item.any(&[Class::Relative, Class::Subordinator]))
    }

    fn hearer_before(&self, at: usize) -> bool {
        at > 0
            && self.items[at - 1].word.has_entries()
            && self.entries(at - 1).any(|(entry, _)| entry.takes(Take::Hearer) || entry.takes(Take::Asked))
    }

    /// Whether a participle of the present of a verb that ascribes clauses, or that cites somebody, stands there.
    pub(super) fn participle(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.sort == Sort::Word && item.word.has_entries())
            && self.entries(at).any(|(entry, form)| {
                form == Form::Present && (entry.speaks() || entry.takes(Take::Quoted) || entry.takes(Take::Asked))
            })
            && self.items.get(at + 1).is_some_and(|next| {
                matches!(next.sort, Sort::Word | Sort::Quote | Sort::Colon | Sort::Comma | Sort::Number)
            })
    }

    pub(super) fn over_adverbs(&self, at: usize) -> usize {
        let mut at = at;
        while self
            .items
            .get(at)
            .is_some_and(|item| item.sort == Sort::Word && item.any(&[Class::Adverb]) && !item.word.has_entries())
        {
            at += 1;
        }
        at
    }

    pub(super) fn over_auxiliaries(&self, at: usize) -> usize {
        let mut at = at;
        let all = [Class::Adverb, Class::Auxiliary, Class::Negation];
        while self
            .items
            .get(at)
            .is_some_and(|item| item.sort == Sort::Word && item.any(&all) && !item.word.has_entries())
        {
            at += 1;
        }
        at
    }

    /// Whether a word can be the verb after a subject: a finite verb, or the plural of one that ascribes.
    fn predicate(&self, at: usize) -> bool {
        self.finite(at)
            || self.items.get(at).is_some_and(|item| item.word.has_entries())
                && self.entries(at).any(|(_, form)| form == Form::Infinitive)
    }

    /// Whether a clause stands between two items: a subject with a verb that is neither in a relative clause nor joined to a
    /// verb before.
    pub(super) fn is_clause(&self, start: usize, end: usize) -> bool {
        let end = end.min(self.items.len());
        let mut at = start;
        while at < end {
            // "said it here, where you are sitting"
            let comma = self.items[at].sort == Sort::Comma && at > start + 1;
            if comma && self.items.get(at + 1).is_some_and(|next| next.any(&[Class::Subordinator, Class::Relative])) {
                let opening = self.items[start].any(&[Class::Supposition, Class::Preposition, Class::Subordinator]);
                if !opening {
                    at = (at + 1..end).find(|i| self.items[*i].sort == Sort::Comma).unwrap_or(end);
                    at += 1;
                    continue;
                }
            }
            if !self.finite(at) && !self.items[at].is(Class::Finite) {
                at += 1;
                continue;
            }
            let mut before = at;
            while before > start && self.items[before - 1].any(&[Class::Adverb]) {
                before -= 1;
            }
            let Some(item) = before.checked_sub(1).filter(|b| *b >= start).map(|b| &self.items[b]) else { return true };
            if item.any(&[Class::Relative, Class::That]) && item.sort == Sort::Word {
                at += 1;
                continue;
            }
            return !item.is(Class::Conjunction);
        }
        false
    }

    /// Whether a clause with a verb of its own stands between two items.
    pub(super) fn has_verb(&self, start: usize, end: usize) -> bool {
        (start..end.min(self.items.len())).any(|at| {
            self.finite(at)
                || self.items[at].is(Class::Finite)
                || self.items[at].sort == Sort::Word
                    && self.items[at].any(&[Class::Subject])
                    && !self.items[at].is(Class::Determiner)
                    && at == start
        })
    }
}
