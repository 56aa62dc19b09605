//! Persons over all documents: one for each full name, with last names, roles and whom of the case it is.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Range,
};

use super::{
    Person, RoleHeld,
    actors::Actors,
    language::Language,
    names::{Name, bare, names},
    page::Page,
    places::Places,
    wording::Wording,
};

/// A document as it is looked through.
pub(crate) struct Sheet<'t> {
    pub(crate) key: &'t str,
    pub(crate) page: &'t Page<'t>,
    pub(crate) words: &'t Wording,
    pub(crate) places: &'t Places<'t>,
}

/// Where a document names a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// In words of the document.
    pub(crate) words: Range<usize>,
    /// In bytes.
    pub(crate) place: Range<usize>,
    pub(crate) person: usize,
}

/// A person, and what helps to see whom a pronoun may mean.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) person: Person,
    /// Whether titles and roles say that it is a man (`true`) or a woman.
    pub(crate) male: Option<bool>,
    /// Its full names, as they are compared.
    names: Vec<String>,
}

/// More persons than this with one last name are not told apart, and more names, aliases or roles of one person are not
/// kept: a hostile text must not stall us.
const MANY: usize = 64;

/// All persons, and for each document where it names them, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Persons {
    pub(crate) known: Vec<Known>,
    pub(crate) mentions: Vec<Vec<Mention>>,
    /// Last names, with and without small words before them.
    by_last: HashMap<String, BTreeSet<usize>>,
    by_name: HashMap<String, usize>,
    /// The fullest names, as they are told.
    told: HashMap<String, usize>,
}

/// Looks through documents for persons.
pub(crate) fn persons(sheets: &[Sheet], actors: &Actors, language: &Language) -> Persons {
    let mut found: Vec<Vec<(Name, bool)>> = Vec::new();
    let mut votes: BTreeMap<String, (usize, usize, bool)> = BTreeMap::new();
    for sheet in sheets {
        let mut here = Vec::new();
        for sentence in &sheet.page.sentences {
            let within = sheet.words.within(&(sentence.span.start..sentence.span.end));
            for name in names(language, sheet.words, within) {
                let vote = votes.entry(key(sheet.words, &name.words)).or_default();
                vote.0 += 1;
                vote.1 += usize::from(name.place);
                vote.2 |= name.sure;
                here.push((name, sentence.heading));
            }
        }
        found.push(here);
    }
    let mut persons = Persons::default();
    // Full names first: later ones are then known by their last.
    for (sheet, here) in sheets.iter().zip(&found) {
        for (name, heading) in here {
            let called = key(sheet.words, &name.words);
            let (times, places, sure) = votes[&called];
            let likely = sure || (!heading && places * 2 < times);
            let whole = name.words.len() > 1 && likely && !party(actors, language, sheet, name);
            if whole {
                persons.put(sheet, name, actors, language);
            }
        }
    }
    for (sheet, here) in sheets.iter().zip(&found) {
        for (name, _) in here.iter().filter(|(n, _)| n.words.len() == 1 && n.sure) {
            let (_, places, _) = votes[&key(sheet.words, &name.words)];
            let known = persons.named(&key(sheet.words, &name.words), sheet.key).is_some();
            let ambiguous = persons.by_last.get(&key(sheet.words, &name.words)).is_some_and(|of| of.len() > 1);
            if !known && !ambiguous && places == 0 && !party(actors, language, sheet, name) {
                persons.put(sheet, name, actors, language);
            }
        }
    }
    for (sheet, here) in sheets.iter().zip(found) {
        let mut mentions = Vec::new();
        for (name, _) in here {
            if let Some(person) = persons.named(&key(sheet.words, &name.words), sheet.key) {
                persons.note(person, sheet, &name);
                mentions.push(Mention { place: sheet.words.stretch(&name.words), words: name.words, person });
            }
        }
        persons.mentions.push(mentions);
    }
    persons.told = persons.known.iter().enumerate().map(|(n, k)| (k.person.name.clone(), n)).collect();
    persons
}

/// Whether a name is that of a party of the case.
fn party(actors: &Actors, language: &Language, sheet: &Sheet, name: &Name) -> bool {
    let text = &sheet.page.text[sheet.words.stretch(&name.words)];
    actors.called(language, &Wording::of(text, 0..text.len())).is_some_and(|a| !a.person)
}

/// A name as it is compared.
fn key(words: &Wording, name: &Range<usize>) -> String {
    let keys: Vec<&str> = name.clone().map(|at| bare(words.key(at))).collect();
    keys.join(" ")
}

impl Persons {
    /// The person with this fullest name.
    pub(crate) fn with_name(&self, name: &str) -> Option<&Known> {
        self.told.get(name).map(|n| &self.known[*n])
    }

    /// The person that a document calls so; `None` where nobody is called so, or more than one.
    fn named(&self, called: &str, document: &str) -> Option<usize> {
        if let Some(person) = self.by_name.get(called) {
            return Some(*person);
        }
        let all = self.by_last.get(called).filter(|all| all.len() <= MANY)?;
        if all.len() == 1 {
            return all.first().copied();
        }
        // Of several with one last name, the one whom the document itself names in full.
        let mut here = all.iter().filter(|n| self.known[**n].person.documents.iter().any(|d| d == document));
        let first = here.next().copied();
        first.filter(|_| here.next().is_none())
    }

