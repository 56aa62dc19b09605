//! Can these rules hold together, and if not, which of them are to blame?

use super::{
    Cancel,
    bundle::Bundle,
    model::{Lits, Mode, Model, encode},
    parts::Part,
    solver::{Batsat, Lit, Solver, Verdict},
    theory::Agreement,
};
use crate::case::{IssueId, OptionId, Package, PartyId, Wants};

/// The answer to one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// They can, for instance in this package.
    Agreement(Package),
    /// They cannot, and these alone cannot either; not always minimal.
    Blame(Vec<usize>),
    /// It was stopped.
    Stopped,
}

/// The answer to [`Oracle::near`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Near {
    /// As if nothing had been fixed.
    Found(Found),
    /// Not while all of these issues are settled as they were.
    Fixed(Vec<IssueId>),
}

/// A solver that holds the rules of a model.
pub(crate) struct Oracle {
    pub(crate) solver: Batsat<Agreement>,
    pub(crate) lits: Lits,
    /// What issues without literals are settled by: what was settled beforehand, or the first option.
    otherwise: Vec<OptionId>,
    /// Which rule a selector stands for, by variable.
    rule_of: Vec<Option<usize>>,
    /// The members of the part, and the tree that holds all of them but a few; made when it is first needed.
    members: Vec<usize>,
    bundle: Option<Bundle>,
    /// How many times it was asked.
    pub(crate) calls: u64,
}

impl Oracle {
    /// The rules of a part; the background is always in force.
    pub(crate) fn new(model: &Model<'_>, part: &Part, cancel: Cancel) -> Self {
        Self::with(model, part, Mode::Ask, cancel)
    }

    /// The background is in force where it is asked for, like everything else.
    pub(crate) fn relaxable(model: &Model<'_>, part: &Part, cancel: Cancel) -> Self {
        Self::with(model, part, Mode::Relaxable, cancel)
    }

    /// The solver decides which members are held; for searches of its own, not for [`Oracle::ask`].
    pub(crate) fn choosing(model: &Model<'_>, part: &Part, cancel: Cancel) -> Self {
        Self::with(model, part, Mode::Choose, cancel)
    }

    fn with(model: &Model<'_>, part: &Part, mode: Mode, cancel: Cancel) -> Self {
        let (solver, lits) = encode(model, part, mode, cancel);
        let mut rule_of = Vec::new();
        for (n, selector) in lits.selectors.iter().enumerate() {
            if let Some(s) = selector {
                if rule_of.len() <= s.variable() {
                    rule_of.resize(s.variable() + 1, None);
                }
                rule_of[s.variable()] = Some(n);
            }
        }
        let mut otherwise = vec![OptionId(0); model.case.issues().len()];
        for (issue, option) in &model.settled {
            otherwise[issue.index()] = *option;
        }
        Oracle { solver, lits, otherwise, rule_of, members: part.members(model), bundle: None, calls: 0 }
    }

    /// Whether some rules can hold together (with the background, unless it is relaxable).
    pub(crate) fn ask(&mut self, held: impl IntoIterator<Item = usize>) -> Found {
        self.calls += 1;
        let assumptions: Vec<Lit> = held.into_iter().filter_map(|n| self.lits.selectors[n]).collect();
        match self.solver.solve(&assumptions) {
            Verdict::Sat => Found::Agreement(self.package()),
            Verdict::Unsat => {
                let mut blame: Vec<usize> = self
                    .solver
                    .core()
                    .iter()
                    .filter_map(|l| self.rule_of.get(l.variable()).copied().flatten())
                    .collect();
                blame.sort_unstable();
                blame.dedup();
                Found::Blame(blame)
            }
            Verdict::Stopped => Found::Stopped,
        }
    }

    /// Whether all members of the part can hold together but those left out (in order).
    pub(crate) fn without(&mut self, left_out: &[usize]) -> Found {
        match self.near(left_out, &[]) {
            Near::Found(found) => found,
            Near::Fixed(_) => unreachable!("nothing was fixed"),
        }
    }

    /// The same while some issues are settled as said; where that alone is in the way, which of them.
    pub(crate) fn near(&mut self, left_out: &[usize], fixed: &[(IssueId, OptionId)]) -> Near {
        self.calls += 1;
        let mut assumptions = self.all_but(left_out);
        let fixings = assumptions.len();
        assumptions.extend(self.settled(fixed));
        match self.solver.solve(&assumptions) {
            Verdict::Sat => return Near::Found(Found::Agreement(self.package())),
            Verdict::Stopped => return Near::Found(Found::Stopped),
            Verdict::Unsat => {}
        }
        let core = self.solver.core();
        let to_blame = |(i, o): &&(IssueId, OptionId)| {
            self.lits.choose[i.index()].get(o.index()).is_some_and(|l| core.contains(l))
        };
        let issues: Vec<IssueId> = if fixings < assumptions.len() {
            fixed.iter().filter(to_blame).map(|(i, _)| *i).collect()
        } else {
            Vec::new()
        };
        if !issues.is_empty() {
            return Near::Fixed(issues);
        }
        // Which members of a bundle are to blame only they themselves can say.
        let mut blamed: Vec<usize> = Vec::new();
        for lit in core {
            match self.bundle.as_ref().and_then(|b| b.below(lit)) {
                Some(range) => blamed.extend(&self.members[range]),
                None => blamed.extend(self.rule_of.get(lit.variable()).copied().flatten()),
            }
        }
        blamed.sort_unstable();
        Near::Found(self.ask(blamed))
    }

