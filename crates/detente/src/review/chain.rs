//! The chain of a claim: who says so, reported by whom.

use super::{Fields, Review, actors};
use crate::{question::Refusal, read::Voice, words::quoted};

/// Who says so, reported by whom, the narrator last; and the party or delegate who is the first of them.
pub(super) fn chain(
    review: &Review,
    index: usize,
    fields: &Fields,
    document: &str,
    notes: &mut Vec<String>,
) -> Result<(Vec<String>, Option<String>), Refusal> {
    let proposal = review.proposal(index);
    let mut chain = Vec::new();
    let mut actor = None;
    match (&fields.speaker, &proposal.speaker) {
        (Some(given), voice) => {
            let name = actors::speaker(review.case(), voice, given, document)?;
            actor = actors::key_of(review.case(), &name);
            if actor.is_none() && name != "narrator" && !document.contains(&name) {
                notes.push(format!("[{}] the document does not name {}", index + 1, quoted(&name)));
            }
            chain.push(name);
        }
        (None, Voice::Narrator) => {}
        (None, Voice::Named { phrase, actor: known, .. }) => {
            actor.clone_from(known);
            chain.push(known_or(known.as_ref(), &phrase.text));
        }
        (None, Voice::Unnamed { phrase }) => chain.push(words(&phrase.text)),
        (None, Voice::Pronoun { phrase, .. }) if fields.unresolved => chain.push(unresolved(&phrase.text)),
        (None, Voice::Pronoun { phrase, candidates }) => {
            let refusal =
                Refusal::new(format!("[{}] has no speaker but {}: who is that?", index + 1, quoted(&phrase.text)));
            let refusal = match candidates.as_slice() {
                [] => refusal,
                some => {
                    let some: Vec<String> =
                        some.iter().enumerate().map(|(n, c)| format!("{} {} ({})", n + 1, c.name, c.because)).collect();
                    refusal.help(format!("it may be: {}", some.join("; ")))
                }
            };
            let n = index + 1;
            return Err(refusal.help(format!(
                "say who, by number or by name: `--speaker {n}=NAME`, or take it as it is: `--unresolved {n}`"
            )));
        }
    }
    for voice in &proposal.through {
        match voice {
            Voice::Narrator => {}
            Voice::Named { phrase, actor, .. } => chain.push(known_or(actor.as_ref(), &phrase.text)),
            Voice::Unnamed { phrase } => chain.push(words(&phrase.text)),
            Voice::Pronoun { phrase, .. } => {
                notes.push(format!("[{}] who reports it, {}, is not resolved", index + 1, quoted(&phrase.text)));
                chain.push(unresolved(&phrase.text));
            }
        }
    }
    if chain.last().is_none_or(|last| last != "narrator") {
        chain.push("narrator".to_owned());
    }
    Ok((chain, actor))
}

fn known_or(actor: Option<&String>, phrase: &str) -> String {
    actor.cloned().unwrap_or_else(|| words(phrase))
}

fn words(phrase: &str) -> String {
    phrase.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unresolved(phrase: &str) -> String {
    format!("{} (not resolved)", words(phrase))
}
