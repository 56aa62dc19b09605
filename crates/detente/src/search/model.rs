//! A case as rules over literals.

use std::collections::BTreeSet;

use super::{
    Cancel,
    order::{Closure, Steps, Wait},
    parts::{Part, issues_of, named, waiting, weighed},
    solver::{Batsat, Lit, Solver},
    theory::{Agreement, StepLits},
};
use crate::{
    case::{
        Bonus, Case, Content, IssueId, OptionId, Order, Package, PartyId, Pattern, Patterned, StepId, Waits, Wants,
    },
    number::Exact,
    rule::{Asks, Origin, Rule},
};

/// Which parts of a case are looked at, and how.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setting {
    /// Leave content demands and walk-aways out.
    pub(crate) without_content: bool,
    /// Leave order demands and all that steps wait for out.
    pub(crate) without_order: bool,
    /// Rules that are taken for void (a reading of disputed claims).
    pub(crate) void: BTreeSet<Origin>,
    /// Options that are settled beforehand.
    pub(crate) settled: Vec<(IssueId, OptionId)>,
}

impl Setting {
    fn leaves_out(&self, rule: &Rule<'_>) -> bool {
        self.void.contains(&rule.origin)
            || match (rule.origin, rule.asks) {
                (Origin::Constraint(_), _) => false,
                (_, Asks::Content(_) | Asks::Worth(_)) => self.without_content,
                (_, Asks::Order(_) | Asks::Waits(_)) => self.without_order,
            }
    }
}

/// The rules of a case under a setting.
#[derive(Debug)]
pub(crate) struct Model<'a> {
    pub(crate) case: &'a Case,
    pub(crate) rules: Vec<Rule<'a>>,
    /// The first so many rules are members: demands and walk-aways.
    pub(crate) members: usize,
    pub(crate) settled: Vec<(IssueId, OptionId)>,
    /// What giving a member up costs, in whole units; `None`: it will not be given up.
    pub(crate) costs: Vec<Option<u128>>,
    /// Units that make a cost of 1.
    pub(crate) cost_scale: i128,
    steps: Steps,
    without_order: bool,
}

impl<'a> Model<'a> {
    /// All rules as one part.
    pub(crate) fn whole(&self) -> Part {
        Part { rules: (0..self.rules.len()).collect() }
    }

    /// Units of cost as people count them.
    pub(crate) fn cost(&self, units: u128) -> Exact {
        Exact::ratio(i128::try_from(units).unwrap_or(i128::MAX), self.cost_scale)
    }

    pub(crate) fn new(case: &'a Case, setting: &Setting) -> Self {
        let rules: Vec<Rule<'a>> = case.rules().into_iter().filter(|r| !setting.leaves_out(r)).collect();
        let members = rules.iter().filter(|r| r.origin.is_member()).count();
        let mut waits: Vec<Vec<Wait>> = vec![Vec::new(); case.steps().len()];
        let mut together = Vec::new();
        let index = |steps: &[StepId]| steps.iter().map(|s| s.index()).collect::<Vec<usize>>();
        for (n, rule) in rules.iter().enumerate() {
            let mut wait = |step: StepId, its: &Waits| {
                let list = &mut waits[step.index()];
                let first = its.first().map(|any| Wait { rule: n, any: index(any).into(), on_credit: false });
                list.extend(first);
                let later = its.on_credit.iter().map(|s| Wait { rule: n, any: [s.index()].into(), on_credit: true });
                list.extend(later);
            };
            match rule.asks {
                Asks::Waits(s) => wait(s, &case.step(s).waits),
                Asks::Order(Order::After { step, waits }) => wait(*step, waits),
                Asks::Order(Order::Together(steps)) => together.push((n, index(steps))),
                Asks::Content(_) | Asks::Worth(_) => {}
            }
        }
        // What rests on facts explains better than what rests on demands.
        for list in &mut waits {
            list.sort_by_key(|w| std::cmp::Reverse(w.rule >= members));
        }
        let firmness: Vec<Option<Exact>> = rules[..members].iter().map(|r| case.firmness_of(r.origin).cost()).collect();
        // Costs have few decimals: a number from 1 to 100 has at most 20.
        let cost_scale = firmness.iter().flatten().map(|c| c.denominator()).fold(1, num_integer::lcm);
        let costs = firmness
            .into_iter()
            .map(|c| c.map(|c| (c.numerator() * (cost_scale / c.denominator())).unsigned_abs()))
            .collect();
        Model {
            case,
            rules,
            members,
            costs,
            cost_scale,
            settled: setting.settled.clone(),
            steps: Steps::new(waits, together),
            without_order: setting.without_order,
        }
    }

