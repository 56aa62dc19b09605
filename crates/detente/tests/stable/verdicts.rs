//! The laws of verdicts and their reasons.

use std::collections::BTreeSet;

use detente::{
    question::Budget,
    stable::{Concept, Convention, Improvement, Reason, explicit::verdicts, reasons::reason, space::Space},
};

use crate::{
    judge::{Judge, Told},
    laws::CONVENTIONS,
    model::{Law, Places, both, read, settled},
    spec::Spec,
};

/// Every verdict is the definition's, and concepts lie within each other as they should.
pub(crate) fn right(spec: &Spec) -> Law {
    let case = read(spec)?;
    let Some((space, judge)) = both(&case, &settled(&case, spec))? else { return Ok(()) };
    let places = Places::of(&space);
    for convention in CONVENTIONS {
        let told = judge.told(convention);
        let two = Budget { threads: 2, ..Budget::default() };
        let found = verdicts(&space, convention, &Concept::ALL, &two).map_err(|r| r.message)?;
        for concept in Concept::ALL {
            for party in 0..judge.parties.len() {
                for (place, cell) in places.cells.iter().enumerate() {
                    let (is, should) = (found.stable(concept, party, *cell), told.stable(concept, party, place));
                    if is != should {
                        let (concept, convention) = (concept.key(), convention.key());
                        return Err(format!("{concept} ({convention}), party {party}, state {}: {is}", place + 1));
                    }
                }
            }
            let equilibria: BTreeSet<usize> =
                (0..places.cells.len()).filter(|p| found.equilibrium(concept, places.cells[*p])).collect();
            if equilibria != judge.equilibria(&told, concept) {
                return Err(format!("{} has equilibria {equilibria:?} (counted from 0)", concept.key()));
            }
        }
        if (0..space.cells()).any(|c| !space.feasible(c) && found.equilibrium(Concept::Nash, c)) {
            return Err("what is no state is stable".to_owned());
        }
        for concept in Concept::ALL {
            // What is asked beside a concept does not change its verdicts, nor do threads.
            let alone = verdicts(&space, convention, &[concept], &Budget::default()).map_err(|r| r.message)?;
            if alone.of(concept) != found.of(concept) {
                return Err(format!("{} alone is not what it is among others", concept.key()));
            }
        }
        for (inner, outer) in WITHIN {
            let (inner_sets, outer_sets) = (found.of(inner), found.of(outer));
            let (Some(inner_sets), Some(outer_sets)) = (inner_sets, outer_sets) else {
                return Err("a concept that was asked about has no sets".to_owned());
            };
            let beyond = |(i, o): (&Vec<u64>, &Vec<u64>)| i.iter().zip(o).any(|(i, o)| i & !o != 0);
            if inner_sets.iter().zip(outer_sets).any(beyond) {
                return Err(format!("{} does not lie within {}", inner.key(), outer.key()));
            }
        }
    }
    Ok(())
}

/// Every state that is stable by the first is stable by the second.
const WITHIN: [(Concept, Concept); 8] = [
    (Concept::Nash, Concept::Smr),
    (Concept::Smr, Concept::Gmr),
    (Concept::Nash, Concept::Seq),
    (Concept::Seq, Concept::Gmr),
    (Concept::Nash, Concept::SSeq),
    (Concept::SSeq, Concept::Seq),
    (Concept::SSeq, Concept::Smr),
    (Concept::Nash, Concept::Sim),
];

/// Every reason shows what it says.
pub(crate) fn reasoned(spec: &Spec) -> Law {
    let case = read(spec)?;
    let Some((space, judge)) = both(&case, &settled(&case, spec))? else { return Ok(()) };
    let places = Places::of(&space);
    for convention in CONVENTIONS {
        let told = judge.told(convention);
        for concept in Concept::ALL {
            for party in 0..judge.parties.len() {
                for (place, cell) in places.cells.iter().enumerate() {
                    let reason = reason(&space, convention, concept, party, *cell);
                    shows(&space, &judge, &told, convention, &reason, party, place)
                        .map_err(|fault| format!("{fault}: {reason:#?}"))?;
                }
            }
        }
    }
    Ok(())
}

