//! *Which packages are possible, efficient and fair?* The exact Pareto frontier, and the named solutions.
//!
//! The meaning of the words, the algorithms and their papers are on the page `docs/methods/deals.md`.

mod adjusted_winner;
mod ask;
mod bounded;
mod convention;
mod counting;
mod engine;
mod facts;
mod fallback;
mod filter;
mod hull;
mod labels;
#[cfg(test)]
pub(crate) mod lot;
mod named;
mod nonlinear;
mod picture;
pub(crate) mod readings;
mod run;
mod show;
mod solve;
mod space;
mod unsure;
mod yard;

use num_bigint::BigUint;

pub use adjusted_winner::{Division, Item, NotDivided};
pub use convention::{Convention, Notion};
pub use facts::{DealsFacts, Scale, schema};
pub use readings::{Reading, Readings};
pub use unsure::{Extent, Standing, Standings};

use crate::{
    case::{Case, IssueId, OptionId, Package, PartyId, StepId},
    number::Exact,
    question::{Budget, Limit, Refusal},
    readings::Doubt,
    rule::Origin,
    why::Cautions,
};

/// The question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deals {
    /// Demands and walk-aways that are taken for given up.
    pub if_dropped: Vec<Origin>,
    /// The way out, from 1, in the order of `why`, whose demands are taken for given up.
    pub way_out: Option<usize>,
    /// Options that are settled. Where they are a whole package, it is held against the others; else only packages that
    /// have them are looked at.
    pub package: Option<Vec<(IssueId, OptionId)>>,
    /// By whose definitions.
    pub convention: Convention,
    /// Whether the frontier is built.
    pub frontier: bool,
    /// Worth, on the scale of 0 to 100, by which a package may differ for every party from one that is listed.
    pub epsilon: Option<Exact>,
    /// Most labels of a layer while the frontier is built.
    pub most: usize,
    /// Samples that are drawn of numbers that are not known exactly.
    pub samples: u32,
    /// Where those come from: the same seed, the same samples.
    pub seed: u64,
    /// Answer under every reading of what is disputed, too.
    pub readings: bool,
    /// Answer under every reading of this instead, where it is not empty.
    pub doubt: Doubt,
}

impl Default for Deals {
    fn default() -> Self {
        Deals {
            if_dropped: Vec::new(),
            way_out: None,
            package: None,
            convention: Convention::Textbook,
            frontier: true,
            epsilon: None,
            most: 1_000_000,
            samples: 1_000,
            seed: 1,
            readings: false,
            doubt: Doubt::default(),
        }
    }
}

/// A party whose worth counts.
#[derive(Debug, Clone)]
pub struct Side {
    /// The party.
    pub party: PartyId,
    /// Its walk-away, where the file gives one; whether it holds or was given up.
    pub walk_away: Option<Exact>,
    /// What no agreement is worth to it here.
    pub disagreement: Exact,
    /// Whether that comes from its walk-away, or stands in for one.
    pub given: bool,
    /// The best that an acceptable package brings it; `None` where that is not known, or nothing is acceptable.
    pub ideal: Option<Exact>,
    /// The worst and the best that any package brings it that meets constraints and demands.
    pub range: Option<(Exact, Exact)>,
}

/// Packages that bring the same worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deal {
    /// One of them.
    pub package: Package,
    /// What it is worth to each of [`DealsAnswer::sides`].
    pub worth: Vec<Exact>,
    /// How many others bring just the same; `None` where that was not counted.
    pub others: Option<u128>,
}

/// The undominated packages.
#[derive(Debug, Clone)]
pub struct Frontier {
    /// The highest sum of worth first.
    pub deals: Vec<Deal>,
    /// Whether these are all.
    pub complete: bool,
    /// Where they are not all: no acceptable package that leaves each party at least so much above its walk-away is
    /// better for any party by more than this than some package listed; `None` where not even that is known.
    pub within: Option<Vec<Exact>>,
    /// Where a search was cut short: for such weights of parties, which sum up to 1, no package has a higher weighted sum
    /// of worth than this.
    pub bounds: Vec<(Vec<Exact>, Exact)>,
}

