//! The laws of whole answers: what the document says is what the definitions say, whatever is asked beside, and the slow check
//! of answers finds the same.

use std::{collections::BTreeSet, sync::LazyLock};

use detente::{
    case::{Case, Package},
    question::{Budget, Envelope},
    show,
    stable::{Allied, Concept, Convention, Mix, Stable, States},
    verify::{Outcome, Verify},
};
use serde_json::{Value, json};

use crate::{
    dice::Dice,
    judge::Judge,
    model::{Law, both, read, settled},
    spec::Spec,
};

static SCHEMA: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&detente::stable::schema()).expect("the schema is one"));

/// A question about a conflict, with whatever can be asked at once.
fn question(spec: &Spec, case: &Case, judge: &Judge<'_>) -> Stable {
    let mut dice = Dice::new(spec.packages() as u64 + 7 * judge.states.len() as u64);
    let d = &mut dice;
    let convention = [Convention::Literature, Convention::GmcrPlus][d.roll(2)];
    let some = |d: &mut Dice| {
        let n = d.within(1, 3);
        d.some_of(n, 6, None).into_iter().map(|c| Concept::ALL[c]).collect::<Vec<_>>()
    };
    let whole = d.chance(30).then(|| judge.states[d.roll(judge.states.len())].clone());
    let package = match &whole {
        Some(options) => Some(case.issue_ids().zip(options.iter().copied()).collect()),
        None => Some(settled(case, spec)).filter(|s| !s.is_empty()),
    };
    let mix = d.chance(30).then(|| Mix {
        all: some(d),
        by: judge.parties.iter().take(d.roll(2)).map(|p| (*p, vec![Concept::ALL[d.roll(6)]])).collect(),
    });
    let coalitions = match d.roll(3) {
        0 if convention == Convention::Literature => Allied::All,
        1 if judge.parties.len() > 2 => Allied::These(vec![judge.parties[1..].to_vec()]),
        _ => Allied::Joint,
    };
    let from = d.chance(40).then(|| {
        let options = &judge.states[d.roll(judge.states.len())];
        let all: Vec<_> = case.issue_ids().zip(options.iter().copied()).collect();
        Package::settling(case, &all).expect("a state settles every issue")
    });
    Stable {
        from,
        horizon: d.chance(30).then_some(4).filter(|_| duel(judge)),
        package: if spec.settled.is_empty() { package } else { Some(settled(case, spec)) },
        states: if d.chance(50) { States::All } else { States::Some(vec![d.within(1, judge.states.len())]) },
        convention,
        concepts: d.chance(30).then(|| some(d)),
        mix,
        coalitions,
        inverse: judge.states.len() <= 12 && d.chance(30),
        robust: judge.states.len() <= 12 && d.chance(20),
        list: d.chance(50),
        ..Stable::default()
    }
}

/// Whether looking ahead is defined: at most two move, and nobody moves anything with somebody.
fn duel(judge: &Judge<'_>) -> bool {
    let moving = |m: &usize| (0..judge.states.len()).any(|s| !judge.moves(*m, s).is_empty());
    let alone = judge.movers.iter().all(|m| m.len() == 1);
    alone && (0..judge.movers.len()).filter(moving).count() <= 2 && judge.parties.len() == 2
}

