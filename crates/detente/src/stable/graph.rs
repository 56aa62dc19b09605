//! The graph model of a case: who can move which issues, and where to.
//!
//! Kilgour, Hipel & Fang, *The graph model for conflicts*, Automatica 23 (1987), in option form: a state is a package
//! that constraints allow, and a party moves by settling otherwise what it decides alone.

use crate::{
    case::{Case, IssueId, OptionId, Package, PartyId, Preference},
    question::Refusal,
};

/// The issues, who moves them, and whose preferences count.
#[derive(Debug, Clone)]
pub struct Graph<'a> {
    /// The case.
    pub case: &'a Case,
    /// The parties of the model, in the order of the file: all that decide something, and the principals whose
    /// preferences are known.
    pub parties: Vec<PartyId>,
    /// Principals whose preferences are not known and who decide nothing by themselves: they are left out.
    pub unweighed: Vec<PartyId>,
    /// Who moves: first each party of the model by itself, in order, then each set that decides issues together.
    pub movers: Vec<Mover>,
    /// The issues, in the order of the file.
    pub axes: Vec<Axis>,
}

/// A party, or parties that act together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mover {
    /// Positions in [`Graph::parties`], ascending.
    pub members: Vec<usize>,
    /// The issues that exactly these decide, by their numbers, ascending; issues with a single option are left out.
    pub axes: Vec<usize>,
    /// Whether there is a party among those that decide whose preferences are not known: nobody can say what would be an
    /// improvement for all of them.
    pub unweighed: bool,
}

/// An issue of the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The issue.
    pub issue: IssueId,
    /// Its options that are looked at: one where it is settled.
    pub options: Vec<OptionId>,
    /// For each option looked at, whether one may move to each; transitive; true where they are the same.
    pub moves: Vec<Vec<bool>>,
}

impl Axis {
    /// Whether every change can be made.
    pub fn free(&self) -> bool {
        self.moves.iter().flatten().all(|may| *may)
    }
}

impl<'a> Graph<'a> {
    /// The graph of a case, with some issues settled.
    ///
    /// # Errors
    /// Refuses where no issue says who decides it, and where it is not said what a party prefers that decides something.
    pub fn new(case: &'a Case, settled: &[(IssueId, OptionId)]) -> Result<Self, Refusal> {
        if case.issues().iter().all(|i| i.decided_by.is_empty()) {
            return Err(Refusal::new("no issue says who decides it, so nobody could move by itself").help(
                "write `decided_by = [\"party\"]` into each issue that a party settles alone, or several parties together",
            ));
        }
        let known = |p: PartyId| !matches!(case.party(p).preference, Preference::Unknown);
        let decides = |p: PartyId| case.issues().iter().find(|i| i.decided_by.contains(&p));
        let principal = |p: PartyId| case.principals().any(|q| q == p);
        for party in case.party_ids() {
            if let (Some(issue), false) = (decides(party), known(party)) {
                return Err(Refusal::new(format!(
                    "{} decides \u{201c}{}\u{201d}, but it is not said what it prefers",
                    case.party(party).name,
                    issue.name
                ))
                .help(format!(
                    "give `[parties.{}]` one of `wants` (with `weights`), `prefers` or `ranking`; `prefers = []` says that \
                     all is the same to it",
                    case.party(party).key
                )));
            }
        }
        let parties: Vec<PartyId> =
            case.party_ids().filter(|p| known(*p) && (decides(*p).is_some() || principal(*p))).collect();
        let unweighed: Vec<PartyId> = case.principals().filter(|p| !known(*p)).collect();
        let axes: Vec<Axis> = case.issue_ids().map(|i| axis(case, i, settled)).collect();
        let movers = movers(case, &parties, &axes);
        Ok(Graph { case, parties, unweighed, movers, axes })
    }

    /// The number of packages that are looked at, whether constraints allow them or not; `None` beyond what can be numbered.
    pub fn cells(&self) -> Option<usize> {
        self.axes.iter().try_fold(1_usize, |n, a| n.checked_mul(a.options.len())).filter(|n| *n <= usize::MAX >> 8)
    }

    /// Those who can answer a party: all movers that it is no part of, and that can move something.
    pub fn opponents(&self, party: usize) -> Vec<usize> {
        self.opponents_of(&[party])
    }

    /// Those who can answer a coalition.
    pub fn opponents_of(&self, coalition: &[usize]) -> Vec<usize> {
        let apart = |m: &Mover| !m.axes.is_empty() && m.members.iter().all(|p| !coalition.contains(p));
        (0..self.movers.len()).filter(|m| apart(&self.movers[*m])).collect()
    }

    /// Those who can move within a coalition: its members and the sets that lie in it, as far as they can move something.
    pub fn within(&self, coalition: &[usize]) -> Vec<usize> {
        let inside = |m: &Mover| !m.axes.is_empty() && m.members.iter().all(|p| coalition.contains(p));
        (0..self.movers.len()).filter(|m| inside(&self.movers[*m])).collect()
    }

    /// Whether a mover may go from one package to another: all that differs is its own to move, and each change is allowed.
    /// Constraints and what is overlooked are not looked at here.
    pub fn leads(&self, mover: usize, from: &Package, to: &Package) -> bool {
        let own = &self.movers[mover].axes;
        from != to
            && self.axes.iter().enumerate().all(|(n, axis)| {
                let (a, b) = (from.on(axis.issue), to.on(axis.issue));
                a == b || own.contains(&n) && self.case.issue(axis.issue).moves.allow(a, b)
            })
    }

    /// The parties of a mover.
    pub fn members(&self, mover: usize) -> Vec<PartyId> {
        self.movers[mover].members.iter().map(|m| self.parties[*m]).collect()
    }
}

fn axis(case: &Case, issue: IssueId, settled: &[(IssueId, OptionId)]) -> Axis {
    let this = case.issue(issue);
    let fixed = settled.iter().find(|(i, _)| *i == issue).map(|(_, o)| *o);
    let options: Vec<OptionId> =
        (0..this.options.len()).map(OptionId::at).filter(|o| fixed.is_none_or(|f| f == *o)).collect();
    let moves = options.iter().map(|a| options.iter().map(|b| this.moves.allow(*a, *b)).collect()).collect();
    Axis { issue, options, moves }
}

fn movers(case: &Case, parties: &[PartyId], axes: &[Axis]) -> Vec<Mover> {
    let alone = |n: usize| Mover { members: vec![n], axes: Vec::new(), unweighed: false };
    let mut movers: Vec<Mover> = (0..parties.len()).map(alone).collect();
    let principals: Vec<PartyId> = case.principals().collect();
    for (n, axis) in axes.iter().enumerate().filter(|(_, a)| a.options.len() > 1) {
        let deciders = &case.issue(axis.issue).decided_by;
        let deciders = if deciders.is_empty() { &principals } else { deciders };
        let mut members: Vec<usize> = deciders.iter().filter_map(|d| parties.iter().position(|p| p == d)).collect();
        members.sort_unstable();
        let unweighed = members.len() < deciders.len();
        match movers.iter_mut().find(|m| m.members == members && m.unweighed == unweighed) {
            Some(mover) => mover.axes.push(n),
            None => movers.push(Mover { members, axes: vec![n], unweighed }),
        }
    }
    movers
}
