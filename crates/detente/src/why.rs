//! *What blocks an agreement?* All minimal conflicts, all ways out by cost, who can unblock, and whether somebody is
//! rightly called the obstacle.
//!
//! The meaning of the words, the algorithms and their papers are on the page `docs/methods/why.md`.

mod alone;
mod ask;
mod cautions;
mod facts;
mod few;
mod obstacle;
mod readings;
mod ring;
mod schema;
pub(crate) mod show;
mod trial;

use num_bigint::BigUint;

pub use cautions::Cautions;
pub use facts::WhyFacts;
pub use obstacle::{Obstacle, Test};
pub use readings::{Reading, Readings};
pub use ring::{Waiting, WaitsFor};
pub use schema::schema;
pub use trial::{OrderConflict, OrderOf, Price, Trial};

use crate::{
    agreement::Agreement,
    case::{Case, Insists, IssueId, OptionId, PartyId},
    number::Exact,
    question::{Budget, Limit, Refusal},
    readings::Doubt,
    rule::Origin,
};

/// The question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Which rules are looked at.
    pub only: Option<Only>,
    /// How many ways out are listed; `None`: all.
    pub max: Option<usize>,
    /// A package to be tried: *why not this one?* Issues that it leaves open are settled as well as can be.
    pub package: Option<Vec<(IssueId, OptionId)>>,
    /// Answer under every reading of what is disputed, too.
    pub readings: bool,
    /// Answer under every reading of this instead, where it is not empty.
    pub doubt: Doubt,
}

impl Default for Why {
    fn default() -> Self {
        Why { only: None, max: Some(20), package: None, readings: false, doubt: Doubt::default() }
    }
}

/// One half of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Only {
    /// Leave demands of order, and all that steps wait for, out.
    Content,
    /// Leave demands of content and walk-aways out.
    Order,
}

/// What it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// An agreement is possible.
    Open,
    /// None is, as long as everybody insists.
    Blocked,
    /// None would be, even if everybody gave everything up.
    Impossible,
}

/// Whether a conflict is about content, about order, or about both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// Red lines, walk-aways, constraints.
    Content,
    /// Who waits for whom.
    Order,
    /// Both at once.
    Mixed,
}

/// A minimal set of demands and walk-aways that cannot hold together.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Drop any one of these, and the rest can hold.
    pub members: Vec<Origin>,
    /// The constraints and step rules that it rests on.
    pub rests_on: Vec<Origin>,
    /// Content, order or both.
    pub about: About,
    /// For each member, the agreement that becomes possible if it alone gave way.
    pub gives_way: Vec<Option<Agreement>>,
    /// Who waits for what, where the conflict is about order.
    pub waiting: Waiting,
    /// The knot it belongs to.
    pub knot: usize,
}

/// A minimal set of members whose giving-up makes an agreement possible.
#[derive(Debug, Clone)]
pub struct WayOut {
    /// What is given up.
    pub give_up: Vec<Origin>,
    /// The sum of firmness.
    pub cost: Exact,
    /// An agreement that is possible then.
    pub agreement: Option<Agreement>,
}

/// Members that conflicts join, apart from all others.
#[derive(Debug, Clone)]
pub struct Knot {
    /// The demands and walk-aways.
    pub members: Vec<Origin>,
    /// Its conflicts, as places in [`WhyAnswer::conflicts`].
    pub conflicts: Vec<usize>,
    /// The cheapest ways out of this knot alone.
    pub ways_out: Vec<(Vec<Origin>, Exact)>,
    /// How many there are; at least so many where it is not complete.
    pub ways_out_total: BigUint,
    /// Whether all of its conflicts and ways out were found.
    pub complete: bool,
}

/// How much a party could do about it.
#[derive(Debug, Clone)]
pub struct Pivot {
    /// The party.
    pub party: PartyId,
    /// Conflicts that one of its members stands in.
    pub conflicts: usize,
    /// Ways out in which it gives something up.
    pub ways_out: BigUint,
    /// The cheapest way out in which it alone gives something up.
    pub alone: Option<(Vec<Origin>, Exact)>,
    /// The cheapest way out in which it gives nothing up.
    pub gives_nothing: Option<(Vec<Origin>, Exact)>,
}

