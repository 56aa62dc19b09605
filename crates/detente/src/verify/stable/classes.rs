//! States that nobody tells apart: they are ranked alike by all, overlooked by the same, and from each of them everybody can
//! move to the same other classes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{
    super::{Checks, Says, told::same},
    Look,
};

/// Checks the classes: the largest of the kind whose states are stable alike under simultaneous moves too.
pub(super) fn check(look: &Look<'_, '_>, checks: &mut Checks) {
    let told = &look.answer()["classes"];
    if look.model.once {
        return;
    }
    let sim = &look.answer()["stable"]["sim"];
    let mark = |s: &usize| -> Vec<bool> {
        let sets = sim.as_object().into_iter().flat_map(|sets| sets.values());
        sets.map(|set| set.as_array().is_some_and(|set| set.contains(&json!(s + 1)))).collect()
    };
    // Where each state stands alone, nothing is told.
    let meant = refined(look, &mark);
    let alone = meant.as_array().is_some_and(|all| all.len() == look.model.states.len());
    checks.check("classes", Says::Classes, same(told, if alone { &Value::Null } else { &meant }));
}

/// The largest classes whose states are marked alike: all begin together, and whatever must be told apart is, until nothing
/// changes.
fn refined(look: &Look<'_, '_>, mark: &dyn Fn(&usize) -> Vec<bool>) -> Value {
    let model = look.model;
    let states = model.states.len();
    let alike = |a: usize, b: usize| {
        model.parties.iter().all(|p| {
            let overlooks = look.case().party(*p).overlooks.as_ref();
            let sees = |s: usize| overlooks.is_none_or(|o| !o.matches(&model.states[s]));
            !model.better(*p, a, b) && !model.better(*p, b, a) && sees(a) == sees(b)
        })
    };
    let marks: Vec<Vec<bool>> = (0..states).map(|s| mark(&s)).collect();
    let mut first: Vec<usize> = Vec::new();
    let mut class: Vec<usize> = Vec::new();
    for s in 0..states {
        let found = first.iter().position(|f| alike(*f, s) && marks[*f] == marks[s]);
        class.push(found.unwrap_or(first.len()));
        if found.is_none() {
            first.push(s);
        }
    }
    loop {
        let key = |s: usize| {
            let to = |m| {
                let moves = model.moves(m, s);
                moves.iter().map(|t| class[*t]).filter(|c| *c != class[s]).collect::<BTreeSet<usize>>()
            };
            (class[s], model.movers.iter().map(to).collect::<Vec<_>>())
        };
        let mut names = BTreeMap::new();
        let next: Vec<usize> = (0..states)
            .map(|s| {
                let next = names.len();
                *names.entry(key(s)).or_insert(next)
            })
            .collect();
        if next == class {
            let of = |c: usize| (0..states).filter(|s| class[*s] == c).map(|s| json!(s + 1)).collect::<Value>();
            return (0..names.len()).map(of).collect();
        }
        class = next;
    }
}
