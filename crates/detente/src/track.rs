//! *How did positions move from round to round?* Who stood where, how far apart that is, who moved, and what stands still.
//!
//! The meaning of the words, the definitions and what they do not tell are on the page `docs/methods/track.md`.

mod ask;
mod claims;
mod curve;
mod delegations;
mod distance;
mod facts;
mod moves;
mod order;
mod picture;
mod positions;
mod show;

pub use claims::{Said, Saying};
pub use curve::{Curve, Point};
pub use delegations::{Change, News};
pub use distance::{Apart, Gap, Pair};
pub use facts::{TrackFacts, schema};
pub use moves::{Heading, Move};
pub use positions::{Held, Topic};

use crate::{
    case::{Case, IssueId, PartyId},
    question::{Budget, Refusal},
    why::Cautions,
};

/// The question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// Issues that are looked at, as if there were no others; `None`: all.
    pub issues: Option<Vec<IssueId>>,
    /// Parties that are looked at, as if there were no others; `None`: all.
    pub parties: Option<Vec<PartyId>>,
    /// An issue on which positions do not meet is called stalled once nobody has moved on it for so many rounds.
    pub quiet: usize,
}

impl Default for Track {
    fn default() -> Self {
        Track { issues: None, parties: None, quiet: 2 }
    }
}

/// The answer. Rounds are named by their place in [`TrackAnswer::rounds`].
#[derive(Debug, Clone)]
pub struct TrackAnswer {
    /// The question as it was asked.
    pub asked: Track,
    /// How well founded what it rests on is.
    pub cautions: Cautions,
    /// The rounds as they were held, by their number in the file: by date, where a round without a date keeps its place.
    pub rounds: Vec<usize>,
    /// Whether that is another order than that of the file.
    pub reordered: bool,
    /// Parties that state a position in some round.
    pub parties: Vec<PartyId>,
    /// Issues on which some position is stated, in the order of the file.
    pub topics: Vec<Topic>,
    /// Issues on which none is.
    pub silent: Vec<IssueId>,
    /// For each round, how far apart the principals are in all.
    pub apart: Vec<Apart>,
    /// Who moved, by round, then party, then issue.
    pub moves: Vec<Move>,
    /// What each party whose wants are known would still get, and would still settle for.
    pub curves: Vec<Curve>,
    /// Parties with positions whose wants are not known, so that nobody can say what a move costs them.
    pub unweighed: Vec<PartyId>,
    /// Who came, went, took over; which mandates grew or shrank; by round.
    pub changes: Vec<Change>,
    /// What was said when.
    pub said: Said,
}

impl Track {
    /// Asks the question.
    ///
    /// # Errors
    /// Refuses where the case has no rounds, or where it was stopped.
    pub fn ask(&self, case: &Case, budget: &Budget) -> Result<TrackAnswer, Refusal> {
        ask::ask(self, case, budget)
    }

    fn looks_at_issue(&self, issue: IssueId) -> bool {
        self.issues.as_ref().is_none_or(|some| some.contains(&issue))
    }

    fn looks_at_party(&self, party: PartyId) -> bool {
        self.parties.as_ref().is_none_or(|some| some.contains(&party))
    }
}

impl TrackAnswer {
    /// Issues on which positions do not meet and nobody has moved for as many rounds as were asked about.
    pub fn stalled(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter().filter(|t| t.stalled(self.asked.quiet))
    }
}
