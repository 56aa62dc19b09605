//! What the order of steps comes to under each reading of what is disputed.

use serde_json::{Map, Value, json};

use super::{GoesFirst, Roadmap, RoadmapAnswer, Verdict, Which};
use crate::{
    agreement::package_value,
    case::{Case, Element, Insists, Package, PartyId, Preference, Role, StepId, Without},
    number::{Exact, plain},
    question::{Budget, Limit, Refusal},
    readings::{
        Essence, Told, Varied,
        show::{Columns, so_many, told_or_refused},
    },
    rule::Origin,
    show::Doc,
    words::count,
};

/// All readings.
pub type Readings = crate::readings::Readings<Told<Reading>>;

/// What the order of steps comes to in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it comes to.
    pub verdict: Verdict,
    /// For which package.
    pub package: Package,
    /// What is given up for it.
    pub given_up: Vec<Origin>,
    /// How many days the order takes, where there is one, or the one with the first bridge, and its last day where there
    /// are dates.
    pub days: Option<(u64, Option<String>)>,
    /// By how many days it is late at the worst.
    pub late: u64,
    /// What each party is exposed by at the worst in that order, after what guarantees make good to it.
    pub exposed: Vec<(PartyId, Exact)>,
    /// The steps that wait for each other and that goals need.
    pub rings: Vec<Vec<StepId>>,
    /// The steps that goals need and that nobody performs or the package does not contain.
    pub missing: Vec<StepId>,
    /// The cheapest bridge: what goes first on credit, and what that costs.
    pub bridge: Option<(Vec<GoesFirst>, Exact)>,
    /// Whether the search for it came to its end.
    sure: bool,
}

impl Reading {
    fn of(answer: &RoadmapAnswer, left: &Without) -> Self {
        let plan = answer.plan(1).ok();
        let late = plan.map_or(0, |p| p.late().into_iter().map(|(_, days)| days).max().unwrap_or(0));
        let weighed = plan.and_then(|p| p.weighed.as_ref());
        let mut given_up: Vec<Origin> = answer.choice.given_up.iter().map(|o| left.before(*o)).collect();
        given_up.sort_unstable();
        Reading {
            verdict: answer.verdict,
            package: answer.choice.package.clone(),
            given_up,
            days: plan.map(|p| answer.length(p)).map(|(days, last)| (days, last.map(|d| d.to_string()))),
            late,
            exposed: weighed.map_or_else(Vec::new, |w| w.exposure.worst.iter().map(|w| (w.party, w.net)).collect()),
            rings: answer.rings(),
            missing: answer.missing(),
            bridge: answer.bridges().into_iter().next(),
            sure: !matches!(answer.limit, Some(Limit::Stopped)) && answer.cheapest_is_known(),
        }
    }

    fn facts(&self, case: &Case) -> Map<String, Value> {
        let key = |s: &StepId| case.step(*s).key.clone();
        let keys = |list: &[StepId]| list.iter().map(key).collect::<Value>();
        let first = |(step, owed): &GoesFirst| json!({ "step": key(step), "owed": keys(owed) });
        let exposed: Map<String, Value> =
            self.exposed.iter().map(|(p, worth)| (case.party(*p).key.clone(), json!(worth))).collect();
        Map::from_iter([
            ("verdict".to_owned(), json!(self.verdict)),
            ("package".to_owned(), package_value(case, &self.package)),
            (
                "given_up".to_owned(),
                self.given_up.iter().map(|o| json!({ "kind": o.kind(), "id": case.key_of(*o) })).collect(),
            ),
            ("days".to_owned(), json!(self.days.as_ref().map(|d| d.0))),
            ("last_day".to_owned(), json!(self.days.as_ref().and_then(|d| d.1.clone()))),
            ("late".to_owned(), json!(self.late)),
            ("exposed".to_owned(), Value::Object(exposed)),
            ("rings".to_owned(), self.rings.iter().map(|r| keys(r)).collect()),
            ("missing".to_owned(), keys(&self.missing)),
            (
                "bridge".to_owned(),
                self.bridge.as_ref().map_or(Value::Null, |(steps, cost)| {
                    json!({ "first": steps.iter().map(first).collect::<Value>(), "cost": plain(*cost) })
                }),
            ),
        ])
    }
}

/// What is told of each reading.
const KEYS: [&str; 10] =
    ["verdict", "package", "given_up", "days", "last_day", "late", "exposed", "rings", "missing", "bridge"];

impl Essence for Reading {
    fn same_verdict(&self, other: &Self) -> Option<bool> {
        // Where the search for bridges ended early, none may only not have been found.
        let known = |r: &Reading| r.sure || r.verdict != Verdict::Blocked;
        (known(self) && known(other)).then(|| self.verdict == other.verdict)
    }

