//! Whom a reviewer means by a name.

use crate::{
    case::Case,
    diagnostic::closest,
    question::Refusal,
    read::{Candidate, Voice},
};

/// The key of the party or delegate with this key, name or alias. Keys come first; a name that two have is nobody's.
pub(super) fn key_of(case: &Case, name: &str) -> Option<String> {
    let keys = case.parties().iter().map(|p| &p.key).chain(case.delegates().iter().map(|d| &d.key));
    if let Some(key) = keys.into_iter().find(|k| *k == name) {
        return Some(key.clone());
    }
    let wanted = name.to_lowercase();
    let called = |own: &str, aliases: &[String]| {
        own.to_lowercase() == wanted || aliases.iter().any(|a| a.to_lowercase() == wanted)
    };
    let parties = case.parties().iter().filter(|p| called(&p.name, &p.aliases)).map(|p| &p.key);
    let delegates = case.delegates().iter().filter(|d| called(&d.name, &d.aliases)).map(|d| &d.key);
    let mut found = parties.chain(delegates);
    let first = found.next()?;
    found.next().is_none().then(|| first.clone())
}

/// A party or delegate that must be one.
///
/// # Errors
/// There is none; says what was probably meant.
pub(super) fn holder(case: &Case, name: &str) -> Result<String, Refusal> {
    key_of(case, name).ok_or_else(|| unknown("party or delegate", name, &names(case)))
}

/// Who a reviewer says it is: a candidate by number, a party or delegate, or a name of its own if the document has it.
///
/// # Errors
/// A number that no candidate has, and a name that neither the case nor the document knows and that is nearly one of the
/// case.
pub(super) fn speaker(case: &Case, voice: &Voice, name: &str, text: &str) -> Result<String, Refusal> {
    let name = name.trim();
    if let Ok(number) = name.parse::<usize>() {
        let candidates: &[Candidate] = match voice {
            Voice::Pronoun { candidates, .. } => candidates,
            _ => &[],
        };
        let Some(one) = number.checked_sub(1).and_then(|n| candidates.get(n)) else {
            return Err(Refusal::new(match candidates.len() {
                0 => format!("there is no candidate {number}: nobody is proposed"),
                n => format!("there is no candidate {number}: they are numbered 1 to {n}"),
            })
            .help("give a name instead"));
        };
        return Ok(one.actor.clone().or_else(|| key_of(case, &one.name)).unwrap_or_else(|| one.name.clone()));
    }
    if let Some(key) = key_of(case, name) {
        return Ok(key);
    }
    if !text.contains(name) {
        let known = names(case);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        if let Some(near) = closest(name, &known) {
            return Err(Refusal::new(format!("`{name}` is no party or delegate, and the document does not name it"))
                .help(format!("did you mean `{near}`?")));
        }
    }
    Ok(name.to_owned())
}

/// A name that nothing has: what was probably meant, or what there is.
pub(super) fn unknown(what: &str, name: &str, known: &[String]) -> Refusal {
    let refusal = Refusal::new(format!("there is no {what} `{name}`"));
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    match closest(name, &known) {
        Some(near) => refusal.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => refusal.help(format!("this case has no {what} at all")),
        None => refusal.help(format!("there is `{}`", known.join("`, `"))),
    }
}

fn names(case: &Case) -> Vec<String> {
    let parties = case.parties().iter().flat_map(|p| [&p.key, &p.name].into_iter().chain(&p.aliases));
    let delegates = case.delegates().iter().flat_map(|d| [&d.key, &d.name].into_iter().chain(&d.aliases));
    let mut all: Vec<String> = Vec::new();
    for name in parties.chain(delegates) {
        if !all.contains(name) {
            all.push(name.clone());
        }
    }
    all
}
