//! What a mediator would propose in place of a precondition that is weakened: safeguards for whoever is to act first, each
//! applicable only where its conditions hold.

mod accepted;
mod cover;
mod opening;
mod ring;
mod split;

use num_bigint::BigUint;

use super::{exchange::Forfeits, graph::Graph, stakes::Stakes};
use crate::{
    case::{Case, GuaranteeId, PartyId, StepId},
    number::Exact,
};

/// The kinds of instruments, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InstrumentKind {
    /// Steps that wait for each other are done at one moment.
    Simultaneous,
    /// The step that comes first is handed to a trustee, who lets it take effect when the other is done.
    Escrow,
    /// Somebody stands by whoever acts first, or takes something from whoever does not follow.
    Guarantee,
    /// The step that comes first is provisional: it becomes final when a verifier has found the other done, and falls back
    /// if not.
    Provisional,
    /// Both steps are done in alternating parts.
    Splitting,
    /// What can be undone goes before what cannot.
    ReversibleFirst,
    /// A small step made alone, seen by all, that invites an answer (graduated reciprocation in tension reduction, GRIT:
    /// Osgood, *An Alternative to War or Surrender*, 1962).
    Opening,
}

impl InstrumentKind {
    /// All of them, in order.
    pub const ALL: [InstrumentKind; 7] = [
        InstrumentKind::Simultaneous,
        InstrumentKind::Escrow,
        InstrumentKind::Guarantee,
        InstrumentKind::Provisional,
        InstrumentKind::Splitting,
        InstrumentKind::ReversibleFirst,
        InstrumentKind::Opening,
    ];
}

/// An instrument whose conditions hold, with what it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instrument {
    /// These become one act; it is possible, and leads to all goals, without the precondition being weakened.
    Simultaneous {
        /// The ring, from the step that was to come first on, each waiting for the next and the last for the first; then
        /// steps that must be one act with some of these.
        steps: Vec<StepId>,
    },
    /// The step is handed to one of these.
    Escrow {
        /// Parties that all sides accept and that perform neither step, in the order of the file; not empty.
        trustees: Vec<PartyId>,
    },
    /// Somebody gives a guarantee.
    Guarantee(Surety),
    /// The step is provisional until the other is verified.
    Provisional {
        /// Who could verify, in the order of the file; not empty.
        verifiers: Vec<PartyId>,
        /// Whether the file says that these verify; else all sides would accept them.
        named: bool,
    },
    /// The two steps are done in alternating equal parts.
    Splitting {
        /// By whoever was to come first, then the other way round; for one of them at least a number is enough.
        ways: [Split; 2],
    },
    /// The step that comes first can be undone, what is owed for it cannot.
    ReversibleFirst {
        /// Whether the file says that what is owed cannot be undone; else it says nothing.
        known: bool,
    },
    /// The step is small enough to be made alone.
    Opening {
        /// Who makes it.
        party: PartyId,
        /// What it costs that party, at least 0.
        cost: Exact,
        /// What the whole order is worth to it.
        gain: Exact,
    },
}

impl Instrument {
    /// Which one it is.
    pub fn kind(&self) -> InstrumentKind {
        match self {
            Instrument::Simultaneous { .. } => InstrumentKind::Simultaneous,
            Instrument::Escrow { .. } => InstrumentKind::Escrow,
            Instrument::Guarantee(_) => InstrumentKind::Guarantee,
            Instrument::Provisional { .. } => InstrumentKind::Provisional,
            Instrument::Splitting { .. } => InstrumentKind::Splitting,
            Instrument::ReversibleFirst { .. } => InstrumentKind::ReversibleFirst,
            Instrument::Opening { .. } => InstrumentKind::Opening,
        }
    }
}

/// What a guarantee takes, and who could give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surety {
    /// Whom all accept that need one: guarantors first, then others in the order of the file. They perform neither step.
    pub givers: Vec<PartyId>,
    /// Performers of the step that comes first, and what would have to be made good to each, above 0, besides what guarantees of
    /// the file make good: the most that is left of its exposure from its step on until the other is done. `None`: the
    /// file does not say what the steps are worth.
    pub cover: Vec<(PartyId, Option<Exact>)>,
    /// Performers of the step that is owed, and what would have to be taken from each, above 0, besides what it forfeits
    /// already, so that it goes on until that step is done.
    pub forfeit: Vec<(PartyId, Exact)>,
    /// Guarantees of the file that cover or bind one of them already.
    pub standing: Vec<GuaranteeId>,
}

/// Two steps in alternating equal parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Who begins.
    pub first: PartyId,
    /// Who ends.
    pub last: PartyId,
    /// The least number of parts of each step for which neither is ever better off stopping; `None`: no number is enough.
    pub parts: Option<BigUint>,
    /// Where no number is enough: what would have to be at stake for some numbers.
    pub forfeits: Vec<Forfeits>,
}

/// An instrument that cannot be used, and the first of its conditions that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotApplicable {
    /// Which one.
    pub kind: InstrumentKind,
    /// Why not.
    pub because: Obstacle,
}

