//! Deciding: each decision gives back what the case and the log become, and writes nothing.

use std::collections::{HashMap, HashSet};

use super::{Decision, Entry, Fields, Review, Stamp, State, Texts, actors, attach, claim};
use crate::{
    file::edit::{self, Edit},
    question::Refusal,
    quote,
};

/// A proposal to be decided on, with what the reviewer says of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its number from 0.
    pub index: usize,
    /// What is said of its parts now, over what was said before.
    pub fields: Fields,
}

/// What comes of decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The text of the case file after them.
    pub case_text: String,
    /// Their lines for the log, in order.
    pub entries: Vec<Entry>,
    /// What the reviewer should know.
    pub notes: Vec<String>,
}

impl Change {
    /// What is to be added to the file of a log.
    pub fn log_text(&self, log: &super::Log) -> String {
        let lines: Vec<String> = self.entries.iter().map(Entry::line).collect();
        format!("{}{}", log.before_next(), lines.concat())
    }

    /// This and then another, written at once.
    #[must_use]
    pub fn then(mut self, next: Change) -> Change {
        self.entries.extend(next.entries);
        self.notes.extend(next.notes);
        self.case_text = next.case_text;
        if let (Some(before), Some(after)) =
            (self.entries.first().map(|e| e.case_before.clone()), self.entries.last().map(|e| e.case_after.clone()))
        {
            for entry in &mut self.entries {
                entry.case_before.clone_from(&before);
                entry.case_after.clone_from(&after);
            }
        }
        self
    }
}

impl Review {
    /// The review after a change, as it will be read again from the files.
    ///
    /// # Errors
    /// As [`Review::of`].
    pub fn after(&self, change: &Change) -> Result<Review, Refusal> {
        let mut review = self.clone();
        review.case = super::sound(self.case.file(), &change.case_text)?;
        review.log.add(&change.entries);
        review.fold();
        Ok(review)
    }

    /// Puts parts of proposals differently; they stay open.
    ///
    /// # Errors
    /// A proposal that is not open, nothing that is put differently, or names and words that the case does not know.
    pub fn edit(&self, wanted: &[Wanted], stamp: &Stamp, texts: Texts<'_>) -> Result<Change, Refusal> {
        let mut entries = Vec::new();
        let mut faults = Vec::new();
        for one in wanted {
            match self.edited(one, texts) {
                Ok(with) => entries.push(Entry { with, ..self.entry(one.index, Decision::Edit, stamp) }),
                Err(fault) => faults.push((one.index, fault)),
            }
        }
        all_or_nothing(faults, wanted.len(), "edited")?;
        Ok(self.change(self.case.text().to_owned(), entries, Vec::new()))
    }

    /// What is said, with the keys of the case where names were given.
    fn edited(&self, one: &Wanted, texts: Texts<'_>) -> Result<Fields, Refusal> {
        self.must_be_open(one.index)?;
        if one.fields.is_empty() {
            return Err(Refusal::new("nothing is said to be otherwise").help("say what, as in `--issue NAME`"));
        }
        let mut fields = self.fields(one.index).clone();
        fields.take(&one.fields);
        let mut with = one.fields.clone();
        claim::settled(self, &fields)?.keys(&mut with);
        attach::lists(&self.case, &fields, "claim")?;
        let proposal = self.proposal(one.index);
        if let Some(name) = with.speaker.as_mut().filter(|name| !name.is_empty()) {
            let text = texts(&proposal.document);
            let text = match &text {
                quote::Text::Bytes(bytes) => std::str::from_utf8(bytes).unwrap_or_default(),
                _ => "",
            };
            *name = actors::speaker(&self.case, &proposal.speaker, name, text)?;
        }
        Ok(with)
    }

    /// Makes proposals claims of the case: all of them, or none.
    ///
    /// # Errors
    /// Each reason why one of them cannot be accepted: it is not open, its words do not stand in its document as it is now,
    /// a pronoun speaks, a name is unknown or taken, or the case could not be read with it.
    pub fn accept(&self, wanted: &[Wanted], stamp: &Stamp, texts: Texts<'_>) -> Result<Change, Refusal> {
        let mut edit = Edit::of(self.case.text())?;
        let (mut entries, mut notes, mut faults) = (Vec::new(), Vec::new(), Vec::new());
        let mut taken: HashSet<String> = self.case.claims().iter().map(|c| c.key.clone()).collect();
        let mut moments: HashMap<String, String> = HashMap::new();
        let mut known = HashMap::new();
        for one in wanted {
            let document = &self.proposal(one.index).document;
            let text = known.entry(document.clone()).or_insert_with(|| texts(document));
            match self.accepted(one, stamp, text, &mut edit, &taken, &mut moments, &mut notes) {
                Ok(entry) => {
                    taken.extend(entry.claim.clone());
                    entries.push(entry);
                }
                Err(fault) => faults.push((one.index, fault)),
            }
        }
        all_or_nothing(faults, wanted.len(), "accepted")?;
        let text = edit.text();
        super::sound(self.case.file(), &text).map_err(|fault| {
            Refusal::new(format!("the case would have errors with it: {fault}")).help("nothing was changed")
        })?;
        notes.extend(self.fellow_witnesses(wanted));
        Ok(self.change(text, entries, notes))
    }

