//! The rules of a case as clauses in groups, for other solvers: the GCNF format of the MUS track of the SAT competition
//! 2011 (Belov & Marques-Silva, "`MUSer2`: an efficient MUS extractor", JSAT 8, 2012, section 4).
//!
//! Group 0 is the background: constraints, and what options and steps are. Every other group is a demand or a
//! walk-away. A *group MUS* is then a conflict, and the cheapest groups to leave out are a way out. Comment lines say
//! which group is what and how firm it is:
//!
//! ```text
//! c group 1 demand no-fixed-high-release velmar absolute
//! c group 7 walk_away tarsa tarsa 70
//! ```
//!
//! # What the clauses say, and what they do not
//!
//! Demands about content and constraints are clauses, exactly. Walk-aways (sums) and the order of steps (least fixed
//! points) are no clauses: our own solver keeps them apart and adds a clause whenever it finds one that rules a wrong
//! assignment out. What is written here are the clauses of that sort that suffice to refute every conflict of the case.
//! So where [`Gcnf::exact`] is true, a set of groups is contradictory exactly if the demands and walk-aways that they
//! stand for cannot hold together: conflicts and ways out are those of the case, all of them and no others. The *models*
//! of the clauses, though, need not be agreements; ask nothing else of them.
//!
//! Where it is false, the search for conflicts was cut. Then the clauses refute those that were found, and put the
//! cheapest [`CHEAPEST`] ways out in the right order, no more.
//!
//! [`write_whole`] instead writes them as clauses once and for all, from the case alone, as somebody would who has but a
//! SAT solver: many more clauses, and nothing that only the search could know.

mod whole;

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
    fmt::{self, Display, Formatter},
};

use crate::{
    case::{Case, Content, IssueId, OptionId, Pattern, Patterned},
    question::Budget,
    rule::{Asks, Origin},
    search::{
        cheapest::{Cheapest, Next},
        knots::{Limits, MANY, knots},
        model::{Model, Setting},
        oracle::Oracle,
        solver::Lit,
    },
};

/// Ways out that the clauses get right even where not all conflicts are known.
pub const CHEAPEST: usize = 100;

/// The rules of a case as clauses in groups. Its [`Display`] is the file.
#[derive(Debug, Clone)]
pub struct Gcnf {
    /// The title of the case.
    pub title: String,
    /// How many variables there are; they are numbered from 1.
    pub variables: i32,
    /// The groups from 1 on: demands, then walk-aways of principals, in the order of the file.
    pub groups: Vec<Group>,
    /// Clauses, each with the number of its group: variables, negated where negative.
    pub clauses: Vec<(usize, Vec<i32>)>,
    /// Units of cost that make a firmness of 1.
    pub unit: i128,
    /// Whether conflicts and ways out of the clauses are those of the case.
    pub exact: bool,
}

/// What a group stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The demand or the walk-away.
    pub origin: Origin,
    /// Its key in the file (one word); of a walk-away, its party's.
    pub key: String,
    /// The key of the party whose it is.
    pub party: String,
    /// What giving it up costs, in units; `None`: absolute.
    pub cost: Option<u128>,
}

/// Writes the rules of a case as clauses in groups, walk-aways and order included, without any search.
pub fn write_whole(case: &Case) -> Gcnf {
    let model = Model::new(case, &Setting::default());
    let mut writer = Writer::new(&model);
    writer.rules();
    writer.whole();
    finished(&model, writer, true)
}

/// Writes the rules of a case as clauses in groups, with those clauses about walk-aways and order that suffice.
///
/// All conflicts are looked for within the budget, since they tell which clauses about walk-aways and order are needed.
pub fn write(case: &Case, budget: &Budget) -> Gcnf {
    let model = Model::new(case, &Setting::default());
    let mut writer = Writer::new(&model);
    writer.rules();
    let (lemmas, exact) = lemmas(&model, budget, &mut writer);
    writer.clauses.extend(lemmas.into_iter().map(|clause| (0, clause)));
    finished(&model, writer, exact)
}

fn finished(model: &Model<'_>, writer: Writer<'_, '_>, exact: bool) -> Gcnf {
    let case = model.case;
    let groups = model.rules[..model.members]
        .iter()
        .zip(&model.costs)
        .map(|(rule, cost)| Group {
            origin: rule.origin,
            key: case.key_of(rule.origin).to_owned(),
            party: case.party_of(rule.origin).map(|p| case.party(p).key.clone()).unwrap_or_default(),
            cost: *cost,
        })
        .collect();
    Gcnf {
        title: case.title().to_owned(),
        variables: writer.variables,
        groups,
        clauses: writer.clauses,
        unit: model.cost_scale,
        exact,
    }
}

