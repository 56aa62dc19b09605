//! The solver behind the search: a CDCL SAT solver with assumptions, cores and a theory, behind one small trait.

use batsat::{Callbacks, SolverInterface, TheoryArg, Var, lbool};

use super::Cancel;

/// A variable or its negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Lit(u32);

impl Lit {
    /// The number of its variable.
    pub(crate) fn variable(self) -> usize {
        (self.0 >> 1) as usize
    }

    /// Whether it is a negation.
    pub(crate) fn negated(self) -> bool {
        self.0 & 1 == 1
    }

    fn theirs(self) -> batsat::Lit {
        batsat::Lit::new(Var::unsafe_from_idx(self.0 >> 1), !self.negated())
    }

    fn ours(lit: batsat::Lit) -> Lit {
        Lit((lit.var().idx() << 1) | u32::from(!lit.sign()))
    }
}

impl std::ops::Not for Lit {
    type Output = Lit;

    fn not(self) -> Lit {
        Lit(self.0 ^ 1)
    }
}

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// There is a model.
    Sat,
    /// There is none; [`Solver::core`] says which assumptions are to blame.
    Unsat,
    /// It was stopped from outside.
    Stopped,
}

/// What the search needs of a solver. A different one can stand behind it.
pub(crate) trait Solver {
    /// A new variable; the solver tries `prefer` first.
    fn variable(&mut self, prefer: bool) -> Lit;
    /// A new variable that is set by assumptions and clauses only; left open where nothing sets it.
    fn passive(&mut self) -> Lit;
    /// Adds a clause for good.
    fn clause(&mut self, clause: &[Lit]);
    /// Looks for a model in which all assumptions hold.
    fn solve(&mut self, assumptions: &[Lit]) -> Verdict;
    /// Whether a literal holds in the last model.
    fn holds(&self, lit: Lit) -> bool;
    /// Assumptions of the last call that cannot hold together; not always minimal.
    fn core(&self) -> Vec<Lit>;
}

/// Rules that are not clauses. Each conflict is a clause that follows from them and is false at present.
pub(crate) trait Theory {
    /// A quick look at an assignment in the making; `assigned` holds all literals that are true.
    fn look(&mut self, assigned: Assigned<'_>) -> Option<Vec<Lit>>;
    /// A thorough look at a full assignment.
    fn judge(&mut self, assigned: Assigned<'_>) -> Option<Vec<Lit>>;
    /// A decision begins here.
    fn push(&mut self);
    /// The last `n` decisions are taken back.
    fn pop(&mut self, n: usize);
}

/// The literals that are true at present, in the order of their assignment.
#[derive(Clone, Copy)]
pub(crate) struct Assigned<'a>(&'a [batsat::Lit]);

impl Assigned<'_> {
    /// How many.
    pub(crate) fn len(self) -> usize {
        self.0.len()
    }

    /// Those from the `n`-th on.
    pub(crate) fn from(&self, n: usize) -> impl Iterator<Item = Lit> + '_ {
        self.0[n..].iter().map(|l| Lit::ours(*l))
    }
}

/// No rules but clauses.
#[derive(Debug, Default)]
pub(crate) struct NoTheory;

impl Theory for NoTheory {
    fn look(&mut self, _: Assigned<'_>) -> Option<Vec<Lit>> {
        None
    }

    fn judge(&mut self, _: Assigned<'_>) -> Option<Vec<Lit>> {
        None
    }

    fn push(&mut self) {}

    fn pop(&mut self, _: usize) {}
}

/// Clauses that may be learnt before something is not soon found.
const SOON: u64 = 1_000;

struct Stop {
    cancel: Cancel,
    learnt: u64,
    most: u64,
}

impl Callbacks for Stop {
    fn on_new_clause(&mut self, _: &[batsat::Lit], _: batsat::ClauseKind) {
        self.learnt += 1;
    }

    fn stop(&self) -> bool {
        self.learnt >= self.most || self.cancel.stopped()
    }
}

/// `batsat`, a MiniSat in Rust (Eén & Sörensson, SAT 2003), with a theory of ours.
pub(crate) struct Batsat<T> {
    solver: batsat::Solver<Stop>,
    theory: Adapter<T>,
    assumed: Vec<batsat::Lit>,
    unsound: bool,
}