    /// Literals that settle issues; those that the part does not touch have none.
    fn settled(&self, fixed: &[(IssueId, OptionId)]) -> Vec<Lit> {
        fixed.iter().filter_map(|(i, o)| self.lits.choose[i.index()].get(o.index()).copied()).collect()
    }

    /// For each party, a literal that holds only where the part's issues are worth at least so many points to it, bonuses
    /// left aside.
    pub(crate) fn worth(&mut self, aims: &[(&Wants, i128)]) -> Vec<Lit> {
        let (solver, lits) = (&mut self.solver, &self.lits);
        aims.iter()
            .map(|(wants, points)| {
                let reached = solver.variable(false);
                let mut worth = lits.rows(None, wants);
                // Issues beyond the part are worth nothing here.
                let beyond = lits.choose.iter().zip(&mut worth).filter(|(lits, _)| lits.is_empty());
                beyond.for_each(|(_, points)| points.fill(0));
                solver.theory().sums.add(Some(reached), worth, *points);
                reached
            })
            .collect()
    }

    /// A literal that holds only where a package is worth at least so many points to a party whose walk-away is a rule
    /// here, bonuses included.
    pub(crate) fn reaches(&mut self, party: PartyId, wants: &Wants, points: i128) -> Lit {
        let reached = self.solver.variable(false);
        // Issues without literals are worth the same whatever is chosen.
        self.solver.theory().sums.add(Some(reached), self.lits.rows(Some(party), wants), points);
        reached
    }

    /// A package without some members in which some more literals hold and some issues are settled as said, if one is
    /// soon found.
    pub(crate) fn aim(&mut self, left_out: &[usize], also: &[Lit], fixed: &[(IssueId, OptionId)]) -> Option<Package> {
        self.calls += 1;
        let mut assumptions = self.all_but(left_out);
        assumptions.extend(also);
        assumptions.extend(self.settled(fixed));
        match self.solver.solve_soon(&assumptions) {
            Verdict::Sat => Some(self.package()),
            Verdict::Unsat | Verdict::Stopped => None,
        }
    }

    /// Literals that hold all members of the part but some.
    fn all_but(&mut self, left_out: &[usize]) -> Vec<Lit> {
        let bundle = self.bundle.get_or_insert_with(|| {
            let selectors: Vec<Lit> = self.members.iter().filter_map(|m| self.lits.selectors[*m]).collect();
            Bundle::new(&selectors, &mut self.solver)
        });
        let except: Vec<usize> = left_out.iter().filter_map(|m| self.members.binary_search(m).ok()).collect();
        let mut assumptions = Vec::with_capacity(8 * except.len() + 64);
        bundle.all_but(&except, &mut assumptions);
        assumptions
    }

    /// Shrinks a set of rules that cannot hold together until none of them can be spared; `fixed` are held beside
    /// it. `None` if it was stopped.
    ///
    /// Deletion with core refinement: Marques-Silva & Lynce, SAT 2011, section 3.
    pub(crate) fn shrink(&mut self, mut set: Vec<usize>, fixed: &[usize]) -> Option<Vec<usize>> {
        let mut n = set.len();
        while n > 0 {
            n -= 1;
            let rest = set.iter().enumerate().filter(|(k, _)| *k != n).map(|(_, r)| *r);
            match self.ask(rest.chain(fixed.iter().copied())) {
                Found::Agreement(_) => {}
                Found::Blame(blame) => {
                    // Those after `n` are needed, so that they are all in the core.
                    let kept = set[n + 1..].len();
                    set.retain(|r| blame.binary_search(r).is_ok());
                    n = set.len() - kept.min(set.len());
                }
                Found::Stopped => return None,
            }
        }
        Some(set)
    }

    /// The package of the last agreement, as far as the part goes.
    pub(crate) fn package(&self) -> Package {
        let chosen = |(options, otherwise): (&Vec<Lit>, &OptionId)| {
            options.iter().position(|l| self.solver.holds(*l)).map_or(*otherwise, OptionId::at)
        };
        Package(self.lits.choose.iter().zip(&self.otherwise).map(chosen).collect())
    }
}
