//! The ways out, the knots that they are put together from, and who stands where in them.
//!
//! The ways out of a knot are the least sets that meet each of its conflicts and hold nothing absolute (Reiter, Artificial
//! Intelligence 32, 1987); conflicts were checked before.

use num_bigint::BigUint;
use num_traits::{One, Zero};
use serde_json::{Map, Value, json};

use super::{
    super::{
        Against, Checks, Reason, Says,
        sets::{Set, least_meeting},
        told::{self, Read, parts, same},
        worth::Q,
    },
    Look,
    conflicts::Found,
    differs,
    known::Known,
};
use crate::case::PartyId;

/// Sets that are tried at most for one knot, and ways out that are put together at most.
const MOST_SETS: usize = 20_000;

/// A knot as conflicts make it.
struct Knot {
    members: Set,
    conflicts: Vec<usize>,
    /// Cheapest first.
    ways_out: Vec<Set>,
}

/// Checks ways out, knots, pivots and obstacles.
pub(super) fn check(look: &Look<'_, '_>, known: &Known<'_, '_>, found: &Found, checks: &mut Checks) {
    let ways = each_way(look, known, checks);
    let blocked = look.answer()["verdict"] == "blocked";
    if !blocked {
        nothing(look, checks);
        return;
    }
    let exact = look.complete();
    checks.check("ways_out_total_is_exact", Says::Completeness, {
        same(&look.answer()["ways_out_total_is_exact"], &json!(exact))
    });
    let rest = [Says::WaysOutAreAll, Says::WaysOutTotal, Says::Knots, Says::Pivots, Says::Obstacles];
    let at = ["ways_out", "ways_out_total", "knots", "pivots", "obstacles"];
    let knots = match (exact, knots(look, found)) {
        (false, _) => Err(Reason::Cut),
        (_, None) => Err(Reason::TooMuchWork),
        (_, Some(knots)) => Ok(knots),
    };
    match knots {
        Ok(knots) => whole(look, &knots, &ways, checks),
        Err(reason) => at.iter().zip(rest).for_each(|(at, says)| checks.skip(*at, says, reason)),
    }
}

/// Whether each way out works, and nothing in it is needless.
fn each_way(look: &Look<'_, '_>, known: &Known<'_, '_>, checks: &mut Checks) -> Vec<Set> {
    let listed = match told::list(&look.answer()["ways_out"]) {
        Ok(listed) => listed,
        Err(against) => {
            checks.check("ways_out", Says::Form, Err(against));
            return Vec::new();
        }
    };
    let read: Vec<Read<Set>> = listed.iter().map(|w| form(look, w)).collect();
    checks.each("ways_out", Says::Cost, Reason::Cut, read.iter().map(|r| Some(r.clone().map(|_| ()))));
    let ways: Vec<Set> = read.into_iter().filter_map(Read::ok).collect();
    let works = ways.iter().map(|w| match known.possible(&look.rules.all().less(w)) {
        Some(true) => Some(Ok(())),
        Some(false) => Some(Err(Against::Wrong(look.ids(w)))),
        None => None,
    });
    checks.each("ways_out", Says::WayOutWorks, Reason::NoCertificate, works);
    let needed = ways.iter().map(|w| {
        let mut unknown = false;
        for m in w.iter() {
            match known.possible(&look.rules.all().less(&w.without(m))) {
                Some(true) => {
                    return Some(Err(Against::Wrong(told::id(look.case(), look.rules.members[m]))));
                }
                Some(false) => {}
                None => unknown = true,
            }
        }
        (!unknown).then_some(Ok(()))
    });
    checks.each("ways_out", Says::NoneNeedless, Reason::NoCertificate, needed);
    let key = |s: &Set| (look.cost(s), s.len(), s.list());
    let order = (1..ways.len()).find(|n| key(&ways[n - 1]) >= key(&ways[*n]));
    checks.check("ways_out", Says::WaysOutInOrder, order.map_or(Ok(()), |n| Err(Against::Wrong(look.ids(&ways[n])))));
    ways
}

