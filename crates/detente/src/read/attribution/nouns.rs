//! Nouns and adjectives that ascribe: `his refusal to`, `issued a warning that`, `is adamant that`.

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

impl<'s> Scan<'s> {
    /// Whether a noun ascribes something there.
    pub(super) fn noun(&mut self, at: usize, entries: impl Iterator<Item = (&'s Entry, Form)>) -> bool {
        let entries: Vec<&Entry> = entries.map(|(entry, _)| entry).collect();
        let owner = self.owner(at);
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
        // After a determiner or possessor it is a noun, whether or not it ascribes anything.
        at > 0 && self.items[at - 1].any(&[Class::Determiner, Class::Possessive, Class::PossessiveEnding])
    }

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
        if first && self.inside || self.inside && entry.act == Act::Thinks {
            return;
        }
        let cue =
            if rule == "carried-noun" { self.carrier_of(at).map_or(cue.clone(), |verb| verb..cue.end) } else { cue };
        self.add(Found {
            content,
            cue,
            entry: entry.name.clone(),
            act: entry.act,
            negated: false,
            speaker: Some(speaker),
            through: Vec::new(),
            implied: entry.act == Act::Implies,
            rule,
            list,
        });
    }

    /// Who owns a noun: a possessor before it, or the subject of the verb that carries it.
    fn owner(&self, at: usize) -> Option<(Range<usize>, &'static str)> {
        let mut before = at;
        while before > 0 && at - before < 4 && self.items[before - 1].nounlike() && !self.items[before - 1].capital {
            before -= 1;
        }
        let item = &self.items[before.checked_sub(1)?];
        if item.sort == Sort::Word && item.is(Class::Possessive) {
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
        (!self.nobody(&subject) && !(subject.start > 0 && self.supposed(subject.start)))
            .then_some((subject, "carried-noun"))
    }

    /// The verb that carries a noun: `issued a stern warning`.
    fn carrier_of(&self, at: usize) -> Option<usize> {
        let mut before = at;
        while before > 0 && at - before < 5 {
            let item = &self.items[before - 1];
            if item.is(Class::CarriesNoun) && before - 1 < at && !item.is(Class::PossessiveEnding) {
                return Some(before - 1);
            }
            if !(item.nounlike() || item.any(&[Class::Determiner, Class::Adverb])) {
                return None;
            }
            before -= 1;
        }
        None
    }

    /// What a noun has after it: the content, one past the cue, and whether it is the list that follows.
    fn noun_content(&self, at: usize, entry: &Entry) -> Option<(Vec<Range<usize>>, usize, bool)> {
        let item = self.items.get(at)?;
        let bounded = |start: usize, reach: Reach| {
            let end = self.noun_end(start, self.clause_end(start, reach), reach);
            (end > start).then(|| start..end)
        };
        if self.is(at, Class::That) && entry.takes(Take::That) {
            return Some((vec![bounded(at + 1, Reach::Marked)?], at, false));
        }
        let to = if item.is(Class::Negation) { at + 1 } else { at };
        if self.is(to, Class::To) && entry.takes(Take::To) {
            let verb = self.items.get(to + 1)?;
            if verb.any(&[Class::Determiner, Class::Possessive, Class::Object]) || verb.capital {
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
        // "The union's demand is that the ferries run."
        if item.is(Class::Be) {
            let next = self.over_adverbs(at + 1);
            if self.is(next, Class::That) && entry.takes(Take::That) {
                let end = self.clause_end(next + 1, Reach::Marked);
                return (end > next + 1).then(|| (vec![next + 1..end], at + 1, false));
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

    /// `is adamant that`, `are ready to`: whether an adjective ascribes something there.
    pub(super) fn adjective(&mut self, at: usize) -> bool {
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
            if self.inside && (first || entry.act == Act::Thinks) {
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
            });
            return true;
        }
        false
    }

    fn adjective_content(&self, at: usize, entry: &Entry) -> Option<(Range<usize>, usize, bool)> {
        let item = self.items.get(at)?;
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
