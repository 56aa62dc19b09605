//! From texts to a draft: what each rule finds, put together.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use super::{
    Act, Cue, Draft, Mark, Modality, Origin, Passage, Polarity, Proposal, ReadDocument, Voice,
    actors::Actors,
    attribution::{Attribution, attributions},
    conditions::condition,
    issues::Sorter,
    join,
    language::Language,
    narrator,
    page::Page,
    persons::{Persons, Sheet, persons},
    places::Places,
    polarity::{main_clause, modality, performed, polarity},
    voices::Voices,
    wording::Wording,
};
use crate::{
    case::{Case, Manner},
    quote::{self, Found, Match, sha256},
};

/// A text that is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its key: that of the case's document, or one made of its file's name.
    pub key: String,
    /// The name of its file, as it was given.
    pub file: String,
    /// The text.
    pub text: String,
}

/// Reads texts by the rules of a language: everything that somebody says in them, with its words, its speaker and how we know.
///
/// With a case, names of its parties and delegates are known, and statements are sorted under its issues. Nothing here is a
/// fact: everything is a proposal for a person to decide on. The same texts give the same draft.
///
/// ```
/// use detente::read::{Input, Language, Voice, read};
///
/// let text = "Port chief Lena Orla said the ferries would not sail. Her crews met on Monday.";
/// let input = Input { key: "wire".into(), file: "wire.txt".into(), text: text.into() };
/// let draft = read(&[input], None, &Language::english());
/// assert_eq!(draft.documents[0].sentences, 2);
/// assert!(draft.proposals.iter().any(|p| p.speaker == Voice::Narrator));
/// ```
pub fn read(inputs: &[Input], case: Option<&Case>, language: &Language) -> Draft {
    let actors = Actors::of(case, language);
    let sorter = Sorter::of(case, &language.sense.sorting);
    let pages: Vec<Page> = inputs.iter().map(|i| Page::new(&i.text, language)).collect();
    let words: Vec<Wording> = inputs.iter().map(|i| Wording::of(&i.text, 0..i.text.len())).collect();
    let places: Vec<Places> = inputs.iter().map(|i| Places::of(&i.text)).collect();
    let sheets: Vec<Sheet> = (0..inputs.len())
        .map(|n| Sheet { key: &inputs[n].key, page: &pages[n], words: &words[n], places: &places[n] })
        .collect();
    let persons = persons(&sheets, &actors, language);
    let mut draft = Draft::default();
    for (n, input) in inputs.iter().enumerate() {
        let reader =
            Reader { input, sheet: &sheets[n], language, sorter: &sorter, sha256: sha256(input.text.as_bytes()) };
        reader.read(n, &persons, &actors, &mut draft);
    }
    draft.persons = persons.known.into_iter().map(|k| k.person).collect();
    join::join(&mut draft, language);
    draft
}

/// One document while it is read.
struct Reader<'a> {
    input: &'a Input,
    sheet: &'a Sheet<'a>,
    language: &'a Language,
    sorter: &'a Sorter<'a>,
    sha256: String,
}

/// What is known of each sentence.
#[derive(Default)]
struct Flags {
    /// The words that make it look like a condition.
    condition: Option<Range<usize>>,
    machine: bool,
}

