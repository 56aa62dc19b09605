//! What the order of steps comes to under each reading of what is disputed.

use serde_json::{Value, json};

use super::{
    super::{
        Against, Asked, Checks,
        readings::{self},
        sets::Set,
        told::{self, Read, parts, same},
    },
    web::Web,
};
use crate::{
    case::{Case, Element, Insists, PartyId, Preference, Role, StepId, Without},
    rule::Origin,
};

/// Checks the readings.
pub(super) fn check(asked: &Asked<'_>, checks: &mut Checks) {
    let case = asked.case;
    let looks_at = |e: Element| looks_at(case, asked.options, e);
    let verdict = |a: &Value, b: &Value| {
        // Where the search ended early, a bridge may only not have been found.
        let known = |r: &Value| !r["verdict"].is_null() && (r["complete"] == true || r["verdict"] != "blocked");
        (known(a) && known(b)).then(|| a["verdict"] == b["verdict"])
    };
    let whole = |a: &Value, b: &Value| {
        let all = |r: &Value| {
            let mut r = r.clone();
            r["against"] = Value::Null;
            r
        };
        (a["complete"] == true && b["complete"] == true).then(|| all(a) == all(b))
    };
    let one = |left: &Without, told: &Value| Some(reading(asked, left, told));
    let told = &asked.answer["if_disputed"];
    readings::check(case, asked.options, (told, "if_disputed"), &looks_at, [&verdict, &whole], &one, checks);
}

/// What makes the order, and, unless the whole package is given, what it is chosen by.
fn looks_at(case: &Case, options: &Value, element: Element) -> bool {
    let settled = options["package"].as_object().map(serde_json::Map::len);
    let chosen = settled.unwrap_or(0) < case.issues().len() || !options["way_out"].is_null();
    let weighed = |p: PartyId| {
        let worth = matches!(case.party(p).preference, Preference::Worth(_));
        worth && case.party(p).role == Role::Principal && (case.walk_away(p).is_some() || options["deal"].is_string())
    };
    match element {
        Element::Demand(d) => chosen || matches!(case.demand(d).insists, Insists::Order(_)),
        Element::Step(s) => !case.step(s).waits.is_empty(),
        Element::Constraint(_) | Element::Guarantee(_) => true,
        Element::WalkAway(p) => chosen && case.walk_away(p).is_some(),
        Element::Wants(p, _) | Element::Bonus(p, _) => chosen && weighed(p),
        Element::Meaning(..) | Element::Party(_) | Element::Delegate(_) | Element::Round(_) => false,
    }
}

/// One reading: whether the goals are reached in the package that is told, and, where they are not, whether they are with
/// the bridge that is told.
fn reading(asked: &Asked<'_>, left: &Without, told: &Value) -> Read<()> {
    let keys = [
        "against", "verdict", "package", "given_up", "days", "last_day", "late", "exposed", "rings", "missing",
        "bridge", "refused", "complete",
    ];
    parts(told, &keys)?;
    let case = &left.case;
    let package = told::package(case, &told["package"])?;
    if let Some(broken) = case.constraints().iter().find(|c| !Case::allows(&c.content, &package)) {
        return Err(Against::Wrong(json!(broken.key)));
    }
    let given_up: Vec<Origin> =
        told::origins(asked.case, &told["given_up"])?.into_iter().filter_map(|o| left.now(o)).collect();
    let goals: Vec<StepId> = goals(asked, &package)?;
    let web = Web::new(case, &package, &given_up, &[], &goals);
    let reached = web.reaches(&Set::default());
    same(&json!(told["verdict"] == "open"), &json!(reached))?;
    let Some(first) = told["bridge"]["first"].as_array() else {
        return if told["verdict"] == "bridged" { told::unread(&told["bridge"]) } else { Ok(()) };
    };
    let mut weak = Vec::new();
    for one in first {
        let step = told::step(case, &one["step"])?.index();
        let owed = web.steps(&one["owed"])?;
        let wait = (0..web.waits.len()).find(|n| {
            let wait = &web.waits[*n];
            wait.step == step && wait.any == owed && !wait.on_credit && wait.cost.is_some() && !weak.contains(n)
        });
        weak.push(wait.map_or_else(|| Err(Against::Wrong(one.clone())), Ok)?);
    }
    if web.reaches(&Set::of(weak)) { Ok(()) } else { Err(Against::Wrong(told["bridge"].clone())) }
}

/// The goals that the package contains.
fn goals(asked: &Asked<'_>, package: &crate::case::Package) -> Read<Vec<StepId>> {
    super::goals(asked, package).map(|(goals, _)| goals)
}
