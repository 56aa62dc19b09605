//! What must be true where the question is asked with options.

use detente::deals::{Convention, Deals};
use num_rational::BigRational;
use num_traits::Zero;
use serde_json::{Value, json};

use crate::{
    ask::{Answer, Deal, Read, ask},
    judge::{GivenUp, Judged, Named, Q, allows},
    laws::{self, equal},
    spec::{Package, Spec, option},
};

/// Without the frontier: the same solutions, all but fallback proven the same.
pub(crate) fn no_frontier(spec: &Spec) -> Read<()> {
    let judged = Judged::new(spec);
    let asked = Deals { frontier: false, ..Deals::default() };
    let answer = Answer { judged: &judged, json: ask(spec, &asked, &[], &[], None)? };
    laws::counts(&answer)?;
    if judged.capped() {
        // There is no other way to the solutions, so it is built anyway.
        return laws::whole(&answer);
    }
    equal("frontier", &answer.json["frontier"], &Value::Null)?;
    laws::points(&answer)?;
    laws::solutions(&answer, false)?;
    laws::nearest(&answer)?;
    let fallback = &answer.json["solutions"]["fallback"];
    let because = if judged.acceptable.is_empty() { "nothing_acceptable" } else { "needs_frontier" };
    equal("why there is no fallback", &fallback["because"], &json!(because))
}

/// A coarse frontier, or one with too little room, keeps the promise that it makes; solutions said to be proven are.
pub(crate) fn coarse(spec: &Spec) -> Read<()> {
    let judged = Judged::new(spec);
    let epsilon = |tenths: i128| Deals { epsilon: Some(detente::number::Exact::ratio(tenths, 10)), ..Deals::default() };
    let most = |most: usize| Deals { most, ..Deals::default() };
    for asked in [epsilon(5), epsilon(100), epsilon(0), most(1), most(2), most(7), most(100)] {
        let answer = Answer { judged: &judged, json: ask(spec, &asked, &[], &[], None)? };
        let broken = |fault| format!("epsilon {:?}, most {}: {fault}", asked.epsilon, asked.most);
        promise(&answer, asked.epsilon.map(|e| Q::new(e.numerator().into(), e.denominator().into())))
            .map_err(broken)?;
    }
    Ok(())
}

fn promise(answer: &Answer<'_>, epsilon: Option<Q>) -> Read<()> {
    let judged = answer.judged;
    laws::counts(answer)?;
    if answer.json["frontier_complete"] == json!(true) {
        laws::frontier(answer)?;
        laws::points(answer)?;
        laws::solutions(answer, true)?;
        // With too little room and worth that is cut off, nothing need be known of what is nearest.
        return if judged.capped() { Ok(()) } else { laws::nearest(answer) };
    }
    let listed = answer.deals(&answer.json["frontier"])?;
    if listed.iter().any(|d| !judged.acceptable.contains(&d.package)) {
        return Err("a package is listed that is not acceptable".to_owned());
    }
    let within: Option<Vec<Q>> = answer.by_party(&answer.json["frontier_within"])?.into_iter().collect();
    let within = within.ok_or("no promise is made")?;
    if let Some(epsilon) = epsilon
        && within.iter().any(|w| *w > epsilon)
    {
        return Err(format!("promises {within:?} only"));
    }
    let worths: Vec<Vec<Q>> = listed.iter().map(|d| judged.worths(d.package)).collect();
    for n in &judged.acceptable {
        let worth = judged.worths(*n);
        let roomy = judged.floors.iter().zip(&worth).zip(&within);
        if !roomy.into_iter().all(|((f, w), room)| f.as_ref().is_none_or(|f| *w >= f + room)) {
            continue;
        }
        let near = |l: &Vec<Q>| l.iter().zip(&worth).zip(&within).all(|((l, w), room)| *w <= l + room);
        if !worths.iter().any(near) {
            return Err(format!("{:?} is better than any listed by more than {within:?}", judged.packages[*n]));
        }
    }
    proven(answer)
}

/// What is said to be proven is so.
pub(crate) fn proven(answer: &Answer<'_>) -> Read<()> {
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
    for (key, meant) in all {
        if answer.json["solutions"][key]["proven"] == json!(true) {
            laws::solution(answer, key, meant, &frontier)?;
        }
    }
    Ok(())
}