    #[allow(clippy::too_many_arguments, reason = "what one decision after another has to know")]
    fn accepted(
        &self,
        one: &Wanted,
        stamp: &Stamp,
        text: &quote::Text,
        edit: &mut Edit,
        taken: &HashSet<String>,
        moments: &mut HashMap<String, String>,
        notes: &mut Vec<String>,
    ) -> Result<Entry, Refusal> {
        self.must_be_open(one.index)?;
        let proposal = self.proposal(one.index);
        let mut fields = self.fields(one.index).clone();
        fields.take(&one.fields);
        let moment =
            proposal.utterance.as_ref().map(|id| moments.entry(id.clone()).or_insert_with(|| self.moment(id)).clone());
        let made = claim::made(self, one.index, &fields, text, &|key| taken.contains(key), moment)?;
        let mut entry = self.entry(one.index, Decision::Accept, stamp);
        entry.with = said_now(&one.fields, &made.with);
        let twin = self.twin(&made, fields.key.as_deref());
        let key = twin.clone().unwrap_or_else(|| made.key.clone());
        entry.added = attach::lists(&self.case, &fields, &key)?;
        if fields.learn {
            entry.added.extend(attach::alias(&self.case, proposal, made.actor.as_deref())?);
        }
        if let Some(twin) = twin {
            notes.push(format!(
                "[{}] the case has these words already, as claim `{twin}`: it is taken as that",
                one.index + 1
            ));
        } else {
            let entries: Vec<(&str, edit::Entry)> = made.entries;
            edit.add_table("claims", &key, &entries)?;
        }
        for added in &entry.added {
            let to: Vec<&str> = added.to.iter().map(String::as_str).collect();
            let (list, table) = to.split_last().expect("a list has a name");
            edit.push(table, list, &added.item)?;
        }
        notes.extend(made.notes);
        entry.claim = Some(key);
        Ok(entry)
    }

    /// Says that proposals are not to be claims.
    ///
    /// # Errors
    /// A proposal that is not open, or no reason.
    pub fn reject(&self, indices: &[usize], why: &str, stamp: &Stamp) -> Result<Change, Refusal> {
        let why = why.trim();
        if why.is_empty() {
            return Err(Refusal::new("a rejection needs its reason")
                .help("say why, as in `--why \"the narrator says so, not Orla\"`"));
        }
        let (mut entries, mut faults) = (Vec::new(), Vec::new());
        for index in indices {
            match self.must_be_open(*index) {
                Ok(()) => {
                    let entry = self.entry(*index, Decision::Reject, stamp);
                    entries.push(Entry { why: Some(why.to_owned()), ..entry });
                }
                Err(fault) => faults.push((*index, fault)),
            }
        }
        all_or_nothing(faults, indices.len(), "rejected")?;
        Ok(self.change(self.case.text().to_owned(), entries, Vec::new()))
    }

    pub(super) fn entry(&self, index: usize, decision: Decision, stamp: &Stamp) -> Entry {
        let proposal = self.proposal(index);
        Entry {
            at: stamp.at.clone(),
            by: stamp.by.clone(),
            proposal: proposal.id.clone(),
            document: proposal.document.clone(),
            decision,
            why: None,
            with: Fields::default(),
            claim: None,
            added: Vec::new(),
            case_before: String::new(),
            case_after: String::new(),
        }
    }

    pub(super) fn change(&self, case_text: String, mut entries: Vec<Entry>, notes: Vec<String>) -> Change {
        let (before, after) = (self.case.sha256(), quote::sha256(case_text.as_bytes()));
        for entry in &mut entries {
            entry.case_before.clone_from(&before);
            entry.case_after.clone_from(&after);
        }
        Change { case_text, entries, notes }
    }

    fn must_be_open(&self, index: usize) -> Result<(), Refusal> {
        let n = index + 1;
        match self.state(index) {
            State::Open => Ok(()),
            State::Accepted(key) => Err(Refusal::new(format!("[{n}] is accepted already, as claim `{key}`"))
                .help(format!("take that back first: `--undo {n}`"))),
            State::Rejected(why) => {
                Err(Refusal::new(format!("[{n}] was rejected: {why}"))
                    .help(format!("take that back first: `--undo {n}`")))
            }
        }
    }
}

/// What was said now, in the keys that were made of it.
fn said_now(now: &Fields, keys: &Fields) -> Fields {
    let mut with = now.clone();
    for (given, key) in [
        (&mut with.speaker, &keys.speaker),
        (&mut with.holder, &keys.holder),
        (&mut with.issue, &keys.issue),
        (&mut with.option, &keys.option),
    ] {
        if given.as_ref().is_some_and(|g| !g.is_empty()) {
            given.clone_from(key);
        }
    }
    with
}

/// One refusal for all that stood against a batch.
fn all_or_nothing(mut faults: Vec<(usize, Refusal)>, of: usize, done: &str) -> Result<(), Refusal> {
    match faults.len() {
        0 => Ok(()),
        1 if of == 1 => Err(faults.remove(0).1),
        n => {
            let refusal = Refusal::new(format!("{n} of {of} proposals cannot be {done}, so none was"));
            Err(faults.into_iter().fold(refusal, |all, (index, fault)| {
                let n = format!("[{}]", index + 1);
                let message = fault.message.strip_prefix(&n).map_or(fault.message.as_str(), str::trim_start);
                let help = fault.help.iter().fold(String::new(), |all, h| all + "; " + h);
                all.help(format!("{n} {message}{help}"))
            }))
        }
    }
}
