//! What packages come to under each reading of what is disputed.

use num_bigint::BigUint;
use serde_json::{Map, Value, json};

use super::{Deals, DealsAnswer, facts::without_frontier};
use crate::{
    agreement::package_value,
    case::{Case, Element, Insists, Package, Preference, Role},
    number::whole,
    question::{Budget, Limit, Refusal},
    readings::{
        Essence, Told, Varied,
        show::{Columns, so_many, told_or_refused},
    },
    rule::Origin,
    show::Doc,
    why::show::Words,
};

/// All readings.
pub type Readings = crate::readings::Readings<Told<Reading>>;

/// What packages come to in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Whether any package is acceptable to all: the verdict. `None` where it is not known.
    pub any: Option<bool>,
    /// How many are; `None` where they were not counted.
    pub acceptable: Option<BigUint>,
    /// For each named solution, by its key, the packages that it picks, and whether they are surely right.
    pub solutions: Vec<(&'static str, Vec<Package>, bool)>,
    /// How many points the frontier has, and whether these are all; `None` where it was not asked for.
    pub frontier: Option<(usize, bool)>,
}

impl Reading {
    fn of(answer: &DealsAnswer) -> Self {
        let picks = |s: &super::Solution| {
            let mut packages: Vec<Package> = s.deals.iter().map(|d| d.package.clone()).collect();
            packages.sort_unstable();
            // What was not asked for, or cannot be, is known to be none.
            let known = s.proven || answer.any == Some(false) || without_frontier(s, answer.asked.frontier);
            (s.notion.key, packages, known)
        };
        Reading {
            any: answer.any,
            acceptable: answer.acceptable.clone(),
            solutions: answer.solutions.iter().map(picks).collect(),
            frontier: answer.frontier.as_ref().map(|f| (f.deals.len(), f.complete)),
        }
    }

    fn facts(&self, case: &Case) -> Map<String, Value> {
        let packages = |list: &Vec<Package>| list.iter().map(|p| package_value(case, p)).collect::<Value>();
        let solutions: Map<String, Value> =
            self.solutions.iter().map(|(key, list, _)| ((*key).to_owned(), packages(list))).collect();
        Map::from_iter([
            ("any_acceptable".to_owned(), json!(self.any)),
            ("acceptable".to_owned(), self.acceptable.as_ref().map_or(Value::Null, whole)),
            ("solutions".to_owned(), Value::Object(solutions)),
            ("frontier".to_owned(), json!(self.frontier.filter(|f| f.1).map(|f| f.0))),
        ])
    }
}

impl Essence for Reading {
    fn same_verdict(&self, other: &Self) -> Option<bool> {
        Some(self.any? == other.any?)
    }

    fn same(&self, other: &Self) -> Option<bool> {
        let sure = self.solutions.iter().zip(&other.solutions).filter(|(a, b)| a.2 && b.2);
        if sure.clone().any(|(a, b)| a.1 != b.1) {
            return Some(false);
        }
        match (&self.acceptable, &other.acceptable) {
            (Some(one), Some(two)) if one != two => return Some(false),
            _ => {}
        }
        match (self.frontier, other.frontier) {
            (Some((one, true)), Some((two, true))) if one != two => return Some(false),
            _ => {}
        }
        (self.complete() && other.complete()).then_some(true)
    }

    fn complete(&self) -> bool {
        self.any.is_some()
            && self.acceptable.is_some()
            && self.solutions.iter().all(|s| s.2)
            && self.frontier.is_none_or(|f| f.1)
    }
}

/// Whether `deals` rests on an element: demands about content, constraints, and what principals want and walk away for.
pub(crate) fn looks_at(case: &Case, element: Element) -> bool {
    match element {
        Element::Demand(d) => matches!(case.demand(d).insists, Insists::Content(_)),
        Element::Constraint(_) => true,
        Element::WalkAway(p) => case.walk_away(p).is_some(),
        Element::Wants(p, _) | Element::Bonus(p, _) => {
            let party = case.party(p);
            party.role == Role::Principal && matches!(party.preference, Preference::Worth(_))
        }
        _ => false,
    }
}

/// What varies, where readings are asked for.
pub(super) fn varied(deals: &Deals, case: &Case) -> Result<Option<Varied>, Refusal> {
    let wanted = deals.readings || !deals.doubt.is_empty();
    wanted.then(|| Varied::of(case, &deals.doubt, &|e| looks_at(case, e))).transpose()
}

/// Asks under each reading; without samples, and without a package that is held against the others.
pub(super) fn all(deals: &Deals, case: &Case, varied: Varied, budget: &Budget) -> Readings {
    let whole = deals.package.as_ref().is_some_and(|p| p.len() == case.issues().len());
    Readings::asked(case, varied, &|e| looks_at(case, e), budget, |left| {
        let dropped: Vec<Origin> = deals.if_dropped.iter().filter_map(|o| left.now(*o)).collect();
        let asked = Deals {
            if_dropped: dropped,
            package: deals.package.clone().filter(|_| !whole),
            samples: 0,
            readings: false,
            doubt: crate::readings::Doubt::default(),
            ..deals.clone()
        };
        let answer = asked.ask(&left.case, budget)?;
        if answer.limit == Some(Limit::Stopped) && answer.any.is_none() {
            return Err(Refusal::new("it was stopped"));
        }
        Ok(Reading::of(&answer))
    })
}

pub(super) fn facts(readings: &Readings, case: &Case) -> Value {
    readings.facts(case, &["any_acceptable", "acceptable", "solutions", "frontier"], |r| r.facts(case))
}

/// What each reading tells, for the schema.
pub(super) fn schema() -> Value {
    let count = json!({
        "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": "^[0-9]+$" }, { "type": "null" }],
    });
    let package = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    json!({
        "any_acceptable": { "type": ["boolean", "null"], "description": "The verdict; null where it is not known." },
        "acceptable": count,
        "solutions": {
            "type": ["object", "null"],
            "additionalProperties": { "type": "array", "items": package },
            "description": "The packages that each named solution picks.",
        },
        "frontier": {
            "type": ["integer", "null"],
            "minimum": 0,
            "description": "Points of the frontier; null where it was not asked for or is not complete.",
        },
    })
}

pub(super) fn show(readings: &Readings, case: &Case, doc: &mut Doc) {
    let words = Words::new(case);
    let nash = readings
        .readings
        .iter()
        .filter_map(|r| r.found.found())
        .any(|r| r.solutions.first().is_some_and(|s| s.0 == "nash"));
    let picks = |r: &Reading| {
        let Some((_, packages, known)) = r.solutions.first() else { return String::new() };
        match packages.as_slice() {
            [] if *known => "none".to_owned(),
            [] => "not known".to_owned(),
            [one] => words.package_words(one),
            [one, more @ ..] => format!("{} (and {} more)", words.package_words(one), more.len()),
        }
    };
    let row = |r: &Reading| {
        let acceptable = match (&r.acceptable, r.any) {
            (Some(n), _) => so_many(n, true),
            (None, Some(true)) => "some".to_owned(),
            (None, Some(false)) => "0".to_owned(),
            (None, None) => "not known".to_owned(),
        };
        let frontier = match r.frontier {
            Some((points, sure)) => so_many(points, sure),
            None => "-".to_owned(),
        };
        vec![acceptable, frontier, picks(r)]
    };
    let head: &[&str] =
        if nash { &["Acceptable", "Frontier", "Nash"] } else { &["Acceptable", "Frontier", "First solution"] };
    told_or_refused(case, readings, &Columns { head, row: &row, beside: "what is told of packages" }, doc);
}
