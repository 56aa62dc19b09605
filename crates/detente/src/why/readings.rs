//! The answer under each reading of what is disputed.

use std::collections::BTreeSet;

use super::{Verdict, Why, ask};
use crate::{
    case::{Case, ClaimId},
    number::Exact,
    question::{Budget, Refusal},
    rule::Origin,
    search::{
        combine,
        knots::knots,
        model::{Model, Setting},
        oracle::{Found, Oracle},
    },
};

/// Something that claims both support and contradict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dispute {
    /// An element of the case: in the other reading it is not there.
    Element(Origin),
    /// A claim: in the other reading, what rests on it alone (or on such claims alone) is not there.
    Claim(ClaimId),
}

/// One reading and what it comes to.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The disputes, by number, that are decided against what the file says first.
    pub against: Vec<usize>,
    /// What it comes to; `None` if the search was stopped before that was known.
    pub verdict: Option<Verdict>,
    /// The conflicts, as sets of members.
    pub conflicts: Vec<Vec<Origin>>,
    /// The cheapest way out.
    pub cheapest: Option<(Vec<Origin>, Exact)>,
}

/// All readings.
#[derive(Debug, Clone)]
pub struct Readings {
    /// What is disputed.
    pub disputes: Vec<Dispute>,
    /// The readings: first the one in which the file is taken as it stands.
    pub readings: Vec<Reading>,
    /// The disputes on which the verdict depends: deciding one of them otherwise changes it in some reading.
    pub verdict_depends_on: Vec<usize>,
    /// The disputes on which the conflicts or the cheapest way out depend.
    pub answer_depends_on: Vec<usize>,
}

/// Most disputes of which every combination is tried.
const MOST: usize = 8;

pub(super) fn all(why: &Why, case: &Case, budget: &Budget) -> Result<Readings, Refusal> {
    let disputes = disputes(case);
    if disputes.len() > MOST {
        return Err(Refusal::new(format!(
            "{} things are disputed, which makes {} readings; at most {} are tried",
            disputes.len(),
            1_u128.checked_shl(disputes.len() as u32).unwrap_or(u128::MAX),
            1 << MOST
        ))
        .help("settle some of them in the file, or ask without `--reading all`"));
    }
    let readings: Vec<Reading> =
        (0..1_usize << disputes.len()).map(|mask| read(why, case, budget, &disputes, mask)).collect();
    let depends = |same: &dyn Fn(&Reading, &Reading) -> bool| {
        (0..disputes.len())
            .filter(|d| (0..readings.len()).any(|mask| !same(&readings[mask], &readings[mask ^ (1 << d)])))
            .collect::<Vec<usize>>()
    };
    let verdict_depends_on = depends(&|a, b| a.verdict == b.verdict);
    let answer_depends_on = depends(&|a, b| a.conflicts == b.conflicts && a.cheapest == b.cheapest);
    let mut readings = readings;
    readings.sort_by_key(|r| (r.against.len(), r.against.clone()));
    Ok(Readings { disputes, readings, verdict_depends_on, answer_depends_on })
}

/// What is disputed: rules with claims against them, and claims with claims against them that rules rest on.
fn disputes(case: &Case) -> Vec<Dispute> {
    let rules = case.rules();
    let mut found: Vec<Dispute> = rules
        .iter()
        .map(|r| r.origin)
        .filter(|o| !case.grounds_of(*o).disputed_by.is_empty())
        .map(Dispute::Element)
        .collect();
    for (n, claim) in case.claims().iter().enumerate() {
        let id = ClaimId::at(n);
        let carries = rules.iter().any(|r| case.grounds_of(r.origin).because.contains(&id));
        if !claim.disputed_by.is_empty() && carries {
            found.push(Dispute::Claim(id));
        }
    }
    found
}

fn read(why: &Why, case: &Case, budget: &Budget, disputes: &[Dispute], mask: usize) -> Reading {
    let against: Vec<usize> = (0..disputes.len()).filter(|d| mask >> d & 1 == 1).collect();
    let claims: Vec<ClaimId> = against
        .iter()
        .filter_map(|d| match disputes[*d] {
            Dispute::Claim(c) => Some(c),
            Dispute::Element(_) => None,
        })
        .collect();
    let void: BTreeSet<Origin> = case
        .rules()
        .iter()
        .map(|r| r.origin)
        .filter(|o| {
            let because = &case.grounds_of(*o).because;
            against.iter().any(|d| disputes[*d] == Dispute::Element(*o))
                || (!because.is_empty() && because.iter().all(|c| claims.contains(c)))
        })
        .collect();
    let model = Model::new(case, &Setting { void, ..ask::setting(why) });
    let mut oracle = Oracle::new(&model, &model.whole(), budget.cancel.clone());
    let verdict = match oracle.ask(0..model.members) {
        Found::Agreement(_) => Some(Verdict::Open),
        Found::Stopped => None,
        Found::Blame(_) => match oracle.ask([]) {
            Found::Agreement(_) => Some(Verdict::Blocked),
            Found::Blame(_) => Some(Verdict::Impossible),
            Found::Stopped => None,
        },
    };
    let (mut conflicts, mut cheapest) = (Vec::new(), None);
    if verdict == Some(Verdict::Blocked) {
        let found = knots(&model, &ask::limits(&Why { max: Some(1), ..why.clone() }, budget)).knots;
        let origins = |members: &[usize]| members.iter().map(|m| model.rules[*m].origin).collect::<Vec<Origin>>();
        conflicts = found.iter().flat_map(|k| &k.conflicts).map(|c| origins(c)).collect();
        conflicts.sort_by(|a: &Vec<Origin>, b| (a.len(), a).cmp(&(b.len(), b)));
        let lists: Vec<_> = found.into_iter().map(|k| k.ways_out).collect();
        cheapest = combine::cheapest(&lists, 1).first().map(|w| (origins(&w.members), model.cost(w.cost)));
    }
    Reading { against, verdict, conflicts, cheapest }
}
