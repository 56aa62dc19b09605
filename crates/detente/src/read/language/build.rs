//! From the text of a language file to the language.

use toml::Spanned;

use super::{
    Class, Entry, Form, Language, Phrase, Purpose, Words,
    sense::{Sections, Sense},
    shape::{ByAct, File},
};
use crate::{diagnostic::printable, question::Refusal, read::Act};

pub(super) fn language(name: &str, text: &str) -> Result<Language, Refusal> {
    let place = Place { name, text };
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        place.refusal(at, error.message(), "The sections and keys that a language file has stand in the English one.")
    })?;
    let mut build = Build::default();
    build.entries(&place, &file.verbs, Form::Finite)?;
    build.entries(&place, &file.nouns, Form::Noun)?;
    build.entries(&place, &file.adjectives, Form::Adjective)?;
    for (act, phrases) in &file.phrases {
        let act = place.act(act)?;
        phrases.iter().for_each(|phrase| build.phrase(phrase.get_ref(), Purpose::Speaker(act)));
    }
    file.rumour.openings.iter().for_each(|phrase| build.phrase(phrase, Purpose::Rumour));
    file.implied.phrases.iter().for_each(|phrase| build.phrase(phrase, Purpose::Taken));
    build.classes(&file);
    let Build { mut words, groups, entries, phrases } = build;
    for word in &file.words.not_adverbs {
        words.entry(word.as_str().into()).or_default();
    }
    let abbreviations = file.words.abbreviations.iter().map(|word| (word.as_str().into(), false));
    let before_numbers = file.words.before_numbers.iter().map(|word| (word.as_str().into(), true));
    Ok(Language {
        code: place.code(&file.code)?,
        name: printable(&file.name),
        words,
        groups,
        entries,
        phrases,
        adverb_endings: file.words.adverb_endings,
        finite_endings: file.words.finite_endings,
        present_endings: file.words.present_endings,
        possessive_endings: file.words.possessive_endings,
        joining: file.words.joining.first().cloned(),
        abbreviations: abbreviations.chain(before_numbers).collect(),
        sense: Sense::of(Sections {
            conditions: file.conditions,
            negation: file.negation,
            modality: file.modality,
            persons: file.persons,
            sorting: file.sorting,
            contradiction: file.contradiction,
            narrator: file.narrator,
            machines: file.machines,
            acts: file.acts,
        }),
    })
}

struct Place<'t> {
    name: &'t str,
    text: &'t str,
}

impl Place<'_> {
    fn refusal(&self, at: usize, message: &str, help: &str) -> Refusal {
        let line = self.text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
        Refusal::new(printable(&format!("{}, line {line}: {}", self.name, message.trim_end()))).help(help)
    }

    fn act(&self, word: &Spanned<String>) -> Result<Act, Refusal> {
        Act::of(word.get_ref()).ok_or_else(|| {
            let message = format!("“{}” is not a word for what is done by saying something.", word.get_ref());
            self.refusal(
                word.span().start,
                &message,
                "Use one of says, claims, admits, denies, rejects, refuses, accepts, demands, offers, promises, \
                 threatens, thinks, implies, calls and reports.",
            )
        })
    }

    fn code(&self, code: &Spanned<String>) -> Result<String, Refusal> {
        let word = code.get_ref();
        if !word.is_empty() && word.len() <= 35 && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Ok(word.clone());
        }
        let message = format!("“{word}” is not the code of a language.");
        Err(self.refusal(code.span().start, &message, "Use letters, digits and hyphens, as in \"en\" or \"pt-BR\"."))
    }
}

struct Build {
    words: Words,
    groups: Vec<Vec<(u16, Form)>>,
    entries: Vec<Entry>,
    phrases: Vec<Vec<Phrase>>,
}

impl Default for Build {
    fn default() -> Self {
        // The first group of each is the one of words that have none.
        Build { words: Words::default(), groups: vec![Vec::new()], entries: Vec::new(), phrases: vec![Vec::new()] }
    }
}

impl Build {
    fn entries(&mut self, place: &Place, acts: &ByAct, sort: Form) -> Result<(), Refusal> {
        for (act, entries) in acts {
            let act = place.act(act)?;
            for entry in entries {
                self.entry(act, entry.get_ref(), sort)
                    .map_err(|(message, help)| place.refusal(entry.span().start, &message, help))?;
            }
        }
        Ok(())
    }

