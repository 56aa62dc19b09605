//! The laws: what must be true of every answer to `why`, each held against the definitions.

use crate::{
    agreement,
    answer::{Answer, Choice, Conflict, Read, in_order},
    judge::{Background, Judge, Judged},
    spec::{Hundredths, Insists, Member, Set, list, set},
};

/// Something that must be true of the answer to a case.
pub(crate) type Law = fn(&Judged, &Answer) -> Read<()>;

/// Every law.
pub(crate) const ALL: &[Law] = &[verdict, witness, conflicts, kinds, rests_on, giving_way, ways_out, knots, pivots];

/// The verdict, and the number of packages that nobody refuses.
pub(crate) fn verdict(case: &Judged, answer: &Answer) -> Read<()> {
    equal("verdict", answer.verdict.as_str(), case.verdict())?;
    equal("number of acceptable packages", &answer.acceptable_packages, &case.acceptable_packages)
}

/// There is a witness exactly when nothing blocks, and it meets everything.
pub(crate) fn witness(case: &Judged, answer: &Answer) -> Read<()> {
    equal("there is a witness", &answer.witness.is_some(), &(case.verdict() == "open"))?;
    answer.witness.as_ref().map_or(Ok(()), |w| agreement::check(&case.spec, case.all(), w))
}

/// All minimal conflicts and nothing else, smallest first.
pub(crate) fn conflicts(case: &Judged, answer: &Answer) -> Read<()> {
    let found = answer.conflicts.iter().map(|c| in_order(&c.members)).collect::<Read<Vec<Set>>>()?;
    equal("conflicts", &lists(&found), &lists(&case.conflicts))
}

/// A conflict is of content, of order, or mixed: by its members and by what it rests on.
pub(crate) fn kinds(case: &Judged, answer: &Answer) -> Read<()> {
    let of_order = |m: &usize| match case.members[*m] {
        Member::Demand(d) => !matches!(case.spec.demands[d].insists, Insists::Content(_)),
        Member::WalkAway(_) => false,
    };
    for conflict in &answer.conflicts {
        let content = !conflict.constraints.is_empty() || !conflict.members.iter().all(of_order);
        let order = !conflict.steps.is_empty() || conflict.members.iter().any(of_order);
        let kind = match (content, order) {
            (true, true) => "mixed",
            (_, true) => "order",
            (_, false) => "content",
        };
        equal(&format!("kind of {conflict:?}"), conflict.kind.as_str(), kind)?;
    }
    Ok(())
}

/// The constraints and steps that a conflict rests on suffice for it, and none of them is idle.
pub(crate) fn rests_on(case: &Judged, answer: &Answer) -> Read<()> {
    let mut judge = Judge::new(&case.spec);
    for conflict in &answer.conflicts {
        let Conflict { members, constraints, steps, .. } = conflict;
        let rest = Background { constraints: in_order(constraints)?, steps: in_order(steps)? };
        if judge.possible(set(members), rest) {
            return Err(format!("rests on more than it says: {conflict:?}"));
        }
        let fewer_constraints =
            constraints.iter().map(|c| Background { constraints: rest.constraints & !(1 << c), ..rest });
        let fewer_steps = steps.iter().map(|s| Background { steps: rest.steps & !(1 << s), ..rest });
        for less in fewer_constraints.chain(fewer_steps) {
            if !judge.possible(set(members), less) {
                return Err(format!("rests on less than it says: {conflict:?}, {less:?} is enough"));
            }
        }
    }
    Ok(())
}

/// The agreement that becomes possible if one member alone gives way: told exactly if there is one.
pub(crate) fn giving_way(case: &Judged, answer: &Answer) -> Read<()> {
    for conflict in &answer.conflicts {
        for (member, agreement) in conflict.members.iter().zip(&conflict.gives_way) {
            let held = case.all() & !(1 << member);
            equal(&format!("{member} alone unblocks"), &agreement.is_some(), &case.possible(held))?;
            agreement.as_ref().map_or(Ok(()), |a| agreement::check(&case.spec, held, a))?;
        }
    }
    Ok(())
}

