//! Nouns that ascribe: `his refusal to`, `issued a warning that`.

use std::ops::Range;

use super::{
    clause::Reach,
    items::Sort,
    scan::{Found, Scan, one},
};
use crate::read::{
    Act,
    language::{Class, Entry, Form, Take},
};

impl<'s> Scan<'s> {
    /// Whether a noun ascribes something there.
    pub(super) fn noun(&mut self, at: usize, entries: impl Iterator<Item = (&'s Entry, Form)>) -> bool {
        let entries: Vec<&Entry> = entries.map(|(entry, _)| entry).collect();
        let owner = self.owner(at);
        if let Some((speaker, "possessor")) = &owner
            && self.aside(at, speaker, &entries)
        {
            return true;
        }
        for entry in &entries {
            if let Some((speaker, rule)) = &owner
                && let Some((content, cue_end, list)) = self.noun_content(at + 1, entry)
            {
                self.put_noun(at, at..cue_end, entry, speaker.clone(), content, rule, list);
                return true;
            }
        }
        // "the demand by the union that", "a statement from the union that"
        let plain = owner.is_none_or(|(_, rule)| rule != "possessor");
        if plain && self.is(at + 1, Class::From) {
            for entry in &entries {
                let preposition = self.text(&self.items[at + 1]);
                if entry.prepositions.iter().any(|p| p.eq_ignore_ascii_case(preposition)) {
                    continue;
                }
                if let Some(source) = self.phrase_at(at + 2)
                    && let Some((content, cue_end, list)) = self.noun_content(source.end, entry)
                {
                    let cue_end = if cue_end > source.end { cue_end } else { at + 1 };
                    self.put_noun(at, at..cue_end.min(at + 1), entry, source, content, "noun-from", list);
                    return true;
                }
            }
        }
        // "Many fear that": a determiner that can stand alone, before a verb of the plural.
        let plural = at > 0
            && self.items[at - 1].is(Class::Determiner)
            && self.items[at - 1].is(Class::Subject)
            && self.entries(at).any(|(_, form)| form == Form::Infinitive);
        if plural {
            return false;
        }
        // After a determiner or possessor it is a noun, whether or not it ascribes anything.
        at > 0 && self.items[at - 1].any(&[Class::Determiner, Class::Possessive, Class::PossessiveEnding])
    }

    /// `In Orla's view, the plan is dead`: what the clause says, somebody thinks.
    fn aside(&mut self, at: usize, speaker: &Range<usize>, entries: &[&Entry]) -> bool {
        let Some(entry) = entries.iter().find(|entry| entry.takes(Take::Aside)) else { return false };
        let Some(start) = speaker.start.checked_sub(1).filter(|before| self.items[*before].is(Class::Preposition))
        else {
            return false;
        };
        let next = at + 1;
        let opening = self.clause_start(start) == start;
        let content = if opening && self.sort(next, Sort::Comma) {
            let end = self.clause_end(next + 1, Reach::Bare);
            (end > next + 1).then(|| one(next + 1..end))
        } else if start > 0 && self.items[start - 1].sort == Sort::Comma && self.nothing_said(next) {
            self.content_around(start, next)
        } else {
            None
        };
        let Some(content) = content else { return false };
        self.put_noun(at, start..next, entry, speaker.clone(), content, "according-to", false);
        true
    }

    #[allow(clippy::too_many_arguments, reason = "one call for each kind of noun")]
    fn put_noun(
        &mut self,
        at: usize,
        cue: Range<usize>,
        entry: &Entry,
        speaker: Range<usize>,
        content: Vec<Range<usize>>,
        rule: &'static str,
        list: bool,
    ) {
        let first = self.items[speaker.start].is(Class::First);
        if first || self.inside && entry.act == Act::Thinks {
            return;
        }
        let cue =
            if rule == "carried-noun" { self.carrier_of(at).map_or(cue.clone(), |verb| verb..cue.end) } else { cue };
        // "signalled her readiness"
        let hinted = rule == "carried-noun" && self.entries(cue.start).any(|(entry, _)| entry.act == Act::Implies);
        self.add(Found {
            content,
            cue,
            entry: entry.name.clone(),
            act: entry.act,
            negated: false,
            speaker: Some(speaker),
            through: Vec::new(),
            implied: entry.act == Act::Implies || hinted,
            rule,
            list,
            reports: false,
        });
    }

    /// Who owns a noun: a possessor before it, or the subject of the verb that carries it.
    fn owner(&self, at: usize) -> Option<(Range<usize>, &'static str)> {
        let mut before = at;
        while before > 0 && at - before < 4 && self.items[before - 1].nounlike() && !self.items[before - 1].capital {
            before -= 1;
        }
        let item = &self.items[before.checked_sub(1)?];
        let own = item.sort == Sort::Word && item.is(Class::Possessive);
        let carried = own && before >= 2 && self.items[before - 2].is(Class::CarriesNoun);
        if own && !carried {
            return Some((before - 1..before, "possessor"));
        }
        if item.is(Class::PossessiveEnding) {
            let owner = self.phrase_before(before - 1)?;
            return Some((owner, "possessor"));
        }
        let verb = self.carrier_of(at)?;
        let mut start = verb;
        let mut modal = false;
        while start > 0 && self.items[start - 1].any(&[Class::Adverb, Class::Auxiliary, Class::Modal, Class::Negation])
        {
            modal |= self.items[start - 1].any(&[Class::Modal, Class::Negation]);
            start -= 1;
        }
        let infinitive = start > 0 && self.items[start - 1].is(Class::To);
        if modal || infinitive {
            return None;
        }
        let subject = self.phrase_before(start).or_else(|| {
            let joined = start > 0
                && (self.items[start - 1].is(Class::Conjunction) || self.items[start - 1].sort == Sort::Comma);
            if joined { self.shared_subject(start) } else { None }
        })?;
        let nothing = self.nobody(&subject) || subject.start > 0 && self.supposed(subject.start);
        (!nothing).then_some((subject, "carried-noun"))
    }

    /// The verb that carries a noun: `issued a stern warning`.
    fn carrier_of(&self, at: usize) -> Option<usize> {
        let mut before = at;
        while before > 0 && at - before < 5 {
            let item = &self.items[before - 1];
            if item.is(Class::CarriesNoun) && before - 1 < at && !item.is(Class::PossessiveEnding) {
                return Some(before - 1);
            }
            if !(item.nounlike() || item.any(&[Class::Determiner, Class::Adverb, Class::Possessive])) {
                return None;
            }
            before -= 1;
        }
        None
    }

    /// Whether a noun with content of its own stands near the head of an object: `reiterated her demand that`.
    pub(super) fn carries_another(&self, at: usize) -> bool {
        let end = self.items.len().min(at + 5);
        (at..end).any(|i| {
            self.items[i].word.has_entries()
                && self.entries(i).any(|(entry, form)| form == Form::Noun && self.noun_content(i + 1, entry).is_some())
        })
    }

    /// What a noun has after it: the content, one past the cue, and whether it is the list that follows.
    fn noun_content(&self, at: usize, entry: &Entry) -> Option<(Vec<Range<usize>>, usize, bool)> {
        let item = self.items.get(at)?;
        let bounded = |start: usize, reach: Reach| {
            let end = self.noun_end(start, self.clause_end(start, reach), reach);
            (end > start).then_some(start..end)
        };
        if self.is(at, Class::That) && entry.takes(Take::That) {
            return Some((vec![bounded(at + 1, Reach::Marked)?], at, false));
        }
        let to = if item.is(Class::Negation) { at + 1 } else { at };
        if self.is(to, Class::To) && entry.takes(Take::To) {
            if !self.infinitive_after(to) {
                // "opposition to the plan" is a preposition, not an infinitive.
                let nominal = matches!(entry.act, Act::Rejects | Act::Accepts);
                return if nominal { Some((vec![bounded(to + 1, Reach::Object)?], to + 1, false)) } else { None };
            }
            return Some((vec![bounded(at, Reach::Object)?], at, false));
        }
        if item.sort == Sort::Word && entry.prepositions.iter().any(|p| p.eq_ignore_ascii_case(self.text(item))) {
            return Some((vec![bounded(at + 1, Reach::Object)?], at + 1, false));
        }
        if item.sort == Sort::Colon {
            let said = self.after_colon(at, at)?;
            return Some((said.content, at, said.list));
        }
        // "The union's demand is that the ferries run."; "Her answer was blunt: ..."
        if item.is(Class::Be) {
            let next = self.over_adverbs(at + 1);
            let colon = (next..(next + 3).min(self.items.len())).find(|i| self.sort(*i, Sort::Colon));
            if let Some(colon) = colon {
                let said = self.after_colon(colon, at + 1)?;
                return Some((said.content, colon, said.list));
            }
            if self.is(next, Class::That) && entry.takes(Take::That) {
                let end = self.clause_end(next + 1, Reach::Marked);
                return (end > next + 1).then(|| (one(next + 1..end), at + 1, false));
            }
        }
        None
    }

    /// Where the content of a noun ends: before the verb of the sentence, if the noun is its subject.
    fn noun_end(&self, start: usize, end: usize, reach: Reach) -> usize {
        let from = self.clause_start(start);
        let object = (from..start).any(|at| {
            self.finite(at) && !self.in_noun_phrase(at) || self.items[at].is(Class::Preposition) && at == from
        });
        // After "that" the first finite verb belongs to the clause.
        let mut own = usize::from(reach == Reach::Marked);
        let mut nested = false;
        for at in start..end {
            let item = &self.items[at];
            if item.sort == Sort::Comma && at > start {
                nested = false;
                if object {
                    continue;
                }
                // "..., is": the comma closes what stands between.
            }
            if item.any(&[Class::Relative, Class::Subordinator]) && !item.is(Class::Preposition) {
                nested = true;
                continue;
            }
            let main = self.finite(at)
                && !(at > start
                    && self.items[at - 1].any(&[Class::Modal, Class::Be, Class::Auxiliary, Class::Negation]));
            let main = main && !self.in_noun_phrase(at);
            if !main {
                continue;
            }
            if nested {
                nested = false;
            } else if own > 0 {
                own -= 1;
            } else if !object {
                return at;
            }
        }
        end
    }

    fn in_noun_phrase(&self, at: usize) -> bool {
        at > 0
            && self.items[at - 1].any(&[Class::Determiner, Class::Possessive, Class::PossessiveEnding])
            && !self.items[at].any(&[Class::Be, Class::Modal])
    }
}
