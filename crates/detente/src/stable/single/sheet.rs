//! Packages that are partly open, and what can be said of them, as literals of a solver.
//!
//! Every literal made here holds exactly where what it says is so (Tseitin 1968), so that it can be used either way. What is
//! known from the start becomes a constant, so that packages that share options share what is said of them.

use std::{
    cell::Cell,
    collections::{BTreeMap, HashMap},
};

use super::compare::Compare;
use crate::{
    case::{Content, Pattern, Patterned},
    question::Budget,
    search::{
        model::options,
        solver::{Batsat, Lit, Solver, Verdict},
        theory::Agreement,
    },
    stable::graph::Graph,
};

/// How an issue stands in a package: settled by the option at a position, or by what a choice comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    Fixed(usize),
    Open(usize),
}

/// A package, issue by issue.
pub(super) type Frame = Vec<Slot>;

/// Why nothing was found: it was stopped, or the effort was spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spent;

/// Clauses about packages.
pub(super) struct Sheet<'s, 'a> {
    pub(super) graph: &'s Graph<'a>,
    compares: &'s [Compare<'a>],
    solver: Batsat<Agreement>,
    effort: u64,
    /// Calls that are left.
    calls: &'s Cell<u64>,
    choices: Vec<Vec<Lit>>,
    yes: Lit,
    patterns: HashMap<(*const Pattern, Vec<Slot>), Lit>,
    /// Choices that say whether a literal holds.
    paid: HashMap<Lit, usize>,
}

