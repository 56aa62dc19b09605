//! What parties prefer: worth, walk-away, firmness.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

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

/// What options are worth to a party, how much issues count, and what is paid beside.
///
/// Held twice: as written, and as whole *points* so that comparisons are exact: the worth of a package is the sum
/// of the points of its options, and of the bonuses that it is paid, over [`Wants::scale`]. Where numbers are not known
/// exactly, points come from one number of each range ([`Wants::unsure`]).
#[derive(Debug, Clone)]
pub struct Wants {
    pub(crate) issues: Vec<Option<IssueWants>>,
    pub(crate) points: Vec<Vec<i128>>,
    pub(crate) bonuses: Vec<Bonus>,
    pub(crate) scale: i128,
    pub(crate) measure: Option<Box<Measure>>,
    pub(crate) unsure: Option<Box<Unsure>>,
}

/// What a party wants on one issue.
#[derive(Debug, Clone)]
pub struct IssueWants {
    /// How much the issue counts: as written, the middle of a range, or the rank-order centroid of an order.
    pub weight: Exact,
    /// What each option is worth, as written or the middle of a range, in the order of the issue's options; 0 to 100,
    /// unless the party has a measure of its own.
    pub values: Vec<Exact>,
    /// How we know.
    pub grounds: Grounds,
    /// Where it stands.
    pub place: Place,
}

/// Worth that is not the sum of what options are worth: something beside, for packages that match a pattern or do not.
#[derive(Debug, Clone)]
pub struct Bonus {
    /// The packages in question.
    pub when: Pattern,
    /// Whether it is paid where the pattern is *not* matched.
    pub unless: bool,
    /// What is added to the worth, as written; may be negative.
    pub worth: Exact,
    /// The same in points, on [`Wants::scale`].
    pub points: i128,
    /// How we know.
    pub grounds: Grounds,
    /// Where it stands.
    pub place: Place,
}

impl Bonus {
    /// Whether a package is paid it.
    pub fn paid(&self, package: &Package) -> bool {
        self.when.matches(package) != self.unless
    }
}

/// The scale of another program, on which the numbers of a party are written:
/// `worth = 100 * (sum of weight/total * value/best + sum of bonuses/out_of)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// What weights are divided by; `None`: their sum.
    pub total: Option<Exact>,
    /// For each issue, the value that counts as 100.
    pub best: Vec<Exact>,
    /// The bonus that makes a worth of 100.
    pub out_of: Exact,
    /// Whether nothing is worth more than 100, whatever the sum.
    pub capped: bool,
}

/// What is known of numbers that are not known exactly. The points of [`Wants`] come from the middle of each range; an
/// order of issues is read as its rank-order centroid (Barron & Barrett, Management Science 1996), where issues that tie
/// share the mean of their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsure {
    /// For each issue, the least and the most it may count, as written; `None` where it counts exactly what is written,
    /// or where only an order is known.
    pub weights: Vec<Option<(Exact, Exact)>>,
    /// Issues by how much they count, most first; those in one list count the same. Empty where weights are numbers.
    pub order: Vec<Vec<IssueId>>,
    /// For each issue, for each option, the least and the most it may be worth; equal where it is known exactly. Empty
    /// for an issue that the party does not want anything on.
    pub values: Vec<Vec<(Exact, Exact)>>,
}

impl Wants {
    /// What the party wants on an issue, if the file says.
    pub fn on(&self, issue: IssueId) -> Option<&IssueWants> {
        self.issues[issue.index()].as_ref()
    }

    /// What is paid beside, in the order of the file.
    pub fn bonuses(&self) -> &[Bonus] {
        &self.bonuses
    }

    /// The scale of another program, where the numbers are written on one.
    pub fn measure(&self) -> Option<&Measure> {
        self.measure.as_deref()
    }

    /// What is known of numbers that are not known exactly; `None` where all are.
    pub fn unsure(&self) -> Option<&Unsure> {
        self.unsure.as_deref()
    }

    /// Whether the worth of a package is the sum of what its options are worth, and nothing beside.
    pub fn additive(&self) -> bool {
        self.bonuses.is_empty()
    }

    /// Points of an option: its part of the worth, times [`Wants::scale`].
    pub fn points(&self, issue: IssueId, option: OptionId) -> i128 {
        self.points[issue.index()][option.index()]
    }

    /// Points that make one unit of worth.
    pub fn scale(&self) -> i128 {
        self.scale
    }

    /// What a package is worth: 0 to 100, unless there are bonuses or a measure.
    pub fn worth(&self, package: &Package) -> Exact {
        Exact::ratio(self.sum(package), self.scale)
    }

    /// The points of a package: its worth times [`Wants::scale`].
    pub fn sum(&self, package: &Package) -> i128 {
        let options: i128 = package.0.iter().zip(&self.points).map(|(o, points)| points[o.index()]).sum();
        let sum = options + self.paid(package);
        self.cap().map_or(sum, |cap| sum.min(cap))
    }

    /// The points beyond which nothing counts, where there are such.
    pub(crate) fn cap(&self) -> Option<i128> {
        self.measure.as_ref().filter(|m| m.capped).map(|_| 100 * self.scale)
    }

    /// The points of the bonuses that a package is paid.
    pub(crate) fn paid(&self, package: &Package) -> i128 {
        self.bonuses.iter().filter(|b| b.paid(package)).map(|b| b.points).sum()
    }

    /// No package has more points than this, nor more points below nought.
    pub(crate) fn most(&self) -> i128 {
        let row = |points: &Vec<i128>| points.iter().map(|p| p.abs()).max().unwrap_or(0);
        self.points.iter().map(row).sum::<i128>() + self.bonuses.iter().map(|b| b.points.abs()).sum::<i128>()
    }

    /// Fewest points of a package that is worth at least `worth`.
    pub fn points_needed(&self, worth: Exact) -> i128 {
        if self.cap().is_some() && worth > Exact::whole(100) {
            // Whatever the sum, it does not count for so much.
            return self.most() + 1;
        }
        let (n, d) = (worth.numerator(), worth.denominator());
        // The whole part and the rest apart, so that nothing overflows that the reader let pass.
        let (whole, rest) = (n.div_euclid(d), n.rem_euclid(d));
        let rest = (BigInt::from(rest) * self.scale).div_ceil(&BigInt::from(d));
        whole.saturating_mul(self.scale).saturating_add(rest.to_i128().unwrap_or(i128::MAX))
    }
}

/// What no agreement is worth to a party (reservation value, BATNA).
#[derive(Debug, Clone)]
pub struct WalkAway {
    /// 0 to 100, unless the party has a measure of its own.
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
