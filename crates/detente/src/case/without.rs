//! The case as it would be if some of its elements were not there: what a reading of disputed things comes to.

use std::collections::BTreeSet;

use super::{
    Bonus, Case, ConstraintId, DemandId, Element, GuaranteeId, IssueId, PartyId, Preference, StepId, Waits, Wants,
    points::{centroids, comparable, points},
};
use crate::{number::Exact, question::Refusal, rule::Origin};

/// A case without some of its elements. Parties, issues, options and steps keep their ids.
#[derive(Debug)]
pub struct Without {
    /// The case that is left.
    pub case: Case,
    /// For each demand that is left, which it was.
    demands: Vec<DemandId>,
    /// Likewise for constraints.
    constraints: Vec<ConstraintId>,
}

impl Without {
    /// What a rule that is left was before.
    pub fn before(&self, left: Origin) -> Origin {
        match left {
            Origin::Demand(d) => Origin::Demand(self.demands[d.index()]),
            Origin::Constraint(c) => Origin::Constraint(self.constraints[c.index()]),
            Origin::WalkAway(_) | Origin::Step(_) => left,
        }
    }

    /// What a rule is now; `None` where it is not there any more.
    pub fn now(&self, before: Origin) -> Option<Origin> {
        match before {
            Origin::Demand(d) => self.demands.iter().position(|k| *k == d).map(|n| Origin::Demand(DemandId::at(n))),
            Origin::Constraint(c) => {
                self.constraints.iter().position(|k| *k == c).map(|n| Origin::Constraint(ConstraintId::at(n)))
            }
            Origin::WalkAway(p) => self.case.walk_away(p).map(|_| before),
            Origin::Step(_) => Some(before),
        }
    }
}

impl Case {
    /// The case without some elements, as if their tables were cut out of its file.
    ///
    /// A demand, a constraint, a walk-away, a guarantee, a bonus and another reading of a demand are gone. A step stays,
    /// since others name it, and waits for nothing. Of what a party wants on an issue, its weight goes too: the issue
    /// counts nothing for it, and the others count for the whole. A party without any issue that counts for it, or without
    /// its `prefers` or `ranking`, has preferences that are not known, and so no walk-away. A delegate and a meeting stay:
    /// no question that looks at readings rests on them.
    ///
    /// # Errors
    /// Refuses where the numbers that are left would need too many digits to be compared exactly.
    pub fn without(&self, absent: &BTreeSet<Element>) -> Result<Without, Refusal> {
        let there = |e: Element| !absent.contains(&e);
        let demands: Vec<DemandId> =
            (0..self.demands.len()).map(DemandId::at).filter(|d| there(Element::Demand(*d))).collect();
        let constraints: Vec<ConstraintId> =
            (0..self.constraints.len()).map(ConstraintId::at).filter(|c| there(Element::Constraint(*c))).collect();
        let mut case = self.clone();
        case.demands = demands.iter().map(|d| self.demand(*d).clone()).collect();
        for (demand, id) in case.demands.iter_mut().zip(&demands) {
            let mut n = 0..;
            demand.terms.meanings.retain(|_| n.next().is_none_or(|n| there(Element::Meaning(*id, n))));
        }
        case.constraints = constraints.iter().map(|c| self.constraint(*c).clone()).collect();
        for (n, step) in case.steps.iter_mut().enumerate() {
            if !there(Element::Step(StepId::at(n))) {
                step.waits = Waits::default();
            }
        }
        let mut n = 0..;
        case.guarantees.retain(|_| n.next().is_none_or(|n| there(Element::Guarantee(GuaranteeId::at(n)))));
        for id in self.party_ids() {
            let preference = self.preference_without(id, absent)?;
            let party = &mut case.parties[id.index()];
            party.preference = preference;
            let unknown = matches!(party.preference, Preference::Unknown);
            if unknown || !there(Element::WalkAway(id)) {
                party.walk_away = None;
            }
            if let (Some(walk_away), Preference::Worth(wants)) = (&party.walk_away, &party.preference)
                && !comparable(wants, walk_away.worth)
            {
                return Err(too_precise(self, id));
            }
        }
        Ok(Without { case, demands, constraints })
    }

    /// What a party prefers without some elements.
    fn preference_without(&self, id: PartyId, absent: &BTreeSet<Element>) -> Result<Preference, Refusal> {
        let party = self.party(id);
        let there = |e: Element| !absent.contains(&e);
        let wants = match &party.preference {
            Preference::Worth(wants) => wants,
            Preference::Prefers(_) | Preference::Ranking(_) if !there(Element::Party(id)) => {
                return Ok(Preference::Unknown);
            }
            other => return Ok(other.clone()),
        };
        let lost: Vec<IssueId> =
            self.issue_ids().filter(|i| wants.on(*i).is_some() && !there(Element::Wants(id, *i))).collect();
        let bonuses: Vec<Bonus> = wants
            .bonuses
            .iter()
            .enumerate()
            .filter(|(n, _)| there(Element::Bonus(id, *n)))
            .map(|(_, b)| b.clone())
            .collect();
        if lost.is_empty() && bonuses.len() == wants.bonuses.len() {
            return Ok(party.preference.clone());
        }
        let left = self.wants_without(wants, &lost, bonuses).ok_or_else(|| too_precise(self, id))?;
        let divided = left.measure.as_ref().is_some_and(|m| m.total.is_some());
        let counts = left.issues.iter().flatten().any(|w| w.weight != Exact::ZERO);
        let none = left.issues.iter().all(Option::is_none) && left.bonuses.is_empty();
        // As the reader of files has it: where nothing counts, nothing is known.
        if none || !(counts || divided || !left.bonuses.is_empty()) {
            return Ok(Preference::Unknown);
        }
        Ok(Preference::Worth(left))
    }

    /// Wants on the issues that are left; `None` where the numbers have too many digits.
    fn wants_without(&self, wants: &Wants, lost: &[IssueId], mut bonuses: Vec<Bonus>) -> Option<Wants> {
        let mut issues = wants.issues.clone();
        let mut unsure = wants.unsure.clone();
        for issue in lost {
            issues[issue.index()] = None;
        }
        if let Some(known) = &mut unsure {
            for issue in lost {
                known.weights[issue.index()] = None;
                known.values[issue.index()].clear();
            }
            known.order.iter_mut().for_each(|tier| tier.retain(|i| !lost.contains(i)));
            known.order.retain(|tier| !tier.is_empty());
            // An order of what is left has other centroids.
            for (issue, weight) in centroids(&known.order)? {
                if let Some(wants) = &mut issues[issue.index()] {
                    wants.weight = weight;
                }
            }
            if known.order.len() < 2 {
                known.order.clear();
            }
            let wide = |(low, high): &(Exact, Exact)| low < high;
            let still = !known.order.is_empty()
                || known.weights.iter().flatten().chain(known.values.iter().flatten()).any(wide);
            unsure = unsure.filter(|_| still);
        }
        let options: Vec<usize> = self.issues.iter().map(|i| i.options.len()).collect();
        let (points, scale) = points(&issues, &options, &mut bonuses, wants.measure())?;
        Some(Wants { issues, points, bonuses, scale, measure: wants.measure.clone(), unsure })
    }
}

fn too_precise(case: &Case, party: PartyId) -> Refusal {
    Refusal::new(format!("without it, what {} wants cannot be compared exactly in 128 bits", case.party(party).name))
        .help("write the numbers of that party with fewer decimals")
}
