//! Can these rules hold together, and if not, which of them are to blame?

use super::{
    Cancel,
    model::{Lits, Mode, Model, encode},
    parts::Part,
    solver::{Batsat, Lit, Solver, Verdict},
    theory::Agreement,
};
use crate::case::{OptionId, Package};

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

/// A solver that holds the rules of a model.
pub(crate) struct Oracle {
    pub(crate) solver: Batsat<Agreement>,
    pub(crate) lits: Lits,
    /// What issues without literals are settled by: what was settled beforehand, or the first option.
    otherwise: Vec<OptionId>,
    /// Which rule a selector stands for, by variable.
    rule_of: Vec<Option<usize>>,
    /// Members that are held together again and again, and the one literal that holds them all.
    bundle: Option<(Vec<usize>, Lit)>,
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
        Oracle { solver, lits, otherwise, rule_of, bundle: None, calls: 0 }
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

    /// The same as [`Oracle::ask`] for the union of two sets, where `often` hardly changes from call to call: it is held
    /// by one literal, which spares the solver a decision for each of its members.
    pub(crate) fn ask_with(&mut self, often: &[usize], held: &[usize]) -> Found {
        let all = match &self.bundle {
            Some((members, all)) if members == often => *all,
            _ => {
                let all = self.solver.passive();
                for s in often.iter().filter_map(|n| self.lits.selectors[*n]) {
                    self.solver.clause(&[!all, s]);
                }
                self.bundle = Some((often.to_vec(), all));
                all
            }
        };
        self.calls += 1;
        let mut assumptions = vec![all];
        assumptions.extend(held.iter().filter_map(|n| self.lits.selectors[*n]));
        match self.solver.solve(&assumptions) {
            Verdict::Sat => Found::Agreement(self.package()),
            Verdict::Stopped => Found::Stopped,
            // Which of them are to blame only the members themselves can say.
            Verdict::Unsat => self.ask(often.iter().chain(held).copied()),
        }
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
