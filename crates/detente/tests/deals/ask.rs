//! The one place where these laws touch the library: asks it `deals` and reads what it says from its JSON.

use std::{collections::BTreeMap, panic::catch_unwind};

use detente::{
    agreement::parse_package,
    case::Case,
    deals::{Deals, Scale},
    question::Budget,
    rule::Origin,
};
use num_bigint::BigInt;
use serde_json::{Map, Value};

use crate::{
    judge::{Judged, Q},
    spec::{Package, Spec, option},
};

/// What should be so, or what is not.
pub(crate) type Read<T> = Result<T, String>;

/// Packages of the same worth, as the answer tells them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deal {
    /// The place of the package among all packages.
    pub(crate) package: usize,
    pub(crate) others: Option<u64>,
}

/// An answer, and the case whose keys it uses.
#[derive(Debug)]
pub(crate) struct Answer<'j> {
    pub(crate) judged: &'j Judged,
    pub(crate) json: Value,
}

/// Asks with the names of demands, places of parties that give up their walk-aways, and a package.
pub(crate) fn ask(
    spec: &Spec,
    deals: &Deals,
    demands: &[usize],
    walk_aways: &[usize],
    package: Option<&Package>,
) -> Read<Value> {
    let text = spec.to_toml();
    catch_unwind(|| {
        let case = read(&text)?;
        let mut deals = deals.clone();
        for d in demands {
            deals.if_dropped.push(origin(&case, "demand", &spec.demands[*d].0)?);
        }
        for p in walk_aways {
            deals.if_dropped.push(origin(&case, "walk_away", &spec.parties[*p].name)?);
        }
        if let Some(package) = package {
            let terms: Vec<String> =
                spec.issues.iter().zip(package).map(|((name, _), o)| format!("{name}={}", option(*o))).collect();
            deals.package = Some(parse_package(&case, &terms.join(",")).map_err(|r| r.message)?);
        }
        facts(&case, &deals)
    })
    .map_err(|panic| {
        let message = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        format!("the library panicked: {}", message.unwrap_or("no message"))
    })?
}

pub(crate) fn read(text: &str) -> Read<Case> {
    let read = detente::file::read("random.case.toml", text);
    read.case.ok_or_else(|| format!("the file was not read: {:?}", read.diagnostics))
}

pub(crate) fn facts(case: &Case, deals: &Deals) -> Read<Value> {
    // What ranges leave open has tests of its own; a few samples do.
    let deals = Deals { samples: deals.samples.min(20), ..deals.clone() };
    let answer = deals.ask(case, &Budget::default()).map_err(|r| format!("refused: {}", r.message))?;
    serde_json::to_value(answer.facts(case, Scale::Worth)).map_err(|e| e.to_string())
}

fn origin(case: &Case, kind: &str, key: &str) -> Read<Origin> {
    let of = |o: &Origin| o.kind() == kind && case.key_of(*o) == key;
    case.rules().iter().map(|r| r.origin).find(of).ok_or_else(|| format!("there is no {kind} {key}"))
}

/// `7/3` as a number.
pub(crate) fn fraction(value: &Value) -> Read<Q> {
    let text = value["exact"].as_str().ok_or_else(|| format!("no exact number: {value}"))?;
    let (n, d) = text.split_once('/').unwrap_or((text, "1"));
    let whole = |t: &str| t.parse::<BigInt>().map_err(|e| format!("{t}: {e}"));
    let exact = Q::new(whole(n)?, whole(d)?);
    let near = num_traits::ToPrimitive::to_f64(&exact).unwrap_or(f64::NAN);
    let told = value["value"].as_f64().ok_or("no value")?;
    if (near - told).abs() > 1e-9 * (1.0 + near.abs()) {
        return Err(format!("{value}: the value is not the exact number"));
    }
    Ok(exact)
}

impl Answer<'_> {
    /// Numbers of parties, in the order of the sides.
    pub(crate) fn by_party(&self, value: &Value) -> Read<Vec<Option<Q>>> {
        let map: &Map<String, Value> = value.as_object().ok_or_else(|| format!("not by party: {value}"))?;
        let spec = &self.judged.spec;
        let names: Vec<&String> = self.judged.sides.iter().map(|s| &spec.parties[*s].name).collect();
        if map.keys().collect::<Vec<_>>() != names {
            return Err(format!("parties {:?} instead of {names:?}", map.keys()));
        }
        map.values().map(|v| if v.is_null() { Ok(None) } else { fraction(v).map(Some) }).collect()
    }

    /// A package with its worth, which must be what it is worth.
    pub(crate) fn deal(&self, value: &Value) -> Read<Deal> {
        let chosen: BTreeMap<&str, &str> = value["package"]
            .as_object()
            .ok_or_else(|| format!("no package in {value}"))?
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str().unwrap_or("")))
            .collect();
        let of = |(name, options): &(String, usize)| {
            let told = chosen.get(name.as_str())?;
            (0..*options).find(|o| option(*o) == *told)
        };
        let package: Option<Package> = self.judged.spec.issues.iter().map(of).collect();
        let place = package.and_then(|p| self.judged.place(&p)).ok_or_else(|| format!("no package: {value}"))?;
        let told: Vec<Option<Q>> = self.by_party(&value["worth"])?;
        let meant: Vec<Option<Q>> = self.judged.worths(place).into_iter().map(Some).collect();
        if told != meant {
            return Err(format!("worth of {} is told as {} instead of {meant:?}", value["package"], value["worth"]));
        }
        Ok(Deal { package: place, others: count(&value["others"]) })
    }

    pub(crate) fn deals(&self, list: &Value) -> Read<Vec<Deal>> {
        list.as_array().ok_or_else(|| format!("no list: {list}"))?.iter().map(|d| self.deal(d)).collect()
    }

    /// The packages that a solution picks; empty where there are none.
    pub(crate) fn solution(&self, key: &str) -> Read<Vec<Deal>> {
        let told = &self.json["solutions"][key];
        if told.is_null() {
            return Err(format!("no solution {key}"));
        }
        if told["package"].is_null() {
            return Ok(vec![]);
        }
        let mut deals = vec![self.deal(told)?];
        deals.extend(self.deals(&told["ties"])?);
        Ok(deals)
    }
}

/// A count, as a number or as text.
pub(crate) fn count(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