    /// Steps that the background alone holds up for ever, in every package.
    pub(crate) fn held_up(&self) -> Vec<StepId> {
        self.never_done(&|_| true)
    }

    /// The same where only some steps can be performed at all.
    pub(crate) fn never_done(&self, performable: &dyn Fn(usize) -> bool) -> Vec<StepId> {
        let closure = self.steps.close(performable, &|n| n >= self.members);
        self.case.step_ids().filter(|s| closure.phase[s.index()].is_none()).collect()
    }

    /// Whether a step can be performed in a package.
    pub(crate) fn performable(&self, step: usize, package: &Package) -> bool {
        self.case.steps()[step].carries_out.as_ref().is_none_or(|p| p.matches(package))
    }

    /// Whether a step is needed where it can be performed.
    pub(crate) fn needed(&self, step: usize) -> bool {
        let step = &self.case.steps()[step];
        step.carries_out.is_some() || !step.optional
    }

    /// Whether two steps may be done at one moment, each for the other: some rule, in force or not, would join them.
    pub(crate) fn may_be_one_act(&self, a: usize, b: usize) -> bool {
        self.steps.in_one_class(a, b)
    }

    /// Does all steps that can be done in a package while the rules of `in_force` hold.
    pub(crate) fn close(&self, package: &Package, in_force: &dyn Fn(usize) -> bool) -> Closure {
        self.steps.close(&|s| self.performable(s, package), in_force)
    }

    /// Whether rule `n` allows a package; rules of order allow every package.
    pub(crate) fn allows(&self, n: usize, package: &Package) -> bool {
        match self.rules[n].asks {
            Asks::Content(content) => Case::allows(content, package),
            Asks::Worth(party) => self.reaches(party, package),
            Asks::Order(_) | Asks::Waits(_) => true,
        }
    }

    fn reaches(&self, party: PartyId, package: &Package) -> bool {
        self.case.walk_away(party).is_none_or(|(w, wants)| wants.worth(package) >= w.worth)
    }

    /// Whether a package and the order that comes with it meet all rules of a set and the whole background.
    pub(crate) fn agrees(&self, package: &Package, held: &dyn Fn(usize) -> bool) -> bool {
        let in_force = |n: usize| n >= self.members || held(n);
        (0..self.rules.len()).all(|n| !in_force(n) || self.allows(n, package))
            && self.settled.iter().all(|(i, o)| package.on(*i) == *o)
            && self.possible(package, &in_force)
    }

    /// Whether all steps that a package needs can be done in some order while the rules of `in_force` hold.
    pub(crate) fn possible(&self, package: &Package, in_force: &dyn Fn(usize) -> bool) -> bool {
        if self.without_order {
            return true;
        }
        let closure = self.close(package, in_force);
        (0..closure.phase.len()).all(|s| closure.phase[s].is_some() || !self.needed(s) || !self.performable(s, package))
    }

