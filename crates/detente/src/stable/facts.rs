//! The answer for programs.

use serde::{Serialize, Serializer, ser::SerializeMap, ser::SerializeSeq};
use serde_json::{Map, Value, json};

use super::{
    Act, Allied, Beyond, Concept, Found, Improvement, Listed, Reason, Stable, StableAnswer, States, readings,
    space::{Space, bits},
    symbolic::Region,
};
use crate::{
    agreement::{chosen_entries, package_value},
    case::{Case, Package, PartyId},
    number::whole,
};

/// First equilibria that are told where states are held as decision diagrams.
const MOST_FIRST: usize = 20;

/// States up to which sets of them are listed without being asked for.
const MOST_LISTED: usize = 100_000;

/// The JSON Schema (draft 2020-12) of what `detente stable FILE --json` prints.
pub fn schema() -> Value {
    let mut schema =
        serde_json::from_str(include_str!("answer.schema.json")).expect("the schema in this crate is JSON");
    crate::readings::schema::put(&mut schema, "readings", &readings::schema());
    schema
}

/// The answer as it is written in JSON; long lists are written as they go.
#[derive(Debug)]
pub struct StableFacts<'a> {
    answer: &'a StableAnswer<'a>,
}

impl Stable {
    /// The options of the question, for the envelope.
    pub fn options(&self, case: &Case, effort: u64) -> Value {
        let settled = |chosen: &Vec<_>| chosen_entries(case, chosen);
        let keys = |concepts: &[Concept]| concepts.iter().map(|c| c.key()).collect::<Vec<_>>();
        let mix = self.mix.as_ref().map(|mix| {
            let by = mix.by.iter().map(|(p, concepts)| (case.party(*p).key.clone(), json!(keys(concepts))));
            json!({ "all": keys(&mix.all), "by": Value::Object(by.collect()) })
        });
        json!({
            "package": self.package.as_ref().map(settled),
            "states": match &self.states {
                States::All => json!("all"),
                States::Some(numbers) => json!(numbers),
            },
            "from": self.from.as_ref().map(|p| written(case, p)),
            "convention": self.convention.key(),
            "concepts": self.concepts.as_ref().map(|c| keys(c)),
            "mix": mix,
            "coalitions": match &self.coalitions {
                Allied::Joint => json!("joint"),
                Allied::All => json!("all"),
                Allied::These(some) => some.iter().map(|c| json!(parties(case, c))).collect(),
            },
            "horizon": self.horizon,
            "inverse": self.inverse,
            "robust": self.robust,
            "engine": self.engine.map(super::Engine::key),
            "effort": effort,
            "list": self.list,
            "reading": if self.readings || !self.doubt.is_empty() { "all" } else { "stated" },
            "doubt": self.doubt.option(case),
        })
    }
}

impl<'a> StableAnswer<'a> {
    /// The answer with the keys of the file.
    pub fn facts(&'a self) -> StableFacts<'a> {
        StableFacts { answer: self }
    }
}

impl Serialize for StableFacts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let answer = self.answer;
        let case = answer.graph.case;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("engine", answer.engine().key())?;
        map.serialize_entry("convention", answer.asked.convention.key())?;
        map.serialize_entry("cautions", &answer.cautions.machine(case))?;
        let movers = answer.graph.movers.iter().enumerate().filter(|(_, m)| !m.axes.is_empty());
        let mover = |(n, mover): (usize, &super::graph::Mover)| {
            let issues = mover.axes.iter().map(|a| case.issue(answer.graph.axes[*a].issue).key.clone());
            json!({ "by": parties(case, &answer.graph.members(n)), "issues": issues.collect::<Vec<_>>() })
        };
        map.serialize_entry("parties", &parties(case, &answer.graph.parties))?;
        map.serialize_entry("not_weighed", &parties(case, &answer.graph.unweighed))?;
        map.serialize_entry("movers", &movers.map(mover).collect::<Vec<_>>())?;
        match &answer.found {
            Found::Explicit(listed) => explicit(answer, listed, &mut map)?,
            Found::Beyond(found) => beyond(answer, found, &mut map)?,
        }
        if let Some(found) = &answer.readings {
            map.serialize_entry("readings", &readings::facts(found, case))?;
        }
        map.end()
    }
}