impl Display for Gcnf {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "c {}: what blocks an agreement, as clauses in groups", self.title.replace(['\n', '\r'], " "))?;
        writeln!(f, "c the background is group 0; the others are demands and walk-aways:")?;
        writeln!(f, "c told as: group NUMBER KIND ID PARTY FIRMNESS, in units; {} to a firmness of 1", self.unit)?;
        for (n, group) in self.groups.iter().enumerate() {
            let cost = group.cost.map_or_else(|| "absolute".to_owned(), |c| c.to_string());
            let (key, party) = (one_word(&group.key), one_word(&group.party));
            writeln!(f, "c group {} {} {key} {party} {cost}", n + 1, group.origin.kind())?;
        }
        let exact = if self.exact {
            "exact: conflicts and ways out are those of the case"
        } else {
            "cut: some conflicts of the case may be missing"
        };
        writeln!(f, "c {exact}")?;
        writeln!(f, "p gcnf {} {} {}", self.variables, self.clauses.len(), self.groups.len())?;
        for (group, clause) in &self.clauses {
            write!(f, "{{{group}}} ")?;
            for lit in clause {
                write!(f, "{lit} ")?;
            }
            writeln!(f, "0")?;
        }
        Ok(())
    }
}

/// A name with spaces is written in quotation marks, each space as `\u0020`, so that it stays one word.
fn one_word(name: &str) -> Cow<'_, str> {
    if name.contains([' ', '"', '\\']) {
        let inner = name.replace('\\', "\\\\").replace('"', "\\\"").replace(' ', "\\u0020");
        Cow::Owned(format!("\"{inner}\""))
    } else {
        Cow::Borrowed(name)
    }
}

struct Writer<'m, 'a> {
    model: &'m Model<'a>,
    variables: i32,
    clauses: Vec<(usize, Vec<i32>)>,
    /// For each issue, for each option: it is chosen.
    choose: Vec<Vec<i32>>,
    /// For each step that not every package lets be performed: it can be.
    performable: Vec<Option<i32>>,
    /// For each member that is no clause by itself: it is in force.
    in_force: Vec<Option<i32>>,
    /// For each rule, the bonuses that are paid where it is a walk-away.
    paid: Vec<Vec<i32>>,
}

impl<'m, 'a> Writer<'m, 'a> {
    fn new(model: &'m Model<'a>) -> Self {
        Writer {
            model,
            variables: 0,
            clauses: Vec::new(),
            choose: Vec::new(),
            performable: Vec::new(),
            in_force: Vec::new(),
            paid: Vec::new(),
        }
    }

    fn variable(&mut self) -> i32 {
        self.variables += 1;
        self.variables
    }

    fn rules(&mut self) {
        self.choose = self.model.case.issues().iter().map(|issue| self.options(issue.options.len())).collect();
        let steps = self.model.case.steps().iter();
        self.performable = steps.map(|step| step.carries_out.as_ref().map(|p| self.holds(p))).collect();
        for (n, rule) in self.model.rules.iter().enumerate() {
            let group = if n < self.model.members { n + 1 } else { 0 };
            let mut in_force = None;
            let paid = match rule.asks {
                Asks::Worth(party) => self.model.case.walk_away(party).map(|(_, wants)| wants.bonuses()),
                _ => None,
            };
            let paid = paid.unwrap_or_default().iter().map(|bonus| {
                let matched = self.holds(&bonus.when);
                if bonus.unless { -matched } else { matched }
            });
            let paid = paid.collect();
            self.paid.push(paid);
            match rule.asks {
                Asks::Content(Content::Require(pattern)) => self.require(group, &[], pattern),
                Asks::Content(Content::Never(pattern)) => {
                    for table in pattern.alternatives() {
                        let clause = self.unmatched(table);
                        self.clauses.push((group, clause));
                    }
                }
                Asks::Content(Content::IfThen(given, then)) => {
                    for table in given.alternatives() {
                        let unmatched = self.unmatched(table);
                        self.require(group, &unmatched, then);
                    }
                }
                Asks::Worth(_) | Asks::Order(_) | Asks::Waits(_) => {
                    if group > 0 {
                        let selector = self.variable();
                        self.clauses.push((group, vec![selector]));
                        in_force = Some(selector);
                    }
                }
            }
            self.in_force.push(in_force);
        }
    }

    /// One literal for each option of an issue, of which exactly one holds.
    fn options(&mut self, n: usize) -> Vec<i32> {
        if n == 2 {
            let first = self.variable();
            return vec![first, -first];
        }
        let lits: Vec<i32> = (0..n).map(|_| self.variable()).collect();
        self.clauses.push((0, lits.clone()));
        for (k, a) in lits.iter().enumerate() {
            self.clauses.extend(lits[k + 1..].iter().map(|b| (0, vec![-a, -b])));
        }
        lits
    }

    /// The options of an issue that are (or are not) among some.
    fn among(&self, issue: IssueId, options: &[OptionId], wanted: bool) -> Vec<i32> {
        let all = self.choose[issue.index()].iter().enumerate();
        all.filter(|(o, _)| options.iter().any(|x| x.index() == *o) == wanted).map(|(_, lit)| *lit).collect()
    }

    /// Literals of which one holds wherever one table of a pattern is not matched.
    fn unmatched(&self, table: &Patterned) -> Vec<i32> {
        table.terms().iter().flat_map(|(i, o)| self.among(*i, o, false)).collect()
    }

