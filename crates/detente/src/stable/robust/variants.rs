//! Models that are a little otherwise.

use super::Kind;
use crate::{
    case::{IssueId, Preference},
    question::{Budget, Refusal},
    stable::{Concept, explicit::Verdicts, graph::Axis, space::Space},
};

/// One thing that is otherwise. Parties by their position in the graph, states as cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Variant {
    /// A party holds some states worse than others, between which and them nothing lies, though it holds them better.
    Swap {
        /// The party.
        party: usize,
        /// The states that were better, all on one level.
        better: Vec<usize>,
        /// Those that were next, all on one level.
        worse: Vec<usize>,
    },
    /// A party's statement, by its position, does not count.
    Statement {
        /// The party.
        party: usize,
        /// From 0, most important first.
        statement: usize,
    },
    /// An issue counts for nothing to a party.
    Weight {
        /// The party.
        party: usize,
        /// The issue.
        issue: IssueId,
    },
    /// Other changes of an issue can be made.
    Moves {
        /// The number of the issue.
        axis: usize,
        /// Which.
        allowed: Allowed,
    },
}

/// Which changes of an issue can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// All.
    Free,
    /// Only to options that come later in the file.
    Forward,
    /// Only to options that come earlier.
    Back,
}

impl Allowed {
    /// Its name in the case file and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Allowed::Free => "both",
            Allowed::Forward => "forward",
            Allowed::Back => "back",
        }
    }

    fn moves(self, axis: &Axis) -> Vec<Vec<bool>> {
        let options = axis.options.len();
        let may = |from: usize, to: usize| match self {
            Allowed::Free => true,
            Allowed::Forward => from <= to,
            Allowed::Back => from >= to,
        };
        (0..options).map(|from| (0..options).map(|to| may(from, to)).collect()).collect()
    }
}

/// What a variant changed, to be put back.
pub(super) enum Before {
    Ranks(usize, Vec<u32>),
    Moves(usize, Vec<Vec<bool>>),
}

impl Before {
    pub(super) fn restore(self, space: &mut Space<'_>) {
        match self {
            Before::Ranks(party, ranks) => space.ranks[party] = ranks,
            Before::Moves(axis, moves) => space.graph.axes[axis].moves = moves,
        }
    }
}

impl Variant {
    /// Changes the model, and says what was there.
    pub(super) fn make(&self, space: &mut Space<'_>, budget: &Budget) -> Result<Before, Refusal> {
        match self {
            Variant::Moves { axis, allowed } => {
                let moves = allowed.moves(&space.graph.axes[*axis]);
                Ok(Before::Moves(*axis, std::mem::replace(&mut space.graph.axes[*axis].moves, moves)))
            }
            Variant::Swap { party, better, worse } => {
                let mut ranks = space.ranks[*party].clone();
                let (high, low) = (ranks[better[0]], ranks[worse[0]]);
                better.iter().for_each(|c| ranks[*c] = low);
                worse.iter().for_each(|c| ranks[*c] = high);
                Ok(Before::Ranks(*party, std::mem::replace(&mut space.ranks[*party], ranks)))
            }
            Variant::Statement { party, .. } | Variant::Weight { party, .. } => {
                let preference = self.preference(space).expect("what is dropped was found in the preference");
                let ranks = space.ranks_by(*party, &preference, budget)?;
                Ok(Before::Ranks(*party, std::mem::replace(&mut space.ranks[*party], ranks)))
            }
        }
    }

    fn preference(&self, space: &Space<'_>) -> Option<Preference> {
        let stated = |party: &usize| &space.graph.case.party(space.graph.parties[*party]).preference;
        match self {
            Variant::Statement { party, statement } => {
                let Preference::Prefers(statements) = stated(party) else { return None };
                let mut rest = statements.clone();
                rest.remove(*statement);
                Some(Preference::Prefers(rest))
            }
            Variant::Weight { party, issue } => {
                let Preference::Worth(wants) = stated(party) else { return None };
                // All else counts as before, so that what is paid beside does not change its weight.
                let mut wants = wants.clone();
                wants.points[issue.index()].fill(0);
                Some(Preference::Worth(wants))
            }
            Variant::Swap { .. } | Variant::Moves { .. } => None,
        }
    }
}