/// In how much a member stands.
#[derive(Debug, Clone)]
pub struct Weight {
    /// The demand or walk-away.
    pub member: Origin,
    /// Conflicts it stands in.
    pub conflicts: usize,
    /// Ways out in which it is given up.
    pub ways_out: BigUint,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct WhyAnswer {
    /// The question as it was asked.
    pub asked: Why,
    /// What it comes to.
    pub verdict: Verdict,
    /// Packages that meet all constraints, demands about content and walk-aways of principals; `None` where they could
    /// not be counted.
    pub acceptable_packages: Option<BigUint>,
    /// All packages.
    pub packages: BigUint,
    /// How well founded what it rests on is.
    pub cautions: Cautions,
    /// Every agreement that all could sign, where they are few and quickly found.
    pub acceptable: Vec<Agreement>,
    /// Where order alone is looked at: whether the steps of every package that the constraints allow can be put in
    /// order; `None` where that was not tried.
    pub order_of_all: Option<bool>,
    /// An agreement, where one is possible.
    pub witness: Option<Agreement>,
    /// The facts that cannot be together, where no agreement would ever be possible.
    pub impossible_because: Vec<Origin>,
    /// The conflicts, smallest first, then by the order of the file.
    pub conflicts: Vec<Conflict>,
    /// The cheapest ways out.
    pub ways_out: Vec<WayOut>,
    /// How many there are; at least so many where the answer was cut.
    pub ways_out_total: BigUint,
    /// The parts that the deadlock falls into.
    pub knots: Vec<Knot>,
    /// What each party could do about it.
    pub parties: Vec<Pivot>,
    /// In how much each member stands, those that stand in nothing too.
    pub members: Vec<Weight>,
    /// Claims that call somebody the obstacle, held against all this.
    pub obstacles: Vec<Obstacle>,
    /// Why not this package?
    pub trial: Option<Trial>,
    /// The answer under each reading of what is disputed.
    pub readings: Option<Readings>,
    /// What cut the answer short, if anything did.
    pub limit: Option<Limit>,
    /// Whether it was stopped from outside.
    pub stopped: bool,
}

impl WhyAnswer {
    /// How many of the ways out listed cost least, and whether no other does.
    pub fn tied(&self) -> (usize, bool) {
        let Some(first) = self.ways_out.first() else { return (0, true) };
        let tied = self.ways_out.iter().take_while(|w| w.cost == first.cost).count();
        let all = BigUint::from(self.ways_out.len()) == self.ways_out_total && self.knots.iter().all(|k| k.complete);
        (tied, tied < self.ways_out.len() || all)
    }
}

/// The way out of a case that `why` lists at a place, counted from 1.
///
/// # Errors
/// Refuses a number that is not in the list.
pub(crate) fn way_out(case: &Case, n: usize, budget: &Budget) -> Result<WayOut, Refusal> {
    let mut found = Why { max: Some(n), ..Why::default() }.ask(case, budget)?.ways_out;
    if n == 0 {
        return Err(Refusal::new("ways out are counted from 1").help("give a number above 0"));
    }
    match n.checked_sub(1).filter(|n| *n < found.len()) {
        Some(n) => Ok(found.swap_remove(n)),
        None => Err(Refusal::new(format!("there is no way out number {n}")).help(match found.len() {
            0 => "`why` finds none: either nothing blocks, or nothing may be given up".to_owned(),
            few => format!("`why` lists {few}; they are counted from 1"),
        })),
    }
}

impl Why {
    /// Whether a rule is looked at.
    fn looks_at(&self, case: &Case, origin: Origin) -> bool {
        match (self.only, origin) {
            (None, _) => true,
            (Some(only), Origin::Demand(d)) => {
                matches!(case.demand(d).insists, Insists::Order(_)) == (only == Only::Order)
            }
            (Some(only), Origin::Step(_)) => only == Only::Order,
            (Some(_), Origin::Constraint(_)) => true,
            (Some(only), Origin::WalkAway(_)) => only == Only::Content,
        }
    }

    /// Asks the question.
    ///
    /// # Errors
    /// Refuses where it was stopped before the verdict was known, and to doubt a claim that no rule rests on.
    pub fn ask(&self, case: &Case, budget: &Budget) -> Result<WhyAnswer, Refusal> {
        ask::ask(self, case, budget)
    }
}