fn form(look: &Look<'_, '_>, told: &Value) -> Read<Set> {
    parts(told, &["give_up", "cost", "agreement", "proven"])?;
    let members = look.members(&told["give_up"])?;
    let Some(cost) = look.cost(&members) else { return Err(Against::Wrong(told["give_up"].clone())) };
    same(&told["cost"], &told::cost_entry(&cost))?;
    same(&told["proven"], &json!(!told["agreement"].is_null()))?;
    if told["agreement"].is_null() && look.complete() {
        return Err(Against::Missing(json!({ "agreement": told["give_up"] })));
    }
    Ok(members)
}

/// Where nothing is blocked, or all is impossible.
fn nothing(look: &Look<'_, '_>, checks: &mut Checks) {
    let (case, answer) = (look.case(), look.answer());
    checks.check("ways_out", Says::WaysOutAreAll, same(&answer["ways_out"], &json!([])));
    checks.check("ways_out_total", Says::WaysOutTotal, same(&answer["ways_out_total"], &json!("0")));
    checks.check("ways_out_total_is_exact", Says::Completeness, {
        same(&answer["ways_out_total_is_exact"], &json!(answer["stopped"] == false))
    });
    checks.check("knots", Says::Knots, same(&answer["knots"], &json!([])));
    let open = answer["verdict"] == "open";
    let none =
        |m: &crate::rule::Origin| json!({ "kind": m.kind(), "id": case.key_of(*m), "conflicts": 0, "ways_out": 0 });
    let demands: Value = if open { look.rules.members.iter().map(none).collect() } else { json!([]) };
    checks.check("pivots", Says::Pivots, same(&answer["pivots"], &json!({ "parties": [], "demands": demands })));
    obstacles(look, &[], checks);
}

/// Demands that conflicts join, each knot with its ways out; `None` where there are too many to find.
fn knots(look: &Look<'_, '_>, found: &Found) -> Option<Vec<Knot>> {
    let mut joined: Vec<Set> = Vec::new();
    for conflict in &found.conflicts {
        let (with, apart): (Vec<Set>, Vec<Set>) = joined.into_iter().partition(|k| k.meets(conflict));
        joined = apart;
        joined.push(with.iter().fold(conflict.clone(), |all, k| all.or(k)));
    }
    joined.sort_by_key(|k| found.conflicts.iter().position(|c| c.meets(k)));
    let one = |members: Set| {
        let conflicts: Vec<usize> =
            (0..found.conflicts.len()).filter(|n| found.conflicts[*n].meets(&members)).collect();
        let here: Vec<Set> = conflicts.iter().map(|n| found.conflicts[*n].clone()).collect();
        let mut ways_out = least_meeting(&here, MOST_SETS)?;
        ways_out.retain(|w| look.cost(w).is_some());
        look.by_cost(&mut ways_out);
        Some(Knot { members, conflicts, ways_out })
    };
    joined.into_iter().map(one).collect()
}

/// Everything that is told of the whole.
fn whole(look: &Look<'_, '_>, knots: &[Knot], ways: &[Set], checks: &mut Checks) {
    let answer = look.answer();
    let most = look.asked.options["max"].as_u64().map_or(usize::MAX, |n| n as usize);
    let total: BigUint = knots.iter().map(|k| BigUint::from(k.ways_out.len())).product();
    checks.check("ways_out_total", Says::WaysOutTotal, same(&answer["ways_out_total"], &json!(total.to_string())));
    match put_together(look, knots, &total) {
        Some(mut all) => {
            all.truncate(most);
            let ids = |sets: &[Set]| sets.iter().map(|w| look.ids(w)).collect::<Value>();
            checks.check("ways_out", Says::WaysOutAreAll, same(&ids(ways), &ids(&all)));
        }
        None => checks.skip("ways_out", Says::WaysOutAreAll, Reason::TooMuchWork),
    }
    let entry = |k: &Knot| {
        json!({
            "demands": look.ids(&k.members),
            "conflicts": k.conflicts,
            "ways_out": k.ways_out.iter().take(most).map(|w| look.choice(w)).collect::<Vec<_>>(),
            "ways_out_total": k.ways_out.len().to_string(),
            "complete": true,
        })
    };
    checks.check("knots", Says::Knots, same(&answer["knots"], &knots.iter().map(entry).collect()));
    let numbers = answer["conflicts"].as_array().map(|c| c.iter().map(|c| c["knot"].clone()).collect::<Value>());
    let conflicts: usize = knots.iter().map(|k| k.conflicts.len()).sum();
    let meant = (0..conflicts).map(|c| json!(knots.iter().position(|k| k.conflicts.contains(&c)))).collect();
    checks.check("conflicts.knot", Says::Knots, same(&numbers.unwrap_or_default(), &meant));
    let pivots = pivots(look, knots, &total);
    checks.check("pivots.demands", Says::Pivots, same(&answer["pivots"]["demands"], &demands(look, knots)));
    let parties = told::list(&answer["pivots"]["parties"]).and_then(|told| stands(look, knots, told, &pivots));
    checks.check("pivots.parties", Says::Pivots, parties);
    obstacles(look, &pivots, checks);
}

