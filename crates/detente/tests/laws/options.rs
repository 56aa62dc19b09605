//! Laws of the options of `why`: fewer ways out, half the rules, one package.

use serde_json::Value;

use crate::{
    agreement::fraction,
    answer::{Read, in_order},
    ask::{Asked, ask, ask_why},
    judge::{Judged, broken_constraints, broken_members, parts, performable, worth},
    laws,
    order::Rules,
    read::{Reader, read},
    spec::{Insists, Package, Set, Spec, first, list},
    write::option,
};

/// With `max`, the cheapest ways out are listed, and nothing else changes.
pub(crate) fn max(spec: &Spec) -> Read<()> {
    let all = ask(spec)?;
    for max in [1, 2, 5] {
        let few = read(spec, &ask_why(&spec.to_toml(), &Asked { max: Some(max), ..Asked::default() })?)?;
        let listed = max.min(all.ways_out.len());
        laws::equal("cheapest ways out", &few.ways_out[..], &all.ways_out[..listed])?;
        laws::equal("number of ways out", &few.ways_out_total, &all.ways_out_total)?;
        laws::equal("conflicts", &few.conflicts, &all.conflicts)?;
        laws::equal("pivots", &few.parties, &all.parties)?;
    }
    Ok(())
}

/// Where all conflicts cannot be found, the ways out are found another way: these must be the same, cheapest first.
pub(crate) fn no_effort(spec: &Spec) -> Read<()> {
    let text = spec.to_toml();
    let all = ask_why(&text, &Asked::default())?;
    let cut = ask_why(&text, &Asked { no_effort: true, ..Asked::default() })?;
    laws::equal("verdict", &cut["verdict"], &all["verdict"])?;
    let given_up = |answer: &Value| -> Vec<(Value, Value)> {
        let ways = answer["ways_out"].as_array().cloned().unwrap_or_default();
        ways.iter().map(|w| (w["give_up"].clone(), w["cost"].clone())).collect()
    };
    laws::equal("ways out", &given_up(&cut), &given_up(&all))?;
    for what in ["alone", "gives_nothing"] {
        let of = |answer: &Value| -> Vec<Value> {
            let parties = answer["pivots"]["parties"].as_array().cloned().unwrap_or_default();
            parties.iter().map(|p| p[what]["cost"].clone()).collect()
        };
        laws::equal(what, &of(&cut), &of(&all))?;
    }
    Ok(())
}

/// With `only`, the other half of the rules is as if it were not in the file.
pub(crate) fn only(spec: &Spec) -> Read<()> {
    let mut content = spec.clone();
    content.demands.retain(|d| matches!(d.insists, Insists::Content(_)));
    content.steps.clear();
    let mut order = spec.clone();
    order.demands.retain(|d| !matches!(d.insists, Insists::Content(_)));
    order.parties.iter_mut().for_each(|p| p.walk_away = None);
    for (only, half) in [("content", content), ("order", order)] {
        let answer = read(&half, &ask_why(&spec.to_toml(), &Asked { only: Some(only), ..Asked::default() })?)?;
        let judged = Judged::new(&half);
        laws::ALL
            .iter()
            .try_for_each(|law| law(&judged, &answer))
            .map_err(|broken| format!("{only} only: {broken}"))?;
    }
    Ok(())
}

/// *Why not this package?* All that it breaks, what is missing to whom, what the order alone comes to in it, and the
/// cheapest that would have to be given up for it.
pub(crate) fn package(spec: &Spec) -> Read<()> {
    let packages = spec.packages();
    // One package of each case; which one does not matter, but must stay the same while a case is made smaller.
    let package = &packages[packages.len() / 2];
    let chosen = spec.issues.iter().zip(package).map(|((issue, _), o)| format!("{issue}={}", option(*o)));
    let chosen = chosen.collect::<Vec<_>>().join(",");
    let answer = ask_why(&spec.to_toml(), &Asked { package: Some(&chosen), ..Asked::default() })?;
    let (told, reader) = (&answer["package"], Reader::new(spec));
    laws::equal("package", &reader.agreement(&told["agreement"])?.package, package)?;
    violations(spec, package, told)?;
    order_conflicts(spec, package, told, &reader)?;
    give_up(spec, package, told, &reader)
}

