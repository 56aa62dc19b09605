//! Checks an answer to `stable`.

mod classes;
mod concepts;
mod inverse;
mod limited;
mod model;
mod readings;
mod reasons;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    Against, Asked, Checks, Reason, Says, grounds,
    told::{self, Read, parts, same},
};
use crate::case::{Case, PartyId};
use concepts::{ALL, Focal, stable_for};
use model::{Model, Mover};

/// States whose stability is found one by one.
const MOST_STATES: usize = 1_500;

/// States of which a list is told without being asked for.
const MOST_LISTED: usize = 100_000;

/// Verdicts up to which each has its reason.
const MOST_REASONS: usize = 2_000;

/// What an answer tells where all states were laid out.
const KEYS: [&str; 23] = [
    "engine",
    "convention",
    "cautions",
    "parties",
    "not_weighed",
    "movers",
    "count",
    "states",
    "status_quo",
    "trial",
    "stable",
    "equilibria",
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
    "reasons",
];

/// What of that is not checked.
const NOT_CHECKED: [&str; 2] = ["coalition_breaks_more", "robust"];

/// Checks everything.
pub(super) fn check(asked: &Asked<'_>, checks: &mut Checks) {
    let (case, answer, options) = (asked.case, asked.answer, asked.options);
    let explicit = answer["engine"] == "explicit";
    let missing = KEYS.iter().filter(|_| explicit).find(|k| answer.get(**k).is_none());
    let shape = missing.map_or(Ok(()), |k| Err(Against::Missing(json!(k))));
    checks.check("", Says::Parts, shape);
    checks.check("convention", Says::Parts, same(&answer["convention"], &options["convention"]));
    checks.check(
        "cautions",
        Says::Cautions,
        same(
            &answer["cautions"],
            &grounds::cautions_of(case, &|e| {
                use crate::case::Element;
                let preference = matches!(e, Element::Wants(..) | Element::Bonus(..) | Element::Constraint(_));
                preference || matches!(e, Element::Party(_)) && case.holder(*e).is_some()
            }),
        ),
    );
    let Some((chosen, whole)) = told::chosen(case, options, checks) else { return };
    let settled = if whole { &[][..] } else { &chosen };
    let once = options["convention"] == "gmcr-plus";
    let Some(model) = Model::new(case, settled, once, asked.most) else {
        for (at, says) in [("states", Says::States), ("stable", Says::Stable), ("reasons", Says::Reason)] {
            checks.skip(at, says, Reason::TooManyPackages);
        }
        return;
    };
    let list = options["list"] == true || model.states.len() <= MOST_LISTED;
    let look = Look { asked, model: &model, list: if explicit { list } else { answer["states"].is_array() } };
    look.graph(checks);
    look.states(whole, checks);
    let found = look.stable(checks);
    look.mixed(found.as_ref(), checks);
    reasons::check(&look, checks);
    if model.states.len() <= MOST_STATES {
        classes::check(&look, checks);
        limited::check(&look, checks);
    }
    look.coalitions(checks);
    if options["reading"] == "all" {
        readings::check(&look, settled, whole, checks);
    } else {
        checks.check("readings", Says::Parts, same(&answer["readings"], &Value::Null));
    }
    reasons::evolution(&look, checks);
    inverse::check(&look, checks);
    for (key, asked) in [("inverse", &options["inverse"]), ("robust", &options["robust"])] {
        checks.check(key, Says::Parts, same(&json!(answer[key].is_null()), &json!(*asked != true)));
    }
    let few = model.states.len() <= MOST_STATES;
    for (key, asked) in [("evolution", &answer["status_quo"]), ("limited", &options["horizon"])] {
        if few || answer[key].is_null() == asked.is_null() {
            checks.check(key, Says::Parts, same(&json!(answer[key].is_null()), &json!(asked.is_null())));
        }
    }
    for (key, told) in answer.as_object().into_iter().flatten() {
        if (NOT_CHECKED.contains(&key.as_str()) || !KEYS.contains(&key.as_str())) && !told.is_null() {
            checks.skip(key, Says::StableOther, Reason::NoCheck);
        }
    }
}

