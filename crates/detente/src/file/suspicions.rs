//! Suspicious things in a sound file: warnings.

mod aliases;
mod contradictions;
mod order;
mod provenance;
mod roles;
mod utterances;
mod witnesses;

use std::collections::{HashMap, HashSet};

use crate::{
    case::{Case, Content, Insists, IssueId, OptionId, Preference, StepId},
    diagnostic::{Code, Diagnostic},
    number::Exact,
};

/// All warnings about a case; those about documents and quotes are made by [`crate::quote::check`].
pub(super) fn of(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    one_option(case, &mut found);
    nobody_wants(case, &mut found);
    provenance::without(case, &mut found);
    provenance::unused_claims(case, &mut found);
    provenance::both_sides(case, &mut found);
    contradictions::all(case, &mut found);
    witnesses::second_hand(case, &mut found);
    witnesses::of_another(case, &mut found);
    witnesses::chains(case, &mut found);
    utterances::told_in_two_ways(case, &mut found);
    aliases::shared(case, &mut found);
    roles::overlapping(case, &mut found);
    roles::stale(case, &mut found);
    without_effect(case, &mut found);
    idle_bonuses(case, &mut found);
    rings(case, &mut found);
    order::one_act_or_not(case, &mut found);
    order::verifies_itself(case, &mut found);
    order::same_reading(case, &mut found);
    order::out_of_reach(case, &mut found);
    found
}

fn one_option(case: &Case, found: &mut Vec<Diagnostic>) {
    for issue in case.issues().iter().filter(|i| i.options.len() == 1) {
        found.push(
            Diagnostic::new(
                Code::OneOption,
                issue.place,
                format!("issue `{}` has one option: it is settled", issue.key),
            )
            .help("add the other options, or take the issue out"),
        );
    }
}

fn nobody_wants(case: &Case, found: &mut Vec<Diagnostic>) {
    let demanded = wanted_by_demand(case);
    for (i, issue) in case.issues().iter().enumerate() {
        let id = IssueId::at(i);
        let wants: Vec<&Vec<Exact>> = case
            .parties()
            .iter()
            .filter_map(|p| match &p.preference {
                Preference::Worth(w) => w.on(id).map(|w| &w.values),
                _ => None,
            })
            .collect();
        for (o, option) in issue.options.iter().enumerate() {
            let lowest =
                |values: &&Vec<Exact>| values.iter().all(|v| *v >= values[o]) && values.iter().any(|v| *v > values[o]);
            if wants.len() > 1 && wants.iter().all(lowest) && !demanded.contains(&(id, OptionId::at(o))) {
                found.push(
                    Diagnostic::new(
                        Code::NobodyWants,
                        option.place,
                        format!(
                            "every party whose wants are given likes every other option of `{}` at least as much as `{}`",
                            issue.key, option.key
                        ),
                    )
                    .help("take the option out, or check what it is worth to whom"),
                );
            }
        }
    }
}

fn wanted_by_demand(case: &Case) -> HashSet<(IssueId, OptionId)> {
    use crate::case::Content::{IfThen, Never, Require};
    let mut wanted = HashSet::new();
    // What a bonus names may be liked for it, whatever it is worth by itself.
    for party in case.parties() {
        if let Preference::Worth(wants) = &party.preference {
            let terms = wants.bonuses().iter().flat_map(|b| b.when.alternatives()).flat_map(|a| a.terms());
            for (issue, _) in terms {
                wanted.extend((0..case.issue(*issue).options.len()).map(|o| (*issue, OptionId::at(o))));
            }
        }
    }
    for demand in case.demands() {
        if let Insists::Content(Require(p) | IfThen(_, p)) = &demand.insists {
            for (issue, options) in p.alternatives().iter().flat_map(|a| a.terms()) {
                wanted.extend(options.iter().map(|o| (*issue, *o)));
            }
        } else if let Insists::Content(Never(_)) = &demand.insists {
            // Who rules something out need not want any of the rest.
        }
    }
    wanted
}

fn without_effect(case: &Case, found: &mut Vec<Diagnostic>) {
    for d in case.demands() {
        if let Insists::Content(content) = &d.insists
            && let Some(always) = case.always(content)
        {
            let message = if always {
                format!("demand `{}` asks what every package does", d.key)
            } else {
                format!("demand `{}` asks what no package can do", d.key)
            };
            found.push(
                Diagnostic::new(Code::NoEffect, d.place, message).help("check the options that its pattern names"),
            );
        }
    }
}

/// Bonuses that every package is paid, or none.
fn idle_bonuses(case: &Case, found: &mut Vec<Diagnostic>) {
    for party in case.parties() {
        let Preference::Worth(wants) = &party.preference else { continue };
        for bonus in wants.bonuses() {
            if let Some(matched) = case.always(&Content::Require(bonus.when.clone())) {
                let who = if matched == bonus.unless { "no package is" } else { "every package is" };
                found.push(
                    Diagnostic::new(Code::NoEffect, bonus.place, format!("{who} paid this bonus of `{}`", party.key))
                        .help("check the options that its pattern names"),
                );
            }
        }
    }
}

/// Steps that their own `after`, `after_any` and `on_credit` hold up for ever, whatever is demanded or agreed.
fn rings(case: &Case, found: &mut Vec<Diagnostic>) {
    let held_up = crate::search::held_up(case);
    let mut told: HashSet<StepId> = HashSet::new();
    for start in held_up.iter().copied() {
        let Some(ring) = ring_from(case, start, &held_up) else { continue };
        if ring.iter().any(|s| told.contains(s)) {
            continue;
        }
        let names: Vec<String> = ring.iter().chain([&ring[0]]).map(|s| format!("`{}`", case.step(*s).key)).collect();
        found.push(
            Diagnostic::new(
                Code::StepRing,
                case.step(ring[0]).place,
                format!("these steps wait for each other: {}", names.join(" for ")),
            )
            .help("take one of these waits out, or make it a demand that can be given up"),
        );
        told.extend(ring);
    }
}

/// The steps of a shortest ring through `start`, among steps that are held up.
fn ring_from(case: &Case, start: StepId, held_up: &[StepId]) -> Option<Vec<StepId>> {
    let mut before: HashMap<StepId, StepId> = HashMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(step) = queue.pop_front() {
        let s = case.step(step);
        let waits = s.waits.first().filter(|any| any.iter().all(|t| held_up.contains(t))).flatten();
        for wait in waits.copied() {
            if wait == start {
                let mut ring = vec![step];
                while let Some(b) = before.get(ring.last()?) {
                    ring.push(*b);
                }
                ring.reverse();
                return Some(ring);
            }
            if let std::collections::hash_map::Entry::Vacant(slot) = before.entry(wait) {
                slot.insert(step);
                queue.push_back(wait);
            }
        }
    }
    None
}