struct Adapter<T> {
    theory: T,
    levels: usize,
    /// Two literals that never hold: the solver wants conflicts of at least two literals, so that one that is false
    /// from the start is analysed like any other.
    never: [Lit; 2],
}

impl<T: Theory> Batsat<T> {
    pub(crate) fn new(theory: T, cancel: Cancel) -> Self {
        let mut new = Batsat {
            solver: batsat::Solver::new(batsat::SolverOpts::default(), Stop { cancel, learnt: 0, most: u64::MAX }),
            theory: Adapter { theory, levels: 0, never: [Lit(0), Lit(2)] },
            assumed: Vec::new(),
            unsound: false,
        };
        for never in new.theory.never {
            let made = new.variable(false);
            debug_assert_eq!(made, never, "the first two variables are these");
            new.clause(&[!never]);
        }
        new
    }

    /// Ends all further calls once so many more clauses have been learnt: a limit in work, not in time.
    pub(crate) fn allow(&mut self, clauses: u64) {
        let stop = self.solver.cb_mut();
        stop.most = stop.learnt.saturating_add(clauses);
    }

    /// Looks for a model, but not for long.
    pub(crate) fn solve_soon(&mut self, assumptions: &[Lit]) -> Verdict {
        let most = self.solver.cb().most;
        self.allow(SOON);
        let verdict = self.solve(assumptions);
        self.solver.cb_mut().most = most;
        verdict
    }

    /// The theory, to be filled with rules before the first call.
    pub(crate) fn theory(&mut self) -> &mut T {
        &mut self.theory.theory
    }
}

impl<T: Theory> Solver for Batsat<T> {
    fn variable(&mut self, prefer: bool) -> Lit {
        let v = self.solver.new_var(if prefer { lbool::TRUE } else { lbool::UNDEF }, true);
        Lit(v.idx() << 1)
    }

    fn passive(&mut self) -> Lit {
        Lit(self.solver.new_var(lbool::UNDEF, false).idx() << 1)
    }

    fn clause(&mut self, clause: &[Lit]) {
        let mut theirs = clause.iter().map(|l| l.theirs()).collect();
        self.unsound |= !self.solver.add_clause_reuse(&mut theirs);
    }

    fn solve(&mut self, assumptions: &[Lit]) -> Verdict {
        if self.unsound {
            return Verdict::Unsat;
        }
        self.assumed.clear();
        self.assumed.extend(assumptions.iter().map(|l| l.theirs()));
        let found = self.solver.solve_limited_th(&mut self.theory, &self.assumed);
        if found == lbool::TRUE {
            Verdict::Sat
        } else if found == lbool::FALSE {
            Verdict::Unsat
        } else {
            Verdict::Stopped
        }
    }

    fn holds(&self, lit: Lit) -> bool {
        self.solver.value_lit(lit.theirs()) == lbool::TRUE
    }

    fn core(&self) -> Vec<Lit> {
        if self.unsound {
            return Vec::new();
        }
        // The solver gives the clause that excludes them: their negations.
        self.solver.unsat_core().iter().map(|l| !Lit::ours(*l)).collect()
    }
}

impl<T: Theory> Adapter<T> {
    fn conflict(&self, acts: &mut TheoryArg<'_>, clause: Option<Vec<Lit>>) {
        if let Some(mut clause) = clause {
            if clause.len() < 2 {
                clause.extend(self.never);
            }
            let theirs: Vec<batsat::Lit> = clause.iter().map(|l| l.theirs()).collect();
            acts.raise_conflict(&theirs, true);
        }
    }
}

impl<T: Theory> batsat::Theory for Adapter<T> {
    fn final_check(&mut self, acts: &mut TheoryArg<'_>) {
        let clause = self.theory.judge(Assigned(acts.model()));
        self.conflict(acts, clause);
    }

    fn partial_check(&mut self, acts: &mut TheoryArg<'_>) {
        let clause = self.theory.look(Assigned(acts.model()));
        self.conflict(acts, clause);
    }

    fn create_level(&mut self) {
        self.levels += 1;
        self.theory.push();
    }

    fn pop_levels(&mut self, n: usize) {
        self.levels -= n;
        self.theory.pop(n);
    }

    fn n_levels(&self) -> usize {
        self.levels
    }

    fn explain_propagation(&mut self, _: batsat::Lit) -> &[batsat::Lit] {
        unreachable!("the theory raises conflicts only, it never propagates")
    }
}
