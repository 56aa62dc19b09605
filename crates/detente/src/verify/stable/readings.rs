//! What holds under each reading of what is disputed.

use serde_json::{Map, Value, json};

use super::{
    super::{
        Checks,
        readings::{self},
        told::{self, Read, same},
    },
    Look,
    concepts::Focal,
    model::Model,
};
use crate::case::{Element, IssueId, OptionId, Role, Without};

/// States that are judged for one reading at most.
const MOST_STATES: usize = 300;

/// Equilibria of a concept that are named.
const MOST_NAMED: usize = 20;

/// Checks the readings; `whole`: `settled` is nothing, and a package is asked about.
pub(super) fn check(look: &Look<'_, '_>, settled: &[(IssueId, OptionId)], whole: bool, checks: &mut Checks) {
    let case = look.asked.case;
    let looks_at = |e: Element| match e {
        Element::Constraint(_) => true,
        Element::Party(p) | Element::Wants(p, _) | Element::Bonus(p, _) => {
            let decides = case.issues().iter().any(|i| i.decided_by.contains(&p));
            case.holder(e).is_some() && (decides || case.party(p).role == Role::Principal)
        }
        _ => false,
    };
    let verdict = |a: &Value, b: &Value| {
        let (a, b) = (a["verdict"].as_object()?, b["verdict"].as_object()?);
        let pairs = || a.iter().map(|(k, v)| (v, &b[k]));
        if pairs().any(|(v, w)| v.is_boolean() && w.is_boolean() && v != w) {
            return Some(false);
        }
        pairs().all(|(v, w)| v.is_boolean() && w.is_boolean()).then_some(true)
    };
    // Sets of which not all members are told are the same where their marks are.
    let small = |set: &Value| set["mark"].is_string() || set["count"].as_u64().is_some_and(|n| n <= MOST_NAMED as u64);
    let same_sets = |a: &Value, b: &Value| {
        let (a, b) = (a["equilibria"].as_object()?, b["equilibria"].as_object()?);
        let differs = |(k, v): (&String, &Value)| !v.is_null() && !b[k].is_null() && v != &b[k];
        if a.iter().any(differs) { Some(false) } else { a.values().all(small).then_some(true) }
    };
    let one = |left: &Without, told: &Value| reading(look, left, settled, whole, told);
    let told = &look.asked.answer["readings"];
    let options = look.asked.options;
    readings::check(case, options, (told, "readings"), &looks_at, [&verdict, &same_sets], &one, checks);
}

/// One reading, by the definitions.
fn reading(
    look: &Look<'_, '_>,
    left: &Without,
    settled: &[(IssueId, OptionId)],
    whole: bool,
    told: &Value,
) -> Option<Read<()>> {
    let once = look.asked.options["convention"] == "gmcr-plus";
    let case = &left.case;
    let model = Model::new(case, settled, once, look.asked.most).filter(|m| m.states.len() <= MOST_STATES)?;
    let concepts: Vec<String> = told["verdict"].as_object()?.keys().cloned().collect();
    let mut focal: Vec<Focal<'_, '_>> = model.parties.iter().map(|p| Focal::new(&model, *p)).collect();
    let (mut verdict, mut equilibria) = (Map::new(), Map::new());
    let package = whole.then(|| told::package(case, &look.asked.options["package"]).ok()).flatten();
    for concept in &concepts {
        let mut holds = |n: &usize| focal.iter_mut().all(|f| f.stable(concept, *n));
        let found: Vec<usize> = (0..model.states.len()).filter(|n| holds(n)).collect();
        let told_first = found.iter().take(MOST_NAMED).map(|n| told::package_entries(case, &model.states[*n]));
        equilibria.insert(concept.clone(), json!({ "count": found.len(), "first": told_first.collect::<Value>() }));
        let at = |p| model.number(p).is_some_and(|n| found.contains(&(n - 1)));
        verdict.insert(concept.clone(), json!(package.as_ref().map_or(!found.is_empty(), at)));
    }
    let check = || {
        same(&told["verdict"], &Value::Object(verdict))?;
        if told["equilibria"] == json!({}) && whole {
            // A solver looked at one state only.
            return Ok(());
        }
        let mut sets = told["equilibria"].clone();
        for set in sets.as_object_mut().into_iter().flat_map(|sets| sets.values_mut()).filter_map(Value::as_object_mut)
        {
            set.remove("mark");
        }
        same(&sets, &Value::Object(equilibria))
    };
    Some(check())
}
