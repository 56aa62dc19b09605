//! The document as the gate looks at it: laid out as reading lays it out, with its names.

use std::collections::HashMap;
use std::ops::Range;

use crate::{
    case::Case,
    quote::{Body, sha256},
    read::{
        Passage, Voice,
        actors::Actors,
        compose,
        conditions::condition,
        language::{Class, Language},
        model::{names::Names, schema::MOST_SENTENCES, speaker},
        page,
        persons::{Persons, Sheet, persons},
        places::Places,
        voices::Voices,
        wording::Wording,
    },
};

/// How much text may be looked through for what did not stand where it should, in bytes: what comes nearest is a help, and
/// an answer of nothing but inventions must not stall us.
const PATIENCE: usize = 1 << 27;

/// A document laid out, with all that is counted once for all statements.
pub(super) struct Layout<'t> {
    key: &'t str,
    page: page::Page<'t>,
    words: Wording,
    places: Places<'t>,
    actors: Actors,
}

impl<'t> Layout<'t> {
    pub(super) fn of(key: &'t str, text: &'t str, case: Option<&Case>, language: &Language) -> Self {
        Layout {
            key,
            page: page::Page::new(text, language),
            words: Wording::of(text, 0..text.len()),
            places: Places::of(text),
            actors: Actors::of(case, language),
        }
    }

    /// Its persons.
    pub(super) fn persons(&self, language: &Language) -> Persons {
        let sheet = Sheet { key: self.key, page: &self.page, words: &self.words, places: &self.places };
        persons(&[sheet], &self.actors, language)
    }
}

