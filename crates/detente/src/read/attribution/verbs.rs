//! Verbs that ascribe: before what is said, after it, between its parts, and in another's sentence.

use std::ops::Range;

use super::{
    complement::Said,
    items::Sort,
    scan::{Found, Scan},
};
use crate::read::{
    Act,
    language::{Class, Entry, Form, Take},
};

/// A verb with its auxiliaries and adverbs.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing that a verb can have with it")]
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) be: bool,
    pub(super) modal: bool,
    /// `will only say`: what a modal verb says is said all the same.
    pub(super) only: bool,
    pub(super) negated: bool,
    pub(super) implied: bool,
    /// Another verb carries it: `continues to`, `kept`.
    pub(super) carried: bool,
    /// It is an infinitive that nothing here carries.
    pub(super) infinitive: bool,
}

impl Scan<'_> {
    pub(super) fn verb(&mut self, at: usize) {
        let group = self.group(at);
        if group.infinitive {
            return;
        }
        let passive = group.be && self.entries(at).any(|(_, form)| matches!(form, Form::Past | Form::FiniteOrPast));
        if passive {
            self.passive(at, group);
            return;
        }
        let present = self.entries(at).any(|(_, form)| form == Form::Present);
        if present && !group.be && !group.carried {
            self.participle_cue(at, group);
            return;
        }
        if self.reduced_passive(at) {
            return;
        }
        self.active(at, group);
    }

    fn active(&mut self, at: usize, group: Group) {
        let passes = |form: Form| match form {
            Form::Noun | Form::Adjective => false,
            Form::Past => group.start < at,
            Form::Present => group.be || group.carried,
            Form::FiniteOrPast => true,
            // "there were calls for"
            Form::Infinitive | Form::Finite => !group.be,
        };
        self.relative = group.start > 0 && self.is(group.start - 1, Class::Relative);
        let best = self
            .entries(at)
            .filter(|(_, form)| passes(*form))
            .filter_map(|(entry, form)| self.complement(at, entry).map(|said| (entry, form, said)))
            .max_by_key(|(entry, _, said)| (said.sure, entry.particle.is_some()));
        // What other verbs would have after them decides which entry is meant; without it, the first that may stand last.
        let speaking = self
            .entries(at)
            .filter(|(entry, form)| passes(*form) && entry.speaks() && entry.particle.is_none())
            .min_by_key(|(entry, _)| !entry.speaks_freely());
        let subject = self.phrase_before(group.start);
        let boundary = subject.as_ref().map_or(group.start, |subject| subject.start);
        if boundary > 0 && self.supposed(boundary) || subject.as_ref().is_some_and(|subject| self.nobody(subject)) {
            return;
        }
        // "Did Orla say so?"
        if boundary > 0
            && subject.is_some()
            && self.items[boundary - 1].any(&[Class::Auxiliary, Class::Modal, Class::Be])
        {
            return;
        }
        if let Some(subject) = &subject
            && self.or_so(at, boundary, subject)
        {
            return;
        }
        let noun_too = self.entries(at).any(|(_, form)| form == Form::Noun);
        let before = boundary.checked_sub(1).map(|at| self.items[at].sort);
        let broken = matches!(before, Some(Sort::Comma | Sort::Quote | Sort::Dash))
            || boundary > 0 && self.is(boundary - 1, Class::As);
        let after_quote = before == Some(Sort::Quote)
            || before == Some(Sort::Comma) && boundary >= 2 && self.items[boundary - 2].sort == Sort::Quote;
        if let Some(subject) = &subject {
            // After a quotation, and between its parts.
            if after_quote
                && let Some((entry, _)) = speaking
                && !best.as_ref().is_some_and(|(.., said)| self.has_that(at, said))
                && self.after_content(at, group, entry, subject.clone(), boundary, "after-quotation")
            {
                return;
            }
            if let Some((entry, form, said)) = best {
                // "the latest offers": a noun, unless what follows makes it a verb.
                if noun_too && said.sure < 4 && !self.surely_verb(at, subject, form, &said) {
                    return;
                }
                if broken
                    && said.sure <= 3
                    && self.nothing_said(at + 1)
                    && entry.speaks()
                    && self.after_content(at, group, entry, subject.clone(), boundary, "after-clause")
                {
                    return;
                }
                self.put(at, group, entry, Some(subject.clone()), said, "subject-verb");
                return;
            }
            if broken
                && let Some((entry, _)) = speaking
                && self.nothing_said(self.after_hearer(at, entry))
            {
                self.after_content(at, group, entry, subject.clone(), boundary, "after-clause");
            }
            return;
        }
        // "..., said Ms Orla"
        if (broken || boundary == 0)
            && group.start == at
            && let Some((entry, form)) = speaking
            && form != Form::Past
        {
            let start = self.over_adverbs(at + 1);
            if let Some(subject) = self.phrase_at(start).map(|range| self.with_following_name(range)) {
                if broken
                    && self.nothing_said(subject.end)
                    && !self.nobody(&subject)
                    && self.after_content(at, group, entry, subject.clone(), boundary, "verb-subject")
                {
                    return;
                }
                if let Some(colon) =
                    self.items.get(subject.end).filter(|item| item.sort == Sort::Colon).map(|_| subject.end)
                    && let Some(said) = self.after_colon(colon, at + 1)
                {
                    self.put(at, group, entry, Some(subject), said, "verb-subject");
                    return;
                }
            }
        }
        // "... and warned that": the subject is that of the statement before.
        let joined = boundary > 0
            && (self.items[boundary - 1].is(Class::Conjunction) && self.items[boundary - 1].sort == Sort::Word
                || self.items[boundary - 1].sort == Sort::Comma);
        if joined
            && let Some((entry, form, said)) = best
            && !matches!(form, Form::Past)
        {
            if said.sure < 3 && noun_too {
                return;
            }
            if let Some(subject) = self.shared_subject(boundary) {
                self.put(at, group, entry, Some(subject), said, "shared-subject");
            }
        }
    }

    /// `..., or so her advisers say`: they report the statement before.
    fn or_so(&mut self, at: usize, boundary: usize, subject: &Range<usize>) -> bool {
        let so = boundary >= 3
            && self.items[boundary - 1].is(Class::Adverb)
            && self.items[boundary - 2].is(Class::Conjunction)
            && self.items[boundary - 3].sort == Sort::Comma;
        if !so || !self.speaks(at) || !self.nothing_said(at + 1) {
            return false;
        }
        let before = self.found.iter_mut().rev().find(|found| {
            let last = found.content.iter().chain(&found.speaker).map(|range| range.end).max().unwrap_or(0);
            found.speaker.is_some() && last.max(found.cue.end) + 3 >= boundary
        });
        let Some(before) = before else { return false };
        if let Some(content) = before.content.last_mut() {
            content.end = content.end.min(boundary - 3);
        }
        before.through.push(subject.clone());
        true
    }

    fn has_that(&self, at: usize, said: &Said) -> bool {
        said.content.first().is_some_and(|content| content.start > at + 1 && self.is(content.start - 1, Class::That))
    }

    fn after_hearer(&self, at: usize, entry: &Entry) -> usize {
        let next = at + 1;
        if entry.takes(Take::Hearer) || entry.takes(Take::Asked) {
            self.phrase_at(next).map_or(next, |hearer| hearer.end)
        } else {
            next
        }
    }

    /// Whether a word that is a noun as well is the verb here: its subject is a name or pronoun, or it is in the past.
    fn surely_verb(&self, at: usize, subject: &Range<usize>, form: Form, said: &Said) -> bool {
        let last = &self.items[subject.end - 1];
        let past = matches!(form, Form::FiniteOrPast | Form::Past)
            || form == Form::Finite && !self.text(&self.items[at]).ends_with('s');
        let marked = said.content.first().is_some_and(|content| {
            let first = &self.items[content.start];
            first.any(&[Class::Determiner, Class::Possessive, Class::Subject, Class::Object])
                || first.sort == Sort::Quote
        });
        past || last.any(&[Class::Subject, Class::Relative]) || last.capital && last.sort == Sort::Word || marked
    }

    /// The statement stands before the verb, and perhaps goes on after it.
    fn after_content(
        &mut self,
        at: usize,
        group: Group,
        entry: &Entry,
        subject: Range<usize>,
        boundary: usize,
        rule: &'static str,
    ) -> bool {
        let boundary = if subject.start > at { group.start } else { boundary };
        let after = if subject.start > at { subject.end } else { self.after_hearer(at, entry) };
        let Some(content) = self.content_around(boundary, after) else { return false };
        let rule = if content.len() > 1 { "between-parts" } else { rule };
        let said = Said { reports: true, ..Said::of(content, at + 1, 4) };
        self.put(at, group, entry, Some(subject), said, rule);
        true
    }

    /// Whether a clause is only supposed: `if the union accepts`.
    pub(super) fn supposed(&self, boundary: usize) -> bool {
        self.items[boundary - 1].is(Class::Supposition) && self.items[boundary - 1].sort == Sort::Word
    }

    pub(super) fn nobody(&self, subject: &Range<usize>) -> bool {
        let before = subject.start.checked_sub(1).map(|at| &self.items[at]);
        subject.clone().any(|at| self.items[at].is(Class::Nobody))
            || before.is_some_and(|item| item.is(Class::Nobody) && item.sort == Sort::Word)
            || self.items[subject.start].is(Class::Determiner) && self.items[subject.start].is(Class::Negation)
    }

    pub(super) fn put(
        &mut self,
        at: usize,
        group: Group,
        entry: &Entry,
        speaker: Option<Range<usize>>,
        said: Said,
        rule: &'static str,
    ) {
        let silent = !matches!(entry.act, Act::Rejects | Act::Refuses | Act::Accepts | Act::Denies | Act::Thinks);
        if group.negated && silent
            || group.modal && !group.only && !(group.negated && matches!(entry.act, Act::Accepts | Act::Rejects))
        {
            return;
        }
        let first = speaker.as_ref().is_some_and(|speaker| self.items[speaker.start].is(Class::First));
        if first || self.inside && entry.act == Act::Thinks {
            return;
        }
        let conduct = entry.takes(Take::Conduct)
            && speaker.as_ref().is_some_and(|s| s.clone().any(|at| self.items[at].is(Class::Conduct)));
        if entry.takes(Take::Conduct) && !entry.speaks() && !conduct {
            return;
        }
        let implied = group.implied || conduct || entry.act == Act::Implies;
        let (speaker, through, entry) = match said.quoted {
            Some((quoted, verb)) => {
                let says =
                    self.entries(verb).find(|(_, form)| *form == Form::Present).map_or(entry, |(entry, _)| entry);
                (Some(quoted), speaker.into_iter().collect(), says)
            }
            None => (speaker, Vec::new(), entry),
        };
        self.add(Found {
            content: said.content,
            cue: group.start..said.cue_end.max(at + 1),
            entry: entry.name.clone(),
            act: if implied { Act::Implies } else { entry.act },
            negated: group.negated,
            speaker,
            through,
            implied,
            rule,
            list: said.list,
            reports: said.reports,
        });
    }

    /// Adds a statement; whoever was cited before it is who says it.
    pub(super) fn add(&mut self, mut found: Found) {
        if let Some(cited) = self.cited.take() {
            let reporter = found.speaker.replace(cited);
            found.through.splice(0..0, reporter);
        }
        self.found.push(found);
    }
}
