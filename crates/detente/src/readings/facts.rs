//! Readings for programs.

use serde_json::{Map, Value, json};

use super::{Depends, Dispute, Essence, NotVaried, Readings, Told};
use crate::case::{Case, ClaimId, Element};

/// An element or a claim as answers name it: its kind and its key; of what is not a rule, its path in the file.
pub(crate) fn named(case: &Case, dispute: Dispute) -> Value {
    let claim = |c: ClaimId| json!({ "kind": "claim", "id": case.claim(c).key });
    match dispute {
        Dispute::Claim(c) => claim(c),
        Dispute::Element(e) => match e.rule() {
            Some(origin) => json!({ "kind": origin.kind(), "id": case.key_of(origin) }),
            None => json!({ "kind": kind(e), "id": case.path(e) }),
        },
    }
}

/// The word for the kind of an element that is no rule.
fn kind(element: Element) -> &'static str {
    match element {
        Element::Demand(_) => "demand",
        Element::WalkAway(_) => "walk_away",
        Element::Constraint(_) => "constraint",
        Element::Step(_) => "step",
        Element::Guarantee(_) => "guarantee",
        Element::Meaning(..) => "reading",
        Element::Wants(..) => "wants",
        Element::Bonus(..) => "bonus",
        Element::Party(_) => "party",
        Element::Delegate(_) => "delegate",
        Element::Round(_) => "round",
    }
}

/// All readings; `one` writes what was found in each.
pub(crate) fn written<F: Essence>(
    case: &Case,
    readings: &Readings<F>,
    one: impl Fn(&F) -> Map<String, Value>,
) -> Value {
    let all = |list: &[usize]| list.iter().map(|d| named(case, readings.disputes[*d])).collect::<Value>();
    let of = |depends: &[Depends], kind: Depends| {
        all(&(0..depends.len()).filter(|d| depends[*d] == kind).collect::<Vec<_>>())
    };
    let reading = |r: &super::Reading<F>| {
        let mut map = Map::new();
        map.insert("against".to_owned(), all(&r.against));
        map.extend(one(&r.found));
        map.insert("complete".to_owned(), json!(r.found.complete()));
        Value::Object(map)
    };
    json!({
        "disputes": readings.disputes.iter().map(|d| named(case, *d)).collect::<Value>(),
        "not_varied": readings.not_varied.iter().map(|n| match n {
            NotVaried::Element(e) => case.path(*e),
            NotVaried::Claim(c) => format!("claims.{}", case.claim(*c).key),
        }).collect::<Value>(),
        "complete": readings.complete(),
        "verdict_depends_on": of(&readings.verdict_depends, Depends::Yes),
        "verdict_may_depend_on": of(&readings.verdict_depends, Depends::NotKnown),
        "answer_depends_on": of(&readings.answer_depends, Depends::Yes),
        "answer_may_depend_on": of(&readings.answer_depends, Depends::NotKnown),
        "readings": readings.readings.iter().map(reading).collect::<Value>(),
    })
}

impl<E: Essence> Readings<Told<E>> {
    /// All readings of a question that can be refused in some; `one` writes what was found, `empty` names the same keys.
    pub(crate) fn facts(&self, case: &Case, empty: &[&str], one: impl Fn(&E) -> Map<String, Value>) -> Value {
        written(case, self, |told| {
            let (mut map, refused) = match told {
                Told::Found(found) => (one(found), None),
                Told::Refused(why) => (Map::new(), Some(why)),
                Told::Stopped => (Map::new(), None),
            };
            for key in empty {
                map.entry(*key).or_insert(Value::Null);
            }
            map.insert("refused".to_owned(), json!(refused));
            map
        })
    }
}
