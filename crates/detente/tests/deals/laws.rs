//! What must be true of every answer, held against the definitions.

use detente::deals::Deals;
use serde_json::{Value, json};

use crate::{
    ask::{Answer, Deal, Read, ask, count},
    judge::{GivenUp, Judged, Named, Q, best},
    spec::Spec,
};

pub(crate) fn equal<T: PartialEq + std::fmt::Debug + ?Sized>(what: &str, told: &T, meant: &T) -> Read<()> {
    if told == meant { Ok(()) } else { Err(format!("{what}: told {told:?}, should be {meant:?}")) }
}

/// Everything that the plain question answers.
pub(crate) fn plain(spec: &Spec) -> Read<()> {
    let judged = Judged::new(spec);
    let answer = Answer { judged: &judged, json: ask(spec, &Deals::default(), &[], &[], None)? };
    whole(&answer)
}

/// Everything, where some demands and walk-aways are taken for given up.
pub(crate) fn given_up(spec: &Spec) -> Read<()> {
    let demands: Vec<usize> = (0..spec.demands.len()).filter(|d| d % 2 == 0).collect();
    let sides = spec.sides();
    let walk_aways: Vec<usize> = sides.into_iter().filter(|p| spec.parties[*p].walk_away.is_some()).take(1).collect();
    let judged = Judged::given_up(spec, &GivenUp { demands: demands.clone(), walk_aways: walk_aways.clone() });
    let json = ask(spec, &Deals::default(), &demands, &walk_aways, None)?;
    let dropped = json["dropped"].as_array().map_or(0, Vec::len);
    equal("number of what was given up", &dropped, &(demands.len() + walk_aways.len()))?;
    whole(&Answer { judged: &judged, json })
}

/// Counts, frontier, points and named solutions.
pub(crate) fn whole(answer: &Answer<'_>) -> Read<()> {
    counts(answer)?;
    frontier(answer)?;
    points(answer)?;
    solutions(answer, true)?;
    nearest(answer)
}

pub(crate) fn counts(answer: &Answer<'_>) -> Read<()> {
    let (judged, told) = (answer.judged, &answer.json["packages"]);
    equal("all packages", &count(&told["total"]), &Some(judged.packages.len() as u64))?;
    equal("feasible packages", &count(&told["feasible"]), &Some(judged.feasible.len() as u64))?;
    equal("acceptable packages", &count(&told["acceptable"]), &Some(judged.acceptable.len() as u64))?;
    equal("any is acceptable", &answer.json["any_acceptable"], &json!(!judged.acceptable.is_empty()))
}

/// Every undominated vector once, with the right number of packages; the highest sum first.
pub(crate) fn frontier(answer: &Answer<'_>) -> Read<()> {
    frontier_among(answer, &answer.judged.acceptable)
}

pub(crate) fn frontier_among(answer: &Answer<'_>, among: &[usize]) -> Read<()> {
    let judged = answer.judged;
    equal("frontier is complete", &answer.json["frontier_complete"], &json!(true))?;
    let told = answer.deals(&answer.json["frontier"])?;
    if let Some(no) = told.iter().find(|d| !among.contains(&d.package)) {
        return Err(format!("{:?} is on the frontier, but not acceptable", judged.packages[no.package]));
    }
    same_deals("frontier", judged, &told, &judged.undominated(among))?;
    let sum = |d: &Deal| judged.worths(d.package).into_iter().sum::<Q>();
    let near = |d: &Deal| num_traits::ToPrimitive::to_f64(&sum(d)).unwrap_or(f64::NAN);
    let falls = told.windows(2).all(|pair| near(&pair[0]) >= near(&pair[1]) - 1e-9);
    if falls { Ok(()) } else { Err("the frontier does not begin with the highest sum of worth".to_owned()) }
}

/// The same vectors, each once, each with as many packages (which are not counted where worth is cut off).
pub(crate) fn same_deals(what: &str, judged: &Judged, told: &[Deal], meant: &[(usize, usize)]) -> Read<()> {
    let counted = |others: Option<u64>| others.filter(|_| !judged.capped());
    let mut told: Vec<_> = told.iter().map(|d| (judged.vector(d.package), counted(d.others))).collect();
    let mut meant: Vec<_> =
        meant.iter().map(|(n, ways)| (judged.vector(*n), counted(Some(*ways as u64 - 1)))).collect();
    told.sort();
    meant.sort();
    equal(&format!("{what} (vectors, others)"), &told, &meant)
}

/// Ideal, disagreement, ranges and walk-aways.
pub(crate) fn points(answer: &Answer<'_>) -> Read<()> {
    let (judged, json) = (answer.judged, &answer.json);
    let sides = 0..judged.sides.len();
    let ideal: Vec<Option<Q>> =
        sides.clone().map(|s| judged.range(s, &judged.acceptable).map(|(_, best)| best)).collect();
    equal("ideal", &answer.by_party(&json["ideal"])?, &ideal)?;
    let disagreement: Vec<Option<Q>> = judged.disagreement().into_iter().map(Some).collect();
    equal("disagreement", &answer.by_party(&json["disagreement"])?, &disagreement)?;
    let part = |of: &str| -> Read<Vec<Option<Q>>> {
        let parties = json["parties"].as_object().ok_or("no parties")?;
        let column: serde_json::Map<_, _> = parties.iter().map(|(k, v)| (k.clone(), v[of].clone())).collect();
        answer.by_party(&Value::Object(column))
    };
    let ranges: Vec<Option<(Q, Q)>> = sides.map(|s| judged.range(s, &judged.allowed)).collect();
    equal("worst", &part("worst")?, &ranges.iter().map(|r| r.clone().map(|r| r.0)).collect())?;
    equal("best", &part("best")?, &ranges.iter().map(|r| r.clone().map(|r| r.1)).collect())?;
    equal("walk-aways", &part("walk_away")?, &judged.walk_aways)
}