    /// One of the tables of a pattern is matched, unless one of `given` holds.
    fn require(&mut self, group: usize, given: &[i32], pattern: &Pattern) {
        if let [table] = pattern.alternatives() {
            for (issue, options) in table.terms() {
                let clause = given.iter().copied().chain(self.among(*issue, options, true)).collect();
                self.clauses.push((group, clause));
            }
            return;
        }
        let mut clause = given.to_vec();
        for table in pattern.alternatives() {
            if let [(issue, options)] = table.terms() {
                clause.extend(self.among(*issue, options, true));
                continue;
            }
            let matched = self.variable();
            for (issue, options) in table.terms() {
                let term = std::iter::once(-matched).chain(self.among(*issue, options, true)).collect();
                self.clauses.push((0, term));
            }
            clause.push(matched);
        }
        self.clauses.push((group, clause));
    }

    /// A literal that holds exactly where a pattern is matched.
    fn holds(&mut self, pattern: &Pattern) -> i32 {
        if let [table] = pattern.alternatives()
            && let [(issue, options)] = table.terms()
            && let [option] = options.as_slice()
        {
            return self.choose[issue.index()][option.index()];
        }
        let whole = self.variable();
        self.require(0, &[-whole], pattern);
        for table in pattern.alternatives() {
            let clause = std::iter::once(whole).chain(self.unmatched(table)).collect();
            self.clauses.push((0, clause));
        }
        whole
    }

    /// What the literals of an oracle are here.
    fn names(&self, oracle: &mut Oracle) -> HashMap<Lit, i32> {
        let mut names = HashMap::new();
        let mut name = |theirs: Lit, ours: i32| {
            names.insert(theirs, ours);
            names.insert(!theirs, -ours);
        };
        for (theirs, ours) in oracle.lits.choose.iter().zip(&self.choose) {
            theirs.iter().zip(ours).for_each(|(theirs, ours)| name(*theirs, *ours));
        }
        for (theirs, ours) in oracle.lits.selectors.iter().zip(&self.in_force) {
            if let (Some(theirs), Some(ours)) = (theirs, ours) {
                name(*theirs, *ours);
            }
        }
        let ours = self.paid.iter().filter(|paid| !paid.is_empty());
        for (theirs, ours) in oracle.lits.paid.iter().zip(ours) {
            theirs.lits.iter().zip(ours).for_each(|(theirs, ours)| name(*theirs, *ours));
        }
        for (theirs, ours) in oracle.solver.theory().step_lits.iter().zip(&self.performable) {
            if let (Some(theirs), Some(ours)) = (theirs.performable, ours) {
                name(theirs, *ours);
            }
        }
        names
    }
}

/// The clauses about walk-aways and order by which all conflicts are refuted; and whether all conflicts are known.
fn lemmas(model: &Model<'_>, budget: &Budget, writer: &mut Writer<'_, '_>) -> (BTreeSet<Vec<i32>>, bool) {
    let mut oracle = recording(Oracle::new(model, &model.whole(), budget.cancel.clone()));
    // Where the background alone is impossible, this shows why.
    let _ = oracle.ask([]);
    let limits = Limits {
        many: MANY,
        calls: budget.effort,
        conflicts: budget.conflicts,
        ways_out: 1,
        threads: budget.threads,
        cancel: budget.cancel.clone(),
    };
    let found = knots(model, &limits);
    for conflict in found.knots.iter().flat_map(|k| &k.conflicts) {
        let _ = oracle.ask(conflict.iter().copied());
    }
    let exact = !found.stopped && found.knots.iter().all(|k| k.complete);
    let mut lemmas = translated(oracle, writer);
    if !exact {
        let (hard, soft): (Vec<usize>, Vec<usize>) = (0..model.members).partition(|m| model.costs[*m].is_none());
        let soft: Vec<(usize, u128)> = soft.iter().filter_map(|m| Some((*m, model.costs[*m]?))).collect();
        let choosing = Oracle::choosing(model, &model.whole(), budget.cancel.clone());
        let mut cheapest = Cheapest::new(recording(choosing), &hard, &soft);
        let mut listed = 0;
        // One more, to be sure of what the last of them costs.
        while listed <= CHEAPEST && matches!(cheapest.next(), Next::GiveUp(..)) {
            listed += 1;
        }
        lemmas.extend(translated(cheapest.oracle, writer));
    }
    (lemmas, exact)
}

/// An oracle that takes note of the clauses it comes upon.
fn recording(mut oracle: Oracle) -> Oracle {
    oracle.solver.theory().record = Some(Vec::new());
    oracle
}

/// What an oracle took note of, in our variables.
fn translated(mut oracle: Oracle, writer: &Writer<'_, '_>) -> BTreeSet<Vec<i32>> {
    let names = writer.names(&mut oracle);
    let recorded = oracle.solver.theory().record.take().unwrap_or_default();
    recorded
        .iter()
        .map(|clause| {
            let lit = |l: &Lit| *names.get(l).expect("lemmas are about options, members and steps");
            let mut clause: Vec<i32> = clause.iter().map(lit).collect();
            clause.sort_unstable();
            clause.dedup();
            clause
        })
        .collect()
}