/// States that are stable, by concept, then by party.
type Found = Vec<(&'static str, Vec<(PartyId, BTreeSet<usize>)>)>;

/// The answer and what it is held against.
struct Look<'l, 'a> {
    asked: &'l Asked<'l>,
    model: &'l Model<'a>,
    /// Whether sets of states are listed, or only counted.
    list: bool,
}

impl<'l> Look<'l, '_> {
    fn answer(&self) -> &'l Value {
        self.asked.answer
    }

    fn case(&self) -> &'l Case {
        self.asked.case
    }

    fn keys(&self, parties: impl IntoIterator<Item = PartyId>) -> Value {
        parties.into_iter().map(|p| Value::from(self.case().party(p).key.as_str())).collect()
    }

    /// A state by its number, from nought.
    fn state(&self, told: &Value) -> Read<usize> {
        let number = told.as_u64().and_then(|n| usize::try_from(n).ok()).and_then(|n| n.checked_sub(1));
        number.filter(|n| *n < self.model.states.len()).map_or_else(|| told::unread(told), Ok)
    }

    /// Who moves; two where it cannot be told by the names, since parties beside them are in one whose preferences are not known.
    fn movers(&self, told: &Value) -> Read<Vec<&Mover>> {
        let members = told::list(told)?.iter().map(|p| told::party(self.case(), p)).collect::<Read<BTreeSet<_>>>()?;
        let found: Vec<&Mover> = self.model.movers.iter().filter(|m| m.members == members).collect();
        if found.is_empty() { told::unread(told) } else { Ok(found) }
    }

    /// A set of states as it is told: their numbers, or how many there are.
    fn set(&self, states: &BTreeSet<usize>) -> Value {
        if self.list { states.iter().map(|s| json!(s + 1)).collect() } else { json!(states.len()) }
    }

    /// Who is in the model, and who moves what.
    fn graph(&self, checks: &mut Checks) {
        let (answer, model) = (self.answer(), self.model);
        if answer.get("parties").is_none() {
            return;
        }
        checks.check("parties", Says::Form, same(&answer["parties"], &self.keys(model.parties.iter().copied())));
        let not_weighed = self.keys(model.not_weighed.iter().copied());
        checks.check("not_weighed", Says::Form, same(&answer["not_weighed"], &not_weighed));
        let mover = |m: &Mover| {
            let issues: Vec<&str> = m.issues.iter().map(|i| self.case().issue(*i).key.as_str()).collect();
            json!({ "by": self.keys(m.members.iter().copied()), "issues": issues })
        };
        checks.check("movers", Says::Form, same(&answer["movers"], &model.movers.iter().map(mover).collect()));
    }

    fn states(&self, whole: bool, checks: &mut Checks) {
        let (answer, model, case) = (self.answer(), self.model, self.case());
        checks.check("count", Says::States, same(&answer["count"], &json!(model.states.len())));
        let entry = |(n, p)| json!({ "number": n + 1, "package": told::package_entries(case, p) });
        let states = self.list.then(|| model.states.iter().enumerate().map(entry).collect::<Vec<_>>());
        checks.check("states", Says::States, same(&answer["states"], &json!(states)));
        let from = match &self.asked.options["from"] {
            Value::Null => case.status_quo().cloned(),
            told => told::package(case, told).ok(),
        };
        let number = from.and_then(|p| model.number(&p));
        checks.check("status_quo", Says::StatusQuo, same(&answer["status_quo"], &json!(number)));
        let trial = if whole { told::package(case, &self.asked.options["package"]).ok() } else { None };
        let trial = json!(trial.and_then(|p| model.number(&p)));
        let told = &answer["trial"];
        let told = if told.is_object() { &told["state"] } else { told };
        checks.check("trial", Says::StatusQuo, same(told, &trial));
    }

    /// The states that are stable. `None` where there are too many to try.
    fn stable(&self, checks: &mut Checks) -> Option<Found> {
        let (told, equilibria) = (&self.answer()["stable"], &self.answer()["equilibria"]);
        for (at, told) in [("stable", told), ("equilibria", equilibria)] {
            let missing = ALL.iter().find(|c| told.get(**c).is_none());
            checks.check(at, Says::Parts, missing.map_or(Ok(()), |c| Err(Against::Missing(json!(c)))));
        }
        if self.model.states.len() > MOST_STATES {
            checks.skip("stable", Says::Stable, Reason::TooManyPackages);
            checks.skip("equilibria", Says::Equilibria, Reason::TooManyPackages);
            return None;
        }
        let mut focal: Vec<Focal<'_, '_>> = self.model.parties.iter().map(|p| Focal::new(self.model, *p)).collect();
        let mut found = Found::new();
        for concept in ALL {
            if told[concept].is_null() {
                let wanted = self.asked.options["concepts"].as_array();
                let left_out = wanted.is_some_and(|w| !w.iter().any(|c| *c == concept)) || concept == "sim";
                let right =
                    if left_out && equilibria[concept].is_null() { Ok(()) } else { told::unread(&told[concept]) };
                checks.check(format!("stable.{concept}"), Says::Parts, right);
                continue;
            }
            let mut by_party = Vec::new();
            let mut meant = Map::new();
            for (n, party) in self.model.parties.iter().enumerate() {
                let stable: BTreeSet<usize> =
                    (0..self.model.states.len()).filter(|s| focal[n].stable(concept, *s)).collect();
                meant.insert(self.case().party(*party).key.clone(), self.set(&stable));
                by_party.push((*party, stable));
            }
            checks.check(format!("stable.{concept}"), Says::Stable, same(&told[concept], &Value::Object(meant)));
            let all = |s: &usize| by_party.iter().all(|(_, stable)| stable.contains(s));
            let both: BTreeSet<usize> = (0..self.model.states.len()).filter(all).collect();
            let at = format!("equilibria.{concept}");
            checks.check(at, Says::Equilibria, same(&equilibria[concept], &self.set(&both)));
            found.push((concept, by_party));
        }
        Some(found)
    }

    /// Equilibria where parties go by different concepts.
    fn mixed(&self, found: Option<&Found>, checks: &mut Checks) {
        let (told, mix) = (&self.answer()["mixed"], &self.asked.options["mix"]);
        if mix.is_null() || told.is_null() {
            checks.check("mixed", Says::Mixed, same(&json!(told.is_null()), &json!(mix.is_null())));
            return;
        }
        let key = |p: &PartyId| self.case().party(*p).key.as_str();
        let of = |p: &PartyId| mix["by"].get(key(p)).unwrap_or(&mix["all"]).clone();
        let asked: Map<String, Value> = self.model.parties.iter().map(|p| (key(p).to_owned(), of(p))).collect();
        checks.check("mixed.asked", Says::Form, same(&told["asked"], &Value::Object(asked)));
        let Some(found) = found else { return checks.skip("mixed", Says::Mixed, Reason::TooManyPackages) };
        let stays = |p: &PartyId, s: &usize| {
            let concepts = of(p);
            let by = |c: &str| found.iter().find(|(f, _)| *f == c).and_then(|(_, by)| by.iter().find(|(q, _)| q == p));
            concepts.as_array().is_some_and(|c| {
                c.iter().filter_map(Value::as_str).any(|c| by(c).is_some_and(|(_, stable)| stable.contains(s)))
            })
        };
        let all = |s: &usize| self.model.parties.iter().all(|p| stays(p, s));
        let meant: BTreeSet<usize> = (0..self.model.states.len()).filter(all).collect();
        checks.check("mixed.equilibria", Says::Mixed, same(&told["equilibria"], &self.set(&meant)));
    }

    /// The coalitions that were asked about: single parties first, then the smaller ones; `None` where that is not known.
    fn allied(&self) -> Option<Vec<BTreeSet<PartyId>>> {
        let parties = &self.model.parties;
        let mut sets: Vec<BTreeSet<PartyId>> = parties.iter().map(|p| BTreeSet::from([*p])).collect();
        match &self.asked.options["coalitions"] {
            Value::String(which) if which == "joint" => {
                let joint = self.model.movers.iter().filter(|m| !m.unknown && m.members.len() > 1);
                sets.extend(joint.map(|m| m.members.clone()));
            }
            Value::String(which) if which == "all" && parties.len() <= 10 => {
                let of = |bits: usize| (0..parties.len()).filter(|p| bits >> p & 1 == 1).map(|p| parties[p]).collect();
                sets.extend((1..1_usize << parties.len()).map(of));
            }
            Value::Array(these) => {
                for told in these {
                    let members = told.as_array()?.iter().map(|p| told::party(self.case(), p).ok());
                    sets.push(members.collect::<Option<_>>()?);
                }
            }
            _ => return None,
        }
        sets.sort_by_cached_key(|s| (s.len(), s.iter().copied().collect::<Vec<_>>()));
        sets.dedup();
        Some(sets)
    }

    /// Stability for coalitions.
    fn coalitions(&self, checks: &mut Checks) {
        let told = match &self.answer()["coalitions"] {
            Value::Array(told) if !told.is_empty() => told,
            told => {
                // Where nobody decides anything together, nothing is told.
                let few = self.model.states.len() <= MOST_STATES;
                let some = few && self.allied().is_some_and(|a| a.len() > self.model.parties.len());
                checks.check(
                    "coalitions",
                    Says::Parts,
                    if some { told::unread(told) } else { same(told, &Value::Null) },
                );
                return;
            }
        };
        if self.model.once {
            // There a coalition is a player of its own, and changes who answers whom.
            return checks.skip("coalitions", Says::Coalitions, Reason::Convention);
        }
        if self.model.states.len() > MOST_STATES / 5 {
            return checks.skip("coalitions", Says::Coalitions, Reason::TooManyPackages);
        }
        let one = |told: &Value| -> Read<()> {
            let members = told::list(&told["members"])?.iter().map(|p| told::party(self.case(), p));
            let members: BTreeSet<PartyId> = members.collect::<Read<_>>()?;
            parts(told, &["members", "stable"])?;
            parts(&told["stable"], &ALL[..4])?;
            for (concept, told) in told::table(&told["stable"])? {
                let all = 0..self.model.states.len();
                let stable = all.filter(|s| stable_for(self.model, &members, concept, *s)).collect();
                same(told, &self.set(&stable))?;
            }
            Ok(())
        };
        let members: Value = told.iter().map(|t| t["members"].clone()).collect();
        if let Some(meant) = self.allied() {
            let meant = meant.into_iter().map(|m| self.keys(m)).collect();
            checks.check("coalitions.members", Says::Form, same(&members, &meant));
        }
        reasons::breaks(self, checks);
        checks.each("coalitions", Says::Coalitions, Reason::TooMuchWork, told.iter().map(|t| Some(one(t))));
        let equilibria = &self.answer()["coalition_equilibria"];
        checks.check("coalition_equilibria", Says::Parts, parts(equilibria, &ALL[..4]));
        for (concept, told_set) in equilibria.as_object().into_iter().flatten() {
            let numbers = |set: &Value| -> Option<BTreeSet<usize>> {
                set.as_array()?.iter().map(|n| usize::try_from(n.as_u64()?).ok()?.checked_sub(1)).collect()
            };
            let sets: Option<Vec<_>> = told.iter().map(|c| numbers(&c["stable"][concept.as_str()])).collect();
            let at = format!("coalition_equilibria.{concept}");
            let Some(sets) = sets else {
                checks.skip(at, Says::Equilibria, Reason::Cut);
                continue;
            };
            let all = (0..self.model.states.len()).filter(|s| sets.iter().all(|set| set.contains(s))).collect();
            checks.check(at, Says::Equilibria, same(told_set, &self.set(&all)));
        }
    }
}

/// Whether every verdict has its reason told.
fn few_verdicts(look: &Look<'_, '_>, concepts: usize) -> bool {
    look.model.states.len().saturating_mul(look.model.parties.len()).saturating_mul(concepts) <= MOST_REASONS
}
