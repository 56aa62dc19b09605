//! The claim that a proposal becomes.

use super::{Fields, Review, actors, key};
use crate::{
    case::{Date, Manner, Quote},
    diagnostic::Place,
    file::{
        edit::{Entry, QuoteEntry},
        shape::{ACTS, MODALITIES},
    },
    question::Refusal,
    quote::{self, Text},
    read::{Proposal, Voice},
    words::quoted,
};

/// A claim as it goes into the case.
pub(super) struct Made {
    pub(super) key: String,
    pub(super) entries: Vec<(&'static str, Entry)>,
    /// What the reviewer should know.
    pub(super) notes: Vec<String>,
    /// The party or delegate who speaks, by key, if it is one.
    pub(super) actor: Option<String>,
    /// What the reviewer said, with the keys of the case.
    pub(super) with: Fields,
}

/// Makes it, or says why it cannot be made. `taken` says which names of claims are taken, `utterance` which utterance its
/// fellow witnesses already have.
pub(super) fn made(
    review: &Review,
    index: usize,
    fields: &Fields,
    text: &Text,
    taken: &dyn Fn(&str) -> bool,
    utterance: Option<String>,
) -> Result<Made, Refusal> {
    let proposal = review.proposal(index);
    let document = document_text(review, proposal, text)?;
    let mut notes = Vec::new();
    let quotes = quotes(proposal, document)?;
    let (chain, actor) = super::chain::chain(review, index, fields, document, &mut notes)?;
    let settled = settled(review, fields)?;
    let mut with = fields.clone();
    settled.keys(&mut with);
    with.speaker.clone_from(&fields.speaker.as_ref().map(|_| chain[0].clone()));
    let manner = manner(index, proposal, fields, settled.manner)?;
    let act = settled.act.unwrap_or_else(|| proposal.act.word().to_owned());
    let modality = settled.modality.unwrap_or_else(|| proposal.modality.word().to_owned());
    let name = name(&chain[0], &with, proposal, taken)?;

    let mut entries = vec![
        ("document", Entry::Text(proposal.document.clone())),
        ("quote", Entry::Quotes(quotes)),
        ("chain", Entry::Texts(chain)),
        ("manner", Entry::Text(manner.to_owned())),
    ];
    let mut put = |key: &'static str, text: Option<String>| entries.extend(text.map(|t| (key, Entry::Text(t))));
    put("holder", settled.holder);
    put("says", fields.says.clone());
    if let Some((issue, option)) = settled.about {
        put("issue", Some(issue));
        put("option", option);
    }
    put("polarity", settled.polarity);
    put("act", Some(act));
    put("modality", Some(modality));
    entries.extend(settled.date.map(|d| ("date", Entry::Date(d))));
    let mut put = |key: &'static str, text: Option<String>| entries.extend(text.map(|t| (key, Entry::Text(t))));
    put("utterance", fields.utterance.clone().or(utterance));
    put("trust", settled.trust);
    if !fields.contradicts.is_empty() {
        entries.push(("contradicts", Entry::Texts(fields.contradicts.clone())));
    }
    Ok(Made { key: name, entries, notes, actor, with })
}

/// The text of its document as it is now, which must be the one that was read.
pub(super) fn document_text<'t>(review: &Review, proposal: &Proposal, text: &'t Text) -> Result<&'t str, Refusal> {
    let key = &proposal.document;
    let Some(document) = review.case().documents().iter().find(|d| d.key == *key) else {
        return Err(Refusal::new(format!("the case has no document `{key}`"))
            .help("add it first: `detente source add FILE --case CASE`"));
    };
    let name = document.file.as_ref().map_or(key, |(name, _)| name);
    let bytes = match text {
        Text::Bytes(bytes) => bytes,
        Text::None => {
            return Err(Refusal::new(format!("document `{key}` names no file, so its quote cannot be checked"))
                .help("save its text beside the case file as plain text and name it: `file = \"NAME.txt\"`"));
        }
        Text::Missing(why) => {
            return Err(Refusal::new(format!("cannot read `{name}`, the text of document `{key}`: {why}")));
        }
        Text::Misnamed(why, near) => {
            return Err(Refusal::new(format!("cannot read `{name}`, the text of document `{key}`: {why}")).help(near));
        }
        Text::TooLarge => return Err(Refusal::new(format!("`{name}`, the text of document `{key}`, is too large"))),
    };
    let Ok(now) = std::str::from_utf8(bytes) else {
        return Err(Refusal::new(format!("`{name}`, the text of document `{key}`, is not UTF-8 text"))
            .help("save it as plain text in UTF-8"));
    };
    let read = review.draft().documents.iter().find(|d| d.key == *key).map(|d| d.sha256.as_str());
    if read != Some(quote::sha256(bytes).as_str()) {
        return Err(Refusal::new(format!("`{name}`, the text of document `{key}`, is not the one that was read"))
            .help("bring that text back, or read the new one: `detente read FILE --case CASE`"));
    }
    Ok(now)
}