    /// The order of steps of an agreement, in phases: what is needed, and what that waits for, as early as possible.
    pub(crate) fn phases(&self, package: &Package, held: &dyn Fn(usize) -> bool) -> Vec<Vec<StepId>> {
        if self.without_order {
            return Vec::new();
        }
        let in_force = |n: usize| n >= self.members || held(n);
        let closure = self.close(package, &in_force);
        let mut wanted = vec![false; closure.phase.len()];
        let mut stack: Vec<usize> =
            (0..wanted.len()).filter(|s| self.needed(*s) && closure.phase[*s].is_some()).collect();
        while let Some(s) = stack.pop() {
            if std::mem::replace(&mut wanted[s], true) {
                continue;
            }
            for w in self.steps.waits[s].iter().filter(|w| in_force(w.rule)) {
                let serves = |t: usize| {
                    if w.on_credit { closure.phase[t].is_some() } else { self.steps.serves(t, s, &closure) }
                };
                if !w.any.iter().any(|t| wanted[*t] && serves(*t)) {
                    let done = w.any.iter().copied().filter(|t| serves(*t));
                    stack.extend(done.min_by_key(|t| closure.phase[*t]));
                }
            }
            let joined = self.steps.together.iter().filter(|(rule, steps)| in_force(*rule) && steps.contains(&s));
            stack.extend(joined.flat_map(|(_, steps)| steps.iter().copied()));
        }
        let mut phases: Vec<Vec<StepId>> = Vec::new();
        for (s, phase) in closure.phase.iter().enumerate() {
            if let (true, Some(phase)) = (wanted[s], *phase) {
                if phases.len() <= phase {
                    phases.resize(phase + 1, Vec::new());
                }
                phases[phase].push(StepId::at(s));
            }
        }
        phases.retain(|p| !p.is_empty());
        phases
    }
}

/// The literals of a model in a solver.
#[derive(Debug, Clone)]
pub(crate) struct Lits {
    /// For each issue, for each option: it is chosen.
    pub(crate) choose: Vec<Vec<Lit>>,
    /// For each rule, that it is in force; `None`: it always is.
    pub(crate) selectors: Vec<Option<Lit>>,
    /// For each walk-away of a party that has bonuses, what it is paid.
    pub(crate) paid: Vec<Paid>,
}

/// Which bonuses a party is paid.
#[derive(Debug, Clone)]
pub(crate) struct Paid {
    pub(crate) party: PartyId,
    /// For each of its bonuses.
    pub(crate) lits: Vec<Lit>,
}

impl Lits {
    /// The options of each issue; then each bonus, as an issue that has the options paid and not paid.
    fn settled_by(&self) -> Vec<Vec<Lit>> {
        let paid = self.paid.iter().flat_map(|p| &p.lits).map(|lit| vec![*lit, !*lit]);
        self.choose.iter().cloned().chain(paid).collect()
    }

    /// The points of a party, row for row of [`Lits::settled_by`]; `None`: what is paid to nobody in particular.
    pub(crate) fn rows(&self, party: Option<PartyId>, wants: &Wants) -> Vec<Vec<i128>> {
        let points = |p: &Paid, bonus: usize| if Some(p.party) == party { wants.bonuses()[bonus].points } else { 0 };
        let paid = self.paid.iter().flat_map(|p| (0..p.lits.len()).map(move |bonus| vec![points(p, bonus), 0]));
        wants.points.iter().cloned().chain(paid).collect()
    }
}

/// What a solver is to be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Members are held where they are asked for; the background always is.
    Ask,
    /// The background too is held only where it is asked for.
    Relaxable,
    /// The solver itself decides which members are held.
    Choose,
}

