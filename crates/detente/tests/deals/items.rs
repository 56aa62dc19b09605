//! Adjusted Winner, held against what makes it what it is: both parties get the same, no exchange is better for both, one
//! item at most is split. That leaves one number of points.

use num_traits::{One, Signed, Zero};
use serde_json::Value;

use crate::{
    ask::{Read, ask, fraction},
    dice::Dice,
    judge::{Q, worth},
    laws::equal,
    spec::{Bonus, Party, Spec, Wants, option},
};

/// Two parties and items, of which each wants all; now and then something that does not fit.
pub(crate) fn case(number: u64) -> Spec {
    let mut dice = Dice::new(number + 2_000_000);
    let d = &mut dice;
    let items = d.within(1, 7);
    let mut spec = Spec { issues: d.names('i', items).into_iter().map(|n| (n, 2)).collect(), ..Spec::default() };
    let firsts: Vec<usize> = (0..items).map(|_| d.roll(2)).collect();
    for (n, name) in d.names('p', 2).into_iter().enumerate() {
        let coarse = d.chance(50);
        let issue = |d: &mut Dice, first: usize| {
            let mut values = vec![0, 0];
            let best = if d.chance(90) { 10_000 } else { [0, 5_000, 2_500][d.roll(3)] };
            values[if n == 0 { first } else { 1 - first }] = best;
            let weight = if coarse { [0, 1_000, 1_500, 3_000][d.roll(4)] } else { d.within(0, 5_000) as i64 };
            (weight, values)
        };
        let mut issues: Vec<_> = firsts.iter().map(|f| d.chance(95).then(|| issue(d, *f))).collect();
        if issues.iter().flatten().all(|(w, _)| *w == 0) {
            issues[0] = Some((1_000, if (n == 0) == (firsts[0] == 0) { vec![10_000, 0] } else { vec![0, 10_000] }));
        }
        let wants = Wants { issues, ..Wants::default() };
        let walk_away = d.chance(20).then_some(1_000);
        spec.parties.push(Party { name, principal: true, wants: Some(wants), walk_away });
    }
    match d.roll(20) {
        0 => spec.issues[0].1 = 3,
        1 => {
            let pattern = vec![vec![(0, vec![0])]];
            let wants = spec.parties[0].wants.as_mut().expect("it has wants");
            wants.bonuses.push(Bonus { pattern, unless: false, worth: 100 });
        }
        2 => spec.parties.push(Party { name: "third".into(), principal: true, wants: None, walk_away: None }),
        3 => spec.parties.push(Party { name: "helper".into(), principal: false, wants: None, walk_away: None }),
        _ => {}
    }
    if spec.issues[0].1 == 3 {
        for wants in spec.parties.iter_mut().filter_map(|p| p.wants.as_mut()) {
            wants.issues[0].iter_mut().for_each(|(_, v)| v.push(0));
        }
    }
    spec
}

pub(crate) fn adjusted_winner(spec: &Spec) -> Read<()> {
    let told = ask(spec, &detente::deals::Deals::default(), &[], &[], None)?;
    check(spec, &told["adjusted_winner"])
}

/// For each issue: the option that gives it to the first party, and what each puts on it, of 100.
fn items(spec: &Spec) -> Option<Vec<(usize, [Q; 2])>> {
    let principals: Vec<&Party> = spec.parties.iter().filter(|p| p.principal).collect();
    let [a, b] = principals.as_slice() else { return None };
    let wants = [a.wants.as_ref()?, b.wants.as_ref()?];
    let joined = !spec.constraints.is_empty() || !spec.demands.is_empty();
    if joined || wants.iter().any(|w| !w.bonuses.is_empty()) {
        return None;
    }
    // What an option adds to the worth, by the worth of wants on that issue alone.
    let on = |w: &Wants, issue: usize, o: usize| {
        let mut package = vec![0; spec.issues.len()];
        package[issue] = o;
        let mut alone = w.clone();
        for (n, i) in alone.issues.iter_mut().enumerate() {
            if let Some((_, values)) = i
                && n != issue
            {
                values.iter_mut().for_each(|v| *v = 0);
            }
        }
        worth(&alone, &package)
    };
    let mut items = vec![];
    for (n, (_, options)) in spec.issues.iter().enumerate() {
        if *options != 2 {
            return None;
        }
        let [a, b] = wants.map(|w| [on(w, n, 0), on(w, n, 1)]);
        let fits = |o: usize| {
            let none = a[1 - o].is_zero() && b[o].is_zero();
            let gains = !a[o].is_negative() && !b[1 - o].is_negative();
            none && gains && (a[o].is_positive() || b[1 - o].is_positive())
        };
        let o = (0..2).find(|o| fits(*o))?;
        items.push((o, [a[o].clone(), b[1 - o].clone()]));
    }
    for side in 0..2 {
        let sum: Q = items.iter().map(|i| i.1[side].clone()).sum();
        if !sum.is_positive() {
            return None;
        }
        items.iter_mut().for_each(|i| i.1[side] = &i.1[side] * Q::from_integer(100.into()) / &sum);
    }
    Some(items)
}

fn check(spec: &Spec, told: &Value) -> Read<()> {
    let Some(items) = items(spec) else { return equal("a division", told, &Value::Null) };
    let list = told["items"].as_array().ok_or("items are not divided")?;
    equal("number of items", &list.len(), &items.len())?;
    let mut shares = vec![];
    for ((told, (o, points)), (name, _)) in list.iter().zip(&items).zip(&spec.issues) {
        equal("issue", &told["issue"], &Value::from(name.as_str()))?;
        equal("option for the first", &told["to_first"], &Value::from(option(*o)))?;
        equal("option for the second", &told["to_second"], &Value::from(option(1 - *o)))?;
        let found = [fraction(&told["points"][0])?, fraction(&told["points"][1])?];
        equal("points of an item", &found, points)?;
        shares.push(fraction(&told["share_of_first"])?);
    }
    let sum = |of: &dyn Fn(usize) -> Q| (0..items.len()).map(of).sum::<Q>();
    let first = sum(&|n| &shares[n] * &items[n].1[0]);
    let second = sum(&|n| (Q::one() - &shares[n]) * &items[n].1[1]);
    equal("both get the same", &first, &second)?;
    equal("points", &fraction(&told["points"])?, &first)?;
    if shares.iter().any(|s| s.is_negative() || *s > Q::one()) {
        return Err(format!("shares are no shares: {shares:?}"));
    }
    let split = shares.iter().filter(|s| s.is_positive() && **s < Q::one()).count();
    if split > 1 {
        return Err(format!("{split} items are split"));
    }
    for (n, (_, mine)) in items.iter().enumerate().filter(|(n, _)| shares[*n].is_positive()) {
        for (m, (_, theirs)) in items.iter().enumerate().filter(|(m, _)| shares[*m] < Q::one()) {
            // The second puts more on a part of n for each point on m that the first would want instead.
            if &mine[0] * &theirs[1] < &theirs[0] * &mine[1] {
                return Err(format!("both would rather exchange {n} and {m}"));
            }
        }
    }
    Ok(())
}
