//! Random cases, always the same ones: the number of a case is its seed.

use crate::{
    dice::Dice,
    spec::{Bonus, Content, Hundredths, Measure, Party, Pattern, Spec, Wants},
};

/// A small case with everything in it.
pub(crate) fn small(number: u64) -> Spec {
    let mut dice = Dice::new(number);
    let d = &mut dice;
    let issues = d.within(1, 4);
    let sizes: Vec<usize> = (0..issues).map(|_| d.within(2, if issues < 4 { 4 } else { 3 })).collect();
    let parties = [1, 2, 2, 2, 3, 3, 4, 5, 6][d.roll(9)];
    let mut spec = case(d, &sizes, parties);
    let constraints = [0, 0, 1, 2][d.roll(4)];
    for name in d.names('c', constraints) {
        let content = content(d, &spec);
        spec.constraints.push((name, content));
    }
    let demands = [0, 0, 1, 1, 2, 3][d.roll(6)];
    for name in d.names('d', demands) {
        let (party, content) = (d.roll(spec.parties.len()), content(d, &spec));
        spec.demands.push((name, party, content));
    }
    spec
}

/// A case of some thousand packages, so that searches have something to leave out.
pub(crate) fn larger(number: u64) -> Spec {
    let mut dice = Dice::new(number + 1_000_000);
    let d = &mut dice;
    let sizes = [vec![4; 5], vec![3; 7], vec![2; 11], vec![5, 4, 3, 5, 4, 2], vec![6, 7, 8, 9]][d.roll(5)].clone();
    let parties = d.within(2, 6);
    let mut spec = case(d, &sizes, parties);
    let links = d.roll(5);
    for name in d.names('d', links) {
        let (party, content) = (d.roll(spec.parties.len()), content(d, &spec));
        spec.demands.push((name, party, content));
    }
    spec
}

fn case(d: &mut Dice, sizes: &[usize], parties: usize) -> Spec {
    let mut spec = Spec::default();
    let names = d.names('i', sizes.len());
    spec.issues = names.into_iter().zip(sizes.iter().copied()).collect();
    // Numbers that tie often, or hardly ever.
    let coarse = d.chance(60);
    let walks = [0, 50, 50, 100][d.roll(4)];
    let plain = d.chance(40);
    for (n, name) in d.names('p', parties).into_iter().enumerate() {
        let knows = n == 0 || d.chance(92);
        let wants = knows.then(|| wants(d, &spec, coarse, plain));
        let walk_away = (knows && d.chance(walks)).then(|| [0, 1_000, 2_500, 3_330, 4_000, 5_000, 6_550][d.roll(7)]);
        spec.parties.push(Party { name, principal: true, wants, walk_away });
    }
    if d.chance(10) {
        let party = Party {
            name: "mediator".into(),
            principal: false,
            wants: Some(wants(d, &spec, coarse, plain)),
            walk_away: None,
        };
        let at = d.roll(spec.parties.len() + 1);
        spec.parties.insert(at, party);
    }
    spec
}

fn wants(d: &mut Dice, spec: &Spec, coarse: bool, plain: bool) -> Wants {
    let measured = !plain && d.chance(25);
    let only_bonuses = !plain && d.chance(5);
    let of = |d: &mut Dice, options: usize| {
        let weight = if coarse { [0, 1_000, 2_000, 2_500, 3_330][d.roll(5)] } else { d.within(0, 9_999) as Hundredths };
        let value = |d: &mut Dice| -> Hundredths {
            match (coarse, measured) {
                (true, true) => [0, 2_500, 4_000, -1_000, 12_000][d.roll(5)],
                (true, false) => [0, 2_500, 5_000, 10_000, 3_333][d.roll(5)],
                (false, true) => d.within(0, 20_000) as Hundredths - 5_000,
                (false, false) => d.within(0, 10_000) as Hundredths,
            }
        };
        (weight, (0..options).map(|_| value(d)).collect::<Vec<_>>())
    };
    let mut issues: Vec<_> =
        spec.issues.iter().map(|(_, options)| (!only_bonuses && d.chance(88)).then(|| of(d, *options))).collect();
    if !only_bonuses && issues.iter().flatten().all(|(weight, _)| *weight == 0) {
        let values = (0..spec.issues[0].1).map(|o| [10_000, 0, 5_000, 0][o % 4]).collect();
        issues[0] = Some((1_000, values));
    }
    let measure = measured.then(|| Measure {
        total: d.chance(60).then(|| [100, 10_000, 6_000, 700][d.roll(4)]),
        best: issues.iter().map(|_| [10_000, 4_000, 2_500, 300][d.roll(4)]).collect(),
        out_of: d.chance(60).then(|| [10_000, 88_500, 300][d.roll(3)]),
        capped: d.chance(25),
    });
    let paid = if only_bonuses {
        d.within(1, 2)
    } else if plain {
        0
    } else {
        [0, 0, 1, 2, 3][d.roll(5)]
    };
    let bonuses = (0..paid).map(|_| Bonus {
        pattern: pattern(d, spec),
        unless: d.chance(35),
        worth: if coarse { [500, 1_000, -1_000, 2_500][d.roll(4)] } else { d.within(0, 6_000) as Hundredths - 2_000 },
    });
    let bonuses = bonuses.collect();
    Wants { issues, bonuses, measure, unsure: d.chance(8) }
}

fn content(d: &mut Dice, spec: &Spec) -> Content {
    match d.roll(5) {
        0 => Content::Require(pattern(d, spec)),
        1 => Content::Never(pattern(d, spec)),
        _ => Content::IfThen(pattern(d, spec), pattern(d, spec)),
    }
}

fn pattern(d: &mut Dice, spec: &Spec) -> Pattern {
    let tables = [1, 1, 1, 2, 2, 3][d.roll(6)];
    let table = |d: &mut Dice| {
        let terms = [1, 1, 2, 3][d.roll(4)];
        let issues = d.some_of(terms, spec.issues.len(), None);
        let term = |issue: usize| {
            let options = spec.issues[issue].1;
            let n = d.within(1, (options - 1).min(2));
            (issue, d.some_of(n, options, None))
        };
        issues.into_iter().map(term).collect()
    };
    (0..tables).map(|_| table(d)).collect()
}