/// The document, while statements about it are judged.
pub(super) struct Page<'a> {
    /// The key of the document.
    key: &'a str,
    pub(super) text: &'a str,
    pub(super) body: Body<'a>,
    pub(super) sentences: &'a [page::Sentence],
    pub(super) names: Names,
    language: &'a Language,
    layout: &'a Layout<'a>,
    voices: Voices<'a>,
    sha256: String,
    speakers: HashMap<String, Vec<(usize, usize)>>,
    patience: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(
        key: &'a str,
        layout: &'a Layout<'a>,
        persons: &'a Persons,
        case: Option<&Case>,
        language: &'a Language,
    ) -> Self {
        let text = layout.page.text;
        let called = case.into_iter().flat_map(|c| {
            let parties = c.parties().iter().map(|p| (&p.name, &p.aliases));
            let delegates = c.delegates().iter().map(|d| (&d.name, &d.aliases));
            parties
                .chain(delegates)
                .flat_map(|(name, aliases)| std::iter::once(name).chain(aliases))
                .map(String::as_str)
        });
        Page {
            key,
            text,
            body: Body::new(text),
            sentences: &layout.page.sentences,
            names: Names::of(text, called),
            language,
            layout,
            voices: Voices {
                page: &layout.page,
                words: &layout.words,
                places: &layout.places,
                persons,
                mentions: persons.mentions.first().map_or(&[], Vec::as_slice),
                actors: &layout.actors,
                language,
                spoke: Vec::new(),
                told: HashMap::new(),
            },
            sha256: sha256(text.as_bytes()),
            speakers: HashMap::new(),
            patience: PATIENCE,
        }
    }

    /// The sentences that a statement cites, by their places in the list, in order.
    pub(super) fn cited(&self, ids: &[serde_json::Number]) -> Result<Vec<usize>, String> {
        if ids.is_empty() {
            return Err("it cites no sentence".to_owned());
        }
        if ids.len() > MOST_SENTENCES {
            return Err(format!("it cites {} sentences; {MOST_SENTENCES} are the most", ids.len()));
        }
        let have = self.sentences.len();
        let mut cited = Vec::new();
        for id in ids {
            let place = id.as_u64().and_then(|n| usize::try_from(n).ok()).filter(|n| (1..=have).contains(n));
            let Some(place) = place else {
                return Err(format!("it cites sentence {id}; the document has 1 to {have}"));
            };
            cited.push(place - 1);
        }
        cited.sort_unstable();
        cited.dedup();
        Ok(cited)
    }

    /// Where the words for a speaker stand in the document.
    pub(super) fn standing(&mut self, phrase: &str) -> &[(usize, usize)] {
        if !self.speakers.contains_key(phrase) {
            let found = speaker::standing(phrase, &self.body);
            self.speakers.insert(phrase.to_owned(), found);
        }
        self.speakers.get(phrase).map_or(&[], Vec::as_slice)
    }

    /// Whether the whole document may be looked through once more.
    pub(super) fn patient(&mut self) -> bool {
        match self.patience.checked_sub(self.text.len()) {
            Some(left) => {
                self.patience = left;
                true
            }
            None => false,
        }
    }

    /// The first and one past the last byte of a sentence.
    pub(super) fn span(&self, sentence: usize) -> Range<usize> {
        let span = self.sentences[sentence].span;
        span.start..span.end
    }

    /// The sentence that a byte stands in, by its place in the list.
    pub(super) fn sentence_at(&self, at: usize) -> usize {
        self.layout.page.sentence_at(at).unwrap_or(0)
    }

    /// A stretch with its place in characters.
    pub(super) fn passage(&self, from: usize, to: usize) -> Passage {
        self.layout.places.passage(from..to)
    }

    /// The voice behind a phrase.
    pub(super) fn voice(&mut self, from: usize, to: usize) -> Voice {
        self.voices.of(from..to)
    }

    /// The pronoun of some stretches that a model may have replaced by a name: the first that can be a subject and stands
    /// neither in the quote nor in other quotation marks.
    pub(super) fn pronoun(&self, within: &[(usize, usize)], quote: &[(usize, usize)]) -> Option<(usize, usize)> {
        within.iter().find_map(|(from, to)| {
            let words = self.layout.words.within(&(*from..*to));
            words
                .filter(|at| self.language.word(self.layout.words.key(*at)).is(Class::Subject))
                .map(|at| self.layout.words.place(at))
                .map(|place| (place.start, place.end))
                .find(|(start, end)| {
                    !quote.iter().any(|q| q.0 < *end && *start < q.1) && self.quotation(*start, *end).is_none()
                })
        })
    }

    /// Whether a stretch stands in quotation marks: `Some(true)` if whole, `Some(false)` if in part.
    pub(super) fn quotation(&self, from: usize, to: usize) -> Option<bool> {
        let all = &self.layout.page.quotations;
        let first = all.partition_point(|q| q.outer.end <= from);
        let meeting = all[first..].iter().take_while(|q| q.outer.start < to);
        meeting.map(|q| q.outer.start <= from && to <= q.outer.end).max()
    }

    /// The words that make a sentence look like a condition.
    pub(super) fn condition(&self, sentence: usize) -> Option<Passage> {
        let within = self.layout.words.within(&self.span(sentence));
        let found = condition(&self.language.sense.conditions, &self.layout.words, within)?;
        Some(self.layout.places.passage(self.layout.words.stretch(&found)))
    }

    /// The word of the language file behind a cue, or else the cue itself in small letters.
    pub(super) fn entry(&self, from: usize, to: usize) -> String {
        let words = self.layout.words.within(&(from..to));
        let known = words
            .clone()
            .flat_map(|at| self.language.entries_of(self.language.word(self.layout.words.key(at))))
            .map(|(entry, _)| entry.name.clone())
            .next();
        known.unwrap_or_else(|| self.text[from..to].split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
    }

    /// The id of a statement.
    pub(super) fn id(&self, quotes: &[Passage], speaker: &Voice) -> String {
        compose::id(self.key, &self.sha256, quotes, speaker.phrase())
    }

    /// Whether a text speaks to a machine rather than to readers.
    pub(super) fn addresses_model(&self, text: &str) -> bool {
        let words = Wording::of(text, 0..text.len());
        self.language.sense.machines.first(&words, 0..words.len()).is_some()
    }
}