impl Reader<'_> {
    fn read(&self, number: usize, persons: &Persons, actors: &Actors, draft: &mut Draft) {
        let (page, words) = (self.sheet.page, self.sheet.words);
        let flags = self.flags();
        let found = attributions(page, self.language);
        let mut voices = Voices {
            page,
            words,
            places: self.sheet.places,
            persons,
            mentions: &persons.mentions[number],
            actors,
            language: self.language,
            spoke: Vec::new(),
            told: HashMap::new(),
        };
        let mut proposals: Vec<(usize, Proposal)> = Vec::new();
        let denied = Denied::of(&found);
        for attribution in found.iter().filter(|a| !denied.holds(a)) {
            let place = attribution.content.first().map_or(0, |s| s.start);
            proposals.extend(self.attributed(attribution, &mut voices, &flags).map(|p| (place, p)));
        }
        let mut taken = narrator::taken(page, &found);
        for mention in &persons.mentions[number] {
            // An office beside a name is told under persons.
            if let Some(sentence) = page.sentence_at(mention.place.start).filter(|n| !taken[*n].is_empty()) {
                taken[sentence].extend(offices(persons, mention.person, self.sheet, &mention.place));
            }
        }
        for sentence in narrator::own_sentences(page, words, self.language, &taken) {
            proposals.push((page.sentences[sentence].span.start, self.narrated(sentence, &flags)));
        }
        // In the order of the text; what is ascribed before the whole sentence that it stands in.
        proposals.sort_by_key(|(place, p)| (p.sentences[0], p.cue.is_none() && p.speaker == Voice::Narrator, *place));
        let mut ids = BTreeSet::new();
        draft.proposals.extend(proposals.into_iter().map(|(_, p)| p).filter(|p| ids.insert(p.id.clone())));
        let of =
            |wanted: &dyn Fn(&Flags) -> bool| (0..flags.len()).filter(|n| wanted(&flags[*n])).map(|n| n + 1).collect();
        draft.documents.push(ReadDocument {
            key: self.input.key.clone(),
            file: self.input.file.clone(),
            sha256: self.sha256.clone(),
            language: self.language.code().to_owned(),
            sentences: page.sentences.len(),
            conditions: of(&|f| f.condition.is_some()),
            addresses_model: of(&|f| f.machine),
        });
    }

    fn flags(&self) -> Vec<Flags> {
        let (words, sense) = (self.sheet.words, &self.language.sense);
        let flag = |sentence: &super::page::Sentence| {
            let within = words.within(&(sentence.span.start..sentence.span.end));
            Flags {
                condition: condition(&sense.conditions, words, within.clone()).map(|w| words.stretch(&w)),
                machine: sense.machines.first(words, within).is_some(),
            }
        };
        self.sheet.page.sentences.iter().map(flag).collect()
    }

    fn attributed(&self, found: &Attribution, voices: &mut Voices, flags: &[Flags]) -> Option<Proposal> {
        let page = self.sheet.page;
        let stretches: Vec<Range<usize>> =
            found.content.iter().map(|s| s.start..s.end).filter(|s| !s.is_empty()).collect();
        if stretches.is_empty() {
            return None;
        }
        let speaker = found.speaker.map(|s| s.start..s.end);
        let voice = speaker.as_ref().map_or(Voice::Narrator, |phrase| voices.of(phrase.clone()));
        let through: Vec<Voice> = found.through.iter().map(|s| voices.of(s.start..s.end)).collect();
        let said = Wording::of_all(stretches.iter().map(|s| &page.text[s.clone()]));
        let told = found.cue.as_ref().map_or(Act::Says, |c| c.act);
        let negated = found.cue.as_ref().is_some_and(|c| c.negated);
        let clause = main_clause(&self.language.sense.negation, &said);
        let direct = found.manner == Manner::Direct;
        let act = match told {
            Act::Says if direct => performed(&self.language.sense, &said).unwrap_or(told),
            // "Did not rule it out" is no refusal, and "did not accept it" no acceptance.
            Act::Denies | Act::Rejects | Act::Refuses if negated => Act::Says,
            Act::Accepts if negated => Act::Rejects,
            _ => told,
        };
        let mut sign = polarity(&self.language.sense.negation, &said, clause.clone());
        if negated && !matches!(told, Act::Denies | Act::Rejects | Act::Refuses) {
            sign = if sign == Polarity::Affirmed { Polarity::Negated } else { Polarity::Affirmed };
        }
        let modality = modality(&self.language.sense.modality, &said, clause, told, direct);
        let cue = found.cue.as_ref().map(|c| (c.span.start..c.span.end, c.entry.clone()));
        let mut numbers: BTreeSet<usize> = found.content.iter().flat_map(|s| narrator::sentences(page, *s)).collect();
        if numbers.is_empty() {
            numbers.insert(found.sentence);
        }
        let made = Parts {
            speaker: voice.clone(),
            through,
            cue,
            manner: found.manner,
            act,
            polarity: sign,
            modality,
            rule: found.rule,
        };
        let proposal = self.proposal(&stretches, &numbers, made, &said, flags);
        if let Some(phrase) = &speaker {
            voices.note(&voice, phrase);
        }
        Some(proposal)
    }

    /// A sentence of the narrator's own.
    fn narrated(&self, number: usize, flags: &[Flags]) -> Proposal {
        let page = self.sheet.page;
        let span = page.sentences[number].span;
        let said = Wording::of(page.text, span.start..span.end);
        let clause = main_clause(&self.language.sense.negation, &said);
        let made = Parts {
            speaker: Voice::Narrator,
            through: Vec::new(),
            cue: None,
            manner: Manner::Narrated,
            act: Act::Says,
            polarity: polarity(&self.language.sense.negation, &said, clause.clone()),
            modality: modality(&self.language.sense.modality, &said, clause, Act::Says, true),
            rule: "narrator",
        };
        self.proposal(std::slice::from_ref(&(span.start..span.end)), &BTreeSet::from([number]), made, &said, flags)
    }

    fn proposal(
        &self,
        stretches: &[Range<usize>],
        numbers: &BTreeSet<usize>,
        made: Parts,
        said: &Wording,
        flags: &[Flags],
    ) -> Proposal {
        let (page, sense) = (self.sheet.page, &self.language.sense);
        let quotes: Vec<Passage> = stretches.iter().map(|s| self.sheet.places.passage(s.clone())).collect();
        let condition = numbers.iter().find_map(|n| flags[*n].condition.clone());
        let mut issues = self.sorter.guess(&sense.sorting, said);
        // Not of a sentence without end, which would be gone through for each of its statements.
        let bytes: usize = numbers.iter().map(|n| page.sentences[*n].span).map(|s| s.end - s.start).sum();
        if issues.is_empty() && self.sorter.sorts() && made.manner != Manner::Narrated && bytes <= 4_000 {
            // A few words such as "out of the question" tell nothing; the rest of the sentence may.
            let spans = numbers.iter().map(|n| page.words(page.sentences[*n].span));
            issues = self.sorter.guess(&sense.sorting, &Wording::of_all(spans));
        }
        let mut marks = BTreeSet::new();
        let mut mark = |mark: Mark, holds: bool| {
            if holds {
                marks.insert(mark);
            }
        };
        mark(Mark::Pronoun, matches!(made.speaker, Voice::Pronoun { .. }));
        mark(Mark::NarratorOnly, made.speaker == Voice::Narrator);
        mark(Mark::Implied, made.manner == Manner::Implied);
        mark(Mark::Condition, condition.is_some());
        mark(Mark::AddressesModel, numbers.iter().any(|n| flags[*n].machine));
        mark(Mark::Cut, made.cue.is_some() && self.cut(stretches, &made));
        Proposal {
            id: id(&self.input.key, &self.sha256, &quotes, made.speaker.phrase()),
            document: self.input.key.clone(),
            sentences: numbers.iter().map(|n| n + 1).collect(),
            quotes,
            speaker: made.speaker,
            through: made.through,
            cue: made.cue.map(|(place, entry)| Cue { words: self.sheet.places.passage(place), entry }),
            manner: made.manner,
            act: made.act,
            polarity: made.polarity,
            modality: made.modality,
            condition: condition.map(|c| self.sheet.places.passage(c)),
            issues,
            marks: marks.into_iter().collect(),
            utterance: None,
            origin: Origin::Rule { rule: made.rule.to_owned() },
            paraphrase: None,
        }
    }

    /// Whether the quote leaves out a negation or a condition of its sentence, other than the words that ascribe it.
    fn cut(&self, stretches: &[Range<usize>], made: &Parts) -> bool {
        let (page, first) = (self.sheet.page, stretches[0].start);
        let Some(number) = page.sentence_at(first) else { return false };
        let span = page.sentences[number].span;
        let (mut from, mut to) = (span.start, span.end.max(first));
        // A sentence without end must not be gone through for each of its statements.
        if to - from > 4_000 {
            from = first.saturating_sub(1_000).max(from);
            to = (stretches[0].end + 1_000).min(to);
            while !page.text.is_char_boundary(from) {
                from += 1;
            }
            while !page.text.is_char_boundary(to) {
                to -= 1;
            }
        }
        let within: Vec<(usize, usize)> = stretches
            .iter()
            .filter(|s| from <= s.start && s.end <= to)
            .map(|s| (s.start - from, s.end - from))
            .collect();
        let (Some(start), Some(end)) = (within.first().map(|p| p.0), within.last().map(|p| p.1)) else { return false };
        let found = Found { how: Match::Exact, start, end, times: 1, pieces: within };
        let Some(left_out) = quote::cut(&page.text[from..to], &found) else { return false };
        // "Refused to" stands in the cue, and the act says so.
        let cue = made.cue.as_ref().map_or("", |(place, _)| &page.text[place.clone()]).to_lowercase();
        let left_out = left_out.to_lowercase();
        let first_word = left_out.split_whitespace().next().unwrap_or_default();
        !cue.split_whitespace().any(|word| word == first_word)
    }
}

