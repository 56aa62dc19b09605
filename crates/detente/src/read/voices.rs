//! Who is meant by the words for a speaker: somebody with a name, somebody without, or a pronoun, which stays open.
//!
//! A pronoun is never resolved. In a report on two parties the nearest name before *he said* is usually the opponent; whoever
//! spoke last is far more often right. So that one stands first among the candidates, and a person decides.

mod kind;

use std::ops::Range;

use self::kind::{Sort, sort};
use super::{
    Candidate, Voice,
    actors::Actors,
    language::Language,
    page::Page,
    persons::{Mention, Persons, one_line},
    places::Places,
    wording::Wording,
};

/// Most candidates for a pronoun.
const MOST: usize = 4;

/// How far back mentions and bodies are looked for, in words.
const BACK: usize = 400;

/// One document, while its voices are told apart in the order of the text.
pub(crate) struct Voices<'a> {
    pub(crate) page: &'a Page<'a>,
    pub(crate) words: &'a Wording,
    pub(crate) places: &'a Places<'a>,
    pub(crate) persons: &'a Persons,
    pub(crate) mentions: &'a [Mention],
    pub(crate) actors: &'a Actors,
    pub(crate) language: &'a Language,
    /// Who spoke so far, the last one at the end, each once.
    pub(crate) spoke: Vec<Spoke>,
}

/// Somebody who spoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spoke {
    name: String,
    actor: Option<String>,
    number: Number,
    male: Option<bool>,
    /// Where the words for it end, in bytes.
    end: usize,
}

/// Whether one person is meant, a body, or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    Person,
    Body,
    Several,
}

