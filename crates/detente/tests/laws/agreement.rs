//! Whether something put forward as an agreement is one.

use crate::{
    answer::{Agreement, Read, in_order},
    judge::{broken_constraints, broken_members, performable, worth},
    order::Rules,
    spec::{Set, Spec, first, list},
};

/// Whether an agreement meets the background and the members held, and tells every worth rightly.
pub(crate) fn check(spec: &Spec, held: Set, agreement: &Agreement) -> Read<()> {
    let broken = broken_constraints(spec, &agreement.package);
    if broken != 0 {
        return Err(format!("{agreement:?} breaks the constraints {:?}", list(broken)));
    }
    let broken = broken_members(spec, &agreement.package) & held;
    if broken != 0 {
        return Err(format!("{agreement:?} breaks the members {:?}, though they hold", list(broken)));
    }
    check_order(spec, held, agreement)?;
    check_worth(spec, agreement)
}

/// The phases are done one after another. What is done in one phase does not wait for anything else in it, unless
/// both are of one act.
fn check_order(spec: &Spec, held: Set, agreement: &Agreement) -> Read<()> {
    let performable = performable(spec, &agreement.package);
    let demands = held & first(spec.demands.len());
    let rules = Rules::new(spec, performable, demands, first(spec.steps.len()));
    let mut done = 0;
    for phase in &agreement.order {
        let steps = in_order(phase)?;
        if steps == 0 || steps & done != 0 {
            return Err(format!("a phase is empty, or a step done twice: {agreement:?}"));
        }
        for class in &rules.classes {
            if let Some(objection) = rules.objection(steps & class, done) {
                return Err(format!("{agreement:?}: {objection}"));
            }
        }
        done |= steps;
    }
    if let Some(unpaid) = rules.unpaid(done) {
        return Err(format!("{agreement:?}: what step {unpaid} waits for on credit is never done"));
    }
    let missing = rules.needed & !done;
    if missing == 0 { Ok(()) } else { Err(format!("{agreement:?} leaves out the steps {:?}", list(missing))) }
}

fn check_worth(spec: &Spec, agreement: &Agreement) -> Read<()> {
    for (number, party) in spec.parties.iter().enumerate() {
        let said = agreement.worth.iter().find(|(p, ..)| *p == number);
        let (said, meant) = (said.map(|(_, value, exact)| (*value, exact)), worth(spec, number, &agreement.package));
        match (said, meant) {
            (None, None) => {}
            // Only principals decide; whether others are told what they get is a matter of taste.
            (None, Some(_)) if !party.principal => {}
            (Some((value, exact)), Some((n, d))) if *exact == fraction(n, d * 100) => {
                if (value - n as f64 / (d * 100) as f64).abs() > 1e-9 {
                    return Err(format!("{exact} is not {value}"));
                }
            }
            (said, meant) => return Err(format!("worth to {}: {said:?}, not {meant:?} hundredths", party.name)),
        }
    }
    Ok(())
}

/// `n/d` in lowest terms.
pub(crate) fn fraction(n: i128, d: i128) -> String {
    let (mut divisor, mut rest) = (d, n.abs());
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    format!("{}/{}", n / divisor, d / divisor)
}