/// All ways out of the whole, cheapest first; `None` where there are too many.
fn put_together(look: &Look<'_, '_>, knots: &[Knot], total: &BigUint) -> Option<Vec<Set>> {
    if *total > BigUint::from(MOST_SETS) {
        return None;
    }
    let mut all = vec![Set::default()];
    for knot in knots {
        all = all.iter().flat_map(|a| knot.ways_out.iter().map(move |w| a.or(w))).collect();
    }
    look.by_cost(&mut all);
    Some(all)
}

/// How a party stands.
struct Pivot {
    party: PartyId,
    conflicts: usize,
    ways_out: BigUint,
    /// What the cheapest way out costs that takes something from it alone, and that takes nothing from it.
    alone: Option<Q>,
    gives_nothing: Option<Q>,
}

fn pivots(look: &Look<'_, '_>, knots: &[Knot], total: &BigUint) -> Vec<Pivot> {
    let case = look.case();
    let own = |party: PartyId| {
        let mine = |m: &usize| case.party_of(look.rules.members[*m]) == Some(party);
        Set::of((0..look.rules.members.len()).filter(mine))
    };
    let cheapest = |may: &dyn Fn(&Set) -> bool| -> Option<Q> {
        let best = |k: &Knot| k.ways_out.iter().find(|w| may(w)).and_then(|w| look.cost(w));
        knots.iter().map(best).sum()
    };
    let touched = |k: &Knot, own: &Set| look.conflicts_of(k).iter().filter(|c| c.meets(own)).count();
    let one = |party: PartyId| {
        let own = own(party);
        let spared = |k: &Knot| BigUint::from(k.ways_out.iter().filter(|w| !w.meets(&own)).count());
        (!own.is_empty()).then(|| Pivot {
            party,
            conflicts: knots.iter().map(|k| touched(k, &own)).sum(),
            ways_out: total - knots.iter().map(spared).product::<BigUint>(),
            alone: cheapest(&|w| w.within(&own)),
            gives_nothing: cheapest(&|w| !w.meets(&own)),
        })
    };
    case.party_ids().filter_map(one).collect()
}

impl Look<'_, '_> {
    fn conflicts_of(&self, knot: &Knot) -> Vec<Set> {
        let told = |n: &usize| self.members(&self.answer()["conflicts"][*n]["members"]).unwrap_or_default();
        knot.conflicts.iter().map(told).collect()
    }
}

fn count(n: &BigUint) -> Value {
    match u64::try_from(n) {
        Ok(n) if n <= 1 << 53 => json!(n),
        _ => json!(n.to_string()),
    }
}

fn demands(look: &Look<'_, '_>, knots: &[Knot]) -> Value {
    let one = |m: usize| {
        let (mut conflicts, mut ways) = (0, BigUint::zero());
        for (k, knot) in knots.iter().enumerate().filter(|(_, k)| k.members.contains(m)) {
            conflicts += look.conflicts_of(knot).iter().filter(|c| c.contains(m)).count();
            let others = knots.iter().enumerate().filter(|(n, _)| *n != k).map(|(_, k)| k.ways_out.len());
            let others = others.fold(BigUint::one(), |all, n| all * n);
            ways += others * knot.ways_out.iter().filter(|w| w.contains(m)).count();
        }
        let member = look.rules.members[m];
        let id = look.case().key_of(member);
        json!({ "kind": member.kind(), "id": id, "conflicts": conflicts, "ways_out": count(&ways) })
    };
    (0..look.rules.members.len()).map(one).collect()
}

