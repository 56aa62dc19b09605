//! What parties prefer: worth, walk-away, firmness.

use super::{Case, Grounds, IssueId, OptionId, Package, PartyId, Pattern, Role};
use crate::{diagnostic::Place, number::Exact};

/// How a party compares packages.
#[derive(Debug, Clone)]
pub enum Preference {
    /// By worth, the weighted mean of what its options are worth.
    Worth(Wants),
    /// By prioritised statements, most important first (option prioritisation: Peng, Hipel, Kilgour & Fang 1997).
    Prefers(Vec<Pattern>),
    /// By an explicit order, best first; packages in one list tie.
    Ranking(Vec<Vec<Package>>),
    /// The file does not say.
    Unknown,
}

/// What options are worth to a party, and how much issues count.
///
/// Held twice: as written, and as whole *points* so that comparisons are exact: the worth of a package is the sum
/// of the points of its options over [`Wants::scale`].
#[derive(Debug, Clone)]
pub struct Wants {
    pub(crate) issues: Vec<Option<IssueWants>>,
    pub(crate) points: Vec<Vec<i128>>,
    pub(crate) scale: i128,
}

/// What a party wants on one issue.
#[derive(Debug, Clone)]
pub struct IssueWants {
    /// How much the issue counts, as written.
    pub weight: Exact,
    /// What each option is worth, 0 to 100, as written, in the order of the issue's options.
    pub values: Vec<Exact>,
    /// How we know.
    pub grounds: Grounds,
    /// Where it stands.
    pub place: Place,
}

impl Wants {
    /// What the party wants on an issue, if the file says.
    pub fn on(&self, issue: IssueId) -> Option<&IssueWants> {
        self.issues[issue.index()].as_ref()
    }

    /// Points of an option: its part of the worth, times [`Wants::scale`].
    pub fn points(&self, issue: IssueId, option: OptionId) -> i128 {
        self.points[issue.index()][option.index()]
    }

    /// Points that make one unit of worth.
    pub fn scale(&self) -> i128 {
        self.scale
    }

    /// What a package is worth, 0 to 100.
    pub fn worth(&self, package: &Package) -> Exact {
        Exact::ratio(self.sum(package), self.scale)
    }

    /// The points of a package: its worth times [`Wants::scale`].
    pub(crate) fn sum(&self, package: &Package) -> i128 {
        package.0.iter().zip(&self.points).map(|(o, points)| points[o.index()]).sum()
    }

    /// Fewest points of a package that is worth at least `worth`.
    pub fn points_needed(&self, worth: Exact) -> i128 {
        let (n, d) = (worth.numerator() * self.scale, worth.denominator());
        n.div_euclid(d) + i128::from(n.rem_euclid(d) != 0)
    }
}

/// What no agreement is worth to a party (reservation value, BATNA).
#[derive(Debug, Clone)]
pub struct WalkAway {
    /// 0 to 100.
    pub worth: Exact,
    /// What it would cost the party to accept less.
    pub firmness: Firmness,
    /// How we know.
    pub grounds: Grounds,
    /// Where it stands.
    pub place: Place,
}

/// What giving something up would cost a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Firmness {
    /// 1 to 100.
    Cost(Exact),
    /// It will not.
    Absolute,
}

impl Firmness {
    /// What a demand has that does not say.
    pub fn medium() -> Self {
        Firmness::Cost(Exact::whole(50))
    }

    /// The cost, unless absolute.
    pub fn cost(self) -> Option<Exact> {
        match self {
            Firmness::Cost(c) => Some(c),
            Firmness::Absolute => None,
        }
    }
}

impl Case {
    /// The walk-away of a principal, with what it is measured by; `None` for everybody else.
    pub fn walk_away(&self, party: PartyId) -> Option<(&WalkAway, &Wants)> {
        let p = self.party(party);
        match (&p.walk_away, &p.preference) {
            (Some(w), Preference::Worth(wants)) if p.role == Role::Principal => Some((w, wants)),
            _ => None,
        }
    }

    /// What a package is worth to a party, where the file says.
    pub fn worth(&self, party: PartyId, package: &Package) -> Option<Exact> {
        match &self.party(party).preference {
            Preference::Worth(wants) => Some(wants.worth(package)),
            _ => None,
        }
    }
}
