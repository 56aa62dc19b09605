//! Readings of what is disputed or doubted: which there are, and what depends on what. What is told of each reading is held
//! against the case without what is not there in it, by each question for itself.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    Checks, Reason, Says,
    told::{self, Read, parts, same},
};
use crate::{
    case::{Case, ClaimId, Element, Known, Without},
    rule::Origin,
};

/// Disputes of which every combination is read.
const MOST: usize = 8;

/// Most that are read otherwise each by itself.
const MOST_ALONE: usize = 255;

/// Something that is read both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dispute {
    Element(Element),
    Claim(ClaimId),
}

/// What an answer should read both ways, and how.
pub(super) struct Varied {
    pub(super) disputes: Vec<Dispute>,
    /// What is told of each dispute.
    pub(super) entries: Vec<Value>,
    /// Which are decided against the file in each reading.
    pub(super) sets: Vec<Vec<usize>>,
    beside: Value,
    combined: bool,
}

/// What a question looks at.
pub(super) type LooksAt<'l> = &'l dyn Fn(Element) -> bool;

/// Whether two readings come to the same; `None` where that is not known.
pub(super) type Same<'s> = &'s dyn Fn(&Value, &Value) -> Option<bool>;

impl Varied {
    /// By what is disputed, or by what the options doubt instead.
    pub(super) fn new(case: &Case, options: &Value, looks_at: LooksAt<'_>) -> Varied {
        let words: Vec<&str> = options["doubt"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let doubted = !words.is_empty();
        let named = |c: ClaimId| {
            let key = &case.claim(c).key;
            let whom = key == "narrator" || key == "opponent";
            words.iter().any(|w| (w == key && !whom) || w.strip_prefix("claims.") == Some(key))
        };
        let element = |e: &Element| {
            if !doubted {
                return !case.grounds(*e).disputed_by.is_empty();
            }
            match case.holder(*e).and_then(|h| case.known_through(case.grounds(*e), h)) {
                Some(Known::Narrator) => words.contains(&"narrator"),
                Some(Known::Opponent) => words.contains(&"opponent"),
                _ => false,
            }
        };
        let elements = case.elements();
        let in_question: Vec<Element> = elements.iter().copied().filter(element).collect();
        let mut disputes: Vec<Dispute> =
            in_question.iter().filter(|e| looks_at(**e)).map(|e| Dispute::Element(*e)).collect();
        let mut beside: Vec<Value> =
            in_question.iter().filter(|e| !looks_at(**e)).map(|e| case.path(*e).into()).collect();
        for id in (0..case.claims().len()).map(ClaimId::at) {
            let asked = if doubted { named(id) } else { !case.claim(id).disputed_by.is_empty() };
            let rests: Vec<&Element> = elements.iter().filter(|e| case.grounds(**e).because.contains(&id)).collect();
            if asked && rests.iter().any(|e| looks_at(**e)) {
                disputes.push(Dispute::Claim(id));
            } else if asked && !rests.is_empty() {
                beside.push(format!("claims.{}", case.claim(id).key).into());
            }
        }
        let combined = disputes.len() <= MOST;
        let mut sets: Vec<Vec<usize>> = if combined {
            let chosen = |mask: usize| (0..disputes.len()).filter(|d| mask >> d & 1 == 1).collect();
            (0..1_usize << disputes.len()).map(chosen).collect()
        } else {
            let mut sets: Vec<Vec<usize>> = (0..disputes.len().min(MOST_ALONE)).map(|d| vec![d]).collect();
            sets.extend([Vec::new(), (0..disputes.len()).collect()]);
            sets
        };
        sets.sort_by_key(|s| (s.len(), s.clone()));
        let entries = disputes.iter().map(|d| entry(case, *d)).collect();
        Varied { disputes, entries, sets, beside: Value::Array(beside), combined }
    }

    /// Checks all but what is told of each reading. The readings, where they are the right ones.
    pub(super) fn check<'t>(
        &self,
        told: &'t Value,
        at: &str,
        same_as: [Same<'_>; 2],
        checks: &mut Checks,
    ) -> Option<&'t [Value]> {
        let keys = [
            "disputes",
            "not_varied",
            "complete",
            "verdict_depends_on",
            "verdict_may_depend_on",
            "answer_depends_on",
            "answer_may_depend_on",
            "readings",
        ];
        if !checks.check(at, Says::Parts, parts(told, &keys)) {
            return None;
        }
        checks.check(format!("{at}.disputes"), Says::Disputes, same(&told["disputes"], &json!(self.entries)));
        checks.check(format!("{at}.not_varied"), Says::Disputes, same(&told["not_varied"], &self.beside));
        let readings = told::list(&told["readings"]).unwrap_or_default();
        let against: Value = readings.iter().map(|r| r["against"].clone()).collect();
        let meant = self.sets.iter().map(|s| s.iter().map(|d| self.entries[*d].clone()).collect::<Value>()).collect();
        if !checks.check(format!("{at}.readings"), Says::Readings, same(&against, &meant)) {
            return None;
        }
        let complete = self.combined && readings.iter().all(|r| r["complete"] == true);
        checks.check(format!("{at}.complete"), Says::Completeness, same(&told["complete"], &json!(complete)));
        for (what, compare) in ["verdict", "answer"].into_iter().zip(same_as) {
            let (yes, may) = self.depends(readings, compare);
            let place = format!("{at}.{what}_depends_on");
            checks.check(place, Says::Depends, same(&told[format!("{what}_depends_on")], &json!(yes)));
            let place = format!("{at}.{what}_may_depend_on");
            checks.check(place, Says::Depends, same(&told[format!("{what}_may_depend_on")], &json!(may)));
        }
        Some(readings)
    }