    fn same(&self, other: &Self) -> Option<bool> {
        (self.sure && other.sure).then(|| self == other)
    }

    fn complete(&self) -> bool {
        self.sure
    }
}

/// Whether a roadmap rests on an element: what makes the order, and, unless the whole package is given, what it is chosen by.
pub(crate) fn looks_at(asked: &Roadmap, case: &Case, element: Element) -> bool {
    let chosen = match &asked.which {
        Which::Package(settled) => settled.len() < case.issues().len() || asked.way_out.is_some(),
        Which::Best | Which::Deal(_) => !case.issues().is_empty() || asked.way_out.is_some(),
    };
    let weighed = |p: PartyId| {
        let party = case.party(p);
        let worth = party.role == Role::Principal && matches!(party.preference, Preference::Worth(_));
        worth && (case.walk_away(p).is_some() || matches!(asked.which, Which::Deal(_)))
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

/// What varies, where readings are asked for.
pub(super) fn varied(asked: &Roadmap, case: &Case) -> Result<Option<Varied>, Refusal> {
    let wanted = asked.readings || !asked.doubt.is_empty();
    wanted.then(|| Varied::of(case, &asked.doubt, &|e| looks_at(asked, case, e))).transpose()
}

/// Asks under each reading, for one bridge.
pub(super) fn all(asked: &Roadmap, case: &Case, varied: Varied, budget: &Budget) -> Readings {
    let one =
        Roadmap { max: 1, bridge: None, readings: false, doubt: crate::readings::Doubt::default(), ..asked.clone() };
    Readings::asked(case, varied, &|e| looks_at(asked, case, e), budget, |left| {
        one.ask(&left.case, budget).map(|answer| Reading::of(&answer, left))
    })
}

pub(super) fn facts(readings: &Readings, case: &Case) -> Value {
    readings.facts(case, &KEYS, |r| r.facts(case))
}

/// What each reading tells, for the schema.
pub(super) fn schema() -> Value {
    let text = json!({ "type": "string" });
    let texts = json!({ "type": ["array", "null"], "items": text });
    json!({
        "verdict": { "enum": ["open", "bridged", "blocked", null] },
        "package": { "type": ["object", "null"], "additionalProperties": text },
        "given_up": { "type": ["array", "null"], "items": { "$ref": "#/$defs/id" } },
        "days": { "type": ["integer", "null"], "description": "Of the order, or of that with the first bridge." },
        "last_day": { "type": ["string", "null"], "format": "date" },
        "late": { "type": ["integer", "null"], "minimum": 0 },
        "exposed": {
            "type": ["object", "null"],
            "additionalProperties": { "$ref": "#/$defs/number" },
            "description": "What each party is exposed by at the worst, after what guarantees make good to it.",
        },
        "rings": { "type": ["array", "null"], "items": { "type": "array", "items": text } },
        "missing": texts,
        "bridge": {
            "type": ["object", "null"],
            "required": ["first", "cost"],
            "additionalProperties": false,
            "properties": {
                "first": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["step", "owed"],
                        "additionalProperties": false,
                        "properties": { "step": text, "owed": { "type": "array", "items": text } },
                    },
                },
                "cost": { "type": "number" },
            },
            "description": "The cheapest: what goes first on credit, and one of the steps owed for it.",
        },
    })
}

pub(super) fn show(readings: &Readings, case: &Case, doc: &mut Doc) {
    let stated = readings.readings.first().and_then(|r| r.found.found()).map(|r| &r.package);
    let row = |r: &Reading| {
        let verdict = match r.verdict {
            Verdict::Open => "open",
            Verdict::Bridged => "bridged",
            Verdict::Blocked if r.sure => "blocked",
            Verdict::Blocked => "no order; bridges not known",
        };
        let end = match &r.days {
            Some((_, Some(last))) => last.clone(),
            Some((days, None)) => count(usize::try_from(*days).unwrap_or(usize::MAX), "day"),
            None => String::new(),
        };
        let end = if r.late > 0 {
            format!("{end} ({} late)", count(usize::try_from(r.late).unwrap_or(usize::MAX), "day"))
        } else {
            end
        };
        let bridge = r
            .bridge
            .as_ref()
            .map_or_else(String::new, |(first, cost)| format!("{cost}: {} first", count(first.len(), "step")));
        let another = if stated.is_some_and(|p| *p != r.package) { ", for another package" } else { "" };
        vec![format!("{verdict}{another}"), end, so_many(r.rings.len(), true), bridge]
    };
    let head = &["Verdict", "End", "Rings", "Cheapest bridge"];
    told_or_refused(case, readings, &Columns { head, row: &row, beside: "the order or what it takes" }, doc);
}