/// The variants of a kind, and whether each could matter to an equilibrium at all.
pub(super) fn of(space: &Space<'_>, kind: Kind, now: &Verdicts, concepts: &[Concept]) -> Vec<(Variant, bool)> {
    let parties = 0..space.graph.parties.len();
    match kind {
        Kind::Swaps => parties.flat_map(|p| swaps(space, p, now, concepts)).collect(),
        Kind::Dropped => parties.flat_map(|p| dropped(space, p)).map(|v| (v, true)).collect(),
        Kind::Moves => {
            let axes = space.graph.axes.iter().enumerate().filter(|(_, a)| a.options.len() > 1);
            let others = axes.flat_map(|(n, axis)| {
                let all = [Allowed::Free, Allowed::Forward, Allowed::Back].into_iter();
                all.filter(|a| a.moves(axis) != axis.moves).map(move |allowed| Variant::Moves { axis: n, allowed })
            });
            others.map(|v| (v, true)).collect()
        }
    }
}

/// Each two neighbouring levels of a party's order, from the best.
///
/// Whether a party stays rests on which states are better than that one, and on what others would credibly do. An exchange
/// of two levels changes the first only for states on them, and the second only if somebody with this party can move between
/// them: so that most of a long order need not be tried.
fn swaps(space: &Space<'_>, party: usize, now: &Verdicts, concepts: &[Concept]) -> Vec<(Variant, bool)> {
    let mut cells: Vec<usize> = space.states().collect();
    cells.sort_by_key(|c| (std::cmp::Reverse(space.rank(party, *c)), *c));
    let levels: Vec<&[usize]> = cells.chunk_by(|a, b| space.rank(party, *a) == space.rank(party, *b)).collect();
    let credible = concepts.iter().any(|c| matches!(c, Concept::Seq | Concept::SSeq | Concept::Sim));
    let movers = |m: &usize| space.graph.movers[*m].members.contains(&party) && !space.graph.movers[*m].axes.is_empty();
    let movers: Vec<usize> = (0..space.graph.movers.len()).filter(movers).collect();
    let holds = |c: &usize| concepts.iter().any(|k| now.equilibrium(*k, *c));
    let leads = |from: &[usize], to: usize| {
        let rank = space.rank(party, to);
        from.iter().any(|c| movers.iter().any(|m| space.moves(*m, *c).iter().any(|t| space.rank(party, *t) == rank)))
    };
    let pair = |two: &[&[usize]]| {
        let (better, worse) = (two[0], two[1]);
        let matters =
            better.iter().chain(worse).any(holds) || credible && (leads(better, worse[0]) || leads(worse, better[0]));
        (Variant::Swap { party, better: better.to_vec(), worse: worse.to_vec() }, matters)
    };
    levels.windows(2).map(pair).collect()
}

/// Each statement of a party, or each issue that counts for it.
fn dropped(space: &Space<'_>, party: usize) -> Vec<Variant> {
    match &space.graph.case.party(space.graph.parties[party]).preference {
        Preference::Prefers(statements) => {
            (0..statements.len()).map(|statement| Variant::Statement { party, statement }).collect()
        }
        Preference::Worth(wants) => {
            let counts = |a: &&Axis| {
                let points = |o| wants.points(a.issue, o);
                a.options.iter().any(|o| points(*o) != points(a.options[0]))
            };
            let issues = space.graph.axes.iter().filter(counts).map(|a| a.issue);
            issues.map(|issue| Variant::Weight { party, issue }).collect()
        }
        Preference::Ranking(_) | Preference::Unknown => Vec::new(),
    }
}
