//! What joins statements of several documents: the same words of one speaker, and what may contradict.

use super::{Draft, Mark, contradictions::contradictions, language::Language, utterances::utterances};

/// Finds utterances and possible contradictions among all proposals, and marks them. What was found before is forgotten.
pub(crate) fn join(draft: &mut Draft, language: &Language) {
    for proposal in &mut draft.proposals {
        proposal.utterance = None;
        proposal.marks.retain(|m| !matches!(m, Mark::Repeated | Mark::Contradicted));
    }
    draft.utterances = utterances(&draft.proposals);
    let mut at = std::collections::HashMap::new();
    for (number, proposal) in draft.proposals.iter().enumerate() {
        at.entry(proposal.id.clone()).or_insert(number);
    }
    for utterance in &draft.utterances {
        for witness in &utterance.witnesses {
            let proposal = &mut draft.proposals[at[witness]];
            proposal.utterance = Some(utterance.id.clone());
            put(&mut proposal.marks, Mark::Repeated);
        }
    }
    draft.contradictions = contradictions(&draft.proposals, &language.sense);
    for contradiction in &draft.contradictions {
        for id in [&contradiction.first, &contradiction.second] {
            put(&mut draft.proposals[at[id]].marks, Mark::Contradicted);
        }
    }
}

fn put(marks: &mut Vec<Mark>, mark: Mark) {
    if !marks.contains(&mark) {
        marks.push(mark);
        marks.sort_unstable();
    }
}
