//! Random conflicts, always the same ones: the number of a conflict is its seed.

use crate::{
    dice::Dice,
    spec::{Content, Issue, Likes, Moves, Party, Pattern, Spec},
};

/// A conflict of a few dozen states with everything in it.
pub(crate) fn small(number: u64) -> Spec {
    let mut dice = Dice::new(number);
    let d = &mut dice;
    let parties = [2, 2, 3, 3, 4, 5][d.roll(6)];
    let most = [4, 12, 24, 36, 64, 96][d.roll(6)];
    conflict(d, parties, most)
}

/// A conflict of some hundred states, over more than one machine word and with long answers.
pub(crate) fn larger(number: u64) -> Spec {
    let mut dice = Dice::new(number + 1_000_000);
    let d = &mut dice;
    let parties = d.within(2, 5);
    conflict(d, parties, 432)
}

/// A conflict of so few states that all orders of them can be tried.
pub(crate) fn tiny(number: u64) -> Spec {
    let mut dice = Dice::new(number + 3_000_000);
    let d = &mut dice;
    let parties = d.within(2, 3);
    let most = [4, 6, 8][d.roll(3)];
    conflict(d, parties, most)
}

/// A conflict of at most a dozen states, for what takes many judgements of each.
pub(crate) fn few(number: u64) -> Spec {
    let mut dice = Dice::new(number + 4_000_000);
    let d = &mut dice;
    let parties = d.within(2, 4);
    let most = [8, 12, 16][d.roll(3)];
    conflict(d, parties, most)
}

/// A conflict between two who both decide something alone, and nobody decides anything together.
pub(crate) fn duel(number: u64) -> Spec {
    let mut dice = Dice::new(number + 2_000_000);
    let d = &mut dice;
    let most = [4, 12, 24, 36][d.roll(4)];
    let mut spec = conflict(d, 2, most);
    for (n, issue) in spec.issues.iter_mut().enumerate() {
        issue.decided_by = vec![if n < 2 { n } else { d.roll(2) }];
    }
    for p in 0..2 {
        spec.parties[p].role = "";
        if matches!(spec.parties[p].likes, Likes::Unknown) {
            spec.parties[p].likes = likes(d, &spec);
        }
    }
    spec
}

fn conflict(d: &mut Dice, parties: usize, most: usize) -> Spec {
    let mut spec = Spec::default();
    let names = d.names('i', 7);
    let mut packages = 1;
    // One option only, now and then.
    for name in names {
        let options = if d.chance(3) { 1 } else { d.within(2, 3) };
        if packages * options > most {
            break;
        }
        packages *= options;
        spec.issues.push(Issue { name, options, decided_by: Vec::new(), moves: Moves::Free });
    }
    let roles = d.chance(25);
    for name in d.names('p', parties) {
        let role = if roles { ["", "", "mediator", "guarantor", "observer"][d.roll(5)] } else { "" };
        spec.parties.push(Party { name, role, likes: Likes::Unknown, overlooks: None });
    }
    if spec.parties.iter().all(|p| !p.role.is_empty()) {
        spec.parties[0].role = "";
    }
    let shared = [0, 0, 15, 40][d.roll(4)];
    let one_way = [0, 20, 60][d.roll(3)];
    for n in 0..spec.issues.len() {
        let some = if d.chance(shared) { d.within(2, parties.min(3)) } else { 1 };
        spec.issues[n].decided_by = if d.chance(shared / 3) { Vec::new() } else { d.some_of(some, parties, None) };
        if d.chance(one_way) {
            spec.issues[n].moves = moves(d, spec.issues[n].options);
        }
    }
    let constraints = [0, 0, 1, 1, 2, 3][d.roll(6)];
    spec.constraints = (0..constraints).map(|_| content(d, &spec)).collect();
    let overlooking = [0, 0, 20, 50][d.roll(4)];
    for p in 0..parties {
        let decides = spec.issues.iter().any(|i| i.decided_by.contains(&p));
        if decides || d.chance(80) {
            spec.parties[p].likes = likes(d, &spec);
        }
        if d.chance(overlooking) {
            spec.parties[p].overlooks = Some(pattern(d, &spec));
        }
    }
    if d.chance(10) {
        let issue = d.roll(spec.issues.len());
        spec.settled.push((issue, d.roll(spec.issues[issue].options)));
    }
    spec
}