/// How a package stands.
pub(crate) fn trial(spec: &Spec) -> Read<()> {
    let judged = Judged::new(spec);
    let many = judged.packages.len();
    for n in [0, many / 3, many / 2, many - 1] {
        let package = judged.packages[n].clone();
        let answer = Answer { judged: &judged, json: ask(spec, &Deals::default(), &[], &[], Some(&package))? };
        laws::whole(&answer)?;
        stands(&answer, n)?;
    }
    Ok(())
}

fn stands(answer: &Answer<'_>, n: usize) -> Read<()> {
    let (judged, told) = (answer.judged, &answer.json["package"]);
    equal("the package", &answer.deal(told)?.package, &n)?;
    let worth = judged.worths(n);
    let gains: Vec<Option<Q>> = worth.iter().zip(judged.disagreement()).map(|(w, d)| Some(w - d)).collect();
    equal("gain of the package", &answer.by_party(&told["gain"])?, &gains)?;
    let spec = &judged.spec;
    let mut meant: Vec<(String, String)> = vec![];
    let package = &judged.packages[n];
    meant.extend(spec.demands.iter().filter(|d| !allows(&d.2, package)).map(|d| ("demand".into(), d.0.clone())));
    let short = |s: &usize| judged.floors[*s].as_ref().is_some_and(|f| worth[*s] < *f);
    let name = |s: usize| spec.parties[judged.sides[s]].name.clone();
    meant.extend((0..judged.sides.len()).filter(short).map(|s| ("walk_away".into(), name(s))));
    let broken = spec.constraints.iter().filter(|c| !allows(&c.1, package));
    meant.extend(broken.map(|c| ("constraint".into(), c.0.clone())));
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let list = told["breaks"].as_array().ok_or("no list of what it breaks")?;
    let found: Vec<(String, String)> = list.iter().map(|b| (text(&b["kind"]), text(&b["id"]))).collect();
    equal("what it breaks", &found, &meant)?;
    let vector = judged.vector(n);
    let dominates = |m: usize| {
        let other = judged.vector(m);
        other != vector && other.iter().zip(&vector).all(|(a, b)| a >= b)
    };
    let better = judged.acceptable.iter().any(|m| dominates(*m));
    equal("it is efficient", &told["efficient"], &json!(!better))?;
    if !better {
        return equal("what is better", &told["better"], &Value::Null);
    }
    let deal: Deal = answer.deal(&told["better"])?;
    let same = judged.acceptable.iter().filter(|m| judged.vector(**m) == judged.vector(deal.package)).count();
    if !judged.capped() {
        equal("others like the better one", &deal.others, &Some(same as u64 - 1))?;
    }
    if dominates(deal.package) && judged.acceptable.contains(&deal.package) {
        Ok(())
    } else {
        Err("what is told to be better is not".to_owned())
    }
}

/// Some issues settled: as if that were required.
pub(crate) fn settled(spec: &Spec) -> Read<()> {
    if spec.issues.len() < 2 {
        return Ok(());
    }
    let chosen = crate::spec::Content::Require(vec![vec![(1, vec![0])]]);
    let mut required = spec.clone();
    required.constraints.push(("settled".into(), chosen));
    let judged = Judged::new(&required);
    let text = spec.to_toml();
    let case = crate::ask::read(&text)?;
    let terms = format!("{}={}", spec.issues[1].0, option(0));
    let package = detente::agreement::parse_package(&case, &terms).map_err(|r| r.message)?;
    let json = crate::ask::facts(&case, &Deals { package: Some(package), ..Deals::default() })?;
    laws::whole(&Answer { judged: &judged, json })
}

