//! How we know: sources, documents, claims, delegates and rounds.

use std::fmt;

use super::{Case, ClaimId, DelegateId, DocumentId, IssueId, OptionId, PartyId, Role, SourceId};
use crate::{
    diagnostic::Place,
    read::{Act, Modality},
};

/// What an element rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grounds {
    /// The claims that support it.
    pub because: Vec<ClaimId>,
    /// How we come to it, where the file says so or it cites claims.
    pub basis: Option<Basis>,
    /// The claims that contradict it.
    pub disputed_by: Vec<ClaimId>,
}

impl Grounds {
    /// What is not said here, as `other` says it: a table that only adds who disputes it keeps what the party rests on.
    #[must_use]
    pub fn or(self, other: &Grounds) -> Grounds {
        // A basis belongs to the claims beside it.
        let own = self.basis.is_some() || !self.because.is_empty();
        let (because, basis) = if own { (self.because, self.basis) } else { (other.because.clone(), other.basis) };
        let disputed_by = if self.disputed_by.is_empty() { other.disputed_by.clone() } else { self.disputed_by };
        Grounds { because, basis, disputed_by }
    }
}

/// How we come to an element of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// It cites claims.
    Stated,
    /// Concluded from claims.
    Inferred,
    /// Assumed by the analyst.
    Assumed,
}

/// A calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, 0 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// Reads `2026-01-15`; `None` for what is no day of the calendar.
    pub fn parse(text: &str) -> Option<Date> {
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return None };
        if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return None;
        }
        let date: jiff::civil::Date = text.parse().ok()?;
        let (year, month, day) = (date.year(), date.month(), date.day());
        Some(Date { year: year.try_into().ok()?, month: month.try_into().ok()?, day: day.try_into().ok()? })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A person who speaks for a party, in a role that may change hands.
#[derive(Debug, Clone)]
pub struct Delegate {
    /// Key in the file.
    pub key: String,
    /// What readers call the person.
    pub name: String,
    /// The party spoken for.
    pub party: PartyId,
    /// The office or place in the delegation.
    pub role: Option<String>,
    /// First day in the role.
    pub from: Option<Date>,
    /// Last day in the role.
    pub to: Option<Date>,
    /// What else reports call the person.
    pub aliases: Vec<String>,
    /// How we know.
    pub grounds: Grounds,
    /// Where the table begins.
    pub place: Place,
}

/// Who publishes.
#[derive(Debug, Clone)]
pub struct Source {
    /// Key in the file.
    pub key: String,
    /// What readers call it.
    pub name: String,
    /// `agency`, `newspaper`, ...
    pub kind: Option<String>,
    /// The party it sides with, if any.
    pub side: Option<PartyId>,
    /// Where the table begins.
    pub place: Place,
}

/// One text of a source.
#[derive(Debug, Clone)]
pub struct Document {
    /// Key in the file.
    pub key: String,
    /// Its heading, or else its key.
    pub title: String,
    /// Who published it.
    pub source: Option<SourceId>,
    /// Where it can be read, where the file says.
    pub url: Option<String>,
    /// When it appeared.
    pub published: Option<Date>,
    /// The file with its text, seen from the folder of the case file.
    pub file: Option<(String, Place)>,
    /// SHA-256 of that file, lower-case hexadecimal.
    pub sha256: Option<(String, Place)>,
    /// The document that this one rewrites or copies.
    pub derived_from: Option<DocumentId>,
    /// The document that this one translates.
    pub translation_of: Option<DocumentId>,
    /// Whether its text must not leave the machine.
    pub confidential: bool,
    /// Where the table begins.
    pub place: Place,
}

/// A statement found in a document; never taken for a fact.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Key in the file.
    pub key: String,
    /// Where it stands.
    pub document: DocumentId,
    /// The exact words; at least one.
    pub quotes: Vec<Quote>,
    /// Who says so, reported by whom, the narrator last.
    pub chain: Vec<Speaker>,
    /// How the words reach us.
    pub manner: Option<Manner>,
    /// The party whose position it states.
    pub holder: Option<PartyId>,
    /// The analyst's own sentence for it.
    pub says: Option<String>,
    /// What it is about.
    pub about: Option<(IssueId, Option<OptionId>)>,
    /// Whether the holder is for (`true`) or against that.
    pub polarity: Option<bool>,
    /// Whom it calls the obstacle: the party, and the delegate if one is named.
    pub obstacle: Option<(PartyId, Option<DelegateId>)>,
    /// What was done by saying so.
    pub act: Option<Act>,
    /// How firmly it is put.
    pub modality: Option<Modality>,
    /// When it was said.
    pub date: Option<Date>,
    /// A name for the moment it was said; claims of one utterance are its witnesses.
    pub utterance: Option<String>,
    /// The analyst's confidence in it.
    pub trust: Option<String>,
    /// Claims that cannot be true beside it.
    pub contradicts: Vec<ClaimId>,
    /// Claims that contradict it.
    pub disputed_by: Vec<ClaimId>,
    /// Where the table begins.
    pub place: Place,
}

