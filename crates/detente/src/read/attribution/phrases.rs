//! Cues that are no verbs: `according to the union`, `reportedly`, `can be read as`; and the colon of a heading.

use std::ops::Range;

use super::{
    clause::Reach,
    items::Sort,
    scan::{Found, Scan},
};
use crate::read::{
    Act,
    language::{Class, Form, Purpose},
};

/// A speaker before a colon has at most so many words.
const SPEAKER: usize = 7;

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
                    .then(|| self.unnamed(vec![start..stop], at..end, entry, "rumour"))?;
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
                    content: vec![start..stop],
                    cue: at..end,
                    entry,
                    act: Act::Implies,
                    negated: false,
                    speaker: Some(subject),
                    through: Vec::new(),
                    implied: true,
                    rule: "taken-as",
                    list: false,
                });
                Some(end)
            }
        }
    }

    fn according_to(&mut self, at: usize, end: usize, entry: String, act: Act) -> Option<usize> {
        let speaker = self.phrase_at(end)?;
        let speaker = self.with_following_name(speaker);
        let after = self.after_speaker(speaker.end);
        let before = at.checked_sub(1).map(|before| self.items[before].sort);
        let opening = at == self.clause_start(at)
            || before.is_none_or(|sort| matches!(sort, Sort::Semicolon | Sort::Stop | Sort::Dash | Sort::Colon));
        let content = if opening && !matches!(before, Some(Sort::Comma | Sort::Quote)) || self.clause_start(at) == at {
            let start =
                (after < self.items.len()).then(|| if self.sort(after, Sort::Comma) { after + 1 } else { after })?;
            let stop =
                if self.sort(start, Sort::Quote) { self.quote_end(start) } else { self.clause_end(start, Reach::Bare) };
            (stop > start).then(|| vec![start..stop])?
        } else {
            let left = self.content_before(at)?;
            let mut content = vec![left.clone()];
            content.extend(self.resumes(&left, after));
            content
        };
        self.add(Found {
            content,
            cue: at..end,
            entry,
            act,
            negated: false,
            speaker: Some(speaker.clone()),
            through: Vec::new(),
            implied: false,
            rule: "according-to",
            list: false,
        });
        Some(speaker.end)
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

    /// `Orla: no deal without ferries`, `No deal without ferries: Orla`.
    pub(super) fn colon(&mut self) {
        let items = self.items;
        let look = items.len().min(40);
        let Some(colon) = (0..look).find(|at| items[*at].sort == Sort::Colon) else { return };
        if !self.found.is_empty() && !self.heading {
            return;
        }
        if self.found.iter().any(|found| found.cue.start < colon) {
            return;
        }
        let before = 0..colon;
        let name = |range: &Range<usize>| {
            !range.is_empty()
                && range.len() <= SPEAKER
                && self.phrase_at(range.start).is_some_and(|phrase| phrase == *range)
                && range.clone().any(|at| items[at].capital && items[at].nounlike() && !items[at].is(Class::Time))
        };
        let names = |range: &Range<usize>| {
            name(range)
                && range.clone().all(|at| {
                    items[at].capital || items[at].any(&[Class::Joining, Class::Particle, Class::Conjunction])
                })
        };
        let rest = colon + 1..items.len();
        let last = colon + 1..self.trimmed_end();
        if name(&before) && (self.heading || names(&before)) && rest.len() >= 2 {
            let end = if self.heading || self.sort(colon + 1, Sort::Quote) { self.trimmed_end() } else { rest.end };
            let end = if self.sort(colon + 1, Sort::Quote) { self.quote_end(colon + 1) } else { end };
            self.add_colon(colon + 1..end, colon, before);
        } else if self.heading && names(&last) && last.len() <= 4 && colon >= 3 && self.found.is_empty() {
            self.add_colon(0..colon, colon, last);
        }
    }

    fn trimmed_end(&self) -> usize {
        let mut end = self.items.len();
        while end > 0 && self.items[end - 1].sort == Sort::Stop {
            end -= 1;
        }
        end
    }

    fn add_colon(&mut self, content: Range<usize>, colon: usize, speaker: Range<usize>) {
        self.add(Found {
            content: vec![content],
            cue: colon..colon + 1,
            entry: ":".to_owned(),
            act: Act::Says,
            negated: false,
            speaker: Some(speaker),
            through: Vec::new(),
            implied: false,
            rule: "colon",
            list: false,
        });
    }
}
