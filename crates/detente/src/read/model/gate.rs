//! The gate: what of a model's answer may be proposed, and why the rest may not.

mod ground;
mod page;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::{
    Source,
    answer::{self, Statement},
    clean::{clean, short},
    paraphrase, schema,
    speaker::NARRATOR,
};
use crate::{
    case::{Case, Manner},
    question::Refusal,
    quote,
    read::{Candidate, Cue, IssueGuess, Language, Mark, Origin, Proposal, Voice},
};
use ground::Ground;
use page::{Layout, Page};

/// The most characters of a quote.
pub const LONGEST_QUOTE: usize = 300;

/// What came of a model's answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Import {
    /// What passed the gate, in the order of the text.
    pub proposals: Vec<Proposal>,
    /// What did not, in the order of the answer.
    pub rejected: Vec<Rejected>,
    /// What else is to be told: what was left out of a statement that passed, or changed in it.
    pub notes: Vec<Note>,
}

/// A statement of a model that is not proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Its place in the answer, from 1.
    pub index: usize,
    /// Its quote, shortened.
    pub quote: String,
    /// Why it is rejected.
    pub why: String,
    /// The passage of the document that comes nearest to the quote, where the quote does not stand where it should.
    pub nearest: Option<String>,
    /// The line of the document where that begins, from 1.
    pub line: Option<usize>,
}

/// A remark on a model's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The statement it is about, by its place in the answer from 1; `None` for the whole.
    pub index: Option<usize>,
    /// What there is to say.
    pub says: String,
}

/// Takes a model's answer about a document through the gate.
///
/// Of each statement must hold, or it is rejected:
///
/// - it fits the schema, its words for act, manner, polarity and modality to the letter, without a key of its own;
/// - its sentences are some of the document's, and its quote stands in them as [`crate::quote::Match`] says;
/// - the quote leaves out no negation that governs it, at its beginning or under an ellipsis, unless that negation is the
///   very cue and the act says so ("*denied that* {the port closed}", `denies`); where it leaves out a condition, or what
///   takes it back further on, the proposal has [`Mark::Cut`];
/// - the speaker's words stand in the document, outside the quote; a name that the cited sentences do not have, where
///   they have a pronoun, becomes a candidate for that pronoun and nothing more;
/// - names and numbers of the paraphrase are in the cited sentences;
/// - the issue is one of the case, `new`, or none.
///
/// A cue that does not stand in the sentences is left out, and that is told. Sentences that hold neither quote nor speaker
/// nor cue do not count as cited. `model` is the name that whoever asked gives the model, `key` that of the answer
/// ([`Origin::Model`]); neither, nor any id, is taken from the answer.
///
/// # Errors
///
/// Where the answer as a whole is not what was asked for: too large, cut off, no JSON, with other words around it.
pub fn import(
    bytes: &[u8],
    source: &Source<'_>,
    case: Option<&Case>,
    language: &Language,
    model: &str,
    key: &str,
) -> Result<Import, Refusal> {
    let answer = answer::read(bytes)?;
    let layout = Layout::of(source.key, source.text, case, language);
    let persons = layout.persons(language);
    let page = Page::new(source.key, &layout, &persons, case, language);
    let mut gate = Gate { page, source, case, model: clean(model).0, key, out: Import::default() };
    if answer.controls > 0 {
        let says = match answer.controls {
            1 => "1 raw control character inside a string was read as a space".to_owned(),
            n => format!("{n} raw control characters inside strings were read as spaces"),
        };
        gate.out.notes.push(Note { index: None, says });
    }
    for (n, statement) in answer.statements.into_iter().enumerate() {
        let index = n + 1;
        match statement {
            Err((why, quote)) => gate.reject(index, &quote, why, None),
            Ok(statement) => gate.statement(index, statement),
        }
    }
    let mut out = gate.out;
    out.proposals.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.id.cmp(&b.id)));
    Ok(out)
}