/// What is denied as a whole. Whoever is said to have said something there is not said to have said it.
struct Denied {
    /// Where each begins, in order, and how far any of those up to it go.
    reach: Vec<(usize, usize)>,
}

impl Denied {
    fn of(found: &[Attribution]) -> Denied {
        let cues = found.iter().filter(|a| a.cue.as_ref().is_some_and(|c| c.negated || c.act == Act::Denies));
        let mut reach: Vec<(usize, usize)> = cues.flat_map(|a| &a.content).map(|s| (s.start, s.end)).collect();
        reach.sort_unstable();
        let mut far = 0;
        for (_, end) in &mut reach {
            far = far.max(*end);
            *end = far;
        }
        Denied { reach }
    }

    /// Whether a statement lies within something denied, and is more than that itself.
    fn holds(&self, attribution: &Attribution) -> bool {
        let Some(first) = attribution.content.first() else { return false };
        let end = attribution.content.last().map_or(first.end, |last| last.end);
        let before = self.reach.partition_point(|(start, _)| *start < first.start);
        let with = self.reach.partition_point(|(start, _)| *start <= first.start);
        let far = |n: usize| n.checked_sub(1).map_or(0, |n| self.reach[n].1);
        far(before) >= end || far(with) > end
    }
}

/// What a statement is made of, beside its words.
struct Parts {
    speaker: Voice,
    through: Vec<Voice>,
    cue: Option<(Range<usize>, String)>,
    manner: Manner,
    act: Act,
    polarity: Polarity,
    modality: Modality,
    rule: &'static str,
}

