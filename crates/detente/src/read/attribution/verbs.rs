//! Verbs that ascribe: before what is said, after it, between its parts, and in another's sentence.

use std::ops::Range;

use super::{
    clause::Reach,
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
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) be: bool,
    modal: bool,
    pub(super) negated: bool,
    implied: bool,
    /// Another verb carries it: `continues to`, `kept`.
    carried: bool,
    /// It is an infinitive that nothing here carries.
    infinitive: bool,
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
            _ => true,
        };
        let best = self
            .entries(at)
            .filter(|(_, form)| passes(*form))
            .filter_map(|(entry, form)| self.complement(at, entry).map(|said| (entry, form, said)))
            .max_by_key(|(entry, _, said)| (said.sure, entry.particle.is_some()));
        // What other verbs would have after them decides which entry is meant; without it, the first that may stand last.
        let speaking =
            self.entries(at).find(|(entry, form)| passes(*form) && entry.speaks() && entry.particle.is_none());
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
            {
                if self.after_content(at, group, entry, subject.clone(), boundary, "after-quotation") {
                    return;
                }
            }
            if let Some((entry, form, said)) = best {
                // "the latest offers": a noun, unless what follows makes it a verb.
                if noun_too && said.sure < 4 && !self.surely_verb(at, subject, form, &said) {
                    return;
                }
                if broken && said.sure <= 3 && self.nothing_said(at + 1) && entry.speaks() {
                    if self.after_content(at, group, entry, subject.clone(), boundary, "after-clause") {
                        return;
                    }
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
                if broken && self.nothing_said(subject.end) && !self.nobody(&subject) {
                    if self.after_content(at, group, entry, subject.clone(), boundary, "verb-subject") {
                        return;
                    }
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
        let Some(left) = self.content_before(boundary) else { return false };
        let after = if subject.start > at { subject.end } else { self.after_hearer(at, entry) };
        let mut content = vec![left.clone()];
        content.extend(self.resumes(&left, after));
        let rule = if content.len() > 1 { "between-parts" } else { rule };
        let said = Said { content, cue_end: at + 1, sure: 4, list: false, quoted: None };
        self.put(at, group, entry, Some(subject), said, rule);
        true
    }

    /// What is said before a place: the quotation that ends there, or the clause.
    pub(super) fn content_before(&self, boundary: usize) -> Option<Range<usize>> {
        let mut end = boundary;
        while end > 0
            && (matches!(self.items[end - 1].sort, Sort::Comma | Sort::Dash) || self.items[end - 1].is(Class::As))
        {
            end -= 1;
        }
        let start = self.clause_start(end);
        if end == 0 || start >= end {
            return None;
        }
        if self.items[end - 1].sort == Sort::Quote {
            let quote = end - 1;
            let introduced = quote > start
                && matches!(self.items[quote - 1].sort, Sort::Comma | Sort::Colon | Sort::Stop | Sort::Quote);
            return Some(if introduced { quote..end } else { start..end });
        }
        let first = &self.items[start];
        let verb = self.has_verb(start, end);
        let quoted = (start..end).any(|at| self.items[at].sort == Sort::Quote);
        let enough =
            verb || quoted || end - start >= 4 && !first.any(&[Class::Preposition, Class::Adverb, Class::Subordinator]);
        let adverbs = (start..end).all(|at| !self.items[at].nounlike());
        // "When the talks ended, Orla said": what stands there is no statement, unless it is all there is.
        let introduction = first.any(&[Class::Preposition, Class::Adverb]) && !verb;
        (enough && !adverbs && !introduction).then_some(start..end)
    }

    /// What is said goes on after the verb: `“We won’t,” he said, “sign it.”`, `The ferries, he said, would stop.`
    pub(super) fn resumes(&self, left: &Range<usize>, after: usize) -> Option<Range<usize>> {
        let end = self.items.len().min(after + 24);
        let comma = (after..end).find(|at| !matches!(self.items[*at].sort, Sort::Word | Sort::Number))?;
        if !matches!(self.items[comma].sort, Sort::Comma | Sort::Dash | Sort::Colon) {
            return None;
        }
        let next = comma + 1;
        let item = self.items.get(next)?;
        if item.sort == Sort::Quote {
            return Some(next..self.quote_end(next));
        }
        if item.sort != Sort::Word || self.items[left.end - 1].sort == Sort::Quote && left.len() == 1 {
            return None;
        }
        let complete = self.has_verb(left.start, left.end);
        let conjunction = item.any(&[Class::Conjunction, Class::Relative]);
        if self.participle(self.over_adverbs(next)) || self.phrase_words(next).is_some() || conjunction {
            return None;
        }
        let verb = self.finite(self.over_adverbs(next)) || item.any(&[Class::Modal, Class::Be, Class::Auxiliary]);
        let depends = item.is(Class::Subordinator);
        let goes_on = if complete { depends } else { verb || !depends };
        let end = self.clause_end(next, Reach::Bare);
        (goes_on && end > next).then_some(next..end)
    }

    /// The subject of the statement before, or of the clause.
    pub(super) fn shared_subject(&self, before: usize) -> Option<Range<usize>> {
        let last = self
            .found
            .iter()
            .rev()
            .filter(|found| found.cue.start < before && found.content.iter().all(|c| !c.contains(&before)))
            .find_map(|found| found.through.first().or(found.speaker.as_ref()));
        if let Some(speaker) = last {
            return Some(speaker.clone());
        }
        self.leading_subject(before)
    }

    /// The noun phrase that the clause before a place begins with, after circumstances.
    fn leading_subject(&self, before: usize) -> Option<Range<usize>> {
        let mut start = self.clause_start(before);
        if self.items.get(start)?.any(&[Class::Preposition, Class::Subordinator, Class::Adverb, Class::Time]) {
            let comma = (start..before).find(|at| self.items[*at].sort == Sort::Comma)?;
            start = comma + 1;
        }
        let subject = self.phrase_at(start).filter(|subject| subject.end < before)?;
        let next = &self.items[subject.end];
        (next.sort == Sort::Word || next.sort == Sort::Comma).then_some(subject)
    }

    /// Whether a clause is only supposed: `if the union accepts`.
    pub(super) fn supposed(&self, boundary: usize) -> bool {
        self.items[boundary - 1].is(Class::Supposition) && self.items[boundary - 1].sort == Sort::Word
    }

    pub(super) fn nobody(&self, subject: &Range<usize>) -> bool {
        subject.clone().any(|at| self.items[at].is(Class::Nobody))
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
        if group.negated && silent || group.modal && !(group.negated && entry.act == Act::Accepts) {
            return;
        }
        let first = speaker.as_ref().is_some_and(|speaker| self.items[speaker.start].is(Class::First));
        if first && self.inside || self.inside && entry.act == Act::Thinks {
            return;
        }
        let conduct = entry.takes(Take::Conduct)
            && speaker.as_ref().is_some_and(|s| s.clone().any(|at| self.items[at].is(Class::Conduct)));
        if entry.takes(Take::Conduct) && !entry.speaks() && !conduct {
            return;
        }
        let implied = group.implied || conduct || entry.act == Act::Implies;
        let (speaker, through) = match said.quoted {
            Some(quoted) => (Some(quoted), speaker.into_iter().collect()),
            None => (speaker, Vec::new()),
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

    /// A verb with what belongs to it on its left.
    fn group(&self, at: usize) -> Group {
        let mut group = Group { start: at, ..Group::default() };
        while let Some(before) = group.start.checked_sub(1) {
            let item = &self.items[before];
            if item.sort != Sort::Word {
                break;
            }
            if item.is(Class::To) {
                let Some((start, seeming)) = self.carrier(before) else {
                    group.infinitive = true;
                    return group;
                };
                group.carried = true;
                group.implied |= seeming;
                group.start = start;
                continue;
            }
            if item.any(&[Class::Be, Class::Auxiliary, Class::Modal]) {
                // "is understood": between two verbs the nearer one decides whether it is a passive.
                group.be |= item.is(Class::Be) && !group.carried;
                group.modal |= item.is(Class::Modal);
                group.negated |= item.is(Class::Negation);
            } else if item.is(Class::Negation)
                && !item.any(&[Class::Determiner, Class::Preposition, Class::Conjunction])
            {
                group.negated = true;
            } else if item.is(Class::Adverb) && !item.word.has_entries() {
                group.implied |= item.is(Class::Implied);
            } else if item.is(Class::CarriesVerb) && self.entries(at).any(|(_, form)| form == Form::Present) {
                group.carried = true;
            } else {
                break;
            }
            group.start = before;
        }
        group
    }

    /// What carries an infinitive: where it begins, and whether it is a verb of seeming.
    fn carrier(&self, to: usize) -> Option<(usize, bool)> {
        let mut before = to.checked_sub(1)?;
        while before > 0
            && self.items[before].any(&[Class::Adverb, Class::Negation])
            && !self.items[before].is(Class::CarriesVerb)
        {
            before -= 1;
        }
        let item = &self.items[before];
        if item.any(&[Class::CarriesVerb, Class::Seeming]) {
            return Some((before, item.is(Class::Seeming)));
        }
        // "went on to say"
        (before > 0 && item.is(Class::Preposition) && self.items[before - 1].is(Class::CarriesVerb))
            .then(|| (before - 1, false))
    }

    /// `..., adding that`, `with Brenn warning that`.
    fn participle_cue(&mut self, at: usize, group: Group) {
        let citing = self.entries(at).find(|(entry, form)| *form == Form::Present && entry.takes(Take::Quoted));
        if citing.is_some() {
            self.citing(at);
            return;
        }
        let best = self
            .entries(at)
            .filter(|(_, form)| *form == Form::Present)
            .filter_map(|(entry, _)| self.complement(at, entry).map(|said| (entry, said)))
            .max_by_key(|(entry, said)| (said.sure, entry.particle.is_some()));
        let Some((entry, said)) = best else { return };
        let start = group.start;
        let Some(before) = start.checked_sub(1) else {
            // "Warning that the talks may fail, Orla left."
            let Some(content) = said.content.first().cloned().filter(|_| said.sure >= 4) else { return };
            let comma = content.clone().find(|i| {
                self.items[*i].sort == Sort::Comma && self.phrase_at(*i + 1).is_some_and(|s| self.verb_follows(s.end))
            });
            let comma = comma.or(self.sort(content.end, Sort::Comma).then_some(content.end));
            if let Some(comma) = comma
                && let Some(subject) = self.phrase_at(comma + 1)
            {
                let said = Said { content: vec![content.start..comma], ..said };
                self.put(at, group, entry, Some(subject), said, "participle");
            }
            return;
        };
        let item = &self.items[before];
        let free = matches!(item.sort, Sort::Comma | Sort::Quote | Sort::Dash | Sort::Close)
            || item.is(Class::Conjunction)
            || item.any(&[Class::Subordinator, Class::By]) && said.sure >= 4
            || item.is(Class::Preposition) && said.sure >= 5 && !self.language.joins_tightly(self.text(item));
        if free {
            if let Some(subject) = self.shared_subject(start) {
                self.put(at, group, entry, Some(subject), said, "participle");
            }
            return;
        }
        if said.sure >= 4
            && let Some(subject) = self.phrase_before(start)
        {
            self.put(at, group, entry, Some(subject), said, "participle");
        }
    }

    fn verb_follows(&self, at: usize) -> bool {
        self.finite(self.over_auxiliaries(at)) || self.finite(at)
    }

    /// `..., citing officials`: they say it, and whoever cites them reports it.
    fn citing(&mut self, at: usize) {
        let Some(cited) = self.phrase_at(at + 1) else { return };
        if let Some(found) = self
            .found
            .iter_mut()
            .rev()
            .find(|found| found.content.iter().all(|content| !content.contains(&at)) && found.speaker.is_some())
        {
            let reporter = found.speaker.replace(cited);
            found.through.splice(0..0, reporter);
        } else if self.found.is_empty() && (at == 0 || self.items[at - 1].sort != Sort::Word) {
            self.cited = Some(cited);
        }
    }
}