    /// What depends on a dispute, and of what that is not known: deciding it otherwise, and nothing else, makes a difference
    /// somewhere.
    fn depends(&self, readings: &[Value], compare: Same<'_>) -> (Vec<Value>, Vec<Value>) {
        let (mut yes, mut may) = (Vec::new(), Vec::new());
        for (d, entry) in self.entries.iter().enumerate() {
            let (mut some, mut unknown, mut compared) = (false, !self.combined, false);
            for (n, set) in self.sets.iter().enumerate().filter(|(_, s)| s.contains(&d)) {
                let others: Vec<usize> = set.iter().copied().filter(|o| *o != d).collect();
                let Some(without) = self.sets.iter().position(|s| *s == others) else { continue };
                compared = true;
                match compare(&readings[n], &readings[without]) {
                    Some(false) => some = true,
                    Some(true) => {}
                    None => unknown = true,
                }
            }
            if some {
                yes.push(entry.clone());
            } else if unknown || !compared {
                may.push(entry.clone());
            }
        }
        (yes, may)
    }

    /// What is not there in a reading.
    pub(super) fn absent(&self, case: &Case, set: &[usize], looks_at: LooksAt<'_>) -> BTreeSet<Element> {
        let out = |e: &Element| {
            let because = &case.grounds(*e).because;
            let claims = |c: &ClaimId| set.iter().any(|d| self.disputes[*d] == Dispute::Claim(*c));
            set.iter().any(|d| self.disputes[*d] == Dispute::Element(*e))
                || (looks_at(*e) && !because.is_empty() && because.iter().all(claims))
        };
        case.elements().into_iter().filter(out).collect()
    }
}

/// Checks readings of a question that is asked of the case without what is not there. `one` holds what is told of a reading
/// against that case; `None` where it is too large to be tried.
pub(super) fn check(
    case: &Case,
    options: &Value,
    (told, at): (&Value, &str),
    looks_at: LooksAt<'_>,
    same_as: [Same<'_>; 2],
    one: &dyn Fn(&Without, &Value) -> Option<Read<()>>,
    checks: &mut Checks,
) {
    let varied = Varied::new(case, options, looks_at);
    // Where a question cannot be asked, nothing else is told; where it was stopped, nothing is known.
    let asked = |compare: Same<'_>, a: &Value, b: &Value| match (a["refused"].is_string(), b["refused"].is_string()) {
        (true, true) => Some(true),
        (false, false) => compare(a, b),
        _ if known(a) && known(b) => Some(false),
        _ => None,
    };
    let [verdict, whole] = same_as;
    let verdict = |a: &Value, b: &Value| asked(verdict, a, b);
    let whole = |a: &Value, b: &Value| if verdict(a, b)? { asked(whole, a, b) } else { Some(false) };
    let Some(readings) = varied.check(told, at, [&verdict, &whole], checks) else { return };
    let found = readings.iter().zip(&varied.sets).map(|(reading, set)| {
        if reading["refused"].is_string() || reading["complete"] != true {
            return None;
        }
        one(&case.without(&varied.absent(case, set, looks_at)).ok()?, reading)
    });
    checks.each(&format!("{at}.readings"), Says::Reading, Reason::TooMuchWork, found.collect::<Vec<_>>());
}

/// Whether a reading was not stopped before anything was known.
fn known(reading: &Value) -> bool {
    reading["refused"].is_string()
        || reading.as_object().into_iter().flatten().any(|(k, v)| k != "against" && !v.is_null() && k != "complete")
}

/// An element or a claim as answers name it.
fn entry(case: &Case, dispute: Dispute) -> Value {
    let element = match dispute {
        Dispute::Claim(c) => return json!({ "kind": "claim", "id": case.claim(c).key }),
        Dispute::Element(e) => e,
    };
    let kind = match element {
        Element::Demand(d) => return told::id(case, Origin::Demand(d)),
        Element::WalkAway(p) => return told::id(case, Origin::WalkAway(p)),
        Element::Constraint(c) => return told::id(case, Origin::Constraint(c)),
        Element::Step(s) => return told::id(case, Origin::Step(s)),
        Element::Guarantee(_) => "guarantee",
        Element::Meaning(..) => "reading",
        Element::Wants(..) => "wants",
        Element::Bonus(..) => "bonus",
        Element::Party(_) => "party",
        Element::Delegate(_) => "delegate",
        Element::Round(_) => "round",
    };
    json!({ "kind": kind, "id": case.path(element) })
}