fn violations(spec: &Spec, package: &Package, told: &Value) -> Read<()> {
    let broken = broken_members(spec, package);
    let demands = list(broken & first(spec.demands.len())).into_iter().map(|d| &spec.demands[d].name);
    let constraints = list(broken_constraints(spec, package)).into_iter().map(|c| &spec.constraints[c].0);
    let meant: Vec<&str> = demands.chain(constraints).map(String::as_str).collect();
    let named = told["violates"].as_array().ok_or("`violates` is missing")?;
    let named: Vec<&str> = named.iter().filter_map(|v| v["id"].as_str()).collect();
    laws::equal("violated", &named, &meant)?;
    let shortfall = |p: usize| {
        let party = &spec.parties[p];
        let (least, _) = party.walk_away.filter(|_| party.principal)?;
        let (n, d) = worth(spec, p, package)?;
        let missing = i128::from(least) * d - n;
        (missing > 0).then(|| (party.name.as_str(), fraction(missing, d * 100)))
    };
    let meant: Vec<(&str, String)> = (0..spec.parties.len()).filter_map(shortfall).collect();
    let named = told["shortfalls"].as_object().ok_or("`shortfalls` are missing")?;
    let named: Vec<(&str, String)> =
        named.iter().filter_map(|(p, s)| Some((p.as_str(), s["exact"].as_str()?.to_owned()))).collect();
    laws::equal("shortfalls", &named, &meant)
}

/// Whether the steps of a package can be done in some order while these members hold.
fn orderly(spec: &Spec, package: &Package, held: Set) -> bool {
    let held = held & first(spec.demands.len());
    Rules::new(spec, performable(spec, package), held, first(spec.steps.len())).possible()
}

fn order_conflicts(spec: &Spec, package: &Package, told: &Value, reader: &Reader<'_>) -> Read<()> {
    laws::equal("order impossible", &told["order_impossible"], &Value::Bool(!orderly(spec, package, 0)))?;
    let minimal = |s: &Set| !orderly(spec, package, *s) && parts(*s).all(|part| orderly(spec, package, part));
    let mut meant: Vec<Set> = (1..=first(spec.demands.len())).filter(minimal).collect();
    meant.sort_by_key(|s| (s.count_ones(), list(*s)));
    let found = told["order_conflicts"].as_array().ok_or("`order_conflicts` are missing")?;
    let found = found.iter().map(|c| in_order(&reader.members_of(&c["members"])?)).collect::<Read<Vec<Set>>>()?;
    laws::equal("order conflicts", &found, &meant)
}

fn give_up(spec: &Spec, package: &Package, told: &Value, reader: &Reader<'_>) -> Read<()> {
    let members = spec.members();
    let all = first(members.len());
    let cost = |s: &Set| list(*s).iter().map(|m| spec.cost(members[*m])).sum::<Option<i64>>();
    let enough = |s: &Set| {
        broken_constraints(spec, package) == 0
            && broken_members(spec, package) & !s == 0
            && orderly(spec, package, all & !s)
    };
    let cheapest = (0..=all).filter(enough).filter_map(|s| cost(&s)).min();
    if told["give_up"].is_null() {
        return laws::equal("cost of the package", &None, &cheapest);
    }
    let (given_up, told) = reader.choice(&told["give_up"])?;
    let given_up = in_order(&given_up)?;
    laws::equal("giving this up is enough for the package", &enough(&given_up), &true)?;
    laws::equal("cost of the package, in hundredths", &cost(&given_up), &cheapest)?;
    laws::equal("cost of the package", &Some(told), &cheapest.map(|c| c as f64 / 100.0))
}
