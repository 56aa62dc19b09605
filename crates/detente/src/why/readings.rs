//! The answer under each reading of what is disputed.

use std::collections::BTreeSet;

use super::{Verdict, Why, ask};
use crate::{
    case::{Case, ClaimId, Element},
    number::Exact,
    question::{Budget, Refusal},
    readings::{Dispute, Essence, Varied},
    rule::Origin,
    search::{
        combine,
        knots::knots,
        model::{Model, Setting},
        oracle::{Found, Oracle},
    },
};

/// All readings.
pub type Readings = crate::readings::Readings<Reading>;

/// What it comes to in one reading.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What it comes to; `None` if the search was stopped before that was known.
    pub verdict: Option<Verdict>,
    /// The conflicts, as sets of members; those that were found, where it is not complete.
    pub conflicts: Vec<Vec<Origin>>,
    /// The cheapest way out; where it is not complete, `None` may mean that none was found in time.
    pub cheapest: Option<(Vec<Origin>, Exact)>,
    /// Whether nothing is missing.
    pub complete: bool,
}

impl Essence for Reading {
    fn same_verdict(&self, other: &Self) -> Option<bool> {
        Some(self.verdict? == other.verdict?)
    }

    fn same(&self, other: &Self) -> Option<bool> {
        (self.complete && other.complete).then(|| self.conflicts == other.conflicts && self.cheapest == other.cheapest)
    }

    fn complete(&self) -> bool {
        self.complete
    }
}

pub(super) fn all(why: &Why, case: &Case, budget: &Budget) -> Result<Readings, Refusal> {
    let rules: BTreeSet<Origin> = case.rules().iter().map(|r| r.origin).filter(|o| why.looks_at(case, *o)).collect();
    let looks_at = |e: Element| e.rule().is_some_and(|o| rules.contains(&o));
    let varied = Varied::of(case, &why.doubt, &looks_at)?;
    let disputes = varied.disputes.clone();
    Ok(Readings::of(varied, |against| read(why, case, budget, &disputes, against)))
}

fn read(why: &Why, case: &Case, budget: &Budget, disputes: &[Dispute], against: &[usize]) -> Reading {
    let claims: Vec<ClaimId> = against
        .iter()
        .filter_map(|d| match disputes[*d] {
            Dispute::Claim(c) => Some(c),
            Dispute::Element(_) => None,
        })
        .collect();
    let elements: BTreeSet<Origin> = against
        .iter()
        .filter_map(|d| match disputes[*d] {
            Dispute::Element(e) => e.rule(),
            Dispute::Claim(_) => None,
        })
        .collect();
    let void: BTreeSet<Origin> = case
        .rules()
        .iter()
        .map(|r| r.origin)
        .filter(|o| {
            let because = &case.grounds_of(*o).because;
            elements.contains(o) || (!because.is_empty() && because.iter().all(|c| claims.contains(c)))
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
    let mut reading = Reading { verdict, conflicts: Vec::new(), cheapest: None, complete: verdict.is_some() };
    if verdict == Some(Verdict::Blocked) {
        let found = knots(&model, &ask::limits(&Why { max: Some(1), ..why.clone() }, budget));
        reading.complete = !found.stopped && found.knots.iter().all(|k| k.complete);
        let origins = |members: &[usize]| members.iter().map(|m| model.rules[*m].origin).collect::<Vec<Origin>>();
        reading.conflicts = found.knots.iter().flat_map(|k| &k.conflicts).map(|c| origins(c)).collect();
        reading.conflicts.sort_by(|a: &Vec<Origin>, b| (a.len(), a).cmp(&(b.len(), b)));
        let lists: Vec<_> = found.knots.into_iter().map(|k| k.ways_out).collect();
        reading.cheapest = combine::cheapest(&lists, 1).first().map(|w| (origins(&w.members), model.cost(w.cost)));
    }
    reading
}
