//! What an answer says of how well founded it is.

use serde_json::{Map, Value, json};

use crate::{
    case::{Basis, Case, Element, Insists, Known, Preference},
    rule::Origin,
};

/// The lists of what is to be kept in mind, of the elements that are looked at.
pub(super) fn cautions(case: &Case, content: bool, order: bool) -> Value {
    let looked_at = |e: &Element| match e {
        Element::Demand(d) if matches!(case.demand(*d).insists, Insists::Order(_)) => order,
        Element::Demand(_) | Element::WalkAway(_) | Element::Wants(..) | Element::Bonus(..) => {
            // A walk-away of somebody whose consent is not needed is no rule, but stands in the file all the same.
            content
        }
        Element::Step(_) => order,
        Element::Constraint(_) | Element::Delegate(_) => true,
        Element::Party(_) => content && case.holder(*e).is_some(),
        Element::Guarantee(_) | Element::Meaning(..) | Element::Round(_) => false,
    };
    cautions_of(case, &looked_at)
}

/// The same of the elements that are picked.
pub(super) fn cautions_of(case: &Case, looked_at: &dyn Fn(&Element) -> bool) -> Value {
    let all: Vec<Element> = case.elements().into_iter().filter(looked_at).collect();
    let pick = |is: &dyn Fn(&Element) -> bool| -> Value {
        all.iter().filter(|e| is(e)).map(|e| Value::from(case.path(*e))).collect()
    };
    let basis = |e: &Element| case.grounds(*e).basis;
    let known = |e: &Element| case.holder(*e).and_then(|holder| case.known_through(case.grounds(*e), holder));
    let mut lists = Map::new();
    let mut put = |key: &str, list: Value| lists.insert(key.to_owned(), list);
    put("assumed", pick(&|e| basis(e) == Some(Basis::Assumed)));
    put("inferred", pick(&|e| basis(e) == Some(Basis::Inferred)));
    put("no_source", pick(&|e| basis(e).is_none() && case.grounds(*e).because.is_empty()));
    put("known_only_through_narrator", pick(&|e| known(e) == Some(Known::Narrator)));
    put("known_only_through_opponent", pick(&|e| known(e) == Some(Known::Opponent)));
    put("disputed", pick(&|e| case.is_disputed(case.grounds(*e))));
    let ranges = pick(&|e| in_ranges(case, *e));
    if ranges.as_array().is_some_and(|l| !l.is_empty()) {
        put("ranges", ranges);
    }
    Value::Object(lists)
}

fn in_ranges(case: &Case, element: Element) -> bool {
    let Element::Wants(party, issue) = element else { return false };
    let Preference::Worth(wants) = &case.party(party).preference else { return false };
    wants.unsure().is_some_and(|u| {
        let i = issue.index();
        u.weights[i].is_some() || !u.order.is_empty() || u.values[i].iter().any(|(low, high)| low < high)
    })
}

/// A demand or walk-away as `why` writes a member of a conflict.
pub(super) fn member(case: &Case, origin: Origin) -> Value {
    let grounds = case.grounds_of(origin);
    let claims = |list: &[crate::case::ClaimId]| -> Value {
        list.iter().map(|c| Value::from(case.claim(*c).key.as_str())).collect()
    };
    let party = case.party_of(origin);
    let known = party.and_then(|p| case.known_through(grounds, p)).map(|known| match known {
        Known::Own => "own",
        Known::Others => "others",
        Known::Opponent => "opponent",
        Known::Narrator => "narrator",
    });
    let firmness = case
        .firmness_of(origin)
        .cost()
        .map_or(json!("absolute"), |c| super::told::cost_entry(&super::worth::exactly(c)));
    json!({
        "kind": origin.kind(),
        "id": case.key_of(origin),
        "party": party.map(|p| case.party(p).key.as_str()),
        "line": case.line(case.place_of(origin)),
        "firmness": firmness,
        "basis": grounds.basis,
        "because": claims(&grounds.because),
        "disputed_by": claims(&grounds.disputed_by),
        "known_through": known,
    })
}