/// A way out by its number is the same as what it gives up by name.
pub(crate) fn way_out(spec: &Spec) -> Read<()> {
    let case = crate::ask::read(&spec.to_toml())?;
    let why = detente::why::Why { max: Some(3), ..detente::why::Why::default() };
    let ways = why.ask(&case, &detente::question::Budget::default()).map_err(|r| r.message)?.ways_out;
    for (n, way) in ways.iter().enumerate().take(3) {
        let json = crate::ask::facts(&case, &Deals { way_out: Some(n + 1), ..Deals::default() })?;
        let mut given_up = GivenUp::default();
        for origin in &way.give_up {
            let key = case.key_of(*origin);
            let demand = spec.demands.iter().position(|d| d.0 == key).filter(|_| origin.kind() == "demand");
            match demand {
                Some(d) => given_up.demands.push(d),
                None => given_up.walk_aways.extend(spec.parties.iter().position(|p| p.name == key)),
            }
        }
        let judged = Judged::given_up(spec, &given_up);
        if judged.acceptable.is_empty() {
            return Err(format!("way out {} leaves nothing acceptable", n + 1));
        }
        laws::whole(&Answer { judged: &judged, json })?;
    }
    let beyond = ways.len() + 1;
    if ways.len() < 3 && crate::ask::facts(&case, &Deals { way_out: Some(beyond), ..Deals::default() }).is_ok() {
        return Err(format!("there are {} ways out, but number {beyond} is answered", ways.len()));
    }
    Ok(())
}

/// What NegMAS, GENIUS and NegoLog call by the same names, by their own definitions.
pub(crate) fn conventions(spec: &Spec) -> Read<()> {
    let judged = Judged::new(spec);
    for convention in [Convention::NegMas, Convention::Genius, Convention::NegoLog] {
        let asked = Deals { convention, ..Deals::default() };
        let json = ask(spec, &asked, &[], &[], None);
        if convention == Convention::NegoLog && judged.sides.len() != 2 {
            if json.is_ok() {
                return Err("NegoLog answers for others than two".to_owned());
            }
            continue;
        }
        let answer = Answer { judged: &judged, json: json? };
        by_convention(&answer, convention).map_err(|fault| format!("{convention:?}: {fault}"))?;
    }
    Ok(())
}

fn by_convention(answer: &Answer<'_>, convention: Convention) -> Read<()> {
    let judged = answer.judged;
    let among = if convention == Convention::NegMas { &judged.acceptable } else { &judged.allowed };
    laws::counts(answer)?;
    laws::frontier_among(answer, among)?;
    let zero = Q::zero;
    let ranges: Vec<(Q, Q)> =
        (0..judged.sides.len()).map(|s| judged.range(s, &judged.allowed).unwrap_or((zero(), zero()))).collect();
    let reserved: Vec<Q> =
        judged.walk_aways.iter().zip(&ranges).map(|(w, r)| w.clone().unwrap_or(r.0.clone())).collect();
    let frontier = judged.undominated(among);
    let efficient: Vec<usize> = frontier.iter().map(|(n, _)| *n).collect();
    let program = Program { judged, ranges, reserved };
    let names: &[&str] = match convention {
        Convention::NegMas => &[
            "nash",
            "kalai_smorodinsky",
            "egalitarian",
            "utilitarian",
            "modified_kalai_smorodinsky",
            "modified_kalai",
            "max_relative_welfare",
        ],
        Convention::Genius => &["nash", "kalai_smorodinsky", "utilitarian"],
        _ => &["nash", "utilitarian"],
    };
    let told: Vec<&String> = answer.json["solutions"].as_object().ok_or("no solutions")?.keys().collect();
    equal("solutions", &told, &names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>().iter().collect())?;
    for name in names {
        let picks = match convention {
            Convention::NegMas => program.negmas(name, &efficient),
            Convention::Genius => program.genius(name, &efficient),
            _ => program.negolog(name, &efficient),
        };
        let meant: Vec<(usize, usize)> = frontier.iter().copied().filter(|(n, _)| picks.contains(n)).collect();
        laws::same_deals(name, judged, &answer.solution(name)?, &meant)?;
    }
    Ok(())
}

/// What a program looks at.
struct Program<'j> {
    judged: &'j Judged,
    /// The least and the most of each party, over all outcomes.
    ranges: Vec<(Q, Q)>,
    reserved: Vec<Q>,
}

fn most(frontier: &[usize], key: impl Fn(usize) -> Q) -> Vec<usize> {
    crate::judge::best(frontier, key)
}