/// Whether parties stand where it is told. Of ways out that cost the same, any may be named.
fn stands(look: &Look<'_, '_>, knots: &[Knot], told: &[Value], meant: &[Pivot]) -> Read<()> {
    let case = look.case();
    let keys: Value = told.iter().map(|p| p["party"].clone()).collect();
    same(&keys, &meant.iter().map(|p| Value::from(case.party(p.party).key.as_str())).collect())?;
    for (told, pivot) in told.iter().zip(meant) {
        parts(told, &["party", "conflicts", "ways_out", "alone", "gives_nothing"])?;
        same(&told["conflicts"], &json!(pivot.conflicts))?;
        same(&told["ways_out"], &count(&pivot.ways_out))?;
        let own = |m: usize| case.party_of(look.rules.members[m]) == Some(pivot.party);
        choice(look, knots, &told["alone"], pivot.alone.as_ref(), &own)?;
        choice(look, knots, &told["gives_nothing"], pivot.gives_nothing.as_ref(), &|m| !own(m))?;
    }
    Ok(())
}

/// Whether something told is a way out of the cheapest cost, made of members that it may be made of.
fn choice(
    look: &Look<'_, '_>,
    knots: &[Knot],
    told: &Value,
    cost: Option<&Q>,
    may: &dyn Fn(usize) -> bool,
) -> Read<()> {
    let Some(cost) = cost else { return same(told, &Value::Null) };
    if told.is_null() {
        return Err(Against::Missing(json!({ "cost": told::cost_entry(cost) })));
    }
    let members = look.members(&told["give_up"])?;
    let works = knots.iter().all(|k| k.ways_out.contains(&members.and(&k.members)))
        && members.iter().all(|m| may(m) && knots.iter().any(|k| k.members.contains(m)));
    if !works || look.cost(&members).as_ref() != Some(cost) {
        return differs(told, &json!({ "cost": told::cost_entry(cost) }));
    }
    same(told, &look.choice(&members))
}

/// What is found of those who are called an obstacle, by where they stand.
fn obstacles(look: &Look<'_, '_>, pivots: &[Pivot], checks: &mut Checks) {
    let (case, answer) = (look.case(), look.answer());
    let verdict = answer["verdict"].as_str().unwrap_or_default();
    let no_way = answer["ways_out"].as_array().is_none_or(Vec::is_empty);
    let mut meant = Vec::new();
    for claim in case.claims() {
        let Some((party, delegate)) = claim.obstacle else { continue };
        let pivot = pivots.iter().find(|p| p.party == party);
        let key = case.party(party).key.as_str();
        let told = answer["pivots"]["parties"].as_array().and_then(|all| all.iter().find(|p| p["party"] == key));
        let of = |what: &str| told.map_or(Value::Null, |t| t[what].clone());
        let finding = match (verdict, pivot) {
            ("open", _) => json!({ "is": "nothing_blocked" }),
            ("impossible", _) => json!({ "is": "no_way_out" }),
            (_, None) => json!({ "is": "not_involved" }),
            (_, Some(p)) if p.conflicts == 0 => json!({ "is": "not_involved" }),
            (_, Some(p)) if p.gives_nothing.is_some() => {
                json!({ "is": "not_needed", "gives_nothing": of("gives_nothing"), "alone": of("alone") })
            }
            _ if no_way => json!({ "is": "no_way_out" }),
            _ => json!({ "is": "needed", "alone": of("alone") }),
        };
        meant.push(Value::Object(Map::from_iter([
            ("claim".to_owned(), claim.key.as_str().into()),
            ("party".to_owned(), key.into()),
            ("delegate".to_owned(), json!(delegate.map(|d| case.delegate(d).key.as_str()))),
            ("finding".to_owned(), finding),
        ])));
    }
    checks.check("obstacles", Says::Obstacles, same(&answer["obstacles"], &Value::Array(meant)));
}
