//! Conflicts of order, told as a ring: *A waits for B's x, B waits for A's y*.

use crate::{
    case::{Order, StepId},
    rule::{Asks, Origin},
    search::model::Model,
};

/// One link: a step waits for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitsFor {
    /// The step that waits.
    pub step: StepId,
    /// What it waits for; one of them would do. Of steps that are to be one act: the others.
    pub waits_for: Vec<StepId>,
    /// The demand or step rule that makes it wait.
    pub because: Origin,
    /// Whether it must be done in one act with them rather than after them.
    pub together: bool,
}

/// The links of a conflict, each going on from the one before where one does.
pub(super) fn tell(model: &Model<'_>, members: &[Origin], rests_on: &[Origin]) -> Vec<WaitsFor> {
    let mut links: Vec<WaitsFor> = Vec::new();
    for rule in model.rules.iter().filter(|r| members.contains(&r.origin) || rests_on.contains(&r.origin)) {
        let because = rule.origin;
        let mut wait = |step: StepId, all: &[StepId], any: &[StepId]| {
            let lists = all.iter().map(|s| vec![*s]).chain((!any.is_empty()).then(|| any.to_vec()));
            links.extend(lists.map(|waits_for| WaitsFor { step, waits_for, because, together: false }));
        };
        match rule.asks {
            Asks::Waits(s) => wait(s, &model.case.step(s).after, &model.case.step(s).after_any),
            Asks::Order(Order::After { step, all, any }) => wait(*step, all, any),
            Asks::Order(Order::Together(steps)) => {
                links.push(WaitsFor { step: steps[0], waits_for: steps[1..].to_vec(), because, together: true });
            }
            Asks::Content(_) | Asks::Worth(_) => {}
        }
    }
    in_order(relevant(model, links))
}

/// Leaves out waits for steps that nothing in the conflict holds up: they are no part of the ring.
fn relevant(model: &Model<'_>, links: Vec<WaitsFor>) -> Vec<WaitsFor> {
    let held_up = |s: &StepId| {
        model.case.step(*s).carries_out.is_some()
            || links.iter().any(|l| l.step == *s || (l.together && l.waits_for.contains(s)))
    };
    let kept: Vec<WaitsFor> = links.iter().filter(|l| l.together || l.waits_for.iter().all(held_up)).cloned().collect();
    // Where a rule lists several waits, those that lead back into the ring explain it.
    let leads_back = |l: &WaitsFor| {
        l.together
            || l.waits_for.iter().any(|s| kept.iter().any(|k| k.step == *s || (k.together && k.waits_for.contains(s))))
    };
    let back: Vec<WaitsFor> = kept.iter().filter(|l| leads_back(l)).cloned().collect();
    let told = |all: &[WaitsFor]| links.iter().all(|l| all.iter().any(|k| k.because == l.because));
    if told(&back) {
        back
    } else if told(&kept) {
        kept
    } else {
        links
    }
}

fn in_order(mut links: Vec<WaitsFor>) -> Vec<WaitsFor> {
    let mut told: Vec<WaitsFor> = Vec::new();
    while !links.is_empty() {
        let next = told.last().and_then(|last| links.iter().position(|l| last.waits_for.contains(&l.step)));
        told.push(links.remove(next.unwrap_or(0)));
    }
    told
}
