//! How we know: sources, documents, claims, delegates and rounds.

use std::fmt;

use super::{Case, ClaimId, DelegateId, DocumentId, IssueId, OptionId, PartyId, Role, SourceId};
use crate::diagnostic::Place;

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
    /// When it was said.
    pub date: Option<Date>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
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
    pub fn known_by(&self, claim: ClaimId, holder: PartyId) -> Known {
        let claim = self.claim(claim);
        if matches!(claim.manner, Some(Manner::Narrated | Manner::Implied)) {
            return Known::Narrator;
        }
        match claim.chain.first() {
            None | Some(Speaker::Narrator) => Known::Narrator,
            Some(first) => match self.speaks_for(first) {
                Some(p) if p == holder => Known::Own,
                Some(p) if self.party(p).role == Role::Principal => Known::Opponent,
                _ => Known::Others,
            },
        }
    }

    /// Through whom a position of `holder` is known: its best witness. `None` where it cites no claim.
    pub fn known_through(&self, grounds: &Grounds, holder: PartyId) -> Option<Known> {
        grounds.because.iter().map(|c| self.known_by(*c, holder)).min()
    }
}
