//! *Who is known to say what, and through whom?* The table of issues and parties, with the claims behind each number;
//! what is known only through a narrator or an opponent; what contradicts what; what rests on which claim.
//!
//! The meaning of the words and the definitions are on the page `docs/methods/claims.md`.

mod annotations;
mod ask;
mod facts;
mod network;
pub(crate) mod opposed;
mod quoted;
mod rests;
mod schema;
mod show;
mod table;
#[cfg(test)]
mod tests;

use crate::case::{Case, ClaimId, Element, IssueId, Known, PartyId};

pub use facts::ClaimsFacts;
pub use network::{LeftOut, Network};
pub use opposed::{How, Opposed};
pub use quoted::Texts;
pub use rests::{Disputed, Held, Rests};
pub use schema::schema;

/// The question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims {
    /// Only claims about these issues, and what rests on them; `None`: all.
    pub issues: Option<Vec<IssueId>>,
    /// Only claims about the positions of these parties, and their own elements; `None`: all.
    pub parties: Option<Vec<PartyId>>,
}

/// How much stands behind something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Documents, where all that are joined by `derived_from` or `translation_of` count as one.
    pub documents: usize,
    /// Utterances: claims of one `utterance` count as one, a claim without one as one of its own.
    pub utterances: usize,
    /// Claims.
    pub claims: usize,
}

/// What is known in one way of the position of one party on one issue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Way {
    /// How much.
    pub count: Count,
    /// The claims, in the order of the file.
    pub claims: Vec<ClaimId>,
}

/// The ways in which positions are known, in the order of the table: from the best witness to the worst.
pub const WAYS: [Known; 4] = [Known::Own, Known::Others, Known::Opponent, Known::Narrator];

/// What is known of the position of one party on one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The issue.
    pub issue: IssueId,
    /// Whose position it is.
    pub party: PartyId,
    /// What is known in each of [`WAYS`].
    pub ways: [Way; 4],
    /// In all: documents and utterances that stand in several ways count once.
    pub all: Count,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct ClaimsAnswer {
    /// The question as it was asked.
    pub asked: Claims,
    /// The claims that are looked at, in the order of the file.
    pub claims: Vec<ClaimId>,
    /// How much they are in all.
    pub all: Count,
    /// For each document of the case, the first of the documents that it counts as one with.
    pub families: Vec<crate::case::DocumentId>,
    /// Issues and parties of which something is known, in the order of the file.
    pub rows: Vec<Row>,
    /// Claims that name no issue or no holder, so that they stand in no row.
    pub apart: Vec<ClaimId>,
    /// Positions that only the narrator of a report states, or reads into somebody's words.
    pub narrator: Vec<Held>,
    /// Positions that are known only through another principal.
    pub opponent: Vec<Held>,
    /// Positions for which no claim is cited.
    pub uncited: Vec<Element>,
    /// Claims that contradict each other, or look as if they did.
    pub opposed: Vec<Opposed>,
    /// Elements that claims stand against.
    pub disputed: Vec<Disputed>,
    /// For each claim of the case, what rests on it and what it stands against.
    pub rests: Vec<Rests>,
}

impl Claims {
    /// Asks the question.
    pub fn ask(&self, case: &Case) -> ClaimsAnswer {
        ask::ask(self, case)
    }

    fn looks_at_issue(&self, issue: IssueId) -> bool {
        self.issues.as_ref().is_none_or(|some| some.contains(&issue))
    }

    fn looks_at_party(&self, party: PartyId) -> bool {
        self.parties.as_ref().is_none_or(|some| some.contains(&party))
    }

    fn looks_at(&self, case: &Case, claim: ClaimId) -> bool {
        let claim = case.claim(claim);
        let issue = self.issues.is_none() || claim.about.is_some_and(|(i, _)| self.looks_at_issue(i));
        issue && (self.parties.is_none() || claim.holder.is_some_and(|p| self.looks_at_party(p)))
    }
}
