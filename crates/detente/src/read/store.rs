//! Drafts as files: `NAME.draft.json` beside `NAME.case.toml`.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Draft, Passage, Proposal, Voice};
use crate::{diagnostic::printable, question::Refusal};

/// The form of the file; another number is another form.
const FORM: u64 = 1;

/// Largest draft that is read, in bytes.
pub const LARGEST: usize = 256 << 20;

#[derive(Serialize)]
struct Out<'a> {
    detente: &'static str,
    form: u64,
    draft: &'a Draft,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct In {
    #[allow(dead_code, reason = "which program wrote it is told only where it cannot be read")]
    detente: String,
    #[allow(dead_code, reason = "it was looked at before")]
    form: u64,
    draft: Draft,
}

impl Draft {
    /// The draft as the text of its file.
    pub fn to_json(&self) -> String {
        let out = Out { detente: env!("CARGO_PKG_VERSION"), form: FORM, draft: self };
        let mut text = serde_json::to_string_pretty(&out).expect("a draft has text keys alone");
        text.push('\n');
        text
    }

    /// A draft from the text of its file; `name` is what messages call the file.
    ///
    /// # Errors
    ///
    /// If it is too large, not JSON or cut off, of another form, or if what it holds does not fit together: a passage whose
    /// words are not as long as its place, two proposals with one id, a proposal of no document.
    pub fn from_json(name: &str, text: &str) -> Result<Draft, Refusal> {
        let again = "move it away and read the documents again: `detente read FILE... --case CASE`; what was decided stands in the \
             review's log";
        let refuse = |what: String| Refusal::new(printable(&format!("`{name}` {what}"))).help(again);
        if text.len() > LARGEST {
            return Err(refuse(format!("is too large for a draft: it has more than {} MiB", LARGEST >> 20)));
        }
        let value: Value = serde_json::from_str(text).map_err(|fault| {
            let what = if fault.is_eof() { "ends too early, as if it had been cut off" } else { "is not JSON" };
            refuse(format!("{what} (line {}, column {})", fault.line(), fault.column()))
        })?;
        match value.get("form").and_then(Value::as_u64) {
            Some(FORM) => {}
            Some(other) => {
                let by = value.get("detente").and_then(Value::as_str).unwrap_or("another version");
                let by: String = by.chars().take(40).collect();
                return Err(refuse(format!(
                    "is a draft of form {other}, written by detente {by}; this one reads form {FORM}"
                )));
            }
            None => return Err(refuse("is no draft: it does not say `\"form\"`".to_owned())),
        }
        let read: In =
            serde_json::from_value(value).map_err(|fault| refuse(format!("is no draft as it is written: {fault}")))?;
        sound(&read.draft).map_err(|what| refuse(format!("does not fit together: {what}")))?;
        Ok(read.draft)
    }
}

/// Whether what a draft holds fits together.
fn sound(draft: &Draft) -> Result<(), String> {
    let mut documents = HashSet::new();
    for document in &draft.documents {
        if !documents.insert(document.key.as_str()) {
            return Err(format!("it has two documents `{}`", document.key));
        }
    }
    let mut ids = HashSet::new();
    for proposal in &draft.proposals {
        let id = &proposal.id;
        if id.len() != 12 || !id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            return Err(format!("`{}` is no id of a proposal", id.chars().take(40).collect::<String>()));
        }
        if !ids.insert(id.as_str()) {
            return Err(format!("two proposals have the id `{id}`"));
        }
        if !documents.contains(proposal.document.as_str()) {
            return Err(format!("proposal `{id}` is of a document that it does not have, `{}`", proposal.document));
        }
        if proposal.quotes.is_empty() || proposal.sentences.is_empty() {
            return Err(format!("proposal `{id}` has no words"));
        }
        if let Some(passage) = passages(proposal).find(|p| p.end.checked_sub(p.start) != Some(p.text.chars().count())) {
            return Err(format!(
                "proposal `{id}` has words that are not as long as their place, {} to {}",
                passage.start, passage.end
            ));
        }
    }
    let names = draft.utterances.iter().flat_map(|u| &u.witnesses);
    let pairs = draft.contradictions.iter().flat_map(|c| [&c.first, &c.second]);
    match names.chain(pairs).find(|id| !ids.contains(id.as_str())) {
        Some(id) => {
            Err(format!("it names a proposal that it does not have, `{}`", id.chars().take(40).collect::<String>()))
        }
        None => Ok(()),
    }
}

/// All passages of a proposal.
fn passages(proposal: &Proposal) -> impl Iterator<Item = &Passage> {
    let voices = std::iter::once(&proposal.speaker).chain(&proposal.through);
    let cue = proposal.cue.iter().map(|c| &c.words);
    proposal.quotes.iter().chain(voices.filter_map(Voice::phrase)).chain(cue).chain(&proposal.condition)
}