/// Writes a part of a model into a fresh solver.
/// Issues that the part does not touch have no literals.
pub(crate) fn encode(model: &Model<'_>, part: &Part, mode: Mode, cancel: Cancel) -> (Batsat<Agreement>, Lits) {
    let mut solver = Batsat::new(Agreement::default(), cancel);
    let mut present = vec![false; model.rules.len()];
    part.rules.iter().for_each(|r| present[*r] = true);
    let touched = Touched::by(model, &present);
    let issues = model.case.issues().iter().zip(&touched.issues);
    let choose: Vec<Vec<Lit>> = issues
        .map(|(issue, touched)| if *touched { options(&mut solver, issue.options.len()) } else { Vec::new() })
        .collect();
    let selectors: Vec<Option<Lit>> = (0..model.rules.len())
        .map(|n| {
            (present[n] && (mode == Mode::Relaxable || n < model.members)).then(|| match mode {
                Mode::Ask | Mode::Relaxable => solver.passive(),
                Mode::Choose => solver.variable(true),
            })
        })
        .collect();
    let mut encoder = Encoder { solver, choose };
    for (issue, option) in &model.settled {
        if let Some(chosen) = encoder.choose[issue.index()].get(option.index()).copied() {
            encoder.solver.clause(&[chosen]);
        }
    }
    for n in part.rules.iter().copied() {
        let rule = &model.rules[n];
        let given: Vec<Lit> = selectors[n].iter().map(|s| !*s).collect();
        if let Asks::Content(content) = rule.asks {
            encoder.content(&given, content);
        }
    }
    let paid: Vec<Paid> = part.rules.iter().filter_map(|n| encoder.paid(&model.rules[*n], model.case)).collect();
    let step_lits = if model.without_order { Vec::new() } else { encoder.steps(model, &touched.steps) };
    let Encoder { mut solver, choose } = encoder;
    let lits = Lits { choose, selectors, paid };
    let theory = solver.theory();
    theory.sums.set_options(&lits.settled_by());
    for n in part.rules.iter().copied() {
        if let Asks::Worth(party) = model.rules[n].asks
            && let Some((walk_away, wants)) = model.case.walk_away(party)
        {
            // An issue without literals is worth the same whatever is chosen.
            let needed = wants.points_needed(walk_away.worth);
            theory.sums.add(lits.selectors[n], lits.rows(Some(party), wants), needed);
        }
    }
    theory.steps = model.steps.only(&touched.steps);
    theory.step_lits = step_lits;
    theory.absent = present.iter().map(|p| !p).collect();
    theory.selectors.clone_from(&lits.selectors);
    (solver, lits)
}

/// The issues and steps that some rules touch.
struct Touched {
    issues: Vec<bool>,
    steps: Vec<bool>,
}

impl Touched {
    fn by(model: &Model<'_>, present: &[bool]) -> Touched {
        let mut issues = vec![false; model.case.issues().len()];
        let mut steps = vec![false; model.case.steps().len()];
        for (rule, _) in model.rules.iter().zip(present).filter(|(_, present)| **present) {
            match rule.asks {
                Asks::Content(content) => named(content).into_iter().for_each(|i| issues[i.index()] = true),
                Asks::Worth(party) => weighed(model.case, party).into_iter().for_each(|i| issues[i.index()] = true),
                Asks::Order(_) | Asks::Waits(_) => waiting(model.case, rule).for_each(|s| steps[s.index()] = true),
            }
        }
        for (step, _) in model.case.steps().iter().zip(&steps).filter(|(_, touched)| **touched) {
            step.carries_out.iter().flat_map(issues_of).for_each(|i| issues[i.index()] = true);
        }
        Touched { issues, steps }
    }
}

/// One literal for each option of an issue, of which exactly one holds.
pub(crate) fn options(solver: &mut impl Solver, n: usize) -> Vec<Lit> {
    if n == 2 {
        let first = solver.variable(false);
        return vec![first, !first];
    }
    let lits: Vec<Lit> = (0..n).map(|_| solver.variable(false)).collect();
    solver.clause(&lits);
    // Sinz (CP 2005): a chain of "one of the first k is chosen" keeps long lists linear.
    if n <= 6 {
        for (k, a) in lits.iter().enumerate() {
            for b in &lits[k + 1..] {
                solver.clause(&[!*a, !*b]);
            }
        }
    } else {
        let mut before: Option<Lit> = None;
        for lit in &lits {
            let now = solver.variable(false);
            solver.clause(&[!*lit, now]);
            if let Some(before) = before {
                solver.clause(&[!before, now]);
                solver.clause(&[!before, !*lit]);
            }
            before = Some(now);
        }
    }
    lits
}

struct Encoder {
    solver: Batsat<Agreement>,
    choose: Vec<Vec<Lit>>,
}

