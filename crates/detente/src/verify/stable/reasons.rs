//! The reasons of verdicts and the ways from state to state, step by step.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    super::{
        Against, Checks, Reason, Says,
        told::{self, Read, parts, same},
    },
    Look,
    concepts::{ALL, Focal, gains, stable_for, stopped},
    few_verdicts,
    model::Mover,
};
use crate::case::PartyId;

/// Improvements that are told of one verdict.
const MOST_TOLD: usize = 24;

/// States to which ways are told.
const MOST_WAYS: usize = 100;

/// Checks each reason.
pub(super) fn check(look: &Look<'_, '_>, checks: &mut Checks) {
    let told = match told::list(&look.answer()["reasons"]) {
        Ok(told) => told,
        Err(against) => {
            checks.check("reasons", Says::Form, Err(against));
            return;
        }
    };
    let found: Vec<_> = told.iter().map(|r| Some(reason(look, r))).collect();
    checks.each("reasons", Says::Reason, Reason::TooMuchWork, found);
    let concepts = ALL.iter().filter(|c| !look.answer()["stable"][**c].is_null());
    let concepts: Vec<&str> = concepts.copied().collect();
    let key = |r: &Value| (r["state"].to_string(), r["party"].to_string(), r["concept"].to_string());
    let all: BTreeSet<_> = told.iter().map(key).collect();
    let states = look.model.states.len();
    let each = states * look.model.parties.len() * concepts.len();
    let complete = if all.len() < told.len() {
        told::unread(&json!(told.len()))
    } else if few_verdicts(look, concepts.len()) && all.len() != each {
        Err(Against::Missing(json!({ "reasons": each - all.len().min(each) })))
    } else {
        Ok(())
    };
    checks.check("reasons", Says::Parts, complete);
}

fn reason(look: &Look<'_, '_>, told: &Value) -> Read<()> {
    let model = look.model;
    let (state, party) = (look.state(&told["state"])?, told::party(look.case(), &told["party"])?);
    let concept = told::text(&told["concept"])?;
    if !ALL.contains(&concept) || !model.parties.contains(&party) {
        return told::unread(told);
    }
    parts(told, &["state", "party", "concept", "stable", "improvements", "more"])?;
    let mut focal = Focal::new(model, party);
    let improvements = focal.improvements(state);
    let listed = told::list(&told["improvements"])?;
    let to: Vec<usize> = listed.iter().map(|i| look.state(&i["to"])).collect::<Read<_>>()?;
    let distinct: BTreeSet<usize> = to.iter().copied().collect();
    if distinct.len() < to.len() || !to.iter().all(|t| improvements.contains(t)) {
        return Err(Against::Wrong(told["improvements"].clone()));
    }
    let stable = told["stable"] == true;
    if stable {
        let meant = improvements.len().min(MOST_TOLD);
        if to.len() != meant {
            return Err(Against::Missing(json!({ "improvements": meant - to.len().min(meant) })));
        }
        same(&told["more"], &json!(improvements.len() - meant))?;
    } else if to.len() != 1 || told["stable"] != false || told["more"] != 0 {
        return told::unread(&told["improvements"]);
    }
    for (told, to) in listed.iter().zip(to) {
        let keys = ["to", "deterred", "answer", "together"];
        let count = if stable && concept == "sim" { 4 } else { 3 };
        parts(told, &keys[..count])?;
        same(&told["deterred"], &json!(stable))?;
        if !stable {
            // Of those that nothing deters, the best for the party is told.
            let best = improvements.iter().all(|i| !model.better(party, *i, to) || focal.deterred(concept, state, *i));
            if !told["answer"].is_null() || focal.deterred(concept, state, to) || !best {
                return Err(Against::Wrong(told.clone()));
            }
            continue;
        }
        let right = match concept {
            "nash" => false,
            "sim" => together(look, &focal, state, to, told)?,
            _ => {
                let opponents = model.opponents(&BTreeSet::from([party]));
                let improving = matches!(concept, "seq" | "ssymseq");
                let end = walk(look, &told["answer"], to, Some(&opponents), (improving, model.once))?;
                focal.deters(concept, state, end)
            }
        };
        if !right {
            return Err(Against::Wrong(told.clone()));
        }
    }
    Ok(())
}

/// Follows steps from a state: each must be a move of somebody who may move. Where they end.
fn walk(
    look: &Look<'_, '_>,
    told: &Value,
    from: usize,
    may: Option<&[&Mover]>,
    (improving, once): (bool, bool),
) -> Read<usize> {
    let mut at = from;
    let mut moved: Vec<&Mover> = Vec::new();
    for step in told::list(told)? {
        let to = look.state(&step["to"])?;
        let fits = |mover: &&Mover| {
            may.is_none_or(|m| m.contains(mover))
                && !(once && moved.contains(mover))
                && look.model.moves(mover, at).contains(&to)
                && (!improving || look.model.improves(mover, at, to))
        };
        let Some(mover) = look.movers(&step["by"])?.into_iter().find(fits) else {
            return Err(Against::Wrong(step.clone()));
        };
        moved.push(mover);
        at = to;
    }
    Ok(at)
}

