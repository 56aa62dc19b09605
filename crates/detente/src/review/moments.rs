//! The same words again: in the case already, or said at one moment to several.

use super::{Review, State, Wanted, claim, key};
use crate::{case::Speaker, file::edit};

impl Review {
    /// A claim of the case with the same words of the same document by the same voices: a crash may have come between the
    /// case and the log.
    pub(super) fn twin(&self, made: &claim::Made, key: Option<&str>) -> Option<String> {
        let entry = |name: &str| made.entries.iter().find(|(k, _)| *k == name).map(|(_, e)| e);
        let (Some(edit::Entry::Text(document)), Some(edit::Entry::Quotes(quotes)), Some(edit::Entry::Texts(chain))) =
            (entry("document"), entry("quote"), entry("chain"))
        else {
            return None;
        };
        let voice = |speaker: &Speaker| match speaker {
            Speaker::Party(p) => self.case.party(*p).key.clone(),
            Speaker::Delegate(d) => self.case.delegate(*d).key.clone(),
            Speaker::Narrator => "narrator".to_owned(),
            Speaker::Other(name) => name.clone(),
        };
        let found = self.case.claims().iter().find(|c| {
            self.case.document(c.document).key == *document
                && c.quotes.len() == quotes.len()
                && c.quotes.iter().zip(quotes).all(|(a, b)| {
                    a.text == b.text && a.position.is_none_or(|(start, _)| b.start.is_none_or(|s| s == start))
                })
                && c.chain.iter().map(voice).eq(chain.iter().cloned())
        })?;
        key.is_none_or(|k| k == found.key).then(|| found.key.clone())
    }

    /// The name of the moment at which an utterance of the draft was made: that of a witness in the case, or a new one.
    pub(super) fn moment(&self, id: &str) -> String {
        let Some(utterance) = self.draft.utterances.iter().find(|u| u.id == id) else { return id.to_owned() };
        let index = self.index_of();
        for witness in utterance.witnesses.iter().filter_map(|w| index.get(w.as_str())) {
            let State::Accepted(key) = self.state(*witness) else { continue };
            if let Some(name) = self.case.claims().iter().find(|c| c.key == *key).and_then(|c| c.utterance.clone()) {
                return name;
            }
        }
        let taken = |name: &str| self.case.claims().iter().any(|c| c.utterance.as_deref() == Some(name));
        key::free(&[&key::telling(&utterance.words)], taken)
    }

    /// The open proposals that have the same words as accepted ones.
    pub(super) fn fellow_witnesses(&self, wanted: &[Wanted]) -> Vec<String> {
        let index = self.index_of();
        let mut notes = Vec::new();
        for utterance in &self.draft.utterances {
            let all: Vec<usize> = utterance.witnesses.iter().filter_map(|w| index.get(w.as_str()).copied()).collect();
            let now = |n: &usize| wanted.iter().any(|w| w.index == *n);
            if !all.iter().any(now) {
                continue;
            }
            let open: Vec<String> = all
                .iter()
                .filter(|n| !now(n) && *self.state(**n) == State::Open)
                .map(|n| (n + 1).to_string())
                .collect();
            if !open.is_empty() {
                notes.push(format!(
                    "the same words stand in [{}]: `--accept {}` takes {} as {} of the same moment",
                    open.join("], ["),
                    open.join(","),
                    if open.len() == 1 { "it" } else { "them" },
                    if open.len() == 1 { "a witness" } else { "witnesses" },
                ));
            }
        }
        notes
    }
}