impl Program<'_> {
    fn negmas(&self, name: &str, frontier: &[usize]) -> Vec<usize> {
        // The disagreement point: the reserved value if it is not below the least.
        let d: Vec<Q> = self.reserved.iter().zip(&self.ranges).map(|(r, (least, _))| r.max(least).clone()).collect();
        let flat = self.ranges.iter().zip(&d).any(|((_, most), d)| *most <= *d);
        let low = |n: &[Q]| n.iter().min().cloned().unwrap_or_else(Q::zero);
        let high = |n: &[Q]| n.iter().max().cloned().unwrap_or_else(Q::zero);
        let worths = |n: usize| self.judged.worths(n);
        let gains = |n: usize| -> Vec<Q> { worths(n).iter().zip(&d).map(|(w, d)| w - d).collect() };
        match name {
            "utilitarian" => most(frontier, |n| worths(n).into_iter().sum()),
            "modified_kalai" => most(frontier, |n| low(&worths(n))),
            "modified_kalai_smorodinsky" => {
                if self.ranges.iter().any(|(_, most)| *most <= Q::zero()) {
                    return frontier.to_vec();
                }
                most(frontier, |n| {
                    let shares: Vec<Q> = worths(n).iter().zip(&self.ranges).map(|(w, (_, m))| w / m).collect();
                    low(&shares) - high(&shares)
                })
            }
            _ if flat => frontier.to_vec(),
            "nash" => most(frontier, |n| gains(n).into_iter().product()),
            "egalitarian" => most(frontier, |n| low(&gains(n))),
            "kalai_smorodinsky" => most(frontier, |n| {
                let whole = self.ranges.iter().zip(&d).map(|((_, m), d)| m - d);
                let shares: Vec<Q> = gains(n).into_iter().zip(whole).map(|(g, w)| g / w).collect();
                low(&shares) - high(&shares)
            }),
            _ => most(frontier, |n| {
                let whole = self.ranges.iter().zip(&d).map(|((_, m), d)| m - d);
                worths(n).iter().zip(&self.ranges).zip(whole).map(|((w, (least, _)), all)| (w - least) / all).sum()
            }),
        }
    }

    fn genius(&self, name: &str, frontier: &[usize]) -> Vec<usize> {
        let worths = |n: usize| self.judged.worths(n);
        match name {
            "nash" => most(frontier, |n| worths(n).iter().zip(&self.reserved).map(|(w, r)| w - r).product()),
            "kalai_smorodinsky" => most(frontier, |n| {
                let worths = worths(n);
                let mut sum = BigRational::zero();
                for i in 0..worths.len() {
                    for j in i + 1..worths.len() {
                        sum += (&worths[i] - &worths[j]).max(&worths[j] - &worths[i]);
                    }
                }
                -sum
            }),
            _ => most(frontier, |n| worths(n).into_iter().sum()),
        }
    }

    fn negolog(&self, name: &str, frontier: &[usize]) -> Vec<usize> {
        let worths = |n: usize| self.judged.worths(n);
        if name == "nash" {
            most(frontier, |n| worths(n).into_iter().product())
        } else {
            most(frontier, |n| worths(n).into_iter().sum())
        }
    }
}

/// The order of parties changes nothing but the order of keys; that of issues no vector.
pub(crate) fn orders(spec: &Spec) -> Read<()> {
    let judged = Judged::new(spec);
    let questions = [
        Deals::default(),
        Deals { frontier: false, ..Deals::default() },
        Deals { most: 3, ..Deals::default() },
        Deals { epsilon: Some(detente::number::Exact::whole(4)), ..Deals::default() },
    ];
    let turned = turn_parties(spec);
    for asked in questions {
        let json = ask(spec, &asked, &[], &[], None)?;
        let other = ask(&turned, &asked, &[], &[], None)?;
        // Objects compare without the order of their keys; lists of names, and the division that ties go to the first
        // party in, are left out.
        let plain = |mut v: Value| {
            let map = v.as_object_mut().expect("an answer is an object");
            ["adjusted_winner", "not_weighed", "cautions"].iter().for_each(|k| drop(map.remove(*k)));
            if let Some(unsure) = map.get_mut("unsure").and_then(Value::as_object_mut) {
                unsure.remove("parties");
            }
            sorted(&v)
        };
        let (one, two) = (plain(json), plain(other));
        if one != two {
            let differs = one.as_object().into_iter().flatten().find(|(k, v)| two[k.as_str()] != **v);
            return Err(format!(
                "frontier {}, most {}: parties in another order: {:?}\nand not\n{:?}",
                asked.frontier,
                asked.most,
                differs.map(|(k, v)| format!("{k}: {v}")),
                differs.map(|(k, _)| two[k.as_str()].to_string())
            ));
        }
    }
    let turned = turn_issues(spec);
    let judged_turned = Judged::new(&turned);
    let answer = Answer { judged: &judged_turned, json: ask(&turned, &Deals::default(), &[], &[], None)? };
    laws::whole(&answer)?;
    let vectors = |j: &Judged, of: &[usize]| {
        let mut all: Vec<Vec<Q>> = of.iter().map(|n| j.worths(*n)).collect();
        all.sort();
        all
    };
    equal("vectors", &vectors(&judged_turned, &judged_turned.acceptable), &vectors(&judged, &judged.acceptable))
}

