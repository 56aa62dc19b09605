//! The colon of a heading or an interview: `Orla: no deal without ferries`.

use std::ops::Range;

use super::{
    items::Sort,
    scan::{Found, Scan},
};
use crate::read::{Act, language::Class};

/// A speaker before a colon has at most so many words.
const SPEAKER: usize = 7;

impl Scan<'_> {
    /// `Orla: no deal without ferries`, `No deal without ferries: Orla`.
    pub(super) fn colon(&mut self) {
        let items = self.items;
        let look = items.len().min(40);
        let dash = if self.heading { (1..look).rev().find(|at| items[*at].sort == Sort::Dash) } else { None };
        let Some(colon) = (0..look).find(|at| items[*at].sort == Sort::Colon).or(dash) else { return };
        if self.found.iter().any(|found| found.cue.start < colon) {
            return;
        }
        if self.put_bluntly(colon) {
            return;
        }
        let before = 0..colon;
        let name = |range: &Range<usize>| {
            !range.is_empty()
                && range.len() <= SPEAKER
                && self.phrase_at(range.start).is_some_and(|phrase| phrase == *range)
                && range.clone().any(|at| items[at].capital && items[at].nounlike() && !items[at].is(Class::Time))
        };
        let agent = |range: &Range<usize>| range.clone().any(|at| items[at].any(&[Class::Agent, Class::Title]));
        let names = |range: &Range<usize>| {
            name(range) && self.heading && agent(range)
                || name(range)
                    && range.clone().all(|at| {
                        items[at].capital || items[at].any(&[Class::Joining, Class::Particle, Class::Conjunction])
                    })
        };
        let rest = colon + 1..items.len();
        let last = colon + 1..self.trimmed_end();
        // "The dam is safe - minister"
        let said_by = |range: &Range<usize>| {
            (1..=4).contains(&range.len())
                && range.clone().all(|at| items[at].nounlike() && items[at].sort == Sort::Word && !self.verb_form(at))
        };
        if items[colon].sort == Sort::Dash {
            if colon >= 3 && self.found.is_empty() && said_by(&last) && self.has_verb(0, colon) {
                self.add_colon(0..colon, colon, last);
            }
        } else if names(&before) && self.called_so(&before) && (rest.len() >= 2 || self.sort(colon + 1, Sort::Quote)) {
            let end = if self.heading || self.sort(colon + 1, Sort::Quote) { self.trimmed_end() } else { rest.end };
            let end = if self.sort(colon + 1, Sort::Quote) { self.quote_end(colon + 1) } else { end };
            self.add_colon(colon + 1..end, colon, before);
        } else if self.heading
            && names(&last)
            && self.called_so(&last)
            && last.len() <= 4
            && colon >= 3
            && self.found.is_empty()
        {
            self.add_colon(0..colon, colon, last);
        }
    }

    /// `Osk put it bluntly: “No boats.”`: the subject of the clause before a quotation says it, whatever its verb.
    fn put_bluntly(&mut self, colon: usize) -> bool {
        if !self.sort(colon + 1, Sort::Quote) || !self.found.is_empty() || colon + 2 < self.trimmed_end() {
            return false;
        }
        let Some(subject) = self.leading_subject(colon) else { return false };
        let first = &self.items[subject.start];
        let person = self.items[subject.clone()].iter().any(|item| item.is(Class::Title))
            || self.items[subject.end - 1].capital
            || first.is(Class::Subject) && !first.any(&[Class::First, Class::Empty, Class::Determiner]);
        let verb = self.over_auxiliaries(subject.end);
        if !person || self.nobody(&subject) || !(self.finite(verb) || self.finite(subject.end)) {
            return false;
        }
        self.add_colon(colon + 1..colon + 2, colon, subject);
        true
    }

    /// Whether the words before a colon are a name rather than a topic: several words, a title, or a name of the text.
    pub(super) fn called_so(&self, range: &Range<usize>) -> bool {
        let last = &self.items[range.end - 1];
        let word = self.text(last);
        let title = last.any(&[Class::Title, Class::Agent]) && !self.inside;
        word.chars().nth(1).is_some() && (range.len() > 1 && !self.heading || title || self.names.has(word))
    }

    pub(super) fn trimmed_end(&self) -> usize {
        let mut end = self.items.len();
        while end > 0 && self.items[end - 1].sort == Sort::Stop {
            end -= 1;
        }
        end
    }

    pub(super) fn add_colon(&mut self, content: Range<usize>, colon: usize, speaker: Range<usize>) {
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
            reports: true,
        });
    }
}