/// Whether others who improve from the state at the same time spoil an improvement.
fn together(look: &Look<'_, '_>, focal: &Focal<'_, '_>, state: usize, to: usize, told: &Value) -> Read<bool> {
    let model = look.model;
    let mut end = model.states[to].clone();
    let mut moved: Vec<&Mover> = Vec::new();
    for step in told::list(&told["answer"])? {
        let goes = look.state(&step["to"])?;
        let fits = |mover: &&Mover| {
            !moved.contains(mover) && !focal.is(mover) && model.improvements(mover, state).contains(&goes)
        };
        let Some(mover) = look.movers(&step["by"])?.into_iter().find(fits) else {
            return Err(Against::Wrong(step.clone()));
        };
        moved.push(mover);
        end = mover.issues.iter().fold(end, |end, i| end.with(*i, model.states[goes].on(*i)));
    }
    let number = model.number(&end);
    same(&told["together"], &json!(number))?;
    Ok(number.is_some_and(|n| focal.deters("sim", state, n - 1)))
}

/// The ways from how things stand to each equilibrium.
pub(super) fn evolution(look: &Look<'_, '_>, checks: &mut Checks) {
    let told = &look.answer()["evolution"];
    if told.is_null() {
        return;
    }
    let listed = told::list(&told["equilibria"]).unwrap_or_default();
    let Ok(from) = look.state(&told["from"]) else {
        checks.check("evolution.from", Says::Path, told::unread(&told["from"]));
        return;
    };
    let all: Vec<&Mover> = look.model.movers.iter().collect();
    let reached = [false, true].map(|improving| look.model.spread(&all, improving, false, from));
    let others = |improving: bool| reached[usize::from(improving)].keys().filter(|s| **s != from).count();
    checks.check("evolution.reached", Says::Path, same(&told["reached"], &json!(others(false))));
    checks.check("evolution.improved", Says::Path, same(&told["improved"], &json!(others(true))));
    let equilibria = look.answer()["equilibria"].as_object();
    let holds = |state: usize| -> Vec<&String> {
        let number = json!(state + 1);
        let sets = equilibria.into_iter().flatten();
        sets.filter(|(_, set)| set.as_array().is_some_and(|s| s.contains(&number))).map(|(c, _)| c).collect()
    };
    let one = |told: &Value| -> Read<()> {
        parts(told, &["state", "concepts", "any", "improving"])?;
        let state = look.state(&told["state"])?;
        same(&told["concepts"], &json!(holds(state)))?;
        for (key, improving) in [("any", false), ("improving", true)] {
            let way = &told[key];
            let steps = if state == from { Some(0) } else { reached[usize::from(improving)].get(&state).copied() };
            match (way.as_array(), steps) {
                (None, None) if way.is_null() => {}
                (Some(way_steps), Some(fewest)) if way_steps.len() == fewest => {
                    if walk(look, way, from, None, (improving, false))? != state {
                        return Err(Against::Wrong(way.clone()));
                    }
                }
                (None, Some(fewest)) => return Err(Against::Missing(json!({ "state": state + 1, "steps": fewest }))),
                _ => return Err(Against::Wrong(way.clone())),
            }
        }
        Ok(())
    };
    checks.each("evolution.equilibria", Says::Path, Reason::TooMuchWork, listed.iter().map(|e| Some(one(e))));
    if look.list {
        let meant = (0..look.model.states.len()).filter(|s| !holds(*s).is_empty()).count();
        let distinct: BTreeSet<String> = listed.iter().map(|e| e["state"].to_string()).collect();
        let more = json!(meant - distinct.len().min(meant));
        let full = distinct.len() == meant.min(MOST_WAYS) && distinct.len() == listed.len();
        let found = if full { same(&told["more"], &more) } else { Err(Against::Missing(more)) };
        checks.check("evolution.more", Says::Parts, found);
    }
}

/// States that no party leaves alone, but a coalition does: how, and that nothing deters it.
pub(super) fn breaks(look: &Look<'_, '_>, checks: &mut Checks) {
    let model = look.model;
    let Some(listed) = look.answer()["coalition_breaks"].as_array() else { return };
    let one = |told: &Value| -> Read<()> {
        parts(told, &["state", "concept", "coalition", "path"])?;
        let (state, concept) = (look.state(&told["state"])?, told::text(&told["concept"])?);
        let members = told::list(&told["coalition"])?.iter().map(|p| told::party(look.case(), p));
        let members: BTreeSet<PartyId> = members.collect::<Read<_>>()?;
        let own = model.within(&members);
        let end = walk(look, &told["path"], state, Some(&own), (false, false))?;
        let alone = model.parties.iter().all(|p| stable_for(model, &BTreeSet::from([*p]), concept, state));
        if alone && gains(model, &members, end, state) && !stopped(model, &members, concept, state, end) {
            Ok(())
        } else {
            Err(Against::Wrong(told.clone()))
        }
    };
    checks.each("coalition_breaks", Says::Coalitions, Reason::TooMuchWork, listed.iter().map(|b| Some(one(b))));
}