/// The id of a statement: the same whenever the same document is read again. Its key is part of it, since a case may have one
/// text twice.
pub(crate) fn id(key: &str, sha256: &str, quotes: &[Passage], speaker: Option<&Passage>) -> String {
    let places: Vec<String> = quotes.iter().map(|q| format!("{}-{}", q.start, q.end)).collect();
    let speaker = speaker.map_or_else(|| "narrator".to_owned(), |s| format!("{}-{}", s.start, s.end));
    let mut id = quote::sha256(format!("{key}|{sha256}|{}|{speaker}", places.join(",")).as_bytes());
    id.truncate(12);
    id
}

/// The words of offices that stand beside a name.
fn offices(persons: &Persons, person: usize, sheet: &Sheet, name: &Range<usize>) -> Vec<Range<usize>> {
    let (start, end) = (sheet.places.characters(name.start), sheet.places.characters(name.end));
    let roles = persons.known[person].person.roles.iter().filter(|r| r.document == sheet.key);
    let beside = roles.filter(|r| r.quote.start <= start && end <= r.quote.end);
    // From characters back to bytes: the passage begins or ends with the name.
    beside
        .map(|r| {
            let (before, after) = (start - r.quote.start, r.quote.end - end);
            let back: usize = sheet.page.text[..name.start].chars().rev().take(before).map(char::len_utf8).sum();
            let forth: usize = sheet.page.text[name.end..].chars().take(after).map(char::len_utf8).sum();
            name.start - back..name.end + forth
        })
        .collect()
}