/// The same with keys of objects in order.
fn sorted(v: &Value) -> Value {
    match v {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().map(|(k, v)| (k.clone(), sorted(v))).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(entries.into_iter().collect())
        }
        Value::Array(list) => Value::Array(list.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

fn turn_parties(spec: &Spec) -> Spec {
    let mut turned = spec.clone();
    let last = spec.parties.len() - 1;
    turned.parties.reverse();
    turned.demands.iter_mut().for_each(|(_, by, _)| *by = last - *by);
    turned
}

fn turn_issues(spec: &Spec) -> Spec {
    use crate::spec::{Content, Pattern};
    let last = spec.issues.len() - 1;
    let pattern =
        |p: &Pattern| -> Pattern { p.iter().map(|t| t.iter().map(|(i, o)| (last - i, o.clone())).collect()).collect() };
    let content = |c: &Content| match c {
        Content::Require(p) => Content::Require(pattern(p)),
        Content::Never(p) => Content::Never(pattern(p)),
        Content::IfThen(p, q) => Content::IfThen(pattern(p), pattern(q)),
    };
    let mut turned = spec.clone();
    turned.issues.reverse();
    turned.constraints.iter_mut().for_each(|(_, c)| *c = content(c));
    turned.demands.iter_mut().for_each(|(_, _, c)| *c = content(c));
    for wants in turned.parties.iter_mut().filter_map(|p| p.wants.as_mut()) {
        wants.issues.reverse();
        if let Some(measure) = &mut wants.measure {
            measure.best.reverse();
        }
        wants.bonuses.iter_mut().for_each(|b| b.pattern = pattern(&b.pattern));
    }
    turned
}

/// An affine change of what one party wants leaves the packages of Nash and Kalai-Smorodinsky as they are.
pub(crate) fn affine(spec: &Spec) -> Read<()> {
    use crate::spec::{Bonus, Measure};
    let mut changed = spec.clone();
    let Some(side) = spec.sides().into_iter().find(|s| spec.parties[*s].walk_away.is_some()) else { return Ok(()) };
    let party = &mut changed.parties[side];
    let wants = party.wants.as_mut().expect("it counts");
    // Twice as much less five: numbers on a scale of half the size, and a bonus for whatever is chosen. The walk-away
    // changes along.
    let weights: i64 = wants.issues.iter().flatten().map(|(w, _)| *w).sum();
    let measure = wants.measure.get_or_insert(Measure {
        total: Some(weights).filter(|w| *w > 0),
        best: vec![10_000; spec.issues.len()],
        out_of: Some(10_000),
        capped: false,
    });
    if measure.capped || measure.best.iter().any(|b| b % 2 == 1) || measure.out_of != Some(10_000) {
        return Ok(());
    }
    measure.best.iter_mut().for_each(|b| *b /= 2);
    wants.bonuses.iter_mut().for_each(|b| b.worth *= 2);
    let always = vec![vec![(0, (0..spec.issues[0].1).collect())]];
    wants.bonuses.push(Bonus { pattern: always, unless: false, worth: -500 });
    party.walk_away = party.walk_away.map(|w| 2 * w - 500);
    let picks = |spec: &Spec, key: &str| -> Read<Vec<Package>> {
        let judged = Judged::new(spec);
        let answer = Answer { judged: &judged, json: ask(spec, &Deals::default(), &[], &[], None)? };
        Ok(answer.solution(key)?.into_iter().map(|d| judged.packages[d.package].clone()).collect())
    };
    for key in ["nash", "kalai_smorodinsky", "fallback"] {
        equal(&format!("{key} after an affine change"), &picks(&changed, key)?, &picks(spec, key)?)?;
    }
    Ok(())
}