    fn entry(&mut self, act: Act, text: &str, sort: Form) -> Result<(), (String, &'static str)> {
        let (name, rest) = match text.split_once(':') {
            Some((name, rest)) => (Some(name.trim()), rest),
            None => (None, text),
        };
        let parts: Vec<&str> = rest.split('|').collect();
        let wanted = if sort == Form::Finite { 4 } else { 2 };
        let first = parts[0].split_whitespace().next();
        let (Some(first), true) = (first, parts.len() == wanted) else {
            let help = if sort == Form::Finite {
                "A verb is written \"say says said | said | saying | clause\": finite forms, participles of the past, \
                 participles of the present, what may follow."
            } else {
                "It is written \"refusal refusals | to\": its forms, and what may follow."
            };
            return Err((format!("“{text}” is not an entry as it must be written."), help));
        };
        let mut entry = Entry::new(name.unwrap_or(first), act, parts[wanted - 1]);
        // The name of "rule-out" has the word that must follow; that of "doubt-if: reckon" is only a name.
        entry.particle = name.and_then(|n| n.strip_prefix(first)?.strip_prefix('-')).map(str::to_owned);
        if name.is_some() && entry.particle.is_none() {
            first.clone_into(&mut entry.name);
        }
        let Ok(at) = u16::try_from(self.entries.len()) else {
            return Err(("There are more than 65,535 entries.".to_owned(), "Leave some out."));
        };
        self.entries.push(entry);
        if sort == Form::Finite {
            let past: Vec<&str> = parts[1].split_whitespace().collect();
            for (i, form) in parts[0].split_whitespace().enumerate() {
                let kind = match (i, past.contains(&form)) {
                    (0, _) => Form::Infinitive,
                    (_, true) => Form::FiniteOrPast,
                    (_, false) => Form::Finite,
                };
                self.form(form, at, kind);
            }
            for form in past.iter().filter(|form| !parts[0].split_whitespace().skip(1).any(|other| other == **form)) {
                self.form(form, at, Form::Past);
            }
            parts[2].split_whitespace().for_each(|form| self.form(form, at, Form::Present));
        } else {
            parts[0].split_whitespace().for_each(|form| self.form(form, at, sort));
        }
        Ok(())
    }

    fn form(&mut self, form: &str, entry: u16, kind: Form) {
        let word = self.words.entry(form.into()).or_default();
        if word.entries == 0 {
            word.entries = self.groups.len() as u32;
            self.groups.push(Vec::new());
        }
        self.groups[word.entries as usize].push((entry, kind));
    }

    fn phrase(&mut self, text: &str, purpose: Purpose) {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let Some(first) = words.first() else { return };
        let word = self.words.entry(first.as_str().into()).or_default();
        if word.phrases == 0 {
            word.phrases = self.phrases.len() as u32;
            self.phrases.push(Vec::new());
        }
        let group = &mut self.phrases[word.phrases as usize];
        group.push(Phrase { words, purpose });
        // The longest that fits is the one that is meant.
        group.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }

    fn put(&mut self, words: &[String], class: Class) {
        for forms in words {
            // A list of forms, "make makes made": each is a word; a hyphen joins what stands apart in the text.
            for word in forms.split_whitespace() {
                let first = word.split('-').next().unwrap_or(word);
                let word = if class == Class::CarriesVerb { first } else { word };
                self.words.entry(word.into()).or_default().put(class);
            }
        }
    }

    fn classes(&mut self, file: &File) {
        let words = &file.words;
        for (list, class) in [
            (&words.that, Class::That),
            (&words.whether, Class::Whether),
            (&words.to, Class::To),
            (&words.by, Class::By),
            (&words.from, Class::From),
            (&words.as_, Class::As),
            (&words.be, Class::Be),
            (&words.auxiliaries, Class::Auxiliary),
            (&words.modals, Class::Modal),
            (&words.negations, Class::Negation),
            (&words.subjects, Class::Subject),
            (&words.objects, Class::Object),
            (&words.first, Class::First),
            (&words.nobody, Class::Nobody),
            (&words.empty, Class::Empty),
            (&words.possessives, Class::Possessive),
            (&words.possessive_endings, Class::PossessiveEnding),
            (&words.determiners, Class::Determiner),
            (&words.relatives, Class::Relative),
            (&words.conjunctions, Class::Conjunction),
            (&words.subordinators, Class::Subordinator),
            (&words.suppositions, Class::Supposition),
            (&words.prepositions, Class::Preposition),
            (&words.joining, Class::Joining),
            (&words.adverbs, Class::Adverb),
            (&words.times, Class::Time),
            (&words.particles, Class::Particle),
            (&words.titles, Class::Title),
            (&words.agents, Class::Agent),
            (&words.finite, Class::Finite),
            (&words.distance, Class::Distance),
            (&words.idle, Class::Idle),
            (&words.questions, Class::Question),
            (&words.answers, Class::Answer),
            (&words.only, Class::Only),
            (&file.rumour.adverbs, Class::Rumour),
            (&file.rumour.adverbs, Class::Adverb),
            (&file.implied.adverbs, Class::Implied),
            (&file.implied.adverbs, Class::Adverb),
            (&file.implied.seeming, Class::Seeming),
            (&file.implied.conduct, Class::Conduct),
            (&file.carriers.nouns, Class::CarriesNoun),
            (&file.carriers.verbs, Class::CarriesVerb),
        ] {
            self.put(list, class);
        }
    }
}
