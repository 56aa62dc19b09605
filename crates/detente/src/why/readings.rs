//! The answer under each reading of what is disputed.

use std::collections::BTreeSet;

use super::{Verdict, Why, ask};
use crate::{
    case::{Case, ClaimId, Element},
    number::Exact,
    question::Budget,
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
    /// A rule: in the other reading it is not there. Of a step, what it waits for is not there.
    Element(Origin),
    /// A claim: in the other reading, the rules that rest on it alone (or on such claims alone) are not there.
    Claim(ClaimId),
}

/// One reading and what it comes to.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The disputes, by number, that are decided against what the file says first.
    pub against: Vec<usize>,
    /// What it comes to; `None` if the search was stopped before that was known.
    pub verdict: Option<Verdict>,
    /// The conflicts, as sets of members; those that were found, where it is not complete.
    pub conflicts: Vec<Vec<Origin>>,
    /// The cheapest way out; where it is not complete, `None` may mean that none was found in time.
    pub cheapest: Option<(Vec<Origin>, Exact)>,
    /// Whether nothing is missing.
    pub complete: bool,
}

/// Whether something depends on a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depends {
    /// Deciding it otherwise changes it in some reading.
    Yes,
    /// It changes it in none.
    No,
    /// The search ended before that was known.
    NotKnown,
}

/// All readings.
#[derive(Debug, Clone)]
pub struct Readings {
    /// What is disputed and read both ways.
    pub disputes: Vec<Dispute>,
    /// What is disputed too, but read one way only.
    pub not_varied: Vec<NotVaried>,
    /// The readings: first the one in which the file is taken as it stands.
    pub readings: Vec<Reading>,
    /// For each dispute, whether the verdict depends on it.
    pub verdict_depends: Vec<Depends>,
    /// For each dispute, whether the conflicts or the cheapest way out depend on it.
    pub answer_depends: Vec<Depends>,
    /// Whether every combination was tried; else each dispute was decided otherwise by itself.
    pub combined: bool,
}

/// What is disputed, and not read both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotVaried {
    /// No rule, but for instance what a party wants, a step that waits for nothing, a delegate.
    Element(Element),
    /// A claim that no rule rests on, though something else does.
    Claim(ClaimId),
}

/// Most disputes of which every combination is tried.
pub(crate) const MOST: usize = 8;

pub(super) fn all(why: &Why, case: &Case, budget: &Budget) -> Readings {
    let disputes = disputes(case, why);
    let combined = disputes.len() <= MOST;
    let sets: Vec<Vec<usize>> = if combined {
        (0..1_usize << disputes.len())
            .map(|mask| (0..disputes.len()).filter(|d| mask >> d & 1 == 1).collect())
            .collect()
    } else {
        std::iter::once(Vec::new()).chain((0..disputes.len().min((1 << MOST) - 1)).map(|d| vec![d])).collect()
    };
    let mut readings: Vec<Reading> = sets.into_iter().map(|set| read(why, case, budget, &disputes, set)).collect();
    readings.sort_by_key(|r| (r.against.len(), r.against.clone()));
    let depends = |same: &dyn Fn(&Reading, &Reading) -> Option<bool>| -> Vec<Depends> {
        (0..disputes.len()).map(|d| depends(&readings, d, combined, same)).collect()
    };
    let verdict_depends = depends(&|a, b| Some(a.verdict? == b.verdict?));
    let answer_depends = depends(&|a, b| match (a.verdict?, b.verdict?) {
        (x, y) if x != y => Some(false),
        _ if a.complete && b.complete => Some(a.conflicts == b.conflicts && a.cheapest == b.cheapest),
        _ => None,
    });
    let not_varied = not_varied(case, &disputes);
    Readings { disputes, not_varied, readings, verdict_depends, answer_depends, combined }
}

/// Whether something changes between two readings that differ in one dispute only. `same` says whether it is the same
/// in two readings; `None` where that is not known.
fn depends(
    readings: &[Reading],
    dispute: usize,
    combined: bool,
    same: &dyn Fn(&Reading, &Reading) -> Option<bool>,
) -> Depends {
    let mut known = combined;
    let mut compared = false;
    for with in readings.iter().filter(|r| r.against.contains(&dispute)) {
        let others: Vec<usize> = with.against.iter().copied().filter(|d| *d != dispute).collect();
        let Some(without) = readings.iter().find(|r| r.against == others) else { continue };
        compared = true;
        match same(with, without) {
            Some(false) => return Depends::Yes,
            Some(true) => {}
            None => known = false,
        }
    }
    if known && compared { Depends::No } else { Depends::NotKnown }
}

/// What is disputed and can be read both ways: rules with claims against them, and claims with claims against them that
/// rules rest on.
fn disputes(case: &Case, why: &Why) -> Vec<Dispute> {
    let rules: Vec<Origin> = case.rules().iter().map(|r| r.origin).filter(|o| why.looks_at(case, *o)).collect();
    let mut found: Vec<Dispute> =
        rules.iter().filter(|o| !case.grounds_of(**o).disputed_by.is_empty()).map(|o| Dispute::Element(*o)).collect();
    for (n, claim) in case.claims().iter().enumerate() {
        let id = ClaimId::at(n);
        let carries = rules.iter().any(|o| case.grounds_of(*o).because.contains(&id));
        if !claim.disputed_by.is_empty() && carries {
            found.push(Dispute::Claim(id));
        }
    }
    found
}

/// What is disputed beside that.
fn not_varied(case: &Case, disputes: &[Dispute]) -> Vec<NotVaried> {
    let varied = |e: &Element| e.rule().is_some_and(|o| disputes.contains(&Dispute::Element(o)));
    let mut found: Vec<NotVaried> = case
        .elements()
        .into_iter()
        .filter(|e| !case.grounds(*e).disputed_by.is_empty() && !varied(e))
        .map(NotVaried::Element)
        .collect();
    for (n, claim) in case.claims().iter().enumerate() {
        let id = ClaimId::at(n);
        let carries = case.elements().iter().any(|e| case.grounds(*e).because.contains(&id));
        if !claim.disputed_by.is_empty() && carries && !disputes.contains(&Dispute::Claim(id)) {
            found.push(NotVaried::Claim(id));
        }
    }
    found
}

fn read(why: &Why, case: &Case, budget: &Budget, disputes: &[Dispute], against: Vec<usize>) -> Reading {
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
    let mut reading = Reading { against, verdict, conflicts: Vec::new(), cheapest: None, complete: verdict.is_some() };
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
