//! What is to be one act, and yet one after the other.

use super::table::Reader;
use crate::{
    case::{Demand, Insists, Order, StepId, Waits},
    diagnostic::{Code, Diagnostic},
};

/// One party that demands both contradicts itself: at one moment, none of the steps is before another.
pub(super) fn report(reader: &Reader, demands: &[&Demand]) {
    let acts = demands.iter().filter_map(|d| match &d.insists {
        Insists::Order(Order::Together(act)) => Some((d, act)),
        _ => None,
    });
    for (one, act) in acts {
        for other in demands.iter().filter(|d| d.party == one.party) {
            let Insists::Order(Order::After { step, waits }) = &other.insists else { continue };
            if !inside(act, *step, waits) {
                continue;
            }
            let (first, second) = if one.place < other.place { (one, other) } else { (other, one) };
            reader.report(
                Diagnostic::new(
                    Code::OneActInOrder,
                    second.place,
                    format!(
                        "demands `{}` and `{}` of one party ask for steps as one act, and for one of them before the other",
                        first.key, second.key
                    ),
                )
                .also(first.place, "the other demand is here")
                .help("keep one of the two: in one act, no step is before another"),
            );
        }
    }
}

/// Whether a step of an act waits for others of the same act, and for nothing else that would do instead.
pub(super) fn inside(act: &[StepId], step: StepId, waits: &Waits) -> bool {
    act.contains(&step) && waits.first().any(|any| any.iter().all(|s| *s != step && act.contains(s)))
}