    /// Adds a person, or what else somebody known is called.
    fn put(&mut self, sheet: &Sheet, name: &Name, actors: &Actors, language: &Language) {
        let called = key(sheet.words, &name.words);
        let text = written(sheet, name);
        let person = match self.by_name.get(&called).copied().or_else(|| self.same(&called)) {
            Some(person) => person,
            None => {
                let actor = actors.called(language, &Wording::of(&text, 0..text.len())).filter(|a| a.person);
                let actor = actor.map(|a| a.key.clone());
                let known = self.known.iter().position(|k| actor.is_some() && k.person.actor == actor);
                known.unwrap_or_else(|| {
                    let person = Person {
                        name: text.clone(),
                        aliases: Vec::new(),
                        roles: Vec::new(),
                        actor,
                        documents: Vec::new(),
                    };
                    self.known.push(Known { person, male: None, names: Vec::new() });
                    self.known.len() - 1
                })
            }
        };
        if self.by_name.insert(called.clone(), person).is_none() && self.known[person].names.len() < MANY {
            self.known[person].names.push(called.clone());
        }
        let words: Vec<&str> = called.split(' ').collect();
        let mut last = words.len() - 1;
        let mut lasts = vec![words[last].to_owned()];
        // "von Marle" is also "Marle", "al-Burhan" also "Burhan".
        while last > 1 && language.sense.persons.particles.contains(words[last - 1]) {
            last -= 1;
            lasts.push(words[last..].join(" "));
        }
        if let Some((particle, rest)) = words[words.len() - 1].split_once('-')
            && language.sense.persons.particles.contains(particle)
        {
            lasts.push(rest.to_owned());
        }
        for last in lasts {
            self.by_last.entry(last).or_default().insert(person);
        }
        if !self.known[person].person.documents.iter().any(|d| d == sheet.key) {
            self.known[person].person.documents.push(sheet.key.to_owned());
        }
        self.call(person, &text);
    }

    /// Somebody known whose name is the same but for an initial or a name in the middle.
    fn same(&self, called: &str) -> Option<usize> {
        let words: Vec<&str> = called.split(' ').collect();
        if words.len() < 2 {
            return None;
        }
        let alike = |other: &String| {
            let others: Vec<&str> = other.split(' ').collect();
            let (a, b) = (words[0], others[0]);
            let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
            others.len() > 1 && others.last() == words.last() && (a == b || initial(a, b) || initial(b, a))
        };
        let last = self.by_last.get(*words.last()?).filter(|last| last.len() <= MANY)?;
        let mut fits = last.iter().filter(|n| self.known[**n].names.iter().any(alike));
        let first = fits.next().copied();
        first.filter(|_| fits.next().is_none())
    }

    /// The fullest name is the name; what else somebody is called is an alias.
    fn call(&mut self, person: usize, text: &str) {
        let person = &mut self.known[person].person;
        let longer = |a: &str, b: &str| (a.split(' ').count(), a.len()) > (b.split(' ').count(), b.len());
        if person.name == text {
            return;
        }
        let other = if longer(text, &person.name) {
            person.aliases.retain(|a| a != text);
            std::mem::replace(&mut person.name, text.to_owned())
        } else {
            text.to_owned()
        };
        if !person.aliases.contains(&other) && person.aliases.len() < MANY {
            person.aliases.push(other);
        }
    }

    /// Notes what a mention says of a person.
    fn note(&mut self, person: usize, sheet: &Sheet, name: &Name) {
        self.call(person, &written(sheet, name));
        let known = &mut self.known[person];
        known.male = known.male.or(name.male);
        if !known.person.documents.iter().any(|d| d == sheet.key) {
            known.person.documents.push(sheet.key.to_owned());
        }
        for office in &name.roles {
            let role = one_line(&sheet.page.text[sheet.words.stretch(&office.words)]);
            let role = role.strip_suffix("'s").or_else(|| role.strip_suffix("’s")).unwrap_or(&role).to_owned();
            let there = known
                .person
                .roles
                .iter()
                .any(|r| r.document == sheet.key && r.role == role && r.former == office.former);
            if !there && known.person.roles.len() < MANY {
                let quote = sheet.places.passage(sheet.words.stretch(&office.around));
                known.person.roles.push(RoleHeld {
                    role,
                    document: sheet.key.to_owned(),
                    quote,
                    former: office.former,
                });
            }
        }
    }
}

/// A name as the document writes it, without the ending of a possessor.
fn written(sheet: &Sheet, name: &Name) -> String {
    let text = one_line(&sheet.page.text[sheet.words.stretch(&name.words)]);
    let owner = ["'s", "’s", "'", "’"].into_iter().find_map(|end| text.strip_suffix(end));
    owner.unwrap_or(&text).to_owned()
}

/// A text with single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
