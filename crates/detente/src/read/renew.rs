//! Reading again, or reading more: what is new takes the place of what the same document had before.

use std::collections::{HashMap, HashSet};

use super::{Draft, Origin, Person, join::join, language::Language};

impl Draft {
    /// This draft with what was read now. Documents that were read again lose their earlier proposals, but for those of
    /// models where the text is still the same; those of other documents stay. What joins documents is found anew.
    #[must_use]
    pub fn renewed(mut self, newer: Draft, language: &Language) -> Draft {
        let now: HashMap<&str, &str> = newer.documents.iter().map(|d| (d.key.as_str(), d.sha256.as_str())).collect();
        let same: HashSet<String> = self
            .documents
            .iter()
            .filter(|d| now.get(d.key.as_str()) == Some(&d.sha256.as_str()))
            .map(|d| d.key.clone())
            .collect();
        let there: HashSet<String> = newer.proposals.iter().map(|p| p.id.clone()).collect();
        let stays = |document: &str| !now.contains_key(document);
        self.proposals.retain(|p| {
            let model =
                matches!(p.origin, Origin::Model { .. }) && same.contains(&p.document) && !there.contains(&p.id);
            stays(&p.document) || model
        });
        for person in &mut self.persons {
            person.documents.retain(|d| stays(d));
            person.roles.retain(|r| stays(&r.document));
        }
        self.persons.retain(|p| !p.documents.is_empty());
        newer.persons.into_iter().for_each(|person| add(&mut self.persons, person));
        // Documents stay in their order; a new one comes last.
        let mut order: HashMap<String, usize> = HashMap::new();
        for document in newer.documents {
            match self.documents.iter_mut().find(|d| d.key == document.key) {
                Some(there) => *there = document,
                None => self.documents.push(document),
            }
        }
        for (n, document) in self.documents.iter().enumerate() {
            order.insert(document.key.clone(), n);
        }
        self.proposals.extend(newer.proposals);
        self.proposals.sort_by_key(|p| {
            let place = p.quotes.first().map_or(0, |q| q.start);
            (order.get(&p.document).copied(), p.sentences.first().copied(), p.cue.is_none(), place)
        });
        join(&mut self, language);
        self
    }
}

/// Adds a person to those known, or what is new about one of them.
fn add(persons: &mut Vec<Person>, person: Person) {
    let called = |p: &Person, name: &str| p.name == name || p.aliases.iter().any(|a| a == name);
    let same = |other: &Person| match (&other.actor, &person.actor) {
        (Some(a), Some(b)) => a == b,
        _ => called(other, &person.name) || called(&person, &other.name),
    };
    // One name that two of those known have says nothing.
    let mut fits = (0..persons.len()).filter(|n| same(&persons[*n]));
    let (first, more) = (fits.next(), fits.next().is_some());
    let Some(at) = first.filter(|_| !more) else {
        persons.push(person);
        return;
    };
    let known = &mut persons[at];
    let longer = person.name.split(' ').count() > known.name.split(' ').count();
    let shorter = if longer { std::mem::replace(&mut known.name, person.name) } else { person.name };
    for alias in person.aliases.into_iter().chain([shorter]) {
        if alias != known.name && !known.aliases.contains(&alias) {
            known.aliases.push(alias);
        }
    }
    let name = known.name.clone();
    known.aliases.retain(|a| *a != name);
    known.actor = known.actor.take().or(person.actor);
    for document in person.documents {
        if !known.documents.contains(&document) {
            known.documents.push(document);
        }
    }
    known.roles.extend(person.roles);
}