impl Voices<'_> {
    /// The voice behind a phrase, given in bytes.
    pub(crate) fn of(&self, phrase: Range<usize>) -> Voice {
        let within = self.words.within(&phrase);
        let passage = self.places.passage(phrase.clone());
        match sort(self.language, self.words, within.clone(), self.mentions) {
            Sort::Pronoun(pronoun) => {
                // What somebody says of "him" within a quotation is beyond us.
                let quoted = self.page.quotations.partition_point(|q| q.outer.start <= phrase.start);
                let quoted = quoted.checked_sub(1).is_some_and(|at| self.page.quotations[at].outer.end >= phrase.end);
                let candidates = if quoted { Vec::new() } else { self.candidates(pronoun, phrase.start) };
                Voice::Pronoun { phrase: passage, candidates }
            }
            Sort::Person(person) => {
                let known = &self.persons.known[person].person;
                let actor = known.actor.clone().or_else(|| self.actor(&phrase));
                Voice::Named { phrase: passage, person: Some(known.name.clone()), actor }
            }
            Sort::Body => Voice::Named { phrase: passage, person: None, actor: self.actor(&phrase) },
            Sort::Unnamed => match self.actor_exactly(&phrase) {
                // "The harbour chief" is nobody's name, but the case says whose alias it is.
                Some(actor) => Voice::Named { phrase: passage, person: None, actor: Some(actor) },
                None => Voice::Unnamed { phrase: passage },
            },
        }
    }

    fn wording(&self, phrase: &Range<usize>) -> Wording {
        Wording::of(self.page.text, phrase.clone())
    }

    fn actor(&self, phrase: &Range<usize>) -> Option<String> {
        self.actors.behind(self.language, &self.wording(phrase)).map(|a| a.key.clone())
    }

    fn actor_exactly(&self, phrase: &Range<usize>) -> Option<String> {
        self.actors.called(self.language, &self.wording(phrase)).map(|a| a.key.clone())
    }

    /// Who may be meant by a pronoun, likeliest first: who spoke before, then who was named before.
    fn candidates(&self, pronoun: usize, before: usize) -> Vec<Candidate> {
        let sense = &self.language.sense.persons;
        let key = self.words.key(pronoun);
        let male = match (sense.male.contains(key), sense.female.contains(key)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        };
        let one = sense.one.contains(key);
        let several = sense.several.at(self.words, pronoun, self.words.len()).is_some();
        let thing = sense.thing.contains(key);
        let fits = |number: Number, other: Option<bool>| {
            let agrees = male.is_none() || other.is_none() || male == other;
            agrees
                && match number {
                    Number::Person => one || !(several || thing),
                    Number::Body => !one,
                    Number::Several => several || !(one || thing),
                }
        };
        let mut found: Vec<Candidate> = Vec::new();
        let mut put = |name: &str, actor: Option<&String>, because: &str| {
            let same = |c: &Candidate| c.name == name || (actor.is_some() && c.actor.as_ref() == actor);
            if found.len() < MOST && !found.iter().any(same) {
                found.push(Candidate { name: name.to_owned(), actor: actor.cloned(), because: because.to_owned() });
            }
        };
        for spoke in self.spoke.iter().rev().filter(|s| s.end <= before && fits(s.number, s.male)).take(2) {
            put(&spoke.name, spoke.actor.as_ref(), "spoke before");
        }
        let floor = self.words.within(&(0..before)).end;
        let known = self.mentions.partition_point(|m| m.place.end <= before);
        if fits(Number::Person, None) {
            for mention in self.mentions[..known].iter().rev().take_while(|m| m.words.start + BACK >= floor) {
                let known = &self.persons.known[mention.person];
                if fits(Number::Person, known.male) {
                    put(&known.person.name, known.person.actor.as_ref(), "named before");
                }
            }
        }
        if fits(Number::Body, None) {
            let window = floor.saturating_sub(BACK / 2)..floor;
            let actors = self.actors.mentions(self.words, window.clone());
            let bodies = kind::bodies(self.language, self.words, window);
            let mut named: Vec<(usize, String, Option<String>)> = Vec::new();
            named.extend(
                actors
                    .into_iter()
                    .filter(|(_, a)| !a.person)
                    .map(|(w, a)| (w.start, a.name.clone(), Some(a.key.clone()))),
            );
            named
                .extend(bodies.into_iter().map(|w| (w.start, one_line(&self.page.text[self.words.stretch(&w)]), None)));
            named.sort_by_key(|(at, _, _)| *at);
            named.iter().rev().for_each(|(_, name, actor)| put(name, actor.as_ref(), "named before"));
        }
        found
    }

    /// Notes who spoke. A pronoun passes the word on to its likeliest candidate: *he said ... he added*.
    pub(crate) fn note(&mut self, voice: &Voice, phrase: &Range<usize>) {
        let spoke = match voice {
            Voice::Narrator => return,
            Voice::Named { person, actor, .. } => {
                let known = person.as_ref().and_then(|n| self.persons.with_name(n));
                let number = match (known, actor) {
                    (Some(_), _) => Number::Person,
                    _ if self.actors.is_person(actor.as_deref()) => Number::Person,
                    _ => Number::Body,
                };
                let name = person.clone().unwrap_or_else(|| named(&self.page.text[phrase.clone()]));
                Spoke { name, actor: actor.clone(), number, male: known.and_then(|k| k.male), end: phrase.end }
            }
            Voice::Unnamed { phrase: words } => {
                let number = kind::number(self.language, self.words, self.words.within(phrase));
                let male = kind::gender(self.language, self.words, self.words.within(phrase));
                Spoke { name: named(&words.text), actor: None, number, male, end: phrase.end }
            }
            Voice::Pronoun { candidates, .. } => match candidates.first() {
                Some(first) => match self.spoke.iter().rposition(|s| s.name == first.name) {
                    Some(at) => Spoke { end: phrase.end, ..self.spoke[at].clone() },
                    None => return,
                },
                None => return,
            },
        };
        self.spoke.retain(|s| s.name != spoke.name);
        // Whoever spoke long ago is nobody's antecedent.
        if self.spoke.len() >= 16 {
            self.spoke.remove(0);
        }
        self.spoke.push(spoke);
    }
}

/// A phrase on one line.
fn named(phrase: &str) -> String {
    one_line(phrase)
}