fn moves(d: &mut Dice, options: usize) -> Moves {
    match d.roll(3) {
        0 => Moves::Forward,
        1 => Moves::Back,
        _ => {
            let rows = d.within(1, options);
            let from = d.some_of(rows, options, None);
            let row = |o: usize| {
                let to = d.roll(options);
                (o, d.some_of(to, options, Some(o)))
            };
            Moves::Listed(from.into_iter().map(row).collect())
        }
    }
}

fn likes(d: &mut Dice, spec: &Spec) -> Likes {
    match d.roll(7) {
        0..=1 => {
            let statements = [0, 1, 2, 3, 5, 9, 40][d.roll(7)];
            Likes::Prefers((0..statements).map(|_| pattern(d, spec)).collect())
        }
        2..=4 if spec.packages() <= 100 => ranking(d, spec),
        _ => worth(d, spec),
    }
}

fn ranking(d: &mut Dice, spec: &Spec) -> Likes {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for issue in &spec.issues {
        let longer = |p: Vec<usize>| (0..issue.options).map(move |o| [p.as_slice(), &[o]].concat());
        all = all.into_iter().flat_map(longer).collect();
    }
    let tie = [0, 20, 60, 90][d.roll(4)];
    let mut ranks: Vec<Vec<Vec<usize>>> = Vec::new();
    for package in d.shuffle(all) {
        match ranks.last_mut() {
            Some(last) if d.chance(tie) => last.push(package),
            _ => ranks.push(vec![package]),
        }
    }
    Likes::Ranking(ranks)
}

fn worth(d: &mut Dice, spec: &Spec) -> Likes {
    let fine = d.chance(50);
    let number =
        |d: &mut Dice, most: u32| if fine { d.roll(most as usize + 1) as u32 } else { [0, 1, 2][d.roll(3)] * most / 2 };
    let mut issues: Vec<Option<(u32, Vec<u32>)>> = spec
        .issues
        .iter()
        .map(|i| d.chance(85).then(|| (number(d, 9), (0..i.options).map(|_| number(d, 100)).collect())))
        .collect();
    if issues.iter().flatten().all(|(weight, _)| *weight == 0) {
        issues[0] = Some((1, (0..spec.issues[0].options).map(|o| [50, 0, 100][o % 3]).collect()));
    }
    let bonuses = [0, 0, 0, 1, 2][d.roll(5)];
    let bonus = |d: &mut Dice| (pattern(d, spec), d.chance(30), [-30, -5, 10, 25][d.roll(4)]);
    Likes::Worth(issues, (0..bonuses).map(|_| bonus(d)).collect())
}

fn content(d: &mut Dice, spec: &Spec) -> Content {
    match d.roll(6) {
        0 => Content::Require(pattern(d, spec)),
        1..=3 => Content::Never(pattern(d, spec)),
        _ => Content::IfThen(pattern(d, spec), pattern(d, spec)),
    }
}

fn pattern(d: &mut Dice, spec: &Spec) -> Pattern {
    let table = |d: &mut Dice| {
        let terms = [1, 2, 2, 3][d.roll(4)];
        let issues = d.some_of(terms, spec.issues.len(), None);
        let term = |issue: usize| {
            let options = spec.issues[issue].options;
            let some = d.within(1, options.max(2) - 1);
            (issue, d.some_of(some, options, None))
        };
        issues.into_iter().map(term).collect()
    };
    let tables = [1, 1, 1, 2, 3][d.roll(5)];
    (0..tables).map(|_| table(d)).collect()
}
