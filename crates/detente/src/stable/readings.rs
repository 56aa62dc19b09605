//! What holds under each reading of what is disputed.

use num_bigint::BigUint;
use serde_json::{Map, Value, json};

use super::{Allied, Beyond, Concept, Found, Listed, Stable, StableAnswer, States, show::called, space::bits};
use crate::{
    agreement::package_value,
    case::{Case, Element, Package, Role},
    number::whole,
    question::{Budget, Refusal},
    quote::sha256,
    readings::{
        Essence, Told, Varied,
        show::{Columns, so_many, told_or_refused},
    },
    show::Doc,
    why::show::Words,
    words::{grouped, listed},
};

/// Equilibria of a concept that are named.
const MOST_NAMED: usize = 20;

/// All readings.
pub type Readings = crate::readings::Readings<Told<Reading>>;

/// What holds in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// For each concept that was looked at, which states are equilibria; `None` where that was not found.
    pub equilibria: Vec<(Concept, Option<Equilibria>)>,
    /// Where a package is asked about: for each concept, whether it is an equilibrium; `None` where that was not found.
    pub package: Option<Vec<(Concept, Option<bool>)>>,
}

/// States that are stable for each party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equilibria {
    /// How many there are.
    pub count: BigUint,
    /// The first of them.
    pub first: Vec<Package>,
    /// What tells this set from every other, where all states were laid out.
    mark: Option<String>,
}

impl Equilibria {
    /// Whether two sets are the same; `None` where they are too large to tell.
    fn same(&self, other: &Self) -> Option<bool> {
        if self.count != other.count || self.first != other.first {
            return Some(false);
        }
        match (&self.mark, &other.mark) {
            (Some(one), Some(two)) => Some(one == two),
            _ => (BigUint::from(self.first.len()) == self.count).then_some(true),
        }
    }
}

impl Reading {
    fn of(answer: &StableAnswer<'_>) -> Self {
        match &answer.found {
            Found::Explicit(found) => Reading::listed(answer, found),
            Found::Beyond(found) => Reading::beyond(answer, found),
        }
    }

    fn listed(answer: &StableAnswer<'_>, found: &Listed<'_>) -> Self {
        let set = |c: &Concept| {
            let set = found.verdicts.equilibria(*c)?;
            let first: Vec<Package> = bits(&set).take(MOST_NAMED).map(|cell| found.space.package(cell)).collect();
            let bytes: Vec<u8> = set.iter().flat_map(|block| block.to_le_bytes()).collect();
            let count = BigUint::from(bits(&set).count());
            Some(Equilibria { count, first, mark: Some(sha256(&bytes)) })
        };
        let of = |c: &Concept, cell: usize| (*c, Some(found.verdicts.equilibrium(*c, cell)));
        Reading {
            equilibria: answer.concepts.iter().map(|c| (*c, set(c))).collect(),
            package: found.trial.map(|cell| answer.concepts.iter().map(|c| of(c, cell)).collect()),
        }
    }

    fn beyond(answer: &StableAnswer<'_>, found: &Beyond<'_>) -> Self {
        let set = |c: &Concept| {
            let symbolic = found.symbolic.as_ref()?;
            let region = &symbolic.stable(*c)?.equilibria;
            let first = symbolic.first(region, MOST_NAMED);
            Some(Equilibria { count: symbolic.count(region), first, mark: None })
        };
        let package = found.trial.as_ref().map(|(_, verdicts)| {
            let of = |c: &Concept| {
                let mut all = verdicts.iter().filter(|v| v.concept == *c).map(|v| v.verdict.as_ref().map(|r| r.stable));
                // One party that would leave is enough.
                if all.clone().any(|v| v == Some(false)) {
                    Some(false)
                } else {
                    all.all(|v| v == Some(true)).then_some(true)
                }
            };
            answer.concepts.iter().map(|c| (*c, of(c))).collect()
        });
        let sets = found.symbolic.is_some();
        Reading { equilibria: answer.concepts.iter().filter(|_| sets).map(|c| (*c, set(c))).collect(), package }
    }

    /// By each concept, whether the package holds, or, where none is asked about, whether anything does.
    fn verdict(&self) -> Vec<(Concept, Option<bool>)> {
        let some = |(c, e): &(Concept, Option<Equilibria>)| (*c, e.as_ref().map(|e| e.count != BigUint::ZERO));
        self.package.clone().unwrap_or_else(|| self.equilibria.iter().map(some).collect())
    }

    fn facts(&self, case: &Case) -> Map<String, Value> {
        let by = |list: &[(Concept, Option<bool>)]| -> Value {
            list.iter().map(|(c, holds)| (c.key().to_owned(), json!(holds))).collect::<Map<_, _>>().into()
        };
        let set = |e: &Equilibria| {
            json!({
                "count": whole(&e.count),
                "first": e.first.iter().map(|p| package_value(case, p)).collect::<Value>(),
                "mark": e.mark,
            })
        };
        let equilibria: Map<String, Value> =
            self.equilibria.iter().map(|(c, e)| (c.key().to_owned(), json!(e.as_ref().map(set)))).collect();
        Map::from_iter([
            ("verdict".to_owned(), by(&self.verdict())),
            ("equilibria".to_owned(), Value::Object(equilibria)),
        ])
    }
}

impl Essence for Reading {
    fn same_verdict(&self, other: &Self) -> Option<bool> {
        let (one, two) = (self.verdict(), other.verdict());
        if one.iter().zip(&two).any(|(a, b)| a.1.is_some() && b.1.is_some() && a.1 != b.1) {
            return Some(false);
        }
        let known = |list: &[(Concept, Option<bool>)]| list.iter().all(|(_, holds)| holds.is_some());
        (known(&one) && known(&two)).then_some(true)
    }