/// Where a proposal stands in its document.
fn place(proposal: &Proposal) -> (usize, usize) {
    proposal.quotes.first().map_or((0, 0), |q| (q.start, q.end))
}

struct Gate<'a> {
    page: Page<'a>,
    source: &'a Source<'a>,
    case: Option<&'a Case>,
    model: String,
    key: &'a str,
    out: Import,
}

impl Gate<'_> {
    fn reject(&mut self, index: usize, quote: &str, why: String, near: Option<quote::Nearest>) {
        let (nearest, line) = near.map_or((None, None), |n| (Some(short(&n.text, 400)), Some(n.line)));
        self.out.rejected.push(Rejected { index, quote: short(quote, 120), why, nearest, line });
    }

    fn note(&mut self, index: usize, says: impl Into<String>) {
        self.out.notes.push(Note { index: Some(index), says: says.into() });
    }

    fn statement(&mut self, index: usize, mut statement: Statement) {
        let mut steered = false;
        let texts = [Some(&mut statement.quote), Some(&mut statement.speaker), statement.cue.as_mut()];
        let more = [statement.paraphrase.as_mut(), statement.issue.as_mut()];
        for text in texts.into_iter().chain(more).flatten() {
            let (cleaned, taken) = clean(text.trim());
            *text = cleaned;
            steered |= taken;
        }
        let notes = self.out.notes.len();
        match self.proposal(index, &statement) {
            Ok(proposal) => {
                if steered {
                    self.note(index, "signs that steer a terminal or cannot be seen were taken out of it");
                }
                if self.out.proposals.iter().any(|p| p.id == proposal.id) {
                    self.note(
                        index,
                        "it says the same of the same speaker as another statement of this answer: left out",
                    );
                } else {
                    self.out.proposals.push(proposal);
                }
            }
            Err((why, near)) => {
                // What was changed in it is of no use any more.
                self.out.notes.truncate(notes);
                self.reject(index, &statement.quote, why, near);
            }
        }
    }

    fn proposal(&mut self, index: usize, s: &Statement) -> Result<Proposal, (String, Option<quote::Nearest>)> {
        let plain = |why: String| (why, None);
        lengths(s).map_err(plain)?;
        let issues = self.issue(index, s.issue.as_deref()).map_err(plain)?;
        let cited = self.page.cited(&s.sentence_ids).map_err(plain)?;
        let mut ground = Ground::of(&mut self.page, &s.quote, &cited)?;
        let text = self.source.text;
        let narrated = s.speaker == NARRATOR;
        let spoken = if narrated { None } else { Some(ground.speaker(&mut self.page, &s.speaker).map_err(plain)?) };
        let cue = self.cue(index, s, narrated, &mut ground);
        let dropped = cited.len() - ground.sentences.len();
        if dropped > 0 {
            self.note(
                index,
                format!("{} that it cites hold nothing of it: left out", crate::words::count(dropped, "sentence")),
            );
        }
        if let Some(denial) = ground.denial(text) {
            let held = cue.is_some_and(|(from, to)| from <= denial.start && denial.start < to);
            if !(denial.ascribes && held && denying(s.act)) {
                let words = short(&text[denial.start..denial.end], 60);
                let near = ground.whole(&self.page);
                return Err((
                    format!("the quote leaves out \u{201c}{words}\u{201d}, which turns its sense"),
                    Some(near),
                ));
            }
        }
        if narrated && ground.in_marks(&self.page) == Some(true) {
            return Err(plain(
                "its words stand in quotation marks, so somebody is said to have said them: the narrator does not"
                    .to_owned(),
            ));
        }
        if let Some(said) = &s.paraphrase {
            let held = ground.text(&self.page);
            if let Some(why) = paraphrase::unfounded(said, &held, &self.page.names) {
                return Err(plain(why));
            }
        }
        let manner = self.manner(index, s.manner, narrated, &ground);
        let speaker = self.voice(index, s, spoken, &ground);
        let quotes: Vec<_> = ground.pieces.iter().map(|(from, to)| self.page.passage(*from, *to)).collect();
        let cut = ground.cut(text);
        if let Some(words) = &cut {
            self.note(
                index,
                format!("its quote leaves out \u{201c}{}\u{201d}: look at the whole sentence", short(words, 60)),
            );
        }
        let addressed = [Some(ground.text(&self.page).as_str()), Some(s.speaker.as_str()), s.paraphrase.as_deref()]
            .into_iter()
            .flatten()
            .any(|text| self.page.addresses_model(text));
        if addressed {
            self.note(index, "its text, or that of its sentences, speaks to a machine rather than to readers");
        }
        let condition = ground.standing.iter().find_map(|n| self.page.condition(*n));
        let mut marks = vec![Mark::ModelOnly];
        let mut mark = |holds: bool, mark: Mark| marks.extend(holds.then_some(mark));
        mark(matches!(speaker, Voice::Pronoun { .. }), Mark::Pronoun);
        mark(narrated, Mark::NarratorOnly);
        mark(manner == Manner::Implied, Mark::Implied);
        mark(cut.is_some(), Mark::Cut);
        mark(addressed, Mark::AddressesModel);
        mark(condition.is_some(), Mark::Condition);
        marks.sort_unstable();
        Ok(Proposal {
            id: self.page.id(&quotes, &speaker),
            document: self.source.key.to_owned(),
            sentences: ground.standing.iter().map(|n| n + 1).collect(),
            quotes,
            speaker,
            through: Vec::new(),
            cue: cue.map(|(from, to)| Cue { words: self.page.passage(from, to), entry: self.page.entry(from, to) }),
            manner,
            act: s.act,
            polarity: s.polarity,
            modality: s.modality,
            condition,
            issues,
            marks,
            utterance: None,
            origin: Origin::Model { model: self.model.clone(), key: self.key.to_owned() },
            paraphrase: s.paraphrase.clone().filter(|p| !p.is_empty()),
        })
    }

    /// The issue, which must be one of the case.
    fn issue(&mut self, index: usize, named: Option<&str>) -> Result<Vec<IssueGuess>, String> {
        let Some(named) = named else { return Ok(Vec::new()) };
        if named == "new" {
            self.note(index, "the model finds no issue of the case that it is about");
            return Ok(Vec::new());
        }
        let Some(case) = self.case else {
            let named = short(named, 60);
            self.note(index, format!("it names the issue `{named}`, and no case was given: left out"));
            return Ok(Vec::new());
        };
        if case.issues().iter().any(|i| i.key == named) {
            return Ok(vec![IssueGuess { issue: named.to_owned(), words: Vec::new() }]);
        }
        Err(format!("it names the issue `{}`, which the case does not have", short(named, 60)))
    }

    /// Where the cue stands in the sentences; one that does not is left out.
    fn cue(&mut self, index: usize, s: &Statement, narrated: bool, ground: &mut Ground) -> Option<(usize, usize)> {
        let cue = s.cue.as_deref().filter(|c| !c.is_empty())?;
        if narrated {
            self.note(index, "a cue was given for the narrator's own words: left out");
            return None;
        }
        let found = ground.cue(&self.page, cue);
        if found.is_none() {
            let cue = short(cue, 60);
            self.note(index, format!("the cue \u{201c}{cue}\u{201d} does not stand in its sentences: left out"));
        }
        found
    }

    /// How the words reach us, where what the model says of it cannot be.
    fn manner(&mut self, index: usize, said: Manner, narrated: bool, ground: &Ground) -> Manner {
        let (manner, why) = match said {
            Manner::Narrated if !narrated => (Manner::Paraphrase, "it names a speaker"),
            Manner::Narrated => (said, ""),
            _ if narrated => (Manner::Narrated, "it names no speaker"),
            Manner::Implied => (said, ""),
            Manner::Direct | Manner::Mixed | Manner::Paraphrase => match (said, ground.in_marks(&self.page)) {
                (Manner::Mixed | Manner::Paraphrase, Some(true)) => (Manner::Direct, "it stands in quotation marks"),
                (Manner::Direct, Some(false)) => (Manner::Mixed, "only a part of it stands in quotation marks"),
                (Manner::Direct | Manner::Mixed, None) => (Manner::Paraphrase, "it does not stand in quotation marks"),
                _ => (said, ""),
            },
        };
        if manner != said {
            let [was, is] = [said, manner].map(word_of);
            self.note(index, format!("the model has it as {was}; it is taken as {is}, since {why}"));
        }
        manner
    }

    fn voice(&mut self, index: usize, s: &Statement, spoken: Option<(usize, usize)>, ground: &Ground) -> Voice {
        let Some((from, to)) = spoken else { return Voice::Narrator };
        let voice = self.page.voice(from, to);
        if ground.holds(&self.page, from) || matches!(voice, Voice::Pronoun { .. }) {
            return voice;
        }
        if let Some((start, end)) = self.page.pronoun(&ground.places(&self.page), &ground.pieces) {
            let says = format!(
                "the model puts \u{201c}{}\u{201d} in the place of \u{201c}{}\u{201d}: a candidate, no more",
                short(&s.speaker, 60),
                &self.source.text[start..end]
            );
            self.note(index, says);
            return resolved(self.page.voice(start, end), voice, self.page.passage(start, end));
        }
        let number = self.page.sentence_at(from) + 1;
        self.note(index, format!("its speaker is named in sentence {number}, not in its own"));
        voice
    }
}

