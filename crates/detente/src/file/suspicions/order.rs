//! Suspicious things about the order of steps, and about what a roadmap is for.

use std::collections::BTreeSet;

use crate::{
    case::{Case, Insists, Order, PartyId, StepId},
    diagnostic::{Code, Diagnostic},
    file::one_act::inside,
    search::{can_match, never_done},
};

/// One act for one party, one after the other for another, or as a fact.
pub(super) fn one_act_or_not(case: &Case, found: &mut Vec<Diagnostic>) {
    let told = "in one act no step is before another: `why` and `roadmap` take the wait as met where both are done at one moment";
    for one in case.demands() {
        let Insists::Order(Order::Together(act)) = &one.insists else { continue };
        for other in case.demands() {
            let Insists::Order(Order::After { step, waits }) = &other.insists else { continue };
            if inside(act, *step, waits) {
                let (first, second) = if one.place < other.place { (one, other) } else { (other, one) };
                found.push(
                    Diagnostic::new(
                        Code::OneActOrNot,
                        second.place,
                        format!(
                            "demand `{}` makes one act of steps of which demand `{}` puts one before the other",
                            one.key, other.key
                        ),
                    )
                    .also(first.place, "the other demand is here")
                    .help(told),
                );
            }
        }
        for (n, step) in case.steps().iter().enumerate() {
            if inside(act, StepId::at(n), &step.waits) {
                found.push(
                    Diagnostic::new(
                        Code::OneActOrNot,
                        one.place,
                        format!(
                            "demand `{}` makes one act of steps of which step `{}` waits for another by itself",
                            one.key, step.key
                        ),
                    )
                    .also(step.place, "the step is here")
                    .help(told),
                );
            }
        }
    }
}

/// Demands in which a party is to find done what it alone does.
pub(super) fn verifies_itself(case: &Case, found: &mut Vec<Diagnostic>) {
    for demand in case.demands() {
        let (Insists::Order(Order::After { waits, .. }), Some(verified)) = (&demand.insists, demand.terms.verified)
        else {
            continue;
        };
        let doers: BTreeSet<PartyId> = waits.first().flatten().flat_map(|s| case.step(*s).by.iter().copied()).collect();
        if doers.iter().eq([&verified.by]) {
            found.push(
                Diagnostic::new(
                    Code::VerifiesItself,
                    demand.place,
                    format!(
                        "demand `{}` has {} verify what it alone performs",
                        demand.key,
                        case.party_name(verified.by)
                    ),
                )
                .help("name somebody whom the others would believe"),
            );
        }
    }
}

/// Other readings of a demand that say the same as the demand, or as one before.
pub(super) fn same_reading(case: &Case, found: &mut Vec<Diagnostic>) {
    for demand in case.demands() {
        let Insists::Order(Order::After { waits, .. }) = &demand.insists else { continue };
        let meanings = &demand.terms.meanings;
        for (n, meaning) in meanings.iter().enumerate() {
            if *waits == meaning.waits || meanings[..n].iter().any(|m| m.waits == meaning.waits) {
                found.push(
                    Diagnostic::new(
                        Code::NoEffect,
                        meaning.place,
                        format!("the reading `{}` says nothing that was not said before", meaning.key),
                    )
                    .help("say what comes first in this reading, or take it out"),
                );
            }
        }
    }
}

/// Goals of the roadmap that are never reached, whatever is agreed and demanded.
pub(super) fn out_of_reach(case: &Case, found: &mut Vec<Diagnostic>) {
    if case.agenda().goals.is_empty() {
        return;
    }
    let never = never_done(case);
    for goal in &case.agenda().goals {
        let step = case.step(*goal);
        let unmatched = || step.carries_out.as_ref().is_some_and(|pattern| !can_match(case, pattern));
        let (why, help) = if step.by.is_empty() {
            ("nobody performs it", "say who does: `by = [\"...\"]`")
        } else if never.contains(goal) {
            (
                "what it waits for by itself can never be done",
                "look at its `after`, `after_any` and `on_credit`: nobody could give those up",
            )
        } else if unmatched() {
            ("the constraints rule out whatever it carries out", "look at its `carries_out`, and at the constraints")
        } else {
            continue;
        };
        found.push(
            Diagnostic::new(
                Code::GoalOutOfReach,
                step.place,
                format!("step `{}` is a goal of the roadmap, but is never reached: {why}", step.key),
            )
            .help(help),
        );
    }
}
