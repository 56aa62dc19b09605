//! Cues that are no verbs: `according to the union`, `reportedly`, `can be read as`.

use std::ops::Range;

use super::{
    clause::Reach,
    items::Sort,
    scan::{Found, Scan, one},
};
use crate::read::{
    Act,
    language::{Class, Form, Purpose, Take},
};

impl Scan<'_> {
    /// A cue of several words; where to go on.
    pub(super) fn phrase_cue(&mut self, at: usize) -> Option<usize> {
        let (phrase, end) = self.phrase_words(at)?;
        let entry = phrase.words.join(" ");
        match phrase.purpose {
            Purpose::Speaker(act) => self.according_to(at, end, entry, act),
            Purpose::Rumour => {
                let comma = usize::from(self.sort(end, Sort::Comma) || self.is(end, Class::That));
                let start = end + comma;
                let stop = self.clause_end(start, Reach::Marked);
                (stop > start && self.has_verb(start, stop))
                    .then(|| self.unnamed(one(start..stop), at..end, entry, "rumour"))?;
                Some(end)
            }
            Purpose::Taken => {
                let subject = self.phrase_before(at)?;
                let start = if self.is(end, Class::That) { end + 1 } else { end };
                let stop = self.clause_end(start, Reach::Object);
                if stop == start || self.nobody(&subject) {
                    return None;
                }
                self.add(Found {
                    content: one(start..stop),
                    cue: at..end,
                    entry,
                    act: Act::Implies,
                    negated: false,
                    speaker: Some(subject),
                    through: Vec::new(),
                    implied: true,
                    rule: "taken-as",
                    list: false,
                    reports: false,
                });
                Some(end)
            }
        }
    }

    fn according_to(&mut self, at: usize, end: usize, entry: String, act: Act) -> Option<usize> {
        let speaker = self.phrase_at(end)?;
        let speaker = self.with_following_name(speaker);
        let quoting = self.quoted_by(speaker.end);
        let after = self.after_speaker(speaker.end);
        let before = at.checked_sub(1).map(|before| self.items[before].sort);
        let opening = before.is_none_or(|sort| matches!(sort, Sort::Semicolon | Sort::Stop | Sort::Dash | Sort::Colon))
            || at > 0 && self.items[at - 1].any(&[Class::Conjunction, Class::Subordinator, Class::That]);
        let content = if opening {
            let start =
                (after < self.items.len()).then(|| if self.sort(after, Sort::Comma) { after + 1 } else { after })?;
            let stop =
                if self.sort(start, Sort::Quote) { self.quote_end(start) } else { self.clause_end(start, Reach::Bare) };
            (stop > start).then(|| one(start..stop))?
        } else {
            self.content_around(at, after)?
        };
        self.add(Found {
            content,
            cue: at..end,
            entry,
            act,
            negated: false,
            speaker: Some(speaker.clone()),
            through: quoting.into_iter().collect(),
            implied: false,
            rule: "according-to",
            list: false,
            reports: true,
        });
        Some(speaker.end)
    }

    /// `according to an envoy quoted by the Herald`: who quotes.
    fn quoted_by(&self, at: usize) -> Option<Range<usize>> {
        let quotes = self.items.get(at)?.sort == Sort::Word
            && self
                .entries(at)
                .any(|(entry, form)| entry.takes(Take::Quoted) && matches!(form, Form::Past | Form::FiniteOrPast));
        (quotes && self.is(at + 1, Class::By)).then(|| self.phrase_at(at + 2)).flatten()
    }

    /// Steps over a relative clause or apposition after a speaker, up to the comma that closes it.
    fn after_speaker(&self, at: usize) -> usize {
        if !self.sort(at, Sort::Comma) {
            let end = self.items.len().min(at + 16);
            return (at..end).find(|i| !matches!(self.items[*i].sort, Sort::Word | Sort::Number)).unwrap_or(at);
        }
        let relative = self.is(at + 1, Class::Relative) && !self.is(at + 1, Class::That);
        if !relative {
            return at;
        }
        let end = self.items.len().min(at + 30);
        (at + 1..end).find(|i| self.sort(*i, Sort::Comma)).unwrap_or(at)
    }

    fn unnamed(&mut self, content: Vec<Range<usize>>, cue: Range<usize>, entry: String, rule: &'static str) {
        self.add(Found {
            content,
            cue,
            entry,
            act: Act::Says,
            negated: false,
            speaker: None,
            through: Vec::new(),
            implied: false,
            rule,
            list: false,
            reports: false,
        });
    }

    /// `reportedly`: the clause that it stands in is said by nobody in particular.
    pub(super) fn rumour(&mut self, at: usize) {
        // "an allegedly stolen boat"; "has reportedly said that", where somebody is named.
        if at > 0 && self.items[at - 1].any(&[Class::Determiner, Class::Possessive]) {
            return;
        }
        if self.found.iter().any(|found| found.content.iter().any(|content| content.contains(&at))) {
            return;
        }
        let next = self.over_adverbs(at + 1);
        let named = self.items.get(next).is_some_and(|item| item.word.has_entries())
            && self.entries(next).any(|(_, form)| matches!(form, Form::Finite | Form::FiniteOrPast | Form::Past));
        if named {
            return;
        }
        let start = self.clause_start(at);
        let end = self.clause_end(at + 1, Reach::Bare);
        let mut content = Vec::new();
        if start < at {
            content.push(start..at);
        }
        let rest = if self.sort(at + 1, Sort::Comma) { at + 2 } else { at + 1 };
        if rest < end {
            content.push(rest..end);
        }
        if content.iter().map(ExactSizeIterator::len).sum::<usize>() >= 2 {
            let entry = self.text(&self.items[at]).to_lowercase();
            self.unnamed(content, at..at + 1, entry, "rumour");
        }
    }
}
