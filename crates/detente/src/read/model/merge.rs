//! What a model proposes, put beside what rules and other models proposed.

use serde::Serialize;

use super::{Import, Note};
use crate::{
    question::Refusal,
    read::{Draft, Language, Origin, Passage, Proposal, Voice, join::join},
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
pub fn merge(
    draft: &mut Draft,
    document: &str,
    sha256: &str,
    import: &Import,
    language: &Language,
) -> Result<Merged, Refusal> {
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
        merged.added.push(proposal.id.clone());
        draft.proposals.push(proposal.clone());
    }
    if !merged.added.is_empty() {
        draft.put_in_order();
        // What other documents repeat or contradict is found anew.
        join(draft, language);
    }
    Ok(merged)
}

/// Whether two proposals have the same words of the same speaker.
fn same(a: &Proposal, b: &Proposal) -> bool {
    a.id == b.id || (alike(&a.quotes, &b.quotes) && one_voice(&a.speaker, &b.speaker))
}

fn alike(a: &[Passage], b: &[Passage]) -> bool {
    let length = |list: &[Passage]| list.iter().map(|p| p.end - p.start).sum::<usize>();
    let shared: usize =
        a.iter().flat_map(|p| b.iter().map(move |q| p.end.min(q.end).saturating_sub(p.start.max(q.start)))).sum();
    let either = length(a) + length(b) - shared;
    either > 0 && shared * SAME.1 >= either * SAME.0
}

fn one_voice(a: &Voice, b: &Voice) -> bool {
    match (a.phrase(), b.phrase()) {
        (None, None) => true,
        (Some(p), Some(q)) => p.start < q.end && q.start < p.end || p.text.to_lowercase() == q.text.to_lowercase(),
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::read::{
        Input, Mark,
        model::{Source, import},
        read,
    };

    const TEXT: &str = "Port chief Lena Orla said the ferries would not sail in winter. Crews met in Port Marle on Monday.\n\n\
        The union said that the ferries would not sail in winter.";

    fn given(ids: &[usize], quote: &str, speaker: &str, act: &str) -> Value {
        json!({ "sentence_ids": ids, "quote": quote, "speaker": speaker, "manner": "paraphrase", "act": act,
            "polarity": "negated", "modality": "conditional" })
    }

    fn imported(statements: &[Value], model: &str) -> Import {
        let answer = json!({ "statements": statements }).to_string();
        let source = Source { key: "wire", text: TEXT };
        let made = import(answer.as_bytes(), &source, None, &Language::english(), model, "k").expect("it is sound");
        assert!(made.rejected.is_empty(), "{:?}", made.rejected);
        made
    }

    fn draft() -> Draft {
        let input = Input { key: "wire".into(), file: "wire.txt".into(), text: TEXT.into() };
        read(&[input], None, &Language::english())
    }

    fn put(draft: &mut Draft, import: &Import) -> Result<Merged, Refusal> {
        let sha256 = crate::quote::sha256(TEXT.as_bytes());
        merge(draft, "wire", &sha256, import, &Language::english())
    }

    /// What rules found stays as it is, and what the model has otherwise is told.
    #[test]
    fn rules_go_before_models() {
        let mut draft = draft();
        let before = draft.clone();
        let by_rule = before.proposals.iter().find(|p| p.quotes[0].text == "the ferries would not sail in winter");
        let by_rule = by_rule.expect("rules find it");
        let made = imported(&[given(&[1], "the ferries would not sail in winter", "Lena Orla", "refuses")], "m");
        let merged = put(&mut draft, &made).expect("it fits");
        assert!(merged.added.is_empty() && draft == before);
        let note = &merged.notes[0].says;
        assert!(note.contains(&by_rule.id) && note.contains("act says, the model has refuses"), "{note}");
    }

    #[test]
    fn others_are_added_once_in_their_place() {
        let mut draft = draft();
        let rules = draft.proposals.len();
        let made = imported(&[given(&[2], "Crews met in Port Marle", "The union", "claims")], "m");
        let merged = put(&mut draft, &made).expect("it fits");
        assert_eq!((merged.added.len(), draft.proposals.len()), (1, rules + 1));
        let at = draft.proposals.iter().position(|p| p.id == merged.added[0]).expect("it is there");
        assert!(draft.proposals[at].marks.contains(&Mark::ModelOnly) && at > 0);
        assert!(draft.proposals[..at].iter().all(|p| p.sentences[0] <= 2));
        let before = draft.clone();
        let again = put(&mut draft, &made).expect("it fits");
        assert!(again.added.is_empty() && draft == before && again.notes[0].says.contains("`m` proposed it before"));
        let other = imported(&[given(&[2], "Crews met in Port Marle", "The union", "claims")], "n");
        assert!(put(&mut draft, &other).expect("it fits").notes[0].says.contains("`m` proposed it too"));
        // The same words of another speaker are another statement.
        let other = imported(&[given(&[1], "the ferries would not sail in winter", "narrator", "says")], "m");
        assert_eq!(put(&mut draft, &other).expect("it fits").added.len(), 1);
        assert!(Draft::from_json("d", &draft.to_json()).is_ok());
    }

    #[test]
    fn only_into_the_draft_of_the_same_text() {
        let made = imported(&[], "m");
        assert!(put(&mut Draft::default(), &made).expect_err("no document").message.contains("does not have"));
        let mut other = draft();
        other.documents[0].sha256 = "0".repeat(64);
        assert!(put(&mut other, &made).expect_err("another text").message.contains("another text"));
    }
}
