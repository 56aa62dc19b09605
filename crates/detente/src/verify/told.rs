//! A plain reading of what an answer tells: keys become ids again.

use num_bigint::{BigInt, BigUint};
use num_traits::Zero;
use serde_json::{Map, Value, json};

use super::{Against, Checks, Difference, Says, worth::Q};
use crate::{
    case::{Case, IssueId, OptionId, Package, PartyId, StepId},
    rule::Origin,
};

/// What was read, or what is wrong.
pub(super) type Read<T> = Result<T, Against>;

/// Something that is not of the right form.
pub(super) fn unread<T>(told: &Value) -> Read<T> {
    Err(Against::Form(told.clone()))
}

/// The items of a list.
pub(super) fn list(told: &Value) -> Read<&[Value]> {
    told.as_array().map_or_else(|| unread(told), |l| Ok(l.as_slice()))
}

/// Whether a table has these keys and no others.
pub(super) fn parts(told: &Value, keys: &[&str]) -> Read<()> {
    let table = table(told)?;
    if let Some(missing) = keys.iter().find(|k| !table.contains_key(**k)) {
        return Err(Against::Missing(json!(missing)));
    }
    match table.keys().find(|k| !keys.contains(&k.as_str())) {
        Some(wrong) => Err(Against::Wrong(json!(wrong))),
        None => Ok(()),
    }
}

/// A text.
pub(super) fn text(told: &Value) -> Read<&str> {
    told.as_str().map_or_else(|| unread(told), Ok)
}

/// A table.
pub(super) fn table(told: &Value) -> Read<&Map<String, Value>> {
    told.as_object().map_or_else(|| unread(told), Ok)
}

/// A count: a number, or its digits.
pub(super) fn count(told: &Value) -> Read<BigUint> {
    let number = told.as_u64().map(BigUint::from);
    number.or_else(|| told.as_str()?.parse().ok()).map_or_else(|| unread(told), Ok)
}

/// A rule by kind and key.
pub(super) fn origin(case: &Case, told: &Value) -> Read<Origin> {
    let all = case.rules().into_iter().map(|r| r.origin).chain(case.step_ids().map(Origin::Step));
    let (kind, key) = (&told["kind"], &told["id"]);
    let found = all.into_iter().find(|o| *kind == o.kind() && *key == case.key_of(*o));
    found.map_or_else(|| unread(told), Ok)
}

/// Rules, each once.
pub(super) fn origins(case: &Case, told: &Value) -> Read<Vec<Origin>> {
    let found: Vec<Origin> = list(told)?.iter().map(|o| origin(case, o)).collect::<Read<_>>()?;
    match (1..found.len()).find(|n| found[..*n].contains(&found[*n])) {
        Some(twice) => Err(Against::Wrong(told[twice].clone())),
        None => Ok(found),
    }
}

/// A rule as answers write it.
pub(super) fn id(case: &Case, origin: Origin) -> Value {
    json!({ "kind": origin.kind(), "id": case.key_of(origin) })
}

/// Rules as answers write them.
pub(super) fn ids(case: &Case, origins: &[Origin]) -> Value {
    origins.iter().map(|o| id(case, *o)).collect()
}

/// A party by its key.
pub(super) fn party(case: &Case, told: &Value) -> Read<PartyId> {
    case.find_party(text(told)?).map_or_else(|| unread(told), Ok)
}

/// A step by its key.
pub(super) fn step(case: &Case, told: &Value) -> Read<StepId> {
    let key = text(told)?;
    case.step_ids().find(|s| case.step(*s).key == key).map_or_else(|| unread(told), Ok)
}

/// Options that are settled, in whatever order.
pub(super) fn settled(case: &Case, told: &Value) -> Read<Vec<(IssueId, OptionId)>> {
    let one = |(issue, option): (&String, &Value)| {
        let issue = case.find_issue(issue)?;
        Some((issue, case.find_option(issue, option.as_str()?)?))
    };
    let found: Option<Vec<_>> = table(told)?.iter().map(one).collect();
    found.map_or_else(|| unread(told), Ok)
}

/// The options that a question was asked with as settled, and whether they are a whole package; `None` where they cannot be
/// read, which is then noted.
pub(super) fn chosen(case: &Case, options: &Value, checks: &mut Checks) -> Option<(Vec<(IssueId, OptionId)>, bool)> {
    let package = &options["package"];
    if package.is_null() {
        return Some((Vec::new(), false));
    }
    match settled(case, package) {
        Ok(chosen) => {
            let whole = chosen.len() == case.issues().len();
            Some((chosen, whole))
        }
        Err(against) => {
            checks.check("options.package", Says::Form, Err(against));
            None
        }
    }
}

