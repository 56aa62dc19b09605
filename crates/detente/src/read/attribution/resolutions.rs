//! Resolutions and joint statements: a subject, then paragraphs that each begin with what it does.
//!
//! `The two Governments,` / `reaffirm that ...;` / `agree to ...;` / `call upon ... to ...`

use super::items::{self, Item, Sort};
use crate::read::{
    language::{Class, Form, Language},
    page::{Page, Sentence},
};

/// A subject before such paragraphs has at most so many words.
const SUBJECT: usize = 12;

/// For each paragraph the sentence that its subject stands in, where that is one before it.
pub(super) fn leads(page: &Page, language: &Language) -> Vec<Option<usize>> {
    let mut found = vec![None; page.paragraphs.len()];
    let mut lead: Option<usize> = None;
    let mut sentence = 0;
    for (number, paragraph) in page.paragraphs.iter().enumerate() {
        let start = sentence;
        while page.sentences.get(sentence).is_some_and(|s| s.paragraph == number) {
            sentence += 1;
        }
        let text = page.words(paragraph.span).trim_end();
        let acts = page.tokens[paragraph.tokens.clone()].first().is_some_and(|first| {
            let participle = || language.ends_as_participle(&page.words(first.span).to_lowercase());
            first.word.is(Class::CarriesNoun)
                || lead.is_some() && participle()
                || language.entries_of(first.word).any(|(_, form)| {
                    matches!(form, Form::Infinitive | Form::Finite | Form::FiniteOrPast | Form::Present)
                })
        });
        if lead.is_some() && (acts || text.ends_with(';')) {
            found[number] = lead.filter(|_| acts);
            if text.ends_with('.') && !paragraph.item {
                lead = None;
            }
        } else if start < sentence && text.ends_with([',', ':']) && !acts {
            lead = Some(sentence - 1).filter(|last| stands_alone(page, language, &page.sentences[*last]));
        } else {
            lead = None;
        }
    }
    found
}

/// Whether a sentence begins with a subject and says nothing by itself.
fn stands_alone(page: &Page, language: &Language, sentence: &Sentence) -> bool {
    let tokens = &page.tokens[sentence.tokens.clone()];
    let subject = subject(page, sentence);
    let words = &tokens[..subject.min(tokens.len())];
    let nominal =
        words.iter().any(|token| token.capital && !token.word.any(&[Class::Preposition, Class::Subordinator]));
    let opens = words.first().is_some_and(|first| !first.word.any(&[Class::Preposition, Class::Subordinator]));
    let verb = words.iter().any(|token| {
        token.word.any(&[Class::Be, Class::Auxiliary, Class::Modal, Class::Finite, Class::Relative])
            || language.entries_of(token.word).any(|(_, form)| form != Form::Noun)
    });
    nominal && opens && !verb && (1..=SUBJECT).contains(&subject)
}

/// How many tokens stand before the first comma or colon.
fn subject(page: &Page, sentence: &Sentence) -> usize {
    let tokens = &page.tokens[sentence.tokens.clone()];
    tokens
        .iter()
        .position(|token| !matches!(token.kind, crate::read::page::Kind::Word | crate::read::page::Kind::Number))
        .unwrap_or(tokens.len())
}

/// Puts the subject before the items of a sentence that has none.
pub(super) fn put_subject(page: &Page, lead: usize, into: &mut Vec<Item>) {
    let sentence = &page.sentences[lead];
    let mut subject_items = Vec::new();
    let start = sentence.tokens.start;
    items::items(page, start..start + subject(page, sentence), None, &mut subject_items);
    if let Some(verb) = into.first_mut().filter(|verb| verb.sort == Sort::Word) {
        verb.capital = false;
    }
    into.splice(0..0, subject_items);
}
