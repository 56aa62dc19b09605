//! What a model proposes, put beside what rules and other models proposed.

use serde::Serialize;

use super::{Import, Note};
use crate::{
    question::Refusal,
    read::{Draft, Origin, Passage, Proposal, Voice},
};

/// How much of two quotes must be shared for them to be one: of every five characters that either has, four.
const SAME: (usize, usize) = (4, 5);

/// What came of putting a model's proposals into a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// The proposals that were added, by id.
    pub added: Vec<String>,
    /// What was not added, and beside what of the draft it stands.
    pub notes: Vec<Note>,
}

/// Puts what a model proposes about one document into a draft.
///
/// A statement of the same words and the same speaker that the draft has already stays as it is: the model's is left out,
/// and where the two differ in act, polarity, modality or manner that is told, for nothing is changed silently.
///
/// # Errors
///
/// Where the draft does not have the document, or has another text of it.
pub fn merge(draft: &mut Draft, document: &str, sha256: &str, import: &Import) -> Result<Merged, Refusal> {
    let read = draft.documents.iter().find(|d| d.key == document).ok_or_else(|| {
        Refusal::new(format!("the draft does not have document `{document}`"))
            .help("read it first: `detente read FILE --case CASE`")
    })?;
    if read.sha256 != sha256 {
        return Err(Refusal::new(format!("the draft was made of another text of document `{document}`"))
            .help("read it again first: `detente read FILE --case CASE`"));
    }
    let mut merged = Merged::default();
    for proposal in &import.proposals {
        let there = draft.proposals.iter().find(|p| p.document == document && same(p, proposal));
        if let Some(there) = there {
            merged.notes.push(Note { index: None, says: beside(there, proposal) });
            continue;
        }
        let new = proposal.clone();
        merged.added.push(new.id.clone());
        let place = draft
            .proposals
            .iter()
            .rposition(|p| p.document == document && at(p) <= at(&new))
            .map(|n| n + 1)
            .or_else(|| draft.proposals.iter().position(|p| p.document == document))
            .unwrap_or(draft.proposals.len());
        draft.proposals.insert(place, new);
    }
    Ok(merged)
}

fn at(proposal: &Proposal) -> usize {
    proposal.quotes.first().map_or(0, |q| q.start)
}

/// Whether two proposals have the same words of the same speaker.
fn same(a: &Proposal, b: &Proposal) -> bool {
    a.id == b.id || (alike(&a.quotes, &b.quotes) && one_voice(&a.speaker, &b.speaker))
}

fn alike(a: &[Passage], b: &[Passage]) -> bool {
    let length = |list: &[Passage]| list.iter().map(|p| p.end - p.start).sum::<usize>();
    let shared: usize = a
        .iter()
        .flat_map(|p| b.iter().map(move |q| p.end.min(q.end).saturating_sub(p.start.max(q.start))))
        .sum();
    let either = length(a) + length(b) - shared;
    either > 0 && shared * SAME.1 >= either * SAME.0
}

fn one_voice(a: &Voice, b: &Voice) -> bool {
    match (a.phrase(), b.phrase()) {
        (None, None) => true,
        (Some(p), Some(q)) => {
            p.start < q.end && q.start < p.end || p.text.to_lowercase() == q.text.to_lowercase()
        }
        _ => false,
    }
}

/// What to say of a statement that is there already.
fn beside(there: &Proposal, new: &Proposal) -> String {
    let by = match &there.origin {
        Origin::Rule { .. } => "rules found it too".to_owned(),
        Origin::Model { model, .. } if new.origin == there.origin => format!("`{model}` proposed it before"),
        Origin::Model { model, .. } => format!("`{model}` proposed it too"),
    };
    let pairs = [
        ("act", there.act.word(), new.act.word()),
        ("polarity", there.polarity.word(), new.polarity.word()),
        ("modality", there.modality.word(), new.modality.word()),
        ("manner", super::gate::word_of(there.manner), super::gate::word_of(new.manner)),
    ];
    let differing: Vec<String> = pairs
        .iter()
        .filter(|(_, old, new)| old != new)
        .map(|(what, old, new)| format!("{what} {old}, the model has {new}"))
        .collect();
    let differ = if differing.is_empty() { String::new() } else { format!("; it stays with {}", differing.join("; ")) };
    format!("[{}] {by}{differ}", there.id)
}