fn shows(
    space: &Space<'_>,
    judge: &Judge<'_>,
    told: &Told<'_>,
    convention: Convention,
    reason: &Reason,
    party: usize,
    place: usize,
) -> Law {
    let Reason { concept, stable, .. } = *reason;
    if space.package(space.cell(&reason.state).unwrap_or(usize::MAX)) != reason.state
        || judge.place(reason.state.options()) != Some(place)
        || reason.party != judge.parties[party]
    {
        return Err("this is about something else".to_owned());
    }
    if stable != told.stable(concept, party, place) {
        return Err("the verdict is wrong".to_owned());
    }
    let meant = judge.improvements(party, place);
    let to = |i: &Improvement| judge.place(i.to.options()).filter(|to| meant.contains(to));
    let found: Option<Vec<usize>> = reason.improvements.iter().map(to).collect();
    let found = found.ok_or("what is told as an improvement is none")?;
    if found.iter().collect::<BTreeSet<_>>().len() != found.len() {
        return Err("an improvement is told twice".to_owned());
    }
    if stable && found.len() + reason.more != meant.len() {
        return Err(format!("there are {} improvements", meant.len()));
    }
    if !stable && (found.len() != 1 || reason.improvements[0].answer.is_some()) {
        return Err("it is unstable, but for no one improvement that nothing deters".to_owned());
    }
    for (improvement, to) in reason.improvements.iter().zip(found) {
        if improvement.answer.is_some() != told.deterred(concept, party, place, to) {
            return Err(format!("whether the improvement to {to} is deterred is told wrong"));
        }
        if improvement.answer.is_some() {
            deters(judge, told, convention, concept, improvement, party, place, to)?;
        }
    }
    Ok(())
}

#[allow(clippy::too_many_arguments, reason = "all that an answer is about")]
fn deters(
    judge: &Judge<'_>,
    told: &Told<'_>,
    convention: Convention,
    concept: Concept,
    improvement: &Improvement,
    party: usize,
    place: usize,
    to: usize,
) -> Law {
    let opponents = judge.opponents(&[judge.parties[party]]);
    let answer = improvement.answer.as_deref().unwrap_or_default();
    let mut steps = Vec::new();
    for act in answer {
        // An act of several whose preferences are not all known names those that are.
        let by: BTreeSet<_> = act.by.iter().copied().collect();
        let known = |m: &Vec<_>| m.iter().copied().filter(|p| judge.parties.contains(p)).collect::<BTreeSet<_>>();
        let to = judge.place(act.to.options()).ok_or("an act leads to what is no state")?;
        let from = if concept == Concept::Sim {
            place
        } else {
            steps.last().map_or(to_of(improvement, judge)?, |s: &(usize, usize)| s.1)
        };
        let fits = |m: &usize| known(&judge.movers[*m]) == by && judge.moves(*m, from).contains(&to);
        let mover = opponents.iter().copied().find(fits).ok_or("an act is by nobody who can do it")?;
        steps.push((mover, to));
    }
    if concept == Concept::Sim {
        let mut together = judge.states[to].clone();
        for (n, (mover, to)) in steps.iter().enumerate() {
            if !judge.improvements(*mover, place).contains(to) {
                return Err("what others do at the same time is no improvement of theirs".to_owned());
            }
            if steps[..n].iter().any(|(m, _)| m == mover) {
                return Err("somebody does two things at the same time".to_owned());
            }
            judge.take_over(*mover, &judge.states[*to], &mut together);
        }
        if improvement.together.as_ref().map(|p| p.options()) != Some(&together) {
            return Err("all of that together ends elsewhere".to_owned());
        }
        let end = judge.place(&together).ok_or("all of that together ends in what is no state")?;
        return if told.no_better(party, end, place) {
            Ok(())
        } else {
            Err("all of that together is better".to_owned())
        };
    }
    let credible = matches!(concept, Concept::Seq | Concept::SSeq);
    let end = steps.last().ok_or("an answer of no act")?.1;
    judge.legal(&opponents, convention, credible, to, &steps, end)?;
    if !told.no_better(party, end, place) {
        return Err("the answer ends in something better".to_owned());
    }
    if matches!(concept, Concept::Smr | Concept::SSeq) && !told.no_escape(party, end, place) {
        return Err("there is an escape from the answer".to_owned());
    }
    Ok(())
}

fn to_of(improvement: &Improvement, judge: &Judge<'_>) -> Result<usize, String> {
    judge.place(improvement.to.options()).ok_or_else(|| "an improvement leads to what is no state".to_owned())
}