/// What a named solution comes to.
#[derive(Debug, Clone)]
pub struct Solution {
    /// What it is.
    pub notion: Notion,
    /// The packages that it picks; several where they tie, in the order of the case's options. Empty where it picks none.
    pub deals: Vec<Deal>,
    /// Whether these are surely right, and all.
    pub proven: bool,
    /// Why there is none, where there is none.
    pub because: Option<NoSolution>,
    /// Of fallback bargaining: how many packages each party has to name until all have named this one.
    pub depth: Option<u128>,
    /// Where it is not proven: no package comes to more than this by the definition (a product of gains, a smallest gain or
    /// share of one, a sum of gains).
    pub at_most: Option<f64>,
}

/// Why a notion picks nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSolution {
    /// No package is acceptable.
    NothingAcceptable,
    /// It needs the whole frontier.
    NeedsFrontier,
    /// There are too many packages to count who likes how many better.
    TooManyToCount,
    /// It took too much work.
    TooMuchWork,
    /// It was stopped.
    Stopped,
}

/// A package that was asked about.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The package and its worth.
    pub deal: Deal,
    /// The rules that it breaks.
    pub breaks: Vec<Origin>,
    /// A package that is worth at least as much to all and more to somebody, if there is one; `None` if not.
    pub better: Option<Deal>,
    /// Whether it is known that there is none.
    pub known: bool,
}

/// Where nothing is acceptable: the packages nearest to it.
#[derive(Debug, Clone)]
pub struct Nearest {
    /// Those whose largest shortfall is least, then the next.
    pub deals: Vec<Deal>,
    /// Whether these are surely the nearest.
    pub proven: bool,
}

/// In what phases the steps of a package can be done; `None` where there is no order of steps while all insist.
pub type CarriedOut = (Package, Option<Vec<Vec<StepId>>>);

/// The answer.
#[derive(Debug, Clone)]
pub struct DealsAnswer {
    /// The question as it was asked.
    pub asked: Deals,
    /// All that is taken for given up.
    pub dropped: Vec<Origin>,
    /// How well founded what it rests on is.
    pub cautions: Cautions,
    /// Parties whose worth counts: principals whose wants are known.
    pub sides: Vec<Side>,
    /// Principals whose wants are not known: nobody can say what a package is worth to them.
    pub unweighed: Vec<PartyId>,
    /// All packages.
    pub packages: BigUint,
    /// Those that constraints allow; `None` where they were not counted.
    pub feasible: Option<BigUint>,
    /// Those that meet constraints, demands about content and walk-aways; `None` where they were not counted.
    pub acceptable: Option<BigUint>,
    /// Whether any is; `None` where it is not known.
    pub any: Option<bool>,
    /// The frontier, unless it was not asked for.
    pub frontier: Option<Frontier>,
    /// The named solutions.
    pub solutions: Vec<Solution>,
    /// Where nothing is acceptable, the packages nearest to it.
    pub nearest: Option<Nearest>,
    /// Items divided between two parties.
    pub division: Result<Division, NotDivided>,
    /// A package that was asked about.
    pub trial: Option<Trial>,
    /// How packages stand where numbers are not known exactly; `None` where all are, where a program's definitions are
    /// used, or where packages cannot be laid out.
    pub unsure: Option<Standings>,
    /// Steps of the order in which each told package can be carried out; `None` where there is no such order. Only where
    /// the case has demands or rules of order.
    pub orders: Option<Vec<CarriedOut>>,
    /// The answer under each reading of what is disputed.
    pub readings: Option<Readings>,
    /// What cut the answer short, if anything did.
    pub limit: Option<Limit>,
    /// Whether it was stopped from outside.
    pub stopped: bool,
}

impl DealsAnswer {
    /// The seed of what was drawn by lot; `None` where nothing was.
    pub fn seed(&self) -> Option<u64> {
        self.unsure.as_ref().filter(|s| s.drawn > 0).map(|s| s.seed)
    }
}

impl Deals {
    /// Asks the question.
    ///
    /// # Errors
    /// Refuses where no principal's wants are known, where there are too many of them, where a way out is asked for that
    /// does not exist, where a convention does not fit the case, to doubt a claim that nothing here rests on, or where it was stopped before anything was known.
    pub fn ask(&self, case: &Case, budget: &Budget) -> Result<DealsAnswer, Refusal> {
        ask::ask(self, case, budget)
    }
}
