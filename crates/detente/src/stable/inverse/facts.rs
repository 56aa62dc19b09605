//! What would have to be preferred, for programs.

use serde_json::{Map, Value, json};

use super::{Change, Inverse, Needs, Share, Together, Wanted};
use crate::{number::whole, stable::space::Space};

impl Inverse {
    /// The facts with the keys of the file and the numbers of the states.
    pub(in crate::stable) fn facts(&self, space: &Space<'_>) -> Value {
        let w = Writer { space };
        let concepts = self.wanted.iter().map(|wanted| (wanted.concept.key().to_owned(), w.wanted(wanted)));
        json!({
            "state": space.number(self.cell),
            "convention": self.convention.key(),
            "concepts": concepts.collect::<Map<_, _>>(),
        })
    }
}

struct Writer<'a> {
    space: &'a Space<'a>,
}

impl Writer<'_> {
    fn key(&self, party: usize) -> String {
        self.space.graph.case.party(self.space.graph.parties[party]).key.clone()
    }

    fn numbers(&self, cells: &[usize]) -> Vec<usize> {
        cells.iter().map(|c| self.space.number(*c)).collect()
    }

    fn wanted(&self, wanted: &Wanted) -> Value {
        let parties = wanted.parties.iter().map(|n| (self.key(n.party), self.needs(n)));
        let equilibrium = wanted.parties.iter().map(|n| n.stays).collect::<Option<Vec<_>>>();
        json!({
            "equilibrium": equilibrium.map(|all| all.into_iter().all(|stays| stays)),
            "others_as_they_are": wanted.concept.rests_on_others(),
            "parties": parties.collect::<Map<_, _>>(),
            "profiles": wanted.profiles.as_ref().map(|s| self.share(s, wanted.parties.len())),
            "together": wanted.together.as_ref().map(|t| self.together(t)),
        })
    }

    fn needs(&self, needs: &Needs) -> Value {
        let conditions = needs.conditions.as_ref().map(|all| {
            let one = |c: &super::Clause| {
                json!({
                    "move": self.space.number(c.to),
                    "no_better": c.any.iter().map(|set| self.numbers(set)).collect::<Vec<_>>(),
                })
            };
            all.iter().map(one).collect::<Vec<_>>()
        });
        json!({
            "stable": needs.stays,
            "conditions": conditions,
            "rankings": needs.share.as_ref().map(|s| self.share(s, 1)),
            "change": needs.change.as_ref().map(|c| self.change(c)),
        })
    }

    /// A share in lowest terms; and where the states are few, the rankings themselves.
    fn share(&self, share: &Share, parties: usize) -> Value {
        let states = self.space.len();
        let counts = (states <= MOST_COUNTED).then(|| {
            let all = Share { some: 1_u32.into(), of: 1_u32.into() };
            (whole(&share.rankings(states, parties)), whole(&all.rankings(states, parties)))
        });
        let (some, of) = counts.unzip();
        json!({
            "count": some,
            "of": of,
            "share": [share.some.to_string(), share.of.to_string()],
            "value": share.to_f64(),
        })
    }

    fn change(&self, change: &Change) -> Value {
        json!({
            "pairs": change.pairs,
            "no_better": self.numbers(&change.lowered),
            "along": self.numbers(&change.along),
        })
    }

    fn together(&self, together: &Together) -> Value {
        let further = together.further.iter().map(|(p, cells)| (self.key(*p), json!(self.numbers(cells))));
        json!({
            "equilibrium": together.leave.is_empty(),
            "leave": together.leave.iter().map(|p| self.key(*p)).collect::<Vec<_>>(),
            "no_better_too": further.collect::<Map<_, _>>(),
        })
    }
}

/// States beyond which rankings are told as a share only: there are more than can be written down usefully.
const MOST_COUNTED: usize = 60;
