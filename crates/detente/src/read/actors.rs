//! Whom of a case a phrase of a report calls by name: parties and delegates, with what else reports call them.

use std::collections::HashMap;

use super::{
    language::{Class, Language},
    names::bare,
    wording::Wording,
};
use crate::case::Case;

/// The parties and delegates of a case, by what they are called.
#[derive(Debug, Default)]
pub(crate) struct Actors {
    /// Names, as keys of words with spaces between; `None` for what several are called.
    called: HashMap<String, Option<Actor>>,
    /// Most words of a name.
    longest: usize,
    /// The keys of delegates.
    delegates: Vec<String>,
}

/// A party or a delegate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Actor {
    /// Its key.
    pub(crate) key: String,
    /// What the case calls it.
    pub(crate) name: String,
    /// Whether it is a person.
    pub(crate) person: bool,
}

impl Actors {
    /// Those of a case; without one there is nobody.
    pub(crate) fn of(case: Option<&Case>, language: &Language) -> Actors {
        let mut made = Actors::default();
        let Some(case) = case else { return made };
        for party in case.parties() {
            let actor = Actor { key: party.key.clone(), name: party.name.clone(), person: false };
            let names = [&party.name, &party.key].into_iter().chain(&party.aliases);
            names.for_each(|name| made.put(language, name, &actor));
        }
        for delegate in case.delegates() {
            made.delegates.push(delegate.key.clone());
            let actor = Actor { key: delegate.key.clone(), name: delegate.name.clone(), person: true };
            let names = [&delegate.name, &delegate.key].into_iter().chain(&delegate.aliases);
            names.for_each(|name| made.put(language, name, &actor));
            // Reports give the full name once, and then the last.
            if let Some(last) = delegate.name.split_whitespace().next_back().filter(|w| w.chars().count() > 1) {
                made.put(language, last, &actor);
            }
        }
        made
    }

    fn put(&mut self, language: &Language, name: &str, actor: &Actor) {
        let words = Wording::of(name, 0..name.len());
        let name = joined(language, &words, 0, words.len());
        if name.is_empty() {
            return;
        }
        self.longest = self.longest.max(words.len());
        let there = self.called.entry(name).or_insert_with(|| Some(actor.clone()));
        if there.as_ref().is_some_and(|other| other != actor) {
            *there = None;
        }
    }

    /// Who is called exactly so, a leading article aside.
    pub(crate) fn called(&self, language: &Language, words: &Wording) -> Option<&Actor> {
        self.at(language, words, 0, words.len())
    }

    /// Whom a phrase belongs to: `Velmar's foreign ministry`, `the government of Velmar`, `Velmar`.
    pub(crate) fn behind(&self, language: &Language, words: &Wording) -> Option<&Actor> {
        if self.called.is_empty() {
            return None;
        }
        if let Some(actor) = self.called(language, words) {
            return Some(actor);
        }
        let all = words.len();
        let longest = self.longest.min(all);
        let first = usize::from(language.word(words.key(0)).is(Class::Determiner));
        let owner = |n: &usize| words.key(first + n - 1).ends_with("'s") || words.key(first + n - 1).ends_with('\'');
        let mut owns = (1..=longest).rev().filter(|n| first + n < all).filter(owner);
        let owner = owns.find_map(|n| self.at(language, words, 0, first + n));
        owner.or_else(|| {
            (1..=longest).rev().filter(|n| *n < all).find_map(|n| {
                let joins = language.word(words.key(all - n - 1)).is(Class::Joining)
                    || (language.word(words.key(all - n - 1)).is(Class::Determiner)
                        && all > n + 1
                        && language.word(words.key(all - n - 2)).is(Class::Joining));
                joins.then(|| self.at(language, words, all - n, all)).flatten()
            })
        })
    }

    /// Whether a key is that of a delegate.
    pub(crate) fn is_person(&self, key: Option<&str>) -> bool {
        key.is_some_and(|key| self.delegates.iter().any(|d| d == key))
    }

    fn at(&self, language: &Language, words: &Wording, from: usize, to: usize) -> Option<&Actor> {
        if self.called.is_empty() {
            return None;
        }
        self.called.get(&joined(language, words, from, to))?.as_ref()
    }

    /// All mentions of actors in some words: the words, and who.
    pub(crate) fn mentions(
        &self,
        words: &Wording,
        within: std::ops::Range<usize>,
    ) -> Vec<(std::ops::Range<usize>, &Actor)> {
        let mut found = Vec::new();
        let mut at = within.start;
        while at < within.end && !self.called.is_empty() {
            let mut name = String::new();
            let mut hit = None;
            for over in at + 1..=(at + self.longest).min(within.end) {
                if over > at + 1 {
                    name.push(' ');
                }
                let key = words.key(over - 1);
                if words.capital(at)
                    && let Some(Some(actor)) = self.called.get(&format!("{name}{}", bare(key)))
                {
                    hit = Some((at..over, actor));
                }
                name.push_str(key);
            }
            at = hit.as_ref().map_or(at + 1, |(words, _)| words.end);
            found.extend(hit);
        }
        found
    }
}

/// The keys of some words with spaces between, without a leading article and the ending of a possessor.
fn joined(language: &Language, words: &Wording, from: usize, to: usize) -> String {
    let skip = usize::from(to > from + 1 && language.word(words.key(from)).is(Class::Determiner));
    let key = |at: usize| if at + 1 == to { bare(words.key(at)) } else { words.key(at) };
    // An ending that stands as a word of its own leaves nothing.
    let keys: Vec<&str> = (from + skip..to).map(key).filter(|key| !key.is_empty()).collect();
    keys.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = r#"
title = "The strait"
[parties.velmar]
name = "Republic of Velmar"
aliases = ["Velmar", "Halve"]
[parties.tarsa]
aliases = ["the Tarsan government"]
[delegates.orla]
name = "Lena Orla"
party = "velmar"
aliases = ["the harbour chief"]
[delegates.other]
name = "Tom Orla"
party = "tarsa"
"#;

    #[test]
    fn names_and_what_belongs_to_them() {
        let read = crate::file::read("a.case.toml", CASE);
        let case = read.case.unwrap_or_else(|| panic!("{:#?}", read.diagnostics));
        let language = Language::english();
        let actors = Actors::of(Some(&case), &language);
        let behind = |text: &str| {
            let words = Wording::of(text, 0..text.len());
            actors.behind(&language, &words).map(|a| a.key.clone())
        };
        for (text, key) in [
            ("Velmar", "velmar"),
            ("the Republic of Velmar", "velmar"),
            ("Halve", "velmar"),
            ("Velmar’s foreign ministry", "velmar"),
            ("the foreign ministry of Velmar", "velmar"),
            ("Tarsan government", "tarsa"),
            ("the harbour chief", "orla"),
            ("Lena Orla", "orla"),
        ] {
            assert_eq!(behind(text).as_deref(), Some(key), "{text}");
        }
        // Two delegates are called Orla.
        for text in ["Orla", "the opposition", "Velmarites", ""] {
            assert_eq!(behind(text), None, "{text}");
        }
        let text = "The talks of Velmar with the Tarsan government and Velmar’s men";
        let words = Wording::of(text, 0..text.len());
        let found: Vec<&str> = actors.mentions(&words, 0..words.len()).iter().map(|(_, a)| a.key.as_str()).collect();
        assert_eq!(found, ["velmar", "tarsa", "velmar"]);
    }
}
