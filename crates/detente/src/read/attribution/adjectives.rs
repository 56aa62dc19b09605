//! Adjectives that ascribe: `is adamant that`, `are ready to`.

use std::ops::Range;

use super::{
    clause::Reach,
    items::Sort,
    scan::{Found, Scan},
};
use crate::read::{
    Act,
    language::{Class, Entry, Form, Take},
};

impl Scan<'_> {
    /// `is adamant that`, `are ready to`: whether an adjective ascribes something there.
    pub(super) fn adjective(&mut self, at: usize) -> bool {
        // "made it clear that"
        if at >= 2 && self.is(at - 1, Class::Empty) && self.is(at - 2, Class::CarriesNoun) {
            return self.made_clear(at);
        }
        let mut be = at;
        let mut negated = false;
        while be > 0 && self.items[be - 1].any(&[Class::Adverb, Class::Negation]) && !self.items[be - 1].is(Class::Be) {
            negated |= self.items[be - 1].is(Class::Negation);
            be -= 1;
        }
        if be == 0 || !self.items[be - 1].is(Class::Be) {
            return false;
        }
        let mut start = be - 1;
        negated |= self.items[start].is(Class::Negation);
        while start > 0 && self.items[start - 1].any(&[Class::Adverb, Class::Auxiliary, Class::Negation]) {
            negated |= self.items[start - 1].is(Class::Negation);
            start -= 1;
        }
        let Some(subject) = self.phrase_before(start) else { return false };
        if self.nobody(&subject)
            || subject.len() == 1 && self.items[subject.start].is(Class::Empty)
            || subject.start > 0 && self.supposed(subject.start)
        {
            return false;
        }
        let first = self.items[subject.start].is(Class::First);
        let entries: Vec<&Entry> =
            self.entries(at).filter(|(_, form)| *form == Form::Adjective).map(|(entry, _)| entry).collect();
        for entry in entries {
            let Some((content, cue_end, list)) = self.adjective_content(at + 1, entry) else { continue };
            if first || self.inside && entry.act == Act::Thinks {
                return true;
            }
            self.add(Found {
                content: vec![content],
                cue: start..cue_end,
                entry: entry.name.clone(),
                act: entry.act,
                negated,
                speaker: Some(subject),
                through: Vec::new(),
                implied: false,
                rule: "adjective",
                list,
                reports: false,
            });
            return true;
        }
        false
    }

    /// `made it clear that`: whether an adjective ascribes something there.
    fn made_clear(&mut self, at: usize) -> bool {
        let group = self.group(at - 2);
        if group.negated || group.modal || group.infinitive {
            return false;
        }
        let Some(subject) = self.phrase_before(group.start).filter(|subject| !self.nobody(subject)) else {
            return false;
        };
        let first = self.items[subject.start].is(Class::First) || subject.start > 0 && self.supposed(subject.start);
        let found = self
            .entries(at)
            .filter(|(_, form)| *form == Form::Adjective && !first)
            .find_map(|(entry, _)| self.adjective_content(at + 1, entry).map(|content| (entry, content)));
        let Some((entry, (content, cue_end, list))) = found else { return false };
        self.add(Found {
            content: vec![content],
            cue: group.start..cue_end,
            entry: entry.name.clone(),
            act: entry.act,
            negated: false,
            speaker: Some(subject),
            through: Vec::new(),
            implied: false,
            rule: "adjective",
            list,
            reports: true,
        });
        true
    }

    pub(super) fn adjective_content(&self, at: usize, entry: &Entry) -> Option<(Range<usize>, usize, bool)> {
        let item = self.items.get(at)?;
        if item.sort == Sort::Colon {
            let said = self.after_colon(at, at)?;
            return Some((said.content.first()?.clone(), at, false));
        }
        let (start, cue_end, reach) = if self.is(at, Class::That) && entry.takes(Take::That) {
            (at + 1, at, Reach::Marked)
        } else if self.is(at, Class::To) && entry.takes(Take::To) {
            let nominal = self
                .items
                .get(at + 1)
                .is_some_and(|next| next.any(&[Class::Determiner, Class::Possessive, Class::Object]) || next.capital);
            if nominal { (at + 1, at + 1, Reach::Object) } else { (at, at, Reach::Object) }
        } else if item.sort == Sort::Word && entry.prepositions.iter().any(|p| p.eq_ignore_ascii_case(self.text(item)))
        {
            (at + 1, at + 1, Reach::Object)
        } else {
            return None;
        };
        let end = self.clause_end(start, reach);
        (end > start).then_some((start..end, cue_end, false))
    }
}
