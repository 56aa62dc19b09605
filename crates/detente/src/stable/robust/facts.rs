//! How often equilibria survive small changes, for programs.

use serde_json::{Value, json};

use super::{Robust, Standing, Survival, Variant};
use crate::stable::space::Space;

impl Robust {
    /// The facts with the keys of the file and the numbers of the states.
    pub(in crate::stable) fn facts(&self, space: &Space<'_>) -> Value {
        let kinds = self.tried.iter().map(|t| json!({ "kind": t.kind.key(), "variants": t.variants, "tried": t.done }));
        json!({
            "convention": self.convention.key(),
            "kinds": kinds.collect::<Vec<_>>(),
            "equilibria": self.standings.iter().map(|s| standing(space, s)).collect::<Vec<_>>(),
        })
    }
}

fn standing(space: &Space<'_>, standing: &Standing) -> Value {
    let mut told = json!({ "concept": standing.concept.key(), "state": space.number(standing.cell) });
    for survival in &standing.survivals {
        told[survival.kind.key()] = survived(space, survival);
    }
    told
}

fn survived(space: &Space<'_>, survival: &Survival) -> Value {
    json!({
        "survived": survival.survived,
        "of": survival.tried,
        "breaks": survival.breaks.iter().map(|v| variant(space, v)).collect::<Vec<_>>(),
    })
}

fn variant(space: &Space<'_>, variant: &Variant) -> Value {
    let case = space.graph.case;
    let key = |party: &usize| &case.party(space.graph.parties[*party]).key;
    let numbers = |cells: &[usize]| cells.iter().map(|c| space.number(*c)).collect::<Vec<_>>();
    match variant {
        Variant::Swap { party, better, worse } => {
            json!({ "party": key(party), "better": numbers(better), "worse": numbers(worse) })
        }
        Variant::Statement { party, statement } => json!({ "party": key(party), "statement": statement + 1 }),
        Variant::Weight { party, issue } => json!({ "party": key(party), "issue": case.issue(*issue).key }),
        Variant::Moves { axis, allowed } => {
            json!({ "issue": case.issue(space.graph.axes[*axis].issue).key, "moves": allowed.key() })
        }
    }
}