/// A condition that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Nothing is owed under this order: what the step waits for is not done after it.
    NothingOwed,
    /// The precondition closes no ring of steps.
    NoRing,
    /// The others cannot see whether this step is done.
    NotObservable(StepId),
    /// Nobody performs this step.
    Unowned(StepId),
    /// The package does not let this step be performed.
    Absent(StepId),
    /// Even if these were one act, what some of them wait for besides would not come first.
    StillWaiting(Vec<StepId>),
    /// The step cannot be handed to a trustee, or the file does not say that it can.
    NoEscrow(StepId),
    /// Nobody else is accepted by all of these.
    NobodyAccepted(Vec<PartyId>),
    /// Nobody is exposed by the step, and whoever is to follow gains by it.
    NobodyExposed,
    /// This step cannot be undone.
    Irreversible(StepId),
    /// The file does not say whether this step can be undone.
    ReversibleUnknown(StepId),
    /// Both steps can be undone.
    OwedReversible(StepId),
    /// The two steps do not wait for each other alone: even done at one moment, one of them would wait for something else.
    NotEachOther,
    /// The step cannot be done in parts, or the file does not say that it can.
    NotSplittable(StepId),
    /// Not exactly one party performs this step.
    NotOnePerformer(StepId),
    /// One party performs both steps.
    SamePerformer(PartyId),
    /// The file does not say what this step is worth, to its performer at least.
    ValuesUnknown(StepId),
    /// No number of parts is enough, whoever begins.
    NoNumber(Box<[Split; 2]>),
    /// The step costs its performer more than a tenth of what it gains from the whole order.
    NotSmall {
        /// Who performs it.
        party: PartyId,
        /// What it costs that party, at least 0.
        cost: Exact,
        /// What the whole order is worth to it.
        gain: Exact,
    },
}

/// All instruments for one precondition that is weakened: every kind is in one of the two lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruments {
    /// The step that comes first, on credit.
    pub step: StepId,
    /// What is owed for it: of the steps one of which must follow, the first that does in this order.
    pub owed: Option<StepId>,
    /// Those whose conditions hold, in the order of [`InstrumentKind::ALL`].
    pub applicable: Vec<Instrument>,
    /// The others.
    pub not_applicable: Vec<NotApplicable>,
}

/// A bridge, and an order of acts that it makes possible.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bridged<'a> {
    pub(crate) case: &'a Case,
    pub(crate) graph: &'a Graph,
    pub(crate) stakes: &'a Stakes,
    /// Of each precondition of the graph, whether it is weakened.
    pub(crate) credit: &'a [bool],
    pub(crate) order: &'a [Vec<usize>],
}

/// One weakened precondition: the step that comes first, in which act, and the step that is owed, in which act.
#[derive(Debug, Clone, Copy)]
struct Debt {
    clause: usize,
    step: usize,
    at: usize,
    owed: usize,
    due: usize,
}

/// The instruments for one of the preconditions that a bridge weakens.
pub(crate) fn instruments(bridged: &Bridged<'_>, clause: usize) -> Instruments {
    let step = bridged.graph.clauses[clause].step;
    let debt = bridged.debt(clause);
    let mut instruments = Instruments {
        step: StepId::at(step),
        owed: debt.map(|d| StepId::at(d.owed)),
        applicable: Vec::new(),
        not_applicable: Vec::new(),
    };
    for kind in InstrumentKind::ALL {
        let tried = debt.ok_or(Obstacle::NothingOwed).and_then(|debt| bridged.try_kind(kind, debt));
        match tried {
            Ok(instrument) => instruments.applicable.push(instrument),
            Err(because) => instruments.not_applicable.push(NotApplicable { kind, because }),
        }
    }
    instruments
}

impl Bridged<'_> {
    /// `None` where what the step waits for is not done after it.
    fn debt(&self, clause: usize) -> Option<Debt> {
        let step = self.graph.clauses[clause].step;
        let act_of = |s: usize| self.order.iter().position(|act| act.contains(&s));
        let at = act_of(step)?;
        let done = self.graph.clauses[clause].any.iter().filter_map(|s| Some((act_of(*s)?, *s)));
        let (due, owed) = done.min_by_key(|(due, _)| *due)?;
        (due > at).then_some(Debt { clause, step, at, owed, due })
    }

    fn try_kind(&self, kind: InstrumentKind, debt: Debt) -> Result<Instrument, Obstacle> {
        match kind {
            InstrumentKind::Simultaneous => ring::simultaneous(self, debt),
            InstrumentKind::Escrow => accepted::escrow(self, debt),
            InstrumentKind::Guarantee => cover::guarantee(self, debt),
            InstrumentKind::Provisional => accepted::provisional(self, debt),
            InstrumentKind::Splitting => split::splitting(self, debt),
            InstrumentKind::ReversibleFirst => opening::reversible_first(self, debt),
            InstrumentKind::Opening => opening::opening(self, debt),
        }
    }

    fn by(&self, step: usize) -> &[PartyId] {
        &self.case.steps()[step].by
    }

    /// The step can be undone.
    fn undoable(&self, step: usize) -> Result<(), Obstacle> {
        match self.case.steps()[step].reversible {
            Some(true) => Ok(()),
            Some(false) => Err(Obstacle::Irreversible(StepId::at(step))),
            None => Err(Obstacle::ReversibleUnknown(StepId::at(step))),
        }
    }

    fn observable(&self, step: usize) -> Result<(), Obstacle> {
        let seen = self.case.steps()[step].observable;
        if seen { Ok(()) } else { Err(Obstacle::NotObservable(StepId::at(step))) }
    }

    /// The one party that performs a step.
    fn performer(&self, step: usize) -> Result<PartyId, Obstacle> {
        match self.by(step) {
            [party] => Ok(*party),
            _ => Err(Obstacle::NotOnePerformer(StepId::at(step))),
        }
    }

    /// What a step is worth to a party.
    fn value(&self, step: usize, party: PartyId) -> Result<Exact, Obstacle> {
        self.stakes.value(StepId::at(step), party).ok_or(Obstacle::ValuesUnknown(StepId::at(step)))
    }
}

#[cfg(test)]
mod tests;
