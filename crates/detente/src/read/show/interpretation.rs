//! How a quote is taken, in one line.

use crate::{
    case::Manner,
    read::{Act, Mark, Modality, Origin, Polarity, Proposal, Voice},
    show::Line,
    words::{listed, quoted},
};

/// `[3] paraphrase; Lena Orla (“the harbour chief”); refuses; not; intends; CONDITION? “only after”`
pub(crate) fn line(number: usize, proposal: &Proposal) -> Line {
    let mut parts: Vec<String> = Vec::new();
    let mut questions: Vec<String> = Vec::new();
    let nobody = proposal.speaker == Voice::Narrator;
    if !(nobody && proposal.manner == Manner::Narrated) {
        parts.push(manner(proposal.manner).to_owned());
    }
    parts.push(match (&proposal.speaker, &proposal.cue) {
        (Voice::Narrator, Some(cue)) => format!("nobody named ({}): the narrator alone", quoted(&cue.words.text)),
        (voice, _) => told(voice),
    });
    if !proposal.through.is_empty() {
        parts.push(format!("reported by {}", listed(proposal.through.iter().map(told).collect(), "as reported by")));
    }
    if proposal.act != Act::Says {
        parts.push(proposal.act.word().to_owned());
    }
    if proposal.polarity == Polarity::Negated {
        parts.push("denied".to_owned());
    }
    if proposal.modality != Modality::Fact {
        parts.push(proposal.modality.word().to_owned());
    }
    if !proposal.issues.is_empty() {
        let issues: Vec<String> = proposal.issues.iter().take(3).map(|i| i.issue.clone()).collect();
        parts.push(format!("about {}?", issues.join(", ")));
    }
    if let Some(condition) = &proposal.condition {
        questions.push(format!("CONDITION? {}", quoted(&condition.text)));
    }
    for mark in &proposal.marks {
        let words = match mark {
            Mark::Pronoun => "WHO?",
            Mark::Implied => "READ INTO IT by the reporter",
            Mark::Cut => "CUT: its sentence has a negation or a condition that the quote leaves out",
            Mark::AddressesModel => "SPEAKS TO A MACHINE",
            Mark::Contradicted => "CONTRADICTED?",
            Mark::Repeated => "in other documents too",
            Mark::ModelOnly => "found by a model alone",
            Mark::Condition | Mark::NarratorOnly => continue,
        };
        questions.push(words.to_owned());
    }
    if let Origin::Model { model, .. } = &proposal.origin {
        questions.push(format!("proposed by {}", quoted(model)));
    }
    let line = Line::default().name(format!("[{number}]")).plain(format!(" {}", parts.join("; ")));
    if questions.is_empty() { line } else { line.plain("; ").strong(questions.join("; ")) }
}

/// A voice in words; a pronoun with who may be meant.
pub(crate) fn told(voice: &Voice) -> String {
    match voice {
        Voice::Narrator => "the narrator".to_owned(),
        Voice::Named { phrase, person, actor } => {
            let name = person.as_deref().unwrap_or(&phrase.text);
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let phrase = (name != phrase.text).then(|| quoted(&phrase.text));
            let actor = actor.as_ref().map(|a| format!("in the case: {a}"));
            let beside: Vec<String> = phrase.into_iter().chain(actor).collect();
            if beside.is_empty() { name } else { format!("{name} ({})", beside.join("; ")) }
        }
        Voice::Pronoun { phrase, candidates } if candidates.is_empty() => {
            format!("{}: nobody before fits", quoted(&phrase.text))
        }
        Voice::Pronoun { phrase, candidates } => {
            let one = candidates.iter().map(|c| format!("{}? ({})", c.name, c.because)).collect::<Vec<_>>();
            format!("{}: {}", quoted(&phrase.text), one.join(", "))
        }
        Voice::Unnamed { phrase } => format!("{}, unnamed", quoted(&phrase.text)),
    }
}

fn manner(manner: Manner) -> &'static str {
    match manner {
        Manner::Direct => "direct",
        Manner::Mixed => "mixed",
        Manner::Paraphrase => "paraphrase",
        Manner::Implied => "implied",
        Manner::Narrated => "narrated",
    }
}