/// A whole package.
pub(super) fn package(case: &Case, told: &Value) -> Read<Package> {
    let settled = settled(case, told)?;
    let on = |i: IssueId| settled.iter().find(|(s, _)| *s == i).map(|(_, o)| o.index());
    let options: Option<Vec<usize>> = case.issue_ids().map(on).collect();
    options.map_or_else(|| unread(told), |options| Ok(Package::of(&options)))
}

/// A package as answers write it.
pub(super) fn package_entries(case: &Case, package: &Package) -> Value {
    let issues = case.issues().iter().zip(package.options());
    Value::Object(issues.map(|(i, o)| (i.key.clone(), i.options[o.index()].key.clone().into())).collect())
}

/// A number with its exact form beside it; the two must be the same, up to rounding.
pub(super) fn number(told: &Value) -> Read<Q> {
    let fraction = |text: &str| {
        let (n, d) = text.split_once('/')?;
        let (n, d): (BigInt, BigInt) = (n.parse().ok()?, d.parse().ok()?);
        (!d.is_zero()).then(|| Q::new(n, d))
    };
    let Some(exact) = told["exact"].as_str().and_then(fraction) else { return unread(told) };
    match told["value"].as_f64() {
        Some(value) if near(value, &exact) => Ok(exact),
        _ => unread(told),
    }
}

/// A number as answers write it.
pub(super) fn number_entry(n: &Q) -> Value {
    let value = if n.is_integer() { i64::try_from(n.to_integer()).ok().map(Value::from) } else { None };
    let value = value.unwrap_or_else(|| json!(num_traits::ToPrimitive::to_f64(n)));
    json!({ "value": value, "exact": format!("{}/{}", n.numer(), n.denom()) })
}

/// Whether a double is a number, up to rounding.
pub(super) fn near(value: f64, exact: &Q) -> bool {
    let meant = num_traits::ToPrimitive::to_f64(exact).unwrap_or(f64::NAN);
    (value - meant).abs() <= 1e-9 * meant.abs().max(1.0)
}

/// A cost as `why` writes it: a plain number.
pub(super) fn cost_entry(n: &Q) -> Value {
    match i64::try_from(n.to_integer()) {
        Ok(whole) if n.is_integer() => json!(whole),
        _ => json!(num_traits::ToPrimitive::to_f64(n)),
    }
}

/// What differs first between what is told and what it should be. Doubles may be off by rounding; the order of keys does not
/// count.
pub(super) fn same(told: &Value, should: &Value) -> Read<()> {
    compare(told, should, "")
}

/// Something that should be something else.
pub(super) fn differs<T>(at: &str, told: &Value, should: &Value) -> Read<T> {
    let difference = Difference { at: at.to_owned(), told: told.clone(), should: should.clone() };
    Err(Against::Differs(Box::new(difference)))
}

fn compare(told: &Value, should: &Value, at: &str) -> Read<()> {
    let differs = || differs(at, told, should);
    match (told, should) {
        (Value::Object(a), Value::Object(b)) => {
            if let Some(key) = a.keys().find(|k| !b.contains_key(*k)) {
                return Err(Against::Wrong(json!({ key: a[key] })));
            }
            for (key, should) in b {
                let Some(told) = a.get(key) else { return Err(Against::Missing(json!({ key: should }))) };
                compare(told, should, &if at.is_empty() { key.clone() } else { format!("{at}.{key}") })?;
            }
            Ok(())
        }
        (Value::Array(a), Value::Array(b)) => {
            for (n, (told, should)) in a.iter().zip(b).enumerate() {
                compare(told, should, &format!("{at}[{n}]"))?;
            }
            match (a.get(b.len()), b.get(a.len())) {
                (Some(more), _) => Err(Against::Wrong(more.clone())),
                (_, Some(missing)) => Err(Against::Missing(missing.clone())),
                _ => Ok(()),
            }
        }
        (Value::Number(a), Value::Number(b)) if a.is_f64() || b.is_f64() => {
            let (a, b) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
            if (a - b).abs() <= 1e-9 * b.abs().max(1.0) { Ok(()) } else { differs() }
        }
        _ if told == should => Ok(()),
        _ => differs(),
    }
}