/// Its quotes, each through the gate again; with their place only where the words stand more than once.
fn quotes(proposal: &Proposal, document: &str) -> Result<Vec<QuoteEntry>, Refusal> {
    let one = |passage: &crate::read::Passage| {
        let text = passage.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = Quote {
            text: text.clone(),
            position: Some((passage.start, passage.end)),
            prefix: None,
            suffix: None,
            place: Place::default(),
        };
        match quote::find(&wanted, document) {
            Ok(found) if found.times == 1 => Ok(QuoteEntry::words(text)),
            Ok(found) => {
                let start = document[..found.start].chars().count();
                let end = start + document[found.start..found.end].chars().count();
                Ok(QuoteEntry { text, start: Some(start), end: Some(end), ..QuoteEntry::default() })
            }
            Err(nearest) => {
                let refusal =
                    Refusal::new(format!("{} does not stand in document `{}`", quoted(&text), proposal.document))
                        .help("read it again: `detente read FILE --case CASE`");
                Err(match nearest {
                    Some(near) => refusal.help(format!("line {} has {}", near.line, quoted(&near.text))),
                    None => refusal,
                })
            }
        }
    };
    proposal.quotes.iter().map(one).collect()
}

const MANNERS: [(&str, Manner); 5] = [
    ("direct", Manner::Direct),
    ("mixed", Manner::Mixed),
    ("paraphrase", Manner::Paraphrase),
    ("implied", Manner::Implied),
    ("narrated", Manner::Narrated),
];

/// What a reviewer has settled, in words of the case file.
pub(super) struct Settled {
    about: Option<(String, Option<String>)>,
    holder: Option<String>,
    polarity: Option<String>,
    manner: Option<&'static str>,
    act: Option<String>,
    modality: Option<String>,
    trust: Option<String>,
    date: Option<Date>,
}

impl Settled {
    /// Puts the keys of the case into the place of names, in what goes into the log.
    pub(super) fn keys(&self, with: &mut Fields) {
        let put = |given: &mut Option<String>, key: Option<&String>| {
            if let (Some(given), Some(key)) = (given.as_mut().filter(|g| !g.is_empty()), key) {
                given.clone_from(key);
            }
        };
        put(&mut with.holder, self.holder.as_ref());
        put(&mut with.issue, self.about.as_ref().map(|(issue, _)| issue));
        put(&mut with.option, self.about.as_ref().and_then(|(_, option)| option.as_ref()));
    }
}

/// Reads what a reviewer has settled.
///
/// # Errors
/// A name or word that the case does not know; says what was probably meant.
pub(super) fn settled(review: &Review, fields: &Fields) -> Result<Settled, Refusal> {
    let word = |what: &str, given: &Option<String>, known: &[&str]| -> Result<Option<String>, Refusal> {
        match given {
            Some(given) if !known.contains(&given.as_str()) => {
                Err(actors::unknown(what, given, &known.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>()))
            }
            given => Ok(given.clone()),
        }
    };
    let manner = word("manner", &fields.manner, &MANNERS.map(|(word, _)| word))?;
    Ok(Settled {
        about: about(review, fields)?,
        holder: fields.holder.as_deref().map(|h| actors::holder(review.case(), h)).transpose()?,
        polarity: word("polarity", &fields.polarity, &["for", "against"])?,
        manner: manner.and_then(|m| MANNERS.iter().find(|(word, _)| *word == m)).map(|(word, _)| *word),
        act: word("act", &fields.act, ACTS)?,
        modality: word("modality", &fields.modality, MODALITIES)?,
        trust: word("trust", &fields.trust, &["low", "medium", "high"])?,
        date: fields.date.as_deref().map(date).transpose()?,
    })
}

