//! The passive: `was described by Orla as a trap`, `were told that`, `is said to`, `it is understood that`.

use std::ops::Range;

use super::{
    clause::Reach,
    complement::Said,
    items::Sort,
    scan::{Found, Scan, one},
    verbs::Group,
};
use crate::read::language::{Class, Entry, Form, Take};

impl Scan<'_> {
    pub(super) fn passive(&mut self, at: usize, group: Group) {
        let subject = self.phrase_before(group.start);
        let boundary = subject.as_ref().map_or(group.start, |subject| subject.start);
        if group.negated || boundary > 0 && self.supposed(boundary) {
            return;
        }
        let subject = subject.filter(|subject| !self.nobody(subject));
        let Some(subject) = subject else {
            self.as_said_by(at, group);
            return;
        };
        let mut entries: Vec<&Entry> = self
            .entries(at)
            .filter(|(_, form)| matches!(form, Form::Past | Form::FiniteOrPast))
            .map(|(entry, _)| entry)
            .collect();
        // "told that" says, "told to" demands.
        entries.sort_by_key(|entry| !entry.takes(Take::Hearer));
        for entry in entries {
            if self.passive_of(at, group, entry, &subject) {
                return;
            }
        }
    }

    /// `..., as was maintained by the minister`.
    fn as_said_by(&mut self, at: usize, group: Group) {
        if group.start < 2 || !self.is(group.start - 1, Class::As) {
            return;
        }
        let by = (at + 1..self.items.len().min(at + 6)).find(|i| self.is(*i, Class::By));
        let Some(agent) = by.and_then(|by| self.phrase_at(by + 1)) else { return };
        let agent = self.with_following_name(agent);
        let entry =
            self.entries(at).find(|(entry, form)| entry.speaks() && matches!(form, Form::Past | Form::FiniteOrPast));
        let Some((entry, _)) = entry else { return };
        let start = self.clause_start(group.start - 1);
        // The clause that another has said is what this one says, too.
        let before = self
            .found
            .iter()
            .rev()
            .find_map(|found| found.content.last().filter(|c| c.end + 1 >= group.start - 1).cloned());
        let content = before.or_else(|| self.content_around(group.start - 1, agent.end)?.into_iter().next());
        let Some(content) = content.filter(|content| content.start >= start || !self.found.is_empty()) else { return };
        self.add(Found {
            content: vec![content],
            cue: group.start..at + 1,
            entry: entry.name.clone(),
            act: entry.act,
            negated: false,
            speaker: Some(agent),
            through: Vec::new(),
            implied: false,
            rule: "passive",
            list: false,
            reports: true,
        });
    }

    fn passive_of(&mut self, at: usize, group: Group, entry: &Entry, subject: &Range<usize>) -> bool {
        let mut next = at + 1;
        if let Some(particle) = &entry.particle {
            if !self.is_word(next, particle) {
                return false;
            }
            next += 1;
        }
        let agent_at = self.over_time(self.over_adverbs(next));
        let agent = if self.is(agent_at, Class::By) { self.phrase_at(agent_at + 1) } else { None };
        let after = self.over_time(agent.as_ref().map_or(agent_at, |agent| self.over_relative(agent.end)));
        let empty = subject.len() == 1 && self.items[subject.start].is(Class::Empty);
        let found = |content: Vec<Range<usize>>, cue_end: usize, speaker: Option<Range<usize>>, rule| Found {
            content,
            cue: group.start..cue_end,
            entry: entry.name.clone(),
            act: entry.act,
            negated: false,
            speaker,
            through: Vec::new(),
            implied: false,
            rule,
            list: false,
            reports: !matches!(rule, "passive" | "is-said-to"),
        };
        // "was quoted by the Wire as saying that"
        if entry.takes(Take::Quoted) {
            return self.quoted_as_saying(group, subject, agent.clone(), after);
        }
        // "it was announced by the union that", "it is understood that"
        let clausal = entry.takes(Take::Clause) || entry.takes(Take::That) || entry.takes(Take::Rumour);
        if empty && clausal {
            let after = self.over_place(after);
            if self.is(after, Class::That) {
                let end = self.clause_end(after + 1, Reach::Marked);
                if end > after + 1 {
                    self.add(found(one(after + 1..end), after, agent, "it-is-said"));
                    return true;
                }
            }
            let boundary = subject.start;
            let broken =
                boundary > 0 && matches!(self.items[boundary - 1].sort, Sort::Comma | Sort::Quote | Sort::Dash);
            if broken && self.nothing_said(after) {
                return match self.content_around(boundary, after) {
                    Some(content) => {
                        self.add(found(content, next, agent, "it-is-said"));
                        true
                    }
                    None => false,
                };
            }
        }
        // "is reported to favour a vote": what somebody is said to say.
        if entry.takes(Take::Rumour)
            && self.is(after, Class::To)
            && !empty
            && self.reported_to_say(group, after, subject)
        {
            return true;
        }
        // "is said to have"
        if entry.takes(Take::Rumour) && self.is(after, Class::To) && !entry.takes(Take::Hearer) {
            let end = self.clause_end(after, Reach::Object);
            if end > after + 1 {
                self.add(found(vec![subject.clone(), after..end], next, agent, "is-said-to"));
                return true;
            }
        }
        // "were told that", "was urged by the union to return"
        if (entry.takes(Take::Hearer) || entry.takes(Take::Asked)) && self.is(after, Class::That) {
            let end = self.clause_end(after + 1, Reach::Marked);
            if end > after + 1 {
                self.add(found(one(after + 1..end), after, agent, "was-told"));
                return true;
            }
        }
        let Some(agent) = agent else { return false };
        if entry.takes(Take::Hearer) && !self.nothing_said(after) {
            let end = self.clause_end(after, Reach::Bare);
            if end > after && self.has_verb(after, end) && !self.is(after, Class::To) {
                self.add(found(one(after..end), after, Some(agent), "was-told"));
                return true;
            }
        }
        if entry.takes(Take::Asked) && self.is(after, Class::To) {
            let end = self.clause_end(after, Reach::Object);
            if end > after + 1 {
                self.add(found(vec![subject.clone(), after..end], after, Some(agent), "was-told"));
                return true;
            }
        }
        // "was described by Orla as a trap"
        if entry.takes(Take::As) && self.is(after, Class::As) {
            let end = self.clause_end(after + 1, Reach::Object);
            if end > after + 1 {
                self.add(found(vec![subject.clone(), after + 1..end], after + 1, Some(agent), "passive"));
                return true;
            }
        }
        // "The plan was rejected by the union."
        if entry.takes(Take::Object) && !empty {
            let cue_end = agent_at + 1;
            self.add(found(vec![subject.clone()], cue_end, Some(agent), "passive"));
            return true;
        }
        false
    }

    /// Steps over a relative clause up to the *that* after it: `by a clerk who has seen the letter that`.
    fn over_relative(&self, at: usize) -> usize {
        if !self.is(at, Class::Relative) || self.is(at, Class::That) {
            return at;
        }
        let end = self.items.len().min(at + 16);
        let stop = (at..end).find(|i| self.items[*i].sort != Sort::Word || self.is(*i, Class::That));
        stop.filter(|i| self.is(*i, Class::That)).unwrap_or(at)
    }

    /// `is reported to favour a vote`, `is believed to have rejected the plan`.
    fn reported_to_say(&mut self, group: Group, to: usize, subject: &Range<usize>) -> bool {
        let verb = self.over_auxiliaries(to + 1);
        if !self.items.get(verb).is_some_and(|item| item.sort == Sort::Word && item.word.has_entries()) {
            return false;
        }
        let wanted = |form: Form| match form {
            Form::Infinitive => verb == to + 1,
            Form::Past | Form::FiniteOrPast => verb > to + 1,
            _ => false,
        };
        let best = self
            .entries(verb)
            .filter(|(_, form)| wanted(*form))
            .filter_map(|(entry, _)| self.complement(verb, entry).map(|said| (entry, said)))
            .max_by_key(|(entry, said)| (said.sure, entry.particle.is_some()));
        let Some((entry, said)) = best else { return false };
        self.put(verb, group, entry, Some(subject.clone()), said, "is-said-to");
        true
    }

    fn quoted_as_saying(
        &mut self,
        group: Group,
        subject: &Range<usize>,
        agent: Option<Range<usize>>,
        after: usize,
    ) -> bool {
        let verb = after + 1;
        if !self.is(after, Class::As) {
            return false;
        }
        let (said, verb, rule) = if let Some((verb, said)) = self.as_saying(after) {
            (said, verb, "quoted-as-saying")
        } else {
            // "..., Orla was quoted as saying."
            let speaks = self.items.get(verb).is_some_and(|item| item.word.has_entries())
                && self.entries(verb).any(|(_, form)| form == Form::Present);
            let content = self.content_around(subject.start, verb + 1).filter(|_| speaks);
            let Some(content) = content else { return false };
            (Said::of(content, verb + 1, 4), verb, "quoted-as-saying")
        };
        let Some((entry, _)) = self.entries(verb).find(|(_, form)| *form == Form::Present) else { return false };
        self.add(Found {
            content: said.content,
            cue: group.start..said.cue_end.max(verb + 1),
            entry: entry.name.clone(),
            act: entry.act,
            negated: false,
            speaker: Some(subject.clone()),
            through: agent.into_iter().collect(),
            implied: false,
            rule,
            list: said.list,
            reports: true,
        });
        true
    }

    /// `the strike, said to be the longest in years,`
    fn said_to(&mut self, at: usize, to: usize) -> bool {
        let entry = self.entries(at).find(|(entry, form)| {
            entry.takes(Take::Rumour)
                && !entry.takes(Take::To)
                && !entry.takes(Take::Hearer)
                && matches!(form, Form::Past | Form::FiniteOrPast)
        });
        let Some((entry, _)) = entry else { return false };
        let comma = at > 0 && self.items[at - 1].sort == Sort::Comma;
        let Some(subject) = self.phrase_before(if comma { at - 1 } else { at }) else { return true };
        let end = self.clause_end(to, Reach::Object);
        if end > to + 1 {
            self.add(Found {
                content: vec![subject, to..end],
                cue: at..at + 1,
                entry: entry.name.clone(),
                act: entry.act,
                negated: false,
                speaker: None,
                through: Vec::new(),
                implied: false,
                rule: "is-said-to",
                list: false,
                reports: false,
            });
        }
        true
    }

    /// `the plan, described by Orla as a trap,`: whether it is one.
    pub(super) fn reduced_passive(&mut self, at: usize) -> bool {
        let next = self.over_adverbs(at + 1);
        if self.is(next, Class::To) {
            return self.said_to(at, next);
        }
        if !self.is(next, Class::By) {
            return false;
        }
        let past = self.entries(at).any(|(_, form)| matches!(form, Form::Past | Form::FiniteOrPast));
        let Some(agent) = self.phrase_at(next + 1).filter(|_| past) else { return past };
        let called = self.entries(at).find(|(entry, _)| entry.takes(Take::As)).map(|(entry, _)| entry);
        let mut start = at;
        while start > 0 && (self.items[start - 1].is(Class::Adverb) || self.items[start - 1].sort == Sort::Comma) {
            start -= 1;
        }
        if let Some(entry) = called
            && self.is(agent.end, Class::As)
            && let Some(subject) = self.phrase_before(start)
        {
            let end = self.clause_end(agent.end + 1, Reach::Object);
            if end > agent.end + 1 {
                self.add(Found {
                    content: vec![subject, agent.end + 1..end],
                    cue: at..agent.end + 1,
                    entry: entry.name.clone(),
                    act: entry.act,
                    negated: false,
                    speaker: Some(agent),
                    through: Vec::new(),
                    implied: false,
                    rule: "passive",
                    list: false,
                    reports: false,
                });
            }
        }
        true
    }
}