fn explicit<M: SerializeMap>(answer: &StableAnswer<'_>, listed: &Listed<'_>, map: &mut M) -> Result<(), M::Error> {
    let space = &listed.space;
    let list = answer.asked.list || space.len() <= MOST_LISTED;
    map.serialize_entry("count", &space.len())?;
    map.serialize_entry("states", &list.then_some(AllStates(space)))?;
    map.serialize_entry("status_quo", &listed.status_quo.map(|c| space.number(c)))?;
    map.serialize_entry("trial", &listed.trial.map(|c| space.number(c)))?;
    map.serialize_entry("stable", &ByConcept { listed, list })?;
    let equilibria: Map<String, Value> = Concept::ALL
        .into_iter()
        .map(|c| (c.key().to_owned(), listed.verdicts.equilibria(c).map_or(Value::Null, |e| set(space, &e, list))))
        .collect();
    map.serialize_entry("equilibria", &equilibria)?;
    let mixed = listed.mixed.as_ref().zip(answer.asked.mix.as_ref()).map(|(found, mix)| {
        let one = |p: &PartyId| {
            let concepts: Vec<&str> = mix.of(*p).iter().map(|c| c.key()).collect();
            (answer.graph.case.party(*p).key.clone(), json!(concepts))
        };
        let asked: Map<String, Value> = answer.graph.parties.iter().map(one).collect();
        json!({ "asked": asked, "equilibria": set(space, found, list) })
    });
    map.serialize_entry("first", &Value::Null)?;
    map.serialize_entry("mixed", &mixed)?;
    map.serialize_entry("classes", &listed.classes.as_ref().map(|c| c.facts(space)))?;
    if let Some(found) = &listed.coalitions {
        for (key, value) in found.facts(space, list) {
            map.serialize_entry(&key, &value)?;
        }
    } else {
        let keys = ["coalitions", "coalition_equilibria", "coalition_breaks", "coalition_breaks_more"];
        keys.iter().try_for_each(|key| map.serialize_entry(key, &Value::Null))?;
    }
    map.serialize_entry("limited", &listed.limited.as_ref().map(|l| l.facts(space, list)))?;
    map.serialize_entry("evolution", &listed.evolution.as_ref().map(|e| e.facts(space)))?;
    let inverse = listed.inverse.as_ref().map(|all| all.iter().map(|i| i.facts(space)).collect::<Vec<_>>());
    map.serialize_entry("inverse", &inverse)?;
    map.serialize_entry("robust", &listed.robust.as_ref().map(|r| r.facts(space)))?;
    let number = |p: &Package| json!(numbered(space, p));
    let told = listed.reasons.iter().map(|r| reason(space.graph.case, &number, r));
    map.serialize_entry("reasons", &told.collect::<Vec<_>>())
}

/// Where states have no numbers, they are told by their packages, and sets of them by how many there are.
fn beyond<M: SerializeMap>(answer: &StableAnswer<'_>, found: &Beyond<'_>, map: &mut M) -> Result<(), M::Error> {
    let case = answer.graph.case;
    let symbolic = found.symbolic.as_ref();
    let each = |of: &dyn Fn(Concept) -> Option<Value>| -> Map<String, Value> {
        Concept::ALL.into_iter().map(|c| (c.key().to_owned(), of(c).unwrap_or(Value::Null))).collect()
    };
    let count = |region: &Region| symbolic.map_or(Value::Null, |s| whole(&s.count(region)));
    let stable = |c: Concept| {
        let sets = answer.graph.parties.iter().zip(&symbolic?.stable(c)?.parties);
        let by = sets.map(|(p, region)| (case.party(*p).key.clone(), count(region)));
        Some(Value::Object(by.collect()))
    };
    let first = symbolic.map(|s| {
        let packages = |c: Concept| {
            let first = s.first(&s.stable(c)?.equilibria, MOST_FIRST);
            Some(first.iter().map(|p| written(case, p)).collect::<Value>())
        };
        Concept::ALL.into_iter().filter_map(|c| Some((c.key().to_owned(), packages(c)?))).collect::<Map<_, _>>()
    });
    map.serialize_entry("count", &symbolic.map(|s| count(&s.states)))?;
    map.serialize_entry("states", &Value::Null)?;
    let status_quo = answer.asked.from.as_ref().or(case.status_quo());
    map.serialize_entry("status_quo", &status_quo.map(|p| written(case, p)))?;
    map.serialize_entry("trial", &found.trial.as_ref().map(|(p, _)| written(case, p)))?;
    map.serialize_entry("stable", &each(&stable))?;
    map.serialize_entry("equilibria", &each(&|c| Some(count(&symbolic?.stable(c)?.equilibria))))?;
    map.serialize_entry("first", &first)?;
    for key in LAID_OUT {
        map.serialize_entry(key, &Value::Null)?;
    }
    let verdicts = found.trial.iter().flat_map(|(_, all)| all);
    let told = verdicts.filter_map(|s| {
        let mut told = reason(case, &|p| written(case, p), s.verdict.as_ref()?);
        if s.uncounted {
            told["more"] = Value::Null;
        }
        Some(told)
    });
    map.serialize_entry("reasons", &told.collect::<Vec<_>>())
}