fn manner(
    index: usize,
    proposal: &Proposal,
    fields: &Fields,
    given: Option<&'static str>,
) -> Result<&'static str, Refusal> {
    if let Some(given) = given {
        return Ok(given);
    }
    // Whoever gives the narrator's sentence a speaker must say how the words reach us.
    let named = fields.speaker.as_ref().is_some_and(|s| s != "narrator");
    if named && proposal.speaker == Voice::Narrator && proposal.manner == Manner::Narrated {
        return Err(Refusal::new(format!(
            "[{}] is the narrator\u{2019}s own, and is now said to be another\u{2019}s",
            index + 1
        ))
        .help("say how the words reach us: `--manner paraphrase`, `implied`, `mixed` or `direct`"));
    }
    Ok(MANNERS.iter().find(|(_, manner)| *manner == proposal.manner).map_or("narrated", |(word, _)| *word))
}

/// The issue and the option, by their keys; the names that readers see will do.
fn about(review: &Review, fields: &Fields) -> Result<Option<(String, Option<String>)>, Refusal> {
    let case = review.case();
    let Some(given) = &fields.issue else {
        return match &fields.option {
            Some(option) => {
                Err(Refusal::new(format!("the option `{option}` is named, but not its issue"))
                    .help("add `--issue NAME`"))
            }
            None => Ok(None),
        };
    };
    let same = |key: &str, name: &str, given: &str| key == given || name.to_lowercase() == given.to_lowercase();
    let Some(issue) = case.issues().iter().find(|i| same(&i.key, &i.name, given)) else {
        let known: Vec<String> = case.issues().iter().map(|i| i.key.clone()).collect();
        return Err(actors::unknown("issue", given, &known));
    };
    let option = match &fields.option {
        None => None,
        Some(given) => {
            let found = issue.options.iter().find(|o| same(&o.key, &o.name, given));
            Some(found.map(|o| o.key.clone()).ok_or_else(|| {
                let known: Vec<String> = issue.options.iter().map(|o| o.key.clone()).collect();
                actors::unknown(&format!("option of `{}`", issue.key), given, &known)
            })?)
        }
    };
    Ok(Some((issue.key.clone(), option)))
}

fn date(given: &str) -> Result<Date, Refusal> {
    Date::parse(given)
        .ok_or_else(|| Refusal::new(format!("`{given}` is no day of the calendar")).help("write it as in `2026-05-12`"))
}

fn name(first: &str, fields: &Fields, proposal: &Proposal, taken: &dyn Fn(&str) -> bool) -> Result<String, Refusal> {
    if let Some(key) = &fields.key {
        if taken(key) {
            return Err(
                Refusal::new(format!("there is a claim `{key}` already")).help("choose another name by `--key`")
            );
        }
        let usable = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if key.is_empty() || key.chars().count() > 100 || !key.chars().all(usable) {
            return Err(Refusal::new(format!("`{key}` cannot be the name of a claim"))
                .help("use letters, digits and dashes, as in `orla-fares`"));
        }
        return Ok(key.clone());
    }
    let first = first.strip_suffix(" (not resolved)").unwrap_or(first);
    // Of a person's name the last word is enough.
    let first =
        if first.contains(' ') && first.split(' ').count() <= 4 { first.rsplit(' ').next() } else { Some(first) };
    let telling = key::telling(proposal.quotes.first().map_or("", |q| &q.text));
    let about = fields.issue.as_deref().unwrap_or(&telling);
    Ok(key::free(&[first.unwrap_or_default(), about], taken))
}