/// All ways out and nothing else, cheapest first, each with an agreement that meets all that is not given up.
pub(crate) fn ways_out(case: &Judged, answer: &Answer) -> Read<()> {
    let found = answer.ways_out.iter().map(|w| in_order(&w.give_up)).collect::<Read<Vec<Set>>>()?;
    equal("ways out", &lists(&found), &lists(&case.ways_out))?;
    equal("number of ways out", answer.ways_out_total.as_str(), case.ways_out.len().to_string().as_str())?;
    for (way_out, given_up) in answer.ways_out.iter().zip(found) {
        cost(case, given_up, way_out.cost)?;
        agreement::check(&case.spec, case.all() & !given_up, &way_out.agreement)?;
    }
    Ok(())
}

/// Knots are what conflicts join, each with its own conflicts and ways out.
pub(crate) fn knots(case: &Judged, answer: &Answer) -> Read<()> {
    let found = answer.knots.iter().map(|k| in_order(&k.members)).collect::<Read<Vec<Set>>>()?;
    let meant: Vec<Set> = case.knots.iter().map(|(members, _)| *members).collect();
    equal("knots", &lists(&found), &lists(&meant))?;
    for (knot, (members, ways_out)) in answer.knots.iter().zip(&case.knots) {
        let within = |n: &usize| case.conflicts[*n] & members != 0;
        let conflicts: Vec<usize> = (0..case.conflicts.len()).filter(within).collect();
        equal("conflicts of a knot", &knot.conflicts, &conflicts)?;
        let found = knot.ways_out.iter().map(|(w, _)| in_order(w)).collect::<Read<Vec<Set>>>()?;
        equal("ways out of a knot", &lists(&found), &lists(ways_out))?;
        for (given_up, (_, told)) in found.iter().zip(&knot.ways_out) {
            cost(case, *given_up, *told)?;
        }
    }
    Ok(())
}

/// In how many conflicts and ways out each member and each party stands, and what a party can do alone.
pub(crate) fn pivots(case: &Judged, answer: &Answer) -> Read<()> {
    let count = |of: Set, sets: &[Set]| sets.iter().filter(|s| **s & of != 0).count() as u64;
    for pivot in &answer.pivots {
        let own = 1 << pivot.member;
        equal("conflicts of a member", &pivot.conflicts, &count(own, &case.conflicts))?;
        equal("ways out of a member", &pivot.ways_out, &count(own, &case.ways_out))?;
    }
    for pivot in &answer.parties {
        let own = case.of_party(pivot.party);
        equal("conflicts of a party", &pivot.conflicts, &count(own, &case.conflicts))?;
        equal("ways out of a party", &pivot.ways_out, &count(own, &case.ways_out))?;
        choice(case, "alone", pivot.alone.as_ref(), case.ways_out.iter().find(|w| *w & !own == 0))?;
        choice(case, "gives nothing", pivot.gives_nothing.as_ref(), case.ways_out.iter().find(|w| *w & own == 0))?;
    }
    let stand: Set = case.conflicts.iter().fold(0, |all, c| all | c);
    let told = answer.pivots.iter().fold(0, |all, p| all | 1 << p.member);
    let meant = if case.verdict() == "impossible" { 0 } else { case.all() };
    equal("members that the pivots tell of", &lists(&[told]), &lists(&[meant]))?;
    let told = answer.parties.iter().fold(0, |all, p| all | case.of_party(p.party));
    equal("parties in conflicts left out of the pivots", &lists(&[stand & !told]), &lists(&[0]))
}

fn choice(case: &Judged, what: &str, told: Option<&Choice>, meant: Option<&Set>) -> Read<()> {
    equal(what, &told.map(|(given_up, _)| given_up), &meant.map(|w| list(*w)).as_ref())?;
    told.map_or(Ok(()), |(given_up, told)| cost(case, set(given_up), *told))
}

fn cost(case: &Judged, given_up: Set, told: f64) -> Read<()> {
    let cost: Option<Hundredths> = case.cost(given_up);
    let right = cost.is_some_and(|c| (c as f64 / 100.0 - told).abs() < 1e-9);
    if right { Ok(()) } else { Err(format!("cost of {:?}: {told}, not {cost:?} hundredths", list(given_up))) }
}

fn lists(sets: &[Set]) -> Vec<Vec<usize>> {
    sets.iter().map(|s| list(*s)).collect()
}

pub(crate) fn equal<T: PartialEq + std::fmt::Debug + ?Sized>(what: &str, told: &T, meant: &T) -> Read<()> {
    if told == meant { Ok(()) } else { Err(format!("{what}: told {told:?}, should be {meant:?}")) }
}