/// What is told only where all states were laid out.
const LAID_OUT: [&str; 10] = [
    "mixed",
    "classes",
    "coalitions",
    "coalition_equilibria",
    "coalition_breaks",
    "coalition_breaks_more",
    "limited",
    "evolution",
    "inverse",
    "robust",
];

/// The numbers of states that are set, or how many there are.
pub(super) fn set(space: &Space<'_>, set: &[u64], list: bool) -> Value {
    if list { bits(set).map(|c| space.number(c)).collect() } else { json!(bits(set).count()) }
}

pub(super) fn parties(case: &Case, parties: &[PartyId]) -> Vec<String> {
    parties.iter().map(|p| case.party(*p).key.clone()).collect()
}

/// Issue to option.
pub(super) fn written(case: &Case, package: &Package) -> Value {
    package_value(case, package)
}

pub(super) fn numbered(space: &Space<'_>, package: &Package) -> Option<usize> {
    space.cell(package).map(|c| space.number(c))
}

/// A reason, with states named by `name`.
fn reason(case: &Case, name: &dyn Fn(&Package) -> Value, reason: &Reason) -> Value {
    let act = |a: &Act| json!({ "by": parties(case, &a.by), "to": name(&a.to) });
    let improvement = |i: &Improvement| {
        let mut told = json!({
            "to": name(&i.to),
            "deterred": i.answer.is_some(),
            "answer": i.answer.as_ref().map(|all| all.iter().map(act).collect::<Vec<_>>()),
        });
        if let Some(end) = &i.together {
            told["together"] = name(end);
        }
        told
    };
    json!({
        "state": name(&reason.state),
        "party": case.party(reason.party).key,
        "concept": reason.concept.key(),
        "stable": reason.stable,
        "improvements": reason.improvements.iter().map(improvement).collect::<Vec<_>>(),
        "more": reason.more,
    })
}

struct AllStates<'a>(&'a Space<'a>);

impl Serialize for AllStates<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.0.len()))?;
        for (n, cell) in self.0.states().enumerate() {
            let package = written(self.0.graph.case, &self.0.package(cell));
            seq.serialize_element(&json!({ "number": n + 1, "package": package }))?;
        }
        seq.end()
    }
}

/// For each concept, for each party, the states that are stable.
struct ByConcept<'a> {
    listed: &'a Listed<'a>,
    list: bool,
}

impl Serialize for ByConcept<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let space = &self.listed.space;
        let mut map = serializer.serialize_map(None)?;
        for concept in Concept::ALL {
            let sets = self.listed.verdicts.of(concept).map(|sets| {
                let parties = space.graph.parties.iter().zip(sets);
                let one =
                    |(p, s): (&PartyId, &Vec<u64>)| (space.graph.case.party(*p).key.clone(), set(space, s, self.list));
                parties.map(one).collect::<Map<String, Value>>()
            });
            map.serialize_entry(concept.key(), &sets)?;
        }
        map.end()
    }
}
