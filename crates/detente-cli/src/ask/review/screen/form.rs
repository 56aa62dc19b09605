//! The form: every part of a proposal that a reviewer can put otherwise, one below the other.

use detente::review::Fields;

use super::{Effect, Key, Mode, Reviewing, What};

/// The parts, in the order of the form.
pub(in crate::ask::review) const FIELDS: [&str; 16] = [
    "speaker",
    "holder",
    "issue",
    "option",
    "polarity",
    "manner",
    "act",
    "modality",
    "says",
    "date",
    "trust",
    "utterance",
    "key",
    "because",
    "disputes",
    "contradicts",
];

impl Reviewing {
    pub(super) fn key_form(&mut self, field: usize, key: Key) -> Vec<Effect> {
        self.message.clear();
        match key {
            Key::Escape | Key::Char('q') => self.mode = Mode::Look,
            Key::Down | Key::Char('j' | 'n') => self.mode = Mode::Form((field + 1).min(FIELDS.len() - 1)),
            Key::Up | Key::Char('k' | 'N') => self.mode = Mode::Form(field.saturating_sub(1)),
            Key::Enter => self.ask(What::Field(FIELDS[field]), true),
            Key::Char('a') => {
                self.mode = Mode::Look;
                return self.current().map(Effect::Accept).into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }
}

/// What is asked for a field.
pub(super) fn prompt(field: &str) -> &'static str {
    match field {
        "speaker" => "Who says so? A number or a name",
        "holder" => "Whose position is it?",
        "issue" => "Which issue is it about?",
        "option" => "Which option of it?",
        "polarity" => "For or against it?",
        "manner" => "How do the words reach us?",
        "act" => "What is done by saying so?",
        "modality" => "How firmly is it put?",
        "says" => "One neutral sentence for it:",
        "date" => "When was it said? As in 2026-05-12",
        "trust" => "How far is it to be trusted?",
        "utterance" => "A name for the moment it was said:",
        "key" => "The name of the claim:",
        "because" => "Which element rests on it? As in demands.NAME",
        "disputes" => "Which element or claim does it dispute?",
        _ => "Which claim cannot be true beside it?",
    }
}

/// Fields that say one thing; an empty text takes back what was said. `None` where that is nothing to say.
pub(super) fn field(name: &str, text: String) -> Option<Fields> {
    let mut fields = Fields::default();
    let list = match name {
        "because" => Some(&mut fields.because),
        "disputes" => Some(&mut fields.disputes),
        "contradicts" => Some(&mut fields.contradicts),
        _ => None,
    };
    if let Some(list) = list {
        if text.is_empty() {
            return None;
        }
        list.push(text);
        return Some(fields);
    }
    let place = match name {
        "speaker" => &mut fields.speaker,
        "holder" => &mut fields.holder,
        "issue" => &mut fields.issue,
        "option" => &mut fields.option,
        "polarity" => &mut fields.polarity,
        "manner" => &mut fields.manner,
        "act" => &mut fields.act,
        "modality" => &mut fields.modality,
        "says" => &mut fields.says,
        "date" => &mut fields.date,
        "trust" => &mut fields.trust,
        "utterance" => &mut fields.utterance,
        "key" => &mut fields.key,
        _ => return None,
    };
    *place = Some(text);
    Some(fields)
}
