//! Random small cases, always the same ones: the number of a case is its seed.

use crate::{
    dice::Dice,
    judge::worth,
    spec::{
        Bonus, Content, Demand, Firmness, Hundredths, Insists, Measure, Package, Party, Pattern, Spec, Step, Waits,
        Wants,
    },
};

/// The case with this number.
pub(crate) fn case(number: u64) -> Spec {
    let mut dice = Dice::new(number);
    let d = &mut dice;
    let mut spec = Spec { layout: d.roll(10) as u64, ..Spec::default() };

    let issues = if d.chance(4) { 0 } else { d.within(1, 4) };
    for name in d.names('i', issues) {
        let most = if issues < 4 { 4 } else { 3 };
        spec.issues.push((name, d.within(2, most)));
    }
    let parties = d.within(1, 3);
    let mut names = d.names('p', parties + 1);
    let mediator = names.pop().filter(|_| d.chance(20));
    for name in names {
        let party = party(d, &spec, name, true);
        spec.parties.push(party);
    }
    if let Some(name) = mediator {
        let (place, party) = (d.within(1, parties), party(d, &spec, name, false));
        spec.parties.insert(place, party);
    }
    let steps = if d.chance(25) { 0 } else { d.within(2, 6) };
    for name in d.names('s', steps) {
        let step = step(d, &spec, name, steps);
        spec.steps.push(step);
    }
    if issues > 0 {
        let constraints = [0, 0, 1, 2][d.roll(4)];
        for name in d.names('c', constraints) {
            let content = content(d, &spec);
            spec.constraints.push((name, content));
        }
    }
    // Every set of members will be tried.
    let most = 10 - spec.members().len();
    let demands = d.within(1, most.min(8)).max(d.roll(most));
    demand(d, &mut spec, demands);
    spec
}

fn party(d: &mut Dice, spec: &Spec, name: String, principal: bool) -> Party {
    let mut party = Party { name, principal, ..Party::default() };
    if spec.issues.is_empty() || d.chance(25) {
        return party;
    }
    let mut wants: Wants =
        spec.issues.iter().map(|(_, options)| d.chance(85).then(|| issue_wants(d, *options))).collect();
    if wants.iter().flatten().all(|(weight, _)| *weight == 0) {
        wants[0] = Some((1_000, vec![0; spec.issues[0].1]));
    }
    beside(d, spec, &mut party, &mut wants);
    party.wants = Some(wants);
    if d.chance(55) {
        let package: Package = spec.issues.iter().map(|(_, options)| d.roll(*options)).collect();
        let mut just = Spec { parties: vec![party], ..Spec::default() };
        let (n, w) = worth(&just, 0, &package).expect("it has wants");
        // As much as some package is worth, where two decimals can say it; else a little more or less.
        let least = n.div_euclid(w) as Hundredths + (d.roll(2) as Hundredths);
        let firmness = match d.roll(5) {
            0 => Firmness::Low,
            1 => Firmness::Cost(d.within(100, 10_000) as Hundredths),
            2 => Firmness::Medium,
            3 => Firmness::Absolute,
            _ => Firmness::Unsaid,
        };
        let exact = if n % w == 0 { (n / w) as Hundredths } else { least };
        party = just.parties.remove(0);
        let most = if party.bonuses.is_empty() && party.measure.is_none() { 10_000 } else { Hundredths::MAX };
        party.walk_away = Some((exact.min(most), firmness));
    }
    party
}

/// Bonuses, a measure, an order instead of weights, ranges: each for some.
fn beside(d: &mut Dice, spec: &Spec, party: &mut Party, wants: &mut Wants) {
    if d.chance(15) {
        let best = [10_000, 4_000, 700, 100];
        let best = if d.chance(50) {
            vec![best[d.roll(4)]; wants.len()]
        } else {
            wants.iter().map(|_| best[d.roll(4)]).collect()
        };
        let total = d.chance(50).then(|| [100, 10_000, 7_300][d.roll(3)]);
        party.measure = Some(Measure { total, best, out_of: [10_000, 88_500, 300][d.roll(3)] });
        for (_, values) in wants.iter_mut().flatten() {
            for value in values {
                if d.chance(20) {
                    *value = [-2_500, -1, 15_000][d.roll(3)];
                }
            }
        }
    }
    if d.chance(15) {
        let ranked: Vec<usize> = (0..wants.len()).filter(|i| wants[*i].is_some()).collect();
        let mut tiers: Vec<Vec<usize>> = Vec::new();
        for issue in d.shuffle(ranked) {
            match tiers.last_mut() {
                Some(tier) if d.chance(30) => tier.push(issue),
                _ => tiers.push(vec![issue]),
            }
        }
        party.order = Some(tiers).filter(|tiers| !tiers.is_empty());
    }
    if d.chance(15) {
        party.spread = [50, 1_000, 2_501][d.roll(3)];
    }
    if d.chance(25) {
        let bonuses = d.within(1, 3);
        let bonus = |d: &mut Dice| {
            let worth = [500, 1_000, 3_333, -2_000, -1, 6_000][d.roll(6)];
            Bonus { when: pattern(d, spec), unless: d.chance(30), worth }
        };
        party.bonuses = (0..bonuses).map(|_| bonus(d)).collect();
        if d.chance(15) {
            wants.fill(None);
            (party.measure, party.order) = (None, None);
        }
    }
}

