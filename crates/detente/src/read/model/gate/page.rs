//! The document as the gate looks at it: its sentences, where they stand, its names.

use std::collections::HashMap;
use std::ops::Range;

use crate::{
    case::Case,
    quote::{Body, sha256, words},
    read::{
        Passage, Voice,
        model::{names::Names, schema::MOST_SENTENCES, sentences::numbered, speaker},
    },
};

/// How much text may be looked through for what did not stand where it should, in bytes: what comes nearest is a help, and
/// an answer of nothing but inventions must not stall us.
const PATIENCE: usize = 1 << 27;

pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) body: Body<'t>,
    pub(super) sentences: Vec<Range<usize>>,
    pub(super) names: Names,
    /// The number of characters before each sentence.
    before: Vec<usize>,
    sha256: String,
    speakers: HashMap<String, Vec<(usize, usize)>>,
    patience: usize,
}

impl<'t> Page<'t> {
    pub(super) fn new(text: &'t str, case: Option<&Case>) -> Self {
        let sentences = numbered(text);
        let (mut at, mut characters) = (0, 0);
        let before = sentences
            .iter()
            .map(|s| {
                characters += text[at..s.start].chars().count();
                at = s.start;
                characters
            })
            .collect();
        let called = case.into_iter().flat_map(|c| {
            let parties = c.parties().iter().map(|p| (&p.name, &p.aliases));
            let delegates = c.delegates().iter().map(|d| (&d.name, &d.aliases));
            parties.chain(delegates).flat_map(|(name, aliases)| std::iter::once(name).chain(aliases)).map(String::as_str)
        });
        Page {
            text,
            body: Body::new(text),
            names: Names::of(text, called),
            sentences,
            before,
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

    /// The sentence that a byte stands in, by its place in the list.
    pub(super) fn sentence_at(&self, at: usize) -> usize {
        self.sentences.partition_point(|s| s.start <= at).saturating_sub(1)
    }

    /// Whether no word stands before a byte in its sentence.
    pub(super) fn begins(&self, at: usize) -> bool {
        self.sentences.get(self.sentence_at(at)).is_none_or(|s| {
            words(&self.text[s.start.min(at)..at]).next().is_none()
        })
    }

    /// A stretch with its place in characters.
    pub(super) fn passage(&self, from: usize, to: usize) -> Passage {
        let sentence = self.sentence_at(from);
        let (begin, before) = self.sentences.get(sentence).map_or((0, 0), |s| (s.start.min(from), self.before[sentence]));
        let start = before + self.text[begin..from].chars().count();
        let text = self.text[from..to].to_owned();
        Passage { end: start + text.chars().count(), text, start }
    }

    /// Twelve digits that follow from the document, the words and the speaker.
    pub(super) fn id(&self, pieces: &[(usize, usize)], speaker: &Voice) -> String {
        let mut all = self.sha256.clone();
        for (from, to) in pieces {
            let passage = self.passage(*from, *to);
            all.push_str(&format!("|{}-{}", passage.start, passage.end));
        }
        if let Some(phrase) = speaker.phrase() {
            all.push_str(&format!("|{}-{}", phrase.start, phrase.end));
        }
        sha256(all.as_bytes())[..12].to_owned()
    }
}

/// Whether a text speaks to a language model.
pub(super) fn addresses_model(text: &str) -> bool {
    const PHRASES: [&str; 22] = [
        "ignore previous instructions",
        "ignore all previous",
        "ignore the above",
        "ignore the previous",
        "ignore your instructions",
        "disregard previous",
        "disregard all previous",
        "disregard the above",
        "disregard your instructions",
        "forget previous instructions",
        "forget your instructions",
        "system prompt",
        "you are a language model",
        "you are an ai",
        "as an ai",
        "as a language model",
        "new instructions:",
        "sentence_ids",
        "respond only with",
        "output only",
        "assistant:",
        "<|im_start|>",
    ];
    let lower = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    PHRASES.iter().any(|p| lower.contains(p))
}