impl Encoder {
    /// The options of an issue that are (or are not) among some, as literals of which one must hold.
    fn among(&self, issue: IssueId, options: &[OptionId], wanted: bool) -> impl Iterator<Item = Lit> + '_ {
        let listed: BTreeSet<usize> = options.iter().map(|o| o.index()).collect();
        let all = self.choose[issue.index()].iter().enumerate();
        all.filter(move |(o, _)| listed.contains(o) == wanted).map(|(_, l)| *l)
    }

    /// Literals of which one holds wherever one table of a pattern is not matched.
    fn unmatched(&self, table: &Patterned) -> Vec<Lit> {
        table.terms().iter().flat_map(|(i, o)| self.among(*i, o, false)).collect()
    }

    fn content(&mut self, given: &[Lit], content: &Content) {
        match content {
            Content::Require(pattern) => self.require(given, pattern),
            Content::Never(pattern) => {
                for table in pattern.alternatives() {
                    let clause: Vec<Lit> = given.iter().copied().chain(self.unmatched(table)).collect();
                    self.solver.clause(&clause);
                }
            }
            Content::IfThen(a, b) => {
                for table in a.alternatives() {
                    let given: Vec<Lit> = given.iter().copied().chain(self.unmatched(table)).collect();
                    self.require(&given, b);
                }
            }
        }
    }

    /// One of the tables of a pattern is matched, unless one of `given` holds.
    fn require(&mut self, given: &[Lit], pattern: &Pattern) {
        if let [table] = pattern.alternatives() {
            for (issue, options) in table.terms() {
                let clause: Vec<Lit> = given.iter().copied().chain(self.among(*issue, options, true)).collect();
                self.solver.clause(&clause);
            }
            return;
        }
        let mut clause: Vec<Lit> = given.to_vec();
        for table in pattern.alternatives() {
            if let [(issue, options)] = table.terms() {
                clause.extend(self.among(*issue, options, true));
            } else {
                let matched = self.solver.variable(false);
                for (issue, options) in table.terms() {
                    let term: Vec<Lit> = std::iter::once(!matched).chain(self.among(*issue, options, true)).collect();
                    self.solver.clause(&term);
                }
                clause.push(matched);
            }
        }
        self.solver.clause(&clause);
    }

    /// For a walk-away, literals that hold exactly where each bonus of its party is paid.
    fn paid(&mut self, rule: &Rule<'_>, case: &Case) -> Option<Paid> {
        let Asks::Worth(party) = rule.asks else { return None };
        let (_, wants) = case.walk_away(party).filter(|(_, wants)| !wants.additive())?;
        let literal = |bonus: &Bonus| {
            let matched = self.holds(&bonus.when);
            let matched = if bonus.unless { !matched } else { matched };
            // A literal of its own: that of an option already says what it is worth by itself.
            let paid = self.solver.variable(false);
            self.solver.clause(&[!paid, matched]);
            self.solver.clause(&[paid, !matched]);
            paid
        };
        Some(Paid { party, lits: wants.bonuses().iter().map(literal).collect() })
    }

    fn steps(&mut self, model: &Model<'_>, touched: &[bool]) -> Vec<StepLits> {
        let mut lits = Vec::new();
        for (n, step) in model.case.steps().iter().enumerate() {
            // Nothing waits for a step outside the part, and it waits for nothing.
            let pattern = step.carries_out.as_ref().filter(|_| touched[n]);
            let performable = pattern.map(|pattern| self.holds(pattern));
            lits.push(StepLits { performable, needed: touched[n] && model.needed(n) });
        }
        lits
    }

    /// A literal that holds exactly where a pattern is matched.
    fn holds(&mut self, pattern: &Pattern) -> Lit {
        if let [table] = pattern.alternatives()
            && let [(issue, options)] = table.terms()
            && let [option] = options.as_slice()
        {
            return self.choose[issue.index()][option.index()];
        }
        let whole = self.solver.variable(false);
        self.require(&[!whole], pattern);
        for table in pattern.alternatives() {
            let clause: Vec<Lit> = std::iter::once(whole).chain(self.unmatched(table)).collect();
            self.solver.clause(&clause);
        }
        whole
    }
}