    fn same(&self, other: &Self) -> Option<bool> {
        let mut known = self.complete() && other.complete();
        for ((_, one), (_, two)) in self.equilibria.iter().zip(&other.equilibria) {
            match one.as_ref().zip(two.as_ref()).and_then(|(one, two)| one.same(two)) {
                Some(false) => return Some(false),
                Some(true) => {}
                None => known = false,
            }
        }
        known.then_some(true)
    }

    fn complete(&self) -> bool {
        let package = self.package.iter().flatten().all(|(_, holds)| holds.is_some());
        package && self.equilibria.iter().all(|(_, found)| found.is_some())
    }
}

/// Whether `stable` rests on an element: what those prefer who decide something or are principals, and constraints.
pub(crate) fn looks_at(case: &Case, element: Element) -> bool {
    match element {
        Element::Constraint(_) => true,
        Element::Party(p) | Element::Wants(p, _) | Element::Bonus(p, _) => {
            let decides = case.issues().iter().any(|i| i.decided_by.contains(&p));
            case.holder(element).is_some() && (decides || case.party(p).role == Role::Principal)
        }
        _ => false,
    }
}

/// What varies, where readings are asked for.
pub(super) fn varied(stable: &Stable, case: &Case) -> Result<Option<Varied>, Refusal> {
    let wanted = stable.readings || !stable.doubt.is_empty();
    wanted.then(|| Varied::of(case, &stable.doubt, &|e| looks_at(case, e))).transpose()
}

/// Asks under each reading which states hold, and nothing else.
pub(super) fn all(answer: &StableAnswer<'_>, case: &Case, varied: Varied, budget: &Budget) -> Readings {
    // Only where all states are laid out would coalitions be looked at without being asked for.
    let laid_out = matches!(answer.found, Found::Explicit(_));
    let asked = Stable {
        states: States::default(),
        from: None,
        mix: None,
        coalitions: if laid_out { Allied::These(Vec::new()) } else { Allied::Joint },
        horizon: None,
        inverse: false,
        robust: false,
        list: false,
        readings: false,
        doubt: crate::readings::Doubt::default(),
        // As many in each reading, however many states there are.
        concepts: Some(answer.concepts.clone()),
        ..answer.asked.clone()
    };
    Readings::asked(case, varied, &|e| looks_at(case, e), budget, |left| {
        asked.ask(&left.case, budget).map(|answer| Reading::of(&answer))
    })
}

pub(super) fn facts(readings: &Readings, case: &Case) -> Value {
    readings.facts(case, &["verdict", "equilibria"], |r| r.facts(case))
}

/// What each reading tells, for the schema.
pub(super) fn schema() -> Value {
    let package = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    json!({
        "verdict": {
            "type": ["object", "null"],
            "additionalProperties": { "type": ["boolean", "null"] },
            "description": "By each concept, whether the package that was asked about is an equilibrium; where none was, \
                            whether anything is. Null where that is not known.",
        },
        "equilibria": {
            "type": ["object", "null"],
            "additionalProperties": {
                "type": ["object", "null"],
                "required": ["count", "first", "mark"],
                "additionalProperties": false,
                "properties": {
                    "count": { "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": "^[0-9]+$" }] },
                    "first": { "type": "array", "items": package },
                    "mark": {
                        "type": ["string", "null"],
                        "description": "What tells this set from every other (SHA-256); null where states were not laid out.",
                    },
                },
            },
            "description": "By each concept, how many states are equilibria, and the first of them.",
        },
    })
}

pub(super) fn show(readings: &Readings, case: &Case, doc: &mut Doc) {
    let asked = readings.readings.iter().filter_map(|r| r.found.found()).any(|r| r.package.is_some());
    let words = Words::new(case);
    let row = |r: &Reading| if asked { vec![holds(r)] } else { counts(r, &words) };
    let head: &[&str] = if asked { &["The package holds by"] } else { &["Equilibria", "By the most concepts"] };
    told_or_refused(case, readings, &Columns { head, row: &row, beside: "which states hold" }, doc);
}

/// By which concepts the package holds.
fn holds(r: &Reading) -> String {
    let of = |kind: Option<bool>| -> Vec<String> {
        r.package.iter().flatten().filter(|(_, h)| *h == kind).map(|(c, _)| called(*c).to_owned()).collect()
    };
    let (held, unknown) = (of(Some(true)), of(None));
    let mut told = if held.is_empty() { "no concept".to_owned() } else { listed(held, "and") };
    if !unknown.is_empty() {
        told += &format!("; not known: {}", listed(unknown, "and"));
    }
    told
}

/// How many states hold by each concept, and the first that holds by the most.
fn counts(r: &Reading, words: &Words<'_>) -> Vec<String> {
    let one = |(c, e): &(Concept, Option<Equilibria>)| {
        let count = e.as_ref().map_or_else(|| "not known".to_owned(), |e| grouped(&e.count));
        format!("{} {count}", called(*c))
    };
    let first: Vec<&Package> = r.equilibria.iter().filter_map(|(_, e)| e.as_ref()).flat_map(|e| &e.first).collect();
    let times = |p: &Package| first.iter().filter(|q| **q == p).count();
    let most = first.iter().map(|p| times(p)).max().unwrap_or(0);
    let strongest =
        first.iter().find(|p| times(p) == most).map_or_else(|| "none".to_owned(), |p| words.package_words(p));
    let all: Vec<String> = r.equilibria.iter().map(one).collect();
    let all = if all.is_empty() { so_many(0, true) } else { all.join(", ") };
    vec![all, strongest]
}