/// The named solutions of the literature.
pub(crate) fn solutions(answer: &Answer<'_>, with_fallback: bool) -> Read<()> {
    let judged = answer.judged;
    let frontier = judged.undominated(&judged.acceptable);
    let efficient: Vec<usize> = frontier.iter().map(|(n, _)| *n).collect();
    let named = Named::new(judged, &efficient);
    let all = [
        ("nash", &named.nash),
        ("kalai_smorodinsky", &named.kalai_smorodinsky),
        ("egalitarian", &named.egalitarian),
        ("utilitarian", &named.utilitarian),
        ("fallback", &named.fallback),
    ];
    for (key, meant) in all.into_iter().filter(|(key, _)| with_fallback || *key != "fallback") {
        solution(answer, key, meant, &frontier)?;
    }
    if with_fallback && !efficient.is_empty() {
        let told = count(&answer.json["solutions"]["fallback"]["depth"]);
        equal("depth of fallback", &told, &Some(named.depth as u64))?;
    }
    Ok(())
}

/// One solution: all that tie, proven, in the order of options, with gains and what is missing to the best.
pub(crate) fn solution(answer: &Answer<'_>, key: &str, meant: &[usize], frontier: &[(usize, usize)]) -> Read<()> {
    let (judged, told) = (answer.judged, &answer.json["solutions"][key]);
    let deals = answer.solution(key)?;
    let meant: Vec<(usize, usize)> = frontier.iter().copied().filter(|(n, _)| meant.contains(n)).collect();
    same_deals(key, judged, &deals, &meant)?;
    equal(&format!("{key} is proven"), &told["proven"], &json!(true))?;
    let because = if meant.is_empty() { json!("nothing_acceptable") } else { Value::Null };
    equal(&format!("why there is no {key}"), &told["because"], &because)?;
    if !deals.windows(2).all(|pair| pair[0].package < pair[1].package) {
        return Err(format!("{key}: ties are not in the order of options"));
    }
    let Some(first) = deals.first() else { return Ok(()) };
    let worths = judged.worths(first.package);
    let less = |of: Vec<Option<Q>>, from_it: bool| -> Vec<Option<Q>> {
        let one = |(w, o): (&Q, Option<Q>)| o.map(|o| if from_it { o - w } else { w - o });
        worths.iter().zip(of).map(one).collect()
    };
    let (zero, best) = (answer.by_party(&answer.json["disagreement"])?, answer.by_party(&answer.json["ideal"])?);
    equal(&format!("gain of {key}"), &answer.by_party(&told["gain"])?, &less(zero, false))?;
    equal(&format!("{key} below the best"), &answer.by_party(&told["below_best"])?, &less(best, true))
}

/// Where nothing is acceptable: the packages whose worst shortfall is least, then the next; of packages that nothing
/// dominates, each vector once.
pub(crate) fn nearest(answer: &Answer<'_>) -> Read<()> {
    let (judged, told) = (answer.judged, &answer.json["nearest"]);
    if !judged.acceptable.is_empty() || judged.allowed.is_empty() {
        return equal("nearest packages", told, &Value::Null);
    }
    equal("nearest are proven", &told["proven"], &json!(true))?;
    let list = told["packages"].as_array().ok_or("no nearest packages")?;
    let efficient: Vec<usize> = judged.undominated(&judged.allowed).iter().map(|(n, _)| *n).collect();
    let over = |n: usize| -> Vec<Q> {
        let mut over: Vec<Q> =
            (0..judged.sides.len()).filter_map(|s| judged.floors[s].as_ref().map(|f| judged.worth(s, n) - f)).collect();
        over.sort();
        over
    };
    let short = |n: usize| -> Vec<Q> {
        let zero = || Q::from_integer(0.into());
        over(n).into_iter().map(|o| o.min(zero())).collect()
    };
    let deals = answer.deals(&told["packages"])?;
    let least = best(&judged.allowed, short);
    if let Some(no) = deals.iter().find(|d| !least.contains(&d.package)) {
        return Err(format!("{:?} is not nearest", judged.packages[no.package]));
    }
    let mut told: Vec<_> = deals.iter().map(|d| judged.vector(d.package)).collect();
    let mut meant: Vec<_> = best(&efficient, over).into_iter().map(|n| judged.vector(n)).collect();
    told.sort();
    meant.sort();
    equal("nearest packages", &told, &meant)?;
    for (deal, json) in deals.iter().zip(list) {
        let zero = || Q::from_integer(0.into());
        let meant: Vec<Option<Q>> = (0..judged.sides.len())
            .map(|s| judged.walk_aways[s].as_ref().map(|f| (f - judged.worth(s, deal.package)).max(zero())))
            .collect();
        equal("shortfall", &answer.by_party(&json["shortfall"])?, &meant)?;
    }
    Ok(())
}