impl<'s, 'a> Sheet<'s, 'a> {
    pub(super) fn new(
        graph: &'s Graph<'a>,
        compares: &'s [Compare<'a>],
        budget: &Budget,
        calls: &'s Cell<u64>,
    ) -> Self {
        let mut solver = Batsat::new(Agreement::default(), budget.cancel.clone());
        let yes = solver.variable(true);
        solver.clause(&[yes]);
        let (choices, patterns, paid) = (Vec::new(), HashMap::new(), HashMap::new());
        Sheet { graph, compares, solver, effort: budget.effort, calls, choices, yes, patterns, paid }
    }

    /// Whether all assumptions can hold.
    pub(super) fn solve(&mut self, assumptions: &[Lit]) -> Result<bool, Spent> {
        if self.calls.get() == 0 {
            return Err(Spent);
        }
        self.calls.set(self.calls.get() - 1);
        self.solver.allow(self.effort);
        match self.solver.solve(assumptions) {
            Verdict::Sat => Ok(true),
            Verdict::Unsat => Ok(false),
            Verdict::Stopped => Err(Spent),
        }
    }

    /// The assumptions that were to blame.
    pub(super) fn core(&self) -> Vec<Lit> {
        self.solver.core()
    }

    pub(super) fn clause(&mut self, clause: &[Lit]) {
        if !clause.contains(&self.yes) {
            self.solver.clause(clause);
        }
    }

    pub(super) fn yes(&self) -> Lit {
        self.yes
    }

    pub(super) fn literal(&mut self) -> Lit {
        self.solver.variable(false)
    }

    pub(super) fn holds(&self, lit: Lit) -> bool {
        self.solver.holds(lit)
    }

    /// A choice between so many options.
    pub(super) fn choice(&mut self, of: usize) -> usize {
        let lits = options(&mut self.solver, of);
        self.solver.theory().sums.extend_options(std::slice::from_ref(&lits));
        self.choices.push(lits);
        self.choices.len() - 1
    }

    /// An issue left open; settled where it has a single option.
    pub(super) fn open(&mut self, axis: usize) -> Slot {
        match self.graph.axes[axis].options.len() {
            1 => Slot::Fixed(0),
            n => Slot::Open(self.choice(n)),
        }
    }

    /// A package with some issues left open.
    pub(super) fn opened(&mut self, frame: &Frame, axes: &[usize]) -> Frame {
        let mut frame = frame.clone();
        for axis in axes {
            frame[*axis] = self.open(*axis);
        }
        frame
    }

    /// What a package came to in the last solution.
    pub(super) fn values(&self, frame: &Frame) -> Vec<usize> {
        frame.iter().map(|slot| self.value(*slot)).collect()
    }

    pub(super) fn value(&self, slot: Slot) -> usize {
        match slot {
            Slot::Fixed(option) => option,
            Slot::Open(choice) => {
                self.choices[choice].iter().position(|l| self.solver.holds(*l)).expect("one option of each is chosen")
            }
        }
    }

    /// An issue is settled by this option.
    pub(super) fn is(&self, slot: Slot, option: usize) -> Lit {
        match slot {
            Slot::Fixed(fixed) if fixed == option => self.yes,
            Slot::Fixed(_) => !self.yes,
            Slot::Open(choice) => self.choices[choice][option],
        }
    }

    pub(super) fn all(&mut self, lits: impl IntoIterator<Item = Lit>) -> Lit {
        let mut lits: Vec<Lit> = lits.into_iter().filter(|l| *l != self.yes).collect();
        lits.sort_unstable();
        lits.dedup();
        if lits.contains(&!self.yes) || lits.windows(2).any(|w| w[0] == !w[1]) {
            return !self.yes;
        }
        match lits.as_slice() {
            [] => self.yes,
            [one] => *one,
            many => {
                let all = self.solver.variable(false);
                many.iter().for_each(|l| self.solver.clause(&[!all, *l]));
                let back: Vec<Lit> = many.iter().map(|l| !*l).chain([all]).collect();
                self.solver.clause(&back);
                all
            }
        }
    }

    pub(super) fn any(&mut self, lits: impl IntoIterator<Item = Lit>) -> Lit {
        !self.all(lits.into_iter().map(|l| !l))
    }

    pub(super) fn same(&mut self, a: Lit, b: Lit) -> Lit {
        let both = self.all([a, b]);
        let neither = self.all([!a, !b]);
        if a == b { self.yes } else { self.any([both, neither]) }
    }

    /// Two issues are settled alike.
    pub(super) fn alike(&mut self, axis: usize, a: Slot, b: Slot) -> Lit {
        if a == b {
            return self.yes;
        }
        let options = self.graph.axes[axis].options.len();
        let each: Vec<Lit> = (0..options).map(|o| self.same(self.is(a, o), self.is(b, o))).collect();
        self.all(each)
    }

    /// A package matches a pattern.
    pub(super) fn matches(&mut self, frame: &Frame, pattern: &Pattern) -> Lit {
        let slots: Vec<Slot> =
            pattern.alternatives().iter().flat_map(|t| t.terms()).map(|(issue, _)| frame[issue.index()]).collect();
        let key = (std::ptr::from_ref(pattern), slots);
        if let Some(known) = self.patterns.get(&key) {
            return *known;
        }
        let tables: Vec<Lit> = pattern.alternatives().iter().map(|t| self.table(frame, t)).collect();
        let any = self.any(tables);
        self.patterns.insert(key, any);
        any
    }

    fn table(&mut self, frame: &Frame, table: &Patterned) -> Lit {
        let terms: Vec<Lit> = table
            .terms()
            .iter()
            .map(|(issue, allowed)| {
                let options = &self.graph.axes[issue.index()].options;
                let picked: Vec<usize> = (0..options.len()).filter(|n| allowed.contains(&options[*n])).collect();
                if picked.len() == options.len() {
                    return self.yes;
                }
                self.any(picked.into_iter().map(|o| self.is(frame[issue.index()], o)).collect::<Vec<Lit>>())
            })
            .collect();
        self.all(terms)
    }

    /// Constraints allow a package.
    pub(super) fn state(&mut self, frame: &Frame) -> Lit {
        let case = self.graph.case;
        let each: Vec<Lit> = case
            .constraints()
            .iter()
            .map(|constraint| match &constraint.content {
                Content::Require(p) => self.matches(frame, p),
                Content::Never(p) => !self.matches(frame, p),
                Content::IfThen(a, b) => {
                    let (a, b) = (self.matches(frame, a), self.matches(frame, b));
                    self.any([!a, b])
                }
            })
            .collect();
        self.all(each)
    }

    /// All members of a mover see a package.
    pub(super) fn seen(&mut self, mover: usize, frame: &Frame) -> Lit {
        let case = self.graph.case;
        let members = self.graph.movers[mover].members.clone();
        let unseen: Vec<Lit> = members
            .into_iter()
            .filter_map(|m| case.party(self.graph.parties[m]).overlooks.as_ref())
            .map(|p| !self.matches(frame, p))
            .collect();
        self.all(unseen)
    }

    /// A mover may go from one package to another that differs in nothing but what it moves; true where they are the same.
    pub(super) fn moves(&mut self, mover: usize, from: &Frame, to: &Frame) -> Lit {
        let graph = self.graph;
        let mut each = Vec::new();
        for axis in graph.movers[mover].axes.iter().filter(|a| !graph.axes[**a].free()) {
            for (option, may) in graph.axes[*axis].moves.iter().enumerate() {
                let leaves = self.is(from[*axis], option);
                let open: Vec<Lit> = (0..may.len()).filter(|o| may[*o]).map(|o| self.is(to[*axis], o)).collect();
                each.push(self.any(open.into_iter().chain([!leaves])));
            }
        }
        self.all(each)
    }

    /// A mover goes from one package to another, both of which it sees and the second of which is a state.
    pub(super) fn step(&mut self, mover: usize, from: &Frame, to: &Frame) -> Lit {
        let each = [self.moves(mover, from, to), self.state(to), self.seen(mover, from), self.seen(mover, to)];
        self.all(each)
    }

    /// That is an improvement for all members of the mover.
    pub(super) fn improves(&mut self, mover: usize, from: &Frame, to: &Frame) -> Lit {
        let this = &self.graph.movers[mover];
        if this.unweighed {
            return !self.yes;
        }
        let each: Vec<Lit> = this.members.iter().map(|p| self.better(*p, to, from)).collect();
        self.all(each)
    }

    /// The first package is better for a party than the second.
    pub(super) fn better(&mut self, party: usize, a: &Frame, b: &Frame) -> Lit {
        let compares = self.compares;
        match &compares[party] {
            Compare::Statements(statements) => {
                let mut better = !self.yes;
                for statement in statements.iter().rev() {
                    let (in_a, in_b) = (self.matches(a, statement), self.matches(b, statement));
                    let same = self.same(in_a, in_b);
                    let (first, then) = (self.all([in_a, !in_b]), self.all([same, better]));
                    better = self.any([first, then]);
                }
                better
            }
            Compare::Worth(wants) => {
                let (a, b) = (self.sum(party, a), self.sum(party, b));
                let better = self.at_least(&a.minus(&b), 1);
                match wants.cap() {
                    Some(cap) => {
                        let full = self.at_least(&b, cap);
                        self.all([better, !full])
                    }
                    None => better,
                }
            }
        }
    }

    /// The points of a package to a party, before any cap.
    fn sum(&mut self, party: usize, frame: &Frame) -> Sum {
        let Compare::Worth(wants) = &self.compares[party] else { return Sum::default() };
        let mut sum = Sum::default();
        for (axis, slot) in self.graph.axes.iter().zip(frame) {
            let points: Vec<i128> = axis.options.iter().map(|o| wants.points(axis.issue, *o)).collect();
            match slot {
                Slot::Fixed(option) => sum.sure += points[*option],
                Slot::Open(choice) => {
                    sum.open.insert(*choice, points);
                }
            }
        }
        for bonus in wants.bonuses() {
            let matched = self.matches(frame, &bonus.when);
            let paid = if bonus.unless { !matched } else { matched };
            if paid == self.yes {
                sum.sure += bonus.points;
            } else if paid != !self.yes {
                let choice = self.paid(paid);
                let row = sum.open.entry(choice).or_insert_with(|| vec![0, 0]);
                row[0] += bonus.points;
            }
        }
        sum
    }

    /// A choice whose first option is chosen where a literal holds. (A literal of its own: that of an option already says what
    /// it is worth by itself.)
    fn paid(&mut self, lit: Lit) -> usize {
        if let Some(known) = self.paid.get(&lit) {
            return *known;
        }
        let choice = self.choice(2);
        let first = self.choices[choice][0];
        self.clause(&[!first, lit]);
        self.clause(&[first, !lit]);
        self.paid.insert(lit, choice);
        choice
    }

    fn at_least(&mut self, sum: &Sum, needed: i128) -> Lit {
        let needed = needed - sum.sure;
        let rows = sum.open.values();
        let most: i128 = rows.clone().map(|r| r.iter().max().copied().unwrap_or(0)).sum();
        let least: i128 = rows.map(|r| r.iter().min().copied().unwrap_or(0)).sum();
        if least >= needed {
            return self.yes;
        }
        if most < needed {
            return !self.yes;
        }
        let reached = self.solver.variable(false);
        let nought = |c: usize| vec![0; self.choices[c].len()];
        let points: Vec<Vec<i128>> =
            (0..self.choices.len()).map(|c| sum.open.get(&c).cloned().unwrap_or_else(|| nought(c))).collect();
        let against = points.iter().map(|row| row.iter().map(|p| -p).collect()).collect();
        let sums = &mut self.solver.theory().sums;
        sums.add(Some(reached), points, needed);
        sums.add(Some(!reached), against, 1 - needed);
        reached
    }
}

/// Points that are sure, and points of what is open.
#[derive(Default)]
struct Sum {
    sure: i128,
    /// For each choice, the points of its options.
    open: BTreeMap<usize, Vec<i128>>,
}

impl Sum {
    fn minus(&self, other: &Sum) -> Sum {
        let mut open = self.open.clone();
        for (choice, row) in &other.open {
            let mine = open.entry(*choice).or_insert_with(|| vec![0; row.len()]);
            mine.iter_mut().zip(row).for_each(|(a, b)| *a -= b);
        }
        open.retain(|_, row| row.iter().any(|p| *p != row[0]) || row[0] != 0);
        Sum { sure: self.sure - other.sure, open }
    }
}