/// A pronoun for which the model gave a name: the name is one more candidate, no more.
fn resolved(pronoun: Voice, by: Voice, phrase: crate::read::Passage) -> Voice {
    let mut candidates = match pronoun {
        Voice::Pronoun { candidates, .. } => candidates,
        _ => Vec::new(),
    };
    let (name, actor) = match by {
        Voice::Named { phrase, person, actor } => (person.unwrap_or(phrase.text), actor),
        Voice::Unnamed { phrase } | Voice::Pronoun { phrase, .. } => (phrase.text, None),
        Voice::Narrator => (NARRATOR.to_owned(), None),
    };
    if !candidates.iter().any(|c| c.name == name) {
        candidates.push(Candidate { name, actor, because: "the model has it so".to_owned() });
    }
    Voice::Pronoun { phrase, candidates }
}

/// Whether an act denies what it is about, so that a quote may leave out the word for it.
fn denying(act: crate::read::Act) -> bool {
    use crate::read::Act;
    matches!(act, Act::Denies | Act::Rejects | Act::Refuses)
}

/// The word of the schema for a manner.
pub(super) fn word_of(manner: Manner) -> &'static str {
    match manner {
        Manner::Direct => "direct",
        Manner::Mixed => "mixed",
        Manner::Paraphrase => "paraphrase",
        Manner::Implied => "implied",
        Manner::Narrated => "narrated",
    }
}

/// What of a statement is longer than it may be, or empty.
fn lengths(s: &Statement) -> Result<(), String> {
    let long = |what: &str, text: &str, most: usize| match text.chars().count() {
        n if n > most => Err(format!("its {what} has {n} characters; {most} are the most")),
        _ => Ok(()),
    };
    if s.quote.is_empty() {
        return Err("it has no quote".to_owned());
    }
    if s.speaker.is_empty() {
        return Err("it has no speaker; \u{201c}narrator\u{201d} would be the document itself".to_owned());
    }
    long("quote", &s.quote, LONGEST_QUOTE)?;
    long("speaker", &s.speaker, schema::LONGEST_PHRASE)?;
    long("cue", s.cue.as_deref().unwrap_or_default(), schema::LONGEST_PHRASE)?;
    long("paraphrase", s.paraphrase.as_deref().unwrap_or_default(), schema::LONGEST_PARAPHRASE)
}