fn issue_wants(d: &mut Dice, options: usize) -> (Hundredths, Vec<Hundredths>) {
    let weight = [0, 1_000, 2_000, 2_500, 3_330, 5_000, 105][d.roll(7)];
    let values = (0..options).map(|_| [0, 2_500, 5_000, 6_000, 10_000, 3_333, 1_250][d.roll(7)]).collect();
    (weight, values)
}

fn step(d: &mut Dice, spec: &Spec, name: String, steps: usize) -> Step {
    let own = spec.steps.len();
    let mut step = Step { name, by: vec![d.roll(spec.parties.len())], ..Step::default() };
    // Mostly on steps further down, so that few cases are impossible from the start.
    let waits = |d: &mut Dice, n: usize| {
        let forward = !d.chance(10);
        let targets = d.some_of(steps, steps, Some(own));
        targets.into_iter().filter(|s| !forward || *s > own).take(n).collect::<Vec<_>>()
    };
    if d.chance(30) {
        let n = d.within(1, 2);
        step.waits.all = waits(d, n);
    }
    if d.chance(25) {
        let lists = if d.chance(25) { 2 } else { 1 };
        step.waits.any = (0..lists).map(|_| waits(d, 3)).filter(|any| !any.is_empty()).collect();
    }
    if d.chance(15) {
        // Credit may look back as well.
        let n = d.within(1, 2);
        step.waits.on_credit = d.some_of(n.min(steps - 1), steps, Some(own));
    }
    if !spec.issues.is_empty() && d.chance(35) {
        step.carries_out = Some(pattern(d, spec));
    } else {
        step.optional = d.chance(45);
    }
    step
}

/// Adds so many demands: some meant to clash, the rest as they come.
fn demand(d: &mut Dice, spec: &mut Spec, demands: usize) {
    let mut insists = vec![];
    if d.chance(25) && !spec.issues.is_empty() {
        // The same option required and refused.
        let issue = d.roll(spec.issues.len());
        let one = vec![vec![(issue, vec![d.roll(spec.issues[issue].1)])]];
        insists.push(Insists::Content(Content::Require(one.clone())));
        insists.push(Insists::Content(Content::Never(one)));
    }
    if d.chance(30) && spec.steps.len() >= 2 {
        // A ring of two or three steps, each before the next.
        let ring = d.within(2, 3);
        let ring = d.some_of(ring, spec.steps.len(), None);
        for (n, step) in ring.iter().enumerate() {
            // Some rings need not block: one of them trusts the next.
            let next = [ring[(n + 1) % ring.len()]];
            let trusts = n == 0 && d.chance(20);
            let waits = if trusts { Waits::on_credit(&next) } else { Waits::all(&next) };
            insists.push(Insists::After(*step, waits));
        }
    }
    while insists.len() < demands {
        let content = !spec.issues.is_empty() && (spec.steps.len() < 2 || d.chance(55));
        if !content && spec.steps.len() < 2 {
            break;
        }
        insists.push(if content { Insists::Content(self::content(d, spec)) } else { order(d, spec.steps.len()) });
    }
    insists = d.shuffle(insists);
    insists.truncate(demands);
    let names = d.names('d', insists.len());
    for (insists, name) in insists.into_iter().zip(names) {
        let firmness = match d.roll(12) {
            0 => Firmness::Low,
            1 | 2 => Firmness::Medium,
            3 => Firmness::High,
            4 => Firmness::Cost(d.within(100, 10_000) as Hundredths),
            5 => Firmness::Cost(2_000),
            6 | 7 => Firmness::Absolute,
            _ => Firmness::Unsaid,
        };
        let party = d.roll(spec.parties.len());
        spec.demands.push(Demand { name, party, insists, firmness });
        if spec.contradicts_itself() {
            // Another party may ask for it, if there is one.
            spec.demands.last_mut().expect("one was added").party = (party + 1) % spec.parties.len();
            if spec.contradicts_itself() {
                spec.demands.pop();
            }
        }
    }
}

fn order(d: &mut Dice, steps: usize) -> Insists {
    if d.chance(35) {
        let n = d.within(2, 3);
        return Insists::Together(d.some_of(n, steps, None));
    }
    let step = d.roll(steps);
    let (all, any, on_credit): (_, &[usize], _) = [
        (1, &[][..], 0),
        (1, &[], 0),
        (2, &[], 0),
        (0, &[2], 0),
        (0, &[3], 0),
        (1, &[2], 0),
        (0, &[1, 2], 0),
        (0, &[2, 2], 0),
        (0, &[2, 3], 0),
        (0, &[], 1),
        (0, &[], 2),
        (1, &[], 1),
    ][d.roll(12)];
    let mut some = |n| d.some_of(n, steps, Some(step));
    let waits = Waits { all: some(all), any: any.iter().map(|n| some(*n)).collect(), on_credit: some(on_credit) };
    Insists::After(step, waits)
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
    (0..tables)
        .map(|_| {
            let terms = [1, 1, 2, 3][d.roll(4)];
            let issues = d.some_of(terms, spec.issues.len(), None);
            issues
                .into_iter()
                .map(|issue| {
                    let options = spec.issues[issue].1;
                    let n = d.within(1, (options - 1).min(2));
                    (issue, d.some_of(n, options, None))
                })
                .collect()
        })
        .collect()
}