/// Asks, and holds what is told against the definitions.
pub(crate) fn told(spec: &Spec) -> Law {
    let case = read(spec)?;
    // What settles everything is a package that is asked about, among all others; such are drawn from the states.
    let mut spec = spec.clone();
    if spec.settled.len() == spec.issues.len() {
        spec.settled.clear();
    }
    let spec = &spec;
    let Some((_, judge)) = both(&case, &settled(&case, spec))? else { return Ok(()) };
    let mut stable = question(spec, &case, &judge);
    if stable.inverse && stable.package.as_ref().is_none_or(|p| p.len() != case.issues().len()) {
        stable.states = States::Some(vec![1]);
    }
    let document = |threads: usize| {
        let budget = Budget { threads, ..Budget::default() };
        let answer = match stable.ask(&case, &budget) {
            // As in GMCR+ a party cannot be of two coalitions, as it is where two sets of several decide together.
            Err(refusal) if refusal.message.contains("of one coalition only") => return Ok(None),
            Err(refusal) => return Err(format!("refused: {}", refusal.message)),
            Ok(answer) => answer,
        };
        let text = show::text::draw(&answer.show(), 100, false);
        let options = stable.options(&case, Budget::default().effort);
        let envelope = Envelope::new("stable", options, &case, answer.limit.clone(), answer.facts(), &[]);
        Ok(Some((serde_json::to_string(&envelope).map_err(|e| e.to_string())?, text)))
    };
    let Some(one) = document(1)? else { return Ok(()) };
    if document(2)? != Some(one.clone()) {
        return Err("two threads give another answer".to_owned());
    }
    let document: Value = serde_json::from_str(&one.0).map_err(|e| e.to_string())?;
    if let Err(error) = SCHEMA.validate(&document) {
        return Err(format!("not by the schema: {error} at {}", error.instance_path()));
    }
    let verified = Verify::default().check(&case, &document).map_err(|r| format!("not checked: {}", r.message))?;
    if let Some(check) = verified.checks.iter().find(|c| matches!(c.outcome, Outcome::Fails(_))) {
        return Err(format!("the slow check says otherwise: {check:?}, asked {stable:?}"));
    }
    verdicts(&case, &judge, &stable, &document["answer"])
}

fn numbers(states: impl IntoIterator<Item = usize>) -> Value {
    json!(states.into_iter().map(|s| s + 1).collect::<BTreeSet<_>>())
}

fn verdicts(case: &Case, judge: &Judge<'_>, stable: &Stable, answer: &Value) -> Law {
    let same = |at: &str, told: &Value, meant: &Value| {
        if told == meant { Ok(()) } else { Err(format!("{at} is told as {told} instead of {meant}, asked {stable:?}")) }
    };
    let keys: Vec<&str> = judge.parties.iter().map(|p| case.party(*p).key.as_str()).collect();
    same("parties", &answer["parties"], &json!(keys))?;
    same("convention", &answer["convention"], &json!(stable.convention.key()))?;
    same("count", &answer["count"], &json!(judge.states.len()))?;
    let package = |options: &crate::judge::Options| {
        let pair = |(i, o): (&detente::case::Issue, &detente::case::OptionId)| {
            (i.key.clone(), json!(i.options[o.index()].key))
        };
        Value::Object(case.issues().iter().zip(options).map(pair).collect())
    };
    let states: Vec<Value> =
        (judge.states.iter().enumerate()).map(|(n, s)| json!({ "number": n + 1, "package": package(s) })).collect();
    same("states", &answer["states"], &json!(states))?;
    let told = judge.told(stable.convention);
    let asked = |concept: Concept| {
        let mixed = |m: &Mix| m.all.contains(&concept) || m.by.iter().any(|(_, some)| some.contains(&concept));
        stable.concepts.as_ref().is_none_or(|some| some.contains(&concept)) || stable.mix.as_ref().is_some_and(mixed)
    };
    for concept in Concept::ALL {
        let (stable, equilibria) = (&answer["stable"][concept.key()], &answer["equilibria"][concept.key()]);
        if !asked(concept) {
            same(concept.key(), stable, &Value::Null)?;
            same(concept.key(), equilibria, &Value::Null)?;
            continue;
        }
        for (party, key) in keys.iter().enumerate() {
            let meant = numbers((0..judge.states.len()).filter(|s| told.stable(concept, party, *s)));
            same(&format!("{} for {key}", concept.key()), &stable[key], &meant)?;
        }
        same(concept.key(), equilibria, &numbers(judge.equilibria(&told, concept)))?;
    }
    if let Some(mix) = &stable.mix {
        let by = |p: usize| mix.by.iter().find(|(q, _)| *q == judge.parties[p]).map_or(&mix.all, |(_, some)| some);
        let holds = |s: &usize| (0..judge.parties.len()).all(|p| by(p).iter().any(|c| told.stable(*c, p, *s)));
        same("mixed", &answer["mixed"]["equilibria"], &numbers((0..judge.states.len()).filter(holds)))?;
    }
    Ok(())
}