/// Exact words of a document (the W3C Web Annotation `TextQuoteSelector` and `TextPositionSelector`).
#[derive(Debug, Clone)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// First character (Unicode scalar value, from 0) and one past the last, in the document's text.
    pub position: Option<(usize, usize)>,
    /// Words just before.
    pub prefix: Option<String>,
    /// Words just after.
    pub suffix: Option<String>,
    /// Where it stands in the case file.
    pub place: Place,
}

/// One link of a chain of attribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// A party of the case.
    Party(PartyId),
    /// A delegate of the case.
    Delegate(DelegateId),
    /// The document's own voice.
    Narrator,
    /// Anybody else, as the file calls them.
    Other(String),
}

/// How words reach us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// In quotation marks.
    Direct,
    /// Partly in quotation marks.
    Mixed,
    /// In the reporter's words.
    Paraphrase,
    /// Read into somebody's words by the reporter.
    Implied,
    /// In the narrator's own voice, attributed to nobody.
    Narrated,
}

/// One meeting.
#[derive(Debug, Clone)]
pub struct Round {
    /// Key in the file.
    pub key: String,
    /// What readers call it.
    pub name: String,
    /// When it was held.
    pub date: Option<Date>,
    /// Where.
    pub where_held: Option<String>,
    /// Who was there.
    pub present: Vec<Speaker>,
    /// Each party's position on each issue then: the options it would have taken.
    pub positions: Vec<(PartyId, IssueId, Vec<OptionId>)>,
    /// What each delegation was empowered to settle then, where the file says.
    pub mandates: Vec<(PartyId, Vec<IssueId>)>,
    /// How we know.
    pub grounds: Grounds,
    /// Where the table begins.
    pub place: Place,
}

/// Through whom a position is known: the best witness among the claims it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Known {
    /// The holder says so, itself or through a delegate.
    Own,
    /// Somebody who is neither the holder nor a principal opposite it says so.
    Others,
    /// Another principal says so.
    Opponent,
    /// Only the narrator says so, or reads it into somebody's words.
    Narrator,
}

impl Case {
    /// The party that a link of a chain speaks for.
    pub fn speaks_for(&self, speaker: &Speaker) -> Option<PartyId> {
        match speaker {
            Speaker::Party(p) => Some(*p),
            Speaker::Delegate(d) => Some(self.delegate(*d).party),
            Speaker::Narrator | Speaker::Other(_) => None,
        }
    }

    /// Through whom one claim knows the position of `holder`.
    ///
    /// A chain is as good as its worst link: words that the holder is said to have spoken, as another principal (or its
    /// delegate) reports them, are known through an opponent. The document's own voice counts as that of the party that
    /// its source sides with, if it sides with any: what a party's own paper writes in its own voice is the party's
    /// word; what the paper of another principal retells comes through an opponent, but words that it prints in
    /// quotation marks (`direct`) are as good as anywhere else.
    pub fn known_by(&self, claim: ClaimId, holder: PartyId) -> Known {
        let claim = self.claim(claim);
        if claim.manner == Some(Manner::Implied) {
            return Known::Narrator;
        }
        let opponent = |p: PartyId| p != holder && self.party(p).role == Role::Principal;
        let side = self.document(claim.document).source.and_then(|s| self.source(s).side);
        let speakers: Vec<&Speaker> = claim.chain.iter().take_while(|s| **s != Speaker::Narrator).collect();
        let speakers = if claim.manner == Some(Manner::Narrated) { Vec::new() } else { speakers };
        // Where nobody is quoted, the narrator is all there is.
        let retold = side.filter(|_| claim.manner != Some(Manner::Direct) || speakers.is_empty());
        if speakers.iter().filter_map(|s| self.speaks_for(s)).chain(retold).any(opponent) {
            return Known::Opponent;
        }
        match speakers.first() {
            None if side == Some(holder) => Known::Own,
            None => Known::Narrator,
            Some(first) if self.speaks_for(first) == Some(holder) => Known::Own,
            Some(_) => Known::Others,
        }
    }

    /// Through whom a position of `holder` is known: its best witness. `None` where it cites no claim.
    pub fn known_through(&self, grounds: &Grounds, holder: PartyId) -> Option<Known> {
        grounds.because.iter().map(|c| self.known_by(*c, holder)).min()
    }
}
